#include "analysis/secret_identity.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

#include "analysis/credentials.hpp"
#include "analysis/juniper_secret.hpp"
#include "analysis/password_hash.hpp"

namespace muster::analysis {
namespace {

struct Key {
  std::array<unsigned char, 32> bytes{};
  bool drawn = false;
};

const Key& process_key() {
  static const Key key = [] {
    Key made;
    made.drawn = RAND_bytes(made.bytes.data(), static_cast<int>(made.bytes.size())) == 1;
    return made;
  }();
  return key;
}

std::optional<SecretIdentity> identity_of(std::initializer_list<std::string_view> parts, bool exact) {
  const Key& key = process_key();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  bool ok = key.drawn && hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1 &&
            EVP_DigestUpdate(hash.get(), key.bytes.data(), key.bytes.size()) == 1;
  for (const std::string_view part : parts) {
    const std::uint64_t size = part.size();
    ok = ok && EVP_DigestUpdate(hash.get(), &size, sizeof size) == 1 &&
         EVP_DigestUpdate(hash.get(), part.data(), part.size()) == 1;
  }
  std::array<unsigned char, 32> digest{};
  if (!ok || EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr) != 1) return std::nullopt;
  SecretIdentity identity;
  std::copy_n(digest.begin(), identity.digest.size(), identity.digest.begin());
  identity.exact = exact;
  return identity;
}

std::optional<SecretIdentity> of_plain(const std::optional<Secret>& plain) {
  if (!plain || is_masked_secret(plain->reveal())) return std::nullopt;
  return identity_of({"plain", plain->reveal()}, true);
}

}  // namespace

std::optional<SecretIdentity> secret_identity(const model::StoredSecret& secret) {
  if (is_masked_secret(secret.value.reveal())) return std::nullopt;
  if (secret.format == "plain") return of_plain(secret.value);
  if (secret.format == "cisco-7") return of_plain(decode_cisco_7(secret.value.reveal()));
  if (secret.format == "juniper-9") return of_plain(decode_juniper_9(secret.value.reveal()));
  return identity_of({"stored", secret.format, secret.value.reveal()}, false);
}

std::optional<SecretIdentity> stored_identity(const model::StoredSecret& secret) {
  if (is_masked_secret(secret.value.reveal())) return std::nullopt;
  return identity_of({"stored", secret.format, secret.value.reveal()}, true);
}

}  // namespace muster::analysis
