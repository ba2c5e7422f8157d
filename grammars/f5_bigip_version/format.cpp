#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show sys version` of BIG-IP.
namespace muster::grammars::f5_bigip_version {
namespace {

constexpr std::string_view product_keyword = "Product";
constexpr std::string_view version_keyword = "Version";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!head_ || !version_) notes_.open(Domain::software, "no release: not the output of show sys version");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text == "Sys::Version") return head(text);
    if (!head_) return notes_.unknown(Domain::software, "Sys::Version", text);
    Words words(text);
    const std::string_view key = words.next();
    if (key == product_keyword) return put(about_.product, product_keyword, words.rest());
    if (key == version_keyword) return put(about_.version, version_keyword, words.rest());
    notes_.ignored();
  }

  void head(std::string_view) {
    head_ = true;
    notes_.understood();
  }

  /// The release that runs replaces the one that a configuration file names.
  void put(model::Text& to, std::string_view keyword, std::string_view value) {
    if (keyword == version_keyword) version_ = true;
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.empty()) return notes_.unknown(Domain::software, "a value", value);
    to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  bool head_ = false;
  bool version_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(product_keyword), software, Treatment::modelled, {}},
          {std::string(version_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "build, date and edition: the release names them too"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "f5_bigip_version", "BIG-IP release (show sys version)", Domain::software, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::f5_bigip_version
