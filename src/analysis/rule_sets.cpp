#include "analysis/rule_sets.hpp"

#include <algorithm>
#include <string_view>

namespace muster::analysis {
namespace {

bool is_six(const model::FilterRule& rule) { return rule.name.find(" ip6") != std::string::npos; }

}  // namespace

bool within_zone(const model::FilterRule& rule) {
  return rule.other_conditions &&
         (rule.name.starts_with("intrazone") ||
          (rule.source_zone == rule.destination_zone && !rule.source_zone.empty() && rule.source_zone != "any"));
}

RuleSets::RuleSets(const model::Device& device, const model::Filter& filter)
    : filter_(filter), groups_(device), reader_(groups_, filter.context) {
  if (filter.family.value != "ip6") families_.push_back(4);
  if (filter.family.value != "ip") families_.push_back(6);
  split_ = std::ranges::any_of(filter.rules, is_six);
}

std::vector<Entry> RuleSets::of_family(int family) {
  std::vector<Entry> entries;
  entries.reserve(filter_.rules.size());
  for (const model::FilterRule& rule : filter_.rules) {
    entries.push_back({&rule, {}});
    if (!split_ || rule.opaque || is_six(rule) == (family == 6)) entries.back().packets = reader_.read(rule, family);
  }
  return entries;
}

void add_pointers(const std::vector<Product>& products, Pointers& to) {
  for (const Product& product : products) to.push_back(&product);
}

/// Whether all of `packets` lie in the union; `undecided` when the work is too much.
Covering covers(CoverSearch& search, const Pointers& sets, const std::vector<Product>& packets) {
  bool undecided = false;
  for (const Product& each : packets) {
    const Covering answer = search.covers(sets, each);
    if (answer == Covering::not_all) return answer;
    if (answer == Covering::undecided) undecided = true;
  }
  return undecided ? Covering::undecided : Covering::all;
}

}  // namespace muster::analysis
