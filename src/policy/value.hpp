#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/ip.hpp"
#include "model/schema.hpp"

namespace muster::policy {

/// What a value is while an expression is evaluated.
enum class Kind : std::uint8_t {
  unknown,  ///< not understood, not seen, masked: never taken as anything else
  error,    ///< the expression went wrong: division by zero, no such key, ...
  null,     ///< absent
  boolean,
  integer,
  uint,
  floating,
  string,
  bytes,
  timestamp,
  duration,
  ip,
  cidr,
  type,
  secret,
  object,
  list,
  map,
  at_least,     ///< an integer of which only the lower bound is known: the size of an open list
  fingerprint,  ///< what may be compared of a secret
};

/// Why a value is unknown: a leaf with a reason and lines, or the union of two. Made only while tracing.
struct Cause {
  std::string_view what;    ///< "user.password", "users"
  std::string_view reason;  ///< "is not known", "unknown line"
  model::LinesId lines = 0;
  const Cause* left = nullptr;
  const Cause* right = nullptr;
};

struct List;
struct Map;

/// A secret reduced to what may be compared: a digest under a key that no other process knows, never its text.
struct Fingerprint {
  std::array<unsigned char, 16> digest{};
  bool exact = false;       ///< two exact ones are equal or different; of other ones only "equal" can be told
  std::string_view owner;   ///< whose secret it is: "user admin"
  std::string_view format;  ///< how it is stored
};

/// A value of 24 bytes. Texts, lists and maps live in the arena, the device or the compiled expression.
struct Value {
  Kind kind = Kind::null;
  std::uint32_t size = 0;  ///< of a string, bytes, type name or error text; nanoseconds of a timestamp
  union {
    std::int64_t integer = 0;
    std::uint64_t uint;
    double floating;
    bool boolean;
    const char* text;
    const IpPrefix* prefix;
    const model::StoredSecret* secret;
    const void* object;
    const List* list;
    const Map* map;
    const Fingerprint* fingerprint;
    const Cause* cause;  ///< null when not tracing
  };
  union {
    const model::Class* object_class = nullptr;  ///< of an object
    const Cause* why;                            ///< of `at_least`: why the list is open
  };

  [[nodiscard]] std::string_view string() const { return {text, size}; }
  [[nodiscard]] bool is(Kind other) const { return kind == other; }
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && boolean; }
  [[nodiscard]] bool is_false() const { return kind == Kind::boolean && !boolean; }
  [[nodiscard]] bool failed() const { return kind == Kind::unknown || kind == Kind::error; }
};

/// A list: values in memory, or a view of a list of the model. `open` means that there may be more elements anywhere.
struct List {
  const Value* items = nullptr;
  model::ListView view;                        ///< used when `items` is null
  const model::Class* object_class = nullptr;  ///< of the elements of a view; null: texts
  std::uint32_t size = 0;
  bool open = false;
  bool uncertain = false;      ///< some element is unknown or itself uncertain
  const Cause* why = nullptr;  ///< why it is open; null when not tracing

  [[nodiscard]] Value at(std::uint32_t index) const;
};

class MemberFacts;

/// A map in the order of its literal; keys are known.
struct Map {
  const Value* keys = nullptr;
  const Value* values = nullptr;
  std::uint32_t size = 0;
  bool uncertain = false;  ///< some value is unknown or itself uncertain
  const MemberFacts* member = nullptr;  ///< of a member of a group: where its values come from
};

[[nodiscard]] Value make_bool(bool value);
[[nodiscard]] Value make_int(std::int64_t value);
[[nodiscard]] Value make_uint(std::uint64_t value);
[[nodiscard]] Value make_double(double value);
[[nodiscard]] Value make_text(std::string_view text, Kind kind = Kind::string);  ///< string, bytes, type or error
[[nodiscard]] Value make_error(std::string_view message);                        ///< the message must outlive the value
[[nodiscard]] Value make_unknown(const Cause* cause = nullptr);
[[nodiscard]] Value make_timestamp(std::int64_t seconds, std::uint32_t nanoseconds);
[[nodiscard]] Value make_duration(std::int64_t nanoseconds);
[[nodiscard]] Value make_object(const void* object, const model::Class& object_class);
[[nodiscard]] Value make_at_least(std::int64_t lower, const Cause* why);

/// The name that `type()` gives: "int", "list", "google.protobuf.Timestamp", "net.IP"; the class of an object.
[[nodiscard]] std::string_view type_name(const Value& value);

}  // namespace muster::policy
