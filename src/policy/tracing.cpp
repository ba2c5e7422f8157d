#include <algorithm>

#include "policy/evaluation.hpp"

/// What an evaluation notes while it is traced, and what of it is kept: an answer rests on what decided it.
namespace muster::policy {
namespace {

constexpr std::size_t longest_trace = 65536;

}  // namespace

void Evaluation::see(const Seen& seen) {
  if (tracing_ && trace_.size() < longest_trace) trace_.push_back(seen);
}

void Evaluation::record(model::LinesId lines) {
  if (lines != 0) see({.lines = lines});
}

void Evaluation::forget_trace(std::size_t begin, std::size_t end) {
  if (tracing_ && begin < end)
    trace_.erase(trace_.begin() + static_cast<std::ptrdiff_t>(begin),
                 trace_.begin() + static_cast<std::ptrdiff_t>(end));
}

/// Moves what was noted from `from` on to the front position `to`; gives the position behind it.
std::size_t Evaluation::move_trace(std::size_t from, std::size_t to) {
  const auto begin = trace_.begin();
  std::rotate(begin + static_cast<std::ptrdiff_t>(to), begin + static_cast<std::ptrdiff_t>(from), trace_.end());
  return to + (trace_.size() - from);
}

/// Of what a list was made of, keeps what belongs to one of its elements. The parts of an element that is no object
/// cannot be told apart, so all stay.
void Evaluation::keep_trace_of(const Value& item, std::size_t begin, std::size_t end) {
  const bool member = item.kind == Kind::map && item.map->member != nullptr;
  if (!tracing_ || (item.kind != Kind::object && !member) || begin >= end) return;
  const auto first = trace_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = trace_.begin() + static_cast<std::ptrdiff_t>(end);
  const auto other = [&](const Seen& seen) {
    if (member) return seen.object.kind == Kind::map && seen.object.map->member != item.map->member;
    return seen.variable == 0 && (seen.object.kind != Kind::object || seen.object.object != item.object);
  };
  trace_.erase(std::remove_if(first, last, other), last);
}

/// Of elements that are not known: forgets that their list is, for it is not what is missing.
void Evaluation::forget_lists(std::size_t begin, std::size_t end) {
  if (!tracing_ || begin >= end) return;
  const auto last = trace_.begin() + static_cast<std::ptrdiff_t>(end);
  const auto list = [](const Seen& seen) { return seen.value.kind == Kind::list && !seen.value.list->open; };
  trace_.erase(std::remove_if(trace_.begin() + static_cast<std::ptrdiff_t>(begin), last, list), last);
}

/// What a bound value rests on counts where the value is used, not where it is bound.
Value Evaluation::bind(const Node& node) {
  const std::size_t mark = trace_.size();
  const Value value = evaluate(ast_->children[node.first]);
  locals_[node.index] = value;
  if (tracing_) {
    if (bound_.size() <= node.index) bound_.resize(node.index + std::size_t{1});
    bound_[node.index].assign(trace_.begin() + static_cast<std::ptrdiff_t>(mark), trace_.end());
    forget_trace(mark, trace_.size());
  }
  return evaluate(ast_->children[node.first + 1]);
}

Value Evaluation::local(const Node& node) {
  if (tracing_ && node.index < bound_.size())
    for (const Seen& seen : bound_[node.index]) see(seen);
  return locals_[node.index];
}

}  // namespace muster::policy
