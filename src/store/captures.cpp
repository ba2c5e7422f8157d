#include "store/captures.hpp"

#include <algorithm>
#include <tuple>

#include "store/blobs.hpp"
#include "store/content.hpp"
#include "store/runs.hpp"

namespace muster::store {
namespace {

constexpr const char* select_reference =
    "SELECT device, member, context, command, format, source, content_time, failure, detail, redacted, sealed"
    " FROM capture WHERE id = ?";
constexpr const char* select_by_key =
    "SELECT id FROM capture WHERE device = ? AND member = ? AND context = ? AND command = ? AND content_time = ?"
    " ORDER BY id DESC";
constexpr const char* select_latest_good =
    "SELECT id FROM capture WHERE device = ? AND member = ? AND context = ? AND command = ? AND failure = 0"
    " ORDER BY content_time DESC, id DESC LIMIT 1";
constexpr const char* select_of_run =
    "SELECT capture.id FROM outcome JOIN capture ON capture.outcome = outcome.id WHERE outcome.run = ? AND position >= "
    "0";
constexpr const char* select_last_size =
    "SELECT coalesce(size, (SELECT size FROM blob WHERE blob.id = capture.redacted)) FROM capture"
    " WHERE device = ? AND member = ? AND context = ? AND command = ? AND format = ? AND failure = 0"
    " ORDER BY id DESC LIMIT 1";
constexpr const char* select_limits = "SELECT reason, domains FROM capture_limit WHERE capture = ? ORDER BY position";

struct Key {
  std::int64_t device, member, context, command;
};

std::optional<Key> find_key(Names& names, std::string_view device, std::string_view member, std::string_view context,
                            std::string_view command) {
  const auto d = names.find(device);
  const auto m = names.find(member);
  const auto x = names.find(context);
  const auto c = names.find(command);
  if (!d || !m || !x || !c) return std::nullopt;
  return Key{*d, *m, *x, *c};
}

std::string address_of(Database& database, const Query& row, int column) {
  return row.null(column) ? std::string() : blob_address(database, row.integer(column));
}

std::vector<std::int64_t> rows_of_run(Database& database, std::int64_t run) {
  std::vector<std::int64_t> rows;
  Query query(database, select_of_run, run);
  while (query.step()) rows.push_back(query.integer(0));
  return rows;
}

auto manifest_order(const CaptureReference& r) { return std::tie(r.device_id, r.member, r.context, r.command); }

}  // namespace

std::vector<CaptureLimit> read_limits(Database& database, Names& names, std::int64_t capture) {
  std::vector<CaptureLimit> limits;
  Query row(database, select_limits, capture);
  while (row.step()) limits.push_back({names.text(row.integer(0)), Domains::from_bits(row.as<unsigned>(1))});
  return limits;
}

std::optional<CaptureReference> read_reference(Database& database, Names& names, std::int64_t capture) {
  Query row(database, select_reference, capture);
  if (!row.step()) return std::nullopt;
  return CaptureReference{.device_id = names.text(row.integer(0)),
                          .member = names.text(row.integer(1)),
                          .context = names.text(row.integer(2)),
                          .command = names.text(row.integer(3)),
                          .format = names.text(row.integer(4)),
                          .source = names.text(row.integer(5)),
                          .content_time = Timestamp{std::chrono::seconds{row.integer(6)}},
                          .failure = row.as<CollectionFailure>(7),
                          .detail = names.text(row.integer(8)),
                          .redacted_id = address_of(database, row, 9),
                          .sealed_id = address_of(database, row, 10),
                          .limits = read_limits(database, names, capture)};
}

std::optional<std::int64_t> find_capture(Database& database, Names& names, const CaptureReference& wanted) {
  const auto key = find_key(names, wanted.device_id, wanted.member, wanted.context, wanted.command);
  if (!key) return std::nullopt;
  const std::int64_t time = wanted.content_time.time_since_epoch().count();
  Query query(database, select_by_key, key->device, key->member, key->context, key->command, time);
  while (query.step())
    if (read_reference(database, names, query.integer(0)) == wanted) return query.integer(0);
  return std::nullopt;
}

Result<std::vector<CaptureReference>> Store::captures(const RunId& run) const {
  return content_->read([&]() -> Result<std::vector<CaptureReference>> {
    const auto row = find_run(content_->database, run);
    if (!row) return std::unexpected(row.error());
    std::vector<CaptureReference> references;
    for (const std::int64_t capture : rows_of_run(content_->database, *row))
      if (auto reference = read_reference(content_->database, content_->names, capture))
        references.push_back(std::move(*reference));
    std::ranges::stable_sort(references, {}, manifest_order);
    return references;
  });
}

Result<std::optional<CaptureReference>> Store::latest_good(std::string_view device, std::string_view member,
                                                           std::string_view context, std::string_view command) const {
  return content_->read([&]() -> Result<std::optional<CaptureReference>> {
    const auto key = find_key(content_->names, device, member, context, command);
    if (!key) return std::nullopt;
    Query query(content_->database, select_latest_good, key->device, key->member, key->context, key->command);
    if (!query.step()) return std::nullopt;
    return read_reference(content_->database, content_->names, query.integer(0));
  });
}

Result<std::optional<std::uint64_t>> Store::last_good_size(std::string_view device, std::string_view member,
                                                           std::string_view context, std::string_view command,
                                                           std::string_view format) const {
  return content_->read([&]() -> Result<std::optional<std::uint64_t>> {
    const auto key = find_key(content_->names, device, member, context, command);
    const auto format_name = content_->names.find(format);
    if (!key || !format_name) return std::nullopt;
    Query query(content_->database, select_last_size, key->device, key->member, key->context, key->command,
                *format_name);
    if (!query.step() || query.null(0)) return std::nullopt;
    return query.as<std::uint64_t>(0);
  });
}

}  // namespace muster::store
