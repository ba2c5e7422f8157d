#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "policy/checker.hpp"
#include "policy/evaluation.hpp"

/// `list.group_by(x, key)`: the elements by their key, in the order in which the keys come first. What is in pairs
/// compared quadratically is here found by hashing.
namespace muster::policy {
namespace {

bool is_key(TypeKind kind) {
  return kind == TypeKind::boolean || kind == TypeKind::integer || kind == TypeKind::string ||
         kind == TypeKind::fingerprint;
}

/// The key of a hash table: equal for equal keys. Nothing for a value that is no key.
std::optional<std::string> hash_key(const Value& value) {
  switch (value.kind) {
    case Kind::boolean:
      return value.boolean ? "b1" : "b0";
    case Kind::integer:
      return "i" + std::to_string(value.integer);
    case Kind::string:
      return "s" + std::string(value.string());
    case Kind::fingerprint:
      return "f" + std::string(value.fingerprint->digest.begin(), value.fingerprint->digest.end());
    default:
      return std::nullopt;
  }
}

struct Grouping {
  Value key;
  std::vector<Value> items;
  std::uint32_t last = 0;  ///< 1 + index of the element that was added last
};

/// Puts elements under their keys. An element of which a key is not known may belong to any group, or to one more.
class Groupings {
 public:
  explicit Groupings(Evaluation& evaluation) : evaluation_(evaluation) {}

  /// Nothing, or what went wrong.
  std::optional<Value> add(const Value& item, std::uint32_t index, const Value& key) {
    if (key.kind != Kind::list) return add_one(item, index, key);
    if (key.list->open) doubt(key.list->why);
    for (std::uint32_t i = 0; i < key.list->size; ++i)
      if (auto wrong = add_one(item, index, key.list->at(i))) return wrong;
    return std::nullopt;
  }

  void doubt(const Cause* why) {
    open_ = true;
    why_ = evaluation_.join(why_, why);
  }

  [[nodiscard]] Value made(std::span<const Value> names) {
    std::vector<Value> values;
    for (const Grouping& group : groups_) {
      const std::span<Value> parts = evaluation_.arena().make<Value>(2);
      parts[0] = group.key;
      parts[1] = evaluation_.list(group.items, open_, why_);
      Map map;
      map.keys = names.data();
      map.values = parts.data();
      map.size = 2;
      map.uncertain = parts[1].list->open || parts[1].list->uncertain;
      Value value;
      value.kind = Kind::map;
      value.map = evaluation_.arena().make_one(map);
      values.push_back(value);
    }
    return evaluation_.list(values, open_, why_);
  }

 private:
  std::optional<Value> add_one(const Value& item, std::uint32_t index, const Value& key) {
    if (!evaluation_.spend(1)) return make_error("over budget");
    if (key.kind == Kind::null) return std::nullopt;
    if (key.kind == Kind::error) return key;
    if (key.kind == Kind::unknown || key.kind == Kind::at_least) {
      doubt(key.kind == Kind::unknown ? key.cause : key.why);
      return std::nullopt;
    }
    if (key.kind == Kind::fingerprint && !key.fingerprint->exact) {
      doubt(evaluation_.unknown(key.fingerprint->owner, "a hash cannot be compared with other secrets", 0).cause);
      return std::nullopt;
    }
    auto hash = hash_key(key);
    if (!hash) return make_error("group_by() takes keys of type bool, int, string and fingerprint, and lists of them");
    const auto [found, added] = index_.try_emplace(std::move(*hash), groups_.size());
    if (added) groups_.push_back({key, {}, 0});
    Grouping& group = groups_[found->second];
    if (group.last == index + 1) return std::nullopt;
    group.last = index + 1;
    group.items.push_back(item);
    return std::nullopt;
  }

  Evaluation& evaluation_;
  std::vector<Grouping> groups_;
  std::unordered_map<std::string, std::size_t> index_;
  bool open_ = false;
  const Cause* why_ = nullptr;
};

}  // namespace

Type Checker::check_grouping(NodeId key, Type range, Type type) {
  const Type one = is(type, TypeKind::list) ? types_.element(type) : type;
  if (!is_key(types_.kind(one)))
    return mistake(ast_->nodes[key].offset,
                   "group_by() expects a key of type bool, int, string or fingerprint, or a list of one of them, got " +
                       types_.name(type));
  const Type item = types_.element(range);
  return types_.list(types_.record({"group", {{"key", one}, {"items", types_.list(item)}}}));
}

Value Evaluation::group_by(const Node& node, const Value& range) {
  if (range.kind != Kind::list) return make_error("no such overload");
  Groupings groups(*this);
  if (range.list->open) groups.doubt(range.list->why);
  for (std::uint32_t i = 0; i < range.list->size; ++i) {
    if (over_budget_) return make_error("over budget");
    bind_item(node, range, i);
    const Value item = range.list->at(i);
    const Value key = evaluate(ast_->children[node.first + 1]);
    if (auto wrong = groups.add(item, i, key)) return *wrong;
  }
  static const std::array<Value, 2> names{make_text("key"), make_text("items")};
  return groups.made(names);
}

}  // namespace muster::policy
