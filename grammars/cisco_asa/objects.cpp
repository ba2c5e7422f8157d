#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"
#include "grammars/text_lines.hpp"

/// `object network|service`, `object-group network|service|protocol|icmp-type|user|security`
namespace muster::grammars::cisco_asa {
namespace {

using Kind = Group::Kind;

Outcome open_group(Config& config, Cursor& cursor, Kind kind) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("a name");
  config.group_name = name;
  if (kind == Kind::service && !cursor.at_end()) {
    const std::string_view protocol = cursor.word();
    if (protocol != "tcp" && protocol != "udp" && protocol != "tcp-udp")
      return cursor.fail_at(protocol.data(), "tcp, udp or tcp-udp");
    config.group = &config.groups.get(name);
    config.group->kind = Kind::ports;
    config.group->port_protocol = protocol;
  } else {
    if (!cursor.at_end()) return cursor.end();
    config.group = &config.groups.get(name);
    config.group->kind = kind;
  }
  config.group->lines.add(cursor.line(), cursor.context().tree.nodes()[cursor.node().subtree_end - 1].last_line);
  if (!cursor.negated) return Outcome::understood;
  config.groups.erase(name);
  config.group = nullptr;
  return Outcome::understood;
}
Outcome network(Config& config, Cursor& cursor) { return open_group(config, cursor, Kind::network); }
Outcome service(Config& config, Cursor& cursor) { return open_group(config, cursor, Kind::service); }
Outcome protocol(Config& config, Cursor& cursor) { return open_group(config, cursor, Kind::protocol); }
Outcome icmp_type(Config& config, Cursor& cursor) { return open_group(config, cursor, Kind::icmp); }

/// A line with `no` takes a member away that is spelt the same: it does not stand in a running configuration.
bool cannot_add(const Config& config, const Cursor& cursor) { return cursor.negated || config.group == nullptr; }

Outcome add_member(Config& config, Cursor& cursor, std::string text) {
  if (!cursor.at_end()) return cursor.end();
  config.group->members.push_back(std::move(text));
  return Outcome::understood;
}

Outcome add_group(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("a name");
  const std::string name(cursor.word());
  config.group->names.push_back(name);
  return add_member(config, cursor, "group " + name);
}

std::string host_prefix(const std::string& address) {
  return address + (address.find(':') == std::string::npos ? "/32" : "/128");
}

Outcome host(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  const auto address = take_address(config, cursor);
  return address ? add_member(config, cursor, host_prefix(*address)) : cursor.fail("an address");
}

Outcome subnet(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  const auto prefix = take_network(config, cursor);
  return prefix ? add_member(config, cursor, *prefix) : cursor.fail("an address and its mask");
}

Outcome range(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  const auto first = take_address(config, cursor);
  if (!first) return cursor.fail("an address");
  const auto last = take_address(config, cursor);
  return last ? add_member(config, cursor, *first + "-" + *last) : cursor.fail("an address");
}

/// `fqdn [v4|v6] NAME`
Outcome fqdn(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  if (!cursor.accept("v4")) cursor.accept("v6");
  if (cursor.at_end()) return cursor.fail("a host name");
  return add_member(config, cursor, std::string(cursor.word()));
}

Outcome network_object(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  if (cursor.accept("object")) return add_group(config, cursor);
  if (cursor.accept("host")) return host(config, cursor);
  return subnet(config, cursor);
}

std::string text_of(const ServiceMatch& match) {
  std::string text = match.protocol;
  if (match.destination_port != "any") text += " " + match.destination_port;
  if (match.source_port != "any") text += " source " + match.source_port;
  return text;
}

void add_match(Group& group, ServiceMatch match) {
  if (match.protocol == "tcp-udp") {
    match.protocol = "tcp";
    add_match(group, match);
    match.protocol = "udp";
  }
  group.members.push_back(text_of(match));
  group.services.push_back(std::move(match));
}

/// `PROTOCOL [source OP P] [[destination] OP P]`, `icmp [TYPE [CODE]]`
Outcome service_line(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  ServiceMatch match;
  match.protocol = protocol_of(cursor.peek());
  if (match.protocol.empty()) return cursor.fail("a protocol");
  cursor.word();
  if (cursor.accept("source")) {
    const auto ports = take_ports(cursor);
    if (!ports) return cursor.fail("ports");
    match.source_port = *ports;
  }
  cursor.accept("destination");
  if (const auto ports = take_ports(cursor)) match.destination_port = *ports;
  while (match.protocol.starts_with("icmp") && is_icmp_type(cursor.peek())) {
    cursor.word();
    match.narrower = true;
  }
  if (!cursor.at_end()) return cursor.fail(has_ports(match.protocol) ? "source or destination ports" : "end of line");
  add_match(*config.group, std::move(match));
  return Outcome::understood;
}

Outcome service_object(Config& config, Cursor& cursor) {
  return cursor.accept("object") ? add_group(config, cursor) : service_line(config, cursor);
}

Outcome port_object(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  const auto ports = take_ports(cursor);
  if (!ports) return cursor.fail("eq or range, and ports");
  add_match(*config.group, {.protocol = config.group->port_protocol, .destination_port = *ports});
  return cursor.end();
}

Outcome protocol_object(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  const std::string name = protocol_of(cursor.peek());
  if (name.empty()) return cursor.fail("a protocol");
  cursor.word();
  add_match(*config.group, {.protocol = name});
  return cursor.end();
}

Outcome icmp_object(Config& config, Cursor& cursor) {
  if (cannot_add(config, cursor)) return Outcome::known;
  if (!is_icmp_type(cursor.peek())) return cursor.fail("a type of ICMP messages");
  config.group->services.push_back({.protocol = "icmp", .narrower = true});
  return add_member(config, cursor, "icmp " + std::string(cursor.word()));
}

/// A member that was not understood concerns the group: what uses it is then no longer sure.
Domains member_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  if (config.group == nullptr) return domains;
  config.group->opened_by.add(cursor.line(), cursor.node().last_line);
  const std::string_view text = cursor.whole();
  return text.starts_with("nat ") || text.starts_with("no nat ") ? domains : Domains();
}

