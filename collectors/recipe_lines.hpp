#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "collectors/recipe.hpp"

namespace muster::collectors {

/// Something that a recipe may type or run on a device.
struct RecipeLine {
  enum class Kind : std::uint8_t {
    detect,    ///< finds out the platform
    answer,    ///< keys at a question before the first prompt
    secret,    ///< a secret, at the question for it; `send` is empty
    enable,    ///< raises the privilege
    prepare,   ///< pager off and the like
    proof,     ///< shows what the account can see
    contexts,  ///< names the contexts
    guard,     ///< shows the processor's load
    enter,     ///< goes into a context
    command,   ///< its output is a capture
    leave,     ///< goes back to the device
    logout,
  };
  Kind kind = Kind::command;
  std::string send;  ///< the exact line (`{context}` stands for a name that is not known yet); keys for an answer
  std::string when;  ///< the condition; empty: always
  const RecipeCommand* command = nullptr;  ///< for a command; points into the recipe
};

/// Everything that the recipe may send, in the order of a session. With `contexts` the lines of a context stand once
/// for each name, otherwise once with `{context}`.
[[nodiscard]] std::vector<RecipeLine> recipe_lines(const Recipe& recipe, std::span<const std::string> contexts = {});

/// `line` with every `{context}` replaced by `name`, which must be a safe one (`is_safe_context_name`).
[[nodiscard]] std::string with_context(std::string_view line, std::string_view name);

}  // namespace muster::collectors
