#include "grammars/cisco_ios/object_groups.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "grammars/addresses.hpp"
#include "grammars/cisco/access_entry.hpp"

/// `object-group network|service`: named addresses and services that access lists refer to.
namespace muster::grammars::cisco_ios {
namespace {

/// Linear in what stands in the file; a name may occur in many lists.
constexpr std::size_t most_members = 10000;
constexpr std::size_t most_groups = 64;
constexpr std::size_t most_matches = 64;
constexpr std::size_t longest_ports = 4096;
constexpr std::size_t most_text = std::size_t{8} << 20;

Outcome head(Config& config, Cursor& cursor, bool services) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a group");
  const std::string key = (services ? "service " : "address ") + name;
  if (cursor.negated) {
    config.object_groups.erase(key);
    return cursor.end();
  }
  config.object_group = &config.object_groups.get(key);
  config.object_group->services = services;
  add_block(config.object_group->lines, cursor);
  return cursor.end();
}
Outcome network(Config& config, Cursor& cursor) { return head(config, cursor, false); }
Outcome service(Config& config, Cursor& cursor) { return head(config, cursor, true); }

Outcome add_member(ObjectGroup& group, std::string member, Cursor& cursor) {
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated || group.members.size() >= most_members) return Outcome::known;
  group.members.push_back(std::move(member));
  return Outcome::understood;
}

/// `group-object NAME`
Outcome inner_group(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a group");
  const Outcome outcome = add_member(*config.object_group, "group " + name, cursor);
  if (outcome == Outcome::understood) config.object_group->groups.push_back(name);
  return outcome;
}

/// `host A`, `A MASK`, `A/L`, `range A B`, `any`. Group masks are those of networks.
Outcome address(Config& config, Cursor& cursor) {
  ObjectGroup& group = *config.object_group;
  cursor.move_to(cursor.wildcard(0).data());
  if (cursor.accept("any")) return add_member(group, "any", cursor);
  if (cursor.accept("range")) {
    const std::string first(cursor.word());
    const std::string last(cursor.word());
    if (!parse_ip(first) || !parse_ip(last)) return cursor.fail("two addresses");
    return add_member(group, first + "-" + last, cursor);
  }
  const bool host = cursor.accept("host");
  const auto prefix = parse_prefix(cursor.peek());
  if (!prefix) return host && !cursor.at_end() ? Outcome::known : cursor.fail("host, range, any or an address");
  const bool whole = cursor.peek().find('/') == std::string_view::npos;
  const auto plain = parse_ipv4(cursor.word());
  if (host || !whole || !plain) return add_member(group, to_string(prefix->network()), cursor);
  const auto mask = parse_ipv4(cursor.peek());
  const auto network = mask ? with_netmask(*plain & *mask, *mask) : std::nullopt;
  if (!network) return cursor.fail("a contiguous mask");
  cursor.word();
  return add_member(group, *network, cursor);
}

// ---- services

/// What stands behind a protocol.
std::optional<ServiceMatch> match_of(Cursor& cursor, std::string_view protocol, bool& understood) {
  ServiceMatch match{std::string(protocol == "ip" ? "any" : protocol)};
  const bool ports = protocol == "tcp" || protocol == "udp";
  understood = true;
  if (!ports) {
    match.narrower = !cursor.at_end();  // types of messages
    cursor.take_rest();
    return match;
  }
  const auto read = [&](std::string& to) {
    if (cursor.at_end() || cursor.peek() == "source") return true;
    PortMatch ports_of_side;
    if (!take_ports(cursor, ports_of_side)) return false;
    to = text_of(ports_of_side);
    return true;
  };
  if (!cursor.accept("source")) {
    understood = read(match.destination_port);
    if (understood && cursor.accept("source")) understood = read(match.source_port);
  } else {
    understood = read(match.source_port) && read(match.destination_port);
  }
  return match;
}

Outcome add_service(ObjectGroup& group, std::string_view protocol, Cursor& cursor) {
  bool understood = false;
  const auto match = match_of(cursor, protocol, understood);
  if (!understood || !match) return cursor.fail("eq, gt, lt, neq or range, and ports");
  if (cursor.negated || group.matches.size() >= most_members) return Outcome::known;
  const bool plain = !match->narrower && match->source_port == "any";
  std::string text = match->protocol == "any" ? "any any" : match->protocol;
  if (match->destination_port != "any") text += " " + match->destination_port;
  group.members.push_back(plain ? text : text + " (some)");
  group.matches.push_back(*match);
  return cursor.end();
}

