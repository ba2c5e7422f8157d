#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/fleet.hpp"
#include "app/interruption.hpp"
#include "app/key_probes.hpp"
#include "app/key_review.hpp"
#include "app/key_sources.hpp"
#include "app/key_state.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "collectors/key_list.hpp"
#include "collectors/ssh_source.hpp"
#include "core/nearest.hpp"

namespace muster::app {
namespace {

/// Who runs this, for the record.
std::string account() {
  const passwd* const entry = ::getpwuid(::geteuid());
  const std::string name = entry == nullptr ? std::to_string(::geteuid()) : entry->pw_name;
  const char* const before = std::getenv("SUDO_USER");
  return before == nullptr || *before == '\0' ? name : name + " (sudo of " + before + ")";
}

/// Compares the keys that addresses show with the pinned ones and with other sources, and pins what the options allow.
class Enrollment {
 public:
  Enrollment(const EnrollOptions& options, const KeySources& sources, std::map<KeyPlace, std::string> approved,
             collectors::KnownDevices& pins, const std::stop_token& stop)
      : options_(options), sources_(sources), approved_(std::move(approved)), pins_(pins), stop_(stop) {}

  void visit(std::vector<KeyProbe> wave) {
    if (!options_.approve.empty())
      std::erase_if(wave, [&](const KeyProbe& probe) { return !approved_.contains(place(probe)); });
    if (!options_.replace.empty() && options_.devices.empty())
      std::erase_if(wave,
                    [&](const KeyProbe& probe) { return !is_to_be_replaced(probe) && !has_replaced_member(probe); });
    std::vector<ProbedKey> keys = ask(std::move(wave));
    ask_sources(keys);
    for (ProbedKey& key : keys) {
      key.state = judge_key(key);
      decide(key);
      met_other_protocol_ = met_other_protocol_ || key.shown.failure == CollectionFailure::protocol;
      ++counts_[static_cast<std::size_t>(key.state)];
      keys_.push_back(std::move(key));
    }
  }

  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] std::vector<ProbedKey> take_keys() { return std::move(keys_); }
  [[nodiscard]] bool met_other_protocol() const { return met_other_protocol_; }
  [[nodiscard]] std::size_t count(KeyState state) const { return counts_[static_cast<std::size_t>(state)]; }

 private:
  static KeyPlace place(const KeyProbe& probe) { return {probe.id, probe.named.host, probe.named.port}; }

  /// Resolves addresses and pinned keys now: what came before may have pinned the jump hosts.
  std::vector<ProbedKey> ask(std::vector<KeyProbe> wave) {
    std::vector<ProbedKey> keys;
    std::vector<CollectJob> jobs;
    std::vector<std::size_t> owners;
    for (KeyProbe& probe : wave) {
      ProbedKey key;
      key.pinned = pins_.keys(probe.id, probe.named.host, probe.named.port);
      CollectJob job = probe.job;
      resolve_endpoints(job, pins_);
      key.shown.failure = CollectionFailure::unreachable;
      key.shown.detail = "the name does not resolve";
      if (!job.endpoints.empty()) {
        job.endpoints.resize(1);
        owners.push_back(keys.size());
        jobs.push_back(std::move(job));
      }
      key.probe = std::move(probe);
      keys.push_back(std::move(key));
    }
    collectors::SshOptions ssh;
    ssh.kindness.in_flight = static_cast<std::size_t>(options_.in_flight);
    auto shown = collectors::scan_host_keys(std::span<const CollectJob>(jobs), ssh, stop_);
    for (std::size_t i = 0; i < shown.size(); ++i) keys[owners[i]].shown = std::move(shown[i]);
    return keys;
  }

