#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <limits>

#include "policy/evaluation.hpp"

namespace muster::policy {
namespace {

bool is_number(const Value& value) {
  return value.kind == Kind::integer || value.kind == Kind::uint || value.kind == Kind::floating;
}

/// Wide enough to hold every int, uint and double exactly.
long double wide(const Value& value) {
  if (value.kind == Kind::integer || value.kind == Kind::at_least) return static_cast<long double>(value.integer);
  return value.kind == Kind::uint ? static_cast<long double>(value.uint) : static_cast<long double>(value.floating);
}

const Cause* why_open(const Value& value) { return value.kind == Kind::at_least ? value.why : nullptr; }

/// Numbers are compared by value across types; beside a double an int or uint counts as the nearest double.
std::partial_ordering order_of_numbers(const Value& a, const Value& b) {
  if (a.kind != Kind::floating && b.kind != Kind::floating) return wide(a) <=> wide(b);
  return static_cast<double>(wide(a)) <=> static_cast<double>(wide(b));
}

/// IPv4 inside of IPv6 (::ffff:0:0/96) is the IPv4 address.
IpAddress unmapped(const IpAddress& address) {
  constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (address.family != 6 || !std::equal(mapped.begin(), mapped.end(), address.bytes.begin())) return address;
  IpAddress plain;
  std::copy(address.bytes.begin() + 12, address.bytes.end(), plain.bytes.begin());
  return plain;
}

/// The answer for a part that may be anything: false if another part already differs, else unknown.
Value unknown_of(Evaluation& evaluation, const Value& a, const Value& b) {
  const Cause* const left = a.kind == Kind::unknown ? a.cause : why_open(a);
  const Cause* const right = b.kind == Kind::unknown ? b.cause : why_open(b);
  return make_unknown(evaluation.join(left, right));
}

Value equal_lists(Evaluation& evaluation, const List& a, const List& b) {
  if (!a.open && !b.open && a.size != b.size) return make_bool(false);
  if ((!a.open && a.size < b.size) || (!b.open && b.size < a.size)) return make_bool(false);
  if (a.open || b.open) return make_unknown(evaluation.join(a.why, b.why));
  Value pending = make_bool(true);
  for (std::uint32_t i = 0; i < a.size; ++i) {
    if (!evaluation.spend(1)) return make_error("over budget");
    const Value same = equal(evaluation, a.at(i), b.at(i));
    if (same.is_false() || same.kind == Kind::error) return same;
    if (same.kind == Kind::unknown) pending = same;
  }
  return pending;
}

Value equal_maps(Evaluation& evaluation, const Map& a, const Map& b) {
  if (a.size != b.size) return make_bool(false);
  Value pending = make_bool(true);
  for (std::uint32_t i = 0; i < a.size; ++i) {
    if (!evaluation.spend(1 + b.size / 8)) return make_error("over budget");
    const Value* const other = find_key(b, a.keys[i]);
    if (other == nullptr) return make_bool(false);
    const Value same = equal(evaluation, a.values[i], *other);
    if (same.is_false() || same.kind == Kind::error) return same;
    if (same.kind == Kind::unknown) pending = same;
  }
  return pending;
}

/// Two plain texts are equal or not. A hash that differs says nothing: the same password has another one.
Value equal_fingerprints(Evaluation& evaluation, const Fingerprint& a, const Fingerprint& b) {
  if (a.exact == b.exact && a.digest == b.digest) return make_bool(true);
  if (a.exact && b.exact) return make_bool(false);
  const Fingerprint& hash = a.exact ? b : a;
  return evaluation.unknown(hash.owner, "a hash cannot be compared with another secret", 0);
}

/// Equality of two known values of the same kind without parts.
bool equal_plain(const Value& a, const Value& b) {
  switch (a.kind) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.boolean == b.boolean;
    case Kind::string:
    case Kind::bytes:
    case Kind::type:
      return a.string() == b.string();
    case Kind::timestamp:
      return a.integer == b.integer && a.size == b.size;
    case Kind::duration:
      return a.integer == b.integer;
    case Kind::ip:
      return unmapped(a.prefix->address) == unmapped(b.prefix->address);
    case Kind::cidr:
      return *a.prefix == *b.prefix;
    default:
      return a.object == b.object;
  }
}

/// `value` is at least `lower`, and nothing more is known; `op` compares it with `bound`.
Value compare_at_least(Operator op, const Value& lower, const Value& bound) {
  const long double known = wide(lower);
  const long double other = wide(bound);
  switch (op) {
    case Operator::greater:
      return known > other ? make_bool(true) : make_unknown(lower.why);
    case Operator::greater_equal:
      return known >= other ? make_bool(true) : make_unknown(lower.why);
    case Operator::less:
      return known >= other ? make_bool(false) : make_unknown(lower.why);
    case Operator::less_equal:
      return known > other ? make_bool(false) : make_unknown(lower.why);
    default:
      return make_unknown(lower.why);
  }
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::less:
      return Operator::greater;
    case Operator::less_equal:
      return Operator::greater_equal;
    case Operator::greater:
      return Operator::less;
    case Operator::greater_equal:
      return Operator::less_equal;
    default:
      return op;
  }
}

