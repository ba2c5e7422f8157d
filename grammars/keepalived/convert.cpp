#include <algorithm>
#include <map>

#include "grammars/keepalived/config.hpp"

namespace muster::grammars::keepalived {
namespace {

enum class Watched : std::uint8_t { no, maybe, yes };

/// What decides whether a check that only changes the priority counts.
struct Situation {
  bool owner = false;             ///< priority 255: nothing changes it
  bool group_keeps_none = false;  ///< the sync group allows no weights
  bool doubt = false;             ///< a line was not understood that may say either
};

/// keepalived drops what is not defined above, and what has a weight where weights do not count.
Watched judge(const Config& config, const Tracked& tracked, const Situation& situation) {
  const bool interface = tracked.kind == "interface";
  if (!interface) {
    if (tracked.check == nullptr) return config.opened ? Watched::maybe : Watched::no;
    if (tracked.check->open) return Watched::maybe;
    if (!tracked.check->complete) return Watched::no;
  }
  const bool file = tracked.kind == "file";
  const std::int64_t usual = file ? 1 : 0;
  const std::int64_t weight = tracked.weight.value_or(interface ? 0 : tracked.check->weight.value_or(usual));
  if (weight == 0 || (file && weight == usual) || tracked.kind == "process") return Watched::yes;
  if (situation.group_keeps_none) return interface ? Watched::yes : Watched::no;
  if (situation.owner) return Watched::no;
  return situation.doubt ? Watched::maybe : Watched::yes;
}

struct Judged {
  Watched watched = Watched::no;
  model::LinesId lines = 0;
};

Judged judge(const Config& config, const std::vector<Tracked>& all, const Situation& situation) {
  Judged best;
  for (const Tracked& each : all) {
    const Watched now = judge(config, each, situation);
    if (best.lines == 0 || now > best.watched) best = {now, each.lines};
  }
  return best;
}

bool is_owner(const Instance& from) { return from.priority ? from.priority->value == 255 : from.master.has_value(); }

void set_tracked(model::Boolean& to, const Config& config, const Instance& from, const SyncGroup* group, bool doubt) {
  const Situation own{is_owner(from), group != nullptr && !group->weights, doubt};
  Judged found = judge(config, from.tracked, own);
  if (group != nullptr) {
    const Judged shared = judge(config, group->tracked, {});
    if (found.lines == 0 || shared.watched > found.watched) found = shared;
  }
  if (found.watched == Watched::yes) return to.set(true, found.lines);
  if (found.watched == Watched::maybe || (doubt && found.lines != 0)) return to.set_unknown(found.lines);
  if (found.lines == 0) return to.set_default(false);
  to.set(false, found.lines);
}

/// Nothing if it is version 2, IPv4, and not strict; otherwise the lines that say so: there is no authentication then.
std::optional<model::LinesId> refuses_keys(const Config& config, const Instance& from) {
  const auto strict = from.strict ? from.strict : config.strict;
  if (strict && strict->value) return strict->lines;
  const auto version = from.version ? from.version : config.version;
  if (version && version->value == 3) return version->lines;
  if (from.family && from.family->value == 6) return from.family->lines;
  return std::nullopt;
}

void set_authenticated(model::Boolean& to, const Config& config, const Instance& from, bool doubt) {
  if (!from.auth_type || !from.has_auth_pass) return to.set_default(false);
  if (doubt) return to.set_unknown(from.auth_type->lines);
  const auto refused = refuses_keys(config, from);
  to.set(!refused, refused ? *refused : from.auth_type->lines);
}

/// What keepalived misses in an instance that it does not run; empty if it runs it.
std::string_view missing(const Config& config, const Instance& from) {
  if (!from.router_id) return "virtual_router_id";
  if (!from.interface && from.peers.empty()) return "an interface";
  if (from.addresses.empty() && refuses_keys(config, from)) return "an address";
  return {};
}

class Converter {
 public:
  Converter(Config& config, model::Device& device, const ReadOptions& options)
      : config_(config), device_(device), options_(options) {
    config.groups.each([this](const std::string&, const SyncGroup& group) {
      for (const std::string& member : group.members) group_of_.try_emplace(member, &group);
    });
  }

  void run() {
    config_.instances.each([this](const std::string& name, Instance& from) {
      const bool doubt = config_.opened || !from.opened_by.empty();
      const std::string_view what = doubt ? std::string_view() : missing(config_, from);
      if (what.empty()) return instance(name, from, doubt);
      const std::string reason = "keepalived does not run an instance without " + std::string(what);
      device_.open(options_.context, Domain::redundancy, reason, from.lines.id(device_.lines, options_.capture));
    });
  }

 private:
  void instance(const std::string& name, Instance& from, bool doubt) {
    const auto found = group_of_.find(name);
    const SyncGroup* const group = found == group_of_.end() ? nullptr : found->second;
    model::RedundancyGroup& to = device_.redundancy_groups.emplace_back();
    to.context = options_.context;
    to.lines = from.lines.id(device_.lines, options_.capture);
    to.open = !from.opened_by.empty();
    if (to.open) to.opened_by = from.opened_by.id(device_.lines, options_.capture);
    to.name.set("vrrp " + name, to.lines);
    to.protocol.set("vrrp", to.lines);
    if (from.router_id) to.group.set(from.router_id->value, from.router_id->lines);
    set_priority(to.priority, from);
    if (from.addresses.empty())
      to.virtual_addresses.set_absent();
    else
      to.virtual_addresses.set(from.addresses, from.address_lines.id(device_.lines, options_.capture));
    if (from.peers.size() == 1) to.peer.set(from.peers.front().value, from.peers.front().lines);
    set_tracked(to.tracked, config_, from, group, doubt);
    set_authenticated(to.authenticated, config_, from, doubt);
    keep_secret(name, from);
  }

  static void set_priority(model::Integer& to, const Instance& from) {
    if (from.priority)
      to.set(from.priority->value, from.priority->lines);
    else if (from.master)
      to.set(255, from.master->lines);  // without a priority, the state at the start makes it
    else
      to.set_default(100);
  }

  void keep_secret(const std::string& name, Instance& from) {
    if (!from.has_auth_pass) return;
    model::Credential& to = device_.credentials.emplace_back();
    to.context = options_.context;
    to.lines = from.auth_pass.lines;
    to.kind.set("vrrp", to.lines);
    to.name.set(name, to.lines);
    to.value = std::move(from.auth_pass);
  }

  Config& config_;
  model::Device& device_;
  const ReadOptions& options_;
  std::map<std::string, const SyncGroup*, std::less<>> group_of_;  ///< the first that names it counts
};

}  // namespace

void convert(Config& config, model::Device& device, const ReadOptions& options) {
  Converter(config, device, options).run();
  convert_servers(config, device, options);
}

}  // namespace muster::grammars::keepalived
