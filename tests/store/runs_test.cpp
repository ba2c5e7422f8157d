#include <catch2/catch.hpp>
#include <thread>

#include "store/sample.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("store: a run without an end is incomplete, and its devices are there all the same") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  const Device device = sample_device("d1", "s3cret");
  must(store.record(run, device.outcome, device.redacted));

  const auto stored = must(store.run(run));
  CHECK_FALSE(stored.complete());
  CHECK(stored.info == sample_run());
  CHECK(stored.recorded == 1);
  CHECK(stored.failed == 0);

  must(store.finish_run(run, night + std::chrono::minutes(5)));
  CHECK(must(store.run(run)).complete());
  CHECK(must(store.run(run)).finished == night + std::chrono::minutes(5));
}

TEST_CASE("store: runs are listed newest first, and their ids sort by start") {
  store::Store store = memory_store();
  store::RunInfo later = sample_run();
  later.started += std::chrono::hours(24);
  const auto second = must(store.begin_run(later));
  const auto first = must(store.begin_run(sample_run()));
  const auto runs = must(store.runs());
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].id == second);
  CHECK(runs[1].id == first);
  CHECK(first < second);
  CHECK(first.starts_with("run-20260301T020000Z-"));
}

TEST_CASE("store: what was collected comes back as it was, without the bytes") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  const Device device = sample_device("d1", "s3cret");
  must(store.record(run, device.outcome, device.redacted));
  const auto outcomes = must(store.outcomes(run));
  REQUIRE(outcomes.size() == 1);
  const CollectionOutcome& outcome = outcomes[0];
  CHECK(outcome.device_id == "d1");
  CHECK(outcome.host_key == "ssh-ed25519 SHA256:abc");
  CHECK(outcome.legacy_algorithms_used);
  REQUIRE(outcome.captures.size() == 3);
  CHECK(outcome.captures[0].sent == "show running-config");
  CHECK(outcome.captures[0].normaliser_version == 3);
  CHECK(outcome.captures[0].started == night - std::chrono::seconds(2));
  CHECK(outcome.captures[0].bytes.empty());
  CHECK(outcome.captures[2].failure == CollectionFailure::stalled);
  CHECK(outcome.captures[2].detail == "after 30 s");
  REQUIRE(outcome.timeline.size() == 3);
  CHECK(outcome.timeline[2].milliseconds == 900);
  CHECK(outcome.timeline[2].phase == "close");
}

TEST_CASE("store: references name redacted text and sealed bytes, and both can be read") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  const Device device = sample_device("d1", "s3cret");
  const auto references = must(store.record(run, device.outcome, device.redacted));
  REQUIRE(references.size() == 3);
  CHECK(must(store.redacted(references[0].redacted_id)) == device.redacted[0]);
  CHECK(must(store.raw(references[0].sealed_id)).reveal() == device.outcome.captures[0].bytes);
  CHECK(references[2].redacted_id.empty());
  CHECK(references[2].sealed_id.empty());
  CHECK(references[2].failure == CollectionFailure::stalled);

  CHECK(must(store.captures(run)) == std::vector{references[2], references[0], references[1]});  // routes come first
}

TEST_CASE("store: equal content is stored once") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  const Device a = sample_device("d1", "s3cret");
  Device b = a;
  b.outcome.device_id = "d2";
  const auto first = must(store.record(run, a.outcome, a.redacted));
  const auto second = must(store.record(run, b.outcome, b.redacted));
  CHECK(first[0].redacted_id == second[0].redacted_id);
  CHECK(first[0].sealed_id == second[0].sealed_id);
  CHECK(first[0].sealed_id != first[1].sealed_id);
}

TEST_CASE("store: the latest good capture is the newest by content time, and a failed one never replaces it") {
  store::Store store = memory_store();
  const auto record = [&](Timestamp time, Capture capture, RedactedText text) {
    store::RunInfo info = sample_run();
    info.started = time;
    const auto run = must(store.begin_run(info));
    const CollectionOutcome outcome{.device_id = "d1",
                                    .member = "",
                                    .detail = "",
                                    .host_key = "",
                                    .captures = {std::move(capture)},
                                    .timeline = {}};
    return must(store.record(run, outcome, std::vector{std::move(text)}))[0];
  };
  const auto latest = [&] { return must(store.latest_good("d1", "", "", "running-config")); };
  CHECK_FALSE(latest());

  const Config one = sample_config("one", "a");
  const Config two = sample_config("two", "b");
  const auto good = record(night, sample_capture("running-config", one.raw, night), one.redacted);
  CHECK(latest() == good);
  record(night + std::chrono::hours(24),
         failed_capture("running-config", CollectionFailure::truncated, night + std::chrono::hours(24)), {});
  CHECK(latest() == good);
  record(night + std::chrono::hours(48), sample_capture("running-config", two.raw, night - std::chrono::hours(1)),
         two.redacted);
  CHECK(latest() == good);
  const auto newer = record(night + std::chrono::hours(72),
                            sample_capture("running-config", two.raw, night + std::chrono::hours(72)), two.redacted);
  CHECK(latest() == newer);
  CHECK_FALSE(must(store.latest_good("d1", "node1", "", "running-config")));
  CHECK_FALSE(must(store.latest_good("d1", "", "vsys1", "running-config")));
}

