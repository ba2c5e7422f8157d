#include <memory>

#include "app/commands.hpp"
#include "app/data_sets.hpp"
#include "app/device_report.hpp"
#include "app/fleet.hpp"
#include "app/intake.hpp"
#include "app/interruption.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "collectors/directory_source.hpp"
#include "collectors/known_devices.hpp"
#include "collectors/ssh_source.hpp"

namespace muster::app {
namespace {

/// The source that the options ask for.
std::unique_ptr<collectors::Source> make_source(const RunOptions& options, const Fleet& fleet, const collectors::Clock& clock) {
  if (options.source.empty()) {
    collectors::SshOptions ssh;
    ssh.kindness.in_flight = static_cast<std::size_t>(options.in_flight);
    ssh.deadlines.idle = ssh.deadlines.prompt = std::chrono::seconds(options.idle_timeout);
    return std::make_unique<collectors::SshSource>(fleet.recipes, clock, ssh);
  }
  collectors::DirectoryOptions directory;
  directory.root = options.source;
  if (options.max_age_hours > 0) directory.freshness = std::chrono::hours(options.max_age_hours);
  return std::make_unique<collectors::DirectorySource>(fleet.recipes, clock, directory);
}

std::vector<CollectJob> make_jobs(const Fleet& fleet) {
  std::vector<CollectJob> jobs;
  for (const Target& target : fleet.targets) jobs.push_back(target.job);
  return jobs;
}

EvaluationManifest make_manifest(const Fleet& fleet, const Packs& packs, const store::Store& store, Timestamp as_of,
                                 std::vector<CaptureReference> captures) {
  EvaluationManifest manifest;
  manifest.tool_version = MUSTER_VERSION;
  manifest.as_of = as_of;
  manifest.captures = std::move(captures);
  manifest.inventory_digest = fleet.inventory_digest;
  manifest.policies = packs.digests;
  manifest.data = data_digests();
  if (store.key()) manifest.key_id = store.key()->key_id();
  return manifest;
}

/// One run from the first connection to the recorded evaluation.
class Run {
 public:
  Run(const RunOptions& options, Fleet fleet, Packs packs, store::Store store, Timestamp as_of)
      : options_(options), fleet_(std::move(fleet)), packs_(std::move(packs)), store_(std::move(store)), as_of_(as_of) {}

  Result<report::RunReport> execute(const Interruption& interruption) {
    report_.started = now();
    const auto run = store_.begin_run({report_.started, MUSTER_VERSION, options_.source.empty() ? "ssh" : "directory",
                                       fleet_.inventory_digest, static_cast<std::uint32_t>(fleet_.targets.size())});
    if (!run) return std::unexpected(run.error());
    report_.run_id = *run;
    Harvest harvest = collect(interruption);
    if (harvest.error) return std::unexpected(*harvest.error);
    if (const auto recorded = record(harvest, interruption.requested()); !recorded) return std::unexpected(recorded.error());
    fill_report(std::move(harvest), interruption.requested());
    return std::move(report_);
  }

 private:
  Harvest collect(const Interruption& interruption) {
    std::stop_source stop;
    const std::stop_callback forward(interruption.token(), [&stop] { stop.request_stop(); });
    Progress progress(fleet_.targets.size(), options_.quiet);
    Intake intake(store_, report_.run_id, packs_.rules, fleet_.targets, as_of_, progress, stop);
    const collectors::SystemClock clock;
    make_source(options_, fleet_, clock)->collect(make_jobs(fleet_), intake, stop.get_token());
    return intake.finish();
  }

  /// A run that was stopped stays incomplete in the store; what it collected is judged all the same.
  Result<void> record(const Harvest& harvest, bool stopped) {
    std::vector<DeviceFacts> facts;
    for (const report::DeviceReport& device : harvest.devices) facts.push_back(device.facts);
    const auto manifest = make_manifest(fleet_, packs_, store_, as_of_, harvest.captures);
    const auto evaluation = store_.record_evaluation(manifest, report_.run_id, facts);
    if (!evaluation) return std::unexpected(evaluation.error());
    report_.evaluation_id = *evaluation;
    report_.finished = now();
    if (stopped) return {};
    return store_.finish_run(report_.run_id, report_.finished);
  }

  void fill_report(Harvest harvest, bool stopped) {
    report_.tool_version = MUSTER_VERSION;
    report_.as_of = as_of_;
    report_.complete = !stopped;
    report_.rules = rule_infos(packs_.rules);
    report_.devices = std::move(harvest.devices);
    report_.gaps = fleet_.gaps;
  }

  const RunOptions& options_;
  Fleet fleet_;
  Packs packs_;
  store::Store store_;
  Timestamp as_of_;
  report::RunReport report_;
};

}  // namespace

ExitCode run_command(const RunOptions& options) {
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return report_error(as_of.error());
  auto packs = load_packs(options.policies);
  if (!packs) return report_errors(packs.error());
  auto fleet = load_fleet({options.inventory, options.recipes, options.devices, options.strict});
  if (!fleet) return report_errors(fleet.error());
  auto store = open_or_create_store(options.store, now());
  if (!store) return report_error(store.error());
  if (options.source.empty()) {
    const auto pins = collectors::KnownDevices::load(known_devices_file(options.store));
    if (!pins) return report_error(pins.error());
    for (Target& target : fleet->targets) resolve_endpoints(target.job, *pins);
  }
  const Interruption interruption;
  Run run(options, std::move(*fleet), std::move(*packs), std::move(*store), *as_of);
  const auto report = run.execute(interruption);
  if (!report) return report_error(report.error());
  const ExitCode code = write_reports(*report, {options.html, options.json, options.store, options.tolerated_not_assessed});
  return interruption.requested() ? ExitCode::interrupted : code;
}

}  // namespace muster::app
