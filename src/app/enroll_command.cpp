#include <fmt/format.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "collectors/ssh_source.hpp"

namespace muster::app {
namespace {

/// An address to ask, and whom it belongs to.
struct Probe {
  const Target* target;
  Endpoint named;     ///< as it stands in the inventory: what a key is pinned for
  Endpoint endpoint;  ///< resolved
};

/// Compares the keys that addresses show with the pinned ones, and pins what the options allow.
class Enrollment {
 public:
  Enrollment(const EnrollOptions& options, collectors::KnownDevices& pins) : options_(options), pins_(pins) {}

  void visit(std::span<const Target> targets) {
    std::vector<Probe> modern;
    std::vector<Probe> legacy;
    for (const Target& target : targets) add(target, target.job.legacy_algorithms ? legacy : modern);
    scan(modern, false);
    scan(legacy, true);
  }

  [[nodiscard]] bool changed() const { return pinned_ > 0; }

  [[nodiscard]] std::string text() const {
    std::string text = listing_;
    text += fmt::format("{} pinned now, {} already pinned, {} new, {} different, {} not reached\n", pinned_, known_, new_,
                        different_, unreachable_);
    if (new_ > 0) text += "Compare the new keys with the devices' consoles, then pin them: muster enroll --accept\n";
    if (different_ > 0)
      text += "A different key is a replaced device or somebody in between. If it was replaced: muster enroll DEVICE --replace\n";
    return text;
  }

  [[nodiscard]] ExitCode code() const {
    if (different_ > 0) return ExitCode::findings;
    return new_ + unreachable_ > 0 ? ExitCode::not_assessed : ExitCode::compliant;
  }

 private:
  void add(const Target& target, std::vector<Probe>& probes) {
    if (target.job.endpoints.empty()) say(target, "", "no address in the inventory", unreachable_);
    for (const Endpoint& named : target.job.endpoints) {
      CollectJob one = target.job;
      one.endpoints = {named};
      resolve_endpoints(one, pins_);
      if (one.endpoints.empty()) say(target, named.host, "the name does not resolve", unreachable_);
      else
        probes.push_back({&target, named, one.endpoints.front()});
    }
  }

  void scan(std::span<const Probe> probes, bool legacy) {
    std::vector<Endpoint> endpoints;
    for (const Probe& probe : probes) endpoints.push_back(probe.endpoint);
    const auto keys = collectors::scan_host_keys(endpoints, {}, legacy);
    for (std::size_t i = 0; i < keys.size(); ++i) compare(probes[i], keys[i]);
  }

  void compare(const Probe& probe, const collectors::ScannedKey& shown) {
    const Target& target = *probe.target;
    const std::string& address = probe.named.host;
    if (shown.key.empty())
      return say(target, address, fmt::format("{}: {}", to_string(shown.failure), shown.detail), unreachable_);
    const auto pinned = pins_.keys(target.job.device_id, address, probe.named.port);
    if (std::ranges::find(pinned, shown.key) != pinned.end()) return say(target, address, shown.key + "  pinned", known_);
    if (pinned.empty() ? options_.accept : options_.replace) return pin(probe, shown.key);
    if (pinned.empty()) return say(target, address, shown.key + "  NEW", new_);
    say(target, address, shown.key + "  DIFFERENT, pinned is " + pinned.front(), different_);
  }

  void pin(const Probe& probe, const std::string& key) {
    const std::string& device = probe.target->job.device_id;
    pins_.forget(device, probe.named.host, probe.named.port);
    const auto done = pins_.pin({device, probe.named.host, probe.named.port, key, now()});
    if (!done) return say(*probe.target, probe.named.host, done.error().message, unreachable_);
    say(*probe.target, probe.named.host, key + "  pinned now", pinned_);
  }

  void say(const Target& target, const std::string& address, const std::string& what, std::size_t& counter) {
    ++counter;
    listing_ += fmt::format("{:<16} {:<16} {}\n", target.identity.id, address, what);
  }

  const EnrollOptions& options_;
  collectors::KnownDevices& pins_;
  std::string listing_;
  std::size_t pinned_ = 0;
  std::size_t known_ = 0;
  std::size_t new_ = 0;
  std::size_t different_ = 0;
  std::size_t unreachable_ = 0;
};

}  // namespace

ExitCode enroll_command(const EnrollOptions& options) {
  const auto fleet = load_fleet({options.inventory, {}, options.devices, false});
  if (!fleet) return report_errors(fleet.error());
  const auto store = open_or_create_store(options.store, now());
  if (!store) return report_error(store.error());
  const auto file = known_devices_file(options.store);
  auto pins = collectors::KnownDevices::load(file);
  if (!pins) return report_error(pins.error());
  Enrollment enrollment(options, *pins);
  enrollment.visit(fleet->targets);
  if (enrollment.changed())
    if (const auto saved = pins->save(file); !saved) return report_error(saved.error());
  return print(enrollment.text(), enrollment.code());
}

}  // namespace muster::app
