#include <array>

#include "grammars/vyos/config.hpp"

/// `system`: what is not about logins, logs and clocks.
namespace muster::grammars::vyos {
namespace {

Outcome host_name(Place place) {
  put_text(place, place.node, place.walk.device().hostname);
  return Outcome::understood;
}

/// `gateway-address 192.0.2.1`, of releases before 1.2: the default route.
Outcome gateway(Place place) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return place.walk.fail(place.node, "an address");
  model::StaticRoute& to = place.walk.device().static_routes.emplace_back();
  head(place, place.node, to);
  to.name.set("0.0.0.0/0 " + std::string(text(place, value)), to.lines);
  to.prefix.set("0.0.0.0/0", to.lines);
  to.next_hop.set(std::string(text(place, value)), to.lines);
  to.vrf.set_absent();
  to.preference.set_default(1);
  return Outcome::understood;
}

}  // namespace

Rows system_rows() {
  static constexpr std::string_view names = "how names are looked up";
  static constexpr std::string_view kernel = "sizes and times of tables";
  static constexpr std::string_view hardware = "how the hardware is driven";
  static constexpr std::string_view watching = "what is measured, and where it is sent";
  static constexpr auto rows = std::to_array<Row>({
      block("system", Domains::all()),
      {"system host-name", Domain::management, &host_name},
      {"system gateway-address", Domain::routing, &gateway},
      ignored("system domain-name", names),
      ignored("system domain-search", names),
      ignored("system name-server", names),
      ignored("system name-servers-dhcp", names),
      ignored("system disable-dhcp-nameservers", names),
      ignored("system static-host-mapping", names),
      ignored("system acceleration", hardware),
      ignored("system offload", hardware),
      ignored("system wireless", hardware),
      ignored("system lcd", hardware),
      ignored("system watchdog", hardware),
      ignored("system raid", hardware),
      ignored("system analytics-handler", watching),
      ignored("system crash-handler", watching),
      ignored("system traffic-analysis", watching),
      ignored("system flow-accounting", watching),
      ignored("system sflow", watching),
      ignored("system update-check", "where news of releases come from"),
      ignored("system package", "where packages come from"),
      ignored("system config-management", "copies of the configuration"),
      ignored("system task-scheduler", "programs that the clock starts"),
      ignored("system frr", "options of the routing daemons"),
      ignored("system logs", "sizes of local files"),
      ignored("system console speed", hardware),
      block("system conntrack", Domain::filters),
      ignored("system conntrack modules", "protocols whose further connections are related ones"),
      ignored("system conntrack table-size", kernel),
      ignored("system conntrack hash-size", kernel),
      ignored("system conntrack expect-table-size", kernel),
      ignored("system conntrack timeout", kernel),
      ignored("system conntrack tcp", kernel),
      ignored("system conntrack log", "which connections are logged"),
      ignored("system conntrack flow-accounting", kernel),
      known("system conntrack ignore", Domain::filters),
      ignored("system proxy", "how the router itself reaches the web"),
      known("system sysctl", Domain::interfaces | Domain::filters | Domain::routing),
      block("system option", Domain::management),
      block("system options", Domain::management),
      ignored("system option ctrl-alt-delete", "what a keyboard at the router does"),
      ignored("system options ctrl-alt-del", "what a keyboard at the router does"),
      ignored("system option ctrl-alt-del", "what a keyboard at the router does"),
      ignored("system option reboot-on-panic", hardware),
      ignored("system options reboot-on-panic", hardware),
      ignored("system option reboot-on-upgrade-failure", hardware),
      ignored("system option beep-if-fully-booted", hardware),
      ignored("system options beep-if-fully-booted", hardware),
      ignored("system option startup-beep", hardware),
      ignored("system option disable-usb-autosuspend", hardware),
      ignored("system option kernel", hardware),
      ignored("system option resource-limits", hardware),
      ignored("system option performance", hardware),
      ignored("system option time-format", "how times are shown"),
      ignored("system option keyboard-layout", hardware),
      ignored("system option http-client", "from where the router asks"),
      ignored("system option ssh-client", "from where the router logs in elsewhere"),
      ignored("system option root-partition-auto-resize", hardware),
      block("system ip", Domain::routing | Domain::interfaces),
      block("system ipv6", Domain::routing | Domain::interfaces),
      ignored("system ip arp", kernel),
      ignored("system ip multipath", "which of several next hops packets take"),
      ignored("system ip import-table", "which tables the routing daemon reads"),
      ignored("system ip nht", "how next hops are found"),
      ignored("system ip tcp", kernel),
      ignored("system ip protocol", "which routes the kernel is given: the routing table shows them"),
      ignored("system ip disable-directed-broadcast", "the interfaces say whether they forward them"),
      ignored("system ip disable-forwarding", "a router that forwards nothing is no less safe"),
      ignored("system ipv6 neighbor", kernel),
      ignored("system ipv6 multipath", "which of several next hops packets take"),
      ignored("system ipv6 nht", "how next hops are found"),
      ignored("system ipv6 protocol", "which routes the kernel is given: the routing table shows them"),
      ignored("system ipv6 strict-dad", kernel),
      ignored("system ipv6 disable-forwarding", "a router that forwards nothing is no less safe"),
      ignored("system ipv6 disable", "a router without a protocol is no less safe"),
      ignored("system ipv6 blacklist", "a router without a protocol is no less safe"),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
