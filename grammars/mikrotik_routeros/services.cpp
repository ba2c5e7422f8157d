#include "grammars/mikrotik/services.hpp"

#include "grammars/mikrotik_routeros/keys.hpp"

/// Services of the device's own management plane: `/ip service`, and those with menus of their own.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::management;

struct Default {
  std::string_view name;
  std::uint16_t port;
  bool enabled;
};
constexpr auto defaults = std::to_array<Default>({{"telnet", 23, true},
                                                  {"ftp", 21, true},
                                                  {"www", 80, true},
                                                  {"ssh", 22, true},
                                                  {"www-ssl", 443, false},
                                                  {"api", 8728, true},
                                                  {"winbox", 8291, true},
                                                  {"api-ssl", 8729, true}});

constexpr auto keys = std::to_array<Key<Service>>({
    {"disabled", &flag<&Service::disabled, Service>},
    {"port", &number<&Service::port, Service>},
    {"address", &text<&Service::address, Service>},
    {"tls-version", &text<&Service::tls, Service>},
    {"certificate"},
    {"vrf"},
    {"max-sessions"},
    {"name"},
    {"comment"},
    {"proto"},
});

/// `set telnet disabled=yes`, `set [ find name=telnet ] ...`
Outcome set_service(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Names names = statement.selectors;
  if (const auto found = statement.condition("name"); !found.empty()) names.emplace_back(found);
  if (names.empty()) return cursor.fail("the name of a service");
  for (const std::string& name : names)
    if (std::ranges::find(defaults, name, &Default::name) == defaults.end() && name != "reverse-proxy")
      return cursor.fail("the name of a service");
  Outcome outcome = Outcome::understood;
  for (const std::string& name : names) {
    Service& service = config.services.get(name);
    begin_entry(config, service, cursor);
    outcome = apply<Service>(service, statement, keys, cursor);
  }
  // Only one of several could be marked.
  if (outcome != Outcome::understood && names.size() > 1) config.entry = nullptr;
  return outcome;
}

/// The name service of the maker; "auto" asks for it only where another service needs it.
const char* read_ddns(Switch& object, const Parameter& from, const Cursor& cursor) {
  if (from.value != "auto") return put_flag(object.enabled, from, cursor);
  object.enabled = Lined<bool>{false, cursor.lines()};
  return nullptr;
}

constexpr auto switch_keys = std::to_array<Key<Switch>>({
    {"enabled", &flag<&Switch::enabled, Switch>},
    {"allowed-interface-list", &text<&Switch::interfaces, Switch>},
    {"discover-interface-list", &text<&Switch::interfaces, Switch>},
    {"allow-remote-requests", &flag<&Switch::enabled, Switch>},
    {"port", &number<&Switch::port, Switch>},
    {"ddns-enabled", &read_ddns},
    {"authenticate"},
    {"allocate-udp-ports-from"},
    {"max-sessions"},
    {"allowed-addresses4"},
    {"allowed-addresses6"},
    {"id"},
    {"secrets"},
    {"protocol"},
    {"lldp-med-net-policy-vlan"},
    {"lldp-mac-phy-config"},
    {"lldp-max-frame-size"},
    {"lldp-poe-power"},
    {"lldp-dcbx"},
    {"lldp-vlan-info"},
    {"discover-interval"},
    {"mode"},
});

/// The services of a switch; neighbour discovery speaks several protocols.
struct SwitchMenu {
  std::string_view menu;
  std::string_view service;
  bool enabled;
};
constexpr auto switches = std::to_array<SwitchMenu>({
    {"/tool mac-server", "mac-telnet", true},
    {"/tool mac-server mac-winbox", "mac-winbox", true},
    {"/tool mac-server ping", "mac-ping", true},
    {"/tool bandwidth-server", "bandwidth-test", true},
    {"/tool romon", "romon", false},
    {"/ip neighbor discovery-settings", "discovery", true},
    {"/ip dns", "dns", false},
    {"/ip socks", "socks", false},
    {"/ip proxy", "http-proxy", false},
    {"/ip upnp", "upnp", false},
    {"/ip smb", "smb", false},
    {"/ip cloud", "cloud", false},
});

