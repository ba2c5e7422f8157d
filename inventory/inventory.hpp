#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml.hpp"
#include "core/collect.hpp"
#include "core/result.hpp"

/// The fleet as people describe it: managed units, groups and credential references in one TOML file.
namespace muster::inventory {

/// Policy parameters by name; the policy engine checks their types.
using Parameters = std::map<std::string, config::Scalar>;

/// One box of a managed unit: a unit has one, an HA pair has two or more.
struct Member {
  std::string name;                    ///< empty for a unit of one
  std::vector<std::string> addresses;  ///< tried in order; IPv4, IPv6 or host name
  std::uint16_t port = 22;
};

/// A thing that is judged: one device, or a cluster that acts as one. `id` never changes; findings hang on it.
struct Unit {
  std::string id;
  std::string platform;
  std::vector<std::string> features;  ///< what else runs on it: "haproxy", "nginx", "nftables", ...
  std::string site;
  std::string role;
  std::vector<std::string> tags;
  std::vector<std::string> groups;    ///< those named and all that they lie in, nearest first
  std::vector<std::string> contexts;
  std::vector<Member> members;
  std::string credential;
  bool legacy_algorithms = false;
  Parameters parameters;              ///< merged: the unit's own over its groups'
  SourcePosition where;
};

/// A part of the file that could not be used: left out of the run, and shown as a gap in the population.
struct Quarantined {
  SourcePosition where;
  std::string message;
};

struct Inventory {
  std::vector<CredentialSpec> credentials;
  std::vector<Unit> units;  ///< in file order
  std::vector<Quarantined> quarantined;

  [[nodiscard]] const CredentialSpec* find_credential(std::string_view id) const;
};

/// What names are valid, for checks with the nearest name; paths of credentials are relative to `directory`.
struct LoadOptions {
  std::vector<std::string> platforms;
  std::vector<std::string> features;
  std::string directory;
};

/// Reads an inventory. A TOML syntax error is returned; an entry with any error is quarantined with all its errors,
/// and the others are used.
[[nodiscard]] Result<Inventory> load(std::string_view text, const std::string& file, const LoadOptions& options);

}  // namespace muster::inventory
