#include "report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "report/advice.hpp"
#include "report/causes.hpp"
#include "report/counts.hpp"
#include "report/excerpt.hpp"
#include "report/findings.hpp"
#include "report/groups.hpp"
#include "report/rule_table.hpp"
#include "report/terminal_exceptions.hpp"
#include "report/terminal_page.hpp"
#include "report/visible_text.hpp"
#include "report/waivers.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t label_width = 16;
constexpr std::size_t longest_line = 400;

Ink severity_ink(Severity severity) {
  return severity <= Severity::high ? Ink::red : severity == Severity::medium ? Ink::yellow : Ink::bold;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string_view without_indent(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

/// Names of the first devices, "and N more".
std::string device_list(std::span<const DeviceReport* const> devices, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, devices.size()); ++i)
    text.append(i == 0 ? "" : ", ").append(device_name(devices[i]->facts));
  if (devices.size() > limit) text += fmt::format(" and {} more", devices.size() - limit);
  return text;
}

/// The first of `total` names.
std::string and_more(std::string_view first, std::size_t total) {
  return total > 1 ? fmt::format("{} and {} more", first, total - 1) : std::string(first);
}

/// Builds the page part by part; one object per summary.
class Summary {
 public:
  Summary(const RunReport& run, const TerminalOptions& options)
      : run_(run),
        options_(options),
        rules_(run),
        counts_(count(run, rules_)),
        failures_(group_by_rule(run, rules_, VerdictStatus::fail)),
        errors_(group_by_rule(run, rules_, VerdictStatus::error)),
        reasons_(group_by_reason(run)),
        lost_devices_(lost_devices(run)),
        lost_captures_(lost_captures(run)),
        limits_(limits_seen(run)),
        page_(std::max<std::size_t>(40, options.columns), options.colour) {}

  std::string text() {
    headline();
    failures();
    together();
    losses("NOT COLLECTED", fmt::format("{} of {}", counts_.not_collected(), counted(counts_.devices, "device")),
           lost_devices_);
    losses("COLLECTED IN PART", counted(counts_.partly_collected, "device"), lost_captures_);
    limits();
    not_assessed();
    errors();
    put_exceptions(page_, run_, options_);
    gaps();
    sections();
    next_steps();
    paths();
    return page_.take();
  }

 private:
  void headline();
  void verdict_line();
  void failures();
  void failure_group(const FindingGroup& group);
  void cause(const CauseGroup& group);
  void together();
  void group_finding(const GroupFinding& finding);
  void finding(const Finding& item);
  void losses(std::string_view title, const std::string& size, const std::vector<LossGroup>& groups);
  void loss_group(const LossGroup& group);
  void limits();
  void not_assessed();
  void errors();
  void gaps();
  void sections();
  void section_row(const SectionCounts& section, std::size_t name_width);
  void next_steps();
  void paths();
  void step(const std::string& text) { page_.paragraph(2, 3, fmt::format("{}. {}", ++steps_, text)); }
  [[nodiscard]] bool has_report() const { return !options_.html_path.empty() || !options_.json_path.empty(); }
  [[nodiscard]] std::size_t failed_devices() const;
  [[nodiscard]] std::size_t open_verdicts() const;
  void more(std::size_t indent, std::size_t total, std::size_t limit, std::string_view what);

  const RunReport& run_;
  const TerminalOptions& options_;
  RuleTable rules_;
  RunCounts counts_;
  std::vector<FindingGroup> failures_;
  std::vector<FindingGroup> errors_;
  std::vector<ReasonGroup> reasons_;
  std::vector<LossGroup> lost_devices_;
  std::vector<LossGroup> lost_captures_;
  std::vector<LimitGroup> limits_;
  TerminalPage page_;
  int steps_ = 0;
};

void Summary::more(std::size_t indent, std::size_t total, std::size_t limit, std::string_view what) {
  if (total <= limit) return;
  const std::string missing = counted(total - limit, "more " + std::string(what));
  page_.line(indent,
             fmt::format("... and {} {}", missing, has_report() ? "(see the report)" : "(--html FILE writes all)"),
             Ink::dim);
}

