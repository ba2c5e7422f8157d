// Who starts when, with a clock of the test's own: each rule of kindness is a case here.
#include <catch2/catch.hpp>

#include "collectors/schedule.hpp"
#include "collectors/schedule_support.hpp"

namespace muster::collectors {
namespace {

using namespace schedule_support;

TEST_CASE("schedule: without limits all jobs start in their order, and the run is done when all have ended") {
  const auto jobs = jobs_of_site("", 3);
  Schedule schedule(jobs, kindness());
  CHECK(schedule.waiting() == 3);
  CHECK(start(schedule) == Jobs{0, 1, 2});
  CHECK(schedule.in_flight() == 3);
  CHECK(schedule.waiting() == 0);
  for (std::size_t i : {2U, 0U}) CHECK(end(schedule, i) == Verdict::deliver);
  CHECK_FALSE(schedule.done());
  CHECK(end(schedule, 1) == Verdict::deliver);
  CHECK(schedule.done());
  CHECK(schedule.ask_again() == SteadyTime::max());
}

TEST_CASE("schedule: an empty run is done") {
  Schedule schedule({}, kindness());
  CHECK(schedule.done());
  CHECK_FALSE(schedule.next(t0));
}

TEST_CASE("schedule: no more devices are in flight than allowed, and at least one is") {
  const auto jobs = jobs_of_site("", 4);
  Schedule schedule(jobs, kindness(2));
  CHECK(start(schedule) == Jobs{0, 1});
  end(schedule, 1);
  CHECK(start(schedule) == Jobs{2});
  Schedule one(jobs, kindness(0));
  CHECK(start(one) == Jobs{0});
}

TEST_CASE("schedule: no more devices of a site are in flight than allowed") {
  auto jobs = jobs_of_site("a", 4);
  for (CollectJob& other : jobs_of_site("b", 1)) jobs.push_back(std::move(other));
  Kindness kind = kindness();
  kind.per_site = 2;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 4, 1});
  end(schedule, 4);
  CHECK(start(schedule).empty());
  end(schedule, 0);
  CHECK(start(schedule) == Jobs{2});
}

TEST_CASE("schedule: devices without a site have no limit of a site") {
  const auto jobs = jobs_of_site("", 4);
  Kindness kind = kindness();
  kind.per_site = 1;
  kind.unreachable_per_site = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule).size() == 4);
  end(schedule, 0, unreachable);
  end(schedule, 1, unreachable);
  CHECK(schedule.take_dropped().empty());
}

TEST_CASE("schedule: slots go to the site with the fewest in flight, so a slow site does not take them all") {
  auto jobs = jobs_of_site("slow", 100);
  for (CollectJob& other : jobs_of_site("fast", 100)) jobs.push_back(std::move(other));
  Schedule schedule(jobs, kindness(10));
  Jobs fast;
  const auto launch = [&] {
    for (const std::size_t started : start(schedule))
      if (jobs[started].site == "fast") fast.push_back(started);
  };
  launch();
  std::size_t done = 0;
  for (; !fast.empty(); ++done) {
    end(schedule, fast.back());
    fast.pop_back();
    launch();
  }
  CHECK(done == 100);
  CHECK(schedule.in_flight() == 10);
}

TEST_CASE("schedule: sites of equal standing take turns") {
  auto jobs = jobs_of_site("a", 2);
  for (const char* site : {"b", "c"})
    for (CollectJob& other : jobs_of_site(site, 2)) jobs.push_back(std::move(other));
  Schedule schedule(jobs, kindness());
  CHECK(start(schedule) == Jobs{0, 2, 4, 1, 3, 5});
}

TEST_CASE("schedule: of an AAA domain only so many are started as will soon be let in") {
  std::vector<CollectJob> jobs;
  for (int i = 0; i < 20; ++i) jobs.push_back(job("a" + std::to_string(i), "", "tacacs"));
  for (int i = 0; i < 20; ++i) jobs.push_back(job("b" + std::to_string(i)));
  Kindness kind = kindness();
  kind.logins_per_domain = 2;
  Schedule schedule(jobs, kind);
  const Jobs started = start(schedule);
  CHECK(std::ranges::count_if(started, [](std::size_t i) { return i < 20; }) == 8);
  CHECK(std::ranges::count_if(started, [](std::size_t i) { return i >= 20; }) == 20);
  schedule.login_decided(3);
  schedule.login_decided(3);
  CHECK(start(schedule) == Jobs{8});
  end(schedule, 3);
  CHECK(start(schedule).empty());
  end(schedule, 4, unreachable);
  CHECK(start(schedule) == Jobs{9});
}

