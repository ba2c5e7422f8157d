#pragma once

#include <string_view>
#include <vector>

namespace muster::grammars::nftables {

/// A token of a statement. Texts point into the input.
struct Token {
  enum class Kind : unsigned char { word, string, group } kind = Kind::word;
  std::string_view text;  ///< a string without its quotes, a group without its braces

  [[nodiscard]] bool is(std::string_view word) const { return kind == Kind::word && text == word; }
};

[[nodiscard]] std::vector<Token> read_tokens(std::string_view statement);

/// The elements of a group: what stands between its commas, without blanks around it. Comments are left out.
[[nodiscard]] std::vector<std::string_view> split_elements(std::string_view group);

}  // namespace muster::grammars::nftables
