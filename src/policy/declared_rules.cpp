#include "config/toml.hpp"
#include "policy/policy_set.hpp"

namespace muster::policy {

std::optional<std::vector<RuleInfo>> declared_rules(std::span<const PolicyFile> files) {
  std::vector<RuleInfo> rules;
  for (const PolicyFile& file : files) {
    auto document = config::Document::parse(file.text, file.name);
    if (!document) return std::nullopt;
    for (config::Table& table : document->root().tables("rule")) {
      RuleInfo rule;
      rule.id = table.text("id").value_or("");
      rule.severity = parse_severity(table.text("severity").value_or("")).value_or(Severity::medium);
      const std::string scope = table.text("scope").value_or("device");
      rule.scope = scope == "group" ? Scope::group : scope == "fleet" ? Scope::fleet : Scope::device;
      if (!rule.id.empty()) rules.push_back(std::move(rule));
    }
  }
  return rules;
}

}  // namespace muster::policy