  void ask_sources(std::vector<ProbedKey>& keys) const {
    std::vector<collectors::KeyQuestion> questions;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const KeyProbe& probe = keys[i].probe;
      if (keys[i].shown.key.empty()) continue;
      owners.push_back(i);
      questions.push_back({probe.id,
                           probe.member,
                           {probe.named.host, keys[i].shown.endpoint.host},
                           probe.named.port,
                           keys[i].shown.key,
                           probe.shared_address,
                           probe.several_boxes});
    }
    for (const auto& source : sources_) {
      auto statements = source->judge(questions);
      for (std::size_t i = 0; i < statements.size(); ++i)
        if (statements[i].said != collectors::Said::nothing)
          keys[owners[i]].statements.push_back(std::move(statements[i]));
    }
  }

  void decide(ProbedKey& key) {
    if (key.probe.floats() && decide_by_members(key)) return;
    const bool is_new = key.state == KeyState::fresh || key.state == KeyState::corroborated;
    if (is_new && !options_.approve.empty()) {
      const bool approved = approved_.at(place(key.probe)) == key.shown.key;
      key.state = approved ? pin(key, true) : KeyState::not_approved;
    } else if (is_new && options_.accept) {
      key.state = pin(key, true);
    } else if (key.state == KeyState::corroborated && options_.accept_corroborated) {
      key.state = pin(key, false);
    } else if (key.state == KeyState::different && is_to_be_replaced(key.probe)) {
      pins_.forget(key.probe.id, key.probe.named.host, key.probe.named.port);
      key.state = pin(key, true) == KeyState::pinned_now ? KeyState::replaced : KeyState::different;
    }
  }

  /// Where each member's key is pinned for its own address, the shared address may show these and no others.
  bool decide_by_members(ProbedKey& key) {
    std::vector<std::string> members;
    for (const Endpoint& peer : key.probe.peers) {
      const auto keys = pins_.keys(key.probe.id, peer.host, peer.port);
      if (keys.empty()) return false;
      members.insert(members.end(), keys.begin(), keys.end());
    }
    if (key.probe.peers.size() < key.probe.boxes || key.shown.key.empty()) return false;
    if (std::ranges::find(members, key.shown.key) == members.end()) {
      key.statements.push_back({collectors::Said::different, "members", "none of them has this key"});
      key.state = KeyState::contradicted;
      return true;
    }
    if (key.state == KeyState::contradicted) return true;
    if (std::ranges::is_permutation(members, key.pinned)) return key.state = KeyState::pinned, true;
    pins_.forget(key.probe.id, key.probe.named.host, key.probe.named.port);
    for (const std::string& member : members) add_pin(key.probe, member, "members");
    key.state = KeyState::pinned_now;
    return true;
  }

  KeyState pin(const ProbedKey& key, bool by_person) {
    std::string source = confirming_sources(key);
    if (by_person) source += source.empty() ? "person" : ", person";
    return add_pin(key.probe, key.shown.key, source) ? KeyState::pinned_now : key.state;
  }

  bool add_pin(const KeyProbe& probe, const std::string& key, const std::string& source) {
    const auto done = pins_.pin({probe.id, probe.named.host, probe.named.port, key, now(), source, account()});
    changed_ = changed_ || done.has_value();
    return done.has_value();
  }

  [[nodiscard]] bool is_to_be_replaced(const KeyProbe& probe) const {
    return std::ranges::any_of(options_.replace,
                               [&](const std::string& name) { return name == probe.id || name == probe.name(); });
  }

  /// The shared address follows its members.
  [[nodiscard]] bool has_replaced_member(const KeyProbe& probe) const {
    return probe.floats() && std::ranges::any_of(options_.replace, [&](const std::string& name) {
             return name.starts_with(probe.id + "/");
           });
  }

  const EnrollOptions& options_;
  const KeySources& sources_;
  const std::map<KeyPlace, std::string> approved_;
  collectors::KnownDevices& pins_;
  const std::stop_token stop_;
  std::vector<ProbedKey> keys_;
  std::array<std::size_t, key_state_count> counts_{};
  bool changed_ = false;
  bool met_other_protocol_ = false;
};

