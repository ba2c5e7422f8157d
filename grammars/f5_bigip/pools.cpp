#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/f5_bigip/settings.hpp"
#include "grammars/text_lines.hpp"

/// ltm pool, node, monitor.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains health = Domain::health;
constexpr std::string_view sharing = "how members share the load";

/// `monitor /Common/http and /Common/tcp`, `monitor min 1 of { A B }`, `monitor none`.
template <auto Object, auto Field>
Outcome monitor(Config& config, Cursor& cursor) {
  const std::string_view rule = cursor.take_rest();
  if (rule.empty()) return cursor.fail("a monitor");
  at(config, Object).*Field = Lined<std::string>{std::string(rule), cursor.lines()};
  return Outcome::understood;
}

/// The monitors of `min 1 of { A B }`.
Outcome monitor_name(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::understood;
}

const Table& monitors_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", health, monitor_name}});
  static const Table table({Rows(rows)});
  return table;
}

Outcome member(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a member");
  config.member = &config.pool->members.emplace_back();
  config.member->name = *name;
  config.member->about.lines.add(cursor.line());
  return Outcome::understood;
}

const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address", health, set_text<&Config::member, &Member::address>},
      {"monitor", health, monitor<&Config::member, &Member::monitor>, monitors_table},
      {"session", health, set_text<&Config::member, &Member::session>},
      {"state", health, set_text<&Config::member, &Member::state>},
      {"priority-group", health, set_number<&Config::member, &Member::priority_group>},
      ignored<Config>("connection-limit", sharing),
      ignored<Config>("dynamic-ratio", sharing),
      ignored<Config>("ephemeral", "who made it"),
      ignored<Config>("fqdn", "how its name becomes addresses"),
      ignored<Config>("inherit-profile", sharing),
      ignored<Config>("logging", "whether changes of its state are logged"),
      ignored<Config>("profiles", sharing),
      ignored<Config>("rate-limit", sharing),
      ignored<Config>("ratio", sharing),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::member>);
  return table;
}

/// A member that is not understood may be anything: the pool's list is not whole.
const Table& members_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", health, member, member_table}});
  static const Table table({Rows(rows)}, open_object<&Config::pool>);
  return table;
}

Outcome block_or_none(Config&, Cursor& cursor) {
  cursor.accept("none");
  return cursor.end();
}

const Table& pool_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"members", health, block_or_none, members_table},
      {"monitor", health, monitor<&Config::pool, &Pool::monitor>, monitors_table},
      {"min-active-members", health, set_number<&Config::pool, &Pool::minimum_active>},
      ignored<Config>("allow-nat", sharing),
      ignored<Config>("allow-snat", sharing),
      ignored<Config>("autoscale-group-id", sharing),
      ignored<Config>("gateway-failsafe-device", "which unit gives way when a gateway fails"),
      ignored<Config>("ignore-persisted-weight", sharing),
      ignored<Config>("ip-tos-to-client", sharing),
      ignored<Config>("ip-tos-to-server", sharing),
      ignored<Config>("link-qos-to-client", sharing),
      ignored<Config>("link-qos-to-server", sharing),
      ignored<Config>("load-balancing-mode", sharing),
      ignored<Config>("min-up-members", "when the device gives way to its peer"),
      ignored<Config>("min-up-members-action", "when the device gives way to its peer"),
      ignored<Config>("min-up-members-checking", "when the device gives way to its peer"),
      ignored<Config>("profiles", sharing),
      ignored<Config>("queue-depth-limit", sharing),
      ignored<Config>("queue-on-connection-limit", sharing),
      ignored<Config>("queue-time-limit", sharing),
      ignored<Config>("reselect-tries", sharing),
      ignored<Config>("service-down-action", sharing),
      ignored<Config>("slow-ramp-time", sharing),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::pool>);
  return table;
}

const Table& node_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address", health, set_text<&Config::node, &Node::address>},
      {"monitor", health, monitor<&Config::node, &Node::monitor>, monitors_table},
      {"session", health, set_text<&Config::node, &Node::session>},
      {"state", health, set_text<&Config::node, &Node::state>},
      ignored<Config>("connection-limit", sharing),
      ignored<Config>("dynamic-ratio", sharing),
      ignored<Config>("ephemeral", "who made it"),
      ignored<Config>("fqdn", "how its name becomes addresses"),
      ignored<Config>("logging", "whether changes of its state are logged"),
      ignored<Config>("rate-limit", sharing),
      ignored<Config>("ratio", sharing),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

Outcome default_rule(Config& config, Cursor& cursor) {
  const std::string_view rule = cursor.take_rest();
  if (rule.empty()) return cursor.fail("a monitor");
  config.default_node_monitor = Lined<std::string>{std::string(rule), cursor.lines()};
  return Outcome::understood;
}

const Table& default_monitor_table() {
  static constexpr auto rows = std::to_array<Row>({{"rule", health, default_rule, monitors_table}});
  static const Table table({Rows(rows), common_rows()});
  return table;
}

/// What a monitor does is not modelled beyond that there is one; its password may be a secret.
Outcome monitor_secret(Config&, Cursor& cursor) { return take_secret(cursor) ? cursor.end() : cursor.fail("a secret"); }

Outcome monitor_detail(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::ignored;
}

