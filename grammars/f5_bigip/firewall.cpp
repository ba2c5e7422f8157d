#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// security firewall: policies, rule lists, address and port lists, the rules of the management port.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains filters = Domain::filters;

// A rule of a policy or a rule list. What is not understood about it makes it opaque.

Domains rule_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.firewall_rule->opaque = true;
  config.firewall_rule->lines.add(cursor.line());
  return domains.without(filters);
}

template <auto Field>
Outcome rule_text(Config& config, Cursor& cursor) {
  auto value = take_value(cursor);
  if (!value) return cursor.fail("a value");
  config.firewall_rule->lines.add(cursor.line());
  config.firewall_rule->*Field = Lined<std::string>{*std::move(value), cursor.lines()};
  return cursor.end();
}

Outcome rule_list_name(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.firewall_rule->lines.add(cursor.line());
  config.firewall_rule->rule_list = Lined<std::string>{*name, cursor.lines()};
  return cursor.end();
}

Outcome log(Config& config, Cursor& cursor) {
  const auto value = switch_value(cursor.word());
  if (!value) return cursor.fail("yes or no");
  config.firewall_rule->lines.add(cursor.line());
  config.firewall_rule->log = *value;
  return cursor.end();
}

/// A condition that is not modelled: the rule matches less than its other lines say.
Outcome narrows(Config& config, Cursor& cursor) {
  config.firewall_rule->lines.add(cursor.line());
  if (cursor.peek() != "none") config.firewall_rule->narrowed = true;
  (void)cursor.take_rest();
  return Outcome::understood;
}

template <auto Side>
Outcome side(Config& config, Cursor& cursor) {
  config.address_set = &(config.firewall_rule->*Side);
  config.firewall_rule->lines.add(cursor.line());
  return cursor.end();
}

template <auto Field>
Outcome member(Config& config, Cursor& cursor) {
  const auto value = item_name(cursor);
  if (!value) return cursor.fail("an address, a port or a name");
  (config.address_set->*Field).push_back(*value);
  config.firewall_rule->lines.add(cursor.node().line, cursor.node().last_line);
  return Outcome::understood;
}

template <auto Field>
Outcome member_name(Config& config, Cursor& cursor) {
  const auto value = item_name(cursor);
  if (!value) return cursor.fail("a name");
  (config.address_set->*Field).push_back(full_name(*value));
  config.firewall_rule->lines.add(cursor.line());
  return Outcome::understood;
}

const Table& nothing_table() {
  static const Table table({common_rows()}, rule_not_understood);
  return table;
}

template <auto Handler>
const Table& members_table() {
  static constexpr std::array<Row, 1> rows{Row{"*", filters, Handler, nothing_table}};
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& narrowing_table() { return members_table<narrows>(); }

const Table& side_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"addresses", filters, block, members_table<member<&AddressSet::addresses>>},
      {"address-lists", filters, block, members_table<member_name<&AddressSet::groups>>},
      {"ports", filters, block, members_table<member<&AddressSet::ports>>},
      {"port-lists", filters, block, members_table<member_name<&AddressSet::port_groups>>},
      {"vlans", filters, block, members_table<member_name<&AddressSet::vlans>>},
      {"fqdns", filters, narrows, narrowing_table},
      {"geo", filters, narrows, narrowing_table},
      {"identity", filters, narrows},
      {"zones", filters, narrows, narrowing_table},
  });
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& rule_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"action", filters, rule_text<&FirewallRule::action>},
      {"ip-protocol", filters, rule_text<&FirewallRule::protocol>},
      {"status", filters, rule_text<&FirewallRule::status>},
      {"rule-list", filters, rule_list_name},
      {"log", filters, log},
      {"source", filters, side<&FirewallRule::source>, side_table},
      {"destination", filters, side<&FirewallRule::destination>, side_table},
      {"icmp", filters, narrows, narrowing_table},
      {"schedule", filters, narrows},
      {"irule", filters},
      {"virtual-server", filters, narrows},
      ignored<Config>("irule-sample-rate", "how often a script runs"),
      ignored<Config>("rule-number", "its place, which the text has"),
      ignored<Config>("service-policy", "limits and timers of connections"),
      ignored<Config>("protocol-inspection-profile", "looks into what was accepted"),
      ignored<Config>("classification-policy", "looks into what was accepted"),
      ignored<Config>("uuid", "an identifier"),
      ignored<Config>("place-after", "its place, which the text has"),
  });
  static const Table table({Rows(rows), common_rows()}, rule_not_understood);
  return table;
}

Outcome rule(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a name");
  config.firewall_rule = &config.rule_list->rules.emplace_back();
  config.firewall_rule->name = *name;
  config.firewall_rule->lines.add(cursor.line());
  return Outcome::understood;
}

