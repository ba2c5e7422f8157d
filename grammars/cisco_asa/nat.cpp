#include "grammars/cisco_asa/config.hpp"

/// Rules that rewrite addresses: `nat` in objects, `nat` at top level, and `static`, `nat`, `global` up to release 8.2.
namespace muster::grammars::cisco_asa {
namespace {

/// `(inside,outside)`, which may be left out.
bool take_interfaces(Cursor& cursor, model::NatRule& rule) {
  std::string_view word = cursor.peek();
  if (!word.starts_with('(')) {
    rule.inside.set("any", cursor.lines());
    rule.outside.set("any", cursor.lines());
    return true;
  }
  const std::size_t comma = word.find(',');
  if (comma == std::string_view::npos || !word.ends_with(')')) return false;
  rule.inside.set(std::string(word.substr(1, comma - 1)), cursor.lines());
  rule.outside.set(std::string(word.substr(comma + 1, word.size() - comma - 2)), cursor.lines());
  cursor.word();
  return true;
}

/// An address, an object, `any`, `interface`.
std::string take_addresses(Config& config, Cursor& cursor) {
  if (cursor.accept("any")) return "any";
  if (cursor.accept("interface")) {
    cursor.accept("ipv6");
    return "interface";
  }
  if (config.groups.find(cursor.peek()) == nullptr)
    if (const auto address = take_address(config, cursor))
      return *address + (address->find(':') == std::string::npos ? "/32" : "/128");
  return cursor.at_end() ? std::string() : "group " + std::string(cursor.word());
}

/// What stands in the place of a dynamic source: `pat-pool P [interface]`, an object, `interface`.
std::string take_translated(Config& config, Cursor& cursor) {
  if (cursor.accept("pat-pool")) return cursor.at_end() ? std::string() : "pool " + std::string(cursor.word());
  const std::string text = take_addresses(config, cursor);
  if (cursor.accept("pat-pool")) cursor.word();
  return text;
}

/// Options that do not change which addresses are rewritten.
bool take_option(Cursor& cursor, model::NatRule& rule) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"interface", "ipv6", "dns", "no-proxy-arp", "route-lookup", "unidirectional", "net-to-net", "extended", "flat",
       "include-reserve", "round-robin", "block-allocation", "preserve"});
  for (const std::string_view word : words)
    if (cursor.accept(word)) return true;
  if (cursor.accept("inactive")) {
    rule.enabled.set(false, cursor.lines());
    return true;
  }
  if (cursor.accept("description")) {
    cursor.take_rest();
    return true;
  }
  // `service tcp 80 8080`, `service REAL MAPPED`
  if (!cursor.accept("service")) return false;
  const std::string_view protocol = cursor.peek();
  const int words_of_service = protocol == "tcp" || protocol == "udp" || protocol == "sctp" ? 3 : 2;
  for (int i = 0; i < words_of_service; ++i) cursor.word();
  return true;
}

Outcome take_options(Cursor& cursor, model::NatRule& rule) {
  while (!cursor.at_end())
    if (!take_option(cursor, rule)) return cursor.fail("an option of nat");
  return Outcome::understood;
}

model::NatRule new_rule(const Cursor& cursor) {
  model::NatRule rule;
  rule.lines = cursor.lines();
  rule.enabled.set_default(true);
  return rule;
}

void keep(Config& config, const std::string& name, model::NatRule rule) {
  rule.name.set(name, rule.lines);
  config.nat_rules.get(name) = std::move(rule);
}

std::string next_name(Config& config, std::string_view kind) {
  return std::string(kind).append(" ") + std::to_string(++config.nat_count);
}

/// In an object: `nat [(IN,OUT)] static|dynamic MAPPED [options]`
Outcome object_nat(Config& config, Cursor& cursor) {
  const std::string name = "object " + config.group_name;
  if (cursor.negated || config.group == nullptr) return Outcome::known;
  model::NatRule rule = new_rule(cursor);
  if (!take_interfaces(cursor, rule)) return cursor.fail("(inside,outside)");
  const bool fixed = cursor.accept("static");
  if (!fixed && !cursor.accept("dynamic")) return cursor.fail("static or dynamic");
  const std::string translated = take_translated(config, cursor);
  if (translated.empty()) return cursor.fail("an address or an object");
  rule.kind.set(fixed ? "static" : "source", rule.lines);
  rule.source.set("group " + config.group_name, rule.lines);
  rule.destination.set("any", rule.lines);
  rule.translated.set(translated, rule.lines);
  const Outcome outcome = take_options(cursor, rule);
  if (outcome == Outcome::understood) keep(config, name, std::move(rule));
  return outcome;
}

