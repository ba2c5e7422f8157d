#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/collect.hpp"
#include "report/report_data.hpp"

namespace muster::app {

/// A run as it begins.
struct RunBegin {
  std::string run;
  std::string source;        ///< "ssh", "directory"
  std::size_t devices = 0;   ///< of the whole run
  std::size_t recorded = 0;  ///< of these, those that an earlier attempt has recorded: the run is resumed
};

/// A device whose outcome is in the store.
struct DeviceEnd {
  std::string device;  ///< "unit" or "unit/member"
  std::string platform;
  std::string site;
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::uint64_t milliseconds = 0;  ///< of its session
  std::size_t captures = 0;
  std::size_t failed_captures = 0;
  std::size_t bytes = 0;
  std::size_t retries = 0;
  bool recorded_before = false;  ///< by the attempt that is resumed; it was only judged now
};

/// Hears what a run does, in order and from one thread at a time.
class RunListener {
 public:
  virtual ~RunListener() = default;
  virtual void run_begun(const RunBegin&) {}
  virtual void device_begun(const std::string& device) { (void)device; }
  virtual void device_finished(const DeviceEnd&) {}
  /// Sessions under way now; they end a little before their devices are finished.
  virtual void sessions(std::size_t in_flight) { (void)in_flight; }
  /// A transaction is on disk.
  virtual void stored(std::size_t devices, std::chrono::milliseconds duration) { (void)devices, (void)duration; }
  virtual void run_finished(const report::RunReport&) {}
};

/// Passes on to several listeners. Thread-safe.
class RunListeners final : public RunListener {
 public:
  void add(std::unique_ptr<RunListener> listener) { listeners_.push_back(std::move(listener)); }

  void run_begun(const RunBegin& begin) override {
    each([&](RunListener& listener) { listener.run_begun(begin); });
  }
  void device_begun(const std::string& device) override {
    each([&](RunListener& listener) { listener.device_begun(device); });
  }
  void device_finished(const DeviceEnd& end) override {
    each([&](RunListener& listener) { listener.device_finished(end); });
  }
  void sessions(std::size_t in_flight) override {
    each([&](RunListener& listener) { listener.sessions(in_flight); });
  }
  void stored(std::size_t devices, std::chrono::milliseconds duration) override {
    each([&](RunListener& listener) { listener.stored(devices, duration); });
  }
  void run_finished(const report::RunReport& report) override {
    each([&](RunListener& listener) { listener.run_finished(report); });
  }

 private:
  template <class Function>
  void each(Function function) {
    const std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_) function(*listener);
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<RunListener>> listeners_;
};

}  // namespace muster::app
