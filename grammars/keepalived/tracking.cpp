#include <array>
#include <charconv>

#include "grammars/keepalived/config.hpp"

/// What can be watched, and who watches it.
namespace muster::grammars::keepalived {
namespace {

template <std::size_t Size>
Outcome define(Config& config, Cursor& cursor, const char (&kind)[Size]) {
  const auto name = plain_word(cursor);
  if (!name) return fail_plain(cursor, "a name");
  Check& check = config.checks[std::string(kind) + ' ' + *name];
  if (check.complete) return cursor.fail("a name that is not defined above");
  config.check = &check;
  return cursor.end();
}

Outcome script(Config& config, Cursor& cursor) { return define(config, cursor, "script"); }
Outcome process(Config& config, Cursor& cursor) { return define(config, cursor, "process"); }
Outcome file(Config& config, Cursor& cursor) { return define(config, cursor, "file"); }
Outcome bfd(Config& config, Cursor& cursor) { return define(config, cursor, "bfd"); }

/// The line without which keepalived drops the check.
Outcome what(Config& config, Cursor& cursor) {
  if (cursor.at_end() || cursor.peek() == "\"\"") return cursor.fail("what is watched");
  config.check->complete = true;
  cursor.take_rest();
  return Outcome::understood;
}

/// `[weight] NUMBER [reverse|noreverse]`
bool read_weight(std::optional<std::int64_t>& to, Cursor& cursor) {
  const auto value = signed_number(cursor, -254, 254);
  if (!value) return false;
  to = *value;
  return cursor.at_end() || cursor.accept("reverse") || cursor.accept("noreverse");
}

Outcome weight(Config& config, Cursor& cursor) {
  return read_weight(config.check->weight, cursor) ? cursor.end() : cursor.fail("a weight from -254 to 254");
}

Domains check_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.check->open = true;
  return not_understood(config, cursor, domains);
}

constexpr std::string_view how = "how the check is made";

const Table& script_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"script", Domain::redundancy, what},
      {"weight", Domain::redundancy, weight},
      ignored<Config>("interval", how),
      ignored<Config>("timeout", how),
      ignored<Config>("rise", how),
      ignored<Config>("fall", how),
      ignored<Config>("user", how),
      ignored<Config>("init_fail", how),
  });
  static const Table table({Rows(rows), include_rows()}, check_not_understood);
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"process", Domain::redundancy, what},
      {"weight", Domain::redundancy, weight},
      ignored<Config>("param_match", how),
      ignored<Config>("quorum", how),
      ignored<Config>("quorum_max", how),
      ignored<Config>("fork_delay", how),
      ignored<Config>("terminate_delay", how),
      ignored<Config>("delay", how),
      ignored<Config>("full_command", how),
  });
  static const Table table({Rows(rows), include_rows()}, check_not_understood);
  return table;
}

const Table& file_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"file", Domain::redundancy, what},
      {"weight", Domain::redundancy, weight},
      ignored<Config>("init_file", how),
  });
  static const Table table({Rows(rows), include_rows()}, check_not_understood);
  return table;
}

const Table& bfd_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor_ip", Domain::redundancy, what},
      {"neighbour_ip", Domain::redundancy, what},
      {"weight", Domain::redundancy, weight},
      ignored<Config>("source_ip", how),
      ignored<Config>("min_rx", how),
      ignored<Config>("min_tx", how),
      ignored<Config>("idle_tx", how),
      ignored<Config>("multiplier", how),
      ignored<Config>("passive", how),
      ignored<Config>("ttl", how),
      ignored<Config>("hoplimit", how),
      ignored<Config>("max_hops", how),
  });
  static const Table table({Rows(rows), include_rows()}, check_not_understood);
  return table;
}

/// `NAME [weight NUMBER [reverse]]`. keepalived drops the line if something else follows the name.
Outcome watch(Config& config, Cursor& cursor, std::string kind) {
  std::string_view name = cursor.wildcard(0);
  if (name.size() > 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  if (name.find_first_of("$@~\\\"") != std::string_view::npos)
    return cursor.fail_at(cursor.wildcard(0).data(), "a name");
  Tracked tracked{std::move(kind), std::string(name), cursor.lines()};
  if (cursor.accept("weight")) {
    if (!read_weight(tracked.weight, cursor)) return cursor.fail("a weight from -254 to 254");
  }
  if (!cursor.at_end()) return cursor.fail("weight, or the end of line");
  const auto found = config.checks.find(tracked.kind + ' ' + tracked.name);
  if (found != config.checks.end()) tracked.check = &found->second;
  auto& list = config.instance != nullptr ? config.instance->tracked : config.group->tracked;
  list.push_back(std::move(tracked));
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
  static const Table table({include_rows(), Rows(rows)}, owner_not_understood);
  return table;
}

}  // namespace

Rows check_heads() {
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"vrrp_script", redundancy, script, script_table},
      {"vrrp_track_process", redundancy, process, process_table},
      {"vrrp_track_file", redundancy, file, file_table},
      {"track_file", redundancy, file, file_table},
      {"bfd_instance", redundancy, bfd, bfd_table},
  });
  return rows;
}

Rows track_rows() {
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"track_script", redundancy, block, watch_table<watch_script>},
      {"track_process", redundancy, block, watch_table<watch_process>},
      {"track_file", redundancy, block, watch_table<watch_file>},
      {"track_bfd", redundancy, block, watch_table<watch_bfd>},
      {"track_interface", redundancy, block, watch_table<watch_interface>},
  });
  return rows;
}

std::optional<std::int64_t> signed_number(Cursor& cursor, std::int64_t low, std::int64_t high) {
  std::string_view word = cursor.peek();
  if (word.starts_with('+')) word.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || value < low || value > high) return std::nullopt;
  cursor.word();
  return value;
}

}  // namespace muster::grammars::keepalived
