#include <algorithm>
#include <array>

#include "grammars/juniper_junos/address_match.hpp"
#include "grammars/juniper_junos/config.hpp"
#include "grammars/juniper_junos/prefix_lists.hpp"
#include "grammars/juniper_junos/services_by_name.hpp"

/// Stateless filters: `firewall family inet filter F { term T { from { ... } then ...; } }`.
namespace muster::grammars::juniper_junos {
namespace {

/// Conditions that narrow what a term matches, without a field of their own in the model.
bool only_narrows(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"dscp",
                                                                 "ether-type",
                                                                 "extension-header",
                                                                 "first-fragment",
                                                                 "flexible-match-mask",
                                                                 "flexible-match-range",
                                                                 "forwarding-class",
                                                                 "fragment-flags",
                                                                 "fragment-offset",
                                                                 "hop-limit",
                                                                 "icmp-code",
                                                                 "icmp-type",
                                                                 "interface",
                                                                 "interface-group",
                                                                 "interface-set",
                                                                 "ip-options",
                                                                 "ipsec-sa",
                                                                 "is-fragment",
                                                                 "loss-priority",
                                                                 "packet-length",
                                                                 "precedence",
                                                                 "source-class",
                                                                 "destination-class",
                                                                 "source-mac-address",
                                                                 "destination-mac-address",
                                                                 "tcp-flags",
                                                                 "tcp-initial",
                                                                 "traffic-class",
                                                                 "ttl",
                                                                 "user-vlan-id",
                                                                 "vlan",
                                                                 "ah-spi",
                                                                 "esp-spi",
                                                                 "gre-key",
                                                                 "redirect-reason",
                                                                 "service-filter-hit",
                                                                 "rat-type",
                                                                 "policy-map",
                                                                 "apply-map",
                                                                 "learn-vlan-id",
                                                                 "learn-vlan-1p-priority",
                                                                 "learn-vlan-dei",
                                                                 "user-vlan-1p-priority",
                                                                 "vlan-ether-type",
                                                                 "traffic-type",
                                                                 "isid",
                                                                 "isid-dei",
                                                                 "isid-priority-code-point",
                                                                 "l2-encap-type",
                                                                 "ip-version",
                                                                 "exp",
                                                                 "label",
                                                                 "arp-type",
                                                                 "dot1q-tag",
                                                                 "dot1q-user-priority",
                                                                 "ip-precedence",
                                                                 "cfm-opcode"});
  return std::ranges::find(words, word) != words.end();
}

/// Actions beside the decision: counters, marks, limits, where the packet goes.
bool only_modifies(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"count",
                                                                 "policer",
                                                                 "three-color-policer",
                                                                 "forwarding-class",
                                                                 "loss-priority",
                                                                 "port-mirror",
                                                                 "port-mirror-instance",
                                                                 "sample",
                                                                 "service-accounting",
                                                                 "traffic-class",
                                                                 "dscp",
                                                                 "prefix-action",
                                                                 "ipsec-sa",
                                                                 "logical-system",
                                                                 "routing-instance",
                                                                 "next-ip",
                                                                 "next-ip6",
                                                                 "next-interface",
                                                                 "topology",
                                                                 "load-balance",
                                                                 "hierarchical-policer",
                                                                 "packet-mode",
                                                                 "encapsulate",
                                                                 "decapsulate",
                                                                 "service-filter-hit",
                                                                 "force-premium",
                                                                 "exclude-accounting",
                                                                 "analyzer",
                                                                 "policy-map",
                                                                 "clear-policy-map",
                                                                 "decrement-ttl",
                                                                 "egress-to-ingress",
                                                                 "next-hop-group",
                                                                 "set-counter",
                                                                 "vlan",
                                                                 "interface",
                                                                 "no-mac-learn"});
  return std::ranges::find(words, word) != words.end();
}

/// What a condition about source and destination says of either end.
struct Ends {
  AddressMatch addresses;
  std::string ports;
  bool asked = false;  ///< an address is asked for
};

