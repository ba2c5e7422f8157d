#include "grammars/cisco/access_list.hpp"

#include <algorithm>
#include <span>

#include "grammars/addresses.hpp"

namespace muster::grammars::cisco {
namespace {

std::string text_of(const AddressMatch& match) {
  switch (match.kind) {
    case AddressMatch::Kind::any: return "any";
    case AddressMatch::Kind::host: return with_wildcard(match.address, 0);
    case AddressMatch::Kind::network: return with_wildcard(match.address, match.wildcard);
    case AddressMatch::Kind::group: return "group " + std::string(match.text);
    case AddressMatch::Kind::prefix: break;
  }
  const auto prefix = parse_prefix(match.text);
  if (!prefix) return std::string(match.text);
  return prefix->length == 0 ? "any" : to_string(prefix->network());
}

void append_range(std::string& to, std::uint32_t low, std::uint32_t high) {
  if (low > high) return;
  if (!to.empty()) to += ",";
  to += std::to_string(low);
  if (low != high) to += "-" + std::to_string(high);
}

bool is_any_protocol(std::string_view protocol) { return protocol == "ip" || protocol == "ipv4" || protocol == "ipv6"; }

}  // namespace

std::string text_of(PortMatch match) {
  const auto ports = std::span(match.ports).first(match.count);
  std::string text;
  switch (match.op) {
    case PortMatch::Operator::any:
    case PortMatch::Operator::group: return "any";
    case PortMatch::Operator::eq:
      for (const std::uint32_t port : ports) append_range(text, port, port);
      break;
    case PortMatch::Operator::gt: append_range(text, ports[0] + 1U, 65535); break;
    case PortMatch::Operator::lt:
      if (ports[0] > 0) append_range(text, 0, ports[0] - 1U);
      break;
    case PortMatch::Operator::range: append_range(text, std::min(ports[0], ports[1]), std::max(ports[0], ports[1])); break;
    case PortMatch::Operator::neq: {
      std::ranges::sort(ports);
      std::uint32_t next = 0;
      for (const std::uint32_t port : ports) {
        if (port > 0) append_range(text, next, port - 1);
        next = port + 1;
      }
      append_range(text, next, 65535);
      break;
    }
  }
  return text.empty() ? "none" : text;
}

model::FilterRule rule_of(const AccessEntry& entry, model::LinesId lines) {
  model::FilterRule rule;
  rule.action = entry.permit ? "permit" : "deny";
  rule.protocol = is_any_protocol(entry.protocol) ? "any" : std::string(entry.protocol);
  rule.source = text_of(entry.source);
  rule.destination = text_of(entry.destination);
  rule.source_port = text_of(entry.source_port);
  rule.destination_port = text_of(entry.destination_port);
  rule.log = entry.log;
  rule.established = entry.established;
  rule.other_conditions = entry.other_conditions;
  rule.lines = lines;
  return rule;
}

/// A permit of all protocols between groups whose members are not modelled, or under a condition that is not: it may
/// permit everything.
bool hides_its_reach(const AccessEntry& entry) {
  const auto has_group = [](const AddressMatch& side) { return side.kind == AddressMatch::Kind::group; };
  const auto wide = [&](const AddressMatch& side) { return has_group(side) || text_of(side) == "any"; };
  const bool doubtful = has_group(entry.source) || has_group(entry.destination) || entry.other_conditions;
  return entry.permit && is_any_protocol(entry.protocol) && doubtful && wide(entry.source) && wide(entry.destination);
}

model::FilterRule opaque_rule(model::LinesId lines) {
  model::FilterRule rule;
  rule.opaque = true;
  rule.lines = lines;
  return rule;
}

void AccessList::append(std::optional<std::uint32_t> sequence, model::FilterRule rule) {
  constexpr std::uint32_t step = 10;
  const std::uint32_t number = sequence.value_or(last_sequence + step);
  if (number <= last_sequence && !rules.empty()) renumbered = true;
  last_sequence = std::max(last_sequence, number);
  rules.push_back({number, std::move(rule), {}});
}

void AccessList::doubt() {
  for (AccessRule& rule : rules) rule.rule.opaque = true;
}

void put_access_list(const std::string& name, AccessList& from, std::string_view by_default, const Target& target) {
  model::Filter& to = target.device.filters.emplace_back();
  target.head(to, from.lines);
  to.name.set(name, to.lines);
  to.family.set(from.family, to.lines);
  to.hook.set_absent();
  to.default_action.set_default(std::string(by_default));
  if (from.renumbered) std::ranges::stable_sort(from.rules, {}, [](const AccessRule& rule) { return *rule.sequence; });
  to.rules.reserve(from.rules.size());
  for (AccessRule& rule : from.rules) {
    rule.rule.name = std::to_string(*rule.sequence);
    if (!rule.part.empty()) rule.rule.name.append(" ").append(rule.part);
    to.rules.push_back(std::move(rule.rule));
  }
}

}  // namespace muster::grammars::cisco
