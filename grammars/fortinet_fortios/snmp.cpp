#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::snmp;
constexpr auto community_at = &Config::community;
constexpr auto user_at = &Config::snmp_user;
constexpr std::string_view traps = "what is sent, not what is answered";

/// `ip A.B.C.D M.M.M.M` of a host of a community: 0.0.0.0 lets every host ask.
Outcome host_address(Config& config, Cursor& cursor) {
  if (cursor.negated) return cursor.end();
  auto prefix = take_network(cursor);
  if (!prefix) return cursor.fail("an address");
  config.community->hosts.push_back(std::move(*prefix));
  config.community->host_lines.add(cursor.line());
  return cursor.end();
}

/// A host without an address is any host.
Outcome edit_host(Config& config, Cursor& cursor) {
  const auto nodes = cursor.context().tree.nodes();
  const auto index = static_cast<std::size_t>(&cursor.node() - nodes.data());
  bool has_address = false;
  for (std::size_t i = index + 1; i < cursor.node().subtree_end; ++i) {
    const std::string_view line = cursor.context().tree.text(nodes[i]);
    has_address = has_address || line.starts_with("ip ") || line.starts_with("ipv6 ");
  }
  if (!has_address) config.community->hosts.emplace_back("0.0.0.0/0");
  return nested_edit(config, cursor);
}

const Table& host_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip", domains, &host_address},
      {"ipv6", domains, &host_address},
  });
  static constexpr auto others = ignored_each(
      words("source-ip", "source-ipv6", "ha-direct", "host-type", "interface", "interface-select-method", "vrf-select"),
      traps);
  static const Table table({rows, others}, &opens<community_at>);
  return table;
}

const Table& host_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_host, &host_entry}});
  static const Table table({rows}, &opens<community_at>);
  return table;
}

const Table& community_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"name", domains, &secret<community_at, &Community::value>},
      {"status", domains, &flag<community_at, &Community::enabled>},
      {"query-v1-status", domains, &flag<community_at, &Community::query_v1>},
      {"query-v2c-status", domains, &flag<community_at, &Community::query_v2c>},
      {"config hosts", domains, &nested_block, &host_table},
      {"config hosts6", domains, &nested_block, &host_table},
      ignored<Config>("query-v1-port", "the port of the agent"),
      ignored<Config>("query-v2c-port", "the port of the agent"),
      ignored<Config>("trap-v1-status", traps),
      ignored<Config>("trap-v1-lport", traps),
      ignored<Config>("trap-v1-rport", traps),
      ignored<Config>("trap-v2c-status", traps),
      ignored<Config>("trap-v2c-lport", traps),
      ignored<Config>("trap-v2c-rport", traps),
      ignored<Config>("events", traps),
      ignored<Config>("mib-view", "which part of the tree is shown"),
      ignored<Config>("vdoms", "which part of the tree is shown"),
  });
  static const Table table({rows}, &opens<community_at>);
  return table;
}

const Table& community_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::communities, community_at>, &community_entry}});
  static const Table table({rows});
  return table;
}

const Table& user_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"security-level", domains, &text<user_at, &SnmpUser::level>},
      {"auth-proto", domains, &text<user_at, &SnmpUser::authentication>},
      {"priv-proto", domains, &text<user_at, &SnmpUser::privacy>},
      {"auth-pwd", domains | Domain::users, &secret<user_at, &SnmpUser::authentication_key>},
      {"priv-pwd", domains | Domain::users, &secret<user_at, &SnmpUser::privacy_key>},
      {"status", domains, &flag<user_at, &SnmpUser::enabled>},
      ignored<Config>("queries", "the port of the agent"),
      ignored<Config>("query-port", "the port of the agent"),
      ignored<Config>("trap-status", traps),
      ignored<Config>("trap-lport", traps),
      ignored<Config>("trap-rport", traps),
      ignored<Config>("notify-hosts", traps),
      ignored<Config>("notify-hosts6", traps),
      ignored<Config>("source-ip", traps),
      ignored<Config>("source-ipv6", traps),
      ignored<Config>("ha-direct", traps),
      ignored<Config>("events", traps),
      ignored<Config>("interface-select-method", traps),
      ignored<Config>("interface", traps),
      ignored<Config>("vrf-select", traps),
      ignored<Config>("mib-view", "which part of the tree is shown"),
      ignored<Config>("vdoms", "which part of the tree is shown"),
  });
  static const Table table({rows}, &opens<user_at>);
  return table;
}

