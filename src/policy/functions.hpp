#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/type.hpp"
#include "policy/value.hpp"

namespace muster::policy {

class Evaluation;

/// What a function does with arguments of the declared types. Unknown and failed arguments never reach it, nor lists
/// and maps of which some part is unknown, unless the row says `partial`.
using Implementation = Value (*)(Evaluation& evaluation, std::span<const Value> arguments);

/// One overload of a function as the tables write it: the one source of the type check, the documents and the
/// nearest-name search.
struct FunctionRow {
  std::string_view signature;  ///< "string.startsWith(string) -> bool"; a dot after the receiver's type,
                               ///< "::" after a name space, "A..." for one or more; N is a number
  std::string_view doc;
  Implementation run = nullptr;
  bool may_be_unknown = false;  ///< it can answer "unknown" though all its arguments are known
  bool partial = false;         ///< it takes open lists
  bool facts_only = false;      ///< it may be used in the facts of group and fleet rules only
};

/// The tables, one a file.
[[nodiscard]] std::span<const FunctionRow> standard_functions();
[[nodiscard]] std::span<const FunctionRow> text_functions();
[[nodiscard]] std::span<const FunctionRow> time_functions();
[[nodiscard]] std::span<const FunctionRow> network_functions();
[[nodiscard]] std::span<const FunctionRow> math_functions();
[[nodiscard]] std::span<const FunctionRow> list_functions();
[[nodiscard]] std::span<const FunctionRow> analysis_functions();
[[nodiscard]] std::span<const FunctionRow> filter_functions();
[[nodiscard]] std::span<const FunctionRow> secret_functions();

struct Overload {
  const FunctionRow* row = nullptr;
  std::vector<Type> parameters;            ///< the receiver first
  std::vector<std::optional<Kind>> kinds;  ///< what each parameter takes at run time; nothing: anything
  std::vector<const model::Class*> classes;
  Type result;
  bool variadic = false;  ///< the last parameter stands for one or more arguments

  [[nodiscard]] bool takes(std::size_t arguments) const {
    return variadic ? arguments >= parameters.size() : arguments == parameters.size();
  }
  /// The parameter that an argument goes to.
  [[nodiscard]] std::size_t parameter(std::size_t argument) const { return std::min(argument, parameters.size() - 1); }
};

struct Function {
  std::string name;  ///< "startsWith", "math.abs"
  bool receiver = false;
  std::vector<Overload> overloads;
};

/// All functions, by name.
class FunctionTable {
 public:
  explicit FunctionTable(TypeTable& types);

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name, bool receiver) const;
  [[nodiscard]] const Function& at(std::uint32_t index) const { return functions_[index]; }
  [[nodiscard]] std::span<const Function> all() const { return functions_; }

 private:
  void add(TypeTable& types, const FunctionRow& row);
  std::vector<Function> functions_;
};

}  // namespace muster::policy
