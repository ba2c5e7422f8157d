#include "crypto/compress.hpp"

#include <catch2/catch.hpp>
#include <string>

using muster::ErrorKind;
using muster::crypto::compress;
using muster::crypto::decompress;

namespace {
ErrorKind kind_of(const muster::Result<std::string>& result) {
  REQUIRE_FALSE(result);
  return result.error().kind;
}
}  // namespace

TEST_CASE("compress: any bytes come back") {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("\0\xff\n", 3), std::string(300'000, 'x')}) {
    const auto frame = compress(text);
    REQUIRE(frame);
    CHECK(decompress(*frame, text.size()) == text);
  }
  CHECK(compress(std::string(300'000, 'x'))->size() < 1000);
}

TEST_CASE("decompress: refuses more than it was told to expect, before it allocates") {
  const auto frame = compress(std::string(1'000'000, 'x'));
  REQUIRE(frame);
  CHECK(kind_of(decompress(*frame, 999'999)) == ErrorKind::corrupt);
}

TEST_CASE("decompress: damage anywhere is corrupt, never other content") {
  const std::string text = "interface Vlan1\n ip address 192.0.2.1 255.255.255.0\n no shutdown\n";
  const auto frame = compress(text);
  REQUIRE(frame);
  for (std::size_t i = 0; i < frame->size(); ++i) {
    std::string bad = *frame;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    const auto back = decompress(bad, 1000);
    // Some header bits are unused by the format: then the content must be what it was.
    if (back) CHECK(*back == text);
  }
  CHECK(kind_of(decompress(frame->substr(0, frame->size() - 1), 1000)) == ErrorKind::corrupt);
  CHECK(kind_of(decompress(*frame + "x", 1000)) == ErrorKind::corrupt);
  CHECK(kind_of(decompress("", 1000)) == ErrorKind::corrupt);
  CHECK(kind_of(decompress("not compressed at all", 1000)) == ErrorKind::corrupt);
}
