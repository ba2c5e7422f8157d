#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fleet/device.hpp"
#include "fleet/statistics.hpp"

namespace muster::fleet {

/// What is to be sent, and what happens behind it: `text`, then `body` from `body_from` to `body_end`, then `tail`.
struct Piece {
  enum class Then : std::uint8_t { go_on, drop, close, stall, vanish, exit, repeat } then = Then::go_on;
  std::string text;
  Text body;  ///< in the form for a terminal if `terminal`
  bool terminal = false;
  std::string tail;
  std::string error;                   ///< on the standard error
  int status = 0;                      ///< for exit; below 0: none is reported
  bool slow = false;                   ///< sent in the device's pieces
  std::chrono::milliseconds delay{0};  ///< before it is sent
  bool hangs_up = true;                ///< for exit: false, it never does

  [[nodiscard]] bool nothing() const { return then == Then::go_on && size() == 0; }
  [[nodiscard]] std::size_t size() const { return text.size() + middle().size() + tail.size(); }
  /// The longest stretch from `offset` on that lies in one place.
  [[nodiscard]] std::string_view from(std::size_t offset) const;
  [[nodiscard]] std::string whole() const { return text + std::string(middle()) + tail; }

 private:
  [[nodiscard]] std::string_view middle() const { return terminal ? body.for_terminal() : body.str(); }
};

/// The terminal of a device, as a function of bytes.
class Shell {
 public:
  /// `faults` are those of this connection. `statistics` may be null.
  Shell(const Device& device, Faults faults, Statistics* statistics = nullptr);
  explicit Shell(const Device& device) : Shell(device, device.fault) {}

  [[nodiscard]] Piece greeting();
  /// Takes what the client typed; what comes while an output is running waits for its end.
  void type(std::string_view bytes) { typed_.append(bytes.begin(), bytes.end()); }
  /// The next thing to send; call when everything before it is sent. An empty piece: nothing.
  [[nodiscard]] Piece next();

 private:
  [[nodiscard]] std::string fill(std::string_view pattern, std::string_view line = {}, unsigned percent = 0) const;
  [[nodiscard]] std::string shown(std::string_view pattern, std::string_view line = {}) const;
  [[nodiscard]] std::string terminal(std::string_view text) const;
  [[nodiscard]] std::string prompt() const;
  [[nodiscard]] std::string ready() const;
  [[nodiscard]] std::string after_greeting();
  [[nodiscard]] std::string echo_of(char c);
  [[nodiscard]] std::string end_of_echo() const;
  [[nodiscard]] Piece key(char c);
  [[nodiscard]] Piece answered(char c);
  [[nodiscard]] Piece password(const std::string& line);
  [[nodiscard]] Piece run(const std::string& line);
  [[nodiscard]] Piece leave();
  [[nodiscard]] bool move(const std::string& line, Piece& piece);
  [[nodiscard]] const Dialect::Reply* reply_to(std::string_view line) const;
  [[nodiscard]] const Output* output_of(std::string_view line) const;
  [[nodiscard]] Piece show(const Output& output);
  [[nodiscard]] Piece page();
  void note(Awaited at, std::string text);

  const Device& device_;
  const Dialect& dialect_;
  Faults faults_;
  Statistics* statistics_;
  std::string typed_;
  std::string line_;
  Awaited awaits_ = Awaited::prompt;
  std::size_t asked_ = 0;  ///< questions that were answered
  std::string mode_;       ///< the prompt's pattern while it is not the ordinary one
  std::string context_;
  bool privileged_;
  bool paging_;
  bool stamped_;
  bool renamed_ = false;
  bool after_return_ = false;
  std::string paged_;
  std::size_t paged_size_ = 0;
  Piece answer_;  ///< waits until the echo is sent
};

/// What an exec request yields.
[[nodiscard]] Piece execute(const Device& device, Faults faults, std::string_view command);
[[nodiscard]] inline Piece execute(const Device& device, std::string_view command) {
  return execute(device, device.fault, command);
}

}  // namespace muster::fleet
