#include "policy/checker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/nearest.hpp"

namespace muster::policy {
namespace {

constexpr std::array<std::string_view, 12> type_names{"bool", "int", "uint",      "double", "string", "bytes",
                                                      "list", "map", "null_type", "type",   "net.IP", "net.CIDR"};
constexpr std::array<std::string_view, 2> protobuf_names{"google.protobuf.Timestamp", "google.protobuf.Duration"};

std::string_view type_constant(std::string_view name) {
  if (const auto found = std::ranges::find(type_names, name); found != type_names.end()) return *found;
  if (const auto found = std::ranges::find(protobuf_names, name); found != protobuf_names.end()) return *found;
  return {};
}

constexpr std::array<std::string_view, 8> fold_names{"all",    "exists",        "exists_one",   "map",
                                                     "filter", "transformList", "transformMap", "group_by"};

}  // namespace

Checker::Checker(TypeTable& types, const FunctionTable& functions, std::span<const Variable> variables, bool lenient)
    : types_(types), functions_(functions), variables_(variables), lenient_(lenient) {}

Checked Checker::check(Ast& ast, std::vector<SyntaxError>& errors) {
  ast_ = &ast;
  errors_ = &errors;
  locals_.clear();
  reads_ = {};
  const Type type = check(ast.root);
  return {type, reads_};
}

Type Checker::mistake(std::uint32_t offset, std::string message) {
  if (!lenient_) errors_->push_back({offset, std::move(message)});
  return types_.of(TypeKind::dyn);
}

std::string Checker::suggestion(std::string_view name, std::vector<std::string_view> candidates) const {
  const auto near = nearest(name, candidates);
  return near ? "; did you mean '" + std::string(*near) + "'?" : std::string();
}

Type Checker::check(NodeId id) {
  switch (ast_->nodes[id].kind) {
    case NodeKind::literal: {
      static constexpr std::array<TypeKind, 20> kinds{
          TypeKind::dyn,      TypeKind::dyn,      TypeKind::null,   TypeKind::boolean, TypeKind::integer,
          TypeKind::uint,     TypeKind::floating, TypeKind::string, TypeKind::bytes,   TypeKind::timestamp,
          TypeKind::duration, TypeKind::ip,       TypeKind::cidr,   TypeKind::type,    TypeKind::dyn,
          TypeKind::dyn,      TypeKind::dyn,      TypeKind::dyn,    TypeKind::integer, TypeKind::dyn};
      return types_.of(kinds[static_cast<std::size_t>(ast_->constants[ast_->nodes[id].index].kind)]);
    }
    case NodeKind::name:
      return check_name(ast_->nodes[id], ast_->names[ast_->nodes[id].index]);
    case NodeKind::select:
    case NodeKind::has:
      return check_select(id);
    case NodeKind::element:
      return check_element(ast_->nodes[id]);
    case NodeKind::call:
      return check_call(id);
    case NodeKind::operation:
      return check_operation(ast_->nodes[id]);
    case NodeKind::list:
      return check_list(ast_->nodes[id]);
    case NodeKind::map:
      return check_map(ast_->nodes[id]);
    case NodeKind::conditional:
      return check_conditional(ast_->nodes[id]);
    case NodeKind::all_of:
    case NodeKind::any_of:
      for (const NodeId child : children(ast_->nodes[id])) {
        const Type type = check(child);
        expect_bool(child, type, ast_->nodes[id].kind == NodeKind::all_of ? "for &&" : "for ||");
      }
      return types_.of(TypeKind::boolean);
    case NodeKind::fold:
      return check_fold(id);
    case NodeKind::bind:
      return check_bind(id);
    case NodeKind::variable:
    case NodeKind::local:
    case NodeKind::invalid:
      break;
  }
  return types_.of(TypeKind::dyn);
}

Type Checker::check_name(Node& node, const std::string& name) {
  const bool rooted = node.kind == NodeKind::name && node.detail == 1;
  for (std::size_t i = rooted ? 0 : locals_.size(); i-- > 0;) {
    if (ast_->names[locals_[i].name] != name) continue;
    node.kind = NodeKind::local;
    node.index = static_cast<std::uint32_t>(i);
    return locals_[i].type;
  }
  const auto found = std::ranges::find(variables_, name, &Variable::name);
  if (found != variables_.end()) {
    node.kind = NodeKind::variable;
    node.index = static_cast<std::uint32_t>(found - variables_.begin());
    return found->type;
  }
  if (const std::string_view constant = type_constant(name); !constant.empty()) {
    node.kind = NodeKind::literal;
    node.index = static_cast<std::uint32_t>(ast_->constants.size());
    ast_->constants.push_back(make_text(constant, Kind::type));
    return types_.of(TypeKind::type);
  }
  node.kind = NodeKind::invalid;
  std::vector<std::string_view> candidates;
  for (const Local& local : locals_) candidates.push_back(ast_->names[local.name]);
  for (const Variable& variable : variables_) candidates.push_back(variable.name);
  if (name == "params") return mistake(node.offset, "expected a parameter such as params.NAME, got 'params'");
  return mistake(node.offset, "expected a variable, got '" + excerpt(name) + "'" + suggestion(name, candidates));
}

std::string Checker::dotted(NodeId id) const {
  const Node* node = &ast_->nodes[id];
  std::string text;
  while (node->kind == NodeKind::select) {
    text = "." + ast_->names[node->index] + text;
    node = &ast_->nodes[children(*node).front()];
  }
  if (node->kind != NodeKind::name) return {};
  const std::string& first = ast_->names[node->index];
  const bool local =
      node->detail == 0 && std::ranges::any_of(locals_, [&](const Local& l) { return ast_->names[l.name] == first; });
  return local ? std::string() : first + text;
}

Type Checker::check_select(NodeId id) {
  const std::string name = ast_->nodes[id].kind == NodeKind::select ? dotted(id) : std::string();
  if (!name.empty()) {
    const bool known =
        std::ranges::find(variables_, name, &Variable::name) != variables_.end() || !type_constant(name).empty();
    if (known || name.starts_with("params.")) {
      ast_->nodes[id].count = 0;
      return check_name(ast_->nodes[id], name);
    }
  }
  const Type operand = check(children(ast_->nodes[id]).front());
  Node& node = ast_->nodes[id];
  const Type type = check_field(node, operand);
  return node.kind == NodeKind::has ? types_.of(TypeKind::boolean) : type;
}

Type Checker::check_field(Node& node, Type operand) {
  const std::string& name = ast_->names[node.index];
  switch (types_.kind(operand)) {
    case TypeKind::dyn:
      return operand;
    case TypeKind::map:
      return types_.mapped(operand);
    case TypeKind::secret:
      if (name == "format") return types_.of(TypeKind::string);
      return mistake(node.offset, "a secret has only the field 'format', got '" + excerpt(name) + "'");
    case TypeKind::fingerprint:
      if (name == "owner" || name == "format") return types_.of(TypeKind::string);
      return mistake(node.offset, "a fingerprint has the fields 'owner' and 'format', got '" + excerpt(name) + "'");
    case TypeKind::record:
      return check_record_field(node, operand);
    case TypeKind::object:
      break;
    default:
      return mistake(node.offset, types_.name(operand) + " has no fields, got '." + excerpt(name) + "'");
  }
  const model::Class& type = *types_.object_class(operand);
  node.field = model::find_field(type, name);
  if (node.field == nullptr) {
    std::vector<std::string_view> candidates;
    for (const model::Field& field : type.fields) candidates.push_back(field.name);
    return mistake(node.offset, "expected a field of " + std::string(type.name) + ", got '" + excerpt(name) + "'" +
                                    suggestion(name, candidates));
  }
  if (node.field->domain) reads_ |= *node.field->domain;
  return types_.of(*node.field);
}

Type Checker::check_record_field(const Node& node, Type operand) {
  const std::string& name = ast_->names[node.index];
  const RecordType& record = *types_.record_type(operand);
  if (const RecordField* const field = record.find(name)) return field->type;
  std::vector<std::string_view> candidates;
  for (const RecordField& field : record.fields) candidates.push_back(field.name);
  return mistake(node.offset, "expected a field of " + record.name + ", got '" + excerpt(name) + "'" +
                                  suggestion(name, std::move(candidates)));
}

Type Checker::check_element(const Node& node) {
  const std::uint32_t offset = node.offset;
  const auto parts = children(node);
  const NodeId key_id = parts[1];
  const Type operand = check(parts[0]);
  const Type key = check(key_id);
  if (is(operand, TypeKind::list)) {
    if (!is_or_dyn(key, TypeKind::integer) && !is(key, TypeKind::uint))
      mistake(ast_->nodes[key_id].offset, "expected an int as the index of a list, got " + types_.name(key));
    return types_.element(operand);
  }
  if (is(operand, TypeKind::map)) {
    if (!comparable(types_.element(operand), key))
      mistake(ast_->nodes[key_id].offset,
              "expected a key of type " + types_.name(types_.element(operand)) + ", got " + types_.name(key));
    return types_.mapped(operand);
  }
  if (is(operand, TypeKind::dyn)) return operand;
  return mistake(offset, "expected a list or a map before '[', got " + types_.name(operand));
}

void Checker::expect_bool(NodeId id, Type type, std::string_view where) {
  if (is_or_dyn(type, TypeKind::boolean)) return;
  mistake(ast_->nodes[id].offset, "expected bool " + std::string(where) + ", got " + types_.name(type));
}

void Checker::check_no_secret(NodeId id, Type type, std::string_view what) {
  if (types_.holds_secret(type)) mistake(ast_->nodes[id].offset, "a secret cannot be " + std::string(what));
}

Type Checker::check_list(const Node& node) {
  const std::vector<NodeId> items(children(node).begin(), children(node).end());
  Type element = types_.of(TypeKind::dyn);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Type type = check(items[i]);
    check_no_secret(items[i], type, "put into a list");
    element = i == 0 ? type : types_.join(element, type);
  }
  return types_.list(element);
}