void Summary::headline() {
  const std::string run = run_.run_id.empty() ? "" : "run " + run_.run_id + "  ";
  page_.line(0,
             fmt::format("MUSTER  {}{}  {}", run, to_string(run_.started), duration_text(run_.finished - run_.started)),
             Ink::bold);
  if (!run_.complete)
    page_.paragraph(0, 2, "RUN NOT COMPLETE: it was stopped before its end. What is missing is not assessed.",
                    Ink::red);
  page_.paragraph(0, 2, population_text(run_, counts_));
  page_.blank();
  verdict_line();
}

void Summary::verdict_line() {
  using enum VerdictStatus;
  const StatusCounts& verdicts = counts_.verdicts;
  page_.line(
      2, fmt::format("{:>6} fail{}", verdicts[fail], verdicts[fail] > 0 ? "          " + severities_text(counts_) : ""),
      verdicts[fail] > 0 ? Ink::red : Ink::plain);
  if (counts_.in_grace > 0) page_.line(9, grace_text(counts_), Ink::dim);
  page_.line(2,
             fmt::format("{:>6} not assessed{}", verdicts.unproven(),
                         verdicts[error] > 0 ? fmt::format("  of them {} by an error", verdicts[error]) : ""),
             verdicts.unproven() > 0 ? Ink::yellow : Ink::plain);
  page_.line(2, fmt::format("{:>6} pass", verdicts[pass]), Ink::green);
  std::string rest = fmt::format("{:>6} not applicable", verdicts[not_applicable]);
  if (verdicts[waived] > 0) rest += fmt::format(", {} waived", verdicts[waived]);
  if (verdicts[out_of_scope] > 0) rest += fmt::format(", {} out of scope", verdicts[out_of_scope]);
  page_.line(2, rest);
}

void Summary::failures() {
  if (failures_.empty()) return;
  std::size_t findings = 0;
  for (const FindingGroup& group : failures_) findings += group.findings.size();
  page_.heading(fmt::format("FAILED: {} on {}", counted(findings, "finding"),
                            counted(counts_.devices_with_failures, "device")),
                Ink::red);
  for (std::size_t i = 0; i < std::min(options_.max_groups, failures_.size()); ++i) failure_group(failures_[i]);
  more(2, failures_.size(), options_.max_groups, "rule");
}

void Summary::failure_group(const FindingGroup& group) {
  page_.blank();
  page_.entry(0, upper(to_string(group.severity)), 8, group.rule->title, severity_ink(group.severity));
  page_.line(10,
             fmt::format("{}: {} on {}", group.rule->id, counted(group.findings.size(), "finding"),
                         counted(group.devices, "device")),
             Ink::dim);
  if (!group.rule->deprecated.empty())
    page_.paragraph(10, 2, "The rule is deprecated: " + one_line(group.rule->deprecated), Ink::dim);
  const std::vector<CauseGroup> causes = causes_of(group);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < std::min(options_.max_findings, causes.size()); ++i) {
    cause(causes[i]);
    shown += causes[i].findings.size();
  }
  more(2, group.findings.size(), shown, "finding");
  if (!group.rule->remedy.empty()) page_.entry(2, "To do", label_width, one_line(group.rule->remedy));
}

/// One finding stands for all that have the same cause.
void Summary::cause(const CauseGroup& group) {
  finding(group.findings.front());
  if (group.findings.size() == 1) return;
  std::vector<const DeviceReport*> others = devices_of(group);
  others.erase(others.begin());
  const std::string more = counted(group.findings.size() - 1, "more finding");
  if (others.empty()) return page_.paragraph(4, 2, fmt::format("the same cause: {} on this device", more), Ink::dim);
  page_.paragraph(4, 2, fmt::format("the same cause: {}, on {}", more, device_list(others, options_.max_findings)), Ink::dim);
}

