#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "grammars/cursor.hpp"

#include <boost/spirit/home/x3.hpp>

/// Building blocks for Spirit X3 grammars over one statement. Only for .cpp files of grammars/ (hence .ipp): it costs a
/// second of compile time. All primitives work on `const char*`, allocate nothing and yield views of the input.
///
/// A handler writes
///     auto const rule = x3p::label("address")[x3p::ipv4][set_address] >> x3p::sp >> ...;
///     return x3p::parse(cursor, rule, entry);
/// where an action gets `entry` by `x3p::sink<Entry>(context)`.

/// Makes std::string_view a plain attribute: X3 takes it for a container otherwise.
namespace boost::spirit::x3::traits {
namespace detail {
template <>
struct is_container_impl<std::string_view, void> : mpl::false_ {};
}  // namespace detail
template <>
struct attribute_category<std::string_view> : mpl::identity<plain_attribute> {};
}  // namespace boost::spirit::x3::traits

namespace muster::grammars::x3p {

namespace x3 = boost::spirit::x3;

template <class Attribute>
inline constexpr bool wanted = !std::is_same_v<std::remove_const_t<Attribute>, x3::unused_type>;

using ByteTable = std::array<bool, 256>;
template <class Predicate>
constexpr ByteTable bytes_that(Predicate predicate) {
  ByteTable table{};
  for (std::size_t c = 0; c < 256; ++c) table[c] = predicate(static_cast<unsigned char>(c));
  return table;
}
inline constexpr ByteTable blank_bytes = bytes_that([](unsigned char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
inline constexpr ByteTable word_bytes = bytes_that([](unsigned char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
inline bool in_word(char c) { return word_bytes[static_cast<unsigned char>(c)]; }
inline const char* end_of_word(const char* at, const char* last) {
  while (at != last && in_word(*at)) ++at;
  return at;
}

/// At least `Least` bytes of a table; yields them.
template <const ByteTable& Bytes, std::size_t Least>
struct Span : x3::parser<Span<Bytes, Least>> {
  using attribute_type = std::string_view;
  static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* at = first;
    while (at != last && Bytes[static_cast<unsigned char>(*at)]) ++at;
    if (static_cast<std::size_t>(at - first) < Least) return false;
    if constexpr (wanted<Attribute>) attribute = Attribute(first, static_cast<std::size_t>(at - first));
    first = at;
    return true;
  }
};
inline constexpr Span<word_bytes, 1> word{};

/// The separator of words: blanks, or nothing at the end of the statement, so that a statement that is cut short
/// fails at what should follow.
struct Separator : x3::parser<Separator> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute&) const {
    if (first == last) return true;
    const char* at = first;
    while (at != last && !in_word(*at)) ++at;
    if (at == first) return false;
    first = at;
    return true;
  }
};
inline constexpr Separator sp{};

/// Succeeds where something is left, without consuming it: saves trying every option at the end of each statement.
struct More : x3::parser<More> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute&) const {
    return first != last;
  }
};
inline constexpr More more{};

/// Everything up to the end of the statement, without the blanks before it; at least one byte.
struct Rest : x3::parser<Rest> {
  using attribute_type = std::string_view;
  static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    if (first == last) return false;
    if constexpr (wanted<Attribute>) attribute = Attribute(first, static_cast<std::size_t>(last - first));
    first = last;
    return true;
  }
};
inline constexpr Rest rest{};

/// A decimal number that is a whole word, from Low to High.
template <class Number, Number Low, Number High>
struct Decimal : x3::parser<Decimal<Number, Low, High>> {
  using attribute_type = Number;
  static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* at = first;
    std::uint64_t value = 0;
    for (; at != last; ++at) {
      const unsigned digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
      if (digit > 9) break;
      value = value * 10 + digit;
      if (value > High) return false;
    }
    if (at == first || value < Low || (at != last && in_word(*at))) return false;
    if constexpr (wanted<Attribute>) attribute = static_cast<Number>(value);
    first = at;
    return true;
  }
};
inline constexpr Decimal<std::uint32_t, 0, 0xffffffffU> number{};
inline constexpr Decimal<std::uint16_t, 0, 65535> port_number{};
inline constexpr Decimal<std::uint8_t, 0, 255> byte_number{};

/// A dotted quad that is a whole word, in host order; without leading zeros.
struct Ipv4 : x3::parser<Ipv4> {
  using attribute_type = std::uint32_t;
  static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* at = first;
    std::uint32_t value = 0;
    for (int part = 0; part < 4; ++part) {
      if (part != 0 && (at == last || *at++ != '.')) return false;
      std::uint32_t octet = 0;
      const char* const digits = at;
      for (; at != last && at - digits < 4; ++at) {
        const unsigned digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
        if (digit > 9) break;
        octet = octet * 10 + digit;
      }
      if (at == digits || octet > 255 || (at - digits > 1 && *digits == '0')) return false;
      value = value << 8 | octet;
    }
    if (at != last && in_word(*at)) return false;
    if constexpr (wanted<Attribute>) attribute = value;
    first = at;
    return true;
  }
};
inline constexpr Ipv4 ipv4{};

