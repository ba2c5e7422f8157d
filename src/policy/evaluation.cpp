#include "policy/evaluation.hpp"

#include <algorithm>
#include <array>

#include "policy/packed_value.hpp"

namespace muster::policy {
namespace {

/// Joins the causes of two unknown values; a value that is not unknown adds nothing.
const Cause* cause_of(const Value& value) {
  if (value.kind == Kind::unknown) return value.cause;
  return value.kind == Kind::at_least ? value.why : nullptr;
}

/// Why a value of which some part is unknown is so; the first cause found.
const Cause* first_cause(const Value& value) {
  if (value.kind == Kind::list) {
    if (value.list->why != nullptr) return value.list->why;
    for (std::uint32_t i = 0; i < value.list->size && value.list->uncertain; ++i)
      if (const Value item = value.list->at(i); holds_unknown(item)) return first_cause(item);
    return nullptr;
  }
  if (value.kind == Kind::map) {
    for (std::uint32_t i = 0; i < value.map->size; ++i)
      if (holds_unknown(value.map->values[i])) return first_cause(value.map->values[i]);
    return nullptr;
  }
  return cause_of(value);
}

}  // namespace

Evaluation::Evaluation(const FunctionTable& functions, const model::Device* device)
    : functions_(&functions), device_(device), openness_(device) {
  constexpr std::size_t usual_locals = 16;
  locals_.reserve(usual_locals);
}

void Evaluation::begin(std::uint64_t budget) {
  arena_.reset();
  trace_.clear();
  steps_ = 0;
  budget_ = budget;
  over_budget_ = false;
}

void Evaluation::set_tracing(bool tracing) {
  tracing_ = tracing;
  if (tracing) trace_.clear();
  bound_.clear();
}

bool Evaluation::spend(std::uint64_t steps) {
  steps_ += steps;
  if (steps_ > budget_ || arena_.exhausted()) over_budget_ = true;
  return !over_budget_;
}

Value Evaluation::run(const Ast& ast, std::span<const Value> variables) {
  ast_ = &ast;
  variables_ = variables;
  if (locals_.size() < ast.slots) locals_.resize(ast.slots);
  const Value value = evaluate(ast.root);
  return over_budget_ ? make_error("the rule needs more steps than its budget") : value;
}

Value Evaluation::text(std::string_view text, Kind kind) {
  spend(text.size() / 16);
  if (over_budget_) return make_error("over budget");
  return make_text(arena_.copy(text), kind);
}

Value Evaluation::error(std::string_view message) { return make_error(arena_.copy(message)); }

Value Evaluation::prefix(const IpPrefix& prefix, Kind kind) {
  Value made;
  made.kind = kind;
  made.prefix = arena_.make_one(prefix);
  return made;
}

Value Evaluation::list(std::span<const Value> items, bool open, const Cause* why) {
  spend(items.size());
  List made;
  const std::span<Value> copy = arena_.make<Value>(std::max<std::size_t>(items.size(), 1));
  std::ranges::copy(items, copy.begin());
  made.items = copy.data();
  made.size = static_cast<std::uint32_t>(items.size());
  made.open = open;
  made.why = why;
  made.uncertain = std::ranges::any_of(items, holds_unknown);
  Value value;
  value.kind = Kind::list;
  value.list = arena_.make_one(made);
  return value;
}

Value Evaluation::unknown(std::string_view what, std::string_view reason, model::LinesId lines) {
  if (!tracing_) return make_unknown();
  return make_unknown(arena_.make_one(Cause{arena_.copy(what), arena_.copy(reason), lines, nullptr, nullptr}));
}

const Cause* Evaluation::join(const Cause* a, const Cause* b) {
  if (a == nullptr || a == b) return b;
  if (b == nullptr) return a;
  return arena_.make_one(Cause{{}, {}, 0, a, b});
}

Value Evaluation::failure(std::span<const Value> values) {
  const Value* failed = nullptr;
  const Cause* why = nullptr;
  for (const Value& value : values) {
    if (value.kind == Kind::unknown) why = join(why, value.cause);
    if (value.failed() && (failed == nullptr || (failed->kind == Kind::error && value.kind == Kind::unknown)))
      failed = &value;
  }
  if (failed == nullptr) return make_error("no such overload");
  return failed->kind == Kind::unknown ? make_unknown(why) : *failed;
}

Value Evaluation::evaluate(NodeId id) {
  if (!spend(1)) return make_error("over budget");
  return evaluate_node(ast_->nodes[id]);
}

Value Evaluation::evaluate_node(const Node& node) {
  switch (node.kind) {
    case NodeKind::literal:
      return ast_->constants[node.index];
    case NodeKind::variable:
      if (tracing_ && variables_[node.index].kind != Kind::object)
        see({.variable = node.index + 1, .value = variables_[node.index]});
      return variables_[node.index];
    case NodeKind::local:
      return local(node);
    case NodeKind::select:
      return select(node, false);
    case NodeKind::has:
      return select(node, true);
    case NodeKind::element:
      return element(node);
    case NodeKind::call:
      return call(node);
    case NodeKind::operation:
      return operation(node);
    case NodeKind::list:
      return make_list(node);
    case NodeKind::map:
      return make_map(node);
    case NodeKind::conditional:
      return conditional(node);
    case NodeKind::all_of:
      return chain(node, false);
    case NodeKind::any_of:
      return chain(node, true);
    case NodeKind::fold:
      return fold(node);
    case NodeKind::bind:
      return bind(node);
    case NodeKind::name:
    case NodeKind::invalid:
      break;
  }
  return make_error("undeclared reference or unbound function");
}

Value Evaluation::select(const Node& node, bool only_presence) {
  const Value operand = evaluate(ast_->children[node.first]);
  if (operand.failed()) return operand;
  if (operand.kind == Kind::secret && ast_->names[node.index] == "format")
    return only_presence ? make_bool(true) : make_text(operand.secret->format);
  if (operand.kind == Kind::fingerprint) {
    const std::string_view name = ast_->names[node.index];
    if (name != "owner" && name != "format") return make_error("no such field");
    if (only_presence) return make_bool(true);
    return make_text(name == "owner" ? operand.fingerprint->owner : operand.fingerprint->format);
  }
  if (operand.kind == Kind::object) {
    const Value value =
        node.field != nullptr ? read(operand, *node.field) : read(operand, std::string_view(ast_->names[node.index]));
    if (!only_presence || value.failed()) return value;
    if (value.kind == Kind::list && node.field != nullptr && node.field->type == model::FieldType::text_list)
      return make_bool(node.field->get(*device_, operand.object).state != model::State::absent);
    return make_bool(value.kind != Kind::null);
  }
  if (operand.kind != Kind::map) return make_error("no such overload");
  spend(operand.map->size / 8);
  const Value* const found = find_key(*operand.map, make_text(ast_->names[node.index]));
  if (operand.map->member != nullptr && found != nullptr) {
    see({.object = operand, .function = ast_->names[node.index], .value = *found});
    if (only_presence) return found->failed() ? *found : make_bool(found->kind != Kind::null);
  }
  if (only_presence) return make_bool(found != nullptr);
  return found != nullptr ? *found : make_error("no such key");
}

// --- containers

Value Evaluation::element(const Node& node) {
  const std::array<Value, 2> parts{evaluate(ast_->children[node.first]), evaluate(ast_->children[node.first + 1])};
  if (parts[0].failed() || parts[1].failed()) return failure(parts);
  const auto& [container, key] = parts;
  if (container.kind == Kind::map) {
    if (key.kind == Kind::at_least) return make_unknown(key.why);
    spend(container.map->size / 8);
    const Value* const found = find_key(*container.map, key);
    return found != nullptr ? *found : make_error("no such key");
  }
  if (container.kind != Kind::list) return make_error("no such overload");
  if (container.list->open) return make_unknown(container.list->why);
  if (key.kind == Kind::at_least) return make_unknown(key.why);
  const double whole = key.kind == Kind::floating ? key.floating : 0;
  std::int64_t index = key.integer;
  if (key.kind == Kind::uint && key.uint > 0x7fffffffU) index = -1;
  if (key.kind == Kind::floating)
    index = whole >= 0 && whole < 4e9 && whole == static_cast<double>(static_cast<std::int64_t>(whole))
                ? static_cast<std::int64_t>(whole)
                : -1;
  if (key.kind != Kind::integer && key.kind != Kind::uint && key.kind != Kind::floating)
    return make_error("invalid_argument: the index is no int");
  if (index < 0 || index >= container.list->size) return make_error("invalid_argument: index out of range");
  return container.list->at(static_cast<std::uint32_t>(index));
}

Value Evaluation::make_list(const Node& node) {
  const std::span<Value> items = arena_.make<Value>(node.count);
  for (std::uint32_t i = 0; i < node.count; ++i) {
    items[i] = evaluate(ast_->children[node.first + i]);
    if (items[i].kind == Kind::error) return items[i];
  }
  return list(items);
}

Value Evaluation::make_map(const Node& node) {
  Map made;
  made.size = node.count / 2;
  const std::span<Value> keys = arena_.make<Value>(made.size);
  const std::span<Value> values = arena_.make<Value>(made.size);
  made.keys = keys.data();
  made.values = values.data();
  const std::uint32_t total = made.size;
  for (std::uint32_t i = 0; i < total; ++i) {
    const Value key = evaluate(ast_->children[node.first + 2 * i]);
    const Value value = evaluate(ast_->children[node.first + 2 * i + 1]);
    if (key.failed()) return key;
    if (value.kind == Kind::error) return value;
    if (key.kind == Kind::at_least) return make_unknown(key.why);
    if (key.kind != Kind::boolean && key.kind != Kind::integer && key.kind != Kind::uint && key.kind != Kind::string)
      return make_error("unsupported key type");
    made.size = i;
    spend(i / 8);
    if (find_key(made, key) != nullptr) return make_error("Failed with repeated key");
    keys[i] = key;
    values[i] = value;
    made.uncertain = made.uncertain || holds_unknown(value);
  }
  made.size = total;
  Value value;
  value.kind = Kind::map;
  value.map = arena_.make_one(made);
  return value;
}

// --- calls and operators

Value Evaluation::call(const Node& node) {
  constexpr std::size_t usual = 4;
  std::array<Value, usual> few;
  std::span<Value> arguments(few);
  if (node.count > usual) arguments = arena_.make<Value>(node.count);
  arguments = arguments.first(node.count);
  bool failed = false;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    arguments[i] = evaluate(ast_->children[node.first + i]);
    failed = failed || arguments[i].failed();
  }
  if (over_budget_) return make_error("over budget");
  return failed ? failure(arguments) : invoke(node, arguments);
}

