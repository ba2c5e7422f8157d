#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr auto at = &Config::port;
constexpr auto router_at = &Config::virtual_router;
constexpr Domains domains = Domain::interfaces;
constexpr Domains managed = Domain::management;

constexpr std::string_view link = "link, layer 2 and bandwidth";
constexpr std::string_view clients = "service for clients behind the interface";
constexpr std::string_view pages = "labels and what the pages show";

constexpr auto link_words = words(
    "type", "speed", "mediatype", "mtu", "mtu-override", "macaddr", "vlanid", "vlan-protocol", "interface", "member",
    "lacp-mode", "lacp-speed", "lacp-ha-slave", "lacp-ha-secondary", "lacp-up-delay", "min-links", "min-links-down",
    "algorithm", "link-up-delay", "aggregate-type", "redundant-interface", "priority-override", "stp",
    "stp-ha-secondary", "stp-ha-slave", "stp-edge", "stpforward", "stpforward-mode", "l2forward", "vlanforward",
    "arpforward", "netbios-forward", "wins-ip", "ident-accept", "ipmac", "subst", "substitute-dst-mac", "tcp-mss",
    "inbandwidth", "outbandwidth", "egress-shaping-profile", "ingress-shaping-profile", "egress-cos", "ingress-cos",
    "egress-queues", "spillover-threshold", "ingress-spillover-threshold", "weight", "estimated-upstream-bandwidth",
    "estimated-downstream-bandwidth", "measured-upstream-bandwidth", "measured-downstream-bandwidth",
    "bandwidth-measure-time", "monitor-bandwidth", "bfd", "bfd-desired-min-tx", "bfd-detect-mult",
    "bfd-required-min-rx", "fail-detect", "fail-detect-option", "fail-alert-method", "fail-action-on-extender",
    "fail-alert-interfaces", "config fail-alert-interfaces", "disconnect-threshold", "distance", "priority",
    "dhcp-renew-time", "dhcp-client-identifier", "dhcp-broadcast-flag", "defaultgw", "dns-server-override",
    "dns-server-protocol", "dns-query", "mgmt-vdom", "detectserver", "detectprotocol", "ha-priority", "gwdetect",
    "ping-serv-status", "username", "pppoe-unnumbered-negotiate", "padt-retry-timeout", "service-name", "ac-name",
    "lcp-echo-interval", "lcp-max-echo-fails", "idle-timeout", "disc-retry-timeout", "auth-type", "ipunnumbered",
    "client-options", "config client-options", "interface-type", "phy-mode", "forward-error-correction", "fec",
    "autonegotiation", "auto-negotiate", "mdix", "duplex", "fp-anomaly", "drop-overlapped-fragment", "drop-fragment",
    "preserve-session-route", "wccp", "netflow-sampler", "netflow-sample-rate", "netflow-sampler-id", "sflow-sampler",
    "sample-rate", "polling-interval", "sample-direction", "swc-vlan", "swc-first-create", "swc-vlan-type", "switch",
    "managed-subnetwork-size", "fortilink", "fortilink-split-interface", "fortilink-stacking",
    "fortilink-neighbor-detect", "fortilink-backup-link", "ip-managed-by-fortiipam", "dedicated-to", "managed-device",
    "config managed-device", "forward-domain", "np-qos-profile", "port-mirroring", "mirroring-direction",
    "mirroring-port", "mirroring-filter", "config mirroring-filter", "eap-supplicant", "eap-identity", "eap-method",
    "eap-ca-cert", "eap-user-cert", "trunk", "atm-protocol", "vci", "vpi", "reachable-time", "explicit-web-proxy",
    "explicit-ftp-proxy", "remote-ip", "cli-conn-status", "default-purdue-level", "exclude-signatures",
    "device-access-list", "transmit-queue", "slave-speed", "sw-algorithm", "mux-type", "external", "virtual-mac",
    "vrrp-virtual-mac", "gre-key", "devindex", "ike-saml-server", "security-mac-auth-bypass", "security-ip-auth-bypass",
    "l2tp-client", "config l2tp-client-settings", "pptp-client", "pptp-user", "pptp-server-ip", "pptp-auth-type",
    "pptp-timeout", "pppoe-egress-cos", "vlan-op-mode", "dhcp-smart-relay", "dhcp-relay-allow-no-end-option");

