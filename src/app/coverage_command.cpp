#include <fmt/format.h>

#include <optional>

#include "app/blocking_report.hpp"
#include "app/commands.hpp"
#include "app/coverage.hpp"
#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/model_json.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"

namespace muster::app {
namespace {

std::string table(const std::vector<FileCoverage>& files) {
  std::string text = fmt::format("{:>10} {:>8} {:>8} {:>8}  {}\n", "understood", "ignored", "known", "unknown", "file");
  for (const FileCoverage& file : files) {
    text += fmt::format("{:>10} {:>8} {:>8} {:>8}  {}\n", file.counts.understood, file.counts.ignored,
                        file.counts.known, file.counts.unknown, file.file);
    text += fmt::format("{:>10} rules assessable, {} not\n", file.assessable.size(), file.not_assessable.size());
  }
  return text;
}

std::optional<Error> misuse(const CoverageOptions& options) {
  const auto usage = [](const char* message) { return Error{ErrorKind::usage, message, {}}; };
  const bool by_store = !options.store.empty();
  if (by_store && !options.blocking)
    return usage("--store: only with --blocking; otherwise name files and --as FORMAT");
  if (by_store && (!options.files.empty() || !options.format.empty()))
    return usage("--blocking looks at either files with --as FORMAT, or --store; not at both");
  if (!by_store && options.files.empty()) return usage("expected files, or --blocking with --store");
  if (!by_store && options.format.empty())
    return usage("--as FORMAT is missing: which format are the files in? (see `muster formats`)");
  return std::nullopt;
}

}  // namespace

ExitCode coverage_command(const CoverageOptions& options) {
  if (const auto wrong = misuse(options)) return report_error(*wrong);
  if (options.blocking) return blocking_report(options);
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return report_errors(packs.error());
  const PlatformOfFormat platform = platform_of_format(*recipes, options.format);
  std::vector<FileCoverage> files;
  for (const std::string& file : options.files) {
    auto bytes = read_file(file);
    if (!bytes) return report_error(bytes.error());
    files.push_back(coverage_of(file, options.format, std::move(*bytes), platform, packs->rules));
  }
  return print(options.output == "json" ? coverage_json(files) : table(files));
}

}  // namespace muster::app
