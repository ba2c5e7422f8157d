#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.hpp"

namespace muster::policy {

/// The static types of expressions. `object` has a class of the model, `list` and `map` have parts, `record` has named
/// ones, `variable` stands for any type in the signature of a function.
enum class TypeKind : std::uint8_t {
  dyn,
  null,
  boolean,
  integer,
  uint,
  floating,
  string,
  bytes,
  timestamp,
  duration,
  ip,
  cidr,
  type,
  secret,
  fingerprint,
  object,
  list,
  map,
  record,
  variable,
};

/// An interned type: equal types have equal ids within one TypeTable.
struct Type {
  std::uint32_t id = 0;  ///< 0 is dyn
  friend bool operator==(Type, Type) = default;
};

struct RecordField;

/// The type of maps with fixed names, each with a type of its own: a member of a group with its facts.
struct RecordType {
  std::string name;
  std::vector<RecordField> fields;

  [[nodiscard]] const RecordField* find(std::string_view field) const;
};

struct RecordField {
  std::string name;
  Type type;
  friend bool operator==(const RecordField&, const RecordField&) = default;
};

/// All types that one load of policies uses.
class TypeTable {
 public:
  TypeTable();

  [[nodiscard]] Type of(TypeKind kind) const {
    return Type{static_cast<std::uint32_t>(kind)};
  }  ///< kinds before object
  [[nodiscard]] Type object(const model::Class& object_class);
  [[nodiscard]] Type list(Type element);
  [[nodiscard]] Type map(Type key, Type value);
  [[nodiscard]] Type variable(char name);
  [[nodiscard]] Type record(RecordType record);
  [[nodiscard]] Type of(const model::Field& field);

  [[nodiscard]] TypeKind kind(Type type) const { return entries_[type.id].kind; }
  [[nodiscard]] const model::Class* object_class(Type type) const { return entries_[type.id].object_class; }
  [[nodiscard]] Type element(Type type) const { return entries_[type.id].first; }  ///< of a list; the key of a map
  [[nodiscard]] Type mapped(Type type) const { return entries_[type.id].second; }
  [[nodiscard]] const RecordType* record_type(Type type) const { return entries_[type.id].record; }
  [[nodiscard]] char variable_name(Type type) const { return entries_[type.id].name; }

  /// True if the type is secret or holds secrets in its parts.
  [[nodiscard]] bool holds_secret(Type type) const;
  /// True if the type is an object of the model or a record, or holds such in its parts.
  [[nodiscard]] bool holds_object(Type type) const;
  /// True if the type is dyn or holds dyn in its parts.
  [[nodiscard]] bool holds_dyn(Type type) const;
  /// The common type: the same, or dyn where they differ (part by part in lists and maps).
  [[nodiscard]] Type join(Type a, Type b);
  /// "list(string)", "user", "dyn", ...
  [[nodiscard]] std::string name(Type type) const;
  /// Reads what `name` writes; single capitals are type variables. A name that is no type gives dyn.
  [[nodiscard]] Type parse(std::string_view text);

 private:
  struct Entry {
    TypeKind kind = TypeKind::dyn;
    const model::Class* object_class = nullptr;
    Type first{};
    Type second{};
    char name = 0;
    const RecordType* record = nullptr;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  [[nodiscard]] Type intern(const Entry& entry);
  std::vector<Entry> entries_;
  std::deque<RecordType> records_;
};

}  // namespace muster::policy
