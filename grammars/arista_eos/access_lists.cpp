#include <algorithm>

#include "grammars/arista_eos/config.hpp"
#include "grammars/cisco/access_entry.hpp"

namespace muster::grammars::arista_eos {
namespace {

using cisco::AccessEntry;
using cisco::AccessRule;
using cisco::AddressMatch;

/// `any`, `host A` or `P/L`: the sources of a standard IPv6 list.
Outcome parse_standard_ipv6(Cursor& cursor, AccessEntry& entry) {
  entry.protocol = "ipv6";
  if (!cursor.accept("any")) {
    cursor.accept("host");
    const std::string_view word = cursor.peek();
    const auto prefix = parse_prefix(word);
    if (!prefix || prefix->address.family != 6) return cursor.fail("any, host or an IPv6 prefix");
    entry.source.kind = AddressMatch::Kind::prefix;
    entry.source.text = cursor.word();
  }
  entry.log = cursor.accept("log");
  return cursor.end();
}

Outcome parse_entry(const AccessList& list, Cursor& cursor, AccessEntry& entry) {
  if (list.family == "ip6")
    return list.standard ? parse_standard_ipv6(cursor, entry) : cisco::parse_prefix_ipv6_entry(cursor, entry);
  return list.standard ? cisco::parse_prefix_standard_entry(cursor, entry)
                       : cisco::parse_prefix_extended_entry(cursor, entry);
}

/// `vlan [inner] ID MASK` before the protocol: the entry holds for packets of some VLANs only.
void read_vlan(Cursor& cursor, AccessEntry& entry) {
  if (!cursor.accept("vlan")) return;
  cursor.accept("inner");
  cursor.word();
  cursor.word();
  entry.other_conditions = true;
}

/// `permit ...` or `deny ...` in the current list.
Outcome entry(Config& config, Cursor& cursor, bool permit, std::optional<std::uint32_t> sequence) {
  if (cursor.negated) return Outcome::known;  // removes the entry that is spelt the same
  AccessEntry parsed;
  parsed.permit = permit;
  if (!config.access_list->standard) read_vlan(cursor, parsed);
  const Outcome outcome = parse_entry(*config.access_list, cursor, parsed);
  if (outcome != Outcome::understood) return outcome;
  model::FilterRule rule = cisco::rule_of(parsed, cursor.lines());
  rule.opaque = cisco::hides_its_reach(parsed);
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
  if (cursor.accept("remark")) return Outcome::understood;
  if (cursor.accept("permit")) return entry(config, cursor, true, *sequence);
  if (cursor.accept("deny")) return entry(config, cursor, false, *sequence);
  return cursor.fail("permit, deny or remark");
}

Outcome head(Config& config, Cursor& cursor, std::string_view family, bool standard) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an access list");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.access_lists.erase(list_key(family, name));
    return Outcome::understood;
  }
  AccessList& list = config.access_lists.get(list_key(family, name));
  list.family = family;
  list.standard = standard;
  list.lines.add(cursor.line());
  config.access_list = &list;
  return Outcome::understood;
}
Outcome ip_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip", false); }
Outcome ip_standard(Config& config, Cursor& cursor) { return head(config, cursor, "ip", true); }
Outcome ip6_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip6", false); }
Outcome ip6_standard(Config& config, Cursor& cursor) { return head(config, cursor, "ip6", true); }

/// A line in a list's block that was not understood is an opaque rule in its place: nothing else opens.
Domains entry_not_understood(Config& config, const Cursor& cursor, Domains) {
  if (cursor.negated) config.access_list->doubt();
  std::uint32_t sequence = 0;
  for (const char c : cursor.whole().substr(0, 9)) {
    if (c < '0' || c > '9') break;
    sequence = sequence * 10 + static_cast<std::uint32_t>(c - '0');
  }
  config.access_list->append(sequence == 0 ? std::nullopt : std::optional(sequence),
                             cisco::opaque_rule(cursor.lines()));
  return {};
}

const Table& entry_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"permit", Domain::filters, &permit},
      {"deny", Domain::filters, &deny},
      {"*", Domain::filters, &numbered},
      ignored<Config>("remark", "descriptive text"),
      ignored<Config>("counters", "counters"),
      ignored<Config>("statistics", "counters"),
      {"fragment-rules", Domain::filters},
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

/// `ip access-group LIST [vrf V] in`: limits what the device itself receives.
Outcome control_plane_list(Cursor& cursor, std::string_view family, Maybe<std::string>& to) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.accept("vrf")) return Outcome::known;
  cursor.accept("in");
  to.reset();
  if (!cursor.negated) to = {list_key(family, list), cursor.lines()};
  return cursor.end();
}
Outcome control_plane4(Config& config, Cursor& cursor) {
  return control_plane_list(cursor, "ip", config.control_plane4);
}
Outcome control_plane6(Config& config, Cursor& cursor) {
  return control_plane_list(cursor, "ip6", config.control_plane6);
}
Outcome control_plane(Config&, Cursor& cursor) { return cursor.end(); }

const Table& control_plane_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip access-group", Domain::filters, &control_plane4},
      {"ipv6 access-group", Domain::filters, &control_plane6},
      ignored<Config>("service-policy", "shares of the processor"),
      ignored<Config>("tcp", "segment sizes"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows access_list_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip access-list", Domain::filters, &ip_list, &entry_table},
      {"ip access-list standard", Domain::filters, &ip_standard, &entry_table},
      {"ipv6 access-list", Domain::filters, &ip6_list, &entry_table},
      {"ipv6 access-list standard", Domain::filters, &ip6_standard, &entry_table},
      {"mac access-list", Domain::filters},
      {"system control-plane", Domain::filters, &control_plane, &control_plane_table},
      {"control-plane", Domain::filters, &control_plane, &control_plane_table},
      {"traffic-policies", Domain::filters},
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  config.access_lists.each([&](const std::string& name, AccessList& from) {
    const bool empty = from.rules.empty();
    cisco::put_access_list(name, from, "deny", target);
    model::Filter& to = target.device.filters.back();
    if (empty) to.default_action.set_unknown(to.lines);  // what a list without entries does differs between uses
    for (const Maybe<std::string>& bound : {config.control_plane4, config.control_plane6})
      if (bound && bound->value == name) to.hook.set("input", bound->lines);
  });
}

}  // namespace muster::grammars::arista_eos
