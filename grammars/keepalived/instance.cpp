#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "core/redacted_text.hpp"
#include "grammars/keepalived/config.hpp"

/// The blocks vrrp_instance and vrrp_sync_group, and what they watch.
namespace muster::grammars::keepalived {
namespace {

Outcome number(Maybe<std::int64_t>& setting, Cursor& cursor, std::uint32_t low, std::uint32_t high, std::string_view expected) {
  const auto value = cursor.number(low, high);
  if (!value) return cursor.fail(expected);
  setting = Said<std::int64_t>{*value, cursor.lines()};
  return cursor.end();
}

Outcome router_id(Config& config, Cursor& cursor) {
  return number(config.instance->router_id, cursor, 1, 255, "a number from 1 to 255");
}
Outcome priority(Config& config, Cursor& cursor) {
  return number(config.instance->priority, cursor, 1, 255, "a priority from 1 to 255");
}
Outcome version(Config& config, Cursor& cursor) {
  return number(config.instance->version, cursor, 2, 3, "version 2 or 3");
}

/// Begins a block whose head says nothing.
Outcome block(Config&, Cursor& cursor) { return cursor.end(); }

/// `ADDRESS[/LENGTH] [brd ...] [dev ...] ...`: only the address matters.
Outcome address(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.wildcard(0);
  const auto prefix = parse_prefix(word);
  if (!prefix) return cursor.fail_at(word.data(), "an address");
  const bool bare = word.find('/') == std::string_view::npos;
  config.instance->addresses.push_back(bare ? to_string(prefix->address) : to_string(*prefix));
  config.instance->has_ipv6 |= prefix->address.family == 6;
  config.instance->address_lines = config.table.join(config.instance->address_lines, cursor.lines());
  cursor.take_rest();
  return Outcome::understood;
}

const Table& address_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, address}});
  static const Table table({Rows(rows), include_rows()});
  return table;
}

Outcome auth_type(Config& config, Cursor& cursor) {
  if (cursor.peek() != "PASS" && cursor.peek() != "AH") return cursor.fail("PASS or AH");
  config.instance->auth_type = Said<std::string>{std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// The password may be quoted. keepalived takes its first eight characters.
Outcome auth_pass(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a password");
  std::string_view text = cursor.take_rest();
  if (!is_redaction_marker(text)) cursor.secret(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const bool hidden = is_redaction_marker(text) || text.find_first_not_of('*') == std::string_view::npos;
  if (hidden || text.find('$') != std::string_view::npos)
    config.instance->auth_pass.set_unknown(cursor.lines());
  else
    config.instance->auth_pass.set({Secret(text), "plain"}, cursor.lines());
  return Outcome::understood;
}

const Table& authentication_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"auth_type", Domain::redundancy, auth_type},
      {"auth_pass", Domain::redundancy | Domain::users, auth_pass},
  });
  static const Table table({Rows(rows), include_rows()});
  return table;
}

Outcome watch(Config& config, Cursor& cursor, std::string kind) {
  config.tracked->push_back({std::move(kind), std::string(cursor.wildcard(0)), cursor.lines()});
  if (config.tracked->back().name.find_first_of("$@~\\") != std::string::npos) return cursor.fail_at(cursor.wildcard(0).data(), "a name");
  cursor.take_rest();
  return Outcome::understood;
}

Outcome watch_script(Config& config, Cursor& cursor) { return watch(config, cursor, "script"); }
Outcome watch_process(Config& config, Cursor& cursor) { return watch(config, cursor, "process"); }
Outcome watch_file(Config& config, Cursor& cursor) { return watch(config, cursor, "file"); }
Outcome watch_bfd(Config& config, Cursor& cursor) { return watch(config, cursor, "bfd"); }
Outcome watch_interface(Config& config, Cursor& cursor) { return watch(config, cursor, "interface"); }

template <Outcome (*Handler)(Config&, Cursor&)>
const Table& watch_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, Handler}});
  static const Table table({Rows(rows), include_rows()});
  return table;
}

Outcome member(Config& config, Cursor& cursor) {
  config.group->members.emplace_back(cursor.wildcard(0));
  while (!cursor.at_end()) config.group->members.emplace_back(cursor.word());
  return Outcome::understood;
}

const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, member}});
  static const Table table({Rows(rows), include_rows()});
  return table;
}

}  // namespace

