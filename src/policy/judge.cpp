#include <algorithm>
#include <utility>

#include "policy/conversions.hpp"
#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/pack_parameters.hpp"
#include "policy/pack_version.hpp"
#include "policy/rules.hpp"
#include "policy/seen_keys.hpp"
#include "policy/trace.hpp"

namespace muster::policy {
namespace {

/// Judges the rules for one device, one after the other.
class Judge {
 public:
  Judge(const CompiledRules& compiled, const model::Device& device, const EvaluateOptions& options)
      : compiled_(compiled), device_(device), options_(options), evaluation_(compiled.functions, &device) {
    for (const Pack& pack : compiled.packs) parameters_.push_back(parameters_of(pack, options.parameters));
  }

  std::vector<Verdict> judge_all() {
    if (options_.only.empty()) verdicts_.reserve(2 * compiled_.rules.size());
    for (const Rule& rule : compiled_.rules)
      if (rule.info.scope == Scope::device && (options_.only.empty() || rule.info.id == options_.only)) judge(rule);
    return std::move(verdicts_);
  }

 private:
  void judge(const Rule& rule);
  void judge_items(const Rule& rule, const Value& applies);
  void judge_item(const Rule& rule, const Value& applies, const Value& item);
  void judge_assertion(const Rule& rule, Value applies, std::string object, const Value* item);
  void add(const Rule& rule, std::string object, VerdictStatus status, std::string message);
  void add_error(const Rule& rule, std::string object, const Value& error);
  void add_unknown(const Rule& rule, std::string object, const Value& unknown, std::string message, SeenValues seen);
  void add_fail(const Rule& rule, std::string object, const Value* item, bool in_doubt);
  void add_remainder(const Rule& rule);
  [[nodiscard]] Value trace(const Ast& ast);
  void show_values(const Rule& rule, const Ast& ast);
  void take_values(const Rule& rule, SeenValues& seen, std::string_view object = {});
  [[nodiscard]] std::string key_of(const Value& item);
  [[nodiscard]] std::string remainder_key(const Rule& rule) const { return rule.item_name + " *"; }

