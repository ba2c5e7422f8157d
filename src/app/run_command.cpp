#include <fmt/format.h>

#include <memory>
#include <utility>

#include "app/commands.hpp"
#include "app/data_sets.hpp"
#include "app/device_report.hpp"
#include "app/fleet.hpp"
#include "app/group_judging.hpp"
#include "app/intake.hpp"
#include "app/interruption.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/progress.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "app/run_controls.hpp"
#include "app/run_lock.hpp"
#include "app/run_log.hpp"
#include "app/run_plan.hpp"
#include "app/run_resume.hpp"
#include "app/run_source.hpp"
#include "app/transcript.hpp"
#include "app/waiving.hpp"
#include "collectors/completeness.hpp"

namespace muster::app {
namespace {

using Names = std::set<std::string, std::less<>>;

EvaluationManifest make_manifest(const Fleet& fleet, const Packs& packs, const Exceptions& exceptions,
                                 const store::Store& store, Timestamp as_of, std::vector<CaptureReference> captures) {
  EvaluationManifest manifest;
  manifest.tool_version = MUSTER_VERSION;
  manifest.as_of = as_of;
  manifest.captures = std::move(captures);
  manifest.inventory_digest = fleet.inventory_digest;
  manifest.policies = packs.digests;
  manifest.policies.insert(exceptions.digests.begin(), exceptions.digests.end());
  manifest.data = data_digests();
  if (store.key()) manifest.key_id = store.key()->key_id();
  return manifest;
}

/// The outcome of a device to which nothing is sent at this time.
CollectionOutcome not_now(const Target& target, const collectors::RecipeBook& recipes) {
  CollectionOutcome outcome = collectors::outcome_for(target.job);
  const auto recipe = recipes.compose(target.job.platform, target.job.features);
  collectors::fail_whole(outcome, recipe ? &*recipe : nullptr, CollectionFailure::not_tried, target.not_now);
  return outcome;
}

/// A run's inputs, checked and loaded.
struct RunInputs {
  const RunOptions& options;
  Fleet fleet;
  Packs packs;
  Exceptions exceptions;
  store::Store store;
  Timestamp as_of;
  std::optional<store::Run> resumed;  ///< the run to go on with
  Names accepted_shrunk;
  std::unique_ptr<TranscriptWriter> transcripts;
  RunListeners listeners;
  std::optional<RunControls> controls{};
};

/// One run from the first connection to the recorded evaluation.
class Run {
 public:
  explicit Run(RunInputs& inputs) : in_(inputs) {}

  Result<report::RunReport> execute(const Interruption& interruption) {
    if (auto begun = begin(); !begun) return std::unexpected(std::move(begun).error());
    const auto lock = RunLock::take(in_.options.store, report_.run_id);
    if (!lock) return std::unexpected(lock.error());
    begun_ = true;
    auto harvest = collect(interruption);
    if (!harvest) return std::unexpected(std::move(harvest).error());
    report_.devices = std::move(harvest->devices);
    report_.groups = judge_groups(in_.packs.rules, in_.fleet, harvest->facts, in_.as_of);
    waive_groups(in_.exceptions.book, report_.groups, in_.as_of);
    if (auto recorded = record(std::move(harvest->captures), interruption.requested()); !recorded)
      return std::unexpected(std::move(recorded).error());
    fill_report(interruption.requested());
    in_.listeners.run_finished(report_);
    return std::move(report_);
  }

  /// True once it is in the store: it can be gone on with, whatever stopped it.
  [[nodiscard]] bool begun() const { return begun_; }
  [[nodiscard]] const store::RunId& id() const { return report_.run_id; }

 private:
  /// The run of the store that this one is: a new one, or the one to go on with.
  Result<void> begin() {
    auto options = kept_options(in_.options);
    if (!options) return std::unexpected(std::move(options).error());
    const store::RunInfo info{now(),
                              MUSTER_VERSION,
                              std::string(source_kind(in_.options)),
                              in_.fleet.inventory_digest,
                              static_cast<std::uint32_t>(in_.fleet.targets.size()),
                              std::move(*options)};
    report_.started = in_.resumed ? in_.resumed->info.started : info.started;
    if (in_.resumed) {
      if (auto errors = resume_obstacles(*in_.resumed, info); !errors.empty()) return std::unexpected(errors.front());
      report_.run_id = in_.resumed->id;
      return {};
    }
    auto run = in_.store.begin_run(info);
    if (!run) return std::unexpected(std::move(run).error());
    report_.run_id = std::move(*run);
    return {};
  }

