#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/paloalto_panos/config.hpp"

/// `network interface`, and what zones, virtual routers and management profiles say about interfaces.
namespace muster::grammars::paloalto_panos {
namespace {

/// What cannot matter to who may send what where, or log in: speeds, sizes, names, neighbours of the link.
bool is_harmless(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"link-speed",
                                                                 "link-duplex",
                                                                 "mtu",
                                                                 "adjust-tcp-mss",
                                                                 "tag",
                                                                 "lacp",
                                                                 "aggregate-group",
                                                                 "netflow-profile",
                                                                 "untagged-sub-interface",
                                                                 "untag",
                                                                 "df-ignore",
                                                                 "bonjour",
                                                                 "cluster-interconnect",
                                                                 "forward-error-correction",
                                                                 "poe",
                                                                 "ddns-config",
                                                                 "traffic-interface",
                                                                 "sdwan-link-settings",
                                                                 "ipv6-rs",
                                                                 "virtual-wire-sub-interface",
                                                                 "ha-interface",
                                                                 "decrypt-forward",
                                                                 "lldp-profile",
                                                                 "policing",
                                                                 "link-tag",
                                                                 "icmp",
                                                                 "tunnel-monitor",
                                                                 "fec",
                                                                 "inherited",
                                                                 "qos"});
  return std::ranges::find(words, word) != words.end();
}

/// One interface with the settings of its mode.
class Reader {
 public:
  Reader(Place place, NodeId node) : place_(place), node_(node) {
    head(place, node, to_);
    to_.name.set(std::string(text(place, node)), place.walk.lines(node));
    to_.description.set_absent();
    to_.enabled.set_default(true);
    to_.addresses.set_absent();
    to_.vrf.set_absent();
    to_.zone.set_absent();
    to_.filter_in.set_absent();
    to_.filter_out.set_absent();
    to_.discovery.set_default(false);
    to_.management.set_absent();
  }

  void read() {
    read_settings(node_);
    to_.lines = place_.walk.lines_below(node_, "units");
    if (dynamic_)
      to_.addresses.set_unknown(to_.lines);
    else if (!addresses_.empty())
      to_.addresses.set(std::move(addresses_), id(address_lines_));
    if (to_.open) to_.opened_by = id(opened_by_);
    if (!is_only_a_block()) {
      place_.state.interfaces.push_back(std::move(to_));
      place_.state.profile_of.push_back(profile_);
    }
    for (const NodeId unit : units_) Reader(place_, unit).read();
  }

 private:
  /// `loopback { units { ... } }`: there is no interface of that name itself.
  [[nodiscard]] bool is_only_a_block() const {
    const bool may_be = to_.name.value == "loopback" || to_.name.value == "tunnel" || to_.name.value == "vlan";
    return may_be && to_.addresses.state == model::State::absent && profile_.empty() && !to_.open;
  }

  void read_settings(NodeId at) {
    for (const NodeId each : children(place_, at)) setting(each);
  }

  void setting(NodeId each) {
    const std::string_view word = text(place_, each);
    const NodeId value = value_of(place_, each);
    if (word == "layer3" || word == "layer2" || word == "virtual-wire" || word == "tap" || word == "ha")
      return read_settings(each);
    if (word == "units") {
      for (const NodeId unit : children(place_, each)) units_.push_back(unit);
    } else if (word == "ip") {
      for (const NodeId address : children(place_, each)) add_address(address);
    } else if (word == "ipv6") {
      ipv6(each);
    } else if (word == "dhcp-client" || word == "pppoe") {
      const auto enabled = says_yes(place_, each, "enable");
      dynamic_ = dynamic_ || enabled.value_or(true);
    } else if (word == "comment") {
      if (value != no_node) to_.description.set(std::string(text(place_, value)), place_.walk.lines(value));
    } else if (word == "link-state") {
      if (value != no_node) to_.enabled.set(text(place_, value) != "down", place_.walk.lines(value));
    } else if (word == "interface-management-profile") {
      if (value == no_node) return;
      profile_ = text(place_, value);
      if (!place_.state.now.foreign) place_.state.management_profiles_in_use.emplace(profile_);
    } else if (word == "lldp") {
      if (const auto enabled = says_yes(place_, each, "enable"))
        to_.discovery.set(*enabled, place_.walk.lines_below(each));
    } else {
      other(each, word);
    }
  }

