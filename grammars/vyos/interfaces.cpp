#include <array>

#include "grammars/vyos/config.hpp"

/// `interfaces`: each with its VLANs, its addresses and, in 1.3 and before, the rule sets bound to it.
namespace muster::grammars::vyos {
namespace {

/// What cannot matter to who may send what where, or log in: speeds, sizes, tunnels' ends, encryption of links.
bool is_harmless(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({
      "hw-id", "mac", "mtu", "duplex", "speed", "smp-affinity", "smp_affinity", "offload", "offload-options",
      "ring-buffer", "interrupt-coalescing", "xdp", "disable-flow-control", "disable-link-detect", "link-detect",
      "mirror", "traffic-policy", "dhcp-options", "dhcpv6-options", "dhcpv6-option", "dhcpv6-pd", "eapol", "evpn", "poe",
      "bond-group", "bridge-group", "hash-policy", "xmit-hash-policy", "mode", "primary", "min-links", "lacp-rate",
      "system-mac", "arp-monitor", "member", "aging", "stp", "priority", "hello-time", "max-age", "forwarding-delay",
      "igmp", "enable-vlan", "protocol", "bridged-conntrack", "promiscuous",
      "encapsulation", "source-address", "local-ip", "remote", "remote-ip", "remote-port", "source-port",
      "parameters", "source-interface", "multicast", "6rd-prefix", "6rd-relay-prefix", "6rd-default-gw",
      "dhcp-interface", "key", "tos", "ttl", "tunnel-id", "peer-tunnel-id", "session-id", "peer-session-id",
      "local-udp", "destination-port", "local-port", "gpd", "vni", "group", "link", "vlan-to-vni", "security", "peer",
      "peer-name", "port", "fwmark", "private-key", "public-key", "per-client-thread", "rps", "max-dns-retry",
      "route-allowed-ips", "authentication", "user-id", "password", "service-name", "access-concentrator",
      "default-route", "no-default-dns", "no-peer-dns", "name-server", "connect-on-demand", "idle-timeout", "mru",
      "holdoff", "apn", "ssl", "server", "server-ip", "host-uniq", "local-address", "remote-address",
      "local-host", "remote-host", "device-type", "encryption", "hash", "keep-alive", "persistent-tunnel",
      "openvpn-option", "offload-dco", "replace-default-route", "shared-secret-key-file", "shared-secret-key", "tls",
      "use-lzo-compression", "use-compression", "topology", "data-ciphers", "config-file",
      "channel", "country-code", "ssid", "type", "physical-device", "isolate-stations", "max-stations",
      "mgmt-frame-protection", "reduce-transmit-power", "disable-broadcast-ssid", "expunge-failing-stations",
      "stationary-ap", "capabilities", "regdom", "ondemand", "backup", "network", "ingress-qos", "egress-qos",
      "switch-port", "peer-interface", "remote-host-name", "radius", "wpa", "macsec", "speed-duplex", "pseudo-interface",
      "lookup-cache-size", "mss", "lcp-echo-interval", "lcp-echo-failure"});
  return std::ranges::find(words, word) != words.end();
}


/// One interface, and those on top of it.
class Reader {
 public:
  Reader(Place place, NodeId node, std::string name, NodeId disabled_by) : place_(place), node_(node) {
    name_ = std::move(name);
    const Configuration& config = place.walk.configuration();
    lines_.add(config[node].line, config[node].last_line);
    dynamic_ = one_of(config[config[node].parent].text,
                      {"pppoe", "openvpn", "wirelessmodem", "wwan", "sstpc", "pptp-client"});
    to_.context = place.walk.options().context;
    to_.name.set(name_, place.walk.lines(node));
    to_.description.set_absent();
    to_.enabled.set_default(true);
    to_.addresses.set_absent();
    to_.vrf.set_absent();
    to_.zone.set_absent();
    to_.filter_in.set_absent();
    to_.filter_out.set_absent();
    to_.proxy_arp.set_default(false);
    to_.directed_broadcast.set_default(false);
    to_.management.set_absent();
    if (!place.state.now.vrf.empty()) to_.vrf.set(std::string(place.state.now.vrf), place.walk.lines(node));
    disable(disabled_by);
  }

