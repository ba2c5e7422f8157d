// The library's way that is not deprecated allocates for each text; the compression function alone is four times
// faster.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/hmac_sha1.hpp"

#include <openssl/sha.h>

namespace muster::crypto {
namespace {

using State = std::array<std::uint32_t, 5>;

std::string_view view(const Sha1Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

State after_block(const std::array<unsigned char, SHA_CBLOCK>& block) {
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, block.data(), block.size());
  return {context.h0, context.h1, context.h2, context.h3, context.h4};
}

Sha1Digest finish(const State& state, std::string_view text) {
  SHA_CTX context;
  SHA1_Init(&context);
  context.h0 = state[0];
  context.h1 = state[1];
  context.h2 = state[2];
  context.h3 = state[3];
  context.h4 = state[4];
  context.Nl = SHA_CBLOCK * 8;
  SHA1_Update(&context, text.data(), text.size());
  Sha1Digest digest{};
  SHA1_Final(digest.data(), &context);
  return digest;
}

}  // namespace

HmacSha1::HmacSha1(std::string_view key) {
  std::array<unsigned char, SHA_CBLOCK> padded{};
  Sha1Digest hashed{};
  if (key.size() > padded.size()) {
    SHA1(reinterpret_cast<const unsigned char*>(key.data()), key.size(), hashed.data());
    key = view(hashed);
  }
  for (std::size_t i = 0; i < key.size(); ++i) padded[i] = static_cast<unsigned char>(key[i]);
  for (unsigned char& byte : padded) byte ^= 0x36U;
  inner_ = after_block(padded);
  for (unsigned char& byte : padded) byte ^= 0x36U ^ 0x5cU;
  outer_ = after_block(padded);
}

Sha1Digest HmacSha1::of(std::string_view text) const { return finish(outer_, view(finish(inner_, text))); }

}  // namespace muster::crypto
