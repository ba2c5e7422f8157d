#pragma once

#include <cstddef>
#include <string_view>

#include "policy/ast.hpp"

namespace muster::policy {

/// The bytes of an expression's text that a node stands for, with the parentheses that belong to them.
struct TextSpan {
  std::size_t offset = 0;
  std::size_t size = 0;
};
[[nodiscard]] TextSpan span_of(const Ast& ast, NodeId node, std::string_view text);

}  // namespace muster::policy
