#include "grammars/cisco_ios/class_terms.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

namespace muster::grammars::cisco_ios {
namespace {

constexpr int most_depth = 8;                ///< of classes within classes
constexpr std::size_t most_conditions = 32;  ///< that must all be met

model::FilterRule anything(model::LinesId lines) {
  model::FilterRule match;
  match.protocol = match.source = match.destination = match.source_port = match.destination_port = "any";
  match.application = "any";
  match.lines = lines;
  return match;
}

ClassTerms unknown(model::LinesId lines) {
  model::FilterRule match = anything(lines);
  match.opaque = true;
  return {{std::move(match)}};
}

/// Applications that the device tells from the rest of their transport. Ports are mapped to them by a table that
/// lines may change; the transport stays.
struct Application {
  std::string_view name;
  std::string_view transport;
};
constexpr auto applications = std::to_array<Application>(
    {{"bgp", "tcp"},    {"dns", "tcp,udp"}, {"ftp", "tcp"},  {"ftps", "tcp"},     {"http", "tcp"}, {"https", "tcp"},
     {"imap", "tcp"},   {"imaps", "tcp"},   {"ldap", "tcp"}, {"ldaps", "tcp"},    {"ntp", "udp"},  {"pop3", "tcp"},
     {"pop3s", "tcp"},  {"smtp", "tcp"},    {"snmp", "udp"}, {"snmptrap", "udp"}, {"ssh", "tcp"},  {"syslog", "udp"},
     {"telnet", "tcp"}, {"telnets", "tcp"}, {"tftp", "udp"}});

ClassTerms of_protocol(const ClassCondition& condition) {
  model::FilterRule match = anything(condition.lines);
  if (condition.name == "tcp" || condition.name == "udp") {
    match.protocol = condition.name;
  } else if (condition.name == "icmp") {
    match.protocol = "icmp,icmpv6";
  } else {
    const auto known = std::ranges::find(applications, std::string_view(condition.name), &Application::name);
    if (known == applications.end()) return unknown(condition.lines);
    match.protocol = known->transport;
    match.application = condition.name;
  }
  return {{std::move(match)}};
}

/// An entry of a list for one family, in a filter for both.
void keep_family(model::FilterRule& match, bool six) {
  const std::string all = six ? "::/0" : "0.0.0.0/0";
  if (match.source == "any") match.source = all;
  if (match.destination == "any") match.destination = all;
}

/// Calls `each` for the parts between commas.
template <class Each>
void for_parts(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    each(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

/// Narrows `protocol` to what `by` has as well; false if they have nothing in common. `exact` becomes false where a
/// number may be what the other side calls by name.
bool narrow_protocol(std::string& protocol, const std::string& by, bool& exact) {
  if (by == "any" || protocol == by) return true;
  if (protocol == "any") {
    protocol = by;
    return true;
  }
  std::string both;
  bool numbers = false;
  for_parts(protocol, [&](std::string_view part) {
    numbers = numbers || (part.front() >= '0' && part.front() <= '9');
    for_parts(by, [&](std::string_view other) {
      numbers = numbers || (other.front() >= '0' && other.front() <= '9');
      if (part == other) both.append(both.empty() ? "" : ",").append(part);
    });
  });
  if (both.empty() && !numbers) return false;
  exact = exact && !numbers;
  if (!both.empty()) protocol = both;
  return true;
}

/// Narrows one field to what another condition asks of it.
void narrow(std::string& field, const std::string& by, std::string_view all, bool& exact) {
  if (by == "any" || by == all || field == by) return;
  if (field == "any" || field == all)
    field = by;
  else
    exact = false;
}

std::optional<model::FilterRule> intersection(const model::FilterRule& a, const model::FilterRule& b,
                                              const Target& target) {
  model::FilterRule both = a;
  both.lines = target.device.lines.join(a.lines, b.lines);
  both.opaque = a.opaque || b.opaque;
  if (both.opaque) return both;
  bool exact = true;
  if (!narrow_protocol(both.protocol, b.protocol, exact)) return std::nullopt;
  const bool six = a.source == "::/0" || b.source == "::/0" || a.destination == "::/0" || b.destination == "::/0";
  const std::string_view all = six ? "::/0" : "0.0.0.0/0";
  narrow(both.source, b.source, all, exact);
  narrow(both.destination, b.destination, all, exact);
  narrow(both.source_port, b.source_port, "any", exact);
  narrow(both.destination_port, b.destination_port, "any", exact);
  narrow(both.application, b.application, "any", exact);
  both.established = a.established || b.established;
  both.other_conditions = a.other_conditions || b.other_conditions;
  both.opaque = !exact;
  return both;
}

/// An excluding term at the end changes nothing: what no term matches is not of the class either.
void trim(ClassTerms& terms) {
  while (!terms.empty() && terms.back().exclude) terms.pop_back();
}

bool excludes(const ClassTerms& terms) { return std::ranges::any_of(terms, &ClassTerm::exclude); }

/// A list without excluding terms that matches what `terms` match, or may.
ClassTerms without_excludes(ClassTerms terms) {
  bool narrower = false;
  ClassTerms plain;
  for (ClassTerm& term : terms) {
    narrower = narrower || term.exclude;
    if (term.exclude) continue;
    term.match.opaque = term.match.opaque || narrower;
    plain.push_back(std::move(term));
  }
  return plain;
}

}  // namespace

ClassReader::ClassReader(ZoneFirewall& firewall, const Target& target, std::size_t budget)
    : firewall_(firewall), target_(target), budget_(budget) {
  for (std::size_t i = 0; i < target.device.filters.size(); ++i) {
    const model::Filter& filter = target.device.filters[i];
    if (filter.context == target.context) filters_.emplace(filter.name.value, i);
  }
}

bool ClassReader::spend(std::size_t terms) {
  const bool enough = terms <= budget_;
  budget_ -= std::min(terms, budget_);
  return enough;
}

const ClassTerms& ClassReader::terms(const std::string& name, int depth) {
  const auto known = known_.find(name);
  if (known != known_.end()) return known->second;
  const InspectClass* const from = firewall_.classes.find(name);
  // Whoever asks for it on the way down meets what is not known.
  known_[name] = unknown(from == nullptr ? 0 : target_.id(from->lines));
  if (from == nullptr || from->conditions.empty() || depth > most_depth) return known_[name];
  ClassTerms found = from->any ? any_of(*from, depth) : all_of(*from, depth);
  return known_[name] = std::move(found);
}

/// The lists one after the other, of which only the last may exclude.
ClassTerms ClassReader::any_of(const InspectClass& from, int depth) {
  ClassTerms all;
  ClassTerms last;
  const auto append = [&all](ClassTerms terms) { std::ranges::move(terms, std::back_inserter(all)); };
  for (const ClassCondition& condition : from.conditions) {
    append(without_excludes(std::exchange(last, of_condition(condition, depth))));
    trim(last);
  }
  append(std::move(last));
  return all;
}

/// Each term of one with each of the other, of which one may exclude: what it takes away it takes from every product.
ClassTerms ClassReader::all_of(const InspectClass& from, int depth) {
  if (from.conditions.size() > most_conditions) return unknown(target_.id(from.lines));
  ClassTerms all = of_condition(from.conditions.front(), depth);
  trim(all);
  for (const ClassCondition& condition : std::span(from.conditions).subspan(1)) {
    ClassTerms next = of_condition(condition, depth);
    trim(next);
    if (!spend(all.size() * next.size())) return unknown(target_.id(from.lines));
    if (excludes(all) && excludes(next)) next = without_excludes(std::move(next));
    if (excludes(next)) std::swap(all, next);
    ClassTerms both;
    for (const ClassTerm& narrower : next)
      for (const ClassTerm& term : all)
        if (auto match = intersection(term.match, narrower.match, target_)) {
          if (next.size() > 1) match->name.append(match->name.empty() ? "" : " ").append(narrower.match.protocol);
          both.push_back({std::move(*match), term.exclude});
        }
    all = std::move(both);
  }
  return all;
}

ClassTerms ClassReader::of_condition(const ClassCondition& condition, int depth) {
  switch (condition.kind) {
    case ClassCondition::Kind::access_group:
      return of_list(condition);
    case ClassCondition::Kind::protocol:
      return of_protocol(condition);
    case ClassCondition::Kind::class_map: {
      const ClassTerms& cached = terms(condition.name, depth + 1);
      if (!spend(cached.size())) break;
      ClassTerms inner = cached;
      for (ClassTerm& term : inner) term.match.lines = target_.device.lines.join(term.match.lines, condition.lines);
      return inner;
    }
    case ClassCondition::Kind::other:
      break;
  }
  return unknown(condition.lines);
}

/// What a list denies is not of the class. What a list matches that is empty or not there is not told.
ClassTerms ClassReader::of_list(const ClassCondition& condition) {
  auto found = filters_.find("ip " + condition.name);
  if (found == filters_.end()) found = filters_.find("ip6 " + condition.name);
  if (found == filters_.end()) return unknown(condition.lines);
  const model::Filter& list = target_.device.filters[found->second];
  if (list.rules.empty() || list.open || !spend(list.rules.size())) return unknown(condition.lines);
  ClassTerms terms;
  for (const model::FilterRule& rule : list.rules) {
    ClassTerm& term = terms.emplace_back(rule, rule.action == "deny" && !rule.opaque);
    keep_family(term.match, list.family.value == "ip6");
    term.match.application = "any";
    term.match.lines = target_.device.lines.join(rule.lines, condition.lines);
  }
  return terms;
}

}  // namespace muster::grammars::cisco_ios
