#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/domain.hpp"
#include "core/evidence.hpp"

namespace muster::model {

/// Index into a device's LineTable: the set of lines that made a value. 0 is the empty set.
using LinesId = std::uint32_t;

/// The per-device table of line sets. Wide objects carry a 32-bit LinesId; the sets are stored once.
class LineTable {
 public:
  LineTable() : begin_{0, 0} {}

  /// A set of one range (first == last for one line).
  LinesId add(std::uint32_t capture, std::uint32_t first, std::uint32_t last);
  LinesId add(std::uint32_t capture, std::uint32_t line) { return add(capture, line, line); }
  /// A set of many ranges, in order.
  LinesId add(std::vector<Evidence> ranges);
  /// The union, in order; returns an argument where it already is the answer.
  LinesId join(LinesId a, LinesId b);
  /// Valid until the next add or join.
  [[nodiscard]] std::span<const Evidence> get(LinesId id) const;

 private:
  std::vector<std::uint32_t> begin_;  ///< set `id` is ranges_[begin_[id] .. begin_[id + 1])
  std::vector<Evidence> ranges_;
};

/// How much is known of a value.
enum class State : std::uint8_t {
  unknown,     ///< not modelled by the format, masked by the device, or not understood: never taken as absent
  absent,      ///< the format is sure that it is not configured and has no default (CEL null, if the domain is closed)
  configured,  ///< stands in the configuration (or in what the device printed)
  defaulted,   ///< the platform's default applies; only as sure as the domain is closed
};

/// A value, how it is known, and the lines behind it. A new attribute is unknown: a format states what it knows.
template <class T>
struct Attribute {
  T value{};
  LinesId lines = 0;
  State state = State::unknown;

  void set(T v, LinesId from) { value = std::move(v), lines = from, state = State::configured; }
  void set_default(T v) { value = std::move(v), lines = 0, state = State::defaulted; }
  void set_absent(LinesId from = 0) { value = T{}, lines = from, state = State::absent; }
  void set_unknown(LinesId from) { value = T{}, lines = from, state = State::unknown; }
  [[nodiscard]] bool known() const { return state == State::configured || state == State::defaulted; }
};

/// What every object of the model has. Its key in the device is (context, kind, name).
struct Object {
  std::string context;     ///< virtual system, VDOM, VRF, ...; empty for the device itself
  LinesId lines = 0;       ///< the lines that speak about it
  bool open = false;       ///< a line about it was not understood: its absent and default attributes become unknown
  LinesId opened_by = 0;   ///< those lines
  Domains open_domains = Domains::all();  ///< what those lines can affect of it, where the format can say so
};

}  // namespace muster::model