TEST_CASE("store: several devices in one transaction are acknowledged together, or not at all") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  const Device a = sample_device("d1", "one");
  const Device b = sample_device("d2", "two");
  const std::vector<store::DeviceRecord> both{{&a.outcome, a.redacted}, {&b.outcome, b.redacted}};
  CHECK(must(store.record(run, both)).size() == 2);
  CHECK(must(store.run(run)).recorded == 2);

  const Device c = sample_device("d3", "three");
  const std::vector<store::DeviceRecord> again{{&c.outcome, c.redacted}, {&a.outcome, a.redacted}};
  CHECK(error_of(store.record(run, again)).message == "d1 is recorded in this run already");
  CHECK(must(store.run(run)).recorded == 2);
  must(store.record(run, c.outcome, c.redacted));
  CHECK(must(store.outcomes(run))[2].host_key == "ssh-ed25519 SHA256:abc");
}

TEST_CASE("store: calls out of order are errors and change nothing") {
  store::Store store = memory_store();
  const Device device = sample_device("d1", "s3cret");
  CHECK(error_of(store.record("run-x", device.outcome, device.redacted)).kind == ErrorKind::not_found);
  CHECK(error_of(store.finish_run("run-x", night)).message == "no run run-x in the store");
  CHECK(error_of(store.run("run-x")).kind == ErrorKind::not_found);
  CHECK(error_of(store.captures("run-x")).kind == ErrorKind::not_found);

  const auto run = must(store.begin_run(sample_run()));
  CHECK(error_of(store.record(run, device.outcome, std::vector{device.redacted[0]})).kind == ErrorKind::usage);
  must(store.finish_run(run, night));
  CHECK(error_of(store.finish_run(run, night)).message == "run " + run + " is finished");
  CHECK(error_of(store.record(run, device.outcome, device.redacted)).kind == ErrorKind::usage);
  CHECK(must(store.run(run)).recorded == 0);
}

TEST_CASE("store: members of one unit are recorded apart, and a device that failed as a whole is counted") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  Device a = sample_device("fw1", "x");
  a.outcome.member = "node0";
  Device b = a;
  b.outcome.member = "node1";
  b.outcome.failure = CollectionFailure::host_key_changed;
  b.outcome.captures.clear();
  b.redacted.clear();
  must(store.record(run, b.outcome, b.redacted));
  must(store.record(run, a.outcome, a.redacted));
  CHECK(must(store.run(run)).failed == 1);
  const auto outcomes = must(store.outcomes(run));
  CHECK(outcomes[0].member == "node0");
  CHECK(outcomes[1].failure == CollectionFailure::host_key_changed);
}

TEST_CASE("store: without a key raw bytes are not kept, and the redacted form is") {
  store::Store store = must(store::Store::open(":memory:", std::nullopt));
  const auto run = must(store.begin_run(sample_run()));
  const Device device = sample_device("d1", "s3cret");
  const auto references = must(store.record(run, device.outcome, device.redacted));
  CHECK(references[0].sealed_id.empty());
  CHECK(must(store.redacted(references[0].redacted_id)) == device.redacted[0]);
}

TEST_CASE("store: any bytes can be stored, as content and as names") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  Device device = sample_device("d\xff\x00x", "s3cret");
  const std::string odd("\0\xff\xfe\r\n\0", 6);
  device.outcome.captures[1].bytes = odd;
  device.outcome.captures[1].detail = odd;
  device.redacted[1] = redact(odd, {}, crypto::fingerprinter(nullptr));
  const auto references = must(store.record(run, device.outcome, device.redacted));
  CHECK(must(store.raw(references[1].sealed_id)).reveal() == odd);
  CHECK(must(store.redacted(references[1].redacted_id)).text() == odd);
  const auto captures = must(store.captures(run));
  CHECK(captures[2].detail == odd);
}

