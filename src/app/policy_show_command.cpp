#include <fmt/format.h>

#include <algorithm>

#include "app/messages.hpp"
#include "app/packs.hpp"
#include "app/policy_commands.hpp"
#include "core/nearest.hpp"
#include "policy/reference.hpp"
#include "policy/rule_details.hpp"

namespace muster::app {
namespace {

/// Each line behind two blanks more than `name`.
std::string indented(std::string_view lines, std::size_t blanks) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    text += std::string(blanks, ' ') + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

void entry(std::string& text, std::string_view name, std::string_view value) {
  if (!value.empty()) text += fmt::format("{:<12}{}\n", name, value);
}

void expression(std::string& text, std::string_view name, const policy::ExpressionText& written) {
  if (written.text.empty()) return;
  std::string_view lines = written.text;
  while (lines.ends_with('\n')) lines.remove_suffix(1);
  text += fmt::format("\n{} ({})\n{}", name, to_string(written.where), indented(lines, 2));
}

std::string page(const policy::RuleInfo& rule, const policy::PackInfo& pack, const policy::RuleDetails& details) {
  std::string text = fmt::format("{}\n{}\n\n", rule.id, rule.title);
  entry(text, "pack", pack.name + (pack.version.empty() ? "" : " " + pack.version));
  entry(text, "severity", to_string(rule.severity));
  entry(text, "section", rule.section);
  entry(text, "scope", to_string(rule.scope));
  entry(text, "version", rule.version);
  entry(text, "since", rule.since.empty() ? "" : "version " + rule.since + " of the pack");
  if (!rule.since.empty() && rule.since == pack.version && pack.grace_days > 0)
    entry(text, "grace", fmt::format("{} days after {}", pack.grace_days, pack.released));
  entry(text, "deprecated", rule.deprecated);
  entry(text, "stands at", to_string(details.where));
  entry(text, "why", rule.rationale);
  entry(text, "remedy", rule.remedy);
  for (const std::string& reference : rule.references)
    entry(text, &reference == rule.references.data() ? "references" : "", reference);
  expression(text, "applies", details.applies);
  expression(text, "each", details.each);
  expression(text, "assert", details.assertion);
  expression(text, "message", details.message);
  if (!details.fields.empty()) text += "\nreads\n";
  for (const policy::FieldUse& field : details.fields)
    text += fmt::format("  {:<34} {:<14} {:<12} {}\n", field.name, field.type,
                        field.domain.empty() ? "-" : field.domain, field.doc);
  if (!details.parameters.empty()) text += "\nparameters\n";
  for (const policy::ParameterInfo& parameter : details.parameters)
    text += fmt::format("  {} ({}), by default {}\n    {}\n", parameter.name, parameter.type, parameter.default_value,
                        parameter.doc);
  for (const auto& [platform, lines] : rule.fixes)
    text += fmt::format("\nfix for {}\n{}", platform, indented(lines, 2));
  return text;
}

}  // namespace

ExitCode policy_show_command(const PolicyShowOptions& options) {
  const auto packs = load_packs(options.policies.empty() ? shipped_packs() : options.policies);
  if (!packs) return report_errors(packs.error());
  const auto rules = packs->rules.rules();
  const auto rule = std::ranges::find(rules, options.rule, &policy::RuleInfo::id);
  if (rule == rules.end()) {
    std::vector<std::string_view> ids;
    for (const policy::RuleInfo& each : rules) ids.push_back(each.id);
    std::string message = "rule '" + options.rule + "' is not known";
    if (const auto near = nearest(options.rule, ids)) message += "; did you mean '" + std::string(*near) + "'?";
    return report_error({ErrorKind::usage, message + " ('muster policy list' lists the rules)", {}});
  }
  const auto pack = std::ranges::find(packs->rules.packs(), rule->pack, &policy::PackInfo::name);
  return print(page(*rule, *pack, policy::details_of(packs->rules, rule->id)));
}

ExitCode policy_reference_command(const PolicyReferenceOptions&) { return print(policy::policy_reference()); }

}  // namespace muster::app
