#include "grammars/cisco/failover_pair.hpp"

#include <algorithm>

namespace muster::grammars::cisco {

model::RedundancyGroup& failover_pair(model::Device& device, const std::string& context, model::LinesId lines) {
  const auto found = std::ranges::find_if(device.redundancy_groups, [&](const model::RedundancyGroup& group) {
    return group.context == context && group.protocol.value == "failover";
  });
  if (found != device.redundancy_groups.end()) {
    found->lines = device.lines.join(found->lines, lines);
    return *found;
  }
  model::RedundancyGroup& group = device.redundancy_groups.emplace_back();
  group.context = context;
  group.lines = lines;
  group.name.set("failover", lines);
  group.protocol.set("failover", lines);
  return group;
}

}  // namespace muster::grammars::cisco
