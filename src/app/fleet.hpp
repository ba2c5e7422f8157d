#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/assemble.hpp"
#include "collectors/recipe.hpp"
#include "core/collect.hpp"
#include "inventory/inventory.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"

namespace muster::app {

/// One box to look at: how to reach it, what the inventory says of it, and its policy parameters.
struct Target {
  CollectJob job;
  DeviceIdentity identity;
  policy::Parameters parameters;
  std::vector<std::string> groups;
  std::vector<Endpoint> peers;  ///< the members' own addresses, where the job's addresses move between members
  std::size_t floating_boxes = 0;  ///< between how many; 0: they do not move
  std::string not_now;  ///< why nothing is sent to it at this time: maintenance, change window; empty: it may be collected
};

/// The part of the inventory that a command works on.
struct Fleet {
  collectors::RecipeBook recipes;
  std::vector<Target> targets;     ///< in inventory order, members apart
  std::vector<Target> others{};    ///< those of the inventory that `only` leaves out
  std::vector<report::Gap> gaps;   ///< entries that could not be used
  std::string inventory_digest;    ///< SHA-256 of the file
  std::vector<std::string> names;  ///< of all devices and members of the inventory, whatever part of it is worked on
  std::vector<std::string> groups;   ///< of the inventory
  std::vector<std::string> waivers;  ///< files that the inventory names, relative to its folder
};

struct FleetOptions {
  std::string inventory;
  std::vector<std::string> recipes;
  std::vector<std::string> only;  ///< device ids or groups; empty: all
  bool strict = false;            ///< gaps are errors
  std::optional<Timestamp> at{};  ///< for change windows and maintenance; none: the system's clock
};

/// Loads recipes and inventory. A name in `only` that fits nothing is an error that names the nearest.
[[nodiscard]] std::expected<Fleet, std::vector<Error>> load_fleet(const FleetOptions& options);

/// True if a person means the target by `wanted`: its unit, "unit/member" or a group that it is in.
[[nodiscard]] bool is_named(const Target& target, std::string_view wanted);

/// The inventory of a file, checked against the platforms and features that there are; a bad entry is in `quarantined`.
[[nodiscard]] Result<inventory::Inventory> load_inventory(const std::string& path, std::string_view text,
                                                          const collectors::RecipeBook& recipes);

/// "unit" or "unit/member": how a box is named in verdicts and reports.
[[nodiscard]] std::string device_name(std::string_view unit, std::string_view member);

}  // namespace muster::app
