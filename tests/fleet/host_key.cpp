#include "fleet/host_key.hpp"

#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace muster::fleet {

namespace {

using Bytes = std::vector<unsigned char>;

struct KeyPair {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> secret{};
  std::array<unsigned char, 32> open{};
};

KeyPair pair_of(std::string_view seed) {
  KeyPair pair;
  SHA256(reinterpret_cast<const unsigned char*>(seed.data()), seed.size(), pair.secret.data());
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, pair.secret.data(), pair.secret.size()), &EVP_PKEY_free);
  std::size_t size = pair.open.size();
  if (!key || EVP_PKEY_get_raw_public_key(key.get(), pair.open.data(), &size) != 1) throw std::runtime_error("no Ed25519");
  return pair;
}

std::string base64(const Bytes& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

void append_number(Bytes& bytes, std::size_t number) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes.push_back(static_cast<unsigned char>((number >> shift) & 0xffU));
}

template <class Range>
void append_string(Bytes& bytes, const Range& string) {
  append_number(bytes, std::size(string));
  for (const auto c : string) bytes.push_back(static_cast<unsigned char>(c));
}

constexpr std::string_view type = "ssh-ed25519";

/// RFC 8709: the name of the type, then the public key.
Bytes wire_form(const KeyPair& pair) {
  Bytes bytes;
  append_string(bytes, type);
  append_string(bytes, pair.open);
  return bytes;
}

/// The second half of OpenSSH's PROTOCOL.key: two equal check numbers, the key, a comment, padding 1, 2, 3, ...
Bytes private_section(const KeyPair& pair) {
  Bytes bytes;
  append_number(bytes, 0);
  append_number(bytes, 0);
  append_string(bytes, type);
  append_string(bytes, pair.open);
  Bytes both(pair.secret.begin(), pair.secret.end());
  both.insert(both.end(), pair.open.begin(), pair.open.end());
  append_string(bytes, both);
  append_string(bytes, std::string_view());
  for (unsigned char padding = 1; bytes.size() % 8 != 0; ++padding) bytes.push_back(padding);
  return bytes;
}

}  // namespace

std::string private_key_file(std::string_view seed) {
  const KeyPair pair = pair_of(seed);
  Bytes bytes;
  for (const char c : std::string_view("openssh-key-v1\0", 15)) bytes.push_back(static_cast<unsigned char>(c));
  append_string(bytes, std::string_view("none"));
  append_string(bytes, std::string_view("none"));
  append_string(bytes, std::string_view());
  append_number(bytes, 1);
  append_string(bytes, wire_form(pair));
  append_string(bytes, private_section(pair));
  return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + base64(bytes) + "\n-----END OPENSSH PRIVATE KEY-----\n";
}

std::string fingerprint(std::string_view seed) {
  const Bytes blob = wire_form(pair_of(seed));
  Bytes digest(SHA256_DIGEST_LENGTH);
  SHA256(blob.data(), blob.size(), digest.data());
  std::string text = base64(digest);
  text.resize(text.find_last_not_of('=') + 1);
  return "ssh-ed25519 SHA256:" + text;
}

std::string public_key(std::string_view seed) { return std::string(type) + " " + base64(wire_form(pair_of(seed))); }

}  // namespace muster::fleet
