#include "report/terminal_exceptions.hpp"

#include <fmt/format.h>

#include "report/waivers.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t label_width = 16;

/// The first findings that it covers.
std::string covered_text(const WaiverUse& use, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, use.covers.size()); ++i) {
    const WaivedVerdict& verdict = use.covers[i];
    text += (i == 0 ? "" : ", ") + verdict.device_id + (verdict.object.empty() ? "" : " " + verdict.object);
  }
  if (use.covers.size() > limit) text += fmt::format(" and {} more", use.covers.size() - limit);
  return text;
}

void put_waiver(TerminalPage& page, const WaiverUse& use, const RunReport& run, std::size_t limit) {
  page.entry(2, use.id, label_width,
             fmt::format("{}: {}, {}", use.rule, counted(use.covers.size(), "finding"), life_text(use, run.as_of)),
             Ink::bold);
  page.paragraph(4, 2, fmt::format("{}, approved by {}: {}", use.ticket, use.approver, one_line(use.reason)), Ink::dim);
  if (!use.covers.empty()) page.paragraph(4, 2, covered_text(use, limit), Ink::dim);
}

void put_declaration(TerminalPage& page, const DeclarationUse& use, const RunReport& run) {
  page.entry(2, use.id, label_width, subject_text(use), Ink::bold);
  page.paragraph(4, 2, fmt::format("{}; {}", reach_text(use), life_text(use, run.as_of)), Ink::dim);
  page.paragraph(4, 2, fmt::format("{}, approved by {}: {}", use.ticket, use.approver, one_line(use.because)),
                 Ink::dim);
}

void put_idle(TerminalPage& page, const RunReport& run) {
  const auto waivers = waivers_that_are(run, WaiverState::unused);
  if (!waivers.empty()) page.heading("WAIVERS THAT WAIVE NOTHING", Ink::yellow);
  for (const WaiverUse* use : waivers)
    page.entry(2, use->id, label_width, fmt::format("{}: {}", use->rule, idle_text(*use)), Ink::bold);
  const auto declarations = declarations_that_are(run, WaiverState::unused);
  if (!declarations.empty()) page.heading("LINE DECLARATIONS THAT FIT NO LINE: take them out", Ink::yellow);
  for (const DeclarationUse* use : declarations) page.entry(2, use->id, label_width, subject_text(*use), Ink::bold);
}

std::size_t covered_by(const std::vector<const WaiverUse*>& uses) {
  std::size_t findings = 0;
  for (const WaiverUse* use : uses) findings += use->covers.size();
  return findings;
}

}  // namespace

void put_exceptions(TerminalPage& page, const RunReport& run, const TerminalOptions& options) {
  const auto expired = waivers_that_are(run, WaiverState::expired);
  if (!expired.empty()) page.heading("EXPIRED WAIVERS: what they cover counts again", Ink::red);
  for (const WaiverUse* use : expired) put_waiver(page, *use, run, options.max_findings);
  const auto lapsed = declarations_that_are(run, WaiverState::expired);
  if (!lapsed.empty()) page.heading("EXPIRED LINE DECLARATIONS: their lines are open again", Ink::red);
  for (const DeclarationUse* use : lapsed) put_declaration(page, *use, run);
  const auto used = waivers_that_are(run, WaiverState::in_use);
  if (!used.empty())
    page.heading(fmt::format("WAIVED: {} by {}", counted(covered_by(used), "finding"), counted(used.size(), "waiver")),
                 Ink::plain);
  for (const WaiverUse* use : used) put_waiver(page, *use, run, options.max_findings);
  const auto declared = declarations_that_are(run, WaiverState::in_use);
  if (!declared.empty())
    page.heading("LINE DECLARATIONS IN USE: not understood, and declared not to matter", Ink::plain);
  for (const DeclarationUse* use : declared) put_declaration(page, *use, run);
  put_idle(page, run);
}

}  // namespace muster::report
