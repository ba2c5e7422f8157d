#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/tree.hpp"

/// The lossless tree of FortiOS: `config PATH`, `edit NAME`, `set KEY VALUES`, `unset KEY`, `next`, `end`.
namespace muster::grammars::fortinet_fortios {

/// A place where blocks and their ends do not fit: what the device makes of the text is not certain.
struct Misfit {
  std::uint32_t line = 0;
  std::string reason;
};

struct ConfigTree {
  /// Nodes are the heads of blocks (`config ...`, `edit ...`) and the settings in them, these without their `set`.
  /// `next`, `end`, comments, and blocks of `config` that hold nothing are structure.
  Tree tree;
  std::optional<Misfit> misfit;  ///< the first one
  /// `FGT60F-7.4.8-FW-build2795-250523` of the head `#config-version=...`; empty if there is none.
  std::string_view head;
  std::uint32_t head_line = 0;
};

/// Linear in the input, without recursion. Quoted values may reach over several lines.
[[nodiscard]] ConfigTree read_config(std::string_view input);

}  // namespace muster::grammars::fortinet_fortios