/// One term, as it is read.
class Term {
 public:
  Term(Place place, NodeId term) : place_(place), config_(place.walk.configuration()), term_(term) {}

  void read(model::Filter& to) {
    rule_.name = std::string(text(place_, term_));
    rule_.lines = place_.walk.lines_below(term_);
    for (const NodeId each : children(place_, term_)) {
      const std::string_view word = text(place_, each);
      if (word == "from") {
        for (const NodeId condition : children(place_, each)) match(condition);
      } else if (word == "then") {
        for (const NodeId action : children(place_, each)) act(action);
      } else {
        give_up(each);
      }
    }
    write(to);
  }

 private:
  void give_up(NodeId node) {
    place_.walk.known(node, Domain::filters);
    rule_.opaque = true;
  }

  /// An empty list of values matches nothing that could be told.
  template <class Add>
  void each_value(NodeId condition, const Add& add) {
    bool any = false;
    for (const NodeId value : children(place_, condition)) {
      any = true;
      if (!add(value)) return give_up(condition);
    }
    if (!any) give_up(condition);
  }

  /// Filters of switched packets put `ip-` in front.
  void match(NodeId condition) {
    std::string_view word = text(place_, condition);
    for (const std::string_view prefix : {"ip-source-", "ip-destination-", "ip-protocol", "ip-address"})
      if (word.starts_with(prefix)) word.remove_prefix(3);
    if (word == "source-address" || word == "source-prefix-list") return addresses(condition, source_);
    if (word == "destination-address" || word == "destination-prefix-list") return addresses(condition, destination_);
    if (word == "address" || word == "prefix-list") return addresses(condition, either_);
    if (word == "source-port" || word == "source-port-range-optimize") return ports(condition, source_);
    if (word == "destination-port" || word == "destination-port-range-optimize") return ports(condition, destination_);
    if (word == "port") return ports(condition, either_);
    if (word == "protocol" || word == "next-header" || word == "payload-protocol") return protocols(condition);
    if (word == "tcp-established") {
      rule_.established = true;
      if (protocols_.empty()) rule_.other_conditions = true;
      return;
    }
    if (only_narrows(word.ends_with("-except") ? word.substr(0, word.size() - 7) : word) || is_exception(word))
      rule_.other_conditions = true;
    else
      give_up(condition);
  }

  static bool is_exception(std::string_view word) {
    static constexpr auto words =
        std::to_array<std::string_view>({"protocol-except", "next-header-except", "payload-protocol-except",
                                         "source-port-except", "destination-port-except", "port-except"});
    return std::ranges::find(words, word) != words.end();
  }

  void addresses(NodeId condition, Ends& to) {
    to.asked = true;
    const bool lists = text(place_, condition).ends_with("prefix-list");
    each_value(condition, [&](NodeId value) {
      const NodeId only = config_[value].first_child;
      const bool except = only != no_node && config_[only].text == "except";
      if (only != no_node && !except) return false;
      return lists ? add_list(value, except, to) : to.addresses.add(text(place_, value), except);
    });
  }

  /// Long lists that many terms name are told as far as the size of the configuration bears.
  bool add_list(NodeId value, bool except, Ends& to) {
    const auto* const list = place_.state.prefix_lists->find(place_.state.root, text(place_, value));
    std::size_t& left = place_.state.prefixes_left;
    if (list == nullptr || list->size() > left) return false;
    left -= list->size();
    return std::ranges::all_of(*list, [&](std::string_view prefix) { return to.addresses.add(prefix, except); });
  }

  void ports(NodeId condition, Ends& to) {
    each_value(condition, [&](NodeId value) {
      const auto port = port_value(text(place_, value));
      if (port) append(to.ports, *port);
      return port.has_value();
    });
  }

  void protocols(NodeId condition) {
    each_value(condition, [&](NodeId value) {
      protocols_.push_back(protocol_name(text(place_, value)));
      return true;
    });
  }

