#include "collectors/job_queues.hpp"

#include <algorithm>
#include <limits>

namespace muster::collectors {

namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
constexpr Milliseconds longest_wait{20'000};  ///< of a connection before its login, by the pace alone
constexpr std::size_t ahead = 4;              ///< connections on their way for each login that may be under way

std::size_t most_on_the_way(const Kindness& kindness) {
  std::size_t most = kindness.logins_per_domain > 0 ? kindness.logins_per_domain * ahead : no_limit;
  if (kindness.login_interval.count() > 0)
    most = std::min(most, static_cast<std::size_t>(longest_wait / kindness.login_interval));
  return std::max<std::size_t>(most, 1);
}

std::size_t index_of(std::map<std::string_view, std::size_t>& known, std::string_view name) {
  return known.try_emplace(name, known.size()).first->second;
}

}  // namespace

JobQueues::JobQueues(std::span<const CollectJob> jobs, const Kindness& kindness)
    : per_site_(kindness.per_site > 0 ? kindness.per_site : no_limit),
      on_the_way_(most_on_the_way(kindness)),
      group_(jobs.size()),
      before_login_(jobs.size()) {
  std::map<std::string_view, std::size_t> sites;
  std::map<std::string_view, std::size_t> domains;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> groups;
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    const std::size_t site = index_of(sites, jobs[job].site);
    const std::size_t domain = index_of(domains, jobs[job].credential.aaa_domain);
    if (site == sites_.size()) sites_.push_back({.named = !jobs[job].site.empty(), .groups = {}});
    if (domain == domains_.size())
      domains_.push_back({.named = !jobs[job].credential.aaa_domain.empty(), .groups = {}, .listed = {}});
    const auto [at, fresh] = groups.try_emplace({site, domain}, groups_.size());
    if (fresh) {
      groups_.push_back({.site = site, .domain = domain, .queue = {}, .listed = {}});
      sites_[site].groups.push_back(at->second);
    }
    group_[job] = at->second;
  }
}

void JobQueues::push(std::size_t job) {
  Group& group = groups_[group_[job]];
  group.queue.push_back(job);
  if (group.queue.size() == 1) list(group_[job]);
}

std::optional<std::size_t> JobQueues::pop() {
  if (ready_.empty()) return std::nullopt;
  const std::size_t index = ready_.begin()->group;
  Group& group = groups_[index];
  const std::size_t job = group.queue.front();
  group.queue.pop_front();
  Site& site = sites_[group.site];
  ++site.in_flight;
  site.turn = ++turns_;
  ++domains_[group.domain].on_the_way;
  before_login_[job] = true;
  list_site(site);
  return job;
}

void JobQueues::login_decided(std::size_t job) {
  if (!before_login_[job]) return;
  before_login_[job] = false;
  Domain& domain = domains_[groups_[group_[job]].domain];
  --domain.on_the_way;
  list_domain(domain);
}

void JobQueues::ended(std::size_t job) {
  login_decided(job);
  Site& site = sites_[groups_[group_[job]].site];
  --site.in_flight;
  list_site(site);
}

std::vector<std::size_t> JobQueues::clear_site(std::size_t job) {
  std::vector<std::size_t> jobs;
  for (const std::size_t index : sites_[site(job)].groups) {
    jobs.insert(jobs.end(), groups_[index].queue.begin(), groups_[index].queue.end());
    groups_[index].queue.clear();
    list(index);
  }
  return jobs;
}

void JobQueues::list_site(const Site& site) {
  for (const std::size_t group : site.groups) list(group);
}

/// Brings the group's place among those of its domain up to date.
void JobQueues::list(std::size_t index) {
  Group& group = groups_[index];
  Domain& domain = domains_[group.domain];
  const Site& site = sites_[group.site];
  const bool room = !site.named || site.in_flight < per_site_;
  if (group.listed) domain.groups.erase(*group.listed);
  group.listed.reset();
  if (room && !group.queue.empty()) group.listed = Rank{site.in_flight, site.turn, index};
  if (group.listed) domain.groups.insert(*group.listed);
  list_domain(domain);
}

void JobQueues::list_domain(Domain& domain) {
  const bool room = !domain.named || domain.on_the_way < on_the_way_;
  std::optional<Rank> best;
  if (room && !domain.groups.empty()) best = *domain.groups.begin();
  if (best == domain.listed) return;
  if (domain.listed) ready_.erase(*domain.listed);
  if (best) ready_.insert(*best);
  domain.listed = best;
}

}  // namespace muster::collectors
