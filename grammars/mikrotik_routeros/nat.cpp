#include "grammars/mikrotik_routeros/rule.hpp"

/// `/ip firewall nat`: rules that rewrite addresses.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::filters;

bool is_known_action(std::string_view action) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"accept", "masquerade", "src-nat", "dst-nat", "redirect", "netmap", "same", "jump", "return", "log",
       "passthrough", "add-src-to-address-list", "add-dst-to-address-list", "endpoint-independent-nat"});
  return std::ranges::find(known, action) != known.end();
}

Outcome read_nat(Config& config, Cursor& cursor, bool ipv6) {
  const Statement statement = parse_statement(cursor.rest());
  Rule& rule = config.nat_rules.emplace_back();
  begin_entry(config, rule, cursor);
  const Outcome outcome = read_rule(rule, statement, ipv6, cursor);
  if (outcome != Outcome::understood) return outcome;
  if (!is_known_action(rule.action)) return cursor.fail("an action");
  if (!rule.adds_to.empty() && rule.action.starts_with("add-"))
    config.address_lists.get((ipv6 ? "ip6:" : "") + rule.adds_to).open = true;
  return outcome;
}
Outcome nat4(Config& config, Cursor& cursor) { return read_nat(config, cursor, false); }
Outcome nat6(Config& config, Cursor& cursor) { return read_nat(config, cursor, true); }

const Table& nat4_table() { return menu_table<domains, &nat4, nullptr>(); }
const Table& nat6_table() { return menu_table<domains, &nat6, nullptr>(); }

bool rewrites(std::string_view action) {
  return action == "masquerade" || action == "src-nat" || action == "dst-nat" || action == "redirect" ||
         action == "netmap" || action == "same" || action == "accept" || action == "endpoint-independent-nat";
}

std::string kind_of(const Rule& rule) {
  if (rule.action == "accept") return "exempt";
  if (rule.action == "netmap") return "static";
  if (rule.action == "dst-nat" || rule.action == "redirect") return "destination";
  return "source";
}

}  // namespace

void convert_nat(Config& config, const Target& target) {
  std::size_t position = 0;
  for (const Rule& from : config.nat_rules) {
    ++position;
    if (!from.open && !rewrites(from.action)) continue;
    model::NatRule& to = target.device.nat_rules.emplace_back();
    entry_head(to, from, target);
    to.name.set(from.chain + " " + std::to_string(position), to.lines);
    if (from.open) continue;
    to.kind.set(kind_of(from), to.lines);
    to.source.set(joined(from.source), to.lines);
    to.destination.set(joined(from.destination), to.lines);
    if (!from.to_addresses.empty())
      to.translated.set(from.to_addresses, to.lines);
    else if (from.action == "masquerade" || from.action == "redirect" || from.action == "endpoint-independent-nat")
      to.translated.set("interface", to.lines);
    to.inside.set(from.in_interface.empty() ? "any" : from.in_interface, to.lines);
    to.outside.set(from.out_interface.empty() ? "any" : from.out_interface, to.lines);
    to.enabled.set(!from.off(), to.lines);
  }
}

Rows nat_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/ip firewall nat", domains, &menu, &nat4_table},
      {"/ipv6 firewall nat", domains, &menu, &nat6_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
