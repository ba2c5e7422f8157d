#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"
#include "grammars/fortinet_fortios/process_networks.hpp"

/// OSPF: on which interfaces it speaks, and whether it asks for keys.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::routing;
constexpr auto area_at = &Config::ospf_area;
constexpr auto interface_at = &Config::ospf_interface;
constexpr auto interface6_at = &Config::ospf6_interface;
constexpr std::string_view announced = "what is announced and how paths are chosen";
constexpr std::string_view timers = "costs and timers";

const Table& area_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"authentication", domains, &text<area_at, &OspfArea::authentication>},
      {"config virtual-link", domains | Domain::users},
  });
  static constexpr auto others =
      ignored_each(words("shortcut", "default-cost", "nssa-translator-role", "stub-type", "type",
                         "nssa-default-information-originate", "nssa-default-information-originate-metric",
                         "nssa-default-information-originate-metric-type", "nssa-redistribution", "comments",
                         "config range", "config filter-list"),
                   announced);
  static const Table table({rows, others}, &opens<area_at>);
  return table;
}
const Table& area_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<&Vdom::ospf_areas, area_at>, &area_entry}});
  static const Table table({rows});
  return table;
}

/// `md5-key 1 ENC ...` of old releases; a plain key may stand beside it.
Outcome numbered_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return cursor.end();
  if (!cursor.number()) return cursor.fail("the number of a key");
  Maybe<StoredText> key;
  const Outcome outcome = read_secret(key, cursor);
  if (!key) return outcome;
  config.ospf_interface->digest_key = true;
  keep_secret(config.vdom->secrets, "ospf", config.name + " md5", std::move(key->value), key->lines);
  return outcome;
}

Outcome digest_key(Config& config, Cursor& cursor) {
  Maybe<StoredText> key;
  const Outcome outcome = read_secret(key, cursor);
  if (key) {
    config.ospf_interface->digest_key = true;
    keep_secret(config.vdom->secrets, "ospf", config.name + " md5", key->value, key->lines);
  }
  return outcome;
}

const Table& digest_entry() {
  static constexpr auto rows = std::to_array<Row>({{"key-string", domains | Domain::users, &digest_key}});
  static const Table table({rows}, &opens<interface_at>);
  return table;
}
const Table& digest_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &nested_edit, &digest_entry}});
  static const Table table({rows}, &opens<interface_at>);
  return table;
}

const Table& interface_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &text<interface_at, &OspfInterface::interface>},
      {"authentication", domains, &text<interface_at, &OspfInterface::authentication>},
      {"authentication-key", domains | Domain::users, &secret<interface_at, &OspfInterface::key>},
      {"keychain", domains, &text<interface_at, &OspfInterface::key_chain>},
      {"md5-keychain", domains, &text<interface_at, &OspfInterface::key_chain>},
      {"md5-key", domains | Domain::users, &numbered_key},
      {"config md5-keys", domains, &nested_block, &digest_table},
      {"status", domains, &text<interface_at, &OspfInterface::status>},
  });
  static constexpr auto others = ignored_each(
      words("ip", "prefix-length", "cost", "priority", "dead-interval", "hello-interval", "hello-multiplier",
            "retransmit-interval", "transmit-delay", "mtu", "mtu-ignore", "network-type", "bfd", "database-filter-out",
            "resync-timeout", "comments", "linkdown-fast-failover"),
      timers);
  static const Table table({rows, others}, &opens<interface_at>);
  return table;
}
const Table& interface_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::ospf_interfaces, interface_at>, &interface_entry}});
  static const Table table({rows});
  return table;
}

Outcome passive(Config& config, Cursor& cursor) { return read_names(config.vdom->ospf_passive, cursor); }

Outcome learnt(Config& config, Cursor& cursor) {
  Maybe<std::string> list;
  const Outcome outcome = read_text(list, cursor);
  if (list) config.vdom->ospf_learnt = std::move(list);
  return outcome;
}

/// Of OSPF for both families.
constexpr auto process_rows = ignored_each(
    words("abr-type", "auto-cost-ref-bandwidth", "bfd", "database-overflow", "database-overflow-max-lsas",
          "database-overflow-time-to-recover", "default-information-originate", "default-information-metric",
          "default-information-metric-type", "default-information-route-map", "default-metric", "distance",
          "distance-external", "distance-inter-area", "distance-intra-area", "lsa-refresh-interval",
          "rfc1583-compatible", "router-id", "spf-timers", "log-neighbour-changes", "restart-mode", "restart-period",
          "restart-on-topology-change", "config summary-address", "config distribute-list", "config redistribute"),
    announced);

/// Nothing is redistributed until its status is enable; what it then is, is no attribute of a neighbour.
const Table& ospf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config area", domains, &nested_block, &area_table},
      {"config network", domains, &nested_block, &network_table<&Vdom::ospf_networks>},
      {"config ospf-interface", domains, &nested_block, &interface_table},
      {"passive-interface", domains, &passive},
      {"config neighbor", domains},
      {"distribute-list-in", domains, &learnt},
      {"distribute-route-map-in", domains, &learnt},
  });
  static const Table table({rows, process_rows});
  return table;
}

