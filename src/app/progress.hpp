#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "app/run_listener.hpp"

namespace muster::app {

using ProgressTime = std::chrono::steady_clock::time_point;

/// Events a second over the last half minute.
class RateMeter {
 public:
  explicit RateMeter(ProgressTime start) : start_(start) {}
  void count(ProgressTime now);
  [[nodiscard]] double per_second(ProgressTime now) const;

 private:
  static constexpr std::int64_t window = 30;
  struct Second {
    std::int64_t number = -1;
    std::size_t events = 0;
  };
  [[nodiscard]] std::int64_t second_of(ProgressTime now) const;
  ProgressTime start_;
  std::array<Second, window> seconds_{};
};

/// How far a run is.
struct ProgressState {
  std::size_t total = 0;
  std::size_t done = 0;
  std::size_t in_flight = 0;
  double per_second = 0;
  std::map<CollectionFailure, std::size_t> failures;
};

/// "1200/10000 (12 %)  64 in flight  54.1/s  2 min 43 s left  12 not collected (denied 3, unreachable 9)", at most
/// `columns` wide. Without a rate no time is promised.
[[nodiscard]] std::string progress_text(const ProgressState& state, std::size_t columns);

/// Says on stderr how far a run is: one line redrawn in place on a terminal; elsewhere a line for each device that
/// failed, and one that says how far it is, ten seconds after the last at the earliest.
class Progress final : public RunListener {
 public:
  Progress();
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void run_begun(const RunBegin& begin) override;
  void sessions(std::size_t in_flight) override;
  void device_finished(const DeviceEnd& end) override;
  void run_finished(const report::RunReport& report) override;

 private:
  void show(bool now);
  void clear() const;
  ProgressState state_;
  RateMeter rate_;
  ProgressTime shown_;
  bool terminal_;
};

}  // namespace muster::app