bool holds(Operator op, std::partial_ordering order) {
  switch (op) {
    case Operator::less:
      return order < 0;
    case Operator::less_equal:
      return order <= 0;
    case Operator::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

std::partial_ordering order_of(const Value& a, const Value& b) {
  switch (a.kind) {
    case Kind::boolean:
      return static_cast<int>(a.boolean) <=> static_cast<int>(b.boolean);
    case Kind::timestamp: {
      const auto seconds = a.integer <=> b.integer;
      return seconds != 0 ? seconds : a.size <=> b.size;
    }
    case Kind::duration:
      return a.integer <=> b.integer;
    default:
      return a.string() <=> b.string();
  }
}

bool is_ordered(Kind kind) {
  return kind == Kind::boolean || kind == Kind::string || kind == Kind::bytes || kind == Kind::timestamp ||
         kind == Kind::duration;
}

Value int_arithmetic(Operator op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  switch (op) {
    case Operator::add:
      return __builtin_add_overflow(a, b, &result) ? make_error("return error for overflow: integer overflow")
                                                   : make_int(result);
    case Operator::subtract:
      return __builtin_sub_overflow(a, b, &result) ? make_error("return error for overflow: integer overflow")
                                                   : make_int(result);
    case Operator::multiply:
      return __builtin_mul_overflow(a, b, &result) ? make_error("return error for overflow: integer overflow")
                                                   : make_int(result);
    case Operator::divide:
    case Operator::modulo:
      break;
    default:
      return make_error("no such overload");
  }
  if (b == 0) return make_error(op == Operator::divide ? "divide by zero" : "modulus by zero");
  if (a == std::numeric_limits<std::int64_t>::min() && b == -1)
    return make_error("return error for overflow: integer overflow");
  return make_int(op == Operator::divide ? a / b : a % b);
}

Value uint_arithmetic(Operator op, std::uint64_t a, std::uint64_t b) {
  std::uint64_t result = 0;
  switch (op) {
    case Operator::add:
      return __builtin_add_overflow(a, b, &result) ? make_error("return error for overflow: unsigned integer overflow")
                                                   : make_uint(result);
    case Operator::subtract:
      return __builtin_sub_overflow(a, b, &result) ? make_error("return error for overflow: unsigned integer overflow")
                                                   : make_uint(result);
    case Operator::multiply:
      return __builtin_mul_overflow(a, b, &result) ? make_error("return error for overflow: unsigned integer overflow")
                                                   : make_uint(result);
    case Operator::divide:
    case Operator::modulo:
      break;
    default:
      return make_error("no such overload");
  }
  if (b == 0) return make_error(op == Operator::divide ? "divide by zero" : "modulus by zero");
  return make_uint(op == Operator::divide ? a / b : a % b);
}

Value double_arithmetic(Operator op, double a, double b) {
  switch (op) {
    case Operator::add:
      return make_double(a + b);
    case Operator::subtract:
      return make_double(a - b);
    case Operator::multiply:
      return make_double(a * b);
    case Operator::divide:
      return make_double(a / b);
    default:
      return make_error("no such overload");
  }
}

Value concatenate(Evaluation& evaluation, const Value& a, const Value& b) {
  const std::size_t size = std::size_t{a.size} + b.size;
  if (!evaluation.spend(size / 16) || size > std::numeric_limits<std::uint32_t>::max())
    return make_error("over budget");
  const std::span<char> joined = evaluation.arena().make<char>(size);
  a.string().copy(joined.data(), a.size);
  b.string().copy(joined.data() + a.size, b.size);
  return make_text({joined.data(), size}, a.kind);
}

Value concatenate_lists(Evaluation& evaluation, const List& a, const List& b) {
  if (!evaluation.spend(std::uint64_t{a.size} + b.size)) return make_error("over budget");
  const std::span<Value> items = evaluation.arena().make<Value>(std::size_t{a.size} + b.size);
  for (std::uint32_t i = 0; i < a.size; ++i) items[i] = a.at(i);
  for (std::uint32_t i = 0; i < b.size; ++i) items[a.size + i] = b.at(i);
  return evaluation.list(items, a.open || b.open, evaluation.join(a.why, b.why));
}

/// Seconds and nanoseconds plus nanoseconds, within the years 1 to 9999.
Value shift_time(const Value& time, std::int64_t nanoseconds) {
  constexpr std::int64_t billion = 1'000'000'000;
  constexpr std::int64_t first = -62'135'596'800;
  constexpr std::int64_t last = 253'402'300'799;
  std::int64_t seconds = time.integer + nanoseconds / billion;
  std::int64_t rest = static_cast<std::int64_t>(time.size) + nanoseconds % billion;
  if (rest < 0) {
    rest += billion;
    --seconds;
  } else if (rest >= billion) {
    rest -= billion;
    ++seconds;
  }
  if (seconds < first || seconds > last) return make_error("range: timestamp overflow");
  return make_timestamp(seconds, static_cast<std::uint32_t>(rest));
}

Value time_difference(const Value& a, const Value& b) {
  constexpr std::int64_t billion = 1'000'000'000;
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a.integer - b.integer, billion, &result) ||
      __builtin_add_overflow(result, static_cast<std::int64_t>(a.size) - static_cast<std::int64_t>(b.size), &result))
    return make_error("range: duration overflow");
  return make_duration(result);
}

