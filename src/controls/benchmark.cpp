#include "controls/benchmark.hpp"

#include <algorithm>
#include <array>

namespace muster::controls {
namespace {

constexpr std::array<UncoveredReason, 7> reasons{{
    {"document", "a written policy, plan, diagram or approval is asked for"},
    {"interview", "people have to be asked how they work"},
    {"physical", "cables, rooms and labels are looked at"},
    {"live test", "something has to be tried on the device while somebody watches"},
    {"outside", "it is done elsewhere: on an AAA, log or backup server, by a provider, in an application"},
    {"inherent", "the product does it, or cannot, whatever its configuration says"},
    {"not modelled", "it stands in the configuration, and no rule reads it"},
}};

}  // namespace

std::span<const UncoveredReason> uncovered_reasons() { return reasons; }

std::string_view to_string(Coverage coverage) {
  constexpr std::array<std::string_view, 3> names{"full", "part", "none"};
  return names[static_cast<std::size_t>(coverage)];
}

std::optional<Severity> severity_of(const Control& control) {
  return control.override ? std::optional(control.override->severity) : control.severity;
}

std::string severity_text(const Control& control) {
  const auto severity = severity_of(control);
  if (!severity) return {};
  if (control.group.empty()) return std::string(to_string(*severity));
  switch (*severity) {
    case Severity::critical:
    case Severity::high:
      return "CAT I";
    case Severity::medium:
      return "CAT II";
    default:
      return "CAT III";
  }
}

std::string release_text(const Benchmark& benchmark) {
  std::string text = "version " + benchmark.version;
  if (!benchmark.release.empty()) text += ", release " + benchmark.release;
  return text + ", " + day_text(benchmark.date);
}

std::string day_text(Timestamp time) { return muster::to_string(time).substr(0, 10); }

const Control* find_control(const Benchmark& benchmark, std::string_view id) {
  const auto found = std::ranges::find_if(benchmark.controls, [id](const Control& control) {
    return control.id == id || (!control.group.empty() && control.group == id);
  });
  return found == benchmark.controls.end() ? nullptr : &*found;
}

}  // namespace muster::controls
