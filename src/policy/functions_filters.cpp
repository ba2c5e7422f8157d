#include "analysis/filter_sets.hpp"
#include "policy/evaluation.hpp"
#include "policy/functions.hpp"

/// Questions about the rules of a filter.
namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;
using analysis::Answer;

constexpr std::uint64_t steps_of_rule = 10;

const model::Filter& filter_of(const Value& value) { return *static_cast<const model::Filter*>(value.object); }

using RuleQuestion = analysis::RuleList (*)(const model::Device&, const model::Filter&);

/// The names of rules; the list is open where of some rule nothing can be said, or the filter may have more.
template <RuleQuestion Question>
Value list_rules(Evaluation& evaluation, Arguments arguments) {
  const model::Filter& filter = filter_of(arguments[0]);
  if (!evaluation.spend(100 + filter.rules.size() * steps_of_rule)) return make_error("over budget");
  const analysis::RuleList found = Question(*evaluation.device(), filter);
  const Value doubt = evaluation.doubt(arguments[0], Domain::filters);
  std::vector<Value> names;
  for (const analysis::NamedRule& rule : found.rules) {
    if (rule.missing && doubt.kind == Kind::unknown) continue;  // it may stand in a line that was not understood
    names.push_back(evaluation.text(rule.name));
    for (const model::LinesId lines : rule.lines) evaluation.record(lines);
  }
  const Cause* why = doubt.kind == Kind::unknown ? doubt.cause : nullptr;
  if (found.open) {
    const Value made = evaluation.unknown("filter", evaluation.text(found.reason).string(), found.doubtful);
    why = evaluation.join(why, made.cause);
  }
  return evaluation.list(names, found.open || doubt.kind == Kind::unknown, why);
}

template <Answer analysis::FlowAnswer::*Question>
Value ask_flow(Evaluation& evaluation, Arguments arguments) {
  const model::Filter& filter = filter_of(arguments[0]);
  if (!evaluation.spend(100 + filter.rules.size() * steps_of_rule)) return make_error("over budget");
  const analysis::FlowAnswer answer = analysis::flow_through(*evaluation.device(), filter, arguments[1].string());
  if (!answer.is_flow)
    return evaluation.error("expected a flow such as 'tcp any 10.0.0.0/8 23', got '" +
                            std::string(arguments[1].string()) + "'");
  evaluation.record(filter.lines);
  for (const model::LinesId lines : answer.lines) evaluation.record(lines);
  if (const Value doubt = evaluation.doubt(arguments[0], Domain::filters); doubt.kind == Kind::unknown) return doubt;
  if (answer.*Question == Answer::unknown)
    return evaluation.unknown("filter", "a rule with further conditions, a jump or what is not known may decide",
                              filter.lines);
  return make_bool(answer.*Question == Answer::yes);
}

constexpr FunctionRow rows[] = {
    {"unreachable_rules(filter) -> list(string)",
     "Rules whose fields lie wholly in those of earlier rules that ask for nothing else, with the rules that hide "
     "them.",
     list_rules<&analysis::unreachable_rules>, true},
    {"any_service_rules(filter) -> list(string)",
     "Rules that permit new connections of every protocol, application and port.",
     list_rules<&analysis::any_service_rules>, true},
    {"unresolved_groups(filter) -> list(string)",
     "Groups that rules name and that are not defined, or hold everything.", list_rules<&analysis::unresolved_groups>,
     true},
    {"flow_permitted(filter, string) -> bool",
     "All new connections of a flow such as 'tcp any 192.0.2.80/32 443' are permitted.",
     ask_flow<&analysis::FlowAnswer::permitted>, true},
    {"flow_denied(filter, string) -> bool", "All new connections of a flow are denied.",
     ask_flow<&analysis::FlowAnswer::denied>, true},
};

}  // namespace

std::span<const FunctionRow> filter_functions() { return rows; }

}  // namespace muster::policy
