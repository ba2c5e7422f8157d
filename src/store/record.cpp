#include <utility>

#include "store/blobs.hpp"
#include "store/content.hpp"
#include "store/runs.hpp"

namespace muster::store {
namespace {

constexpr const char* insert_outcome =
    "INSERT INTO outcome(run, device, member, failure, detail, host_key, legacy_algorithms, platform)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* select_outcome = "SELECT id, failure FROM outcome WHERE run = ? AND device = ? AND member = ?";
constexpr const char* update_outcome =
    "UPDATE outcome SET failure = ?, detail = ?, host_key = ?, legacy_algorithms = ?, platform = ? WHERE id = ?";
constexpr const char* set_captures_aside =
    "UPDATE capture SET position = (SELECT min(0, min(position)) FROM capture WHERE outcome = ?) - 1 - position"
    " WHERE outcome = ? AND position >= 0";
constexpr const char* insert_limit =
    "INSERT INTO capture_limit(capture, position, reason, domains) VALUES (?, ?, ?, ?)";
constexpr const char* insert_event =
    "INSERT INTO event(outcome, position, milliseconds, phase, detail) VALUES (?, ?, ?, ?, ?)";
constexpr const char* insert_capture =
    "INSERT INTO capture(outcome, position, device, member, context, command, sent, format, source, started, finished,"
    " content_time, normaliser, failure, detail, redacted, sealed, size)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }

/// The blobs of one capture; those of a failed one have no address and are not stored.
struct CaptureBlobs {
  Blob redacted;
  Blob sealed;
};

}  // namespace

struct PreparedRecord::Content {
  const CollectionOutcome* outcome = nullptr;
  std::span<const RedactedText> redacted;
  std::vector<CaptureBlobs> blobs;
};

PreparedRecord::PreparedRecord(std::unique_ptr<Content> content) : content_(std::move(content)) {}
PreparedRecord::PreparedRecord(PreparedRecord&&) noexcept = default;
PreparedRecord& PreparedRecord::operator=(PreparedRecord&&) noexcept = default;
PreparedRecord::~PreparedRecord() = default;

namespace {

using PreparedDevice = PreparedRecord::Content;

Result<PreparedDevice> address(const DeviceRecord& record, const std::optional<crypto::KeyRing>& key) {
  const auto& captures = record.outcome->captures;
  if (captures.size() != record.redacted.size())
    return fail(ErrorKind::usage, record.outcome->device_id + ": each capture needs its redacted form");
  PreparedDevice device{record.outcome, record.redacted, std::vector<CaptureBlobs>(captures.size())};
  for (std::size_t i = 0; i < captures.size(); ++i) {
    if (!captures[i].complete()) continue;
    device.blobs[i] = {address_redacted(record.redacted[i].text()), address_raw(captures[i].bytes, key)};
  }
  return device;
}

/// The blobs that have an address, with their content.
std::vector<std::pair<Blob*, std::string_view>> contents(PreparedDevice& device) {
  std::vector<std::pair<Blob*, std::string_view>> all;
  for (std::size_t i = 0; i < device.blobs.size(); ++i) {
    all.emplace_back(&device.blobs[i].redacted, device.redacted[i].text());
    all.emplace_back(&device.blobs[i].sealed, device.outcome->captures[i].bytes);
  }
  std::erase_if(all, [](const auto& blob) { return blob.first->address.empty(); });
  return all;
}

/// Writes one device into an open transaction.
class Writer {
 public:
  Writer(Database& database, Names& names, const std::optional<crypto::KeyRing>& key, std::int64_t run)
      : database_(database), names_(names), key_(key), run_(run) {}

  Result<std::vector<CaptureReference>> write(PreparedDevice& device) {
    const CollectionOutcome& outcome = *device.outcome;
    device_ = names_.intern(outcome.device_id);
    member_ = names_.intern(outcome.member);
    if (auto cleared = clear(outcome.device_id); !cleared) return std::unexpected(std::move(cleared).error());
    write_outcome(outcome);
    std::vector<CaptureReference> references;
    for (std::size_t i = 0; i < outcome.captures.size(); ++i) {
      auto reference = write_capture(device, i);
      if (!reference) return std::unexpected(std::move(reference).error());
      references.push_back(std::move(*reference));
    }
    return references;
  }

 private:
  /// Makes room for the device in its run: `outcome_` is the row of an attempt that failed, or 0.
  Result<void> clear(const std::string& device_id) {
    outcome_ = 0;
    Query earlier(database_, select_outcome, run_, device_, member_);
    if (!earlier.step()) return {};
    if (earlier.as<CollectionFailure>(1) == CollectionFailure::none)
      return fail(ErrorKind::usage, device_id + " is recorded in this run already");
    outcome_ = earlier.integer(0);
    Query(database_, "DELETE FROM event WHERE outcome = ?", outcome_).run();
    Query(database_, set_captures_aside, outcome_, outcome_).run();
    return {};
  }

