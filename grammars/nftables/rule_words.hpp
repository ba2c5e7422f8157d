#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "grammars/nftables/tokens.hpp"

/// Words of the language of rules that its parser asks about.
namespace muster::grammars::nftables {

template <class Names>
bool one_of(std::string_view word, const Names& names) {
  return std::ranges::find(names, word) != std::end(names);
}

[[nodiscard]] bool is_comparison(const Token& token);
[[nodiscard]] bool is_arithmetic(const Token& token);
[[nodiscard]] bool covers_every_address(std::string_view value);

/// "10.0.0.0/8" and ranges as nft prints them; several joined by ",".
[[nodiscard]] std::string joined(std::string_view group);

[[nodiscard]] std::string without_port(std::string_view target);

}  // namespace muster::grammars::nftables
