#pragma once

#include <expected>
#include <string_view>

#include "policy/ast.hpp"
#include "policy/token.hpp"

namespace muster::policy {

/// Parses a CEL expression and expands its macros. Never recurses deeper than 250 nested expressions; time is linear
/// in the text. An error says what was expected and what stands there, at a byte of the text.
[[nodiscard]] std::expected<Ast, SyntaxError> parse_expression(std::string_view text);

}  // namespace muster::policy
