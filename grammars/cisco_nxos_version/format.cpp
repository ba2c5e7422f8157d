#include "grammars/format.hpp"

#include <boost/spirit/home/x3.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show version` of Cisco NX-OS.
namespace muster::grammars::cisco_nxos_version {
namespace {

namespace x3 = boost::spirit::x3;
using Range = boost::iterator_range<const char*>;

constexpr std::string_view release_keyword = "version";
constexpr std::string_view image_keyword = "image file is";
constexpr std::string_view model_keyword = "cisco";
constexpr std::string_view serial_keyword = "Processor Board ID";
constexpr std::string_view name_keyword = "Device name";
constexpr std::string_view uptime_keyword = "Kernel uptime is";

const auto blanks = x3::omit[*x3::char_(" \t")];
const auto word = x3::raw[+x3::graph];
/// "NXOS: version 9.3(5)", "system:    version 7.1(4)N1(1)"
const auto release = (x3::lit("NXOS:") | "system:") >> blanks >> "version " >> blanks >> word;
const auto image = (x3::lit("NXOS") | "system") >> " image file is:" >> blanks >> word;
const auto serial = x3::lit("Processor Board ID ") >> word;
const auto name = x3::lit("Device name: ") >> word;

bool take(std::string_view text, const auto& grammar, std::string_view& found) {
  const char* first = text.data();
  Range range;
  if (!x3::parse(first, text.data() + text.size(), grammar, range)) return false;
  found = {range.begin(), static_cast<std::size_t>(range.size())};
  return true;
}

/// "cisco Nexus9000 C93180YC-FX3 Chassis", "cisco Nexus 5596 Chassis (...)", "cisco Nexus7000 C7009 (9 Slot) Chassis":
/// the model without the name of its family; empty if the line is none.
std::string_view model_in(std::string_view text) {
  constexpr std::string_view brand = "cisco ";
  const std::size_t chassis = text.find(" Chassis");
  if (!text.starts_with(brand) || chassis == std::string_view::npos) return {};
  std::string_view model = text.substr(brand.size(), chassis - brand.size());
  model = trim(model.substr(0, model.find(" (")));
  const std::size_t blank = model.find(' ');
  if (model.starts_with("Nexus") && blank != std::string_view::npos) model = trim(model.substr(blank));
  return model;
}

/// "749 day(s), 15 hour(s), 17 minute(s), 48 second(s)" in seconds.
std::optional<std::int64_t> seconds_in(std::string_view text) {
  std::int64_t seconds = 0;
  Words words(text);
  for (std::string_view number = words.next(); !number.empty(); number = words.next()) {
    std::uint32_t count = 0;
    if (!parse_number(number, count)) return std::nullopt;
    const std::string_view unit = words.next();
    const std::int64_t length = unit.starts_with("day")      ? 86400
                                : unit.starts_with("hour")   ? 3600
                                : unit.starts_with("minute") ? 60
                                : unit.starts_with("second") ? 1
                                                             : 0;
    if (length == 0) return std::nullopt;
    seconds += length * count;
  }
  return seconds;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), device_(device), about_(device.software) {}

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
    std::string_view found;
    if (take(text, release, found)) return version(found);
    if (take(text, image, found)) return put(about_.image, image_keyword, found);
    if (take(text, serial, found)) return put(about_.serial, serial_keyword, found);
    if (take(text, name, found)) return put(device_.hostname, name_keyword, found);
    if (const std::string_view model = model_in(text); !model.empty())
      return put(about_.hardware, model_keyword, model);
    constexpr std::string_view uptime_head = "Kernel uptime is ";
    if (text.starts_with(uptime_head)) return uptime(text.substr(uptime_head.size()));
    if (text.empty()) return notes_.understood();
    notes_.ignored();
  }

  /// An older device names two releases: that of the system counts, and stands last.
  void version(std::string_view number) {
    found_ = true;
    if (notes_.disabled(release_keyword)) return notes_.known(Domain::software, release_keyword);
    about_.version.set(std::string(number), notes_.lines());
    about_.product.set("NX-OS", notes_.lines());
    notes_.understood();
  }

  void put(model::Text& target, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    target.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  void uptime(std::string_view text) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const auto seconds = seconds_in(text);
    if (!seconds) return notes_.unknown(Domain::software, "days, hours, minutes and seconds", text);
    about_.uptime.set(*seconds, notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  model::Software& about_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> infos;
  for (const std::string_view keyword :
       {release_keyword, image_keyword, model_keyword, serial_keyword, name_keyword, uptime_keyword})
    infos.push_back({std::string(keyword), Domain::software, Treatment::modelled, {}});
  infos.push_back(
      {"*", {}, Treatment::ignored, "no other line names product, release, model, serial number, uptime or image"});
  return infos;
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "cisco_nxos_version", "Cisco NX-OS release (show version)", Domain::software, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::cisco_nxos_version
