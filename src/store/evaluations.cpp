#include <utility>

#include "store/captures.hpp"
#include "store/content.hpp"
#include "store/encoding.hpp"
#include "store/identifier.hpp"
#include "store/runs.hpp"
#include "store/verdicts.hpp"

namespace muster::store {
namespace {

enum class InputKind : std::uint8_t { policy = 0, data = 1 };

constexpr const char* insert_evaluation =
    "INSERT INTO evaluation(name, run, as_of, tool_version, inventory_digest, key_id) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* insert_facts =
    "INSERT INTO facts(evaluation, position, device, hostname, platform, site, role, software, failure, detail,"
    " understood, ignored, known, unknown, open_domains, list) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr const char* select_facts =
    "SELECT device, hostname, platform, site, role, software, failure, detail, understood, ignored, known, unknown,"
    " open_domains, list FROM facts WHERE evaluation = ? ORDER BY position";
constexpr const char* select_evaluation =
    "SELECT evaluation.id, run.name, as_of, evaluation.tool_version, evaluation.inventory_digest, key_id"
    " FROM evaluation JOIN run ON run.id = evaluation.run WHERE evaluation.name = ?";
constexpr const char* select_evaluations =
    "SELECT evaluation.name, run.name, as_of, (SELECT count(*) FROM facts WHERE evaluation = evaluation.id)"
    " FROM evaluation JOIN run ON run.id = evaluation.run ORDER BY evaluation.id DESC";

Timestamp timestamp(std::int64_t seconds) { return Timestamp{std::chrono::seconds{seconds}}; }

/// Writes one evaluation into an open transaction.
class Writer {
 public:
  Writer(Database& database, Names& names) : database_(database), names_(names) {}

  void write_head(const EvaluationId& id, const EvaluationManifest& manifest, std::int64_t run) {
    Query(database_, insert_evaluation, id, run, manifest.as_of.time_since_epoch().count(), manifest.tool_version,
          manifest.inventory_digest, manifest.key_id)
        .run();
    evaluation_ = database_.last_row();
    write_inputs(InputKind::policy, manifest.policies);
    write_inputs(InputKind::data, manifest.data);
  }

  Result<void> write_captures(const std::vector<CaptureReference>& captures) {
    for (std::size_t i = 0; i < captures.size(); ++i) {
      const auto row = find_capture(database_, names_, captures[i]);
      if (!row)
        return fail(ErrorKind::not_found, "the manifest names a capture that is not in the store: " +
                                              captures[i].device_id + ", " + captures[i].command);
      Query(database_, "INSERT INTO evaluation_capture(evaluation, position, capture) VALUES (?, ?, ?)", evaluation_, i,
            *row)
          .run();
    }
    return {};
  }

  void write_device(std::size_t position, const DeviceFacts& facts) {
    const std::int64_t device = names_.intern(facts.device_id);
    const std::int64_t hostname = names_.intern(facts.hostname);
    const std::int64_t platform = names_.intern(facts.platform);
    const std::int64_t site = names_.intern(facts.site);
    const std::int64_t role = names_.intern(facts.role);
    const std::int64_t software = names_.intern(facts.software);
    const std::int64_t detail = names_.intern(facts.detail);
    const std::int64_t list = record_verdicts(database_, names_, device, facts.verdicts, evaluation_);
    Query(database_, insert_facts, evaluation_, position, device, hostname, platform, site, role, software,
          facts.failure, detail, facts.lines.understood, facts.lines.ignored, facts.lines.known, facts.lines.unknown,
          facts.open.bits(), list)
        .run();
  }

  void write_group(std::size_t position, const GroupVerdicts& group) {
    const std::int64_t name = names_.intern(group.name);
    const std::int64_t list = record_verdicts(database_, names_, name, group.verdicts, evaluation_);
    std::vector<std::int64_t> devices;
    for (const std::string& device : group.devices) devices.push_back(names_.intern(device));
    const std::string packed = pack_numbers(devices);
    Query(database_,
          "INSERT INTO group_facts(evaluation, position, name, members, judged, list, devices) VALUES (?,?,?,?,?,?,?)",
          evaluation_, position, name, group.members, group.judged, list, Bytes{packed})
        .run();
  }

 private:
  void write_inputs(InputKind kind, const std::map<std::string, std::string>& inputs) {
    for (const auto& [name, digest] : inputs)
      Query(database_, "INSERT INTO evaluation_input(evaluation, kind, name, digest) VALUES (?, ?, ?, ?)", evaluation_,
            kind, name, digest)
          .run();
  }

  Database& database_;
  Names& names_;
  std::int64_t evaluation_ = 0;
};

/// Reads one evaluation back.
class Reader {
 public:
  Reader(Database& database, Names& names) : database_(database), names_(names) {}

