#include <catch2/catch.hpp>

#include "store/encoding.hpp"
#include "store/sample.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Verdicts compared in every part.
bool same(const Verdict& a, const Verdict& b) {
  return a.rule_id == b.rule_id && a.device_id == b.device_id && a.object == b.object &&
         a.fingerprint == b.fingerprint && a.status == b.status && a.severity == b.severity &&
         a.in_doubt == b.in_doubt && a.message == b.message && a.reasons == b.reasons && a.evidence == b.evidence &&
         a.waiver == b.waiver && a.grace_until == b.grace_until;
}

bool same(const DeviceFacts& a, const DeviceFacts& b) {
  return a.device_id == b.device_id && a.hostname == b.hostname && a.platform == b.platform && a.site == b.site &&
         a.role == b.role && a.software == b.software && a.failure == b.failure && a.detail == b.detail &&
         a.lines == b.lines && a.open == b.open &&
         std::ranges::equal(a.verdicts, b.verdicts, [](const auto& x, const auto& y) { return same(x, y); });
}

/// A store with a run of two devices, and a manifest of its captures.
struct Recorded {
  store::Store store = memory_store();
  store::RunId run;
  EvaluationManifest manifest;

  Recorded() {
    run = must(store.begin_run(sample_run()));
    for (const std::string id : {"d1", "d2"}) {
      const Device device = sample_device(id, "secret of " + id);
      must(store.record(run, device.outcome, device.redacted));
    }
    manifest = {.tool_version = "0.1.0",
                .as_of = night,
                .captures = must(store.captures(run)),
                .inventory_digest = std::string(64, 'b'),
                .policies = {{"baseline", std::string(64, 'c')}, {"site", std::string(64, 'd')}},
                .data = {{"factory-credentials", std::string(64, 'e')}},
                .key_id = sample_key().key_id()};
  }

  store::EvaluationId evaluate(int day, const std::vector<DeviceFacts>& devices) {
    manifest.as_of = night + std::chrono::hours(24 * day);
    return must(store.record_evaluation(manifest, run, devices));
  }
};

std::vector<DeviceFacts> two_devices() {
  return {sample_facts("d2", {sample_verdict("b-rule", "d2", VerdictStatus::pass)}),
          sample_facts("d1", {sample_verdict("a-rule", "d1", VerdictStatus::fail, "user admin"),
                              sample_verdict("a-rule", "d1", VerdictStatus::not_assessed, "user bob"),
                              sample_verdict("b-rule", "d1", VerdictStatus::pass)})};
}

}  // namespace

TEST_CASE("evaluations: manifest, facts and verdicts come back equal and in order") {
  Recorded recorded;
  const auto devices = two_devices();
  const auto id = recorded.evaluate(0, devices);
  const auto stored = must(recorded.store.evaluation(id));
  CHECK(stored.id == id);
  CHECK(stored.run == recorded.run);
  CHECK(stored.manifest.tool_version == "0.1.0");
  CHECK(stored.manifest.as_of == night);
  CHECK(stored.manifest.captures == recorded.manifest.captures);
  CHECK(stored.manifest.inventory_digest == recorded.manifest.inventory_digest);
  CHECK(stored.manifest.policies == recorded.manifest.policies);
  CHECK(stored.manifest.data == recorded.manifest.data);
  CHECK(stored.manifest.key_id == recorded.manifest.key_id);
  REQUIRE(stored.devices.size() == 2);
  CHECK(same(stored.devices[0], devices[0]));
  CHECK(same(stored.devices[1], devices[1]));
}

TEST_CASE("evaluations: a verdict keeps its waiver and its days of grace") {
  Recorded recorded;
  auto devices = two_devices();
  devices[1].verdicts[0].status = VerdictStatus::waived;
  devices[1].verdicts[0].waiver = "W-2026-014";
  devices[1].verdicts[1].grace_until = "2026-12-24";
  const auto id = recorded.evaluate(0, devices);
  CHECK(same(must(recorded.store.evaluation(id)).devices[1], devices[1]));
  devices[1].verdicts[0].waiver = "W-2026-015";  // the same verdict under another waiver is another one
  const auto next = recorded.evaluate(1, devices);
  CHECK(same(must(recorded.store.evaluation(next)).devices[1], devices[1]));
  CHECK(must(recorded.store.evaluation(id)).devices[1].verdicts[0].waiver == "W-2026-014");
}

TEST_CASE("evaluations: an earlier one is still exact after later ones changed everything") {
  Recorded recorded;
  const auto devices = two_devices();
  const auto first = recorded.evaluate(0, devices);
  auto changed = devices;
  changed[1].verdicts.erase(changed[1].verdicts.begin());
  changed[1].verdicts[0].evidence = {{0, 9, 9}};
  changed[1].hostname = "renamed";
  const auto second = recorded.evaluate(1, changed);
  const auto third = recorded.evaluate(2, {});
  CHECK(same(must(recorded.store.evaluation(first)).devices[1], devices[1]));
  CHECK(same(must(recorded.store.evaluation(second)).devices[1], changed[1]));
  CHECK(must(recorded.store.evaluation(third)).devices.empty());
  const auto list = must(recorded.store.evaluations());
  REQUIRE(list.size() == 3);
  CHECK(list[0].id == third);
  CHECK(list[2].id == first);
  CHECK(list[2].devices == 2);
  CHECK(list[2].run == recorded.run);
}

