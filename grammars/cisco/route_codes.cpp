#include "grammars/cisco/route_codes.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco {
namespace {

/// "IS-IS level-1" is "isis", "EIGRP external" is "eigrp": the words that the model uses for protocols.
std::string neutral(std::string_view meaning) {
  std::string word(meaning.substr(0, meaning.find(' ')));
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (word == "is-is") return "isis";
  return word == "per-user" ? "static" : word;
}

/// Not a source of routes: "* - candidate default", "p - overrides from PfR".
bool is_mark(std::string_view code, std::string_view meaning) {
  return code.size() == 1 && (std::isalpha(static_cast<unsigned char>(code.front())) == 0 || meaning.starts_with("overrides"));
}

bool is_code(std::string_view code) {
  constexpr std::size_t longest = 4;
  return !code.empty() && code.size() <= longest && std::ranges::all_of(code, [](unsigned char c) { return std::isgraph(c) != 0; });
}

}  // namespace

bool Codes::add(std::string_view line) {
  constexpr std::string_view dash = " - ";
  std::vector<std::pair<std::string_view, std::string_view>> entries;
  for (line = trim(line); !line.empty();) {
    const std::size_t comma = std::min(line.find(','), line.size());
    const std::string_view entry = trim(line.substr(0, comma));
    line = trim(line.substr(std::min(comma + 1, line.size())));
    const std::size_t at = entry.find(dash);
    if (at == std::string_view::npos || !is_code(entry.substr(0, at))) return false;
    entries.emplace_back(entry.substr(0, at), trim(entry.substr(at + dash.size())));
  }
  for (const auto& [code, meaning] : entries) {
    if (is_mark(code, meaning))
      marks_.insert(code.front());
    else
      protocols_.insert_or_assign(std::string(code), neutral(meaning));
  }
  return !entries.empty();
}

/// A word may run several codes together, as in "LC".
std::optional<std::string_view> Codes::part(std::string_view word, bool first) const {
  if (const auto found = protocols_.find(word); found != protocols_.end()) return found->second;
  std::optional<std::string_view> protocol;
  for (const char& c : word) {
    const auto found = protocols_.find(std::string_view(&c, 1));
    if (found == protocols_.end() && !(marks_.contains(c) && !first)) return std::nullopt;
    if (found != protocols_.end() && !protocol) protocol = found->second;
  }
  return protocol;
}

std::optional<std::string_view> Codes::protocol(std::string_view code) const {
  std::optional<std::string_view> protocol;
  for (std::size_t at = 0; at < code.size();) {
    const auto ends = [&](char c) { return c == ' ' || (std::isalnum(static_cast<unsigned char>(c)) == 0); };
    if (ends(code[at])) {
      if (code[at] != ' ' && !marks_.contains(code[at])) return std::nullopt;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < code.size() && !ends(code[end])) ++end;
    const std::string_view word = code.substr(at, end - at);
    const bool mark = protocol && word.size() == 1 && marks_.contains(word.front());
    const auto found = mark ? protocol : part(word, !protocol);
    if (!found) return std::nullopt;
    if (!protocol) protocol = found;
    at = end;
  }
  return protocol;
}

}  // namespace muster::grammars::cisco
