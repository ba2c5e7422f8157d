#pragma once

#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/bounded_queue.hpp"
#include "app/fleet.hpp"
#include "app/progress.hpp"
#include "collectors/source.hpp"
#include "report/report_data.hpp"
#include "store/store.hpp"

namespace muster::app {

/// What a run brought in, in inventory order.
struct Harvest {
  std::vector<CaptureReference> captures;
  std::vector<report::DeviceReport> devices;
  std::optional<Error> error;  ///< the store refused: what follows was not kept
};

/// Takes outcomes from a source and works on them on a thread of its own: reads, redacts, stores, judges. At most a few
/// outcomes wait; a slow disk slows collection and never grows memory.
class Intake final : public collectors::CollectionSink {
 public:
  /// All references must outlive the intake. `stop` is asked to stop the run when the store refuses.
  Intake(store::Store& store, store::RunId run, const policy::PolicySet& rules, std::span<const Target> targets,
         Timestamp as_of, Progress& progress, std::stop_source stop);
  ~Intake() override;
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  void deliver(CollectionOutcome&& outcome) override { queue_.push(std::move(outcome)); }

  /// Waits until everything delivered is worked on. Call once, after the source has returned.
  [[nodiscard]] Harvest finish();

 private:
  void work();
  void take(CollectionOutcome outcome);

  store::Store& store_;
  const store::RunId run_;
  const policy::PolicySet& rules_;
  std::span<const Target> targets_;
  const Timestamp as_of_;
  Progress& progress_;
  std::stop_source stop_;
  const SecretFingerprint fingerprint_;
  std::map<std::string, std::size_t, std::less<>> index_;  ///< device name -> target
  std::map<std::size_t, report::DeviceReport> done_;
  Harvest harvest_;
  BoundedQueue<CollectionOutcome> queue_{16};
  std::thread worker_;
};

}  // namespace muster::app