const Table& interface6_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &text<interface6_at, &OspfInterface::interface>},
      {"authentication", domains, &text<interface6_at, &OspfInterface::authentication>},
      {"status", domains, &text<interface6_at, &OspfInterface::status>},
      {"config neighbor", domains},
  });
  static constexpr auto others =
      ignored_each(words("area-id", "cost", "priority", "dead-interval", "hello-interval", "retransmit-interval",
                         "transmit-delay", "mtu", "mtu-ignore", "network-type", "bfd", "key-rollover-interval",
                         "ipsec-auth-alg", "ipsec-enc-alg", "config ipsec-keys"),
                   timers);
  static const Table table({rows, others}, &opens<interface6_at>);
  return table;
}
const Table& interface6_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::ospf6_interfaces, interface6_at>, &interface6_entry}});
  static const Table table({rows});
  return table;
}
const Table& ospf6_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config ospf6-interface", domains, &nested_block, &interface6_table},
      {"config area", domains},
      {"passive-interface", domains, &usually<nothing>},
  });
  static const Table table({rows, process_rows});
  return table;
}

/// The state of one OSPF process while its interfaces are looked for.
class Ospf {
 public:
  Ospf(Config& config, Vdom& vdom, const Target& target) : config_(config), vdom_(vdom), target_(target) {
    vdom.ospf_interfaces.each([&](const std::string& name, OspfInterface& from) {
      if (from.interface) by_interface_[from.interface->value] = &from;
      if (from.key) keep_secret(vdom.secrets, "ospf", name, from.key->value, from.key->lines);
    });
  }

  void put() {
    each_interface_in(config_, vdom_.ospf_networks, target_, "OSPF",
                      [this](const std::string& name, const Port& port, const ProcessNetwork& network) {
                        if (!is_passive(name)) neighbor(name, port, network);
                      });
  }

 private:
  [[nodiscard]] bool is_passive(const std::string& name) const {
    return vdom_.ospf_passive && std::ranges::find(vdom_.ospf_passive->value, name) != vdom_.ospf_passive->value.end();
  }

  void neighbor(const std::string& name, const Port& port, const ProcessNetwork& network) {
    model::RoutingNeighbor& to = target_.device.neighbors.emplace_back();
    const auto own = by_interface_.find(name);
    const OspfInterface* const from = own == by_interface_.end() ? nullptr : own->second;
    if (from != nullptr) from->put(to, target_);
    to.context = target_.context;
    to.lines = target_.device.lines.join(to.lines, lines_of(network, port, target_));
    to.name.set("ospf " + name, to.lines);
    to.protocol.set("ospf", to.lines);
    authentication(from, network, to);
    put_or_absent(to.filter_in, vdom_.ospf_learnt);
    to.filter_out.set_absent();
    to.maximum_prefixes.set_absent();
  }

  /// What the interface says counts; where it says none, the area's word needs a key on the interface all the same.
  void authentication(const OspfInterface* from, const ProcessNetwork& network, model::RoutingNeighbor& to) const {
    const OspfArea* const area = network.area ? vdom_.ospf_areas.find(network.area->value) : nullptr;
    const bool own = from != nullptr && from->authentication && from->authentication->value != "none";
    const bool keyed = from != nullptr && (from->key || from->digest_key || from->key_chain);
    // Whether an entry that is off takes its keys along, or OSPF from the interface, is not known.
    if (from != nullptr && from->status && from->status->value == "disable")
      return to.authenticated.set_unknown(from->status->lines);
    if (own && keyed && !from->opened_by.empty()) return to.authenticated.set_unknown(from->authentication->lines);
    if (own && keyed) return to.authenticated.set(true, from->authentication->lines);
    const bool by_area = area != nullptr && area->authentication && area->authentication->value != "none";
    if (by_area || (area != nullptr && !area->opened_by.empty()))
      return to.authenticated.set_unknown(target_.id(area->lines));
    if (from != nullptr && from->authentication)
      to.authenticated.set(false, from->authentication->lines);
    else
      to.authenticated.set_default(false);
  }

  Config& config_;
  Vdom& vdom_;
  const Target& target_;
  std::map<std::string, const OspfInterface*> by_interface_;
};

void put_ospf6(const OspfInterface& from, const std::string& name, const Target& target) {
  if (from.status && from.status->value == "disable") return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  from.put(to, target);
  to.name.set("ospf6 " + (from.interface ? from.interface->value : name), to.lines);
  to.protocol.set("ospf6", to.lines);
  if (!from.authentication || from.authentication->value == "none")
    to.authenticated.set_default(false);
  else if (from.authentication->value != "area" && from.opened_by.empty())
    to.authenticated.set(true, from.authentication->lines);
}

}  // namespace

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config router ospf", domains, &block, &ospf_table},
      {"config router ospf6", domains, &block, &ospf6_table},
  });
  return rows;
}

void convert_ospf(Config& config, Vdom& vdom, const Target& target) {
  Ospf(config, vdom, target).put();
  vdom.ospf6_interfaces.each([&](const std::string& name, OspfInterface& from) { put_ospf6(from, name, target); });
}

}  // namespace muster::grammars::fortinet_fortios
