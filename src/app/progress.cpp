#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace muster::app {

Progress::Progress(std::size_t total, bool quiet) : total_(total), quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {
  if (!quiet_ && !terminal_) fmt::print(stderr, "muster: collecting from {} devices\n", total_);
}

Progress::~Progress() {
  if (quiet_) return;
  if (terminal_) fmt::print(stderr, "\r\033[K");
  else
    fmt::print(stderr, "muster: {} of {} devices done, {} not collected\n", done_, total_, failed_);
}

void Progress::device_done(const std::string& device, const std::string& failure) {
  ++done_;
  if (!failure.empty()) ++failed_;
  if (quiet_) return;
  if (terminal_) draw(device);
  else if (!failure.empty())
    fmt::print(stderr, "muster: {}: {}\n", device, failure);
}

void Progress::draw(const std::string& device) const {
  constexpr int width = 30;
  const int filled = total_ == 0 ? width : static_cast<int>(width * done_ / total_);
  fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {}/{}  {} not collected  {:.30}", "", filled, "", width - filled, done_,
             total_, failed_, device);
  std::fflush(stderr);
}

}  // namespace muster::app
