#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "grammars/haproxy/config.hpp"
#include "grammars/haproxy/decisions.hpp"

namespace muster::grammars::haproxy {

/// When a rule applies, as far as the path decides it.
struct Condition {
  enum class Kind : std::uint8_t { always, in, not_in } kind = Kind::always;
  std::vector<Match> matches;  ///< one of kind "other" where something else than the path decides
};

/// The ACLs of a proxy by name; several lines of one name are alternatives.
using Acls = std::unordered_map<std::string, std::vector<Match>>;

/// What an `acl` line (after its name) or the inside of `{ ... }` matches. Anything that is no plain test of the path
/// gives one match of kind "other".
[[nodiscard]] std::vector<Match> read_acl(std::span<const Word> words);

/// Reads from the word `if` or `unless` on; without either the condition always holds.
[[nodiscard]] Condition read_condition(std::span<const Word> words, const Acls& acls);

}  // namespace muster::grammars::haproxy
