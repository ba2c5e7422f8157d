#include "app/fleet.hpp"

#include <algorithm>
#include <filesystem>

#include "app/files.hpp"
#include "app/recipes.hpp"
#include "core/nearest.hpp"
#include "crypto/digest.hpp"

namespace muster::app {
namespace {

template <class Views>
std::vector<std::string> strings(const Views& views) {
  return {views.begin(), views.end()};
}

policy::ParameterValue parameter(const config::Scalar& scalar) {
  using From = config::Scalar::Type;
  using To = policy::ParameterValue::Type;
  policy::ParameterValue value;
  value.type = scalar.type == From::boolean     ? To::boolean
               : scalar.type == From::integer   ? To::integer
               : scalar.type == From::text_list ? To::text_list
                                                : To::text;
  value.boolean = scalar.boolean;
  value.integer = scalar.integer;
  value.text = scalar.text;
  value.texts = scalar.texts;
  return value;
}

Target make_target(const inventory::Unit& unit, const inventory::Member& member, const Fleet& fleet,
                   const inventory::Inventory& inventory) {
  Target target;
  CollectJob& job = target.job;
  job.device_id = unit.id;
  job.member = member.name;
  job.platform = unit.platform;
  job.features = unit.features;
  job.site = unit.site;
  for (const std::string& address : member.addresses) job.endpoints.push_back({address, member.port, {}});
  if (const auto* credential = inventory.find_credential(unit.credential)) job.credential = *credential;
  job.contexts = unit.contexts;
  job.legacy_algorithms = unit.legacy_algorithms;
  const auto* recipe = fleet.recipes.find(unit.platform);
  target.identity = {device_name(unit.id, member.name), unit.platform, recipe == nullptr ? "" : recipe->vendor,
                     unit.site, unit.role, unit.tags};
  for (const auto& [name, scalar] : unit.parameters) target.parameters[name] = parameter(scalar);
  target.groups = unit.groups;
  return target;
}

bool names(const Target& target, std::string_view wanted) {
  return wanted == target.job.device_id || wanted == target.identity.id ||
         std::ranges::find(target.groups, wanted) != target.groups.end();
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
    if (std::ranges::none_of(fleet.targets, [&](const Target& target) { return names(target, wanted); }))
      errors.push_back(no_such_device(fleet, wanted));
  if (!only.empty())
    std::erase_if(fleet.targets, [&](const Target& target) {
      return std::ranges::none_of(only, [&](const std::string& wanted) { return names(target, wanted); });
    });
  return errors;
}

Result<inventory::Inventory> read_inventory(const std::string& path, Fleet& fleet) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  fleet.inventory_digest = crypto::sha256_hex(*text);
  const auto directory = std::filesystem::path(path).parent_path().string();
  return inventory::load(*text, path, {strings(fleet.recipes.platforms()), strings(fleet.recipes.features()), directory});
}

}  // namespace

std::string device_name(std::string_view unit, std::string_view member) {
  return member.empty() ? std::string(unit) : std::string(unit) + "/" + std::string(member);
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
  for (const inventory::Unit& unit : inventory->units)
    for (const inventory::Member& member : unit.members)
      fleet.targets.push_back(make_target(unit, member, fleet, *inventory));
  if (errors = narrow(fleet, options.only); !errors.empty()) return std::unexpected(std::move(errors));
  return fleet;
}

}  // namespace muster::app
