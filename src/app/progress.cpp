#include "app/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "report/visible_text.hpp"

namespace muster::app {
namespace {

constexpr auto redraw_after = std::chrono::milliseconds(100);
constexpr auto line_after = std::chrono::seconds(10);

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string failures_text(const std::map<CollectionFailure, std::size_t>& failures) {
  std::string text;
  std::size_t total = 0;
  for (const auto& [failure, devices] : failures) {
    total += devices;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(failure), devices);
  }
  return total == 0 ? text : fmt::format("  {} not collected ({})", total, text);
}

std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

}  // namespace

std::int64_t RateMeter::second_of(ProgressTime now) const {
  return std::chrono::duration_cast<std::chrono::seconds>(now - start_).count();
}

void RateMeter::count(ProgressTime now) {
  const std::int64_t number = second_of(now);
  Second& second = seconds_[static_cast<std::size_t>(number % window)];
  if (second.number != number) second = {number, 0};
  ++second.events;
}

double RateMeter::per_second(ProgressTime now) const {
  const std::int64_t current = second_of(now);
  std::size_t events = 0;
  for (const Second& second : seconds_)
    if (second.number >= 0 && second.number > current - window) events += second.events;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  return static_cast<double>(events) / std::clamp(elapsed, 0.1, static_cast<double>(window));
}

std::string progress_text(const ProgressState& state, std::size_t columns) {
  const std::size_t percent = state.total == 0 ? 100 : 100 * state.done / state.total;
  std::string text = fmt::format("{}/{} ({} %)", state.done, state.total, percent);
  if (state.in_flight > 0) text += fmt::format("  {} in flight", state.in_flight);
  if (state.per_second > 0) {
    text += fmt::format("  {:.1f}/s", state.per_second);
    if (state.done < state.total)
      text += "  " + duration_text(static_cast<double>(state.total - state.done) / state.per_second) + " left";
  }
  text += failures_text(state.failures);
  if (text.size() > columns) text = text.substr(0, columns - std::min<std::size_t>(columns, 3)) + "...";
  return text;
}

Progress::Progress()
    : rate_(std::chrono::steady_clock::now()),
      shown_(std::chrono::steady_clock::now()),
      terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { clear(); }

void Progress::clear() const {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

void Progress::run_begun(const RunBegin& begin) {
  state_.total = begin.devices;
  if (terminal_) return show(true);
  fmt::print(stderr, "muster: collecting from {} devices\n", begin.devices);
  if (begin.recorded > 0) fmt::print(stderr, "muster: {} of them are recorded already\n", begin.recorded);
}

void Progress::sessions(std::size_t in_flight) {
  state_.in_flight = in_flight;
  show(false);
}

void Progress::device_finished(const DeviceEnd& end) {
  ++state_.done;
  if (!end.recorded_before) rate_.count(std::chrono::steady_clock::now());
  if (end.failure != CollectionFailure::none) {
    ++state_.failures[end.failure];
    if (!terminal_ && end.failure != CollectionFailure::cancelled)
      fmt::print(stderr, "muster: {}: {}{}{}\n", end.device, to_string(end.failure), end.detail.empty() ? "" : ": ",
                 report::terminal_text(end.detail));
  }
  show(false);
}

void Progress::run_finished(const report::RunReport&) {
  clear();
  if (terminal_) return;
  std::size_t failed = 0;
  for (const auto& [failure, devices] : state_.failures) failed += devices;
  fmt::print(stderr, "muster: {} of {} devices done, {} not collected\n", state_.done, state_.total, failed);
}

void Progress::show(bool now) {
  const ProgressTime time = std::chrono::steady_clock::now();
  if (!now && time - shown_ < (terminal_ ? ProgressTime::duration(redraw_after) : ProgressTime::duration(line_after)))
    return;
  shown_ = time;
  state_.per_second = rate_.per_second(time);
  if (terminal_)
    fmt::print(stderr, "\r\033[K{}", progress_text(state_, terminal_columns() - 1));
  else
    fmt::print(stderr, "muster: {}\n", progress_text(state_, 400));
  std::fflush(stderr);
}

}  // namespace muster::app
