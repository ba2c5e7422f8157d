#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/group_trace.hpp"
#include "policy/member_values.hpp"
#include "policy/pack_parameters.hpp"
#include "policy/pack_version.hpp"
#include "policy/rules.hpp"

namespace muster::policy {
namespace {

constexpr std::uint64_t steps_per_member = 5'000;
constexpr std::size_t most_named = 3;

std::string name_of(const GroupOfMembers& group) {
  return group.scope == Scope::fleet ? std::string("fleet") : "group " + group.name;
}

/// The devices among the items of a group that `group_by` made; empty if they are no members.
std::vector<std::string> devices_in(const Value& items) {
  std::vector<std::string> devices;
  if (items.kind != Kind::list) return devices;
  for (std::uint32_t i = 0; i < items.list->size; ++i) {
    const Value item = items.list->at(i);
    if (item.kind == Kind::map && item.map->member != nullptr) devices.push_back(item.map->member->identity().device);
  }
  return devices;
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most_named) text += fmt::format(" and {} more", names.size() - most_named);
  return text;
}

}  // namespace

/// Judges the rules of one scope for one group, one after the other.
class GroupJudge {
 public:
  GroupJudge(const CompiledRules& compiled, const GroupOfMembers& group, const EvaluateOptions& options)
      : compiled_(compiled), group_(group), options_(options), device_id_(name_of(group)), evaluation_(compiled.functions, nullptr) {
    for (const Pack& pack : compiled.packs) parameters_.push_back(parameters_of(pack, options.parameters));
  }

  std::vector<Verdict> judge_all() {
    for (position_ = 0; position_ < compiled_.group_rules.size(); ++position_) {
      const Rule& rule = compiled_.rules[compiled_.group_rules[position_]];
      if (rule.info.scope == group_.scope && (options_.only.empty() || rule.info.id == options_.only)) judge(rule);
    }
    return std::move(verdicts_);
  }

 private:
  void judge(const Rule& rule);
  void set_variables(const Rule& rule);
  [[nodiscard]] std::string obstacle(const Rule& rule) const;
  void judge_items(const Rule& rule, const Value& applies);
  void judge_item(const Rule& rule, const Value& applies, const Value& item);
  void judge_assertion(const Rule& rule, const Value& applies, std::string object);
  void add(const Rule& rule, std::string object, VerdictStatus status, std::string message);
  void add_error(const Rule& rule, std::string object, const Value& error);
  void add_unknown(const Rule& rule, std::string object, const Value& unknown, std::string message);
  void add_fail(const Rule& rule, std::string object, bool in_doubt);
  void add_remainder(const Rule& rule);
  [[nodiscard]] Value trace(const Rule& rule, const Ast& ast);
  void show_values(const Rule& rule, const Ast& ast);
  [[nodiscard]] std::string key_of(const Value& item);
  [[nodiscard]] static std::string remainder_key(const Rule& rule) { return rule.item_name + " *"; }

  const CompiledRules& compiled_;
  const GroupOfMembers& group_;
  const EvaluateOptions& options_;
  const std::string device_id_;
  Evaluation evaluation_;
  std::vector<PackParameters> parameters_;
  std::size_t position_ = 0;  ///< of the rule among those of scope group and fleet
  std::optional<MemberValues> members_;
  std::vector<Value> variables_;
  std::vector<SeenValue> seen_;  ///< what the last traced expressions rest on
  std::map<std::string, int> seen_keys_;
  std::vector<Verdict> verdicts_;
};

void GroupJudge::add(const Rule& rule, std::string object, VerdictStatus status, std::string message) {
  Verdict verdict;
  verdict.rule_id = rule.info.id;
  verdict.device_id = device_id_;
  verdict.fingerprint = finding_fingerprint(rule.info.id, device_id_, object);
  verdict.object = std::move(object);
  verdict.status = status;
  verdict.severity = rule.info.severity;
  verdict.message = std::move(message);
  verdicts_.push_back(std::move(verdict));
}

void GroupJudge::add_error(const Rule& rule, std::string object, const Value& error) {
  const std::string_view text = error.kind == Kind::error ? error.string() : "the expression gives no bool";
  add(rule, std::move(object), VerdictStatus::error, std::string(text));
}

