#include "report/waivers.hpp"

#include <fmt/format.h>

#include <array>

#include "report/wording.hpp"

namespace muster::report {

std::string_view state_name(WaiverState state) {
  constexpr std::array<std::string_view, 5> names{"in use", "expired", "not yet in force", "unused", "not in this run"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<const WaiverUse*> waivers_that_are(const RunReport& run, WaiverState state) {
  std::vector<const WaiverUse*> found;
  for (const WaiverUse& waiver : run.waivers)
    if (waiver.state == state) found.push_back(&waiver);
  return found;
}

std::string day_text(Timestamp time) { return to_string(time).substr(0, 10); }

std::string life_text(const WaiverUse& waiver, Timestamp as_of) {
  const auto today = std::chrono::floor<std::chrono::days>(as_of);
  const auto days = (std::chrono::floor<std::chrono::days>(waiver.expires) - today).count();
  const std::string last = day_text(waiver.expires);
  if (waiver.state == WaiverState::not_yet) return fmt::format("from {} to {}", day_text(waiver.granted), last);
  if (days < 0) return fmt::format("expired on {}, {} ago", last, counted(static_cast<std::size_t>(-days), "day"));
  if (days == 0) return fmt::format("until {}, today is its last day", last);
  return fmt::format("until {}, in {}", last, counted(static_cast<std::size_t>(days), "day"));
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
