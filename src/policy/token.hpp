#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace muster::policy {

enum class TokenKind : std::uint8_t {
  end,
  identifier,
  reserved,
  quoted_identifier,
  keyword_in,
  keyword_true,
  keyword_false,
  keyword_null,
  integer,
  uint,
  floating,
  string,
  bytes,
  dot,
  comma,
  colon,
  question,
  left_paren,
  right_paren,
  left_bracket,
  right_bracket,
  left_brace,
  right_brace,
  plus,
  minus,
  star,
  slash,
  percent,
  bang,
  and_and,
  or_or,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

/// A mistake in the text of an expression.
struct SyntaxError {
  std::uint32_t offset = 0;
  std::string message;
};

/// The longest expression that is read, in bytes.
inline constexpr std::size_t longest_expression = 65536;

/// The tokens of an expression; the last is `end`.
[[nodiscard]] std::expected<std::vector<Token>, SyntaxError> tokenize(std::string_view text);

/// The bytes that a string or bytes token stands for.
[[nodiscard]] std::expected<std::string, SyntaxError> unescape(std::string_view text, const Token& token);

/// At most 40 bytes of a text for a message, control characters escaped.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace muster::policy
