#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/juniper_junos/config.hpp"
#include "grammars/juniper_junos/statements.hpp"
#include "grammars/redundancy_groups.hpp"

/// Interfaces, their units, addresses, bound filters and VRRP groups.
namespace muster::grammars::juniper_junos {
namespace {

model::Interface& add_interface(Place place, std::string name, model::LinesId lines) {
  model::Device& device = place.walk.device();
  place.state.interface = device.interfaces.size();
  model::Interface& to = device.interfaces.emplace_back();
  to.context = place.state.context;
  to.lines = lines;
  to.name.set(std::move(name), lines);
  to.description.set_absent();
  to.enabled.set_default(true);
  to.addresses.set_absent();
  to.vrf.set_absent();
  to.filter_in.set_absent();
  to.filter_out.set_absent();
  to.proxy_arp.set_default(false);
  to.unicast_rpf.set_default(false);
  to.redirects.set_default(true);
  to.directed_broadcast.set_default(false);
  to.open_domains = {};
  return to;
}

model::Interface& current(Place place) { return place.walk.device().interfaces[place.state.interface]; }

void read_common(Place place, model::Interface& to) {
  if (const NodeId value = value_of_child(place, "description"); value != no_node)
    to.description.set(std::string(text(place, value)), place.walk.lines(value));
  if (const NodeId off = child(place, "disable"); off != no_node) to.enabled.set(false, place.walk.lines(off));
}

Outcome interface(Place place) {
  model::Interface& to = add_interface(place, std::string(text(place)), place.walk.lines_below(place.node, "unit"));
  read_common(place, to);
  return Outcome::understood;
}

/// The physical interface is above `unit`: a unit of a disabled one is disabled.
Outcome unit(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId above = config[config[place.node].parent].parent;
  const std::string name = std::string(config[above].text) + "." + std::string(text(place));
  const auto enabled = current(place).enabled;
  model::Interface& to = add_interface(place, name, place.walk.lines_below(place.node));
  to.enabled = enabled;
  read_common(place, to);
  if (child(place, "proxy-arp") != no_node) to.proxy_arp.set(true, place.walk.lines(child(place, "proxy-arp")));
  const auto instance = place.state.instance_of.find(name);
  if (instance != place.state.instance_of.end()) to.vrf.set(std::string(instance->second), to.lines);
  return Outcome::understood;
}

/// Adds a filter's name behind those of the other family: "ip A,ip6 B".
void bind(Place place, model::Text& to, std::string name, NodeId node) {
  const model::LinesId lines = place.walk.lines(node);
  if (to.known())
    to.set(to.value + "," + name, place.walk.device().lines.join(to.lines, lines));
  else
    to.set(std::move(name), lines);
}

/// `filter { input A; output B; input-list [ C D ]; }`
Outcome read_filter(Place place, NodeId filter, std::string_view family) {
  for (const NodeId each : children(place, filter)) {
    const std::string_view word = text(place, each);
    const bool in = word == "input" || word == "input-list";
    if (!in && word != "output" && word != "output-list") {
      if (word == "group") continue;
      return place.walk.fail(each, "input, output or a list of them");
    }
    model::Text& to = in ? current(place).filter_in : current(place).filter_out;
    const bool list = word.ends_with("list");
    for (const NodeId name : children(place, each)) {
      if (list || name == value_of(place, each)) {
        std::string bound = std::string(family) + " " + std::string(text(place, name));
        if (list) place.state.chained_filters.insert(std::string(place.state.context) + ' ' + bound);
        bind(place, to, std::move(bound), name);
      }
    }
  }
  return Outcome::understood;
}

void add_address(Place place, model::Texts& to, NodeId address) {
  const auto prefix = canonical_prefix(text(place, address));
  if (!prefix) return place.walk.unknown(address, Domain::interfaces, "an address with its length");
  const model::LinesId lines = place.walk.lines(address);
  std::vector<std::string> all = std::move(to.value);
  all.push_back(*prefix);
  to.set(std::move(all), to.lines == 0 ? lines : place.walk.device().lines.join(to.lines, lines));
}

/// `vrrp-group N { virtual-address A; priority P; authentication-type md5; authentication-key K; track { ... } }`
void read_vrrp(Place place, NodeId group) {
  const Configuration& config = place.walk.configuration();
  const std::string name = current(place).name.value + " " + std::string(text(place, group));
  model::RedundancyGroup& to =
      redundancy_group(place.walk.device(), place.state.context, "vrrp " + name, "vrrp", place.walk.lines_below(group));
  to.priority.set_default(100);
  to.tracked.set_default(false);
  to.authenticated.set_default(false);
  if (const auto id = number(text(place, group))) to.group.set(*id, place.walk.lines(group));
  for (const NodeId each : children(place, group)) {
    const std::string_view word = text(place, each);
    const NodeId value = value_of(config, each);
    if (word == "virtual-address" || word == "virtual-inet6-address") {
      std::vector<std::string> addresses;
      for (const NodeId address : children(place, each)) addresses.emplace_back(text(place, address));
      to.virtual_addresses.set(std::move(addresses), place.walk.lines(each));
    } else if (word == "priority" && value != no_node && number(text(place, value))) {
      to.priority.set(*number(text(place, value)), place.walk.lines(value));
    } else if (word == "track") {
      to.tracked.set(!Children(config, each).empty(), place.walk.lines(each));
    } else if (word == "authentication-type") {
      const bool key = child(config, group, "authentication-key") != no_node;
      to.authenticated.set(key && value != no_node && text(place, value) != "none", place.walk.lines(each));
    } else if (word == "authentication-key") {
      keep_secret(place, each, "vrrp", name);
    } else if (word == "vrrp-inherit-from" || word == "priority") {
      to.open = true, to.opened_by = place.walk.lines(each);
      place.walk.known(each, Domain::redundancy);
    } else {
      place.walk.ignore(each);  // timers, preemption, whether the shared address answers
    }
  }
}

Outcome family(Place place, std::string_view filters) {
  const Configuration& config = place.walk.configuration();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "address") {
      for (const NodeId address : children(place, each)) {
        if (text(place, address).find('/') == std::string_view::npos) {
          place.walk.known(address, Domain::interfaces);
          continue;
        }
        add_address(place, current(place).addresses, address);
        for (const std::string_view kind : {"vrrp-group", "vrrp-inet6-group"})
          if (const NodeId groups = child(config, address, kind); groups != no_node)
            for (const NodeId group : children(place, groups)) read_vrrp(place, group);
      }
    } else if (word == "filter") {
      if (const Outcome outcome = read_filter(place, each, filters); outcome != Outcome::understood) return outcome;
    } else if (word == "no-redirects") {
      current(place).redirects.set(false, place.walk.lines(each));
    } else if (word == "targeted-broadcast") {
      current(place).directed_broadcast.set(true, place.walk.lines(each));
    } else if (word == "rpf-check") {
      current(place).unicast_rpf.set(true, place.walk.lines(each));
    } else if (word == "dhcp" || word == "dhcp-client" || word == "dhcpv6-client" || word == "unnumbered-address" ||
               word == "negotiate-address") {
      current(place).addresses.set_unknown(place.walk.lines(each));
    } else if (word == "mtu" || word == "primary" || word == "no-neighbor-learn" || word == "destination-udp-port" ||
               word == "arp-resp" || word == "dad-disable" || word == "mac-validate" || word == "nd6-stale-time" ||
               word == "no-dad" || word == "no-neighbor-solicit" || word == "tcp-mss" || word == "tunnel-termination" ||
               word == "accounting") {
      place.walk.ignore(each);
    } else if (word == "sampling" || word == "policer" || word == "service" || word == "simple-filter") {
      if (word == "sampling" || word == "policer")
        place.walk.ignore(each);
      else
        place.walk.known(each, Domain::filters);
    } else {
      place.walk.unknown(each, Domain::interfaces | Domain::filters, "a setting of a family");
    }
  }
  return Outcome::understood;
}

