#include <fmt/format.h>

#include <set>

#include "app/assemble.hpp"
#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/model_json.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
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

std::string table(const std::vector<FileCoverage>& files) {
  std::string text = fmt::format("{:>10} {:>8} {:>8} {:>8}  {}\n", "understood", "ignored", "known", "unknown", "file");
  for (const FileCoverage& file : files) {
    text += fmt::format("{:>10} {:>8} {:>8} {:>8}  {}\n", file.counts.understood, file.counts.ignored, file.counts.known,
                        file.counts.unknown, file.file);
    text += fmt::format("{:>10} rules assessable, {} not\n", file.assessable.size(), file.not_assessable.size());
  }
  return text;
}

}  // namespace

ExitCode coverage_command(const CoverageOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  const auto packs = load_packs(options.policies);
  if (!packs) return report_errors(packs.error());
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const PlatformOfFormat platform = platform_of_format(*recipes, options.format);
  std::vector<FileCoverage> files;
  for (const std::string& file : options.files) {
    auto bytes = read_file(file);
    if (!bytes) return report_error(bytes.error());
    Capture capture;
    capture.format = options.format;
    capture.bytes = std::move(*bytes);
    const auto assembled = assemble({file, platform.platform, platform.vendor, {}, {}, {}}, std::span(&capture, 1),
                                    crypto::fingerprinter(nullptr));
    FileCoverage coverage{file, options.format, assembled.captures[0].result.counts(), {}, {}, {}};
    add_unknown_lines(assembled.captures[0], coverage);
    add_rules(judge(assembled, packs->rules, {}), coverage);
    files.push_back(std::move(coverage));
  }
  return print(options.output == "json" ? coverage_json(files) : table(files));
}

}  // namespace muster::app
