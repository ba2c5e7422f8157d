#include "collectors/capture_check.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

/// The first line for which `holds`; empty if there is none.
template <class Predicate>
std::string_view find_line(std::string_view text, Predicate holds) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string_view line = text.substr(0, end); !line.empty() && holds(line)) return line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

bool ruled_out(const Pattern& filter, std::string_view text) { return !filter.empty() && !filter.found_in(text); }

void add_limits(Capture& capture, const Recipe& recipe) {
  if (recipe.limits.empty() || ruled_out(recipe.limit_filter, capture.bytes)) return;
  for (const RecipeLimit& limit : recipe.limits)
    if (!find_line(capture.bytes, [&](std::string_view line) { return limit.pattern.found_in(line); }).empty())
      capture.limits.push_back({limit.reason, limit.domains});
}

/// Looks only at lines that hold what each log message holds.
std::string_view noise_with(std::string_view needed, std::string_view text, const Pattern& noise) {
  for (std::size_t at = text.find(needed); at != std::string_view::npos; at = text.find(needed, at)) {
    const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is 0
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (noise.matches_whole(text.substr(begin, end - begin))) return text.substr(begin, end - begin);
    at = end;
  }
  return {};
}

}  // namespace

Capture capture_of(const RecipeCommand& command, Timestamp started) {
  Capture capture;
  capture.command = command.name;
  capture.sent = command.send;
  capture.format = command.format;
  capture.context = command.context;
  capture.started = started;
  capture.normaliser_version = normaliser_version;
  return capture;
}

void fail_capture(Capture& capture, CollectionFailure failure, std::string detail) {
  capture.failure = failure;
  capture.detail = std::move(detail);
  capture.bytes.clear();
}

void judge_output(Capture& capture, const RecipeCommand& command, const Recipe& recipe,
                  const std::vector<CaptureLimit>& limits, std::string output) {
  if (const auto error = error_line(output, recipe.errors))
    return fail_capture(capture, CollectionFailure::refused, "the device answered: " + quoted(*error));
  if (output.size() > command.max_bytes)
    return fail_capture(capture, CollectionFailure::oversize,
                        "more than " + std::to_string(command.max_bytes) + " bytes");
  if (!command.end.empty() && last_line(output) != command.end)
    return fail_capture(capture, CollectionFailure::truncated,
                        "the output ended after " + std::to_string(output.size()) + " bytes without '" + command.end + "'");
  capture.bytes = std::move(output);
  capture.limits = limits;
  add_limits(capture, recipe);
}

std::string summary(const Capture& capture) {
  const std::string where = capture.context.empty() ? "" : " in " + capture.context;
  return fmt::format("{}{}: {}", capture.sent, where,
                     capture.complete() ? fmt::format("{} bytes", capture.bytes.size())
                                        : std::string(to_string(capture.failure)));
}

std::string_view noise_in(std::string_view text, const Recipe& recipe) {
  if (!recipe.noise_text.empty()) return noise_with(recipe.noise_text, text, recipe.shell.noise);
  if (recipe.shell.noise.empty() || ruled_out(recipe.noise_filter, text)) return {};
  return find_line(text, [&](std::string_view line) { return recipe.shell.noise.matches_whole(line); });
}

}  // namespace muster::collectors
