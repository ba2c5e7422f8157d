#include <algorithm>
#include <map>

#include "grammars/keepalived/config.hpp"

namespace muster::grammars::keepalived {
namespace {

/// The first thing that is really watched: keepalived leaves out a check that is not defined.
const Tracked* effective(const Config& config, const std::vector<Tracked>& tracked) {
  const auto found = std::ranges::find_if(tracked, [&](const Tracked& each) {
    return each.kind == "interface" || config.checks.contains(each.kind + ' ' + each.name);
  });
  return found == tracked.end() ? nullptr : &*found;
}

using Groups = std::map<std::string, std::vector<const SyncGroup*>, std::less<>>;

void set_tracked(model::Boolean& to, const Config& config, const Instance& from, const std::vector<const SyncGroup*>& groups) {
  if (const Tracked* const own = effective(config, from.tracked)) return to.set(true, own->lines);
  for (const SyncGroup* const group : groups)
    if (const Tracked* const shared = effective(config, group->tracked)) return to.set(true, shared->lines);
  if (from.tracked.empty())
    to.set_default(false);
  else
    to.set(false, from.tracked.front().lines);
}

/// Version 3, and with it IPv6, has no authentication: keepalived leaves the settings out.
void set_authenticated(model::Boolean& to, const Config& config, const Instance& from) {
  const auto version = from.version ? from.version : config.version;
  if (version && version->value == 3) return to.set(false, version->lines);
  if (from.has_ipv6) return to.set(false, from.address_lines);
  if (from.auth_type && from.auth_pass.lines != 0) return to.set(true, from.auth_type->lines);
  to.set_default(false);
}

class Converter {
 public:
  Converter(Config& config, model::Device& device, const ReadOptions& options)
      : config_(config), device_(device), options_(options) {
    config.groups.each([this](const std::string&, SyncGroup& group) {
      for (const std::string& member : group.members) groups_[member].push_back(&group);
    });
  }

  void run() {
    config_.instances.each([this](const std::string& name, Instance& from) { instance(name, from); });
  }

 private:
  void instance(const std::string& name, Instance& from) {
    static const std::vector<const SyncGroup*> none;
    const auto found = groups_.find(name);
    const auto& groups = found == groups_.end() ? none : found->second;
    model::RedundancyGroup& to = device_.redundancy_groups.emplace_back();
    to.context = options_.context;
    to.lines = from.lines.id(device_.lines, options_.capture);
    mark_open(to, from, groups);
    to.name.set("vrrp " + name, to.lines);
    to.protocol.set("vrrp", to.lines);
    if (from.router_id) to.group.set(from.router_id->value, from.router_id->lines);
    if (from.priority)
      to.priority.set(from.priority->value, from.priority->lines);
    else
      to.priority.set_default(usual_priority);
    if (from.addresses.empty())
      to.virtual_addresses.set_absent();
    else
      to.virtual_addresses.set(from.addresses, from.address_lines);
    set_tracked(to.tracked, config_, from, groups);
    set_authenticated(to.authenticated, config_, from);
    keep_secret(name, from);
  }

  void mark_open(model::RedundancyGroup& to, const Instance& from, const std::vector<const SyncGroup*>& groups) {
    if (!from.opened_by.empty()) to.opened_by = from.opened_by.id(device_.lines, options_.capture);
    for (const SyncGroup* const group : groups)
      if (!group->opened_by.empty())
        to.opened_by = device_.lines.join(to.opened_by, group->opened_by.id(device_.lines, options_.capture));
    to.open = to.opened_by != 0;
  }

  void keep_secret(const std::string& name, Instance& from) {
    if (from.auth_pass.lines == 0) return;
    model::Credential& to = device_.credentials.emplace_back();
    to.context = options_.context;
    to.lines = from.auth_pass.lines;
    to.kind.set("vrrp", to.lines);
    to.name.set(name, to.lines);
    to.value = std::move(from.auth_pass);
  }

  static constexpr std::int64_t usual_priority = 100;

  Config& config_;
  model::Device& device_;
  const ReadOptions& options_;
  Groups groups_;
};

}  // namespace

void convert(Config& config, model::Device& device, const ReadOptions& options) { Converter(config, device, options).run(); }

}  // namespace muster::grammars::keepalived
