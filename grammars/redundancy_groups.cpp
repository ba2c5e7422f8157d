#include "grammars/redundancy_groups.hpp"

#include <algorithm>

namespace muster::grammars {

model::RedundancyGroup& redundancy_group(model::Device& device, std::string_view context, const std::string& name,
                                         const std::string& protocol, model::LinesId lines) {
  const auto found = std::ranges::find_if(device.redundancy_groups, [&](const model::RedundancyGroup& each) {
    return each.context == context && each.name.value == name;
  });
  if (found != device.redundancy_groups.end()) {
    found->lines = device.lines.join(found->lines, lines);
    return *found;
  }
  model::RedundancyGroup& to = device.redundancy_groups.emplace_back();
  to.context = context;
  to.lines = lines;
  to.name.set(name, lines);
  to.protocol.set(protocol, lines);
  return to;
}

}  // namespace muster::grammars
