#include <map>

#include "grammars/mikrotik_routeros/rule.hpp"

/// `/ip firewall filter` and `raw`, those of IPv6, and the address lists that they name.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::filters;

Chains& chains(Config& config, std::string_view prefix) {
  for (Chains& each : config.chains)
    if (each.prefix == prefix) return each;
  config.chains.push_back({std::string(prefix), {}});
  return config.chains.back();
}

bool is_opaque_action(const Rule& rule) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"accept", "drop", "tarpit", "reject", "return", "log", "passthrough", "add-src-to-address-list",
       "add-dst-to-address-list", "fasttrack-connection", "notrack", "jump"});
  return std::ranges::find(known, rule.action) == known.end();
}

Outcome read_filter_rule(Config& config, Cursor& cursor, std::string_view prefix) {
  const Statement statement = parse_statement(cursor.rest());
  const bool ipv6 = prefix.starts_with("ip6");
  Rule& rule = chains(config, prefix).rules.emplace_back();
  begin_entry(config, rule, cursor);
  Outcome outcome = read_rule(rule, statement, ipv6, cursor);
  if (!statement.selectors.empty()) outcome = cursor.fail("a setting");
  if (outcome == Outcome::understood && is_opaque_action(rule)) outcome = cursor.fail("an action");
  if (outcome == Outcome::understood && rule.action == "jump" && rule.jump_target.empty())
    outcome = cursor.fail("the target of a jump");
  if (!rule.adds_to.empty() && rule.action.starts_with("add-"))
    config.address_lists.get((ipv6 ? "ip6:" : "") + rule.adds_to).open = true;
  if (rule.action == "notrack" && !rule.off()) config.untracked = true;
  rule.opaque = outcome != Outcome::understood;
  return outcome;
}

Outcome filter4(Config& config, Cursor& cursor) { return read_filter_rule(config, cursor, "ip "); }
Outcome filter6(Config& config, Cursor& cursor) { return read_filter_rule(config, cursor, "ip6 "); }
Outcome raw4(Config& config, Cursor& cursor) { return read_filter_rule(config, cursor, "ip raw "); }
Outcome raw6(Config& config, Cursor& cursor) { return read_filter_rule(config, cursor, "ip6 raw "); }

/// A rule that is not understood stays as one that may do anything; without a chain it may stand in any.
Domains rule_is_opaque(Config& config, const Cursor& cursor, Domains left) {
  if (config.entry == nullptr || config.entry_begin != cursor.node().begin) return left;
  const auto* const rule = static_cast<const Rule*>(config.entry);
  config.entry = nullptr;
  return rule->chain.empty() ? left : Domains();
}

template <auto Add>
const Table& rules_table() {
  static constexpr auto rows = std::to_array<Row>({{"add", domains, Add},
                                                   {"set", domains},
                                                   {"remove", domains},
                                                   {"disable", domains},
                                                   {"enable", domains},
                                                   {"unset", domains},
                                                   {"move", domains},
                                                   {"reset", domains}});
  static const Table table({rows}, &rule_is_opaque);
  return table;
}

struct Member : Entry {
  Maybe<std::string> address;
  Maybe<std::string> list;
  Maybe<std::string> timeout;
};
constexpr auto member_keys = std::to_array<Key<Member>>({
    {"address", &text<&Member::address, Member>},
    {"list", &text<&Member::list, Member>},
    {"timeout", &text<&Member::timeout, Member>},
    {"disabled", &flag<&Member::disabled, Member>},
    {"comment"},
    {"dynamic"},
    {"creation-time"},
});

Outcome read_member(Config& config, Cursor& cursor, std::string_view prefix) {
  const Statement statement = parse_statement(cursor.rest());
  Member member;
  const Outcome outcome = apply<Member>(member, statement, member_keys, cursor);
  if (!member.list) return outcome == Outcome::understood ? cursor.fail("a list") : outcome;
  AddressList& list = config.address_lists.get(std::string(prefix) + member.list->value);
  list.lines.add(cursor.node().line, cursor.node().last_line);
  if (outcome != Outcome::understood) {
    list.open = true;
    list.opened_by.add(cursor.node().line, cursor.node().last_line);
    return outcome;
  }
  if (!member.address) return cursor.fail("an address");
  if (!member.off()) list.members.push_back(member.address->value);
  return Outcome::understood;
}
Outcome member4(Config& config, Cursor& cursor) { return read_member(config, cursor, ""); }
Outcome member6(Config& config, Cursor& cursor) { return read_member(config, cursor, "ip6:"); }

const Table& filter4_table() { return rules_table<&filter4>(); }
const Table& filter6_table() { return rules_table<&filter6>(); }
const Table& raw4_table() { return rules_table<&raw4>(); }
const Table& raw6_table() { return rules_table<&raw6>(); }
const Table& members4_table() { return menu_table<domains, &member4, nullptr>(); }
const Table& members6_table() { return menu_table<domains, &member6, nullptr>(); }

