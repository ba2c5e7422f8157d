#include "app/assemble.hpp"
#include "app/commands.hpp"
#include "app/device_report.hpp"
#include "app/file_capture.hpp"
#include "app/group_judging.hpp"
#include "app/judging.hpp"
#include "app/messages.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "app/waiving.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {

ExitCode check_command(const CheckOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return report_error(as_of.error());
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return report_errors(packs.error());
  const auto exceptions = load_exceptions(options.waivers, packs->rules);
  if (!exceptions) return report_errors(exceptions.error());
  const auto [platform, vendor, end] = platform_of_format(*recipes, options.format);
  report::RunReport run;
  run.tool_version = MUSTER_VERSION;
  run.started = run.finished = run.as_of = *as_of;
  run.rules = rule_infos(packs->rules);
  std::vector<policy::MemberFacts> members;
  for (const std::string& file : options.files) {
    const auto capture = file_capture(file, options.format, *as_of);
    if (!capture) return report_error(capture.error());
    auto assembled = assemble({file, platform, vendor, {}, options.role, {}}, std::span(&*capture, 1),
                              crypto::fingerprinter(nullptr));
    open_if_cut(*capture, end, **format, assembled.device);
    DeviceFacts facts = judge_under(exceptions->book, {file, {}, {}}, assembled, std::span(&*capture, 1), packs->rules, {*as_of});
    members.push_back(facts_of(assembled.device, packs->rules, {*as_of}, CollectionFailure::none));
    run.devices.push_back(device_report(std::move(facts), std::span(&*capture, 1), assembled.captures, members.back().lines()));
  }
  run.groups = judge_files(packs->rules, members, {*as_of});
  waive_groups(exceptions->book, run.groups, *as_of);
  add_exceptions(run, *exceptions, {});
  return write_reports(run, {options.html, options.json ? "-" : "", "", 0});
}

}  // namespace muster::app
