#pragma once

#include <stop_token>
#include <thread>

namespace muster::app {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a stop request while it lives; a second signal ends the process at once.
/// Must be made before other threads start: they inherit the blocked signals.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  [[nodiscard]] bool requested() const { return stop_.stop_requested(); }

 private:
  std::stop_source stop_;
  std::jthread watcher_;
};

}  // namespace muster::app
