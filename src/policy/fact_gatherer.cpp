#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/member_facts.hpp"
#include "policy/pack_parameters.hpp"
#include "policy/packed_value.hpp"
#include "policy/rules.hpp"
#include "policy/trace.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t most_reasons = 3;
constexpr std::size_t most_ranges = 20;

/// All causes of what is unknown or open in a value, as one.
const Cause* causes_in(Evaluation& evaluation, const Value& value) {
  const Cause* why = nullptr;
  switch (value.kind) {
    case Kind::unknown:
      return value.cause;
    case Kind::at_least:
      return value.why;
    case Kind::list:
      why = value.list->open ? value.list->why : nullptr;
      for (std::uint32_t i = 0; i < value.list->size && value.list->uncertain; ++i)
        why = evaluation.join(why, causes_in(evaluation, value.list->at(i)));
      return why;
    case Kind::map:
      for (std::uint32_t i = 0; i < value.map->size; ++i)
        why = evaluation.join(why, causes_in(evaluation, value.map->values[i]));
      return why;
    default:
      return nullptr;
  }
}

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (std::size_t i = 0; i < std::min(reasons.size(), most_reasons); ++i) text += (i == 0 ? "" : "; ") + reasons[i];
  if (reasons.size() > most_reasons) text += fmt::format("; and {} more", reasons.size() - most_reasons);
  return text;
}

}  // namespace

/// Evaluates the facts of all group and fleet rules for one device.
class FactGatherer {
 public:
  FactGatherer(const CompiledRules& compiled, const model::Device& device, const EvaluateOptions& options)
      : compiled_(compiled), device_(device), options_(options), evaluation_(compiled.functions, &device) {
    for (const Pack& pack : compiled.packs) parameters_.push_back(parameters_of(pack, options.parameters));
    made_.identity_ = {device.id, device.site, device.role, device.platform, device.tags};
  }

  MemberFacts gather(std::string missing) {
    made_.missing_ = std::move(missing);
    for (const std::uint32_t index : compiled_.group_rules) {
      const Rule& rule = compiled_.rules[index];
      made_.rules_.emplace_back();
      if (options_.only.empty() || rule.info.id == options_.only) gather(rule);
    }
    return std::move(made_);
  }

 private:
  void gather(const Rule& rule) {
    const PackParameters& parameters = parameters_[rule.pack];
    variables_.assign({make_object(&device_, model::device_class()),
                       make_timestamp(options_.now.time_since_epoch().count(), 0)});
    variables_.insert(variables_.end(), parameters.values.begin(), parameters.values.end());
    evaluation_.begin(options_.step_budget);
    MemberFacts::OfRule& of_rule = made_.rules_.back();
    of_rule.included = make_bool(true);
    if (const std::string& wrong = mistake_of(rule); !wrong.empty()) {
      of_rule.included = pack(make_error(wrong), "members", {}).value;
      return;
    }
    if (rule.members) of_rule.included = fact(*rule.members, "members").value;
    if (of_rule.included.is_false()) return;
    for (const NamedExpression& named : rule.facts) of_rule.facts.push_back(fact(named.expression, named.name));
  }

  [[nodiscard]] std::string mistake_of(const Rule& rule) const {
    for (const std::uint32_t used : rule.fact_parameters)
      if (const std::string& mistake = parameters_[rule.pack].mistakes[used]; !mistake.empty()) return mistake;
    return {};
  }

  MemberFacts::Fact fact(const Ast& expression, std::string_view name) {
    evaluation_.set_tracing(true);
    const Value value = evaluation_.run(expression, variables_);
    evaluation_.set_tracing(false);
    std::vector<Evidence> lines = seen_values(evaluation_, evaluation_.trace(), {}).lines;
    std::string reason;
    if (holds_unknown(value)) {
      Explanation why = explain(causes_in(evaluation_, value), device_);
      reason = joined(why.reasons);
      lines.insert(lines.end(), why.evidence.begin(), why.evidence.end());
    }
    MemberFacts::Fact made = pack(value, name, reason);
    made.lines = tidy(std::move(lines));
    if (made.lines.size() > most_ranges) made.lines.resize(most_ranges);
    return made;
  }

  MemberFacts::Fact pack(const Value& value, std::string_view name, std::string_view reason) {
    const std::string what = made_.identity_.device + ": " + std::string(name);
    std::string wrong;
    if (value.kind == Kind::error) wrong = what + ": " + std::string(value.string());
    const Value kept = value.kind == Kind::error ? make_error(wrong) : value;
    auto packed = pack_value(kept, what, reason, MemberFacts::most_bytes - std::min(made_.bytes_, MemberFacts::most_bytes));
    if (!packed) {
      const std::string too_much =
          fmt::format("the facts of this device need more than {} KiB", MemberFacts::most_bytes / 1024);
      packed = pack_value(make_unknown(), what, too_much, MemberFacts::most_bytes);
    }
    made_.bytes_ += packed->size;
    made_.blocks_.push_back(std::move(packed->block));
    return {packed->value, {}};
  }

  const CompiledRules& compiled_;
  const model::Device& device_;
  const EvaluateOptions& options_;
  Evaluation evaluation_;
  std::vector<PackParameters> parameters_;
  std::vector<Value> variables_;
  MemberFacts made_;
};

std::vector<Evidence> MemberFacts::lines() const {
  std::vector<Evidence> lines;
  for (const OfRule& rule : rules_)
    for (const Fact& fact : rule.facts) lines.insert(lines.end(), fact.lines.begin(), fact.lines.end());
  return lines;
}

MemberFacts PolicySet::member_facts(const model::Device& device, const EvaluateOptions& options,
                                    std::string missing) const {
  return FactGatherer(*rules_, device, options).gather(std::move(missing));
}

}  // namespace muster::policy