constexpr auto client_words = words(
    "dhcp-relay-service", "dhcp-relay-ip", "dhcp-relay-type", "dhcp-relay-agent-option", "dhcp-relay-interface",
    "dhcp-relay-interface-select-method", "dhcp-relay-request-all-server", "dhcp-relay-source-ip",
    "dhcp-relay-circuit-id", "dhcp-relay-link-selection", "dhcp-relay-vrf-select", "dhcp-classless-route-addition",
    "dhcp-snooping-server-list", "config dhcp-snooping-server-list", "security-mode", "security-groups",
    "security-exempt-list", "security-external-web", "security-external-logout", "security-redirect-url",
    "security-8021x-mode", "security-8021x-master", "security-8021x-dynamic-vlan-id", "security-8021x-member-mode",
    "security-8021x-primary", "auth-cert", "auth-portal-addr", "captive-portal", "proxy-captive-portal",
    "replacemsg-override-group", "device-identification", "device-identification-active-scan",
    "device-user-identification", "device-netscan", "auto-auth-extension-device", "ap-discover",
    "broadcast-forticlient-discovery", "listen-forticlient-connection", "endpoint-compliance",
    "switch-controller-access-vlan", "switch-controller-arp-inspection", "switch-controller-auth",
    "switch-controller-dhcp-snooping", "switch-controller-dhcp-snooping-option82",
    "switch-controller-dhcp-snooping-verify-mac", "switch-controller-dynamic", "switch-controller-feature",
    "switch-controller-igmp-snooping", "switch-controller-igmp-snooping-fast-leave",
    "switch-controller-igmp-snooping-proxy", "switch-controller-iot-scanning", "switch-controller-learning-limit",
    "switch-controller-mgmt-vlan", "switch-controller-nac", "switch-controller-netflow-collect",
    "switch-controller-offload", "switch-controller-offload-gw", "switch-controller-offload-ip",
    "switch-controller-rspan-mode", "switch-controller-source-ip", "switch-controller-traffic-policy",
    "switch-controller-offloading", "switch-controller-offloading-gw", "switch-controller-offloading-ip",
    "scan-botnet-connections", "gi-gk", "ips-sniffer-mode", "dhcp-server-type");

constexpr auto page_words = words("alias", "color", "role", "snmp-index", "log", "tagging", "config tagging");

constexpr auto narrow_rows =
    ignored_each(words("trust-ip-1", "trust-ip-2", "trust-ip-3", "trust-ip6-1", "trust-ip6-2", "trust-ip6-3"),
                 "narrows who may manage the device over the interface");
constexpr auto link_rows = ignored_each(link_words, link);
constexpr auto client_rows = ignored_each(client_words, clients);
constexpr auto page_rows = ignored_each(page_words, pages);

Outcome address(Config& config, Cursor& cursor) { return read_prefix(config.port->address, cursor, true); }
Outcome address6(Config& config, Cursor& cursor) { return read_prefix(config.port->address6, cursor, true); }

/// More addresses on one interface are no configuration but an attack on our time.
constexpr std::size_t most_addresses = 256;

Outcome further_address(Config& config, Cursor& cursor) {
  Maybe<std::string> value;
  const Outcome outcome = read_prefix(value, cursor, true);
  if (outcome != Outcome::understood || !value) return outcome;
  if (config.port->further_addresses.size() >= most_addresses) return Outcome::known;
  config.port->further_addresses.push_back(std::move(value->value));
  config.port->address_lines.add(cursor.line());
  return outcome;
}

Outcome further_access(Config& config, Cursor& cursor) {
  Maybe<Names> value;
  const Outcome outcome = read_names(value, cursor);
  if (value)
    config.port->further_access.insert(config.port->further_access.end(), value->value.begin(), value->value.end());
  return outcome;
}

/// An address that has the prefix as its name: `config ip6-extra-addr`.
Outcome edit_address(Config& config, Cursor& cursor) { return further_address(config, cursor); }

const Table& secondary_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip", domains, &further_address},
      {"allowaccess", managed, &further_access},
  });
  static constexpr auto others = ignored_each(
      words("secip-relay-ip", "detectserver", "detectprotocol", "ha-priority", "gwdetect", "ping-serv-status"), link);
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& secondary_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &nested_edit, &secondary_entry}});
  static const Table table({rows}, &opens<at>);
  return table;
}
const Table& extra_address_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_address}});
  static const Table table({rows}, &opens<at>);
  return table;
}

