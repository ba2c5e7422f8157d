#include "grammars/secret_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/redacted_text.hpp"

namespace muster::grammars {
namespace {

struct Entry {
  std::string_view word;
  SecretWord kind;
};

constexpr std::array entries = std::to_array<Entry>({
    {"api-key", SecretWord::value},
    {"api_key", SecretWord::value},
    {"apikey", SecretWord::value},
    {"auth", SecretWord::userinfo},
    {"auth-key", SecretWord::value},
    {"auth_pass", SecretWord::value},
    {"auth_token", SecretWord::value},
    {"authentication", SecretWord::authentication},
    {"authentication-key", SecretWord::value},
    {"authorization", SecretWord::header},
    {"community", SecretWord::community},
    {"community-map", SecretWord::value},
    {"encrypted-key", SecretWord::value},
    {"encryption-key", SecretWord::value},
    {"host", SecretWord::host},
    {"key", SecretWord::key},
    {"key-string", SecretWord::value},
    {"md5", SecretWord::digest},
    {"passwd", SecretWord::value},
    {"pre-shared-key", SecretWord::value},
    {"pre_shared_key", SecretWord::value},
    {"preshared-key", SecretWord::value},
    {"presharedkey", SecretWord::value},
    {"priv", SecretWord::digest},
    {"private-key", SecretWord::value},
    {"privatekey", SecretWord::value},
    {"psk", SecretWord::value},
    {"psksecret", SecretWord::value},
    {"rocommunity", SecretWord::value},
    {"rocommunity6", SecretWord::value},
    {"rwcommunity", SecretWord::value},
    {"rwcommunity6", SecretWord::value},
    {"secondary-key", SecretWord::value},
    {"secret-key", SecretWord::value},
    {"server-key", SecretWord::value},
    {"session-key", SecretWord::value},
    {"set-key", SecretWord::value},
    {"sha", SecretWord::digest},
    {"shared-key", SecretWord::value},
    {"tertiary-key", SecretWord::value},
    {"token", SecretWord::assigned},
    {"wep-key", SecretWord::value},
    {"wpa-psk", SecretWord::value},
});
static_assert(std::ranges::is_sorted(entries, {}, &Entry::word));

constexpr std::array suffixes =
    std::to_array<std::string_view>({"passphrase", "password", "passwd", "secret", "pwd"});

constexpr std::array storage_words = std::to_array<std::string_view>(
    {"3des", "aes", "aes-128", "aes-192", "aes-256", "aes128", "aes256", "ascii", "cipher", "ciphertext", "clear",
     "cleartext", "cmac-aes-128", "des", "des56", "enc", "encrypted", "hash", "hex", "hexadecimal", "hmac-sha1",
     "hmac-sha2-256", "level", "local", "md5", "md5-encrypted", "nt-encrypted", "plain", "plain-text", "plaintext", "sh2", "sha",
     "sha-224", "sha-256", "sha-384", "sha-512", "sha256", "sha512", "simple", "string", "text", "unencrypted"});
static_assert(std::ranges::is_sorted(storage_words));

constexpr std::array policy_words = std::to_array<std::string_view>(
    {"address", "aging", "chain", "complexity", "config-key", "encryption", "expire", "expiry", "export", "fallback",
     "for", "generate", "history", "import", "key-chain", "key-string", "lifetime", "lockout", "max-length",
     "message-digest", "min-length", "minimum", "minimum-length", "mode", "option", "policy", "prompt", "pubkey-chain",
     "required", "rollover", "rsa", "strength-check", "warntime", "zeroize"});
static_assert(std::ranges::is_sorted(policy_words));

/// For each last byte the lengths (as bits) that an entry with it has: most words are told apart by one look.
constexpr std::array<std::uint64_t, 256> lengths_by_last_byte = [] {
  std::array<std::uint64_t, 256> lengths{};
  for (const Entry& entry : entries) lengths[static_cast<unsigned char>(entry.word.back())] |= 1ULL << entry.word.size();
  for (const std::string_view suffix : suffixes)
    lengths[static_cast<unsigned char>(suffix.back())] |= ~0ULL << suffix.size();
  return lengths;
}();

bool may_be_secret_word(std::string_view word) {
  constexpr std::size_t most = 63;
  return !word.empty() &&
         ((lengths_by_last_byte[static_cast<unsigned char>(word.back())] >> std::min(word.size(), most)) & 1U) != 0;
}

}  // namespace

SecretWord classify_secret_word(std::string_view word) {
  if (!may_be_secret_word(word)) return SecretWord::none;
  const auto found = std::ranges::lower_bound(entries, word, {}, &Entry::word);
  if (found != entries.end() && found->word == word) return found->kind;
  if (word == "nopassword" || word == "no-password") return SecretWord::none;
  const bool ends = std::ranges::any_of(suffixes, [word](std::string_view suffix) { return word.ends_with(suffix); });
  return ends ? SecretWord::value : SecretWord::none;
}

bool is_storage_word(std::string_view word) {
  const bool digits = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  if (digits) return !word.empty() && word.size() <= 3;
  return std::ranges::binary_search(storage_words, word);
}

bool is_policy_word(std::string_view word) { return std::ranges::binary_search(policy_words, word); }

bool is_masked_secret(std::string_view value) {
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    value = value.substr(1, value.size() - 2);
  if (value.empty()) return false;
  if (is_redaction_marker(value)) return true;
  if (value.find_first_not_of('*') == std::string_view::npos) return true;
  if (value.find_first_not_of('x') == std::string_view::npos && value.size() >= 4) return true;
  static constexpr auto marks = std::to_array<std::string_view>(
      {"<removed>", "<redacted>", "<hidden>", "<secret", "<configuration", "[removed]", "[redacted]"});
  if (value == "SECRET-DATA" || value == "REDACTED" || value == "REMOVED") return true;
  return std::ranges::any_of(marks, [value](std::string_view mark) { return value.starts_with(mark); });
}

}  // namespace muster::grammars
