#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"

/// OSPF as far as rules ask: on which interfaces a neighbour may appear, and whether it must authenticate itself.
namespace muster::grammars::cisco_ios {
namespace {

/// More networks in one process are no configuration but an attack on our time.
constexpr std::size_t most_networks = 256;

OspfInterface& on_interface(Config& config, const Cursor& cursor) {
  config.interface->ospf.lines.add(cursor.line());
  return config.interface->ospf;
}

// ---- process

/// `router ospf N [vrf V]`
Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string number(cursor.word());
  if (number.empty()) return cursor.fail("a process number");
  OspfProcess& to = config.ospf.get(number);
  if (cursor.accept("vrf")) to.vrf = cursor.word();
  to.lines.add(cursor.line());
  config.ospf_process = &to;
  return cursor.end();
}

/// `router ospfv3 N`, `ipv6 router ospf N`
Outcome process6(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string number(cursor.word());
  if (number.empty()) return cursor.fail("a process number");
  OspfProcess& to = config.ospf.get("v3 " + number);
  to.ipv6 = true;
  if (cursor.accept("vrf")) to.vrf = cursor.word();
  add_block(to.lines, cursor);
  config.ospf_process = &to;
  return cursor.end();
}

/// What is behind `authentication` or `encryption`: `ipsec spi N [esp ALGORITHM [[TYPE] KEY]] md5|sha1 [TYPE] KEY`
Outcome keep_ipsec(Config& config, Cursor& cursor, const std::string& name) {
  if (!cursor.accept("ipsec") || !cursor.accept("spi") || !cursor.number()) return cursor.fail("ipsec, spi and a number");
  if (cursor.accept("esp") && !cursor.accept("null")) {
    cursor.word();
    if (!read_secret(cursor, false)) return cursor.fail("a key");
  }
  if (!cursor.accept("md5") && !cursor.accept("sha1") && !cursor.accept("sha-1")) return cursor.fail("md5 or sha1");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `area X authentication|encryption ipsec ...`
Outcome area6(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (cursor.accept("authentication") || cursor.accept("encryption")) {
    auto& areas = config.ospf_process->areas;
    areas.erase(name);
    if (cursor.negated) return skip_rest(cursor);
    areas[name] = OspfAuthentication::ipsec;
    return keep_ipsec(config, cursor, "area " + name);
  }
  for (const std::string_view harmless : {"nssa", "stub", "range", "default-cost", "normal"})
    if (cursor.accept(harmless)) return Outcome::ignored;
  return Outcome::known;
}

/// `network A.B.C.D WILDCARD area X`
Outcome network(Config& config, Cursor& cursor) {
  if (cursor.negated || config.ospf_process->networks.size() >= most_networks) return Outcome::known;
  OspfNetwork to;
  const auto address = parse_ipv4(cursor.peek());
  if (!address) return cursor.fail("an IPv4 address");
  cursor.word();
  const auto wildcard = parse_ipv4(cursor.peek());
  if (!wildcard) return cursor.fail("a wildcard mask");
  cursor.word();
  if (!cursor.accept("area") || cursor.at_end()) return cursor.fail("an area");
  to = {*address, *wildcard, std::string(cursor.word()), cursor.line()};
  config.ospf_process->networks.push_back(std::move(to));
  return cursor.end();
}

/// `area X authentication [message-digest]`; other options of an area choose which routes it gets.
Outcome area(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (cursor.accept("authentication")) {
    const bool digest = cursor.accept("message-digest");
    if (!cursor.at_end()) return cursor.end();
    if (cursor.negated)
      config.ospf_process->areas.erase(name);
    else
      config.ospf_process->areas[name] = digest ? OspfAuthentication::digest : OspfAuthentication::text;
    return Outcome::understood;
  }
  for (const std::string_view harmless : {"nssa", "stub", "range", "default-cost", "filter-list"})
    if (cursor.accept(harmless)) return Outcome::ignored;
  return Outcome::known;  // virtual and sham links are neighbours, too
}

Outcome passive_interface(Config& config, Cursor& cursor) {
  OspfProcess& to = *config.ospf_process;
  if (cursor.accept("default")) {
    to.passive_by_default = !cursor.negated;
    to.exceptions.clear();
    return cursor.end();
  }
  if (cursor.at_end()) return cursor.fail("an interface");
  const std::string_view type = cursor.word();
  const std::string name = long_interface_name(type, cursor.word());
  if (cursor.negated == to.passive_by_default)
    to.exceptions.insert(name);
  else
    to.exceptions.erase(name);
  return cursor.end();
}

/// `distribute-list LIST|prefix P|route-map R in|out [INTERFACE]`: what arrives is kept out of the table only.
Outcome distribute_list(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  std::string name(cursor.word());
  if (name == "prefix" || name == "route-map" || name == "gateway" || name == "prefix-list") name = cursor.word();
  const bool inbound = cursor.accept("in");
  if (name.empty() || (!inbound && !cursor.accept("out"))) return cursor.fail("a list and in or out");
  RouteFilter& filter = inbound ? config.ospf_process->filter_in : config.ospf_process->filter_out;
  if (cursor.at_end())
    filter.all = {name, cursor.lines()};
  else
    filter.some = true;
  return skip_rest(cursor);
}

/// `ttl-security all-interfaces [hops N]`
Outcome ttl_security(Config& config, Cursor& cursor) {
  if (!cursor.accept("all-interfaces")) return cursor.fail("all-interfaces");
  config.ospf_process->ttl_security = {!cursor.negated, cursor.lines()};
  return skip_rest(cursor);
}

/// IPv4 and IPv6 of one process share what is asked of neighbours; a VRF of its own does not.
Outcome family6(Config&, Cursor& cursor) {
  return cursor.rest().find("vrf") == std::string_view::npos && !cursor.negated ? skip_rest(cursor) : Outcome::known;
}

Rows process_rows() {
  static constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the protocol";
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &passive_interface},
      {"distribute-list", Domain::routing, &distribute_list},
      {"ttl-security", Domain::routing, &ttl_security},
      {"neighbor", Domain::routing},
      {"shutdown", Domain::routing},
      ignored<Config>("capability", routes),
      ignored<Config>("domain-id", routes),
      ignored<Config>("domain-tag", routes),
      ignored<Config>("summary-prefix", routes),
      ignored<Config>("snmp", session),
      ignored<Config>("local-rib-criteria", routes),
      ignored<Config>("microloop", session),
      ignored<Config>("segment-routing", session),
      ignored<Config>("event-log", "logs more, never less"),
      ignored<Config>("traffic-share", routes),
      ignored<Config>("interface-id", session),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("log-adjacency-changes", "logs more, never less"),
      ignored<Config>("redistribute", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("max-metric", routes),
      ignored<Config>("max-lsa", routes),
      ignored<Config>("discard-route", routes),
      ignored<Config>("auto-cost", routes),
      ignored<Config>("prefix-suppression", routes),
      ignored<Config>("compatible", session),
      ignored<Config>("timers", session),
      ignored<Config>("nsf", session),
      ignored<Config>("nsr", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("bfd", session),
      ignored<Config>("ispf", session),
      ignored<Config>("fast-reroute", session),
      ignored<Config>("mpls", session),
      ignored<Config>("ignore", session),
      ignored<Config>("limit", session),
      ignored<Config>("queue-depth", session),
  });
  return rows;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"network", Domain::routing, &network},
      {"area", Domain::routing, &area},
  });
  static const Table table({rows, process_rows()});
  return table;
}

