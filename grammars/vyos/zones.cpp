#include <array>
#include <deque>

#include "grammars/vyos/config.hpp"

/// Zones: what may pass between groups of interfaces, and to the router itself (`local-zone`).
namespace muster::grammars::vyos {
namespace {

/// One zone as it stands.
struct Zone {
  NodeId node = no_node;
  std::string_view name;
  bool local = false;
  std::vector<NodeId> interfaces;
};

class Zones {
 public:
  Zones(Walk& walk, State& state) : walk_(walk), state_(state) {
    for (const NodeId node : state.zones) {
      zones_.push_back(read(node));
      by_name_[zones_.back().name] = &zones_.back();
    }
  }

  void run() {
    if (zones_.empty()) return;
    name_interfaces();
    const bool all = every_interface_has_one();
    for (const std::string_view family : {"ip", "ip6"}) {
      add_filter(family, "forward", all, [](const Zone& from, const Zone& to) { return !from.local && !to.local; });
      if (std::ranges::none_of(zones_, &Zone::local)) continue;
      add_filter(family, "input", true, [](const Zone& from, const Zone& to) { return !from.local && to.local; });
      add_filter(family, "output", all, [](const Zone& from, const Zone& to) { return from.local && !to.local; });
    }
  }

 private:
  [[nodiscard]] Place place(NodeId node) const { return {walk_, state_, node}; }
  [[nodiscard]] NodeId child(NodeId node, std::string_view word) const {
    return child_of(walk_.configuration(), node, word);
  }

  /// `interface eth0`, from 1.5 on `member interface eth0`.
  Zone read(NodeId node) {
    Zone zone{node, walk_.configuration()[node].text, false, {}};
    zone.local = child(node, "local-zone") != no_node;
    const NodeId members = child(child(node, "member"), "interface");
    for (const NodeId list : {child(node, "interface"), members})
      if (list != no_node)
        for (const NodeId each : Children(walk_.configuration(), list)) zone.interfaces.push_back(each);
    for (const NodeId each : Children(walk_.configuration(), node)) {
      const std::string_view word = walk_.configuration()[each].text;
      if (one_of(word, {"description", "enable-default-log", "default-log"}))
        walk_.ignore(each);
      else if (!one_of(word, {"default-action", "interface", "member", "local-zone", "from", "intra-zone-filtering",
                              "default-firewall"}))
        walk_.unknown(each, Domain::filters, "a setting of a zone");
    }
    if (const NodeId routing = child(child(node, "member"), "vrf"); routing != no_node)
      walk_.known(routing, Domain::filters | Domain::interfaces);
    return zone;
  }

  void name_interfaces() {
    std::map<std::string_view, std::pair<const Zone*, NodeId>> zone_of;
    for (const Zone& zone : zones_)
      for (const NodeId each : zone.interfaces) zone_of[walk_.configuration()[each].text] = {&zone, each};
    for (InterfaceEntry& entry : state_.interfaces) {
      const auto found = zone_of.find(entry.to.name.value);
      if (found != zone_of.end())
        entry.to.zone.set(std::string(found->second.first->name), walk_.lines(found->second.second));
    }
  }

  /// Packets between interfaces without zones pass.
  [[nodiscard]] bool every_interface_has_one() const {
    return std::ranges::all_of(state_.interfaces, [](const InterfaceEntry& entry) {
      const std::string_view name = entry.to.name.value;
      const bool silent = entry.to.addresses.state == model::State::absent || !entry.to.enabled.value;
      return entry.to.zone.known() || silent || name.starts_with("lo") || name.starts_with("dum");
    });
  }