Outcome inet(Place place) { return family(place, "ip"); }
Outcome inet6(Place place) { return family(place, "ip6"); }

/// Its members have what stands in it: `expand_interface_ranges`. Which ports a `*` stands for, only the device knows.
Outcome interface_range(Place place) {
  const Configuration& config = place.walk.configuration();
  constexpr auto unresolved = Domains(Domain::interfaces) | Domain::filters;
  if (const NodeId members = child(place, "member"); members != no_node)
    for (const NodeId member : children(place, members))
      if (!is_resolved_member(config[member].text)) place.walk.known(member, unresolved);
  const NodeId ranges = child(place, "member-range");
  if (ranges == no_node) return Outcome::understood;
  for (const NodeId low : children(place, ranges)) {
    const NodeId to = child(config, low, "to");
    const NodeId high = to == no_node ? no_node : value_of(config, to);
    if (high == no_node || !is_resolved_range(config[low].text, config[high].text)) place.walk.known(low, unresolved);
  }
  return Outcome::understood;
}

Outcome filter_of(Place place, std::string_view family) {
  if (place.state.interface == no_interface) return Outcome::known;
  return read_filter(place, place.node, family);
}
Outcome switched_filter(Place place) { return filter_of(place, "mac"); }
Outcome labelled_filter(Place place) { return filter_of(place, "mpls"); }
Outcome any_filter(Place place) { return filter_of(place, "any"); }