template <std::size_t Index>
Outcome set_switch(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Switch& object = config.switches.get(switches[Index].service);
  begin_entry(config, object, cursor);
  if (!statement.selectors.empty() || statement.has_find) return cursor.fail("a setting");
  return apply<Switch>(object, statement, switch_keys, cursor);
}

template <std::size_t Index>
const Table& switch_table() {
  return menu_table<domains, nullptr, &set_switch<Index>>();
}

/// Settings of a server beside its switch: how it serves its clients.
template <std::size_t Index, const auto& Details>
Outcome set_server(Config& config, Cursor& cursor) {
  Statement statement = parse_statement(cursor.rest());
  Switch& object = config.switches.get(switches[Index].service);
  begin_entry(config, object, cursor);
  std::erase_if(statement.settings,
                [](const Parameter& each) { return std::ranges::find(Details, each.key) != Details.end(); });
  return apply<Switch>(object, statement, switch_keys, cursor);
}
template <std::size_t Index, const auto& Details>
const Table& server_table() {
  return menu_table<domains, nullptr, &set_server<Index, Details>>();
}

constexpr auto dns_details = std::to_array<std::string_view>(
    {"servers", "dynamic-servers", "cache-size", "cache-max-ttl", "cache-used", "use-doh-server", "verify-doh-cert",
     "doh-max-concurrent-queries", "doh-max-server-connections", "doh-timeout", "max-concurrent-queries",
     "max-concurrent-tcp-sessions", "max-udp-packet-size", "query-server-timeout", "query-total-timeout", "vrf",
     "address-list-extra-time", "mdns-repeat-ifaces"});
constexpr auto socks_details =
    std::to_array<std::string_view>({"connection-idle-timeout", "max-connections", "version", "auth-method", "vrf"});
constexpr auto proxy_details = std::to_array<std::string_view>(
    {"always-from-cache", "anonymous", "cache-administrator", "cache-hit-dscp", "cache-on-disk", "cache-path",
     "max-cache-object-size", "max-cache-size", "max-client-connections", "max-fresh-time", "max-server-connections",
     "parent-proxy", "parent-proxy-port", "serialize-connections", "src-address"});
constexpr auto upnp_details = std::to_array<std::string_view>({"allow-disable-external-interface", "show-dummy-rule"});
constexpr auto cloud_details =
    std::to_array<std::string_view>({"update-time", "ddns-update-interval", "vpn-prefer-relay-code"});
constexpr auto smb_details = std::to_array<std::string_view>({"comment", "domain", "interfaces"});

struct Ssh : Entry {
  Maybe<bool> strong;
};
constexpr auto ssh_keys = std::to_array<Key<Ssh>>({
    {"strong-crypto", &flag<&Ssh::strong, Ssh>},
    {"always-allow-password-login"},
    {"password-authentication"},
    {"publickey-authentication-options"},
    {"forwarding-enabled"},
    {"host-key-size"},
    {"host-key-type"},
    {"allow-none-crypto"},
    {"ciphers"},
});

/// Which algorithms the words stand for changes with the release: they are not modelled.
Outcome set_ssh(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Ssh ssh;
  begin_entry(config, config.services.get("ssh"), cursor);
  return apply<Ssh>(ssh, statement, ssh_keys, cursor);
}

const Table& service_table() { return menu_table<domains, nullptr, &set_service>(); }
const Table& ssh_table() { return menu_table<domains, nullptr, &set_ssh>(); }