/// `dhcp6-information-request`, autoconfiguration and so on: an address that is not known.
Outcome autoconf(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.accept("disable")) return cursor.end();
  if (!cursor.accept("enable")) return cursor.fail("enable or disable");
  config.port->mode6 = {"autoconf", cursor.lines()};
  return cursor.end();
}

const Table& ipv6_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip6-mode", domains, &text<at, &Port::mode6>},
      {"ip6-address", domains, &address6},
      {"ip6-allowaccess", managed, &names<at, &Port::access6>},
      {"config ip6-extra-addr", domains, &nested_block, &extra_address_table},
      {"autoconf", domains, &autoconf},
      {"icmp6-send-redirect", domains, &flag<at, &Port::redirects6>},
      {"config vrrp6", Domain::redundancy},
  });
  static constexpr auto others =
      ignored_each(words("nd-mode", "nd-cert", "nd-security-level", "nd-timestamp-delta", "nd-timestamp-fuzz",
                         "nd-cga-modifier", "ra-send-mtu", "ip6-reachable-time", "ip6-retrans-time", "ip6-hop-limit",
                         "ip6-dns-server-override", "dhcp6-prefix-delegation", "dhcp6-client-options",
                         "dhcp6-information-request", "dhcp6-iapd-list", "config dhcp6-iapd-list", "dhcp6-prefix-hint",
                         "dhcp6-prefix-hint-plt", "dhcp6-prefix-hint-vlt", "vrrp-virtual-mac6", "vrip6_link_local",
                         "ip6-send-adv", "ip6-manage-flag", "ip6-other-flag", "ip6-max-interval", "ip6-min-interval",
                         "ip6-link-mtu", "ip6-default-life", "ip6-upstream-interface", "ip6-delegated-prefix-iaid",
                         "ip6-subnet", "ip6-prefix-mode", "ip6-route-pref", "ip6-adv-rio", "config ip6-prefix-list",
                         "config ip6-delegated-prefix-list", "config ip6-rdnss-list", "config ip6-dnssl-list",
                         "config ip6-route-list", "unique-autoconf-addr", "interface-identifier", "dhcp6-relay-service",
                         "dhcp6-relay-type", "dhcp6-relay-ip", "dhcp6-relay-source-interface", "dhcp6-relay-source-ip",
                         "dhcp6-relay-interface-id", "cli-conn6-status", "client-options", "config client-options"),
                   "what is announced to hosts on the link");
  static const Table table({rows, others}, &opens<at>);
  return table;
}

// ---- VRRP ----

Outcome edit_router(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("the number of a virtual router");
  VirtualRouter& router = config.virtual_routers.emplace_back();
  router.interface = config.name;
  router.id = std::move(*name);
  config.virtual_router = &router;
  begin_entry(router, cursor);
  return cursor.end();
}

Outcome router_address(Config& config, Cursor& cursor) {
  auto value = take_value(cursor);
  if (cursor.negated) return Outcome::understood;
  if (!value) return cursor.fail("an address");
  config.virtual_router->addresses.push_back(std::move(*value));
  config.virtual_router->address_lines.add(cursor.line());
  return cursor.end();
}

const Table& router_entry() {
  static constexpr Domains group = Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"vrip", group, &router_address},
      {"priority", group, &number<router_at, &VirtualRouter::priority>},
      {"status", group, &flag<router_at, &VirtualRouter::enabled>},
      {"vrdst", group, &names<router_at, &VirtualRouter::destinations>},
  });
  static constexpr auto others =
      ignored_each(words("version", "vrgrp", "adv-interval", "start-time", "preempt", "accept-mode",
                         "ignore-default-route", "vrdst-priority", "config proxy-arp"),
                   "timers and details of the protocol");
  static const Table table({rows, others}, &opens<router_at>);
  return table;
}
const Table& router_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::redundancy, &edit_router, &router_entry}});
  static const Table table({rows});
  return table;
}

// ---- Interfaces ----

Outcome pppoe_password(Config& config, Cursor& cursor) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a password");
  if (!value->value.empty())
    keep_secret(config.vdom->secrets, "interface", config.name, std::move(*value), cursor.lines());
  return cursor.end();
}

/// What is not understood concerns the interface; a service of the management plane may stand in such a line, a
/// virtual router, or a secret.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains left) {
  open_entry(*config.port, cursor, left);
  return left & (Domain::management | Domain::redundancy | Domain::users);
}

