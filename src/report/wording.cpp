#include "report/wording.hpp"

#include <fmt/format.h>

#include <array>

namespace muster::report {

std::string counted(std::size_t number, std::string_view noun, std::string_view many) {
  if (number == 1) return fmt::format("1 {}", noun);
  return many.empty() ? fmt::format("{} {}s", number, noun) : fmt::format("{} {}", number, many);
}

std::string population_text(const RunReport& run, const RunCounts& counts) {
  std::string text = fmt::format("{}: {} collected", counted(counts.devices, "device"), counts.collected);
  if (counts.partly_collected > 0) text += fmt::format(" ({} in part)", counts.partly_collected);
  if (counts.not_collected() > 0) text += fmt::format(", {} not collected", counts.not_collected());
  if (!run.gaps.empty()) text += fmt::format("; {} quarantined", counted(run.gaps.size(), "entry", "entries"));
  return text;
}

std::string one_line(std::string_view prose) {
  std::string line;
  for (const char c : prose) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space)
      line.push_back(c);
    else if (!line.empty() && line.back() != ' ')
      line.push_back(' ');
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string date_text(Timestamp time) {
  static constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                           "May",       "June",     "July",     "August",
                                                           "September", "October",  "November", "December"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{} {} {}, {:02}:{:02} UTC", static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     clock.hours().count(), clock.minutes().count());
}

std::string duration_text(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

std::string domains_text(Domains domains) {
  if (domains == Domains::all()) return "all";
  std::string text;
  for (std::size_t i = 0; i < domain_count; ++i) {
    if (!domains.contains(static_cast<Domain>(i))) continue;
    text.append(text.empty() ? "" : ", ").append(domain_names[i]);
  }
  return text;
}

std::string severities_text(const RunCounts& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.failures_by_severity.size(); ++i) {
    if (counts.failures_by_severity[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(static_cast<Severity>(i)),
                        counts.failures_by_severity[i]);
  }
  return text;
}

std::string grace_text(const Verdict& verdict) {
  return verdict.grace_until.empty() ? std::string() : "new: does not count before " + verdict.grace_until;
}

std::string grace_text(const RunCounts& counts) {
  if (counts.in_grace == 0) return {};
  return fmt::format("{} of them new: {} not count yet", counts.in_grace, counts.in_grace == 1 ? "it does" : "they do");
}

std::string understood_share(const LineCounts& lines) {
  const std::size_t total = line_total(lines);
  if (total == 0) return "none";
  const std::size_t per_mille = (std::size_t{lines.understood} + lines.ignored) * 1000 / total;
  return per_mille % 10 == 0 ? fmt::format("{} %", per_mille / 10)
                             : fmt::format("{}.{} %", per_mille / 10, per_mille % 10);
}

}  // namespace muster::report