void GroupJudge::add_unknown(const Rule& rule, std::string object, const Value& unknown, std::string message) {
  static const model::Device nothing;  // the lines of a fact stand with its value
  add(rule, std::move(object), VerdictStatus::not_assessed, std::move(message));
  verdicts_.back().reasons = explain(unknown.cause, nothing).reasons;
  verdicts_.back().values = std::move(seen_);
}

/// Evaluates again, now with causes and the facts that it rests on; that does not count against the rule.
Value GroupJudge::trace(const Rule& rule, const Ast& ast) {
  const std::uint64_t steps = evaluation_.steps();
  evaluation_.set_steps(0);
  evaluation_.set_tracing(true);
  const Value value = evaluation_.run(ast, variables_);
  evaluation_.set_tracing(false);
  append_seen(seen_, seen_facts(evaluation_.trace(), rule, position_));
  evaluation_.set_steps(steps);
  return value;
}

void GroupJudge::show_values(const Rule& rule, const Ast& ast) {
  if (!options_.all_values) return;
  seen_.clear();
  (void)trace(rule, ast);
  verdicts_.back().values = std::move(seen_);
}

void GroupJudge::add_fail(const Rule& rule, std::string object, bool in_doubt) {
  seen_.clear();
  (void)trace(rule, rule.assertion);
  const std::uint64_t steps = evaluation_.steps();
  evaluation_.set_steps(0);
  std::string message = fill_message(rule.message, evaluation_, variables_);
  evaluation_.set_steps(steps);
  std::vector<std::string> reasons;
  if (in_doubt) {
    static const model::Device nothing;
    const Value applies = trace(rule, *rule.applies);
    reasons = explain(applies.kind == Kind::unknown ? applies.cause : nullptr, nothing).reasons;
  }
  add(rule, std::move(object), VerdictStatus::fail, std::move(message));
  verdicts_.back().in_doubt = in_doubt;
  if (rule.grace_until && options_.now < *rule.grace_until) verdicts_.back().grace_until = day_text(*rule.grace_until);
  verdicts_.back().reasons = std::move(reasons);
  verdicts_.back().values = std::move(seen_);
}

/// Why the rule cannot be judged for this group at all; empty if it can.
std::string GroupJudge::obstacle(const Rule& rule) const {
  const Pack& pack = compiled_.packs[rule.pack];
  for (const std::uint32_t used : rule.parameters) {
    if (const std::string& mistake = parameters_[rule.pack].mistakes[used]; !mistake.empty()) return mistake;
    const std::string& name = pack.parameters[used].name;
    auto disputed = group_.disputed.find(pack.info.name + "." + name);
    if (disputed == group_.disputed.end()) disputed = group_.disputed.find(name);
    if (disputed != group_.disputed.end())
      return "parameter '" + name + "' is not the same for all members: " + disputed->second;
  }
  return {};
}

void GroupJudge::set_variables(const Rule& rule) {
  const PackParameters& parameters = parameters_[rule.pack];
  members_.emplace(group_, rule, position_);
  variables_.clear();
  variables_.push_back(members_->list());
  variables_.push_back(make_timestamp(options_.now.time_since_epoch().count(), 0));
  variables_.insert(variables_.end(), parameters.values.begin(), parameters.values.end());
  variables_.push_back(make_text(group_.name));
  variables_.push_back(make_bool(group_.cluster));
  // What a rule names once is made with causes: there is no second evaluation of it.
  evaluation_.set_tracing(true);
  for (const NamedExpression& let : rule.lets) variables_.push_back(evaluation_.run(let.expression, variables_));
  evaluation_.set_tracing(false);
  if (rule.each) variables_.emplace_back();
}

