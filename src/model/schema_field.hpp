#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

#include "model/schema.hpp"

/// How a row of the schema is made from a pointer to member. Included by schema.cpp only.
namespace muster::model {

template <class T>
struct MemberOf;
template <class C, class M>
struct MemberOf<M C::*> {
  using Class = C;
  using Type = M;
};
template <auto Member>
using ClassOf = typename MemberOf<decltype(Member)>::Class;
template <auto Member>
using TypeOf = typename MemberOf<decltype(Member)>::Type;

template <class T>
consteval FieldType field_type() {
  if constexpr (std::is_same_v<T, bool>) return FieldType::boolean;
  else if constexpr (std::is_same_v<T, std::int64_t>) return FieldType::integer;
  else if constexpr (std::is_same_v<T, std::string>) return FieldType::text;
  else if constexpr (std::is_same_v<T, StoredSecret>) return FieldType::secret;
  else return FieldType::text_list;
}

inline void put(FieldValue& out, const bool& value) { out.boolean = value; }
inline void put(FieldValue& out, const std::int64_t& value) { out.integer = value; }
inline void put(FieldValue& out, const std::string& value) { out.text = value; }
inline void put(FieldValue& out, const StoredSecret& value) { out.secret = &value; }
inline void put(FieldValue& out, const std::vector<std::string>& value) {
  out.list = {&value, value.size(), nullptr, [](const void* items, std::size_t index) -> std::string_view {
                return (*static_cast<const std::vector<std::string>*>(items))[index];
              }};
}

template <class T>
concept EditableText = std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<std::string>>;

inline void edit_text(std::string& value, const TextEdit& edit) { edit(value); }
inline void edit_text(std::vector<std::string>& value, const TextEdit& edit) { std::ranges::for_each(value, edit); }

template <auto Member>
void edit_attribute(void* object, const TextEdit& edit) {
  edit_text((static_cast<ClassOf<Member>*>(object)->*Member).value, edit);
}

template <auto Member>
void edit_plain(void* object, const TextEdit& edit) {
  edit_text(static_cast<ClassOf<Member>*>(object)->*Member, edit);
}

/// A member that is an Attribute.
template <auto Member>
FieldValue read_attribute(const Device&, const void* object) {
  const auto& attribute = static_cast<const ClassOf<Member>*>(object)->*Member;
  FieldValue value;
  value.state = attribute.state;
  value.lines = attribute.lines;
  put(value, attribute.value);
  return value;
}

template <auto Member>
constexpr Field field(std::string_view name, Domain domain, std::string_view doc) {
  using Value = decltype(TypeOf<Member>::value);
  if constexpr (EditableText<Value>)
    return {name, field_type<Value>(), nullptr, domain, doc, read_attribute<Member>, edit_attribute<Member>};
  else
    return {name, field_type<Value>(), nullptr, domain, doc, read_attribute<Member>};
}

/// A member that is a plain value: always known.
template <auto Member>
FieldValue read_plain(const Device&, const void* object) {
  FieldValue value;
  value.state = State::configured;
  put(value, static_cast<const ClassOf<Member>*>(object)->*Member);
  return value;
}

template <auto Member>
constexpr Field plain_field(std::string_view name, std::string_view doc) {
  using Value = TypeOf<Member>;
  // What the inventory says of the device is not a format's to change.
  if constexpr (EditableText<Value> && !std::is_same_v<ClassOf<Member>, Device>)
    return {name, field_type<Value>(), nullptr, std::nullopt, doc, read_plain<Member>, edit_plain<Member>};
  else
    return {name, field_type<Value>(), nullptr, std::nullopt, doc, read_plain<Member>};
}

/// The context of an object, inherited from Object.
template <class T>
constexpr Field context_field() {
  return {"context", FieldType::text, nullptr, std::nullopt, "virtual system that it belongs to; empty for the device itself",
          [](const Device&, const void* object) {
            FieldValue value;
            value.state = State::configured;
            value.text = static_cast<const T*>(object)->context;
            return value;
          },
          [](void* object, const TextEdit& edit) { edit(static_cast<T*>(object)->context); }};
}

/// A member that is a struct.
template <auto Member>
constexpr Field object_field(std::string_view name, const Class& type, std::string_view doc) {
  return {name, FieldType::object, &type, std::nullopt, doc, [](const Device&, const void* object) {
            FieldValue value;
            value.state = State::configured;
            value.object = &(static_cast<const ClassOf<Member>*>(object)->*Member);
            return value;
          }};
}

/// A member that is a vector of structs.
template <auto Member>
FieldValue read_list(const Device&, const void* object) {
  using List = TypeOf<Member>;
  const List& list = static_cast<const ClassOf<Member>*>(object)->*Member;
  FieldValue value;
  value.state = State::configured;
  value.list = {&list, list.size(),
                [](const void* items, std::size_t index) -> const void* { return &(*static_cast<const List*>(items))[index]; },
                nullptr};
  return value;
}

template <auto Member>
constexpr Field list_field(std::string_view name, Domain domain, const Class& type, std::string_view doc) {
  return {name, FieldType::object_list, &type, domain, doc, read_list<Member>};
}

/// A class whose instances have an Object part.
template <class T>
constexpr Class object_class(std::string_view name, std::string_view doc, std::string_view key, std::span<const Field> fields) {
  return {name, doc, key, fields, false, [](const void* object) -> const Object* { return static_cast<const T*>(object); }};
}

/// A class whose lists are ordered and may hold items that were not understood.
template <class T>
constexpr Class ordered_class(std::string_view name, std::string_view doc, std::string_view key, std::span<const Field> fields) {
  return {name, doc, key, fields, true, nullptr, [](const void* object) { return static_cast<const T*>(object)->opaque; },
          [](const Device&, const void* object) { return static_cast<const T*>(object)->lines; }};
}

inline FieldValue route_rows(const Device&, const void* object) {
  const std::vector<Route>& rows = static_cast<const Device*>(object)->routes.rows;
  FieldValue value;
  value.state = State::configured;
  value.list = {&rows, rows.size(),
                [](const void* items, std::size_t index) -> const void* {
                  return &(*static_cast<const std::vector<Route>*>(items))[index];
                },
                nullptr};
  return value;
}

inline FieldValue contributed_domains(const Device&, const void* object) {
  FieldValue value;
  value.state = State::configured;
  const Device& device = *static_cast<const Device*>(object);
  value.list = {&device.contributed, static_cast<std::size_t>(device.contributed.size()), nullptr,
                [](const void* items, std::size_t index) -> std::string_view {
                  const auto& domains = *static_cast<const Domains*>(items);
                  for (std::size_t i = 0; i < domain_count; ++i)
                    if (domains.contains(static_cast<Domain>(i)) && index-- == 0) return domain_names[i];
                  return {};
                }};
  return value;
}

}  // namespace muster::model
