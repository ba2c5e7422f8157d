#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace muster::fleet {

/// What a terminal was waiting for when a client typed something.
enum class Awaited : std::uint8_t {
  prompt,    ///< a command line
  question,  ///< the answer to a question behind the banner
  line_password,
  enable_secret,
  page,  ///< a key, to show more
  exec,  ///< an exec request
};

struct Input {
  Awaited at = Awaited::prompt;
  std::string text;  ///< without the end of the line
  friend bool operator==(const Input&, const Input&) = default;
};

/// What the clients did to one device; may be read while the fleet runs.
class Statistics {
 public:
  std::atomic<unsigned> connections{0};
  std::atomic<unsigned> sessions{0};       ///< that are up now
  std::atomic<unsigned> logins{0};         ///< attempts with a password or a key
  std::atomic<unsigned> refused{0};        ///< of those
  std::atomic<unsigned> strange{0};        ///< of those: with another user, secret or answer than the device's own
  std::atomic<unsigned> channels{0};
  std::atomic<unsigned> exits{0};  ///< sessions that logged out

  /// Every byte that came on channels, exec requests as lines; the first 64 KB.
  [[nodiscard]] std::string received() const;
  [[nodiscard]] std::size_t received_bytes() const;
  /// What the terminal took, with what it waited for; the first thousand.
  [[nodiscard]] std::vector<Input> inputs() const;

  void note_received(std::string_view bytes);
  void note_input(Awaited at, std::string text);

 private:
  mutable std::mutex mutex_;
  std::string received_;
  std::size_t received_bytes_ = 0;
  std::vector<Input> inputs_;
};

}  // namespace muster::fleet
