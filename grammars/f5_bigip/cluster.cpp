#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// cm: the devices that stand in for each other. A group of the type sync-failover is a redundancy group of the model.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains redundancy = Domain::redundancy;

constexpr std::string_view identity = "what the device is: its own outputs say so";
constexpr std::string_view mirroring = "how units talk to each other";

Outcome device(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a device");
  config.device_group->devices.push_back(full_name(*name));
  config.device_group->about.lines.add(cursor.line());
  return Outcome::understood;
}

const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({ignored<Config>("set-sync-leader", "who was changed last")});
  static const Table table({Rows(rows)}, open_object<&Config::device_group>);
  return table;
}

const Table& devices_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", redundancy, device, member_table}});
  static const Table table({Rows(rows)}, open_object<&Config::device_group>);
  return table;
}

const Table& group_table() {
  static constexpr std::string_view syncing = "how and when configurations are copied";
  static constexpr auto rows = std::to_array<Row>({
      {"devices", redundancy, block, devices_table},
      {"type", redundancy, set_text<&Config::device_group, &DeviceGroup::type>},
      ignored<Config>("asm-sync", syncing),
      ignored<Config>("auto-sync", syncing),
      ignored<Config>("full-load-on-sync", syncing),
      ignored<Config>("hidden", "whether lists show it"),
      ignored<Config>("incremental-config-sync-size-max", syncing),
      ignored<Config>("network-failover", mirroring),
      ignored<Config>("save-on-auto-sync", syncing),
      ignored<Config>("sync-leader", "who was changed last"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::device_group>);
  return table;
}

const Table& device_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"self-device", redundancy, set_switch<&Config::cluster_device, &ClusterDevice::self>},
      ignored<Config>("active-modules", identity),
      ignored<Config>("base-mac", identity),
      ignored<Config>("build", identity),
      ignored<Config>("cert", identity),
      ignored<Config>("chassis-id", identity),
      ignored<Config>("chassis-type", identity),
      ignored<Config>("comment", identity),
      ignored<Config>("configsync-ip", mirroring),
      ignored<Config>("contact", identity),
      ignored<Config>("edition", identity),
      ignored<Config>("failover-state", identity),
      ignored<Config>("ha-capacity", identity),
      ignored<Config>("hostname", identity),
      ignored<Config>("inactive-modules", identity),
      ignored<Config>("key", identity),
      ignored<Config>("location", identity),
      ignored<Config>("management-ip", identity),
      ignored<Config>("alternate-ip", identity),
      ignored<Config>("marketing-name", identity),
      ignored<Config>("mirror-ip", mirroring),
      ignored<Config>("mirror-secondary-ip", mirroring),
      ignored<Config>("multicast-interface", mirroring),
      ignored<Config>("multicast-ip", mirroring),
      ignored<Config>("multicast-port", mirroring),
      ignored<Config>("optional-modules", identity),
      ignored<Config>("platform-id", identity),
      ignored<Config>("product", identity),
      ignored<Config>("time-limited-modules", identity),
      ignored<Config>("time-zone", identity),
      ignored<Config>("timezone", identity),
      ignored<Config>("unicast-address", mirroring),
      ignored<Config>("version", identity),
      ignored<Config>("mgmt-unicast-mode", mirroring),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& traffic_group_table() {
  static constexpr std::string_view choice = "which unit is preferred";
  static constexpr auto rows = std::to_array<Row>({
      {"ha-group", redundancy, set_text<&Config::traffic_group, &TrafficGroup::ha_group>},
      ignored<Config>("auto-failback-enabled", choice),
      ignored<Config>("auto-failback-time", choice),
      ignored<Config>("default-device", choice),
      ignored<Config>("failover-method", choice),
      ignored<Config>("ha-load-factor", choice),
      ignored<Config>("ha-order", choice),
      ignored<Config>("is-floating", "whether its addresses move"),
      ignored<Config>("mac", "the address of the layer below"),
      ignored<Config>("monitor", "whether all of its members are watched"),
      ignored<Config>("unit-id", "an identifier"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

Outcome ha_group(Config& config, Cursor& cursor) {
  if (!take_value(cursor)) return cursor.fail("a name");
  config.ha_groups.add(cursor.line());
  return cursor.end();
}

Outcome detail(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::ignored;
}

/// How the parts are weighed is not modelled, only that they are watched.
const Table& ha_group_table() {
  static constexpr auto rows = std::to_array<Row>({{"disabled", redundancy}, {"*", redundancy, detail}});
  static const Table table({Rows(rows)});
  return table;
}

// Conversion.

/// What can move the traffic: a score of pools and trunks that a traffic group uses, or a VLAN that went silent.
void set_tracked(model::Boolean& to, Config& config, const Target& target) {
  model::LinesId by = 0;
  config.traffic_groups.each([&](const std::string&, const TrafficGroup& group) {
    if (group.ha_group && by == 0) by = group.ha_group->lines;
  });
  config.interfaces.each([&](const std::string&, const Interface& each) {
    if (each.failsafe && each.failsafe->value && by == 0) by = each.failsafe->lines;
  });
  if (by == 0) return to.set_default(false);
  to.set(true, config.ha_groups.empty() ? by : target.device.lines.join(by, target.id(config.ha_groups)));
}

void set_addresses(model::Texts& to, Config& config, const Target& target) {
  std::vector<std::string> addresses;
  LineSet lines;
  const auto add = [&](const Maybe<std::string>& address, const Maybe<std::string>& group, const About& about) {
    if (!address || !group || leaf_name(group->value) == "traffic-group-local-only") return;
    const std::string plain = split_route_domain(address->value).address;
    addresses.push_back(plain.substr(0, plain.find('/')));
    for (const Evidence& range : target.device.lines.get(target.id(about.lines)))
      lines.add(range.first_line, range.last_line);
  };
  config.selves.each(
      [&](const std::string&, const SelfAddress& self) { add(self.address, self.traffic_group, self.about); });
  if (addresses.empty()) return to.set_absent();
  to.set(std::move(addresses), target.id(lines));
}

void set_peer(model::Text& to, Config& config, const DeviceGroup& from, const Target& target) {
  std::string peers;
  bool own = false;
  for (const std::string& name : from.devices) {
    const ClusterDevice* const device = config.devices.find(name);
    if (device != nullptr && device->self && device->self->value) {
      own = true;
      continue;
    }
    peers.append(peers.empty() ? "" : ", ").append(name);
  }
  if (own && !peers.empty()) to.set(peers, target.id(from.about.lines));
}

void convert_group(Config& config, const std::string& name, const DeviceGroup& from, const Target& target) {
  if (!from.type || from.type->value != "sync-failover")
    return open_for(from.about, Domain::redundancy, "a device group not understood", target);
  model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
  head(to, from.about, name, target);
  to.name.set("ha " + name, to.lines);
  to.protocol.set("ha", to.lines);
  set_tracked(to.tracked, config, target);
  set_addresses(to.virtual_addresses, config, target);
  set_peer(to.peer, config, from, target);
  // Units know each other by their certificates.
  to.authenticated.set_default(true);
}

}  // namespace

Rows cluster_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"cm device-group", redundancy, object<&Config::device_groups, &Config::device_group>, group_table},
      {"cm device", redundancy, object<&Config::devices, &Config::cluster_device>, device_table},
      {"cm traffic-group", redundancy, object<&Config::traffic_groups, &Config::traffic_group>, traffic_group_table},
      {"sys ha-group", redundancy, ha_group, ha_group_table},
      ignored<Config>("cm cert", "how units know each other"),
      ignored<Config>("cm key", "how units know each other"),
      ignored<Config>("cm trust-domain", "how units know each other"),
      ignored<Config>("sys state-mirroring", mirroring),
      ignored<Config>("sys failover", "a command, or tuning of the failover"),
      ignored<Config>("sys daemon-ha", "what happens when a daemon stops"),
      ignored<Config>("sys ha-status", "what happens when a daemon stops"),
      {"sys cluster", Domain::redundancy | Domain::interfaces},
      {"cm", redundancy},
  });
  return rows;
}

void convert_cluster(Config& config, const Target& target) {
  config.device_groups.each(
      [&](const std::string& name, const DeviceGroup& from) { convert_group(config, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