Value time_arithmetic(Operator op, const Value& a, const Value& b) {
  const bool add = op == Operator::add;
  if ((!add && op != Operator::subtract)) return make_error("no such overload");
  if (a.kind == Kind::duration && b.kind == Kind::duration) {
    const Value sum = int_arithmetic(op, a.integer, b.integer);
    return sum.kind == Kind::error ? make_error("range: duration overflow") : make_duration(sum.integer);
  }
  if (a.kind == Kind::timestamp && b.kind == Kind::timestamp)
    return add ? make_error("no such overload") : time_difference(a, b);
  if (a.kind == Kind::duration) return add ? shift_time(b, a.integer) : make_error("no such overload");
  if (!add && b.integer == std::numeric_limits<std::int64_t>::min()) return make_error("range: duration overflow");
  return shift_time(a, add ? b.integer : -b.integer);
}

bool is_time(const Value& value) { return value.kind == Kind::timestamp || value.kind == Kind::duration; }

/// A size of which only the lower bound is known, and a number added to it or taken from it.
Value shift_at_least(Operator op, const Value& a, const Value& b) {
  const Value& open = a.kind == Kind::at_least ? a : b;
  const Value& other = a.kind == Kind::at_least ? b : a;
  const bool shifts =
      other.kind == Kind::integer && (op == Operator::add || (op == Operator::subtract && a.kind == Kind::at_least));
  if (!shifts) return make_unknown(open.why);
  const Value sum = int_arithmetic(op, open.integer, other.integer);
  return sum.kind == Kind::integer ? make_at_least(sum.integer, open.why) : make_unknown(open.why);
}

}  // namespace

const Value* find_key(const Map& map, const Value& key) {
  for (std::uint32_t i = 0; i < map.size; ++i) {
    const Value& known = map.keys[i];
    if (is_number(known) && is_number(key) ? wide(known) == wide(key)  // exactly: no two ints are one key
                                           : known.kind == key.kind && equal_plain(known, key))
      return &map.values[i];
  }
  return nullptr;
}