const Table& family6_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area", Domain::routing | Domain::users, &area6},
      ignored<Config>("exit", "structure of the printed configuration"),
  });
  static const Table table({rows, process_rows()});
  return table;
}
const Table& process6_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area", Domain::routing | Domain::users, &area6},
      {"address-family", Domain::routing | Domain::users, &family6, &family6_table},
      {"authentication", Domain::routing},
      ignored<Config>("exit-address-family", "structure of the printed configuration"),
  });
  static const Table table({rows, process_rows()});
  return table;
}

// ---- interface

/// `ip ospf N area X [secondaries none]`; other first words are options that were not declared.
Outcome interface_area(Config& config, Cursor& cursor) {
  const std::string number(cursor.word());
  if (!cursor.accept("area")) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("an area");
  OspfInterface& to = on_interface(config, cursor);
  to.process = number;
  to.area = cursor.word();
  if (cursor.negated) to.process.clear();
  if (cursor.accept("secondaries")) cursor.accept("none");
  return cursor.end();
}

/// `ip ospf authentication [message-digest|null|key-chain NAME]`
Outcome interface_authentication(Config& config, Cursor& cursor) {
  OspfInterface& to = on_interface(config, cursor);
  to.authentication.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("key-chain")) {
    to.key_chain = cursor.word();
    if (to.key_chain.empty()) return cursor.fail("a key chain");
    to.authentication = OspfAuthentication::chain;
  } else if (cursor.accept("message-digest")) {
    to.authentication = OspfAuthentication::digest;
  } else {
    to.authentication = cursor.accept("null") ? OspfAuthentication::none : OspfAuthentication::text;
  }
  return cursor.end();
}

Outcome keep_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `ip ospf authentication-key [type] KEY`
Outcome text_key(Config& config, Cursor& cursor) {
  on_interface(config, cursor).text_key = !cursor.negated;
  if (!cursor.negated) return keep_key(config, cursor, config.interface_name);
  config.secrets.erase("ospf/" + config.interface_name);
  return Outcome::understood;
}

