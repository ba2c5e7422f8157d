#include <unordered_set>
#include <vector>

#include "policy/evaluation.hpp"
#include "policy/functions.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

/// Why an element counts as one that may be anything; nothing if it is known whole.
std::optional<const Cause*> doubt_of(const Value& value) {
  if (value.kind == Kind::unknown) return value.cause;
  if (value.kind == Kind::at_least) return value.why;
  return std::nullopt;
}

/// Texts are found by hashing: long lists of them are what rules about fleets have.
Value distinct(Evaluation& evaluation, Arguments arguments) {
  const List& list = *arguments[0].list;
  std::vector<Value> kept;
  std::unordered_set<std::string_view> texts;
  bool open = list.open;
  const Cause* why = list.why;
  for (std::uint32_t i = 0; i < list.size; ++i) {
    if (!evaluation.spend(1)) return make_error("over budget");
    const Value item = list.at(i);
    bool twin = item.kind == Kind::string && !texts.insert(item.string()).second;
    std::optional<const Cause*> doubt = doubt_of(item);
    for (std::size_t k = 0; item.kind != Kind::string && k < kept.size() && !twin && !doubt; ++k) {
      if (!evaluation.spend(1)) return make_error("over budget");
      const Value same = equal(evaluation, item, kept[k]);
      if (same.kind == Kind::error) return same;
      twin = same.is_true();
      if (same.kind == Kind::unknown) doubt = same.cause;
    }
    if (doubt) {
      open = true;
      why = evaluation.join(why, *doubt);
    } else if (!twin) {
      kept.push_back(item);
    }
  }
  return evaluation.list(kept, open, why);
}

Value flatten(Evaluation& evaluation, Arguments arguments) {
  const List& list = *arguments[0].list;
  std::vector<Value> items;
  bool open = list.open;
  const Cause* why = list.why;
  for (std::uint32_t i = 0; i < list.size; ++i) {
    const Value part = list.at(i);
    if (part.kind == Kind::null) continue;
    if (const auto doubt = doubt_of(part)) {
      open = true;
      why = evaluation.join(why, *doubt);
      continue;
    }
    if (part.kind == Kind::error) return part;
    if (part.kind != Kind::list) return make_error("flatten() expects a list of lists");
    if (!evaluation.spend(1 + part.list->size)) return make_error("over budget");
    for (std::uint32_t k = 0; k < part.list->size; ++k) items.push_back(part.list->at(k));
    open = open || part.list->open;
    if (part.list->open) why = evaluation.join(why, part.list->why);
  }
  return evaluation.list(items, open, why);
}

constexpr FunctionRow rows[] = {
    {"list(A).distinct() -> list(A)", "Each value once, in the order in which they come first.", distinct, true, true},
    {"list(list(A)).flatten() -> list(A)", "The elements of the lists, one after the other.", flatten, true, true},
};

}  // namespace

std::span<const FunctionRow> list_functions() { return rows; }

}  // namespace muster::policy