  void other(NodeId each, std::string_view word) {
    if (is_harmless(word) || word == "ndp-proxy" || word == "arp" || word == "bfd")
      place_.walk.ignore(each);
    else
      not_understood(each, "a setting of an interface");
  }

  /// Only this interface is open for it.
  void not_understood(NodeId each, std::string_view expected) {
    to_.open = true;
    to_.open_domains = Domain::interfaces;
    add_lines(each, opened_by_);
    place_.walk.unknown(each, {}, expected);
  }

  void add_lines(NodeId node, LineSet& to) const {
    const auto& word = place_.walk.configuration()[node];
    to.add(word.line, word.last_line);
  }
  [[nodiscard]] model::LinesId id(const LineSet& lines) const {
    return lines.id(place_.walk.device().lines, place_.walk.options().capture);
  }

  void add_address(NodeId address) {
    addresses_.emplace_back(text(place_, address));
    add_lines(address, address_lines_);
    for (const NodeId below : children(place_, address)) place_.walk.ignore(below);  // how it is announced
  }

  void ipv6(NodeId at) {
    for (const NodeId each : children(place_, at)) {
      const std::string_view word = text(place_, each);
      if (word == "address") {
        for (const NodeId address : children(place_, each)) add_address(address);
      } else if (word == "enabled" || word == "interface-id" || word == "neighbor-discovery") {
        place_.walk.ignore(each);  // what hosts of the link are told
      } else if (word == "dhcp-client" || word == "inherited") {
        dynamic_ = true;
      } else {
        not_understood(each, "a setting of IPv6");
      }
    }
  }

  Place place_;
  NodeId node_;
  model::Interface to_;
  std::vector<std::string> addresses_;
  LineSet address_lines_;
  LineSet opened_by_;
  bool dynamic_ = false;
  std::string_view profile_;
  std::vector<NodeId> units_;
};

Outcome interface(Place place) {
  Reader(place, place.node).read();
  return Outcome::understood;
}

/// `interface-management-profile P { ssh yes; permitted-ip 10.0.0.0/8; }`.
Outcome management_profile(Place place) {
  if (place.state.now.foreign) return Outcome::ignored;
  ManagementProfile& profile = place.state.management_profiles[text(place)];
  profile.lines = place.walk.lines_below(place.node);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "permitted-ip") {
      for (const NodeId address : children(place, each)) profile.permitted.emplace_back(text(place, address));
      continue;
    }
    const NodeId value = value_of(place, each);
    if (value == no_node || (text(place, value) != "yes" && text(place, value) != "no"))
      place.walk.unknown(each, Domain::management | Domain::interfaces, "a service, yes or no");
    else if (text(place, value) == "yes")
      profile.services.emplace_back(word);
  }
  return Outcome::understood;
}

/// `zone Z { network { layer3 [ ethernet1/1 ethernet1/2 ]; } }`.
Outcome zone(Place place) {
  static constexpr auto modes =
      std::to_array<std::string_view>({"layer3", "layer2", "virtual-wire", "tap", "external", "tunnel"});
  place.state.zone_contexts.insert(place.state.now.context);
  for (const NodeId each : children(place)) {
    if (text(place, each) != "network") {
      place.walk.ignore(each);  // who is asked for the names of its users, and how packets are counted
      continue;
    }
    for (const NodeId mode : children(place, each)) {
      if (text(place, mode) == "zone-protection-profile" && value_of(place, mode) != no_node)
        place.state.protection_of[text(place)] = text(place, value_of(place, mode));
      if (std::ranges::find(modes, text(place, mode)) == modes.end()) {
        place.walk.ignore(mode);
        continue;
      }
      for (const NodeId member : children(place, mode)) place.state.zone_of[text(place, member)] = text(place);
    }
  }
  return Outcome::understood;
}

/// Of a zone protection profile: whether packets with sources of other interfaces are dropped.
Outcome zone_protection(Place place) {
  const auto spoofed = says_yes(place, place.node, "discard-ip-spoof");
  if (spoofed.value_or(false))
    place.state.anti_spoofing[text(place)] = place.walk.lines(child(place, "discard-ip-spoof"));
  for (const NodeId each : children(place))
    if (text(place, each) != "discard-ip-spoof") place.walk.ignore(each);  // limits of rates, and odd packets
  return Outcome::understood;
}

}  // namespace

