#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/messages.hpp"
#include "app/packs.hpp"

namespace muster::app {

ExitCode rules_command(const RulesOptions& options) {
  const auto packs = load_packs(options.policies);
  if (!packs) return report_errors(packs.error());
  std::string text;
  for (const policy::RuleInfo& rule : packs->rules.rules())
    text += fmt::format("{:<44} {:<8} {}\n  {}\n", rule.id, to_string(rule.severity), rule.section, rule.title);
  return print(text);
}

}  // namespace muster::app
