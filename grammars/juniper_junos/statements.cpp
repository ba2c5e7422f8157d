#include "grammars/juniper_junos/statements.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace muster::grammars::juniper_junos {
namespace {

constexpr BraceRules brace_rules{.comments = "#",
                                 .quotes = "\"",
                                 .escapes = true,
                                 .semicolon_ends = true,
                                 .dollar_braces = true,
                                 .block_comments = true};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// A text in quotes may hold line ends. The end of the statement that begins at `begin`, whose first line ends at
/// `line_end`; that line's end if a quote has no partner.
std::size_t end_of_set_line(std::string_view input, std::size_t begin, std::size_t line_end) {
  bool quoted = false;
  for (std::size_t at = begin; at < input.size(); ++at) {
    if (at >= line_end && input[at] == '\n' && !quoted) return at;
    if (input[at] == '\\' && at + 1 < input.size() && input[at + 1] != '\n')
      ++at;
    else if (input[at] == '"')
      quoted = !quoted;
  }
  return quoted ? line_end : input.size();
}

constexpr IndentRules set_rules{.comments = "#", .text_end = &end_of_set_line, .text_starts = "sda"};

enum class Kind : std::uint8_t { word, list_begins, list_ends };
struct Token {
  std::string_view text;
  Kind kind = Kind::word;
};

/// Splits a statement into words; comments are left out.
class Tokens {
 public:
  const std::vector<Token>& read(std::string_view text) {
    text_ = text, at_ = 0, in_list_ = false;
    tokens_.clear();
    while (skip()) take();
    return tokens_;
  }

 private:
  bool skip() {
    for (; at_ < text_.size(); ++at_) {
      if (is_blank(text_[at_])) continue;
      if (text_[at_] == '#')
        at_ = std::min(text_.find('\n', at_), text_.size() - 1);
      else if (text_[at_] == '/' && text_.substr(at_).starts_with("/*"))
        at_ = std::min(text_.find("*/", at_ + 2), text_.size() - 2) + 1;
      else
        return true;
    }
    return false;
  }

  void take() {
    if (text_[at_] == '[' && !in_list_) return bracket(Kind::list_begins);
    if (text_[at_] == ']' && in_list_) return bracket(Kind::list_ends);
    if (text_[at_] == '"') return quoted();
    const std::size_t begin = at_;
    std::size_t open = 0;
    for (; at_ < text_.size() && !is_blank(text_[at_]); ++at_) {
      if (text_[at_] == '[') ++open;
      if (text_[at_] != ']') continue;
      if (in_list_ && open == 0) break;
      open -= open > 0 ? 1 : 0;
    }
    tokens_.push_back({text_.substr(begin, at_ - begin)});
  }

  void bracket(Kind kind) {
    tokens_.push_back({text_.substr(at_, 1), kind});
    in_list_ = kind == Kind::list_begins;
    ++at_;
  }

  void quoted() {
    const std::size_t begin = ++at_;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    tokens_.push_back({text_.substr(begin, std::min(at_, text_.size()) - begin)});
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_list_ = false;
  std::vector<Token> tokens_;
};

using TokenSpan = std::span<const Token>;

bool is_role_of_routing_engine(std::string_view word) {
  static constexpr auto roles =
      std::to_array<std::string_view>({"master", "backup", "primary", "secondary", "linecard"});
  return std::ranges::find(roles, word.substr(0, word.find(':'))) != roles.end();
}

class Builder {
 public:
  Builder(const Tree& tree, Document& document) : tree_(tree), document_(document), config_(document.configuration) {}

  void braces() {
    std::vector<NodeId> open{Configuration::root()};
    for (const Node& node : tree_.nodes()) {
      TokenSpan words = tokens_.read(tree_.text(node));
      open.resize(std::min<std::size_t>(node.depth + 1, open.size()));
      if (words.empty() || is_prompt(node, words)) {
        open.push_back(open.back());
        continue;
      }
      begin(node);
      const bool inactive = words.front().text == "inactive:";
      const bool replaces = words.front().text == "replace:";
      if (inactive || is_harmless_tag(words.front().text)) words = words.subspan(1);
      if (!words.empty() && words.front().text.ends_with(':') && words.front().text != "::")
        doubt("a tag that is not known");
      const std::size_t before = config_.size();
      open.push_back(insert(open.back(), words));
      for (const NodeId end : ends_) {
        if (replaces && end < before) doubt("a part that replaces another");
        deactivate_in_braces(end, inactive, end >= before);
      }
    }
  }

