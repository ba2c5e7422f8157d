#include "policy/evaluation.hpp"

namespace muster::policy {
namespace {

std::uint32_t size_of(const Value& range) { return range.kind == Kind::list ? range.list->size : range.map->size; }
bool is_open(const Value& range) { return range.kind == Kind::list && range.list->open; }
const Cause* why_open(const Value& range) { return range.list->why; }

}  // namespace

void Evaluation::bind_item(const Node& node, const Value& range, std::uint32_t index) {
  if (tracing_)
    for (std::size_t slot = node.index; slot < node.index + node.variables && slot < bound_.size(); ++slot)
      bound_[slot].clear();
  if (range.kind == Kind::list) {
    if (node.variables == 2) locals_[node.index] = range.list->open ? make_unknown(range.list->why) : make_int(index);
    locals_[node.index + (node.variables == 2 ? 1U : 0U)] = range.list->at(index);
    return;
  }
  locals_[node.index] = range.map->keys[index];
  if (node.variables == 2) locals_[node.index + 1] = range.map->values[index];
}

Value Evaluation::fold(const Node& node) {
  const std::size_t begin = trace_.size();
  const Value range = evaluate(ast_->children[node.first]);
  if (range.failed()) return range;
  if (range.kind != Kind::list && range.kind != Kind::map) return make_error("no such overload");
  switch (static_cast<Fold>(node.detail)) {
    case Fold::all:
      return quantify(node, range, false, begin);
    case Fold::exists:
      return quantify(node, range, true, begin);
    case Fold::exists_one:
      return exists_one(node, range);
    case Fold::map:
    case Fold::filter:
    case Fold::transform_list:
      return transform(node, range);
    case Fold::transform_map:
      return transform_map(node, range);
    case Fold::group_by:
      return group_by(node, range);
  }
  return make_error("no such overload");
}

Value Evaluation::quantify(const Node& node, const Value& range, bool deciding, std::size_t begin) {
  Value pending = is_open(range) ? make_unknown(why_open(range)) : make_bool(!deciding);
  const std::size_t items = trace_.size();
  for (std::uint32_t i = 0; i < size_of(range) && !over_budget_; ++i) {
    bind_item(node, range, i);
    const std::size_t mark = trace_.size();
    const Value value = evaluate(ast_->children[node.first + 1]);
    if (value.kind == Kind::boolean) {
      if (value.boolean == deciding) {  // the answer rests on this item alone
        forget_trace(items, mark);
        if (range.kind == Kind::list) keep_trace_of(range.list->at(i), begin, items);
        return value;
      }
      if (pending.kind == Kind::unknown) forget_trace(mark, trace_.size());
      continue;
    }
    if (value.kind == Kind::unknown && pending.kind != Kind::unknown) forget_trace(items, mark);
    if (value.kind == Kind::unknown)
      pending = make_unknown(pending.kind == Kind::unknown ? join(pending.cause, value.cause) : value.cause);
    else if (pending.kind != Kind::unknown && pending.kind != Kind::error)
      pending = value.kind == Kind::error ? value : make_error("no such overload");
  }
  if (pending.kind == Kind::unknown && !is_open(range)) forget_lists(begin, items);
  return pending;
}

Value Evaluation::exists_one(const Node& node, const Value& range) {
  Value pending = is_open(range) ? make_unknown(why_open(range)) : make_bool(true);
  const Value* failed = nullptr;
  Value error;
  int satisfied = 0;
  const std::size_t items = trace_.size();
  std::size_t kept = items;  // behind what the satisfied ones rest on: two of them decide
  for (std::uint32_t i = 0; i < size_of(range) && !over_budget_; ++i) {
    bind_item(node, range, i);
    const std::size_t mark = trace_.size();
    const Value value = evaluate(ast_->children[node.first + 1]);
    if (value.is_true()) {
      ++satisfied;
      kept = move_trace(mark, kept);
    }
    if (value.kind == Kind::unknown)
      pending = make_unknown(pending.kind == Kind::unknown ? join(pending.cause, value.cause) : value.cause);
    if (value.kind != Kind::unknown && value.kind != Kind::boolean && failed == nullptr) {
      error = value.kind == Kind::error ? value : make_error("no such overload");
      failed = &error;
    }
  }
  // More than one stays more than one, whatever else there is; but an item that goes wrong spoils the count.
  if (failed != nullptr) return pending.kind == Kind::unknown ? pending : error;
  if (satisfied > 1) {
    forget_trace(kept, trace_.size());
    return make_bool(false);
  }
  return pending.kind == Kind::unknown ? pending : make_bool(satisfied == 1);
}

Value Evaluation::transform(const Node& node, const Value& range) {
  const bool is_filter = static_cast<Fold>(node.detail) == Fold::filter;
  const bool has_condition = is_filter || node.count == 3;
  bool open = is_open(range);
  const Cause* why = open ? why_open(range) : nullptr;
  const std::span<Value> items = arena_.make<Value>(size_of(range));
  std::size_t size = 0;
  for (std::uint32_t i = 0; i < size_of(range); ++i) {
    if (over_budget_) return make_error("over budget");
    bind_item(node, range, i);
    const Value item = locals_[node.index];
    if (has_condition) {
      const Value kept = evaluate(ast_->children[node.first + 1]);
      if (kept.kind == Kind::error) return kept;
      if (kept.kind == Kind::unknown) {  // perhaps in the result, perhaps not: there may be more than we know
        open = true;
        why = join(why, kept.cause);
        continue;
      }
      if (kept.kind != Kind::boolean) return make_error("no such overload");
      if (!kept.boolean) continue;
    }
    const Value made = is_filter ? item : evaluate(ast_->children[node.first + node.count - 1]);
    if (made.kind == Kind::error) return made;
    if (made.kind == Kind::secret) return make_error("a secret cannot be put into a list");
    items[size++] = made;
  }
  return list(items.first(size), open, why);
}

Value Evaluation::transform_map(const Node& node, const Value& range) {
  if (is_open(range)) return make_unknown(why_open(range));
  const std::span<Value> keys = arena_.make<Value>(size_of(range));
  const std::span<Value> values = arena_.make<Value>(size_of(range));
  Map made;
  made.keys = keys.data();
  made.values = values.data();
  for (std::uint32_t i = 0; i < size_of(range); ++i) {
    if (over_budget_) return make_error("over budget");
    bind_item(node, range, i);
    const Value key = range.kind == Kind::list ? make_int(i) : range.map->keys[i];
    const Value kept = node.count == 3 ? evaluate(ast_->children[node.first + 1]) : make_bool(true);
    if (kept.failed()) return kept;
    if (kept.kind != Kind::boolean) return make_error("no such overload");
    if (!kept.boolean) continue;
    const Value value = evaluate(ast_->children[node.first + node.count - 1]);
    if (value.kind == Kind::error) return value;
    if (value.kind == Kind::secret) return make_error("a secret cannot be put into a map");
    keys[made.size] = key;
    values[made.size++] = value;
    made.uncertain = made.uncertain || value.kind == Kind::unknown || value.kind == Kind::at_least ||
                     (value.kind == Kind::list && (value.list->open || value.list->uncertain));
  }
  Value result;
  result.kind = Kind::map;
  result.map = arena_.make_one(made);
  return result;
}

}  // namespace muster::policy
