#include "app/shrinking.hpp"

#include <fmt/format.h>

#include "app/fleet.hpp"
#include "core/secret.hpp"

namespace muster::app {

bool is_configuration(const grammars::Format& format) {
  return !format.contributes.without(Domain::routes | Domain::listeners | Domain::software).empty();
}

Result<void> ShrinkGuard::check(CollectionOutcome& outcome) const {
  if (accepted_.contains(outcome.device_id) || accepted_.contains(device_name(outcome.device_id, outcome.member)))
    return {};
  for (Capture& capture : outcome.captures)
    if (auto checked = check(outcome, capture); !checked) return checked;
  return {};
}

Result<void> ShrinkGuard::check(const CollectionOutcome& outcome, Capture& capture) const {
  const grammars::Format* const format = grammars::find_format(capture.format);
  if (!capture.complete() || format == nullptr || !is_configuration(*format)) return {};
  const auto before =
      store_.last_good_size(outcome.device_id, outcome.member, capture.context, capture.command, capture.format);
  if (!before) return std::unexpected(before.error());
  if (!*before || !has_shrunk(**before, capture.bytes.size())) return {};
  capture.failure = CollectionFailure::shrunk;
  capture.detail = fmt::format("{} bytes, the last good one had {}", capture.bytes.size(), **before);
  capture.limits.clear();
  wipe(capture.bytes);
  capture.bytes.clear();
  return {};
}

}  // namespace muster::app
