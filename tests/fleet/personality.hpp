#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "fleet/device.hpp"

namespace muster::fleet {

/// What is to be sent, and what happens behind it.
struct Piece {
  enum class Then : std::uint8_t { go_on, drop, close, stall, exit } then = Then::go_on;
  std::string text;
  std::string error;      ///< on the standard error
  int status = 0;         ///< for exit
  bool slow = false;      ///< sent in the device's pieces
};

/// The terminal of a device in the manner of Cisco IOS, as a function of bytes.
class Shell {
 public:
  explicit Shell(const Device& device) : device_(device), privileged_(device.enable.empty()) {}

  [[nodiscard]] Piece greeting() const;
  /// Takes what the client typed; what comes while an output is running waits for its end.
  void type(std::string_view bytes) { typed_.append(bytes.begin(), bytes.end()); }
  /// The next thing to send; call when everything before it is sent. An empty piece: nothing.
  [[nodiscard]] Piece next();

 private:
  [[nodiscard]] std::string prompt() const;
  [[nodiscard]] Piece key(char c);
  [[nodiscard]] Piece run(const std::string& line);
  [[nodiscard]] Piece show(const Output& output);
  [[nodiscard]] Piece page();

  const Device& device_;
  std::string typed_;
  std::string line_;
  std::string paged_;  ///< still to be shown, page by page
  bool paging_ = true;
  bool privileged_;
  bool asks_password_ = false;
  bool waits_for_key_ = false;
};

/// The answer to an exec request.
[[nodiscard]] Piece execute(const Device& device, std::string_view command);

}  // namespace muster::fleet