const Table& rules_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", filters, rule, rule_table}});
  static const Table table({Rows(rows)});
  return table;
}

const Table& policy_table() {
  static constexpr auto rows = std::to_array<Row>({{"rules", filters, block, rules_table}});
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::rule_list>);
  return table;
}

Outcome management_rules(Config& config, Cursor& cursor) {
  config.rule_list = &config.management_rules;
  config.rule_list->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome global_policy(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  if (leaf_name(*name) != "none") config.global_policy = Lined<std::string>{*name, cursor.lines()};
  return cursor.end();
}

const Table& global_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"enforced-policy", filters, global_policy},
      ignored<Config>("staged-policy", "is tried out and does nothing"),
      ignored<Config>("service-policy", "limits and timers of connections"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

/// Its lines list what the packet filter never looks at.
const Table& packet_filter_trusted_table() {
  static const Table table({common_rows()});
  return table;
}

// Address and port lists.

Outcome group_member(Config& config, Cursor& cursor) {
  const auto value = item_name(cursor);
  if (!value) return cursor.fail("a member");
  config.group->members.push_back(*value);
  config.group->about.lines.add(cursor.line());
  return Outcome::understood;
}

Outcome group_group(Config& config, Cursor& cursor) {
  const auto value = item_name(cursor);
  if (!value) return cursor.fail("a name");
  config.group->members.push_back("group " + full_name(*value));
  config.group->about.lines.add(cursor.line());
  return Outcome::understood;
}

const Table& plain_table() {
  static const Table table({common_rows()}, open_object<&Config::group>);
  return table;
}

const Table& members_of_group_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", filters, group_member, plain_table}});
  static const Table table({Rows(rows)}, open_object<&Config::group>);
  return table;
}

const Table& groups_of_group_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", filters, group_group, plain_table}});
  static const Table table({Rows(rows)}, open_object<&Config::group>);
  return table;
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"addresses", filters, block, members_of_group_table},
      {"ports", filters, block, members_of_group_table},
      {"address-lists", filters, block, groups_of_group_table},
      {"port-lists", filters, block, groups_of_group_table},
      {"fqdns", filters, block, members_of_group_table},
      {"geo", filters},
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::group>);
  return table;
}

// Conversion.

std::string joined(const std::vector<std::string>& values, const std::vector<std::string>& groups, const char* none) {
  std::string text;
  for (const std::string& value : values) text.append(text.empty() ? "" : ",").append(value);
  for (const std::string& name : groups) text.append(text.empty() ? "group " : ",group ").append(name);
  return text.empty() ? none : text;
}

std::string ports(const AddressSet& from) {
  std::vector<std::string> numbers;
  for (const std::string& port : from.ports) {
    const auto number = port_number(port);
    numbers.push_back(number ? std::to_string(*number) : port);
  }
  return joined(numbers, from.port_groups, "any");
}

std::string action_of(const FirewallRule& from) {
  if (from.rule_list) return "jump rule-list:" + from.rule_list->value;
  if (!from.action) return "none";
  if (from.action->value == "accept" || from.action->value == "accept-decisively") return "permit";
  if (from.action->value == "drop") return "deny";
  return from.action->value;
}

model::FilterRule convert_rule(const FirewallRule& from, const Target& target) {
  model::FilterRule to;
  to.name = from.name;
  to.action = action_of(from);
  to.protocol = from.protocol ? from.protocol->value : "any";
  to.source = joined(from.source.addresses, from.source.groups, "any");
  to.destination = joined(from.destination.addresses, from.destination.groups, "any");
  to.source_port = ports(from.source);
  to.destination_port = ports(from.destination);
  to.log = from.log;
  to.disabled = from.status && from.status->value == "disabled";
  if (to.disabled) to.action = "none";
  to.other_conditions = from.narrowed || !from.source.vlans.empty() || !from.destination.vlans.empty() ||
                        (from.status && from.status->value == "scheduled");
  to.opaque = from.opaque || (!from.action && !from.rule_list && !to.disabled);
  to.lines = target.id(from.lines);
  return to;
}

model::Filter& convert_rules(const std::string& name, const std::string& full, const RuleList& from,
                             const Target& target) {
  model::Filter& to = target.device.filters.emplace_back();
  head(to, from.about, full, target);
  to.name.set(name, to.lines);
  to.family.set("inet", to.lines);
  to.hook.set_absent();
  to.rules.reserve(from.rules.size());
  for (const FirewallRule& rule : from.rules) to.rules.push_back(convert_rule(rule, target));
  return to;
}

