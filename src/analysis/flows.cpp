#include <algorithm>
#include <utility>

#include "analysis/filter_sets.hpp"
#include "analysis/rule_sets.hpp"

namespace muster::analysis {
namespace {

/// Who can decide a flow, of one family.
struct Deciders {
  bool sure[2]{};      ///< some packet is surely denied [0], permitted [1]
  bool possible[2]{};  ///< some packet may be
};

class FlowSearch {
 public:
  FlowSearch(const model::Filter& filter, FlowAnswer& answer) : filter_(filter), answer_(answer) {}

  void run(const std::vector<Entry>& entries, const Product& flow) {
    Pointers sure;
    Pointers possible;
    for (const Entry& entry : entries) {
      const model::FilterRule& rule = *entry.rule;
      const bool jumps = !rule.opaque && !decides(rule) && rule.action != "none";
      if (rule.action == "none" && !rule.opaque) continue;
      const bool doubtful = rule.opaque || jumps || rule.other_conditions || rule.action == "return";
      if (doubtful || denies(rule)) meet(entry, flow, 0, doubtful, sure, possible);
      if (doubtful ? !denies(rule) || rule.opaque : permits(rule)) meet(entry, flow, 1, doubtful, sure, possible);
      if (!doubtful) add_pointers(entry.packets.surely, sure);
      add_pointers(entry.packets.maybe, possible);
    }
    const std::vector<Product> whole{flow};
    const bool known = filter_.default_action.known() && !filter_.open;
    const bool some_left = covers(search_, possible, whole) == Covering::not_all;
    const bool maybe_left = covers(search_, sure, whole) != Covering::all;
    for (const int action : {0, 1}) {
      const bool is = known && filter_.default_action.value == (action == 1 ? "permit" : "deny");
      found_.sure[action] = found_.sure[action] || (is && some_left);
      found_.possible[action] = found_.possible[action] || ((is || !known) && maybe_left);
    }
  }

  /// Whether the flow gets one action altogether: no, if some packets surely get the other.
  [[nodiscard]] Answer only(int action) const {
    if (found_.sure[1 - action]) return Answer::no;
    return found_.possible[action] && !found_.possible[1 - action] ? Answer::yes : Answer::unknown;
  }

 private:
  void meet(const Entry& entry, const Product& flow, int action, bool doubtful, const Pointers& sure,
            const Pointers& possible) {
    const auto part_of = [&](const std::vector<Product>& products) {
      std::vector<Product> parts;
      for (const Product& each : products)
        if (Product both = common(each, flow); !both.empty()) parts.push_back(std::move(both));
      return parts;
    };
    const std::vector<Product> maybe = part_of(entry.packets.maybe);
    if (maybe.empty() || covers(search_, sure, maybe) == Covering::all) return;
    found_.possible[action] = true;
    answer_.lines.push_back(entry.rule->lines);
    if (doubtful) return;
    const std::vector<Product> surely = part_of(entry.packets.surely);
    if (!surely.empty() && covers(search_, possible, surely) == Covering::not_all) found_.sure[action] = true;
  }

  const model::Filter& filter_;
  FlowAnswer& answer_;
  CoverSearch search_{most_steps_of_rule};
  Deciders found_;
};

}  // namespace

FlowAnswer flow_through(const model::Device& device, const model::Filter& filter, std::string_view flow) {
  RuleSets sets(device, filter);
  FlowAnswer answer;
  FlowSearch search(filter, answer);
  for (const int family : {4, 6}) {
    const auto packets = sets.reader().read_flow(flow, family);
    answer.is_flow = answer.is_flow && packets.has_value();
    if (!packets || packets->empty() || std::ranges::find(sets.families(), family) == sets.families().end()) continue;
    search.run(sets.of_family(family), *packets);
  }
  answer.permitted = search.only(1);
  answer.denied = search.only(0);
  return answer;
}

Answer permits_all_together(const model::Device& device, const model::Filter& filter) {
  RuleSets sets(device, filter);
  CoverSearch search(most_steps_of_rule);
  Answer answer = Answer::no;
  for (const int family : sets.families()) {
    const std::vector<Entry> entries = sets.of_family(family);
    Pointers sure;
    Pointers possible;
    std::vector<std::pair<Spans, Spans>> asked;
    const auto everything = sets.reader().read_flow("ip any any", family);
    for (const Entry& entry : entries) {
      const bool narrow = entry.rule->other_conditions || entry.rule->opaque;
      const bool ends =
          denies(*entry.rule) || entry.rule->action == "return" || entry.rule->action.starts_with("goto ");
      if (ends && !narrow && everything && std::ranges::any_of(entry.packets.surely, [&](const Product& set) {
            const Pointers one{&set};
            return search.covers(one, *everything) == Covering::all;
          }))
        break;
      if (!permits(*entry.rule)) continue;
      if (!narrow) add_pointers(entry.packets.surely, sure);
      if (!entry.rule->other_conditions && !entry.packets.host_names_only) add_pointers(entry.packets.maybe, possible);
    }
    for (const Entry& entry : entries) {
      if (!permits(*entry.rule) || entry.rule->opaque) continue;
      for (const Product& from : entry.packets.maybe) {
        std::pair zones(from[Property::source_zone], from[Property::destination_zone]);
        if (std::ranges::find(asked, zones) != asked.end()) continue;
        asked.push_back(std::move(zones));
        std::vector<Product> all;
        for (const std::string_view text : {"tcp any any", "udp any any"}) {
          Product& packets = all.emplace_back(*sets.reader().read_flow(text, family));
          packets[Property::source_zone] = from[Property::source_zone];
          packets[Property::destination_zone] = from[Property::destination_zone];
        }
        if (covers(search, sure, all) == Covering::all) return Answer::yes;
        if (covers(search, possible, all) != Covering::not_all) answer = Answer::unknown;
      }
    }
  }
  return answer;
}

}  // namespace muster::analysis
