#include <algorithm>

#include "app/waiving.hpp"

namespace muster::app {
namespace {

using report::WaiverState;

/// Finds what a waiver may say of a device.
class Subjects {
 public:
  explicit Subjects(const std::vector<Target>& targets) {
    for (const Target& target : targets) by_id_.emplace(target.identity.id, &target);
  }
  [[nodiscard]] waivers::Subject of(const report::DeviceReport& device) const {
    const auto target = by_id_.find(device.facts.device_id);
    return target == by_id_.end() ? waivers::Subject{device.facts.device_id, {}, {}} : subject_of(*target->second);
  }

 private:
  std::map<std::string_view, const Target*> by_id_;
};

/// What waivers and declarations tell alike.
template <class Use>
void tell_approval(const waivers::Approval& approval, Use& use) {
  use.id = approval.id;
  use.requester = approval.requester;
  use.approver = approval.approver;
  use.ticket = approval.ticket;
  use.where = to_string(approval.where);
  use.granted = approval.granted;
  use.expires = approval.expires;
}

WaiverState state_of(waivers::Standing standing, bool used, bool in_run) {
  if (standing == waivers::Standing::expired) return WaiverState::expired;
  if (standing == waivers::Standing::not_yet) return WaiverState::not_yet;
  return used ? WaiverState::in_use : in_run ? WaiverState::unused : WaiverState::not_in_run;
}

/// The verdicts of the waiver's rule, by device: a fleet has many.
void note(const Verdict& verdict, bool in_force, report::WaiverUse& use) {
  const bool fails = verdict.status == VerdictStatus::fail || verdict.status == VerdictStatus::waived;
  if (in_force ? verdict.waiver == use.id : fails)
    use.covers.push_back({verdict.device_id, verdict.object, verdict.fingerprint});
  if (verdict.status == VerdictStatus::pass) ++use.passing;
  if (verdict.status == VerdictStatus::not_assessed) ++use.not_assessed;
}

report::WaiverUse use_of(const waivers::Waiver& waiver, const report::RunReport& run, const Subjects& subjects) {
  report::WaiverUse use;
  tell_approval(waiver.approval, use);
  use.rule = waiver.rule;
  use.reason = waiver.reason;
  use.compensating_control = waiver.compensating_control;
  const waivers::Standing standing = waivers::standing(waiver.approval, run.as_of);
  bool in_run = false;
  const auto look_at = [&](const waivers::Subject& subject, const std::vector<Verdict>& verdicts) {
    if (!waivers::selects(waiver.selection, subject)) return;
    in_run = true;
    for (const Verdict& verdict : verdicts)
      if (waivers::speaks_about(waiver, verdict, subject)) note(verdict, standing == waivers::Standing::in_force, use);
  };
  for (const report::DeviceReport& device : run.devices) look_at(subjects.of(device), device.facts.verdicts);
  for (const GroupVerdicts& group : run.groups) look_at({group.name, {}, {}}, group.verdicts);
  use.state = state_of(standing, !use.covers.empty(), in_run);
  return use;
}

std::size_t verdicts_that_rest_on(const std::string& id, const report::DeviceReport& device) {
  const std::string beginning = std::string(report::rests_on) + id + ":";
  return static_cast<std::size_t>(std::ranges::count_if(device.facts.verdicts, [&](const Verdict& verdict) {
    return std::ranges::any_of(verdict.reasons,
                               [&](const std::string& reason) { return reason.starts_with(beginning); });
  }));
}

report::DeclarationUse use_of(const waivers::Declaration& declaration, const report::RunReport& run,
                              const Subjects& subjects) {
  report::DeclarationUse use;
  tell_approval(declaration.approval, use);
  use.format = declaration.format;
  use.line = declaration.line;
  use.block = declaration.block;
  use.domains = declaration.domains;
  use.because = declaration.because;
  bool in_run = false;
  for (const report::DeviceReport& device : run.devices) {
    in_run = in_run || waivers::selects(declaration.selection, subjects.of(device));
    const std::size_t before = use.lines.size();
    for (const report::CaptureInfo& capture : device.captures)
      for (const report::DeclaredLine& line : capture.declared)
        if (line.declaration == use.id) use.lines.push_back({device.facts.device_id, capture.command, line.line});
    if (use.lines.size() > before) use.verdicts += verdicts_that_rest_on(use.id, device);
  }
  use.state = state_of(waivers::standing(declaration.approval, run.as_of), !use.lines.empty(), in_run);
  return use;
}

}  // namespace

waivers::Subject subject_of(const Target& target) { return {target.identity.id, target.job.device_id, target.groups}; }

void add_exceptions(report::RunReport& run, const Exceptions& exceptions, const std::vector<Target>& targets) {
  const Subjects subjects(targets);
  for (const waivers::Waiver& waiver : exceptions.book.waivers()) run.waivers.push_back(use_of(waiver, run, subjects));
  for (const waivers::Declaration& declaration : exceptions.book.declarations())
    run.declarations.push_back(use_of(declaration, run, subjects));
}

}  // namespace muster::app
