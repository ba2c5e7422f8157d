#include "grammars/format.hpp"

#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show version` of VyOS.
namespace muster::grammars::vyos_version {
namespace {

namespace x3 = boost::spirit::x3;

constexpr std::string_view release_keyword = "Version";
constexpr std::string_view model_keyword = "Hardware model";
constexpr std::string_view serial_keyword = "Hardware S/N";
constexpr std::string_view uptime_keyword = "Uptime";

/// "10:12:01 up 2 days,  3:04,  1 user, ...": what `uptime` prints. Releases before 1.2 have it.
std::optional<std::int64_t> parse_up(std::string_view text) {
  constexpr std::string_view mark = " up ";
  constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const auto days = x3::uint_ >> ' ' >> (x3::lit("days") | "day") >> ',' >> *x3::lit(' ');
  const auto clock = x3::uint_ >> ':' >> x3::uint_ >> ',';
  const auto minutes = x3::uint_ >> ' ' >> "min" >> ',';
  const char* first = text.data();
  const char* const last = first + text.size();
  unsigned count = 0;
  std::int64_t seconds = x3::parse(first, last, days, count) ? count * day : 0;
  boost::fusion::vector<unsigned, unsigned> time;
  if (x3::parse(first, last, clock, time))
    return seconds + boost::fusion::at_c<0>(time) * hour + boost::fusion::at_c<1>(time) * minute;
  if (!x3::parse(first, last, minutes, count)) return std::nullopt;
  return seconds + count * minute;
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
    if (!found_) notes_.open(Domain::software, "no line with a release: not the output of show version");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return notes_.ignored();
    const std::string_view key = trim(text.substr(0, colon));
    const std::string_view value = trim(text.substr(colon + 1));
    if (key == release_keyword) return version(value);
    if (key == model_keyword || key == "HW model") return put(device_.software.hardware, model_keyword, value);
    if (key == serial_keyword || key == "HW S/N") return put(device_.software.serial, serial_keyword, value);
    if (key == uptime_keyword) return uptime(value);
    notes_.ignored();
  }

  /// "VyOS 1.4.3", "VyOS 1.5-rolling-202403210022".
  void version(std::string_view value) {
    if (notes_.disabled(release_keyword)) {
      found_ = true;
      return notes_.known(Domain::software, release_keyword);
    }
    constexpr std::string_view product = "VyOS ";
    if (!value.starts_with(product) || value.size() == product.size())
      return notes_.unknown(Domain::software, "VyOS and a release", value);
    device_.software.product.set("VyOS", notes_.lines());
    device_.software.version.set(std::string(trim(value.substr(product.size()))), notes_.lines());
    found_ = true;
    notes_.understood();
  }

  /// A machine without a model or a serial number prints an empty one.
  void put(model::Text& to, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.empty())
      to.set_absent(notes_.lines());
    else
      to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  void uptime(std::string_view value) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const auto seconds = parse_up(value);
    if (!seconds) return notes_.unknown(Domain::software, "how long the router is up", value);
    device_.software.uptime.set(*seconds, notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(release_keyword), software, Treatment::modelled, {}},
          {std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {std::string(uptime_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names product, release, model or serial number"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"vyos_version", "VyOS release (show version)", Domain::software, read,
                                write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::vyos_version
