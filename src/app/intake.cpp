#include "app/intake.hpp"

#include <algorithm>
#include <tuple>

#include "app/assemble.hpp"
#include "app/device_report.hpp"
#include "app/judging.hpp"
#include "app/transcript.hpp"
#include "app/waiving.hpp"

namespace muster::app {
namespace {

constexpr std::size_t most_in_transaction = 256;
constexpr std::size_t weight_of_nothing = 4096;  ///< what an outcome without any output costs

const crypto::KeyRing* key_of(const store::Store& store) { return store.key() ? &*store.key() : nullptr; }

std::size_t weight_of(const CollectionOutcome& outcome) {
  std::size_t weight = weight_of_nothing;
  for (const Capture& capture : outcome.captures) weight += capture.bytes.size();
  for (const TranscriptPart& part : outcome.transcript) weight += part.text.size();
  return weight;
}

std::size_t pool_size(std::size_t wanted) {
  const std::size_t machine = std::thread::hardware_concurrency();
  return wanted != 0 ? wanted : machine > 2 ? machine - 1 : 1;
}

DeviceEnd end_of(const Target& target, const CollectionOutcome& outcome, const DeviceFacts& facts) {
  DeviceEnd end{target.identity.id, facts.platform, target.identity.site, outcome.failure, outcome.detail};
  if (!outcome.timeline.empty()) end.milliseconds = outcome.timeline.back().milliseconds;
  end.captures = outcome.captures.size();
  end.failed_captures = static_cast<std::size_t>(
      std::ranges::count_if(outcome.captures, [](const Capture& capture) { return !capture.complete(); }));
  for (const Capture& capture : outcome.captures) end.bytes += capture.bytes.size();
  end.retries = static_cast<std::size_t>(std::ranges::count(outcome.timeline, "retry", &CollectEvent::phase));
  return end;
}

}  // namespace

Intake::Intake(IntakeSetup setup, std::stop_source stop)
    : setup_(std::move(setup)),
      stop_(std::move(stop)),
      fingerprint_(crypto::fingerprinter(key_of(setup_.store))),
      shrink_guard_(setup_.store, setup_.accepted_shrunk),
      gate_(setup_.most_bytes, setup_.most_devices) {
  for (std::size_t i = 0; i < setup_.fleet.targets.size(); ++i) index_.emplace(setup_.fleet.targets[i].identity.id, i);
  for (std::size_t i = 0; i < pool_size(setup_.workers); ++i) readers_.emplace_back([this] { read_all(); });
  writer_ = std::thread([this] { write_all(); });
}

Intake::~Intake() { join(); }

void Intake::join() {
  arrived_.close();
  for (std::thread& reader : readers_)
    if (reader.joinable()) reader.join();
  ready_.close();
  if (writer_.joinable()) writer_.join();
}

void Intake::begun(const CollectJob& job) { setup_.listener.device_begun(device_name(job.device_id, job.member)); }

void Intake::deliver(CollectionOutcome&& outcome) {
  auto work = std::make_unique<Work>();
  work->outcome = std::move(outcome);
  enter(std::move(work));
}

void Intake::deliver_recorded(CollectionOutcome&& outcome, std::vector<CaptureReference> references) {
  auto work = std::make_unique<Work>();
  work->outcome = std::move(outcome);
  work->references = std::move(references);
  work->recorded = true;
  enter(std::move(work));
}

void Intake::enter(WorkPointer work) {
  const auto found = index_.find(device_name(work->outcome.device_id, work->outcome.member));
  if (found == index_.end()) return;
  work->target = found->second;
  work->weight = weight_of(work->outcome);
  gate_.enter(work->weight);
  arrived_.push(std::move(work));
}

void Intake::read_all() {
  while (auto work = arrived_.pop()) {
    process(**work);
    ready_.push(std::move(*work));
  }
}

/// The part that needs the processor: a function of the outcome and of what the store held before the run.
void Intake::process(Work& work) const {
  const Target& target = setup_.fleet.targets[work.target];
  CollectionOutcome& outcome = work.outcome;
  std::ranges::stable_sort(outcome.captures, {},
                           [](const Capture& capture) { return std::tie(capture.context, capture.command); });
  if (!work.recorded)
    if (auto checked = shrink_guard_.check(outcome); !checked) {
      work.error = checked.error();
      return;
    }
  const DeviceIdentity identity = identified(target.identity, outcome, setup_.fleet.recipes);
  AssembledDevice assembled = assemble(identity, outcome.captures, fingerprint_);
  static const waivers::Book nothing;
  DeviceFacts facts = judge_under(setup_.waivers == nullptr ? nothing : *setup_.waivers, subject_of(target), assembled,
                                  outcome.captures, setup_.rules, {setup_.as_of, &target.parameters});
  facts.failure = outcome.failure;
  facts.detail = outcome.detail;
  work.member = facts_of(assembled.device, setup_.rules, {setup_.as_of, &target.parameters}, outcome.failure);
  work.report = device_report(std::move(facts), outcome.captures, assembled.captures, work.member.lines());
  if (setup_.transcripts != nullptr && !outcome.transcript.empty())
    setup_.transcripts->write(identity, outcome, assembled.captures, fingerprint_);
  for (ReadCapture& capture : assembled.captures) work.redacted.push_back(std::move(capture.text));
  if (auto prepared = prepare(work); !prepared) work.error = prepared.error();
}

Result<void> Intake::prepare(Work& work) const {
  if (work.recorded) return {};
  auto prepared = setup_.store.prepare({&work.outcome, work.redacted});
  if (!prepared) return std::unexpected(prepared.error());
  work.prepared = std::move(*prepared);
  return {};
}

void Intake::write_all() {
  for (auto batch = ready_.pop_batch(most_in_transaction); !batch.empty();
       batch = ready_.pop_batch(most_in_transaction))
    write(std::move(batch));
}

/// After an error nothing more is kept: what the store refused must not be reported as a run's.
void Intake::write(std::vector<WorkPointer> batch) {
  for (const WorkPointer& work : batch)
    if (work->error && !harvest_.error) harvest_.error = work->error;
  if (!harvest_.error)
    if (auto recorded = record(batch); !recorded) harvest_.error = recorded.error();
  if (harvest_.error) stop_.request_stop();
  for (WorkPointer& work : batch) {
    if (!harvest_.error) settle(*work);
    const std::size_t weight = work->weight;
    work.reset();
    gate_.leave(weight);
  }
}

Result<void> Intake::record(std::span<const WorkPointer> batch) const {
  std::vector<store::PreparedRecord> prepared;
  for (const WorkPointer& work : batch)
    if (work->prepared) prepared.push_back(std::move(*work->prepared));
  if (prepared.empty()) return {};
  const auto begin = std::chrono::steady_clock::now();
  auto references = setup_.record(prepared);
  if (!references) return std::unexpected(references.error());
  const auto duration = std::chrono::steady_clock::now() - begin;
  setup_.listener.stored(prepared.size(), std::chrono::duration_cast<std::chrono::milliseconds>(duration));
  std::size_t next = 0;
  for (const WorkPointer& work : batch)
    if (work->prepared) work->references = std::move((*references)[next++]);
  return {};
}

void Intake::settle(Work& work) {
  std::ranges::move(work.references, std::back_inserter(harvest_.captures));
  DeviceEnd end = end_of(setup_.fleet.targets[work.target], work.outcome, work.report.facts);
  end.recorded_before = work.recorded;
  work.report.timeline = std::move(work.outcome.timeline);
  harvest_.facts.insert_or_assign(setup_.fleet.targets[work.target].identity.id, std::move(work.member));
  done_.insert_or_assign(work.target, std::move(work.report));
  setup_.listener.device_finished(end);
}

Harvest Intake::finish() {
  join();
  for (auto& [index, report] : done_) harvest_.devices.push_back(std::move(report));
  std::ranges::sort(harvest_.captures, {}, [](const CaptureReference& reference) {
    return std::tie(reference.device_id, reference.member, reference.context, reference.command);
  });
  return std::move(harvest_);
}

}  // namespace muster::app
