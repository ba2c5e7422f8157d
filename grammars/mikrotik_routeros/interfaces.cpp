#include "grammars/mikrotik_routeros/secrets.hpp"

/// Interfaces of every kind, lists of them, VRFs, and what `/ip settings` says about all.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::interfaces | Domain::users;

constexpr auto keys = std::to_array<Key<Interface>>({
    {"name", &text<&Interface::name, Interface>},
    {"comment", &text<&Interface::comment, Interface>},
    {"disabled", &flag<&Interface::disabled, Interface>},
    {"arp", &text<&Interface::arp, Interface>},
    {"vrf", &text<&Interface::vrf, Interface>},
});

/// How links work, and what names their peers: nothing that a rule asks of an interface.
bool is_link_setting(std::string_view key) {
  static constexpr auto words = std::to_array<std::string_view>({
      "mtu", "l2mtu", "l3mtu", "mac-address", "admin-mac", "auto-mac", "orig-mac-address", "speed", "advertise",
      "auto-negotiation", "full-duplex", "bandwidth", "cable-settings", "combo-mode", "disable-running-check",
      "fec-mode", "loop-protect", "loop-protect-disable-time", "loop-protect-send-interval", "mdix-enable", "poe-out",
      "poe-priority", "poe-voltage", "poe-lldp-enabled", "power-cycle-interval", "power-cycle-ping-address",
      "power-cycle-ping-enabled", "power-cycle-ping-timeout", "rx-flow-control", "tx-flow-control", "sfp-rate-select",
      "sfp-shutdown-temperature", "sfp-ignore-rx-los", "switch", "passthrough-interface", "passthrough-mac",
      "passthrough-subnet-size", "ageing-time", "arp-timeout", "dhcp-snooping", "add-dhcp-option82", "ether-type",
      "ethertype", "fast-forward", "forward-delay", "forward-reserved-addresses", "frame-types", "igmp-snooping",
      "igmp-version", "ingress-filtering", "last-member-interval", "last-member-query-count", "max-hops",
      "max-message-age", "max-learned-entries", "membership-interval", "mld-version", "multicast-querier",
      "multicast-router", "mvrp", "port-cost-mode", "priority", "protocol-mode", "pvid", "querier-interval",
      "query-interval", "query-response-interval", "region-name", "region-revision", "startup-query-count",
      "startup-query-interval", "transmit-hold-count", "vlan-filtering", "vlan-id", "interface", "interfaces",
      "use-service-tag", "mode", "slaves", "primary", "link-monitoring", "lacp-rate", "lacp-user-key", "lacp-mode",
      "arp-interval", "arp-ip-targets", "down-delay", "up-delay", "mii-interval", "min-links", "transmit-hash-policy",
      "mlag-id", "forced-mac-address", "listen-port", "local-address", "remote-address", "tunnel-id", "keepalive",
      "keepalive-timeout", "dont-fragment", "dscp", "clamp-tcp-mss", "allow-fast-path", "vni", "port", "group",
      "vteps-ip-version", "hw", "learning", "rem-csum", "checksum", "bridge", "bridge-cost", "bridge-horizon",
      "bridge-pvid", "user", "password", "profile", "add-default-route", "default-route-distance", "dial-on-demand",
      "use-peer-dns", "service-name", "ac-name", "max-mtu", "max-mru", "mrru", "allow", "host-uniq", "connect-to",
      "use-ipsec", "ipsec-secret", "src-address", "l2tp-proto-version", "l2tpv3-cookie-length", "l2tpv3-digest-hash",
      "l2tpv3-circuit-id", "random-source-port", "certificate", "verify-server-certificate",
      "verify-server-address-from-certificate", "http-proxy", "proxy-port", "authentication", "tls-version",
      "ciphers", "cipher", "auth", "pfs", "add-sni", "protocol", "disconnect-notify", "route-nopull", "tls-verify",
      "comment-text", "private-key", "public-key", "apn", "apn-profiles", "allow-roaming", "band", "network-mode",
      "operator", "modem-init", "pin", "sms-protocol", "sms-read", "nr-band", "antenna-selection", "monitor-all-apn",
      "ip-type", "use-network-apn", "passthrough-interface-lte", "dial-command", "phone", "info-channel",
      "data-channel", "default-name", "container-mac-address", "address", "gateway", "gateway6", "dhcp",
      "configuration", "configuration.mode", "configuration.ssid", "configuration.country", "configuration.manager",
      "configuration.hide-ssid", "configuration.installation", "configuration.antenna-gain", "configuration.chains",
      "configuration.tx-power", "configuration.dtim-period", "configuration.multicast-enhance",
      "configuration.station-roaming", "configuration.tx-chains", "configuration.rx-chains",
      "configuration.qos-classifier", "channel", "channel.band", "channel.frequency", "channel.width",
      "channel.skip-dfs-channels", "channel.secondary-frequency", "channel.reselect-interval", "datapath",
      "datapath.bridge", "datapath.vlan-id", "datapath.client-isolation", "datapath.interface-list",
      "master-interface", "steering", "steering.rrm", "steering.wnm", "steering.neighbor-group", "interworking",
      "security", "security.authentication-types", "security.passphrase", "security.ft", "security.ft-over-ds",
      "security.connect-priority", "security.wps", "security.management-protection", "security.encryption",
      "security.disable-pmkid", "security.sae-pwe", "security.group-encryption", "radio-mac", "ssid", "country",
      "frequency", "frequency-mode", "channel-width", "distance", "installation", "wireless-protocol", "wps-mode",
      "security-profile", "radio-name", "bridge-mode", "default-authentication", "default-forwarding", "antenna-gain",
      "tx-power", "tx-power-mode", "hide-ssid", "multicast-helper", "wmm-support", "skip-dfs-channels",
      "station-roaming", "secondary-frequency", "secondary-channel", "scan-list", "vlan-mode", "basic-rates-a/n",
      "rate-set", "guard-interval", "ampdu-priorities", "amsdu-limit", "adaptive-noise-immunity", "preamble-mode",
      "hw-retries", "max-station-count", "disconnect-timeout", "on-fail-retry-time", "keepalive-frames",
      "interworking-profile", "nv2-cell-radius", "nv2-preshared-key", "nv2-security", "tdma-period-size",
      "compression", "rx-chains", "tx-chains", "update-stats-interval", "default-ap-tx-limit",
      "default-client-tx-limit", "multicast-buffering", "allow-sharedkey", "area", "proprietary-extensions"});
  return std::ranges::find(words, key) != words.end();
}

