#include <algorithm>
#include <array>
#include <cctype>

#include "grammars/f5_bigip/settings.hpp"

/// ltm policy: rules over requests, and what they mean for the paths of a virtual server.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains proxy = Domain::proxy;

Outcome policy(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.path_policy = &config.path_policies.get(*name);
  config.path_policy->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome rule(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a name");
  config.path_rule = &config.path_policy->rules.emplace_back();
  config.path_rule->name = *name;
  config.path_rule->lines.add(cursor.line());
  return Outcome::understood;
}

/// What is not understood about a rule makes it opaque.
Domains rule_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.path_rule->opaque = true;
  config.path_rule->lines.add(cursor.line());
  return domains.without(proxy);
}

Outcome condition(Config& config, Cursor& cursor) {
  config.condition = &config.path_rule->conditions.emplace_back();
  return cursor.end();
}

Outcome action(Config& config, Cursor& cursor) {
  config.action = &config.path_rule->actions.emplace_back();
  return cursor.end();
}

Outcome condition_word(Config& config, Cursor& cursor) {
  config.path_rule->lines.add(cursor.node().line, cursor.node().last_line);
  config.condition->words.emplace_back(cursor.whole());
  return Outcome::understood;
}

Outcome action_word(Config& config, Cursor& cursor) {
  config.path_rule->lines.add(cursor.node().line, cursor.node().last_line);
  config.action->words.emplace_back(cursor.whole());
  return Outcome::understood;
}

Outcome values(Config& config, Cursor& cursor) { return begin_list_of(config.condition->values, cursor); }

Outcome value(Config& config, Cursor& cursor) {
  config.path_rule->lines.add(cursor.line());
  return add_to_list_of(config.condition->values, cursor);
}

Outcome ordinal(Config& config, Cursor& cursor) {
  const auto number = cursor.number();
  if (!number) return cursor.fail("a number");
  config.path_rule->ordinal = *number;
  return cursor.end();
}

const Table& values_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, value}});
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& condition_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"values", proxy, values, values_table}, {"*", proxy, condition_word}});
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& action_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, action_word}});
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& conditions_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, condition, condition_table}});
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& actions_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, action, action_table}});
  static const Table table({Rows(rows)}, rule_not_understood);
  return table;
}

const Table& rule_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"conditions", proxy, block, conditions_table},
      {"actions", proxy, block, actions_table},
      {"ordinal", proxy, ordinal},
  });
  static const Table table({Rows(rows), common_rows()}, rule_not_understood);
  return table;
}

const Table& rules_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, rule, rule_table}});
  static const Table table({Rows(rows)}, open_object<&Config::path_policy>);
  return table;
}

const Table& policy_table() {
  static constexpr std::string_view follows = "follows from its rules";
  static constexpr auto rows = std::to_array<Row>({
      {"rules", proxy, block, rules_table},
      {"strategy", proxy, set_text<&Config::path_policy, &PathPolicy::strategy>},
      ignored<Config>("controls", follows),
      ignored<Config>("requires", follows),
      ignored<Config>("published-copy", "where a draft comes from"),
      ignored<Config>("legacy", "how it was made"),
      ignored<Config>("status", "whether it is a draft, which its name says"),
      ignored<Config>("last-modified", "when it was made"),
      ignored<Config>("draft-copy", "where a draft is"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::path_policy>);
  return table;
}

// Conversion.

using Condition = PathPolicyRule::Condition;
using Action = PathPolicyRule::Action;

/// A pattern for exactly, or beginning with, `text`, upper and lower case alike.
std::string pattern_for(const std::string& text, bool whole) {
  std::string pattern = "(?i)^";
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '/' && c != '_' && c != '-') pattern += '\\';
    pattern += c;
  }
  return whole ? pattern + "$" : pattern;
}

/// What one condition says about the path; nothing if it is about something else, or in another way.
std::optional<std::vector<model::PathRule>> paths_of(const Condition& from) {
  enum class Operator : std::uint8_t { equals, starts_with } op = Operator::equals;
  bool about_path = false;
  bool about_uri = false;
  bool any_case = true;
  for (const std::string& word : from.words) {
    if (word == "http-uri")
      about_uri = true;
    else if (word == "path")
      about_path = true;
    else if (word == "starts-with")
      op = Operator::starts_with;
    else if (word == "case-sensitive")
      any_case = false;
    else if (word != "equals" && word != "case-insensitive" && word != "normalized" && word != "request" &&
             word != "all")
      return std::nullopt;
  }
  if (!about_uri || !about_path || from.values.values.empty()) return std::nullopt;
  std::vector<model::PathRule> rules;
  for (const auto& value : from.values.values) {
    model::PathRule& rule = rules.emplace_back();
    const bool whole = op == Operator::equals;
    rule.match = any_case ? "regex" : whole ? "exact" : "prefix";
    rule.path = any_case ? pattern_for(value.value, whole) : value.value;
  }
  return rules;
}

