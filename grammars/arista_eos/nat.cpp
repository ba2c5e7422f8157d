#include "grammars/arista_eos/config.hpp"

namespace muster::grammars::arista_eos {
namespace {

bool is_port(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `[ingress|egress] static A [PORT] [access-list L] B [PORT] [...]`: one address stands for another.
Outcome read_static(NatLine& line, Cursor& cursor, bool source) {
  const std::string original(cursor.word());
  if (!parse_ip(original)) return cursor.fail("an address");
  std::string matched = original;
  if (is_port(cursor.peek())) matched.append(":").append(cursor.word());
  std::string list;
  if (cursor.accept("access-list")) list = cursor.word();
  const std::string_view translated = cursor.word();
  if (!parse_ip(translated)) return cursor.fail("an address");
  line.translated = translated;
  if (is_port(cursor.peek())) line.translated.append(":").append(cursor.word());
  line.kind = "static";
  const std::string other = list.empty() ? "any" : "group " + list_key("ip", list);
  line.source = source ? matched : other;
  line.destination = source ? other : matched;
  return Outcome::understood;
}

/// `dynamic access-list L pool P|overload`
Outcome read_dynamic(NatLine& line, Cursor& cursor, bool source) {
  if (!cursor.accept("access-list") || cursor.at_end()) return cursor.fail("access-list and its name");
  const std::string list = "group " + list_key("ip", cursor.word());
  line.kind = source ? "source" : "destination";
  line.source = source ? list : "any";
  line.destination = source ? "any" : list;
  if (cursor.accept("overload")) {
    line.translated = "interface";
  } else {
    if (!cursor.accept("pool") || cursor.at_end()) return cursor.fail("pool or overload");
    line.translated = "pool " + std::string(cursor.word());
  }
  return Outcome::understood;
}

/// `protocol tcp`, `group N`, `priority N`, `overload`, `full-cone`, `address-only`, `comment TEXT`
Outcome read_options(Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("comment")) {
      cursor.take_rest();
    } else if (cursor.accept("protocol") || cursor.accept("group") || cursor.accept("priority")) {
      cursor.word();
    } else if (!cursor.accept("overload") && !cursor.accept("full-cone") && !cursor.accept("address-only")) {
      return cursor.fail("an option of ip nat");
    }
  }
  return Outcome::understood;
}

Outcome nat(Config& config, Cursor& cursor, bool source) {
  if (cursor.negated) return Outcome::known;
  NatLine line;
  line.interface = config.interface_name;
  if (!cursor.accept("ingress")) cursor.accept("egress");
  const bool fixed = cursor.accept("static");
  if (!fixed && !cursor.accept("dynamic")) return cursor.fail("static or dynamic");
  Outcome outcome = fixed ? read_static(line, cursor, source) : read_dynamic(line, cursor, source);
  if (outcome == Outcome::understood) outcome = read_options(cursor);
  if (outcome != Outcome::understood) return outcome;
  line.lines.add(cursor.line());
  const std::string name =
      config.interface_name + " " + (source ? "source " : "destination ") + line.source + " " + line.destination;
  config.nat.get(name) = std::move(line);
  return Outcome::understood;
}
Outcome nat_source(Config& config, Cursor& cursor) { return nat(config, cursor, true); }
Outcome nat_destination(Config& config, Cursor& cursor) { return nat(config, cursor, false); }

}  // namespace

Rows nat_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip nat", Domain::filters | Domain::routing},
      {"ip nat source", Domain::filters, &nat_source},
      {"ip nat destination", Domain::filters, &nat_destination},
      {"ip nat service-profile", Domain::filters},
  });
  return rows;
}

Rows nat_rows() {
  static constexpr std::string_view timers = "timers and sizes of the table of translations";
  static constexpr auto rows = std::to_array<Row>({
      {"ip nat", Domain::filters},
      {"ip nat profile", Domain::filters},
      ignored<Config>("ip nat pool", "addresses that rules name: what uses them says what they do"),
      ignored<Config>("ip nat translation", timers),
      ignored<Config>("ip nat synchronization", "the table of translations, copied to a peer"),
      ignored<Config>("ip nat kernel", timers),
      ignored<Config>("ip nat logging", "logs more, never less"),
  });
  return rows;
}

void convert_nat(Config& config, const Target& target) {
  config.nat.each([&](const std::string& name, const NatLine& from) {
    model::NatRule& to = target.device.nat_rules.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.kind.set(from.kind, to.lines);
    to.source.set(from.source, to.lines);
    to.destination.set(from.destination, to.lines);
    to.translated.set(from.translated, to.lines);
    to.inside.set("any", to.lines);
    to.outside.set(from.interface, to.lines);
    to.enabled.set_default(true);
  });
}

}  // namespace muster::grammars::arista_eos
