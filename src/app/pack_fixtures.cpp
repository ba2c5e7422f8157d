#include "app/pack_fixtures.hpp"

#include <algorithm>

#include "core/nearest.hpp"
#include "policy/rule_details.hpp"

namespace muster::app {
namespace {

namespace fs = std::filesystem;

bool has_fixture(const fs::path& folder, std::string_view expected) {
  std::error_code error;
  const std::string prefix = std::string(expected) + "-";
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().filename().string().starts_with(prefix)) return true;
  return false;
}

/// One spelling for each path: "own", "./own/" and "." inside it are the same.
fs::path whole(const std::string& path) {
  const fs::path made = fs::absolute(path).lexically_normal();
  return made.has_filename() ? made : made.parent_path();
}

}  // namespace

fs::path fixtures_folder(const std::string& pack_path) {
  const fs::path path(pack_path);
  return (fs::is_directory(path) ? path : path.parent_path()) / "fixtures";
}

std::vector<const policy::RuleInfo*> rules_of(const policy::PolicySet& rules, const std::string& pack_path) {
  const fs::path path = whole(pack_path);
  std::vector<const policy::RuleInfo*> found;
  for (const policy::RuleInfo& rule : rules.rules()) {
    const fs::path file = whole(policy::position_of(rules, rule.id).file);
    if (file == path || file.parent_path() / "" == path / "") found.push_back(&rule);
  }
  return found;
}

std::vector<Error> missing_fixtures(const policy::PolicySet& rules, const std::string& pack_path) {
  std::vector<Error> errors;
  const fs::path folder = fixtures_folder(pack_path);
  for (const policy::RuleInfo* const rule : rules_of(rules, pack_path))
    for (const std::string expected : {"pass", "fail"})
      if (!has_fixture(folder / rule->id, expected))
        errors.push_back({ErrorKind::input, missing_fixture(rule->id, expected), policy::position_of(rules, rule->id)});
  return errors;
}

std::vector<Error> stray_fixtures(const policy::PolicySet& rules, const std::vector<RuleFixture>& fixtures) {
  std::vector<std::string_view> ids;
  for (const policy::RuleInfo& rule : rules.rules()) ids.push_back(rule.id);
  std::vector<Error> errors;
  for (const RuleFixture& fixture : fixtures) {
    if (std::ranges::find(ids, fixture.rule) != ids.end()) continue;
    std::string message = "no rule '" + fixture.rule + "' is loaded";
    if (const auto near = nearest(fixture.rule, ids)) message += "; did you mean '" + std::string(*near) + "'?";
    errors.push_back({ErrorKind::input, std::move(message), {fixture.path, 0, 0}});
  }
  return errors;
}

}  // namespace muster::app
