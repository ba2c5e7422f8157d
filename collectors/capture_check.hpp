#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/recipe.hpp"
#include "core/capture.hpp"

namespace muster::collectors {

/// A capture of `command`, in its context, with nothing in it yet.
[[nodiscard]] Capture capture_of(const RecipeCommand& command, Timestamp started);

/// Decides whether a normalised output is whole: no error marker (`refused`), the end marker last (`truncated`), within
/// its limit (`oversize`). Puts the bytes into the capture only then, with what the recipe knows as marks of something
/// held back; `limits` are those of the session.
void judge_output(Capture& capture, const RecipeCommand& command, const Recipe& recipe,
                  const std::vector<CaptureLimit>& limits, std::string output);

void fail_capture(Capture& capture, CollectionFailure failure, std::string detail);

/// What became of a capture, for the timeline: its line and size, or why it failed.
[[nodiscard]] std::string summary(const Capture& capture);

/// The first line of a normalised text that is a log message and no answer; empty if there is none.
[[nodiscard]] std::string_view noise_in(std::string_view text, const Recipe& recipe);

}  // namespace muster::collectors
