#include "grammars/mikrotik_routeros_route/row.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::mikrotik_routeros_route {
namespace {

struct Letter {
  char letter;
  std::string_view name;
};
/// RouterOS 6 prints C and S, RouterOS 7 c and s; b is BGP in both.
constexpr auto letters = std::to_array<Letter>({{'C', "connected"},
                                                {'c', "connected"},
                                                {'S', "static"},
                                                {'s', "static"},
                                                {'r', "rip"},
                                                {'b', "bgp"},
                                                {'o', "ospf"},
                                                {'i', "isis"},
                                                {'d', "dhcp"},
                                                {'v', "vpn"},
                                                {'m', "modem"},
                                                {'g', "slaac"},
                                                {'l', "ldp"},
                                                {'a', "ldp"},
                                                {'f', "fantasy"},
                                                {'y', "bgp"}});

}  // namespace

std::string_view protocol_of(std::string_view flags) {
  for (const char c : flags)
    for (const auto& [letter, name] : letters)
      if (c == letter) return name;
  return {};
}

std::string_view discard_of(std::string_view flags) {
  if (flags.find('B') != std::string_view::npos) return "blackhole";
  if (flags.find('U') != std::string_view::npos) return "unreachable";
  return flags.find('P') != std::string_view::npos ? "prohibit" : std::string_view();
}

std::vector<Column> columns_of(std::string_view head) {
  std::vector<Column> columns;
  for (std::size_t at = 0; at < head.size();) {
    at = std::min(head.find_first_not_of(" \t\r", at), head.size());
    if (at == head.size()) break;
    const std::size_t end = std::min(head.find_first_of(" \t\r", at), head.size());
    columns.push_back({head.substr(at, end - at), at});
    at = end;
  }
  return columns;
}

bool split_row(std::string_view line, const std::vector<Column>& columns, Row& row) {
  // Index and flags stand before the column of the prefix.
  const auto prefix = std::ranges::find(columns, "DST-ADDRESS", &Column::name);
  if (prefix == columns.end() || line.size() <= prefix->begin) return false;
  Words words(line.substr(0, prefix->begin));
  for (std::string_view word = words.next(); !word.empty(); word = words.next())
    if (word.find_first_not_of("0123456789") != std::string_view::npos) row.flags = word;
  for (auto column = prefix; column != columns.end(); ++column) {
    if (column->begin >= line.size()) break;
    // A value that reaches into the next column would be cut in two.
    if (line[column->begin - 1] != ' ') return false;
    const std::size_t end = column + 1 == columns.end() ? line.size() : std::min((column + 1)->begin, line.size());
    const std::string_view value = trim(line.substr(column->begin, end - column->begin));
    if (column->name == "DST-ADDRESS") row.prefix = value;
    if (column->name == "GATEWAY") row.gateway = value;
    if (column->name == "DISTANCE") row.distance = value;
    if (column->name == "ROUTING-TABLE") row.table = value;
  }
  return !row.prefix.empty();
}

}  // namespace muster::grammars::mikrotik_routeros_route