  void read() {
    for (const NodeId each : children(place_, node_)) setting(each);
    if (dynamic_ && addresses_.empty())
      to_.addresses.set_unknown(place_.walk.lines_below(node_));
    else if (!addresses_.empty())
      to_.addresses.set(addresses_, id(address_lines_));
    if (dynamic_ && !addresses_.empty()) to_.addresses.set_unknown(id(address_lines_));
    if (to_.open) to_.opened_by = id(opened_by_);
    to_.lines = id(lines_);
    place_.state.interfaces.push_back({std::move(to_), node_});
    for (const auto& [unit, name] : units_) Reader(place_, unit, name, disabled_by_).read();
  }

 private:
  void disable(NodeId by) {
    if (by == no_node) return;
    disabled_by_ = by;
    to_.enabled.set(false, place_.walk.lines(by));
  }

  void setting(NodeId each) {
    const std::string_view word = text(place_, each);
    if (one_of(word, {"vif", "vif-s", "vif-c", "pppoe"}) && is_units(each)) return add_units(each, word);
    for (NodeId at = each; at != no_node; at = place_.walk.configuration().next_below(at, each))
      lines_.add(place_.walk.configuration()[at].line, place_.walk.configuration()[at].last_line);
    if (word == "address") {
      for (const NodeId address : children(place_, each)) add_address(address);
    } else if (word == "description") {
      put_text(place_, each, to_.description);
    } else if (word == "disable") {
      disable(each);
    } else if (word == "vrf") {
      put_text(place_, each, to_.vrf);
    } else if (word == "ip" || word == "ipv6") {
      protocol(each, word);
    } else if (word == "firewall") {
      firewall(each);
    } else if (word == "policy" || word == "redirect") {
      place_.walk.known(each, Domain::filters | Domain::routing);
    } else if (word == "vrrp") {
      read_vrrp_groups(place_, each, name_);
    } else if (is_harmless(word)) {
      place_.walk.ignore(each);
      keep_passwords(each);
    } else {
      not_understood(each, {}, "a setting of an interface");
    }
  }

  /// With which the router proves itself on the link, or stations prove themselves to it.
  void keep_passwords(NodeId top) {
    const Configuration& config = place_.walk.configuration();
    for (NodeId at = top; at != no_node; at = config.next_below(at, top))
      if (one_of(config[at].text, {"password", "passphrase"}) && config[at].first_child != no_node)
        keep_secret(place_, at, "interface", name_);
  }

  /// `pppoe 0 {...}` of an interface is another one; a number always follows.
  [[nodiscard]] bool is_units(NodeId each) const {
    for (const NodeId unit : children(place_, each))
      if (!number(text(place_, unit))) return false;
    return true;
  }

  void add_units(NodeId each, std::string_view word) {
    for (const NodeId unit : children(place_, each)) {
      const std::string number(text(place_, unit));
      units_.emplace_back(unit, word == "pppoe" ? "pppoe" + number : name_ + "." + number);
    }
  }

  /// Only this interface is open for it.
  void not_understood(NodeId each, Domains domains, std::string_view expected) {
    to_.open = true;
    to_.open_domains = Domain::interfaces | Domain::filters;
    opened_by_.add(place_.walk.configuration()[each].line);
    place_.walk.unknown(each, domains, expected);
  }

  [[nodiscard]] model::LinesId id(const LineSet& lines) const {
    return lines.id(place_.walk.device().lines, place_.walk.options().capture);
  }

  void add_address(NodeId address) {
    const std::string_view word = text(place_, address);
    address_lines_.add(place_.walk.configuration()[address].line);
    if (word.starts_with("dhcp"))
      dynamic_ = true;
    else
      addresses_.emplace_back(word);
  }

