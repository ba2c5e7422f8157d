#include "analysis/filter_sets.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "analysis/rule_packets.hpp"

namespace muster::analysis {
namespace {

constexpr std::uint64_t most_steps = 60'000'000;         ///< for each filter: 10,000 rules need 50 million
constexpr std::uint64_t most_steps_of_rule = 4'000'000;  ///< for one rule
constexpr std::size_t most_blockers = 16;                ///< beyond, those that hide a rule are not reduced
constexpr std::string_view six_suffix = " ip6";

bool permits(const model::FilterRule& rule) { return rule.action == "permit"; }
bool denies(const model::FilterRule& rule) { return rule.action == "deny" || rule.action == "reject"; }
bool decides(const model::FilterRule& rule) { return permits(rule) || denies(rule) || rule.action == "return"; }

/// A rule that the product has by itself, for packets that stay in a zone.
bool within_zone(const model::FilterRule& rule) {
  return rule.other_conditions &&
         (rule.name.starts_with("intrazone") ||
          (rule.source_zone == rule.destination_zone && !rule.source_zone.empty() && rule.source_zone != "any"));
}

/// A rule and its packets, of one family.
struct Entry {
  const model::FilterRule* rule = nullptr;
  RulePackets packets;
};

/// A filter's rules as packet sets. "12 ip6" is the part for IPv6 of a rule "12" of both families.
class RuleSets {
 public:
  RuleSets(const model::Device& device, const model::Filter& filter)
      : filter_(filter), groups_(device), reader_(groups_, filter.context) {
    if (filter.family.value != "ip6") families_.push_back(4);
    if (filter.family.value == "ip6" || filter.family.value == "inet") families_.push_back(6);
    split_ = std::ranges::any_of(
        filter.rules, [](const model::FilterRule& rule) { return rule.name.find(six_suffix) != std::string::npos; });
  }

  [[nodiscard]] const std::vector<int>& families() const { return families_; }
  [[nodiscard]] RuleReader& reader() { return reader_; }
  [[nodiscard]] GroupCatalogue& groups() { return groups_; }

  [[nodiscard]] std::vector<Entry> of_family(int family) {
    std::vector<Entry> entries;
    entries.reserve(filter_.rules.size());
    for (const model::FilterRule& rule : filter_.rules) {
      entries.push_back({&rule, {}});
      const bool six = rule.name.find(six_suffix) != std::string::npos;
      if (!split_ || rule.opaque || six == (family == 6)) entries.back().packets = reader_.read(rule, family);
    }
    return entries;
  }

 private:
  const model::Filter& filter_;
  GroupCatalogue groups_;
  RuleReader reader_;
  std::vector<int> families_;
  bool split_ = false;
};

using Pointers = std::vector<const Product*>;

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
    const Covering by_sure = covers(search, sure, entry.packets.maybe);
    if (by_sure == Covering::all) {
      answer = Hidden::yes;
      note_blockers(index, entry, sure, owners);
    } else if (by_sure == Covering::not_all && !entry.packets.surely.empty()) {
      if (covers(search, possible, entry.packets.surely) == Covering::not_all) answer = Hidden::no;
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

/// A list of names joined by commas, with the groups in it looked up.
template <class Each>
void for_groups(std::string_view list, Each each) {
  constexpr std::string_view word = "group ";
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (const std::string_view part = list.substr(0, comma); part.starts_with(word)) each(part.substr(word.size()));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

/// Names that the product itself gives a meaning.
bool product_defined(std::string_view name) {
  return name == "application-default" || name == "none" || name == "internet-service" || name.starts_with("junos-");
}

void doubt(RuleList& list, const model::FilterRule& rule, std::string reason) {
  if (list.open) return;
  list.open = true;
  list.reason = std::move(reason);
  list.doubtful = rule.lines;
}

}  // namespace

RuleList unreachable_rules(const model::Device& device, const model::Filter& filter) {
  RuleSets sets(device, filter);
  Shadows shadows(filter);
  for (const int family : sets.families()) shadows.look_at(sets.of_family(family));
  RuleList list = shadows.result();
  for (const model::FilterRule& rule : filter.rules)
    if (rule.opaque) doubt(list, rule, "rule " + rule.name + " was not understood");
  return list;
}

RuleList any_service_rules(const model::Device& device, const model::Filter& filter) {
  RuleSets sets(device, filter);
  RuleList list;
  const auto all_services = [](const Product& product) {
    return product[Property::protocol].contains(RuleReader::all_protocols()) &&
           product[Property::destination_port].contains(RuleReader::all_ports()) &&
           product[Property::application].contains({0, ~Number{0}});
  };
  for (const model::FilterRule& rule : filter.rules) {
    if (rule.opaque) doubt(list, rule, "rule " + rule.name + " was not understood");
    const bool elsewhere = rule.other_conditions && rule.source_zone.empty();
    if (rule.opaque || !permits(rule) || rule.established || elsewhere || within_zone(rule)) continue;
    bool found = false;
    bool possible = false;
    for (const int family : sets.families()) {
      const RulePackets packets = sets.reader().read(rule, family);
      found = found || std::ranges::any_of(packets.surely, all_services);
      possible = possible || std::ranges::any_of(packets.maybe, all_services);
    }
    if (found)
      list.rules.push_back({rule.name, {rule.lines}});
    else if (possible)
      doubt(list, rule, "rule " + rule.name + " names something that is not known");
  }
  return list;
}

RuleList unresolved_groups(const model::Device& device, const model::Filter& filter) {
  GroupCatalogue groups(device);
  RuleList list;
  for (const model::FilterRule& rule : filter.rules) {
    if (rule.opaque) doubt(list, rule, "rule " + rule.name + " was not understood");
    if (rule.opaque || rule.disabled) continue;
    const auto look = [&](std::string_view kind, std::string_view name) {
      if (product_defined(name)) return;
      const GroupMembers& group = groups.find(kind, name, filter.context);
      if (!group.defined)
        list.rules.push_back({rule.name + ": " + std::string(name) + " is not defined", {rule.lines}, true});
      else if (std::ranges::any_of(group.members, [](std::string_view member) {
                 return member == "any" || member == "any any" || member == "0.0.0.0/0" || member == "::/0";
               }))
        list.rules.push_back({rule.name + ": " + std::string(name) + " holds everything", {rule.lines}});
      else if (!group.complete)
        doubt(list, rule, "group " + std::string(name) + " is not all known");
    };
    for (const std::string* text : {&rule.source, &rule.destination})
      for_groups(*text, [&](std::string_view name) { look("address", name); });
    for (const std::string* text : {&rule.source_port, &rule.destination_port})
      for_groups(*text, [&](std::string_view name) { look("service", name); });
  }
  return list;
}

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
