#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/nftables/tokens.hpp"
#include "model/device.hpp"

namespace muster::grammars::nftables {

/// `dnat to 10.0.0.2:22`, `masquerade`: what stands in place of which address.
struct Translation {
  bool source = false;     ///< otherwise of the destination
  std::string translated;  ///< "interface", an address, a range; empty: not understood
};

struct ParsedRule {
  std::vector<model::FilterRule> rules;  ///< several where a verdict map decides by value; one opaque one if it failed
  Outcome outcome = Outcome::understood;
  bool unknown_word = false;  ///< a word that no table declares, rather than a value that does not fit
  std::optional<Translation> translation = std::nullopt;
  std::string inside = "any";   ///< interface that packets come from
  std::string outside = "any";  ///< interface that they leave by
};

/// What is known of a named set.
enum class SetContent : std::uint8_t {
  unknown,
  some,   ///< not everything
  group,  ///< what a group of the model holds
  everything,
};

/// What a rule refers to.
struct Names {
  std::function<SetContent(std::string_view)> set;
  std::string_view table;     ///< "inet filter": sets are groups of that name and theirs
  std::string_view family;    ///< of the table: "inet" rules match two families
  std::string_view disabled;  ///< selector or statement that is switched off, or empty
};

[[nodiscard]] ParsedRule parse_rule(const std::vector<Token>& tokens, const Names& names, Cursor& cursor);

}  // namespace muster::grammars::nftables
