#include "crypto/hmac_sha1.hpp"

#include <catch2/catch.hpp>

#include "crypto/digest.hpp"

using namespace muster::crypto;

namespace {
std::string hex(const Sha1Digest& digest) { return to_hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())); }
}  // namespace

TEST_CASE("hmac-sha1: the cases of RFC 2202, long keys and long texts among them") {
  CHECK(hex(HmacSha1(std::string(20, '\x0b')).of("Hi There")) == "b617318655057264e28bc0b6fb378c8ef146be00");
  CHECK(hex(HmacSha1("Jefe").of("what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(hex(HmacSha1(std::string(80, '\xaa')).of("Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
  CHECK(hex(HmacSha1(std::string(80, '\xaa')).of("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data")) ==
        "e8e99d0f45237d786d6bbaa7965c7808bbff1a91");
}
