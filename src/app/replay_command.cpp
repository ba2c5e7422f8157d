#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/commands.hpp"
#include "app/data_sets.hpp"
#include "app/fleet.hpp"
#include "app/group_judging.hpp"
#include "app/judging.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/restore.hpp"
#include "app/waiving.hpp"
#include "wire/json.hpp"

namespace muster::app {
namespace {

using ReferencesByDevice = std::map<std::string, std::vector<const CaptureReference*>, std::less<>>;

ReferencesByDevice by_device(const EvaluationManifest& manifest) {
  ReferencesByDevice references;
  for (const CaptureReference& reference : manifest.captures)
    references[device_name(reference.device_id, reference.member)].push_back(&reference);
  return references;
}

/// What became of each device in the run that was judged, by its name.
using Outcomes = std::map<std::string, CollectionOutcome, std::less<>>;

Result<Outcomes> outcomes_of(const store::Store& store, const store::RunId& run) {
  auto outcomes = store.outcomes(run);
  if (!outcomes) return std::unexpected(outcomes.error());
  Outcomes by_name;
  for (CollectionOutcome& outcome : *outcomes) {
    const std::string name = device_name(outcome.device_id, outcome.member);
    by_name[name] = std::move(outcome);
  }
  return by_name;
}

/// What else than the captures went into the evaluation and is different now: a replay would compare nothing.
std::vector<Error> differences(const EvaluationManifest& manifest, const Fleet& fleet, const Packs& packs,
                               const Exceptions& exceptions) {
  std::vector<Error> errors;
  if (manifest.inventory_digest != fleet.inventory_digest)
    errors.push_back({ErrorKind::input, "the inventory is not the one of that evaluation (" + manifest.inventory_digest + ")", {}});
  auto policies = packs.digests;
  policies.insert(exceptions.digests.begin(), exceptions.digests.end());
  if (manifest.policies != policies)
    errors.push_back({ErrorKind::input,
                      "the policies are not those of that evaluation: give the same with --policy and --waivers", {}});
  if (manifest.data != data_digests())
    errors.push_back({ErrorKind::unsupported, "the data sets (factory credentials, ...) are not those of that evaluation", {}});
  if (manifest.tool_version != MUSTER_VERSION)
    errors.push_back({ErrorKind::unsupported, "the evaluation was made by Muster " + manifest.tool_version + ", this is " MUSTER_VERSION, {}});
  return errors;
}

bool same(const GroupVerdicts& a, const GroupVerdicts& b) {
  const auto values = [](const Verdict& verdict) -> const std::vector<SeenValue>& { return verdict.values; };
  DeviceFacts first;
  first.verdicts = a.verdicts;
  DeviceFacts second;
  second.verdicts = b.verdicts;
  return a.members == b.members && a.judged == b.judged && wire::to_json(first) == wire::to_json(second) &&
         std::ranges::equal(a.verdicts, b.verdicts, {}, values, values);
}

/// How many groups do not have the verdicts, values and all, that were recorded.
std::size_t differing_groups(const std::vector<GroupVerdicts>& recorded, const std::vector<GroupVerdicts>& again) {
  std::size_t different = 0;
  const auto lacks = [&](const std::vector<GroupVerdicts>& where, const GroupVerdicts& group) {
    if (std::ranges::find(where, group.name, &GroupVerdicts::name) != where.end()) return false;
    fmt::print(stderr, "muster: {}: judged only once\n", group.name);
    return true;
  };
  for (const GroupVerdicts& group : recorded)
    if (lacks(again, group)) ++different;
  for (const GroupVerdicts& group : again) {
    const auto before = std::ranges::find(recorded, group.name, &GroupVerdicts::name);
    if (before != recorded.end() && same(*before, group)) continue;
    ++different;
    if (!lacks(recorded, group)) fmt::print(stderr, "muster: {}: the verdicts differ\n", group.name);
  }
  return different;
}

Result<store::EvaluationId> chosen(const store::Store& store, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  const auto all = store.evaluations();
  if (!all) return std::unexpected(all.error());
  if (all->empty()) return fail(ErrorKind::not_found, "the store holds no evaluation yet");
  return all->front().id;
}

}  // namespace

ExitCode replay_command(const ReplayOptions& options) {
  const auto store = open_existing_store(options.store);
  if (!store) return report_error(store.error());
  const auto id = chosen(*store, options.evaluation);
  if (!id) return report_error(id.error());
  const auto evaluation = store->evaluation(*id);
  if (!evaluation) return report_error(evaluation.error());
  const auto fleet = load_fleet({options.inventory, options.recipes, {}, false});
  if (!fleet) return report_errors(fleet.error());
  const auto packs = load_packs(options.policies, &fleet->recipes);
  if (!packs) return report_errors(packs.error());
  const auto exceptions = load_exceptions(options.waivers, packs->rules, *fleet, options.inventory);
  if (!exceptions) return report_errors(exceptions.error());
  if (const auto errors = differences(evaluation->manifest, *fleet, *packs, *exceptions); !errors.empty()) return report_errors(errors);
  ReferencesByDevice references = by_device(evaluation->manifest);

  auto outcomes = outcomes_of(*store, evaluation->run);
  if (!outcomes) return report_error(outcomes.error());

  const SecretFingerprint fingerprint = crypto::fingerprinter(store->key() ? &*store->key() : nullptr);
  std::size_t different = 0;
  std::size_t verdicts = 0;
  FactsByDevice facts;
  for (const DeviceFacts& recorded : evaluation->devices) {
    const auto target = std::ranges::find(fleet->targets, recorded.device_id,
                                          [](const Target& candidate) { return candidate.identity.id; });
    const bool judged_on_nothing = recorded.failure != CollectionFailure::none;  // no platform, so no command was known
    if (target == fleet->targets.end() || (!references.contains(recorded.device_id) && !judged_on_nothing)) {
      ++different;
      fmt::print(stderr, "muster: {}: cannot be judged again: it has no captures or is not in the inventory\n", recorded.device_id);
      continue;
    }
    CollectionOutcome outcome = (*outcomes)[recorded.device_id];
    outcome.failure = recorded.failure;  // a resumed run may have collected it again since
    if (recorded.platform == "auto") outcome.platform.clear();
    const DeviceIdentity identity = identified(target->identity, outcome, fleet->recipes);
    const auto captures = restore(*store, references[recorded.device_id]);
    if (!captures) return report_error(captures.error());
    AssembledDevice assembled = assemble(identity, *captures, fingerprint);
    const policy::EvaluateOptions with{evaluation->manifest.as_of, &target->parameters};
    DeviceFacts again = judge_under(exceptions->book, subject_of(*target), assembled, *captures, packs->rules, with);
    facts.insert_or_assign(recorded.device_id, facts_of(assembled.device, packs->rules, with, recorded.failure));
    again.failure = recorded.failure;
    again.detail = recorded.detail;
    verdicts += again.verdicts.size();
    if (wire::to_json(again) == wire::to_json(recorded)) continue;
    ++different;
    fmt::print(stderr, "muster: {}: the verdicts differ\n", recorded.device_id);
  }
  auto groups = judge_groups(packs->rules, *fleet, facts, evaluation->manifest.as_of);
  waive_groups(exceptions->book, groups, evaluation->manifest.as_of);
  for (const GroupVerdicts& group : groups) verdicts += group.verdicts.size();
  const std::size_t different_groups = differing_groups(evaluation->groups, groups);
  std::string about = fmt::format("{} devices differ", different);
  if (!groups.empty() || different_groups > 0) about += fmt::format(", {} groups differ", different_groups);
  return print(fmt::format("{}: {} verdicts of {} devices, {}\n", *id, verdicts, evaluation->devices.size(), about),
               different + different_groups == 0 ? ExitCode::compliant : ExitCode::findings);
}

}  // namespace muster::app
