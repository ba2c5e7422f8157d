#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

/// One side of an entry, as far as it says which addresses.
struct Side {
  std::string text;
  std::string zone;
  char any = ' ';  ///< '4' or '6': all addresses of one family; '*': all
  bool narrower = false;
};

bool is_ports(Config& config, std::string_view name) {
  const Group* const group = config.groups.find(name);
  return group != nullptr && (group->kind == Group::Kind::ports || group->kind == Group::Kind::service);
}

/// Who sends or what a packet is marked with narrows the side: `user X`, `security-group tag N`, ...
void take_identities(Cursor& cursor, Side& side) {
  while (true) {
    if (cursor.accept("user") || cursor.accept("user-group") || cursor.accept("object-group-user") ||
        cursor.accept("object-group-security")) {
      cursor.word();
    } else if (cursor.accept("security-group")) {
      cursor.word();
      cursor.word();
    } else {
      return;
    }
    side.narrower = true;
  }
}

bool take_side(Config& config, Cursor& cursor, Side& side) {
  if (cursor.accept("ifc")) side.zone = cursor.word();
  take_identities(cursor, side);
  Cursor ahead = cursor;
  const std::string_view word = ahead.word();
  if (word == "any" || word == "any4" || word == "any6") {
    side.any = word == "any" ? '*' : word.back();
    side.text = "any";
  } else if (word == "host") {
    const auto address = take_address(config, ahead);
    if (!address) return false;
    side.text = *address + (address->find(':') == std::string::npos ? "/32" : "/128");
  } else if (word == "object" || word == "object-group" || word == "object-group-network-service") {
    const std::string_view name = ahead.word();
    if (name.empty() || is_ports(config, name)) return false;
    side.text = "group " + std::string(name);
  } else if (word == "interface") {
    if (ahead.at_end()) return false;
    side.text = "interface " + std::string(ahead.word());
  } else {
    ahead.take_position(cursor);
    const auto network = take_network(config, ahead);
    if (!network) return false;
    side.text = *network;
    if (*network == "0.0.0.0/0") side.any = '4';
    if (*network == "::/0") side.any = '6';
  }
  cursor.take_position(ahead);
  return true;
}

/// Ports spelt out, or a group of them.
void take_ports_or_group(Config& config, Cursor& cursor, std::string& ports, std::string& group) {
  if (const auto text = take_ports(cursor)) {
    ports = *text;
    return;
  }
  Cursor ahead = cursor;
  if (!ahead.accept("object-group") && !ahead.accept("object")) return;
  const std::string_view name = ahead.word();
  if (!is_ports(config, name)) return;
  group = name;
  cursor.take_position(ahead);
}

/// `object icmp-echo`, `object ospf`: names of services that ASA itself knows.
bool take_builtin(std::string_view name, model::FilterRule& rule) {
  if (name.starts_with("icmp-") && is_icmp_type(name.substr(5))) {
    rule.protocol = "icmp";
    rule.other_conditions = true;
    return true;
  }
  rule.protocol = protocol_of(name);
  return !rule.protocol.empty();
}

bool take_protocol(Config& config, Cursor& cursor, Entry& entry) {
  if (cursor.accept("object-group") || cursor.accept("object")) {
    const std::string_view name = cursor.word();
    if (name.empty()) return false;
    if (config.groups.find(name) != nullptr || !take_builtin(name, entry.rule)) entry.services = name;
    return true;
  }
  entry.rule.protocol = protocol_of(cursor.peek());
  if (entry.rule.protocol.empty()) return false;
  cursor.word();
  return true;
}

/// `log [LEVEL] [interval N]`, `log disable`, `log default`
bool take_log(Cursor& cursor, model::FilterRule& rule) {
  if (!cursor.accept("log")) return false;
  if (cursor.accept("disable") || cursor.accept("default")) return true;
  rule.log = true;
  if (severity(cursor.peek())) cursor.word();
  if (cursor.accept("interval")) cursor.number();
  return true;
}

