#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "app/benchmarks.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/pack_fixtures.hpp"
#include "app/packs.hpp"
#include "app/policy_commands.hpp"
#include "app/recipes.hpp"
#include "app/waiving.hpp"
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

/// What a run would load beside the packs: what is wrong with it, and how much there is.
class Companions {
 public:
  Companions(const PolicyCheckOptions& options, const collectors::RecipeBook& recipes,
             std::span<const policy::RuleInfo> rules)
      : options_(options), recipes_(recipes), rules_(rules) {}

  void check() {
    check_exceptions();
    check_benchmarks();
  }
  [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add(std::vector<Error> errors) { std::ranges::move(errors, std::back_inserter(errors_)); }

  void check_exceptions() {
    if (options_.waivers.empty() && options_.inventory.empty()) return;
    std::optional<Fleet> fleet;
    if (!options_.inventory.empty()) {
      auto loaded = load_fleet({options_.inventory, options_.recipes, {}, true});
      if (!loaded) add(std::move(loaded.error()));
      else fleet = std::move(*loaded);
    }
    const auto exceptions = fleet ? load_exceptions(options_.waivers, rules_, *fleet, options_.inventory)
                                  : load_exceptions(options_.waivers, rules_);
    if (!exceptions) return add(exceptions.error());
    text_ += fmt::format("{}, {}\n", counted(exceptions->book.waivers().size(), "waiver"),
                         counted(exceptions->book.declarations().size(), "line declaration"));
  }

  void check_benchmarks() {
    if (options_.benchmarks.empty() && options_.benchmark_files.empty() && options_.attestations.empty()) return;
    const auto benchmarks = load_benchmarks_beside(options_.benchmark_files, rules_, recipes_);
    if (!benchmarks) return add(benchmarks.error());
    for (const std::string& id : options_.benchmarks)
      if (const auto found = require_benchmark(*benchmarks, id); !found) errors_.push_back(found.error());
    const auto attestations = read_attestations(options_.attestations, *benchmarks);
    if (!attestations) return add(attestations.error());
    text_ += fmt::format("{}, {}\n", counted(benchmarks->all.size(), "benchmark"),
                         counted(attestations->size(), "attestation"));
  }

  const PolicyCheckOptions& options_;
  const collectors::RecipeBook& recipes_;
  std::span<const policy::RuleInfo> rules_;
  std::vector<Error> errors_;
  std::string text_;
};

bool has_companions(const PolicyCheckOptions& options) {
  return !(options.waivers.empty() && options.inventory.empty() && options.benchmarks.empty() &&
           options.benchmark_files.empty() && options.attestations.empty());
}

/// The rules that waivers and benchmarks may name, also where packs are wrong; nothing if a pack's file is no TOML.
std::optional<std::vector<policy::RuleInfo>> nameable_rules(const std::expected<Packs, std::vector<Error>>& packs,
                                                            const std::vector<std::string>& paths) {
  if (packs) return std::vector(packs->rules.rules().begin(), packs->rules.rules().end());
  const auto files = pack_files(paths);
  return files ? policy::declared_rules(*files) : std::nullopt;
}

std::string packs_text(const Packs& packs, std::size_t fixtures) {
  std::string text;
  for (const policy::PackInfo& pack : packs.rules.packs()) {
    const auto count = std::ranges::count(packs.rules.rules(), pack.name, &policy::RuleInfo::pack);
    text += fmt::format("{}{}: {}\n", pack.name, pack.version.empty() ? "" : " " + pack.version,
                        counted(static_cast<std::size_t>(count), "rule"));
  }
  return text + fmt::format("{}, {}, {}: no mistake\n", counted(packs.digests.size(), "file"),
                            counted(packs.rules.rules().size(), "rule"), counted(fixtures, "fixture"));
}

}  // namespace

ExitCode policy_check_command(const PolicyCheckOptions& options) {
  const auto& paths = options.paths.empty() ? shipped_packs() : options.paths;
  const auto recipes = load_recipes(options.recipes);
  if (!recipes) return report_errors(recipes.error());
  const auto packs = load_packs(paths, &*recipes);
  Found found;
  if (packs)
    found = check_fixtures(packs->rules, paths);
  else
    found.errors = packs.error();
  const auto rules = nameable_rules(packs, paths);
  std::string companions_text;
  if (rules) {
    Companions companions(options, *recipes, *rules);
    companions.check();
    std::ranges::copy(companions.errors(), std::back_inserter(found.errors));
    companions_text = companions.text();
  } else if (has_companions(options)) {
    found.errors.push_back({ErrorKind::usage, "waivers and benchmarks are not checked: the packs must be readable first", {}});
  }
  if (!found.errors.empty()) return report_errors(found.errors);
  return print(packs_text(*packs, found.fixtures) + companions_text);
}

}  // namespace muster::app
