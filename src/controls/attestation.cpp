#include "controls/attestation.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <utility>

#include "config/toml.hpp"
#include "core/nearest.hpp"
#include "crypto/digest.hpp"

namespace muster::controls {
namespace {

using config::Table;

std::string with_nearest(std::string message, std::string_view name, const std::vector<std::string_view>& candidates) {
  if (const auto near = nearest(name, candidates)) message += "; did you mean '" + std::string(*near) + "'?";
  return message;
}

/// The control meant, by its own id; a group id ("V-215809") is accepted.
const Control* resolve_control(Table& table, const Attestation& read, std::span<const Benchmark> benchmarks) {
  if (read.benchmark.empty() || read.control.empty()) return nullptr;
  const auto benchmark = std::ranges::find(benchmarks, read.benchmark, &Benchmark::id);
  if (benchmark == benchmarks.end()) {
    std::vector<std::string_view> names;
    for (const Benchmark& each : benchmarks) names.push_back(each.id);
    table.error_at("benchmark", with_nearest("there is no benchmark '" + read.benchmark + "'", read.benchmark, names));
    return nullptr;
  }
  const Control* const control = find_control(*benchmark, read.control);
  if (control == nullptr) {
    std::vector<std::string_view> names;
    for (const Control& each : benchmark->controls) names.push_back(each.id);
    table.error_at("control", with_nearest("benchmark '" + read.benchmark + "' has no control '" + read.control + "'",
                                           read.control, names));
  } else if (control->coverage == Coverage::full) {
    table.error_at("control", "rules test the whole of '" + read.control + "': an attestation would change nothing");
  }
  return control;
}

Timestamp read_day(Table& table, std::string_view key) {
  if (!table.has(key)) table.error_at(key, "missing key '" + std::string(key) + "': a date such as 2026-03-01");
  return table.date(key).value_or(std::chrono::sys_days());
}

/// The signature is for these very bytes.
void check_document(Table& table, const Attestation& read, const DocumentReader& reader) {
  if (read.document.empty()) return;
  const std::filesystem::path file(read.document);
  const std::filesystem::path folder = std::filesystem::path(read.where.file).parent_path();
  const auto content = reader((file.is_absolute() ? file : folder / file).string());
  if (!content) {
    table.error_at("document", "cannot read '" + read.document + "': " + content.error().message);
    return;
  }
  const std::string actual = crypto::sha256_hex(*content);
  if (!table.has("sha256"))
    table.error_at("sha256",
                   "missing key 'sha256': what was signed; '" + read.document + "' now has \"" + actual + "\"");
  else if (!read.sha256.empty() && read.sha256 != actual)
    table.error_at("sha256", "'" + read.document + "' is not the document that was signed: its SHA-256 is \"" + actual +
                                 "\" now; have it signed again");
}

Attestation read_attestation(Table& table, std::span<const Benchmark> benchmarks, const DocumentReader& reader) {
  Attestation read;
  read.where = table.where();
  read.benchmark = table.required_text("benchmark");
  read.control = table.required_text("control");
  read.document = table.required_text("document");
  read.sha256 = table.text("sha256").value_or("");
  read.statement = table.required_text("statement");
  read.signer = table.required_text("signer");
  for (const std::string_view key : {"statement", "signer"})
    if (table.has(key) && table.text(key) == "") table.error_at(key, "'" + std::string(key) + "' is empty");
  read.date = read_day(table, "date");
  read.expires = read_day(table, "expires");
  if (read.expires <= read.date && table.has("date") && table.has("expires"))
    table.error_at("expires", "it expires before it is signed");
  check_document(table, read, reader);
  if (const Control* const control = resolve_control(table, read, benchmarks)) read.control = control->id;
  table.finish();
  return read;
}

void check_twin(Table& table, const Attestation& read, const std::vector<Attestation>& before) {
  const auto twin = std::ranges::find_if(before, [&](const Attestation& other) {
    return other.benchmark == read.benchmark && other.control == read.control;
  });
  if (twin != before.end() && !read.control.empty())
    table.error_at("control", "a second attestation of '" + read.control + "', first at " + to_string(twin->where));
}

}  // namespace

std::expected<std::vector<Attestation>, std::vector<Error>> load_attestations(std::span<const BenchmarkFile> files,
                                                                              std::span<const Benchmark> benchmarks,
                                                                              const DocumentReader& reader) {
  std::vector<Attestation> attestations;
  std::vector<Error> errors;
  for (const BenchmarkFile& file : files) {
    auto document = config::Document::parse(file.text, file.name);
    if (!document) {
      errors.push_back(document.error());
      continue;
    }
    Table root = document->root();
    for (Table& table : root.tables("attestation")) {
      Attestation read = read_attestation(table, benchmarks, reader);
      check_twin(table, read, attestations);
      attestations.push_back(std::move(read));
    }
    root.finish();
    errors.insert(errors.end(), document->errors().begin(), document->errors().end());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return attestations;
}

std::string_view to_string(AttestationState state) {
  constexpr std::array<std::string_view, 5> names{"not needed", "missing", "given", "expired", "not yet valid"};
  return names[static_cast<std::size_t>(state)];
}

AttestationState state_of(const Attestation& attestation, Timestamp as_of) {
  if (as_of >= attestation.expires) return AttestationState::expired;
  return as_of < attestation.date ? AttestationState::not_yet_valid : AttestationState::given;
}

}  // namespace muster::controls