/// `ip ospf message-digest-key N md5 [type] KEY`
Outcome digest_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 255);
  if (!number) return cursor.fail("the number of a key");
  const std::string name = config.interface_name + " key " + std::to_string(*number);
  OspfInterface& to = on_interface(config, cursor);
  if (cursor.negated) {
    to.digest_keys.erase(*number);
    config.secrets.erase("ospf/" + name);
    return Outcome::understood;
  }
  if (!cursor.accept("md5")) return cursor.fail("md5");
  to.digest_keys.insert(*number);
  return keep_key(config, cursor, name);
}

/// `ip ospf ttl-security [hops N|disable]`
Outcome interface_ttl(Config& config, Cursor& cursor) {
  on_interface(config, cursor).ttl_security = {!cursor.negated && !cursor.accept("disable"), cursor.lines()};
  return skip_rest(cursor);
}

// ---- OSPFv3 on an interface

/// `ipv6 ospf N area X [instance I]`, and the options of the interface.
Outcome interface6(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  const std::string name = config.interface_name + " v3";
  if (cursor.peek().empty()) return cursor.fail("a process number");
  std::string number;
  if (cursor.peek().front() >= '0' && cursor.peek().front() <= '9') number = cursor.word();
  if (!cursor.accept("ipv6")) cursor.accept("ipv4");
  OspfInterface& all = port.ospf6["*"];
  if (cursor.accept("authentication") || cursor.accept("encryption")) {
    all.lines.add(cursor.line());
    all.authentication.reset();
    config.secrets.erase("ospf/" + name);
    if (cursor.negated) return skip_rest(cursor);
    if (cursor.accept("null")) {
      all.authentication = OspfAuthentication::none;
      return cursor.end();
    }
    if (cursor.accept("key-chain")) {
      all.key_chain = cursor.word();
      all.authentication = OspfAuthentication::chain;
      return all.key_chain.empty() ? cursor.fail("a key chain") : cursor.end();
    }
    all.authentication = OspfAuthentication::ipsec;
    return keep_ipsec(config, cursor, name);
  }
  for (const std::string_view option :
       {"cost", "network", "priority", "mtu-ignore", "hello-interval", "dead-interval", "retransmit-interval", "transmit-delay",
        "bfd", "flood-reduction", "database-filter", "demand-circuit", "adjacency", "prefix-suppression"})
    if (cursor.peek() == option) return Outcome::ignored;
  if (number.empty() || !cursor.accept("area") || cursor.at_end()) return Outcome::known;
  OspfInterface& to = port.ospf6[number];
  to.lines.add(cursor.line());
  to.area = cursor.word();
  to.process = cursor.negated ? std::string() : number;
  if (cursor.accept("instance") && !cursor.number()) return cursor.fail("a number");
  return cursor.end();
}

// ---- conversion

bool authenticates(const OspfInterface& interface, const OspfProcess& process, const std::string& area) {
  OspfAuthentication how = OspfAuthentication::none;
  if (const auto found = process.areas.find(area); found != process.areas.end()) how = found->second;
  if (interface.authentication) how = *interface.authentication;
  switch (how) {
    case OspfAuthentication::none: return false;
    case OspfAuthentication::text: return interface.text_key;
    case OspfAuthentication::digest: return !interface.digest_keys.empty();
    case OspfAuthentication::chain:
    case OspfAuthentication::ipsec: return true;
  }
  return false;
}

/// The area that a `network` line puts the interface's first address into; the first line that fits counts.
const OspfNetwork* network_of(const Port& port, const OspfProcess& process) {
  if (port.addresses.empty()) return nullptr;
  const auto address = parse_ipv4(port.addresses.front().substr(0, port.addresses.front().find('/')));
  if (!address) return nullptr;
  const auto fits = [&](const OspfNetwork& network) { return ((*address ^ network.address) & ~network.wildcard) == 0; };
  const auto found = std::ranges::find_if(process.networks, fits);
  return found == process.networks.end() ? nullptr : &*found;
}

void put_route_filter(model::Text& to, const RouteFilter& from) {
  if (from.some)
    to.set_unknown(0);  // of some interfaces only
  else
    put_or_absent(to, from.all);
}

