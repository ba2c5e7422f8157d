#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "core/redacted_text.hpp"
#include "grammars/keepalived/config.hpp"

/// The blocks vrrp_instance and vrrp_sync_group, and what they watch.
namespace muster::grammars::keepalived {
namespace {

Outcome number(Maybe<std::int64_t>& setting, Cursor& cursor, std::uint32_t low, std::uint32_t high,
               std::string_view expected) {
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

Outcome strict(Config& config, Cursor& cursor) {
  const auto value = yes_or_no(cursor);
  if (!value) return cursor.fail("true or false");
  config.instance->strict = Said<bool>{*value, cursor.lines()};
  return cursor.end();
}

/// Once MASTER, BACKUP does not change it.
Outcome state(Config& config, Cursor& cursor) {
  const bool master = cursor.peek() == "MASTER";
  if (!master && cursor.peek() != "BACKUP") return cursor.fail("MASTER or BACKUP");
  cursor.word();
  if (master) config.instance->master = Said<bool>{true, cursor.lines()};
  return cursor.end();
}

Outcome interface(Config& config, Cursor& cursor) {
  const auto name = plain_word(cursor);
  if (!name || name->empty()) return fail_plain(cursor, "an interface");
  config.instance->interface = Said<std::string>{*name, cursor.lines()};
  return cursor.end();
}

void set_family(Instance& instance, int family, model::LinesId lines) {
  if (!instance.family) instance.family = Said<int>{family, lines};
}

Outcome native_ipv6(Config& config, Cursor& cursor) {
  set_family(*config.instance, 6, cursor.lines());
  return cursor.end();
}

Outcome source(Config& config, Cursor& cursor) {
  const auto address = parse_ip(cursor.peek());
  if (!address) return cursor.fail("an address");
  cursor.word();
  set_family(*config.instance, address->family, cursor.lines());
  return cursor.end();
}

/// `ADDRESS [min_ttl NUMBER] [max_ttl NUMBER]`
Outcome peer(Config& config, Cursor& cursor) {
  const auto address = parse_ip(cursor.wildcard(0));
  if (!address) return cursor.fail_at(cursor.wildcard(0).data(), "an address");
  config.instance->peers.push_back({to_string(*address), cursor.lines()});
  set_family(*config.instance, address->family, cursor.lines());
  cursor.take_rest();
  return Outcome::understood;
}

const Table& peer_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, peer}});
  static const Table table({include_rows(), Rows(rows)}, owner_not_understood);
  return table;
}

/// `ADDRESS[/LENGTH] [brd ...] [dev ...] ...`: only the address matters.
std::optional<IpPrefix> take_address(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.wildcard(0);
  const auto prefix = parse_prefix(word);
  if (!prefix) return std::nullopt;
  const bool bare = word.find('/') == std::string_view::npos;
  config.instance->addresses.push_back(bare ? to_string(prefix->address) : to_string(*prefix));
  config.instance->address_lines.add(cursor.line());
  cursor.take_rest();
  return prefix;
}

Outcome address(Config& config, Cursor& cursor) {
  const auto prefix = take_address(config, cursor);
  if (!prefix) return cursor.fail_at(cursor.wildcard(0).data(), "an address");
  set_family(*config.instance, prefix->address.family, cursor.lines());
  return Outcome::understood;
}

/// Those that packets do not name may be of the other family.
Outcome excluded_address(Config& config, Cursor& cursor) {
  return take_address(config, cursor) ? Outcome::understood : cursor.fail_at(cursor.wildcard(0).data(), "an address");
}

template <Outcome (*Handler)(Config&, Cursor&)>
const Table& address_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, Handler}});
  static const Table table({include_rows(), Rows(rows)}, owner_not_understood);
  return table;
}

Outcome auth_type(Config& config, Cursor& cursor) {
  if (cursor.peek() != "PASS" && cursor.peek() != "AH") return cursor.fail("PASS or AH");
  config.instance->auth_type = Said<std::string>{std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// The password may be quoted. keepalived takes its first eight characters.
Outcome auth_pass(Config& config, Cursor& cursor) {
  std::string_view text = cursor.take_rest();
  if (text.empty()) return cursor.fail("a password");
  if (!is_redaction_marker(text)) cursor.secret(text);
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  if (quoted) text = text.substr(1, text.size() - 2);
  // An empty one is none. Of several words, and of one with a quote in it, versions take different parts.
  const bool plain = text.find_first_of(quoted ? "\"\\" : " \t\"\\") == std::string_view::npos;
  const bool hidden = is_redaction_marker(text) || text.find_first_not_of('*') == std::string_view::npos;
  config.instance->has_auth_pass = !text.empty();
  if (!plain || hidden || text.find('$') != std::string_view::npos)
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
  static const Table table({Rows(rows), include_rows()}, owner_not_understood);
  return table;
}

bool add_member(SyncGroup& group, std::string_view word) {
  if (word.size() > 2 && word.front() == '"' && word.back() == '"') word = word.substr(1, word.size() - 2);
  if (word.find_first_of("$@~\\\"") != std::string_view::npos) return false;
  group.members.emplace_back(word);
  return true;
}

Outcome member(Config& config, Cursor& cursor) {
  if (!add_member(*config.group, cursor.wildcard(0))) return cursor.fail_at(cursor.wildcard(0).data(), "an instance");
  while (!cursor.at_end()) {
    if (!add_member(*config.group, cursor.peek())) return cursor.fail("an instance");
    cursor.word();
  }
  return Outcome::understood;
}

const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy, member}});
  static const Table table({include_rows(), Rows(rows)}, owner_not_understood);
  return table;
}

Outcome weights(Config& config, Cursor& cursor) {
  config.group->weights = true;
  return cursor.end();
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
      {"strict_mode", redundancy, strict},
      {"state", redundancy, state},
      {"interface", redundancy, interface},
      {"native_ipv6", redundancy, native_ipv6},
      {"mcast_src_ip", redundancy, source},
      {"unicast_src_ip", redundancy, source},
      {"unicast_peer", redundancy, block, peer_table},
      {"virtual_ipaddress", redundancy, block, address_table<address>},
      {"virtual_ipaddress_excluded", redundancy, block, address_table<excluded_address>},
      {"authentication", redundancy | Domain::users, block, authentication_table},
      {"virtual_routes", Domain::routing},
      {"virtual_rules", Domain::routing},
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
      ignored<Config>("track_src_ip", "watches its own source address"),
      ignored<Config>("unicast_fault_no_peer", timing),
      ignored<Config>("unicast_ttl", timing),
      ignored<Config>("use_ipvlan", "how the addresses are put on the interface"),
      ignored<Config>("use_vmac", "how the addresses are put on the interface"),
      ignored<Config>("use_vmac_addr", "how the addresses are put on the interface"),
      ignored<Config>("vmac_xmit_base", "how the addresses are put on the interface"),
  });
  return rows;
}

Rows group_rows() {
  static constexpr std::string_view mail = "who is told";
  static constexpr auto rows = std::to_array<Row>({
      {"group", Domain::redundancy, block, member_table},
      {"global_tracking", Domain::redundancy, weights},
      {"sync_group_tracking_weight", Domain::redundancy, weights},
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

std::optional<bool> yes_or_no(Cursor& cursor) {
  if (cursor.at_end()) return true;
  const std::string_view word = cursor.peek();
  const bool yes = word == "true" || word == "on" || word == "yes";
  if (!yes && word != "false" && word != "off" && word != "no") return std::nullopt;
  cursor.word();
  return yes;
}

}  // namespace muster::grammars::keepalived
