#include "grammars/apache/secrets.hpp"

#include <algorithm>
#include <array>

namespace muster::grammars::apache {
namespace {

/// The last argument of these is a secret, or the name of a program that yields it.
constexpr std::array<std::string_view, 12> secret_directives{
    "authldapbindpassword",     "authbasicfake",      "sessioncryptopassphrase",
    "authformsitepassphrase",   "oidcclientsecret",   "oidccryptopassphrase",
    "oidcoauthclientsecret",    "casattributesecret", "sslsrpunknownuserseed",
    "mdexternalaccountbinding", "xradiusaddserver",   "addradiusauth"};

constexpr std::array<std::string_view, 6> signs{"auth", "token", "secret", "password", "api-key", "apikey"};

bool names_a_secret(std::string_view name) {
  const std::string small = lower(name);
  return std::ranges::any_of(signs, [&](std::string_view sign) { return small.contains(sign); });
}

/// `RequestHeader set Authorization "Basic ..."`
bool sets_secret_header(const Statement& statement) {
  const auto& words = statement.arguments;
  const bool header = statement.name == "requestheader" || statement.name == "header";
  return header && words.size() >= 3 && std::ranges::any_of(words, [&](const std::string& word) {
           return &word != &words.back() && names_a_secret(word);
         });
}

void mark(std::string_view part, Cursor& cursor) {
  const std::string_view text = cursor.whole();
  const std::size_t at = part.empty() ? text.npos : text.rfind(part);
  if (at != text.npos) cursor.secret(text.substr(at, part.size()));
}

}  // namespace

void mark_secrets(const Statement& statement, Cursor& cursor) {
  const auto& words = statement.arguments;
  if (words.empty()) return;
  const bool whole = std::ranges::find(secret_directives, statement.name) != secret_directives.end();
  if (whole && !words.back().starts_with("exec:")) mark(words.back(), cursor);
  if (sets_secret_header(statement)) {
    const bool conditional = words.back().starts_with("env=") || words.back().starts_with("expr=");
    mark(words[words.size() - (conditional && words.size() > 3 ? 2 : 1)], cursor);
  }
  for (const std::string& word : words)  // the workers of mod_proxy, and the connections of mod_dbd
    for (const std::string_view key : {"secret=", "pass=", "password="})
      if (word.starts_with(key)) mark(std::string_view(word).substr(key.size()), cursor);
}

}  // namespace muster::grammars::apache
