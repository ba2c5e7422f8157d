#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show inventory` of Arista EOS: model and serial number of the system itself.
namespace muster::grammars::arista_eos_inventory {
namespace {

constexpr std::string_view model_keyword = "Model";
constexpr std::string_view serial_keyword = "Serial Number";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    if (!headed_) notes_.open(Domain::software, "no heading: not the output of show inventory");
    return notes_.finish();
  }

 private:
  enum class Table { none, model, serial };

  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty()) return blank();
    if (text.front() != ' ' && text.front() != '\t') return heading(words);
    if (!in_system_ || words.starts_with("---")) return in_system_ ? notes_.understood() : notes_.ignored();
    if (table_ == Table::none) return columns(text, words);
    row(text, words);
  }

  void blank() {
    table_ = Table::none;
    notes_.understood();
  }

  /// "System information", then "System has 49 ports" and other parts, which are not about the system itself.
  void heading(std::string_view words) {
    in_system_ = words.starts_with("System information");
    headed_ = headed_ || in_system_;
    table_ = Table::none;
    if (in_system_) return notes_.understood();
    notes_.ignored();
  }

  void columns(std::string_view text, std::string_view words) {
    if (words.starts_with(model_keyword)) {
      table_ = Table::model;
      return notes_.understood();
    }
    serial_column_ = text.find(serial_keyword);
    if (serial_column_ == std::string_view::npos) return notes_.ignored();  // a description that goes on
    table_ = Table::serial;
    notes_.understood();
  }

  void row(std::string_view text, std::string_view words) {
    const bool model = table_ == Table::model;
    table_ = Table::none;
    const std::string_view keyword = model ? model_keyword : serial_keyword;
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    const std::string_view value = model ? Words(words).next() : serial(text);
    model::Text& to = model ? about_.hardware : about_.serial;
    if (!to.known() && !value.empty()) to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  /// What stands below the heading of the column, if anything does.
  [[nodiscard]] std::string_view serial(std::string_view text) const {
    if (text.size() <= serial_column_ || text[serial_column_] == ' ') return {};
    return Words(text, serial_column_).next();
  }

  LineNotes notes_;
  model::Software& about_;
  bool headed_ = false;
  bool in_system_ = false;
  Table table_ = Table::none;
  std::size_t serial_column_ = 0;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "parts of the system: power supplies, fans, transceivers"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "arista_eos_inventory",
                                .title = "Arista EOS model and serial number (show inventory)",
                                .contributes = Domain::software,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::software};
  return value;
}

}  // namespace muster::grammars::arista_eos_inventory
