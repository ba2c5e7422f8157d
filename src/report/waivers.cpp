#include "report/waivers.hpp"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>

#include "report/wording.hpp"

namespace muster::report {

std::string_view state_name(WaiverState state) {
  constexpr std::array<std::string_view, 5> names{"in use", "expired", "not yet in force", "unused", "not in this run"};
  return names[static_cast<std::size_t>(state)];
}

namespace {

template <class Use>
std::vector<const Use*> those_that_are(const std::vector<Use>& uses, WaiverState state) {
  std::vector<const Use*> found;
  for (const Use& use : uses)
    if (use.state == state) found.push_back(&use);
  return found;
}

template <class Use>
std::string life(const Use& use, Timestamp as_of) {
  const auto today = std::chrono::floor<std::chrono::days>(as_of);
  const auto days = (std::chrono::floor<std::chrono::days>(use.expires) - today).count();
  const std::string last = day_text(use.expires);
  if (use.state == WaiverState::not_yet) return fmt::format("from {} to {}", day_text(use.granted), last);
  if (days < 0) return fmt::format("expired on {}, {} ago", last, counted(static_cast<std::size_t>(-days), "day"));
  if (days == 0) return fmt::format("until {}, today is its last day", last);
  return fmt::format("until {}, in {}", last, counted(static_cast<std::size_t>(days), "day"));
}

}  // namespace

std::vector<const WaiverUse*> waivers_that_are(const RunReport& run, WaiverState state) {
  return those_that_are(run.waivers, state);
}

std::vector<const DeclarationUse*> declarations_that_are(const RunReport& run, WaiverState state) {
  return those_that_are(run.declarations, state);
}

std::string day_text(Timestamp time) { return to_string(time).substr(0, 10); }

std::string life_text(const WaiverUse& waiver, Timestamp as_of) { return life(waiver, as_of); }
std::string life_text(const DeclarationUse& declaration, Timestamp as_of) { return life(declaration, as_of); }

std::string subject_text(const DeclarationUse& declaration) {
  std::string text = declaration.format + ":";
  if (!declaration.line.empty()) text += fmt::format(" lines '{}'", declaration.line);
  if (!declaration.block.empty())
    text += fmt::format(" {} '{}'", declaration.line.empty() ? "all of" : "in", declaration.block);
  return text + " cannot matter to " + domains_text(declaration.domains);
}

std::string reach_text(const DeclarationUse& declaration) {
  std::set<std::string_view> devices;
  for (const DeclaredPlace& place : declaration.lines) devices.insert(place.device_id);
  return fmt::format("{} on {}; {} on it", counted(declaration.lines.size(), "line"), counted(devices.size(), "device"),
                     declaration.verdicts == 1 ? std::string("1 verdict rests")
                                               : fmt::format("{} verdicts rest", declaration.verdicts));
}

std::string idle_text(const WaiverUse& waiver) {
  if (waiver.state != WaiverState::unused) return {};
  if (waiver.not_assessed > 0)
    return fmt::format("what it speaks about was not assessed ({}): that cannot be waived",
                       counted(waiver.not_assessed, "verdict"));
  if (waiver.passing > 0)
    return fmt::format("what it speaks about passes ({}): take it out", counted(waiver.passing, "verdict"));
  return "no verdict of its rule fits: take it out, or correct its object, fingerprint or devices";
}

}  // namespace muster::report
