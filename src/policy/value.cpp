#include "policy/value.hpp"

#include <array>

namespace muster::policy {

Value List::at(std::uint32_t index) const {
  if (items != nullptr) return items[index];
  if (object_class != nullptr) return make_object(view.at(view.items, index), *object_class);
  return make_text(view.text_at(view.items, index));
}

Value make_bool(bool value) {
  Value made;
  made.kind = Kind::boolean;
  made.boolean = value;
  return made;
}

Value make_int(std::int64_t value) {
  Value made;
  made.kind = Kind::integer;
  made.integer = value;
  return made;
}

Value make_uint(std::uint64_t value) {
  Value made;
  made.kind = Kind::uint;
  made.uint = value;
  return made;
}

Value make_double(double value) {
  Value made;
  made.kind = Kind::floating;
  made.floating = value;
  return made;
}

Value make_text(std::string_view text, Kind kind) {
  Value made;
  made.kind = kind;
  made.text = text.data();
  made.size = static_cast<std::uint32_t>(text.size());
  return made;
}

Value make_error(std::string_view message) { return make_text(message, Kind::error); }

Value make_unknown(const Cause* cause) {
  Value made;
  made.kind = Kind::unknown;
  made.cause = cause;
  return made;
}

Value make_timestamp(std::int64_t seconds, std::uint32_t nanoseconds) {
  Value made = make_int(seconds);
  made.kind = Kind::timestamp;
  made.size = nanoseconds;
  return made;
}

Value make_duration(std::int64_t nanoseconds) {
  Value made = make_int(nanoseconds);
  made.kind = Kind::duration;
  return made;
}

Value make_object(const void* object, const model::Class& object_class) {
  Value made;
  made.kind = Kind::object;
  made.object = object;
  made.object_class = &object_class;
  return made;
}

Value make_at_least(std::int64_t lower, const Cause* why) {
  Value made = make_int(lower);
  made.why = why;
  made.kind = Kind::at_least;
  return made;
}

std::string_view type_name(const Value& value) {
  static constexpr std::array<std::string_view, 20> names{"unknown",
                                                          "error",
                                                          "null_type",
                                                          "bool",
                                                          "int",
                                                          "uint",
                                                          "double",
                                                          "string",
                                                          "bytes",
                                                          "google.protobuf.Timestamp",
                                                          "google.protobuf.Duration",
                                                          "net.IP",
                                                          "net.CIDR",
                                                          "type",
                                                          "secret",
                                                          "object",
                                                          "list",
                                                          "map",
                                                          "int",
                                                          "fingerprint"};
  if (value.kind == Kind::object && value.object_class != nullptr) return value.object_class->name;
  return names[static_cast<std::size_t>(value.kind)];
}

}  // namespace muster::policy
