#pragma once

#include <cstdint>
#include <string>

#include "collectors/unique_fd.hpp"
#include "core/capture.hpp"

namespace muster::collectors {

/// A connection that a jump host makes for a session. The session holds one end of a socket pair; when the connection
/// stands, the first byte to read there is a mark and no part of what the device says. Otherwise the other end is
/// closed, and `reason` names the hop. Used by the engine's thread only.
struct Forward {
  static constexpr char mark = '+';
  enum class State : std::uint8_t { opening, open, broken } state = State::opening;
  UniqueFd socket;  ///< the session's end, until the session takes it
  CollectionFailure failure = CollectionFailure::none;
  std::string reason;  ///< set if the jump host broke it, not if the device did

  void fail(CollectionFailure why, std::string words) {
    state = State::broken;
    failure = why;
    reason = std::move(words);
  }
};

/// How many connections a jump host makes at a time: a few being opened, and no more in all than it has shown to bear.
/// A function of calls.
class ForwardSlots {
 public:
  [[nodiscard]] bool has_room() const { return opening_ < most_opening && opening_ + open_ < limit_; }
  void begin() { ++opening_; }
  void opened() {
    --opening_;
    ++open_;
  }
  void refused() { --opening_; }
  void ended() { --open_; }
  /// The jump host has no room for one more. True: worth asking again when another has ended; false: there is none.
  [[nodiscard]] bool refused_for_shortage() {
    --opening_;
    limit_ = opening_ + open_;
    if (limit_ > 0) return true;
    limit_ = 1;
    return false;
  }

 private:
  static constexpr std::size_t most_opening = 32;
  std::size_t opening_ = 0;
  std::size_t open_ = 0;
  std::size_t limit_ = ~std::size_t{0};
};

/// Why a jump host did not open a connection, from what libssh says about it.
struct ForwardRefusal {
  unsigned code = 0;  ///< of RFC 4254, section 5.1; 0 if libssh says something else
  std::string words;  ///< for a person, the jump host's own words quoted
};
[[nodiscard]] ForwardRefusal read_forward_refusal(const std::string& error);

inline constexpr unsigned shortage = 4;

}  // namespace muster::collectors