/// A keyword: whole and exact, so that `ip` does not match `ipv6`.
template <std::size_t Size>
struct Literal : x3::parser<Literal<Size>> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;
  std::array<char, Size> text{};
  explicit constexpr Literal(const char (&literal)[Size]) {
    for (std::size_t i = 0; i < Size; ++i) text[i] = literal[i];
  }
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute&) const {
    constexpr std::size_t length = Size - 1;
    if (static_cast<std::size_t>(last - first) < length || std::memcmp(first, text.data(), length) != 0) return false;
    const char* const at = first + length;
    if (at != last && in_word(*at)) return false;
    first = at;
    return true;
  }
};
template <std::size_t Size>
constexpr Literal<Size> keyword(const char (&literal)[Size]) {
  return Literal<Size>(literal);
}

/// One of a fixed set of words with a number each.
struct NamedNumber {
  std::string_view name;
  std::uint32_t value;
};

/// A constexpr hash of such a set; made from an array that is sorted or not.
template <std::size_t Slots>
class NameTable {
 public:
  static_assert((Slots & (Slots - 1)) == 0, "a power of two");
  consteval explicit NameTable(std::span<const NamedNumber> names) {
    for (const NamedNumber& entry : names) {
      std::size_t i = hash(entry.name) & (Slots - 1);
      while (!slots_[i].name.empty()) i = (i + 1) & (Slots - 1);
      slots_[i] = entry;
    }
  }
  [[nodiscard]] const NamedNumber* find(std::string_view name) const {
    for (std::size_t i = hash(name) & (Slots - 1); !slots_[i].name.empty(); i = (i + 1) & (Slots - 1))
      if (slots_[i].name == name) return &slots_[i];
    return nullptr;
  }

 private:
  static constexpr std::size_t hash(std::string_view name) {
    if (name.empty()) return 0;
    const auto byte = [name](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
    return byte(0) * 31 + byte(name.size() / 2) * 7 + byte(name.size() - 1) * 3 + name.size();
  }
  std::array<NamedNumber, Slots> slots_{};
};

/// A word of a NameTable; yields its number.
template <const auto& Table>
struct OneOf : x3::parser<OneOf<Table>> {
  using attribute_type = std::uint32_t;
  static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* const at = end_of_word(first, last);
    if (at == first) return false;
    const NamedNumber* const found = Table.find({first, static_cast<std::size_t>(at - first)});
    if (found == nullptr) return false;
    if constexpr (wanted<Attribute>) attribute = found->value;
    first = at;
    return true;
  }
};

/// Remembers the furthest place where labelled parsers failed, and what they would have accepted there.
class FurthestFailure {
 public:
  void record(const char* at, const char* expected) {
    if (at < at_ || (at == at_ && count_ == expected_.size())) return;
    if (at > at_) at_ = at, count_ = 0;
    for (std::size_t i = 0; i < count_; ++i)
      if (expected_[i] == expected) return;
    expected_[count_++] = expected;
  }
  [[nodiscard]] const char* at() const { return at_; }
  /// "a, b or c".
  [[nodiscard]] std::string expected() const {
    std::string text;
    for (std::size_t i = 0; i < count_; ++i) {
      if (i > 0) text += i + 1 == count_ ? " or " : ", ";
      text += expected_[i];
    }
    return text;
  }

 private:
  const char* at_ = nullptr;
  std::size_t count_ = 0;
  std::array<const char*, 6> expected_{};
};
struct FailureTag {};
struct SinkTag {};

template <class Subject>
struct Labelled : x3::unary_parser<Subject, Labelled<Subject>> {
  using Base = x3::unary_parser<Subject, Labelled<Subject>>;
  static bool const is_pass_through_unary = true;
  static bool const handles_container = Subject::handles_container;
  const char* what;
  constexpr Labelled(const Subject& inner, const char* text) : Base(inner), what(text) {}
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context& context, RuleContext& rule,
             Attribute& attribute) const {
    const char* const at = first;
    if (this->subject.parse(first, last, context, rule, attribute)) return true;
    x3::get<FailureTag>(context).get().record(at, what);
    return false;
  }
};
struct Label {
  const char* what;
  template <class Subject>
  constexpr auto operator[](const Subject& subject) const {
    return Labelled<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject), what};
  }
};
/// Names a parser for diagnostics; `what` reads well after "expected " and must be a literal.
constexpr Label label(const char* what) { return {what}; }

/// The object that actions fill.
template <class Sink, class Context>
Sink& sink(const Context& context) {
  return x3::get<SinkTag>(context).get();
}

/// Parses what is left of the statement, all of it, into `object`.
template <class Grammar, class Sink>
Outcome parse(Cursor& cursor, const Grammar& grammar, Sink& object) {
  const std::string_view text = cursor.rest();
  const char* first = text.data();
  const char* const last = first + text.size();
  FurthestFailure failure;
  const auto whole = x3::with<FailureTag>(std::ref(failure))[x3::with<SinkTag>(std::ref(object))[grammar]];
  if (x3::parse(first, last, whole) && first == last) {
    cursor.take_rest();
    return Outcome::understood;
  }
  while (first != last && !in_word(*first)) ++first;
  if (failure.at() >= first && failure.at() != nullptr) return cursor.fail_at(failure.at(), failure.expected());
  return cursor.fail_at(first, "end of line");
}

}  // namespace muster::grammars::x3p
