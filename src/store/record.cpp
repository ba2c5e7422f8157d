#include <utility>

#include "store/blobs.hpp"
#include "store/content.hpp"
#include "store/runs.hpp"

namespace muster::store {
namespace {

constexpr const char* insert_outcome =
    "INSERT INTO outcome(run, device, member, failure, detail, host_key, legacy_algorithms) VALUES (?, ?, ?, ?, ?, ?, "
    "?)";
constexpr const char* insert_event =
    "INSERT INTO event(outcome, position, milliseconds, phase, detail) VALUES (?, ?, ?, ?, ?)";
constexpr const char* insert_capture =
    "INSERT INTO capture(outcome, position, device, member, context, command, sent, format, source, started, finished,"
    " content_time, normaliser, failure, detail, redacted, sealed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }

/// The blobs of one capture; those of a failed one have no address and are not stored.
struct CaptureBlobs {
  Blob redacted;
  Blob sealed;
};

struct PreparedDevice {
  const DeviceRecord* record = nullptr;
  std::vector<CaptureBlobs> blobs;
};

Result<PreparedDevice> prepare(const DeviceRecord& record, const std::optional<crypto::KeyRing>& key) {
  const auto& captures = record.outcome->captures;
  if (captures.size() != record.redacted.size())
    return fail(ErrorKind::usage, record.outcome->device_id + ": each capture needs its redacted form");
  PreparedDevice device{&record, std::vector<CaptureBlobs>(captures.size())};
  for (std::size_t i = 0; i < captures.size(); ++i) {
    if (!captures[i].complete()) continue;
    device.blobs[i] = {address_redacted(record.redacted[i].text()), address_raw(captures[i].bytes, key)};
  }
  return device;
}

/// Names every blob that must be packed, with its content.
template <class Visit>
Result<void> for_each_blob(std::vector<PreparedDevice>& devices, Visit visit) {
  for (PreparedDevice& device : devices)
    for (std::size_t i = 0; i < device.blobs.size(); ++i) {
      auto [redacted, sealed] = std::tie(device.blobs[i].redacted, device.blobs[i].sealed);
      if (auto done = visit(redacted, std::string_view(device.record->redacted[i].text())); !done) return done;
      if (auto done = visit(sealed, std::string_view(device.record->outcome->captures[i].bytes)); !done) return done;
    }
  return {};
}

/// Writes one device into an open transaction.
class Writer {
 public:
  Writer(Database& database, Names& names, const std::optional<crypto::KeyRing>& key, std::int64_t run)
      : database_(database), names_(names), key_(key), run_(run) {}

  Result<std::vector<CaptureReference>> write(PreparedDevice& device) {
    const CollectionOutcome& outcome = *device.record->outcome;
    device_ = names_.intern(outcome.device_id);
    member_ = names_.intern(outcome.member);
    if (recorded()) return fail(ErrorKind::usage, outcome.device_id + " is recorded in this run already");
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
  bool recorded() {
    return Query(database_, "SELECT 1 FROM outcome WHERE run = ? AND device = ? AND member = ?", run_, device_, member_)
        .step();
  }

  void write_outcome(const CollectionOutcome& outcome) {
    const std::int64_t detail = names_.intern(outcome.detail);
    const std::int64_t host_key = names_.intern(outcome.host_key);
    Query(database_, insert_outcome, run_, device_, member_, outcome.failure, detail, host_key,
          outcome.legacy_algorithms_used)
        .run();
    outcome_ = database_.last_row();
    for (std::size_t i = 0; i < outcome.timeline.size(); ++i) {
      const CollectEvent& event = outcome.timeline[i];
      const std::int64_t phase = names_.intern(event.phase);
      const std::int64_t event_detail = names_.intern(event.detail);
      Query(database_, insert_event, outcome_, i, event.milliseconds, phase, event_detail).run();
    }
  }

  Result<CaptureReference> write_capture(PreparedDevice& device, std::size_t position) {
    const CollectionOutcome& outcome = *device.record->outcome;
    const Capture& capture = outcome.captures[position];
    auto& [redacted, sealed] = device.blobs[position];
    const auto redacted_row = store_blob(database_, redacted, device.record->redacted[position].text(), key_);
    if (!redacted_row) return std::unexpected(redacted_row.error());
    const auto sealed_row = store_blob(database_, sealed, capture.bytes, key_);
    if (!sealed_row) return std::unexpected(sealed_row.error());
    write_row(capture, position, *redacted_row, *sealed_row);
    return CaptureReference{outcome.device_id, outcome.member,   capture.context,      capture.command,
                            capture.format,    capture.source,   capture.content_time, capture.failure,
                            capture.detail,    redacted.address, sealed.address};
  }

  void write_row(const Capture& capture, std::size_t position, std::optional<std::int64_t> redacted,
                 std::optional<std::int64_t> sealed) {
    const std::int64_t context = names_.intern(capture.context);
    const std::int64_t command = names_.intern(capture.command);
    const std::int64_t sent = names_.intern(capture.sent);
    const std::int64_t format = names_.intern(capture.format);
    const std::int64_t source = names_.intern(capture.source);
    const std::int64_t detail = names_.intern(capture.detail);
    Query(database_, insert_capture, outcome_, position, device_, member_, context, command, sent, format, source,
          seconds(capture.started), seconds(capture.finished), seconds(capture.content_time),
          capture.normaliser_version, capture.failure, detail, redacted, sealed)
        .run();
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
  std::vector<PreparedDevice> prepared;
  for (const DeviceRecord& device : devices) {
    auto one = prepare(device, content_->key);
    if (!one) return std::unexpected(std::move(one).error());
    prepared.push_back(std::move(*one));
  }
  std::vector<std::pair<Blob*, std::string_view>> missing;
  auto looked_up = content_->read([&] {
    return for_each_blob(prepared, [&](Blob& blob, std::string_view bytes) -> Result<void> {
      if (!blob.address.empty() && !find_blob(content_->database, blob)) missing.emplace_back(&blob, bytes);
      return {};
    });
  });
  if (!looked_up) return std::unexpected(std::move(looked_up).error());
  for (const auto& [blob, bytes] : missing)
    if (auto packed = pack(*blob, bytes, content_->key); !packed) return std::unexpected(std::move(packed).error());

  return content_->write([&]() -> Result<std::vector<std::vector<CaptureReference>>> {
    const auto row = find_open_run(content_->database, run);
    if (!row) return std::unexpected(row.error());
    Writer writer(content_->database, content_->names, content_->key, *row);
    std::vector<std::vector<CaptureReference>> references;
    for (PreparedDevice& device : prepared) {
      auto written = writer.write(device);
      if (!written) return std::unexpected(std::move(written).error());
      references.push_back(std::move(*written));
    }
    return references;
  });
}

}  // namespace muster::store
