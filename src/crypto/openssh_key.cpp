#include "crypto/openssh_key.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace muster::crypto {

namespace {

constexpr std::string_view type = "ssh-ed25519";
using Half = std::array<unsigned char, 32>;
using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// A text that never moves while it grows, and is wiped at its end.
class Blob {
 public:
  Blob() { text_.reserve(1024); }
  Blob(const Blob&) = delete;
  Blob& operator=(const Blob&) = delete;
  ~Blob() { wipe(text_); }

  void raw(std::string_view bytes) { text_.append(bytes); }
  void number(std::size_t number) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) text_.push_back(static_cast<char>((number >> shift) & 0xffU));
  }
  void string(std::string_view bytes) {
    number(bytes.size());
    raw(bytes);
  }
  [[nodiscard]] std::string_view view() const { return text_; }

 private:
  std::string text_;
};

std::string_view view(const Half& half) { return {reinterpret_cast<const char*>(half.data()), half.size()}; }

int give_passphrase(char* buffer, int size, int, void* user) {
  const auto passphrase = static_cast<const Secret*>(user)->reveal();
  if (passphrase.empty() || passphrase.size() > static_cast<std::size_t>(size)) return -1;
  std::ranges::copy(passphrase, buffer);
  return static_cast<int>(passphrase.size());
}

KeyPointer read_pem(const Secret& pem, const Secret& passphrase) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(
      BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size())), &BIO_free);
  EVP_PKEY* key = nullptr;
  if (text) key = PEM_read_bio_PrivateKey(text.get(), nullptr, &give_passphrase, const_cast<Secret*>(&passphrase));
  ERR_clear_error();
  return {key, &EVP_PKEY_free};
}

/// The second half of the form: two equal check numbers, the key, a comment, padding 1, 2, 3, ...
void append_private(Blob& blob, const Half& secret, const Half& open) {
  Blob both;
  both.raw(view(secret));
  both.raw(view(open));
  blob.number(0);
  blob.number(0);
  blob.string(type);
  blob.string(view(open));
  blob.string(both.view());
  blob.string({});
  for (char padding = 1; blob.view().size() % 8 != 0; ++padding) blob.raw({&padding, 1});
}

Secret written(const Half& secret, const Half& open) {
  Blob publicly;
  publicly.string(type);
  publicly.string(view(open));
  Blob privately;
  append_private(privately, secret, open);
  Blob whole;
  whole.raw(std::string_view("openssh-key-v1\0", 15));
  whole.string("none");
  whole.string("none");
  whole.string({});
  whole.number(1);
  whole.string(publicly.view());
  whole.string(privately.view());
  std::string base64 = to_base64(whole.view());
  Blob file;
  file.raw("-----BEGIN OPENSSH PRIVATE KEY-----\n");
  file.raw(base64);
  file.raw("\n-----END OPENSSH PRIVATE KEY-----\n");
  wipe(base64);
  return Secret(file.view());
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  for (std::size_t i = 0; i < 2 && text.ends_with('='); ++i) {
    text.remove_suffix(1);
    bytes.pop_back();
  }
  return bytes;
}

Result<Secret> openssh_ed25519(const Secret& pem, const Secret& passphrase) {
  const KeyPointer key = read_pem(pem, passphrase);
  if (!key) return fail(ErrorKind::key, "not a private key in PEM, or its passphrase is wrong");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) return fail(ErrorKind::not_found, "not an Ed25519 key");
  Half secret{};
  Half open{};
  std::size_t secret_size = secret.size();
  std::size_t open_size = open.size();
  const bool read = EVP_PKEY_get_raw_private_key(key.get(), secret.data(), &secret_size) == 1 &&
                    EVP_PKEY_get_raw_public_key(key.get(), open.data(), &open_size) == 1;
  Secret text = read ? written(secret, open) : Secret();
  OPENSSL_cleanse(secret.data(), secret.size());
  if (!read) return fail(ErrorKind::key, "not a whole Ed25519 key");
  return text;
}

}  // namespace muster::crypto
