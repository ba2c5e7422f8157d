#include "app/intake.hpp"

#include <algorithm>

#include "app/assemble.hpp"
#include "app/device_report.hpp"

namespace muster::app {
namespace {

const crypto::KeyRing* key_of(const store::Store& store) { return store.key() ? &*store.key() : nullptr; }

}  // namespace

Intake::Intake(store::Store& store, store::RunId run, const policy::PolicySet& rules, std::span<const Target> targets,
               Timestamp as_of, Progress& progress, std::stop_source stop)
    : store_(store),
      run_(std::move(run)),
      rules_(rules),
      targets_(targets),
      as_of_(as_of),
      progress_(progress),
      stop_(std::move(stop)),
      fingerprint_(crypto::fingerprinter(key_of(store))) {
  for (std::size_t i = 0; i < targets.size(); ++i) index_.emplace(targets[i].identity.id, i);
  worker_ = std::thread([this] { work(); });
}

Intake::~Intake() {
  queue_.close();
  if (worker_.joinable()) worker_.join();
}

void Intake::work() {
  while (auto outcome = queue_.pop()) take(std::move(*outcome));
}

void Intake::take(CollectionOutcome outcome) {
  const std::string name = device_name(outcome.device_id, outcome.member);
  const auto found = index_.find(name);
  if (found == index_.end() || harvest_.error) return;
  const Target& target = targets_[found->second];
  std::ranges::sort(outcome.captures, {}, [](const Capture& capture) { return std::tie(capture.context, capture.command); });
  AssembledDevice assembled = assemble(target.identity, outcome.captures, fingerprint_);
  std::vector<RedactedText> redacted;
  for (const ReadCapture& capture : assembled.captures) redacted.push_back(capture.text);
  auto references = store_.record(run_, outcome, redacted);
  if (!references) {
    harvest_.error = references.error();
    stop_.request_stop();
    return;
  }
  std::ranges::move(*references, std::back_inserter(harvest_.captures));
  DeviceFacts facts = judge(assembled, rules_, {as_of_, &target.parameters});
  facts.failure = outcome.failure;
  facts.detail = outcome.detail;
  auto report = device_report(std::move(facts), outcome.captures, std::move(assembled.captures));
  report.timeline = std::move(outcome.timeline);
  done_.insert_or_assign(found->second, std::move(report));
  const bool failed = outcome.failure != CollectionFailure::none;
  progress_.device_done(name, failed ? std::string(to_string(outcome.failure)) + (outcome.detail.empty() ? "" : ": " + outcome.detail) : "");
}

Harvest Intake::finish() {
  queue_.close();
  worker_.join();
  for (auto& [index, report] : done_) harvest_.devices.push_back(std::move(report));
  std::ranges::sort(harvest_.captures, {}, [](const CaptureReference& reference) {
    return std::tie(reference.device_id, reference.member, reference.context, reference.command);
  });
  return std::move(harvest_);
}

}  // namespace muster::app
