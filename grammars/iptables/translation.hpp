#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "grammars/iptables/words.hpp"

namespace muster::grammars::iptables {

/// What a target of table nat puts in the place of which address.
struct Translation {
  std::string_view target;      ///< "SNAT"
  std::string_view kind;        ///< as in model::NatRule
  std::string translated;       ///< "interface", an address or a range; empty: not understood
  std::size_t at = 0;           ///< the word before the target, `-j`: the conditions end there
  std::string inside = "any";   ///< interface that packets come from
  std::string outside = "any";  ///< interface that they leave by
};

inline constexpr auto translating_targets =
    std::to_array<std::string_view>({"SNAT", "MASQUERADE", "DNAT", "REDIRECT", "NETMAP"});

/// Nothing if the rule, whose options begin at `first`, translates nothing.
[[nodiscard]] std::optional<Translation> find_translation(std::span<const Word> words, std::size_t first);

}  // namespace muster::grammars::iptables
