#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"
#include "grammars/frr/config.hpp"
#include "grammars/x3_primitives.ipp"

/// Access lists: who may use the virtual terminals, and which routes pass. What no rule of a list permits is denied.
namespace muster::grammars::frr {
namespace {

namespace x3 = boost::spirit::x3;

struct Entry {
  std::optional<std::uint32_t> sequence;
  std::string action;
  std::string source = "any";
  std::string destination = "any";
  bool exact = false;
};

std::string host_prefix(std::uint32_t address) { return dotted(address) + "/32"; }

constexpr auto set_sequence = [](auto& context) { x3p::sink<Entry>(context).sequence = x3::_attr(context); };
constexpr auto permit = [](auto& context) { x3p::sink<Entry>(context).action = "permit"; };
constexpr auto deny = [](auto& context) { x3p::sink<Entry>(context).action = "deny"; };
constexpr auto set_exact = [](auto& context) { x3p::sink<Entry>(context).exact = true; };
constexpr auto set_prefix = [](auto& context) {
  const auto prefix = parse_prefix(x3::_attr(context));
  const bool plain = prefix && x3::_attr(context).find('/') != std::string_view::npos;
  x3::_pass(context) = plain;
  if (plain) x3p::sink<Entry>(context).source = to_string(prefix->network());
};
constexpr auto set_host = [](auto& context) { x3p::sink<Entry>(context).source = host_prefix(x3::_attr(context)); };
constexpr auto set_host_to = [](auto& context) { x3p::sink<Entry>(context).destination = host_prefix(x3::_attr(context)); };
constexpr auto set_wildcard = [](auto& context) {
  using boost::fusion::at_c;
  x3p::sink<Entry>(context).source = with_wildcard(at_c<0>(x3::_attr(context)), at_c<1>(x3::_attr(context)));
};
constexpr auto set_wildcard_to = [](auto& context) {
  using boost::fusion::at_c;
  x3p::sink<Entry>(context).destination = with_wildcard(at_c<0>(x3::_attr(context)), at_c<1>(x3::_attr(context)));
};

const auto begin = -(x3p::keyword("seq") >> x3p::sp >> x3p::label("a sequence number")[x3p::number[set_sequence]] >> x3p::sp) >>
                   (x3p::label("deny")[x3p::keyword("deny")][deny] | x3p::label("permit")[x3p::keyword("permit")][permit]) >> x3p::sp;
const auto any = x3p::label("any")[x3p::keyword("any")];
const auto prefix = x3p::label("a prefix")[x3p::word[set_prefix]] >> x3p::sp >> -(x3p::label("exact-match")[x3p::keyword("exact-match")][set_exact]);
const auto host = x3p::keyword("host") >> x3p::sp >> x3p::label("an address")[x3p::ipv4[set_host]];
const auto host_to = x3p::keyword("host") >> x3p::sp >> x3p::label("an address")[x3p::ipv4[set_host_to]];
const auto pair = x3p::ipv4 >> x3p::sp >> x3p::label("a wildcard mask")[x3p::ipv4];

const auto extended = x3p::keyword("ip") >> x3p::sp >> (any | host | pair[set_wildcard]) >> x3p::sp >> (any | host_to | pair[set_wildcard_to]);
const auto standard = any | host | prefix | pair[set_wildcard] | x3p::ipv4[set_host];
const auto ip_rule = begin >> (extended | standard);
const auto ip6_rule = begin >> (any | prefix);

template <class Grammar>
Outcome rule(Config& config, Cursor& cursor, std::string_view family, const Grammar& grammar) {
  if (cursor.negated) return Outcome::known;
  AccessList& list = config.access_lists.get(std::string(family) + ' ' + std::string(cursor.wildcard(0)));
  list.lines.add(cursor.line());
  Entry entry;
  const Outcome outcome = x3p::parse(cursor, grammar, entry);
  constexpr std::uint32_t step = 5;
  const std::uint32_t after = list.rules.empty() ? step : list.rules.back().sequence + step;
  AccessRule& added = list.rules.emplace_back();
  added.sequence = entry.sequence.value_or(after);
  added.rule.name = std::to_string(added.sequence);
  added.rule.lines = cursor.lines();
  added.rule.opaque = outcome != Outcome::understood;
  if (added.rule.opaque) return outcome;
  added.rule.action = entry.action;
  added.rule.protocol = "any";
  added.rule.source = entry.source;
  added.rule.destination = entry.destination;
  added.rule.source_port = added.rule.destination_port = "any";
  added.rule.other_conditions = entry.exact;
  return outcome;
}

Outcome rule4(Config& config, Cursor& cursor) { return rule(config, cursor, "ip", ip_rule); }
Outcome rule6(Config& config, Cursor& cursor) { return rule(config, cursor, "ip6", ip6_rule); }

}  // namespace

Rows access_list_rows() {
  static constexpr std::string_view remark = "a remark";
  static constexpr auto rows = std::to_array<Row>({
      {"access-list *", Domain::filters, rule4},
      {"ipv6 access-list *", Domain::filters, rule6},
      ignored<Config>("access-list * remark", remark),
      ignored<Config>("ipv6 access-list * remark", remark),
      {"mac access-list", Domain::filters},
  });
  return rows;
}

void convert_access_lists(Config& config, const Target& target) {
  config.access_lists.each([&](const std::string& name, AccessList& from) {
    std::ranges::stable_sort(from.rules, {}, &AccessRule::sequence);
    model::Filter& to = target.device.filters.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.family.set(name.substr(0, name.find(' ')), to.lines);
    to.hook.set_absent();
    to.default_action.set_default("deny");
    for (AccessRule& each : from.rules) to.rules.push_back(std::move(each.rule));
  });
}

}  // namespace muster::grammars::frr
