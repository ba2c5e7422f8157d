#include "grammars/format.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show system info` of PAN-OS: one `key: value` a line.
namespace muster::grammars::paloalto_panos_version {
namespace {

constexpr std::string_view hostname_key = "hostname";
constexpr std::string_view model_key = "model";
constexpr std::string_view serial_key = "serial";
constexpr std::string_view release_key = "sw-version";
constexpr std::string_view uptime_key = "uptime";

/// "14 days, 3:00:02", in seconds.
std::optional<std::int64_t> uptime_seconds(std::string_view text) {
  std::uint32_t days = 0;
  const std::size_t mark = text.find(" day");
  if (mark != std::string_view::npos) {
    if (!parse_number(text.substr(0, mark), days)) return std::nullopt;
    text.remove_prefix(std::min(text.find(", ", mark), text.size() - 2) + 2);
  }
  std::int64_t seconds = std::int64_t{days} * 24;
  for (int part = 0; part < 3; ++part) {
    const std::size_t colon = text.find(':');
    std::uint32_t value = 0;
    if ((colon == std::string_view::npos) != (part == 2) || !parse_number(text.substr(0, colon), value))
      return std::nullopt;
    seconds = part == 0 ? seconds + value : seconds * 60 + value;
    text.remove_prefix(part == 2 ? text.size() : colon + 1);
  }
  return seconds;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!named_) notes_.open(Domain::software, "no line with a release: not the output of show system info");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return notes_.unknown(Domain::software, "KEY: VALUE", text);
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = trim(text.substr(colon + 1));
    model::Software& to = device_.software;
    if (key == release_key) return release(value);
    if (key == uptime_key) return uptime(value);
    if (key == model_key) return put(key, value, to.hardware);
    if (key == serial_key) return put(key, value, to.serial);
    if (key == hostname_key) return hostname(value);
    notes_.ignored();
  }

  /// A virtual firewall without a licence has no number: it prints that it is unknown.
  void put(std::string_view key, std::string_view value, model::Text& to) {
    if (notes_.disabled(key)) return notes_.known(Domain::software, key);
    if (value.empty()) return notes_.unknown(Domain::software, "a value", value);
    value == "unknown" ? to.set_unknown(notes_.lines()) : to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  /// The configuration tells the name too; what is there already stays.
  void hostname(std::string_view value) {
    if (device_.hostname.known() && !notes_.disabled(hostname_key)) return notes_.understood();
    put(hostname_key, value, device_.hostname);
  }

  void release(std::string_view value) {
    named_ = true;
    put(release_key, value, device_.software.version);
    if (!notes_.disabled(release_key) && !value.empty()) device_.software.product.set("PAN-OS", notes_.lines());
  }

  void uptime(std::string_view value) {
    if (notes_.disabled(uptime_key)) return notes_.known(Domain::software, uptime_key);
    const auto seconds = uptime_seconds(value);
    if (!seconds) return notes_.unknown(Domain::software, "N days, H:MM:SS", value);
    device_.software.uptime.set(*seconds, notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  bool named_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> all;
  for (const std::string_view key : {hostname_key, model_key, serial_key, release_key, uptime_key})
    all.push_back({std::string(key), Domain::software, Treatment::modelled, {}});
  all.push_back(
      {"*", {}, Treatment::ignored, "addresses, licences and content; no other line names product or release"});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"paloalto_panos_version", "PAN-OS release (show system info)",
                                Domain::software,         read,
                                write_back_lines,         keywords};
  return value;
}

}  // namespace muster::grammars::paloalto_panos_version
