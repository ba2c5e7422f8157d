#include "waivers/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster::waivers {
namespace {

constexpr std::int64_t longest_limit = 3650;

Limits read_limits(config::Table& root) {
  Limits limits = default_limits;
  auto table = root.table("limits");
  if (!table) return limits;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const std::string_view name = to_string(static_cast<Severity>(i));
    limits[i] = table->integer(name).value_or(limits[i]);
    if (limits[i] < 1 || limits[i] > longest_limit)
      table->error_at(name, fmt::format("'{}': expected 1 to {} days, got {}", name, longest_limit, limits[i]));
  }
  table->finish();
  return limits;
}

void read_fingerprint(config::Table& table, Waiver& waiver) {
  waiver.fingerprint = table.text("fingerprint").value_or("");
  const bool right = waiver.fingerprint.size() == 16 && std::ranges::all_of(waiver.fingerprint, [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                     });
  if (table.has("fingerprint") && !right)
    table.error_at("fingerprint", fmt::format("expected the 16 lower-case hexadecimal digits of a finding, got '{}'",
                                              waiver.fingerprint));
}

/// The severity of the waiver's rule, if there is such a rule.
const Severity* check_rule(config::Table& table, const std::string& rule, const KnownNames& known) {
  const auto found = known.rules.find(rule);
  if (found != known.rules.end()) return &found->second;
  std::vector<std::string> names;
  for (const auto& [id, severity] : known.rules) names.push_back(id);
  if (!rule.empty())
    table.error_at("rule", fmt::format("no rule '{}' in the loaded packs{}", rule, suggestion(rule, names)));
  return nullptr;
}

Waiver read_waiver(config::Document& document, config::Table& table, const KnownNames& known, const Limits& limits) {
  Waiver waiver;
  waiver.approval = read_approval(table);
  waiver.rule = said(table, "rule", "which rule may fail?");
  const Severity* const severity = check_rule(table, waiver.rule, known);
  if (severity != nullptr)
    check_life(table, waiver.approval, limits[static_cast<std::size_t>(*severity)],
               fmt::format("a waiver of a rule of severity {}", to_string(*severity)));
  waiver.selection = read_selection(document, table, known);
  waiver.object = table.text("object").value_or("");
  read_fingerprint(table, waiver);
  if (!table.has("devices") && !table.has("groups") && !table.has("fingerprint"))
    table.error_at("devices",
                   "a waiver of everything is none: expected at least one of 'devices', 'groups' and 'fingerprint'");
  waiver.reason = said(table, "reason", "why may it fail?");
  waiver.compensating_control =
      said(table, "compensating_control", "what lowers the risk meanwhile? If nothing does, say so");
  table.finish();
  return waiver;
}

void check_unique(config::Table& table, const Approval& approval, const Exceptions& exceptions) {
  const Approval* twin = nullptr;
  for (const Waiver& waiver : exceptions.waivers)
    if (waiver.approval.id == approval.id && twin == nullptr) twin = &waiver.approval;
  for (const Declaration& declaration : exceptions.declarations)
    if (declaration.approval.id == approval.id && twin == nullptr) twin = &declaration.approval;
  if (twin != nullptr && !approval.id.empty())
    table.error_at("id", fmt::format("duplicate id '{}', first at {}", approval.id, to_string(twin->where)));
}

}  // namespace

void read_exceptions(config::Document& document, const KnownNames& known, Exceptions& exceptions) {
  config::Table root = document.root();
  const Limits limits = read_limits(root);
  for (config::Table& table : root.tables("waiver")) {
    Waiver waiver = read_waiver(document, table, known, limits);
    check_unique(table, waiver.approval, exceptions);
    exceptions.waivers.push_back(std::move(waiver));
  }
  for (config::Table& table : root.tables("irrelevant")) {
    Declaration declaration = read_declaration(document, table, known);
    check_unique(table, declaration.approval, exceptions);
    exceptions.declarations.push_back(std::move(declaration));
  }
  root.finish();
}

}  // namespace muster::waivers
