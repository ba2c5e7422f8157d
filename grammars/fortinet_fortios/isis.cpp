#include "grammars/fortinet_fortios/config.hpp"

/// IS-IS: on which interfaces it speaks, and whether the greetings there need keys. The keys of the process protect
/// what it announces, not who becomes its neighbour.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::routing;
constexpr Domains keys = Domain::routing | Domain::users;
constexpr auto at = &Config::isis_interface;

template <auto Level, auto Member>
Outcome level_text(Config& config, Cursor& cursor) {
  return read_text((config.isis_interface->*Level).*Member, cursor);
}
template <auto Level>
Outcome level_key(Config& config, Cursor& cursor) {
  return read_secret((config.isis_interface->*Level).key, cursor);
}
template <auto Level>
Outcome level_send_only(Config& config, Cursor& cursor) {
  return read_flag((config.isis_interface->*Level).send_only, cursor);
}

/// What is not understood may be what switches the protocol on here: it opens the domain, and says that keys may not be
/// asked for.
Domains not_understood(Config& config, const Cursor& cursor, Domains opened) {
  return opens<at>(config, cursor, opened) | opened;
}

const Table& interface_entry() {
  static constexpr auto first = &IsisInterface::level1;
  static constexpr auto second = &IsisInterface::level2;
  static constexpr auto rows = std::to_array<Row>({
      {"status", domains, &flag<at, &IsisInterface::enabled>},
      {"status6", domains, &flag<at, &IsisInterface::enabled6>},
      {"circuit-type", domains, &text<at, &IsisInterface::levels>},
      {"auth-keychain-l1", domains, &level_text<first, &IsisLevel::key_chain>},
      {"auth-keychain-l2", domains, &level_text<second, &IsisLevel::key_chain>},
      {"auth-password-l1", keys, &level_key<first>},
      {"auth-password-l2", keys, &level_key<second>},
      {"auth-send-only-l1", domains, &level_send_only<first>},
      {"auth-send-only-l2", domains, &level_send_only<second>},
  });
  static constexpr auto others = ignored_each(
      words("auth-mode-l1", "auth-mode-l2", "network-type", "csnp-interval-l1", "csnp-interval-l2", "hello-interval-l1",
            "hello-interval-l2", "hello-multiplier-l1", "hello-multiplier-l2", "hello-padding", "lsp-interval",
            "lsp-retransmit-interval", "metric-l1", "metric-l2", "wide-metric-l1", "wide-metric-l2", "priority-l1",
            "priority-l2", "mesh-group", "mesh-group-id"),
      "timers, metrics, and the algorithm of a key");
  static const Table table({rows, others}, &not_understood);
  return table;
}
const Table& interface_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::isis_interfaces, at>, &interface_entry}});
  static const Table table({rows});
  return table;
}

Outcome process_levels(Config& config, Cursor& cursor) { return read_text(config.vdom->isis_levels, cursor); }

const Table& isis_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"is-type", domains, &process_levels},
      {"config isis-interface", domains, &nested_block, &interface_table},
      ignored<Config>("config isis-net", "a number of the router"),
  });
  static constexpr auto others = ignored_each(
      words("adv-passive-only", "adv-passive-only6", "auth-mode-l1", "auth-mode-l2", "auth-password-l1",
            "auth-password-l2", "auth-keychain-l1", "auth-keychain-l2", "auth-sendonly-l1", "auth-sendonly-l2",
            "ignore-lsp-errors", "lsp-gen-interval-l1", "lsp-gen-interval-l2", "lsp-refresh-interval",
            "max-lsp-lifetime", "spf-interval-exp-l1", "spf-interval-exp-l2", "dynamic-hostname", "adjacency-check",
            "adjacency-check6", "overload-bit", "overload-bit-suppress", "overload-bit-on-startup", "default-originate",
            "default-originate6", "metric-style", "redistribute-l1", "redistribute-l1-list", "redistribute-l2",
            "redistribute-l2-list", "redistribute6-l1", "redistribute6-l1-list", "redistribute6-l2",
            "redistribute6-l2-list", "config summary-address", "config summary-address6", "config redistribute",
            "config redistribute6"),
      "what the process announces: greetings are the interfaces' matter");
  static const Table table({rows, others});
  return table;
}

bool is_on(const Maybe<bool>& setting) { return setting && setting->value; }

bool asks(const IsisLevel& level) { return (level.key || level.key_chain) && !is_on(level.send_only); }

/// A level that either the process or the interface leaves out has no neighbours. If one of two levels asks for keys,
/// it depends on the levels of the other side.
void put_authenticated(const IsisInterface& from, const Maybe<std::string>& process, model::RoutingNeighbor& to) {
  const auto only = [&](std::string_view level) {
    return (from.levels && from.levels->value.starts_with(level)) || (process && process->value.starts_with(level));
  };
  const auto is = [&](std::string_view level) {
    return (from.levels && from.levels->value == level) || (process && process->value == level);
  };
  const bool first = asks(from.level1) || only("level-2");
  const bool second = asks(from.level2) || is("level-1");
  if (first && second && (asks(from.level1) || asks(from.level2))) {
    if (from.opened_by.empty()) to.authenticated.set(true, to.lines);
  } else if (!asks(from.level1) && !asks(from.level2)) {
    to.authenticated.set_default(false);
  }
}

void keep_keys(Vdom& vdom, const std::string& name, const IsisInterface& from) {
  if (from.level1.key)
    keep_secret(vdom.secrets, "isis", name + " level-1", from.level1.key->value, from.level1.key->lines);
  if (from.level2.key)
    keep_secret(vdom.secrets, "isis", name + " level-2", from.level2.key->value, from.level2.key->lines);
}

}  // namespace

Rows isis_rows() {
  static constexpr auto rows = std::to_array<Row>({{"config router isis", keys, &block, &isis_table}});
  return rows;
}

void convert_isis(Vdom& vdom, const Target& target) {
  vdom.isis_interfaces.each([&](const std::string& name, IsisInterface& from) {
    keep_keys(vdom, name, from);
    if (!is_on(from.enabled) && !is_on(from.enabled6)) return;
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    from.put(to, target);
    to.name.set("isis " + name, to.lines);
    to.protocol.set("isis", to.lines);
    to.remote_as.set_absent();
    put_authenticated(from, vdom.isis_levels, to);
  });
}

}  // namespace muster::grammars::fortinet_fortios
