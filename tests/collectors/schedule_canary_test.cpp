// Canaries, sites that do not answer, stops; and any fleet with any outcomes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "collectors/schedule.hpp"
#include "collectors/schedule_support.hpp"

namespace muster::collectors {
namespace {

using namespace schedule_support;

TEST_CASE("schedule: the first devices of each platform go before the others, which wait until one was collected") {
  std::vector<CollectJob> jobs;
  for (const char* platform : {"ios", "eos"})
    for (int i = 0; i < 4; ++i) jobs.push_back(job(platform + std::to_string(i), "", "", platform));
  Kindness kind = kindness();
  kind.canaries = 2;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 1, 4, 5});
  end(schedule, 4, garbage);
  CHECK(start(schedule).empty());
  end(schedule, 0);
  CHECK(start(schedule) == Jobs{2, 3});
  end(schedule, 5);
  CHECK(start(schedule) == Jobs{6, 7});
  end(schedule, 1, garbage);
  CHECK(schedule.take_dropped().empty());
}

TEST_CASE("schedule: marked canaries go first even where no number is set, and count towards it") {
  std::vector<CollectJob> jobs{job("a"), job("b"), job("c", "", "", "eos"), job("d")};
  jobs[3].canary = true;
  Schedule marked(jobs, kindness());
  CHECK(start(marked) == Jobs{3, 2});
  end(marked, 3);
  CHECK(start(marked) == Jobs{0, 1});
  Kindness kind = kindness();
  kind.canaries = 2;
  Schedule both(jobs, kind);
  CHECK(start(both) == Jobs{0, 2, 3});
}

TEST_CASE("schedule: if every canary of a platform failed, the rest of it is not tried, and others are") {
  std::vector<CollectJob> jobs{job("a"), job("b"), job("c"), job("x", "", "", "eos")};
  Kindness kind = kindness();
  kind.canaries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 3});
  CHECK(end(schedule, 0, refused) == Verdict::deliver);
  const auto dropped = schedule.take_dropped();
  REQUIRE(dropped.size() == 2);
  CHECK(dropped[0].job == 1);
  CHECK(dropped[0].reason == "every canary of platform 'ios' failed; a: refused");
  CHECK(dropped[1].job == 2);
  CHECK(start(schedule).empty());
  end(schedule, 3);
  CHECK(schedule.done());
}

TEST_CASE("schedule: a canary of which nothing arrived whole has failed") {
  const auto jobs = jobs_of_site("", 2);
  Kindness kind = kindness();
  kind.canaries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  CHECK(schedule.ended(0, {none, false}, t0) == Verdict::deliver);
  const auto dropped = schedule.take_dropped();
  REQUIRE(dropped.size() == 1);
  CHECK(dropped[0].reason == "every canary of platform 'ios' failed; 0: no capture arrived whole");
}

TEST_CASE("schedule: a canary to which nothing was sent condemns nobody, and twice as many take its place") {
  for (const CollectionFailure silent :
       {unreachable, credential_missing, host_key_unknown, host_key_changed, not_tried}) {
    const auto jobs = jobs_of_site("", 9);
    Kindness kind = kindness();
    kind.canaries = 1;
    Schedule schedule(jobs, kind);
    CHECK(start(schedule) == Jobs{0});
    end(schedule, 0, silent);
    CHECK(start(schedule) == Jobs{1, 2});
    end(schedule, 1, silent);
    CHECK(start(schedule).empty());
    end(schedule, 2, silent);
    CHECK(start(schedule) == Jobs{3, 4, 5, 6});
    for (std::size_t i = 3; i < 7; ++i) end(schedule, i, silent);
    CHECK(start(schedule) == Jobs{7, 8});
    for (std::size_t i = 7; i < 9; ++i) end(schedule, i, silent);
    CHECK(schedule.take_dropped().empty());
    CHECK(schedule.done());
  }
}

