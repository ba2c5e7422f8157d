#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show version` of Cisco IOS XR.
namespace muster::grammars::cisco_iosxr_version {
namespace {

constexpr std::string_view release_keyword = "Cisco IOS XR Software, Version";
constexpr std::string_view model_keyword = "processor";
constexpr std::string_view chassis_keyword = "Chassis";
constexpr std::string_view image_keyword = "System image file is";
constexpr std::string_view uptime_keyword = "uptime is";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), about_(device.software), hostname_(device.hostname) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no line with a release: not the output of show version");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.starts_with(release_keyword)) return release(trim(text.substr(release_keyword.size())));
    if (text.starts_with("cisco ") && text.find(" processor") != std::string_view::npos) return model(text.substr(6));
    if (is_chassis(text)) return put(about_.hardware, chassis_keyword, text.substr(0, second_blank(text)), true);
    if (text.starts_with(image_keyword)) return image(text);
    if (const std::size_t at = text.find(uptime_keyword); at != std::string_view::npos) return uptime(text, at);
    if (text.empty()) return notes_.understood();
    notes_.ignored();
  }

  /// "6.5.1", "4.1.0[Default]", "24.1.1 LNT"
  void release(std::string_view text) {
    found_ = true;
    if (notes_.disabled(release_keyword)) return notes_.known(Domain::software, release_keyword);
    const std::string_view number = text.substr(0, text.find_first_of("[ \t"));
    if (number.empty()) return notes_.unknown(Domain::software, "a release", text);
    about_.version.set(std::string(number), notes_.lines());
    about_.product.set("IOS-XR", notes_.lines());
    notes_.understood();
  }

  /// "cisco NCS-5500 () processor", "cisco ASR9K Series (Intel 686 F6M14S4) processor with ...": the name ends at the
  /// bracket.
  void model(std::string_view text) {
    const std::string_view name = trim(text.substr(0, std::min(text.find('('), text.find(" processor"))));
    if (name.empty()) return notes_.unknown(Domain::software, "a model", text);
    put(about_.hardware, model_keyword, name, false);
  }

  /// "ASR 9912 10 Line Card Slot Chassis with V2 AC PEM" names the box, where "processor" names a series.
  static bool is_chassis(std::string_view text) {
    return text.starts_with("ASR ") && text.find(" Chassis") != std::string_view::npos;
  }
  static std::size_t second_blank(std::string_view text) { return text.find(' ', text.find(' ') + 1); }

  void image(std::string_view text) {
    const std::size_t open = text.find('"');
    const std::size_t close = text.rfind('"');
    if (open == std::string_view::npos || close <= open + 1) return notes_.unknown(Domain::software, "an image", text);
    put(about_.image, image_keyword, text.substr(open + 1, close - open - 1), false);
  }

  void uptime(std::string_view text, std::size_t at) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const std::string_view time = text.substr(at + uptime_keyword.size());
    const auto seconds = parse_uptime(time);
    if (!seconds) return notes_.unknown(Domain::software, "a time", trim(time));
    if (!about_.uptime.known()) about_.uptime.set(*seconds, notes_.lines());
    const std::string_view name = trim(text.substr(0, at));  // newer releases write "System"
    if (name != "System" && !name.empty() && !hostname_.known()) hostname_.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  void put(model::Text& target, std::string_view keyword, std::string_view value, bool replace) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (replace || !target.known()) target.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  model::Text& hostname_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(release_keyword), software, Treatment::modelled, {}},
          {std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(chassis_keyword), software, Treatment::modelled, {}},
          {std::string(image_keyword), software, Treatment::modelled, {}},
          {std::string(uptime_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names product, release, model, image or uptime"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_iosxr_version", "Cisco IOS XR release (show version)",
                                Domain::software,      read,
                                write_back_lines,      keywords};
  return value;
}

}  // namespace muster::grammars::cisco_iosxr_version
