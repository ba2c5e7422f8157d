#include "grammars/arista_eos_route/codes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "grammars/text_lines.hpp"

namespace muster::grammars::arista_eos_route {
namespace {

struct Word {
  std::string_view beginning;
  std::string_view neutral;
};

/// The model's word for a protocol that the legend names.
std::string neutral(std::string_view meaning) {
  static constexpr auto words = std::to_array<Word>({{"iBGP", "bgp"},
                                                     {"eBGP", "bgp"},
                                                     {"BGP", "bgp"},
                                                     {"OSPFv3", "ospf6"},
                                                     {"OSPF", "ospf"},
                                                     {"IS-IS", "isis"},
                                                     {"ISIS", "isis"},
                                                     {"Nexthop Group Static", "static"},
                                                     {"VRF Leaked", "leaked"},
                                                     {"DHCP", "dhcp"}});
  const auto found = std::ranges::find_if(words, [&](const Word& word) { return meaning.starts_with(word.beginning); });
  if (found != words.end()) return std::string(found->neutral);
  std::string word(meaning.substr(0, meaning.find(' ')));
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

bool is_code(std::string_view code) {
  constexpr std::size_t longest = 5;
  return !code.empty() && code.size() <= longest &&
         std::ranges::all_of(code, [](unsigned char c) { return std::isalnum(c) != 0 || c == ' '; });
}

std::string squeezed(std::string_view code) {
  std::string all;
  Words words(code);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (!all.empty()) all += ' ';
    all += word;
  }
  return all;
}

}  // namespace

bool Codes::add(std::string_view line) {
  constexpr std::string_view dash = " - ";
  std::vector<std::pair<std::string, std::string>> entries;
  for (line = trim(line); !line.empty();) {
    const std::size_t comma = std::min(line.find(','), line.size());
    const std::string_view entry = trim(line.substr(0, comma));
    line = trim(line.substr(std::min(comma + 1, line.size())));
    const std::size_t at = entry.find(dash);
    if (at == std::string_view::npos || !is_code(trim(entry.substr(0, at)))) return false;
    entries.emplace_back(squeezed(entry.substr(0, at)), neutral(trim(entry.substr(at + dash.size()))));
  }
  for (auto& [code, meaning] : entries) protocols_.insert_or_assign(std::move(code), std::move(meaning));
  return !entries.empty();
}

std::optional<std::string_view> Codes::protocol(std::string_view code) const {
  const std::string text = squeezed(code);
  if (const auto whole = protocols_.find(text); whole != protocols_.end()) return whole->second;
  // "O E2" is two codes of the legend; "B E L" one of two words and one of one.
  std::string_view rest = text;
  std::optional<std::string_view> first;
  while (!rest.empty()) {
    const std::size_t one = std::min(rest.find(' '), rest.size());
    const std::size_t two = one == rest.size() ? one : std::min(rest.find(' ', one + 1), rest.size());
    auto found = protocols_.find(rest.substr(0, two));
    std::size_t taken = two;
    if (found == protocols_.end()) found = protocols_.find(rest.substr(0, taken = one));
    if (found == protocols_.end()) return std::nullopt;
    if (!first) first = found->second;
    rest = rest.substr(std::min(taken + 1, rest.size()));
  }
  return first;
}

}  // namespace muster::grammars::arista_eos_route
