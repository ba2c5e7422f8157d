#include "app/intake.hpp"

#include <atomic>
#include <condition_variable>

#include "support.hpp"
#include "wire/json.hpp"

namespace muster::app {
namespace {

using namespace muster::test;

/// A store, rules and a fleet, and an intake's setup over them.
struct Bench {
  explicit Bench(std::size_t devices) : fleet(sample_fleet(devices)), run(must(store.begin_run(sample_run()))) {}

  IntakeSetup setup(Recorder record) {
    return {.store = store,
            .record = std::move(record),
            .rules = packs.rules,
            .fleet = fleet,
            .as_of = Timestamp{std::chrono::seconds(1'772'330'400)},
            .listener = listeners};
  }
  Recorder recorder() {
    return [this](std::span<store::PreparedRecord> devices) { return store.record(run, devices); };
  }

  store::Store store = memory_store();
  Packs packs = builtin_packs();
  Fleet fleet;
  store::RunId run;
  RunListeners listeners;
};

/// What a harvest says, for comparison.
std::string text_of(const Harvest& harvest) {
  std::string text;
  for (const auto& device : harvest.devices) text += wire::to_json(device.facts) + "\n";
  for (const auto& capture : harvest.captures) text += capture.device_id + " " + capture.command + "\n";
  return text;
}

TEST_CASE("intake: a store that is slow holds the collection up, and what is under way stays bounded") {
  constexpr std::size_t devices = 60;
  constexpr std::size_t size = 100'000;
  constexpr std::size_t at_most = 5;
  Bench bench(devices);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t delivered = 0;
  std::size_t recorded = 0;
  std::size_t most_under_way = 0;
  // The store does not answer before the collection has brought all that may be under way.
  auto setup = bench.setup([&](std::span<store::PreparedRecord> batch) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return delivered == devices || delivered - recorded >= at_most; });
    most_under_way = std::max(most_under_way, delivered - recorded);
    auto references = bench.store.record(bench.run, batch);
    recorded += batch.size();
    return references;
  });
  setup.most_bytes = at_most * (size + 8192);
  Intake intake(std::move(setup), {});
  for (std::size_t i = 0; i < devices; ++i) {
    intake.deliver(sample_outcome("r" + number(i), size));
    const std::lock_guard lock(mutex);
    ++delivered;
    changed.notify_all();
  }
  const Harvest harvest = intake.finish();
  CHECK_FALSE(harvest.error);
  CHECK(harvest.devices.size() == devices);
  CHECK(must(bench.store.run(bench.run)).recorded == devices);
  CHECK(most_under_way == at_most);
}

TEST_CASE("intake: the number of outcomes under way is bounded too, and one of any size passes") {
  Bench bench(20);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t delivered = 0;
  std::size_t recorded = 0;
  std::size_t most_under_way = 0;
  auto setup = bench.setup([&](std::span<store::PreparedRecord> batch) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return delivered == 20 || delivered - recorded >= 3; });
    most_under_way = std::max(most_under_way, delivered - recorded);
    recorded += batch.size();
    return bench.store.record(bench.run, batch);
  });
  setup.most_devices = 3;
  Intake intake(std::move(setup), {});
  for (std::size_t i = 0; i < 20; ++i) {
    intake.deliver(sample_outcome("r" + number(i)));
    const std::lock_guard lock(mutex);
    ++delivered;
    changed.notify_all();
  }
  (void)intake.finish();
  CHECK(most_under_way == 3);

  Bench tight(1);
  auto small = tight.setup(tight.recorder());
  small.most_bytes = 10;
  Intake one(std::move(small), {});
  one.deliver(sample_outcome("r0000", 50'000));
  CHECK(one.finish().devices.size() == 1);
}

TEST_CASE("intake: what comes out is in the order of the inventory, however many threads there are and who is first") {
  const auto harvest = [](std::size_t workers, bool backwards) {
    Bench bench(40);
    auto setup = bench.setup(bench.recorder());
    setup.workers = workers;
    Intake intake(std::move(setup), {});
    for (std::size_t i = 0; i < 40; ++i) {
      const std::size_t device = backwards ? 39 - i : i;
      intake.deliver(sample_outcome("r" + number(device), device % 3 == 0 ? 200'000 : 0));
    }
    return text_of(intake.finish());
  };
  const std::string one = harvest(1, false);
  CHECK(one.find("r0039") != std::string::npos);
  CHECK(harvest(4, false) == one);
  CHECK(harvest(3, true) == one);
}

TEST_CASE("intake: when the store refuses, the collection is asked to stop and the reason is kept") {
  Bench bench(3);
  std::stop_source stop;
  Intake intake(bench.setup([](std::span<store::PreparedRecord>) -> Result<std::vector<std::vector<CaptureReference>>> {
    return fail(ErrorKind::io, "the disk is full");
  }),
                stop);
  for (std::size_t i = 0; i < 3; ++i) intake.deliver(sample_outcome("r" + number(i)));
  const Harvest harvest = intake.finish();
  REQUIRE(harvest.error);
  CHECK(harvest.error->message == "the disk is full");
  CHECK(harvest.devices.empty());
  CHECK(stop.stop_requested());
}

TEST_CASE("intake: a device that was recorded before is judged and not recorded again") {
  Bench bench(2);
  Intake first(bench.setup(bench.recorder()), {});
  first.deliver(sample_outcome("r0000"));
  const Harvest before = first.finish();
  Intake second(bench.setup(bench.recorder()), {});
  second.deliver_recorded(sample_outcome("r0000"), before.captures);
  second.deliver(sample_outcome("r0001"));
  const Harvest after = second.finish();
  REQUIRE(after.devices.size() == 2);
  CHECK(wire::to_json(after.devices[0].facts) == wire::to_json(before.devices[0].facts));
  CHECK(after.captures.size() == 2);
  CHECK(must(bench.store.run(bench.run)).recorded == 2);
}

TEST_CASE(
    "intake: a configuration far smaller than the last good one fails, is not judged, and does not become the "
    "measure") {
  Bench bench(1);
  const auto take = [&](std::size_t size, std::set<std::string, std::less<>> accepted = {}) {
    bench.run = must(bench.store.begin_run(sample_run()));
    auto setup = bench.setup(bench.recorder());
    setup.accepted_shrunk = std::move(accepted);
    Intake intake(std::move(setup), {});
    intake.deliver(sample_outcome("r0000", size));
    return intake.finish().devices.at(0).captures.at(0);
  };
  CHECK(take(10'000).failure == CollectionFailure::none);
  const report::CaptureInfo shrunk = take(4'000);
  CHECK(shrunk.failure == CollectionFailure::shrunk);
  CHECK(shrunk.detail == "4010 bytes, the last good one had 10004");
  CHECK(shrunk.lines.understood == 0);
  CHECK(take(4'000).failure == CollectionFailure::shrunk);
  CHECK(take(6'000).failure == CollectionFailure::none);
  CHECK(take(1'000).failure == CollectionFailure::shrunk);
  CHECK(take(1'000, {"r0000"}).failure == CollectionFailure::none);
  CHECK(take(900).failure == CollectionFailure::none);
}

TEST_CASE("shrinking: half is enough to be believed, and so is a loss below 1 KiB") {
  STATIC_REQUIRE_FALSE(has_shrunk(10'000, 5'000));
  STATIC_REQUIRE(has_shrunk(10'000, 4'999));
  STATIC_REQUIRE_FALSE(has_shrunk(1'500, 500));
  STATIC_REQUIRE(has_shrunk(1'500, 476));
  STATIC_REQUIRE_FALSE(has_shrunk(10'000, 20'000));
}

TEST_CASE("shrinking: tables of the network's state may shrink with it") {
  CHECK(is_configuration(*grammars::find_format("cisco_ios")));
  CHECK(is_configuration(*grammars::find_format("linux_passwd")));
  CHECK_FALSE(is_configuration(*grammars::find_format("linux_route")));
  CHECK_FALSE(is_configuration(*grammars::find_format("linux_sockets")));
}

}  // namespace
}  // namespace muster::app
