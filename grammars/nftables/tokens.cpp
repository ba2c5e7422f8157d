#include "grammars/nftables/tokens.hpp"

#include <algorithm>

namespace muster::grammars::nftables {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// One past the closing brace of the group that begins at `at`; quotes and comments inside hide braces.
std::size_t group_end(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') at = std::min(text.find('"', at + 1), text.size() - 1);
    if (c == '#') at = std::min(text.find('\n', at), text.size() - 1);
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return at + 1;
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<Token> read_tokens(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_blank(c)) {
      ++at;
    } else if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '"') {
      const std::size_t end = std::min(text.find('"', at + 1), text.size());
      tokens.push_back({Token::Kind::string, text.substr(at + 1, end - at - 1)});
      at = end + 1;
    } else if (c == '{') {
      const std::size_t end = group_end(text, at);
      tokens.push_back({Token::Kind::group, text.substr(at + 1, std::max(end, at + 2) - at - 2)});
      at = end;
    } else {
      const std::size_t begin = at;
      while (at < text.size() && !is_blank(text[at]) && text[at] != '{' && text[at] != '"') ++at;
      tokens.push_back({Token::Kind::word, text.substr(begin, at - begin)});
    }
  }
  return tokens;
}

std::vector<std::string_view> split_elements(std::string_view group) {
  std::vector<std::string_view> elements;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view element = trimmed(group.substr(begin, end - begin));
    if (!element.empty()) elements.push_back(element);
  };
  for (std::size_t at = 0; at < group.size(); ++at) {
    const char c = group[at];
    if (c == '"') at = std::min(group.find('"', at + 1), group.size() - 1);
    if (c == '{') at = group_end(group, at) - 1;
    if (c == '#') {
      add(at);
      at = std::min(group.find('\n', at), group.size() - 1);
      begin = at + 1;
    }
    if (c != ',') continue;
    add(at);
    begin = at + 1;
  }
  add(group.size());
  return elements;
}

}  // namespace muster::grammars::nftables
