#include "grammars/cisco_ios_route/next_hop.hpp"

#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include <algorithm>

#include "grammars/durations.hpp"

namespace muster::grammars::cisco_ios_route {
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
const auto blanks = x3::omit[*x3::char_(" \t\r")];
const auto distance_grammar = blanks >> '[' >> x3::uint32 >> '/' >> x3::uint32 >> ']' >> blanks >> -x3::omit[x3::lit(", tag ") >> x3::uint32 >> blanks >> &(x3::eoi)];

const auto address = x3::raw[+x3::char_("0-9a-fA-F:.")];
const auto zone = -x3::omit['%' >> +x3::char_("0-9A-Za-z._:-")];
const auto last = &(x3::lit(',') | x3::eoi | (x3::omit[+x3::char_(" \t\r")] >> x3::eoi));
const auto interface_name = x3::raw[x3::char_("A-Za-z") >> +x3::char_("0-9A-Za-z/.:_-")] >> zone >> last;

/// "00:12:01", "1d18h", "2w0d", "never"
const auto age = x3::raw[x3::lit("never") | (+x3::digit >> x3::char_(":ywdhm") >> *x3::char_("0-9:ywdhm"))] >> ends;
const auto tag = x3::omit[x3::lit("tag ") >> x3::uint32] >> ends;
/// The next hop lies in another table than the route.
const auto elsewhere = x3::omit[x3::lit(" (") >> -x3::lit("nexthop in vrf ") >> +(x3::char_ - x3::char_(") ")) >> ')'];
const auto word = x3::lit("directly connected") | x3::lit("indirectly connected") | x3::lit("receive");

bool take_address(std::string_view& text, NextHop& hop) {
  std::string_view rest = text;
  Range range;
  if (!take(rest, x3::lit("via ") >> address >> zone >> ends, range)) return false;
  hop.via = parse_ip(view(range));
  if (!hop.via) return false;
  text = rest;
  (void)take(text, elsewhere);
  return true;
}

bool take_interface(std::string_view& text, const auto& before, NextHop& hop) {
  Range range;
  if (!take(text, before >> interface_name, range)) return false;
  hop.interface = view(range);
  return true;
}

bool take_detail(std::string_view& text, NextHop& hop) {
  Range printed;
  if (take(text, x3::lit(", ") >> age, printed)) {
    hop.age = parse_age(view(printed));
    return true;
  }
  if (take(text, x3::lit(", ") >> (tag | word))) return true;
  return hop.interface.empty() && take_interface(text, x3::lit(", "), hop);
}

}  // namespace

bool take_distance(std::string_view& text, Distance& distance) {
  const auto first = std::ranges::find_if(text, [](char c) { return c != ' ' && c != '\t'; });
  if (first == text.end() || *first != '[') return true;
  boost::fusion::vector<std::uint32_t, std::uint32_t> numbers;
  if (!take(text, distance_grammar, numbers)) return false;
  distance = {boost::fusion::at_c<0>(numbers), boost::fusion::at_c<1>(numbers)};
  return true;
}

bool take_next_hop(std::string_view& text, NextHop& hop) {
  take(text, blanks);
  if (!take_address(text, hop) && !take_interface(text, x3::lit("via "), hop))
    (void)take(text, x3::lit("is directly connected") | x3::lit("is a summary"));
  while (take_detail(text, hop)) {
  }
  take(text, blanks);
  return text.empty() && (hop.via || !hop.interface.empty());
}

}  // namespace muster::grammars::cisco_ios_route