/// Accepting in the table `raw` only ends that table: the filter is still to come. A connection on the fast track
/// passes the filter by from then on.
std::string action_of(const Rule& rule, bool raw) {
  if (rule.off()) return "none";
  if (rule.action == "accept" || rule.action == "fasttrack-connection") return raw ? "return" : "permit";
  if (rule.action == "drop" || rule.action == "tarpit") return "deny";
  if (rule.action == "reject") return "reject";
  if (rule.action == "return") return "return";
  if (rule.action == "jump") return "jump " + rule.jump_target;
  return raw && rule.action == "notrack" ? "return" : "none";
}

model::FilterRule converted(const Rule& from, std::size_t position, bool raw, const Config& config,
                            const Target& target) {
  model::FilterRule to;
  to.name = std::to_string(position);
  to.lines = target.id(from.lines);
  to.action = action_of(from, raw);
  to.protocol = from.protocol.empty() ? "any" : from.protocol;
  to.source = joined(from.source);
  to.destination = joined(from.destination);
  to.source_port = from.source_port.empty() ? "any" : from.source_port;
  to.destination_port = from.destination_port.empty() ? "any" : from.destination_port;
  to.source_zone = from.in_interface.empty() ? "any" : from.in_interface;
  to.destination_zone = from.out_interface.empty() ? "any" : from.out_interface;
  to.disabled = from.off();
  to.log = from.log || from.action == "log";
  to.opaque = from.opaque && !from.off();
  to.other_conditions = from.narrowed;
  const auto is_known = [&](const std::string& state) {
    return state == "established" || state == "related" || (state == "untracked" && !config.untracked);
  };
  if (!from.states.empty() && std::ranges::all_of(from.states, is_known))
    to.established = true;
  else if (!from.states.empty())
    to.other_conditions = true;
  return to;
}

bool is_built_in(std::string_view chain) { return chain == "input" || chain == "forward" || chain == "output"; }

void begin_filter(model::Filter& filter, const std::string& prefix, const std::string& chain, const Target& target) {
  filter.context = target.context;
  filter.name.set(prefix + chain, 0);
  filter.family.set(prefix.starts_with("ip6") ? "ip6" : "ip", 0);
  const bool raw = prefix.ends_with("raw ");
  if (!raw && is_built_in(chain)) {
    filter.hook.set(chain, 0);
    filter.default_action.set_default("permit");
  } else {
    filter.hook.set_absent();
    filter.default_action.set_absent();
  }
}

void convert_table(const Chains& from, const Config& config, const Target& target) {
  std::map<std::string, std::size_t, std::less<>> by_chain;
  std::vector<LineSet> lines;
  auto& filters = target.device.filters;
  const std::size_t first = filters.size();
  const auto chain = [&](const std::string& name) -> std::size_t {
    const auto [entry, added] = by_chain.try_emplace(name, lines.size());
    if (added) {
      begin_filter(filters.emplace_back(), from.prefix, name, target);
      lines.emplace_back();
    }
    return entry->second;
  };
  // The chains that the device itself walks exist without rules as well, and let everything through.
  if (!from.prefix.ends_with("raw ")) {
    chain("input");
    chain("forward");
  }
  for (const Rule& rule : from.rules) {
    if (rule.chain.empty()) continue;
    const std::size_t at = chain(rule.chain);
    model::Filter& filter = filters[first + at];
    filter.rules.push_back(converted(rule, filter.rules.size() + 1, from.prefix.ends_with("raw "), config, target));
    for (const Evidence& range : target.device.lines.get(filter.rules.back().lines))
      lines[at].add(range.first_line, range.last_line);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    model::Filter& filter = filters[first + i];
    filter.lines = target.id(lines[i]);
    filter.name.lines = filter.family.lines = filter.lines;
  }
}

}  // namespace

void convert_filters(Config& config, const Target& target) {
  (void)chains(config, "ip ");
  for (const Chains& each : config.chains) convert_table(each, config, target);
  config.address_lists.each([&](const std::string& name, AddressList& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    target.head(to, from.lines);
    to.name.set("address " + name, to.lines);
    to.members.set(from.members, to.lines);
    to.open = from.open;
    if (from.open) to.opened_by = target.id(from.opened_by.empty() ? from.lines : from.opened_by);
  });
}

Rows filter_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/ip firewall filter", domains, &menu, &filter4_table},
      {"/ipv6 firewall filter", domains, &menu, &filter6_table},
      {"/ip firewall raw", domains, &menu, &raw4_table},
      {"/ipv6 firewall raw", domains, &menu, &raw6_table},
      {"/ip firewall address-list", domains, &menu, &members4_table},
      {"/ipv6 firewall address-list", domains, &menu, &members6_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
