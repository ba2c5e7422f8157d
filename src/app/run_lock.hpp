#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace muster::app {

/// Held by the process that works on a run, so that nobody resumes a run that still goes on. The system gives it back
/// when the process ends, however it ends.
class RunLock {
 public:
  /// ErrorKind::usage if another process holds it.
  [[nodiscard]] static Result<RunLock> take(const std::filesystem::path& store, const std::string& run);
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&&) = delete;
  ~RunLock();

 private:
  RunLock(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
  std::filesystem::path file_;
  int descriptor_;
};

}  // namespace muster::app
