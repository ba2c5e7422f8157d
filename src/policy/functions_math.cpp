#include <cmath>
#include <limits>

#include "policy/evaluation.hpp"
#include "policy/functions.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

bool is_number(const Value& value) {
  return value.kind == Kind::integer || value.kind == Kind::uint || value.kind == Kind::floating;
}

/// The first of the greatest (or least) numbers.
template <Operator Better>
Value choose(Evaluation& evaluation, Arguments numbers) {
  if (numbers.empty()) return make_error("math.greatest() and math.least() need a number");
  Value best = numbers[0];
  for (const Value& number : numbers) {
    if (!is_number(number)) return make_error("no such overload");
    if (compare(evaluation, Better, number, best).is_true()) best = number;
  }
  return best;
}

template <Operator Better>
Value choose_from_list(Evaluation& evaluation, Arguments arguments) {
  const List& list = *arguments[0].list;
  const std::span<Value> items = evaluation.arena().make<Value>(list.size);
  for (std::uint32_t i = 0; i < list.size; ++i) items[i] = list.at(i);
  evaluation.spend(list.size);
  return choose<Better>(evaluation, items);
}

Value abs_int(Evaluation&, Arguments arguments) {
  if (arguments[0].integer == std::numeric_limits<std::int64_t>::min()) return make_error("integer overflow");
  return make_int(std::abs(arguments[0].integer));
}
Value same(Evaluation&, Arguments arguments) { return arguments[0]; }
Value sign_int(Evaluation&, Arguments arguments) {
  return make_int((arguments[0].integer > 0) - (arguments[0].integer < 0));
}
Value sign_uint(Evaluation&, Arguments arguments) { return make_uint(arguments[0].uint > 0 ? 1 : 0); }
Value sign_double(Evaluation&, Arguments arguments) {
  const double value = arguments[0].floating;
  return make_double(std::isnan(value) ? value : (value > 0) - (value < 0));
}

template <double (*Function)(double)>
Value of_double(Evaluation&, Arguments arguments) {
  return make_double(Function(arguments[0].floating));
}
template <bool (*Test)(double)>
Value test_double(Evaluation&, Arguments arguments) {
  return make_bool(Test(arguments[0].floating));
}
bool is_nan(double value) { return std::isnan(value); }
bool is_inf(double value) { return std::isinf(value); }
bool is_finite(double value) { return std::isfinite(value); }
Value root_of_int(Evaluation&, Arguments arguments) {
  return make_double(std::sqrt(static_cast<double>(arguments[0].integer)));
}
Value root_of_uint(Evaluation&, Arguments arguments) {
  return make_double(std::sqrt(static_cast<double>(arguments[0].uint)));
}

enum class Bits { conjunction, disjunction, difference };
template <Bits What>
constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  return What == Bits::conjunction ? a & b : What == Bits::disjunction ? a | b : a ^ b;
}
template <Bits What>
Value bits_int(Evaluation&, Arguments a) {
  return make_int(static_cast<std::int64_t>(
      combine<What>(static_cast<std::uint64_t>(a[0].integer), static_cast<std::uint64_t>(a[1].integer))));
}
template <Bits What>
Value bits_uint(Evaluation&, Arguments a) {
  return make_uint(combine<What>(a[0].uint, a[1].uint));
}
Value not_int(Evaluation&, Arguments arguments) { return make_int(~arguments[0].integer); }
Value not_uint(Evaluation&, Arguments arguments) { return make_uint(~arguments[0].uint); }

template <bool Left, bool Signed>
Value shift(Evaluation&, Arguments arguments) {
  const std::int64_t by = arguments[1].integer;
  if (by < 0) return make_error("negative offset");
  const std::uint64_t bits = Signed ? static_cast<std::uint64_t>(arguments[0].integer) : arguments[0].uint;
  const std::uint64_t shifted = by > 63 ? 0
                                : Left  ? bits << static_cast<unsigned>(by)
                                        : bits >> static_cast<unsigned>(by);
  return Signed ? make_int(static_cast<std::int64_t>(shifted)) : make_uint(shifted);
}

constexpr auto greatest = choose<Operator::greater>;
constexpr auto least = choose<Operator::less>;

constexpr FunctionRow rows[] = {
    {"math::greatest(list(N)) -> N", "The greatest number of the list.", choose_from_list<Operator::greater>},
    {"math::greatest(N...) -> N", "The greatest of its arguments.", greatest},
    {"math::least(list(N)) -> N", "The least number of the list.", choose_from_list<Operator::less>},
    {"math::least(N...) -> N", "The least of its arguments.", least},
    {"math::abs(int) -> int", "The absolute value.", abs_int},
    {"math::abs(uint) -> uint", "The same.", same},
    {"math::abs(double) -> double", "The absolute value.", of_double<std::fabs>},
    {"math::sign(int) -> int", "-1, 0 or 1.", sign_int},
    {"math::sign(uint) -> uint", "0 or 1.", sign_uint},
    {"math::sign(double) -> double", "-1, 0 or 1.", sign_double},
    {"math::ceil(double) -> double", "Rounds up.", of_double<std::ceil>},
    {"math::floor(double) -> double", "Rounds down.", of_double<std::floor>},
    {"math::round(double) -> double", "Rounds to the nearest, halves away from zero.", of_double<std::round>},
    {"math::trunc(double) -> double", "Drops the fraction.", of_double<std::trunc>},
    {"math::sqrt(double) -> double", "The square root.", of_double<std::sqrt>},
    {"math::sqrt(int) -> double", "The square root.", root_of_int},
    {"math::sqrt(uint) -> double", "The square root.", root_of_uint},
    {"math::isNaN(double) -> bool", "Not a number.", test_double<is_nan>},
    {"math::isInf(double) -> bool", "Infinite.", test_double<is_inf>},
    {"math::isFinite(double) -> bool", "Neither infinite nor NaN.", test_double<is_finite>},
    {"math::bitAnd(int, int) -> int", "Bits set in both.", bits_int<Bits::conjunction>},
    {"math::bitAnd(uint, uint) -> uint", "Bits set in both.", bits_uint<Bits::conjunction>},
    {"math::bitOr(int, int) -> int", "Bits set in either.", bits_int<Bits::disjunction>},
    {"math::bitOr(uint, uint) -> uint", "Bits set in either.", bits_uint<Bits::disjunction>},
    {"math::bitXor(int, int) -> int", "Bits set in one only.", bits_int<Bits::difference>},
    {"math::bitXor(uint, uint) -> uint", "Bits set in one only.", bits_uint<Bits::difference>},
    {"math::bitNot(int) -> int", "All bits turned.", not_int},
    {"math::bitNot(uint) -> uint", "All bits turned.", not_uint},
    {"math::bitShiftLeft(int, int) -> int", "Shifts to the left.", shift<true, true>},
    {"math::bitShiftLeft(uint, int) -> uint", "Shifts to the left.", shift<true, false>},
    {"math::bitShiftRight(int, int) -> int", "Shifts to the right; zeros come in.", shift<false, true>},
    {"math::bitShiftRight(uint, int) -> uint", "Shifts to the right.", shift<false, false>},
};

}  // namespace

std::span<const FunctionRow> math_functions() { return rows; }

}  // namespace muster::policy
