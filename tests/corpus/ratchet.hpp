#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace muster::test {

/// How much of a format's corpus is accounted for.
struct Share {
  std::size_t files = 0;
  double lines = 0;       ///< percent of the lines that are understood or ignored on purpose
  double assessable = 0;  ///< percent of (rule, file) pairs in scope with a known verdict; 0: no rule is in scope
};

/// tests/corpus/ratchet.tsv: format, files, lines, assessable.
[[nodiscard]] std::map<std::string, Share> read_ratchet(const std::filesystem::path& path);
void write_ratchet(const std::filesystem::path& path, const std::map<std::string, Share>& shares);

/// What every format of configurations must reach: percent of lines, and of (rule, file) pairs with a verdict.
struct Gate {
  double lines, assessable;
};
/// Nothing for outputs of commands: their folders hold those of other commands, too.
[[nodiscard]] std::optional<Gate> gate_of(const std::string& format);

}  // namespace muster::test
