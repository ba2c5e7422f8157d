#pragma once

#include <cstddef>
#include <string>

namespace muster::app {

/// One line on stderr that says how far a run is. Redrawn in place on a terminal; elsewhere one line for each device
/// that failed. Silent if asked. Not thread-safe.
class Progress {
 public:
  Progress(std::size_t total, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `failure` is empty for a device that was collected.
  void device_done(const std::string& device, const std::string& failure);

 private:
  void draw(const std::string& device) const;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  bool quiet_;
  bool terminal_;
};

}  // namespace muster::app
