#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

#include "collectors/clock.hpp"

namespace muster::collectors {

/// How long the engine waits for what. A recipe may set `idle` and `total` for a command.
struct Deadlines {
  Milliseconds connect{10'000};         ///< TCP
  Milliseconds key_exchange{30'000};    ///< banner and key exchange
  Milliseconds authentication{40'000};  ///< from the first request to the answer; servers delay denials
  Milliseconds channel{20'000};         ///< opening a channel, terminal, shell
  Milliseconds prompt{30'000};          ///< for the first prompt, and for a command's echo
  Milliseconds idle{120'000};           ///< silence while a command runs
  Milliseconds total{600'000};          ///< one command
  Milliseconds device{1'200'000};       ///< one device, all endpoints and commands
  Milliseconds close{2'000};            ///< for the device to hang up after the logout
  /// A prompt must have stood this long where no end marker proves that the output is over.
  Milliseconds settle{150};
  /// A prompt without the end marker before it, or a pager, must have stood this long to count as one.
  Milliseconds doubt{1'500};
};

/// All deadlines, also those of recipes, are multiplied by `factor` (tests run faster than devices).
[[nodiscard]] Deadlines scaled(const Deadlines& deadlines, double factor);

/// How gently a run treats the network. 0 means no limit, if not said otherwise.
struct Kindness {
  std::size_t in_flight = 64;  ///< devices at a time; fewer where the limit of open files is lower; at least 1
  std::size_t per_site = 0;    ///< devices of a site at a time; a device without a site belongs to none
  std::size_t logins_per_domain = 8;   ///< logins under way in an AAA domain at a time
  Milliseconds login_interval{0};      ///< at least this long between the logins of an AAA domain
  std::size_t canaries = 0;   ///< at least so many devices of each platform run first; those marked as canary always do
  unsigned retries = 1;       ///< for what is worth it: no answer, a broken connection. Never a refusal
  Milliseconds retry_delay{5'000};
  /// Denials in a run after which a credential is not sent any more in that AAA domain.
  unsigned denials = 3;
  /// Devices of a site in a row that do not answer, after which the rest of the site is not tried.
  unsigned unreachable_per_site = 0;
};

/// Where a run stands.
struct CollectionCounts {
  std::size_t jobs = 0;
  std::size_t waiting = 0;      ///< neither started nor done; those that wait for another attempt included
  std::size_t in_flight = 0;
  std::size_t at_login = 0;     ///< of those in flight: connected, and waiting for their turn to log in
  std::size_t retries = 0;      ///< further attempts so far
  std::size_t delivered = 0;
  std::size_t held_bytes = 0;   ///< output that the sessions hold
  friend bool operator==(const CollectionCounts&, const CollectionCounts&) = default;
};

struct SshOptions {
  Kindness kindness;
  /// No further device is started while the sessions hold more than this many bytes of output.
  std::size_t held_bytes = 512U << 20U;
  bool record = false;  ///< keep transcripts in the outcomes
  Deadlines deadlines;
  double deadline_factor = 1.0;
  /// Called from the thread that collects whenever the counts have changed, between two waits. It must not block.
  std::function<void(const CollectionCounts&)> on_progress{};
};

}  // namespace muster::collectors
