#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace muster::app {

/// Bounds what is under way between threads, in bytes and in number: who brings more waits until room is made. One item
/// of any size passes an empty gate. Thread-safe.
class FlowGate {
 public:
  FlowGate(std::size_t bytes, std::size_t items) : bytes_(bytes), items_(items) {}

  void enter(std::size_t bytes) {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return inside_ == 0 || (inside_ < items_ && held_ + bytes <= bytes_); });
    held_ += bytes;
    ++inside_;
  }

  void leave(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    held_ -= bytes;
    --inside_;
    left_.notify_all();
  }

 private:
  const std::size_t bytes_;
  const std::size_t items_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t held_ = 0;
  std::size_t inside_ = 0;
};

}  // namespace muster::app
