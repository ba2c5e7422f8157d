#include "crypto/digest.hpp"

#include <catch2/catch.hpp>

using namespace std::string_literals;
namespace crypto = muster::crypto;

TEST_CASE("sha256: gives the digests of the standard's examples") {
  CHECK(crypto::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(crypto::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("hmac_sha256: gives the digests of RFC 4231") {
  CHECK(crypto::to_hex(crypto::hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(crypto::to_hex(crypto::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("hex: reads back what it writes, and refuses what is not hex") {
  CHECK(crypto::to_hex("\x00\x7f\xff"s) == "007fff");
  CHECK(crypto::from_hex("007FfF") == "\x00\x7f\xff"s);
  CHECK(crypto::from_hex("") == "");
  CHECK_FALSE(crypto::from_hex("0"));
  CHECK_FALSE(crypto::from_hex("0g"));
  CHECK_FALSE(crypto::from_hex("-1"));
}