  void set_lines() {
    for (const Node& node : tree_.nodes()) {
      begin(node);
      const TokenSpan words = tokens_.read(tree_.text(node));
      const std::string_view verb = words.empty() ? std::string_view() : words.front().text;
      if (words.size() == 1 && is_prompt(verb)) continue;
      if (verb == "set")
        insert(Configuration::root(), words.subspan(1));
      else if (verb == "deactivate" || verb == "activate")
        activate(words.subspan(1), verb == "activate");
      else if (verb != "protect" && verb != "annotate" && !words.empty())
        doubt("unknown line");
    }
  }

 private:
  static bool is_harmless_tag(std::string_view word) {
    return word == "protect:" || word == "replace:" || word == "active:" || word == "unprotect:";
  }

  /// `{master:0}`: what the device prints above its prompt.
  [[nodiscard]] bool is_prompt(const Node& node, TokenSpan words) const {
    const std::string_view input = tree_.input();
    return words.size() == 1 && is_role_of_routing_engine(words.front().text) && node.begin > 0 &&
           input[node.begin - 1] == '{' && node.end < input.size() && input[node.end] == '}';
  }

  static bool is_prompt(std::string_view word) {
    return word.size() > 2 && word.front() == '{' && word.back() == '}' &&
           is_role_of_routing_engine(word.substr(1, word.size() - 2));
  }

  void begin(const Node& node) { line_ = node.line, last_line_ = node.last_line; }
  void doubt(std::string_view reason) { document_.doubts.push_back({line_, last_line_, reason}); }

  /// Adds a path; returns its last word, or that before a list. `ends_` holds where the statement ends.
  NodeId insert(NodeId at, TokenSpan words) {
    ends_.clear();
    bool in_list = false;
    bool after_list = false;
    for (const Token& token : words) {
      if (config_[at].depth >= deepest_path) {
        doubt("a path of more than 100 words");
        break;
      }
      if (token.kind == Kind::list_begins) {
        in_list = true;
      } else if (token.kind == Kind::list_ends) {
        in_list = false, after_list = true;
        if (config_[at].parent != no_node) at = config_[at].parent;
      } else if (in_list) {
        ends_.push_back(config_.find_or_add(at, token.text, line_, last_line_));
      } else {
        at = config_.find_or_add(at, token.text, line_, last_line_);
        after_list = false;
      }
    }
    if (in_list) doubt("a list without its end");
    if (!after_list) ends_.push_back(at);
    for (const NodeId end : ends_) document_.statements.push_back({end, line_, last_line_});
    return at;
  }

  /// A block that stands twice, once deactivated, is more than a device prints: no order of the two is certain.
  void deactivate_in_braces(NodeId node, bool inactive, bool is_new) {
    if (!is_new && config_[node].inactive != inactive) return doubt("active and inactive in one place");
    config_[node].inactive = inactive;
  }

  void activate(TokenSpan words, bool active) {
    NodeId at = Configuration::root();
    for (const Token& token : words) {
      if (token.kind != Kind::word || (at = config_.find(at, token.text)) == no_node)
        return doubt("a path that is not there");
    }
    if (at == Configuration::root()) return doubt("a path");
    config_[at].inactive = !active;
  }

  const Tree& tree_;
  Document& document_;
  Configuration& config_;
  Tokens tokens_;
  std::vector<NodeId> ends_;
  std::uint32_t line_ = 0;
  std::uint32_t last_line_ = 0;
};

bool starts_set_line(std::string_view text) {
  static constexpr auto verbs =
      std::to_array<std::string_view>({"set ", "deactivate ", "activate ", "protect ", "delete "});
  return std::ranges::any_of(verbs, [text](std::string_view verb) { return text.starts_with(verb); });
}

}  // namespace

bool is_display_set(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    while (at < bytes.size() && is_blank(bytes[at])) ++at;
    const std::string_view rest = bytes.substr(at);
    if (!rest.starts_with("#")) return starts_set_line(rest);
    at = std::min(bytes.find('\n', at), bytes.size());
  }
  return false;
}

BraceTree read_tree(std::string_view bytes) {
  if (is_display_set(bytes)) return {read_indented(bytes, set_rules), {}};
  return read_braces(bytes, brace_rules);
}

bool is_inheritance(NodeId parent, std::string_view word) {
  return word == "apply-groups" || word == "apply-groups-except" || word == "apply-macro" || word == "apply-flags" ||
         (parent == Configuration::root() && word == "groups");
}

Document read_statements(const Tree& tree, bool display_set) {
  Document document(tree.nodes().size() * 3);
  Builder builder(tree, document);
  if (display_set)
    builder.set_lines();
  else
    builder.braces();
  return document;
}

}  // namespace muster::grammars::juniper_junos
