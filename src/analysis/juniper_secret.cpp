#include "analysis/juniper_secret.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

namespace muster::analysis {
namespace {

constexpr std::string_view prefix = "$9$";
/// The first character is of one of these; as many random ones follow it as families follow its own.
constexpr std::array<std::string_view, 4> families{"QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj",
                                                   "iHkq.mPf5T"};
constexpr std::string_view alphabet = "QzF3n6/9CAtpu0OB1IREhcSyrleKvMW8LXx7N-dVbwsY2g4oaJZGUDjiHkq.mPf5T";

constexpr auto w2a = std::to_array<unsigned>({1, 4, 32});
constexpr auto w2b = std::to_array<unsigned>({1, 16, 32});
constexpr auto w2c = std::to_array<unsigned>({1, 8, 32});
constexpr auto w1a = std::to_array<unsigned>({1, 64});
constexpr auto w1b = std::to_array<unsigned>({1, 32});
constexpr auto w3a = std::to_array<unsigned>({1, 4, 16, 128});
constexpr auto w2d = std::to_array<unsigned>({1, 32, 64});
/// What each digit of a character weighs; one row after the other, again from the first.
constexpr std::array<std::span<const unsigned>, 7> weights{w2a, w2b, w2c, w1a, w1b, w3a, w2d};

/// How many characters after `first` say nothing; npos if it is of no family.
std::size_t fillers_after(char first) {
  for (std::size_t i = 0; i < families.size(); ++i)
    if (families[i].find(first) != std::string_view::npos) return families.size() - 1 - i;
  return std::string_view::npos;
}

}  // namespace

std::optional<Secret> decode_juniper_9(std::string_view value) {
  constexpr std::size_t longest = 4096;
  if (!value.starts_with(prefix) || value.size() == prefix.size() || value.size() > longest) return std::nullopt;
  value.remove_prefix(prefix.size());
  if (value.find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;
  std::size_t before = alphabet.find(value.front());
  const std::size_t fillers = fillers_after(value.front());
  if (fillers == std::string_view::npos || value.size() < 1 + fillers) return std::nullopt;
  value.remove_prefix(1 + fillers);
  std::string plain;
  while (!value.empty()) {
    const auto digits = weights[plain.size() % weights.size()];
    if (value.size() < digits.size()) {
      wipe(plain);
      return std::nullopt;
    }
    std::size_t sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const std::size_t here = alphabet.find(value[i]);
      sum += (here + alphabet.size() - before + alphabet.size() - 1) % alphabet.size() * digits[i];
      before = here;
    }
    plain += static_cast<char>(sum % 256);
    value.remove_prefix(digits.size());
  }
  Secret decoded(plain);
  wipe(plain);
  return decoded;
}

}  // namespace muster::analysis
