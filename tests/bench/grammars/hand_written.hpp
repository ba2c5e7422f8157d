#pragma once

#include <string_view>
#include <vector>

#include "grammars/cisco/access_entry.hpp"
#include "grammars/tree.hpp"

/// What a person would write by hand for these two inputs only, without diagnostics: the yardstick.
namespace muster::bench {

std::vector<grammars::Node> hand_written_tree(std::string_view input);

/// `line` is one entry of an extended access list, sequence and action included; false if it is none.
bool hand_written_entry(std::string_view line, grammars::cisco::AccessEntry& entry);

}  // namespace muster::bench
