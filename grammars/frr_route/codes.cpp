#include "grammars/frr_route/codes.hpp"

#include <algorithm>

#include "grammars/text_lines.hpp"

namespace muster::grammars::frr_route {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// "kernel route" is "kernel", "IS-IS" is "isis": the words that the model uses for protocols.
std::string neutral(std::string_view name) {
  if (name == "IS-IS") return "isis";
  std::string word(name.substr(0, name.find(' ')));
  std::ranges::transform(word, word.begin(), lower);
  return word;
}

}  // namespace

bool Codes::add(std::string_view line) {
  constexpr std::string_view dash = " - ";
  for (line = trim(line); !line.empty();) {
    const std::size_t comma = std::min(line.find(", "), line.size());
    std::string_view entry = trim(line.substr(0, comma));
    line = trim(line.substr(std::min(comma + 2, line.size())));
    if (entry.ends_with(',')) entry.remove_suffix(1);
    if (entry.size() <= 1 + dash.size() || entry.substr(1, dash.size()) != dash) return false;
    names_[static_cast<unsigned char>(entry.front())] = neutral(entry.substr(1 + dash.size()));
  }
  return true;
}

}  // namespace muster::grammars::frr_route
