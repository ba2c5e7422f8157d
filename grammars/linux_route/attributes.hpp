#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// The words of a line of `ip route show` (iproute2, ip/iproute.c: print_route).
namespace muster::grammars::linux_route {

enum class Kind : std::uint8_t {
  via,
  dev,
  proto,
  metric,
  table,
  src,       ///< read only to learn the family of a default route
  lock,      ///< a metric of the path that may be marked "lock"
  skip,      ///< one word follows that no rule needs
  flag,      ///< stands alone
  narrows,   ///< limits the route to some traffic, or changes it: not modelled
};

struct AttributeWord {
  std::string_view word;
  Kind kind;
  std::string_view note;  ///< for what is left out: why
};

/// Sorted by word.
[[nodiscard]] std::span<const AttributeWord> attribute_words();
[[nodiscard]] const AttributeWord* find_attribute(std::string_view word);

/// Route types that may stand before the prefix.
enum class Type : std::uint8_t {
  unicast,
  drops,      ///< unreachable, blackhole, prohibit, throw
  own,        ///< local: the device's own address, or a prefix that it takes as its own
  delivers,   ///< broadcast, multicast, anycast: made by the kernel for its own addresses
};

struct TypeWord {
  std::string_view word;
  Type type;
};
[[nodiscard]] std::span<const TypeWord> type_words();
[[nodiscard]] const TypeWord* find_type(std::string_view word);

}  // namespace muster::grammars::linux_route
