#pragma once

#include <string>
#include <vector>

#include "config/csv.hpp"
#include "inventory/inventory.hpp"

namespace muster::inventory {

/// What stands in for cells that are empty or missing; empty: nothing does.
struct ImportOptions {
  std::vector<std::string> platforms;  ///< that there are recipes for
  std::string platform;
  std::string credential;
  std::string group;
  std::string site;
  bool automatic = false;  ///< an unknown or missing platform becomes "auto"
};

struct Import {
  std::string toml;  ///< entries for an inventory
  std::size_t devices = 0;
  std::vector<Quarantined> refused;  ///< rows that were not used, and why
  std::vector<Quarantined> remarks;  ///< what is worth knowing of what was used: a column passed over
};

/// Devices from a table whose columns are named as is common: name, ip, platform, site, ... A row whose address is a
/// range or a network yields a device for each address, named "<name>-<address>". Each row is used as it stands, or
/// refused with its place and reason: also one that repeats an id or address of the table or of `existing`.
[[nodiscard]] Import import_table(const config::CsvTable& table, const ImportOptions& options,
                                  const Inventory& existing);

}  // namespace muster::inventory
