#include "store/schema.hpp"

#include <array>
#include <string_view>

namespace muster::store {
namespace {

constexpr std::int64_t application_id = 0x4d757374;  // "Must"

/// Step n leads from version n to n + 1. A step that was released never changes.
constexpr std::array<std::string_view, 5> steps{R"sql(
-- Every text that repeats stands here once.
CREATE TABLE name(
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE);

-- Content by address. kind 0: redacted text, zstd, address = SHA-256 of the text.
-- kind 1: raw bytes, zstd, then sealed; address = keyed digest of the raw bytes. size: of the content, in bytes.
CREATE TABLE blob(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  address BLOB NOT NULL,
  size INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE(kind, address));

-- Times are seconds since 1970, UTC. finished is null until the run is complete.
CREATE TABLE run(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  started INTEGER NOT NULL,
  finished INTEGER,
  tool_version TEXT NOT NULL,
  source TEXT NOT NULL,
  inventory_digest TEXT NOT NULL,
  planned INTEGER NOT NULL);

CREATE TABLE outcome(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  device INTEGER NOT NULL REFERENCES name,
  member INTEGER NOT NULL REFERENCES name,
  failure INTEGER NOT NULL,
  detail INTEGER NOT NULL REFERENCES name,
  host_key INTEGER NOT NULL REFERENCES name,
  legacy_algorithms INTEGER NOT NULL,
  UNIQUE(run, device, member));

CREATE TABLE event(
  outcome INTEGER NOT NULL REFERENCES outcome,
  position INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  phase INTEGER NOT NULL REFERENCES name,
  detail INTEGER NOT NULL REFERENCES name,
  PRIMARY KEY(outcome, position)) WITHOUT ROWID;

CREATE TABLE capture(
  id INTEGER PRIMARY KEY,
  outcome INTEGER NOT NULL REFERENCES outcome,
  position INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES name,
  member INTEGER NOT NULL REFERENCES name,
  context INTEGER NOT NULL REFERENCES name,
  command INTEGER NOT NULL REFERENCES name,
  sent INTEGER NOT NULL REFERENCES name,
  format INTEGER NOT NULL REFERENCES name,
  source INTEGER NOT NULL REFERENCES name,
  started INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  content_time INTEGER NOT NULL,
  normaliser INTEGER NOT NULL,
  failure INTEGER NOT NULL,
  detail INTEGER NOT NULL REFERENCES name,
  redacted INTEGER REFERENCES blob,
  sealed INTEGER REFERENCES blob,
  UNIQUE(outcome, position));
CREATE INDEX capture_by_key ON capture(device, member, context, command, content_time);

CREATE TABLE evaluation(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL REFERENCES run,
  as_of INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  inventory_digest TEXT NOT NULL,
  key_id TEXT NOT NULL);

CREATE TABLE evaluation_capture(
  evaluation INTEGER NOT NULL REFERENCES evaluation,
  position INTEGER NOT NULL,
  capture INTEGER NOT NULL REFERENCES capture,
  PRIMARY KEY(evaluation, position)) WITHOUT ROWID;

-- kind 0: a policy pack; 1: a data set.
CREATE TABLE evaluation_input(
  evaluation INTEGER NOT NULL REFERENCES evaluation,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY(evaluation, kind, name)) WITHOUT ROWID;

-- One verdict as it reads, whenever it was given. digest: of all its parts. reasons, evidence: see encoding.hpp.
CREATE TABLE verdict(
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  rule INTEGER NOT NULL REFERENCES name,
  device INTEGER NOT NULL REFERENCES name,
  object INTEGER NOT NULL REFERENCES name,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  in_doubt INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES name,
  reasons BLOB NOT NULL,
  evidence BLOB NOT NULL);
CREATE INDEX verdict_by_fingerprint ON verdict(fingerprint);

-- All verdicts of a device, in order, and the evaluations of the device from the first to the last of which they held.
CREATE TABLE verdict_list(
  id INTEGER PRIMARY KEY,
  device INTEGER NOT NULL REFERENCES name,
  digest BLOB NOT NULL,
  verdicts BLOB NOT NULL,
  first INTEGER NOT NULL REFERENCES evaluation,
  last INTEGER NOT NULL REFERENCES evaluation);
CREATE INDEX verdict_list_by_device ON verdict_list(device, id);

CREATE TABLE facts(
  evaluation INTEGER NOT NULL REFERENCES evaluation,
  position INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES name,
  hostname INTEGER NOT NULL REFERENCES name,
  platform INTEGER NOT NULL REFERENCES name,
  site INTEGER NOT NULL REFERENCES name,
  role INTEGER NOT NULL REFERENCES name,
  software INTEGER NOT NULL REFERENCES name,
  failure INTEGER NOT NULL,
  detail INTEGER NOT NULL REFERENCES name,
  understood INTEGER NOT NULL,
  ignored INTEGER NOT NULL,
  known INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  open_domains INTEGER NOT NULL,
  list INTEGER NOT NULL REFERENCES verdict_list,
  PRIMARY KEY(evaluation, position)) WITHOUT ROWID;
)sql",
                                              R"sql(
-- platform: the recipe that was used. size: of the raw bytes. Both null for what an older version recorded.
ALTER TABLE outcome ADD COLUMN platform INTEGER REFERENCES name;
ALTER TABLE capture ADD COLUMN size INTEGER;

-- What a capture leaves out although it is whole. domains: bits, see domain.hpp.
CREATE TABLE capture_limit(
  capture INTEGER NOT NULL REFERENCES capture,
  position INTEGER NOT NULL,
  reason INTEGER NOT NULL REFERENCES name,
  domains INTEGER NOT NULL,
  PRIMARY KEY(capture, position)) WITHOUT ROWID;

-- What a run was asked for; a resumed run must be asked for the same.
CREATE TABLE run_option(
  run INTEGER NOT NULL REFERENCES run,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(run, name)) WITHOUT ROWID;

-- A device that failed may be recorded again in its run. The captures of the attempt before are then at positions
-- below 0: evaluations may refer to them.
)sql",
                                              R"sql(
-- The waiver of a waived verdict, the day until which a fail does not count. Both null for none.
ALTER TABLE verdict ADD COLUMN waiver INTEGER REFERENCES name;
ALTER TABLE verdict ADD COLUMN grace_until INTEGER REFERENCES name;
)sql",
                                              R"sql(