/// Ports that lead to the management network alone.
bool is_management_port(std::string_view name) {
  static constexpr auto stems =
      std::to_array<std::string_view>({"fxp0.", "em0.", "me0.", "vme.", "re0:mgmt-", "re1:mgmt-"});
  return std::ranges::any_of(stems, [name](std::string_view stem) { return name.starts_with(stem); });
}

/// What is not understood there concerns that interface alone; what it binds to protocols stays open for the device.
Domains interface_not_understood(Place place, Domains domains, model::LinesId lines) {
  if (place.state.interface == no_interface) return domains;
  model::Interface& to = current(place);
  to.open = true;
  to.opened_by = place.walk.device().lines.join(to.opened_by, lines);
  to.open_domains |= domains;
  return domains.without(Domain::interfaces | Domain::filters);
}

}  // namespace

Rows interface_rows() {
  static constexpr std::string_view layer2 = "speed, framing and switching, no addresses or filters";
  static constexpr std::string_view timing = "timers and thresholds";
  static constexpr std::string_view service = "quality of service and counters";
  static constexpr auto all =
      Domains(Domain::interfaces) | Domain::filters | Domain::routing | Domain::redundancy | Domain::users;
  static constexpr auto own = Domains(Domain::interfaces);
  static constexpr auto rows = std::to_array<Row>({
      block("interfaces", all),
      {"interfaces interface-range *", all, &interface_range},
      ignored("interfaces interface-set", service),
      ignored("interfaces traceoptions", "notes for debugging"),
      {.path = "interfaces *",
       .domains = Domains(Domain::interfaces) | Domain::filters,
       .handler = &interface,
       .narrow = &interface_not_understood},
      block("interfaces * description", own),
      block("interfaces * disable", own),
      block("interfaces * enable", own),
      ignored("interfaces * mtu", layer2),
      ignored("interfaces * speed", layer2),
      ignored("interfaces * link-mode", layer2),
      ignored("interfaces * gigether-options", layer2),
      ignored("interfaces * ether-options", layer2),
      ignored("interfaces * fastether-options", layer2),
      ignored("interfaces * aggregated-ether-options", layer2),
      ignored("interfaces * sonet-options", layer2),
      ignored("interfaces * otn-options", layer2),
      ignored("interfaces * optics-options", layer2),
      ignored("interfaces * lsq-options", layer2),
      ignored("interfaces * e1-options", layer2),
      ignored("interfaces * t1-options", layer2),
      ignored("interfaces * serial-options", layer2),
      ignored("interfaces * vlan-tagging", layer2),
      ignored("interfaces * stacked-vlan-tagging", layer2),
      ignored("interfaces * flexible-vlan-tagging", layer2),
      ignored("interfaces * native-vlan-id", layer2),
      ignored("interfaces * vlan-offload", layer2),
      ignored("interfaces * encapsulation", layer2),
      ignored("interfaces * esi", layer2),
      ignored("interfaces * mac", layer2),
      ignored("interfaces * framing", layer2),
      ignored("interfaces * clocking", layer2),
      ignored("interfaces * keepalives", timing),
      ignored("interfaces * no-keepalives", timing),
      ignored("interfaces * hold-time", timing),
      ignored("interfaces * damping", timing),
      ignored("interfaces * traps", "which traps are sent"),
      ignored("interfaces * no-traps", "which traps are sent"),
      ignored("interfaces * traceoptions", "notes for debugging"),
      ignored("interfaces * per-unit-scheduler", service),
      ignored("interfaces * hierarchical-scheduler", service),
      ignored("interfaces * shared-scheduler", service),
      ignored("interfaces * accounting-profile", service),
      ignored("interfaces * forwarding-class-accounting", service),
      ignored("interfaces * number-of-sub-ports", layer2),
      ignored("interfaces * unused", layer2),
      ignored("interfaces * auto-negotiation", layer2),
      ignored("interfaces * no-auto-negotiation", layer2),
      ignored("interfaces * port-mirror", layer2),
      ignored("interfaces * fabric-options", layer2),
      ignored("interfaces * redundant-ether-options", layer2),
      ignored("interfaces * redundant-parent", layer2),
      known("interfaces * aggregated-ether-options mc-ae", Domains(Domain::redundancy)),
      known("interfaces * unit", Domains(Domain::interfaces) | Domain::filters),
      {.path = "interfaces * unit *",
       .domains = Domains(Domain::interfaces) | Domain::filters,
       .handler = &unit,
       .narrow = &interface_not_understood},
      block("interfaces * unit * description", own),
      block("interfaces * unit * disable", own),
      block("interfaces * unit * enable", own),
      block("interfaces * unit * proxy-arp", own),
      ignored("interfaces * unit * vlan-id", layer2),
      ignored("interfaces * unit * vlan-id-list", layer2),
      ignored("interfaces * unit * vlan-id-range", layer2),
      ignored("interfaces * unit * vlan-tags", layer2),
      ignored("interfaces * unit * inner-vlan-id-range", layer2),
      ignored("interfaces * unit * input-vlan-map", layer2),
      ignored("interfaces * unit * output-vlan-map", layer2),
      ignored("interfaces * unit * encapsulation", layer2),
      ignored("interfaces * unit * esi", layer2),
      ignored("interfaces * unit * mac", layer2),
      ignored("interfaces * unit * mtu", layer2),
      ignored("interfaces * unit * point-to-point", layer2),
      ignored("interfaces * unit * multipoint", layer2),
      ignored("interfaces * unit * virtual-gateway-accept-data", "whether the shared address answers"),
      ignored("interfaces * unit * virtual-gateway-v4-mac", layer2),
      ignored("interfaces * unit * virtual-gateway-v6-mac", layer2),
      ignored("interfaces * unit * bandwidth", "a weight for routing"),
      ignored("interfaces * unit * traps", "which traps are sent"),
      ignored("interfaces * unit * no-traps", "which traps are sent"),
      ignored("interfaces * unit * tunnel", "the ends of a tunnel"),
      ignored("interfaces * unit * accounting-profile", service),
      ignored("interfaces * unit * account-layer2-overhead", service),
      ignored("interfaces * unit * statistics", service),
      ignored("interfaces * unit * forwarding-class-accounting", service),
      ignored("interfaces * unit * enhanced-convergence", timing),
      ignored("interfaces * unit * oam-on-svlan", layer2),
      ignored("interfaces * unit * peer-unit", layer2),
      ignored("interfaces * unit * service-domain", layer2),
      ignored("interfaces * unit * arp-resp", layer2),
      ignored("interfaces * unit * swap-by-poppush", layer2),
      block("interfaces * unit * family",
            Domains(Domain::interfaces) | Domain::filters | Domain::redundancy | Domain::users),
      {"interfaces * unit * family inet",
       Domains(Domain::interfaces) | Domain::filters | Domain::redundancy | Domain::users, &inet},
      {"interfaces * unit * family inet6",
       Domains(Domain::interfaces) | Domain::filters | Domain::redundancy | Domain::users, &inet6},
      ignored("interfaces * unit * family mpls", "labels"),
      {"interfaces * unit * family mpls filter", Domain::filters, &labelled_filter},
      ignored("interfaces * unit * family iso", "addresses of IS-IS"),
      ignored("interfaces * unit * family ccc", layer2),
      {"interfaces * unit * family ccc filter", Domain::filters, &switched_filter},
      ignored("interfaces * unit * family vpls", layer2),
      {"interfaces * unit * family vpls filter", Domain::filters, &switched_filter},
      ignored("interfaces * unit * family bridge", layer2),
      {"interfaces * unit * family bridge filter", Domain::filters, &switched_filter},
      ignored("interfaces * unit * family ethernet-switching", layer2),
      {"interfaces * unit * family ethernet-switching filter", Domain::filters, &switched_filter},
      block("interfaces * unit * family any", Domain::filters),
      {"interfaces * unit * family any filter", Domain::filters, &any_filter},
  });
  return rows;
}