const Table& interface_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"vdom", domains, &text<at, &Port::vdom>},
      {"vrf", domains, &number<at, &Port::vrf>},
      {"mode", domains, &text<at, &Port::mode>},
      {"ip", domains, &address},
      {"management-ip", domains, &further_address},
      {"secondary-IP", domains, &flag<at, &Port::secondary>},
      {"config secondaryip", domains, &nested_block, &secondary_table},
      {"config ipv6", domains, &nested_block, &ipv6_table},
      {"allowaccess", managed, &names<at, &Port::access>},
      {"status", domains, &text<at, &Port::status>},
      {"description", domains, &text<at, &Port::description>},
      {"src-check", Domain::filters, &flag<at, &Port::source_check>},
      {"icmp-send-redirect", domains, &flag<at, &Port::redirects>},
      {"icmp-redirect", domains, &flag<at, &Port::redirects>},
      ignored<Config>("icmp-accept-redirect", "what the interface believes is no attribute"),
      {"broadcast-forward", domains, &flag<at, &Port::broadcast>},
      {"lldp-transmission", managed, &text<at, &Port::lldp_transmission>},
      {"lldp-reception", managed, &text<at, &Port::lldp_reception>},
      ignored<Config>("lldp-network-policy", link),
      {"config vrrp", Domain::redundancy, &nested_block, &router_table},
      {"password", Domain::users, &pppoe_password},
      {"eap-password", Domain::users, &pppoe_password},
      {"pptp-password", Domain::users, &pppoe_password},
      ignored<Config>("config egress-queues", link),
  });
  static const Table table({rows, narrow_rows, link_rows, client_rows, page_rows}, &interface_not_understood);
  return table;
}

const Table& interface_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit_global<&Config::interfaces, at>, &interface_entry}});
  static const Table table({rows});
  return table;
}

void put_addresses(const Port& from, model::Interface& to, const Target& target) {
  if (from.mode && from.mode->value != "static") return to.addresses.set_unknown(from.mode->lines);
  if (from.mode6 && from.mode6->value != "static") return to.addresses.set_unknown(from.mode6->lines);
  Names all;
  LineSet lines = from.address_lines;
  model::LinesId id = 0;
  for (const Maybe<std::string>* one : {&from.address, &from.address6}) {
    if (!*one) continue;
    all.push_back((*one)->value);
    id = target.device.lines.join(id, (*one)->lines);
  }
  all.insert(all.end(), from.further_addresses.begin(), from.further_addresses.end());
  if (all.empty()) return to.addresses.set_absent();
  to.addresses.set(std::move(all), target.device.lines.join(id, target.id(lines)));
}

void put_management(const Port& from, model::Interface& to, const Target& target) {
  Names all;
  model::LinesId lines = 0;
  for (const Maybe<Names>* one : {&from.access, &from.access6}) {
    if (!*one) continue;
    lines = target.device.lines.join(lines, (*one)->lines);
    for (const std::string& name : (*one)->value)
      if (std::ranges::find(all, name) == all.end()) all.push_back(name);
  }
  for (const std::string& name : from.further_access)
    if (std::ranges::find(all, name) == all.end()) all.push_back(name);
  if (from.access && from.access6) return to.management.set(std::move(all), lines);
  to.management.set_default(std::move(all));  // as sure as it is that no line says more for the other family
  to.management.lines = lines;
}

/// Both families send them unless told otherwise; the second counts where the interface speaks it.
void put_redirects(const Port& from, model::Interface& to) {
  put_or_default(to.redirects, from.redirects, true);
  const bool v6 = from.address6 || from.mode6 || (from.redirects6 && from.redirects6->value);
  if (!v6 || !from.redirects || from.redirects->value) return;
  if (from.redirects6)
    put(to.redirects, from.redirects6);
  else
    to.redirects.set_default(true);
}

/// Whether packets are routed here: a switch port or a port of a transparent domain or of a wire pair has no address.
bool is_routed(const Port& from) {
  const auto learns = [](const Maybe<std::string>& mode) { return mode && mode->value != "static"; };
  return from.address || from.address6 || !from.further_addresses.empty() || learns(from.mode) || learns(from.mode6);
}

