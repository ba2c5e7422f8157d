#include <algorithm>
#include <utility>

#include "analysis/filter_sets.hpp"
#include "analysis/rule_sets.hpp"

namespace muster::analysis {
namespace {

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

}  // namespace muster::analysis
