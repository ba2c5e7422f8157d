#include "policy/expression_span.hpp"

#include <algorithm>
#include <vector>

#include "policy/token.hpp"

namespace muster::policy {
namespace {

struct Extent {
  std::uint32_t first = UINT32_MAX;
  std::uint32_t last = 0;
};

/// Where the tokens of the node and of all that is below it begin. An expression has at most 500 levels.
void widen(const Ast& ast, NodeId id, Extent& extent) {
  const Node& node = ast.nodes[id];
  extent.first = std::min(extent.first, node.offset);
  extent.last = std::max(extent.last, node.offset);
  for (const NodeId child : ast.children_of(node)) widen(ast, child, extent);
}

bool opens(const Token& token) {
  return token.kind == TokenKind::left_paren || token.kind == TokenKind::left_bracket ||
         token.kind == TokenKind::left_brace;
}
bool closes(const Token& token) {
  return token.kind == TokenKind::right_paren || token.kind == TokenKind::right_bracket ||
         token.kind == TokenKind::right_brace;
}

/// A range of tokens, both ends included.
class Tokens {
 public:
  Tokens(const std::vector<Token>& all, std::size_t first, std::size_t last) : all_(all), first_(first), last_(last) {}

  /// Takes in the parentheses whose other half is inside, and the arguments of a call whose name is last.
  void balance() {
    if (is_call_name(last_)) ++last_;
    int depth = 0;
    int missing = 0;
    for (std::size_t i = first_; i <= last_; ++i) {
      depth += opens(all_[i]) ? 1 : closes(all_[i]) ? -1 : 0;
      missing = std::min(missing, depth);
    }
    for (int i = missing; i < 0 && first_ > 0; ++i) open_before();
    for (int i = depth - missing; i > 0 && last_ + 2 < all_.size(); --i) close_behind();
  }

  /// Takes in `has(` and `)` around the field that is asked for.
  void with_has(std::string_view text) {
    if (first_ < 2 || all_[first_ - 1].kind != TokenKind::left_paren) return;
    const Token& name = all_[first_ - 2];
    if (text.substr(name.offset, name.size) != "has") return;
    first_ -= 2;
    ++last_;
  }

  [[nodiscard]] TextSpan span() const {
    const Token& last = all_[std::min(last_, all_.size() - 1)];
    return {all_[first_].offset, last.offset + last.size - all_[first_].offset};
  }

 private:
  [[nodiscard]] bool is_call_name(std::size_t at) const {
    return at + 1 < all_.size() && all_[at].kind == TokenKind::identifier && all_[at + 1].kind == TokenKind::left_paren;
  }
  void open_before() {
    int depth = 0;
    do {
      --first_;
      depth += closes(all_[first_]) ? 1 : opens(all_[first_]) ? -1 : 0;
    } while (first_ > 0 && depth >= 0);
  }
  void close_behind() {
    int depth = 0;
    do {
      ++last_;
      depth += opens(all_[last_]) ? 1 : closes(all_[last_]) ? -1 : 0;
    } while (last_ + 1 < all_.size() && depth >= 0);
  }

  const std::vector<Token>& all_;
  std::size_t first_;
  std::size_t last_;
};

std::size_t token_at(const std::vector<Token>& tokens, std::uint32_t offset) {
  const auto after = std::ranges::upper_bound(tokens, offset, {}, &Token::offset);
  return after == tokens.begin() ? 0 : static_cast<std::size_t>(after - tokens.begin()) - 1;
}

}  // namespace

TextSpan span_of(const Ast& ast, NodeId node, std::string_view text) {
  const auto tokens = tokenize(text);
  if (!tokens || tokens->empty()) return {0, text.size()};
  Extent extent;
  widen(ast, node, extent);
  Tokens covered(*tokens, token_at(*tokens, extent.first), token_at(*tokens, extent.last));
  covered.balance();
  if (ast.nodes[node].kind == NodeKind::has) covered.with_has(text);
  return covered.span();
}

}  // namespace muster::policy
