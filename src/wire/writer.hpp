#pragma once

#include <concepts>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "wire/fields.hpp"
#include "wire/json.hpp"
#include "wire/names.hpp"
#include "wire/text.hpp"

namespace muster::wire {

/// An archive that writes one value's fields into a JSON object.
class Writer {
 public:
  explicit Writer(Payload payload) : payload_(payload) {}

  template <class T>
  void operator()(const char* key, const T& value) {
    object_[key] = encode(value);
  }
  void payload(const char* key, const std::string& bytes) {
    if (payload_ == Payload::include) object_[key] = to_base64(bytes);
  }

  [[nodiscard]] nlohmann::json take() { return std::move(object_); }

 private:
  nlohmann::json encode(const std::string& text) const {
    if (is_utf8(text)) return text;
    return {{"base64", to_base64(text)}};
  }
  nlohmann::json encode(Timestamp time) const { return to_string(time); }
  nlohmann::json encode(Domains domains) const {
    nlohmann::json names = nlohmann::json::array();
    for (std::size_t i = 0; i < domain_count; ++i)
      if (domains.contains(static_cast<Domain>(i))) names.push_back(domain_names[i]);
    return names;
  }
  nlohmann::json encode(const std::map<std::string, std::string>& digests) const {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [name, digest] : digests) list.push_back({{"name", encode(name)}, {"digest", encode(digest)}});
    return list;
  }
  template <class T>
  nlohmann::json encode(const std::vector<T>& values) const {
    nlohmann::json list = nlohmann::json::array();
    for (const T& value : values) list.push_back(encode(value));
    return list;
  }
  template <class T>
  nlohmann::json encode(const T& value) const {
    if constexpr (std::is_enum_v<T>) {
      return name_of(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
      return value;
    } else {
      Writer inner(payload_);
      fields(inner, value);
      return inner.take();
    }
  }

  Payload payload_;
  nlohmann::json object_ = nlohmann::json::object();
};

}  // namespace muster::wire
