#include "inventory/time_zone.hpp"

#include <algorithm>
#include <cctype>

#include <cctz/time_zone.h>

namespace muster::inventory {
namespace {

constexpr std::chrono::minutes farthest(15 * 60);

/// The names are paths below the database's folder: nothing may lead out of it.
bool is_zone_name(const std::string& name) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '_' || c == '-' || c == '+';
  };
  return !name.empty() && name.size() <= 64 && std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
         std::ranges::all_of(name, plain);
}

bool digits_at(const std::string& text, std::size_t at) {
  return std::isdigit(static_cast<unsigned char>(text[at])) != 0 &&
         std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0;
}

int number_at(const std::string& text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

WallTime wall_time(std::chrono::sys_seconds shifted) {
  const auto day = std::chrono::floor<std::chrono::days>(shifted);
  const auto minute = std::chrono::floor<std::chrono::minutes>(shifted - day);
  return {static_cast<std::uint8_t>(std::chrono::weekday(day).iso_encoding() - 1),
          static_cast<std::uint16_t>(minute.count())};
}

}  // namespace

std::optional<TimeZone> TimeZone::named(const std::string& name) {
  cctz::time_zone found;
  if (!is_zone_name(name) || !cctz::load_time_zone(name, &found)) return std::nullopt;
  TimeZone zone;
  zone.name_ = name;
  zone.in_database_ = true;
  return zone;
}

std::optional<TimeZone> TimeZone::offset(const std::string& text) {
  const bool formed = text.size() == 6 && (text[0] == '+' || text[0] == '-') && digits_at(text, 1) && text[3] == ':' &&
                      digits_at(text, 4);
  if (!formed || number_at(text, 4) > 59) return std::nullopt;
  const std::chrono::minutes distance(number_at(text, 1) * 60 + number_at(text, 4));
  if (distance > farthest) return std::nullopt;
  TimeZone zone;
  zone.name_ = "UTC" + text;
  zone.offset_ = text[0] == '-' ? -distance : distance;
  return zone;
}

WallTime TimeZone::at(Timestamp time) const {
  if (!in_database_) return wall_time(time + offset_);
  cctz::time_zone zone;
  (void)cctz::load_time_zone(name_, &zone);  // the library keeps what it has read
  return wall_time(time + std::chrono::seconds(zone.lookup(time).offset));
}

}  // namespace muster::inventory
