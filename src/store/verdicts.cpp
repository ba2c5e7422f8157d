#include "store/verdicts.hpp"

#include <optional>
#include <string>
#include <utility>

#include "crypto/digest.hpp"
#include "store/encoding.hpp"

namespace muster::store {
namespace {

constexpr const char* insert_verdict =
    "INSERT INTO verdict(digest, rule, device, object, fingerprint, status, severity, in_doubt, message, reasons, "
    "evidence, waiver, grace_until)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* select_verdict =
    "SELECT rule, device, object, fingerprint, status, severity, in_doubt, message, reasons, evidence, waiver, grace_until FROM verdict"
    " WHERE id = ?";
constexpr const char* insert_list =
    "INSERT INTO verdict_list(device, digest, verdicts, first, last) VALUES (?, ?, ?, ?, ?)";
constexpr const char* select_last_list =
    "SELECT id, digest FROM verdict_list WHERE device = ? ORDER BY id DESC LIMIT 1";

std::unexpected<Error> damaged() { return fail(ErrorKind::corrupt, "a stored verdict cannot be read"); }

std::optional<std::int64_t> name_or_null(Names& names, const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(names.intern(text));
}

constexpr const char* insert_value =
    "INSERT INTO verdict_value(verdict, position, device, what, value, lines) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* select_values =
    "SELECT device, what, value, lines FROM verdict_value WHERE verdict = ? ORDER BY position";

/// Only those of verdicts about groups: a device's are made again from its captures.
void write_values(Database& database, Names& names, std::int64_t row, const Verdict& verdict) {
  if (!rests_on_devices(verdict)) return;
  for (std::size_t i = 0; i < verdict.values.size(); ++i) {
    const SeenValue& value = verdict.values[i];
    const std::int64_t device = names.intern(value.device);
    const std::int64_t what = names.intern(value.what);
    const std::int64_t shown = names.intern(value.value);
    const std::string lines = pack_evidence(value.lines);
    Query(database, insert_value, row, i, device, what, shown, Bytes{lines}).run();
  }
}

Result<void> read_values(Database& database, Names& names, std::int64_t row, Verdict& verdict) {
  Query rows(database, select_values, row);
  while (rows.step()) {
    auto lines = unpack_evidence(rows.text(3));
    if (!lines) return damaged();
    verdict.values.push_back({names.text(rows.integer(0)), names.text(rows.integer(1)), names.text(rows.integer(2)),
                              std::move(*lines)});
  }
  return {};
}

std::int64_t intern_verdict(Database& database, Names& names, const Verdict& verdict, std::string_view digest) {
  if (Query known(database, "SELECT id FROM verdict WHERE digest = ?", Bytes{digest}); known.step())
    return known.integer(0);
  std::vector<std::int64_t> reasons;
  for (const std::string& reason : verdict.reasons) reasons.push_back(names.intern(reason));
  const std::string packed_reasons = pack_numbers(reasons);
  const std::string packed_evidence = pack_evidence(verdict.evidence);
  const std::int64_t rule = names.intern(verdict.rule_id);
  const std::int64_t device = names.intern(verdict.device_id);
  const std::int64_t object = names.intern(verdict.object);
  const std::int64_t message = names.intern(verdict.message);
  Query(database, insert_verdict, Bytes{digest}, rule, device, object, verdict.fingerprint, verdict.status,
        verdict.severity, verdict.in_doubt, message, Bytes{packed_reasons}, Bytes{packed_evidence},
        name_or_null(names, verdict.waiver), name_or_null(names, verdict.grace_until))
      .run();
  const std::int64_t row = database.last_row();
  write_values(database, names, row, verdict);
  return row;
}

std::optional<std::int64_t> last_list_if_equal(Database& database, std::int64_t device, const std::string& digest) {
  Query last(database, select_last_list, device);
  if (!last.step() || last.text(1) != digest) return std::nullopt;
  return last.integer(0);
}

}  // namespace

std::int64_t record_verdicts(Database& database, Names& names, std::int64_t device, std::span<const Verdict> verdicts,
                             std::int64_t evaluation) {
  std::vector<std::string> digests;
  std::string all;
  for (const Verdict& verdict : verdicts) all += digests.emplace_back(digest_of(verdict));
  const crypto::Digest whole = crypto::sha256(all);
  const std::string digest(reinterpret_cast<const char*>(whole.data()), 16);
  if (const auto same = last_list_if_equal(database, device, digest)) {
    Query(database, "UPDATE verdict_list SET last = ? WHERE id = ?", evaluation, *same).run();
    return *same;
  }
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    rows.push_back(intern_verdict(database, names, verdicts[i], digests[i]));
  const std::string packed = pack_numbers(rows);
  Query(database, insert_list, device, Bytes{digest}, Bytes{packed}, evaluation, evaluation).run();
  return database.last_row();
}

Result<std::vector<Verdict>> read_verdicts(Database& database, Names& names, std::int64_t list, Values values) {
  Query query(database, "SELECT verdicts FROM verdict_list WHERE id = ?", list);
  if (!query.step()) return damaged();
  const auto rows = unpack_numbers(query.text(0));
  if (!rows) return damaged();
  std::vector<Verdict> verdicts;
  for (const std::int64_t row : *rows) {
    auto verdict = read_verdict(database, names, row, values);
    if (!verdict) return std::unexpected(std::move(verdict).error());
    verdicts.push_back(std::move(*verdict));
  }
  return verdicts;
}

Result<Verdict> read_verdict(Database& database, Names& names, std::int64_t verdict, Values values) {
  Query row(database, select_verdict, verdict);
  if (!row.step()) return damaged();
  const auto reasons = unpack_numbers(row.text(8));
  auto evidence = unpack_evidence(row.text(9));
  if (!reasons || !evidence) return damaged();
  Verdict read{.rule_id = names.text(row.integer(0)),
               .device_id = names.text(row.integer(1)),
               .object = names.text(row.integer(2)),
               .fingerprint = row.text(3),
               .status = row.as<VerdictStatus>(4),
               .severity = row.as<Severity>(5),
               .in_doubt = row.integer(6) != 0,
               .message = names.text(row.integer(7)),
               .reasons = {},
               .evidence = std::move(*evidence)};
  if (!row.null(10)) read.waiver = names.text(row.integer(10));
  if (!row.null(11)) read.grace_until = names.text(row.integer(11));
  for (const std::int64_t reason : *reasons) read.reasons.push_back(names.text(reason));
  if (values == Values::read)
    if (auto done = read_values(database, names, verdict, read); !done) return std::unexpected(std::move(done).error());
  return read;
}

}  // namespace muster::store
