#include "policy/regex.hpp"

#include <re2/re2.h>

namespace muster::policy {

struct Regex::Compiled {
  re2::RE2 pattern;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string* error) {
  constexpr std::size_t longest_pattern = 4096;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  if (pattern.size() > longest_pattern) {
    if (error != nullptr) *error = "the pattern is longer than 4096 bytes";
    return std::nullopt;
  }
  auto compiled =
      std::unique_ptr<Compiled>(new Compiled{re2::RE2(re2::StringPiece(pattern.data(), pattern.size()), options)});
  if (!compiled->pattern.ok()) {
    if (error != nullptr) *error = compiled->pattern.error();
    return std::nullopt;
  }
  return Regex(std::move(compiled));
}

Regex::Regex(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

bool Regex::search(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled_->pattern);
}

}  // namespace muster::policy
