#include "wire/json.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "wire/text.hpp"

using namespace muster;
using nlohmann::json;

namespace {

const Timestamp night = *parse_timestamp("2026-03-01T02:00:00Z");
const std::string not_utf8 = "caf\xe9 \xff";

CollectJob sample_job() {
  return {.device_id = "d1",
          .member = "node0",
          .platform = "cisco_ios",
          .features = {"bgp", "ospf"},
          .site = "lab",
          .endpoints = {{"192.0.2.1", 22, {"ssh-ed25519 SHA256:abc"}}, {"2001:db8::1", 65535, {}}},
          .credential = {"nightly",
                         "muster",
                         {CredentialReference::Kind::environment, "MUSTER_PASSWORD", ""},
                         {CredentialReference::Kind::key_file, "/etc/muster/id", "PHRASE"}},
          .contexts = {"admin", "vsys1"},
          .legacy_algorithms = true};
}

CollectionOutcome sample_outcome() {
  return {.device_id = "d1",
          .member = "",
          .failure = CollectionFailure::stalled,
          .detail = "after 30 s: \"" + not_utf8 + "\"",
          .host_key = "ssh-ed25519 SHA256:abc",
          .legacy_algorithms_used = true,
          .captures = {{.command = "running-config",
                        .sent = "show running-config",
                        .format = "cisco_ios",
                        .context = "vsys1",
                        .source = "ssh://192.0.2.1:22",
                        .started = night,
                        .finished = night + std::chrono::seconds(3),
                        .content_time = night,
                        .normaliser_version = 2,
                        .failure = CollectionFailure::none,
                        .detail = "",
                        .bytes = std::string("enable secret S3cret\0\xff\n", 23)}},
          .timeline = {{18'446'744'073'709'551'615ULL, "connect", "192.0.2.1"}}};
}

Verdict sample_verdict() {
  return {.rule_id = "no-telnet",
          .device_id = "d1",
          .object = "line vty 0 4",
          .fingerprint = "0123456789abcdef",
          .status = VerdictStatus::not_assessed,
          .severity = Severity::critical,
          .in_doubt = true,
          .message = "telnet \xe2\x80\x93 is on\n",
          .reasons = {"line 3 is unknown", not_utf8},
          .evidence = {{0, 1, 4'294'967'295U}, {2, 7, 7}},
          .waiver = "W-2026-014",
          .grace_until = "2026-12-24"};
}

DeviceFacts sample_facts() {
  return {.device_id = "d1",
          .hostname = "edge1",
          .platform = "cisco_ios",
          .site = "lab",
          .role = "edge",
          .software = "IOS 15.2(4)M7",
          .failure = CollectionFailure::host_key_changed,
          .detail = "",
          .lines = {1, 2, 3, 4},
          .open = Domain::users | Domain::redundancy,
          .verdicts = {sample_verdict()}};
}

EvaluationManifest sample_manifest() {
  return {.tool_version = "0.1.0",
          .as_of = night,
          .captures = {{"d1", "", "", "running-config", "cisco_ios", "ssh://192.0.2.1:22", night,
                        CollectionFailure::none, "", std::string(64, 'a'), std::string(64, 'b')}},
          .inventory_digest = std::string(64, 'c'),
          .policies = {{"baseline", std::string(64, 'd')}, {"site", std::string(64, 'e')}},
          .data = {{"factory-credentials", std::string(64, 'f')}},
          .key_id = "0123456789abcdef"};
}

/// A document with something to parse it: yields what was read, written again, or the error.
struct Kind {
  std::string name;
  std::string document;
  std::function<Result<std::string>(const std::string&)> again;
};

template <class T>
auto rewriting(Result<T> (*parse)(std::string_view)) {
  return [parse](const std::string& text) -> Result<std::string> {
    const auto value = parse(text);
    if (!value) return std::unexpected(value.error());
    return wire::to_json(*value);
  };
}

std::vector<Kind> kinds() {
  const auto whole_outcome = [](const std::string& text) -> Result<std::string> {
    const auto outcome = wire::parse_collection_outcome(text);
    if (!outcome) return std::unexpected(outcome.error());
    return wire::to_json(*outcome, wire::Payload::include);
  };
  return {{"collect-job", wire::to_json(sample_job()), rewriting(wire::parse_collect_job)},
          {"collection-outcome", wire::to_json(sample_outcome(), wire::Payload::include), whole_outcome},
          {"device-facts", wire::to_json(sample_facts()), rewriting(wire::parse_device_facts)},
          {"evaluation-manifest", wire::to_json(sample_manifest()), rewriting(wire::parse_evaluation_manifest)},
          {"verdict", wire::to_json(sample_verdict()), rewriting(wire::parse_verdict)}};
}

/// The pointers of every value in a document.
void pointers(const json& value, const std::string& at, std::vector<std::string>& out) {
  if (!at.empty()) out.push_back(at);
  if (value.is_object())
    for (const auto& [key, inner] : value.items()) pointers(inner, at + "/" + key, out);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i) pointers(value[i], at + "/" + std::to_string(i), out);
}

std::string message_of(const std::string& document) {
  const auto job = wire::parse_collect_job(document);
  REQUIRE_FALSE(job);
  return job.error().message;
}

std::string with(const std::string& pointer, const json& value) {
  json document = json::parse(wire::to_json(sample_job()));
  document[json::json_pointer(pointer)] = value;
  return document.dump();
}

}  // namespace

TEST_CASE("wire: every value comes back exactly, and is written with the same bytes again") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    CHECK(kind.again(kind.document) == kind.document);
  }
  CHECK(wire::parse_collect_job(wire::to_json(sample_job())) == sample_job());
  const auto outcome = wire::parse_collection_outcome(wire::to_json(sample_outcome(), wire::Payload::include));
  REQUIRE(outcome);
  CHECK(outcome->captures[0].bytes == sample_outcome().captures[0].bytes);
  CHECK(outcome->detail == sample_outcome().detail);
  CHECK(outcome->timeline[0].milliseconds == 18'446'744'073'709'551'615ULL);
  const auto verdict = wire::parse_verdict(wire::to_json(sample_verdict()));
  REQUIRE(verdict);
  CHECK(verdict->status == VerdictStatus::not_assessed);
  CHECK(verdict->severity == Severity::critical);
  CHECK(verdict->reasons == sample_verdict().reasons);
  CHECK(verdict->evidence == sample_verdict().evidence);
  const auto facts = wire::parse_device_facts(wire::to_json(sample_facts()));
  REQUIRE(facts);
  CHECK(facts->open == (Domain::users | Domain::redundancy));
  CHECK(facts->lines == LineCounts{1, 2, 3, 4});
  const auto manifest = wire::parse_evaluation_manifest(wire::to_json(sample_manifest()));
  REQUIRE(manifest);
  CHECK(manifest->captures == sample_manifest().captures);
  CHECK(manifest->policies == sample_manifest().policies);
}

