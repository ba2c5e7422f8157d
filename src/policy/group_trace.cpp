#include "policy/group_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "policy/explanation.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t most_values = 50;

}  // namespace

/// Finds the lines of a member's fact.
class FactLines {
 public:
  static std::vector<Evidence> of(const MemberFacts& member, const Rule& rule, std::size_t position,
                                  std::string_view name) {
    const auto fact = std::ranges::find(rule.facts, name, &NamedExpression::name);
    const auto index = static_cast<std::size_t>(fact - rule.facts.begin());
    const auto& known = member.rules_[position].facts;
    return index < known.size() ? known[index].lines : std::vector<Evidence>();
  }
};

std::vector<SeenValue> seen_facts(std::span<const Seen> trace, const Rule& rule, std::size_t position) {
  std::vector<SeenValue> values;
  std::set<std::pair<const MemberFacts*, std::string_view>> known;
  std::size_t more = 0;
  for (const Seen& seen : trace) {
    if (seen.object.kind != Kind::map || seen.object.map->member == nullptr) continue;
    const MemberFacts& member = *seen.object.map->member;
    if (seen.function == "device" || !known.emplace(&member, seen.function).second) continue;
    if (values.size() < most_values)
      values.push_back({member.identity().device, std::string(seen.function), show(seen.value),
                        FactLines::of(member, rule, position, seen.function)});
    else
      ++more;
  }
  if (more > 0) values.push_back({{}, fmt::format("and {} more", more), {}, {}});
  return values;
}

void append_seen(std::vector<SeenValue>& to, std::vector<SeenValue> more) {
  for (SeenValue& value : more)
    if (std::ranges::find(to, value) == to.end()) to.push_back(std::move(value));
}

}  // namespace muster::policy
