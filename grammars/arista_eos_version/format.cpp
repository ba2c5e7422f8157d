#include "grammars/format.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show version` of Arista EOS.
namespace muster::grammars::arista_eos_version {
namespace {

constexpr std::string_view model_keyword = "model";
constexpr std::string_view release_keyword = "Software image version";
constexpr std::string_view serial_keyword = "Serial number";
constexpr std::string_view uptime_keyword = "Uptime";

/// "1 week, 2 days, 3 hours and 4 minutes" in seconds.
std::optional<std::int64_t> seconds(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t seconds;
  };
  static constexpr std::array units = std::to_array<Unit>(
      {{"year", 31536000}, {"week", 604800}, {"day", 86400}, {"hour", 3600}, {"minute", 60}, {"second", 1}});
  std::int64_t total = 0;
  bool any = false;
  Words words(text);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (word == "and") continue;
    std::uint32_t number = 0;
    std::string_view unit = words.next();
    while (!unit.empty() && (unit.back() == ',' || unit.back() == 's')) unit.remove_suffix(1);
    if (!parse_number(word, number)) return std::nullopt;
    bool known = false;
    for (const Unit& each : units) {
      if (each.name != unit) continue;
      total += each.seconds * number;
      known = any = true;
    }
    if (!known) return std::nullopt;
  }
  return any ? std::optional(total) : std::nullopt;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

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
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(text.substr(colon + 1));
    const std::string_view key = text.substr(0, colon);
    if (colon == std::string_view::npos && first_) return model(text);
    first_ = false;
    if (key == release_keyword) return release(value);
    if (key == serial_keyword) return serial(value);
    if (key == uptime_keyword) return uptime(value);
    notes_.ignored();
  }

  /// "Arista DCS-7010T-48-R", "vEOS"
  void model(std::string_view text) {
    first_ = false;
    if (notes_.disabled(model_keyword)) return notes_.known(Domain::software, model_keyword);
    if (text.starts_with("Arista ")) text = trim(text.substr(7));
    if (text.starts_with("%") || text.size() > longest_model) return notes_.unknown(Domain::software, "a model", text);
    about_.hardware.set(std::string(text), notes_.lines());
    notes_.understood();
  }

  /// "4.27.6M", "4.32.1F-37265360.4321F (engineering build)"
  void release(std::string_view value) {
    found_ = true;
    if (notes_.disabled(release_keyword)) return notes_.known(Domain::software, release_keyword);
    const std::string_view number = Words(value).next();
    if (number.empty()) return notes_.unknown(Domain::software, "a release", value);
    about_.product.set("EOS", notes_.lines());
    about_.version.set(std::string(number), notes_.lines());
    notes_.understood();
  }

  void serial(std::string_view value) {
    if (notes_.disabled(serial_keyword)) return notes_.known(Domain::software, serial_keyword);
    if (value.empty())
      about_.serial.set_absent(notes_.lines());
    else
      about_.serial.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  void uptime(std::string_view value) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const auto time = seconds(value);
    if (!time) return notes_.unknown(Domain::software, "weeks, days, hours and minutes", value);
    about_.uptime.set(*time, notes_.lines());
    notes_.understood();
  }

  static constexpr std::size_t longest_model = 64;

  LineNotes notes_;
  model::Software& about_;
  bool first_ = true;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(release_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {std::string(uptime_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names product, release, model, serial number or uptime"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "arista_eos_version", "Arista EOS release (show version)", Domain::software, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::arista_eos_version
