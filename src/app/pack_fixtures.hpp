#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/rule_fixtures.hpp"
#include "core/result.hpp"
#include "policy/policy_set.hpp"

/// Where the fixtures of a pack stand, and whether its rules have any.
namespace muster::app {

/// The folder "fixtures" in the pack's folder, or beside its file.
[[nodiscard]] std::filesystem::path fixtures_folder(const std::string& pack_path);

/// The rules whose file is `pack_path`, or stands in that folder.
[[nodiscard]] std::vector<const policy::RuleInfo*> rules_of(const policy::PolicySet& rules,
                                                            const std::string& pack_path);

/// For each of these rules: that nothing shows that it can pass, or that it can fail. Looks at names only.
[[nodiscard]] std::vector<Error> missing_fixtures(const policy::PolicySet& rules, const std::string& pack_path);

/// That the fixtures are of rules that there are; names the nearest.
[[nodiscard]] std::vector<Error> stray_fixtures(const policy::PolicySet& rules,
                                                const std::vector<RuleFixture>& fixtures);

}  // namespace muster::app
