#include "controls/attestation.hpp"

#include "controls/benchmark_samples.hpp"
#include "crypto/digest.hpp"

using namespace muster;
using namespace muster::controls;
using namespace muster::test;

namespace {

const std::string document = "The sources are the two clocks of the institute.\n";

Result<std::string> read_sample(const std::string& path) {
  if (path == "papers/clocks.txt") return document;
  return fail(ErrorKind::not_found, "No such file or directory", {path, 0, 0});
}

std::string sample_attestation(std::string_view control = "PART-1") {
  return "[[attestation]]\nbenchmark = \"sample\"\ncontrol = \"" + std::string(control) +
         "\"\ndocument = \"clocks.txt\"\nsha256 = \"" + crypto::sha256_hex(document) +
         "\"\nstatement = \"Both are authoritative.\"\nsigner = \"R. Head\"\ndate = 2026-01-10\nexpires = 2027-01-10\n";
}

std::expected<std::vector<Attestation>, std::vector<Error>> load(const std::string& text) {
  const Benchmark benchmark = sample_benchmark();
  const BenchmarkFile file{"papers/attestations.toml", text};
  return load_attestations(std::span(&file, 1), std::span(&benchmark, 1), read_sample);
}

std::vector<std::string> errors_of(const std::string& text) {
  const auto loaded = load(text);
  REQUIRE_FALSE(loaded.has_value());
  return messages(loaded.error());
}

std::string without(std::string text, std::string_view key) {
  const std::size_t begin = text.find(std::string(key) + " = ");
  return text.erase(begin, text.find('\n', begin) + 1 - begin);
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("an attestation names control, document, signer and days; the document stands beside its file") {
  const auto loaded = load(sample_attestation("V-2"));
  REQUIRE(loaded.has_value());
  const Attestation& read = loaded->front();
  CHECK(read.control == "PART-1");
  CHECK(read.signer == "R. Head");
  CHECK(read.sha256 == crypto::sha256_hex(document));
  CHECK(to_string(read.where) == "papers/attestations.toml:1:1");
}

TEST_CASE("an attestation counts from its date until it expires") {
  const auto loaded = load(sample_attestation());
  REQUIRE(loaded.has_value());
  const auto at = [&](std::string_view time) { return state_of(loaded->front(), *parse_timestamp(time)); };
  CHECK(at("2026-01-09T23:59:59Z") == AttestationState::not_yet_valid);
  CHECK(at("2026-01-10T00:00:00Z") == AttestationState::given);
  CHECK(at("2027-01-09T23:59:59Z") == AttestationState::given);
  CHECK(at("2027-01-10T00:00:00Z") == AttestationState::expired);
}

TEST_CASE("a signature is for the very bytes that were signed") {
  CHECK(errors_of(changed(sample_attestation(), crypto::sha256_hex(document), std::string(64, '0'))) ==
        std::vector<std::string>{
            "papers/attestations.toml:5:10: 'clocks.txt' is not the document that was signed: its SHA-256 is \"" +
            crypto::sha256_hex(document) + "\" now; have it signed again"});
  CHECK(errors_of(without(sample_attestation(), "sha256"))
            .front()
            .find("now has \"" + crypto::sha256_hex(document) + "\"") != std::string::npos);
  CHECK(errors_of(changed(sample_attestation(), "clocks.txt", "clock.txt"))
            .front()
            .find("cannot read 'clock.txt': No such file") != std::string::npos);
}

TEST_CASE("an attestation of nothing that exists, or of nothing that is left, is an error") {
  CHECK(errors_of(changed(sample_attestation(), "\"sample\"", "\"simple\""))
            .front()
            .find("no benchmark 'simple'; did you mean 'sample'?") != std::string::npos);
  CHECK(errors_of(sample_attestation("PART-2")).front() ==
        "papers/attestations.toml:3:11: benchmark 'sample' has no control 'PART-2'; did you mean 'PART-1'?");
  CHECK(errors_of(sample_attestation("WHOLE-1")).front().find("rules test the whole of 'WHOLE-1'") !=
        std::string::npos);
}

TEST_CASE("without signer, statement or expiry, twice, or expiring before it begins: an error each") {
  for (const std::string_view key : {"signer", "statement", "expires", "date", "document"})
    CHECK(errors_of(without(sample_attestation(), key)).front().find("missing key '" + std::string(key) + "'") !=
          std::string::npos);
  CHECK(errors_of(changed(sample_attestation(), "\"R. Head\"", "\"\"")).front().find("'signer' is empty") !=
        std::string::npos);
  CHECK(errors_of(changed(sample_attestation(), "2027-01-10", "2025-01-10"))
            .front()
            .find("it expires before it is signed") != std::string::npos);
  CHECK(errors_of(sample_attestation() + sample_attestation())
            .front()
            .find("a second attestation of 'PART-1', first at papers/attestations.toml:1:1") != std::string::npos);
}