Value Evaluation::invoke(const Node& node, std::span<const Value> arguments) {
  if (node.regex != 0 && arguments[0].kind == Kind::string) {
    spend(arguments[0].size / 8);
    return make_bool(ast_->regexes[node.regex - 1].search(arguments[0].string()));
  }
  const Function& function = functions_->at(node.index);
  for (const Overload& overload : function.overloads) {
    if (!overload.takes(arguments.size())) continue;
    bool fits = true;
    for (std::size_t i = 0; fits && i < arguments.size(); ++i) {
      const Kind kind = arguments[i].kind == Kind::at_least ? Kind::integer : arguments[i].kind;
      const std::size_t at = overload.parameter(i);
      fits = overload.kinds[at] ? *overload.kinds[at] == kind : kind != Kind::secret;
      if (fits && overload.classes[at] != nullptr) fits = arguments[i].object_class == overload.classes[at];
    }
    if (!fits) continue;
    const auto vague = std::ranges::find_if(arguments, holds_unknown);
    if (vague != arguments.end() && !overload.row->partial) return make_unknown(first_cause(*vague));
    const Value result = overload.row->run(*this, arguments);
    if (tracing_)
      if (const auto asked = std::ranges::find(arguments, Kind::object, &Value::kind); asked != arguments.end())
        see({.object = *asked, .function = function.name, .value = result});
    return result;
  }
  return make_error("no such overload");
}

