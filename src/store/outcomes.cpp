#include <algorithm>
#include <tuple>
#include <utility>

#include "store/captures.hpp"
#include "store/content.hpp"
#include "store/runs.hpp"

namespace muster::store {
namespace {

constexpr const char* select_outcomes =
    "SELECT id, device, member, failure, detail, host_key, legacy_algorithms, platform FROM outcome WHERE run = ?";
constexpr const char* select_events =
    "SELECT milliseconds, phase, detail FROM event WHERE outcome = ? ORDER BY position";
constexpr const char* select_captures =
    "SELECT command, sent, format, context, source, started, finished, content_time, normaliser, failure, detail, id"
    " FROM capture WHERE outcome = ? AND position >= 0 ORDER BY position";

Timestamp timestamp(std::int64_t seconds) { return Timestamp{std::chrono::seconds{seconds}}; }

std::vector<CollectEvent> read_timeline(Database& database, Names& names, std::int64_t outcome) {
  std::vector<CollectEvent> timeline;
  Query row(database, select_events, outcome);
  while (row.step())
    timeline.push_back({row.as<std::uint64_t>(0), names.text(row.integer(1)), names.text(row.integer(2))});
  return timeline;
}

std::vector<Capture> read_captures(Database& database, Names& names, std::int64_t outcome) {
  std::vector<Capture> captures;
  Query row(database, select_captures, outcome);
  while (row.step())
    captures.push_back({.command = names.text(row.integer(0)),
                        .sent = names.text(row.integer(1)),
                        .format = names.text(row.integer(2)),
                        .context = names.text(row.integer(3)),
                        .source = names.text(row.integer(4)),
                        .started = timestamp(row.integer(5)),
                        .finished = timestamp(row.integer(6)),
                        .content_time = timestamp(row.integer(7)),
                        .normaliser_version = row.as<std::uint32_t>(8),
                        .failure = row.as<CollectionFailure>(9),
                        .detail = names.text(row.integer(10)),
                        .limits = read_limits(database, names, row.integer(11)),
                        .bytes = {}});
  return captures;
}

auto by_device(const CollectionOutcome& outcome) { return std::tie(outcome.device_id, outcome.member); }

}  // namespace

Result<std::vector<CollectionOutcome>> Store::outcomes(const RunId& run) const {
  return content_->read([&]() -> Result<std::vector<CollectionOutcome>> {
    auto& [place, database, names, key, mutex] = *content_;
    const auto run_row = find_run(database, run);
    if (!run_row) return std::unexpected(run_row.error());
    std::vector<CollectionOutcome> outcomes;
    Query row(database, select_outcomes, *run_row);
    while (row.step())
      outcomes.push_back({.device_id = names.text(row.integer(1)),
                          .member = names.text(row.integer(2)),
                          .platform = row.null(7) ? std::string() : names.text(row.integer(7)),
                          .failure = row.as<CollectionFailure>(3),
                          .detail = names.text(row.integer(4)),
                          .host_key = names.text(row.integer(5)),
                          .legacy_algorithms_used = row.integer(6) != 0,
                          .captures = read_captures(database, names, row.integer(0)),
                          .timeline = read_timeline(database, names, row.integer(0))});
    std::ranges::sort(outcomes, {}, by_device);
    return outcomes;
  });
}

}  // namespace muster::store
