#pragma once

#include <span>
#include <string_view>

#include <string>

#include "grammars/juniper_junos/config.hpp"

/// What the routing protocols share.
namespace muster::grammars::juniper_junos {

/// What stands below `node` and is none of `words` is not understood: routing, or a key of it.
void expect_words(Place place, NodeId node, std::span<const std::string_view> words, std::string_view expected);

/// `import [ A B ]`: the policies in their order, joined by a comma; absent if `list` is no node.
void put_policies(Place place, NodeId list, model::Text& to);

/// `protocols isis`: a neighbour for each interface.
[[nodiscard]] Outcome isis(Place place);

/// `protocols rip` and `ripng`: the neighbours of their groups.
[[nodiscard]] Outcome read_rip(Place place, const std::string& protocol);

}  // namespace muster::grammars::juniper_junos
