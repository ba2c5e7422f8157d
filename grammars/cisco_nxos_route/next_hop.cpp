#include "grammars/cisco_nxos_route/next_hop.hpp"

#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_nxos_route {
namespace {

namespace x3 = boost::spirit::x3;
using Range = boost::iterator_range<const char*>;

std::string_view view(const Range& range) { return {range.begin(), static_cast<std::size_t>(range.size())}; }

/// Parses the beginning of `text` and takes off what was parsed.
template <class Grammar, class... Attribute>
bool take(std::string_view& text, const Grammar& grammar, Attribute&... attribute) {
  const char* first = text.data();
  if (!x3::parse(first, text.data() + text.size(), grammar, attribute...)) return false;
  text.remove_prefix(static_cast<std::size_t>(first - text.data()));
  return true;
}

const auto comma = x3::lit(", ");
const auto address = x3::raw[+x3::char_("0-9a-fA-F:.")];
/// "%default", "%management:IPv4": the next hop lies in that VRF.
const auto other_vrf = -x3::omit['%' >> +(x3::char_ - x3::char_(", "))];
const auto interface_name = x3::raw[x3::char_("A-Za-z") >> +x3::char_("0-9A-Za-z/.:_-")];
const auto distance = x3::lit('[') >> x3::uint32 >> '/' >> x3::uint32 >> ']';
const auto age = x3::raw[x3::digit >> *x3::char_("0-9a-z:.")];
const auto protocol = x3::raw[x3::char_("a-z") >> *x3::char_("0-9A-Za-z_.-")];
/// What a protocol says of its route; none of it changes where packets go.
const auto detail =
    x3::omit[x3::lit(", tag ") >> x3::uint32] |
    x3::omit[comma >> +x3::char_("0-9A-Za-z_-") >> &(x3::lit(',') | ' ' | x3::eoi)] |
    x3::omit[x3::lit(',') >> &(x3::lit(',') | ' ' | x3::eoi)] | x3::omit[x3::lit(" (") >> +(x3::char_ - ')') >> ')'] |
    x3::omit[-x3::lit(',') >> " segid: " >> x3::uint32] | x3::omit[x3::lit(" tunnelid: ") >> +x3::alnum] |
    x3::omit[x3::lit(" encap: ") >> +x3::alnum] | x3::omit[x3::lit(" segid ") >> x3::uint32] | x3::omit[x3::lit(' ')];

/// "00:12:01", "5d18h", "1y16w", and "0.000612": seconds and parts of one.
std::optional<std::uint32_t> age_in(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return parse_age(text);
  std::uint32_t seconds = 0;
  if (!parse_number(text.substr(0, point), seconds)) return std::nullopt;
  return seconds;
}

bool take_mark(std::string_view& text, NextHop& hop) {
  hop.multicast = take(text, x3::lit("**"));
  hop.best = !hop.multicast && take(text, x3::lit('*'));
  return take(text, x3::lit("via "));
}

/// An address, an address and an interface, or an interface alone; `vrf NAME, ` in front of an interface.
bool take_target(std::string_view& text, NextHop& hop) {
  Range range;
  std::string_view ahead = text;
  if (take(ahead, x3::lit("vrf ") >> x3::omit[+x3::graph] >> ' ')) text = ahead;
  ahead = text;
  if (take(ahead, address >> other_vrf >> comma, range)) {
    hop.via = parse_ip(view(range));
    if (!hop.via) return false;
    text = ahead;
  }
  if (take(text, interface_name >> other_vrf >> comma, range)) hop.interface = view(range);
  return hop.via || !hop.interface.empty();
}

}  // namespace

bool take_next_hop(std::string_view& text, NextHop& hop) {
  if (!take_mark(text, hop) || !take_target(text, hop)) return false;
  boost::fusion::vector<std::uint32_t, std::uint32_t> numbers;
  if (!take(text, distance >> comma, numbers)) return false;
  hop.preference = boost::fusion::at_c<0>(numbers);
  hop.metric = boost::fusion::at_c<1>(numbers);
  Range range;
  std::string_view ahead = text;
  if (!take(ahead, age >> comma, range)) return false;
  hop.age = age_in(view(range));
  if (!hop.age) return false;
  text = ahead;
  if (!take(text, protocol, range)) return false;
  hop.protocol = view(range);
  while (!text.empty() && take(text, detail)) {
  }
  return text.empty();
}

std::string_view neutral_protocol(std::string_view printed) {
  const std::string_view word = printed.substr(0, printed.find('-'));
  if (word == "direct") return "connected";
  return word == "ospfv3" ? "ospf6" : word;
}

}  // namespace muster::grammars::cisco_nxos_route
