#include <algorithm>
#include <array>
#include <cctype>

#include "grammars/cisco_iosxr/config.hpp"

/// `control-plane management-plane`: on which interfaces the services of the device answer. It only narrows.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome into(Config&, Cursor& cursor) { return cursor.end(); }

Outcome interface(Config& config, Cursor& cursor) {
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface or all");
  if (cursor.negated) return Outcome::known;
  config.allow = &config.allowed.get(name);
  config.allow->lines.add(cursor.line());
  return cursor.end();
}

/// `allow SSH [peer]`, with the peers below
Outcome allow(Config& config, Cursor& cursor) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"all", "ssh", "telnet", "snmp", "http", "https", "tftp", "netconf", "xml", "grpc"});
  std::string service(cursor.word());
  std::ranges::transform(service, service.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (std::ranges::find(known, service) == known.end()) return cursor.fail("a service");
  cursor.accept("peer");
  auto& services = config.allow->services;
  std::erase(services, service);
  if (!cursor.negated) services.push_back(service);
  config.allow->lines.add(cursor.line());
  return cursor.end();
}

const Table& peer_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("peer", "who may call on the interface: it only narrows"),
      ignored<Config>("address", "who may call on the interface: it only narrows"),
  });
  static const Table table({rows});
  return table;
}

const Table& interface_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"allow", Domain::management | Domain::interfaces, &allow, &peer_table}});
  static const Table table({rows});
  return table;
}

const Table& band_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::management | Domain::interfaces, &interface, &interface_table},
      ignored<Config>("vrf", "in which VRF the management network is"),
  });
  static const Table table({rows});
  return table;
}

const Table& plane_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"inband", Domain::management | Domain::interfaces, &into, &band_table},
      {"out-of-band", Domain::management | Domain::interfaces, &into, &band_table},
      {"tpa", Domain::management},
  });
  static const Table table({rows});
  return table;
}

const Table& control_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"management-plane", Domain::management | Domain::interfaces, &into, &plane_table},
      {"service-policy", Domain::filters},
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows management_plane_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"control-plane", Domain::management | Domain::interfaces | Domain::filters, &into, &control_table},
  });
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
