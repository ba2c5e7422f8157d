#include "analysis/password_hash.hpp"

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <string>

namespace muster::analysis {
namespace {

// A device chooses the cost of its hashes; above these one try takes more than about a quarter of a second.
constexpr std::uint32_t max_sha_rounds = 200'000;
constexpr std::uint32_t max_bcrypt_cost = 12;
constexpr std::string_view yescrypt_costs = "6789AB";  // N = 2^9 .. 2^14, with r at most 32

constexpr std::string_view crypt_alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

using Digest = std::array<unsigned char, 32>;

/// Base64 without padding in the alphabet of crypt(3), as Cisco types 4, 8 and 9 use it.
std::string encode(const Digest& digest) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const unsigned char byte : digest) {
    bits = (bits << 8U) | byte;
    for (held += 8; held >= 6; held -= 6) out += crypt_alphabet[(bits >> (held - 6)) & 63U];
  }
  return out + crypt_alphabet[(bits << (6 - held)) & 63U];
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool is_digest(std::string_view text) {
  return text.size() == 43 && text.find_first_not_of(crypt_alphabet) == std::string_view::npos;
}

std::optional<bool> compare(bool computed, Digest& digest, std::string_view expected) {
  std::string text = encode(digest);
  const bool same = equal_secrets(text, expected);
  OPENSSL_cleanse(digest.data(), digest.size());
  wipe(text);
  return computed ? std::optional(same) : std::nullopt;
}

std::optional<bool> matches_cisco_4(std::string_view stored, std::string_view candidate) {
  if (!is_digest(stored)) return std::nullopt;
  Digest digest{};
  const bool ok = EVP_Digest(candidate.data(), candidate.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1;
  return compare(ok, digest, stored);
}

struct SaltedDigest {
  std::string_view salt;
  std::string_view digest;
};

/// `$8$salt$digest`; the salt counts as the characters that are written.
std::optional<SaltedDigest> split(std::string_view stored, std::string_view prefix) {
  if (!stored.starts_with(prefix)) return std::nullopt;
  stored.remove_prefix(prefix.size());
  const std::size_t dollar = stored.find('$');
  if (dollar != 14 || !is_digest(stored.substr(dollar + 1))) return std::nullopt;
  return SaltedDigest{stored.substr(0, dollar), stored.substr(dollar + 1)};
}

std::optional<bool> matches_cisco_8(std::string_view stored, std::string_view candidate) {
  const auto parts = split(stored, "$8$");
  if (!parts) return std::nullopt;
  Digest digest{};
  const bool ok = PKCS5_PBKDF2_HMAC(candidate.data(), static_cast<int>(candidate.size()), bytes(parts->salt),
                                    static_cast<int>(parts->salt.size()), 20'000, EVP_sha256(),
                                    static_cast<int>(digest.size()), digest.data()) == 1;
  return compare(ok, digest, parts->digest);
}

std::optional<bool> matches_cisco_9(std::string_view stored, std::string_view candidate) {
  const auto parts = split(stored, "$9$");
  if (!parts) return std::nullopt;
  Digest digest{};
  const bool ok = EVP_PBE_scrypt(candidate.data(), candidate.size(), bytes(parts->salt), parts->salt.size(), 16'384, 1,
                                 1, 0, digest.data(), digest.size()) == 1;
  return compare(ok, digest, parts->digest);
}

/// `-AQ==`, the SHA-1 of the text in base64, and the text encrypted with a key of the device: the first part tells.
std::optional<bool> matches_panos(std::string_view stored, std::string_view candidate) {
  constexpr std::string_view prefix = "-AQ==";
  constexpr std::size_t encoded_digest = 28;
  if (!stored.starts_with(prefix) || stored.size() <= prefix.size() + encoded_digest) return std::nullopt;
  std::array<unsigned char, 20> digest{};
  std::array<unsigned char, encoded_digest + 1> encoded{};
  if (EVP_Digest(candidate.data(), candidate.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1)
    return std::nullopt;
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  const bool same = CRYPTO_memcmp(encoded.data(), stored.data() + prefix.size(), encoded_digest) == 0;
  OPENSSL_cleanse(digest.data(), digest.size());
  OPENSSL_cleanse(encoded.data(), encoded.size());
  return same;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What PIX and ASA print with `encrypted` behind `enable password` and `passwd`: MD5 of the password, padded to 16
/// bytes; the first three bytes of each four make four letters.
std::optional<bool> matches_pix_md5(std::string_view stored, std::string_view candidate) {
  constexpr std::size_t length = 16;
  if (stored.size() != length || stored.find_first_not_of(crypt_alphabet) != std::string_view::npos) return std::nullopt;
  if (candidate.size() > length) return false;
  std::array<unsigned char, length> padded{};
  std::ranges::copy(candidate, padded.begin());
  std::array<unsigned char, length> digest{};
  const bool ok = EVP_Digest(padded.data(), padded.size(), digest.data(), nullptr, EVP_md5(), nullptr) == 1;
  std::string text;
  for (std::size_t word = 0; word < length; word += 4) {
    std::uint32_t bits = digest[word] | std::uint32_t{digest[word + 1]} << 8U | std::uint32_t{digest[word + 2]} << 16U;
    for (int letter = 0; letter < 4; ++letter, bits >>= 6U) text += crypt_alphabet[bits & 63U];
  }
  const bool same = equal_secrets(text, stored);
  OPENSSL_cleanse(padded.data(), padded.size());
  OPENSSL_cleanse(digest.data(), digest.size());
  wipe(text);
  return ok ? std::optional(same) : std::nullopt;
}

/// What ASA prints with `pbkdf2` behind it: `$sha512$5000$SALT$DIGEST`, 16 bytes each in base64.
std::optional<bool> matches_asa_pbkdf2(std::string_view stored, std::string_view candidate) {
  constexpr std::string_view prefix = "$sha512$5000$";
  constexpr std::size_t encoded = 24;
  if (!stored.starts_with(prefix) || stored.size() != prefix.size() + 2 * encoded + 1 || stored[prefix.size() + encoded] != '$')
    return std::nullopt;
  std::array<unsigned char, 18> salt{};  // three bytes for each four letters, two of them padding
  std::array<unsigned char, 16> digest{};
  std::array<unsigned char, encoded + 1> text{};
  if (EVP_DecodeBlock(salt.data(), bytes(stored.substr(prefix.size())), encoded) != static_cast<int>(salt.size())) return std::nullopt;
  const bool ok = PKCS5_PBKDF2_HMAC(candidate.data(), static_cast<int>(candidate.size()), salt.data(), 16, 5'000, EVP_sha512(),
                                    static_cast<int>(digest.size()), digest.data()) == 1;
  EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  const bool same = CRYPTO_memcmp(text.data(), stored.data() + prefix.size() + encoded + 1, encoded) == 0;
  OPENSSL_cleanse(digest.data(), digest.size());
  OPENSSL_cleanse(text.data(), text.size());
  return ok ? std::optional(same) : std::nullopt;
}

/// FortiOS: the mark, then base64 of a salt of 12 bytes and the digest of salt, password and a constant.
std::optional<bool> matches_fortios(std::string_view stored, std::string_view mark, const EVP_MD* algorithm, std::string_view candidate) {
  constexpr std::size_t salt_size = 12;
  constexpr std::array<unsigned char, 24> constant{0xa3, 0x88, 0xba, 0x2e, 0x42, 0x4c, 0xb0, 0x4a, 0x53, 0x79, 0x30, 0xc1,
                                                   0x31, 0x07, 0xcc, 0x3f, 0xa1, 0x32, 0x90, 0x29, 0xa9, 0x81, 0x5b, 0x70};
  const auto digest_size = static_cast<std::size_t>(EVP_MD_size(algorithm));
  const std::size_t size = salt_size + digest_size;
  if (!stored.starts_with(mark)) return std::nullopt;
  stored.remove_prefix(mark.size());
  if (stored.size() != (size + 2) / 3 * 4) return std::nullopt;
  std::array<unsigned char, 64> decoded{};
  const std::size_t padding = (3 - size % 3) % 3;
  const bool whole = EVP_DecodeBlock(decoded.data(), bytes(stored), static_cast<int>(stored.size())) == static_cast<int>(size + padding);
  if (!whole || stored.find('=') != stored.size() - padding) return std::nullopt;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  const bool ok = hash && EVP_DigestInit_ex(hash.get(), algorithm, nullptr) == 1 &&
                  EVP_DigestUpdate(hash.get(), decoded.data(), salt_size) == 1 &&
                  EVP_DigestUpdate(hash.get(), candidate.data(), candidate.size()) == 1 &&
                  EVP_DigestUpdate(hash.get(), constant.data(), constant.size()) == 1 &&
                  EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr) == 1;
  const bool same = CRYPTO_memcmp(digest.data(), decoded.data() + salt_size, digest_size) == 0;
  OPENSSL_cleanse(digest.data(), digest.size());
  return ok ? std::optional(same) : std::nullopt;
}

std::optional<bool> matches_fortios_ak1(std::string_view stored, std::string_view candidate) {
  return matches_fortios(stored, "AK1", EVP_sha1(), candidate);
}
std::optional<bool> matches_fortios_sh2(std::string_view stored, std::string_view candidate) {
  return matches_fortios(stored, "SH2", EVP_sha256(), candidate);
}

// Costs of one try in microseconds; 0 for what is refused.

std::uint64_t md5_cost(std::string_view) { return 80; }

/// The old crypt(3): two characters of salt, eleven of hash; of a password only eight count.
std::uint64_t des_cost(std::string_view stored) {
  return stored.size() == 13 && stored.find_first_not_of(crypt_alphabet) == std::string_view::npos ? 10 : 0;
}

std::uint64_t sha_cost(std::string_view stored) {
  constexpr std::string_view prefix = "rounds=";
  stored.remove_prefix(3);
  if (!stored.starts_with(prefix)) return 5000 / 6;
  stored.remove_prefix(prefix.size());
  const auto rounds = number(stored.substr(0, stored.find('$')));
  return rounds && *rounds <= max_sha_rounds ? 1 + *rounds / 6 : 0;
}

std::uint64_t bcrypt_cost(std::string_view stored) {
  if (stored.size() != 60 || std::string_view("aby").find(stored[2]) == std::string_view::npos) return 0;
  const auto cost = number(stored.substr(4, 2));
  return cost && *cost <= max_bcrypt_cost ? 60ULL << *cost : 0;
}

/// `$y$jNr$`: N = 2^(value of its digit + 1), r = value of its digit + 1.
std::uint64_t yescrypt_cost(std::string_view stored) {
  const std::string_view cost = stored.substr(3, stored.find('$', 3) - 3);
  if (cost.size() != 3 || cost[0] != 'j' || yescrypt_costs.find(cost[1]) == std::string_view::npos) return 0;
  if (crypt_alphabet.find(cost[2]) > crypt_alphabet.find('T')) return 0;
  return 4ULL << crypt_alphabet.find(cost[1]);
}

/// A hash that crypt(3) verifies.
struct CryptFormat {
  std::string_view name;
  std::string_view prefix;
  std::uint64_t (*cost)(std::string_view stored);
};

constexpr std::array crypt_formats{
    CryptFormat{"md5-crypt", "$1$", md5_cost},    CryptFormat{"cisco-5", "$1$", md5_cost},
    CryptFormat{"sha256-crypt", "$5$", sha_cost}, CryptFormat{"sha512-crypt", "$6$", sha_cost},
    CryptFormat{"bcrypt", "$2", bcrypt_cost},     CryptFormat{"yescrypt", "$y$", yescrypt_cost},
    CryptFormat{"des-crypt", "", des_cost},
};

std::uint64_t cost_of(const CryptFormat& format, std::string_view stored) {
  constexpr std::size_t longest_hash = 256;
  return stored.starts_with(format.prefix) && stored.size() <= longest_hash ? format.cost(stored) : 0;
}

std::optional<bool> matches_crypt(const CryptFormat& format, std::string_view stored, std::string_view candidate) {
  if (cost_of(format, stored) == 0) return std::nullopt;
  if (stored.find('\0') != std::string_view::npos) return std::nullopt;
  const auto work = std::make_unique<crypt_data>();
  std::string phrase(candidate);
  const std::string setting(stored);
  const char* const result = crypt_r(phrase.c_str(), setting.c_str(), work.get());
  // A malformed setting yields null or a text that begins with '*'; a truncated hash yields one of another length.
  const std::string_view computed = result == nullptr ? "" : result;
  const bool sound = computed.size() == stored.size() && !computed.starts_with('*');
  const bool same = sound && equal_secrets(computed, stored);
  OPENSSL_cleanse(work.get(), sizeof(crypt_data));
  wipe(phrase);
  return sound ? std::optional(same) : std::nullopt;
}

struct OwnFormat {
  std::string_view name;
  std::uint64_t cost;
  std::optional<bool> (*matches)(std::string_view stored, std::string_view candidate);
};

constexpr std::array own_formats{OwnFormat{"cisco-4", 1, matches_cisco_4}, OwnFormat{"cisco-8", 3700, matches_cisco_8},
                                 OwnFormat{"cisco-9", 3500, matches_cisco_9}, OwnFormat{"panos-aes", 1, matches_panos},
                                 OwnFormat{"pix-md5", 1, matches_pix_md5}, OwnFormat{"asa-pbkdf2", 4000, matches_asa_pbkdf2},
                                 OwnFormat{"fortios-ak1", 2, matches_fortios_ak1}, OwnFormat{"fortios-sh2", 2, matches_fortios_sh2}};

template <class Table>
const typename Table::value_type* find(const Table& table, std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::optional<Secret> decode_cisco_7(std::string_view value) {
  constexpr std::string_view key = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";
  if (value.size() < 2 || value.size() % 2 != 0 || value.size() > 1024) return std::nullopt;
  const auto offset = number(value.substr(0, 2));
  if (!offset) return std::nullopt;
  std::string plain;
  for (std::size_t i = 2; i < value.size(); i += 2) {
    const auto high = hex_digit(value[i]);
    const auto low = hex_digit(value[i + 1]);
    if (!high || !low) {
      wipe(plain);
      return std::nullopt;
    }
    const unsigned mask = static_cast<unsigned char>(key[(*offset + i / 2 - 1) % key.size()]);
    plain += static_cast<char>((*high * 16 + *low) ^ mask);
  }
  Secret decoded(plain);
  wipe(plain);
  return decoded;
}

bool is_hash_format(std::string_view format) {
  return find(own_formats, format) != nullptr || find(crypt_formats, format) != nullptr;
}

std::optional<bool> matches_hash(std::string_view format, std::string_view stored, std::string_view candidate) {
  if (const auto* own = find(own_formats, format)) return own->matches(stored, candidate);
  if (const auto* crypt = find(crypt_formats, format)) return matches_crypt(*crypt, stored, candidate);
  return std::nullopt;
}

std::uint64_t try_cost(std::string_view format, std::string_view stored) {
  if (const auto* own = find(own_formats, format)) return own->cost;
  if (const auto* crypt = find(crypt_formats, format)) return cost_of(*crypt, stored);
  return 0;
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace muster::analysis
