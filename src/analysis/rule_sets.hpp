#pragma once

#include <vector>

#include "analysis/rule_packets.hpp"
#include "model/device.hpp"

/// The rules of one filter as packet sets: what the questions of filter_sets.hpp share.
namespace muster::analysis {

constexpr std::uint64_t most_steps_of_rule = 4'000'000;  ///< of a search for one rule

[[nodiscard]] inline bool permits(const model::FilterRule& rule) { return rule.action == "permit"; }
[[nodiscard]] inline bool denies(const model::FilterRule& rule) {
  return rule.action == "deny" || rule.action == "reject";
}
[[nodiscard]] inline bool decides(const model::FilterRule& rule) {
  return permits(rule) || denies(rule) || rule.action == "return";
}
/// A rule that the product has by itself, for packets that stay in a zone.
[[nodiscard]] bool within_zone(const model::FilterRule& rule);

/// A rule and its packets, of one family.
struct Entry {
  const model::FilterRule* rule = nullptr;
  RulePackets packets;
};

/// A filter's rules as packet sets. "12 ip6" is the part for IPv6 of a rule "12" of both families. The filter and its
/// device must outlive it.
class RuleSets {
 public:
  RuleSets(const model::Device& device, const model::Filter& filter);

  [[nodiscard]] const std::vector<int>& families() const { return families_; }
  [[nodiscard]] RuleReader& reader() { return reader_; }
  [[nodiscard]] std::vector<Entry> of_family(int family);

 private:
  const model::Filter& filter_;
  GroupCatalogue groups_;
  RuleReader reader_;
  std::vector<int> families_;
  bool split_ = false;
};

using Pointers = std::vector<const Product*>;

void add_pointers(const std::vector<Product>& products, Pointers& to);
/// Whether all of `packets` lie in the union; `undecided` when the work is too much.
[[nodiscard]] Covering covers(CoverSearch& search, const Pointers& sets, const std::vector<Product>& packets);

}  // namespace muster::analysis
