#include <catch2/catch.hpp>

#include "collectors/transcript.hpp"

namespace muster::collectors {
namespace {

using enum TranscriptPart::Kind;

TEST_CASE("transcript: bytes of one kind in a row are one part, with the time of the first") {
  Transcript transcript;
  transcript.add(note, 0, "connect");
  transcript.add(received, 5, "r1");
  transcript.add(received, 7, "#");
  transcript.add(sent, 8, "show version\n");
  CHECK(transcript.size() == 7 + 3 + 13);
  const auto parts = transcript.take({});
  REQUIRE(parts.size() == 3);
  CHECK(parts[1].kind == received);
  CHECK(parts[1].milliseconds == 5);
  CHECK(parts[1].text == "r1#");
  CHECK(parts[2].text == "show version\n");
}

TEST_CASE("transcript: a secret that was sent, or that the device repeated, is masked") {
  const Secret secret("correct horse");
  const Secret* const known[] = {&secret};
  Transcript transcript;
  transcript.add(sent, 0, "correct horse\n", known);
  transcript.add(received, 1, "no echo, but: correct horse, correct ");
  transcript.add(received, 2, "horse!");
  const auto parts = transcript.take(known);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text == "<secret>\n");
  CHECK(parts[1].text == "no echo, but: <secret>, <secret>!");
}

TEST_CASE("transcript: it is bounded, and says so once") {
  Transcript transcript(10);
  transcript.add(received, 1, "12345678");
  transcript.add(received, 2, "901");
  transcript.add(received, 3, "x");
  const auto parts = transcript.take({});
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text == "12345678");
  CHECK(parts[1].kind == note);
  CHECK(parts[1].text == "the rest was not recorded: the session is too long");
}

}  // namespace
}  // namespace muster::collectors
