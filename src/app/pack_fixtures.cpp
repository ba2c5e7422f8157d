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

}  // namespace

fs::path fixtures_folder(const std::string& pack_path) {
  const fs::path path(pack_path);
  return (fs::is_directory(path) ? path : path.parent_path()) / "fixtures";
}

std::vector<const policy::RuleInfo*> rules_of(const policy::PolicySet& rules, const std::string& pack_path) {
  const fs::path path = fs::path(pack_path).lexically_normal();
  std::vector<const policy::RuleInfo*> found;
  for (const policy::RuleInfo& rule : rules.rules()) {
    const fs::path file = fs::path(policy::position_of(rules, rule.id).file).lexically_normal();
    const fs::path folder = file.parent_path();
    if (file == path || (folder / "").lexically_normal() == (path / "").lexically_normal()) found.push_back(&rule);
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
