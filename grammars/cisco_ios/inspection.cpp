#include "grammars/cisco_ios/config.hpp"

/// Classes and policies of the zone-based firewall: `class-map type inspect`, `policy-map type inspect` and what tunes
/// them. Those for a single application look into connections that others let through: they only drop.
namespace muster::grammars::cisco_ios {
namespace {

constexpr std::string_view deeper = "looks into connections that were let through: it only drops";
constexpr std::string_view limits = "timers, limits and messages of connections that are inspected: it only drops";

// ---- classes

/// `class-map type inspect [match-any|match-all] NAME`; `... http [match-any|match-all] NAME` is for one application.
Outcome class_map(Config& config, Cursor& cursor) {
  config.inspect_class = nullptr;
  const bool any = cursor.accept("match-any");
  const bool all = !any && cursor.accept("match-all");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a class");
  if (!cursor.at_end()) return any || all ? cursor.end() : Outcome::ignored;
  if (cursor.negated) {
    config.zone_firewall.classes.erase(name);
    return Outcome::understood;
  }
  InspectClass& to = config.zone_firewall.classes.get(name);
  add_block(to.lines, cursor);
  to.any = any;
  config.inspect_class = &to;
  return Outcome::understood;
}

Outcome condition(Config& config, Cursor& cursor, ClassCondition::Kind kind, std::string_view expected) {
  if (config.inspect_class == nullptr) return Outcome::ignored;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail(expected);
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) return Outcome::known;  // takes away the one that is spelt the same
  config.inspect_class->conditions.push_back({kind, name, cursor.lines()});
  return Outcome::understood;
}
/// `match access-group [name] LIST`
Outcome match_list(Config& config, Cursor& cursor) {
  cursor.accept("name");
  return condition(config, cursor, ClassCondition::Kind::access_group, "an access list");
}
/// `match protocol PROTOCOL [signature]`
Outcome match_protocol(Config& config, Cursor& cursor) {
  return condition(config, cursor, ClassCondition::Kind::protocol, "a protocol");
}
Outcome match_class(Config& config, Cursor& cursor) {
  return condition(config, cursor, ClassCondition::Kind::class_map, "the name of a class");
}
/// Nothing else that a class may ask for is modelled; `match not` is among it.
Outcome match_other(Config& config, Cursor& cursor) {
  cursor.take_rest();
  return config.inspect_class == nullptr ? Outcome::ignored : Outcome::known;
}

/// A condition that is not understood may be met by anything; nothing else opens.
Domains condition_not_understood(Config& config, const Cursor& cursor, Domains) {
  if (config.inspect_class != nullptr)
    config.inspect_class->conditions.push_back({ClassCondition::Kind::other, {}, cursor.lines()});
  return {};
}

const Table& class_map_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"match access-group", Domain::filters, &match_list},
      {"match protocol", Domain::filters, &match_protocol},
      {"match class-map", Domain::filters, &match_class},
      {"match", Domain::filters, &match_other},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &condition_not_understood);
  return table;
}

// ---- policies

/// `policy-map type inspect NAME`; `... http NAME` is for one application.
Outcome policy_map(Config& config, Cursor& cursor) {
  config.inspect_policy = nullptr;
  config.inspect_action = nullptr;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a policy");
  if (!cursor.at_end()) return Outcome::ignored;
  if (cursor.negated) {
    config.zone_firewall.policies.erase(name);
    return Outcome::understood;
  }
  config.inspect_policy = &config.zone_firewall.policies.get(name);
  add_block(config.inspect_policy->lines, cursor);
  return Outcome::understood;
}

/// `class type inspect NAME`, `class NAME`, `class class-default`
Outcome policy_class(Config& config, Cursor& cursor) {
  config.inspect_action = nullptr;
  if (config.inspect_policy == nullptr) return Outcome::ignored;
  if (cursor.accept("type") && !cursor.accept("inspect")) return cursor.fail("inspect");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a class");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.inspect_policy->actions.erase(name);
    return Outcome::understood;
  }
  config.inspect_action = &config.inspect_policy->actions.get(name);
  config.inspect_action->of = name;
  add_block(config.inspect_action->lines, cursor);
  return Outcome::understood;
}

Outcome action(Config& config, Cursor& cursor, InspectAction::Kind kind) {
  if (config.inspect_action == nullptr) return Outcome::ignored;
  if (cursor.negated) return Outcome::known;
  const bool log = kind != InspectAction::Kind::permit && cursor.accept("log");
  if (!cursor.at_end()) return cursor.end();
  config.inspect_action->kind = kind;
  config.inspect_action->log = log;
  return Outcome::understood;
}
/// `inspect [PARAMETERS]`: answers pass as well.
Outcome inspect(Config& config, Cursor& cursor) {
  cursor.word();
  return action(config, cursor, InspectAction::Kind::permit);
}
/// `pass [log]`: this direction only.
Outcome pass(Config& config, Cursor& cursor) {
  const bool log = cursor.accept("log");
  const Outcome outcome = action(config, cursor, InspectAction::Kind::permit);
  if (outcome == Outcome::understood) config.inspect_action->log = log;
  return outcome;
}
/// `drop [log]`
Outcome drop(Config& config, Cursor& cursor) { return action(config, cursor, InspectAction::Kind::deny); }

