#include <array>

#include "grammars/vyos/config.hpp"

/// The rules of a rule set, the same in all releases.
namespace muster::grammars::vyos {
namespace {

/// Conditions that make a rule match less.
bool is_condition(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"icmp", "icmpv6", "tcp", "time", "limit", "recent", "ipsec", "fragment", "ttl", "hop-limit", "dscp",
       "dscp-exclude", "mark", "connection-mark", "connection-status", "conntrack-helper", "packet-length",
       "packet-length-exclude", "packet-type", "inbound-interface", "outbound-interface", "p2p", "vlan", "mac-address",
       "ethernet-type", "gre", "statistic", "application", "bytes"});
  return std::ranges::find(words, word) != words.end();
}

/// What is done to a packet beside letting it through or not.
bool is_harmless(std::string_view word) {
  return one_of(word, {"description", "log-options", "offload-target", "queue", "queue-options", "set", "jump-target",
                       "synproxy", "add-address-to-group"});
}

class RuleReader {
 public:
  RuleReader(Place place, NodeId node) : place_(place), node_(node) {}

  void read(std::vector<model::FilterRule>& to) {
    rule_.name = std::string(text(place_, node_));
    rule_.lines = place_.walk.lines_below(node_);
    rule_.protocol = rule_.source = rule_.destination = rule_.source_port = rule_.destination_port = "any";
    rule_.log = is_on(place_, node_, "log");
    put_action();
    for (const NodeId each : children(place_, node_)) setting(each);
    if (is_on(place_, node_, "disable")) rule_.action = "none", rule_.disabled = true, rule_.opaque = false;
    add_for_each_protocol(to);
  }

 private:
  void put_action() {
    const NodeId said = value_at(place_, node_, {"action"});
    const NodeId target = value_at(place_, node_, {"jump-target"});
    const std::string_view word = said == no_node ? std::string_view() : text(place_, said);
    if (word == "accept")
      rule_.action = "permit";
    else if (word == "drop")
      rule_.action = "deny";
    else if (one_of(word, {"reject", "return"}))
      rule_.action = std::string(word);
    else if (word == "jump" && target != no_node)
      rule_.action = "jump " + std::string(text(place_, target));
    else if (one_of(word, {"continue", "offload", "synproxy", "notrack", "modify"}))
      rule_.action = "none";
    else
      rule_.action = "none", rule_.opaque = true;
  }

  void setting(NodeId each) {
    const std::string_view word = text(place_, each);
    if (one_of(word, {"action", "log", "disable"})) return;
    if (word == "protocol") {
      put_protocol(each);
    } else if (word == "source") {
      put_side(each, rule_.source, rule_.source_port);
    } else if (word == "destination") {
      put_side(each, rule_.destination, rule_.destination_port);
    } else if (word == "state") {
      put_states(each);
    } else if (is_condition(word)) {
      rule_.other_conditions = true;
    } else if (is_harmless(word)) {
      place_.walk.ignore(each);
    } else {
      rule_.opaque = true;
      place_.walk.unknown(each, {}, "a setting of a rule");
    }
  }

  void put_protocol(NodeId each) {
    const NodeId value = value_of(place_, each);
    const std::string_view word = value == no_node ? std::string_view() : text(place_, value);
    if (word.empty()) {
      rule_.opaque = true;
    } else if (word.starts_with('!')) {
      rule_.other_conditions = true;
    } else if (word != "all" && word != "any") {
      rule_.protocol = word == "6" ? "tcp" : word == "17" ? "udp" : word == "1" ? "icmp" : std::string(word);
    }
  }

  void put_side(NodeId each, std::string& address, std::string& port) {
    const Side side = read_side(place_, each);
    address = side.address;
    port = side.port;
    rule_.other_conditions = rule_.other_conditions || side.narrowed;
    rule_.opaque = rule_.opaque || side.opaque;
  }

  /// `state { established enable; related enable }`, from 1.4 on `state established`. A rule that lets new connections
  /// in is no narrower for it: what follows in them is let through elsewhere.
  void put_states(NodeId each) {
    bool only_known = true;
    bool any = false;
    bool opens = false;
    for (const NodeId state : children(place_, each)) {
      if (!is_on(place_, each, text(place_, state))) continue;
      any = true;
      opens = opens || (text(place_, state) == "new" && rule_.action == "permit");
      only_known = only_known && one_of(text(place_, state), {"established", "related"});
    }
    if (any && only_known)
      rule_.established = true;
    else if (any && !opens)
      rule_.other_conditions = true;
  }

  void add_for_each_protocol(std::vector<model::FilterRule>& to) {
    if (rule_.protocol != "tcp_udp") return to.push_back(std::move(rule_));
    for (const std::string_view protocol : {"tcp", "udp"}) {
      model::FilterRule& one = to.emplace_back(rule_);
      one.name = rule_.name + " " + std::string(protocol);
      one.protocol = protocol;
    }
  }

  Place place_;
  NodeId node_;
  model::FilterRule rule_;
};

