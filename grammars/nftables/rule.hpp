#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/nftables/tokens.hpp"
#include "model/device.hpp"

namespace muster::grammars::nftables {

struct ParsedRule {
  std::vector<model::FilterRule> rules;  ///< several where a verdict map decides by value; one opaque one if it failed
  Outcome outcome = Outcome::understood;
  bool unknown_word = false;  ///< a word that no table declares, rather than a value that does not fit
};

/// What is known of a named set.
enum class SetContent : std::uint8_t { unknown, some, everything };

/// What a rule refers to.
struct Names {
  std::function<SetContent(std::string_view)> set;
  std::string_view family;    ///< of the table: "inet" rules match two families
  std::string_view disabled;  ///< selector or statement that is switched off, or empty
};

[[nodiscard]] ParsedRule parse_rule(const std::vector<Token>& tokens, const Names& names, Cursor& cursor);

}  // namespace muster::grammars::nftables
