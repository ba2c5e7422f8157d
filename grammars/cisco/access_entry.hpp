#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "grammars/cursor.hpp"

/// One entry of an access list as it stands, before it becomes a model::FilterRule. No allocation.
namespace muster::grammars::cisco {

struct AddressMatch {
  enum class Kind : std::uint8_t { any, host, network, group, prefix } kind = Kind::any;
  std::uint32_t address = 0;
  std::uint32_t wildcard = 0;
  std::string_view text;  ///< a group's name, an IPv6 prefix or address
};

struct PortMatch {
  enum class Operator : std::uint8_t { any, eq, neq, gt, lt, range, group } op = Operator::any;
  std::uint8_t count = 0;
  std::array<std::uint16_t, 10> ports{};  ///< IOS takes at most 10 after eq and neq
};

struct AccessEntry {
  bool permit = false;
  std::uint32_t sequence = 0;  ///< 0: none given
  std::string_view protocol;
  bool has_ports = false;      ///< the protocol knows ports
  AddressMatch source, destination;
  PortMatch source_port, destination_port;
  bool log = false;
  bool established = false;
  bool other_conditions = false;  ///< ICMP types, flags, DSCP, time ranges, fragments, ...
};

/// The cursor stands behind `permit` or `deny`. Both fill `entry` and leave a diagnostic if they fail.
Outcome parse_standard_entry(Cursor& cursor, AccessEntry& entry);
Outcome parse_extended_entry(Cursor& cursor, AccessEntry& entry);
Outcome parse_ipv6_entry(Cursor& cursor, AccessEntry& entry);
/// `object-group SERVICES SOURCE DESTINATION [options]` behind its first two words: of any protocol, with its group's name
/// kept elsewhere.
Outcome parse_service_group_entry(Cursor& cursor, AccessEntry& entry);

/// The same in the words of NX-OS, EOS and IOS-XR: prefixes (`10.0.0.0/8`), a lone address as a host, groups of
/// addresses (`addrgroup`, `net-group`, `object-group`) and of ports (`portgroup`, `port-group`).
Outcome parse_prefix_standard_entry(Cursor& cursor, AccessEntry& entry);
Outcome parse_prefix_extended_entry(Cursor& cursor, AccessEntry& entry);
Outcome parse_prefix_ipv6_entry(Cursor& cursor, AccessEntry& entry);

/// `eq P...`, `neq P...`, `gt P`, `lt P`, `range P Q`, consumed; false where something else stands.
[[nodiscard]] bool take_ports(Cursor& cursor, PortMatch& ports);
/// Whether `word` is a protocol of access entries, by name or number.
[[nodiscard]] bool is_protocol(std::string_view word);

}  // namespace muster::grammars::cisco
