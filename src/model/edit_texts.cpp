#include <algorithm>

#include "model/schema.hpp"

namespace muster::model {
namespace {

void edit_object(const Device& device, const Class& type, void* object, const TextEdit& edit) {
  for (const Field& field : type.fields) {
    if (field.edit != nullptr) field.edit(object, edit);
    if (field.object_class == nullptr || field.object_class->row != nullptr) continue;
    const FieldValue value = field.get(device, object);
    // Whoever edits holds the device itself: what its schema shows as constant is a part of it.
    if (value.object != nullptr) edit_object(device, *field.object_class, const_cast<void*>(value.object), edit);
    for (std::size_t i = 0; i < value.list.size; ++i)
      edit_object(device, *field.object_class, const_cast<void*>(value.list.at(value.list.items, i)), edit);
  }
}

}  // namespace

void edit_texts(Device& device, const TextEdit& edit) {
  edit_object(device, device_class(), &device, edit);
  std::ranges::for_each(device.routes.names, edit);
  for (Opening& opening : device.openings) {
    edit(opening.context);
    edit(opening.reason);
  }
}

}  // namespace muster::model
