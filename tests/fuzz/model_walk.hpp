#pragma once

#include <cstddef>

#include "model/schema.hpp"

/// Visits everything that a policy may name.
namespace muster::test {

/// Whether the members of `value` mean something.
inline bool is_known(const model::FieldValue& value) {
  return value.state == model::State::configured || value.state == model::State::defaulted;
}

/// Calls `visit_object(class, object)` for each object below (and with) `object`, and `visit_field(field, value)` for
/// each of their fields. The model nests a few levels only.
template <class VisitObject, class VisitField>
void walk_model(const model::Device& device, const model::Class& type, const void* object,
                const VisitObject& visit_object, const VisitField& visit_field) {
  visit_object(type, object);
  for (const model::Field& field : type.fields) {
    const model::FieldValue value = field.get(device, object);
    visit_field(field, value);
    if (field.type == model::FieldType::object && value.object != nullptr)
      walk_model(device, *field.object_class, value.object, visit_object, visit_field);
    if (field.type == model::FieldType::object_list)
      for (std::size_t i = 0; i < value.list.size; ++i)
        walk_model(device, *field.object_class, value.list.at(value.list.items, i), visit_object, visit_field);
  }
}

}  // namespace muster::test
