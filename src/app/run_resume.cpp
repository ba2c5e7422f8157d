#include "app/run_resume.hpp"

#include <algorithm>
#include <tuple>

#include "app/toml_files.hpp"
#include "crypto/digest.hpp"

namespace muster::app {
namespace {

std::string joined(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

using Key = std::pair<std::string, std::string>;  ///< context, command
using ReferencesByDevice = std::map<std::string, std::vector<CaptureReference>, std::less<>>;

Result<ReferencesByDevice> references_of(const store::Store& store, const store::RunId& run) {
  auto captures = store.captures(run);
  if (!captures) return std::unexpected(captures.error());
  ReferencesByDevice by_device;
  for (CaptureReference& reference : *captures)
    by_device[device_name(reference.device_id, reference.member)].push_back(std::move(reference));
  return by_device;
}

/// Puts the raw bytes back.
Result<void> restore(const store::Store& store, CollectionOutcome& outcome,
                     const std::vector<CaptureReference>& references) {
  std::map<Key, const CaptureReference*> by_key;
  for (const CaptureReference& reference : references) by_key[{reference.context, reference.command}] = &reference;
  for (Capture& capture : outcome.captures) {
    if (!capture.complete()) continue;
    const auto reference = by_key.find({capture.context, capture.command});
    if (reference == by_key.end())
      return fail(ErrorKind::corrupt, "a capture of " + outcome.device_id + " is not in the store");
    const auto raw = store.raw(reference->second->sealed_id);
    if (!raw) return std::unexpected(raw.error());
    capture.bytes = raw->reveal();
  }
  return {};
}

std::string wording(const std::string& option, const std::string& run, const std::string& value) {
  return "the run " + run + " was begun with other " + option + (value.empty() ? "" : ": " + value);
}

}  // namespace

Result<std::map<std::string, std::string>> kept_options(const RunOptions& options) {
  std::string recipes;
  for (const std::string& path : options.recipes) {
    const auto files = read_toml_files(path);
    if (!files) return std::unexpected(files.error());
    for (const NamedText& file : *files) recipes += crypto::sha256_hex(file.text);
  }
  return std::map<std::string, std::string>{{"devices", joined(options.devices)},
                                            {"source", options.source},
                                            {"max age", std::to_string(options.max_age_hours)},
                                            {"recipes", recipes.empty() ? "" : crypto::sha256_hex(recipes)}};
}

Result<store::Run> find_incomplete(const store::Store& store, const std::string& name) {
  if (name != latest_incomplete) {
    auto run = store.run(name);
    if (run && run->complete()) return fail(ErrorKind::usage, name + " is complete: there is nothing to go on with");
    return run;
  }
  auto runs = store.runs();
  if (!runs) return std::unexpected(runs.error());
  const auto found = std::ranges::find_if(*runs, [](const store::Run& run) { return !run.complete(); });
  if (found == runs->end())
    return fail(ErrorKind::not_found, "every run in the store is complete: there is nothing to go on with");
  return *found;
}

std::vector<std::string> devices_of(const store::Run& run) {
  std::vector<std::string> devices;
  const auto kept = run.info.options.find("devices");
  std::string_view rest = kept == run.info.options.end() ? std::string_view() : std::string_view(kept->second);
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    devices.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return devices;
}

std::vector<Error> resume_obstacles(const store::Run& run, const store::RunInfo& now) {
  std::vector<Error> errors;
  const auto differs = [&](std::string message) { errors.push_back({ErrorKind::usage, std::move(message), {}}); };
  if (run.info.inventory_digest != now.inventory_digest)
    differs("the inventory has changed since the run " + run.id + " was begun: begin a new one");
  if (run.info.source != now.source) differs(wording("sources", run.id, run.info.source));
  if (run.info.tool_version != now.tool_version)
    differs("the run " + run.id + " was begun by Muster " + run.info.tool_version + ", this is " + now.tool_version);
  for (const auto& [option, value] : now.options) {
    const auto before = run.info.options.find(option);
    if (before == run.info.options.end() ? !value.empty() : before->second != value)
      differs(wording(option, run.id, option == "source" && before != run.info.options.end() ? before->second : ""));
  }
  return errors;
}

Result<std::set<std::string, std::less<>>> deliver_recorded(const store::Store& store, const store::RunId& run,
                                                            Intake& intake) {
  auto references = references_of(store, run);
  if (!references) return std::unexpected(references.error());
  auto outcomes = store.outcomes(run);
  if (!outcomes) return std::unexpected(outcomes.error());
  std::set<std::string, std::less<>> names;
  for (CollectionOutcome& outcome : *outcomes) {
    if (outcome.failure != CollectionFailure::none) continue;
    const std::string name = device_name(outcome.device_id, outcome.member);
    std::vector<CaptureReference> captures = std::move((*references)[name]);
    if (auto restored = restore(store, outcome, captures); !restored) return std::unexpected(restored.error());
    names.insert(name);
    intake.deliver_recorded(std::move(outcome), std::move(captures));
  }
  return names;
}

}  // namespace muster::app
