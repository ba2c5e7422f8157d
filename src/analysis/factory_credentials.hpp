#pragma once

#include <span>
#include <string_view>

namespace muster::analysis {

/// A row of policies/data/factory_credentials.toml; the table is generated from it when the project is built.
struct FactoryCredential {
  std::string_view kind;      ///< "user", "enable", "line", "snmp", ...; empty: any kind but snmp
  std::string_view vendor;    ///< lower case; empty: any vendor
  std::string_view name;      ///< account; empty: any
  std::string_view password;  ///< empty: blank
};

[[nodiscard]] std::span<const FactoryCredential> factory_credentials();

/// The day of the list, "2026-11-22", for reports.
[[nodiscard]] std::string_view factory_credentials_date();

}  // namespace muster::analysis