TEST_CASE("wire: a default value of each type comes back too") {
  CHECK(rewriting(wire::parse_collect_job)(wire::to_json(CollectJob{})) == wire::to_json(CollectJob{}));
  CHECK(rewriting(wire::parse_device_facts)(wire::to_json(DeviceFacts{})) == wire::to_json(DeviceFacts{}));
  CHECK(rewriting(wire::parse_verdict)(wire::to_json(Verdict{})) == wire::to_json(Verdict{}));
  CHECK(rewriting(wire::parse_evaluation_manifest)(wire::to_json(EvaluationManifest{})) ==
        wire::to_json(EvaluationManifest{}));
}

TEST_CASE("wire: every failure, status, severity and domain has a name that is read back") {
  for (int i = 0; i <= static_cast<int>(CollectionFailure::cancelled); ++i) {
    CollectionOutcome outcome = sample_outcome();
    outcome.failure = static_cast<CollectionFailure>(i);
    CHECK(wire::parse_collection_outcome(wire::to_json(outcome)).value().failure == outcome.failure);
  }
  for (int i = 0; i <= static_cast<int>(VerdictStatus::out_of_scope); ++i) {
    Verdict verdict = sample_verdict();
    verdict.status = static_cast<VerdictStatus>(i);
    verdict.severity = static_cast<Severity>(i % 5);
    const auto read = wire::parse_verdict(wire::to_json(verdict)).value();
    CHECK(read.status == verdict.status);
    CHECK(read.severity == verdict.severity);
  }
  DeviceFacts facts = sample_facts();
  facts.open = Domains::all();
  CHECK(wire::parse_device_facts(wire::to_json(facts)).value().open == Domains::all());
}

TEST_CASE("wire: the document is canonical: one line, sorted keys, every field") {
  const Verdict verdict{.rule_id = "r",
                        .device_id = "d",
                        .object = "",
                        .fingerprint = "f",
                        .message = "",
                        .reasons = {},
                        .evidence = {{0, 1, 2}}};
  CHECK(
      wire::to_json(verdict) ==
      R"({"device_id":"d","evidence":[{"capture":0,"first_line":1,"last_line":2}],"fingerprint":"f",)"
      R"("grace_until":"","in_doubt":false,"message":"","object":"","reasons":[],"rule_id":"r","severity":"medium",)"
      R"("status":"not assessed","type":"verdict","version":1,"waiver":""})");
  const json shuffled = json::parse(wire::to_json(sample_job()));
  CHECK(rewriting(wire::parse_collect_job)(shuffled.dump(4)) == wire::to_json(sample_job()));
}

TEST_CASE("wire: raw bytes go along only where that is asked for") {
  const std::string without = wire::to_json(sample_outcome());
  CHECK(without.find("bytes") == std::string::npos);
  CHECK(without.find(wire::to_base64("enable secre")) == std::string::npos);
  CHECK(wire::parse_collection_outcome(without).value().captures[0].bytes.empty());
  CHECK(wire::to_json(sample_outcome(), wire::Payload::include).find(wire::to_base64("enable secre")) !=
        std::string::npos);
}