TEST_CASE("schedule: a canary that did not answer does not save a platform whose other canaries failed") {
  const auto jobs = jobs_of_site("", 3);
  Kindness kind = kindness();
  kind.canaries = 2;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 1});
  end(schedule, 0, denied);
  end(schedule, 1, unreachable);
  CHECK(dropped_jobs(schedule) == Jobs{2});
}

TEST_CASE("schedule: a canary has its further attempts before it counts as failed") {
  const auto jobs = jobs_of_site("", 2);
  Kindness kind = kindness();
  kind.canaries = 1;
  kind.retries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  CHECK(end(schedule, 0, stalled) == Verdict::retry);
  CHECK(schedule.take_dropped().empty());
  CHECK(start(schedule, t0 + 5s) == Jobs{0});
  end(schedule, 0, none, t0 + 6s);
  CHECK(start(schedule, t0 + 6s) == Jobs{1});
}

TEST_CASE("schedule: a site whose devices do not answer in a row is given up, others go on") {
  auto jobs = jobs_of_site("a", 6);
  for (CollectJob& other : jobs_of_site("b", 2)) jobs.push_back(std::move(other));
  Kindness kind = kindness();
  kind.per_site = 1;
  kind.unreachable_per_site = 2;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 6});
  end(schedule, 0, unreachable);
  CHECK(start(schedule) == Jobs{1});
  end(schedule, 1, stalled);  // it answered: not in a row
  CHECK(start(schedule) == Jobs{2});
  end(schedule, 2, unreachable);
  CHECK(start(schedule) == Jobs{3});
  end(schedule, 3, unreachable);
  const auto dropped = schedule.take_dropped();
  REQUIRE(dropped.size() == 2);
  CHECK(dropped[0].job == 4);
  CHECK(dropped[0].reason == "2 devices of site 'a' in a row did not answer");
  end(schedule, 6);
  CHECK(start(schedule) == Jobs{7});
  end(schedule, 7);
  CHECK(schedule.done());
}

TEST_CASE("schedule: a site that was given up stays so, and attempts that were to come are dropped") {
  const auto jobs = jobs_of_site("a", 4);
  Kindness kind = kindness(3);
  kind.unreachable_per_site = 2;
  kind.retries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 1, 2});
  CHECK(end(schedule, 0, unreachable) == Verdict::retry);
  CHECK(end(schedule, 1, unreachable) == Verdict::deliver);
  CHECK(dropped_jobs(schedule) == Jobs{3});
  CHECK(end(schedule, 2) == Verdict::deliver);
  CHECK(start(schedule, t0 + 5s).empty());
  CHECK(dropped_jobs(schedule) == Jobs{0});
  CHECK(schedule.done());
}

TEST_CASE("schedule: devices count once however often they are tried") {
  const auto jobs = jobs_of_site("a", 2);
  Kindness kind = kindness(1);
  kind.unreachable_per_site = 2;
  kind.retries = 5;
  kind.retry_delay = 0ms;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  end(schedule, 0, unreachable);
  CHECK(start(schedule) == Jobs{1});
  end(schedule, 1);
  for (int attempt = 0; attempt < 5; ++attempt) {
    CHECK(start(schedule) == Jobs{0});
    end(schedule, 0, unreachable);
  }
  CHECK(schedule.take_dropped().empty());
  CHECK(schedule.done());
}

TEST_CASE("schedule: a canary that is dropped with its site is replaced") {
  auto jobs = jobs_of_site("a", 2);
  jobs[1].canary = true;
  jobs.push_back(job("other", "b"));
  jobs[0].platform = "eos";
  Kindness kind = kindness(1);
  kind.unreachable_per_site = 1;
  jobs[0].canary = true;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  end(schedule, 0, unreachable);
  CHECK(start(schedule) == Jobs{2});
  CHECK(dropped_jobs(schedule) == Jobs{1});
}

