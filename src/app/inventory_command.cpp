#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "core/nearest.hpp"
#include "inventory/not_now.hpp"

namespace muster::app {
namespace {

using inventory::Inventory;
using inventory::Member;
using inventory::Unit;

std::string joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ",") + text;
  return joined;
}

bool names(const Unit& unit, std::string_view wanted) {
  return unit.id == wanted || std::ranges::find(unit.groups, wanted) != unit.groups.end();
}

/// The units that are asked for; an error names the nearest to a name that fits none.
Result<std::vector<const Unit*>> chosen(const Inventory& inventory, const std::vector<std::string>& wanted) {
  std::vector<std::string_view> known(inventory.groups.begin(), inventory.groups.end());
  for (const Unit& unit : inventory.units) known.emplace_back(unit.id);
  for (const std::string& name : wanted) {
    if (std::ranges::find(known, name) != known.end()) continue;
    std::string message = "no device or group '" + name + "' in the inventory";
    if (const auto near = nearest(name, known)) message += "; did you mean '" + std::string(*near) + "'?";
    return fail(ErrorKind::usage, message);
  }
  std::vector<const Unit*> units;
  for (const Unit& unit : inventory.units)
    if (wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& name) { return names(unit, name); }))
      units.push_back(&unit);
  return units;
}

/// "mon-fri 22:00-05:00 Europe/Berlin", "maintenance", "any time".
std::string when(const Unit& unit, const inventory::Site* site) {
  if (unit.maintenance && unit.maintenance->active)
    return unit.maintenance->until ? "maintenance until " + to_string(*unit.maintenance->until) : "maintenance";
  std::string text;
  const auto& windows = !unit.collect.empty() || site == nullptr ? unit.collect : site->collect;
  for (const inventory::Window& window : windows) text += (text.empty() ? "" : ", ") + window.text;
  if (text.empty()) return "any time";
  return text + " " + (site == nullptr ? "UTC" : site->zone.name());
}

std::string reached_at(const std::vector<std::string>& addresses, unsigned port, const Unit& unit) {
  std::string text = addresses.empty() ? "-" : joined(addresses);
  if (port != 22) text += fmt::format(" port {}", port);
  if (!unit.jump.empty()) text += " by " + joined(unit.jump);
  return text;
}

using Line = std::array<std::string, 8>;

void add_lines(std::vector<Line>& lines, const Unit& unit, const Inventory& inventory) {
  const auto line = [&](const std::string& id, const std::string& address) {
    const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
    lines.push_back({id, unit.platform, or_dash(unit.site), address, or_dash(unit.credential), or_dash(unit.role),
                     or_dash(joined(unit.groups)), when(unit, inventory.find_site(unit.site))});
  };
  if (!unit.floating.empty()) return line(unit.id, reached_at(unit.floating, unit.floating_port, unit));
  for (const Member& member : unit.members)
    line(device_name(unit.id, member.name), reached_at(member.addresses, member.port, unit));
}

std::string table(const std::vector<Line>& lines) {
  std::array<std::size_t, 8> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) text += fmt::format("{:<{}}  ", line[i], widths[i]);
    text += line.back() + "\n";
  }
  return text;
}

std::string text_list(const Inventory& inventory, const std::vector<const Unit*>& units) {
  std::vector<Line> lines{{"DEVICE", "PLATFORM", "SITE", "ADDRESS", "CREDENTIAL", "ROLE", "GROUPS", "COLLECTED"}};
  for (const Unit* unit : units) add_lines(lines, *unit, inventory);
  return table(lines);
}

std::string json_list(const Inventory& inventory, const std::vector<const Unit*>& units, Timestamp time) {
  auto list = nlohmann::ordered_json::array();
  for (const Unit* unit : units) {
    auto members = nlohmann::ordered_json::array();
    for (const Member& member : unit->members)
      members.push_back({{"name", member.name}, {"addresses", member.addresses}, {"port", member.port}});
    const auto* const site = inventory.find_site(unit->site);
    list.push_back({{"id", unit->id},
                    {"platform", unit->platform},
                    {"features", unit->features},
                    {"site", unit->site},
                    {"role", unit->role},
                    {"tags", unit->tags},
                    {"groups", unit->groups},
                    {"members", members},
                    {"floating", unit->floating},
                    {"credential", unit->credential},
                    {"jump", unit->jump},
                    {"canary", unit->canary},
                    {"legacy_algorithms", unit->legacy_algorithms},
                    {"collected", when(*unit, site)},
                    {"not_now", inventory::why_not_now(*unit, site, time)}});
  }
  return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

ExitCode inventory_list_command(const InventoryListOptions& options) {
  const auto recipes = load_recipes(options.recipes);
  if (!recipes) return report_errors(recipes.error());
  const auto text = read_file(options.inventory);
  if (!text) return report_error(text.error());
  const auto inventory = load_inventory(options.inventory, *text, *recipes);
  if (!inventory) return report_error(inventory.error());
  for (const auto& entry : inventory->quarantined) report_error({ErrorKind::input, entry.message, entry.where});
  const auto units = chosen(*inventory, options.devices);
  if (!units) return report_error(units.error());
  return print(options.json ? json_list(*inventory, *units, now()) : text_list(*inventory, *units));
}

}  // namespace muster::app
