#include "collectors/capture_check.hpp"

#include "collectors/completeness.hpp"

namespace muster::collectors {

Capture capture_of(const RecipeCommand& command, Timestamp started) {
  Capture capture;
  capture.command = command.name;
  capture.sent = command.send;
  capture.format = command.format;
  capture.started = started;
  capture.normaliser_version = normaliser_version;
  return capture;
}

void fail_capture(Capture& capture, CollectionFailure failure, std::string detail) {
  capture.failure = failure;
  capture.detail = std::move(detail);
  capture.bytes.clear();
}

void judge_output(Capture& capture, const RecipeCommand& command, const Recipe& recipe, std::string output) {
  if (const auto error = error_line(output, recipe.errors))
    return fail_capture(capture, CollectionFailure::refused, "the device answered: " + quoted(*error));
  if (output.size() > command.max_bytes)
    return fail_capture(capture, CollectionFailure::oversize,
                        "more than " + std::to_string(command.max_bytes) + " bytes");
  if (!command.end.empty() && last_line(output) != command.end)
    return fail_capture(capture, CollectionFailure::truncated,
                        "the output ended after " + std::to_string(output.size()) + " bytes without '" + command.end + "'");
  capture.bytes = std::move(output);
}

}  // namespace muster::collectors
