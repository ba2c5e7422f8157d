#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.hpp"
#include "grammars/format.hpp"
#include "policy/policy_set.hpp"

/// Fixtures of the shipped rules: policies/<pack>/fixtures/<rule id>/<expected>-<what>.<format>, where <expected> is pass,
/// fail or open ("not assessed"). A file parameters.toml in the folder sets the rule's parameters, and `device_role`.
namespace muster::test {

struct RuleFixture {
  std::string rule;
  std::string name;      ///< "fail-telnet.cisco_ios"
  std::string expected;  ///< "pass", "fail" or "open"
  const grammars::Format* format = nullptr;
  std::string bytes;
  policy::Parameters parameters;
  std::string role;  ///< of the device, as an inventory would say
  std::string session;  ///< model::Device::session, where the name says "legacy-session" or "modern-session"
};

/// All fixtures, sorted by rule and name. An unusable file is a failed check.
[[nodiscard]] const std::vector<RuleFixture>& rule_fixtures();

/// The shipped rules.
[[nodiscard]] const policy::PolicySet& shipped_rules();

/// The verdicts of the fixture's rule on it; `disabled_handler` is the keyword path to switch off, or empty.
[[nodiscard]] std::vector<Verdict> verdicts_on(const RuleFixture& fixture, std::string_view disabled_handler = {});

/// One word for a list of verdicts: "fail" if any fails, else "open" if any is not assessed, else "pass" if any passes,
/// else "none" (not applicable, out of scope).
[[nodiscard]] std::string overall(const std::vector<Verdict>& verdicts);

}  // namespace muster::test