Value equal(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.kind == Kind::secret || b.kind == Kind::secret) return make_error("a secret cannot be compared");
  if (a.failed() || b.failed()) return evaluation.failure(std::array{a, b});
  if (a.kind == Kind::at_least || b.kind == Kind::at_least) {
    const Value& open = a.kind == Kind::at_least ? a : b;
    const Value& other = a.kind == Kind::at_least ? b : a;
    const bool differs = !is_number(other) && other.kind != Kind::at_least;
    if (differs || (other.kind != Kind::at_least && wide(other) < wide(open))) return make_bool(false);
    return unknown_of(evaluation, a, b);
  }
  if (is_number(a) && is_number(b)) return make_bool(order_of_numbers(a, b) == 0);
  if (a.kind != b.kind) return make_bool(false);
  if (a.kind == Kind::list) return equal_lists(evaluation, *a.list, *b.list);
  if (a.kind == Kind::map) return equal_maps(evaluation, *a.map, *b.map);
  if (a.kind == Kind::fingerprint) return equal_fingerprints(evaluation, *a.fingerprint, *b.fingerprint);
  if (a.kind == Kind::string || a.kind == Kind::bytes) evaluation.spend(std::min(a.size, b.size) / 64);
  return make_bool(equal_plain(a, b));
}

Value not_equal(Evaluation& evaluation, const Value& a, const Value& b) {
  const Value same = equal(evaluation, a, b);
  return same.kind == Kind::boolean ? make_bool(!same.boolean) : same;
}

Value compare(Evaluation& evaluation, Operator op, const Value& a, const Value& b) {
  if (a.kind == Kind::at_least && b.kind == Kind::at_least) return unknown_of(evaluation, a, b);
  if (a.kind == Kind::at_least && is_number(b)) return compare_at_least(op, a, b);
  if (b.kind == Kind::at_least && is_number(a)) return compare_at_least(mirrored(op), b, a);
  if (is_number(a) && is_number(b)) return make_bool(holds(op, order_of_numbers(a, b)));
  if (a.kind != b.kind || !is_ordered(a.kind)) return make_error("no such overload");
  if (a.kind == Kind::string || a.kind == Kind::bytes) evaluation.spend(std::min(a.size, b.size) / 64);
  return make_bool(holds(op, order_of(a, b)));
}

Value contains(Evaluation& evaluation, const Value& item, const Value& container) {
  if (container.kind == Kind::map) {
    if (item.kind == Kind::at_least) return make_unknown(item.why);
    evaluation.spend(container.map->size / 8);
    return make_bool(find_key(*container.map, item) != nullptr);
  }
  if (container.kind != Kind::list) return make_error("no such overload");
  const List& list = *container.list;
  Value pending = list.open ? make_unknown(list.why) : make_bool(false);
  for (std::uint32_t i = 0; i < list.size; ++i) {
    if (!evaluation.spend(1)) return make_error("over budget");
    const Value same = equal(evaluation, item, list.at(i));
    if (same.is_true()) return same;
    if (same.kind == Kind::error && pending.kind != Kind::unknown) pending = same;
    if (same.kind == Kind::unknown)
      pending = make_unknown(pending.kind == Kind::unknown ? evaluation.join(pending.cause, same.cause) : same.cause);
  }
  return pending;
}

Value arithmetic(Evaluation& evaluation, Operator op, const Value& a, const Value& b) {
  if (a.kind == Kind::at_least || b.kind == Kind::at_least) return shift_at_least(op, a, b);
  if (a.kind == Kind::integer && b.kind == Kind::integer) return int_arithmetic(op, a.integer, b.integer);
  if (a.kind == Kind::uint && b.kind == Kind::uint) return uint_arithmetic(op, a.uint, b.uint);
  if (a.kind == Kind::floating && b.kind == Kind::floating) return double_arithmetic(op, a.floating, b.floating);
  if (is_time(a) && is_time(b)) return time_arithmetic(op, a, b);
  if (op != Operator::add || a.kind != b.kind) return make_error("no such overload");
  if (a.kind == Kind::string || a.kind == Kind::bytes) return concatenate(evaluation, a, b);
  if (a.kind == Kind::list) return concatenate_lists(evaluation, *a.list, *b.list);
  return make_error("no such overload");
}

Value negate(Evaluation&, const Value& value) {
  if (value.kind == Kind::at_least) return make_unknown(value.why);
  if (value.kind == Kind::floating) return make_double(-value.floating);
  if (value.kind == Kind::duration && value.integer != std::numeric_limits<std::int64_t>::min())
    return make_duration(-value.integer);
  if (value.kind != Kind::integer) return make_error("no such overload");
  return int_arithmetic(Operator::subtract, 0, value.integer);
}

}  // namespace muster::policy