  template <class Wanted>
  void add_filter(std::string_view family, std::string_view hook, bool closed, const Wanted& wanted) {
    model::Filter filter;
    filter.context = walk_.options().context;
    for (const Zone& to : zones_) {
      if (!to.local && hook == "forward") add_intra_zone(filter, to, family);
      if (const NodeId others = child(to.node, "from"); others != no_node)
        for (const NodeId each : Children(walk_.configuration(), others)) {
          const auto from = by_name_.find(walk_.configuration()[each].text);
          if (from != by_name_.end() && wanted(*from->second, to)) add_from(filter, *from->second, to, family);
        }
      if (hook == "input" ? to.local : !to.local) add_default_set(filter, to, family);
    }
    std::vector<Evidence> lines;
    for (const Zone& zone : zones_)
      for (const Evidence& each : walk_.device().lines.get(walk_.lines_below(zone.node))) lines.push_back(each);
    filter.lines = walk_.device().lines.add(paths::joined(std::move(lines)));
    filter.name.set(std::string(family) + " " + std::string(hook) + "/zones", filter.lines);
    filter.family.set(std::string(family), filter.lines);
    filter.hook.set(std::string(hook), filter.lines);
    if (closed)
      filter.default_action.set("deny", filter.lines);
    else
      filter.default_action.set_unknown(filter.lines);
    walk_.device().filters.push_back(std::move(filter));
  }

  model::FilterRule& add_rule(model::Filter& filter, std::string name, std::string_view from, std::string_view to,
                              NodeId node) {
    model::FilterRule& rule = filter.rules.emplace_back();
    rule.name = std::move(name);
    rule.source_zone = from;
    rule.destination_zone = to;
    rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
    rule.lines = walk_.lines_below(node);
    return rule;
  }

  /// `firewall { name A; ipv6-name B }`: the rule set of that family, or nothing.
  [[nodiscard]] NodeId rule_set(NodeId node, std::string_view family) const {
    const NodeId part = child(child(node, "firewall"), family == "ip" ? "name" : "ipv6-name");
    return part == no_node ? no_node : paths::value_of(walk_.configuration(), part);
  }

  void add_from(model::Filter& filter, const Zone& from, const Zone& to, std::string_view family) {
    const NodeId node = child(child(to.node, "from"), from.name);
    const NodeId set = rule_set(node, family);
    if (set == no_node) return;
    const std::string name = std::string(from.name) + " " + std::string(to.name);
    add_rule(filter, name, from.name, to.name, node).action = "jump " + std::string(walk_.configuration()[set].text);
  }

  /// Within a zone everything passes, unless it says otherwise.
  void add_intra_zone(model::Filter& filter, const Zone& zone, std::string_view family) {
    const NodeId said = child(zone.node, "intra-zone-filtering");
    const NodeId set = rule_set(said, family);
    const NodeId action = said == no_node ? no_node : child(said, "action");
    const NodeId value = action == no_node ? no_node : paths::value_of(walk_.configuration(), action);
    const std::string name = std::string(zone.name) + " " + std::string(zone.name);
    model::FilterRule& rule = add_rule(filter, name, zone.name, zone.name, said == no_node ? zone.node : said);
    rule.other_conditions = true;  // only between its own interfaces
    if (set != no_node)
      rule.action = "jump " + std::string(walk_.configuration()[set].text);
    else
      rule.action = value != no_node && walk_.configuration()[value].text == "drop" ? "deny" : "permit";
  }

  /// `default-firewall name X`: for whatever comes from zones that are not named.
  void add_default_set(model::Filter& filter, const Zone& to, std::string_view family) {
    const NodeId node = child(to.node, "default-firewall");
    const NodeId part = child(node, family == "ip" ? "name" : "ipv6-name");
    const NodeId set = part == no_node ? no_node : paths::value_of(walk_.configuration(), part);
    if (set == no_node) return;
    add_rule(filter, "any " + std::string(to.name), "any", to.name, node).action =
        "jump " + std::string(walk_.configuration()[set].text);
  }

  Walk& walk_;
  State& state_;
  std::deque<Zone> zones_;
  std::map<std::string_view, const Zone*> by_name_;
};

}  // namespace

void finish_zones(Walk& walk, State& state) { Zones(walk, state).run(); }

}  // namespace muster::grammars::vyos
