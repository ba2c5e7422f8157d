#pragma once

#include <string>

#include "grammars/juniper_junos/config.hpp"

/// What the routing protocols share.
namespace muster::grammars::juniper_junos {

/// `import [ A B ]`: the policies in their order, joined by a comma; absent if `list` is no node.
void put_policies(Place place, NodeId list, model::Text& to);

/// `protocols isis`: a neighbour for each interface.
[[nodiscard]] Outcome isis(Place place);

/// `protocols rip` and `ripng`: the neighbours of their groups.
[[nodiscard]] Outcome read_rip(Place place, const std::string& protocol);

}  // namespace muster::grammars::juniper_junos
