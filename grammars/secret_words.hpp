#pragma once

#include <string_view>

/// The words by which the net of secrets finds what follows them; for secret_net.cpp only.
namespace muster::grammars {

/// What follows a word, as far as the word alone tells.
enum class SecretWord {
  none,
  value,           ///< the next word (after type words) is a secret: password, pre-shared-key
  key,             ///< the same, unless the neighbours say that it is a key's number or name
  community,       ///< SNMP: a secret; BGP: not
  digest,          ///< md5, sha...: the next word is a secret if the line authenticates something
  authentication,  ///< first-hop redundancy, RIP: the next word is a secret
  userinfo,        ///< `auth user:password`
  assigned,        ///< a secret only after `=` or `:`
  host,            ///< `snmp-server host`: the community stands without a keyword
  header,          ///< an HTTP header: everything after it
};

/// `word` is in lower case.
[[nodiscard]] SecretWord classify_secret_word(std::string_view word);

/// Whether `word` says how the secret that follows is stored: a type number, `encrypted`, `ENC`, `text`.
[[nodiscard]] bool is_storage_word(std::string_view word);

/// Whether `word` shows that no secret follows after all: `password required`, `key chain`.
[[nodiscard]] bool is_policy_word(std::string_view word);

/// Whether the device, a backup tool or Muster itself put `value` in place of a secret: nothing is known of it.
[[nodiscard]] bool is_masked_secret(std::string_view value);

}  // namespace muster::grammars
