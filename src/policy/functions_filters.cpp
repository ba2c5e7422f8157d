#include "analysis/filter_names.hpp"
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

/// A filter of the device itself counts for a context only if it is sure that the context has none of its own.
Value has_filter(Evaluation& evaluation, Arguments arguments) {
  const auto& interface = *static_cast<const model::Interface*>(arguments[0].object);
  const std::string_view name = arguments[1].string();
  if (!evaluation.spend(steps_of_rule + name.size())) return make_error("over budget");
  const analysis::FilterNames& names = evaluation.filter_names();
  const analysis::FilterNames::Place place = names.find(interface.context, name);
  if (place.filter != nullptr) evaluation.record(place.filter->lines);
  if (place.filter != nullptr && !place.shared) return make_bool(true);
  const bool anywhere = analysis::FilterNames::is_absolute(name);
  const Value doubt = evaluation.doubt_in(Domain::filters, interface.context, anywhere);
  if (doubt.kind == Kind::unknown) return doubt;
  if (place.filter == nullptr && names.nameless() != nullptr)
    return evaluation.unknown("filter", "the name of a filter is not known", names.nameless()->lines);
  return make_bool(place.filter != nullptr);
}

constexpr FunctionRow rows[] = {
    {"has_filter(interface, string) -> bool",
     "A filter of this name is defined where the interface looks for it: in its own context, or in the device if that "
     "context has no filters.",
     has_filter, true},
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
