#include "grammars/cisco_iosxr_route/next_hop.hpp"

#include <algorithm>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_iosxr_route {
namespace {

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text = trim(text.substr(word.size()));
  return true;
}

/// `[110/5]`
bool take_distance(std::string_view& text, NextHop& hop) {
  const std::size_t slash = text.find('/');
  const std::size_t close = text.find(']');
  if (slash == std::string_view::npos || close == std::string_view::npos || close < slash) return false;
  if (!parse_number(text.substr(1, slash - 1), hop.preference)) return false;
  if (!parse_number(text.substr(slash + 1, close - slash - 1), hop.metric)) return false;
  text = trim(text.substr(close + 1));
  return true;
}

bool take_address(std::string_view& text, NextHop& hop) {
  const std::size_t end = std::min(text.find_first_of(" ,"), text.size());
  hop.via = parse_ip(text.substr(0, end));
  if (!hop.via) return false;
  text = trim(text.substr(end));
  if (!text.starts_with("(nexthop in vrf ")) return true;
  const std::size_t close = text.find(')');
  if (close == std::string_view::npos) return false;
  text = trim(text.substr(close + 1));
  return true;
}

bool is_interface(std::string_view word) {
  return word.size() > 1 && word.find(' ') == std::string_view::npos && word.front() >= 'A' && word.front() <= 'z' &&
         word.find_first_of("0123456789") != std::string_view::npos;
}

/// `, AGE[, INTERFACE][ (!)]`
bool take_details(std::string_view text, NextHop& hop) {
  for (const std::string_view mark : {"(!)", "(>)"})
    if (text.ends_with(mark)) text = trim(text.substr(0, text.size() - mark.size()));
  while (!text.empty()) {
    if (text.front() != ',') return false;
    text = trim(text.substr(1));
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view word = trim(text.substr(0, end));
    text = text.substr(end);
    if (const auto age = parse_age(word); age && !hop.age)
      hop.age = age;
    else if (is_interface(word) && hop.interface.empty())
      hop.interface = word;
    else
      return false;
  }
  return true;
}

}  // namespace

std::optional<NextHop> parse_next_hop(std::string_view text) {
  NextHop hop;
  text = trim(text);
  if (text.starts_with("[") && !take_distance(text, hop)) return std::nullopt;
  if (take(text, "via ")) {
    if (!take_address(text, hop)) return std::nullopt;
  } else if (!take(text, "is directly connected") && !take(text, "is a summary")) {
    return std::nullopt;
  }
  if (!take_details(text, hop) || (!hop.via && hop.interface.empty())) return std::nullopt;
  return hop;
}

}  // namespace muster::grammars::cisco_iosxr_route
