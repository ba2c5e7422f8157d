#include "grammars/juniper_junos_route/entry.hpp"

#include <boost/fusion/include/std_tuple.hpp>
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>
#include <utility>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::juniper_junos_route {
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

const auto blanks = x3::omit[*x3::char_(" \t")];
const auto heading = x3::raw[+(x3::char_ - x3::char_(": "))] >> ": " >> x3::uint32 >> " destinations, " >> x3::uint32 >>
                     " routes (" >> x3::uint32 >> " active, " >> x3::omit[x3::uint32] >> " holddown, " >> x3::uint32 >>
                     " hidden)" >> x3::eoi;
const auto source = '[' >> x3::raw[x3::char_("A-Za-z") >> *x3::char_("0-9A-Za-z-")] >> '/' >> x3::uint32 >>
                    x3::omit[*('/' >> x3::uint32)] >> ']';
const auto word = x3::raw[+(x3::char_ - x3::char_(" ,\t"))];
const auto to_address = x3::lit("to ") >> word >> blanks;
const auto via = x3::lit("via ") >> word;

std::string neutral(std::string_view protocol) {
  static constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({{"Direct", "connected"},
                                                                                              {"IS-IS", "isis"},
                                                                                              {"OSPF3", "ospf"},
                                                                                              {"RIPng", "rip"},
                                                                                              {"INET", "local"},
                                                                                              {"INET6", "local"}});
  for (const auto& [from, to] : names)
    if (from == protocol) return std::string(to);
  std::string lower(protocol);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// Where packets end that are sent nowhere.
constexpr auto ends = std::to_array<std::string_view>(
    {"Reject", "Discard", "Receive", "MultiRecv", "MultiDiscard", "Deny", "Fictitious"});

}  // namespace

std::optional<Heading> take_heading(std::string_view text) {
  std::tuple<Range, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t> parts;
  if (!take(text, heading, parts)) return std::nullopt;
  return Heading{view(std::get<0>(parts)), std::get<1>(parts), std::get<2>(parts), std::get<3>(parts),
                 std::get<4>(parts)};
}

std::optional<std::string_view> forwarding_instance(std::string_view table) {
  for (const std::string_view suffix : {"inet.0", "inet6.0"}) {
    if (table == suffix) return std::string_view();
    const bool fits =
        table.size() > suffix.size() + 1 && table.ends_with(suffix) && table[table.size() - suffix.size() - 1] == '.';
    if (fits) return table.substr(0, table.size() - suffix.size() - 1);
  }
  return std::nullopt;
}

bool is_mark(char c) { return c == '*' || c == '+' || c == '-' || c == '@' || c == '#'; }
bool is_in_use(char mark) { return mark == '*' || mark == '+' || mark == '#'; }

bool take_entry(std::string_view& text, Entry& entry) {
  std::tuple<Range, std::uint32_t> parts;
  if (!take(text, source, parts)) return false;
  entry.protocol = neutral(view(std::get<0>(parts)));
  entry.preference = std::get<1>(parts);
  entry.age = parse_age(trim(text.substr(0, text.find(','))));
  for (const std::string_view name : {", metric ", ", MED "}) {
    const std::size_t at = text.find(name);
    if (at == std::string_view::npos) continue;
    std::string_view rest = text.substr(at + name.size());
    if (!take(rest, x3::uint32 >> &(x3::lit(',') | ' ' | x3::eoi), entry.metric)) {
      text = rest;
      return false;
    }
    break;
  }
  return true;
}

bool is_next_hop(std::string_view text) {
  static constexpr auto begins =
      std::to_array<std::string_view>({">", "to ", "via ", "Local via ", "Indirect", "Unusable"});
  return std::ranges::any_of(begins, [text](std::string_view begin) { return text.starts_with(begin); }) ||
         std::ranges::find(ends, text) != ends.end();
}

bool take_next_hop(std::string_view& text, NextHop& hop) {
  if (std::ranges::find(ends, text) != ends.end()) {
    if (text == "Reject" || text == "Discard") hop.interface = text;
    return true;
  }
  (void)take(text, '>' >> blanks);
  if (text.starts_with("to table ")) {
    hop.interface = text.substr(3);
    return true;
  }
  Range found;
  if (take(text, to_address, found)) {
    hop.via = parse_ip(view(found));
    if (!hop.via) return false;
  } else {
    (void)take(text, x3::lit("Local "));
  }
  if (take(text, via, found)) hop.interface = view(found);
  return (hop.via || !hop.interface.empty()) && (text.empty() || text.front() == ',' || text.front() == ' ');
}

std::optional<IpPrefix> destination(std::string_view text) {
  if (text.find('/') == std::string_view::npos) return std::nullopt;
  return parse_prefix(text);
}

}  // namespace muster::grammars::juniper_junos_route
