#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `/system routerboard print` of RouterOS.
namespace muster::grammars::mikrotik_routeros_inventory {
namespace {

constexpr std::string_view model_keyword = "model";
constexpr std::string_view serial_keyword = "serial-number";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no line says whether it is a RouterBOARD");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(text.substr(colon + 1));
    if (key == "routerboard") {
      found_ = true;
      return notes_.understood();
    }
    if (key == model_keyword) return put(about_.hardware, key, value);
    if (key == serial_keyword) return put(about_.serial, key, value);
    notes_.ignored();
  }

  void put(model::Text& to, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.empty()) return notes_.unknown(Domain::software, "a value", value);
    to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "firmware of the board's loader"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_inventory",
                                .title = "MikroTik RouterOS model and serial number (/system routerboard print)",
                                .contributes = Domain::software,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::software};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_inventory