  void act(NodeId action) {
    const std::string_view word = text(place_, action);
    if (word == "accept") return decide("permit");
    if (word == "discard") return decide("deny");
    if (word == "reject") return decide("reject");
    if (word == "next" && value_of(place_, action) != no_node && text(place_, value_of(place_, action)) == "term")
      return decide("none");
    if (word == "log" || word == "syslog") {
      rule_.log = true;
      return;
    }
    if (!only_modifies(word)) give_up(action);
  }

  void decide(std::string_view action) {
    if (!rule_.action.empty() && rule_.action != action) rule_.opaque = true;
    rule_.action = action;
  }

  [[nodiscard]] std::string address_text(const Ends& ends) {
    if (!ends.asked) return "any";
    auto all = ends.addresses.text();
    if (!all) rule_.opaque = true;
    return all ? *std::move(all) : "any";
  }

  /// A term that decides nothing accepts.
  void write(model::Filter& to) {
    if (rule_.action.empty()) rule_.action = "permit";
    rule_.source = address_text(source_);
    rule_.destination = address_text(destination_);
    rule_.source_port = source_.ports.empty() ? "any" : source_.ports;
    rule_.destination_port = destination_.ports.empty() ? "any" : destination_.ports;
    if (protocols_.empty()) protocols_.emplace_back("any");
    constexpr std::size_t most = 32;
    if (protocols_.size() > most) protocols_.resize(1), rule_.opaque = true;
    const std::string name = rule_.name;
    for (const std::string& protocol : protocols_) {
      rule_.protocol = protocol;
      rule_.name = protocols_.size() == 1 ? name : name + " " + protocol;
      write_either_address(to, rule_);
    }
  }

  /// An address that may stand at either end makes two rules.
  void write_either_address(model::Filter& to, model::FilterRule rule) {
    if (!either_.asked) return write_either_port(to, std::move(rule));
    const std::string all = address_text(either_);
    rule.opaque = rule.opaque || rule_.opaque || source_.asked || destination_.asked;
    model::FilterRule other = rule;
    rule.source = all, rule.name += " source";
    other.destination = all, other.name += " destination";
    write_either_port(to, std::move(rule));
    write_either_port(to, std::move(other));
  }

  void write_either_port(model::Filter& to, model::FilterRule rule) {
    if (either_.ports.empty()) return to.rules.push_back(std::move(rule));
    rule.opaque = rule.opaque || rule.source_port != "any" || rule.destination_port != "any";
    model::FilterRule other = rule;
    rule.source_port = either_.ports, rule.name += " source port";
    other.destination_port = either_.ports, other.name += " destination port";
    to.rules.push_back(std::move(rule));
    to.rules.push_back(std::move(other));
  }

  Place place_;
  const Configuration& config_;
  NodeId term_;
  model::FilterRule rule_;
  Ends source_, destination_, either_;
  std::vector<std::string> protocols_;
};

bool is_setting(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"interface-specific", "accounting-profile", "enhanced-mode", "enhanced-mode-override", "fast-lookup-filter",
       "physical-interface-filter", "instance-shared", "promote", "no-list-prefix", "scale-optimized",
       "interface-shared", "output-loopback"});
  return std::ranges::find(words, word) != words.end();
}

Outcome filter(Place place, std::string_view family) {
  model::Filter& to = place.walk.device().filters.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set(std::string(family) + " " + std::string(text(place)), place.walk.lines(place.node));
  if (family != "any") to.family.set(std::string(family), place.walk.lines(place.node));
  to.hook.set_absent();
  to.default_action.set_default("deny");
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "term") {
      for (const NodeId term : children(place, each)) Term(place, term).read(to);
    } else if (is_setting(word)) {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::filters, "a term");
      to.open = true, to.opened_by = place.walk.lines(each);
      model::FilterRule& opaque = to.rules.emplace_back();
      opaque.opaque = true, opaque.lines = place.walk.lines(each);
    }
  }
  return Outcome::understood;
}