/// `PROTOCOL`, `tcp|udp|tcp-udp [source PORTS] [PORTS]`, `icmp [TYPE]`
Outcome service_member(Config& config, Cursor& cursor) {
  const std::string_view protocol = cursor.wildcard(0);
  cursor.move_to(protocol.data());
  cursor.word();
  if (protocol != "tcp-udp") {
    if (!is_protocol(protocol)) return cursor.fail_at(protocol.data(), "a protocol");
    return add_service(*config.object_group, protocol, cursor);
  }
  const Cursor start = cursor;
  const Outcome outcome = add_service(*config.object_group, "tcp", cursor);
  if (outcome != Outcome::understood) return outcome;
  cursor.take_position(start);
  return add_service(*config.object_group, "udp", cursor);
}

/// The group is open then, and whoever looks into it sees that.
Domains member_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.object_group->opened.add(cursor, domains);
  return domains.without(Domain::filters);
}

const Table& network_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"group-object", Domain::filters, &inner_group},
      {"*", Domain::filters, &address},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &member_not_understood);
  return table;
}
const Table& service_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"group-object", Domain::filters, &inner_group},
      {"*", Domain::filters, &service_member},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &member_not_understood);
  return table;
}

/// Joins what differs in the destination port only, so that an entry is written once for each protocol.
void join(std::vector<ServiceMatch>& all, const ServiceMatch& match) {
  const auto found = std::ranges::find_if(all, [&](const ServiceMatch& other) {
    return other.protocol == match.protocol && other.source_port == match.source_port && other.narrower == match.narrower;
  });
  if (found == all.end())
    all.push_back(match);
  else if (found->destination_port == "any" || match.destination_port == "any")
    found->destination_port = "any";
  else if (found->destination_port.size() < longest_ports)
    found->destination_port += "," + match.destination_port;
}

}  // namespace

Rows object_group_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"object-group network", Domain::filters, &network, &network_table},
      {"object-group v6-network", Domain::filters, &network, &network_table},
      {"object-group service", Domain::filters, &service, &service_table},
      {"object-group v6-service", Domain::filters, &service, &service_table},
      {"object-group", Domain::filters},
      ignored<Config>("object-group security", "marks of hosts: entries cannot name them"),
  });
  return rows;
}

void convert_object_groups(Config& config, const Target& target) {
  config.object_groups.each([&](const std::string& name, const ObjectGroup& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    to.members.set(from.members, to.lines);
  });
}

const ServiceWriter::Resolved& ServiceWriter::services(const std::string& name) {
  if (const Resolved* const known = known_.find(name)) return *known;
  return known_.get(name) = compute(name);
}

/// The group and all that it names, each once.
ServiceWriter::Resolved ServiceWriter::compute(const std::string& name) {
  Resolved resolved;
  std::vector<std::string> left{name};
  std::unordered_set<std::string> seen{name};
  while (!left.empty() && resolved.complete) {
    const ObjectGroup* const group = config_.object_groups.find("service " + left.back());
    left.pop_back();
    resolved.complete = group != nullptr && !group->opened.any() && seen.size() <= most_groups;
    if (!resolved.complete) break;
    for (const ServiceMatch& match : group->matches) {
      if (resolved.matches.size() > most_matches) break;
      join(resolved.matches, match);
    }
    for (const std::string& inner : group->groups)
      if (seen.insert(inner).second) left.push_back(inner);
  }
  for (const ServiceMatch& match : resolved.matches)
    resolved.complete = resolved.complete && match.destination_port.size() < longest_ports;
  resolved.complete = resolved.complete && !resolved.matches.empty() && resolved.matches.size() <= most_matches;
  return resolved;
}

void ServiceWriter::write(const AccessRule& from, std::vector<AccessRule>& to) {
  const Resolved& group = services(from.rule.application);
  AccessRule plain = from;
  plain.rule.application.clear();
  for (const ServiceMatch& match : group.matches) written_ += match.destination_port.size();
  if (!group.complete || written_ > most_text) {
    plain.rule.opaque = true;
    to.push_back(std::move(plain));
    return;
  }
  for (const ServiceMatch& match : group.matches) {
    AccessRule& one = to.emplace_back(plain);
    one.rule.protocol = match.protocol;
    one.rule.source_port = match.source_port;
    one.rule.destination_port = match.destination_port;
    one.rule.other_conditions = one.rule.other_conditions || match.narrower;
    one.rule.opaque = one.rule.opaque && match.protocol == "any";
    if (group.matches.size() > 1) one.part = match.protocol + (match.source_port == "any" ? "" : " from " + match.source_port);
  }
}

void ServiceWriter::resolve(AccessList& list) {
  const auto names = [](const AccessRule& rule) { return !rule.rule.application.empty(); };
  if (std::ranges::none_of(list.rules, names)) return;
  std::vector<AccessRule> rules;
  for (AccessRule& rule : list.rules) {
    if (names(rule))
      write(rule, rules);
    else
      rules.push_back(std::move(rule));
  }
  list.rules = std::move(rules);
}

}  // namespace muster::grammars::cisco_ios
