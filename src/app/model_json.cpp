#include "app/model_json.hpp"

#include <nlohmann/json.hpp>

#include "model/schema.hpp"

namespace muster::app {
namespace {

using Json = nlohmann::ordered_json;
using model::FieldType;
using model::State;

std::string write(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json lines_json(std::span<const Evidence> lines) {
  Json list = Json::array();
  for (const Evidence& range : lines)
    for (std::uint32_t line = range.first_line; line <= range.last_line; ++line) list.push_back(line);
  return list;
}

/// Walks the model by its schema.
class Writer {
 public:
  explicit Writer(const model::Device& device) : device_(device) {}

  Json object(const model::Class& type, const void* object) const {
    Json json = Json::object();
    for (const model::Field& field : type.fields) {
      if (field.name == "context" && field.get(device_, object).text.empty()) continue;
      json[std::string(field.name)] = value(field, field.get(device_, object));
    }
    lines_of(type, object, json);
    return json;
  }

 private:
  void lines_of(const model::Class& type, const void* object, Json& json) const {
    if (type.base != nullptr) {
      const model::Object& base = *type.base(object);
      json["lines"] = lines_json(device_.lines.get(base.lines));
      if (base.open) json["opened_by"] = lines_json(device_.lines.get(base.opened_by));
    }
    if (type.lines != nullptr) json["lines"] = lines_json(device_.lines.get(type.lines(device_, object)));
    if (type.opaque != nullptr && type.opaque(object)) json["opaque"] = true;
    if (type.row != nullptr) json["line"] = type.row(device_, object).first_line;
  }

  Json value(const model::Field& field, const model::FieldValue& value) const {
    if (field.type == FieldType::object) return object(*field.object_class, value.object);
    if (field.type == FieldType::object_list) return list(*field.object_class, value.list);
    const bool certain = !field.domain || (value.state == State::configured && value.lines == 0);
    if (certain && value.state == State::configured) return scalar(field.type, value);
    static constexpr std::array<std::string_view, 4> states{"unknown", "absent", "configured", "defaulted"};
    Json json = Json::object();
    const bool known = value.state == State::configured || value.state == State::defaulted;
    json["value"] = known ? scalar(field.type, value) : Json(nullptr);
    json["state"] = std::string(states[static_cast<std::size_t>(value.state)]);
    json["lines"] = lines_json(device_.lines.get(value.lines));
    return json;
  }

  Json list(const model::Class& type, const model::ListView& list) const {
    Json json = Json::array();
    for (std::size_t i = 0; i < list.size; ++i) json.push_back(object(type, list.at(list.items, i)));
    return json;
  }

  static Json scalar(FieldType type, const model::FieldValue& value) {
    switch (type) {
      case FieldType::boolean: return value.boolean;
      case FieldType::integer: return value.integer;
      case FieldType::secret: return Json{{"secret", true}, {"format", value.secret->format}};
      case FieldType::ip: return to_string(value.prefix.address);
      case FieldType::prefix: return to_string(value.prefix);
      case FieldType::text_list: {
        Json json = Json::array();
        for (std::size_t i = 0; i < value.list.size; ++i)
          json.push_back(std::string(value.list.text_at(value.list.items, i)));
        return json;
      }
      default: return std::string(value.text);
    }
  }

  const model::Device& device_;
};

Json counts_json(const LineCounts& counts) {
  return {{"understood", counts.understood}, {"ignored", counts.ignored}, {"known", counts.known}, {"unknown", counts.unknown}};
}

Json openings_json(const model::Device& device) {
  Json list = Json::array();
  for (const model::Opening& opening : device.openings) {
    Json domains = Json::array();
    for (std::size_t i = 0; i < domain_count; ++i)
      if (opening.domains.contains(static_cast<Domain>(i))) domains.push_back(std::string(domain_names[i]));
    list.push_back({{"context", opening.context},
                    {"domains", domains},
                    {"reason", opening.reason},
                    {"lines", lines_json(device.lines.get(opening.lines))}});
  }
  return list;
}

}  // namespace

std::string model_json(std::string_view file, const grammars::Format& format, const model::Device& device,
                       const grammars::ReadResult& result) {
  Json json;
  json["file"] = std::string(file);
  json["format"] = std::string(format.name);
  json["lines"] = counts_json(result.counts());
  json["model"] = Writer(device).object(model::device_class(), &device);
  json["openings"] = openings_json(device);
  json["diagnostics"] = Json::array();
  for (const grammars::Diagnostic& d : result.diagnostics)
    json["diagnostics"].push_back({{"line", d.line}, {"column", d.column}, {"expected", d.expected}, {"got", d.got}});
  return write(json);
}

std::string coverage_json(const std::vector<FileCoverage>& files) {
  Json list = Json::array();
  for (const FileCoverage& file : files) {
    Json json{{"file", file.file}, {"format", file.format}};
    json.update(counts_json(file.counts));
    json["unknown_lines"] = Json::array();
    for (const auto& line : file.unknown_lines) json["unknown_lines"].push_back({{"line", line.line}, {"text", line.text}});
    json["rules"] = {{"assessable", file.assessable}, {"not_assessable", file.not_assessable}};
    list.push_back(std::move(json));
  }
  return write(list);
}

}  // namespace muster::app
