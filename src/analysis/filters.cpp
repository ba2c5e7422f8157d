#include "analysis/filters.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/filter_sets.hpp"
#include "analysis/groups.hpp"

namespace muster::analysis {
namespace {

/// What the rules of a chain do with a packet of which nothing is known.
enum class Outcome : std::uint8_t { permits, denies, falls_through, returns, undecided };

bool is_any(std::string_view text) { return text.empty() || text == "any"; }

/// How much of all packets a rule matches; `one_part` is every packet of IPv4, of IPv6, or between some zones. `unsure`:
/// a group is not known, and the rule may match everything.
enum class Reach : std::uint8_t { everything, one_part, less, unsure };

/// In a filter for both families, 0.0.0.0/0 is all of one.
bool of_one_family(const GroupReach::Addresses& source, const GroupReach::Addresses& destination,
                   const model::Filter& filter) {
  if (filter.family.value != "inet") return false;
  return !(source.v4 && source.v6 && destination.v4 && destination.v6);
}

Reach reach_of(const model::FilterRule& rule, const model::Filter& filter, GroupReach& groups) {
  if (!is_any(rule.application) || rule.established || rule.other_conditions) return Reach::less;
  const bool any_protocol = is_any(rule.protocol) || rule.protocol == "ip" || rule.protocol == "all";
  const bool one_family = rule.protocol == "ipv4" || rule.protocol == "ipv6";
  if (!any_protocol && !one_family) return Reach::less;
  const GroupReach::Addresses source = groups.every_address(rule.source, filter.context);
  const GroupReach::Addresses destination = groups.every_address(rule.destination, filter.context);
  Answer all = Answer::yes;
  for (const Answer side : {source.all, destination.all, groups.every_service(rule.source_port, filter.context),
                            groups.every_service(rule.destination_port, filter.context)}) {
    if (side == Answer::no) return Reach::less;
    if (side == Answer::unknown) all = Answer::unknown;
  }
  if (all == Answer::unknown) return Reach::unsure;
  const bool any_zone = is_any(rule.source_zone) && is_any(rule.destination_zone);
  return !one_family && !of_one_family(source, destination, filter) && any_zone ? Reach::everything : Reach::one_part;
}

/// Follows jumps between chains. Each chain is walked once, so that the time is linear however chains refer to each
/// other; a chain that reaches itself is undecided.
class Walk {
 public:
  explicit Walk(const model::Device* device) : device_(device), groups_(device) {}

  Outcome run(const model::Filter& filter) {
    const auto seen = std::ranges::find(chains_, &filter, &Chain::filter);
    if (seen != chains_.end()) return seen->outcome;
    if (chains_.size() >= max_chains) return Outcome::undecided;
    const std::size_t index = chains_.size();
    chains_.push_back({&filter, Outcome::undecided});
    const Outcome outcome = rules(filter);
    chains_[index].outcome = outcome;
    return outcome;
  }

 private:
  struct Chain {
    const model::Filter* filter;
    Outcome outcome;
  };
  static constexpr std::size_t max_chains = 256;  ///< bounds the recursion as well

  Outcome rules(const model::Filter& filter) {
    for (const model::FilterRule& rule : filter.rules) {
      const Outcome outcome = one(filter, rule);
      if (outcome != Outcome::falls_through) return outcome;
    }
    return filter.open ? Outcome::undecided : Outcome::falls_through;
  }

  Outcome one(const model::Filter& filter, const model::FilterRule& rule) {
    if (rule.opaque) return Outcome::undecided;
    const Reach reach = reach_of(rule, filter, groups_);
    if (reach == Reach::less) return Outcome::falls_through;
    const Outcome outcome = act(filter, rule);
    if (reach == Reach::unsure) return outcome == Outcome::falls_through ? outcome : Outcome::undecided;
    // What is done to one part only decides if it permits; the rest goes on.
    const bool decides = reach == Reach::everything || outcome == Outcome::permits || outcome == Outcome::undecided;
    return decides ? outcome : Outcome::falls_through;
  }

  Outcome act(const model::Filter& filter, const model::FilterRule& rule) {
    if (rule.action == "permit") return Outcome::permits;
    if (rule.action == "deny" || rule.action == "reject") return Outcome::denies;
    if (rule.action == "return") return Outcome::returns;
    if (rule.action == "none") return Outcome::falls_through;
    return jump(filter, rule.action);
  }

  Outcome jump(const model::Filter& from, std::string_view action) {
    constexpr std::string_view jump_word = "jump ";
    constexpr std::string_view goto_word = "goto ";
    const bool goes = action.starts_with(goto_word);
    if (device_ == nullptr || (!goes && !action.starts_with(jump_word))) return Outcome::undecided;
    const std::string_view chain = action.substr(goes ? goto_word.size() : jump_word.size());
    const std::string target = from.name.value.substr(0, from.name.value.rfind(' ') + 1).append(chain);
    const auto found = std::ranges::find_if(device_->filters, [&](const model::Filter& filter) {
      return filter.name.value == target && filter.context == from.context;
    });
    if (found == device_->filters.end()) return Outcome::undecided;
    const Outcome outcome = run(*found);
    const bool comes_back = outcome == Outcome::returns || outcome == Outcome::falls_through;
    if (!comes_back) return outcome;
    return goes ? Outcome::returns : Outcome::falls_through;
  }

  const model::Device* device_;
  GroupReach groups_;
  std::vector<Chain> chains_;
};

Answer default_is(const model::Filter& filter, std::string_view action) {
  if (!filter.default_action.known()) return Answer::unknown;
  return filter.default_action.value == action ? Answer::yes : Answer::no;
}

Answer permits(const model::Device* device, const model::Filter& filter) {
  switch (Walk(device).run(filter)) {
    case Outcome::permits:
      return Answer::yes;
    case Outcome::denies:
      return Answer::no;
    case Outcome::undecided:
      return Answer::unknown;
    case Outcome::falls_through:
    case Outcome::returns:
      break;
  }
  // A list or chain without a default of its own permits nothing by itself: who refers to it goes on.
  if (filter.default_action.state == model::State::absent) return Answer::no;
  return default_is(filter, "permit");
}

Answer denies(const model::Device* device, const model::Filter& filter) {
  switch (Walk(device).run(filter)) {
    case Outcome::permits:
      return Answer::no;
    case Outcome::denies:
      return Answer::yes;
    case Outcome::undecided:
      // What was not understood may permit everything, and then nothing reaches the default.
      return Answer::unknown;
    case Outcome::falls_through:
    case Outcome::returns:
      break;
  }
  if (filter.default_action.state == model::State::absent) return Answer::no;
  return default_is(filter, "deny");
}

}  // namespace

Answer permits_any(const model::Filter& filter) {
  const Answer answer = permits(nullptr, filter);
  return answer == Answer::no ? permits_all_together(model::Device(), filter) : answer;
}
Answer permits_any(const model::Device& device, const model::Filter& filter) {
  const Answer answer = permits(&device, filter);
  return answer == Answer::no ? permits_all_together(device, filter) : answer;
}
Answer default_denies(const model::Filter& filter) { return denies(nullptr, filter); }
Answer default_denies(const model::Device& device, const model::Filter& filter) { return denies(&device, filter); }

}  // namespace muster::analysis
