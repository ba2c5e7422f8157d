#include "app/coverage.hpp"

#include <set>

#include "app/assemble.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {
namespace {

/// Line `number` (from 1) of `text`.
std::string line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1 && !text.empty(); --number) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::string(text.substr(0, text.find('\n')));
}

void add_unknown_lines(const ReadCapture& read, FileCoverage& coverage) {
  for (std::uint32_t i = 0; i < read.result.lines.size(); ++i)
    if (read.result.lines[i] == grammars::LineState::unknown)
      coverage.unknown_lines.push_back({i + 1, line_of(read.text.text(), i + 1)});
}

void add_rules(const DeviceFacts& facts, FileCoverage& coverage) {
  std::set<std::string> assessable;
  std::set<std::string> blocked;
  for (const Verdict& verdict : facts.verdicts) {
    if (verdict.status == VerdictStatus::out_of_scope) continue;
    const bool known = verdict.status != VerdictStatus::not_assessed && verdict.status != VerdictStatus::error;
    (known ? assessable : blocked).insert(verdict.rule_id);
  }
  for (const std::string& rule : blocked) assessable.erase(rule);
  coverage.assessable.assign(assessable.begin(), assessable.end());
  coverage.not_assessable.assign(blocked.begin(), blocked.end());
}

}  // namespace

FileCoverage coverage_of(std::string file, const std::string& format, std::string bytes, const PlatformOfFormat& platform,
                         const policy::PolicySet& rules) {
  Capture capture;
  capture.format = format;
  capture.bytes = std::move(bytes);
  const auto assembled = assemble({file, platform.platform, platform.vendor, {}, {}, {}}, std::span(&capture, 1),
                                  crypto::fingerprinter(nullptr));
  FileCoverage coverage{std::move(file), format, assembled.captures[0].result.counts(), {}, {}, {}};
  add_unknown_lines(assembled.captures[0], coverage);
  add_rules(judge(assembled, rules, {}), coverage);
  return coverage;
}

}  // namespace muster::app
