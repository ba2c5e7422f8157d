#include <array>
#include <unordered_map>

#include "grammars/f5_bigip/settings.hpp"

/// gtm pool and server: sites that names are answered with, and what watches them.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains health = Domain::health;
constexpr std::string_view choice = "which answer is given";

/// Pools of addresses are pools of servers; the others are records of names. Before release 12 there are no kinds.
Outcome pool(Config& config, Cursor& cursor) {
  const std::string kind = cursor.accept("aaaa") ? "aaaa" : "a";
  if (kind == "a" && cursor.peek() == "a") cursor.word();
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.pool = &config.gtm_pools.get(kind + ' ' + *name);
  config.pool->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome server(Config& config, Cursor& cursor) { return object<&Config::gtm_servers, &Config::pool>(config, cursor); }

/// `monitor /Common/http and /Common/tcp`, `monitor min 1 of { A B }`, `monitor none`.
template <auto Object, auto Field>
Outcome monitor(Config& config, Cursor& cursor) {
  const std::string_view rule = cursor.take_rest();
  if (rule.empty()) return cursor.fail("a monitor");
  at(config, Object).*Field = Lined<std::string>{std::string(rule), cursor.lines()};
  return Outcome::understood;
}

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

Outcome disabled(Config& config, Cursor& cursor) {
  config.member->session = Lined<std::string>{"user-disabled", cursor.lines()};
  return cursor.end();
}

Outcome enabled(Config& config, Cursor& cursor) {
  config.member->session.reset();
  return cursor.end();
}

const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"monitor", health, monitor<&Config::member, &Member::monitor>, monitors_table},
      {"destination", health, set_text<&Config::member, &Member::address>},
      {"disabled", health, disabled},
      {"enabled", health, enabled},
      ignored<Config>("addresses", "where it answers"),
      ignored<Config>("depends-on", choice),
      ignored<Config>("explicit-link-name", choice),
      ignored<Config>("limit-max-bps", choice),
      ignored<Config>("limit-max-bps-status", choice),
      ignored<Config>("limit-max-connections", choice),
      ignored<Config>("limit-max-connections-status", choice),
      ignored<Config>("limit-max-pps", choice),
      ignored<Config>("limit-max-pps-status", choice),
      ignored<Config>("ltm-name", "its name on its own device"),
      ignored<Config>("member-order", choice),
      ignored<Config>("order", choice),
      ignored<Config>("ratio", choice),
      ignored<Config>("translation-address", "where it answers"),
      ignored<Config>("translation-port", "where it answers"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::member>);
  return table;
}

const Table& members_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", health, member, member_table}});
  static const Table table({Rows(rows)}, open_object<&Config::pool>);
  return table;
}

/// How answers are chosen is not modelled.
Outcome detail(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::ignored;
}

const Table& pool_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"members", health, block, members_table},
      {"monitor", health, monitor<&Config::pool, &Pool::monitor>, monitors_table},
      {"disabled", health},
      {"*", health, detail},
  });
  static const Table table({Rows(rows)}, open_object<&Config::pool>);
  return table;
}

const Table& server_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"virtual-servers", health, block, members_table},
      {"monitor", health, monitor<&Config::pool, &Pool::monitor>, monitors_table},
      {"disabled", health},
      {"*", health, detail},
  });
  static const Table table({Rows(rows)}, open_object<&Config::pool>);
  return table;
}

// Conversion.

bool is_on(const Maybe<std::string>& monitor) { return monitor && monitor->value != "none"; }

/// A member is `SERVER:VIRTUAL SERVER`.
struct Parts {
  const Pool* server = nullptr;
  const Member* virtual_server = nullptr;
};

using VirtualServers = std::unordered_map<std::string, const Member*>;

VirtualServers index_servers(Config& config) {
  VirtualServers index;
  config.gtm_servers.each([&](const std::string& name, const Pool& server) {
    for (const Member& each : server.members) index.emplace(name + ':' + each.name, &each);
  });
  return index;
}

Parts parts_of(Config& config, const VirtualServers& index, const std::string& member) {
  const std::size_t colon = member.find(':');
  if (colon == std::string::npos) return {};
  const std::string server = full_name(member.substr(0, colon));
  const auto found = index.find(server + member.substr(colon));
  return {config.gtm_servers.find(server), found == index.end() ? nullptr : found->second};
}

/// Lines about the server or its virtual server that were not understood speak about the member too.
void open_with(model::PoolMember& to, const Parts& parts, const Target& target) {
  for (const About* const about : {parts.server == nullptr ? nullptr : &parts.server->about,
                                   parts.virtual_server == nullptr ? nullptr : &parts.virtual_server->about}) {
    if (about == nullptr || about->opened_by.empty()) continue;
    to.open = true;
    to.opened_by = target.device.lines.join(to.opened_by, target.id(about->opened_by));
    to.open_domains = Domains::all();
  }
}

void set_monitored(model::Boolean& to, const Pool& pool, const Member& from, const Parts& parts) {
  if (is_on(from.monitor)) return to.set(true, from.monitor->lines);
  if (is_on(pool.monitor)) return to.set(true, pool.monitor->lines);
  if (parts.virtual_server != nullptr && is_on(parts.virtual_server->monitor))
    return to.set(true, parts.virtual_server->monitor->lines);
  if (parts.server != nullptr && is_on(parts.server->monitor)) return to.set(true, parts.server->monitor->lines);
  // Of a server that is not defined here, nothing is known.
  if (parts.server != nullptr) to.set_default(false);
}

void set_endpoint(model::PoolMember& to, const Parts& parts) {
  if (parts.virtual_server == nullptr || !parts.virtual_server->address) return;
  const auto endpoint = split_endpoint(parts.virtual_server->address->value);
  if (!endpoint) return;
  to.address.set(endpoint->address, parts.virtual_server->address->lines);
  if (endpoint->port) to.port.set(*endpoint->port, parts.virtual_server->address->lines);
}

void convert_pool(Config& config, const VirtualServers& index, const std::string& name, const Pool& from,
                  const Target& target) {
  const std::string full = name.substr(name.find(' ') + 1);
  model::Pool to;
  head(to, from.about, full, target);
  to.name.set("bigip gtm " + name, to.lines);
  to.product.set("bigip", to.lines);
  if (from.monitor)
    to.monitor.set(is_on(from.monitor), from.monitor->lines);
  else
    to.monitor.set_default(false);
  for (const Member& member : from.members) {
    model::PoolMember& item = to.members.emplace_back();
    head(item, member.about, full, target);
    item.name.set(member.name, item.lines);
    const Parts parts = parts_of(config, index, member.name);
    open_with(item, parts, target);
    set_endpoint(item, parts);
    set_monitored(item.monitored, from, member, parts);
    item.backup.set_default(false);
    if (member.session)
      item.enabled.set(false, member.session->lines);
    else
      item.enabled.set_default(true);
  }
  target.device.pools.push_back(std::move(to));
}

}  // namespace

Rows gtm_rows() {
  static constexpr std::string_view records = "records of names, no servers";
  static constexpr auto rows = std::to_array<Row>({
      {"gtm pool", health, pool, pool_table},
      {"gtm server", health, server, server_table},
      ignored<Config>("gtm pool cname", records),
      ignored<Config>("gtm pool mx", records),
      ignored<Config>("gtm pool naptr", records),
      ignored<Config>("gtm pool srv", records),
  });
  return rows;
}

void convert_gtm(Config& config, const Target& target) {
  const VirtualServers index = index_servers(config);
  config.gtm_pools.each(
      [&](const std::string& name, const Pool& from) { convert_pool(config, index, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
