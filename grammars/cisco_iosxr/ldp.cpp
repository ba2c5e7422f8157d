#include "grammars/cisco_iosxr/config.hpp"

/// `mpls ldp`: labels are no rule's matter, but its passwords are.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome into(Config&, Cursor& cursor) {
  cursor.take_rest();
  return cursor.negated ? Outcome::known : Outcome::understood;
}

/// `[ADDRESS] password [encrypted|clear] KEY`, `password disable`; the rest says who is spoken to.
Outcome neighbor(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return Outcome::understood;
  std::string name = "all neighbours";
  if (parse_ip(cursor.peek().substr(0, cursor.peek().find(':')))) name = cursor.word();
  if (!cursor.accept("password")) return Outcome::ignored;
  if (cursor.negated) {
    config.secrets.erase("ldp/" + name);
    return Outcome::understood;
  }
  if (cursor.accept("disable")) return cursor.end();
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "ldp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome neighbor_line(Config& config, Cursor& cursor) {
  cursor.move_to(cursor.wildcard(0).data());
  return neighbor(config, cursor);
}

const Table& neighbor_table() {
  static constexpr std::string_view labels = "labels and tunnels: no rule looks at them";
  static constexpr auto rows = std::to_array<Row>({
      {"*", Domain::users, &neighbor_line},
      ignored<Config>("dual-stack", labels),
  });
  static const Table table({rows});
  return table;
}

const Table& ldp_table() {
  static constexpr std::string_view labels = "labels and tunnels: no rule looks at them";
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", Domain::users, &neighbor, &neighbor_table},
      {"vrf", Domain::users},
      ignored<Config>("address-family", labels),
      ignored<Config>("interface", labels),
      ignored<Config>("router-id", labels),
      ignored<Config>("session", labels),
      ignored<Config>("discovery", labels),
      ignored<Config>("igp", labels),
      ignored<Config>("graceful-restart", labels),
      ignored<Config>("nsr", labels),
      ignored<Config>("log", "logs more, never less"),
      ignored<Config>("label", labels),
      ignored<Config>("mldp", labels),
      ignored<Config>("capabilities", labels),
      ignored<Config>("default-vrf", labels),
      ignored<Config>("downstream-on-demand", labels),
      ignored<Config>("entropy-label", labels),
      ignored<Config>("holdtime", labels),
      ignored<Config>("backoff", labels),
      ignored<Config>("ltrace-buffer", labels),
      ignored<Config>("signalling", labels),
      ignored<Config>("explicit-null", labels),
      ignored<Config>("targeted-hello", labels),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows ldp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"mpls ldp", Domain::users, &into, &ldp_table}});
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
