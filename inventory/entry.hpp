#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/toml.hpp"
#include "inventory/inventory.hpp"

/// The keys that several kinds of entries share. Each function adds its errors to the table's document.
namespace muster::inventory {

/// An id or a name that appears in files, reports and command lines: letters, digits and - _ . only.
[[nodiscard]] bool is_name(std::string_view text);
[[nodiscard]] bool is_address(std::string_view text);

/// A required name.
[[nodiscard]] std::string name_of(config::Table& entry, std::string_view key);
[[nodiscard]] std::optional<std::int64_t> port_of(config::Table& entry);
/// `address` and `addresses`, in this order.
[[nodiscard]] std::vector<std::string> addresses_of(config::Table& entry);
/// A list of addresses under a key.
[[nodiscard]] std::vector<std::string> address_list(config::Table& entry, std::string_view key);
[[nodiscard]] Parameters parameters_of(config::Table& entry);
/// `collect`: a window or a list of them.
[[nodiscard]] std::vector<Window> windows_of(config::Table& entry);
/// `maintenance`: true, false, a reason, or a table of `until` and `reason`.
[[nodiscard]] std::optional<Maintenance> maintenance_of(config::Table& entry);

/// Reads `[[credential]]`. Paths of files and of programs with a folder are relative to `directory`.
[[nodiscard]] CredentialSpec read_credential(config::Table& entry, const std::string& directory);

}  // namespace muster::inventory