Outcome inet(Place place) { return filter(place, "ip"); }
Outcome inet6(Place place) { return filter(place, "ip6"); }
Outcome any(Place place) { return filter(place, "any"); }
Outcome switched(Place place) { return filter(place, "mac"); }
Outcome labelled(Place place) { return filter(place, "mpls"); }

Outcome prefix_list(Place place) {
  model::ObjectGroup& to = place.walk.device().groups.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set("prefix-list " + std::string(text(place)), place.walk.lines(place.node));
  const auto* const list = place.state.prefix_lists->find(place.state.root, text(place));
  if (list != nullptr)
    to.members.set({list->begin(), list->end()}, to.lines);
  else if (children(place).empty())
    to.members.set({}, to.lines);
  else
    to.members.set_unknown(to.lines);
  return Outcome::understood;
}

}  // namespace

Rows firewall_rows() {
  static constexpr std::string_view rates = "limits of rates: used by terms, which keep their decision";
  static constexpr auto filters = Domains(Domain::filters);
  static constexpr auto rows = std::to_array<Row>({
      block("firewall", filters),
      block("firewall family", filters),
      block("firewall family inet", filters),
      block("firewall family inet6", filters),
      {"firewall filter *", filters, &inet},
      {"firewall family inet filter *", filters, &inet},
      {"firewall family inet6 filter *", filters, &inet6},
      block("firewall family any", filters),
      {"firewall family any filter *", filters, &any},
      block("firewall family bridge", filters),
      {"firewall family bridge filter *", filters, &switched},
      block("firewall family ccc", filters),
      {"firewall family ccc filter *", filters, &switched},
      block("firewall family vpls", filters),
      {"firewall family vpls filter *", filters, &switched},
      block("firewall family mpls", filters),
      {"firewall family mpls filter *", filters, &labelled},
      known("firewall family evpn", filters),
      block("firewall family ethernet-switching", filters),
      {"firewall family ethernet-switching filter *", filters, &switched},
      known("firewall family inet service-filter", filters),
      known("firewall family inet simple-filter", filters),
      known("firewall family inet dialer-filter", filters),
      known("firewall family inet fast-update-filter", filters),
      known("firewall family inet template", filters),
      known("firewall family inet6 service-filter", filters),
      known("firewall family inet6 template", filters),
      ignored("firewall family inet prefix-action", rates),
      ignored("firewall family inet6 prefix-action", rates),
      ignored("firewall policer", rates),
      ignored("firewall three-color-policer", rates),
      ignored("firewall hierarchical-policer", rates),
      ignored("firewall atm-policer", rates),
      ignored("firewall load-balance-group", "which way packets go"),
      ignored("firewall interface-set", "groups of interfaces, for conditions"),
      ignored("firewall flexible-match", "conditions by name"),
      ignored("firewall tunnel-end-point", "tunnels of terms that encapsulate"),
      known("firewall policy", filters),
      {"policy-options prefix-list *", filters, &prefix_list},
  });
  return rows;
}

/// Those inbound on lo0 guard the device itself.
void finish_filters(Walk& walk, const State& state) {
  model::Device& device = walk.device();
  std::map<std::string, model::LinesId> guards;
  for (const model::Interface& each : device.interfaces) {
    if (!each.name.value.starts_with("lo0.") || each.vrf.state != model::State::absent || !each.filter_in.known())
      continue;
    std::string_view names = each.filter_in.value;
    while (!names.empty()) {
      const std::size_t comma = std::min(names.find(','), names.size());
      guards.try_emplace(each.context + ' ' + std::string(names.substr(0, comma)), each.filter_in.lines);
      names.remove_prefix(std::min(comma + 1, names.size()));
    }
  }
  for (model::Filter& filter : device.filters) {
    const std::string key = filter.context + ' ' + filter.name.value;
    if (state.chained_filters.contains(key)) filter.default_action.set_unknown(0);
    if (const auto found = guards.find(key); found != guards.end()) filter.hook.set("input", found->second);
  }
}

}  // namespace muster::grammars::juniper_junos