TEST_CASE("wire: a missing key, an unknown key, or a value of another type is an error wherever it stands") {
  for (const Kind& kind : kinds()) {
    const json good = json::parse(kind.document);
    std::vector<std::string> places;
    pointers(good, "", places);
    CHECK(places.size() > 10);
    for (const std::string& place : places) {
      CAPTURE(kind.name, place);
      const json::json_pointer pointer(place);
      json wrong = good;
      wrong[pointer] = -1.5;
      CHECK_FALSE(kind.again(wrong.dump()));
      wrong[pointer] = nullptr;
      CHECK_FALSE(kind.again(wrong.dump()));
      if (good[pointer].is_object()) {
        wrong[pointer] = good[pointer];
        wrong[pointer]["surplus"] = 1;
        CHECK_FALSE(kind.again(wrong.dump()));
      }
      json& parent = (wrong = good)[pointer.parent_pointer()];
      if (!parent.is_object() || pointer.back() == "bytes") continue;
      parent.erase(pointer.back());
      CHECK_FALSE(kind.again(wrong.dump()));
    }
  }
}

TEST_CASE("wire: errors name the place and what was expected, and repeat no content") {
  CHECK(message_of(with("/endpoints/0/port", 65536)) ==
        "collect-job: /endpoints/0/port: expected an integer from 0 to 65535");
  CHECK(message_of(with("/endpoints/0/port", -1)) ==
        "collect-job: /endpoints/0/port: expected an integer from 0 to 65535");
  CHECK(message_of(with("/endpoints/0/port", "22")) ==
        "collect-job: /endpoints/0/port: expected an integer from 0 to 65535");
  CHECK(message_of(with("/credential/login/kind", "vault")) == "collect-job: /credential/login/kind: not a known name");
  CHECK(message_of(with("/legacy_algorithms", 1)) == "collect-job: /legacy_algorithms: expected true or false");
  CHECK(message_of(with("/contexts", "admin")) == "collect-job: /contexts: expected a list");
  CHECK(message_of(with("/contexts/1", 7)) ==
        "collect-job: /contexts/1: expected a string, or base64 of what is not UTF-8");
  CHECK(message_of(with("/password", "S3cret")) == "collect-job: /: there are unknown keys");
  CHECK(message_of(with("/type", "verdict")) == "collect-job: /type: expected 'collect-job'");
  CHECK(message_of("{\"a\": S3cret}") == "collect-job: not valid JSON at byte 7");
  CHECK(message_of("") == "collect-job: not valid JSON at byte 1");
  CHECK(message_of("[]") == "collect-job: expected an object");
  CHECK(message_of(R"({"type":"collect-job","type":"collect-job","version":1})") == "collect-job: a key stands twice");
  CHECK(message_of(std::string(100'000, '[')) == "collect-job: not valid JSON at byte 100001");
  CHECK(message_of(std::string(100'000, '[') + std::string(100'000, ']')) == "collect-job: nested too deeply");
  json document = json::parse(wire::to_json(sample_manifest()));
  document["as_of"] = "yesterday";
  CHECK(wire::parse_evaluation_manifest(document.dump()).error().message ==
        "evaluation-manifest: /as_of: expected a time such as 2026-03-01T02:00:00Z");
  document = json::parse(wire::to_json(sample_manifest()));
  document["data"].push_back(document["data"][0]);
  CHECK(wire::parse_evaluation_manifest(document.dump()).error().message ==
        "evaluation-manifest: /data/1: this name was given before");
}

TEST_CASE("wire: another version is unsupported, not misread") {
  const auto job = wire::parse_collect_job(with("/version", 3));
  REQUIRE_FALSE(job);
  CHECK(job.error().kind == ErrorKind::unsupported);
  CHECK(job.error().message == "collect-job: version 3: this program reads version 2");
}

TEST_CASE("wire: a text that is UTF-8 has one form only") {
  CHECK_FALSE(wire::parse_collect_job(with("/site", {{"base64", wire::to_base64("plain")}})));
  CHECK_FALSE(wire::parse_collect_job(with("/site", {{"base64", "!!!!"}})));
  CHECK(wire::parse_collect_job(with("/site", {{"base64", wire::to_base64(not_utf8)}})).value().site == not_utf8);
  CHECK_FALSE(wire::parse_collect_job("{\"site\":\"\xff\"}"));
}

TEST_CASE("wire: base64 is strict") {
  for (const std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
    CHECK(wire::from_base64(wire::to_base64(text)) == text);
  CHECK(wire::to_base64("fooba") == "Zm9vYmE=");
  for (const std::string bad : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm9 ", "Zm9v\n", "Zm=v", "Zm9vYm=="})
    CHECK_FALSE(wire::from_base64(bad));
}

TEST_CASE("wire: UTF-8 is told from what is not") {
  for (const std::string good : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(wire::is_utf8(good));
  for (const std::string bad : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                                "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xff"})
    CHECK_FALSE(wire::is_utf8(bad));
}
