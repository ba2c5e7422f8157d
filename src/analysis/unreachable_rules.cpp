#include <algorithm>
#include <utility>

#include "analysis/filter_sets.hpp"
#include "analysis/rule_sets.hpp"

namespace muster::analysis {
namespace {

constexpr std::uint64_t most_steps = 60'000'000;  ///< for each filter: 10,000 rules need 50 million
constexpr std::size_t most_blockers = 16;         ///< beyond, those that hide a rule are not reduced

/// What is known of one part of a rule: hidden, not hidden, not known, or that it speaks about no packet of a family.
enum class Hidden : std::uint8_t { yes, no, unknown, nothing };

Hidden join(Hidden a, Hidden b) {
  if (a == Hidden::nothing) return b;
  if (b == Hidden::nothing) return a;
  if (a == Hidden::no || b == Hidden::no) return Hidden::no;
  return a == Hidden::unknown ? a : b;
}

/// Looks for rules that earlier ones hide, family by family.
class Shadows {
 public:
  explicit Shadows(const model::Filter& filter)
      : filter_(filter), hidden_(filter.rules.size(), Hidden::nothing), by_(filter.rules.size()) {}

  void look_at(const std::vector<Entry>& entries) {
    Pointers sure;
    Pointers possible;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const model::FilterRule& rule = *entries[i].rule;
      if (!rule.disabled && !rule.opaque && rule.action != "none" && !within_zone(rule))
        judge(i, entries[i], sure, possible, owners);
      const bool plain = decides(rule) && !rule.other_conditions;
      if (!plain && !rule.opaque) continue;
      if (!rule.opaque) add_pointers(entries[i].packets.surely, sure);
      owners.resize(sure.size(), i);
      add_pointers(entries[i].packets.maybe, possible);
    }
  }

  [[nodiscard]] RuleList result() const {
    RuleList list;
    for (std::size_t i = 0; i < hidden_.size();) {
      std::size_t end = i + 1;
      const model::LinesId lines = filter_.rules[i].lines;
      while (lines != 0 && end < hidden_.size() && filter_.rules[end].lines == lines) ++end;
      Hidden all = Hidden::nothing;
      std::vector<std::size_t> by;
      for (; i < end; ++i) {
        all = join(all, hidden_[i]);
        by.insert(by.end(), by_[i].begin(), by_[i].end());
      }
      if (all == Hidden::yes) list.rules.push_back(named(end - 1, std::move(by)));
      if (all == Hidden::unknown && !list.open) {
        list.open = true;
        list.reason =
            "rule " + filter_.rules[end - 1].name + " may be hidden: something before it, or in it, is not known";
        list.doubtful = lines;
      }
    }
    return list;
  }

 private:
  void judge(std::size_t index, const Entry& entry, const Pointers& sure, const Pointers& possible,
             const std::vector<std::size_t>& owners) {
    if (entry.packets.maybe.empty()) return;
    Hidden answer = Hidden::unknown;
    const std::uint64_t allowed = std::min(steps_, most_steps_of_rule);
    CoverSearch search(allowed);
    // Most rules are hidden by nothing: that is asked first.
    const bool shown =
        !entry.packets.surely.empty() && covers(search, possible, entry.packets.surely) == Covering::not_all;
    if (shown) {
      answer = Hidden::no;
    } else if (covers(search, sure, entry.packets.maybe) == Covering::all) {
      answer = Hidden::yes;
      note_blockers(index, entry, sure, owners);
    }
    steps_ -= allowed - search.steps_left();
    hidden_[index] = join(hidden_[index], answer);
  }

  /// The rules that hide one, without those that are not needed.
  void note_blockers(std::size_t index, const Entry& entry, const Pointers& sure,
                     const std::vector<std::size_t>& owners) {
    std::vector<std::size_t> by;
    Pointers used;
    const auto meets = [&](const Product& set) {
      return std::ranges::any_of(entry.packets.maybe,
                                 [&](const Product& packets) { return !common(set, packets).empty(); });
    };
    for (std::size_t i = 0; i < sure.size(); ++i)
      if (meets(*sure[i])) used.push_back(sure[i]), by.push_back(owners[i]);
    CoverSearch search(most_steps_of_rule / 16);
    for (std::size_t i = 0; i < used.size() && used.size() <= most_blockers * 4;) {
      Pointers fewer = used;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (covers(search, fewer, entry.packets.maybe) != Covering::all) {
        ++i;
        continue;
      }
      used = std::move(fewer);
      by.erase(by.begin() + static_cast<std::ptrdiff_t>(i));
    }
    by_[index].insert(by_[index].end(), by.begin(), by.end());
  }

  [[nodiscard]] NamedRule named(std::size_t index, std::vector<std::size_t> by) const {
    std::ranges::sort(by);
    by.erase(std::ranges::unique(by).begin(), by.end());
    NamedRule rule{filter_.rules[index].name + ", behind ", {filter_.rules[index].lines}};
    for (std::size_t i = 0; i < by.size() && i < most_blockers; ++i) {
      if (i > 0) rule.name += i + 1 == by.size() ? " and " : ", ";
      rule.name += filter_.rules[by[i]].name;
      rule.lines.push_back(filter_.rules[by[i]].lines);
    }
    if (by.size() > most_blockers) rule.name += " and others";
    return rule;
  }

  const model::Filter& filter_;
  std::vector<Hidden> hidden_;
  std::vector<std::vector<std::size_t>> by_;
  std::uint64_t steps_ = most_steps;
};

}  // namespace

RuleList unreachable_rules(const model::Device& device, const model::Filter& filter) {
  RuleSets sets(device, filter);
  Shadows shadows(filter);
  for (const int family : sets.families()) shadows.look_at(sets.of_family(family));
  RuleList list = shadows.result();
  for (const model::FilterRule& rule : filter.rules)
    if (rule.opaque && !list.open)
      list = {std::move(list.rules), true, "rule " + rule.name + " was not understood", rule.lines};
  return list;
}

}  // namespace muster::analysis
