#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/tree.hpp"

/// Reads the text of an export into the shared tree: menus are blocks, the statements below them their lines.
namespace muster::grammars::mikrotik_routeros {

/// A comment that says something about the device: `# model = RB4011`.
struct HeadLine {
  std::string_view key;  ///< "version", "model", "serial number"
  std::string_view value;
  std::uint32_t line = 0;
};

/// Where the text cannot be what a device exported: a quote or a brace without its partner.
struct Misfit {
  std::uint32_t line = 0;
  std::string_view reason;
};

struct ConfigTree {
  Tree tree;
  std::vector<HeadLine> head;
  std::optional<Misfit> misfit;
};

/// Linear in the input, without recursion. `/menu words` is a node at depth 0; what follows is below it, also on its
/// own line (`/ip service set telnet disabled=yes`). A backslash at the end of a line continues the statement, quotes
/// and braces may hold line ends. Comments are no statements.
[[nodiscard]] ConfigTree read_config(std::string_view input);

/// Whether `word` is a command that stands below a menu.
[[nodiscard]] bool is_verb(std::string_view word);

}  // namespace muster::grammars::mikrotik_routeros
