#include "inventory/not_now.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace muster::inventory {
namespace {

std::string listed(std::span<const Window> windows) {
  std::string text;
  for (const Window& window : windows) text += (text.empty() ? "" : " or ") + window.text;
  return text;
}

/// Empty if there are no windows, or the time lies in one of them.
std::string outside(std::string_view whose, std::span<const Window> windows, const TimeZone& zone, Timestamp now) {
  const WallTime there = zone.at(now);
  if (windows.empty() || std::ranges::any_of(windows, [&](const Window& window) { return window.contains(there); }))
    return {};
  return fmt::format("outside {} change window: {} ({}; it is {})", whose, listed(windows), zone.name(),
                     to_string(there));
}

std::string in_maintenance(const std::optional<Maintenance>& maintenance, Timestamp now) {
  if (!maintenance || !maintenance->active || (maintenance->until && now >= *maintenance->until)) return {};
  std::string text = "in maintenance";
  if (maintenance->until) text += " until " + muster::to_string(*maintenance->until);
  if (!maintenance->reason.empty()) text += ": " + maintenance->reason;
  return text;
}

}  // namespace

std::string why_not_now(const Unit& unit, const Site* site, Timestamp now) {
  const TimeZone zone = site == nullptr ? TimeZone() : site->zone;
  std::string reason = in_maintenance(unit.maintenance, now);
  if (reason.empty()) reason = outside("its", unit.collect, zone, now);
  if (reason.empty() && site != nullptr) reason = outside("its site's", site->collect, zone, now);
  return reason;
}

}  // namespace muster::inventory
