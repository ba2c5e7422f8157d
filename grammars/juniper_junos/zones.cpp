#include <algorithm>
#include <array>

#include "grammars/juniper_junos/config.hpp"

/// `security zones`: which interfaces are in which zone, and what of the device itself answers there.
namespace muster::grammars::juniper_junos {
namespace {

/// What `all` stands for.
constexpr auto services = std::to_array<std::string_view>({"appqoe",
                                                           "bootp",
                                                           "dhcp",
                                                           "dhcpv6",
                                                           "dns",
                                                           "finger",
                                                           "ftp",
                                                           "http",
                                                           "https",
                                                           "ident-reset",
                                                           "ike",
                                                           "lsping",
                                                           "netconf",
                                                           "ntp",
                                                           "ping",
                                                           "r2cp",
                                                           "reverse-ssh",
                                                           "reverse-telnet",
                                                           "rlogin",
                                                           "rpm",
                                                           "rsh",
                                                           "snmp",
                                                           "snmp-trap",
                                                           "ssh",
                                                           "tcp-encap",
                                                           "telnet",
                                                           "tftp",
                                                           "traceroute",
                                                           "webapi-clear-text",
                                                           "webapi-ssl",
                                                           "xnm-clear-text",
                                                           "xnm-ssl"});
constexpr auto protocols =
    std::to_array<std::string_view>({"bfd", "bgp", "dvmrp", "igmp", "ldp", "msdp", "ndp", "nhrp", "ospf", "ospf3",
                                     "pgm", "pim", "rip", "ripng", "router-discovery", "rsvp", "sap", "vrrp"});

/// `system-services { all; telnet { except; } }`
void add_words(const Configuration& config, NodeId list, std::span<const std::string_view> all,
               std::vector<std::string>& to) {
  const auto excepted = [&config, list](std::string_view word) {
    const NodeId found = child(config, list, word);
    return found != no_node && child(config, found, "except") != no_node;
  };
  const auto add = [&](std::string_view word) {
    if (!excepted(word) && std::ranges::find(to, word) == to.end()) to.emplace_back(word);
  };
  for (const NodeId each : Children(config, list)) {
    const std::string_view word = config[each].text;
    if (word == "all" || word == "any-service")
      std::ranges::for_each(all, add);
    else
      add(word);
  }
}

/// Nothing answers that is not named; what an interface says itself counts instead of what its zone says.
void put_services(Walk& walk, const ZoneOf& zone, model::Texts& to) {
  const Configuration& config = walk.configuration();
  NodeId inbound = child(config, zone.interface, "host-inbound-traffic");
  if (inbound == no_node) inbound = child(config, zone.zone, "host-inbound-traffic");
  std::vector<std::string> words;
  if (inbound == no_node) return to.set(std::move(words), walk.lines(zone.interface));
  if (const NodeId list = child(config, inbound, "system-services"); list != no_node)
    add_words(config, list, services, words);
  if (const NodeId list = child(config, inbound, "protocols"); list != no_node)
    add_words(config, list, protocols, words);
  to.set(std::move(words), walk.lines_below(inbound));
}

Outcome zone(Place place) {
  const NodeId interfaces = child(place, "interfaces");
  if (interfaces == no_node) return Outcome::understood;
  for (const NodeId each : children(place, interfaces))
    place.state.zone_of[{place.state.context, text(place, each)}] = {place.node, each};
  return Outcome::understood;
}

/// A unit's own entry; that of `all` otherwise. An interface without unit is its unit 0.
const ZoneOf* zone_of(const State& state, const model::Interface& interface) {
  const std::string_view name = interface.name.value;
  const auto find = [&](std::string_view word) {
    const auto found = state.zone_of.find({interface.context, word});
    return found == state.zone_of.end() ? nullptr : &found->second;
  };
  const ZoneOf* own = find(name);
  if (own == nullptr && name.ends_with(".0")) own = find(name.substr(0, name.size() - 2));
  return own != nullptr ? own : find("all");
}

}  // namespace

Rows zone_rows() {
  static constexpr auto all = Domains(Domain::filters) | Domain::management;
  static constexpr auto rows = std::to_array<Row>({
      block("security zones", all),
      {"security zones security-zone *", all, &zone},
      block("security zones security-zone * interfaces", all),
      block("security zones security-zone * interfaces *", all),
      block("security zones security-zone * interfaces * host-inbound-traffic", all),
      block("security zones security-zone * host-inbound-traffic", all),
      block("security zones security-zone * host-inbound-traffic system-services", all),
      block("security zones security-zone * host-inbound-traffic system-services *", all),
      block("security zones security-zone * host-inbound-traffic protocols", all),
      block("security zones security-zone * host-inbound-traffic protocols *", all),
      {"security zones functional-zone management", all, &zone},
      block("security zones functional-zone management interfaces", all),
      block("security zones functional-zone management interfaces *", all),
      block("security zones functional-zone management host-inbound-traffic", all),
      ignored("security zones functional-zone management description", "a text"),
      ignored("security zones functional-zone management screen", "checks of packets that drop more, never less"),
      ignored("security zones security-zone * description", "a text"),
      ignored("security zones security-zone * screen", "checks of packets that drop more, never less"),
      ignored("security zones security-zone * tcp-rst", "how a dropped packet is answered"),
      ignored("security zones security-zone * application-tracking", "counters of flows"),
      ignored("security zones security-zone * source-identity-log", "what is written into records of sessions"),
      ignored("security zones security-zone * enable-reverse-reroute", "which way packets go"),
      ignored("security zones security-zone * unidirectional-session-refreshing", "how long sessions live"),
      ignored("security zones security-zone * advance-policy-based-routing", "which way packets go"),
      ignored("security zones security-zone * advance-policy-based-routing-profile", "which way packets go"),
      ignored("security zones traceoptions", "notes for debugging"),
  });
  return rows;
}

void finish_zones(Walk& walk, const State& state) {
  for (model::Interface& each : walk.device().interfaces) {
    const ZoneOf* const zone = each.name.value.find('.') == std::string::npos ? nullptr : zone_of(state, each);
    if (zone == nullptr) {
      each.zone.set_absent();
      if (state.zone_of.empty()) each.management.set_absent();
      continue;
    }
    each.zone.set(std::string(walk.configuration()[zone->zone].text), walk.lines(zone->interface));
    put_services(walk, *zone, each.management);
  }
}

}  // namespace muster::grammars::juniper_junos