TEST_CASE("verdict history: a verdict that stays extends its interval") {
  Recorded recorded;
  const auto devices = two_devices();
  const auto first = recorded.evaluate(0, devices);
  recorded.evaluate(1, devices);
  const auto last = recorded.evaluate(2, devices);
  const auto history = must(recorded.store.verdict_history(devices[1].verdicts[0].fingerprint));
  REQUIRE(history.size() == 1);
  CHECK(history[0].first == first);
  CHECK(history[0].last == last);
  CHECK(history[0].first_seen == night);
  CHECK(history[0].last_seen == night + std::chrono::hours(48));
  CHECK(same(history[0].verdict, devices[1].verdicts[0]));
}

TEST_CASE(
    "verdict history: a change of another verdict of the device does not split an interval, its own change does") {
  Recorded recorded;
  auto devices = two_devices();
  const std::string stays = devices[1].verdicts[0].fingerprint;
  const std::string turns = devices[1].verdicts[2].fingerprint;
  recorded.evaluate(0, devices);
  devices[1].verdicts[2] = sample_verdict("b-rule", "d1", VerdictStatus::fail);
  const auto second = recorded.evaluate(1, devices);
  devices[1].verdicts[2] = sample_verdict("b-rule", "d1", VerdictStatus::pass);
  const auto third = recorded.evaluate(2, devices);

  CHECK(must(recorded.store.verdict_history(stays)).size() == 1);
  const auto history = must(recorded.store.verdict_history(turns));
  REQUIRE(history.size() == 3);
  CHECK(history[0].verdict.status == VerdictStatus::pass);
  CHECK(history[1].verdict.status == VerdictStatus::fail);
  CHECK(history[1].first == second);
  CHECK(history[1].last == second);
  CHECK(history[2].verdict.status == VerdictStatus::pass);
  CHECK(history[2].first == third);
}

TEST_CASE("verdict history: a device left out of an evaluation keeps its interval open") {
  Recorded recorded;
  const auto devices = two_devices();
  recorded.evaluate(0, devices);
  recorded.evaluate(1, {devices[0]});
  recorded.evaluate(2, devices);
  CHECK(must(recorded.store.verdict_history(devices[1].verdicts[0].fingerprint)).size() == 1);
}

TEST_CASE("verdict history: a finding that went away and came back has two intervals, one never seen has none") {
  Recorded recorded;
  auto devices = two_devices();
  const std::string fingerprint = devices[1].verdicts[0].fingerprint;
  recorded.evaluate(0, devices);
  auto without = devices;
  without[1].verdicts.erase(without[1].verdicts.begin());
  recorded.evaluate(1, without);
  recorded.evaluate(2, devices);
  CHECK(must(recorded.store.verdict_history(fingerprint)).size() == 2);
  CHECK(must(recorded.store.verdict_history("0000000000000000")).empty());
}

TEST_CASE("evaluations: a manifest may only name captures that the store holds, and a failed call leaves nothing") {
  Recorded recorded;
  recorded.manifest.captures[0].detail = "changed";
  const auto result = recorded.store.record_evaluation(recorded.manifest, recorded.run, two_devices());
  CHECK(error_of(result).message == "the manifest names a capture that is not in the store: d1, routes");
  CHECK(must(recorded.store.evaluations()).empty());
  CHECK(error_of(recorded.store.record_evaluation(recorded.manifest, "run-x", {})).kind == ErrorKind::not_found);
  CHECK(error_of(recorded.store.evaluation("eval-x")).message == "no evaluation eval-x in the store");
}

TEST_CASE("packed lists: come back as they were, and damage is noticed") {
  using namespace muster::store;
  const std::vector<std::int64_t> numbers{0, 1, 127, 128, 300, 1'000'000'007, 9'000'000'000'000'000'000};
  CHECK(unpack_numbers(pack_numbers(numbers)) == numbers);
  CHECK_FALSE(unpack_numbers(pack_numbers(numbers).substr(0, 4)));
  CHECK_FALSE(unpack_numbers(std::string(12, '\xff')));
  const std::vector<Evidence> evidence{{0, 1, 1}, {3, 70'000, 70'100}, {0, 0xffffffffU, 0xffffffffU}};
  CHECK(unpack_evidence(pack_evidence(evidence)) == evidence);
  CHECK_FALSE(unpack_evidence(pack_numbers({1, 2})));
}

TEST_CASE("store: verdicts about groups come back with the values that they rest on") {
  Recorded recorded;
  GroupVerdicts group{"group core", 3, 2, {}, {"d1", "d2"}};
  Verdict verdict{.rule_id = "r", .device_id = "group core", .object = "", .fingerprint = "0123456789abcdef",
                  .status = VerdictStatus::fail, .message = "m", .reasons = {"why"}, .evidence = {}};
  verdict.values = {{"d1", "release", "15.2", {{0, 3, 3}}}, {"d2", "release", "15.4", {{1, 4, 6}, {1, 9, 9}}}, {"", "and 2 more", "", {}}};
  group.verdicts = {verdict};
  const std::vector<GroupVerdicts> groups{group, {"fleet", 2, 2, {}}};
  const auto id = must(recorded.store.record_evaluation(recorded.manifest, recorded.run, {}, groups));
  const auto read = must(recorded.store.evaluation(id)).groups;
  REQUIRE(read.size() == 2);
  CHECK(read[0].name == "group core");
  CHECK(read[0].members == 3);
  CHECK(read[0].judged == 2);
  CHECK(read[0].devices == std::vector<std::string>{"d1", "d2"});
  CHECK(read[1].devices.empty());
  REQUIRE(read[0].verdicts.size() == 1);
  CHECK(same(read[0].verdicts[0], verdict));
  CHECK(read[0].verdicts[0].values == verdict.values);
  CHECK(read[1].name == "fleet");
  CHECK(read[1].verdicts.empty());
}
