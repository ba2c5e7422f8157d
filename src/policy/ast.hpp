#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "policy/regex.hpp"
#include "policy/type.hpp"
#include "policy/value.hpp"

namespace muster::policy {

using NodeId = std::uint32_t;

enum class NodeKind : std::uint8_t {
  literal,    ///< index: constant
  name,       ///< index: name; detail: 1 after a leading dot; after the check `variable` or `local`
  variable,   ///< index: of the environment
  local,      ///< index: slot of a macro's variable
  select,     ///< operand.name; index: name; with `field`: of an object of the model
  has,        ///< has(operand.name)
  element,    ///< operand[key]
  call,       ///< index: name before the check, function after it; detail: 1 with a receiver
  operation,  ///< detail: Operator
  list,
  map,          ///< children: key, value, key, value, ...
  conditional,  ///< condition, then, else
  all_of,       ///< a && b && ...
  any_of,       ///< a || b || ...
  fold,         ///< detail: Fold; index: slot (the second variable has the next); children: range, body...
  bind,         ///< cel.bind; index: slot; children: value, body
  invalid,      ///< could not be resolved; evaluates to an error
};

enum class Operator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  negate,
  logical_not,
};

enum class Fold : std::uint8_t { all, exists, exists_one, map, filter, transform_list, transform_map, group_by };

/// A node of an expression: 40 bytes, children by index.
struct Node {
  NodeKind kind = NodeKind::invalid;
  std::uint8_t detail = 0;
  std::uint8_t variables = 0;  ///< fold: 1 or 2
  std::uint16_t height = 1;
  std::uint32_t offset = 0;  ///< of its first or most telling byte in the text
  std::uint32_t first = 0;   ///< of `children`
  std::uint32_t count = 0;
  std::uint32_t index = 0;
  std::uint32_t regex = 0;  ///< matches() with a literal pattern: 1 + index of `regexes`
  const model::Field* field = nullptr;
};

/// A parsed expression in flat vectors; after the check ready to be evaluated.
struct Ast {
  std::vector<Node> nodes;
  std::vector<NodeId> children;
  std::vector<Value> constants;
  std::vector<std::string> names;                         ///< each once
  std::vector<std::unique_ptr<const std::string>> texts;  ///< what constants point into
  std::vector<Regex> regexes;
  std::vector<std::uint32_t> fold_names;  ///< two names for each fold or bind node, at `Node::index` before the check
  NodeId root = 0;
  std::uint32_t slots = 0;  ///< how many local variables are alive at once, at most

  [[nodiscard]] std::span<const NodeId> children_of(const Node& node) const {
    return std::span(children).subspan(node.first, node.count);
  }
};

}  // namespace muster::policy