  Result<Harvest> collect(const Interruption& interruption) {
    std::stop_source stop;
    const std::stop_callback forward(interruption.token(), [&stop] { stop.request_stop(); });
    announce();
    const Recorder recorder = [this](std::span<store::PreparedRecord> devices) {
      return in_.store.record(report_.run_id, devices);
    };
    Intake intake({.store = in_.store,
                   .record = recorder,
                   .rules = in_.packs.rules,
                   .fleet = in_.fleet,
                   .as_of = in_.as_of,
                   .listener = in_.listeners,
                   .accepted_shrunk = in_.accepted_shrunk,
                   .waivers = &in_.exceptions.book,
                   .transcripts = in_.transcripts.get(),
                   .workers = static_cast<std::size_t>(in_.options.workers)},
                  stop);
    Names done;
    if (in_.resumed) {
      auto delivered = deliver_recorded(in_.store, report_.run_id, intake);
      if (!delivered) return std::unexpected(std::move(delivered).error());
      done = std::move(*delivered);
    }
    const std::vector<CollectJob> jobs = remaining_jobs(done, intake);
    const collectors::SystemClock clock;
    make_source(in_.options, in_.fleet, clock, in_.listeners)->collect(jobs, intake, stop.get_token());
    Harvest harvest = intake.finish();
    if (harvest.error) return std::unexpected(*harvest.error);
    return harvest;
  }

  void announce() {
    in_.listeners.run_begun({report_.run_id, std::string(source_kind(in_.options)), in_.fleet.targets.size(),
                             in_.resumed ? in_.resumed->recorded - in_.resumed->failed : std::size_t{0}});
  }

  std::vector<CollectJob> remaining_jobs(const Names& done, Intake& intake) const {
    std::vector<CollectJob> jobs;
    for (const Target& target : in_.fleet.targets) {
      if (done.contains(target.identity.id)) continue;
      if (target.not_now.empty())
        jobs.push_back(target.job);
      else
        intake.deliver(not_now(target, in_.fleet.recipes));
    }
    return jobs;
  }

  /// A run that was stopped stays incomplete in the store; what it collected is judged all the same.
  Result<void> record(std::vector<CaptureReference> captures, bool stopped) {
    std::vector<DeviceFacts> facts;
    for (report::DeviceReport& device : report_.devices) facts.push_back(std::move(device.facts));
    const auto manifest = make_manifest(in_.fleet, in_.packs, in_.exceptions, in_.store, in_.as_of, std::move(captures));
    auto evaluation = in_.store.record_evaluation(manifest, report_.run_id, facts, report_.groups);
    if (!evaluation) return std::unexpected(std::move(evaluation).error());
    for (std::size_t i = 0; i < facts.size(); ++i) report_.devices[i].facts = std::move(facts[i]);
    report_.evaluation_id = std::move(*evaluation);
    report_.finished = now();
    if (stopped) return {};
    return in_.store.finish_run(report_.run_id, report_.finished);
  }

  void fill_report(bool stopped) {
    report_.tool_version = MUSTER_VERSION;
    report_.as_of = in_.as_of;
    report_.complete = !stopped;
    report_.rules = rule_infos(in_.packs.rules);
    report_.gaps = in_.fleet.gaps;
    add_exceptions(report_, in_.exceptions, in_.fleet.targets);
  }