Type Checker::check_map(const Node& node) {
  const std::vector<NodeId> items(children(node).begin(), children(node).end());
  Type key = types_.of(TypeKind::dyn);
  Type value = key;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    const Type k = check(items[i]);
    const Type v = check(items[i + 1]);
    check_no_secret(items[i], k, "put into a map");
    check_no_secret(items[i + 1], v, "put into a map");
    const TypeKind kind = types_.kind(k);
    if (kind != TypeKind::dyn && kind != TypeKind::boolean && kind != TypeKind::integer && kind != TypeKind::uint &&
        kind != TypeKind::string)
      mistake(ast_->nodes[items[i]].offset, "expected a key of type bool, int, uint or string, got " + types_.name(k));
    key = i == 0 ? k : types_.join(key, k);
    value = i == 0 ? v : types_.join(value, v);
  }
  return types_.map(key, value);
}

Type Checker::check_conditional(const Node& node) {
  const std::vector<NodeId> parts(children(node).begin(), children(node).end());
  const std::uint32_t offset = node.offset;
  expect_bool(parts[0], check(parts[0]), "before '?'");
  const Type yes = check(parts[1]);
  const Type no = check(parts[2]);
  if (types_.holds_secret(yes) != types_.holds_secret(no))
    return mistake(offset, "the branches of '?:' have different types: a secret on one side only");
  if (!comparable(yes, no))
    return mistake(offset,
                   "the branches of '?:' have different types, " + types_.name(yes) + " and " + types_.name(no));
  return types_.join(yes, no);
}

