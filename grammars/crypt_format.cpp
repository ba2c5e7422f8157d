#include "grammars/crypt_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/redacted_text.hpp"

namespace muster::grammars {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> prefixes{{{"$1$", "md5-crypt"},
                                                                                   {"$2a$", "bcrypt"},
                                                                                   {"$2b$", "bcrypt"},
                                                                                   {"$2x$", "bcrypt"},
                                                                                   {"$2y$", "bcrypt"},
                                                                                   {"$5$", "sha256-crypt"},
                                                                                   {"$6$", "sha512-crypt"},
                                                                                   {"$y$", "yescrypt"},
                                                                                   {"$gy$", "gost-yescrypt"},
                                                                                   {"$7$", "scrypt"},
                                                                                   {"$sha1$", "sha1-crypt"}}};

bool is_crypt64(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '/';
}

bool is_mask(std::string_view field) {
  return field.size() >= 3 && std::ranges::all_of(field, [](char c) { return c == '*'; });
}

}  // namespace

std::string_view crypt_format(std::string_view stored) {
  for (const auto& [prefix, name] : prefixes)
    if (stored.starts_with(prefix)) return name;
  constexpr std::size_t des_length = 13;
  const bool des = stored.size() == des_length && std::ranges::all_of(stored, is_crypt64);
  return des ? "des-crypt" : "other";
}

void set_crypt_field(model::SecretAttribute& attribute, std::string_view field, model::LinesId lines) {
  if (is_redaction_marker(field) || is_mask(field)) return attribute.set_unknown(lines);
  if (field.empty()) return attribute.set({Secret(), "none"}, lines);
  const bool locked = field.front() == '!' || field == "*" || field == "*LK*";
  attribute.set({Secret(field), std::string(locked ? "locked" : crypt_format(field))}, lines);
}

bool is_secret_field(std::string_view field) {
  return field != "*LK*" && field.find_first_not_of("!*") != std::string_view::npos && !is_redaction_marker(field);
}

}  // namespace muster::grammars
