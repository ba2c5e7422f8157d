#include "inventory/checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/ip.hpp"
#include "core/nearest.hpp"

namespace muster::inventory {
namespace {

class Checker {
 public:
  Checker(const Inventory& inventory, const Surroundings& surroundings)
      : inventory_(inventory), surroundings_(surroundings) {}

  std::vector<Remark> run() {
    check_quarantined();
    for (const Unit& unit : inventory_.units) check_unit(unit);
    check_sites();
    for (const Jump& jump : inventory_.jumps) check_jump(jump);
    for (const CredentialSpec& credential : inventory_.credentials) check_credential(credential);
    if (surroundings_.is_pinned) check_pins();
    std::ranges::stable_sort(remarks_, {},
                             [](const Remark& remark) { return std::tie(remark.where.line, remark.where.column); });
    return std::move(remarks_);
  }

 private:
  void error(const SourcePosition& where, std::string message) {
    remarks_.push_back({true, where, std::move(message)});
  }
  void warning(const SourcePosition& where, std::string message) {
    remarks_.push_back({false, where, std::move(message)});
  }

  /// What is wrong in the same words at many entries, such as a credential that is missing, is said once.
  void check_quarantined() {
    std::map<std::string_view, std::size_t> times;
    for (const Quarantined& entry : inventory_.quarantined) ++times[entry.message];
    for (const Quarantined& entry : inventory_.quarantined) {
      const std::size_t count = std::exchange(times[entry.message], 0);
      if (count == 1) error(entry.where, entry.message);
      if (count > 1) error(entry.where, fmt::format("{} (and {} more entries)", entry.message, count - 1));
    }
  }

  void check_unit(const Unit& unit) {
    check_addresses(unit);
    check_times(unit);
    if (unit.credential.empty())
      warning(unit.where, fmt::format("'{}' has no credential: nobody can log in to it", unit.id));
    else
      used_credentials_.insert(unit.credential);
    used_jumps_.insert(unit.jump.begin(), unit.jump.end());
    if (!unit.site.empty() && !inventory_.sites.empty() && inventory_.find_site(unit.site) == nullptr)
      unknown_sites_[unit.site].push_back(&unit);
  }

  void check_sites() {
    for (const auto& [site, units] : unknown_sites_)
      warning(units.front()->where, unknown_site(*units.front(), units.size()));
  }

  [[nodiscard]] std::string unknown_site(const Unit& unit, std::size_t units) const {
    std::vector<std::string_view> names;
    for (const Site& site : inventory_.sites) names.push_back(site.name);
    std::string message = units == 1 ? fmt::format("'{}' is at site '{}', which is not described", unit.id, unit.site)
                                     : fmt::format("'{}' and {} more are at site '{}', which is not described", unit.id,
                                                   units - 1, unit.site);
    if (const auto near = nearest(unit.site, names)) message += fmt::format("; did you mean '{}'?", *near);
    return message;
  }

  void check_addresses(const Unit& unit) {
    for (const Member& member : unit.members) {
      const std::string name = member.name.empty() ? unit.id : unit.id + "/" + member.name;
      if (member.addresses.empty() && unit.floating.empty())
        warning(unit.where, fmt::format("'{}' has no address", name));
      for (const std::string& address : member.addresses) check_address(unit, name, address, member.port, member.where);
    }
    for (const std::string& address : unit.floating)
      check_address(unit, unit.id, address, unit.floating_port, unit.where);
  }

  /// What is reached by the same way at the same address is the same box.
  void check_address(const Unit& unit, const std::string& name, const std::string& address, unsigned port,
                     const SourcePosition& where) {
    const auto [at, is_new] = places_.try_emplace({unit.jump, address, port}, name, where);
    if (!is_new)
      error(where, fmt::format("{} port {} of '{}' is also the address of '{}' ({}:{})", address, port, name,
                               at->second.first, at->second.second.line, at->second.second.column));
    if (!unit.jump.empty() && !parse_ip(address))
      warning(where, fmt::format("the name '{}' is resolved here, not at the jump host", address));
  }

  void check_times(const Unit& unit) {
    const Site* const site = inventory_.find_site(unit.site);
    if (site != nullptr && !site->collect.empty() && !unit.collect.empty() &&
        (open_minutes(unit.collect) & open_minutes(site->collect)).none())
      error(unit.where, fmt::format("'{}' is never collected: its change window and that of site '{}' never meet",
                                    unit.id, site->name));
    if (unit.maintenance && unit.maintenance->active && unit.maintenance->until &&
        *unit.maintenance->until <= surroundings_.now)
      warning(unit.where,
              fmt::format("the maintenance of '{}' ended at {}", unit.id, muster::to_string(*unit.maintenance->until)));
  }

  void check_jump(const Jump& jump) {
    used_credentials_.insert(jump.credential);
    if (!used_jumps_.contains(jump.id)) warning(jump.where, fmt::format("no device is behind jump host '{}'", jump.id));
  }

  void check_credential(const CredentialSpec& credential) {
    const auto where = inventory_.credential_positions.find(credential.id)->second;
    if (!used_credentials_.contains(credential.id))
      return warning(where, fmt::format("no device uses credential '{}'", credential.id));
    if (!surroundings_.missing) return;
    for (const CredentialReference* reference : {&credential.login, &credential.enable, &credential.line})
      if (const std::string reason = surroundings_.missing(*reference); !reason.empty())
        warning(where, fmt::format("credential '{}': {}", credential.id, reason));
  }

  void check_pins() {
    const auto lacks_pin = [&](const auto& entry) { return !surroundings_.is_pinned(entry.id); };
    const auto devices = static_cast<std::size_t>(std::ranges::count_if(inventory_.units, lacks_pin));
    if (devices > 1 && devices == inventory_.units.size())
      return warning({}, fmt::format("no host key is pinned for any of the {} devices: muster enroll", devices));
    for (const Jump& jump : inventory_.jumps)
      if (lacks_pin(jump))
        warning(jump.where, fmt::format("no host key is pinned for jump host '{}': muster enroll", jump.id));
    for (const Unit& unit : inventory_.units)
      if (lacks_pin(unit))
        warning(unit.where, fmt::format("no host key is pinned for '{}': muster enroll {}", unit.id, unit.id));
  }

  using Place = std::tuple<std::vector<std::string>, std::string, unsigned>;

  const Inventory& inventory_;
  const Surroundings& surroundings_;
  std::vector<Remark> remarks_;
  std::map<Place, std::pair<std::string, SourcePosition>> places_;
  std::map<std::string, std::vector<const Unit*>> unknown_sites_;
  std::set<std::string> used_credentials_;
  std::set<std::string> used_jumps_;
};

}  // namespace

std::vector<Remark> check(const Inventory& inventory, const Surroundings& surroundings) {
  return Checker(inventory, surroundings).run();
}

}  // namespace muster::inventory
