#include "grammars/fortinet_fortios_route/next_hop.hpp"

#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include "grammars/durations.hpp"

namespace muster::grammars::fortinet_fortios_route {
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

const auto ends = &(x3::lit(',') | ' ' | x3::eoi);
const auto distance = x3::lit('[') >> x3::uint32 >> '/' >> x3::uint32 >> ']';
const auto address = x3::raw[+x3::char_("0-9a-fA-F:.")];
/// The name of an interface has no comma and no bracket; "(recursive via 192.0.2.9, port2)" stands behind the address.
const auto name = x3::raw[+(x3::char_ - x3::char_(",()[]"))];
const auto zone = -x3::omit['%' >> +(x3::char_ - x3::char_(", "))];
const auto tunnel = x3::lit(" tunnel ") >> x3::omit[+x3::char_("0-9a-fA-F:.")];
const auto label = x3::lit(" tag ") >> x3::omit[x3::uint32];
const auto age = x3::raw[+x3::digit >> x3::char_(":ywdhm") >> *x3::char_("0-9:ywdhm")] >> ends;
/// Priority and weight of a static route.
const auto weight = x3::omit[x3::lit('[') >> x3::uint32 >> '/' >> x3::uint32 >> ']'];

/// "via 192.0.2.1" or, of an IPv6 table, "via ::" for what is connected.
bool take_address(std::string_view& text, NextHop& hop) {
  std::string_view rest = text;
  Range range;
  if (!take(rest, x3::lit("via ") >> address >> zone >> ends, range)) return false;
  hop.via = parse_ip(view(range));
  if (!hop.via) return false;
  if (view(range) == "::") hop.via.reset();
  text = rest;
  return true;
}

/// "(recursive via 192.0.2.9, port2)", "(recursive is directly connected, port2)", "(recursive via VPN1 tunnel
/// 198.51.100.1)"
bool take_recursion(std::string_view& text, NextHop& hop) {
  std::string_view rest = text;
  Range range;
  if (!take(rest,
            x3::lit(" (recursive ") >> x3::omit[(x3::lit("via ") | "is ") >> name] >> -(x3::lit(", ") >> name) >> ')',
            range))
    return false;
  if (!range.empty()) hop.interface = view(range);
  text = rest;
  return true;
}

bool take_detail(std::string_view& text, NextHop& hop) {
  Range range;
  if (take(text, x3::lit(", ") >> weight >> ends)) return true;
  if (!hop.age && take(text, x3::lit(", ") >> age, range)) {
    hop.age = parse_age(view(range));
    return true;
  }
  if (!hop.interface.empty() || !take(text, x3::lit(", ") >> name, range)) return false;
  hop.interface = view(range);
  while (hop.interface.ends_with(' ')) hop.interface.remove_suffix(1);
  return true;
}

/// "via VPN1 tunnel 198.51.100.1": the way leads through a tunnel's interface.
bool take_tunnel(std::string_view& text, NextHop& hop) {
  std::string_view rest = text;
  Range range;
  if (!take(rest, x3::lit("via ") >> x3::raw[+(x3::char_ - x3::char_(", "))] >> tunnel >> ends, range)) return false;
  hop.interface = view(range);
  text = rest;
  return true;
}

}  // namespace

bool read_next_hop(std::string_view text, NextHop& hop) {
  while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
  boost::fusion::vector<std::uint32_t, std::uint32_t> numbers;
  if (text.starts_with('[')) {
    if (!take(text, distance >> ' ', numbers)) return false;
    hop.preference = boost::fusion::at_c<0>(numbers);
    hop.metric = boost::fusion::at_c<1>(numbers);
  }
  const bool plain = take_tunnel(text, hop) || take_address(text, hop) ||
                     take(text, x3::lit("is directly connected") | "is a summary");
  if (!plain) return false;
  (void)take(text, tunnel);
  (void)take(text, label);
  (void)take_recursion(text, hop);
  while (take_detail(text, hop)) {
  }
  return text.empty() && (hop.via || !hop.interface.empty());
}

}  // namespace muster::grammars::fortinet_fortios_route
