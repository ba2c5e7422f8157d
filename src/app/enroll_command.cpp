#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "collectors/host_key_scan.hpp"

namespace muster::app {
namespace {

/// Asks each address for its key and compares it with what is pinned.
class Enrollment {
 public:
  Enrollment(const EnrollOptions& options, collectors::KnownDevices& pins) : options_(options), pins_(pins) {}

  void visit(const Target& target) {
    if (target.job.endpoints.empty()) return say(target, "", "no address in the inventory", unreachable_);
    for (const Endpoint& endpoint : target.job.endpoints) visit(target, endpoint);
  }

  [[nodiscard]] const std::string& listing() const { return listing_; }
  [[nodiscard]] bool changed() const { return pinned_ > 0; }
  [[nodiscard]] std::size_t open() const { return new_ + different_; }
  [[nodiscard]] std::string summary() const {
    return fmt::format("{} pinned now, {} already pinned, {} new, {} different, {} not reached\n", pinned_, known_, new_,
                       different_, unreachable_);
  }
  [[nodiscard]] ExitCode code() const {
    if (different_ > 0) return ExitCode::findings;
    return new_ + unreachable_ > 0 ? ExitCode::not_assessed : ExitCode::compliant;
  }

 private:
  void visit(const Target& target, const Endpoint& endpoint) {
    CollectJob probe = target.job;
    probe.endpoints = {endpoint};
    resolve_endpoints(probe, pins_);
    if (probe.endpoints.empty()) return say(target, endpoint.host, "the name does not resolve", unreachable_);
    const auto key = collectors::scan_host_key(probe.endpoints.front(), target.job.legacy_algorithms);
    if (!key) return say(target, endpoint.host, "not reached: " + key.error().message, unreachable_);
    const auto pinned = pins_.keys(target.job.device_id, endpoint.host, endpoint.port);
    if (std::ranges::find(pinned, *key) != pinned.end()) return say(target, endpoint.host, *key + "  pinned", known_);
    if (pinned.empty() ? options_.accept : options_.replace) return pin(target, endpoint, *key);
    if (pinned.empty()) return say(target, endpoint.host, *key + "  NEW", new_);
    say(target, endpoint.host, *key + "  DIFFERENT, pinned is " + pinned.front(), different_);
  }

  void pin(const Target& target, const Endpoint& endpoint, const std::string& key) {
    pins_.forget(target.job.device_id, endpoint.host, endpoint.port);
    const auto done = pins_.pin({target.job.device_id, endpoint.host, endpoint.port, key, now()});
    if (!done) return say(target, endpoint.host, done.error().message, unreachable_);
    say(target, endpoint.host, key + "  pinned now", pinned_);
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
  for (const Target& target : fleet->targets) enrollment.visit(target);
  if (enrollment.changed())
    if (const auto saved = pins->save(file); !saved) return report_error(saved.error());
  std::string text = enrollment.listing() + enrollment.summary();
  if (enrollment.open() > 0)
    text += "Compare the keys with the devices' consoles, then: muster enroll --accept (new keys), "
            "muster enroll DEVICE --replace (a device whose key really changed).\n";
  return print(text, enrollment.code());
}

}  // namespace muster::app
