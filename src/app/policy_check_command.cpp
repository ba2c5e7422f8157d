#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/messages.hpp"
#include "app/pack_fixtures.hpp"
#include "app/packs.hpp"
#include "app/policy_commands.hpp"
#include "app/recipes.hpp"
#include "report/wording.hpp"

namespace muster::app {
namespace {

using report::counted;

bool is_shipped(const std::string& path) {
  const auto names = shipped_packs();
  return std::ranges::find(names, path) != names.end();
}

struct Found {
  std::size_t fixtures = 0;
  std::vector<Error> errors;
};

/// What is wrong with the fixtures of the packs that have a folder.
Found check_fixtures(const policy::PolicySet& rules, const std::vector<std::string>& paths) {
  Found found;
  for (const std::string& path : paths) {
    if (is_shipped(path)) continue;
    const FixtureSet set = load_fixtures(fixtures_folder(path));
    found.fixtures += set.fixtures.size();
    std::ranges::copy(set.errors, std::back_inserter(found.errors));
    if (std::filesystem::is_directory(path))
      std::ranges::move(stray_fixtures(rules, set.fixtures), std::back_inserter(found.errors));
    else
      std::ranges::move(missing_fixtures(rules, path), std::back_inserter(found.errors));
  }
  return found;
}

}  // namespace

ExitCode policy_check_command(const PolicyCheckOptions& options) {
  const auto& paths = options.paths.empty() ? shipped_packs() : options.paths;
  const auto packs = load_packs(paths);
  if (!packs) return report_errors(packs.error());
  const Found found = check_fixtures(packs->rules, paths);
  if (!found.errors.empty()) return report_errors(found.errors);
  std::string text;
  for (const policy::PackInfo& pack : packs->rules.packs()) {
    const auto count = std::ranges::count(packs->rules.rules(), pack.name, &policy::RuleInfo::pack);
    text += fmt::format("{}{}: {}\n", pack.name, pack.version.empty() ? "" : " " + pack.version,
                        counted(static_cast<std::size_t>(count), "rule"));
  }
  text += fmt::format("{}, {}, {}: no mistake\n", counted(packs->digests.size(), "file"),
                      counted(packs->rules.rules().size(), "rule"), counted(found.fixtures, "fixture"));
  return print(text);
}

}  // namespace muster::app
