#include "analysis/credentials.hpp"
#include "analysis/filters.hpp"
#include "analysis/firmware.hpp"
#include "analysis/path_exposure.hpp"
#include "policy/evaluation.hpp"
#include "policy/functions.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;
using analysis::Answer;

Value from_answer(Evaluation& evaluation, Answer answer, std::string_view what, std::string_view reason,
                  model::LinesId lines) {
  if (answer == Answer::unknown) return evaluation.unknown(what, reason, lines);
  return make_bool(answer == Answer::yes);
}

/// Text of an attribute for an analysis; empty where it is absent.
std::string_view text_or_empty(const Value& value) {
  return value.kind == Kind::string ? value.string() : std::string_view();
}

Value default_secret(Evaluation& evaluation, std::string_view kind, const Value& name, const Value& secret,
                     const Value& vendor) {
  if (secret.failed()) return secret;
  if (secret.kind != Kind::secret) return make_bool(false);  // none is stored
  if (name.failed()) return name;
  if (!evaluation.spend(analysis::question_steps(*secret.secret))) return make_error("over budget");
  const Answer answer =
      analysis::is_default_credential(kind, text_or_empty(name), *secret.secret, text_or_empty(vendor));
  return from_answer(evaluation, answer, "is_default_credential", "cannot test this form of secret", 0);
}

Value default_user(Evaluation& evaluation, Arguments arguments) {
  const Value name = evaluation.read(arguments[0], "name");
  return default_secret(evaluation, "user", name, evaluation.read(arguments[0], "password"), arguments[1]);
}

Value default_credential(Evaluation& evaluation, Arguments arguments) {
  const Value kind = evaluation.read(arguments[0], "kind");
  if (kind.failed()) return kind;
  const Value name = evaluation.read(arguments[0], "name");
  return default_secret(evaluation, text_or_empty(kind), name, evaluation.read(arguments[0], "value"), arguments[1]);
}

Value default_community(Evaluation& evaluation, Arguments arguments) {
  return default_secret(evaluation, "snmp", make_text(""), evaluation.read(arguments[0], "value"), arguments[1]);
}

Value exposed(Evaluation& evaluation, Arguments arguments) {
  const auto& frontend = *static_cast<const model::Frontend*>(arguments[0].object);
  if (!evaluation.spend(100 + frontend.path_rules.size() * 10)) return make_error("over budget");
  const analysis::Exposure exposure = analysis::exposes(frontend, arguments[1].string());
  for (const model::LinesId lines : exposure.lines) evaluation.record(lines);
  // Opaque rules stand in their position and the analysis knows them; an open domain may hide a rule anywhere.
  if (const Value doubt = evaluation.doubt(arguments[0], Domain::proxy); doubt.kind == Kind::unknown) return doubt;
  const model::LinesId lines = exposure.lines.empty() ? frontend.lines : exposure.lines.front();
  return from_answer(evaluation, exposure.answer, "exposes", exposure.reason, lines);
}

using FilterQuestion = Answer (*)(const model::Device&, const model::Filter&);

template <FilterQuestion Question>
Value ask_filter(Evaluation& evaluation, Arguments arguments) {
  const auto& filter = *static_cast<const model::Filter*>(arguments[0].object);
  if (!evaluation.spend(100 + filter.rules.size() * 2)) return make_error("over budget");
  evaluation.record(filter.lines);
  const Answer answer = Question(*evaluation.device(), filter);
  if (const Value doubt = evaluation.doubt(arguments[0], Domain::filters); doubt.kind == Kind::unknown) return doubt;
  return from_answer(evaluation, answer, "filter", "has rules that were not understood", filter.lines);
}

Value at_least(Evaluation& evaluation, Arguments arguments) {
  const auto order = analysis::compare_versions(arguments[2].string(), arguments[0].string(), arguments[1].string());
  if (order) return make_bool(*order >= 0);
  return evaluation.unknown("at_least", "the two versions have no known order", 0);
}

constexpr FunctionRow rows[] = {
    {"is_default_credential(user, string) -> bool",
     "The account has a factory password of this vendor (or a common one).", default_user, true},
    {"is_default_credential(credential, string) -> bool",
     "The secret is a factory secret of this vendor (or a common one).", default_credential, true},
    {"is_default_credential(snmp_community, string) -> bool",
     "The community is one that devices leave the factory with.", default_community, true},
    {"at_least(string, string, string) -> bool",
     "A version of a product (third) is the same as the minimum (second) or later.", at_least, true},
    {"exposes(frontend, string) -> bool",
     "A request for the context path can pass the frontend. False only if no spelling of it can.", exposed, true},
    {"permits_any(filter) -> bool", "One rule, the default action, or several rules together permit every packet.",
     ask_filter<&analysis::permits_any>, true},
    {"default_denies(filter) -> bool", "What no more specific rule decides is denied.",
     ask_filter<&analysis::default_denies>, true},
};

}  // namespace

std::span<const FunctionRow> analysis_functions() { return rows; }

}  // namespace muster::policy
