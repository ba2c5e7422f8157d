#include "app/fleet.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "app/files.hpp"
#include "app/parameters.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "core/nearest.hpp"
#include "crypto/digest.hpp"
#include "inventory/not_now.hpp"

namespace muster::app {
namespace {

template <class Views>
std::vector<std::string> strings(const Views& views) {
  return {views.begin(), views.end()};
}

std::vector<Endpoint> endpoints(const std::vector<std::string>& addresses, std::uint16_t port) {
  std::vector<Endpoint> endpoints;
  for (const std::string& address : addresses) endpoints.push_back({address, port, {}});
  return endpoints;
}

CredentialSpec credential(const inventory::Inventory& inventory, const std::string& id) {
  const auto* const found = inventory.find_credential(id);
  return found == nullptr ? CredentialSpec{} : *found;
}

std::vector<JumpHost> jump_hosts(const inventory::Unit& unit, const inventory::Inventory& inventory) {
  std::vector<JumpHost> hosts;
  for (const std::string& id : unit.jump)
    if (const auto* jump = inventory.find_jump(id))
      hosts.push_back({jump->id, endpoints(jump->addresses, jump->port), credential(inventory, jump->credential)});
  return hosts;
}

/// A target of the unit, without its addresses.
Target make_target(const inventory::Unit& unit, const std::string& member, const Fleet& fleet,
                   const inventory::Inventory& inventory, Timestamp now) {
  Target target;
  CollectJob& job = target.job;
  job.device_id = unit.id;
  job.member = member;
  job.platform = unit.platform;
  job.features = unit.features;
  job.site = unit.site;
  job.credential = credential(inventory, unit.credential);
  job.contexts = unit.contexts;
  job.jump = jump_hosts(unit, inventory);
  job.legacy_algorithms = unit.legacy_algorithms;
  job.canary = unit.canary;
  const auto* recipe = fleet.recipes.find(unit.platform);
  target.identity = {device_name(unit.id, member), unit.platform, recipe == nullptr ? "" : recipe->vendor,
                     unit.site, unit.role, unit.tags};
  for (const auto& [name, scalar] : unit.parameters) target.parameters[name] = to_parameter(scalar);
  target.groups = unit.groups;
  target.not_now = inventory::why_not_now(unit, inventory.find_site(unit.site), now);
  return target;
}

/// A target for each member; one for the unit where its address moves between them.
void add_targets(Fleet& fleet, const inventory::Unit& unit, const inventory::Inventory& inventory, Timestamp now) {
  if (!unit.floating.empty()) {
    Target target = make_target(unit, "", fleet, inventory, now);
    target.job.endpoints = endpoints(unit.floating, unit.floating_port);
    target.floating_boxes = unit.members.size();
    for (const inventory::Member& member : unit.members)
      std::ranges::move(endpoints(member.addresses, member.port), std::back_inserter(target.peers));
    fleet.targets.push_back(std::move(target));
    return;
  }
  for (const inventory::Member& member : unit.members) {
    Target target = make_target(unit, member.name, fleet, inventory, now);
    target.job.endpoints = endpoints(member.addresses, member.port);
    fleet.targets.push_back(std::move(target));
  }
}

void add_names(Fleet& fleet, const inventory::Inventory& inventory) {
  fleet.names.assign(inventory.ids.begin(), inventory.ids.end());
  for (const inventory::Unit& unit : inventory.units)
    for (const inventory::Member& member : unit.members)
      if (!member.name.empty()) fleet.names.push_back(device_name(unit.id, member.name));
  fleet.groups.assign(inventory.groups.begin(), inventory.groups.end());
  fleet.waivers = inventory.waivers;
}

Error no_such_device(const Fleet& fleet, std::string_view wanted) {
  std::vector<std::string_view> known;
  for (const Target& target : fleet.targets) {
    known.emplace_back(target.job.device_id);
    known.insert(known.end(), target.groups.begin(), target.groups.end());
  }
  std::string message = "no device or group '" + std::string(wanted) + "' in the inventory";
  if (const auto near = nearest(wanted, known)) message += "; did you mean '" + std::string(*near) + "'?";
  return {ErrorKind::usage, message, {}};
}

/// Keeps the targets that `only` names.
std::vector<Error> narrow(Fleet& fleet, const std::vector<std::string>& only) {
  std::vector<Error> errors;
  for (const std::string& wanted : only)
    if (std::ranges::none_of(fleet.targets, [&](const Target& target) { return is_named(target, wanted); }))
      errors.push_back(no_such_device(fleet, wanted));
  if (only.empty()) return errors;
  const auto others = std::ranges::stable_partition(fleet.targets, [&](const Target& target) {
    return std::ranges::any_of(only, [&](const std::string& wanted) { return is_named(target, wanted); });
  });
  std::ranges::move(others, std::back_inserter(fleet.others));
  fleet.targets.erase(others.begin(), others.end());
  return errors;
}

Result<inventory::Inventory> read_inventory(const std::string& path, Fleet& fleet) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  fleet.inventory_digest = crypto::sha256_hex(*text);
  return load_inventory(path, *text, fleet.recipes);
}

}  // namespace

bool is_named(const Target& target, std::string_view wanted) {
  return wanted == target.job.device_id || wanted == target.identity.id ||
         std::ranges::find(target.groups, wanted) != target.groups.end();
}

std::string device_name(std::string_view unit, std::string_view member) {
  return member.empty() ? std::string(unit) : std::string(unit) + "/" + std::string(member);
}

Result<inventory::Inventory> load_inventory(const std::string& path, std::string_view text,
                                            const collectors::RecipeBook& recipes) {
  const auto directory = std::filesystem::path(path).parent_path().string();
  return inventory::load(text, path, {strings(recipes.platforms()), strings(recipes.features()), directory});
}

std::expected<Fleet, std::vector<Error>> load_fleet(const FleetOptions& options) {
  auto recipes = load_recipes(options.recipes);
  if (!recipes) return std::unexpected(std::move(recipes.error()));
  Fleet fleet;
  fleet.recipes = std::move(*recipes);
  const auto inventory = read_inventory(options.inventory, fleet);
  if (!inventory) return std::unexpected(std::vector{inventory.error()});
  std::vector<Error> errors;
  for (const auto& entry : inventory->quarantined) {
    fleet.gaps.push_back({to_string(entry.where), entry.message});
    if (options.strict) errors.push_back({ErrorKind::input, entry.message, entry.where});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  const Timestamp time = options.at.value_or(now());
  for (const inventory::Unit& unit : inventory->units) add_targets(fleet, unit, *inventory, time);
  add_names(fleet, *inventory);
  if (errors = narrow(fleet, options.only); !errors.empty()) return std::unexpected(std::move(errors));
  return fleet;
}

}  // namespace muster::app