TEST_CASE("schedule: a slow pace of logins keeps connections from waiting until devices hang up") {
  std::vector<CollectJob> jobs;
  for (int i = 0; i < 100; ++i) jobs.push_back(job("a" + std::to_string(i), "", "tacacs"));
  Kindness kind = kindness();
  kind.login_interval = 5s;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule).size() == 4);
  kind.login_interval = 1h;
  Schedule slow(jobs, kind);
  CHECK(start(slow).size() == 1);
}

TEST_CASE("schedule: a job that ends has given up its place at the login, whether it got there or not") {
  std::vector<CollectJob> jobs;
  for (int i = 0; i < 30; ++i) jobs.push_back(job("a" + std::to_string(i), "s", "d"));
  Kindness kind = kindness();
  kind.logins_per_domain = 1;
  Schedule schedule(jobs, kind);
  std::size_t ended = 0;
  for (Jobs running = start(schedule); !running.empty(); running = start(schedule)) {
    CHECK(running.size() == 4);
    for (const std::size_t each : running) {
      if (each % 2 == 0) schedule.login_decided(each);
      end(schedule, each, each % 3 == 0 ? unreachable : none);
      if (++ended == 28) return;
    }
  }
}

TEST_CASE("schedule: what is worth it is tried again after the delay, at the end of the queue") {
  const auto jobs = jobs_of_site("a", 3);
  Kindness kind = kindness(1);
  kind.retries = 1;
  kind.retry_delay = 5s;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  CHECK(end(schedule, 0, unreachable) == Verdict::retry);
  CHECK(schedule.retries() == 1);
  CHECK(schedule.waiting() == 3);
  CHECK(schedule.ask_again() == t0 + 5s);
  CHECK(start(schedule, t0 + 1s) == Jobs{1});
  end(schedule, 1);
  CHECK(start(schedule, t0 + 6s) == Jobs{2});
  end(schedule, 2, none, t0 + 7s);
  CHECK(start(schedule, t0 + 7s) == Jobs{0});
  CHECK(end(schedule, 0, unreachable, t0 + 8s) == Verdict::deliver);
  CHECK(schedule.done());
}

TEST_CASE("schedule: no attempt begins before its delay is over") {
  const auto jobs = jobs_of_site("a", 1);
  Kindness kind = kindness();
  kind.retries = 2;
  kind.retry_delay = 5s;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0});
  CHECK(end(schedule, 0, stalled) == Verdict::retry);
  CHECK(start(schedule, t0 + 4999ms).empty());
  CHECK(start(schedule, t0 + 5s) == Jobs{0});
  CHECK(end(schedule, 0, garbage, t0 + 5s) == Verdict::retry);
  CHECK(start(schedule, t0 + 10s) == Jobs{0});
  CHECK(end(schedule, 0, garbage, t0 + 10s) == Verdict::deliver);
  CHECK(schedule.retries() == 2);
}

TEST_CASE("schedule: only what may go better the next time is tried again") {
  const std::set<CollectionFailure> worth{unreachable, protocol, stalled, truncated, garbage};
  const auto jobs = jobs_of_site("a", 1);
  Kindness kind = kindness();
  kind.retries = 1;
  for (std::size_t i = 0; i < collection_failure_count; ++i) {
    const auto failure = static_cast<CollectionFailure>(i);
    Schedule schedule(jobs, kind);
    REQUIRE(start(schedule) == Jobs{0});
    INFO(to_string(failure));
    CHECK((end(schedule, 0, failure) == Verdict::retry) == worth.contains(failure));
  }
}

TEST_CASE("schedule: two jobs for the same device and member never run at the same time") {
  std::vector<CollectJob> jobs{job("r1"), job("r1"), job("r2"), job("r1")};
  jobs[3].member = "b";
  Kindness kind = kindness();
  kind.retries = 1;
  Schedule schedule(jobs, kind);
  CHECK(start(schedule) == Jobs{0, 2, 3});
  CHECK(end(schedule, 0, stalled) == Verdict::retry);
  CHECK(start(schedule).empty());
  CHECK(start(schedule, t0 + 5s) == Jobs{0});
  end(schedule, 0, stalled, t0 + 5s);
  CHECK(start(schedule, t0 + 5s) == Jobs{1});
}

TEST_CASE("schedule: jobs without a device, as a look at host keys has them, do not wait for each other") {
  const std::vector<CollectJob> jobs(5);
  Schedule schedule(jobs, kindness());
  CHECK(start(schedule).size() == 5);
}

}  // namespace
}  // namespace muster::collectors
