#pragma once

#include <cstdint>

namespace muster::analysis {

/// What an analysis says of a question. `unknown` is not a kind of `no`: a rule that meets it is not assessed.
enum class Answer : std::uint8_t { yes, no, unknown };

}  // namespace muster::analysis
