#include "core/ip.hpp"
#include "grammars/mikrotik_routeros/keys.hpp"

/// OSPF: interface templates (RouterOS 7), or interfaces and the networks that choose them (RouterOS 6). RIP as well.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::routing | Domain::users;

constexpr auto keys = std::to_array<Key<OspfInterface>>({
    {"interfaces", &names<&OspfInterface::interfaces, OspfInterface>},
    {"interface", &names<&OspfInterface::interfaces, OspfInterface>},
    {"networks", &names<&OspfInterface::networks, OspfInterface>},
    {"network", &names<&OspfInterface::networks, OspfInterface>},
    {"area", &text<&OspfInterface::area, OspfInterface>},
    {"auth", &text<&OspfInterface::authentication, OspfInterface>},
    {"authentication", &text<&OspfInterface::authentication, OspfInterface>},
    {"auth-key", &secret<&OspfInterface::key, OspfInterface>},
    {"authentication-key", &secret<&OspfInterface::key, OspfInterface>},
    {"passive", &flag<&OspfInterface::passive, OspfInterface>},
    {"disabled", &flag<&OspfInterface::disabled, OspfInterface>},
    {"auth-id"},
    {"authentication-key-id"},
    {"comment"},
    {"cost"},
    {"dead-interval"},
    {"hello-interval"},
    {"instance-id"},
    {"network-type"},
    {"prefix-list"},
    {"priority"},
    {"retransmit-interval"},
    {"transmit-delay"},
    {"type"},
    {"use-bfd"},
    {"vlink-neighbor-id"},
    {"vlink-transit-area"},
    {"instance"},
});

Outcome add_template(Config& config, Cursor& cursor) {
  return add_object<&Config::ospf_interfaces, keys>(config, cursor);
}
Outcome add_interface6(Config& config, Cursor& cursor) {
  const Outcome outcome = add_template(config, cursor);
  config.ospf_interfaces.back().version6 = true;
  return outcome;
}
Outcome add_interface_v3(Config& config, Cursor& cursor) {
  const Outcome outcome = add_template(config, cursor);
  config.ospf_interfaces.back().ospf6 = true;
  return outcome;
}
Outcome add_network(Config& config, Cursor& cursor) { return add_object<&Config::ospf_networks, keys>(config, cursor); }

constexpr auto instance_keys = std::to_array<Key<OspfInstance>>({
    {"name", &text<&OspfInstance::name, OspfInstance>},
    {"version", &text<&OspfInstance::version, OspfInstance>},
    {"disabled", &flag<&OspfInstance::disabled, OspfInstance>},
    {"comment"},
    {"router-id"},
    {"vrf"},
    {"redistribute"},
    {"in-filter"},
    {"in-filter-chain"},
    {"out-filter"},
    {"out-filter-chain"},
    {"out-filter-select"},
    {"originate-default"},
    {"distribute-default"},
    {"redistribute-connected"},
    {"redistribute-static"},
    {"redistribute-bgp"},
    {"redistribute-rip"},
    {"redistribute-other-ospf"},
    {"metric-default"},
    {"metric-connected"},
    {"metric-static"},
    {"metric-bgp"},
    {"metric-rip"},
    {"metric-other-ospf"},
    {"mpls-te-address"},
    {"mpls-te-area"},
    {"routing-table"},
    {"domain-id"},
    {"domain-tag"},
    {"use-dn"},
});
constexpr auto area_keys = std::to_array<Key<OspfArea>>({
    {"instance", &text<&OspfArea::instance, OspfArea>},
    {"disabled", &flag<&OspfArea::disabled, OspfArea>},
    {"name"},
    {"comment"},
    {"area-id"},
    {"type"},
    {"default-cost"},
    {"no-summaries"},
    {"inject-summary-lsas"},
    {"nssa-translator"},
    {"translator-role"},
});

template <auto List, const auto& Keys>
Outcome read_named(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const named = statement.find("name");
  std::string name(statement.condition("name"));
  if (name.empty()) name = named != nullptr ? named->value : "default";
  if (statement.selectors.size() == 1) name = statement.selectors.front();
  auto& object = (config.*List).get(name);
  using T = std::remove_reference_t<decltype(object)>;
  begin_entry(config, object, cursor);
  return apply<T>(object, statement, Keys, cursor);
}

Outcome read_instance(Config& config, Cursor& cursor) {
  return read_named<&Config::ospf_instances, instance_keys>(config, cursor);
}
Outcome read_area(Config& config, Cursor& cursor) { return read_named<&Config::ospf_areas, area_keys>(config, cursor); }

const Table& templates_table() { return menu_table<domains, &add_template, nullptr>(); }
const Table& interfaces6_table() { return menu_table<domains, &add_interface6, nullptr>(); }
const Table& interfaces_v3_table() { return menu_table<domains, &add_interface_v3, nullptr>(); }
const Table& networks_table() { return menu_table<domains, &add_network, nullptr>(); }
const Table& instances_table() { return menu_table<domains, &read_instance, &read_instance>(); }
const Table& areas_table() { return menu_table<domains, &read_area, &read_area>(); }

/// Whether the area or its instance is switched off.
bool is_off(Config& config, const OspfInterface& from) {
  if (from.off()) return true;
  const OspfArea* const area = from.area ? config.ospf_areas.find(from.area->value) : nullptr;
  if (area == nullptr) return false;
  if (area->off()) return true;
  const OspfInstance* const instance = area->instance ? config.ospf_instances.find(area->instance->value) : nullptr;
  return instance != nullptr && instance->off();
}