  void write_outcome(const CollectionOutcome& outcome) {
    const std::int64_t detail = names_.intern(outcome.detail);
    const std::int64_t host_key = names_.intern(outcome.host_key);
    const std::int64_t platform = names_.intern(outcome.platform);
    if (outcome_ != 0) {
      Query(database_, update_outcome, outcome.failure, detail, host_key, outcome.legacy_algorithms_used, platform,
            outcome_)
          .run();
    } else {
      Query(database_, insert_outcome, run_, device_, member_, outcome.failure, detail, host_key,
            outcome.legacy_algorithms_used, platform)
          .run();
      outcome_ = database_.last_row();
    }
    for (std::size_t i = 0; i < outcome.timeline.size(); ++i) {
      const CollectEvent& event = outcome.timeline[i];
      const std::int64_t phase = names_.intern(event.phase);
      const std::int64_t event_detail = names_.intern(event.detail);
      Query(database_, insert_event, outcome_, i, event.milliseconds, phase, event_detail).run();
    }
  }

  Result<CaptureReference> write_capture(PreparedDevice& device, std::size_t position) {
    const CollectionOutcome& outcome = *device.outcome;
    const Capture& capture = outcome.captures[position];
    auto& [redacted, sealed] = device.blobs[position];
    const auto redacted_row = store_blob(database_, redacted, device.redacted[position].text(), key_);
    if (!redacted_row) return std::unexpected(redacted_row.error());
    const auto sealed_row = store_blob(database_, sealed, capture.bytes, key_);
    if (!sealed_row) return std::unexpected(sealed_row.error());
    write_row(capture, position, *redacted_row, *sealed_row);
    return CaptureReference{outcome.device_id, outcome.member,   capture.context,      capture.command,
                            capture.format,    capture.source,   capture.content_time, capture.failure,
                            capture.detail,    redacted.address, sealed.address,       capture.limits};
  }

  void write_row(const Capture& capture, std::size_t position, std::optional<std::int64_t> redacted,
                 std::optional<std::int64_t> sealed) {
    const std::int64_t context = names_.intern(capture.context);
    const std::int64_t command = names_.intern(capture.command);
    const std::int64_t sent = names_.intern(capture.sent);
    const std::int64_t format = names_.intern(capture.format);
    const std::int64_t source = names_.intern(capture.source);
    const std::int64_t detail = names_.intern(capture.detail);
    std::optional<std::int64_t> size;
    if (capture.complete()) size.emplace(capture.bytes.size());
    Query(database_, insert_capture, outcome_, position, device_, member_, context, command, sent, format, source,
          seconds(capture.started), seconds(capture.finished), seconds(capture.content_time),
          capture.normaliser_version, capture.failure, detail, redacted, sealed, size)
        .run();
    const std::int64_t row = database_.last_row();
    for (std::size_t i = 0; i < capture.limits.size(); ++i) {
      const std::int64_t reason = names_.intern(capture.limits[i].reason);
      Query(database_, insert_limit, row, i, reason, capture.limits[i].domains.bits()).run();
    }
  }

  Database& database_;
  Names& names_;
  const std::optional<crypto::KeyRing>& key_;
  std::int64_t run_;
  std::int64_t device_ = 0;
  std::int64_t member_ = 0;
  std::int64_t outcome_ = 0;
};

}  // namespace

Result<std::vector<CaptureReference>> Store::record(const RunId& run, const CollectionOutcome& outcome,
                                                    std::span<const RedactedText> redacted) {
  const DeviceRecord device{&outcome, redacted};
  auto references = record(run, std::span(&device, 1));
  if (!references) return std::unexpected(std::move(references).error());
  return std::move(references->front());
}

Result<std::vector<std::vector<CaptureReference>>> Store::record(const RunId& run,
                                                                 std::span<const DeviceRecord> devices) {
  std::vector<PreparedRecord> prepared;
  for (const DeviceRecord& device : devices) {
    auto one = prepare(device);
    if (!one) return std::unexpected(std::move(one).error());
    prepared.push_back(std::move(*one));
  }
  return record(run, std::span(prepared));
}

Result<PreparedRecord> Store::prepare(const DeviceRecord& record) const {
  auto device = address(record, content_->key);
  if (!device) return std::unexpected(std::move(device).error());
  auto blobs = contents(*device);
  auto looked_up = content_->read([&]() -> Result<void> {
    std::erase_if(blobs, [&](const auto& blob) { return find_blob(content_->database, *blob.first).has_value(); });
    return {};
  });
  if (!looked_up) return std::unexpected(std::move(looked_up).error());
  for (const auto& [blob, bytes] : blobs)
    if (auto packed = pack(*blob, bytes, content_->key); !packed) return std::unexpected(std::move(packed).error());
  return PreparedRecord(std::make_unique<PreparedRecord::Content>(std::move(*device)));
}

Result<std::vector<std::vector<CaptureReference>>> Store::record(const RunId& run, std::span<PreparedRecord> devices) {
  return content_->write([&]() -> Result<std::vector<std::vector<CaptureReference>>> {
    const auto row = find_open_run(content_->database, run);
    if (!row) return std::unexpected(row.error());
    Writer writer(content_->database, content_->names, content_->key, *row);
    std::vector<std::vector<CaptureReference>> references;
    for (PreparedRecord& device : devices) {
      auto written = writer.write(*device.content_);
      if (!written) return std::unexpected(std::move(written).error());
      references.push_back(std::move(*written));
    }
    return references;
  });
}

}  // namespace muster::store