void GroupJudge::judge(const Rule& rule) {
  evaluation_.begin(options_.step_budget + steps_per_member * group_.members.size());
  seen_keys_.clear();
  if (const std::string wrong = obstacle(rule); !wrong.empty()) return add(rule, {}, VerdictStatus::error, wrong);
  set_variables(rule);
  if (const std::string& wrong = members_->mistake(); !wrong.empty())
    return add(rule, {}, VerdictStatus::error, wrong);
  if (members_->none())
    return add(rule, {}, VerdictStatus::not_applicable, "the rule speaks about none of the members");
  Value applies = make_bool(true);
  if (rule.applies && !rule.applies_to_item) applies = evaluation_.run(*rule.applies, variables_);
  if (applies.is_false()) {
    add(rule, {}, VerdictStatus::not_applicable, "the rule does not apply to these devices");
    return show_values(rule, *rule.applies);
  }
  if (applies.kind != Kind::boolean && applies.kind != Kind::unknown) return add_error(rule, {}, applies);
  if (rule.each) return judge_items(rule, applies);
  judge_assertion(rule, applies, {});
}

void GroupJudge::judge_items(const Rule& rule, const Value& applies) {
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
  if (list.list->size == 0) add(rule, {}, VerdictStatus::not_applicable, "there is nothing to judge");
}

void GroupJudge::judge_item(const Rule& rule, const Value& applies, const Value& item) {
  std::string object = key_of(item);
  if (item.kind == Kind::unknown) {
    seen_.clear();
    (void)trace(rule, *rule.each);
    return add_unknown(rule, std::move(object), item, "the item is not known");
  }
  const Value condition = rule.applies_to_item ? evaluation_.run(*rule.applies, variables_) : applies;
  if (condition.is_false())
    return add(rule, std::move(object), VerdictStatus::not_applicable, "the rule does not apply to it");
  if (condition.kind != Kind::boolean && condition.kind != Kind::unknown)
    return add_error(rule, std::move(object), condition);
  judge_assertion(rule, condition, std::move(object));
}

void GroupJudge::judge_assertion(const Rule& rule, const Value& applies, std::string object) {
  const Value value = evaluation_.run(rule.assertion, variables_);
  const bool sure = applies.kind == Kind::boolean;
  if (evaluation_.over_budget()) return add_error(rule, std::move(object), value);
  if (value.is_false()) return add_fail(rule, std::move(object), !sure);
  if (value.is_true() && sure) {
    add(rule, std::move(object), VerdictStatus::pass, {});
    return show_values(rule, rule.assertion);
  }
  if (value.kind != Kind::unknown && sure) return add_error(rule, std::move(object), value);
  seen_.clear();
  const bool asserted = value.kind == Kind::unknown;
  const Value why = trace(rule, asserted ? rule.assertion : *rule.applies);
  const Value more = asserted && !sure ? trace(rule, *rule.applies) : make_bool(true);
  Value cause = make_unknown(why.kind == Kind::unknown ? why.cause : nullptr);
  if (more.kind == Kind::unknown) cause.cause = evaluation_.join(cause.cause, more.cause);
  add_unknown(rule, std::move(object), cause,
              asserted ? "not everything that the rule reads is known" : "it is not known whether the rule applies");
}

/// One verdict for what may be in an open list beside the known items.
void GroupJudge::add_remainder(const Rule& rule) {
  seen_.clear();
  const Value list = trace(rule, *rule.each);
  Value why = list.kind == Kind::list ? make_unknown(list.list->why) : list;
  if (why.kind != Kind::unknown) why = make_unknown();
  add_unknown(rule, remainder_key(rule), why, "there may be more than is known");
}

/// "device edge-1" of a member, "group 15.2" of a group with that key, "devices edge-1, edge-2" where the key has no
/// text; a repeated one gets its number.
std::string GroupJudge::key_of(const Value& item) {
  std::string key = "item " + show(item);
  if (item.kind == Kind::map && item.map->member != nullptr) {
    key = "device " + item.map->member->identity().device;
  } else if (const Value* const grouped = item.kind == Kind::map ? find_key(*item.map, make_text("key")) : nullptr) {
    const Value* const items = find_key(*item.map, make_text("items"));
    if (grouped->kind == Kind::fingerprint && items != nullptr)
      key = "devices " + some_of(devices_in(*items));
    else
      key = "group " + show(*grouped);
  }
  const int count = ++seen_keys_[key];
  return count == 1 ? key : key + " #" + std::to_string(count);
}

std::vector<Verdict> PolicySet::evaluate(const GroupOfMembers& group, const EvaluateOptions& options) const {
  return GroupJudge(*rules_, group, options).judge_all();
}

}  // namespace muster::policy
