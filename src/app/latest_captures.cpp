#include "app/latest_captures.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace muster::app {
namespace {

using ByName = std::map<std::string, std::vector<CaptureReference>, std::less<>>;

Result<ByName> references_of(const store::Store& store, const store::RunId& run) {
  auto references = store.captures(run);
  if (!references) return std::unexpected(references.error());
  ByName by_name;
  for (CaptureReference& reference : *references)
    by_name[device_name(reference.device_id, reference.member)].push_back(std::move(reference));
  return by_name;
}

/// Puts the raw bytes back.
Result<void> fetch(const store::Store& store, CollectionOutcome& outcome,
                   const std::vector<CaptureReference>& references) {
  for (Capture& capture : outcome.captures) {
    if (!capture.complete()) continue;
    const auto reference = std::ranges::find_if(references, [&](const CaptureReference& candidate) {
      return std::tie(candidate.context, candidate.command) == std::tie(capture.context, capture.command);
    });
    if (reference == references.end())
      return fail(ErrorKind::corrupt, "a capture of " + outcome.device_id + " is not in the store");
    const auto raw = store.raw(reference->sealed_id);
    if (!raw) return std::unexpected(raw.error());
    capture.bytes = raw->reveal();
  }
  std::ranges::stable_sort(outcome.captures, {},
                           [](const Capture& capture) { return std::tie(capture.context, capture.command); });
  return {};
}

}  // namespace

Result<std::size_t> for_each_latest(const store::Store& store, const std::vector<Target>& targets,
                                    const std::function<void(const Target&, const CollectionOutcome&)>& visit) {
  std::map<std::string_view, const Target*> missing;
  for (const Target& target : targets) missing.emplace(target.identity.id, &target);
  const auto runs = store.runs();
  if (!runs) return std::unexpected(runs.error());
  for (const store::Run& run : *runs) {
    if (missing.empty()) break;
    auto outcomes = store.outcomes(run.id);
    if (!outcomes) return std::unexpected(outcomes.error());
    const auto references = references_of(store, run.id);
    if (!references) return std::unexpected(references.error());
    for (CollectionOutcome& outcome : *outcomes) {
      const std::string name = device_name(outcome.device_id, outcome.member);
      const auto target = missing.find(name);
      if (target == missing.end() || outcome.failure != CollectionFailure::none) continue;
      const auto own = references->find(name);
      if (auto fetched =
              fetch(store, outcome, own == references->end() ? std::vector<CaptureReference>() : own->second);
          !fetched)
        return std::unexpected(fetched.error());
      visit(*target->second, outcome);
      missing.erase(target);
    }
  }
  return missing.size();
}

}  // namespace muster::app
