#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/device.hpp"

namespace muster::grammars::apache {

/// Which paths a directive is about.
struct Match {
  enum class Kind : unsigned char {
    exact,
    tree,   ///< the path and what is below it: "/a" and "/a/b", not "/ab"
    below,  ///< what begins with the path, which ends with a slash
    regex,  ///< unanchored, "(?i)" in front if it ignores case
    other,  ///< a condition that is not about the path
  } kind = Kind::other;
  std::string path;

  [[nodiscard]] bool is_literal() const { return kind != Kind::regex && kind != Kind::other; }
  [[nodiscard]] bool is_everything() const { return kind == Kind::below && path == "/"; }
};

/// How Location, ProxyPass and Alias read a path.
[[nodiscard]] Match match_of_path(std::string_view path);
/// A pattern; exact where it is nothing but one path between `^` and `$`.
[[nodiscard]] Match match_of_pattern(std::string_view pattern, bool ignore_case);
/// `<Location "/a*">`: `*` and `?` stand for anything but a slash. Other wildcards give `other`.
[[nodiscard]] Match match_of_location(std::string_view path);

/// All paths of `b` are paths of `a`; only for literal ones.
[[nodiscard]] bool covers(const Match& a, const Match& b);

/// What happens to a path, before it is asked who may.
struct Translation {
  Match match;
  std::string action;  ///< as model::PathRule
  std::string target;
  bool opaque = false;
  model::LinesId lines = 0;
};

/// A translation as rules of the model: a tree is its path and what is below.
void emit(const Match& match, const Translation& how, std::vector<model::PathRule>& rules);

}  // namespace muster::grammars::apache
