#include "grammars/frr_route/next_hop.hpp"

#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/vector.hpp>
#include <boost/spirit/home/x3.hpp>

#include "grammars/durations.hpp"

namespace muster::grammars::frr_route {
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

const auto distance_grammar = x3::lit('[') >> x3::uint32 >> '/' >> x3::uint32 >> "] ";

const auto address = x3::raw[+x3::char_("0-9a-fA-F:.")];
const auto uptime = +x3::char_("0-9") >> x3::char_(":ywdhms") >> *x3::char_("0-9:ywdhms") >> x3::eoi;
const auto attribute_word = x3::lit("weight ") | "label " | "src " | "seg6" | "backup " | uptime;
const auto interface_name = x3::raw[!attribute_word >> +(x3::char_ - x3::char_(", \t"))];

const auto state = x3::lit(" inactive") | " onlink" | " linkdown" | " (recursive)" | " (duplicate nexthop removed)";
const auto other_vrf = x3::lit(" (vrf ") >> x3::raw[+(x3::char_ - x3::char_(") "))] >> ')';
const auto drop_kind = x3::lit(" (") >> x3::raw[+(x3::char_ - ')')] >> ')';

const auto source = x3::lit(", src ") >> x3::omit[address];
const auto label = x3::lit(", label ") >> x3::omit[+(x3::char_ - x3::char_(", "))];
const auto weight = x3::lit(", weight ") >> x3::omit[x3::uint32];
const auto details = x3::omit[*(source | label | weight)] >> -(x3::lit(", ") >> x3::raw[uptime]);

bool take_via(std::string_view& text, NextHop& hop) {
  Range range;
  if (!take(text, x3::lit("via ") >> address, range)) return false;
  hop.via = parse_ip(view(range));
  if (!hop.via) return false;
  if (Range name; take(text, x3::lit(", ") >> interface_name, name)) hop.interface = view(name);
  return true;
}

bool take_drop(std::string_view& text, NextHop& hop) {
  if (!take(text, x3::lit("unreachable"))) return false;
  hop.interface = "unreachable";
  Range kind;
  if (take(text, drop_kind, kind) && view(kind) == "blackhole") hop.interface = "blackhole";
  return true;
}

bool take_connected(std::string_view& text, NextHop& hop) {
  Range name;
  if (!take(text, x3::lit("is directly connected, ") >> interface_name, name)) return false;
  hop.interface = view(name);
  return true;
}

}  // namespace

bool take_distance(std::string_view& text, Distance& distance) {
  if (!text.starts_with('[')) return true;
  boost::fusion::vector<std::uint32_t, std::uint32_t> numbers;
  if (!take(text, distance_grammar, numbers)) return false;
  distance = {boost::fusion::at_c<0>(numbers), boost::fusion::at_c<1>(numbers)};
  return true;
}

bool take_next_hop(std::string_view& text, NextHop& hop) {
  if (!take_via(text, hop) && !take_connected(text, hop) && !take_drop(text, hop)) return false;
  for (Range vrf; take(text, state) || take(text, other_vrf, vrf); vrf = Range())
    if (!vrf.empty()) hop.vrf = view(vrf);
  if (Range printed; take(text, details, printed) && !printed.empty()) hop.age = parse_age(view(printed));
  return text.empty();
}

}  // namespace muster::grammars::frr_route
