#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/group_verdicts.hpp"
#include "core/manifest.hpp"
#include "core/redacted_text.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/timestamp.hpp"
#include "crypto/key_ring.hpp"

/// Runs, captures, evaluations and verdict history in one SQLite file. SQLite stays behind this header.
namespace muster::store {

/// "run-20260301T020000Z-1f2e3d4c": sorts by start; unique.
using RunId = std::string;
/// "eval-20260301T023000Z-1f2e3d4c": sorts by `as_of`; unique.
using EvaluationId = std::string;

/// What is known when a run begins.
struct RunInfo {
  Timestamp started{};
  std::string tool_version;
  std::string source;                            ///< "ssh", "directory", ...
  std::string inventory_digest;                  ///< SHA-256 of the inventory slice, in hex
  std::uint32_t planned = 0;                     ///< devices that the run set out to collect
  std::map<std::string, std::string> options{};  ///< what it was asked for, as far as a resumed run must repeat it
  friend bool operator==(const RunInfo&, const RunInfo&) = default;
};

struct Run {
  RunId id;
  RunInfo info;
  std::optional<Timestamp> finished;
  std::uint32_t recorded = 0;  ///< devices acknowledged
  std::uint32_t failed = 0;    ///< of these, devices whose collection failed as a whole
  /// False: the run was stopped or killed; what it acknowledged is whole all the same.
  [[nodiscard]] bool complete() const { return finished.has_value(); }
};

/// One device as the collectors hand it over, with the redacted form of each capture (same order and number; empty
/// for a failed one).
struct DeviceRecord {
  const CollectionOutcome* outcome = nullptr;
  std::span<const RedactedText> redacted;
};

/// A device made ready for the database: its content addressed, compressed and sealed. Refers to the record's outcome
/// and texts, which must stay until it is recorded.
class PreparedRecord {
 public:
  PreparedRecord(PreparedRecord&&) noexcept;
  PreparedRecord& operator=(PreparedRecord&&) noexcept;
  ~PreparedRecord();
  struct Content;  ///< for src/store only

 private:
  friend class Store;
  explicit PreparedRecord(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

/// An evaluation as it was recorded.
struct Evaluation {
  EvaluationId id;
  RunId run;
  EvaluationManifest manifest;
  std::vector<DeviceFacts> devices;  ///< in the order recorded, verdicts included, equal to what was recorded
  std::vector<GroupVerdicts> groups{};  ///< likewise, with the values that their verdicts rest on
};

struct EvaluationInfo {
  EvaluationId id;
  RunId run;
  Timestamp as_of{};
  std::uint32_t devices = 0;
};

/// A span of evaluations in which a finding had the same verdict (status, message, evidence and all).
struct VerdictInterval {
  EvaluationId first;
  EvaluationId last;
  Timestamp first_seen{};  ///< `as_of` of `first`
  Timestamp last_seen{};
  Verdict verdict;
};

struct OpenOptions {
  /// Milliseconds to wait for another process that writes.
  int busy_timeout = 10'000;
};

/// Everything that is kept. All functions may be called from several threads; writers take turns.
///
/// What a function has returned from is on disk (WAL, synchronous=FULL): a crash loses nothing acknowledged, and a run
/// without `finish_run` shows as incomplete. A failed call changes nothing, and the store stays usable.
///
/// Raw bytes are kept only sealed, and only if there is a key; their id is a keyed digest. Everything else in the file
/// is free of secrets as far as the given RedactedText is. Equal content is stored once.
///
/// Errors: io (disk full, locked by another process, no permission), corrupt (a damaged file or blob), unsupported
/// (made by a newer version), key (raw bytes asked for without the right key), not_found, usage (a call out of order).
class Store {
 public:
  /// Opens or creates `folder`/muster.db (folder 0700, file 0600), or a store in memory for ":memory:". Migrates older
  /// schemas; refuses newer ones and files that are not a store.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& folder, std::optional<crypto::KeyRing> key,
                                          const OpenOptions& options = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  [[nodiscard]] const std::optional<crypto::KeyRing>& key() const;

  // Runs
  [[nodiscard]] Result<RunId> begin_run(const RunInfo& info);
  /// Stores a device in one transaction; when it returns, the device is acknowledged. The outcome's captures hold the
  /// raw bytes. Returns the references of the captures, in the outcome's order. While the run is unfinished a device
  /// (and member) can be recorded once; one that failed as a whole can be recorded again, and is then what it is now.
  [[nodiscard]] Result<std::vector<CaptureReference>> record(const RunId& run, const CollectionOutcome& outcome,
                                                             std::span<const RedactedText> redacted);
  /// Several devices in one transaction: all are acknowledged, or none.
  [[nodiscard]] Result<std::vector<std::vector<CaptureReference>>> record(const RunId& run,
                                                                          std::span<const DeviceRecord> devices);
  /// The costly part of `record`, without a transaction: many threads can do it at a time.
  [[nodiscard]] Result<PreparedRecord> prepare(const DeviceRecord& device) const;
  [[nodiscard]] Result<std::vector<std::vector<CaptureReference>>> record(const RunId& run,
                                                                          std::span<PreparedRecord> devices);
  [[nodiscard]] Result<void> finish_run(const RunId& run, Timestamp finished);
  [[nodiscard]] Result<std::vector<Run>> runs() const;  ///< newest first
  [[nodiscard]] Result<Run> run(const RunId& id) const;

  // Captures
  /// Of a whole run, sorted by device, member, context, command, as a manifest wants them.
  [[nodiscard]] Result<std::vector<CaptureReference>> captures(const RunId& run) const;
  /// What became of each device of a run, sorted by device and member; the captures without their bytes.
  [[nodiscard]] Result<std::vector<CollectionOutcome>> outcomes(const RunId& run) const;
  /// The newest capture (by content time) that arrived whole, of any run; a failed one never replaces it.
  [[nodiscard]] Result<std::optional<CaptureReference>> latest_good(std::string_view device, std::string_view member,
                                                                    std::string_view context,
                                                                    std::string_view command) const;
  /// How many raw bytes the capture had that was recorded last of those that arrived whole, in that format.
  [[nodiscard]] Result<std::optional<std::uint64_t>> last_good_size(std::string_view device, std::string_view member,
                                                                    std::string_view context, std::string_view command,
                                                                    std::string_view format) const;
  /// The redacted form; its id is checked against its content.
  [[nodiscard]] Result<RedactedText> redacted(std::string_view redacted_id) const;
  /// The raw bytes of a capture.
  [[nodiscard]] Result<Secret> raw(std::string_view sealed_id) const;

  // Evaluations
  /// Records verdicts with their facts. Every capture of the manifest must be in the store. A device whose verdicts are
  /// those of its evaluation before only has its interval extended.
  [[nodiscard]] Result<EvaluationId> record_evaluation(const EvaluationManifest& manifest, const RunId& run,
                                                       std::span<const DeviceFacts> devices,
                                                       std::span<const GroupVerdicts> groups = {});
  [[nodiscard]] Result<Evaluation> evaluation(const EvaluationId& id) const;
  [[nodiscard]] Result<std::vector<EvaluationInfo>> evaluations() const;  ///< newest first, in the order recorded
  /// Of one finding, oldest first; empty if it was never seen.
  [[nodiscard]] Result<std::vector<VerdictInterval>> verdict_history(std::string_view fingerprint) const;

  /// Checks the database's structure, its references and the content of every blob that can be checked; the first
  /// thing wrong is the error.
  [[nodiscard]] Result<void> check() const;

 private:
  struct Content;
  explicit Store(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace muster::store
