#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// The areas of a device's behaviour that a line can affect. A line that Muster does not understand opens the
/// domains it may affect; what is in an open domain is never taken as absent.
enum class Domain : std::uint8_t {
  users,           ///< local accounts, roles, enable secrets
  authentication,  ///< AAA, TACACS+, RADIUS, lockout and password rules
  snmp,            ///< communities, users, targets
  management,      ///< management services, lines/VTY, banners
  logging,         ///< local and remote logging, timestamps
  time,            ///< NTP and clocks
  interfaces,      ///< interfaces, addresses, VRF, state
  filters,         ///< access lists, firewall rules and their bindings
  routing,         ///< configured routing: static routes, protocols, neighbours
  routes,          ///< the live routing table
  software,        ///< product, version, model, image
  listeners,       ///< open sockets as the device reports them
  proxy,           ///< proxy listeners and path rules
  health,          ///< pools, members, monitors
  redundancy,      ///< VRRP, HSRP, failover, clusters
};

inline constexpr std::size_t domain_count = 15;

/// Lower-case names, in the order of the enumeration; used in policies, coverage and documents.
inline constexpr std::array<std::string_view, domain_count> domain_names{
    "users",   "authentication", "snmp",      "management", "logging", "time",   "interfaces", "filters",
    "routing", "routes",         "software",  "listeners",  "proxy",   "health", "redundancy"};

[[nodiscard]] constexpr std::string_view to_string(Domain domain) { return domain_names[static_cast<std::size_t>(domain)]; }

[[nodiscard]] constexpr std::optional<Domain> parse_domain(std::string_view name) {
  for (std::size_t i = 0; i < domain_count; ++i)
    if (domain_names[i] == name) return static_cast<Domain>(i);
  return std::nullopt;
}

/// A set of domains in 16 bits.
class Domains {
 public:
  constexpr Domains() = default;
  constexpr Domains(Domain domain) : bits_(static_cast<std::uint16_t>(1U << static_cast<unsigned>(domain))) {}

  [[nodiscard]] static constexpr Domains all() { return from_bits((1U << domain_count) - 1U); }
  [[nodiscard]] static constexpr Domains from_bits(unsigned bits) {
    Domains set;
    set.bits_ = static_cast<std::uint16_t>(bits);
    return set;
  }

  [[nodiscard]] constexpr bool contains(Domain domain) const { return (bits_ & Domains(domain).bits_) != 0; }
  [[nodiscard]] constexpr Domains without(Domains other) const { return from_bits(unsigned{bits_} & ~unsigned{other.bits_}); }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr int size() const { return std::popcount(bits_); }
  [[nodiscard]] constexpr unsigned bits() const { return bits_; }

  friend constexpr Domains operator|(Domains a, Domains b) { return from_bits(unsigned{a.bits_} | b.bits_); }
  friend constexpr Domains operator&(Domains a, Domains b) { return from_bits(unsigned{a.bits_} & b.bits_); }
  constexpr Domains& operator|=(Domains other) { return *this = *this | other; }
  friend constexpr bool operator==(Domains, Domains) = default;

 private:
  std::uint16_t bits_ = 0;
};

[[nodiscard]] constexpr Domains operator|(Domain a, Domain b) { return Domains(a) | Domains(b); }

}  // namespace muster