Outcome take_options(Config& config, Cursor& cursor, Entry& entry) {
  model::FilterRule& rule = entry.rule;
  while (!cursor.at_end()) {
    if (take_log(cursor, rule)) continue;
    if (cursor.accept("inactive")) {
      rule.disabled = true;
    } else if (cursor.accept("time-range")) {
      if (cursor.word().empty()) return cursor.fail("a time range");
      rule.other_conditions = true;
    } else if (cursor.accept("rule-id")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("event-log")) {
      if (cursor.word().empty()) return cursor.fail("when it is logged");
      rule.log = true;
    } else if (cursor.accept("object-group")) {
      const Group* const group = config.groups.find(cursor.word());
      if (group == nullptr || group->kind != Group::Kind::icmp) return cursor.fail("a group of ICMP types");
      rule.other_conditions = true;
    } else if (is_icmp_type(cursor.peek()) && (rule.protocol.starts_with("icmp") || !entry.services.empty())) {
      cursor.word();
      rule.other_conditions = true;
    } else {
      return cursor.fail("an option of the entry");
    }
  }
  return Outcome::understood;
}

/// All addresses of IPv4 on both sides is a rule about IPv4; on one side it may say more than it means in a permit, and
/// never in a deny.
void put_sides(model::FilterRule& rule, const Side& source, const Side& destination) {
  rule.source = source.text;
  rule.destination = destination.text;
  rule.source_zone = source.zone;
  rule.destination_zone = destination.zone;
  rule.other_conditions = rule.other_conditions || source.narrower || destination.narrower;
  const bool wide = source.any != ' ' && destination.any != ' ';
  const char family = source.any == '*' ? destination.any : source.any;
  if (wide && rule.protocol == "any" &&
      (source.any == '*' || destination.any == '*' || source.any == destination.any)) {
    rule.source = rule.destination = "any";
    if (family != '*') rule.protocol = family == '4' ? "ipv4" : "ipv6";
    return;
  }
  // From all of one family to all of the other: packets that are translated on their way.
  if (wide && source.any != destination.any) rule.other_conditions = true;
  const auto text = [&rule](const Side& side) -> std::string {
    if (side.any == '*' || (side.any != ' ' && rule.action == "permit")) return "any";
    if (side.any == ' ') return side.text;
    return side.any == '4' ? "0.0.0.0/0" : "::/0";
  };
  rule.source = text(source);
  rule.destination = text(destination);
}

Outcome extended(Config& config, Cursor& cursor, Entry& entry) {
  entry.rule.source_port = entry.rule.destination_port = "any";
  if (!take_protocol(config, cursor, entry)) return cursor.fail("a protocol or a group of services");
  Side source;
  Side destination;
  if (!take_side(config, cursor, source)) return cursor.fail("a source");
  take_ports_or_group(config, cursor, entry.rule.source_port, entry.source_ports);
  if (!take_side(config, cursor, destination)) return cursor.fail("a destination");
  take_ports_or_group(config, cursor, entry.rule.destination_port, entry.destination_ports);
  put_sides(entry.rule, source, destination);
  return take_options(config, cursor, entry);
}

/// `standard permit any4|host A|A M`: which destinations a route or a tunnel is for.
Outcome standard(Config& config, Cursor& cursor, Entry& entry) {
  entry.rule.protocol = entry.rule.source = entry.rule.source_port = entry.rule.destination_port = "any";
  Side side;
  if (!take_side(config, cursor, side)) return cursor.fail("any4, host or a network");
  entry.rule.destination = side.text;
  entry.rule.other_conditions = true;  // no packet is let through by it
  return cursor.end();
}

Outcome ethertype(Cursor& cursor, Entry& entry) {
  if (cursor.at_end()) return cursor.fail("a type of frames");
  entry.rule.protocol = cursor.word();
  entry.rule.other_conditions = true;  // frames other than those of IP
  entry.rule.source = entry.rule.destination = entry.rule.source_port = entry.rule.destination_port = "any";
  return cursor.end();
}

bool take_action(Cursor& cursor, model::FilterRule& rule) {
  if (cursor.accept("permit") || cursor.accept("trust"))
    rule.action = "permit";
  else if (cursor.accept("deny"))
    rule.action = "deny";
  else
    return false;
  return true;
}