std::string summary(const Enrollment& enrollment, std::size_t not_asked) {
  const auto count = [&](KeyState state) { return enrollment.count(state); };
  const std::size_t fresh = count(KeyState::fresh) + count(KeyState::corroborated);
  std::string text = fmt::format(
      "{} pinned now, {} already pinned, {} new ({} of them corroborated), {} different, {} contradicted, {} not "
      "reached\n",
      count(KeyState::pinned_now) + count(KeyState::replaced), count(KeyState::pinned), fresh,
      count(KeyState::corroborated), count(KeyState::different) + count(KeyState::not_approved),
      count(KeyState::contradicted), count(KeyState::unreachable), not_asked);
  if (fresh > 0)
    text +=
        "Compare the new keys with the devices' consoles, then pin them: muster enroll --accept, or --review FILE and "
        "--approve FILE\n";
  if (count(KeyState::contradicted) > 0)
    text +=
        "A contradicted key is never pinned. Read it on the console: either the source is out of date (correct it, or "
        "leave it out), or somebody is in between\n";
  if (enrollment.met_other_protocol())
    text +=
        "A device that speaks only old algorithms (\"no match for method\") is asked with them after "
        "legacy_algorithms = true in the inventory\n";
  if (count(KeyState::corroborated) > 0)
    text += "Those that another source knows: muster enroll --accept-corroborated, with the same sources\n";
  if (count(KeyState::different) > 0)
    text +=
        "A different key is a replaced device or somebody in between. If it was replaced: muster enroll --replace "
        "DEVICE\n";
  return text;
}

ExitCode code(const Enrollment& enrollment, std::size_t not_asked) {
  const auto count = [&](KeyState state) { return enrollment.count(state); };
  if (count(KeyState::different) + count(KeyState::contradicted) + count(KeyState::not_approved) > 0)
    return ExitCode::findings;
  const std::size_t open =
      count(KeyState::fresh) + count(KeyState::corroborated) + count(KeyState::unreachable) + not_asked;
  return open > 0 ? ExitCode::not_assessed : ExitCode::compliant;
}

std::string listing(std::vector<ProbedKey>& keys, const std::vector<std::string>& not_asked) {
  std::ranges::stable_sort(keys, {}, &ProbedKey::state);
  std::string text;
  for (const ProbedKey& key : keys) text += describe(key);
  for (const std::string& line : not_asked) text += line;
  return text;
}

/// Takes out the devices that are not asked, and says why. A device that is named is asked at any time: maintenance is
/// when devices are replaced.
std::vector<std::string> set_aside(Fleet& fleet, const EnrollOptions& options) {
  const bool named = !options.devices.empty() || !options.replace.empty() || !options.approve.empty();
  std::vector<std::string> lines;
  std::erase_if(fleet.targets, [&](const Target& target) {
    const bool has_address = !target.job.endpoints.empty();
    if (has_address && (named || target.not_now.empty())) return false;
    lines.push_back(fmt::format("{:<16} {:<16} not asked: {}\n", target.identity.id, "",
                                has_address ? target.not_now : "it has no address in the inventory"));
    return true;
  });
  return lines;
}

/// --scan-only: what is seen from here, for others to compare with.
ExitCode write_vantage(const EnrollOptions& options, const std::vector<ProbedKey>& keys,
                       const std::vector<std::string>& not_asked) {
  collectors::Vantage vantage{host_name(), now(), {}};
  std::size_t missing = not_asked.size();
  for (const std::string& line : not_asked) fmt::print(stderr, "muster: {}", line);
  for (const ProbedKey& key : keys) {
    if (key.shown.key.empty()) {
      ++missing;
      fmt::print(stderr, "muster: {}", describe(key));
      continue;
    }
    const std::string type(collectors::key_type(key.shown.key));
    vantage.keys.push_back({key.probe.name(),
                            key.probe.named.host,
                            key.probe.named.port,
                            type,
                            key.shown.key.substr(type.size() + 1),
                            {}});
  }
  const std::string text = collectors::vantage_text(vantage);
  const ExitCode code = missing == 0 ? ExitCode::compliant : ExitCode::not_assessed;
  if (options.output.empty()) return print(text, code);
  if (const auto written = write_file(options.output, text); !written) return report_error(written.error());
  return code;
}