/// What is said for all interfaces elsewhere.
void finish_interfaces(Walk& walk, const State& state) {
  const Configuration& config = walk.configuration();
  const NodeId spoken = state.lldp == no_node ? no_node : child(config, state.lldp, "interface");
  const NodeId all = spoken == no_node ? no_node : child(config, spoken, "all");
  for (model::Interface& each : walk.device().interfaces) {
    if (state.no_redirects != no_node && each.redirects.state == model::State::defaulted)
      each.redirects.set(false, walk.lines(state.no_redirects));
    if (each.context != walk.options().context) continue;
    if (state.management_instance != no_node && each.vrf.state == model::State::absent &&
        is_management_port(each.name.value))
      each.vrf.set("mgmt_junos", walk.lines(state.management_instance));
    const std::string_view port = std::string_view(each.name.value).substr(0, each.name.value.find('.'));
    NodeId own = spoken == no_node ? no_node : child(config, spoken, port);
    if (own == no_node && spoken != no_node) own = child(config, spoken, std::string(port) + ".0");
    if (own == no_node) own = all;
    if (own == no_node)
      each.discovery.set_default(false);
    else
      each.discovery.set(child(config, own, "disable") == no_node, walk.lines_below(own));
  }
}

}  // namespace muster::grammars::juniper_junos