/// `source static|dynamic REAL MAPPED [destination static MAPPED REAL] [options]`
Outcome twice(Config& config, Cursor& cursor, model::NatRule rule) {
  const bool fixed = cursor.accept("static");
  if (!fixed && !cursor.accept("dynamic")) return cursor.fail("static or dynamic");
  const std::string real = take_addresses(config, cursor);
  const std::string translated = take_translated(config, cursor);
  if (real.empty() || translated.empty()) return cursor.fail("an address or an object");
  std::string destination = "any";
  while (!cursor.at_end()) {
    if (cursor.accept("destination")) {
      if (!cursor.accept("static")) return cursor.fail("static");
      destination = take_addresses(config, cursor);
      if (destination.empty() || take_addresses(config, cursor).empty()) return cursor.fail("an object");
    } else if (!take_option(cursor, rule)) {
      return cursor.fail("an option of nat");
    }
  }
  rule.kind.set(fixed ? real == translated ? "exempt" : "static" : "source", rule.lines);
  rule.source.set(real, rule.lines);
  rule.destination.set(destination, rule.lines);
  rule.translated.set(translated, rule.lines);
  keep(config, next_name(config, "nat"), std::move(rule));
  return Outcome::understood;
}

/// Up to 8.2: `nat (IF) ID ADDRESS MASK [...]`, `nat (IF) 0 access-list LIST`
Outcome old_nat(Config& config, Cursor& cursor, model::NatRule rule, std::string_view interface) {
  const auto number = cursor.number();
  if (!number) return cursor.fail("source, or the number of a pool");
  const bool by_list = cursor.accept("access-list");
  const auto network = by_list ? std::nullopt : take_network(config, cursor);
  std::string source = "any";  // `0.0.0.0 0.0.0.0`
  if (by_list)
    source = "list " + std::string(cursor.word());
  else if (!network)
    return cursor.fail("an address and its mask, or access-list");
  else if (*network != "0.0.0.0/0")
    source = *network;
  cursor.take_rest();  // limits of connections
  rule.kind.set(*number == 0 ? "exempt" : "source", rule.lines);
  rule.source.set(source, rule.lines);
  rule.destination.set("any", rule.lines);
  rule.translated.set(*number == 0 ? source : "pool " + std::to_string(*number), rule.lines);
  rule.inside.set(std::string(interface), rule.lines);
  rule.outside.set("any", rule.lines);
  keep(config, next_name(config, "nat"), std::move(rule));
  return Outcome::understood;
}

/// `nat [(IN,OUT)] [N|after-auto [N]] source ...`
Outcome nat(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  model::NatRule rule = new_rule(cursor);
  const std::string_view word = cursor.peek();
  if (word.starts_with('(') && word.find(',') == std::string_view::npos && word.ends_with(')')) {
    cursor.word();
    return old_nat(config, cursor, std::move(rule), word.substr(1, word.size() - 2));
  }
  if (!take_interfaces(cursor, rule)) return cursor.fail("(inside,outside)");
  cursor.accept("after-auto");
  cursor.number();
  if (!cursor.accept("source")) return cursor.fail("source");
  return twice(config, cursor, std::move(rule));
}

/// Up to 8.2: `static (IN,OUT) [tcp|udp] MAPPED [PORT] REAL [PORT] [netmask M] [...]`
Outcome old_static(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  model::NatRule rule = new_rule(cursor);
  if (!take_interfaces(cursor, rule)) return cursor.fail("(inside,outside)");
  const bool ports = cursor.accept("tcp") || cursor.accept("udp");
  const std::string mapped = take_addresses(config, cursor);
  if (ports) cursor.word();
  std::string real;
  if (cursor.accept("access-list"))
    real = "list " + std::string(cursor.word());
  else
    real = take_addresses(config, cursor);
  if (ports) cursor.word();
  if (mapped.empty() || real.empty()) return cursor.fail("an address");
  cursor.take_rest();  // the mask, limits of connections
  rule.kind.set("static", rule.lines);
  rule.source.set(real, rule.lines);
  rule.destination.set("any", rule.lines);
  rule.translated.set(mapped, rule.lines);
  keep(config, next_name(config, "static"), std::move(rule));
  return Outcome::understood;
}

/// What is rewritten names the pool; which addresses are in it no rule asks.
Outcome old_global(Config&, Cursor& cursor) { return cursor.at_end() ? cursor.fail("an interface") : Outcome::ignored; }

}  // namespace

Rows object_nat_rows() {
  static constexpr auto rows = std::to_array<Row>({{"nat", Domain::filters, &object_nat}});
  return rows;
}

Rows nat_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"nat", Domain::filters, &nat},
      {"static", Domain::filters, &old_static},
      {"global", Domain::filters, &old_global},
      {"nat-control", Domain::filters},
      {"alias", Domain::filters},
      {"outbound", Domain::filters},
      {"conduit", Domain::filters},
      {"apply", Domain::filters},
      ignored<Config>("xlate", "how long and for whom translations are kept"),
      ignored<Config>("nat-assigned-to-public-ip", "addresses of tunnels"),
  });
  return rows;
}

void convert_nat(Config& config, const Target& target) {
  config.nat_rules.each([&](const std::string&, model::NatRule& rule) {
    rule.context = target.context;
    target.device.nat_rules.push_back(std::move(rule));
  });
}

}  // namespace muster::grammars::cisco_asa
