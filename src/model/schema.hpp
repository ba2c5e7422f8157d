#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/domain.hpp"
#include "core/ip.hpp"
#include "model/device.hpp"

/// A non-intrusive description of the model: what a policy may name, with type, document, key and domain.
namespace muster::model {

enum class FieldType : std::uint8_t { boolean, integer, text, secret, ip, prefix, text_list, object, object_list };
/// The type's name in policies and documents: "bool", "int", "string", "secret", "ip", "cidr", "list(string)", ...
[[nodiscard]] std::string_view to_string(FieldType type);

struct Class;

/// A list as the model holds it, without copies. `items` is opaque: `at` knows how to read it.
struct ListView {
  const void* items = nullptr;
  std::size_t size = 0;
  const void* (*at)(const void* items, std::size_t index) = nullptr;  ///< object_list: the object
  std::string_view (*text_at)(const void* items, std::size_t index) = nullptr;  ///< text_list
};

/// A field read from an object: a view that lives as long as the device. Which member holds the value follows from
/// the field's type; it is meaningful only for `configured` and `defaulted`.
struct FieldValue {
  State state = State::unknown;
  LinesId lines = 0;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string_view text;
  const StoredSecret* secret = nullptr;
  IpPrefix prefix;              ///< `ip` uses its address
  const void* object = nullptr;
  ListView list;
};

using TextEdit = std::function<void(std::string&)>;

struct Field {
  std::string_view name;
  FieldType type;
  const Class* object_class;  ///< for object and object_list
  /// Absence and defaults are only as sure as this domain is closed; nothing: always sure (identity, inventory).
  std::optional<Domain> domain;
  std::string_view doc;
  /// `object` is an instance of the class that the field belongs to.
  FieldValue (*get)(const Device& device, const void* object);
  /// Calls `edit` for the text, or each text of the list; null: not made of texts, or not of a capture.
  void (*edit)(void* object, const TextEdit& edit) = nullptr;
};

struct Class {
  std::string_view name;  ///< "user"
  std::string_view doc;
  std::string_view key;   ///< names of the fields that make its key, separated by a blank; empty: the position does
  std::span<const Field> fields;
  bool ordered = false;   ///< lists of it are ordered and may hold opaque items
  const Object* (*base)(const void* object) = nullptr;      ///< the Object part; null for classes without one
  bool (*opaque)(const void* object) = nullptr;             ///< for ordered lists: the item was not understood
  LinesId (*lines)(const Device& device, const void* object) = nullptr;  ///< for classes without a base; may be null
  Evidence (*row)(const Device& device, const void* object) = nullptr;  ///< for bulk rows: the one line that it stands on
};

/// The class of `device`.
[[nodiscard]] const Class& device_class();
/// Every class of the model, `device` first: for documents and nearest-name search.
[[nodiscard]] std::span<const Class* const> classes();
[[nodiscard]] const Field* find_field(const Class& type, std::string_view name);

/// Calls `edit` for each text that captures wrote into the device: names, contexts, lists of texts, names of the routing
/// table, reasons of openings. What the inventory says is left alone; so are stored secrets.
void edit_texts(Device& device, const TextEdit& edit);

}  // namespace muster::model
