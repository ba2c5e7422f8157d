#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml.hpp"
#include "core/collect.hpp"
#include "core/result.hpp"
#include "inventory/time_zone.hpp"
#include "inventory/window.hpp"

/// The fleet as people describe it: managed units, groups, sites, jump hosts and credential references in one TOML file.
namespace muster::inventory {

/// Policy parameters by name; the policy engine checks their types.
using Parameters = std::map<std::string, config::Scalar>;

/// The platform that is found out in a session.
inline constexpr std::string_view automatic_platform = "auto";

/// Nothing is sent to a device in maintenance.
struct Maintenance {
  bool active = true;  ///< false: said explicitly, over a group's
  std::string reason;  ///< may be empty
  std::optional<Timestamp> until;  ///< over from then on
};

/// One box of a managed unit: a unit has one, an HA pair has two or more.
struct Member {
  std::string name;                    ///< empty for a unit of one
  std::vector<std::string> addresses;  ///< tried in order; IPv4, IPv6 or host name
  std::uint16_t port = 22;
  SourcePosition where{};              ///< of its address; of its entry, if it has none
};

/// A thing that is judged: one device, or a cluster that acts as one. `id` never changes; findings hang on it.
struct Unit {
  std::string id;
  std::string platform;               ///< a recipe, or "auto"
  std::vector<std::string> features;  ///< what else runs on it: "haproxy", "nginx", "nftables", ...
  std::string site;
  std::string role;
  std::vector<std::string> tags;
  std::vector<std::string> groups;    ///< those named and all that they lie in, nearest first
  std::vector<std::string> contexts;
  std::vector<Member> members;
  /// Addresses that move between the members. The unit is then collected once, at these, from whichever member holds
  /// them; its members' own addresses tell enrolment whose keys may be shown there.
  std::vector<std::string> floating;
  std::uint16_t floating_port = 22;
  std::string credential;
  std::vector<std::string> jump;      ///< ids of jump hosts, from the outermost on; empty: reached directly
  bool legacy_algorithms = false;
  bool canary = false;
  std::optional<Maintenance> maintenance;
  std::vector<Window> collect;        ///< its own or its nearest group's; empty: at any time that its site allows
  Parameters parameters;              ///< merged: the unit's own over its groups'
  SourcePosition where;
};

/// A place with a clock of its own. Devices may name sites that are not described.
struct Site {
  std::string name;
  TimeZone zone;                ///< UTC, if nothing else is said
  std::vector<Window> collect;  ///< a bound for all of its devices; empty: none
  SourcePosition where;
};

/// A host that connections are forwarded through.
struct Jump {
  std::string id;
  std::vector<std::string> addresses;
  std::uint16_t port = 22;
  std::string credential;
  SourcePosition where;
};

/// A part of the file that could not be used: left out of the run, and shown as a gap in the population.
struct Quarantined {
  SourcePosition where;
  std::string message;
};

struct Inventory {
  std::vector<CredentialSpec> credentials;
  std::map<std::string, SourcePosition, std::less<>> credential_positions;  ///< by id
  std::vector<Site> sites;
  std::vector<Jump> jumps;
  std::set<std::string, std::less<>> groups;  ///< the names of all
  std::vector<Unit> units;  ///< in file order
  std::vector<Quarantined> quarantined;
  std::set<std::string, std::less<>> ids;  ///< of all devices, those that are quarantined too
  std::vector<std::string> waivers;        ///< files of waivers, as written: relative to the inventory's folder

  [[nodiscard]] const CredentialSpec* find_credential(std::string_view id) const;
  [[nodiscard]] const Site* find_site(std::string_view name) const;
  [[nodiscard]] const Jump* find_jump(std::string_view id) const;
};

/// What names are valid, for checks with the nearest name; paths of credentials are relative to `directory`.
struct LoadOptions {
  std::vector<std::string> platforms;  ///< beside "auto"
  std::vector<std::string> features;
  std::string directory;
};

/// Reads an inventory. A TOML syntax error is returned; an entry with any error is quarantined with all its errors,
/// and the others are used.
[[nodiscard]] Result<Inventory> load(std::string_view text, const std::string& file, const LoadOptions& options);

}  // namespace muster::inventory
