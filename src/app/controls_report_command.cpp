#include <algorithm>
#include <map>
#include <set>

#include "app/assemble.hpp"
#include "app/benchmarks.hpp"
#include "app/commands.hpp"
#include "app/file_capture.hpp"
#include "app/files.hpp"
#include "app/fleet.hpp"
#include "app/group_judging.hpp"
#include "app/judging.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "app/waiving.hpp"
#include "crypto/key_ring.hpp"
#include "report/controls_report.hpp"
#include "report/wording.hpp"

namespace muster::app {
namespace {

/// What was judged, however it came: the facts of the devices, the rules that were asked, and when.
struct Judged {
  std::vector<DeviceFacts> devices;
  std::vector<std::vector<std::string>> formats;  ///< of each device
  std::vector<GroupVerdicts> groups;
  std::vector<std::string> rules;                 ///< sorted
  std::string about;
  Timestamp as_of{};

  [[nodiscard]] std::vector<controls::Subject> subjects() const {
    std::vector<controls::Subject> made;
    for (std::size_t i = 0; i < devices.size(); ++i) made.push_back({&devices[i], formats[i]});
    return made;
  }
};

using Errors = std::vector<Error>;

std::unexpected<Errors> one(Error error) { return std::unexpected(Errors{std::move(error)}); }

/// All shipped packs, and those of the user that are none of them.
std::vector<std::string> all_packs(const std::vector<std::string>& policies) {
  std::vector<std::string> packs = shipped_packs();
  for (const std::string& path : policies)
    if (std::ranges::find(packs, path) == packs.end()) packs.push_back(path);
  return packs;
}

std::expected<Judged, Errors> judge_given_files(const ControlsReportOptions& options, const collectors::RecipeBook& recipes) {
  if (options.format.empty())
    return one({ErrorKind::usage, "--as: say which format the files have ('muster formats')", {}});
  const auto format = require_format(options.format);
  if (!format) return one(format.error());
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return one(as_of.error());
  const auto packs = load_packs(all_packs(options.policies), &recipes);
  if (!packs) return std::unexpected(packs.error());
  const auto exceptions = load_exceptions(options.waivers, packs->rules);
  if (!exceptions) return std::unexpected(exceptions.error());
  const auto [platform, vendor, end] = platform_of_format(recipes, options.format);
  Judged judged{{}, {}, {}, {}, report::counted(options.files.size(), "file"), *as_of};
  for (const policy::RuleInfo& rule : packs->rules.rules()) judged.rules.push_back(rule.id);
  std::vector<policy::MemberFacts> members;
  for (const std::string& file : options.files) {
    const auto capture = file_capture(file, options.format, *as_of);
    if (!capture) return one(capture.error());
    auto assembled = assemble({file, platform, vendor, {}, options.role, {}}, std::span(&*capture, 1),
                              crypto::fingerprinter(nullptr));
    open_if_cut(*capture, end, **format, assembled.device);
    judged.devices.push_back(
        judge_under(exceptions->book, {file, {}, {}}, assembled, std::span(&*capture, 1), packs->rules, {*as_of}));
    judged.formats.push_back({options.format});
    members.push_back(facts_of(assembled.device, packs->rules, {*as_of}, CollectionFailure::none));
  }
  judged.groups = app::judge_files(packs->rules, members, {*as_of});
  waive_groups(exceptions->book, judged.groups, *as_of);
  return judged;
}

Result<store::EvaluationId> chosen_evaluation(const store::Store& store, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  const auto all = store.evaluations();
  if (!all) return std::unexpected(all.error());
  if (all->empty()) return fail(ErrorKind::not_found, "the store holds no evaluation yet: 'muster run' makes one");
  return all->front().id;
}

/// The verdicts that were recorded; a rule that gave no verdict was not part of the run.
std::expected<Judged, Errors> read_store(const ControlsReportOptions& options) {
  if (!options.waivers.empty())
    return one({ErrorKind::usage, "--waivers: an evaluation in the store has its own, from 'muster run'", {}});
  if (!options.as_of.empty())
    return one({ErrorKind::usage, "--as-of: an evaluation in the store keeps its own time", {}});
  const auto store = open_existing_store(options.store);
  if (!store) return one(store.error());
  const auto id = chosen_evaluation(*store, options.evaluation);
  if (!id) return one(id.error());
  auto evaluation = store->evaluation(*id);
  if (!evaluation) return one(evaluation.error());
  Judged judged{std::move(evaluation->devices),
                {},
                std::move(evaluation->groups),
                {},
                "evaluation " + *id + " of " + evaluation->run,
                evaluation->manifest.as_of};
  std::map<std::string, std::vector<std::string>, std::less<>> formats;
  for (const CaptureReference& capture : evaluation->manifest.captures)
    formats[device_name(capture.device_id, capture.member)].push_back(capture.format);
  std::set<std::string> rules;
  for (const DeviceFacts& facts : judged.devices) {
    judged.formats.push_back(formats[facts.device_id]);
    for (const Verdict& verdict : facts.verdicts) rules.insert(verdict.rule_id);
  }
  for (const GroupVerdicts& group : judged.groups)
    for (const Verdict& verdict : group.verdicts) rules.insert(verdict.rule_id);
  judged.rules.assign(rules.begin(), rules.end());
  return judged;
}

ExitCode write(const report::ControlsReport& report, const ControlsReportOptions& options) {
  if (!options.html.empty())
    if (const auto written = write_file(options.html, report::controls_html(report)); !written)
      return report_error(written.error());
  const ExitCode code = report::controls_exit_code(report.benchmarks);
  if (options.json) return print(report::controls_json(report), code);
  return print(report::controls_text(report, {.colour = stdout_has_colour(), .all = options.all}), code);
}

}  // namespace

ExitCode controls_report_command(const ControlsReportOptions& options) {
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto benchmarks = load_all_benchmarks(options.benchmark_files, options.policies, *recipes);
  if (!benchmarks) return report_errors(benchmarks.error());
  const auto attestations = read_attestations(options.attestations, *benchmarks);
  if (!attestations) return report_errors(attestations.error());
  const auto judged = options.files.empty() ? read_store(options) : judge_given_files(options, *recipes);
  if (!judged) return report_errors(judged.error());
  const std::vector<controls::Subject> subjects = judged->subjects();
  const auto chosen = chosen_benchmarks(*benchmarks, options.benchmarks, subjects);
  if (!chosen) return report_error(chosen.error());
  report::ControlsReport report{MUSTER_VERSION, judged->about, judged->as_of, {}};
  for (const controls::Benchmark* const benchmark : *chosen)
    report.benchmarks.push_back(assess(*benchmark, {subjects, judged->rules, *attestations, judged->as_of, judged->groups,
                                                    benchmarks->group_rules}));
  return write(report, options);
}

}  // namespace muster::app
