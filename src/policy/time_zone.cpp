#include "policy/time_zone.hpp"

#include <cctz/time_zone.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace muster::policy {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The names are paths below the database's folder: nothing may lead out of it, nor to the machine's own zone.
bool is_zone_name(std::string_view zone) {
  constexpr std::size_t longest = 64;
  const auto plain = [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
  };
  return !zone.empty() && zone.size() <= longest && is_letter(zone.front()) && std::ranges::all_of(zone, plain) &&
         zone != "localtime";
}

std::optional<std::int64_t> read_offset(std::string_view zone) {
  const std::int64_t sign = zone.front() == '-' ? -1 : 1;
  if (zone.front() == '-' || zone.front() == '+') zone.remove_prefix(1);
  if (zone.size() != 5 || zone[2] != ':') return std::nullopt;
  const auto digit = [zone](std::size_t i) { return zone[i] >= '0' && zone[i] <= '9' ? zone[i] - '0' : 100; };
  const int hours = digit(0) * 10 + digit(1);
  const int minutes = digit(3) * 10 + digit(4);
  if (hours > 23 || minutes > 59) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t at) {
  if (zone == "UTC" || zone == "Z" || zone.empty()) return 0;
  if (!is_letter(zone.front())) return read_offset(zone);
  cctz::time_zone found;
  if (!is_zone_name(zone) || !cctz::load_time_zone(std::string(zone), &found)) return std::nullopt;
  const cctz::time_point<cctz::seconds> time{cctz::seconds(at)};
  return found.lookup(time).offset;
}

}  // namespace muster::policy
