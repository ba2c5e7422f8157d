#include "grammars/cisco_iosxr/config.hpp"

/// `router hsrp` and `router vrrp`: interfaces, address families, groups.
namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::size_t most_addresses = 256;

Outcome process(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.negated) return Outcome::known;
  config.standby_protocol = protocol;
  return cursor.end();
}
Outcome hsrp(Config& config, Cursor& cursor) { return process(config, cursor, "hsrp"); }
Outcome vrrp(Config& config, Cursor& cursor) { return process(config, cursor, "vrrp"); }

Outcome interface(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.standby_interface = read_interface(cursor);
  config.standby_family.clear();
  return config.standby_interface.empty() ? cursor.fail("an interface") : cursor.end();
}

Outcome family(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.standby_family = cursor.accept("ipv6") ? " ipv6" : "";
  if (!config.standby_family.empty()) return cursor.end();
  return cursor.accept("ipv4") ? cursor.end() : cursor.fail("ipv4 or ipv6");
}

// ---- groups

Outcome address(Config& config, Cursor& cursor) {
  if (cursor.accept("learn") || cursor.accept("linklocal")) return Outcome::known;
  cursor.accept("global");
  const auto ip = parse_ip(cursor.peek());
  const auto prefix = ip ? std::nullopt : parse_prefix(cursor.peek());
  if (!ip && !prefix) return cursor.fail("an address");
  cursor.word();
  cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  StandbyGroup& group = *config.standby;
  if (group.addresses.size() >= most_addresses) return Outcome::known;
  group.addresses.push_back(to_string(ip ? *ip : prefix->address));
  group.address_lines.add(cursor.line());
  return Outcome::understood;
}

Outcome priority(Config& config, Cursor& cursor) {
  const auto number = cursor.number(0, 255);
  if (!number) return cursor.fail("a priority from 0 to 255");
  config.standby->priority = {*number, cursor.lines()};
  return cursor.end();
}

Outcome track(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("what is tracked");
  config.standby->tracked = {true, cursor.lines()};
  return Outcome::understood;
}

Outcome key(Config& config, Cursor& cursor) {
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  config.standby->authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, config.standby_protocol, config.standby_name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome option(Config& config, Cursor& cursor) {
  if (cursor.accept("address") || cursor.accept("ipv4")) return address(config, cursor);
  if (cursor.accept("priority")) return priority(config, cursor);
  if (cursor.accept("track")) return track(config, cursor);
  if (cursor.accept("authentication") || cursor.accept("text-authentication")) return key(config, cursor);
  for (const std::string_view harmless : {"preempt", "timers", "timer", "mac-address", "name", "bfd", "description",
                                          "accept-mode", "accept", "session"})
    if (cursor.accept(harmless)) return Outcome::understood;
  return cursor.fail("an option of the group");
}

/// `hsrp [N] [version V] [slave]`, `vrrp N [version V]`, with its options below or, in older releases, behind it.
Outcome group(Config& config, Cursor& cursor) {
  const std::string& protocol = config.standby_protocol;
  if (cursor.accept("delay") || cursor.accept("use-bia") || cursor.accept("redirects") || cursor.accept("bfd") ||
      cursor.accept("mac-refresh"))
    return Outcome::ignored;
  const std::uint32_t number = cursor.number(0, 4095).value_or(0);
  if (cursor.accept("version") && !cursor.number(1, 3)) return cursor.fail("a version");
  const bool slave = cursor.accept("slave");
  config.standby_name = config.standby_interface + " " + std::to_string(number) + config.standby_family;
  const std::string key_name = protocol + " " + config.standby_name;
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.standby_groups.erase(key_name);
    config.secrets.erase(protocol + "/" + config.standby_name);
    return Outcome::understood;
  }
  config.standby = &config.standby_groups.get(key_name);
  config.standby->protocol = protocol;
  config.standby->number = number;
  config.standby->lines.add(cursor.line(), cursor.node().last_line);
  if (slave) return Outcome::known;  // follows another group
  return cursor.at_end() ? Outcome::understood : option(config, cursor);
}

/// A line of a group's block: its keyword is an option.
Outcome below(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  cursor.move_to(cursor.wildcard(0).data());
  config.standby->lines.add(cursor.line());
  return option(config, cursor);
}

Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.standby->opened.add(cursor, domains);
  return beside(domains, Domain::redundancy);
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", Domain::redundancy | Domain::users, &below}});
  static const Table table({rows}, &not_understood);
  return table;
}

constexpr std::string_view details = "timers and details of the protocol";

Rows group_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"hsrp", Domain::redundancy | Domain::users, &group, &group_table},
      {"vrrp", Domain::redundancy | Domain::users, &group, &group_table},
  });
  return rows;
}

const Table& family_table() {
  static const Table table({group_rows()});
  return table;
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::redundancy, &family, &family_table},
      ignored<Config>("hsrp delay", details),
      ignored<Config>("hsrp use-bia", details),
      ignored<Config>("hsrp redirects", details),
      ignored<Config>("hsrp bfd", details),
      ignored<Config>("hsrp mac-refresh", details),
      ignored<Config>("vrrp delay", details),
      ignored<Config>("vrrp bfd", details),
      ignored<Config>("delay", details),
      ignored<Config>("bfd", details),
      ignored<Config>("mac-refresh", details),
  });
  static const Table table({rows, group_rows()});
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::redundancy | Domain::users, &interface, &interface_table},
      ignored<Config>("message", "which messages are logged"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows standby_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router hsrp", Domain::redundancy | Domain::users, &hsrp, &process_table},
      {"router vrrp", Domain::redundancy | Domain::users, &vrrp, &process_table},
  });
  return rows;
}

void convert_standby(Config& config, const Target& target) {
  config.standby_groups.each([&](const std::string& name, const StandbyGroup& from) {
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.group.set(from.number, to.lines);
    put_or_default<std::int64_t>(to.priority, from.priority, 100);
    put_or_default(to.tracked, from.tracked, false);
    put_or_default(to.authenticated, from.authenticated, false);
    if (from.addresses.empty())
      to.virtual_addresses.set_unknown(0);
    else
      to.virtual_addresses.set(from.addresses, target.id(from.address_lines));
  });
}

}  // namespace muster::grammars::cisco_iosxr
