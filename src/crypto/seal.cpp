#include "crypto/seal.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <limits>
#include <memory>

namespace muster::crypto {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t header_size = 4 + envelope_key_id_size;
constexpr std::size_t text_begin = header_size + nonce_size;
constexpr std::size_t largest = std::numeric_limits<int>::max() - envelope_overhead;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text, std::size_t at) {
  return reinterpret_cast<unsigned char*>(text.data()) + at;
}
int size_of(std::string_view text) { return static_cast<int>(text.size()); }

std::unexpected<Error> tampered() {
  return fail(ErrorKind::corrupt, "sealed data was changed, or belongs to something else");
}

/// Feeds the envelope's header and the context as authenticated data.
bool authenticate(EVP_CIPHER_CTX* cipher, std::string_view header, std::string_view context, bool sealing) {
  const auto update = sealing ? EVP_EncryptUpdate : EVP_DecryptUpdate;
  int ignored = 0;
  return update(cipher, nullptr, &ignored, bytes_of(header), size_of(header)) == 1 &&
         update(cipher, nullptr, &ignored, bytes_of(context), size_of(context)) == 1;
}

}  // namespace

Result<std::string> envelope_key_id(std::string_view sealed) {
  if (sealed.size() < envelope_overhead || !sealed.starts_with(envelope_magic)) return tampered();
  return std::string(sealed.substr(envelope_magic.size(), envelope_key_id_size));
}

Result<std::string> seal_envelope(std::string_view key, std::string_view key_id, std::string_view context,
                                  std::string_view bytes) {
  if (bytes.size() > largest) return fail(ErrorKind::unsupported, "too large to be sealed: 2 GiB is the limit");
  std::string out(envelope_overhead + bytes.size(), '\0');
  envelope_magic.copy(out.data(), envelope_magic.size());
  key_id.copy(out.data() + envelope_magic.size(), envelope_key_id_size);
  const std::string_view header(out.data(), header_size);
  int size = 0;
  int rest = 0;
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const bool sealed =
      cipher && RAND_bytes(bytes_of(out, header_size), nonce_size) == 1 &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(out, header_size)) == 1 &&
      authenticate(cipher.get(), header, context, true) &&
      EVP_EncryptUpdate(cipher.get(), bytes_of(out, text_begin), &size, bytes_of(bytes), size_of(bytes)) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes_of(out, text_begin + bytes.size()), &rest) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, bytes_of(out, out.size() - tag_size)) == 1;
  if (!sealed) return fail(ErrorKind::key, "the crypto library could not seal");
  return out;
}

Result<Secret> open_envelope(std::string_view key, std::string_view context, std::string_view sealed) {
  if (sealed.size() < envelope_overhead || sealed.size() > largest + envelope_overhead) return tampered();
  const std::string_view nonce = sealed.substr(header_size, nonce_size);
  const std::string_view text = sealed.substr(text_begin, sealed.size() - envelope_overhead);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  std::string out(text.size() + 1, '\0');  // one more, so that there is an address even for nothing
  int size = 0;
  int rest = 0;
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const bool opened =
      cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1 &&
      authenticate(cipher.get(), sealed.substr(0, header_size), context, false) &&
      EVP_DecryptUpdate(cipher.get(), bytes_of(out, 0), &size, bytes_of(text), size_of(text)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes_of(out, text.size()), &rest) == 1;
  if (!opened) {
    wipe(out);
    return tampered();
  }
  Secret plain(std::string_view(out).substr(0, text.size()));
  wipe(out);
  return plain;
}

}  // namespace muster::crypto
