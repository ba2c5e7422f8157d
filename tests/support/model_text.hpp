#pragma once

#include <string>
#include <string_view>

#include "model/schema.hpp"
#include "support/reading.hpp"

/// A model as text that people compare: a line for each object, `=` configured, `~` defaulted, `-` absent, unknown
/// attributes are left out; `@` names lines. What holds for the format stands at the end: openings and line states.
namespace muster::test {

class ModelText {
 public:
  explicit ModelText(const model::Device& device) : device_(device) {}

  [[nodiscard]] std::string write() {
    object("", model::device_class(), &device_);
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string lines(std::span<const Evidence> ranges) const {
    std::string all;
    for (const Evidence& range : ranges) {
      all += all.empty() ? "@" : ",";
      all += std::to_string(range.first_line);
      if (range.last_line != range.first_line) all += "-" + std::to_string(range.last_line);
    }
    return all;
  }

  [[nodiscard]] static std::string list_of(const model::ListView& list) {
    std::string all = "[";
    for (std::size_t i = 0; i < list.size; ++i) all.append(i == 0 ? "" : ", ").append(list.text_at(list.items, i));
    return all + "]";
  }

  [[nodiscard]] static std::string scalar(model::FieldType type, const model::FieldValue& value) {
    switch (type) {
      case model::FieldType::boolean: return value.boolean ? "true" : "false";
      case model::FieldType::integer: return std::to_string(value.integer);
      case model::FieldType::secret: return "<" + value.secret->format + ">";
      case model::FieldType::ip: return to_string(value.prefix.address);
      case model::FieldType::prefix: return to_string(value.prefix);
      case model::FieldType::text_list: return list_of(value.list);
      default: return "\"" + std::string(value.text) + "\"";
    }
  }

  [[nodiscard]] std::string attribute(const model::Field& field, const model::FieldValue& value,
                                      const std::string& usual_lines) const {
    if (value.state == model::State::unknown) return {};
    std::string text = " " + std::string(field.name);
    if (value.state == model::State::absent) return text + "-";
    const std::string shown = scalar(field.type, value);
    if (!field.domain && (shown == "\"\"" || shown == "false" || shown == "[]")) return {};
    text += (value.state == model::State::defaulted ? "~" : "=") + shown;
    const std::string from = lines(device_.lines.get(value.lines));
    return from.empty() || from == usual_lines ? text : text + from;
  }

  void object(const std::string& name, const model::Class& type, const void* object) {
    std::string own;
    std::string at;
    if (type.base != nullptr) at = lines(device_.lines.get(type.base(object)->lines));
    if (type.lines != nullptr) at = lines(device_.lines.get(type.lines(device_, object)));
    if (type.row != nullptr) at = "@" + std::to_string(type.row(device_, object).first_line);
    for (const model::Field& field : type.fields)
      if (field.type != model::FieldType::object && field.type != model::FieldType::object_list)
        own += attribute(field, field.get(device_, object), at);
    if (type.opaque != nullptr && type.opaque(object)) own += " OPAQUE";
    if (type.base != nullptr && type.base(object)->open)
      own += " OPEN" + lines(device_.lines.get(type.base(object)->opened_by));
    if (!own.empty()) text_ += name + (name.empty() ? "device" : "") + at + ":" + own + "\n";
    children(name, type, object);
  }

  void children(const std::string& name, const model::Class& type, const void* object) {
    for (const model::Field& field : type.fields) {
      const model::FieldValue value = field.get(device_, object);
      const std::string below = name.empty() ? std::string(field.name) : name + "/" + std::string(field.name);
      if (field.type == model::FieldType::object) this->object(below, *field.object_class, value.object);
      if (field.type != model::FieldType::object_list) continue;
      for (std::size_t i = 0; i < value.list.size; ++i)
        this->object(below, *field.object_class, value.list.at(value.list.items, i));
    }
  }

  const model::Device& device_;
  std::string text_;
};

inline std::string model_text(const Reading& reading) {
  std::string text = ModelText(reading.device).write();
  for (const model::Opening& opening : reading.device.openings) {
    text += "open:";
    for (std::size_t i = 0; i < domain_count; ++i)
      if (opening.domains.contains(static_cast<Domain>(i))) text.append(" ").append(domain_names[i]);
    text += " because " + opening.reason + "\n";
  }
  return text + reading.diagnostics() + "lines: " + reading.states() + "\n";
}

}  // namespace muster::test