/// The check is on where nothing else is said: a source needs a route by the interface it comes from ("feasible path"),
/// and the best one where the domain wants it strict. Asymmetric routing switches it off.
void put_source_check(Config& config, const Port& from, model::Interface& to) {
  const Vdom* const vdom = config.vdoms.find(config.has_vdoms && from.vdom ? from.vdom->value : "");
  const bool off = from.source_check && !from.source_check->value;
  if (vdom != nullptr && vdom->asymmetric && !off)
    to.unicast_rpf.set(false, vdom->asymmetric->lines);
  else if (from.source_check)
    put(to.unicast_rpf, from.source_check);
  else if (vdom != nullptr && vdom->strict_sources && vdom->strict_sources->value)
    to.unicast_rpf.set(true, vdom->strict_sources->lines);
  else if (is_routed(from))
    to.unicast_rpf.set_default(true);
}

/// `vdom` follows the domain, which follows the device.
void put_discovery(const Port& from, const GlobalSettings& global, model::Interface& to) {
  const auto speaks = [](const Maybe<std::string>& own, const Maybe<bool>& all) {
    if (own && own->value != "vdom") return own->value == "enable";
    return own && all && all->value;
  };
  if (!from.lldp_transmission && !from.lldp_reception) return;
  const bool on =
      speaks(from.lldp_transmission, global.lldp_transmission) || speaks(from.lldp_reception, global.lldp_reception);
  const bool sure = from.lldp_transmission && from.lldp_reception && from.lldp_transmission->value != "vdom" &&
                    from.lldp_reception->value != "vdom";
  if (on || sure)
    to.discovery.set(on, from.lldp_transmission ? from.lldp_transmission->lines : from.lldp_reception->lines);
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system interface", domains | Domain::filters | Domain::routing | managed | Domain::redundancy, &block,
       &interface_table},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  NamedList<std::string> zones;
  each_vdom(config, target, [&](Vdom& vdom, const Target&) {
    if (!vdom.sdwan || vdom.sdwan->value)
      vdom.sdwan_members.each([&](const std::string& interface, std::string& zone) { zones.get(interface) = zone; });
    vdom.zones.each([&](const std::string& zone, Zone& from) {
      if (from.interfaces)
        for (const std::string& interface : from.interfaces->value) zones.get(interface) = zone;
    });
  });
  config.interfaces.each([&](const std::string& name, Port& from) {
    model::Interface& to = target.device.interfaces.emplace_back();
    from.put(to, target);
    if (config.has_vdoms && from.vdom) to.context = from.vdom->value;
    to.name.set(name, to.lines);
    put_or_absent(to.description, from.description);
    if (from.status)
      to.enabled.set(from.status->value == "up", from.status->lines);
    else
      to.enabled.set_default(true);
    put_addresses(from, to, target);
    if (from.vrf && from.vrf->value != 0)
      to.vrf.set(std::to_string(from.vrf->value), from.vrf->lines);
    else
      to.vrf.set_absent();
    to.filter_in.set_absent();  // policies name zones and interfaces, not the other way round
    to.filter_out.set_absent();
    const std::string* const zone = zones.find(name);
    if (zone != nullptr)
      to.zone.set(*zone, to.lines);
    else
      to.zone.set_absent();
    put_source_check(config, from, to);
    put_redirects(from, to);
    put_or_default(to.directed_broadcast, from.broadcast, false);
    put_management(from, to, target);
    put_discovery(from, config.global, to);
  });
}

void convert_virtual_routers(Config& config, const Target& target) {
  for (VirtualRouter& from : config.virtual_routers) {
    if (from.enabled && !from.enabled->value) continue;
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    from.put(to, target);
    const Port* const port = config.interfaces.find(from.interface);
    if (config.has_vdoms && port != nullptr && port->vdom) to.context = port->vdom->value;
    to.name.set("vrrp " + from.interface + " " + from.id, to.lines);
    to.protocol.set("vrrp", to.lines);
    if (!from.id.empty() && from.id.size() <= 3 && from.id.find_first_not_of("0123456789") == std::string::npos)
      to.group.set(std::stoi(from.id), to.lines);
    put_or_default<std::int64_t>(to.priority, from.priority, 100);
    if (from.addresses.empty())
      to.virtual_addresses.set_absent();
    else
      to.virtual_addresses.set(from.addresses, target.id(from.address_lines));
    const bool watches =
        from.destinations && !(from.destinations->value.size() == 1 && from.destinations->value[0] == "0.0.0.0");
    to.tracked.set(watches, from.destinations ? from.destinations->lines : to.lines);
    to.authenticated.set(false, to.lines);  // its VRRP has no keys
  }
}

}  // namespace muster::grammars::fortinet_fortios
