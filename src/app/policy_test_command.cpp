#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/messages.hpp"
#include "app/pack_fixtures.hpp"
#include "app/packs.hpp"
#include "app/policy_commands.hpp"
#include "app/recipes.hpp"
#include "app/rule_test.hpp"
#include "core/nearest.hpp"
#include "report/wording.hpp"

namespace muster::app {
namespace {

using report::counted;

/// What all rules of a test come to.
struct Totals {
  std::size_t rules = 0;
  std::size_t fixtures = 0;
  std::size_t wrong = 0;
  std::size_t warnings = 0;
  std::size_t survivors = 0;
};

std::string rule_page(const RuleTest& test) {
  std::string text = test.rule + "\n";
  for (const auto& [format, counts] : test.formats)
    text += fmt::format("  {:<22} {:>3} pass {:>3} fail {:>3} open\n", format, counts.pass, counts.fail, counts.open);
  for (const Error& error : test.errors) text += "  WRONG " + to_string(error) + "\n";
  for (const std::string& warning : test.warnings) text += "  warning: " + warning + "\n";
  for (const std::string& limit : test.limits) text += "  limit: " + limit + "\n";
  for (const policy::Mutant& mutant : test.survivors)
    text += fmt::format("  {}: nothing notices when `{}` becomes {}\n", to_string(mutant.where), mutant.part,
                        mutant.becomes);
  if (test.changes > 0)
    text += fmt::format("  {} of passing fixtures: {} the verdict; {} of the rule: {} noticed\n",
                        counted(test.changes, "change"), counted(test.turned, "turns", "turn"),
                        counted(test.mutants, "change"), test.mutants - test.survivors.size());
  return text;
}

std::vector<Error> unknown_rules(const policy::PolicySet& rules, const std::vector<std::string>& wanted) {
  std::vector<std::string_view> ids;
  for (const policy::RuleInfo& rule : rules.rules()) ids.push_back(rule.id);
  std::vector<Error> errors;
  for (const std::string& id : wanted) {
    if (std::ranges::find(ids, id) != ids.end()) continue;
    std::string message = "no rule '" + id + "' in these packs";
    if (const auto near = nearest(id, ids)) message += "; did you mean '" + std::string(*near) + "'?";
    errors.push_back({ErrorKind::usage, std::move(message), {}});
  }
  return errors;
}

/// The shipped packs carry no fixtures in the program: those are tested from their folder.
std::vector<Error> without_folder(const std::vector<std::string>& paths) {
  std::vector<Error> errors;
  const auto shipped = shipped_packs();
  for (const std::string& path : paths)
    if (std::ranges::find(shipped, path) != shipped.end() && !std::filesystem::exists(path))
      errors.push_back(
          {ErrorKind::usage,
           "the fixtures of '" + path + "' are not part of the program: give the pack's folder, policies/" + path,
           {}});
  return errors;
}

void test_pack(policy::PolicySet& rules, const std::string& path, const PolicyTestOptions& options,
               const collectors::RecipeBook& recipes, Totals& totals) {
  const FixtureSet set = load_fixtures(fixtures_folder(path));
  totals.fixtures += set.fixtures.size();
  for (const Error& error : set.errors) print("WRONG " + to_string(error) + "\n"), ++totals.wrong;
  if (std::filesystem::is_directory(path))
    for (const Error& error : stray_fixtures(rules, set.fixtures))
      print("WRONG " + to_string(error) + "\n"), ++totals.wrong;
  RuleTestLimits limits;
  limits.mutation = !options.no_mutation;
  const auto own = rules_of(rules, path);
  if (own.empty()) print("WRONG " + path + ": no rule stands in it\n"), ++totals.wrong;
  for (const policy::RuleInfo* const rule : own) {
    if (!options.rules.empty() && std::ranges::find(options.rules, rule->id) == options.rules.end()) continue;
    const RuleTest test = test_rule(rules, *rule, set.fixtures, recipes, limits);
    ++totals.rules;
    totals.wrong += test.errors.size();
    totals.warnings += test.warnings.size();
    totals.survivors += test.survivors.size();
    print(rule_page(test));
  }
}

}  // namespace

ExitCode policy_test_command(const PolicyTestOptions& options) {
  if (const auto errors = without_folder(options.paths); !errors.empty()) return report_errors(errors);
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  auto packs = load_packs(options.paths, &*recipes);
  if (!packs) return report_errors(packs.error());
  if (const auto errors = unknown_rules(packs->rules, options.rules); !errors.empty()) return report_errors(errors);
  Totals totals;
  for (const std::string& path : options.paths) test_pack(packs->rules, path, options, *recipes, totals);
  const bool failed = totals.wrong > 0 || (options.strict && totals.survivors > 0);
  return print(fmt::format("{}, {}: {} wrong, {}, {} that nothing notices\n", counted(totals.rules, "rule"),
                           counted(totals.fixtures, "fixture"), totals.wrong, counted(totals.warnings, "warning"),
                           counted(totals.survivors, "change of a rule", "changes of rules")),
               failed ? ExitCode::findings : ExitCode::compliant);
}

}  // namespace muster::app