-- Devices judged together, in their order. judged: those of the members that were part of the run.
CREATE TABLE group_facts(
  evaluation INTEGER NOT NULL REFERENCES evaluation,
  position INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES name,
  members INTEGER NOT NULL,
  judged INTEGER NOT NULL,
  list INTEGER NOT NULL REFERENCES verdict_list,
  PRIMARY KEY(evaluation, position)) WITHOUT ROWID;

-- What a verdict about a group rests on: whose value, which, and its lines in the captures of that device.
CREATE TABLE verdict_value(
  verdict INTEGER NOT NULL REFERENCES verdict,
  position INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES name,
  what INTEGER NOT NULL REFERENCES name,
  value INTEGER NOT NULL REFERENCES name,
  lines BLOB NOT NULL,
  PRIMARY KEY(verdict, position)) WITHOUT ROWID;
)sql",
                                              R"sql(
-- The names of the members that were part of the run, see encoding.hpp. Null for what an older version recorded.
ALTER TABLE group_facts ADD COLUMN devices BLOB;
)sql"};

bool is_empty(Database& database) {
  Query query(database, "SELECT count(*) FROM sqlite_schema");
  return query.step() && query.integer(0) == 0;
}

std::int64_t read_application_id(Database& database) {
  Query query(database, "PRAGMA application_id");
  return query.step() ? query.integer(0) : 0;
}

std::int64_t version_of(Database& database) {
  Query query(database, "SELECT max(version) FROM schema_version");
  return query.step() ? query.integer(0) : 0;
}

void apply(Database& database, std::size_t step) {
  database.execute(std::string(steps[step]));
  Query(database, "INSERT INTO schema_version(version) VALUES (?)", step + 1).run();
}

void initialise(Database& database) {
  database.execute("PRAGMA application_id = " + std::to_string(application_id));
  database.execute(
      "CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)");
}

}  // namespace

int newest_schema() { return static_cast<int>(steps.size()); }

Result<void> migrate(Database& database, const std::string& place) {
  Transaction transaction(database);
  if (is_empty(database)) initialise(database);
  if (read_application_id(database) != application_id)
    return fail(ErrorKind::unsupported, place + " is a database of another program");
  const std::int64_t version = version_of(database);
  if (version > newest_schema())
    return fail(ErrorKind::unsupported, place + " was made by a newer version (schema " + std::to_string(version) +
                                            "; this one knows " + std::to_string(newest_schema()) + ")");
  for (auto step = static_cast<std::size_t>(version); step < steps.size(); ++step) apply(database, step);
  transaction.commit();
  return {};
}

}  // namespace muster::store
