#include <algorithm>
#include <array>

#include "grammars/keepalived/config.hpp"

/// Top level: what is checked, what is declared only.
namespace muster::grammars::keepalived {
namespace {

/// keepalived leaves out a second block of the same name.
template <class List>
auto* begin(List& list, Cursor& cursor, Outcome& outcome) {
  const auto name = plain_word(cursor);
  outcome = name ? cursor.end() : fail_plain(cursor, "a name");
  if (outcome == Outcome::understood && list.find(*name) != nullptr)
    outcome = cursor.fail_at(cursor.whole().data(), "a name that is not defined above");
  return outcome == Outcome::understood ? &list.get(*name) : nullptr;
}

Outcome instance(Config& config, Cursor& cursor) {
  Outcome outcome = Outcome::failed;
  config.instance = begin(config.instances, cursor, outcome);
  config.group = nullptr;
  if (config.instance != nullptr) config.instance->lines.add(cursor.line());
  return outcome;
}

Outcome group(Config& config, Cursor& cursor) {
  Outcome outcome = Outcome::failed;
  config.group = begin(config.groups, cursor, outcome);
  config.instance = nullptr;
  return outcome;
}

const Table& instance_table() {
  static const Table table({instance_rows(), track_rows(), include_rows()}, owner_not_understood);
  return table;
}

const Table& group_table() {
  static const Table table({group_rows(), track_rows(), include_rows()}, owner_not_understood);
  return table;
}

const Table& global_table() {
  static const Table table({global_rows(), include_rows()}, not_understood);
  return table;
}

}  // namespace

Outcome block(Config&, Cursor& cursor) { return cursor.end(); }

Domains not_understood(Config& config, const Cursor&, Domains domains) {
  if (domains.contains(Domain::redundancy)) config.opened = true;
  return domains;
}

/// Who belongs to a group that is not understood is not known: it may be any instance.
Domains owner_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  if (config.instance == nullptr) return not_understood(config, cursor, domains);
  config.instance->opened_by.add(cursor.line());
  return domains;
}

const Table& top_table() {
  static const Table table({top_rows(), check_heads(), include_rows()}, not_understood);
  return table;
}

Rows top_rows() {
  static constexpr std::string_view process_detail = "how the processes run";
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr Domains balancing = Domain::health | Domain::proxy;
  static constexpr auto rows = std::to_array<Row>({
      {"global_defs", redundancy | Domain::snmp, block, global_table},
      {"vrrp_instance", redundancy, instance, instance_table},
      {"vrrp_sync_group", redundancy, group, group_table},
      {"virtual_server", balancing, virtual_server, server_table},
      {"virtual_server_group", Domain::proxy},
      {"static_ipaddress", Domain::interfaces},
      {"static_routes", Domain::routing},
      {"static_rules", Domain::routing},
      {"net_namespace", redundancy | Domain::interfaces},
      {"net_namespace_ipvs", balancing},
      ignored<Config>("SSL", "keys of the checker itself"),
      ignored<Config>("namespace_with_ipsets", process_detail),
      ignored<Config>("instance", process_detail),
      ignored<Config>("use_pid_dir", process_detail),
      ignored<Config>("child_wait_time", process_detail),
      ignored<Config>("linkbeat_use_polling", "how link states are read"),
      ignored<Config>("linkbeat_interfaces", "how link states are read"),
      ignored<Config>("interface_up_down_delays", "how fast link states count"),
      ignored<Config>("track_group", "watches addresses and routes that the kernel keeps"),
      ignored<Config>("garp_group", "how addresses are announced"),
  });
  return rows;
}

Rows include_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"include", Domains::all()},
      {"includer", Domains::all()},
      {"includem", Domains::all()},
      {"includew", Domains::all()},
      {"includeb", Domains::all()},
      {"includea", Domains::all()},
  });
  return rows;
}

bool is_include(std::string_view word) {
  return std::ranges::any_of(include_rows(), [word](const Row& row) { return row.path == word; });
}

std::optional<std::string> plain_word(Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  if (rest.empty()) return std::nullopt;
  std::string_view word = cursor.peek();
  if (rest.front() == '"') {
    const std::size_t close = rest.find('"', 1);
    if (close == std::string_view::npos) return std::nullopt;
    word = rest.substr(1, close - 1);
    if (word.find_first_of("$\\") != std::string_view::npos) return std::nullopt;
    cursor.move_to(rest.data() + close + 1);
    return std::string(word);
  }
  if (word.find_first_of("$\\") != std::string_view::npos || word.front() == '@' || word.front() == '~')
    return std::nullopt;
  cursor.word();
  return std::string(word);
}

Outcome fail_plain(Cursor& cursor, std::string_view expected) { return cursor.fail(expected); }

}  // namespace muster::grammars::keepalived
