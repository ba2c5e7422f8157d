#include "grammars/paloalto_panos/path_words.hpp"

#include <algorithm>

namespace muster::grammars::paloalto_panos {
namespace {

using paths::no_node;
using paths::NodeId;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// Splits one statement.
class Splitter {
 public:
  Splitter(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void run() {
    for (; at_ < text_.size();) {
      if (is_blank(text_[at_]))
        ++at_;
      else
        take();
    }
  }

 private:
  void take() {
    const char c = text_[at_];
    const bool alone = at_ + 1 == text_.size() || is_blank(text_[at_ + 1]);
    if (c == '[' && !in_list_ && alone) return bracket(Token::Kind::list_begins);
    if (c == ']' && in_list_) return bracket(Token::Kind::list_ends);
    const std::size_t end = c == '"' || c == '\'' ? quoted_end(text_, at_) : std::string_view::npos;
    if (end == std::string_view::npos) return plain();
    tokens_.push_back({text_.substr(at_ + 1, end - at_ - 2)});
    at_ = end;
  }

  void bracket(Token::Kind kind) {
    tokens_.push_back({text_.substr(at_, 1), kind});
    in_list_ = kind == Token::Kind::list_begins;
    ++at_;
  }

  /// In a list the bracket that ends it may stand right behind a word.
  void plain() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_])) ++at_;
    const bool closes = in_list_ && text_[at_ - 1] == ']' && at_ - begin > 1 &&
                        text_.substr(begin, at_ - begin).find('[') == std::string_view::npos;
    if (closes) --at_;
    tokens_.push_back({text_.substr(begin, at_ - begin)});
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  bool in_list_ = false;
};

}  // namespace

std::size_t quoted_end(std::string_view text, std::size_t begin) {
  const std::size_t end = text.find(text[begin], begin + 1);
  return end == std::string_view::npos ? end : end + 1;
}

void split_words(std::string_view statement, std::vector<Token>& tokens) {
  tokens.clear();
  Splitter(statement, tokens).run();
}

NodeId PathBuilder::add(NodeId at, std::string_view word) {
  if (config_[at].depth >= paths::deepest_path) {
    doubt("a path of more than 100 words");
    return at;
  }
  const NodeId found = config_.find(at, word);
  const bool removed = found != no_node && config_[found].inactive;
  return removed ? config_.add(at, word, line_, last_line_) : config_.find_or_add(at, word, line_, last_line_);
}

NodeId PathBuilder::insert(NodeId at, std::span<const Token> words) {
  bool in_list = false;
  bool after_list = false;
  for (const Token& token : words) {
    if (token.kind == Token::Kind::list_begins) {
      in_list = true;
    } else if (token.kind == Token::Kind::list_ends) {
      in_list = false, after_list = true;
    } else if (in_list) {
      end_at(add(at, token.text));
    } else {
      at = add(at, token.text);
      after_list = false;
    }
  }
  if (in_list) doubt("a list without its end");
  if (!after_list || config_[at].first_child == no_node) end_at(at);
  return at;
}

void PathBuilder::remove(std::span<const Token> words) {
  NodeId at = paths::Configuration::root();
  for (const Token& token : words)
    if (at != no_node && token.kind == Token::Kind::word) at = config_.find(at, token.text);
  if (at == no_node) return;  // it is not there
  if (at == paths::Configuration::root()) return doubt("a path");
  config_[at].inactive = true;
  end_at(at);
}

}  // namespace muster::grammars::paloalto_panos
