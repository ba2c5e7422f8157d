#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.hpp"
#include "model/schema.hpp"
#include "policy/value.hpp"

namespace muster::policy {

class Evaluation;

/// One thing that an expression looked at while it was traced: a field of an object, what a function said of an
/// object, a variable that is no object, or lines alone. Lives as long as the values of the evaluation.
struct Seen {
  Value object{};                       ///< whose field, or what the function was asked about
  const model::Field* field = nullptr;  ///< null: of a function, a variable or lines alone
  std::string_view function{};          ///< "permits_any"; empty: no function
  std::uint32_t variable = 0;           ///< 1 + index of the variable; 0: none
  bool by_default = false;              ///< the value is the platform's default
  bool row = false;                     ///< the lines of the object (of bulk rows) count as well
  Value value{};
  model::LinesId lines = 0;
};

/// What a traced evaluation looked at, for a verdict.
struct SeenValues {
  std::vector<SeenValue> values;  ///< each once, at most 50 and then "and N more"; secrets only as their format
  std::vector<Evidence> lines;    ///< of all of them, tidied
};

/// "user admin", "blue/user admin": class, key and context of an object; "item X" of any other value.
[[nodiscard]] std::string object_name(Evaluation& evaluation, const Value& value);

/// An object whose name is known already.
struct NamedObject {
  const void* object = nullptr;
  const model::Class* object_class = nullptr;
  std::string_view name{};
};

/// Reads the trace; `variables` are the names of the expression's variables. Tracing must be over.
[[nodiscard]] SeenValues seen_values(Evaluation& evaluation, std::span<const Seen> trace,
                                     std::span<const std::string> variables, const NamedObject& known = {});

/// The lines that speak about an object of the model; none of other values.
[[nodiscard]] std::vector<Evidence> object_lines(const Value& object, const model::Device& device);

/// Joins two: the values of the second that the first does not have follow.
void append(SeenValues& to, SeenValues more);

}  // namespace muster::policy
