#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <set>

#include "app/messages.hpp"
#include "app/pack_fixtures.hpp"
#include "app/packs.hpp"
#include "app/policy_commands.hpp"
#include "app/recipes.hpp"

namespace muster::app {
namespace {

using Json = nlohmann::ordered_json;
using NamesOfRule = std::map<std::string, std::set<std::string>, std::less<>>;

/// Formats of the fixtures of packs that have a folder, by rule; the platform's name where a format is its
/// configuration.
NamesOfRule fixture_platforms(const std::vector<std::string>& paths, const collectors::RecipeBook& recipes) {
  NamesOfRule found;
  for (const std::string& path : paths) {
    if (!std::filesystem::exists(path)) continue;
    for (const RuleFixture& fixture : load_fixtures(fixtures_folder(path)).fixtures)
      for (const FixtureFile& file : fixture.files) {
        const std::string platform = platform_of_format(recipes, file.format->name).platform;
        found[fixture.rule].insert(platform.empty() ? std::string(file.format->name) : platform);
      }
  }
  return found;
}

std::set<std::string> platforms_of(const policy::RuleInfo& rule, const NamesOfRule& fixtures) {
  std::set<std::string> names;
  if (const auto found = fixtures.find(rule.id); found != fixtures.end()) names = found->second;
  for (const auto& [platform, lines] : rule.fixes) names.insert(platform);
  return names;
}

std::string text_of(const policy::RuleInfo& rule, const std::set<std::string>& platforms) {
  std::string text =
      fmt::format("{:<44} {:<8} {}\n  {}\n", rule.id, to_string(rule.severity), rule.section, rule.title);
  if (rule.scope != policy::Scope::device) text += fmt::format("  about: {}\n", to_string(rule.scope));
  if (!platforms.empty()) text += fmt::format("  platforms: {}\n", fmt::join(platforms, ", "));
  if (!rule.deprecated.empty()) text += "  deprecated: " + rule.deprecated + "\n";
  return text;
}

Json json_of(const policy::RuleInfo& rule, const std::set<std::string>& platforms) {
  Json out{{"id", rule.id},
           {"pack", rule.pack},
           {"severity", to_string(rule.severity)},
           {"section", rule.section},
           {"scope", to_string(rule.scope)},
           {"platforms", platforms},
           {"title", rule.title},
           {"version", rule.version},
           {"since", rule.since},
           {"references", rule.references}};
  if (!rule.deprecated.empty()) out["deprecated"] = rule.deprecated;
  return out;
}

}  // namespace

ExitCode policy_list_command(const PolicyListOptions& options) {
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return report_errors(packs.error());
  const NamesOfRule fixtures = fixture_platforms(options.policies, *recipes);
  std::string text;
  Json list = Json::array();
  for (const policy::RuleInfo& rule : packs->rules.rules()) {
    const auto platforms = platforms_of(rule, fixtures);
    text += text_of(rule, platforms);
    list.push_back(json_of(rule, platforms));
  }
  return print(options.output == "json" ? list.dump(1, ' ', true) + "\n" : text);
}

}  // namespace muster::app