TEST_CASE("schedule: after a stop nothing starts, and everything that does not run is named once") {
  const auto jobs = jobs_of_site("a", 5);
  Kindness kind = kindness(2);
  kind.retries = 1;
  kind.canaries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  end(schedule, 0);
  CHECK(start(schedule) == Jobs{1, 2});
  end(schedule, 1, stalled);
  CHECK(schedule.cancel() == Jobs{1, 3, 4});
  CHECK(start(schedule, t0 + 1h).empty());
  CHECK(schedule.ask_again() == SteadyTime::max());
  CHECK_FALSE(schedule.done());
  CHECK(end(schedule, 2, stalled) == Verdict::deliver);
  CHECK(schedule.take_dropped().empty());
  CHECK(schedule.done());
}

/// Any fleet, any outcomes: every job is done exactly once, and no limit is ever passed.
void simulate(unsigned seed) {
  std::mt19937 random(seed);
  const auto upto = [&](std::size_t most) { return static_cast<std::size_t>(random() % (most + 1)); };
  std::vector<CollectJob> jobs;
  for (std::size_t i = 0; i < 200; ++i) {
    jobs.push_back(job("d" + std::to_string(upto(150)), upto(4) == 0 ? "" : "s" + std::to_string(upto(5)),
                       upto(3) == 0 ? "" : "a" + std::to_string(upto(3)), "p" + std::to_string(upto(3))));
    jobs.back().canary = upto(50) == 0;
  }
  Kindness kind = kindness(1 + upto(20));
  kind.per_site = upto(4);
  kind.logins_per_domain = upto(3);
  kind.canaries = upto(3);
  kind.retries = static_cast<unsigned>(upto(2));
  kind.unreachable_per_site = static_cast<unsigned>(upto(6));
  Schedule schedule(jobs, kind);
  SteadyTime now = t0;
  std::vector<int> done(jobs.size());
  std::vector<unsigned> attempts(jobs.size());
  Jobs running;
  for (int rounds = 0; !schedule.done(); ++rounds) {
    REQUIRE(rounds < 10'000);
    for (const std::size_t each : start(schedule, now)) {
      ++attempts[each];
      running.push_back(each);
    }
    for (const auto& dropped : schedule.take_dropped()) {
      CHECK_FALSE(dropped.reason.empty());
      ++done[dropped.job];
    }
    std::map<std::string, std::size_t> sites;
    std::set<std::string> devices;
    for (const std::size_t each : running) {
      CHECK(devices.insert(jobs[each].device_id).second);
      ++sites[jobs[each].site];
    }
    CHECK(running.size() <= kind.in_flight);
    CHECK(running.size() == schedule.in_flight());
    for (const auto& [site, count] : sites)
      if (kind.per_site > 0 && !site.empty()) CHECK(count <= kind.per_site);
    if (running.empty()) {
      if (schedule.done()) break;
      REQUIRE(schedule.ask_again() != SteadyTime::max());
      now = std::max(now, schedule.ask_again());
      continue;
    }
    const std::size_t at = upto(running.size() - 1);
    const std::size_t each = running[at];
    if (upto(1) == 0) schedule.login_decided(each);
    if (upto(2) == 0) continue;
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
    const auto failure = upto(2) == 0 ? none : static_cast<CollectionFailure>(upto(collection_failure_count - 1));
    if (end(schedule, each, failure, now) == Verdict::deliver) ++done[each];
    now += 100ms;
  }
  for (const auto& dropped : schedule.take_dropped()) ++done[dropped.job];
  CHECK(std::ranges::all_of(done, [](int times) { return times == 1; }));
  CHECK(std::ranges::all_of(attempts, [&](unsigned count) { return count <= 1 + kind.retries; }));
}

TEST_CASE("schedule: whatever happens, every job is done exactly once and no limit is passed") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    simulate(seed);
  }
}

}  // namespace
}  // namespace muster::collectors
