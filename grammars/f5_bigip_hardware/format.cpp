#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show sys hardware field-fmt` of BIG-IP: blocks in braces, a `key value` on each line.
namespace muster::grammars::f5_bigip_hardware {
namespace {

constexpr std::string_view model_keyword = "marketing-name";
constexpr std::string_view serial_keyword = "bigip-chassis-serial-num";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!head_) notes_.open(Domain::software, "no block sys hardware: not the output of show sys hardware");
    if (depth_ != 0) notes_.open(Domain::software, "the blocks are not closed: the output is cut");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("sys hardware")) head_ = true;
    if (!head_) return notes_.unknown(Domain::software, "sys hardware", text);
    if (text.ends_with("{ }")) return notes_.ignored();
    if (text.back() == '{') {
      ++depth_;
      return notes_.ignored();
    }
    if (text == "}") {
      if (depth_ == 0) return notes_.unknown(Domain::software, "no '}' without its '{'", text);
      --depth_;
      return notes_.ignored();
    }
    Words words(text);
    const std::string_view key = words.next();
    if (key == model_keyword) return put(about_.hardware, model_keyword, words.rest());
    if (key == serial_keyword) return put(about_.serial, serial_keyword, words.rest());
    notes_.ignored();
  }

  void put(model::Text& to, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    // A virtual edition may have none.
    if (!value.empty() && value != "none") to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  std::size_t depth_ = 0;
  bool head_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names model or serial number"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"f5_bigip_hardware", "BIG-IP model and serial number (show sys hardware field-fmt)",
                                Domain::software,    read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::f5_bigip_hardware