TEST_CASE("store: threads may record at the same time") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  std::vector<std::thread> threads;
  std::vector<int> good(4);
  for (std::size_t t = 0; t < good.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        const Device device =
            sample_device("d" + std::to_string(t) + "-" + std::to_string(i), "pw" + std::to_string(i));
        good[t] += store.record(run, device.outcome, device.redacted) ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == std::vector<int>(4, 25));
  CHECK(must(store.run(run)).recorded == 100);
  must(store.check());
}

TEST_CASE("store: the limits of a capture and the platform of a device come back in outcomes, captures and evaluations") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  Device device = sample_device("d1", "s3cret");
  device.outcome.platform = "cisco_ios";
  device.outcome.captures[0].limits = {{"secrets are masked", Domain::users | Domain::snmp}, {"filtered", Domains::all()}};
  const auto references = must(store.record(run, device.outcome, device.redacted));
  const auto outcomes = must(store.outcomes(run));
  CHECK(outcomes[0].platform == "cisco_ios");
  CHECK(outcomes[0].captures[0].limits == device.outcome.captures[0].limits);
  CHECK(outcomes[0].captures[1].limits.empty());
  CHECK(references[0].limits == device.outcome.captures[0].limits);
  CHECK(must(store.captures(run)).at(1) == references[0]);
  EvaluationManifest manifest;
  manifest.captures = must(store.captures(run));
  const auto id = must(store.record_evaluation(manifest, run, {}));
  CHECK(must(store.evaluation(id)).manifest.captures == manifest.captures);
}

TEST_CASE("store: a device that failed may be recorded again in its run, and what an evaluation named stays") {
  store::Store store = memory_store();
  const auto run = must(store.begin_run(sample_run()));
  Device lost = sample_device("d1", "s3cret");
  lost.outcome.failure = CollectionFailure::cancelled;
  lost.outcome.captures[0] = failed_capture("running-config", CollectionFailure::cancelled);
  must(store.record(run, lost.outcome, lost.redacted));
  EvaluationManifest manifest;
  manifest.captures = must(store.captures(run));
  const auto evaluation = must(store.record_evaluation(manifest, run, {}));
  must(store.record(run, lost.outcome, lost.redacted));

  const Device device = sample_device("d1", "s3cret");
  must(store.record(run, device.outcome, device.redacted));
  const auto outcomes = must(store.outcomes(run));
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].failure == CollectionFailure::none);
  CHECK(outcomes[0].captures.size() == 3);
  CHECK(outcomes[0].captures[0].complete());
  CHECK(outcomes[0].timeline.size() == device.outcome.timeline.size());
  CHECK(must(store.run(run)).failed == 0);
  CHECK(must(store.captures(run)).size() == 3);
  CHECK(must(store.evaluation(evaluation)).manifest.captures == manifest.captures);
  CHECK(error_of(store.record(run, device.outcome, device.redacted)).kind == ErrorKind::usage);
  must(store.check());
}

TEST_CASE("store: the last good size is that of the capture recorded last, whatever its time, in that format") {
  store::Store store = memory_store();
  const auto size = [&](const char* format) {
    return must(store.last_good_size("d1", "", "", "version", format));
  };
  CHECK_FALSE(size("cisco_ios"));
  const auto record = [&](const std::string& text, Timestamp time, CollectionFailure failure) {
    Device device = sample_device("d1", "x", time);
    device.outcome.captures[1] = sample_capture("version", text, time);
    device.outcome.captures[1].failure = failure;
    device.redacted[1] = redact(text, {}, crypto::fingerprinter(nullptr));
    must(store.record(must(store.begin_run(sample_run())), device.outcome, device.redacted));
  };
  record(std::string(100, 'x'), night, CollectionFailure::none);
  CHECK(size("cisco_ios") == 100);
  record(std::string(40, 'x'), night - std::chrono::hours(24), CollectionFailure::none);
  CHECK(size("cisco_ios") == 40);
  record(std::string(7, 'x'), night + std::chrono::hours(24), CollectionFailure::shrunk);
  CHECK(size("cisco_ios") == 40);
  CHECK_FALSE(size("cisco_nxos"));
}

TEST_CASE("store: what a run was asked for is kept with it") {
  store::Store store = memory_store();
  store::RunInfo info = sample_run();
  info.options = {{"devices", "r1\nr2"}, {"source", "backup"}};
  const auto run = must(store.begin_run(info));
  CHECK(must(store.run(run)).info == info);
  CHECK(must(store.runs()).at(0).info == info);
}
