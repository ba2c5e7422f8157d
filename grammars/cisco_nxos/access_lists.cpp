#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/access_entry.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

/// Access lists and the groups of addresses and ports that they name.
namespace muster::grammars::cisco_nxos {
namespace {

// ---- access lists

/// `permit ...` or `deny ...` in the current list.
Outcome entry(Config& config, Cursor& cursor, bool permit, std::optional<std::uint32_t> sequence) {
  if (cursor.negated) return Outcome::known;  // removes the entry that is spelt the same
  AccessEntry parsed;
  parsed.permit = permit;
  const bool ipv6 = config.access_list->family == "ip6";
  const Outcome outcome = ipv6 ? parse_prefix_ipv6_entry(cursor, parsed) : parse_prefix_extended_entry(cursor, parsed);
  if (outcome != Outcome::understood) return outcome;
  model::FilterRule rule = rule_of(parsed, cursor.lines());
  rule.opaque = hides_its_reach(parsed);
  config.access_list->append(sequence, std::move(rule));
  return Outcome::understood;
}

Outcome permit(Config& config, Cursor& cursor) { return entry(config, cursor, true, std::nullopt); }
Outcome deny(Config& config, Cursor& cursor) { return entry(config, cursor, false, std::nullopt); }

/// `10 permit ...`, `10 remark ...`, `no 10`
Outcome numbered(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.wildcard(0);
  Cursor ahead = cursor;
  ahead.move_to(word.data());
  const auto sequence = ahead.number(1);
  if (!sequence) return cursor.fail_at(word.data(), "permit, deny, remark or a sequence number");
  AccessList& list = *config.access_list;
  if (cursor.negated) {
    if (list.rules.empty() || list.rules.back().sequence != *sequence) return Outcome::known;
    list.rules.pop_back();
    return cursor.end();
  }
  if (cursor.accept("remark")) return done(cursor);
  if (cursor.accept("permit")) return entry(config, cursor, true, *sequence);
  if (cursor.accept("deny")) return entry(config, cursor, false, *sequence);
  return cursor.fail("permit, deny or remark");
}

Outcome remark(Config&, Cursor& cursor) { return done(cursor); }

Outcome list_head(Config& config, Cursor& cursor, std::string_view family) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an access list");
  if (!cursor.at_end()) return cursor.end();
  const std::string key = list_key(family, name);
  if (cursor.negated) {
    config.access_lists.erase(key);
    return Outcome::understood;
  }
  config.access_list = &config.access_lists.get(key);
  config.access_list->family = family;
  config.access_list->lines.add(cursor.line());
  return Outcome::understood;
}
Outcome ip_list(Config& config, Cursor& cursor) { return list_head(config, cursor, "ip"); }
Outcome ipv6_list(Config& config, Cursor& cursor) { return list_head(config, cursor, "ip6"); }
Outcome mac_list(Config& config, Cursor& cursor) { return list_head(config, cursor, "mac"); }

/// A line in a list's block that was not understood is an opaque rule in its place: nothing else opens.
Domains entry_not_understood(Config& config, const Cursor& cursor, Domains) {
  if (cursor.negated) config.access_list->doubt();
  const std::string_view text = cursor.whole();
  std::uint32_t sequence = 0;
  for (const char c : text.substr(0, 9)) {
    if (c < '0' || c > '9') break;
    sequence = sequence * 10 + static_cast<std::uint32_t>(c - '0');
  }
  config.access_list->append(sequence == 0 ? std::nullopt : std::optional(sequence), opaque_rule(cursor.lines()));
  return {};
}

const Table& entry_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"permit", Domain::filters, &permit},
      {"deny", Domain::filters, &deny},
      {"remark", Domain::filters, &remark},
      {"*", Domain::filters, &numbered},
      {"fragments", Domain::filters},
      ignored<Config>("statistics", "counters"),
      ignored<Config>("ignore", "packets that a switch only passes on"),
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

/// Which frames a list of hardware addresses passes is not modelled: each entry is an opaque rule.
const Table& mac_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"permit", Domain::filters},
      {"deny", Domain::filters},
      {"remark", Domain::filters, &remark},
      {"*", Domain::filters},
      ignored<Config>("statistics", "counters"),
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

// ---- object groups

Outcome group_head(Config& config, Cursor& cursor, bool ports) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a group");
  const std::string key = (ports ? "service " : "address ") + name;
  if (cursor.negated) {
    config.object_groups.erase(key);
    return cursor.end();
  }
  config.object_group = &config.object_groups.get(key);
  config.object_group->ports = ports;
  const auto nodes = cursor.context().tree.nodes();
  config.object_group->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return cursor.end();
}
Outcome address_group(Config& config, Cursor& cursor) { return group_head(config, cursor, false); }
Outcome port_group(Config& config, Cursor& cursor) { return group_head(config, cursor, true); }

