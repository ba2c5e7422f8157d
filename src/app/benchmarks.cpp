#include "app/benchmarks.hpp"

#include <algorithm>
#include <set>

#include "app/files.hpp"
#include "app/packs.hpp"
#include "app/toml_files.hpp"
#include "core/nearest.hpp"
#include "embedded_files.hpp"
#include "grammars/format.hpp"

namespace muster::app {
namespace {

constexpr std::string_view benchmarks_folder = "policies/benchmarks/";

using controls::Benchmark;
using controls::BenchmarkFile;

std::expected<std::vector<BenchmarkFile>, std::vector<Error>> read_files(const std::vector<std::string>& paths) {
  std::vector<BenchmarkFile> files;
  std::vector<Error> errors;
  for (const std::string& path : paths) {
    auto read = read_toml_files(path);
    if (!read)
      errors.push_back(read.error());
    else
      for (NamedText& file : *read) files.push_back({std::move(file.name), std::move(file.text)});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return files;
}

bool is_about_several(const policy::RuleInfo& rule) { return rule.scope != policy::Scope::device; }

/// Everything that a benchmark may name; what is known of the rules goes to `benchmarks`.
std::expected<controls::KnownNames, std::vector<Error>> known_names(std::span<const policy::RuleInfo> own,
                                                                    const collectors::RecipeBook& recipes,
                                                                    Benchmarks& benchmarks) {
  const auto shipped = load_packs(shipped_packs(), &recipes);
  if (!shipped) return std::unexpected(shipped.error());
  controls::KnownNames known;
  for (const policy::RuleInfo& rule : shipped->rules.rules()) {
    known.rules.push_back(rule.id);
    benchmarks.pack_of_rule[rule.id] = rule.pack;
    if (is_about_several(rule)) benchmarks.group_rules.push_back(rule.id);
  }
  for (const policy::RuleInfo& rule : own) {
    known.rules.push_back(rule.id);
    if (is_about_several(rule)) benchmarks.group_rules.push_back(rule.id);
  }
  std::ranges::sort(benchmarks.group_rules);
  for (const std::string_view platform : recipes.platforms()) known.platforms.emplace_back(platform);
  for (const grammars::Format* const format : grammars::formats()) known.formats.emplace_back(format->name);
  return known;
}

}  // namespace

std::expected<Benchmarks, std::vector<Error>> load_all_benchmarks(const std::vector<std::string>& paths,
                                                                  const std::vector<std::string>& policies,
                                                                  const collectors::RecipeBook& recipes) {
  if (policies.empty()) return load_benchmarks_beside(paths, {}, recipes);
  const auto own = load_packs(policies, &recipes);
  if (!own) return std::unexpected(own.error());
  return load_benchmarks_beside(paths, own->rules.rules(), recipes);
}

std::expected<Benchmarks, std::vector<Error>> load_benchmarks_beside(const std::vector<std::string>& paths,
                                                                     std::span<const policy::RuleInfo> own,
                                                                     const collectors::RecipeBook& recipes) {
  Benchmarks benchmarks;
  const auto known = known_names(own, recipes, benchmarks);
  if (!known) return std::unexpected(known.error());
  std::vector<BenchmarkFile> files;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with(benchmarks_folder)) files.push_back({std::string(file.path), std::string(file.content)});
  auto given = read_files(paths);
  if (!given) return std::unexpected(given.error());
  std::ranges::move(*given, std::back_inserter(files));
  auto loaded = controls::load_benchmarks(files, *known);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  benchmarks.all = std::move(*loaded);
  std::ranges::sort(benchmarks.all, {}, &Benchmark::id);
  return benchmarks;
}

Result<const Benchmark*> require_benchmark(const Benchmarks& benchmarks, const std::string& id) {
  const auto found = std::ranges::find(benchmarks.all, id, &Benchmark::id);
  if (found != benchmarks.all.end()) return &*found;
  std::vector<std::string_view> ids;
  for (const Benchmark& benchmark : benchmarks.all) ids.push_back(benchmark.id);
  std::string message = "there is no benchmark '" + id + "'";
  if (const auto near = nearest(id, ids)) message += "; did you mean '" + std::string(*near) + "'?";
  return fail(ErrorKind::usage, message + " ('muster controls list' has them all)");
}

std::expected<std::vector<controls::Attestation>, std::vector<Error>> read_attestations(
    const std::vector<std::string>& paths, const Benchmarks& benchmarks) {
  const auto files = read_files(paths);
  if (!files) return std::unexpected(files.error());
  return controls::load_attestations(*files, benchmarks.all, read_file);
}

Result<std::vector<const Benchmark*>> chosen_benchmarks(const Benchmarks& benchmarks,
                                                        const std::vector<std::string>& names,
                                                        const std::vector<controls::Subject>& subjects) {
  std::vector<const Benchmark*> chosen;
  for (const std::string& name : names) {
    const auto found = require_benchmark(benchmarks, name);
    if (!found) return std::unexpected(found.error());
    if (std::ranges::find(chosen, *found) == chosen.end()) chosen.push_back(*found);
  }
  if (!names.empty()) return chosen;
  for (const Benchmark& benchmark : benchmarks.all)
    if (std::ranges::any_of(subjects, [&](const controls::Subject& subject) { return fits(benchmark, subject); }))
      chosen.push_back(&benchmark);
  return chosen;
}

std::vector<std::string> packs_needed(const Benchmarks& benchmarks, const std::vector<const Benchmark*>& chosen) {
  std::set<std::string> packs;
  for (const Benchmark* const benchmark : chosen)
    for (const controls::Control& control : benchmark->controls)
      for (const std::string& rule : control.rules)
        if (const auto pack = benchmarks.pack_of_rule.find(rule); pack != benchmarks.pack_of_rule.end())
          packs.insert(pack->second);
  return {packs.begin(), packs.end()};
}

std::vector<controls::Subject> subjects_of(const std::vector<report::DeviceReport>& devices) {
  std::vector<controls::Subject> subjects;
  for (const report::DeviceReport& device : devices) {
    controls::Subject subject{&device.facts, {}};
    for (const report::CaptureInfo& capture : device.captures) subject.formats.push_back(capture.format);
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

}  // namespace muster::app