Outcome read_entry(Config& config, Cursor& cursor, AccessList& list) {
  Entry entry;
  const bool is_standard = cursor.accept("standard");
  const bool is_ethertype = !is_standard && cursor.accept("ethertype");
  const bool is_advanced = !is_standard && !is_ethertype && !cursor.accept("extended") && cursor.accept("advanced");
  if (is_ethertype) list.family = "mac";
  // FTD hands what it permits, other than what it trusts, to a deeper inspection, which may drop it.
  entry.rule.other_conditions = is_advanced && cursor.peek() == "permit";
  if (!take_action(cursor, entry.rule)) return cursor.fail("permit, deny or remark");
  const Outcome outcome = is_standard    ? standard(config, cursor, entry)
                          : is_ethertype ? ethertype(cursor, entry)
                                         : extended(config, cursor, entry);
  if (outcome != Outcome::understood) return outcome;
  entry.rule.lines = cursor.lines();
  if (entry.rule.disabled) entry.rule.action = "none";
  list.entries.push_back(std::move(entry));
  return Outcome::understood;
}

void add_opaque(AccessList& list, const Cursor& cursor) {
  Entry& entry = list.entries.emplace_back();
  entry.rule.opaque = true;
  entry.rule.lines = cursor.lines();
}

Outcome list_line(Config& config, Cursor& cursor, std::string_view family) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an access list");
  if (cursor.negated) return Outcome::known;  // takes an entry away that is spelt the same
  if (cursor.accept("line") && !cursor.number(1)) return cursor.fail("the number of a line");
  if (cursor.peek() == "webtype") return Outcome::ignored;  // pages that users of a portal may open
  AccessList& list = config.access_lists.get(list_key("ip", name));
  if (list.lines.empty()) list.family = family;
  list.lines.add(cursor.line());
  if (cursor.accept("remark")) return Outcome::understood;
  const Outcome outcome = read_entry(config, cursor, list);
  if (outcome == Outcome::understood) return outcome;
  add_opaque(list, cursor);
  config.narrow(cursor, {});  // an opaque rule stands in its place: nothing else opens
  return outcome;
}
Outcome access_list(Config& config, Cursor& cursor) { return list_line(config, cursor, "inet"); }
Outcome ipv6_access_list(Config& config, Cursor& cursor) { return list_line(config, cursor, "ip6"); }

Outcome clear_access_list(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return Outcome::known;
  config.access_lists.erase(list_key("ip", cursor.word()));
  return cursor.end();
}

/// `icmp permit|deny ADDRESSES [TYPE] IF`: what the device itself answers to.
Outcome icmp(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.negated) return Outcome::known;
  Entry entry;
  Side side;
  if (!take_action(cursor, entry.rule)) return cursor.fail("permit or deny");
  if (!take_side(config, cursor, side)) return cursor.fail("addresses");
  std::string_view interface = cursor.word();
  if (is_icmp_type(interface) && !cursor.at_end()) {
    entry.rule.other_conditions = true;
    interface = cursor.word();
  }
  if (interface.empty()) return cursor.fail("an interface");
  entry.rule.protocol = protocol;
  entry.rule.source = side.text;
  entry.rule.destination = entry.rule.source_port = entry.rule.destination_port = "any";
  entry.rule.lines = cursor.lines();
  AccessList& list = config.access_lists.get(list_key(protocol, interface));
  list.family = protocol == "icmp" ? "ip" : "ip6";
  list.permits = list.permits || entry.rule.action == "permit";
  list.lines.add(cursor.line());
  list.entries.push_back(std::move(entry));
  return cursor.end();
}
Outcome icmp4(Config& config, Cursor& cursor) { return icmp(config, cursor, "icmp"); }
Outcome icmp6(Config& config, Cursor& cursor) { return icmp(config, cursor, "icmp6"); }

// ---- conversion

/// "group NAME" to "any" where the group is all there is; tells whether it may be.
bool resolve_side(std::string& text, Resolver& resolver) {
  if (text == "any") return true;
  if (!text.starts_with("group ")) return false;
  const Cover cover = resolver.cover(text.substr(6));
  if (cover == Cover::everything) text = "any";
  return cover != Cover::less;
}

/// The ports that a group stands for, of one protocol; nothing if that is not known.
std::optional<std::string> ports_of(Resolver& resolver, const std::string& name, const std::string& protocol) {
  const ResolvedServices& services = resolver.services(name);
  if (!services.complete) return std::nullopt;
  std::string text;
  for (const ServiceMatch& match : services.matches) {
    if (match.protocol != protocol || match.source_port != "any") continue;
    if (!text.empty()) text += ",";
    text += match.destination_port;
  }
  return text.empty() ? "none" : text;
}