  Result<Evaluation> read(const EvaluationId& id) {
    Query row(database_, select_evaluation, id);
    if (!row.step()) return fail(ErrorKind::not_found, "no evaluation " + id + " in the store");
    evaluation_ = row.integer(0);
    Evaluation evaluation{.id = id, .run = row.text(1), .manifest = {}, .devices = {}, .groups = {}};
    EvaluationManifest& manifest = evaluation.manifest;
    manifest.as_of = timestamp(row.integer(2));
    manifest.tool_version = row.text(3);
    manifest.inventory_digest = row.text(4);
    manifest.key_id = row.text(5);
    manifest.captures = read_captures();
    read_inputs(manifest);
    auto devices = read_devices();
    if (!devices) return std::unexpected(std::move(devices).error());
    evaluation.devices = std::move(*devices);
    auto groups = read_groups();
    if (!groups) return std::unexpected(std::move(groups).error());
    evaluation.groups = std::move(*groups);
    return evaluation;
  }

 private:
  std::vector<CaptureReference> read_captures() {
    std::vector<CaptureReference> captures;
    Query rows(database_, "SELECT capture FROM evaluation_capture WHERE evaluation = ? ORDER BY position", evaluation_);
    while (rows.step())
      if (auto reference = read_reference(database_, names_, rows.integer(0)))
        captures.push_back(std::move(*reference));
    return captures;
  }

  void read_inputs(EvaluationManifest& manifest) {
    Query rows(database_, "SELECT kind, name, digest FROM evaluation_input WHERE evaluation = ?", evaluation_);
    while (rows.step()) {
      auto& inputs = rows.as<InputKind>(0) == InputKind::policy ? manifest.policies : manifest.data;
      inputs[rows.text(1)] = rows.text(2);
    }
  }

  Result<std::vector<DeviceFacts>> read_devices() {
    std::vector<DeviceFacts> devices;
    Query rows(database_, select_facts, evaluation_);
    while (rows.step()) {
      DeviceFacts facts = read_facts(rows);
      auto verdicts = read_verdicts(database_, names_, rows.integer(13));
      if (!verdicts) return std::unexpected(std::move(verdicts).error());
      facts.verdicts = std::move(*verdicts);
      devices.push_back(std::move(facts));
    }
    return devices;
  }

  Result<std::vector<GroupVerdicts>> read_groups() {
    std::vector<GroupVerdicts> groups;
    Query rows(database_,
               "SELECT name, members, judged, list, devices FROM group_facts WHERE evaluation = ? ORDER BY position",
               evaluation_);
    while (rows.step()) {
      auto verdicts = read_verdicts(database_, names_, rows.integer(3), Values::read);
      if (!verdicts) return std::unexpected(std::move(verdicts).error());
      GroupVerdicts group{names_.text(rows.integer(0)), rows.as<std::uint32_t>(1), rows.as<std::uint32_t>(2),
                          std::move(*verdicts)};
      const auto devices = unpack_numbers(rows.null(4) ? std::string() : rows.text(4));
      if (!devices) return fail(ErrorKind::corrupt, "the devices of a stored group cannot be read");
      for (const std::int64_t device : *devices) group.devices.push_back(names_.text(device));
      groups.push_back(std::move(group));
    }
    return groups;
  }

  DeviceFacts read_facts(const Query& row) {
    return {.device_id = names_.text(row.integer(0)),
            .hostname = names_.text(row.integer(1)),
            .platform = names_.text(row.integer(2)),
            .site = names_.text(row.integer(3)),
            .role = names_.text(row.integer(4)),
            .software = names_.text(row.integer(5)),
            .failure = row.as<CollectionFailure>(6),
            .detail = names_.text(row.integer(7)),
            .lines = {row.as<std::uint32_t>(8), row.as<std::uint32_t>(9), row.as<std::uint32_t>(10),
                      row.as<std::uint32_t>(11)},
            .open = Domains::from_bits(row.as<unsigned>(12)),
            .verdicts = {}};
  }

  Database& database_;
  Names& names_;
  std::int64_t evaluation_ = 0;
};

}  // namespace

Result<EvaluationId> Store::record_evaluation(const EvaluationManifest& manifest, const RunId& run,
                                              std::span<const DeviceFacts> devices,
                                              std::span<const GroupVerdicts> groups) {
  return content_->write([&]() -> Result<EvaluationId> {
    const auto run_row = find_run(content_->database, run);
    if (!run_row) return std::unexpected(run_row.error());
    auto id = make_identifier("eval", manifest.as_of);
    if (!id) return id;
    Writer writer(content_->database, content_->names);
    writer.write_head(*id, manifest, *run_row);
    if (auto written = writer.write_captures(manifest.captures); !written)
      return std::unexpected(std::move(written).error());
    for (std::size_t i = 0; i < devices.size(); ++i) writer.write_device(i, devices[i]);
    for (std::size_t i = 0; i < groups.size(); ++i) writer.write_group(i, groups[i]);
    return id;
  });
}

Result<Evaluation> Store::evaluation(const EvaluationId& id) const {
  return content_->read([&] { return Reader(content_->database, content_->names).read(id); });
}

Result<std::vector<EvaluationInfo>> Store::evaluations() const {
  return content_->read([&]() -> Result<std::vector<EvaluationInfo>> {
    std::vector<EvaluationInfo> evaluations;
    Query rows(content_->database, select_evaluations);
    while (rows.step())
      evaluations.push_back({rows.text(0), rows.text(1), timestamp(rows.integer(2)), rows.as<std::uint32_t>(3)});
    return evaluations;
  });
}

}  // namespace muster::store
