#include "policy/packed_value.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

namespace muster::policy {
namespace {

/// Copies into a block, or only measures while there is none.
class Packer {
 public:
  Packer(std::byte* block, std::size_t most) : block_(block), most_(most) {}

  void set_cause(std::string_view what, std::string_view reason) {
    const std::string_view kept_what = text(what);
    const std::string_view kept_reason = text(reason);
    cause_ = put(Cause{kept_what, kept_reason, 0, nullptr, nullptr});
  }

  Value pack(const Value& value) {
    Value made = value;
    switch (value.kind) {
      case Kind::unknown:
        return make_unknown(cause_);
      case Kind::at_least:
        return make_at_least(value.integer, cause_);
      case Kind::string:
      case Kind::bytes:
      case Kind::type:
      case Kind::error:
        return make_text(text(value.string()), value.kind);
      case Kind::ip:
      case Kind::cidr:
        made.prefix = put(*value.prefix);
        return made;
      case Kind::fingerprint: {
        Fingerprint copy = *value.fingerprint;
        copy.owner = text(copy.owner);
        copy.format = text(copy.format);
        made.fingerprint = put(copy);
        return made;
      }
      case Kind::list:
        made.list = list(*value.list);
        return made;
      case Kind::map:
        made.map = map(*value.map);
        return made;
      case Kind::secret:
      case Kind::object:
        return make_error("no small value");  // the type check refuses such facts
      default:
        return made;
    }
  }

  [[nodiscard]] std::size_t used() const { return used_; }
  [[nodiscard]] bool over() const { return used_ > most_; }

 private:
  template <class T>
  T* take(std::size_t count) {
    constexpr std::size_t align = alignof(T);
    used_ = (used_ + align - 1) / align * align;
    T* const place = block_ != nullptr ? reinterpret_cast<T*>(block_ + used_) : nullptr;
    used_ += count * sizeof(T);
    return place;
  }
  template <class T>
  const T* put(const T& value) {
    T* const place = take<T>(1);
    return place != nullptr ? new (place) T(value) : nullptr;
  }
  std::string_view text(std::string_view text) {
    char* const place = take<char>(text.size());
    if (place == nullptr) return text;
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }
  const Value* values(std::uint32_t count, const auto& at) {
    Value* const place = take<Value>(count);
    for (std::uint32_t i = 0; i < count && !over(); ++i) {
      const Value item = pack(at(i));
      if (place != nullptr) new (place + i) Value(item);
    }
    return place;
  }
  const List* list(const List& list) {
    List made;
    made.items = values(std::max<std::uint32_t>(list.size, 1),
                        [&](std::uint32_t i) { return i < list.size ? list.at(i) : Value{}; });
    made.size = list.size;
    made.open = list.open;
    made.uncertain = list.uncertain;
    made.why = list.open ? cause_ : nullptr;
    return put(made);
  }
  const Map* map(const Map& map) {
    Map made;
    made.keys = values(map.size, [&](std::uint32_t i) { return map.keys[i]; });
    made.values = values(map.size, [&](std::uint32_t i) { return map.values[i]; });
    made.size = map.size;
    made.uncertain = map.uncertain;
    return put(made);
  }

  std::byte* block_;
  std::size_t most_;
  std::size_t used_ = 0;
  const Cause* cause_ = nullptr;
};

}  // namespace

std::optional<PackedValue> pack_value(const Value& value, std::string_view what, std::string_view reason,
                                      std::size_t most) {
  const auto fill = [&](std::byte* block) {
    Packer packer(block, block == nullptr ? most : std::numeric_limits<std::size_t>::max());
    if (holds_unknown(value)) packer.set_cause(what, reason);
    const Value made = packer.pack(value);
    return std::pair(made, packer.used());
  };
  const std::size_t size = fill(nullptr).second;
  if (size > most) return std::nullopt;
  PackedValue packed;
  packed.size = size;
  packed.block = std::make_unique<std::byte[]>(std::max<std::size_t>(size, 1));
  packed.value = fill(packed.block.get()).first;
  return packed;
}

bool holds_unknown(const Value& value) {
  if (value.kind == Kind::unknown || value.kind == Kind::at_least) return true;
  if (value.kind == Kind::list) return value.list->open || value.list->uncertain;
  return value.kind == Kind::map && value.map->uncertain;
}

}  // namespace muster::policy