  const CompiledRules& compiled_;
  const model::Device& device_;
  const EvaluateOptions& options_;
  Evaluation evaluation_;
  std::vector<PackParameters> parameters_;
  std::vector<Value> variables_;
  SeenKeys seen_keys_;
  std::vector<Verdict> verdicts_;
};

void Judge::add(const Rule& rule, std::string object, VerdictStatus status, std::string message) {
  Verdict verdict;
  verdict.rule_id = rule.info.id;
  verdict.device_id = device_.id;
  verdict.fingerprint = finding_fingerprint(rule.info.id, device_.id, object);
  verdict.object = std::move(object);
  verdict.status = status;
  verdict.severity = rule.info.severity;
  verdict.message = std::move(message);
  verdicts_.push_back(std::move(verdict));
}

void Judge::add_error(const Rule& rule, std::string object, const Value& error) {
  const std::string_view text = error.kind == Kind::error ? error.string() : "the expression gives no bool";
  add(rule, std::move(object), VerdictStatus::error, std::string(text));
}

void Judge::add_unknown(const Rule& rule, std::string object, const Value& unknown, std::string message,
                        SeenValues seen) {
  add(rule, std::move(object), VerdictStatus::not_assessed, std::move(message));
  Explanation why = explain(unknown.cause, device_);
  verdicts_.back().reasons = std::move(why.reasons);
  verdicts_.back().evidence = std::move(why.evidence);
  verdicts_.back().values = std::move(seen.values);
}

/// Evaluates again, now with causes and what it looks at; what that costs does not count against the rule.
Value Judge::trace(const Ast& ast) {
  const std::uint64_t steps = evaluation_.steps();
  evaluation_.set_steps(0);
  evaluation_.set_tracing(true);
  const Value value = evaluation_.run(ast, variables_);
  evaluation_.set_tracing(false);
  evaluation_.set_steps(steps);
  return value;
}

/// Adds what the expression that was traced last rests on; `object` is the key of the item that is judged.
void Judge::take_values(const Rule& rule, SeenValues& seen, std::string_view object) {
  const std::uint64_t steps = evaluation_.steps();
  evaluation_.set_steps(0);
  NamedObject known;
  if (const Value& item = variables_.back(); rule.each && item.kind == Kind::object && !object.empty())
    known = {item.object, item.object_class, object};
  append(seen, seen_values(evaluation_, evaluation_.trace(), compiled_.packs[rule.pack].variable_names, known));
  evaluation_.set_steps(steps);
}

/// What a pass, or a verdict that needs no reasons, rests on: only where that was asked for.
void Judge::show_values(const Rule& rule, const Ast& ast) {
  if (!options_.all_values) return;
  SeenValues seen;
  (void)trace(ast);
  take_values(rule, seen);
  verdicts_.back().values = std::move(seen.values);
  verdicts_.back().evidence = std::move(seen.lines);
}

void Judge::add_fail(const Rule& rule, std::string object, const Value* item, bool in_doubt) {
  SeenValues seen;
  (void)trace(rule.assertion);
  take_values(rule, seen, object);
  if (seen.lines.empty() && item != nullptr) seen.lines = object_lines(*item, device_);
  const std::uint64_t steps = evaluation_.steps();
  evaluation_.set_steps(0);
  std::string message = fill_message(rule.message, evaluation_, variables_);
  evaluation_.set_steps(steps);
  std::vector<std::string> reasons;
  std::vector<Evidence> lines = std::move(seen.lines);
  if (in_doubt) {
    const Value applies = trace(*rule.applies);
    reasons = explain(applies.kind == Kind::unknown ? applies.cause : nullptr, device_).reasons;
    take_values(rule, seen, object);
  }
  add(rule, std::move(object), VerdictStatus::fail, std::move(message));
  verdicts_.back().in_doubt = in_doubt;
  if (rule.grace_until && options_.now < *rule.grace_until) verdicts_.back().grace_until = day_text(*rule.grace_until);
  verdicts_.back().reasons = std::move(reasons);
  verdicts_.back().evidence = std::move(lines);
  verdicts_.back().values = std::move(seen.values);
}

void Judge::judge(const Rule& rule) {
  evaluation_.begin(options_.step_budget);
  seen_keys_.clear();
  const PackParameters& parameters = parameters_[rule.pack];
  variables_.clear();
  variables_.push_back(make_object(&device_, model::device_class()));
  variables_.push_back(make_timestamp(options_.now.time_since_epoch().count(), 0));
  variables_.insert(variables_.end(), parameters.values.begin(), parameters.values.end());
  if (rule.each) variables_.emplace_back();
  for (const std::uint32_t used : rule.parameters)
    if (!parameters.mistakes[used].empty()) return add(rule, {}, VerdictStatus::error, parameters.mistakes[used]);

  Value applies = make_bool(true);
  if (rule.applies && !rule.applies_to_item) applies = evaluation_.run(*rule.applies, variables_);
  if (applies.is_false()) {
    add(rule, {}, VerdictStatus::not_applicable, "the rule does not apply to this device");
    return show_values(rule, *rule.applies);
  }
  const Domains missing = Domains::from_bits(rule.info.domains.bits() & ~device_.contributed.bits());
  if (!missing.empty()) {
    std::string names;
    for (std::size_t i = 0; i < domain_count; ++i)
      if (missing.contains(static_cast<Domain>(i))) names += (names.empty() ? "" : ", ") + std::string(domain_names[i]);
    return add(rule, {}, VerdictStatus::out_of_scope, "no capture of this device feeds: " + names);
  }
  if (applies.kind != Kind::boolean && applies.kind != Kind::unknown) return add_error(rule, {}, applies);
  if (rule.each) return judge_items(rule, applies);
  judge_assertion(rule, applies, {}, nullptr);
}

void Judge::judge_items(const Rule& rule, const Value& applies) {
  const Value list = evaluation_.run(*rule.each, variables_);
  if (list.kind == Kind::unknown) return add_remainder(rule);
  if (list.kind == Kind::null) return add(rule, {}, VerdictStatus::not_applicable, "there is nothing to judge");
  if (list.kind != Kind::list)
    return add_error(rule, remainder_key(rule), list.kind == Kind::error ? list : make_error("'each' gives no list"));
  for (std::uint32_t i = 0; i < list.list->size; ++i) {
    const Arena::Mark mark = evaluation_.arena().mark();
    const Value item = list.list->at(i);
    variables_.back() = item;
    if (!evaluation_.spend(1)) break;
    judge_item(rule, applies, item);
    if (evaluation_.over_budget()) break;
    evaluation_.arena().rewind(mark);
  }
  if (evaluation_.over_budget())
    return add(rule, remainder_key(rule), VerdictStatus::error,
               "the rule needs more steps than its budget: not every item was judged");
  if (list.list->open) return add_remainder(rule);
  if (list.list->size > 0) return;
  add(rule, {}, VerdictStatus::not_applicable, "there is nothing to judge");
  show_values(rule, *rule.each);
}

void Judge::judge_item(const Rule& rule, const Value& applies, const Value& item) {
  std::string object = key_of(item);
  if (item.kind == Kind::unknown) {
    SeenValues seen;
    (void)trace(*rule.each);
    take_values(rule, seen);
    return add_unknown(rule, std::move(object), item, "the item is not known", std::move(seen));
  }
  const Value condition = rule.applies_to_item ? evaluation_.run(*rule.applies, variables_) : applies;
  if (condition.is_false()) {
    add(rule, std::move(object), VerdictStatus::not_applicable, "the rule does not apply to it");
    return show_values(rule, *rule.applies);
  }
  if (condition.kind != Kind::boolean && condition.kind != Kind::unknown)
    return add_error(rule, std::move(object), condition);
  judge_assertion(rule, condition, std::move(object), &item);
}

void Judge::judge_assertion(const Rule& rule, Value applies, std::string object, const Value* item) {
  const Value value = evaluation_.run(rule.assertion, variables_);
  const bool sure = applies.kind == Kind::boolean;
  if (evaluation_.over_budget()) return add_error(rule, std::move(object), value);
  if (value.is_false()) return add_fail(rule, std::move(object), item, !sure);
  if (value.is_true() && sure) {
    add(rule, std::move(object), VerdictStatus::pass, {});
    return show_values(rule, rule.assertion);
  }
  if (value.kind != Kind::unknown && sure) return add_error(rule, std::move(object), value);
  // What is not known may be the assertion, or whether the rule applies at all; both answers can be a pass or not.
  SeenValues seen;
  const Value why = trace(value.kind == Kind::unknown ? rule.assertion : *rule.applies);
  take_values(rule, seen, object);
  const bool both = value.kind == Kind::unknown && !sure;
  const Value more = both ? trace(*rule.applies) : make_bool(true);
  if (both) take_values(rule, seen, object);
  Value cause = make_unknown(why.kind == Kind::unknown ? why.cause : nullptr);
  if (both && more.kind == Kind::unknown) cause.cause = evaluation_.join(cause.cause, more.cause);
  add_unknown(rule, std::move(object), cause,
              value.kind == Kind::unknown ? "not everything that the rule reads is known"
                                          : "it is not known whether the rule applies",
              std::move(seen));
}

/// One verdict for what may be in an open list beside the known items.
void Judge::add_remainder(const Rule& rule) {
  SeenValues seen;
  const Value list = trace(*rule.each);
  take_values(rule, seen);
  Value why = list;
  if (list.kind == Kind::list) why = make_unknown(list.list->why);
  if (why.kind != Kind::unknown) why = make_unknown();
  add_unknown(rule, remainder_key(rule), why, "there may be more than is known", std::move(seen));
}

/// The object's name; a repeated one gets its number.
std::string Judge::key_of(const Value& item) {
  std::string key = object_name(evaluation_, item);
  const auto name_at = [this](std::size_t verdict) -> const std::string& { return verdicts_[verdict].object; };
  const int count = seen_keys_.count(key, verdicts_.size(), name_at);
  return count == 1 ? key : key + " #" + std::to_string(count);
}

}  // namespace

std::vector<Verdict> PolicySet::evaluate(const model::Device& device, const EvaluateOptions& options) const {
  return Judge(*rules_, device, options).judge_all();
}

}  // namespace muster::policy
