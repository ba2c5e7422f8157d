#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/fleet.hpp"
#include "app/flow_gate.hpp"
#include "app/group_judging.hpp"
#include "app/run_listener.hpp"
#include "app/shrinking.hpp"
#include "app/work_queue.hpp"
#include "collectors/source.hpp"
#include "report/report_data.hpp"
#include "store/store.hpp"
#include "waivers/book.hpp"

namespace muster::app {

class TranscriptWriter;

/// What a run brought in, in inventory order.
struct Harvest {
  std::vector<CaptureReference> captures;
  std::vector<report::DeviceReport> devices;
  FactsByDevice facts;          ///< for rules about several devices
  std::optional<Error> error;  ///< the store refused: what follows was not kept
};

/// Puts prepared devices into the store; when it returns they are on disk.
using Recorder = std::function<Result<std::vector<std::vector<CaptureReference>>>(std::span<store::PreparedRecord>)>;

struct IntakeSetup {
  const store::Store& store;
  Recorder record;
  const policy::PolicySet& rules;
  const Fleet& fleet;
  Timestamp as_of;
  RunListener& listener;
  std::set<std::string, std::less<>> accepted_shrunk{};
  const waivers::Book* waivers = nullptr;   ///< none, if null
  TranscriptWriter* transcripts = nullptr;  ///< nowhere, if null
  std::size_t workers = 0;                  ///< threads that read and judge; 0: one less than the machine has
  std::size_t most_bytes = 128U << 20U;     ///< raw bytes under way
  std::size_t most_devices = 1024;          ///< outcomes under way
};

/// Takes outcomes from a source and works on them: a pool of threads reads, redacts and judges, one thread writes to
/// the store, in one transaction whatever is ready. What is under way is bounded in bytes and in number: a slow disk or
/// a slow grammar slows collection and never grows memory. What comes out does not depend on who was faster.
class Intake final : public collectors::CollectionSink {
 public:
  /// All references must outlive the intake. `stop` is asked to stop the run when the store refuses.
  Intake(IntakeSetup setup, std::stop_source stop);
  ~Intake() override;
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  void deliver(CollectionOutcome&& outcome) override;
  void begun(const CollectJob& job) override;
  /// A device that an earlier attempt of the run has recorded, with its raw bytes: it is judged, not recorded.
  void deliver_recorded(CollectionOutcome&& outcome, std::vector<CaptureReference> references);

  /// Waits until everything delivered is worked on. Call once, after the source has returned.
  [[nodiscard]] Harvest finish();

 private:
  /// An outcome on its way through the threads.
  struct Work {
    std::size_t target = 0;
    std::size_t weight = 0;
    CollectionOutcome outcome;
    bool recorded = false;
    std::vector<CaptureReference> references;
    std::vector<RedactedText> redacted;
    std::optional<store::PreparedRecord> prepared;
    report::DeviceReport report;
    policy::MemberFacts member;
    std::optional<Error> error;
  };
  using WorkPointer = std::unique_ptr<Work>;

  void enter(WorkPointer work);
  void read_all();
  void write_all();
  void process(Work& work) const;
  [[nodiscard]] Result<void> prepare(Work& work) const;
  void write(std::vector<WorkPointer> batch);
  [[nodiscard]] Result<void> record(std::span<const WorkPointer> batch) const;
  void settle(Work& work);
  void join();

  const IntakeSetup setup_;
  std::stop_source stop_;
  const SecretFingerprint fingerprint_;
  const ShrinkGuard shrink_guard_;
  std::map<std::string, std::size_t, std::less<>> index_;  ///< device name -> target
  FlowGate gate_;
  WorkQueue<WorkPointer> arrived_;
  WorkQueue<WorkPointer> ready_;
  std::map<std::size_t, report::DeviceReport> done_;  ///< the writer's
  Harvest harvest_;                                   ///< the writer's
  std::vector<std::thread> readers_;
  std::thread writer_;
};

}  // namespace muster::app