/// What an entry matches, one for each protocol; empty if that is not known.
std::vector<ServiceMatch> services_of(Resolver& resolver, const Entry& entry) {
  if (!entry.services.empty()) {
    const ResolvedServices& services = resolver.services(entry.services);
    return services.complete ? services.matches : std::vector<ServiceMatch>();
  }
  ServiceMatch match{entry.rule.protocol, entry.rule.source_port, entry.rule.destination_port, false};
  for (const auto& [group, ports] :
       {std::pair(&entry.source_ports, &match.source_port), {&entry.destination_ports, &match.destination_port}}) {
    if (group->empty()) continue;
    const auto text = ports_of(resolver, *group, match.protocol);
    if (!text) return {};
    *ports = *text;
  }
  return {std::move(match)};
}

/// Groups repeat over thousands of entries: what all of them together may write out.
constexpr std::size_t most_port_text = std::size_t{8} << 20;

class Writer {
 public:
  explicit Writer(Config& config) : resolver_(config.groups) {}

  void write(Entry& entry, std::size_t position, std::vector<model::FilterRule>& to) {
    model::FilterRule& rule = entry.rule;
    rule.name = std::to_string(position);
    if (rule.opaque) return to.push_back(std::move(rule));
    const bool source = resolve_side(rule.source, resolver_);
    const bool destination = resolve_side(rule.destination, resolver_);
    const bool plain = rule.source == "any" && rule.destination == "any" && !rule.other_conditions;
    std::vector<ServiceMatch> matches = services_of(resolver_, entry);
    for (const ServiceMatch& match : matches) written_ += match.destination_port.size();
    if (matches.empty() || written_ > most_port_text) {
      rule.opaque = rule.action != "none";
      return to.push_back(std::move(rule));
    }
    for (std::size_t i = 0; i < matches.size(); ++i) {
      model::FilterRule& one = to.emplace_back(rule);
      one.protocol = matches[i].protocol;
      one.source_port = std::move(matches[i].source_port);
      one.destination_port = std::move(matches[i].destination_port);
      one.other_conditions = rule.other_conditions || matches[i].narrower;
      if (matches.size() > 1) one.name += " " + name_of(matches, i);
      const bool all = one.protocol == "any" || one.protocol == "ipv4" || one.protocol == "ipv6";
      // It may permit everything, and what could say that it does not is not known.
      one.opaque = one.action == "permit" && all && source && destination && !plain;
    }
  }

 private:
  /// "tcp"; "tcp 2" for a second of the same protocol.
  static std::string name_of(const std::vector<ServiceMatch>& matches, std::size_t i) {
    std::size_t same = 1;
    for (std::size_t j = 0; j < i; ++j)
      if (matches[j].protocol == matches[i].protocol) ++same;
    return matches[i].protocol + (same == 1 ? std::string() : " " + std::to_string(same));
  }

  Resolver resolver_;
  std::size_t written_ = 0;
};

}  // namespace

Rows access_list_rows() {
  static constexpr std::string_view often = "how often matches are logged";
  static constexpr auto rows = std::to_array<Row>({
      {"access-list", Domain::filters, &access_list},
      {"ipv6 access-list", Domain::filters, &ipv6_access_list},
      {"clear configure access-list", Domain::filters, &clear_access_list},
      {"icmp", Domain::filters | Domain::interfaces, &icmp4},
      {"ipv6 icmp", Domain::filters | Domain::interfaces, &icmp6},
      ignored<Config>("access-list alert-interval", often),
      ignored<Config>("access-list deny-flow-max", often),
      ignored<Config>("icmp unreachable", "how many messages of its own the device sends"),
      ignored<Config>("ipv6 icmp error-interval", "how many messages of its own the device sends"),
      ignored<Config>("time-range", "when entries apply that name it: those are taken as narrower"),
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  Writer writer(config);
  config.access_lists.each([&](const std::string& name, AccessList& from) {
    if (from.lines.empty()) return;  // bound, and not defined
    model::Filter& to = target.device.filters.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.family.set(from.family, to.lines);
    if (from.control_plane)
      to.hook.set("input", to.lines);
    else
      to.hook.set_absent();
    if (!from.entries.empty()) to.default_action.set_default("deny");
    to.rules.reserve(from.entries.size());
    std::size_t position = 0;
    for (Entry& entry : from.entries) writer.write(entry, ++position, to.rules);
  });
}

}  // namespace muster::grammars::cisco_asa
