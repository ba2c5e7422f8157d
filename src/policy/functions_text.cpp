#include "policy/evaluation.hpp"
#include "policy/functions.hpp"
#include "policy/utf8.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

Value starts_with(Evaluation&, Arguments arguments) { return make_bool(arguments[0].string().starts_with(arguments[1].string())); }
Value ends_with(Evaluation&, Arguments arguments) { return make_bool(arguments[0].string().ends_with(arguments[1].string())); }

Value contains_text(Evaluation& evaluation, Arguments arguments) {
  evaluation.spend(arguments[0].size / 16);
  return make_bool(arguments[0].string().find(arguments[1].string()) != std::string_view::npos);
}

Value matches(Evaluation& evaluation, Arguments arguments) {
  constexpr std::uint64_t compile_steps = 2000;
  if (!evaluation.spend(compile_steps + arguments[1].size * 16ULL + arguments[0].size / 8)) return make_error("over budget");
  std::string error;
  const auto pattern = Regex::compile(arguments[1].string(), &error);
  return pattern ? make_bool(pattern->search(arguments[0].string())) : evaluation.error("invalid regular expression: " + error);
}

constexpr FunctionRow rows[] = {
    {"string.startsWith(string) -> bool", "The text begins with the argument.", starts_with},
    {"string.endsWith(string) -> bool", "The text ends with the argument.", ends_with},
    {"string.contains(string) -> bool", "The argument stands somewhere in the text.", contains_text},
    {"string.matches(string) -> bool", "The regular expression (RE2) matches somewhere in the text.", matches},
    {"matches(string, string) -> bool", "The same.", matches},
};

}  // namespace

std::span<const FunctionRow> text_functions() { return rows; }

}  // namespace muster::policy