  RunInputs& in_;
  report::RunReport report_;
  bool begun_ = false;
};

/// The ids of the devices that the names stand for.
Result<Names> devices_named(const Fleet& fleet, const std::vector<std::string>& wanted) {
  Names names;
  for (const std::string& name : wanted) {
    bool found = false;
    for (const Target& target : fleet.targets)
      if (is_named(target, name)) {
        names.insert(target.identity.id);
        found = true;
      }
    if (!found) return fail(ErrorKind::usage, "--accept-shrunk: no device or group '" + name + "' in this run");
  }
  return names;
}

Result<void> add_listeners(RunInputs& inputs) {
  const RunOptions& options = inputs.options;
  if (!options.quiet && options.log_json != "-") inputs.listeners.add(std::make_unique<Progress>());
  if (options.log_json.empty()) return {};
  auto log = RunLog::open(options.log_json);
  if (!log) return std::unexpected(std::move(log).error());
  inputs.listeners.add(std::move(*log));
  return {};
}

Result<void> add_recording(RunInputs& inputs) {
  if (inputs.options.record.empty()) return {};
  auto writer = TranscriptWriter::open(inputs.options.record);
  if (!writer) return std::unexpected(std::move(writer).error());
  inputs.transcripts = std::make_unique<TranscriptWriter>(std::move(*writer));
  return {};
}

Result<void> add_pins(Fleet& fleet, const RunOptions& options) {
  if (!options.source.empty()) {
    for (Target& target : fleet.targets) target.not_now.clear();  // nothing is sent to anybody
    return {};
  }
  const auto pins = collectors::KnownDevices::load(known_devices_file(options.store));
  if (!pins) return std::unexpected(pins.error());
  for (Target& target : fleet.targets) resolve_endpoints(target.job, *pins);
  return {};
}

void say_how_to_go_on(const RunOptions& options, const store::RunId& run) {
  const RunOptions usual;
  std::string where;
  if (options.inventory != usual.inventory) where += " --inventory " + options.inventory;
  if (options.store != usual.store) where += " --store " + options.store;
  fmt::print(stderr, "muster: stopped; `muster run{} --resume {}` goes on with it\n", where, run);
}

ExitCode perform(RunInputs& inputs) {
  const RunOptions& options = inputs.options;
  for (const auto& ready : {add_listeners(inputs), add_recording(inputs), add_pins(inputs.fleet, options)})
    if (!ready) return report_error(ready.error());
  const Interruption interruption;
  Run run(inputs);
  const auto report = run.execute(interruption);
  if (!report) {
    const ExitCode failed = report_error(report.error());
    if (run.begun()) say_how_to_go_on(options, run.id());
    return failed;
  }
  const std::vector<controls::BenchmarkResult> benchmarks = assess_run(inputs.controls, *report);
  const ExitCode code = write_reports(
      *report, {options.html, options.json, options.store, options.tolerated_not_assessed, benchmarks});
  if (!report->complete) say_how_to_go_on(options, report->run_id);
  if (inputs.transcripts)
    if (const auto error = inputs.transcripts->error()) return report_error(*error);
  return report->complete ? code : ExitCode::interrupted;
}

/// A resumed run is for the devices that it was begun for.
Result<std::optional<store::Run>> choose_run(const store::Store& store, RunOptions& options) {
  if (options.resume.empty()) return std::nullopt;
  auto run = find_incomplete(store, options.resume);
  if (!run) return std::unexpected(std::move(run).error());
  if (options.devices.empty()) options.devices = devices_of(*run);
  return std::optional(std::move(*run));
}

}  // namespace

ExitCode run_command(const RunOptions& given) {
  RunOptions options = given;
  if (options.dry_run) return dry_run(options);
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return report_error(as_of.error());
  std::optional<store::Store> store;
  std::optional<store::Run> resumed;
  if (!options.resume.empty()) {
    auto opened = open_existing_store(options.store);
    if (!opened) return report_error(opened.error());
    store = std::move(*opened);
    auto chosen = choose_run(*store, options);
    if (!chosen) return report_error(chosen.error());
    resumed = std::move(*chosen);
  }
  auto fleet = load_fleet({options.inventory, options.recipes, options.devices, options.strict});
  if (!fleet) return report_errors(fleet.error());
  auto controls = load_run_controls(options);
  if (!controls) return report_errors(controls.error());
  auto packs = load_packs(packs_of_run(options, *controls), &fleet->recipes);
  if (!packs) return report_errors(packs.error());
  auto exceptions = load_exceptions(options.waivers, packs->rules, *fleet, options.inventory);
  if (!exceptions) return report_errors(exceptions.error());
  auto accepted = devices_named(*fleet, options.accepted_shrunk);
  if (!accepted) return report_error(accepted.error());
  if (!store) {
    auto opened = open_or_create_store(options.store, now());
    if (!opened) return report_error(opened.error());
    store = std::move(*opened);
  }
  RunInputs inputs{options,
                   std::move(*fleet),
                   std::move(*packs),
                   std::move(*exceptions),
                   std::move(*store),
                   *as_of,
                   std::move(resumed),
                   std::move(*accepted),
                   {},
                   {}};
  inputs.controls = std::move(*controls);
  return perform(inputs);
}

}  // namespace muster::app
