#pragma once

#include <chrono>

#include "core/timestamp.hpp"

namespace muster::collectors {

using SteadyTime = std::chrono::steady_clock::time_point;
using Milliseconds = std::chrono::milliseconds;

/// Wall clock of a collector: the times of captures and the age of files. Deadlines use the steady clock.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

/// A clock that stands still, for tests and replays.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Timestamp time) : time_(time) {}
  [[nodiscard]] Timestamp now() const override { return time_; }

 private:
  Timestamp time_;
};

}  // namespace muster::collectors
