#include "store/runs.hpp"

#include "store/content.hpp"
#include "store/identifier.hpp"

namespace muster::store {
namespace {

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }
Timestamp timestamp(std::int64_t seconds) { return Timestamp{std::chrono::seconds{seconds}}; }

constexpr const char* select_all =
    "SELECT name, started, finished, tool_version, source, inventory_digest, planned,"
    " (SELECT count(*) FROM outcome WHERE run = run.id),"
    " (SELECT count(*) FROM outcome WHERE run = run.id AND failure <> 0), id"
    " FROM run ORDER BY started DESC, id DESC";
constexpr const char* select_one =
    "SELECT name, started, finished, tool_version, source, inventory_digest, planned,"
    " (SELECT count(*) FROM outcome WHERE run = run.id),"
    " (SELECT count(*) FROM outcome WHERE run = run.id AND failure <> 0), id"
    " FROM run WHERE name = ?";

std::map<std::string, std::string> read_options(Database& database, std::int64_t run) {
  std::map<std::string, std::string> options;
  Query row(database, "SELECT name, value FROM run_option WHERE run = ?", run);
  while (row.step()) options[row.text(0)] = row.text(1);
  return options;
}

Run read(Database& database, const Query& row) {
  Run run;
  run.id = row.text(0);
  run.info.started = timestamp(row.integer(1));
  if (!row.null(2)) run.finished = timestamp(row.integer(2));
  run.info.tool_version = row.text(3);
  run.info.source = row.text(4);
  run.info.inventory_digest = row.text(5);
  run.info.planned = row.as<std::uint32_t>(6);
  run.recorded = row.as<std::uint32_t>(7);
  run.failed = row.as<std::uint32_t>(8);
  run.info.options = read_options(database, row.integer(9));
  return run;
}

std::unexpected<Error> no_such_run(std::string_view id) {
  return fail(ErrorKind::not_found, "no run " + std::string(id) + " in the store");
}

}  // namespace

Result<std::int64_t> find_run(Database& database, std::string_view id) {
  Query query(database, "SELECT id FROM run WHERE name = ?", id);
  if (!query.step()) return no_such_run(id);
  return query.integer(0);
}

Result<std::int64_t> find_open_run(Database& database, std::string_view id) {
  Query query(database, "SELECT id, finished FROM run WHERE name = ?", id);
  if (!query.step()) return no_such_run(id);
  if (!query.null(1)) return fail(ErrorKind::usage, "run " + std::string(id) + " is finished");
  return query.integer(0);
}

Result<RunId> Store::begin_run(const RunInfo& info) {
  return content_->write([&]() -> Result<RunId> {
    auto id = make_identifier("run", info.started);
    if (!id) return id;
    Query(content_->database,
          "INSERT INTO run(name, started, tool_version, source, inventory_digest, planned) VALUES (?, ?, ?, ?, ?, ?)",
          *id, seconds(info.started), info.tool_version, info.source, info.inventory_digest, info.planned)
        .run();
    const std::int64_t row = content_->database.last_row();
    for (const auto& [name, value] : info.options)
      Query(content_->database, "INSERT INTO run_option(run, name, value) VALUES (?, ?, ?)", row, name, value).run();
    return id;
  });
}

Result<void> Store::finish_run(const RunId& run, Timestamp finished) {
  return content_->write([&]() -> Result<void> {
    const auto row = find_open_run(content_->database, run);
    if (!row) return std::unexpected(row.error());
    Query(content_->database, "UPDATE run SET finished = ? WHERE id = ?", seconds(finished), *row).run();
    return {};
  });
}

Result<std::vector<Run>> Store::runs() const {
  return content_->read([&]() -> Result<std::vector<Run>> {
    std::vector<Run> runs;
    Query query(content_->database, select_all);
    while (query.step()) runs.push_back(read(content_->database, query));
    return runs;
  });
}

Result<Run> Store::run(const RunId& id) const {
  return content_->read([&]() -> Result<Run> {
    Query query(content_->database, select_one, id);
    if (!query.step()) return no_such_run(id);
    return read(content_->database, query);
  });
}

}  // namespace muster::store