void Summary::finding(const Finding& item) {
  const Verdict& verdict = *item.verdict;
  const std::string doubt = verdict.in_doubt ? "in doubt (may not apply): " : "";
  const std::string grace = verdict.grace_until.empty() ? "" : "(" + grace_text(verdict) + ") ";
  page_.entry(2, item.device->facts.device_id, label_width, grace + doubt + verdict.message, Ink::bold);
  Excerpts excerpts(*item.device);
  const std::vector<Excerpt> cut = excerpts.cut(verdict.evidence, {.context = 0, .max_lines = 2});
  for (std::size_t i = 0; i < std::min<std::size_t>(2, cut.size()); ++i)
    for (const ExcerptLine& line : cut[i].lines)
      page_.line(4,
                 fmt::format("{}:{} | {}", item.device->captures[cut[i].capture].command, line.number,
                             shortened(without_indent(line.text), longest_line)),
                 Ink::dim);
  if (!verdict.fingerprint.empty()) page_.line(4, "finding " + verdict.fingerprint, Ink::dim);
}

void Summary::together() {
  if (run_.groups.empty()) return;
  std::size_t total = 0;
  for (const GroupVerdicts& group : run_.groups) total += group.verdicts.size();
  const auto failed = group_findings(run_, rules_, VerdictStatus::fail);
  auto unproven = group_findings(run_, rules_, VerdictStatus::error);
  std::ranges::move(group_findings(run_, rules_, VerdictStatus::not_assessed), std::back_inserter(unproven));
  page_.heading(fmt::format("DEVICES TOGETHER: {} about {}, {} failed, {} not assessed", counted(total, "verdict"),
                            counted(run_.groups.size(), "group"), failed.size(), unproven.size()),
                failed.empty() ? unproven.empty() ? Ink::plain : Ink::yellow : Ink::red);
  for (std::size_t i = 0; i < std::min(options_.max_groups, failed.size()); ++i) group_finding(failed[i]);
  more(2, failed.size(), options_.max_groups, "finding");
  for (std::size_t i = 0; i < std::min(options_.max_groups, unproven.size()); ++i) group_finding(unproven[i]);
  more(2, unproven.size(), options_.max_groups, "verdict");
}

void Summary::group_finding(const GroupFinding& finding) {
  const Verdict& verdict = *finding.verdict;
  const bool failed = verdict.status == VerdictStatus::fail;
  page_.blank();
  page_.entry(0, failed ? upper(to_string(verdict.severity)) : std::string("OPEN"), 8, finding.rule->title,
              failed ? severity_ink(verdict.severity) : Ink::yellow);
  const std::string object = verdict.object.empty() ? "" : ", " + verdict.object;
  page_.line(10, fmt::format("{}: {}{}  {}", finding.rule->id, group_text(*finding.group), object, verdict.fingerprint),
             Ink::dim);
  const std::string grace = verdict.grace_until.empty() ? "" : "(" + grace_text(verdict) + ") ";
  page_.paragraph(2, 2,
                  grace + (verdict.in_doubt ? "in doubt (may not apply): " : "") + shortened(verdict.message, longest_line),
                  Ink::bold);
  for (std::size_t i = 0; i < std::min(options_.max_findings, verdict.reasons.size()); ++i)
    page_.paragraph(4, 2, shortened(verdict.reasons[i], longest_line));
  for (std::size_t i = 0; failed && i < std::min(options_.max_findings, verdict.values.size()); ++i) {
    const SeenValue& value = verdict.values[i];
    const std::string lines = lines_text(value);
    page_.entry(4, value.device, label_width,
                shortened(value.what + " = " + value.value, longest_line) + (lines.empty() ? "" : " (" + lines + ")"));
  }
  if (failed && !finding.rule->remedy.empty()) page_.entry(2, "To do", label_width, one_line(finding.rule->remedy));
}

