#include "policy/type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace muster::policy {
namespace {

constexpr std::array<std::string_view, 15> plain_names{"dyn",    "null",   "bool",  "int",       "uint",
                                                       "double", "string", "bytes", "timestamp", "duration",
                                                       "ip",     "cidr",   "type",  "secret",    "fingerprint"};

TypeKind kind_of(model::FieldType type) {
  switch (type) {
    case model::FieldType::boolean:
      return TypeKind::boolean;
    case model::FieldType::integer:
      return TypeKind::integer;
    case model::FieldType::text:
      return TypeKind::string;
    case model::FieldType::secret:
      return TypeKind::secret;
    case model::FieldType::ip:
      return TypeKind::ip;
    case model::FieldType::prefix:
      return TypeKind::cidr;
    case model::FieldType::text_list:
    case model::FieldType::object_list:
      return TypeKind::list;
    case model::FieldType::object:
      return TypeKind::object;
  }
  return TypeKind::dyn;
}

/// The position of the comma between the two parts of "A,B", outside of parentheses.
std::size_t split_at(std::string_view parts) {
  int depth = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == '(') ++depth;
    if (parts[i] == ')') --depth;
    if (parts[i] == ',' && depth == 0) return i;
  }
  return parts.size();
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

TypeTable::TypeTable() {
  for (std::size_t i = 0; i < plain_names.size(); ++i)
    entries_.push_back({.kind = static_cast<TypeKind>(i)});
}

Type TypeTable::intern(const Entry& entry) {
  const auto found = std::ranges::find(entries_, entry);
  if (found != entries_.end()) return Type{static_cast<std::uint32_t>(found - entries_.begin())};
  entries_.push_back(entry);
  return Type{static_cast<std::uint32_t>(entries_.size() - 1)};
}

Type TypeTable::object(const model::Class& object_class) {
  return intern({.kind = TypeKind::object, .object_class = &object_class});
}
Type TypeTable::list(Type element) { return intern({.kind = TypeKind::list, .first = element}); }
Type TypeTable::map(Type key, Type value) { return intern({.kind = TypeKind::map, .first = key, .second = value}); }
Type TypeTable::variable(char name) { return intern({.kind = TypeKind::variable, .name = name}); }

Type TypeTable::record(RecordType record) {
  const auto same = [&](const RecordType& known) { return known.name == record.name && known.fields == record.fields; };
  auto found = std::ranges::find_if(records_, same);
  if (found == records_.end()) found = records_.insert(records_.end(), std::move(record));
  return intern({.kind = TypeKind::record, .record = &*found});
}

const RecordField* RecordType::find(std::string_view field) const {
  const auto found = std::ranges::find(fields, field, &RecordField::name);
  return found == fields.end() ? nullptr : &*found;
}

Type TypeTable::of(const model::Field& field) {
  switch (field.type) {
    case model::FieldType::text_list:
      return list(of(TypeKind::string));
    case model::FieldType::object:
      return object(*field.object_class);
    case model::FieldType::object_list:
      return list(object(*field.object_class));
    default:
      return of(kind_of(field.type));
  }
}

bool TypeTable::holds_secret(Type type) const {
  const Entry& entry = entries_[type.id];
  if (entry.kind == TypeKind::list) return holds_secret(entry.first);
  if (entry.kind == TypeKind::map) return holds_secret(entry.first) || holds_secret(entry.second);
  return entry.kind == TypeKind::secret;
}

bool TypeTable::holds_dyn(Type type) const {
  const Entry& entry = entries_[type.id];
  if (entry.kind == TypeKind::list) return holds_dyn(entry.first);
  if (entry.kind == TypeKind::map) return holds_dyn(entry.first) || holds_dyn(entry.second);
  return entry.kind == TypeKind::dyn;
}

bool TypeTable::holds_object(Type type) const {
  const Entry& entry = entries_[type.id];
  if (entry.kind == TypeKind::list) return holds_object(entry.first);
  if (entry.kind == TypeKind::map) return holds_object(entry.first) || holds_object(entry.second);
  return entry.kind == TypeKind::object || entry.kind == TypeKind::record;
}

Type TypeTable::join(Type a, Type b) {
  if (a == b) return a;
  const Entry left = entries_[a.id];
  const Entry right = entries_[b.id];
  if (left.kind == TypeKind::null) return b;
  if (right.kind == TypeKind::null) return a;
  if (left.kind != right.kind) return of(TypeKind::dyn);
  if (left.kind == TypeKind::list) return list(join(left.first, right.first));
  if (left.kind == TypeKind::map) {
    const Type key = join(left.first, right.first);
    return map(key, join(left.second, right.second));
  }
  return of(TypeKind::dyn);
}

std::string TypeTable::name(Type type) const {
  const Entry& entry = entries_[type.id];
  switch (entry.kind) {
    case TypeKind::object:
      return std::string(entry.object_class->name);
    case TypeKind::list:
      return "list(" + name(entry.first) + ")";
    case TypeKind::map:
      return "map(" + name(entry.first) + ", " + name(entry.second) + ")";
    case TypeKind::record:
      return entry.record->name;
    case TypeKind::variable:
      return {entry.name};
    default:
      return std::string(plain_names[static_cast<std::size_t>(entry.kind)]);
  }
}

Type TypeTable::parse(std::string_view text) {
  text = trim(text);
  const auto plain = std::ranges::find(plain_names, text);
  if (plain != plain_names.end()) return Type{static_cast<std::uint32_t>(plain - plain_names.begin())};
  if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z') return variable(text[0]);
  if (text.starts_with("list(")) return list(parse(text.substr(5, text.size() - 6)));
  if (text.starts_with("map(")) {
    const std::string_view parts = text.substr(4, text.size() - 5);
    const std::size_t comma = split_at(parts);
    const Type key = parse(parts.substr(0, comma));
    return map(key, parse(parts.substr(std::min(comma + 1, parts.size()))));
  }
  for (const model::Class* known : model::classes())
    if (known->name == text) return object(*known);
  return of(TypeKind::dyn);
}

}  // namespace muster::policy
