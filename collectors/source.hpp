#pragma once

#include <span>
#include <stop_token>

#include "core/collect.hpp"

/// How captures come into being. Collectors know recipes and devices, never formats or the store.
namespace muster::collectors {

/// Takes the outcome of each job. Called from the thread that runs `collect`, once for each job, in the order in
/// which the devices finish. It may block: collection then waits (back pressure), and no deadline runs meanwhile.
class CollectionSink {
 public:
  virtual ~CollectionSink() = default;
  virtual void deliver(CollectionOutcome&& outcome) = 0;
  /// Work on a job begins, for whoever watches; from the same thread. Must not block.
  virtual void begun(const CollectJob& job) { (void)job; }
};

/// A place that captures come from: devices over SSH, a tree of files.
class Source {
 public:
  virtual ~Source() = default;

  /// Works on all jobs and returns when each has been delivered to the sink. After a stop request what has not
  /// finished is delivered as `cancelled`, soon. Nothing that a device or file does makes it throw.
  virtual void collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) = 0;
};

}  // namespace muster::collectors
