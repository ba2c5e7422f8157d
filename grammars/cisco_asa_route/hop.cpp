#include "grammars/cisco_asa_route/hop.hpp"

#include <algorithm>
#include <array>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_asa_route {
namespace {

/// The part before the next comma, without blanks; takes it and the comma off.
std::string_view next_part(std::string_view& text) {
  const std::size_t comma = std::min(text.find(','), text.size());
  const std::string_view part = trim(text.substr(0, comma));
  text.remove_prefix(std::min(comma + 1, text.size()));
  return part;
}

/// "via 10.0.0.1"; of "via ::" the device means that nobody is in between.
bool take_via(std::string_view part, Hop& hop) {
  if (!part.starts_with("via ")) return false;
  const auto address = parse_ip(trim(part.substr(4)));
  if (!address) return false;
  if (std::ranges::any_of(address->bytes, [](auto byte) { return byte != 0; })) hop.via = address;
  return true;
}

bool is_attached(std::string_view part) {
  static constexpr auto words =
      std::to_array<std::string_view>({"is directly connected", "is a summary", "connected by VPN (advertised)",
                                       "connected by VPN", "is a summary route", "directly connected"});
  return std::ranges::find(words, part) != words.end();
}

bool is_name(std::string_view part) { return !part.empty() && part.find_first_of(" \t[]()") == std::string_view::npos; }

}  // namespace

bool take_distance(std::string_view& text, Distance& distance) {
  const std::string_view rest = trim(text);
  if (!rest.starts_with('[')) return true;
  const std::size_t slash = rest.find('/');
  const std::size_t close = rest.find(']');
  if (close == std::string_view::npos || slash > close) return false;
  Distance read;
  if (!parse_number(rest.substr(1, slash - 1), read.preference) ||
      !parse_number(rest.substr(slash + 1, close - slash - 1), read.metric))
    return false;
  distance = read;
  text = rest.substr(close + 1);
  return true;
}

bool take_hop(std::string_view text, Hop& hop) {
  const std::string_view first = next_part(text);
  if (!take_via(first, hop) && !is_attached(first)) return false;
  while (!text.empty()) {
    const std::string_view part = next_part(text);
    if (part.empty() && trim(text).empty()) break;
    if (const auto age = parse_age(part); age && !hop.age && hop.interface.empty())
      hop.age = age;
    else if (hop.interface.empty() && is_name(part))
      hop.interface = part;
    else if (!part.starts_with("tag ") && part != "tunneled")
      return false;
  }
  return !hop.interface.empty() || hop.via;
}

}  // namespace muster::grammars::cisco_asa_route
