#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/verdict.hpp"
#include "policy/evaluation.hpp"
#include "policy/rules.hpp"

namespace muster::policy {

/// A value as a message shows it: control characters escaped, at most 200 bytes, never a secret.
[[nodiscard]] std::string show(const Value& value);

/// The same at the end of a text.
void append_shown(std::string& text, const Value& value);

/// The rule's message with its placeholders filled in.
[[nodiscard]] std::string fill_message(std::span<const MessagePart> parts, Evaluation& evaluation,
                                       std::span<const Value> variables);

/// Sorted, each once, joined where they touch; at most 50 ranges.
[[nodiscard]] std::vector<Evidence> tidy(std::vector<Evidence> lines);

/// Why a value is unknown: one sentence for each reason, and the lines behind them.
struct Explanation {
  std::vector<std::string> reasons;
  std::vector<Evidence> evidence;
};
[[nodiscard]] Explanation explain(const Cause* cause, const model::Device& device);

}  // namespace muster::policy
