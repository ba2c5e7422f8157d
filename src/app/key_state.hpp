#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/key_probes.hpp"
#include "collectors/key_evidence.hpp"
#include "collectors/ssh_source.hpp"

namespace muster::app {

/// How a shown key stands, in the order in which a person should see them.
enum class KeyState : std::uint8_t {
  contradicted,  ///< a source knows another key: never pinned
  different,     ///< another key is pinned
  not_approved,  ///< not the key that a person approved
  fresh,         ///< nobody has spoken for it
  corroborated,  ///< no key is pinned yet, and a source knows this one
  unreachable,
  replaced,  ///< pinned now in place of another
  pinned_now,
  pinned,
};
inline constexpr std::size_t key_state_count = 9;

struct ProbedKey {
  KeyProbe probe;
  collectors::ScannedKey shown;
  std::vector<std::string> pinned;  ///< before this enrolment
  std::vector<collectors::Statement> statements;
  KeyState state = KeyState::unreachable;
};

/// Decides on the pinned keys and the statements alone. For an address that floats another member's key is new rather
/// than different, as long as there are fewer keys than members.
[[nodiscard]] KeyState judge_key(const ProbedKey& key);

/// The sources that confirm the key, such as "known_hosts, vantage"; empty if none does.
[[nodiscard]] std::string confirming_sources(const ProbedKey& key);

/// A line, and below it what is pinned and what sources say where that matters.
[[nodiscard]] std::string describe(const ProbedKey& key);

}  // namespace muster::app
