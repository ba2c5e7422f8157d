#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/filter_names.hpp"
#include "core/verdict.hpp"
#include "model/device.hpp"
#include "policy/arena.hpp"
#include "policy/ast.hpp"
#include "policy/functions.hpp"
#include "policy/trace.hpp"
#include "policy/value.hpp"

namespace muster::policy {

/// Where the model of one device is open: computed once, asked for every absent or default value.
class Openness {
 public:
  /// The device must outlive it; null: everything is open.
  explicit Openness(const model::Device* device);
  /// May something of `domain` in `context` be missing or different?
  [[nodiscard]] bool open(Domain domain, std::string_view context) const;
  /// May something of `domain` in any context be missing?
  [[nodiscard]] bool open_anywhere(Domain domain) const {
    return !contributed_.contains(domain) || anywhere_.contains(domain);
  }

 private:
  struct Context {
    std::string_view name;
    Domains domains;
  };
  Domains contributed_;
  Domains everywhere_;  ///< opened for the device itself, and so for all contexts
  Domains anywhere_;
  std::vector<Context> contexts_;
};

/// Evaluates checked expressions for one device. Holds the memory of their values: a value lives until `begin`.
/// Not for several threads at once.
class Evaluation {
 public:
  /// `device` may be null for expressions that use no model.
  Evaluation(const FunctionTable& functions, const model::Device* device);

  /// Starts over: forgets all values and the trace, and sets the number of steps that may be used until the next call.
  void begin(std::uint64_t budget);
  /// While tracing, unknown values tell why, and `trace` collects lines. Begins an empty trace.
  void set_tracing(bool tracing);
  /// Goes back to the number of steps used before a second, tracing evaluation.
  void set_steps(std::uint64_t steps) { steps_ = steps, over_budget_ = steps > budget_; }
  /// The value of the expression; an error if the budget does not suffice.
  [[nodiscard]] Value run(const Ast& ast, std::span<const Value> variables);

  [[nodiscard]] bool over_budget() const { return over_budget_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  /// What the answer rests on, as far as it was traced; in order of reading, with repetitions. Of a decided `&&`, `||`,
  /// `all` and `exists` only what decided it; of an unknown one only what is not known.
  [[nodiscard]] std::span<const Seen> trace() const { return trace_; }

  // What implementations of functions use.
  [[nodiscard]] Arena& arena() { return arena_; }
  [[nodiscard]] const model::Device* device() const { return device_; }
  /// Uses up steps; false when there are none left.
  bool spend(std::uint64_t steps);
  [[nodiscard]] Value read(const Value& object, const model::Field& field);
  [[nodiscard]] Value read(const Value& object, std::string_view field);
  [[nodiscard]] Value text(std::string_view text, Kind kind = Kind::string);  ///< a copy that lives with the values
  [[nodiscard]] Value error(std::string_view message);                        ///< likewise
  [[nodiscard]] Value list(std::span<const Value> items, bool open = false, const Cause* why = nullptr);
  [[nodiscard]] Value prefix(const IpPrefix& prefix, Kind kind);
  [[nodiscard]] Value unknown(std::string_view what, std::string_view reason, model::LinesId lines);
  /// Unknown, with the reasons, if lines about the object or its domain were not understood; else null. For analyses
  /// that look at a whole object: what they say is only as sure as the object is closed.
  [[nodiscard]] Value doubt(const Value& object, Domain domain);
  /// The same of a domain alone, in the context or in any.
  [[nodiscard]] Value doubt_in(Domain domain, std::string_view context, bool anywhere);
  /// The filters of the device by name; made at the first call. There must be a device.
  [[nodiscard]] const analysis::FilterNames& filter_names();
  [[nodiscard]] const Cause* join(const Cause* a, const Cause* b);
  /// Unknown if any of the values is, else the first error among them.
  [[nodiscard]] Value failure(std::span<const Value> values);
  /// While tracing: the answer rests on these lines.
  void record(model::LinesId lines);

 private:
  struct Frame;
  [[nodiscard]] Value evaluate(NodeId id);
  [[nodiscard]] Value evaluate_node(const Node& node);
  [[nodiscard]] Value select(const Node& node, bool only_presence);
  [[nodiscard]] Value element(const Node& node);
  [[nodiscard]] Value call(const Node& node);
  [[nodiscard]] Value invoke(const Node& node, std::span<const Value> arguments);
  [[nodiscard]] Value operation(const Node& node);
  [[nodiscard]] Value make_list(const Node& node);
  [[nodiscard]] Value make_map(const Node& node);
  [[nodiscard]] Value conditional(const Node& node);
  [[nodiscard]] Value chain(const Node& node, bool deciding);
  [[nodiscard]] Value fold(const Node& node);
  [[nodiscard]] Value quantify(const Node& node, const Value& range, bool deciding, std::size_t begin);
  [[nodiscard]] Value exists_one(const Node& node, const Value& range);
  [[nodiscard]] Value transform(const Node& node, const Value& range);
  [[nodiscard]] Value transform_map(const Node& node, const Value& range);
  [[nodiscard]] Value group_by(const Node& node, const Value& range);
  void bind_item(const Node& node, const Value& range, std::uint32_t index);
  [[nodiscard]] Value list_field(const Value& object, const model::Field& field, const model::FieldValue& value);
  [[nodiscard]] const Cause* openings(Domain domain, std::string_view context, bool anywhere);
  [[nodiscard]] Value field_value(const model::Field& field, const model::FieldValue& value);
  [[nodiscard]] Value read_field(const Value& object, const model::Field& field, const model::FieldValue& value);
  [[nodiscard]] Value local(const Node& node);
  [[nodiscard]] Value bind(const Node& node);
  void see(const Seen& seen);
  void forget_trace(std::size_t begin, std::size_t end);
  std::size_t move_trace(std::size_t from, std::size_t to);
  void forget_lists(std::size_t begin, std::size_t end);
  void keep_trace_of(const Value& item, std::size_t begin, std::size_t end);

  const FunctionTable* functions_;
  const model::Device* device_;
  Openness openness_;
  std::optional<analysis::FilterNames> filter_names_;
  Arena arena_;
  std::vector<Value> locals_;
  std::vector<Seen> trace_;
  std::vector<std::vector<Seen>> bound_;  ///< while tracing: what the value of a bound local rests on, by slot
  const Ast* ast_ = nullptr;
  std::span<const Value> variables_;
  std::uint64_t steps_ = 0;
  std::uint64_t budget_ = 0;
  bool over_budget_ = false;
  bool tracing_ = false;
};

// Operators on values; unknown parts give honest answers (see docs/policy-language.md).
[[nodiscard]] Value equal(Evaluation& evaluation, const Value& a, const Value& b);
[[nodiscard]] Value not_equal(Evaluation& evaluation, const Value& a, const Value& b);
[[nodiscard]] Value compare(Evaluation& evaluation, Operator op, const Value& a, const Value& b);
[[nodiscard]] Value contains(Evaluation& evaluation, const Value& item, const Value& container);
[[nodiscard]] Value arithmetic(Evaluation& evaluation, Operator op, const Value& a, const Value& b);
[[nodiscard]] Value negate(Evaluation& evaluation, const Value& value);
/// The value of a known key; nothing if the map has none.
[[nodiscard]] const Value* find_key(const Map& map, const Value& key);

}  // namespace muster::policy