void Summary::losses(std::string_view title, const std::string& size, const std::vector<LossGroup>& groups) {
  if (groups.empty()) return;
  page_.heading(fmt::format("{}: {} - what they did not show is not assessed", title, size), Ink::yellow);
  for (const LossGroup& group : groups) loss_group(group);
}

void Summary::loss_group(const LossGroup& group) {
  page_.blank();
  page_.line(0, to_string(group.failure), Ink::bold);
  for (std::size_t i = 0; i < std::min(options_.max_findings, group.losses.size()); ++i) {
    const Loss& loss = group.losses[i];
    const std::string command = loss.capture == nullptr ? "" : loss.capture->command + ": ";
    page_.entry(2, loss.device->facts.device_id, label_width, command + shortened(loss.detail, longest_line));
  }
  more(2, group.losses.size(), options_.max_findings, group.losses.front().capture == nullptr ? "device" : "capture");
  page_.entry(2, "To do", label_width, not_collected_advice(group.failure));
}

void Summary::limits() {
  if (limits_.empty()) return;
  page_.heading("COLLECTED WHOLE, BUT NOT ALL IS SHOWN TO THIS ACCOUNT: what is hidden is not assessed", Ink::yellow);
  for (std::size_t i = 0; i < std::min(options_.max_groups, limits_.size()); ++i) {
    const LimitGroup& group = limits_[i];
    page_.paragraph(2, 4, shortened(group.reason, longest_line) + " (open: " + domains_text(group.domains) + ")",
                    Ink::bold);
    page_.paragraph(4, 2, device_list(group.devices, options_.max_findings), Ink::dim);
  }
  more(2, limits_.size(), options_.max_groups, "reason");
}

void Summary::not_assessed() {
  if (reasons_.empty()) return;
  page_.heading("NOT ASSESSED on devices that were collected: verdicts by reason", Ink::yellow);
  for (std::size_t i = 0; i < std::min(options_.max_groups, reasons_.size()); ++i) {
    const ReasonGroup& group = reasons_[i];
    page_.entry(0, fmt::format("{:>6}", group.verdicts), 6, shortened(group.reason, longest_line), Ink::bold);
    page_.paragraph(8, 2, device_list(group.devices, options_.max_findings), Ink::dim);
  }
  more(2, reasons_.size(), options_.max_groups, "reason");
}

void Summary::errors() {
  if (errors_.empty()) return;
  page_.heading("ERRORS IN RULES: counted as not assessed, never as a pass", Ink::yellow);
  for (std::size_t i = 0; i < std::min(options_.max_groups, errors_.size()); ++i) {
    const FindingGroup& group = errors_[i];
    page_.paragraph(2, 4,
                    fmt::format("{} on {}: {}", group.rule->id, counted(group.devices, "device"),
                                shortened(group.findings.front().verdict->message, longest_line)));
  }
  more(2, errors_.size(), options_.max_groups, "rule");
}

void Summary::gaps() {
  if (run_.gaps.empty()) return;
  page_.heading("NOT IN THIS RUN: inventory entries that could not be read", Ink::yellow);
  for (std::size_t i = 0; i < std::min(options_.max_groups, run_.gaps.size()); ++i)
    page_.paragraph(2, 4, run_.gaps[i].where + ": " + shortened(run_.gaps[i].message, longest_line));
  more(2, run_.gaps.size(), options_.max_groups, "gap");
}

void Summary::sections() {
  const std::size_t name_width = page_.columns() - 38;
  page_.blank();
  page_.line(0,
             fmt::format("{:<{}}  {:>6}  {:>12}  {:>6}  {:>6}", "GUIDELINE SECTION", name_width, "fail", "not assessed",
                         "pass", "other"),
             Ink::bold);
  for (const SectionCounts& section : counts_.sections) section_row(section, name_width);
  section_row({"All", counts_.verdicts.total(), counts_.verdicts}, name_width);
}

