#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace muster::grammars::iptables {

/// What an option of a rule does to it.
enum class Effect : std::uint8_t {
  protocol,
  source,
  destination,
  source_port,
  destination_port,
  either_port,
  state,      ///< connection state
  interface,  ///< narrows, unless the name is `+`
  narrow,     ///< a further condition that is not modelled in itself
  cosmetic,   ///< comments, counters
  module,     ///< loads a match, which by itself matches everything
  jump,
  go,
  target_option,
};

struct Option {
  std::string_view name;
  std::uint8_t arguments;
  Effect effect;
};

/// What a target does with a packet.
enum class Target : std::uint8_t { permit, deny, reject, leave, log, proceed, other };

struct TargetInfo {
  std::string_view name;
  Target target;
};

[[nodiscard]] std::span<const Option> options();
[[nodiscard]] std::span<const TargetInfo> targets();
[[nodiscard]] const Option* find_option(std::string_view name);
[[nodiscard]] const TargetInfo* find_target(std::string_view name);
/// A match module that Muster knows: loading one that it does not know makes a rule opaque.
[[nodiscard]] bool is_known_module(std::string_view name);

}  // namespace muster::grammars::iptables