void Checker::declare_fold(const Node& node, Type range, std::uint32_t first, std::uint32_t second) {
  const Type dyn = types_.of(TypeKind::dyn);
  const bool list = is(range, TypeKind::list);
  const bool map = is(range, TypeKind::map);
  const Type element = list || map ? types_.element(range) : dyn;
  if (node.variables == 1) {
    locals_.push_back({first, element});
  } else {
    locals_.push_back({first, list ? types_.of(TypeKind::integer) : element});
    locals_.push_back({second, list ? element : map ? types_.mapped(range) : dyn});
  }
  ast_->slots = std::max(ast_->slots, static_cast<std::uint32_t>(locals_.size()));
}

Type Checker::check_fold(NodeId id) {
  const Node node = ast_->nodes[id];
  const std::vector<NodeId> parts(children(node).begin(), children(node).end());
  const std::uint32_t first = ast_->fold_names[node.index];
  const std::uint32_t second = ast_->fold_names[node.index + 1];
  const auto kind = static_cast<Fold>(node.detail);
  const std::string name(fold_names[node.detail]);
  const Type range = check(parts[0]);
  if (!is_or_dyn(range, TypeKind::list) && !is(range, TypeKind::map))
    mistake(node.offset, name + "() needs a list or a map, got " + types_.name(range));
  const std::size_t depth = locals_.size();
  ast_->nodes[id].index = static_cast<std::uint32_t>(depth);
  declare_fold(node, range, first, second);
  const Type body = check(parts[1]);
  const Type last = parts.size() > 2 ? check(parts[2]) : body;
  locals_.resize(depth);
  const bool transforms = kind == Fold::map || kind == Fold::transform_list || kind == Fold::transform_map;
  if ((!transforms && kind != Fold::group_by) || parts.size() > 2) expect_bool(parts[1], body, "in " + name + "()");
  if (kind == Fold::group_by) return check_grouping(parts[1], range, body);
  if (kind == Fold::filter) return is(range, TypeKind::map) ? types_.list(types_.element(range)) : range;
  if (!transforms) return types_.of(TypeKind::boolean);
  check_no_secret(parts.back(), last, "put into a list");
  if (kind != Fold::transform_map) return types_.list(last);
  return types_.map(is(range, TypeKind::map) ? types_.element(range) : types_.of(TypeKind::dyn), last);
}

Type Checker::check_bind(NodeId id) {
  const Node node = ast_->nodes[id];
  const std::vector<NodeId> parts(children(node).begin(), children(node).end());
  const std::uint32_t name = ast_->fold_names[node.index];
  const Type value = check(parts[0]);
  ast_->nodes[id].index = static_cast<std::uint32_t>(locals_.size());
  locals_.push_back({name, value});
  ast_->slots = std::max(ast_->slots, static_cast<std::uint32_t>(locals_.size()));
  const Type body = check(parts[1]);
  locals_.pop_back();
  return body;
}

}  // namespace muster::policy
