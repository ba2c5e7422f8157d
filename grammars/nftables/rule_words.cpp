#include "grammars/nftables/rule_words.hpp"

#include <array>

#include "grammars/nftables/expressions.hpp"

namespace muster::grammars::nftables {

bool is_comparison(const Token& token) {
  static constexpr std::array<std::string_view, 12> words{
      "==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge"};
  return token.kind == Token::Kind::word && one_of(token.text, words);
}

bool is_arithmetic(const Token& token) {
  static constexpr std::array<std::string_view, 10> words{"&", "|", "^", "<<", ">>", "/", "and", "or", "xor", "."};
  return token.kind == Token::Kind::word && one_of(token.text, words);
}

bool covers_every_address(std::string_view value) {
  return value == "0.0.0.0/0" || value == "::/0" || value == "0.0.0.0-255.255.255.255";
}

std::string joined(std::string_view group) {
  std::string all;
  for (const std::string_view element : split_elements(group)) {
    if (covers_every_address(element) || element == "0-65535") return "any";
    all.append(all.empty() ? "" : ",").append(element);
  }
  return all;
}

std::string without_port(std::string_view target) {
  if (target.starts_with('[')) return std::string(target.substr(1, std::min(target.find(']'), target.size()) - 1));
  const bool port = std::ranges::count(target, ':') == 1;
  return std::string(target.substr(0, port ? target.find(':') : target.npos));
}

}  // namespace muster::grammars::nftables