void Summary::section_row(const SectionCounts& section, std::size_t name_width) {
  const StatusCounts& verdicts = section.verdicts;
  const std::string name = fitted(terminal_text(section.section), name_width);
  if (section.rules == 0) return page_.line(0, fmt::format("{:<{}}  no rule", name, name_width), Ink::yellow);
  const std::size_t failed = verdicts[VerdictStatus::fail];
  const std::size_t passed = verdicts[VerdictStatus::pass];
  const Ink ink = failed > 0 ? Ink::red : verdicts.unproven() > 0 ? Ink::yellow : Ink::plain;
  page_.line(0,
             fmt::format("{:<{}}  {:>6}  {:>12}  {:>6}  {:>6}", name, name_width, failed, verdicts.unproven(), passed,
                         verdicts.total() - failed - passed - verdicts.unproven()),
             ink);
}

/// Without those that the stop of the run cut off: resuming brings them back.
std::size_t Summary::failed_devices() const {
  std::size_t devices = 0;
  for (const LossGroup& group : lost_devices_)
    if (group.failure != CollectionFailure::cancelled) devices += group.losses.size();
  return devices;
}

std::size_t Summary::open_verdicts() const {
  std::size_t verdicts = 0;
  for (const ReasonGroup& group : reasons_) verdicts += group.verdicts;
  return verdicts;
}

void Summary::next_steps() {
  page_.heading("NEXT STEPS", Ink::plain);
  if (!run_.complete) step("Go on with `muster run --resume`: this run was stopped before its end.");
  for (const LossGroup& group : lost_devices_)
    if (group.failure == CollectionFailure::host_key_changed)
      step(fmt::format("Before anything else: clear up the changed host key of {}.",
                       and_more(group.losses.front().device->facts.device_id, group.losses.size())));
  if (!failures_.empty()) {
    const FindingGroup& worst = failures_.front();
    step(fmt::format("Begin with the worst finding: {}, on {}.", worst.rule->id,
                     and_more(worst.findings.front().device->facts.device_id, worst.devices)));
  }
  if (!failures_.empty() && !options_.store_path.empty())
    step("See what a finding rests on, and how to mend it: `muster explain FINDING`, with the number below it.");
  if (const auto together = group_findings(run_, rules_, VerdictStatus::fail); !together.empty() && failures_.empty())
    step(fmt::format("Begin with the finding about several devices: {}, {}.", together.front().rule->id,
                     together.front().group->name));
  if (const std::size_t lost = failed_devices(); lost > 0)
    step(fmt::format("Bring back {} that could not be collected.", counted(lost, "device")));
  if (!reasons_.empty())
    step(fmt::format("See why {} of collected devices could not be assessed; most often: {}.",
                     counted(open_verdicts(), "verdict"), shortened(reasons_.front().reason, longest_line)));
  if (const auto expired = waivers_that_are(run_, WaiverState::expired); !expired.empty())
    step(fmt::format("Mend what the expired waiver {} covers, or have it granted anew.",
                     and_more(expired.front()->id, expired.size())));
  if (!run_.gaps.empty()) step("Correct the inventory entries named above.");
  if (steps_ == 0 && exit_code(run_) == ExitCode::compliant)
    page_.paragraph(2, 2, "None: each rule that applies was proven on every device.", Ink::green);
  else if (steps_ == 0)
    page_.paragraph(2, 2, "Nothing was assessed: check inventory and policies.", Ink::yellow);
}

void Summary::paths() {
  if (options_.html_path.empty() && options_.json_path.empty() && options_.store_path.empty()) return;
  page_.blank();
  if (!options_.html_path.empty()) page_.whole(0, "Report  " + options_.html_path);
  if (!options_.json_path.empty()) page_.whole(0, "JSON    " + options_.json_path);
  if (!options_.store_path.empty()) page_.whole(0, "Store   " + options_.store_path);
}

}  // namespace

std::string terminal_summary(const RunReport& run, const TerminalOptions& options) {
  return Summary(run, options).text();
}

}  // namespace muster::report
