#include "grammars/apache/matching.hpp"

#include <algorithm>
#include <optional>

namespace muster::grammars::apache {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-' ||
         c == '_' || c == '~' || c == ',' || c == '@' || c == ':' || c == '=';
}

/// The one path that "^/a/b\.html$" or "^(/a/b)$" stands for.
std::optional<std::string> single_path(std::string_view pattern) {
  if (!pattern.starts_with('^') || !pattern.ends_with('$')) return std::nullopt;
  pattern = pattern.substr(1, pattern.size() - 2);
  if (pattern.starts_with('(') && pattern.ends_with(')')) pattern = pattern.substr(1, pattern.size() - 2);
  std::string path;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool escaped =
        pattern[i] == '\\' && i + 1 < pattern.size() && (pattern[i + 1] == '.' || pattern[i + 1] == '-');
    if (escaped) ++i;
    if (!escaped && !is_plain(pattern[i])) return std::nullopt;
    path.push_back(pattern[i]);
  }
  if (!path.starts_with('/')) return std::nullopt;
  return path;
}

void append_quoted(std::string& pattern, char c) {
  if (std::string_view(".+()^$|{}\\[]").find(c) != std::string_view::npos) pattern.push_back('\\');
  pattern.push_back(c);
}

}  // namespace

Match match_of_path(std::string_view path) {
  if (!path.starts_with('/')) return {};
  return {path.ends_with('/') ? Match::Kind::below : Match::Kind::tree, std::string(path)};
}

Match match_of_pattern(std::string_view pattern, bool ignore_case) {
  if (!ignore_case)
    if (auto path = single_path(pattern)) return {Match::Kind::exact, *std::move(path)};
  return {Match::Kind::regex, (ignore_case ? "(?i)" : "") + std::string(pattern)};
}

Match match_of_location(std::string_view path) {
  if (path.find_first_of("*?[") == path.npos) return match_of_path(path);
  if (path.find('[') != path.npos) return {};
  std::string pattern = "^";
  for (const char c : path) {
    if (c == '*' || c == '?') {
      pattern += c == '*' ? "[^/]*" : "[^/]";
    } else {
      append_quoted(pattern, c);
    }
  }
  return {Match::Kind::regex, pattern + "$"};
}

bool covers(const Match& a, const Match& b) {
  if (a.kind == Match::Kind::exact) return b.kind == Match::Kind::exact && a.path == b.path;
  if (!b.path.starts_with(a.path)) return false;
  if (a.kind == Match::Kind::below) return b.path.size() > a.path.size() || b.kind != Match::Kind::tree;
  return b.path.size() == a.path.size() || b.path[a.path.size()] == '/';
}

void emit(const Match& match, const Translation& how, std::vector<model::PathRule>& rules) {
  const auto add = [&](const char* kind, std::string path) {
    rules.push_back({kind, std::move(path), how.action, how.target, how.opaque, how.lines});
  };
  switch (match.kind) {
    case Match::Kind::exact:
      return add("exact", match.path);
    case Match::Kind::tree:
      add("exact", match.path);
      return add("prefix", match.path + '/');
    case Match::Kind::below:
      return add("prefix", match.path);
    case Match::Kind::regex:
      return add("regex", match.path);
    case Match::Kind::other:
      return add("other", {});
  }
}

}  // namespace muster::grammars::apache
