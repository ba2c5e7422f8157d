#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "store/content.hpp"
#include "store/encoding.hpp"
#include "store/verdicts.hpp"

namespace muster::store {
namespace {

constexpr const char* select_lists =
    "SELECT verdicts, f.name, f.as_of, l.name, l.as_of FROM verdict_list"
    " JOIN evaluation f ON f.id = verdict_list.first JOIN evaluation l ON l.id = verdict_list.last"
    " WHERE device = ? ORDER BY verdict_list.id";

/// The rows of a finding's verdicts, by device.
std::map<std::int64_t, std::set<std::int64_t>> rows_of(Database& database, std::string_view fingerprint) {
  std::map<std::int64_t, std::set<std::int64_t>> rows;
  Query query(database, "SELECT id, device FROM verdict WHERE fingerprint = ?", fingerprint);
  while (query.step()) rows[query.integer(1)].insert(query.integer(0));
  return rows;
}

struct Span {
  std::int64_t verdict = 0;
  VerdictInterval interval;
};

/// What a device's lists say of the finding: lists that follow each other with the same verdict are one span.
std::vector<Span> spans_of(Database& database, std::int64_t device, const std::set<std::int64_t>& verdicts) {
  std::vector<Span> spans;
  bool adjacent = false;
  Query row(database, select_lists, device);
  while (row.step()) {
    const auto list = unpack_numbers(row.text(0)).value_or(std::vector<std::int64_t>{});
    const auto found = std::ranges::find_if(list, [&](std::int64_t id) { return verdicts.contains(id); });
    if (found == list.end()) {
      adjacent = false;
      continue;
    }
    if (!adjacent || spans.back().verdict != *found)
      spans.push_back({*found, {.first = row.text(1), .last = {}, .verdict = {}}});
    VerdictInterval& interval = spans.back().interval;
    if (interval.last.empty()) interval.first_seen = Timestamp{std::chrono::seconds{row.integer(2)}};
    interval.last = row.text(3);
    interval.last_seen = Timestamp{std::chrono::seconds{row.integer(4)}};
    adjacent = true;
  }
  return spans;
}

}  // namespace

Result<std::vector<VerdictInterval>> Store::verdict_history(std::string_view fingerprint) const {
  return content_->read([&]() -> Result<std::vector<VerdictInterval>> {
    std::vector<VerdictInterval> history;
    for (const auto& [device, verdicts] : rows_of(content_->database, fingerprint))
      for (Span& span : spans_of(content_->database, device, verdicts)) {
        auto verdict = read_verdict(content_->database, content_->names, span.verdict);
        if (!verdict) return std::unexpected(std::move(verdict).error());
        span.interval.verdict = std::move(*verdict);
        history.push_back(std::move(span.interval));
      }
    return history;
  });
}

}  // namespace muster::store
