#pragma once

#include <string_view>

#include "grammars/tree.hpp"

namespace muster::grammars::cisco_asa {

/// The statements of a configuration of ASA: by indentation, as the device prints it. Lines with a colon in front and
/// the checksum are its frame. A text in which no statement is indented was typed or pasted: there a line belongs to
/// the block above it if it is one of those that stand in such a block only, as on the device.
[[nodiscard]] Tree read_lines(std::string_view input);

}  // namespace muster::grammars::cisco_asa
