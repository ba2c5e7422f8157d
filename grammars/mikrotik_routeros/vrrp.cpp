#include "grammars/mikrotik_routeros/keys.hpp"

/// `/interface vrrp`: an interface of its own that carries the virtual addresses.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::redundancy | Domain::interfaces | Domain::users;

constexpr auto keys = std::to_array<Key<Vrrp>>({
    {"interface", &text<&Vrrp::interface, Vrrp>},
    {"vrid", &number<&Vrrp::group, Vrrp>},
    {"priority", &number<&Vrrp::priority, Vrrp>},
    {"authentication", &text<&Vrrp::authentication, Vrrp>},
    {"disabled", &flag<&Vrrp::disabled, Vrrp>},
    {"name"},
    {"comment"},
    {"mtu"},
    {"arp"},
    {"arp-timeout"},
    {"interval"},
    {"preemption-mode"},
    {"version"},
    {"v3-protocol"},
    {"on-backup"},
    {"on-master"},
    {"on-fail"},
    {"password"},
    {"remote-address"},
    {"group-master"},
    {"group-authority"},
    {"sync-connection-tracking"},
    {"connection-tracking-mode"},
    {"connection-tracking-port"},
});

void keep_password(Config& config, const std::string& name, const Statement& statement, Cursor& cursor) {
  const Parameter* const password = statement.find("password");
  const Parameter* const kind = statement.find("authentication");
  const bool needed = kind != nullptr && kind->value != "none";
  if ((password == nullptr || password->unset || password->value.empty()) && !needed) return;
  SecretHolder& holder = config.secrets.emplace_back();
  holder.lines.add(cursor.node().line, cursor.node().last_line);
  holder.kind = "vrrp";
  holder.name = Lined<std::string>{name, cursor.lines()};
  holder.needed = needed;
  if (password != nullptr) (void)put_secret_text(holder.secret, *password, cursor);
}

Outcome read_group(Config& config, Cursor& cursor, const std::string& name, const Statement& statement) {
  Interface& interface = config.interfaces.get(name);
  interface.kind = "vrrp";
  interface.lines.add(cursor.node().line, cursor.node().last_line);
  if (const Parameter* const off = statement.find("disabled")) (void)put_flag(interface.disabled, *off, cursor);
  if (const Parameter* const comment = statement.find("comment")) (void)put_text(interface.comment, *comment, cursor);
  Vrrp& group = config.vrrps.get(name);
  begin_entry(config, group, cursor);
  keep_password(config, name, statement, cursor);
  return apply<Vrrp>(group, statement, keys, cursor);
}

Outcome add_group(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const name = statement.find("name");
  if (name == nullptr) return cursor.fail("the name of a group");
  return read_group(config, cursor, name->value, statement);
}

const Table& table() { return menu_table<domains, &add_group, nullptr>(); }

}  // namespace

void convert_vrrp(Config& config, const Target& target) {
  config.vrrps.each([&](const std::string& name, Vrrp& from) {
    if (from.off()) return;
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    entry_head(to, from, target);
    to.name.set("vrrp " + name, to.lines);
    to.protocol.set("vrrp", to.lines);
    put_or_default<std::int64_t>(to.group, from.group, 1);
    put_or_default<std::int64_t>(to.priority, from.priority, 100);
    if (from.authentication)
      to.authenticated.set(from.authentication->value != "none", from.authentication->lines);
    else
      to.authenticated.set_default(false);
    // Nothing but a script can move a group when a link or a host behind it fails.
    if (!config.scripted) to.tracked.set_default(false);
    const Interface& interface = config.interfaces.get(name);
    if (!interface.addresses.empty())
      to.virtual_addresses.set(interface.addresses, target.id(interface.address_lines));
    else
      to.virtual_addresses.set_absent();
  });
}

Rows vrrp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"/interface vrrp", domains, &menu, &table}});
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
