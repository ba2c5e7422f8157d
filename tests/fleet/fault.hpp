#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace muster::fleet {

/// What is wrong with a device. Faults can be combined: `Fault::noise | Fault::pager`.
enum class Fault : std::uint8_t {
  none,
  // of the connection
  not_ssh,      ///< bytes without sense instead of the SSH version line
  silent,       ///< accepts the connection and says nothing
  half_open,    ///< vanishes after the key exchange: no answer, no FIN
  vanish,       ///< vanishes in the middle of an output: no answer, no FIN
  drop,         ///< the connection breaks in the middle of an output
  changed_key,  ///< another host key than the one that was enrolled
  one_session,  ///< a second connection is closed while the first one lives
  one_channel,  ///< a second channel of a session is refused
  // of the login
  deny,            ///< every login is refused
  issue_flood,     ///< 200 KB of banner before the login
  banner_flood,    ///< 256 KB of banner behind the login
  endless_banner,  ///< a banner behind the login that never ends
  // of the terminal
  garbage,       ///< after the login: bytes without sense instead of a prompt or an output
  no_echo,       ///< does not echo what it is sent
  noise_echo,    ///< log messages cut the echo; the terminal then draws prompt and line again
  split_echo,    ///< log messages cut the echo, and it simply goes on behind them
  wrong_prompt,  ///< after the first output the prompt carries another name
  pager,         ///< ignores the command that turns the pager off
  late_logout,   ///< hangs up a second after the logout
  no_logout,     ///< never hangs up
  // of an output
  close,           ///< the channel is closed in good order in the middle
  cut,             ///< it stops in the middle, and the prompt (or a success) follows as if nothing were wrong
  stall,           ///< silence in the middle
  noise,           ///< log messages between the lines
  noise_inside,    ///< log messages within the lines
  prompt_inside,   ///< lines that look like the prompt, with and without a command behind it
  byte_at_a_time,  ///< each byte in a packet of its own
  filtered,        ///< a lower privilege: well formed, but some blocks are left out
  masked,          ///< secrets are replaced by the platform's mask
};

inline constexpr unsigned fault_count = 30;

/// A set of faults.
class Faults {
 public:
  constexpr Faults(Fault fault = Fault::none) : bits_(bit(fault)) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] constexpr bool has(Fault fault) const { return (bits_ & bit(fault)) != 0; }
  [[nodiscard]] constexpr bool any() const { return bits_ != 0; }
  friend constexpr Faults operator|(Faults a, Faults b) { return Faults(a.bits_ | b.bits_); }
  friend constexpr bool operator==(Faults a, Faults b) = default;

 private:
  explicit constexpr Faults(std::uint64_t bits) : bits_(bits) {}
  static constexpr std::uint64_t bit(Fault fault) {
    return fault == Fault::none ? 0 : std::uint64_t{1} << static_cast<unsigned>(fault);
  }
  std::uint64_t bits_ = 0;
};

constexpr Faults operator|(Fault a, Fault b) { return Faults(a) | Faults(b); }

/// As in a scenario: "byte_at_a_time".
[[nodiscard]] std::string_view to_string(Fault fault);
/// All names, in the order of the enumeration.
[[nodiscard]] std::span<const std::string_view> fault_names();

}  // namespace muster::fleet