  void protocol(NodeId at, std::string_view family) {
    static constexpr auto tuning = std::to_array<std::string_view>(
        {"adjust-mss", "arp-cache-timeout", "disable-arp-filter", "disable-forwarding", "enable-arp-accept",
         "enable-arp-announce", "enable-arp-ignore", "disable-link-detect", "dup-addr-detect-transmits", "accept-dad",
         "base-reachable-time", "router-advert", "interface-identifier", "disable", "proxy-arp-pvlan", "mtu"});
    for (const NodeId each : children(place_, at)) {
      const std::string_view word = text(place_, each);
      if (word == "enable-proxy-arp" || (word == "proxy-arp" && family == "ip")) {
        to_.proxy_arp.set(true, place_.walk.lines(each));
      } else if (word == "enable-directed-broadcast") {
        to_.directed_broadcast.set(true, place_.walk.lines(each));
      } else if (word == "source-validation") {
        if (family == "ip") source_validation(each);
      } else if (one_of(word, {"ospf", "rip", "ospfv3", "ripng"})) {
        place_.state.routing_of[{routing_name(word), name_}] = each;
      } else if (word == "address" && family == "ipv6") {
        ipv6_address(each);
      } else if (std::ranges::find(tuning, word) != tuning.end()) {
        place_.walk.ignore(each);
      } else {
        not_understood(each, Domain::routing | Domain::users, "a setting of the protocol");
      }
    }
  }

  static std::string_view routing_name(std::string_view word) {
    return word == "ospf" ? "ospf" : word == "ospfv3" ? "ospf6" : word == "rip" ? "rip" : "ripng";
  }

  void source_validation(NodeId each) {
    const NodeId value = value_of(place_, each);
    const std::string_view mode = value == no_node ? std::string_view() : text(place_, value);
    if (!one_of(mode, {"strict", "loose", "disable"})) return not_understood(each, {}, "strict, loose or disable");
    to_.unicast_rpf.set(mode != "disable", place_.walk.lines(value));
  }

  /// `address autoconf`, `eui64 PREFIX`, `no-default-link-local`; of 1.2 and before also an address.
  void ipv6_address(NodeId at) {
    for (const NodeId each : children(place_, at)) {
      const std::string_view word = text(place_, each);
      if (word == "autoconf" || word == "eui64")
        dynamic_ = true;
      else if (word != "no-default-link-local" && word != "interface-identifier")
        add_address(each);
    }
  }

  /// `firewall { in { name WAN_IN; ipv6-name WAN6_IN } local { ... } out { ... } }`.
  void firewall(NodeId at) {
    for (const NodeId direction : children(place_, at)) {
      const std::string_view where = text(place_, direction);
      if (!one_of(where, {"in", "out", "local"})) {
        not_understood(direction, Domain::filters, "in, out or local");
        continue;
      }
      std::vector<std::string> names;
      for (const NodeId kind : children(place_, direction)) bind(where, kind, names);
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ",") + name;
      if (all.empty() || where == "local") continue;
      (where == "in" ? to_.filter_in : to_.filter_out).set(all, place_.walk.lines_below(direction));
    }
  }

  void bind(std::string_view where, NodeId kind, std::vector<std::string>& names) {
    const std::string_view word = text(place_, kind);
    const NodeId value = value_of(place_, kind);
    if (!one_of(word, {"name", "ipv6-name"}) || value == no_node)
      return not_understood(kind, Domain::filters, "name or ipv6-name, and a rule set");
    const std::string_view family = word == "name" ? "ip" : "ip6";
    Binding& binding = place_.state.bindings[{family, text(place_, value)}];
    (where == "local" ? binding.local : binding.forward) = true;
    names.push_back(std::string(family) + " " + std::string(text(place_, value)));
  }

  Place place_;
  NodeId node_;
  std::string name_;
  model::Interface to_;
  std::vector<std::string> addresses_;
  LineSet address_lines_;
  LineSet opened_by_;
  LineSet lines_;
  bool dynamic_ = false;
  NodeId disabled_by_ = no_node;
  std::vector<std::pair<NodeId, std::string>> units_;
};

Outcome interface(Place place) {
  Reader(place, place.node, std::string(text(place)), no_node).read();
  return Outcome::understood;
}

}  // namespace