void add_neighbor(const Config& config, const Target& target, const std::string& name, const Port& port, const OspfProcess& process,
                  const OspfInterface& own, const std::string& area) {
  const std::string protocol = process.ipv6 ? "ospf6" : "ospf";
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, own.lines.empty() ? process.lines : own.lines);
  to.open = !port.opened_by.empty();
  to.opened_by = target.id(port.opened_by);
  if (to.open) to.open_domains = port.opened;
  to.name.set(protocol + " " + name, to.lines);
  to.protocol.set(protocol, to.lines);
  to.remote_as.set_absent();
  put_route_filter(to.filter_in, process.filter_in);
  put_route_filter(to.filter_out, process.filter_out);
  to.maximum_prefixes.set_absent();
  put_or_default(to.ttl_security, own.ttl_security ? own.ttl_security : process.ttl_security, false);
  const bool no_chain = own.authentication == OspfAuthentication::chain && !config.key_chains.contains(own.key_chain);
  const bool proves = authenticates(own, process, area);
  // What a chain that does not exist proves is not known; a line that was not understood may take back what the area asks.
  if (no_chain || (proves && port.opened.contains(Domain::routing)))
    to.authenticated.set_unknown(to.lines);
  else if (proves)
    to.authenticated.set(true, to.lines);
  else
    to.authenticated.set_default(false);
}

/// OSPFv3 stands on the interface; what it must prove may be said for all processes of it.
void visit_interface6(const Config& config, const Target& target, const std::string& number, const OspfProcess& process,
                      const std::string& name, const Port& port) {
  const auto found = port.ospf6.find(number.substr(3));
  if (found == port.ospf6.end() || found->second.process.empty() || name.starts_with("Loopback")) return;
  if (process.exceptions.contains(name) != process.passive_by_default) return;
  OspfInterface own = found->second;
  if (const auto all = port.ospf6.find("*"); all != port.ospf6.end()) {
    own.authentication = all->second.authentication;
    own.key_chain = all->second.key_chain;
  }
  add_neighbor(config, target, name, port, process, own, own.area);
}

/// Interfaces to look at: at most so many pairs of interface and process are compared.
constexpr std::size_t most_processes = 64;

}  // namespace

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing, &process, &process_table},
      {"router ospfv3", Domain::routing | Domain::users, &process6, &process6_table},
      {"ipv6 router ospf", Domain::routing | Domain::users, &process6, &process6_table},
  });
  return rows;
}

Rows ospf_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip ospf", Domain::routing, &interface_area},
      {"ip ospf authentication", Domain::routing, &interface_authentication},
      {"ip ospf authentication-key", Domain::routing | Domain::users, &text_key},
      {"ip ospf message-digest-key", Domain::routing | Domain::users, &digest_key},
      {"ip ospf ttl-security", Domain::routing, &interface_ttl},
      {"ipv6 ospf", Domain::routing | Domain::users, &interface6},
      {"ospfv3", Domain::routing | Domain::users, &interface6},
      {"ip ospf shutdown", Domain::routing},
      ignored<Config>("ip ospf transmit-delay", "timers"),
      ignored<Config>("ip ospf flood-reduction", "timers"),
      ignored<Config>("ip ospf demand-circuit", "timers"),
      ignored<Config>("ip ospf prefix-suppression", "what is announced"),
      ignored<Config>("ip ospf database-filter", "what is announced"),
      ignored<Config>("ip ospf fast-reroute", "a second way for routes"),
      ignored<Config>("ip ospf lls", "how neighbours start"),
      ignored<Config>("ip ospf resync-timeout", "timers"),
      ignored<Config>("ip ospf cost", "a preference among routes"),
      ignored<Config>("ip ospf network", "the kind of network"),
      ignored<Config>("ip ospf priority", "an election among neighbours"),
      ignored<Config>("ip ospf mtu-ignore", "how neighbours start"),
      ignored<Config>("ip ospf hello-interval", "timers"),
      ignored<Config>("ip ospf dead-interval", "timers"),
      ignored<Config>("ip ospf retransmit-interval", "timers"),
      ignored<Config>("ip ospf bfd", "faster detection of failures"),
  });
  return rows;
}

void convert_ospf(Config& config, const Target& target) {
  std::size_t processes = 0;
  config.ospf.each([&](const std::string& number, const OspfProcess& process) {
    if (++processes > most_processes) return;
    config.interfaces.each([&](const std::string& name, const Port& port) {
      if (process.ipv6) return visit_interface6(config, target, number, process, name, port);
      if (name.starts_with("Loopback")) return;  // nobody is at its other end
      if ((port.vrf ? port.vrf->value : "") != process.vrf) return;
      const OspfNetwork* const network = network_of(port, process);
      const bool by_interface = port.ospf.process == number;
      if (port.dynamic_address != 0 && !process.networks.empty())
        target.device.open(target.context, Domain::routing, "OSPF on an address that is not in the configuration",
                           port.dynamic_address);
      if (!by_interface && network == nullptr) return;
      if (process.exceptions.contains(name) != process.passive_by_default) return;  // passive: no neighbours
      add_neighbor(config, target, name, port, process, port.ospf, by_interface ? port.ospf.area : network->area);
    });
  });
  if (processes > most_processes) target.device.open(target.context, Domain::routing, "more OSPF processes than are looked at", 0);
}

}  // namespace muster::grammars::cisco_ios
