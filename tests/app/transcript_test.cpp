#include "app/transcript.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::app {
namespace {

using test::TemporaryFolder;

using Kind = TranscriptPart::Kind;
const SecretFingerprint named = [](std::string_view) { return std::string("x"); };

std::string received(const std::vector<std::string>& pieces, const std::vector<std::string>& secrets) {
  SecretStrings strings;
  for (const std::string& secret : secrets) strings.add(secret);
  std::vector<TranscriptPart> parts;
  for (const std::string& piece : pieces) parts.push_back({Kind::received, 1, piece});
  std::string text;
  for (const TranscriptPart& part : redacted(std::move(parts), strings, named)) text += part.text + "|";
  return text;
}

TEST_CASE("transcripts: a secret is hidden wherever it stands") {
  CHECK(received({"a wheel-otter b wheel-otter\r\n"}, {"wheel-otter"}) == "a <secret:x> b <secret:x>\r\n|");
}

TEST_CASE("transcripts: a secret that is cut into parts is hidden, and the parts stay parts") {
  CHECK(received({"a whe", "el-ot", "ter b"}, {"wheel-otter"}) == "a <secret:x>|| b|");
}

TEST_CASE("transcripts: control codes inside of a secret do not help it") {
  CHECK(received({"a whe\x1b[1mel\x1b]0;t\a-ot\rter b"}, {"wheel-otter"}) == "a <secret:x> b|");
  CHECK(received({"a whx\beel-otter b"}, {"wheel-otter"}) == "a <secret:x> b|");
}

TEST_CASE("transcripts: of a secret of several lines each line is hidden, whatever the line ends") {
  CHECK(received({"AAAA1111\r\nBBBB2222\r\n"}, {"AAAA1111\nBBBB2222"}) == "<secret:x>\r\n<secret:x>\r\n|");
}

TEST_CASE("transcripts: a short secret is hidden as a word, not inside of others") {
  CHECK(received({"ab tab ab\n"}, {"ab"}) == "<secret:x> tab <secret:x>\n|");
}

TEST_CASE("transcripts: the net over all text catches what no grammar marked") {
  const std::string text = received({"frobnicate password copper", "-fjord-77\r\n"}, {});
  CHECK(text.find("copper") == std::string::npos);
  CHECK(text.find("fjord") == std::string::npos);
}

TEST_CASE("transcripts: text that holds more secrets than can be hidden is left out, with a note") {
  SecretStrings strings;
  for (int i = 0; i < 100'000; ++i) strings.add("secret-" + std::to_string(i));
  const auto parts = redacted({{Kind::received, 5, std::string(100'000, 'x')}}, strings, named);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text.empty());
  CHECK(parts[1].kind == Kind::note);
}

TEST_CASE("transcripts: what came of a command that failed is hidden as its grammar knows it") {
  const std::string text = "root:x:0:0::/root:/bin/sh\r\nold:ab12.otterXYZ:7:7::/:/bin/sh\r\nnob";
  REQUIRE(grammars::secret_net(text).empty());
  CollectionOutcome outcome;
  Capture& capture = outcome.captures.emplace_back();
  capture.sent = "/usr/bin/getent passwd";
  capture.format = "linux_passwd";
  capture.failure = CollectionFailure::truncated;
  outcome.transcript = {{Kind::sent, 1, capture.sent + "\n"}, {Kind::received, 2, text.substr(0, 40)},
                        {Kind::received, 3, text.substr(40)}};
  const TemporaryFolder folder;
  auto writer = TranscriptWriter::open(folder.path());
  REQUIRE(writer);
  const std::vector<ReadCapture> read(1);
  writer->write({"lb1", "linux", "", "", "", {}}, outcome, read, named);
  REQUIRE_FALSE(writer->error());
  std::ifstream in(folder.path() / "lb1.json");
  std::stringstream written;
  written << in.rdbuf();
  CHECK(written.str().find("root:x:") != std::string::npos);
  CHECK(written.str().find("otter") == std::string::npos);
}

TEST_CASE("transcripts: a file for each device, private, with what the grammars marked hidden") {
  const TemporaryFolder folder;
  auto writer = test::must(TranscriptWriter::open(folder.path() / "sessions"));
  CollectionOutcome outcome = test::sample_outcome("fw/../1");
  outcome.captures[0].bytes = "username admin privilege 15 password 0 wheel-otter-52\nend\n";
  outcome.transcript = {{Kind::note, 0, "connected"},
                        {Kind::sent, 3, "show running-config\n"},
                        {Kind::received, 9, "username admin privilege 15 password 0 wheel-o"},
                        {Kind::received, 9, "tter-52\r\n\xff odd wheel-otter-52\r\nr1#"}};
  const DeviceIdentity identity{"fw/../1", "cisco_ios", "Cisco", "", "", {}};
  const auto assembled = assemble(identity, outcome.captures, named);
  writer.write(identity, outcome, assembled.captures, named);
  CHECK_FALSE(writer.error());
  const auto file = folder.path() / "sessions/fw%2f..%2f1.json";
  REQUIRE(std::filesystem::exists(file));
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  CHECK(text.str().find("otter") == std::string::npos);
  const auto json = nlohmann::json::parse(text.str());
  CHECK(json["device"] == "fw/../1");
  CHECK(json["platform"] == "cisco_ios");
  CHECK(json["parts"][1] == nlohmann::json{{"ms", 3}, {"sent", "show running-config\n"}});
  CHECK(json["parts"][3]["received"] == "\r\n\xef\xbf\xbd odd <secret:x>\r\nr1#");
}

}  // namespace
}  // namespace muster::app
