#include "grammars/cisco/group_index.hpp"

namespace muster::grammars::cisco {

GroupIndex::GroupIndex(model::Device& device, std::string_view context) : device_(device), context_(context) {
  for (std::size_t i = 0; i < device.redundancy_groups.size(); ++i)
    if (device.redundancy_groups[i].context == context) by_name_.emplace(device.redundancy_groups[i].name.value, i);
}

model::RedundancyGroup& GroupIndex::find_or_add(std::string_view protocol, std::string_view owner, std::int64_t number,
                                                std::string_view suffix, model::LinesId lines) {
  std::string name(protocol);
  if (!owner.empty()) name.append(" ").append(owner);
  name.append(" ").append(std::to_string(number)).append(suffix);
  const auto [place, added] = by_name_.emplace(std::move(name), device_.redundancy_groups.size());
  if (added) {
    model::RedundancyGroup& group = device_.redundancy_groups.emplace_back();
    group.context = context_;
    group.name.set(place->first, lines);
    group.protocol.set(std::string(protocol), lines);
    group.group.set(number, lines);
  }
  model::RedundancyGroup& group = device_.redundancy_groups[place->second];
  group.lines = device_.lines.join(group.lines, lines);
  return group;
}

}  // namespace muster::grammars::cisco