bool is_neutral(const std::string& word) {
  static constexpr std::array<std::string_view, 14> neutral{
      "log",        "http-header", "http-cookie", "asm",      "persist",   "compress",        "cache",
      "server-ssl", "avr",         "l7dos",       "classify", "tcp-nagle", "http-set-cookie", "bot-defense"};
  return std::ranges::find(neutral, word) != neutral.end();
}

struct Decision {
  std::string action;
  std::string target;
};

bool has(const Action& action, std::string_view word) {
  return std::ranges::find(action.words, word) != action.words.end();
}

std::optional<std::string> value_of(const Action& action, std::string_view keyword) {
  for (const std::string& word : action.words)
    if (word.size() > keyword.size() && word.starts_with(keyword) && word[keyword.size()] == ' ')
      return word.substr(keyword.size() + 1);
  return std::nullopt;
}

/// What the actions of a rule decide together; "other" where one of them is not understood.
Decision decide(const std::vector<Action>& actions, const model::Text& fallback) {
  Decision decision;
  for (const Action& action : actions) {
    if (action.words.empty() || has(action, "response")) return {"other", {}};
    const std::string& what = action.words.front();
    if (what == "forward" || what == "shutdown") {
      const auto pool = value_of(action, "pool");
      if (what == "shutdown" || has(action, "reset"))
        decision = {"deny", {}};
      else if (pool)
        decision = {"forward", full_name(*pool)};
      else
        return {"other", {}};
    } else if (what == "http-reply" && has(action, "redirect")) {
      decision = {"redirect", {}};
    } else if (!is_neutral(what)) {
      return {"other", {}};
    }
  }
  if (!decision.action.empty()) return decision;
  // No action says where: the virtual server's own pool takes it.
  if (fallback.known()) return {"forward", fallback.value};
  return {"deny", {}};
}

model::PathRule opaque_rule(model::LinesId lines) {
  model::PathRule rule;
  rule.match = "any";
  rule.action = "other";
  rule.opaque = true;
  rule.lines = lines;
  return rule;
}

void add_rule(const PathPolicyRule& from, model::Frontend& to, const Target& target) {
  const model::LinesId lines = target.id(from.lines);
  if (from.opaque) return to.path_rules.push_back(opaque_rule(lines));
  std::vector<model::PathRule> rules(1);
  rules.front().match = from.conditions.empty() ? "any" : "other";
  if (from.conditions.size() == 1)
    if (auto paths = paths_of(from.conditions.front())) rules = *std::move(paths);
  const Decision decision = decide(from.actions, to.default_target);
  for (model::PathRule& rule : rules) {
    rule.action = decision.action;
    rule.target = decision.target;
    rule.lines = lines;
    to.path_rules.push_back(std::move(rule));
  }
}

void add_policy(const PathPolicy& policy, model::Frontend& to, const Target& target) {
  const bool first_match = policy.strategy && leaf_name(policy.strategy->value) == "first-match";
  if (!policy.about.opened_by.empty() || (!first_match && policy.rules.size() > 1))
    return to.path_rules.push_back(opaque_rule(target.id(policy.about.lines)));
  std::vector<const PathPolicyRule*> in_order;
  for (const PathPolicyRule& rule : policy.rules) in_order.push_back(&rule);
  std::ranges::stable_sort(in_order, {}, [](const PathPolicyRule* rule) { return rule->ordinal; });
  for (const PathPolicyRule* const rule : in_order) add_rule(*rule, to, target);
}

/// Profiles that send requests to other paths or to other servers: those that rewrite or adapt them, and those of
/// access policies. One whose kind is not known may do so.
bool changes_requests(const Config& config, const std::string& profile) {
  static constexpr std::array<std::string_view, 6> kinds{"rewrite", "request-adapt", "access", "pem", "ilx", ""};
  return std::ranges::find(kinds, kind_of(config, profile)) != kinds.end();
}

}  // namespace

Rows path_policy_rows() {
  static constexpr auto rows = std::to_array<Row>({{"ltm policy", proxy, policy, policy_table}});
  return rows;
}

void convert_path_rules(Config& config, const Virtual& from, model::Frontend& to, const Target& target) {
  if (!from.rules.values.empty()) to.path_rules.push_back(opaque_rule(target.id(from.rules.lines)));
  if (from.access_policy) to.path_rules.push_back(opaque_rule(from.access_policy->lines));
  for (const auto& profile : from.profiles)
    if (changes_requests(config, profile.value)) to.path_rules.push_back(opaque_rule(profile.lines));
  const bool several = from.policies.values.size() > 1;
  for (const auto& name : from.policies.values) {
    const PathPolicy* const policy = config.path_policies.find(full_name(name.value));
    if (policy == nullptr || several)
      to.path_rules.push_back(opaque_rule(name.lines));
    else
      add_policy(*policy, to, target);
  }
}

}  // namespace muster::grammars::f5_bigip