constexpr std::string_view descriptive = "descriptive text";

const Table& network_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"host", Domain::filters, &host},
      {"subnet", Domain::filters, &subnet},
      {"range", Domain::filters, &range},
      {"fqdn", Domain::filters, &fqdn},
      ignored<Config>("description", descriptive),
  });
  static const Table table({rows, object_nat_rows()}, &member_not_understood);
  return table;
}

const Table& service_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"service", Domain::filters, &service_line},
      ignored<Config>("description", descriptive),
  });
  static const Table table({rows}, &member_not_understood);
  return table;
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"network-object", Domain::filters, &network_object},
      {"service-object", Domain::filters, &service_object},
      {"port-object", Domain::filters, &port_object},
      {"protocol-object", Domain::filters, &protocol_object},
      {"icmp-object", Domain::filters, &icmp_object},
      {"group-object", Domain::filters, &add_group},
      ignored<Config>("description", descriptive),
  });
  static const Table table({rows}, &member_not_understood);
  return table;
}

}  // namespace

Rows object_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"object network", Domain::filters, &network, &network_table},
      {"object service", Domain::filters, &service, &service_table},
      {"object", Domain::filters},
      {"object-group network", Domain::filters, &network, &group_table},
      {"object-group service", Domain::filters, &service, &group_table},
      {"object-group protocol", Domain::filters, &protocol, &group_table},
      {"object-group icmp-type", Domain::filters, &icmp_type, &group_table},
      {"object-group", Domain::filters},
      {"object-group user", Domain::filters},
      {"object-group security", Domain::filters},
      {"object-group network-service", Domain::filters},
      ignored<Config>("object-group-search", "how entries are looked up"),
  });
  return rows;
}

void convert_groups(Config& config, const Target& target) {
  config.groups.each([&](const std::string& name, Group& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    target.head(to, from.lines);
    to.open = !from.opened_by.empty();
    to.opened_by = target.id(from.opened_by);
    to.name.set((from.is_address() ? "address " : "service ") + name, to.lines);
    to.members.set(from.members, to.lines);
  });
}

}  // namespace muster::grammars::cisco_asa
