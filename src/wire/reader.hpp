#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/result.hpp"
#include "wire/fields.hpp"
#include "wire/names.hpp"
#include "wire/text.hpp"

namespace muster::wire {

/// An archive that reads one value's fields from a JSON object. The first thing wrong is kept, with its place; what
/// is read after it means nothing.
class Reader {
 public:
  Reader(const nlohmann::json& object, std::string place, std::optional<Error>& error)
      : object_(object), place_(std::move(place)), error_(error) {
    if (!object_.is_object()) problem(place_, "expected an object");
  }

  template <class T>
  void operator()(const char* key, T& value) {
    if (const nlohmann::json* const found = find(key))
      decode(*found, place_ + "/" + key, value);
    else
      problem(place_, std::string("the key '") + key + "' is missing");
  }

  void payload(const char* key, std::string& bytes) {
    const nlohmann::json* const found = find(key);
    if (found == nullptr) return;
    auto decoded = found->is_string() ? from_base64(found->get_ref<const std::string&>()) : std::nullopt;
    if (!decoded) return problem(place_ + "/" + key, "expected base64");
    bytes = std::move(*decoded);
  }

  /// Call last: every key must have been asked for.
  void finish() {
    if (object_.is_object() && object_.size() != used_) problem(place_, "there are unknown keys");
  }

 private:
  const nlohmann::json* find(const char* key) {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    if (found == object_.end()) return nullptr;
    ++used_;
    return &*found;
  }

  void problem(const std::string& place, const std::string& what) {
    if (!error_) error_ = Error{ErrorKind::input, (place.empty() ? "/" : place) + ": " + what, {}};
  }

  void decode(const nlohmann::json& json, const std::string& place, std::string& text) {
    if (json.is_string()) {
      text = json.get_ref<const std::string&>();
      return;
    }
    const bool wrapped = json.is_object() && json.size() == 1 && json.contains("base64") && json["base64"].is_string();
    auto decoded = wrapped ? from_base64(json["base64"].get_ref<const std::string&>()) : std::nullopt;
    if (!decoded || is_utf8(*decoded)) return problem(place, "expected a string, or base64 of what is not UTF-8");
    text = std::move(*decoded);
  }

  void decode(const nlohmann::json& json, const std::string& place, bool& value) {
    if (!json.is_boolean()) return problem(place, "expected true or false");
    value = json.get<bool>();
  }

  void decode(const nlohmann::json& json, const std::string& place, Timestamp& time) {
    const auto parsed = json.is_string() ? parse_timestamp(json.get_ref<const std::string&>()) : std::nullopt;
    if (!parsed) return problem(place, "expected a time such as 2026-03-01T02:00:00Z");
    time = *parsed;
  }

  void decode(const nlohmann::json& json, const std::string& place, Domains& domains) {
    std::vector<std::string> names;
    decode(json, place, names);
    for (const std::string& name : names) {
      const auto domain = parse_domain(name);
      if (!domain || domains.contains(*domain)) return problem(place, "expected names of domains, each once");
      domains |= *domain;
    }
  }

  void decode(const nlohmann::json& json, const std::string& place, std::map<std::string, std::string>& digests) {
    if (!json.is_array()) return problem(place, "expected a list");
    for (std::size_t i = 0; i < json.size(); ++i) {
      std::string name;
      std::string digest;
      Reader inner(json[i], place + "/" + std::to_string(i), error_);
      inner("name", name);
      inner("digest", digest);
      inner.finish();
      if (!digests.emplace(std::move(name), std::move(digest)).second)
        problem(inner.place_, "this name was given before");
    }
  }

  template <class T>
  void decode(const nlohmann::json& json, const std::string& place, std::vector<T>& values) {
    if (!json.is_array()) return problem(place, "expected a list");
    values.resize(json.size());
    for (std::size_t i = 0; i < json.size() && !error_; ++i)
      decode(json[i], place + "/" + std::to_string(i), values[i]);
  }

  template <class T>
  void decode(const nlohmann::json& json, const std::string& place, T& value) {
    if constexpr (std::is_enum_v<T>) {
      if (!json.is_string() || !parse_name(json.get_ref<const std::string&>(), value))
        problem(place, "not a known name");
    } else if constexpr (std::is_unsigned_v<T>) {
      if (!json.is_number_unsigned() || json.get<std::uint64_t>() > std::numeric_limits<T>::max())
        return problem(place, "expected an integer from 0 to " + std::to_string(std::numeric_limits<T>::max()));
      value = static_cast<T>(json.get<std::uint64_t>());
    } else {
      Reader inner(json, place, error_);
      fields(inner, value);
      inner.finish();
    }
  }

  const nlohmann::json& object_;
  std::string place_;
  std::optional<Error>& error_;
  std::size_t used_ = 0;
};

}  // namespace muster::wire
