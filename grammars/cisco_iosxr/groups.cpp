#include "grammars/addresses.hpp"
#include "grammars/cisco_iosxr/config.hpp"

/// `object-group network ipv4|ipv6 NAME` and `object-group port NAME`.
namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::size_t most_members = 10000;

Outcome head(Config& config, Cursor& cursor, std::string_view kind) {
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("the name of a group");
  const std::string key = std::string(kind).append(" ").append(name);
  if (cursor.negated) {
    config.groups.erase(key);
    return cursor.end();
  }
  config.group = &config.groups.get(key);
  const auto nodes = cursor.context().tree.nodes();
  config.group->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return cursor.end();
}
Outcome addresses(Config& config, Cursor& cursor) { return head(config, cursor, "address"); }
Outcome ports(Config& config, Cursor& cursor) { return head(config, cursor, "service"); }

Outcome add(Config& config, const Cursor& cursor, std::string member) {
  auto& members = config.group->members;
  if (cursor.negated || members.size() >= most_members) return Outcome::known;
  members.push_back(std::move(member));
  return Outcome::understood;
}

Outcome nested(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  return name.empty() ? cursor.fail("the name of a group") : add(config, cursor, "group " + name);
}

// ---- addresses

Outcome host(Config& config, Cursor& cursor) {
  const auto address = parse_ip(cursor.peek());
  if (!address) return cursor.fail("an address");
  cursor.word();
  if (!cursor.at_end()) return cursor.end();
  return add(config, cursor, to_string(IpPrefix{*address, static_cast<std::uint8_t>(address->family == 4 ? 32 : 128)}));
}

Outcome range(Config& config, Cursor& cursor) {
  const auto first = parse_ip(cursor.peek());
  if (!first) return cursor.fail("an address");
  cursor.word();
  const auto last = parse_ip(cursor.peek());
  if (!last) return cursor.fail("an address");
  cursor.word();
  if (!cursor.at_end()) return cursor.end();
  return add(config, cursor, to_string(*first) + "-" + to_string(*last));
}

/// `10.0.0.0/8` or `10.0.0.0 255.0.0.0`
Outcome prefix(Config& config, Cursor& cursor) {
  cursor.move_to(cursor.wildcard(0).data());
  if (const auto ipv6 = parse_prefix(cursor.peek()); ipv6 && ipv6->address.family == 6) {
    cursor.word();
    return cursor.at_end() ? add(config, cursor, to_string(ipv6->network())) : cursor.end();
  }
  const auto text = read_ipv4_prefix(cursor);
  if (!text) return cursor.fail("a prefix");
  return cursor.at_end() ? add(config, cursor, to_string(parse_prefix(*text)->network())) : cursor.end();
}

// ---- ports

Outcome two_ports(Config& config, Cursor& cursor) {
  const auto low = cursor.number(0, 65535);
  const auto high = low ? cursor.number(0, 65535) : std::nullopt;
  if (!high) return cursor.fail("two ports");
  const std::string member = std::to_string(*low) + "-" + std::to_string(*high);
  return cursor.at_end() ? add(config, cursor, "any " + member) : cursor.end();
}
Outcome one_port(Config& config, Cursor& cursor) {
  const auto port = cursor.number(0, 65535);
  if (!port) return Outcome::known;  // a name: what stands for it is known where lists use it
  return cursor.at_end() ? add(config, cursor, "any " + std::to_string(*port)) : cursor.end();
}
Outcome above(Config& config, Cursor& cursor) {
  const auto port = cursor.number(0, 65534);
  return port ? add(config, cursor, "any " + std::to_string(*port + 1) + "-65535") : Outcome::known;
}
Outcome below(Config& config, Cursor& cursor) {
  const auto port = cursor.number(1, 65535);
  return port ? add(config, cursor, "any 0-" + std::to_string(*port - 1)) : Outcome::known;
}

Domains group_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.group->opened.add(cursor, domains);
  return beside(domains, Domain::filters);
}

const Table& address_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"host", Domain::filters, &host},
      {"range", Domain::filters, &range},
      {"object-group", Domain::filters, &nested},
      {"*", Domain::filters, &prefix},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &group_not_understood);
  return table;
}

const Table& port_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"eq", Domain::filters, &one_port},
      {"range", Domain::filters, &two_ports},
      {"gt", Domain::filters, &above},
      {"lt", Domain::filters, &below},
      {"neq", Domain::filters},
      {"object-group", Domain::filters, &nested},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &group_not_understood);
  return table;
}

}  // namespace

Rows group_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"object-group", Domain::filters},
      {"object-group network ipv4", Domain::filters, &addresses, &address_table},
      {"object-group network ipv6", Domain::filters, &addresses, &address_table},
      {"object-group port", Domain::filters, &ports, &port_table},
  });
  return rows;
}

void convert_groups(Config& config, const Target& target) {
  config.groups.each([&](const std::string& name, Group& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    to.members.set(std::move(from.members), to.lines);
  });
}

}  // namespace muster::grammars::cisco_iosxr
