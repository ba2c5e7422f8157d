#include <array>

#include "grammars/vyos/config.hpp"

/// `firewall`: named rule sets, from 1.4 on the chains that the router applies itself, and settings of the whole.
namespace muster::grammars::vyos {
namespace {

Outcome keep(Place place, std::string_view family, std::string_view name, bool chain, bool with_state_policy) {
  place.state.rule_sets.push_back({place.node, family, name, chain, with_state_policy});
  return Outcome::understood;
}

Outcome old_set(Place place) { return keep(place, "ip", text(place), false, true); }
Outcome old_set6(Place place) { return keep(place, "ip6", text(place), false, true); }
Outcome named_set(Place place) { return keep(place, "ip", text(place), false, false); }
Outcome named_set6(Place place) { return keep(place, "ip6", text(place), false, false); }

/// `ipv4 forward filter`: the hook stands above.
Outcome chain(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId hook = config[place.node].parent;
  const bool version6 = config[config[hook].parent].text == "ipv6";
  return keep(place, version6 ? "ip6" : "ip", config[hook].text, true, true);
}

Outcome state_policy(Place place) {
  for (const NodeId each : children(place))
    if (!one_of(text(place, each), {"established", "related", "invalid"}))
      return place.walk.fail(each, "established, related or invalid");
  place.state.state_policy = place.node;
  return Outcome::understood;
}

Outcome source_validation(Place place) {
  const NodeId value = value_of(place, place.node);
  const std::string_view mode = value == no_node ? std::string_view() : text(place, value);
  if (!one_of(mode, {"strict", "loose", "disable"}))
    return place.walk.fail(value == no_node ? place.node : value, "strict, loose or disable");
  place.state.source_validation = Lined<bool>{mode != "disable", place.walk.lines(value)};
  return Outcome::understood;
}

template <Maybe<bool> State::*setting>
Outcome on_or_off(Place place) {
  const NodeId value = value_of(place, place.node);
  const std::string_view mode = value == no_node ? std::string_view() : text(place, value);
  if (!one_of(mode, {"enable", "disable"}))
    return place.walk.fail(value == no_node ? place.node : value, "enable or disable");
  place.state.*setting = Lined<bool>{mode == "enable", place.walk.lines(value)};
  return Outcome::understood;
}

Outcome zone(Place place) {
  place.state.zones.push_back(place.node);
  return Outcome::understood;
}

}  // namespace

Rows firewall_rows() {
  static constexpr std::string_view replies = "how the router itself answers odd packets: no rule looks at it";
  static constexpr std::string_view kernel = "sizes and times of tables";
  static constexpr Domains filters = Domain::filters;
  static constexpr Domains both = filters | Domain::interfaces;
  static constexpr auto rows = std::to_array<Row>({
      block("firewall", both),
      block("firewall name", filters),
      {"firewall name *", filters, &old_set},
      block("firewall ipv6-name", filters),
      {"firewall ipv6-name *", filters, &old_set6},
      block("firewall ipv4", filters),
      block("firewall ipv4 name", filters),
      {"firewall ipv4 name *", filters, &named_set},
      block("firewall ipv4 forward", filters),
      {"firewall ipv4 forward filter", filters, &chain},
      block("firewall ipv4 input", filters),
      {"firewall ipv4 input filter", filters, &chain},
      block("firewall ipv4 output", filters),
      {"firewall ipv4 output filter", filters, &chain},
      known("firewall ipv4 output raw", filters),
      known("firewall ipv4 prerouting", filters),
      block("firewall ipv6", filters),
      block("firewall ipv6 name", filters),
      {"firewall ipv6 name *", filters, &named_set6},
      block("firewall ipv6 forward", filters),
      {"firewall ipv6 forward filter", filters, &chain},
      block("firewall ipv6 input", filters),
      {"firewall ipv6 input filter", filters, &chain},
      block("firewall ipv6 output", filters),
      {"firewall ipv6 output filter", filters, &chain},
      known("firewall ipv6 output raw", filters),
      known("firewall ipv6 prerouting", filters),
      known("firewall bridge", filters),
      known("firewall interface", filters),
      known("firewall modify", filters | Domain::routing),
      known("firewall ipv6-modify", filters | Domain::routing),
      known("firewall conntrack-expect-table-size", filters),
      ignored("firewall flowtable", "how known connections are passed on faster"),
      ignored("firewall options", "sizes of segments"),
      {"firewall state-policy", filters, &state_policy},
      {"firewall source-validation", Domain::interfaces, &source_validation},
      {"firewall send-redirects", Domain::interfaces, &on_or_off<&State::send_redirects>},
      ignored("firewall all-ping", replies),
      ignored("firewall broadcast-ping", replies),
      ignored("firewall config-trap", "traps of changes"),
      ignored("firewall ip-src-route", replies),
      ignored("firewall ipv6-src-route", replies),
      ignored("firewall ipv6-receive-redirects", replies),
      ignored("firewall receive-redirects", replies),
      ignored("firewall log-martians", "adds messages"),
      ignored("firewall syn-cookies", replies),
      ignored("firewall twa-hazards-protection", replies),
      ignored("firewall resolver-cache", "how names of rules are looked up"),
      ignored("firewall resolver-internal", "how names of rules are looked up"),
      ignored("firewall resolver-interval", "how names of rules are looked up"),
      block("firewall global-options", both),
      {"firewall global-options state-policy", filters, &state_policy},
      {"firewall global-options source-validation", Domain::interfaces, &source_validation},
      {"firewall global-options send-redirects", Domain::interfaces, &on_or_off<&State::send_redirects>},
      {"firewall global-options directed-broadcast", Domain::interfaces, &on_or_off<&State::directed_broadcast>},
      known("firewall global-options apply-to-bridged-traffic", filters),
      ignored("firewall global-options all-ping", replies),
      ignored("firewall global-options broadcast-ping", replies),
      ignored("firewall global-options ip-src-route", replies),
      ignored("firewall global-options ipv6-src-route", replies),
      ignored("firewall global-options ipv6-receive-redirects", replies),
      ignored("firewall global-options ipv6-source-validation", "the model has the setting of IPv4"),
      ignored("firewall global-options receive-redirects", replies),
      ignored("firewall global-options log-martians", "adds messages"),
      ignored("firewall global-options syn-cookies", replies),
      ignored("firewall global-options twa-hazards-protection", replies),
      ignored("firewall global-options resolver-cache", "how names of rules are looked up"),
      ignored("firewall global-options resolver-interval", "how names of rules are looked up"),
      ignored("firewall global-options timeout", kernel),
      ignored("firewall global-options geoip", "where addresses of countries come from"),
      block("firewall zone", both),
      {"firewall zone *", both, &zone},
      block("zone-policy", both),
      block("zone-policy zone", both),
      {"zone-policy zone *", both, &zone},
  });
  return rows;
}

void finish_filters(Walk& walk, State& state) {
  for (const RuleSet& from : state.rule_sets) {
    model::Filter to;
    read_rule_set({walk, state, from.node}, from, to);
    const std::string family(from.family);
    to.name.set(family + " " + std::string(from.name) + (from.chain ? "/filter" : ""), to.lines);
    to.family.set(family, to.lines);
    if (from.chain) {
      to.hook.set(std::string(from.name), to.lines);
    } else if (const auto bound = state.bindings.find({from.family, from.name}); bound != state.bindings.end()) {
      to.hook.set(bound->second.local ? "input" : "forward", to.lines);
    } else {
      to.hook.set_absent();
    }
    walk.device().filters.push_back(std::move(to));
  }
}

}  // namespace muster::grammars::vyos
