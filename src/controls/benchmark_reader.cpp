#include <algorithm>
#include <map>
#include <tuple>

#include "config/toml.hpp"
#include "controls/benchmark.hpp"
#include "core/nearest.hpp"
#include "core/timestamp.hpp"

namespace muster::controls {
namespace {

using config::LocatedText;
using config::Table;

std::vector<std::string> texts_or_none(Table& table, std::string_view key) {
  return table.texts(key).value_or(std::vector<std::string>());
}

/// Every name must be one of the known ones; the error stands at the name itself and gives the nearest.
std::vector<std::string> known_texts(Table& table, std::string_view key, std::string_view what,
                                     const std::vector<std::string>& known, std::vector<Error>& errors) {
  std::vector<std::string> names;
  const auto texts = table.located_texts(key);
  if (!texts) return names;
  for (const LocatedText& text : *texts) {
    names.push_back(text.text);
    if (std::ranges::find(known, text.text) != known.end()) continue;
    std::string message = "there is no " + std::string(what) + " '" + text.text + "'";
    const std::vector<std::string_view> views(known.begin(), known.end());
    if (const auto near = nearest(text.text, views)) message += "; did you mean '" + std::string(*near) + "'?";
    errors.push_back({ErrorKind::input, std::move(message), text.where});
  }
  return names;
}

std::optional<Severity> read_severity(Table& table) {
  const auto name = table.choice("severity", {"critical", "high", "medium", "low", "info"});
  return name ? parse_severity(*name) : std::nullopt;
}

std::optional<Override> read_override(Table& control) {
  auto table = control.table("override");
  if (!table) return std::nullopt;
  Override read;
  const auto severity = read_severity(*table);
  if (!table->has("severity")) table->error_at("severity", "missing key 'severity': what the control counts as here");
  if (severity) read.severity = *severity;
  read.reason = table->required_text("reason");
  table->finish();
  return read;
}

/// What every control has, tested or not.
Control read_identity(Table& table) {
  Control control;
  control.id = table.required_text("id");
  control.group = table.text("group").value_or("");
  control.severity = read_severity(table);
  control.title = table.required_text("title");
  control.nist = texts_or_none(table, "nist");
  return control;
}

/// A claim that goes further than what it rests on must not load.
void check_claim(Table& table, const Control& control) {
  if (control.rules.empty())
    table.error_at("rules", "a control needs a rule; one that no rule tests stands under [[not_covered]]");
  if (control.coverage == Coverage::part && control.attestation.empty())
    table.error_at("attestation", "coverage is \"part\": say in 'attestation' what is left to a document or a person");
  if (control.coverage == Coverage::full && !control.attestation.empty())
    table.error_at("coverage", "something is left to an attestation, so coverage is \"part\", not \"full\"");
}

Control read_control(Table& table, const KnownNames& known, std::vector<Error>& errors) {
  Control control = read_identity(table);
  control.rules = known_texts(table, "rules", "rule", known.rules, errors);
  const auto coverage = table.choice("coverage", {"full", "part"});
  if (!table.has("coverage")) table.error_at("coverage", "missing key 'coverage': \"full\" or \"part\"");
  control.coverage = coverage == "full" ? Coverage::full : Coverage::part;
  control.attestation = table.text("attestation").value_or("");
  control.deviation = table.text("deviation").value_or("");
  control.override = read_override(table);
  if (coverage) check_claim(table, control);
  table.finish();
  return control;
}

/// `[[not_covered]]`: a reason, and the controls that it holds for.
void read_not_covered(Table& table, std::vector<std::pair<Control, SourcePosition>>& controls) {
  std::vector<std::string_view> names;
  for (const UncoveredReason& reason : uncovered_reasons()) names.push_back(reason.name);
  if (!table.has("reason")) table.error_at("reason", "missing key 'reason': why no rule tests these controls");
  const std::string reason = table.choice("reason", names).value_or("");
  for (Table& entry : table.tables("controls")) {
    Control control = read_identity(entry);
    control.reason = reason;
    entry.finish();
    controls.emplace_back(std::move(control), entry.where("id"));
  }
  table.finish();
}

void read_head(Table& root, Benchmark& benchmark, const KnownNames& known, std::vector<Error>& errors) {
  auto head = root.table("benchmark");
  if (!head) {
    if (!root.has("benchmark")) root.error_at("benchmark", "missing table [benchmark]");
    return;
  }
  benchmark.id = head->required_text("id");
  benchmark.title = head->required_text("title");
  benchmark.publisher = head->required_text("publisher");
  benchmark.version = head->required_text("version");
  benchmark.release = head->text("release").value_or("");
  if (!head->has("date")) head->error_at("date", "missing key 'date': of the release, such as 2025-04-02");
  benchmark.date = head->date("date").value_or(std::chrono::sys_days());
  benchmark.source = head->text("source").value_or("");
  benchmark.platforms = known_texts(*head, "platforms", "platform", known.platforms, errors);
  benchmark.formats = known_texts(*head, "formats", "format", known.formats, errors);
  benchmark.software = texts_or_none(*head, "software");
  benchmark.roles = texts_or_none(*head, "roles");
  head->finish();
}

/// Controls are found by id or group id: each may stand once.
void check_unique(const std::vector<std::pair<Control, SourcePosition>>& controls, std::vector<Error>& errors) {
  std::map<std::string_view, const SourcePosition*> seen;
  for (const auto& [control, where] : controls)
    for (const std::string& id : {std::cref(control.id), std::cref(control.group)}) {
      if (id.empty()) continue;
      const auto [first, is_new] = seen.emplace(id, &where);
      if (!is_new)
        errors.push_back(
            {ErrorKind::input, "duplicate control '" + id + "', first at " + to_string(*first->second), where});
    }
}

bool before(const Error& a, const Error& b) {
  return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
}

struct Read {
  Benchmark benchmark;
  SourcePosition where;
};

Read read_benchmark(config::Document& document, const KnownNames& known) {
  Table root = document.root();
  std::vector<Error>& errors = document.errors();
  Read read{{}, root.where("benchmark")};
  read_head(root, read.benchmark, known, errors);
  std::vector<std::pair<Control, SourcePosition>> controls;
  for (Table& table : root.tables("control")) {
    Control control = read_control(table, known, errors);
    controls.emplace_back(std::move(control), table.where("id"));
  }
  for (Table& table : root.tables("not_covered")) read_not_covered(table, controls);
  root.finish();
  if (controls.empty()) root.error_at("control", "a benchmark without controls: add [[control]] or [[not_covered]]");
  check_unique(controls, errors);
  std::ranges::stable_sort(errors, before);
  for (auto& [control, where] : controls) read.benchmark.controls.push_back(std::move(control));
  return read;
}

}  // namespace

std::expected<std::vector<Benchmark>, std::vector<Error>> load_benchmarks(std::span<const BenchmarkFile> files,
                                                                          const KnownNames& known) {
  std::vector<Benchmark> benchmarks;
  std::vector<Error> errors;
  std::map<std::string, SourcePosition> seen;
  for (const BenchmarkFile& file : files) {
    auto document = config::Document::parse(file.text, file.name);
    if (!document) {
      errors.push_back(document.error());
      continue;
    }
    Read read = read_benchmark(*document, known);
    errors.insert(errors.end(), document->errors().begin(), document->errors().end());
    const auto [first, is_new] = seen.emplace(read.benchmark.id, read.where);
    if (!is_new && !read.benchmark.id.empty())
      errors.push_back({ErrorKind::input,
                        "duplicate benchmark '" + read.benchmark.id + "', first at " + to_string(first->second),
                        read.where});
    benchmarks.push_back(std::move(read.benchmark));
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return benchmarks;
}

}  // namespace muster::controls