std::string protocol_of(Config& config, const OspfInterface& from) {
  if (from.ospf6) return "ospf6";
  const OspfArea* const area = from.area ? config.ospf_areas.find(from.area->value) : nullptr;
  const OspfInstance* const instance =
      area != nullptr && area->instance ? config.ospf_instances.find(area->instance->value) : nullptr;
  return instance != nullptr && instance->version && instance->version->value == "3" ? "ospf6" : "ospf";
}

model::RoutingNeighbor& add_neighbor(const std::string& protocol, const std::string& on, const Entry& from,
                                     const Target& target) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  entry_head(to, from, target);
  to.name.set(protocol + " " + on, to.lines);
  to.protocol.set(protocol, to.lines);
  to.maximum_prefixes.set_absent();
  return to;
}

void put_authentication(model::RoutingNeighbor& to, const OspfInterface& from) {
  if (from.authentication && !from.authentication->value.empty())
    to.authenticated.set(from.authentication->value != "none", from.authentication->lines);
  else if (!from.ospf6)
    to.authenticated.set_default(false);
}

void put_key(const OspfInterface& from, const std::string& on, const Target& target) {
  const bool needed = from.authentication && from.authentication->value != "none";
  if (!from.key && !needed) return;
  model::Credential& to = target.device.credentials.emplace_back();
  entry_head(to, from, target);
  to.kind.set("ospf", to.lines);
  to.name.set(on, to.lines);
  if (from.key) put_secret(to.value, *from.key);
}

/// A template is for its interfaces, or for those with addresses of its networks.
void convert_template(Config& config, const OspfInterface& from, const Target& target) {
  if (is_off(config, from)) return;
  const bool passive = from.passive && from.passive->value;
  const std::string protocol = protocol_of(config, from);
  Names on = from.interfaces ? from.interfaces->value : from.networks ? from.networks->value : Names{"all"};
  for (const std::string& each : on) {
    put_key(from, each, target);
    if (!passive) put_authentication(add_neighbor(protocol, each, from, target), from);
  }
}

bool is_within(const std::string& address, const std::string& network) {
  const auto inner = parse_prefix(address);
  const auto outer = parse_prefix(network);
  return inner && outer && inner->length >= outer->length &&
         IpPrefix{inner->address, outer->length}.network() == outer->network();
}

/// The settings of RouterOS 6 for an interface: its own, or those for all.
const OspfInterface* settings_of(const Config& config, std::string_view interface) {
  const OspfInterface* all = nullptr;
  for (const OspfInterface& each : config.ospf_interfaces) {
    if (!each.version6 || !each.interfaces || each.off()) continue;
    for (const std::string& name : each.interfaces->value) {
      if (name == interface) return &each;
      if (name == "all") all = &each;
    }
  }
  return all;
}

void convert_network(Config& config, const OspfInterface& from, const Target& target) {
  if (is_off(config, from) || !from.networks) return;
  for (const std::string& network : from.networks->value) {
    bool any = false;
    config.interfaces.each([&](const std::string& name, const Interface& interface) {
      const bool inside =
          std::ranges::any_of(interface.addresses, [&](const std::string& a) { return is_within(a, network); });
      if (!inside) return;
      any = true;
      const OspfInterface* const settings = settings_of(config, name);
      if (settings != nullptr && settings->passive && settings->passive->value) return;
      model::RoutingNeighbor& to = add_neighbor("ospf", name, from, target);
      if (settings == nullptr) return to.authenticated.set_default(false);
      to.lines = target.device.lines.join(to.lines, target.id(settings->lines));
      if (settings->open) {
        to.open = true;
        to.opened_by = target.id(settings->opened_by);
      }
      put_authentication(to, *settings);
    });
    // An interface with such an address is not part of the text: how it is set is not known.
    if (!any) (void)add_neighbor("ospf", network, from, target);
  }
}

}  // namespace

void convert_ospf(Config& config, const Target& target) {
  for (const OspfInterface& from : config.ospf_interfaces) {
    if (!from.version6) {
      convert_template(config, from, target);
    } else if (from.interfaces && !from.off()) {
      for (const std::string& name : from.interfaces->value) put_key(from, name, target);
    }
  }
  for (const OspfInterface& from : config.ospf_networks) convert_network(config, from, target);
}

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/routing ospf interface-template", domains, &menu, &templates_table},
      {"/routing ospf interface", domains, &menu, &interfaces6_table},
      {"/routing ospf network", domains, &menu, &networks_table},
      {"/routing ospf instance", domains, &menu, &instances_table},
      {"/routing ospf area", domains, &menu, &areas_table},
      {"/routing ospf-v3 interface", domains, &menu, &interfaces_v3_table},
      {"/routing ospf-v3 instance", domains, &menu, &instances_table},
      {"/routing ospf-v3 area", domains, &menu, &areas_table},
      ignored<Config>("/routing ospf area range", "prefixes that an area announces together"),
      ignored<Config>("/routing ospf-v3 area range", "prefixes that an area announces together"),
      ignored<Config>("/routing ospf static-neighbor", "where hellos are sent; the interface says how"),
      ignored<Config>("/routing ospf nbma-neighbor", "where hellos are sent; the interface says how"),
      {"/routing ospf virtual-link", domains},
      {"/routing ospf sham-link", domains},
      {"/routing rip", domains},
      {"/routing rip interface", domains},
      {"/routing rip interface-template", domains},
      {"/routing rip instance", domains},
      {"/routing rip keys", domains},
      {"/routing rip neighbor", domains},
      {"/routing rip network", domains},
      {"/routing rip static-neighbor", domains},
      {"/routing isis instance", domains},
      {"/routing isis interface", domains},
      {"/routing isis interface-template", domains},
      {"/routing isis area", domains},
      {"/routing mme", domains},
      {"/routing ldp", domains},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
