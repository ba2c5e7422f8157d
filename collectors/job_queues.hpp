#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collectors/ssh_options.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

/// Jobs that could start, by site and AAA domain. The next one is always of the site with the fewest devices in flight
/// (among equals, of the one that has waited longest): a slow site does not take the slots of the others. A site has
/// at most `per_site` in flight; a job without a site belongs to none. Of a domain only so many are started as will
/// soon be let in: a device hangs up on those who connect and do not log in. O(log n) for each call.
class JobQueues {
 public:
  JobQueues(std::span<const CollectJob> jobs, const Kindness& kindness);

  /// To the end of its queue.
  void push(std::size_t job);
  /// The job counts as in flight until `ended`, and as on its way to the login until `login_decided`.
  [[nodiscard]] std::optional<std::size_t> pop();
  void login_decided(std::size_t job);
  void ended(std::size_t job);
  /// Takes out all jobs of the site that `job` belongs to.
  [[nodiscard]] std::vector<std::size_t> clear_site(std::size_t job);
  [[nodiscard]] std::size_t site(std::size_t job) const { return groups_[group_[job]].site; }

 private:
  struct Rank {
    std::size_t in_flight = 0;
    std::size_t turn = 0;
    std::size_t group = 0;
    friend auto operator<=>(const Rank&, const Rank&) = default;
  };
  struct Group {
    std::size_t site = 0;
    std::size_t domain = 0;
    std::deque<std::size_t> queue;
    std::optional<Rank> listed;  ///< in its domain
  };
  struct Site {
    bool named = false;
    std::size_t in_flight = 0;
    std::size_t turn = 0;
    std::vector<std::size_t> groups;
  };
  struct Domain {
    bool named = false;
    std::size_t on_the_way = 0;
    std::set<Rank> groups;
    std::optional<Rank> listed;  ///< in `ready_`
  };

  void list(std::size_t group);
  void list_site(const Site& site);
  void list_domain(Domain& domain);

  std::size_t per_site_;
  std::size_t on_the_way_;  ///< at most, in a domain
  std::vector<Site> sites_;
  std::vector<Domain> domains_;
  std::vector<Group> groups_;
  std::vector<std::size_t> group_;  ///< of each job
  std::vector<bool> before_login_;  ///< of each job
  std::set<Rank> ready_;            ///< the best group of each domain that has room
  std::size_t turns_ = 0;
};

}  // namespace muster::collectors
