#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include <string>
#include <string_view>

#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"

/// Output of `get system status` of FortiOS.
namespace muster::grammars::fortinet_fortios_version {
namespace {

namespace x3 = boost::spirit::x3;
using Range = boost::iterator_range<const char*>;

constexpr std::string_view release_keyword = "Version";
constexpr std::string_view serial_keyword = "Serial-Number";
constexpr std::string_view hostname_keyword = "Hostname";

/// "FortiGate-60F v7.4.8,build2795,250523 (GA.M)": the model, and the release up to its build.
const auto release = x3::raw[+x3::char_("0-9A-Za-z_/-")] >> " v" >>
                     x3::raw[x3::uint_ >> '.' >> x3::uint_ >> '.' >> x3::uint_] >> &(x3::lit(',') | ' ' | x3::eoi);

std::string_view view(const Range& range) { return {range.begin(), static_cast<std::size_t>(range.size())}; }

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no line with a release: not the output of get system status");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const std::size_t colon = text.find(':');
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(text.substr(colon + 1));
    if (key == release_keyword) return version(value);
    if (key == serial_keyword) return put(device_.software.serial, serial_keyword, value);
    if (key == hostname_keyword) return put(device_.hostname, hostname_keyword, value);
    notes_.ignored();
  }

  void version(std::string_view value) {
    if (notes_.disabled(release_keyword)) {
      found_ = true;
      return notes_.known(Domain::software, release_keyword);
    }
    boost::fusion::vector<Range, Range> parts;
    const char* first = value.data();
    if (!x3::parse(first, value.data() + value.size(), release, parts))
      return notes_.unknown(Domain::software, "a model and a release", value);
    device_.software.product.set("FortiOS", notes_.lines());
    device_.software.hardware.set(std::string(view(boost::fusion::at_c<0>(parts))), notes_.lines());
    device_.software.version.set(std::string(view(boost::fusion::at_c<1>(parts))), notes_.lines());
    found_ = true;
    notes_.understood();
  }

  void put(model::Text& target, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.empty()) return notes_.unknown(Domain::software, "a value", value);
    target.set(std::string(value), notes_.lines());
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
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {std::string(hostname_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names product, release, model or serial number"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"fortinet_fortios_version", "Fortinet FortiOS release (get system status)",
                                Domain::software,           read,
                                write_back_lines,           keywords};
  return value;
}

}  // namespace muster::grammars::fortinet_fortios_version