Outcome apply_interface(Interface& interface, const Statement& statement, Cursor& cursor) {
  Statement rest;
  for (const Parameter& each : statement.settings)
    if (!is_link_setting(each.key)) rest.settings.push_back(each);
  return apply<Interface>(interface, rest, keys, cursor);
}

/// The last word of the menu: "ethernet", "bridge".
std::string kind_of(const Cursor& cursor) {
  const auto& tree = cursor.context().tree;
  const auto nodes = tree.nodes();
  auto at = static_cast<std::size_t>(&cursor.node() - nodes.data());
  while (at > 0 && nodes[at].depth != 0) --at;
  const std::string_view menu = tree.text(nodes[at]);
  return std::string(menu.substr(menu.rfind(' ') + 1));
}

Outcome add_interface(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const name = statement.find("name");
  if (name == nullptr || !statement.selectors.empty()) return cursor.fail("the name of an interface");
  Interface& interface = config.interfaces.get(name->value);
  interface.kind = kind_of(cursor);
  keep_interface_secrets(config, name->value, statement, cursor);
  begin_entry(config, interface, cursor);
  return apply_interface(interface, statement, cursor);
}

/// `set [ find default-name=ether1 ] name=WAN`: the interface is known by its name from then on.
Outcome set_interface(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  std::string found(statement.condition("default-name"));
  if (found.empty()) found = statement.condition("name");
  if (found.empty() && statement.selectors.size() == 1) found = statement.selectors.front();
  if (found.empty()) return cursor.fail("an interface");
  const Parameter* const name = statement.find("name");
  Interface& interface = config.interfaces.get(name == nullptr ? found : name->value);
  interface.kind = kind_of(cursor);
  keep_interface_secrets(config, name == nullptr ? found : name->value, statement, cursor);
  begin_entry(config, interface, cursor);
  return apply_interface(interface, statement, cursor);
}

