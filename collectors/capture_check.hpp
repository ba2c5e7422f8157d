#pragma once

#include <string>
#include <string_view>

#include "collectors/recipe.hpp"
#include "core/capture.hpp"

namespace muster::collectors {

/// A capture of `command` with nothing in it yet.
[[nodiscard]] Capture capture_of(const RecipeCommand& command, Timestamp started);

/// Decides whether a normalised output is whole: no error marker (`refused`), the end marker last (`truncated`), within
/// its limit (`oversize`). Puts the bytes into the capture only then.
void judge_output(Capture& capture, const RecipeCommand& command, const Recipe& recipe, std::string output);

void fail_capture(Capture& capture, CollectionFailure failure, std::string detail);

}  // namespace muster::collectors