Value Evaluation::operation(const Node& node) {
  const auto op = static_cast<Operator>(node.detail);
  std::array<Value, 2> parts;
  parts[0] = evaluate(ast_->children[node.first]);
  if (node.count > 1) parts[1] = evaluate(ast_->children[node.first + 1]);
  if (parts[0].failed() || parts[1].failed()) return failure(std::span(parts).first(node.count));
  switch (op) {
    case Operator::logical_not:
      return parts[0].kind == Kind::boolean ? make_bool(!parts[0].boolean) : make_error("no such overload");
    case Operator::negate:
      return negate(*this, parts[0]);
    case Operator::equal:
      return equal(*this, parts[0], parts[1]);
    case Operator::not_equal:
      return not_equal(*this, parts[0], parts[1]);
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal:
      return compare(*this, op, parts[0], parts[1]);
    case Operator::in:
      return contains(*this, parts[0], parts[1]);
    default:
      return arithmetic(*this, op, parts[0], parts[1]);
  }
}

Value Evaluation::conditional(const Node& node) {
  const Value condition = evaluate(ast_->children[node.first]);
  if (condition.kind == Kind::boolean) return evaluate(ast_->children[node.first + (condition.boolean ? 1U : 2U)]);
  if (condition.kind != Kind::unknown)
    return condition.kind == Kind::error ? condition : make_error("no such overload");
  const std::size_t mark = trace_.size();
  const Value yes = evaluate(ast_->children[node.first + 1]);
  const Value no = evaluate(ast_->children[node.first + 2]);
  if (!yes.failed() && !no.failed() && yes.kind == no.kind && equal(*this, yes, no).is_true()) return yes;
  forget_trace(mark, trace_.size());
  return make_unknown(condition.cause);
}

Value Evaluation::chain(const Node& node, bool deciding) {
  Value pending = make_bool(!deciding);
  const std::size_t begin = trace_.size();
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const std::size_t mark = trace_.size();
    const Value value = evaluate(ast_->children[node.first + i]);
    if (value.kind == Kind::boolean) {
      if (value.boolean == deciding) {
        forget_trace(begin, mark);  // the answer rests on this operand alone
        return value;
      }
      if (pending.kind == Kind::unknown) forget_trace(mark, trace_.size());
      continue;
    }
    if (value.kind == Kind::unknown && pending.kind != Kind::unknown) forget_trace(begin, mark);
    if (value.kind == Kind::unknown)
      pending = make_unknown(pending.kind == Kind::unknown ? join(pending.cause, value.cause) : value.cause);
    else if (pending.kind != Kind::unknown && pending.kind != Kind::error)
      pending = value.kind == Kind::error ? value : make_error("no such overload");
  }
  return pending;
}

}  // namespace muster::policy