/// What is done with the class is not known then.
Domains action_not_understood(Config& config, const Cursor&, Domains) {
  if (config.inspect_action != nullptr) config.inspect_action->kind = InspectAction::Kind::other;
  return {};
}
/// It may have been a class, in its place.
Domains policy_not_understood(Config& config, const Cursor&, Domains) {
  if (config.inspect_policy != nullptr) config.inspect_policy->unread = true;
  return {};
}

const Table& action_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"inspect", Domain::filters, &inspect},
      {"pass", Domain::filters, &pass},
      {"drop", Domain::filters, &drop},
      ignored<Config>("police", "rates: it only drops"),
      ignored<Config>("service-policy", deeper),
      ignored<Config>("urlfilter", deeper),
      ignored<Config>("content-scan", deeper),
      ignored<Config>("reset", deeper),
      ignored<Config>("allow", deeper),
      ignored<Config>("log", deeper),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &action_not_understood);
  return table;
}

const Table& policy_map_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"class", Domain::filters, &policy_class, &action_table},
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("parameter", deeper),
  });
  static const Table table({rows}, &policy_not_understood);
  return table;
}

// ---- parameters

Outcome global_parameters(Config& config, Cursor& cursor) {
  config.zone_firewall.global = true;
  if (cursor.negated) config.zone_firewall.logs_drops = false;
  return cursor.end();
}
/// `parameter-map type inspect NAME|global`
Outcome parameters(Config& config, Cursor& cursor) {
  if (cursor.accept("global")) return global_parameters(config, cursor);
  config.zone_firewall.global = false;
  if (cursor.word().empty()) return cursor.fail("a name");
  return cursor.end();
}

/// `log dropped-packets [enable]`: of the whole device only.
Outcome log_drops(Config& config, Cursor& cursor) {
  if (!config.zone_firewall.global) return Outcome::known;
  if (!cursor.accept("enable") && cursor.accept("disable")) cursor.negated = true;
  config.zone_firewall.logs_drops = !cursor.negated;
  return cursor.end();
}
/// `ip inspect log drop-pkt`
Outcome log_all_drops(Config& config, Cursor& cursor) {
  config.zone_firewall.logs_drops = !cursor.negated;
  return cursor.end();
}

const Table& parameter_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"log dropped-packets", Domain::filters, &log_drops},
      ignored<Config>("log", limits),
      ignored<Config>("alert", limits),
      ignored<Config>("audit-trail", limits),
      ignored<Config>("dns-timeout", limits),
      ignored<Config>("icmp", limits),
      ignored<Config>("tcp", limits),
      ignored<Config>("udp", limits),
      ignored<Config>("max-incomplete", limits),
      ignored<Config>("one-minute", limits),
      ignored<Config>("sessions", limits),
      ignored<Config>("gtp", limits),
      ignored<Config>("aggressive-aging", limits),
      ignored<Config>("per-box", limits),
      ignored<Config>("vrf", limits),
      ignored<Config>("zone-mismatch", limits),
      ignored<Config>("ipv6 routing-header-enforcement", limits),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows inspection_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"class-map type inspect", Domain::filters, &class_map, &class_map_table},
      {"policy-map type inspect", Domain::filters, &policy_map, &policy_map_table},
      {"parameter-map type inspect", Domain::filters, &parameters, &parameter_table},
      {"parameter-map type inspect-global", Domain::filters, &global_parameters, &parameter_table},
      {"ip inspect log drop-pkt", Domain::filters, &log_all_drops},
      ignored<Config>("parameter-map type inspect-vrf", limits),
      ignored<Config>("parameter-map type inspect-zone", limits),
      ignored<Config>("parameter-map type regex", "patterns that others name"),
      ignored<Config>("parameter-map type protocol-info", deeper),
      ignored<Config>("parameter-map type urlfilter", deeper),
      ignored<Config>("parameter-map type urlfpolicy", deeper),
      ignored<Config>("parameter-map type urlf-glob", deeper),
      ignored<Config>("parameter-map type trend-global", deeper),
      ignored<Config>("parameter-map type content-scan", deeper),
      ignored<Config>("parameter-map type ooo", limits),
      {"parameter-map type webauth", Domain::filters | Domain::management},
  });
  return rows;
}

}  // namespace muster::grammars::cisco_ios
