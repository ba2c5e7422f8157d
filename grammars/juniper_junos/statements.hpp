#pragma once

#include <string_view>
#include <vector>

#include "grammars/brace_reader.hpp"
#include "grammars/juniper_junos/schema.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars::juniper_junos {

/// The text is one of `set`, `deactivate` and the like, a line each (`show configuration | display set`).
[[nodiscard]] bool is_display_set(std::string_view bytes);

/// The lossless tree of either form; problems of the braces with it.
[[nodiscard]] BraceTree read_tree(std::string_view bytes);

/// Words that say how to put settings together, and are none themselves: `apply-groups`, `groups`.
[[nodiscard]] bool is_inheritance(NodeId parent, std::string_view word);

/// The configuration that the statements of a tree spell.
struct Document {
  explicit Document(std::size_t expected_words) : configuration(expected_words, &is_inheritance) {}
  Configuration configuration;
  std::vector<Statement> statements;
  std::vector<Doubt> doubts;
};
[[nodiscard]] Document read_statements(const Tree& tree, bool display_set);

/// `<ge-*>`: a word that stands for others.
[[nodiscard]] bool is_wildcard(std::string_view word);
/// `*` stands for any text, `?` for one character, `[a-z]` for one of them. Time: the product of both sizes.
[[nodiscard]] bool matches_wildcard(std::string_view wildcard, std::string_view word);

/// Lets every place inherit from the groups that it applies: what stands there itself counts first, then the group of
/// the innermost place, and of one place the group that is named first. Wildcards `<ge-*>` match what is there.
void apply_groups(Document& document);

/// Gives the members of `interface-range` what stands there; after the groups. `input` is what the document was read
/// from.
void expand_interface_ranges(Document& document, std::string_view input);
/// The members that it names are known without the device: no `*` in it.
[[nodiscard]] bool is_resolved_member(std::string_view member);
[[nodiscard]] bool is_resolved_range(std::string_view low, std::string_view high);

}  // namespace muster::grammars::juniper_junos