Rows interface_rows() {
  static constexpr Domains any = Domains(Domain::interfaces) | Domain::filters | Domain::routing |
                                 Domain::redundancy | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      block("interfaces", any),
      block("interfaces ethernet", any),
      {"interfaces ethernet *", any, &interface},
      block("interfaces bonding", any),
      {"interfaces bonding *", any, &interface},
      block("interfaces bridge", any),
      {"interfaces bridge *", any, &interface},
      block("interfaces dummy", any),
      {"interfaces dummy *", any, &interface},
      block("interfaces loopback", any),
      {"interfaces loopback *", any, &interface},
      block("interfaces tunnel", any),
      {"interfaces tunnel *", any, &interface},
      block("interfaces vti", any),
      {"interfaces vti *", any, &interface},
      block("interfaces vxlan", any),
      {"interfaces vxlan *", any, &interface},
      block("interfaces geneve", any),
      {"interfaces geneve *", any, &interface},
      block("interfaces openvpn", any),
      {"interfaces openvpn *", any, &interface},
      block("interfaces wireguard", any),
      {"interfaces wireguard *", any, &interface},
      block("interfaces pppoe", any),
      {"interfaces pppoe *", any, &interface},
      block("interfaces l2tpv3", any),
      {"interfaces l2tpv3 *", any, &interface},
      block("interfaces macsec", any),
      {"interfaces macsec *", any, &interface},
      block("interfaces pseudo-ethernet", any),
      {"interfaces pseudo-ethernet *", any, &interface},
      block("interfaces virtual-ethernet", any),
      {"interfaces virtual-ethernet *", any, &interface},
      block("interfaces wireless", any),
      {"interfaces wireless *", any, &interface},
      block("interfaces wirelessmodem", any),
      {"interfaces wirelessmodem *", any, &interface},
      block("interfaces wwan", any),
      {"interfaces wwan *", any, &interface},
      block("interfaces sstpc", any),
      {"interfaces sstpc *", any, &interface},
      block("interfaces pptp-client", any),
      {"interfaces pptp-client *", any, &interface},
      block("interfaces switch", any),
      {"interfaces switch *", any, &interface},
      ignored("interfaces input", "queues"),
  });
  return rows;
}

/// Whether the router speaks LLDP on an interface.
static void put_discovery(Walk& walk, const State& state, model::Interface& to) {
  if (state.lldp == no_node) return to.discovery.set_default(false);
  const Configuration& config = walk.configuration();
  const NodeId list = child_of(config, state.lldp, "interface");
  const NodeId own = child_of(config, list, to.name.value);
  if (list == no_node) return to.discovery.set(true, walk.lines(state.lldp));
  if (own == no_node && child_of(config, list, "all") == no_node) return to.discovery.set_unknown(walk.lines(list));
  const NodeId said = own == no_node ? child_of(config, list, "all") : own;
  const NodeId mode = child_of(config, said, "mode");
  const bool off = child_of(config, said, "disable") != no_node || child_of(config, mode, "disable") != no_node ||
                   child_of(config, mode, "rx") != no_node;
  to.discovery.set(!off, walk.lines_below(said));
}

void finish_interfaces(Walk& walk, State& state) {
  for (InterfaceEntry& entry : state.interfaces) {
    model::Interface& to = entry.to;
    put_discovery(walk, state, to);
    // The stricter of the two counts.
    const bool everywhere = state.source_validation && state.source_validation->value;
    if (everywhere && !(to.unicast_rpf.known() && to.unicast_rpf.value))
      to.unicast_rpf.set(true, state.source_validation->lines);
    if (to.unicast_rpf.state == model::State::unknown && to.unicast_rpf.lines == 0) to.unicast_rpf.set_default(false);
    put_or_default(to.redirects, state.send_redirects, true);
    if (state.directed_broadcast && !state.directed_broadcast->value && to.directed_broadcast.value)
      to.directed_broadcast.set(false, state.directed_broadcast->lines);
    walk.device().interfaces.push_back(std::move(to));
  }
}

}  // namespace muster::grammars::vyos
