#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "grammars/durations.hpp"
#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show version` of Cisco IOS and IOS-XE.
namespace muster::grammars::cisco_ios_version {
namespace {

namespace x3 = boost::spirit::x3;
using Range = boost::iterator_range<const char*>;

constexpr std::string_view release_keyword = "Version";
constexpr std::string_view image_keyword = "System image file is";
constexpr std::string_view model_keyword = "processor";
constexpr std::string_view serial_keyword = "Processor board ID";
constexpr std::string_view uptime_keyword = "uptime is";
constexpr std::string_view package_keyword = "Package: rpbase";

const auto release = x3::lit(", ") >> -x3::lit("Experimental ") >> "Version " >> x3::raw[+(x3::char_ - x3::char_(", \r"))];
const auto banner = x3::omit[(x3::lit("Cisco IOS ") | "Cisco Internetwork Operating System " | "IOS (tm) ") >> +(x3::char_ - release)] >> release;
const auto image = x3::lit("System image file is \"") >> x3::raw[+(x3::char_ - '"')] >> '"';
/// "cisco WS-C4948E (MPC8548) processor (revision 4) with", "Cisco CISCO3945-CHASSIS (revision 1.1) with"
const auto model = (x3::lit("cisco ") | "Cisco ") >> x3::raw[+x3::char_("0-9A-Za-z/+._-")] >>
                   x3::omit[x3::lit(" (") >> +(x3::char_ - " with ") >> " with "];
/// `show version running` of IOS-XE lists packages; that of the system's base carries its release.
const auto package = x3::lit("Package: rpbase, version: ") >> x3::raw[+(x3::char_ - x3::char_(", \r"))] >> x3::omit[", status: "];
const auto serial = x3::lit("Processor board ID ") >> x3::raw[+x3::char_("0-9A-Za-z/._-")];

bool take(std::string_view text, const auto& grammar, std::string_view& found) {
  const char* first = text.data();
  Range range;
  if (!x3::parse(first, text.data() + text.size(), grammar, range)) return false;
  found = {range.begin(), static_cast<std::size_t>(range.size())};
  return true;
}

/// "16.12.4": since 16.1 the software inside and the product have one number. "15.5(3)S4a" is the former alone.
bool is_common_number(std::string_view version) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '.'; };
  return std::ranges::all_of(version, plain) && std::ranges::count(version, '.') >= 2;
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
    if (take(text, banner, found)) return version(text, found);
    if (take(text, image, found)) return put(about_.image, image_keyword, found);
    if (take(text, serial, found)) return put(about_.serial, serial_keyword, found);
    if (!has_model_ && take(text, model, found)) {
      has_model_ = true;
      return put(about_.hardware, model_keyword, found);
    }
    if (take(text, package, found)) return base_package(found);
    if (const std::size_t at = text.find(uptime); at != std::string_view::npos) return started(text, at);
    if (text.empty()) return notes_.understood();
    notes_.ignored();
  }

  static constexpr std::string_view uptime = " uptime is ";

  /// "edge1 uptime is 1 week, 3 days, 16 hours, 11 minutes"
  void started(std::string_view text, std::size_t at) {
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    const std::string_view name = text.substr(0, at);
    const auto seconds = parse_uptime(text.substr(at + uptime.size()));
    if (!seconds || name.find(' ') != std::string_view::npos) return notes_.ignored();  // of a part, a process
    about_.uptime.set(*seconds, notes_.lines());
    if (!device_.hostname.known() && name != "System") device_.hostname.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  void base_package(std::string_view number) {
    if (notes_.disabled(package_keyword)) return notes_.known(Domain::software, package_keyword);
    if (!found_) about_.version.set(std::string(number), notes_.lines());
    about_.product.set("IOS-XE", notes_.lines());
    found_ = true;
    notes_.understood();
  }

  /// IOS-XE names itself on a line of its own, and the IOS inside on the next.
  void version(std::string_view text, std::string_view number) {
    if (notes_.disabled(release_keyword)) {
      found_ = true;
      return notes_.known(Domain::software, release_keyword);
    }
    const bool names_xe = text.starts_with("Cisco IOS XE Software") || text.find("IOS-XE Software") != std::string_view::npos;
    xe_ = xe_ || names_xe || text.starts_with("Cisco IOS Software [");
    if (!found_ || names_xe || is_common_number(number)) about_.version.set(std::string(number), notes_.lines());
    about_.product.set(xe_ ? "IOS-XE" : "IOS", notes_.lines());
    found_ = true;
    notes_.understood();
  }

  void put(model::Text& target, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (!target.known()) target.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  model::Software& about_;
  bool found_ = false;
  bool xe_ = false;
  bool has_model_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(release_keyword), software, Treatment::modelled, {}},
          {std::string(image_keyword), software, Treatment::modelled, {}},
          {std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(serial_keyword), software, Treatment::modelled, {}},
          {std::string(uptime_keyword), software, Treatment::modelled, {}},
          {std::string(package_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "no other line names product, release, model, serial number, image or start"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_ios_version", "Cisco IOS and IOS-XE release (show version)",
                                Domain::software,    read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::cisco_ios_version
