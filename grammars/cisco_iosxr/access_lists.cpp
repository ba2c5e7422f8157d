#include "grammars/cisco/access_entry.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// `permit ...` or `deny ...` in the current list.
Outcome entry(Config& config, Cursor& cursor, bool permit, std::optional<std::uint32_t> sequence) {
  if (cursor.negated) return Outcome::known;  // removes the entry that is spelt the same
  AccessEntry parsed;
  parsed.permit = permit;
  AccessList& list = *config.access_list;
  const Outcome outcome =
      list.family == "ip6" ? parse_prefix_ipv6_entry(cursor, parsed) : parse_prefix_extended_entry(cursor, parsed);
  if (outcome != Outcome::understood) return outcome;
  model::FilterRule rule = rule_of(parsed, cursor.lines());
  rule.opaque = hides_its_reach(parsed);
  list.append(sequence, std::move(rule));
  return Outcome::understood;
}

Outcome permit(Config& config, Cursor& cursor) { return entry(config, cursor, true, std::nullopt); }
Outcome deny(Config& config, Cursor& cursor) { return entry(config, cursor, false, std::nullopt); }
Outcome remark(Config&, Cursor&) { return Outcome::understood; }

/// What follows a sequence number, here and in the flat form.
Outcome action(Config& config, Cursor& cursor, std::optional<std::uint32_t> sequence) {
  if (cursor.accept("remark")) return Outcome::understood;
  if (cursor.accept("permit")) return entry(config, cursor, true, sequence);
  if (cursor.accept("deny")) return entry(config, cursor, false, sequence);
  return cursor.fail("permit, deny or remark");
}

/// `10 permit ...`, `10 remark ...`, `no 10`
Outcome numbered(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.wildcard(0);
  Cursor ahead = cursor;
  ahead.move_to(word.data());
  const auto sequence = ahead.number(1);
  if (!sequence) return cursor.fail_at(word.data(), "permit, deny, remark or a sequence number");
  if (cursor.negated) return Outcome::known;
  return action(config, cursor, *sequence);
}

/// `ipv4 access-list NAME`, its entries below or, in flat form, one behind it.
Outcome head(Config& config, Cursor& cursor, std::string_view family) {
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("the name of an access list");
  const std::string key = list_key(family, name);
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.access_lists.erase(key);
    return Outcome::understood;
  }
  AccessList& list = config.access_lists.get(key);
  list.family = family;
  list.lines.add(cursor.line());
  config.access_list = &list;
  if (cursor.at_end()) return Outcome::understood;
  const auto sequence = cursor.number(1);
  const Outcome outcome = action(config, cursor, sequence);
  if (outcome != Outcome::understood) list.append(sequence, opaque_rule(cursor.lines()));
  return outcome;
}
Outcome ipv4_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip"); }
Outcome ipv6_list(Config& config, Cursor& cursor) { return head(config, cursor, "ip6"); }

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

const Table& list_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"permit", Domain::filters, &permit},
      {"deny", Domain::filters, &deny},
      {"remark", Domain::filters, &remark},
      {"*", Domain::filters, &numbered},
  });
  static const Table table({rows}, &entry_not_understood);
  return table;
}

}  // namespace

Rows access_list_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ipv4 access-list", Domain::filters, &ipv4_list, &list_table},
      {"ipv6 access-list", Domain::filters, &ipv6_list, &list_table},
      {"ethernet-services access-list", Domain::filters},
      {"ipv4 prefix-list", Domain::routing},
      {"ipv6 prefix-list", Domain::routing},
      ignored<Config>("ipv4 access-list log-update", "how often matches are logged"),
      ignored<Config>("ipv6 access-list log-update", "how often matches are logged"),
      ignored<Config>("ipv4 access-list maximum", "limits of memory"),
      ignored<Config>("ipv6 access-list maximum", "limits of memory"),
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  config.access_lists.each([&](const std::string& name, AccessList& list) {
    const bool empty = list.rules.empty();
    put_access_list(name, list, "deny", target);
    if (empty) target.device.filters.back().default_action.set_unknown(target.device.filters.back().lines);
  });
}

}  // namespace muster::grammars::cisco_iosxr