Rows interface_rows() {
  static constexpr auto interfaces = Domains(Domain::interfaces);
  static constexpr std::string_view layer2 = "switching";
  static constexpr auto rows = std::to_array<Row>({
      block("network interface", interfaces | Domain::management),
      {"network interface ethernet *", interfaces | Domain::management, &interface},
      {"network interface aggregate-ethernet *", interfaces | Domain::management, &interface},
      {"network interface vlan", interfaces | Domain::management, &interface},
      {"network interface loopback", interfaces | Domain::management, &interface},
      {"network interface tunnel", interfaces | Domain::management, &interface},
      {"network interface cellular *", interfaces | Domain::management, &interface},
      ignored("network interface sdwan", "which of several ways packets go"),
      block("network profiles", interfaces | Domain::management | Domain::filters),
      {"network profiles interface-management-profile *", Domain::management | Domain::interfaces, &management_profile},
      block("network profiles interface-management-profile", Domain::management | Domain::interfaces),
      ignored("network profiles monitor-profile", "checks of next hops"),
      ignored("network profiles qos-profile", "queues and marks"),
      ignored("network profiles lldp-profile", "what neighbours of a link are told"),
      ignored("network profiles bfd-profile", "checks of links"),
      block("network profiles zone-protection-profile", interfaces),
      {"network profiles zone-protection-profile *", interfaces, &zone_protection},
      {"zone *", interfaces | Domain::filters, &zone},
      block("zone", interfaces | Domain::filters),
      block("import", interfaces),
      ignored("import network", "which interfaces are a virtual system's; its zones name them"),
      ignored("import visible-vsys", "which virtual systems see each other"),
      ignored("import resource", "how many rules and sessions there may be"),
      ignored("import dns-proxy", "how names are looked up"),
      ignored("network vlan", layer2),
      ignored("network virtual-wire", layer2),
      ignored("network lldp", layer2),
      ignored("network lacp", layer2),
  });
  return rows;
}

/// An address may be the name of an address object; what is none is not known.
static void resolve_addresses(const State& state, const Configuration& config, model::Interface& to) {
  if (to.addresses.state != model::State::configured) return;
  for (std::string& address : to.addresses.value) {
    if (parse_prefix(address) || parse_ip(address)) continue;
    const auto named = state.objects.find(address);
    NodeId value = no_node;
    if (named != state.objects.end())
      if (const NodeId prefix = child_of(config, named->second.front().node, "ip-netmask"); prefix != no_node)
        value = value_of(config, prefix);
    if (value == no_node) return to.addresses.set_unknown(to.addresses.lines);
    address = std::string(config[value].text);
  }
}

static void put_anti_spoofing(const State& state, std::string_view zone, model::Boolean& to) {
  to.set_default(false);
  const auto profile = state.protection_of.find(zone);
  if (profile == state.protection_of.end()) return;
  const auto found = state.anti_spoofing.find(profile->second);
  if (found != state.anti_spoofing.end()) to.set(true, found->second);
}

void finish_interfaces(Walk& walk, State& state) {
  for (std::size_t i = 0; i < state.interfaces.size(); ++i) {
    model::Interface& to = state.interfaces[i];
    const std::string_view name = to.name.value;
    resolve_addresses(state, walk.configuration(), to);
    if (const auto zone = state.zone_of.find(name); zone != state.zone_of.end()) {
      to.zone.set(std::string(zone->second), to.lines);
      put_anti_spoofing(state, zone->second, to.unicast_rpf);
    }
    if (const auto router = state.router_of.find(name); router != state.router_of.end() && router->second != "default")
      to.vrf.set(std::string(router->second), to.lines);
    const auto profile = state.management_profiles.find(state.profile_of[i]);
    if (!state.profile_of[i].empty()) {
      if (profile == state.management_profiles.end())
        to.management.set_unknown(to.lines);
      else
        to.management.set(profile->second.services, profile->second.lines);
    }
    walk.device().interfaces.push_back(std::move(to));
  }
}

}  // namespace muster::grammars::paloalto_panos
