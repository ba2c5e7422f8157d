#include "core/ip.hpp"
#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// Translation of addresses between the interfaces that are marked inside and outside.
namespace muster::grammars::cisco_ios {
namespace {

constexpr Domains domains = Domain::filters | Domain::routing;

/// Consumes an address and the port behind it, where there is one.
std::string address_and_port(Cursor& cursor, bool port) {
  std::string text(cursor.word());
  if (!parse_ip(text)) return {};
  if (port) text.append(":").append(cursor.word());
  return text;
}

/// `static [tcp|udp|...] A [P] B|interface I [P]`, `static network A B MASK`
Outcome read_static(NatLine& line, Cursor& cursor) {
  const bool network = cursor.accept("network");
  const bool ports = !network && (cursor.accept("tcp") || cursor.accept("udp") || cursor.accept("sctp"));
  if (!network && !ports && !cursor.accept("esp")) cursor.accept("ip");
  std::string from = address_and_port(cursor, ports);
  if (from.empty()) return cursor.fail("an address");
  std::string to;
  if (cursor.accept("interface")) {
    to = "interface";
    cursor.word();
    if (ports) cursor.word();
  } else {
    to = address_and_port(cursor, ports);
    if (to.empty()) return cursor.fail("an address or interface");
  }
  if (network) {
    std::string_view length = cursor.word();
    const auto mask = parse_ipv4(length);
    const auto first = parse_ipv4(from);
    const auto second = parse_ipv4(to);
    const bool slash = length.starts_with('/');
    if (!first || !second || (!mask && !slash)) return cursor.fail("a mask");
    const auto of = [&](std::uint32_t address, const std::string& text) {
      return mask ? with_netmask(address, *mask) : canonical_prefix(text + std::string(length));
    };
    const auto whole = of(*first, from);
    const auto other = of(*second, to);
    if (!whole || !other) return cursor.fail("a contiguous mask");
    from = *whole;
    to = *other;
  }
  line.kind = "static";
  line.matched = std::move(from);
  line.translated = std::move(to);
  return Outcome::understood;
}

/// `list L|route-map R` and `interface I|pool P`
Outcome read_dynamic(NatLine& line, Cursor& cursor) {
  const bool map = cursor.accept("route-map");
  if (!map && !cursor.accept("list")) return cursor.fail("static, list or route-map");
  if (cursor.at_end()) return cursor.fail("a name");
  const std::string_view name = cursor.word();
  line.matched = "group " + (map ? "route-map " + std::string(name) : list_key("ip", name));
  if (cursor.accept("interface")) {
    const std::string_view type = cursor.word();
    const std::string_view next = cursor.peek();
    if (!next.empty() && next.front() >= '0' && next.front() <= '9') cursor.word();
    if (type.empty()) return cursor.fail("an interface");
    line.translated = "interface";
    return Outcome::understood;
  }
  if (!cursor.accept("pool") || cursor.at_end()) return cursor.fail("interface or pool");
  line.translated = "pool " + std::string(cursor.word());
  return Outcome::understood;
}

/// What a rule says beside whom it is about. `add-route` makes a route that is not modelled.
Outcome read_options(NatLine& line, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("vrf")) {
      line.vrf = cursor.word();
    } else if (cursor.accept("route-map") || cursor.accept("redundancy") || cursor.accept("mapping-id")) {
      cursor.word();
    } else if (cursor.accept("add-route")) {
      return Outcome::known;
    } else if (!cursor.accept("extendable") && !cursor.accept("no-alias") && !cursor.accept("no-payload") &&
               !cursor.accept("overload") && !cursor.accept("reversible") && !cursor.accept("forced") &&
               !cursor.accept("match-in-vrf") && !cursor.accept("oer")) {
      return cursor.fail("an option of ip nat");
    }
  }
  return Outcome::understood;
}

Outcome rule(Config& config, Cursor& cursor, std::string_view side, bool source) {
  if (cursor.negated || config.nat.size() >= most_nat_lines) return Outcome::known;
  NatLine line;
  line.from_inside = side == "inside" && source;
  line.source = source;
  const bool fixed = cursor.accept("static");
  line.kind = source ? "source" : "destination";
  Outcome outcome = fixed ? read_static(line, cursor) : read_dynamic(line, cursor);
  if (outcome == Outcome::understood) outcome = read_options(line, cursor);
  if (outcome != Outcome::understood) return outcome;
  line.lines = cursor.lines();
  line.name = std::string(side) + (source ? " source " : " destination ") + line.matched + " " + line.translated;
  if (!line.vrf.empty()) line.name += " vrf " + line.vrf;
  config.nat.push_back(std::move(line));
  return Outcome::understood;
}
Outcome inside_source(Config& config, Cursor& cursor) { return rule(config, cursor, "inside", true); }
Outcome inside_destination(Config& config, Cursor& cursor) { return rule(config, cursor, "inside", false); }
Outcome outside_source(Config& config, Cursor& cursor) { return rule(config, cursor, "outside", true); }

/// `ip nat pool NAME FIRST LAST netmask M|prefix-length L ...`
Outcome pool(Config& config, Cursor& cursor) {
  const std::string_view name = cursor.word();
  const std::string_view first = cursor.word();
  const std::string_view last = cursor.word();
  if (cursor.negated || !parse_ip(first) || !parse_ip(last)) return Outcome::known;
  config.nat_pools.get(name) = {std::string(first) + "-" + std::string(last), cursor.lines()};
  return skip_rest(cursor);
}

/// The interfaces that are marked so, joined.
std::string marked(Config& config, Maybe<bool> Port::*mark) {
  std::string names;
  config.interfaces.each([&](const std::string& name, const Port& port) {
    if (port.*mark && (port.*mark)->value && names.size() < 4096) names.append(names.empty() ? "" : ",").append(name);
  });
  return names.empty() ? "any" : names;
}

}  // namespace

Rows nat_rows() {
  static constexpr std::string_view timers = "timers and sizes of the table of translations";
  static constexpr auto rows = std::to_array<Row>({
      {"ip nat inside source", domains, &inside_source},
      {"ip nat inside destination", domains, &inside_destination},
      {"ip nat outside source", domains, &outside_source},
      {"ip nat pool", domains, &pool},
      ignored<Config>("ip nat translation", timers),
      ignored<Config>("ip nat service", "addresses inside of packets"),
      ignored<Config>("ip nat log", "logs more, never less"),
  });
  return rows;
}

void convert_nat(Config& config, const Target& target) {
  config.nat_pools.each([&](const std::string& name, const Lined<std::string>& range) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    to.context = target.context;
    to.lines = range.lines;
    to.name.set("pool " + name, range.lines);
    to.members.set({range.value}, range.lines);
  });
  if (config.nat.empty()) return;
  const std::string inside = marked(config, &Port::nat_inside);
  const std::string outside = marked(config, &Port::nat_outside);
  for (const NatLine& from : config.nat) {
    model::NatRule& to = target.device.nat_rules.emplace_back();
    to.context = target.context;
    to.lines = from.lines;
    to.name.set(from.name, from.lines);
    to.kind.set(from.kind, from.lines);
    to.source.set(from.source ? from.matched : "any", from.lines);
    to.destination.set(from.source ? "any" : from.matched, from.lines);
    to.translated.set(from.translated, from.lines);
    to.inside.set(from.from_inside ? inside : outside, from.lines);
    to.outside.set(from.from_inside ? outside : inside, from.lines);
    to.enabled.set_default(true);
  }
}

}  // namespace muster::grammars::cisco_ios
