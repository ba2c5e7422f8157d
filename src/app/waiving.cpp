#include "app/waiving.hpp"

#include <filesystem>
#include <functional>

#include "app/files.hpp"
#include "crypto/digest.hpp"

namespace muster::app {
namespace {

using Loaded = std::expected<Exceptions, std::vector<Error>>;

/// A file of waivers: where it is, and what the manifest calls it.
struct NamedPath {
  std::string path;
  std::string name;
};

std::vector<NamedPath> named(const std::vector<std::string>& paths) {
  std::vector<NamedPath> named;
  for (const std::string& path : paths) named.push_back({path, path});
  return named;
}

Loaded load(const std::vector<NamedPath>& paths, const waivers::KnownNames& known) {
  std::vector<waivers::WaiverFile> files;
  std::vector<Error> errors;
  std::map<std::string, std::string> digests;
  for (const NamedPath& path : paths) {
    auto text = read_file(path.path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    digests["waivers " + path.name] = crypto::sha256_hex(*text);
    files.push_back({path.path, std::move(*text)});
  }
  auto book = waivers::Book::load(files, known);
  if (!book) errors.insert(errors.end(), book.error().begin(), book.error().end());
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return Exceptions{std::move(*book), std::move(digests)};
}

waivers::KnownNames rules_known(const policy::PolicySet& rules) {
  waivers::KnownNames known;
  for (const policy::RuleInfo& rule : rules.rules()) known.rules.emplace(rule.id, rule.severity);
  return known;
}

report::WaiverUse use_of(const waivers::Waiver& waiver) {
  report::WaiverUse use;
  use.id = waiver.approval.id;
  use.rule = waiver.rule;
  use.requester = waiver.approval.requester;
  use.approver = waiver.approval.approver;
  use.ticket = waiver.approval.ticket;
  use.reason = waiver.reason;
  use.compensating_control = waiver.compensating_control;
  use.where = to_string(waiver.approval.where);
  use.granted = waiver.approval.granted;
  use.expires = waiver.approval.expires;
  return use;
}

using Subjects = std::map<std::string_view, waivers::Subject>;

/// The groups of the verdicts about "group NAME": that group.
constexpr std::string_view group_prefix = "group ";

void note(const Verdict& verdict, bool in_force, report::WaiverUse& use) {
  const bool covered =
      in_force ? verdict.waiver == use.id : verdict.status == VerdictStatus::fail || verdict.status == VerdictStatus::waived;
  if (covered) use.covers.push_back({verdict.device_id, verdict.object, verdict.fingerprint});
  if (verdict.status == VerdictStatus::pass) ++use.passing;
  if (verdict.status == VerdictStatus::not_assessed) ++use.not_assessed;
}

}  // namespace

Loaded load_exceptions(const std::vector<std::string>& paths, const policy::PolicySet& rules, const Fleet& fleet,
                       const std::string& inventory) {
  waivers::KnownNames known = rules_known(rules);
  known.devices = fleet.names;
  for (const std::string& group : fleet.groups) known.devices.push_back(std::string(group_prefix) + group);
  known.devices.emplace_back("fleet");
  known.groups = fleet.groups;
  std::vector<NamedPath> files;
  for (const std::string& name : fleet.waivers)
    files.push_back({(std::filesystem::path(inventory).parent_path() / name).string(), name});
  std::ranges::move(named(paths), std::back_inserter(files));
  return load(files, known);
}

Loaded load_exceptions(const std::vector<std::string>& paths, const policy::PolicySet& rules) {
  waivers::KnownNames known = rules_known(rules);
  known.has_inventory = false;
  return load(named(paths), known);
}

waivers::Subject subject_of(const Target& target) { return {target.identity.id, target.job.device_id, target.groups}; }

std::vector<report::WaiverUse> waiver_uses(const Exceptions& exceptions, const std::vector<Target>& targets,
                                           const std::vector<report::DeviceReport>& devices, Timestamp as_of) {
  std::map<std::string_view, const Target*> by_id;
  for (const Target& target : targets) by_id.emplace(target.identity.id, &target);
  std::vector<report::WaiverUse> uses;
  for (const waivers::Waiver& waiver : exceptions.book.waivers()) {
    const waivers::Standing standing = waivers::standing(waiver.approval, as_of);
    report::WaiverUse use = use_of(waiver);
    bool in_run = false;
    for (const report::DeviceReport& device : devices) {
      const auto target = by_id.find(device.facts.device_id);
      const waivers::Subject subject =
          target == by_id.end() ? waivers::Subject{device.facts.device_id, {}, {}} : subject_of(*target->second);
      if (!waivers::selects(waiver.selection, subject)) continue;
      in_run = true;
      for (const Verdict& verdict : device.facts.verdicts)
        if (waivers::speaks_about(waiver, verdict, subject)) note(verdict, standing == waivers::Standing::in_force, use);
    }
    use.state = standing == waivers::Standing::expired   ? report::WaiverState::expired
                : standing == waivers::Standing::not_yet ? report::WaiverState::not_yet
                : !use.covers.empty()                    ? report::WaiverState::in_use
                : in_run                                 ? report::WaiverState::unused
                                                         : report::WaiverState::not_in_run;
    uses.push_back(std::move(use));
  }
  return uses;
}

}  // namespace muster::app