Rows instance_rows() {
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr std::string_view timing = "how and how fast the protocol talks";
  static constexpr std::string_view mail = "who is told";
  static constexpr auto rows = std::to_array<Row>({
      {"virtual_router_id", redundancy, router_id},
      {"priority", redundancy, priority},
      {"version", redundancy, version},
      {"virtual_ipaddress", redundancy, block, address_table},
      {"virtual_ipaddress_excluded", redundancy, block, address_table},
      {"authentication", redundancy | Domain::users, block, authentication_table},
      ignored<Config>("state", "only the state at the start"),
      ignored<Config>("interface", "where the protocol talks"),
      ignored<Config>("vrf", "where the protocol talks"),
      ignored<Config>("advert_int", timing),
      ignored<Config>("down_timer_adverts", timing),
      ignored<Config>("accept", "whether the addresses answer"),
      ignored<Config>("no_accept", "whether the addresses answer"),
      ignored<Config>("preempt", "who is master after a recovery"),
      ignored<Config>("nopreempt", "who is master after a recovery"),
      ignored<Config>("preempt_delay", "who is master after a recovery"),
      ignored<Config>("check_unicast_src", timing),
      ignored<Config>("dont_track_primary", "its own interface is not watched; that alone does not count as a check"),
      ignored<Config>("debug", "adds messages"),
      ignored<Config>("garp_extra_if", timing),
      ignored<Config>("garp_lower_prio_delay", timing),
      ignored<Config>("garp_lower_prio_repeat", timing),
      ignored<Config>("garp_master_delay", timing),
      ignored<Config>("garp_master_refresh", timing),
      ignored<Config>("garp_master_refresh_repeat", timing),
      ignored<Config>("garp_master_repeat", timing),
      ignored<Config>("higher_prio_send_advert", timing),
      ignored<Config>("lower_prio_no_advert", timing),
      ignored<Config>("kernel_rx_buf_size", timing),
      ignored<Config>("linkbeat_use_polling", "how link states are read"),
      ignored<Config>("lvs_sync_daemon_interface", "shares connections with the backup"),
      ignored<Config>("mcast_dst_ip", timing),
      ignored<Config>("mcast_src_ip", timing),
      ignored<Config>("native_ipv6", timing),
      ignored<Config>("notify", mail),
      ignored<Config>("notify_backup", mail),
      ignored<Config>("notify_deleted", mail),
      ignored<Config>("notify_fault", mail),
      ignored<Config>("notify_master", mail),
      ignored<Config>("notify_master_rx_lower_pri", mail),
      ignored<Config>("notify_priority_changes", mail),
      ignored<Config>("notify_stop", mail),
      ignored<Config>("smtp_alert", mail),
      ignored<Config>("old_unicast_checksum", timing),
      ignored<Config>("promote_secondaries", "how the kernel keeps addresses"),
      ignored<Config>("skip_check_adv_addr", timing),
      ignored<Config>("strict_mode", timing),
      ignored<Config>("track_src_ip", "watches its own source address"),
      ignored<Config>("unicast_fault_no_peer", timing),
      ignored<Config>("unicast_peer", "where the protocol talks"),
      ignored<Config>("unicast_src_ip", "where the protocol talks"),
      ignored<Config>("unicast_ttl", timing),
      ignored<Config>("use_ipvlan", "how the addresses are put on the interface"),
      ignored<Config>("use_vmac", "how the addresses are put on the interface"),
      ignored<Config>("use_vmac_addr", "how the addresses are put on the interface"),
      ignored<Config>("vmac_xmit_base", "how the addresses are put on the interface"),
      ignored<Config>("virtual_routes", "routes of the master: the routing table shows them"),
      ignored<Config>("virtual_rules", "rules of the master: the kernel shows them"),
  });
  return rows;
}

Rows group_rows() {
  static constexpr std::string_view mail = "who is told";
  static constexpr auto rows = std::to_array<Row>({
      {"group", Domain::redundancy, block, member_table},
      ignored<Config>("global_tracking", "how weights count"),
      ignored<Config>("sync_group_tracking_weight", "how weights count"),
      ignored<Config>("notify", mail),
      ignored<Config>("notify_backup", mail),
      ignored<Config>("notify_deleted", mail),
      ignored<Config>("notify_fault", mail),
      ignored<Config>("notify_master", mail),
      ignored<Config>("notify_priority_changes", mail),
      ignored<Config>("notify_stop", mail),
      ignored<Config>("smtp_alert", mail),
  });
  return rows;
}

namespace {

/// Says whose list the block fills: that of the instance or of the group that is being read.
Outcome watch_block(Config& config, Cursor& cursor) {
  config.tracked = config.instance != nullptr ? &config.instance->tracked : &config.group->tracked;
  return cursor.end();
}

}  // namespace

Rows track_rows() {
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"track_script", redundancy, watch_block, watch_table<watch_script>},
      {"track_process", redundancy, watch_block, watch_table<watch_process>},
      {"track_file", redundancy, watch_block, watch_table<watch_file>},
      {"track_bfd", redundancy, watch_block, watch_table<watch_bfd>},
      {"track_interface", redundancy, watch_block, watch_table<watch_interface>},
  });
  return rows;
}

}  // namespace muster::grammars::keepalived
