#include <array>

#include "grammars/keepalived/config.hpp"

/// Top level: what is checked, what is declared only.
namespace muster::grammars::keepalived {
namespace {

template <std::size_t Size>
Outcome define(Config& config, Cursor& cursor, const char (&kind)[Size]) {
  const auto name = plain_word(cursor);
  if (!name) return fail_plain(cursor, "a name");
  config.checks.insert(std::string(kind) + ' ' + *name);
  return cursor.end();
}

Outcome script(Config& config, Cursor& cursor) { return define(config, cursor, "script"); }
Outcome process(Config& config, Cursor& cursor) { return define(config, cursor, "process"); }
Outcome file(Config& config, Cursor& cursor) { return define(config, cursor, "file"); }
Outcome bfd(Config& config, Cursor& cursor) { return define(config, cursor, "bfd"); }

Outcome instance(Config& config, Cursor& cursor) {
  const auto name = plain_word(cursor);
  if (!name) return fail_plain(cursor, "a name");
  config.instance = &config.instances.get(*name);
  config.group = nullptr;
  config.instance->lines.add(cursor.line());
  return cursor.end();
}

Outcome group(Config& config, Cursor& cursor) {
  const auto name = plain_word(cursor);
  if (!name) return fail_plain(cursor, "a name");
  config.group = &config.groups.get(*name);
  config.instance = nullptr;
  return cursor.end();
}

const Table& check_table() {
  static constexpr std::string_view how = "how the check is made and how much it weighs";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("script", how),         ignored<Config>("interval", how),
      ignored<Config>("timeout", how),        ignored<Config>("weight", how),
      ignored<Config>("rise", how),           ignored<Config>("fall", how),
      ignored<Config>("user", how),           ignored<Config>("init_fail", how),
      ignored<Config>("process", how),        ignored<Config>("param_match", how),
      ignored<Config>("quorum", how),         ignored<Config>("quorum_max", how),
      ignored<Config>("fork_delay", how),     ignored<Config>("terminate_delay", how),
      ignored<Config>("delay", how),          ignored<Config>("full_command", how),
      ignored<Config>("file", how),           ignored<Config>("init_file", how),
      ignored<Config>("neighbor_ip", how),    ignored<Config>("neighbour_ip", how),
      ignored<Config>("source_ip", how),      ignored<Config>("min_rx", how),
      ignored<Config>("min_tx", how),         ignored<Config>("idle_tx", how),
      ignored<Config>("multiplier", how),     ignored<Config>("passive", how),
      ignored<Config>("ttl", how),            ignored<Config>("hoplimit", how),
      ignored<Config>("max_hops", how),
  });
  static const Table table({Rows(rows), include_rows()});
  return table;
}

Domains instance_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.instance->opened_by.add(cursor.line());
  return domains;
}

Domains group_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.group->opened_by.add(cursor.line());
  return domains;
}

const Table& instance_table() {
  static const Table table({instance_rows(), track_rows(), include_rows()}, instance_not_understood);
  return table;
}

const Table& group_table() {
  static const Table table({group_rows(), track_rows(), include_rows()}, group_not_understood);
  return table;
}

const Table& global_table() {
  static const Table table({global_rows(), include_rows()});
  return table;
}

/// Begins a block whose head says nothing.
Outcome block(Config&, Cursor& cursor) { return cursor.end(); }

}  // namespace

const Table& top_table() {
  static const Table table({top_rows(), include_rows()});
  return table;
}

Rows top_rows() {
  static constexpr std::string_view process_detail = "how the processes run";
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr Domains balancing = Domain::health | Domain::proxy;
  static constexpr auto rows = std::to_array<Row>({
      {"global_defs", redundancy | Domain::snmp, block, global_table},
      {"vrrp_script", redundancy, script, check_table},
      {"vrrp_track_process", redundancy, process, check_table},
      {"vrrp_track_file", redundancy, file, check_table},
      {"track_file", redundancy, file, check_table},
      {"bfd_instance", redundancy, bfd, check_table},
      {"vrrp_instance", redundancy, instance, instance_table},
      {"vrrp_sync_group", redundancy, group, group_table},
      {"virtual_server", balancing},
      {"virtual_server_group", balancing},
      {"SSL", balancing},
      {"static_ipaddress", Domain::interfaces},
      {"static_routes", Domain::routing},
      {"static_rules", Domain::routing},
      {"net_namespace", redundancy | Domain::interfaces},
      {"net_namespace_ipvs", balancing},
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
  static constexpr auto rows = std::to_array<Row>({{"include", Domains::all()}});
  return rows;
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
  if (word.find_first_of("$\\") != std::string_view::npos || word.front() == '@' || word.front() == '~') return std::nullopt;
  cursor.word();
  return std::string(word);
}

Outcome fail_plain(Cursor& cursor, std::string_view expected) { return cursor.fail(expected); }

}  // namespace muster::grammars::keepalived