void convert_group(const std::string& kind, const std::string& name, Group& from, const Target& target) {
  model::ObjectGroup& to = target.device.groups.emplace_back();
  head(to, from.about, name, target);
  to.name.set(kind + name, to.lines);
  if (kind == "service ")
    for (std::string& member : from.members) {
      const auto number = port_number(member);
      if (number && !member.starts_with("group ")) member = std::to_string(*number);
      // The list names ports alone: the rule that uses it has the protocol.
      if (!member.starts_with("group ")) member = "any " + member;
    }
  to.members.set(from.members, to.lines);
}

}  // namespace

Rows firewall_rows() {
  static constexpr std::string_view attacks = "watches for attacks in traffic that filters let through";
  static constexpr std::string_view tuning = "how the filters are compiled and shown";
  static constexpr auto rows = std::to_array<Row>({
      {"security firewall policy", filters, object<&Config::policies, &Config::rule_list>, policy_table},
      {"security firewall rule-list", filters, object<&Config::rule_lists, &Config::rule_list>, policy_table},
      {"security firewall management-ip-rules", filters, management_rules, policy_table},
      {"security firewall global-rules", filters, block, global_table},
      {"security firewall address-list", filters, object<&Config::address_lists, &Config::group>, group_table},
      {"security firewall port-list", filters, object<&Config::port_lists, &Config::group>, group_table},
      {"security shared-objects address-list", filters, object<&Config::address_lists, &Config::group>, group_table},
      {"security shared-objects port-list", filters, object<&Config::port_lists, &Config::group>, group_table},
      {"net address-list", filters, object<&Config::address_lists, &Config::group>, group_table},
      {"net port-list", filters, object<&Config::port_lists, &Config::group>, group_table},
      {"security firewall", filters},
      {"security nat", filters},
      {"security ip-intelligence policy", filters},
      {"security ip-intelligence global-policy", filters},
      {"security zone", filters},
      {"security packet-filter", filters},
      {"net packet-filter", filters},
      {"net packet-filter-trusted", filters, block, packet_filter_trusted_table},
      {"net ipsec", Domain::filters | Domain::routing},
      {"security firewall schedule", filters},
      ignored<Config>("security firewall config-change-log", tuning),
      ignored<Config>("security firewall fqdn-entity", tuning),
      ignored<Config>("security firewall on-demand-compilation", tuning),
      ignored<Config>("security firewall on-demand-rule-deploy", tuning),
      ignored<Config>("security firewall config-entity-id", tuning),
      ignored<Config>("security firewall user-list", tuning),
      ignored<Config>("security firewall user-domain", tuning),
      ignored<Config>("security firewall port-misuse-policy", attacks),
      ignored<Config>("security device-id", "an identifier"),
      ignored<Config>("security device", attacks),
      ignored<Config>("security dos", attacks),
      ignored<Config>("security log", "what the filters and proxies log of traffic"),
      ignored<Config>("security protocol-inspection", attacks),
      ignored<Config>("security bot-defense", attacks),
      ignored<Config>("security anti-fraud", attacks),
      ignored<Config>("security datasync", attacks),
      ignored<Config>("security debug", attacks),
      ignored<Config>("security flowspec-route-injector", attacks),
      ignored<Config>("security http", attacks),
      ignored<Config>("security ftp", attacks),
      ignored<Config>("security smtp", attacks),
      ignored<Config>("security dns", attacks),
      ignored<Config>("security scrubber", attacks),
      ignored<Config>("security ssh", attacks),
      ignored<Config>("security blacklist-publisher", attacks),
      ignored<Config>("security cloud-services", attacks),
      ignored<Config>("security presentation", attacks),
      ignored<Config>("security analytics", attacks),
      ignored<Config>("security classification", attacks),
      ignored<Config>("security ip-intelligence", attacks),
  });
  return rows;
}

void convert_firewall(Config& config, const Target& target) {
  config.policies.each([&](const std::string& name, const RuleList& from) {
    model::Filter& to = convert_rules("policy " + name, name, from, target);
    // The global policy comes first for every packet that is not for the management port.
    if (config.global_policy && config.global_policy->value == name)
      to.hook.set("forward", config.global_policy->lines);
  });
  config.rule_lists.each([&](const std::string& name, const RuleList& from) {
    convert_rules("policy rule-list:" + name, name, from, target).default_action.set_absent();
  });
  if (!config.management_rules.rules.empty() || !config.management_rules.about.opened_by.empty()) {
    model::Filter& to = convert_rules("policy management-ip", {}, config.management_rules, target);
    to.hook.set("input", to.lines);
    to.default_action.set_default("permit");
  }
  config.address_lists.each(
      [&](const std::string& name, Group& from) { convert_group("address ", name, from, target); });
  config.port_lists.each([&](const std::string& name, Group& from) { convert_group("service ", name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