const Table& user_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit_global<&Config::snmp_users, user_at>, &user_entry}});
  static const Table table({rows});
  return table;
}

/// The agent is off unless it says otherwise; then nothing answers, whatever communities there are.
const Table& agent_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"status", domains, &flag<&Config::global, &GlobalSettings::snmp_agent>}});
  static constexpr auto others =
      ignored_each(words("description", "contact-info", "location", "engine-id", "engine-id-type", "append-index",
                         "trap-high-cpu-threshold", "trap-low-memory-threshold", "trap-log-full-threshold",
                         "trap-free-memory-threshold", "trap-freeable-memory-threshold", "non-mgmt-vdom-query"),
                   "place and contact, and when traps are sent");
  static const Table table({rows, others});
  return table;
}

void put_protocol(model::Text& to, bool used, const Maybe<std::string>& protocol, std::string_view usual) {
  if (!used) return to.set_absent();
  put_or_default(to, protocol, std::string(usual));
  if (to.value == "aes") to.value = "aes128";
  if (to.value == "aes256cisco") to.value = "aes256";
}

void put_user(const std::string& name, const SnmpUser& from, const Target& target) {
  if (from.enabled && !from.enabled->value) return;
  const std::string level = from.level ? from.level->value : "no-auth-no-priv";
  model::SnmpUser& to = target.device.snmp_users.emplace_back();
  from.put(to, target);
  to.name.set(name, to.lines);
  to.group.set_absent();
  put_protocol(to.authentication, level != "no-auth-no-priv", from.authentication, "sha");
  put_protocol(to.privacy, level == "auth-priv", from.privacy, "aes");
}

void put_community(std::size_t number, const Community& from, const Target& target) {
  model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
  from.put(to, target);
  to.name.set("community " + std::to_string(number), to.lines);
  if (from.value) put_secret(to.value, *from.value);
  to.access.set("ro", to.lines);  // the agent has nothing to write
  bool limited = !from.hosts.empty();
  std::string hosts;
  for (const std::string& host : from.hosts) {
    limited = limited && host != "0.0.0.0/0" && host != "::/0";
    hosts.append(hosts.empty() ? "" : ",").append(host);
  }
  if (limited)
    to.filter.set(std::move(hosts), target.id(from.host_lines));
  else
    to.filter.set_absent();
}

}  // namespace

Rows snmp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system snmp community", domains, &block, &community_table},
      {"config system snmp user", domains, &block, &user_table},
      {"config system snmp sysinfo", domains, &block, &agent_table},
      ignored<Config>("config system snmp mib-view", "which part of the tree is shown"),
      ignored<Config>("config system snmp rmon-stat", "counters"),
  });
  return rows;
}

void convert_snmp(Config& config, const Target& target) {
  std::size_t number = 0;
  const bool silent = config.global.snmp_agent && !config.global.snmp_agent->value;
  each_vdom(config, target, [&](Vdom& vdom, const Target& inside) {
    vdom.communities.each([&](const std::string&, Community& from) {
      ++number;
      // One without queries is for traps alone.
      const bool asked = !from.query_v1 || from.query_v1->value || !from.query_v2c || from.query_v2c->value;
      const bool off = silent || !asked || (from.enabled && !from.enabled->value);
      if (!off) put_community(number, from, inside);
    });
  });
  Vdom& global = config.vdoms.get("");
  config.snmp_users.each([&](const std::string& name, SnmpUser& from) {
    if (!silent) put_user(name, from, target);
    if (from.authentication_key)
      keep_secret(global.secrets, "snmp-user", name + " auth", from.authentication_key->value,
                  from.authentication_key->lines);
    if (from.privacy_key)
      keep_secret(global.secrets, "snmp-user", name + " priv", from.privacy_key->value, from.privacy_key->lines);
  });
}

}  // namespace muster::grammars::fortinet_fortios
