#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/paths/configuration.hpp"

/// The two forms in which VyOS writes a configuration: `set system host-name r1` and `system { host-name r1 }`. Both
/// spell the same paths.
namespace muster::grammars::vyos {

/// The configuration that a text spells. The AS number of `protocols bgp 65000 ...`, the form of VyOS 1.3 and before,
/// stands at `protocols bgp system-as`, the place of later releases.
struct Document {
  explicit Document(std::size_t expected_words) : configuration(expected_words) {}
  paths::Configuration configuration;
  std::vector<paths::Statement> statements;
  std::vector<paths::Doubt> doubts;
  std::vector<Diagnostic> problems;
  std::uint32_t line_count = 0;
};
[[nodiscard]] Document read_document(std::string_view bytes);

/// The lossless tree of the text, written out again.
[[nodiscard]] std::string write_document(std::string_view bytes);

}  // namespace muster::grammars::vyos