struct Member : Entry {
  Maybe<std::string> interface;
  Maybe<std::string> list;
};
constexpr auto member_keys = std::to_array<Key<Member>>({
    {"interface", &text<&Member::interface, Member>},
    {"list", &text<&Member::list, Member>},
    {"disabled", &flag<&Member::disabled, Member>},
    {"comment"},
});

Outcome add_member(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Member member;
  const Outcome outcome = apply<Member>(member, statement, member_keys, cursor);
  if (outcome != Outcome::understood) return outcome;
  if (!member.interface || !member.list) return cursor.fail("an interface and a list");
  Interface& interface = config.interfaces.get(member.interface->value);
  if (member.off()) return Outcome::understood;
  interface.lists.push_back(member.list->value);
  interface.list_lines.add(cursor.node().line, cursor.node().last_line);
  return Outcome::understood;
}

struct Vrf : Entry {
  Maybe<std::string> name;
  Maybe<Names> interfaces;
};
constexpr auto vrf_keys = std::to_array<Key<Vrf>>({
    {"name", &text<&Vrf::name, Vrf>},
    {"routing-mark", &text<&Vrf::name, Vrf>},
    {"interfaces", &names<&Vrf::interfaces, Vrf>},
    {"disabled", &flag<&Vrf::disabled, Vrf>},
    {"comment"},
    {"place-before"},
    {"route-distinguisher"},
    {"import-route-targets"},
    {"export-route-targets"},
});

Outcome add_vrf(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Vrf vrf;
  const Outcome outcome = apply<Vrf>(vrf, statement, vrf_keys, cursor);
  if (outcome != Outcome::understood || vrf.off()) return outcome;
  if (!vrf.name || !vrf.interfaces) return cursor.fail("a name and interfaces");
  for (const std::string& name : vrf.interfaces->value)
    config.interfaces.get(name).vrf = Lined<std::string>{vrf.name->value, cursor.lines()};
  return Outcome::understood;
}

constexpr auto settings_keys = std::to_array<Key<Config>>({
    {"rp-filter", &text<&Config::rp_filter, Config>},
    {"send-redirects", &flag<&Config::send_redirects, Config>},
    {"accept-redirects"},
    {"accept-source-route"},
    {"secure-redirects"},
    {"tcp-syncookies"},
    {"tcp-timestamps"},
    {"allow-fast-path"},
    {"arp-timeout"},
    {"icmp-rate-limit"},
    {"icmp-rate-mask"},
    {"icmp-errors-use-inbound-interface-address"},
    {"ip-forward"},
    {"ipv4-multipath-hash-policy"},
    {"ipv4-fast-path-active"},
    {"ipv4-fasttrack-active"},
    {"max-arp-entries"},
    {"max-neighbor-entries"},
    {"route-cache"},
});
Outcome set_settings(Config& config, Cursor& cursor) {
  return apply<Config>(config, parse_statement(cursor.rest()), settings_keys, cursor);
}

const Table& interfaces_table() { return menu_table<domains, &add_interface, &set_interface>(); }
const Table& members_table() { return menu_table<domains, &add_member, nullptr>(); }
const Table& vrfs_table() { return menu_table<domains, &add_vrf, nullptr>(); }
const Table& settings_table() { return menu_table<domains, nullptr, &set_settings>(); }

/// An interface of these kinds is off until somebody switches it on.
bool is_off_by_default(std::string_view kind) {
  static constexpr auto kinds =
      std::to_array<std::string_view>({"pppoe-client", "l2tp-client", "pptp-client", "sstp-client", "ovpn-client",
                                       "ppp-client", "wireless", "wifi", "wifiwave2"});
  return std::ranges::find(kinds, kind) != kinds.end();
}

