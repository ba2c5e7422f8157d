#include "app/judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/wording.hpp"
#include "waivers/closing.hpp"

namespace muster::app {
namespace {

using waivers::DeclaredLine;
using LinesOfDeclaration = std::map<std::string_view, std::vector<const DeclaredLine*>>;

std::vector<waivers::CaptureLines> lines_of(const AssembledDevice& assembled, std::span<const Capture> captures) {
  std::vector<waivers::CaptureLines> lines;
  for (std::uint32_t i = 0; i < captures.size(); ++i)
    lines.push_back({i, captures[i].format, assembled.captures[i].text.text(), assembled.captures[i].result.lines});
  return lines;
}

bool is_behind(const DeclaredLine& line, const std::vector<Evidence>& evidence) {
  return std::ranges::any_of(evidence, [&](const Evidence& range) {
    return range.capture == line.capture && range.first_line <= line.line && line.line <= range.last_line;
  });
}

/// What the rule could not say before: the lines behind it.
std::vector<Evidence> obstacles(std::span<const Verdict> before, std::string_view rule) {
  std::vector<Evidence> lines;
  for (const Verdict& verdict : before)
    if (verdict.rule_id == rule && verdict.status == VerdictStatus::not_assessed)
      lines.insert(lines.end(), verdict.evidence.begin(), verdict.evidence.end());
  return lines;
}

/// One sentence for each declaration that took something away that stood in the way of the rule; for all of them, if
/// none of their lines is among what the rule named.
std::vector<std::string> foundations(std::span<const DeclaredLine> lines, const std::vector<Evidence>& obstacles,
                                     std::span<const Capture> captures) {
  LinesOfDeclaration by_declaration;
  const bool named =
      std::ranges::any_of(lines, [&](const DeclaredLine& line) { return line.in_force && is_behind(line, obstacles); });
  for (const DeclaredLine& line : lines)
    if (line.in_force && (!named || is_behind(line, obstacles)))
      by_declaration[line.declaration->approval.id].push_back(&line);
  std::vector<std::string> reasons;
  for (const auto& [id, declared] : by_declaration) {
    const DeclaredLine& first = *declared.front();
    const std::string more = declared.size() > 1 ? fmt::format(" and {} more", declared.size() - 1) : std::string();
    reasons.push_back(fmt::format("{}{}: {} line {}{} cannot matter to {}", report::rests_on, id,
                                  captures[first.capture].command, first.line, more,
                                  report::domains_text(first.domains)));
  }
  return reasons;
}

using VerdictKey = std::pair<std::string_view, std::string_view>;  ///< rule, object

/// The rules of which something is answered now that was not: each verdict that is new, or that is another.
void tell_foundations(std::vector<Verdict>& after, std::span<const Verdict> before, std::span<const DeclaredLine> lines,
                      std::span<const Capture> captures) {
  std::map<VerdictKey, const Verdict*> earlier;
  std::set<VerdictKey> gone;
  for (const Verdict& verdict : before) {
    earlier[{verdict.rule_id, verdict.object}] = &verdict;
    gone.insert({verdict.rule_id, verdict.object});
  }
  for (const Verdict& verdict : after) gone.erase({verdict.rule_id, verdict.object});
  std::set<std::string_view> rules_with_less;  ///< what might have been there beside the known items cannot be any more
  for (const auto& [rule, object] : gone) rules_with_less.insert(rule);
  for (Verdict& verdict : after) {
    if (verdict.status == VerdictStatus::not_assessed) continue;
    const auto found = earlier.find({verdict.rule_id, verdict.object});
    const bool same = found != earlier.end() && found->second->status == verdict.status &&
                      found->second->in_doubt == verdict.in_doubt;
    if (same && !rules_with_less.contains(verdict.rule_id)) continue;
    auto reasons = foundations(lines, obstacles(before, verdict.rule_id), captures);
    std::ranges::move(reasons, std::back_inserter(verdict.reasons));
  }
}

}  // namespace

DeviceFacts judge_under(const waivers::Book& book, const waivers::Subject& subject, AssembledDevice& assembled,
                        std::span<const Capture> captures, const policy::PolicySet& rules,
                        const policy::EvaluateOptions& options) {
  const auto texts = lines_of(assembled, captures);
  const std::vector<DeclaredLine> declared = book.declared_lines(texts, subject, options.now);
  for (const DeclaredLine& line : declared)
    assembled.captures[line.capture].declared.push_back({line.line, line.declaration->approval.id, line.in_force});
  DeviceFacts facts = judge(assembled, rules, options);
  if (std::ranges::any_of(declared, &DeclaredLine::in_force)) {
    const std::vector<Verdict> before = std::move(facts.verdicts);
    waivers::close_declared(assembled.device, declared, texts);
    facts = judge(assembled, rules, options);
    tell_foundations(facts.verdicts, before, declared, captures);
  }
  book.waive(facts.verdicts, subject, options.now);
  return facts;
}

}  // namespace muster::app
