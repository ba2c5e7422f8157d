#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "app/run_listener.hpp"
#include "core/result.hpp"

namespace muster::app {

/// Writes what a run does as one JSON object a line (docs/collection.md has the fields). No secret is in it: commands,
/// outputs and credentials are not. Each line is written whole, and at once.
class RunLog final : public RunListener {
 public:
  /// `path` "-": standard error, where no report goes. A file is created with mode 0600, or continued.
  [[nodiscard]] static Result<std::unique_ptr<RunLog>> open(const std::string& path);

  void run_begun(const RunBegin& begin) override;
  void device_begun(const std::string& device) override;
  void device_finished(const DeviceEnd& end) override;
  void stored(std::size_t devices, std::chrono::milliseconds duration) override;
  void run_finished(const report::RunReport& report) override;

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stderr) (void)std::fclose(file);
    }
  };
  explicit RunLog(std::FILE* file) : file_(file) {}
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace muster::app