void convert_one(const std::string& name, Interface& from, const Config& config, const Target& target) {
  model::Interface& to = target.device.interfaces.emplace_back();
  entry_head(to, from, target);
  to.open_domains = Domain::interfaces;
  to.name.set(name, to.lines);
  put_or_absent(to.description, from.comment);
  if (from.disabled)
    to.enabled.set(!from.disabled->value, from.disabled->lines);
  else if (!from.kind.empty())
    to.enabled.set_default(!is_off_by_default(from.kind));
  if (!from.addresses.empty())
    to.addresses.set(from.addresses, target.id(from.address_lines));
  else if (!from.dynamic_address)
    to.addresses.set_absent();
  put_or_absent(to.vrf, from.vrf);
  if (!from.lists.empty()) {
    std::string lists;
    for (const std::string& list : from.lists) lists += (lists.empty() ? "" : ",") + list;
    to.zone.set(std::move(lists), target.id(from.list_lines));
  } else {
    to.zone.set_absent();
  }
  to.filter_in.set_absent();
  to.filter_out.set_absent();
  if (from.arp)
    to.proxy_arp.set(from.arp->value == "proxy-arp" || from.arp->value == "local-proxy-arp", from.arp->lines);
  else if (!from.kind.empty())
    to.proxy_arp.set_default(false);
  if (config.rp_filter)
    to.unicast_rpf.set(config.rp_filter->value == "strict" || config.rp_filter->value == "loose",
                       config.rp_filter->lines);
  else
    to.unicast_rpf.set_default(false);
  put_or_default(to.redirects, config.send_redirects, true);
}

}  // namespace

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, Interface& from) { convert_one(name, from, config, target); });
}

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/interface", domains, &menu, &interfaces_table},
      {"/interface ethernet", domains, &menu, &interfaces_table},
      {"/interface bridge", domains, &menu, &interfaces_table},
      {"/interface vlan", domains, &menu, &interfaces_table},
      {"/interface bonding", domains, &menu, &interfaces_table},
      {"/interface gre", domains, &menu, &interfaces_table},
      {"/interface gre6", domains, &menu, &interfaces_table},
      {"/interface ipip", domains, &menu, &interfaces_table},
      {"/interface ipipv6", domains, &menu, &interfaces_table},
      {"/interface eoip", domains, &menu, &interfaces_table},
      {"/interface eoipv6", domains, &menu, &interfaces_table},
      {"/interface 6to4", domains, &menu, &interfaces_table},
      {"/interface vxlan", domains, &menu, &interfaces_table},
      {"/interface vpls", domains, &menu, &interfaces_table},
      {"/interface veth", domains, &menu, &interfaces_table},
      {"/interface macvlan", domains, &menu, &interfaces_table},
      {"/interface virtual-ethernet", domains, &menu, &interfaces_table},
      {"/interface list member", domains, &menu, &members_table},
      {"/ip vrf", domains, &menu, &vrfs_table},
      {"/ip route vrf", domains, &menu, &vrfs_table},
      {"/ip settings", domains, &menu, &settings_table},
      {"/interface wireguard", domains, &menu, &interfaces_table},
      {"/interface pppoe-client", domains, &menu, &interfaces_table},
      {"/interface l2tp-client", domains, &menu, &interfaces_table},
      {"/interface l2tp-ether", domains, &menu, &interfaces_table},
      {"/interface pptp-client", domains, &menu, &interfaces_table},
      {"/interface sstp-client", domains, &menu, &interfaces_table},
      {"/interface ovpn-client", domains, &menu, &interfaces_table},
      {"/interface ppp-client", domains, &menu, &interfaces_table},
      {"/interface lte", domains, &menu, &interfaces_table},
      {"/interface wireless", domains, &menu, &interfaces_table},
      {"/interface wifi", domains, &menu, &interfaces_table},
      {"/interface wifiwave2", domains, &menu, &interfaces_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
