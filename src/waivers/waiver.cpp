#include "waivers/waiver.hpp"

#include <algorithm>

namespace muster::waivers {

Standing standing(const Approval& approval, Timestamp as_of) {
  if (as_of < approval.granted) return Standing::not_yet;
  return as_of < approval.expires + std::chrono::days(1) ? Standing::in_force : Standing::expired;
}

bool selects(const Selection& selection, const Subject& subject) {
  if (selection.devices.empty() && selection.groups.empty()) return true;
  const auto names = [&](const std::string& name) {
    return name == subject.id || (!subject.unit.empty() && name == subject.unit);
  };
  const auto holds = [&](const std::string& group) {
    return std::ranges::find(subject.groups, group) != subject.groups.end();
  };
  return std::ranges::any_of(selection.devices, names) || std::ranges::any_of(selection.groups, holds);
}

bool speaks_about(const Waiver& waiver, const Verdict& verdict, const Subject& subject) {
  return waiver.rule == verdict.rule_id && (waiver.object.empty() || waiver.object == verdict.object) &&
         (waiver.fingerprint.empty() || waiver.fingerprint == verdict.fingerprint) &&
         selects(waiver.selection, subject);
}

std::string date_of(Timestamp time) { return to_string(time).substr(0, 10); }

}  // namespace muster::waivers