const Table& monitor_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"password", health, monitor_secret},
      {"passphrase", health, monitor_secret},
      {"secret", health, monitor_secret},
      {"community", health, monitor_secret},
      {"*", health, monitor_detail},
  });
  static const Table table({Rows(rows)});
  return table;
}

Outcome monitor_head(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  if (cursor.wildcard(0) == "inband") config.passive_monitors.insert(*name);
  return cursor.end();
}

// Conversion.

/// `default` says again what counts without it: the monitor of the pool, or that of all nodes.
bool is_given(const Maybe<std::string>& monitor) {
  return monitor && monitor->value != "default" && monitor->value != "/Common/default";
}

/// Whether something asks the member: a monitor of the kind inband watches what clients get, and asks nothing.
bool is_on(const Config& config, const Maybe<std::string>& monitor) {
  if (!is_given(monitor) || monitor->value == "none") return false;
  Words words(monitor->value);
  bool passive = false;
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (word == "and") continue;
    passive = config.passive_monitors.contains(full_name(std::string(word)));
    if (!passive) return true;
  }
  return !passive;
}

/// `/Common/192.0.2.1:80` without its port.
std::string node_name(const std::string& member) {
  const std::string name = full_name(member);
  const std::size_t slash = name.rfind('/');
  const std::string_view leaf = std::string_view(name).substr(slash + 1);
  const bool is_v6 = std::ranges::count(leaf, ':') > 1;
  const std::size_t end = is_v6 ? leaf.rfind('.') : leaf.rfind(':');
  return name.substr(0, end == std::string_view::npos ? std::string::npos : slash + 1 + end);
}

void set_address(model::Text& to, const Member& from, const Node* node) {
  if (from.address) return to.set(split_route_domain(from.address->value).address, from.address->lines);
  if (node != nullptr && node->address)
    return to.set(split_route_domain(node->address->value).address, node->address->lines);
  if (const auto endpoint = split_endpoint(from.name); endpoint && parse_ip(endpoint->address))
    to.set(endpoint->address, 0);
}

/// Active checks: the member's own, its pool's, or that of its node.
void set_monitored(model::Boolean& to, const Config& config, const Pool& pool, const Member& from, const Node* node) {
  if (is_on(config, from.monitor)) return to.set(true, from.monitor->lines);
  if (!is_given(from.monitor) && is_on(config, pool.monitor)) return to.set(true, pool.monitor->lines);
  if (node != nullptr && is_on(config, node->monitor)) return to.set(true, node->monitor->lines);
  if ((node == nullptr || !is_given(node->monitor)) && is_on(config, config.default_node_monitor))
    return to.set(true, config.default_node_monitor->lines);
  if (from.monitor) return to.set(false, from.monitor->lines);
  to.set_default(false);
}

bool takes_out(const Maybe<std::string>& setting) {
  return setting && (setting->value == "user-disabled" || setting->value == "user-down");
}

void set_enabled(model::Boolean& to, const Member& from, const Node* node) {
  if (takes_out(from.session)) return to.set(false, from.session->lines);
  if (takes_out(from.state)) return to.set(false, from.state->lines);
  if (node != nullptr && takes_out(node->session)) return to.set(false, node->session->lines);
  if (node != nullptr && takes_out(node->state)) return to.set(false, node->state->lines);
  to.set_default(true);
}

/// With a minimum of active members, those of lower priority groups wait.
void set_backup(model::Boolean& to, const Pool& pool, const Member& from, std::int64_t highest) {
  const std::int64_t group = from.priority_group ? from.priority_group->value : 0;
  if (!pool.minimum_active || pool.minimum_active->value == 0 || group >= highest) return to.set_default(false);
  if (from.priority_group) return to.set(true, from.priority_group->lines);
  to.set_default(true);
}

void convert_pool(Config& config, const std::string& name, const Pool& from, const Target& target) {
  model::Pool to;
  head(to, from.about, name, target);
  to.name.set("bigip " + name, to.lines);
  to.product.set("bigip", to.lines);
  if (from.monitor)
    to.monitor.set(is_on(config, from.monitor), from.monitor->lines);
  else
    to.monitor.set_default(false);
  put_or_default<std::int64_t>(to.minimum_active, from.minimum_active, 0);
  std::int64_t highest = 0;
  for (const Member& member : from.members)
    if (member.priority_group) highest = std::max(highest, member.priority_group->value);
  for (const Member& member : from.members) {
    model::PoolMember& item = to.members.emplace_back();
    head(item, member.about, name, target);
    item.name.set(full_name(member.name), item.lines);
    const Node* const node = config.nodes.find(node_name(member.name));
    set_address(item.address, member, node);
    const auto endpoint = split_endpoint(member.name);
    if (endpoint && endpoint->port) item.port.set(*endpoint->port, item.lines);
    set_monitored(item.monitored, config, from, member, node);
    set_backup(item.backup, from, member, highest);
    set_enabled(item.enabled, member, node);
  }
  target.device.pools.push_back(std::move(to));
}

}  // namespace

Rows pool_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ltm pool", health, object<&Config::pools, &Config::pool>, pool_table},
      {"ltm node", health, object<&Config::nodes, &Config::node>, node_table},
      {"ltm default-node-monitor", health, block, default_monitor_table},
      {"ltm monitor *", health, monitor_head, monitor_table},
  });
  return rows;
}

void convert_pools(Config& config, const Target& target) {
  config.pools.each([&](const std::string& name, const Pool& from) { convert_pool(config, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
