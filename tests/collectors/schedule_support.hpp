#pragma once

#include <string>
#include <vector>

#include "collectors/schedule.hpp"

/// Jobs for tests of the schedule, and what a test does with one.
namespace muster::collectors::schedule_support {

using namespace std::chrono_literals;
using enum CollectionFailure;
using Verdict = Schedule::Verdict;
using Jobs = std::vector<std::size_t>;

inline const SteadyTime t0{1000s};

inline CollectJob job(std::string id, std::string site = {}, std::string domain = {}, std::string platform = "ios") {
  CollectJob result;
  result.device_id = std::move(id);
  result.platform = std::move(platform);
  result.site = std::move(site);
  result.credential.aaa_domain = std::move(domain);
  return result;
}

inline std::vector<CollectJob> jobs_of_site(const std::string& site, std::size_t count) {
  std::vector<CollectJob> jobs;
  for (std::size_t i = 0; i < count; ++i) jobs.push_back(job(site + std::to_string(i), site));
  return jobs;
}

inline Kindness kindness(std::size_t in_flight = 1000) {
  Kindness result;
  result.in_flight = in_flight;
  result.logins_per_domain = 0;
  result.retries = 0;
  return result;
}

/// All that may start now.
inline Jobs start(Schedule& schedule, SteadyTime now = t0) {
  Jobs started;
  while (const auto next = schedule.next(now)) started.push_back(*next);
  return started;
}

inline Verdict end(Schedule& schedule, std::size_t job, CollectionFailure failure = none, SteadyTime now = t0) {
  return schedule.ended(job, {failure, failure == none}, now);
}

inline Jobs dropped_jobs(Schedule& schedule) {
  Jobs jobs;
  for (const auto& dropped : schedule.take_dropped()) jobs.push_back(dropped.job);
  return jobs;
}

}  // namespace muster::collectors::schedule_support