/// What stands behind the last rule, as a rule: rule sets that jump here do not get their packets back.
void add_default(Place place, const RuleSet& from, model::Filter& to) {
  const NodeId said = value_at(place, from.node, {"default-action"});
  const NodeId target = value_at(place, from.node, {"default-jump-target"});
  const std::string_view usual = from.chain ? "accept" : "drop";
  const std::string_view word = said == no_node ? usual : text(place, said);
  model::FilterRule rule;
  rule.name = "default";
  rule.lines = said == no_node ? 0 : place.walk.lines(said);
  rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
  rule.log = is_on(place, from.node, "enable-default-log") || is_on(place, from.node, "default-log");
  const auto put = [&](const char* action) {
    if (said == no_node)
      to.default_action.set_default(action);
    else
      to.default_action.set(action, rule.lines);
    rule.action = action;
  };
  if (word == "accept")
    put("permit");
  else if (word == "drop" || word == "reject")
    put("deny");
  else if (word == "return" || word == "continue")
    rule.action = "return";
  else if (word == "jump" && target != no_node)
    rule.action = "jump " + std::string(text(place, target));
  else
    rule.action = "none", rule.opaque = true;
  if (!to.default_action.known()) to.default_action.set_unknown(rule.lines);
  to.rules.push_back(std::move(rule));
}

/// `state-policy established action accept` decides before all rules.
void add_state_policy(Place place, model::Filter& to) {
  if (place.state.state_policy == no_node) return;
  for (const NodeId each : children(place, place.state.state_policy)) {
    const NodeId action = value_at(place, each, {"action"});
    const std::string_view word = action == no_node ? std::string_view() : text(place, action);
    model::FilterRule& rule = to.rules.emplace_back();
    rule.name = "state-policy " + std::string(text(place, each));
    rule.lines = place.walk.lines_below(each);
    rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
    rule.action = word == "accept" ? "permit" : word == "drop" ? "deny" : word == "reject" ? "reject" : "none";
    rule.log = is_on(place, each, "log") || child_of(place.walk.configuration(), each, "log-level") != no_node;
    rule.established = one_of(text(place, each), {"established", "related"});
    rule.other_conditions = !rule.established;
    rule.opaque = rule.action == "none" && !word.empty() && word != "offload";
  }
}

/// Rules apply in the order of their numbers; set commands may come in any.
std::vector<NodeId> in_order(Place place, NodeId rules) {
  std::vector<std::pair<std::uint32_t, NodeId>> numbered;
  for (const NodeId each : children(place, rules))
    numbered.emplace_back(number(text(place, each)).value_or(0xffffffffU), each);
  std::ranges::stable_sort(numbered, {}, &std::pair<std::uint32_t, NodeId>::first);
  std::vector<NodeId> sorted;
  for (const auto& [position, node] : numbered) sorted.push_back(node);
  return sorted;
}

/// One side's group: `address-group A`, `port-group P`.
void read_group(Place place, NodeId each, Side& to) {
  const std::string_view kind = text(place, each);
  const NodeId value = value_of(place, each);
  const std::string_view name = value == no_node ? std::string_view() : text(place, value);
  if (name.empty()) {
    to.opaque = true;
  } else if (name.starts_with('!') || one_of(kind, {"mac-group", "interface-group"})) {
    to.narrowed = true;
  } else if (kind == "port-group") {
    if (to.port != "any") to.narrowed = true;
    to.port = "group " + std::string(name);
  } else {
    if (to.address != "any") to.narrowed = true;
    to.address = "group " + group_name(place.state, kind, name);
  }
}

void read_address(Place place, NodeId each, std::string& to, bool& narrowed) {
  std::vector<std::string_view> all;
  for (const NodeId value : children(place, each)) all.push_back(text(place, value));
  const bool inverted = std::ranges::any_of(all, [](std::string_view word) { return word.starts_with('!'); });
  if (to != "any" || inverted) narrowed = true;
  if (!inverted && !all.empty()) to = joined_words(all);
}

}  // namespace

Side read_side(Place place, NodeId node) {
  Side to;
  for (const NodeId each : children(place, node)) {
    const std::string_view word = text(place, each);
    if (word == "address") {
      read_address(place, each, to.address, to.narrowed);
    } else if (word == "port") {
      read_address(place, each, to.port, to.narrowed);
    } else if (word == "group") {
      for (const NodeId kind : children(place, each)) read_group(place, kind, to);
    } else if (one_of(word, {"address-mask", "fqdn", "geoip", "mac-address", "prefix"})) {
      to.narrowed = true;
      if (word == "address-mask") to.address = "any";
    } else {
      to.opaque = true;
      place.walk.unknown(each, {}, "an address, a port or a group");
    }
  }
  if (child_of(place.walk.configuration(), node, "address-mask") != no_node) to.address = "any";
  return to;
}

void read_rule_set(Place place, const RuleSet& from, model::Filter& to) {
  head(place, from.node, to);
  if (from.with_state_policy) add_state_policy(place, to);
  if (const NodeId rules = child_of(place.walk.configuration(), from.node, "rule"); rules != no_node)
    for (const NodeId rule : in_order(place, rules)) RuleReader(place, rule).read(to.rules);
  add_default(place, from, to);
  for (const NodeId each : children(place, from.node)) {
    const std::string_view word = text(place, each);
    if (word == "description") {
      place.walk.ignore(each);
    } else if (!one_of(word, {"rule", "default-action", "default-jump-target", "enable-default-log", "default-log"})) {
      to.open = true, to.open_domains = Domain::filters;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a rule set");
    }
  }
}

}  // namespace muster::grammars::vyos