/// Linear in what stands in the file; a name may occur in many lists.
constexpr std::size_t most_members = 10000;

Outcome add_member(ObjectGroup& group, std::string member, Cursor& cursor) {
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated || group.members.size() >= most_members) return Outcome::known;
  group.members.push_back(std::move(member));
  return Outcome::understood;
}

/// `host A`, `A/L`, `A WILDCARD`
Outcome address_member(ObjectGroup& group, Cursor& cursor) {
  const bool host = cursor.accept("host");
  const auto prefix = parse_prefix(cursor.peek());
  if (!prefix) return cursor.fail("host, an address or a prefix");
  const bool whole = cursor.peek().find('/') == std::string_view::npos;
  const auto address = parse_ipv4(cursor.word());
  if (!host && whole && address) {
    const auto wildcard = parse_ipv4(cursor.peek());
    if (!wildcard) return cursor.fail("a wildcard mask");
    cursor.word();
    return add_member(group, with_wildcard(*address, *wildcard), cursor);
  }
  return add_member(group, to_string(prefix->network()), cursor);
}

/// `eq N`, `lt N`, `gt N`, `range A B`. A group of ports counts for TCP and UDP.
Outcome port_member(ObjectGroup& group, Cursor& cursor) {
  const std::string_view op = cursor.word();
  if (op != "eq" && op != "gt" && op != "lt" && op != "range") return cursor.fail("eq, gt, lt or range");
  const auto first = cursor.number(0, 65535);
  if (!first) return cursor.fail("a port");
  auto last = first;
  if (op == "range" && !(last = cursor.number(0, 65535))) return cursor.fail("a port");
  if (!cursor.at_end()) return cursor.end();
  std::string range = std::to_string(*first);
  if (op == "gt") range = std::to_string(*first + 1) + "-65535";
  if (op == "lt") range = "0-" + std::to_string(*first == 0 ? 0 : *first - 1);
  if (op == "range") range = std::to_string(std::min(*first, *last)) + "-" + std::to_string(std::max(*first, *last));
  const Outcome outcome = add_member(group, "tcp " + range, cursor);
  return outcome == Outcome::understood ? add_member(group, "udp " + range, cursor) : outcome;
}

/// `[SEQUENCE] MEMBER`
Outcome member(Config& config, Cursor& cursor) {
  ObjectGroup& group = *config.object_group;
  const std::string_view first = cursor.wildcard(0);
  cursor.move_to(first.data());
  Cursor ahead = cursor;
  if (ahead.number(1) && !ahead.at_end()) cursor.take_position(ahead);
  return group.ports ? port_member(group, cursor) : address_member(group, cursor);
}

/// The group is open then, and whoever looks into it sees that.
Domains member_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.object_group->opened.add(cursor, domains);
  return domains.without(Domain::filters);
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"*", Domain::filters, &member},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &member_not_understood);
  return table;
}

}  // namespace

Rows access_list_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip access-list", Domain::filters, &ip_list, &entry_table},
      {"ipv6 access-list", Domain::filters, &ipv6_list, &entry_table},
      {"mac access-list", Domain::filters, &mac_list, &mac_table},
      {"object-group ip address", Domain::filters, &address_group, &group_table},
      {"object-group ipv6 address", Domain::filters, &address_group, &group_table},
      {"object-group ip port", Domain::filters, &port_group, &group_table},
      {"object-group", Domain::filters},
      {"time-range", Domain::filters},
      {"vlan access-map", Domain::filters},
      {"vlan filter", Domain::filters},
      {"arp access-list", Domain::filters},
      {"role-based access-list", Domain::filters},
      ignored<Config>("ip access-list match-local-traffic", "whether egress lists see the device's own packets"),
      ignored<Config>("hardware access-list", "how lists are put into hardware"),
      ignored<Config>("acllog", "how often matches are logged"),
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  config.access_lists.each([&](const std::string& name, AccessList& from) {
    const bool empty = from.rules.empty();
    put_access_list(name, from, "deny", target);
    // What a list without entries does depends on where it is applied.
    if (empty) target.device.filters.back().default_action.set_unknown(target.device.filters.back().lines);
  });
  config.object_groups.each([&](const std::string& name, const ObjectGroup& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    to.members.set(from.members, to.lines);
  });
}

}  // namespace muster::grammars::cisco_nxos
