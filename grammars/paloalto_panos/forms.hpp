#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/paths/configuration.hpp"

/// The three forms in which PAN-OS writes a configuration. All of them spell the same paths.
namespace muster::grammars::paloalto_panos {

enum class Form : std::uint8_t {
  set,     ///< `set deviceconfig system hostname fw1`
  braces,  ///< `deviceconfig { system { hostname fw1; } }`
  xml,     ///< `<deviceconfig><system><hostname>fw1</hostname></system></deviceconfig>`
};
/// Told from the first bytes that are no comment.
[[nodiscard]] Form form_of(std::string_view bytes);

/// The configuration that a text spells.
struct Document {
  explicit Document(std::size_t expected_words) : configuration(expected_words) {}
  paths::Configuration configuration;
  std::vector<paths::Statement> statements;
  std::vector<paths::Doubt> doubts;
  std::vector<Diagnostic> problems;
};
[[nodiscard]] Document read_document(std::string_view bytes);

/// The lossless tree or pieces of the text, written out again.
[[nodiscard]] std::string write_document(std::string_view bytes);

// One for each form.
[[nodiscard]] Document read_set(std::string_view bytes);
[[nodiscard]] Document read_nested(std::string_view bytes);
[[nodiscard]] Document read_xml(std::string_view bytes);
[[nodiscard]] std::string write_set(std::string_view bytes);
[[nodiscard]] std::string write_nested(std::string_view bytes);

}  // namespace muster::grammars::paloalto_panos
