#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/juniper_junos/config.hpp"
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
                                                                 "apply-map"});
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
                                                                 "decrement-ttl"});
  return std::ranges::find(words, word) != words.end();
}

/// One term, as it is read.
class Term {
 public:
  Term(Place place, NodeId term, std::string_view family)
      : place_(place), config_(place.walk.configuration()), family_(family), term_(term) {}

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

  void match(NodeId condition) {
    const std::string_view word = text(place_, condition);
    if (word == "source-address" || word == "destination-address")
      return addresses(condition, word.starts_with("s") ? source_ : destination_);
    if (word == "source-prefix-list" || word == "destination-prefix-list")
      return prefix_lists(condition, word.starts_with("s") ? source_ : destination_);
    if (word == "protocol" || word == "next-header" || word == "payload-protocol") return protocols(condition);
    if (word == "source-port" || word == "destination-port") {
      std::string& to = word.starts_with("s") ? rule_.source_port : rule_.destination_port;
      return each_value(condition, [&](NodeId value) {
        const auto port = port_value(text(place_, value));
        if (port) append(to, *port);
        return port.has_value();
      });
    }
    if (word == "tcp-established") {
      rule_.established = true;
      if (protocols_.empty()) rule_.other_conditions = true;
      return;
    }
    if (only_narrows(word.ends_with("-except") ? word.substr(0, word.size() - 7) : word)) {
      rule_.other_conditions = true;
      return;
    }
    give_up(condition);
  }

  /// With `except`, the longest prefix decides: which packets match is then more than a list says.
  bool add_prefix(NodeId value, std::string& to) {
    const auto prefix = canonical_prefix(text(place_, value));
    if (!prefix || !Children(config_, value).empty()) return false;
    const auto parsed = parse_prefix(*prefix);
    append(to, parsed && parsed->length == 0 ? "any" : to_string(parsed ? parsed->network() : IpPrefix{}));
    return parsed.has_value();
  }

  void addresses(NodeId condition, std::string& to) {
    each_value(condition, [&](NodeId value) { return add_prefix(value, to); });
  }

  void prefix_lists(NodeId condition, std::string& to) {
    const NodeId options = config_.find(place_.state.root, "policy-options");
    const NodeId lists = options == no_node ? no_node : child(config_, options, "prefix-list");
    each_value(condition, [&](NodeId value) {
      const NodeId list = lists == no_node ? no_node : child(config_, lists, text(place_, value));
      if (list == no_node || !Children(config_, value).empty()) return false;
      const bool empty = Children(config_, list).empty();
      for (const NodeId prefix : Children(config_, list))
        if (to.size() > most_text || !add_prefix(prefix, to)) return false;
      return !empty;
    });
  }

  void protocols(NodeId condition) {
    each_value(condition, [&](NodeId value) {
      std::string_view name = text(place_, value);
      if (name == "icmp6") name = "icmpv6";
      protocols_.emplace_back(name);
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

  /// A term that decides nothing accepts. A rule for each protocol.
  void write(model::Filter& to) {
    if (rule_.action.empty()) rule_.action = "permit";
    const auto or_any = [](std::string value) {
      return value.empty() || value.find("any") != std::string::npos ? std::string("any") : value;
    };
    rule_.source = or_any(std::move(source_));
    rule_.destination = or_any(std::move(destination_));
    rule_.source_port = or_any(std::move(rule_.source_port));
    rule_.destination_port = or_any(std::move(rule_.destination_port));
    if (protocols_.empty()) protocols_.emplace_back("any");
    constexpr std::size_t most = 32;
    if (protocols_.size() > most) protocols_.resize(1), rule_.opaque = true;
    for (const std::string& protocol : protocols_) {
      rule_.protocol = protocol;
      to.rules.push_back(rule_);
    }
  }

  static constexpr std::size_t most_text = 100'000;

  Place place_;
  const Configuration& config_;
  std::string_view family_;
  NodeId term_;
  model::FilterRule rule_;
  std::string source_, destination_;
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
  to.family.set(std::string(family), place.walk.lines(place.node));
  to.hook.set_absent();
  to.default_action.set_default("deny");
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "term") {
      for (const NodeId term : children(place, each)) Term(place, term, family).read(to);
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
      known("firewall family any", filters),
      known("firewall family bridge", filters),
      known("firewall family ccc", filters),
      known("firewall family vpls", filters),
      known("firewall family mpls", filters),
      known("firewall family evpn", filters),
      known("firewall family ethernet-switching", filters),
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
      ignored("policy-options prefix-list", "lists that filters and policies use: read where a filter names them"),
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