/// --replace takes single devices: a group of replaced devices is more likely an attack, or a mistake.
std::optional<Error> wrong_replacement(const EnrollOptions& options, const std::vector<std::vector<KeyProbe>>& waves) {
  std::vector<std::string> names;
  for (const auto& wave : waves)
    for (const KeyProbe& probe : wave) {
      names.push_back(probe.id);
      names.push_back(probe.name());
    }
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const std::string& name : options.replace) {
    if (std::ranges::find(known, name) != known.end()) continue;
    std::string message = "--replace takes the ids of devices; '" + name + "' is none";
    if (const auto near = nearest(name, known)) message += "; did you mean '" + std::string(*near) + "'?";
    return Error{ErrorKind::usage, message, {}};
  }
  return std::nullopt;
}

std::expected<std::map<KeyPlace, std::string>, std::vector<Error>> approvals(const EnrollOptions& options) {
  if (options.approve.empty()) return std::map<KeyPlace, std::string>();
  const auto text = read_file(options.approve);
  if (!text) return std::unexpected(std::vector{text.error()});
  return read_approvals(*text, options.approve);
}

/// Approved keys of addresses that are not in the inventory (any more) would be passed over without a word.
std::vector<Error> lost_approvals(const std::map<KeyPlace, std::string>& approved,
                                  const std::vector<std::vector<KeyProbe>>& waves) {
  std::map<KeyPlace, std::string> lost = approved;
  for (const auto& wave : waves)
    for (const KeyProbe& probe : wave) lost.erase({probe.id, probe.named.host, probe.named.port});
  std::vector<Error> errors;
  for (const auto& [where, key] : lost)
    errors.push_back({ErrorKind::input,
                      fmt::format("a key is approved for '{}' at {} port {}, which is not in the inventory",
                                  std::get<0>(where), std::get<1>(where), std::get<2>(where)),
                      {}});
  return errors;
}

}  // namespace

ExitCode enroll_command(const EnrollOptions& options) {
  auto fleet = load_fleet({options.inventory, options.recipes, options.devices, false});
  if (!fleet) return report_errors(fleet.error());
  const auto not_asked = set_aside(*fleet, options);
  const auto sources = read_key_sources(options);
  if (!sources) return report_errors(sources.error());
  auto approved = approvals(options);
  if (!approved) return report_errors(approved.error());
  if (!options.approve.empty() && approved->empty())
    fmt::print(stderr, "muster: {}: no key is approved; set approve = true where the console shows the same key\n",
               options.approve);
  auto waves = key_probes(fleet->targets);
  if (const auto wrong = wrong_replacement(options, waves)) return report_error(*wrong);
  if (const auto lost = lost_approvals(*approved, waves); !lost.empty()) return report_errors(lost);
  if (!options.scan_only)
    if (const auto store = open_or_create_store(options.store, now()); !store) return report_error(store.error());
  const auto file = known_devices_file(options.store);
  auto pins = collectors::KnownDevices::load(file);
  if (!pins) return report_error(pins.error());
  const Interruption interruption;
  Enrollment enrollment(options, *sources, std::move(*approved), *pins, interruption.token());
  for (auto& wave : waves) enrollment.visit(std::move(wave));
  auto keys = enrollment.take_keys();
  if (options.scan_only) return write_vantage(options, keys, not_asked);
  if (enrollment.changed())
    if (const auto saved = pins->save(file); !saved) return report_error(saved.error());
  if (!options.review.empty())
    if (const auto written = write_file(options.review, review_text(keys, now()), true); !written)
      return report_error(written.error());
  return print(listing(keys, not_asked) + summary(enrollment, not_asked.size()),
               interruption.requested() ? ExitCode::interrupted : code(enrollment, not_asked.size()));
}

}  // namespace muster::app
