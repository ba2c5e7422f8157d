#include "schema_check.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

namespace muster::test {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 14> known_keywords{
    "$schema", "$id",  "$defs", "$ref",    "title",  "description", "type", "required", "additionalProperties",
    "items",   "enum", "const", "minimum", "pattern"};

class Check {
 public:
  explicit Check(const json& root) : root_(root) {}

  void run(const json& schema, const json& value, const std::string& where) {
    keywords(schema, where);
    if (schema.contains("$ref")) run(target(schema["$ref"]), value, where);
    if (schema.contains("type") && !has_type(schema["type"], value)) return report(where, "type");
    if (schema.contains("const") && schema["const"] != value) report(where, "const");
    if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
      report(where, "enum");
    if (schema.contains("minimum") && value < schema["minimum"]) report(where, "minimum");
    if (schema.contains("pattern") &&
        !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())))
      report(where, "pattern");
    if (value.is_array() && schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i) run(schema["items"], value[i], where + "/" + std::to_string(i));
    if (value.is_object()) members(schema, value, where);
  }

  std::vector<std::string> take() { return std::move(violations_); }

 private:
  const json& target(const std::string& reference) { return root_.at(json::json_pointer(reference.substr(1))); }

  void report(const std::string& where, const std::string& what) { violations_.push_back(where + ": " + what); }

  void keywords(const json& schema, const std::string& where) {
    for (const auto& [key, ignored] : schema.items())
      if (key != "properties" && std::ranges::find(known_keywords, key) == known_keywords.end())
        report(where, "unchecked keyword " + key);
  }

  static bool has_type(const std::string& type, const json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    return type == "boolean" && value.is_boolean();
  }

  void members(const json& schema, const json& value, const std::string& where) {
    for (const json& name : schema.value("required", json::array()))
      if (!value.contains(name.get<std::string>())) report(where, "lacks " + name.get<std::string>());
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name))
        run(properties[name], member, where + "/" + name);
      else if (schema.contains("additionalProperties"))
        additional(schema["additionalProperties"], member, where + "/" + name);
    }
  }

  void additional(const json& schema, const json& value, const std::string& where) {
    if (schema.is_object())
      run(schema, value, where);
    else if (!schema.get<bool>())
      report(where, "not declared");
  }

  const json& root_;
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> schema_violations(const json& schema, const json& document) {
  Check check(schema);
  check.run(schema, document, "");
  return check.take();
}

}  // namespace muster::test