void convert_service(const Default& what, Config& config, const Target& target) {
  model::ManagementService& to =
      mikrotik::management_service(target.device, target.context, mikrotik::service_name(what.name));
  Service* const from = config.services.find(what.name);
  if (from != nullptr) entry_head(to, *from, target);
  to.name.lines = to.lines;
  if (from != nullptr && from->disabled)
    to.enabled.set(!from->disabled->value, from->disabled->lines);
  else
    to.enabled.set_default(what.enabled);
  put_or_default<std::int64_t>(to.port, from == nullptr ? Maybe<std::int64_t>() : from->port, what.port);
  if (from != nullptr && from->address)
    mikrotik::set_sources(to.allowed_sources, from->address->value, from->address->lines);
  else
    to.allowed_sources.set_absent();
  if (what.name == "ssh") to.version.set_default("2");
  to.filter.set_absent();
  if (from != nullptr && from->tls && from->tls->value == "only-1.2") to.tls_versions.set({"1.2"}, from->tls->lines);
}

/// On which interfaces it answers decides whether it does at all.
void put_switch(model::ManagementService& to, const SwitchMenu& what, const Switch* from, const Target& target) {
  if (from != nullptr) {
    to.lines = target.id(from->lines);
    to.open = from->open;
    if (from->open) to.opened_by = target.id(from->opened_by);
  }
  to.name.lines = to.lines;
  if (from != nullptr && from->interfaces && from->interfaces->value == "none")
    to.enabled.set(false, from->interfaces->lines);
  else if (from != nullptr && from->enabled)
    to.enabled.set(from->enabled->value, from->enabled->lines);
  else if (from != nullptr && from->interfaces)
    to.enabled.set(true, from->interfaces->lines);
  else
    to.enabled.set_default(what.enabled);
  if (from != nullptr && from->port) to.port.set(from->port->value, from->port->lines);
  to.filter.set_absent();
}

}  // namespace

void convert_services(Config& config, const Target& target) {
  for (const Default& what : defaults) convert_service(what, config, target);
  for (const SwitchMenu& what : switches) {
    const Switch* const from = config.switches.find(what.service);
    if (what.service != "discovery") {
      put_switch(mikrotik::management_service(target.device, target.context, std::string(what.service)), what, from,
                 target);
      continue;
    }
    for (const char* const protocol : {"cdp", "lldp", "mndp"})
      put_switch(mikrotik::management_service(target.device, target.context, protocol), what, from, target);
  }
}

Rows service_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/ip service", domains, &menu, &service_table},
      {"/ip ssh", domains, &menu, &ssh_table},
      {"/tool mac-server", domains, &menu, &switch_table<0>},
      {"/tool mac-server mac-winbox", domains, &menu, &switch_table<1>},
      {"/tool mac-server ping", domains, &menu, &switch_table<2>},
      {"/tool bandwidth-server", domains, &menu, &switch_table<3>},
      {"/tool romon", domains, &menu, &switch_table<4>},
      {"/ip neighbor discovery-settings", domains, &menu, &switch_table<5>},
      {"/ip dns", domains, &menu, &server_table<6, dns_details>},
      {"/ip socks", domains, &menu, &server_table<7, socks_details>},
      {"/ip proxy", domains, &menu, &server_table<8, proxy_details>},
      {"/ip upnp", domains, &menu, &server_table<9, upnp_details>},
      {"/ip smb", domains, &menu, &server_table<10, smb_details>},
      ignored<Config>("/ip dns static", "names that the device resolves for its clients"),
      ignored<Config>("/ip dns forwarders", "names that the device resolves for its clients"),
      ignored<Config>("/ip dns adlist", "names that the device resolves for its clients"),
      ignored<Config>("/tool romon port", "which links the service `romon` uses once it is on"),
      ignored<Config>("/ip proxy cache", "what the proxy keeps for its clients"),
      ignored<Config>("/ip proxy direct", "where the proxy fetches from"),
      ignored<Config>("/ip upnp interfaces", "which interfaces the service `upnp` uses once it is on"),
      {"/ip proxy access", domains},
      {"/ip socks access", domains},
      ignored<Config>("/ip smb shares", "what the service `smb` shows once it is on"),
      {"/ip cloud", domains, &menu, &server_table<11, cloud_details>},
      {"/ip tftp", domains},
      {"/ip tftp settings", domains},
      {"/ip ssh server", domains},
      {"/ip reverse-proxy", domains},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
