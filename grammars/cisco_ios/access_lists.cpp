#include <algorithm>

#include "grammars/cisco/access_entry.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/object_groups.hpp"

namespace muster::grammars::cisco_ios {
namespace {

Outcome parse_entry(const AccessList& list, Cursor& cursor, AccessEntry& entry) {
  if (list.family == "ip6") return parse_ipv6_entry(cursor, entry);
  return list.standard ? parse_standard_entry(cursor, entry) : parse_extended_entry(cursor, entry);
}

/// `permit ...` or `deny ...` in the current list.
Outcome entry(Config& config, Cursor& cursor, bool permit, std::optional<std::uint32_t> sequence) {
  if (cursor.negated) return Outcome::known;  // removes the entry that is spelt the same
  AccessEntry parsed;
  parsed.permit = permit;
  std::string services;
  if (!config.access_list->standard && config.access_list->family == "ip" && cursor.accept("object-group")) {
    services = cursor.word();
    if (services.empty()) return cursor.fail("the name of an object group");
    const Outcome outcome = parse_service_group_entry(cursor, parsed);
    if (outcome != Outcome::understood) return outcome;
  } else {
    const Outcome outcome = parse_entry(*config.access_list, cursor, parsed);
    if (outcome != Outcome::understood) return outcome;
  }
  if (parsed.sequence != 0) sequence = parsed.sequence;
  model::FilterRule rule = rule_of(parsed, cursor.lines());
  // What a condition that is not modelled leaves of all traffic is not known; groups are looked up by those who ask.
  rule.opaque = parsed.other_conditions && hides_its_reach(parsed);
  // Stands for the group until the list is converted: groups may follow behind the lists.
  if (!services.empty()) rule.application = services;
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
    const auto gone = [&](const AccessRule& rule) { return rule.sequence == *sequence; };
    if (!list.rules.empty() && gone(list.rules.back()))
      list.rules.pop_back();
    else
      return Outcome::known;
    return cursor.end();
  }
  if (cursor.accept("remark")) return Outcome::understood;
  if (cursor.accept("permit")) return entry(config, cursor, true, *sequence);
  if (cursor.accept("deny")) return entry(config, cursor, false, *sequence);
  return cursor.fail("permit, deny or remark");
}

/// IOS-XE prints IPv6 lists as `sequence 10 permit ...`.
Outcome sequence(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("a sequence number");
  if (cursor.accept("remark")) return Outcome::understood;
  if (cursor.accept("permit")) return entry(config, cursor, true, *number);
  if (cursor.accept("deny")) return entry(config, cursor, false, *number);
  return cursor.fail("permit, deny or remark");
}

Outcome remark(Config&, Cursor&) { return Outcome::understood; }

AccessList& open_list(Config& config, std::string_view family, std::string_view name, bool standard, const Cursor& cursor) {
  AccessList& list = config.access_lists.get(list_key(family, name));
  list.family = family;
  list.standard = standard;
  list.lines.add(cursor.line());
  return list;
}

Outcome head(Config& config, Cursor& cursor, std::string_view family, bool standard) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an access list");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.access_lists.erase(list_key(family, name));
    return Outcome::understood;
  }
  config.access_list = &open_list(config, family, name, standard, cursor);
  return Outcome::understood;
}

Outcome standard_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip", true); }
Outcome extended_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip", false); }
Outcome ipv6_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip6", false); }

bool is_standard_number(std::uint32_t number) { return number <= 99 || (number >= 1300 && number <= 1999); }
bool is_extended_number(std::uint32_t number) {
  return (number >= 100 && number <= 199) || (number >= 2000 && number <= 2699);
}

/// `access-list N permit|deny|remark ...`; other numbers are MAC lists and old protocols.
Outcome numbered_list(Config& config, Cursor& cursor) {
  const std::string name(cursor.peek());
  const auto number = cursor.number(1, 2699);
  if (!number || (!is_standard_number(*number) && !is_extended_number(*number)))
    return cursor.fail("the number of an IP access list");
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.access_lists.erase(list_key("ip", name));
    return Outcome::understood;
  }
  if (cursor.accept("remark")) return Outcome::understood;
  AccessList& list = open_list(config, "ip", name, is_standard_number(*number), cursor);
  config.access_list = &list;
  Outcome outcome = Outcome::failed;
  if (cursor.accept("permit"))
    outcome = entry(config, cursor, true, std::nullopt);
  else if (cursor.accept("deny"))
    outcome = entry(config, cursor, false, std::nullopt);
  else
    outcome = cursor.fail("permit, deny or remark");
  if (outcome != Outcome::understood) list.append(std::nullopt, opaque_rule(cursor.lines()));
  return outcome;
}

/// A line in a list's block that was not understood is an opaque rule in its place: nothing else opens.
Domains entry_not_understood(Config& config, const Cursor& cursor, Domains) {
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
      {"sequence", Domain::filters, &sequence},
      {"*", Domain::filters, &numbered},
      {"evaluate", Domain::filters},
      {"dynamic", Domain::filters},
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

Outcome mac_list(Config& config, Cursor& cursor) { return head(config, cursor, "mac", false); }

/// Which frames a list of hardware addresses passes is not modelled: each entry is an opaque rule.
const Table& mac_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"permit", Domain::filters},
      {"deny", Domain::filters},
      {"remark", Domain::filters, &remark},
      {"*", Domain::filters},
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

}  // namespace

Rows access_list_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"access-list", Domain::filters, &numbered_list},
      {"ip access-list standard", Domain::filters, &standard_list, &entry_table},
      {"ip access-list extended", Domain::filters, &extended_list, &entry_table},
      {"ip access-list", Domain::filters},
      {"ipv6 access-list", Domain::filters, &ipv6_list, &entry_table},
      {"mac access-list extended", Domain::filters, &mac_list, &mac_table},
      {"mac access-list", Domain::filters},
      ignored<Config>("time-range", "when entries apply that name it: those are taken as narrower"),
      {"access-list dynamic-extended", Domain::filters},
      ignored<Config>("ip access-list log-update", "how often matches are logged"),
      ignored<Config>("ip access-list logging", "how often matches are logged"),
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  // IOS: an empty list stops nothing.
  ServiceWriter writer(config);
  config.access_lists.each([&](const std::string& name, AccessList& from) {
    writer.resolve(from);
    put_access_list(name, from, from.rules.empty() ? "permit" : "deny", target);
  });
}

}  // namespace muster::grammars::cisco_ios
