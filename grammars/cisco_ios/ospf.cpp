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

const Table& process_table() {
  static constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the protocol";
  static constexpr auto rows = std::to_array<Row>({
      {"network", Domain::routing, &network},
      {"area", Domain::routing, &area},
      {"passive-interface", Domain::routing, &passive_interface},
      {"neighbor", Domain::routing},
      {"shutdown", Domain::routing},
      {"capability", Domain::routing},
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("log-adjacency-changes", "logs more, never less"),
      ignored<Config>("redistribute", routes),
      ignored<Config>("distribute-list", routes),
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
  static const Table table({rows});
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

// ---- conversion

bool authenticates(const OspfInterface& interface, const OspfProcess& process, const std::string& area) {
  OspfAuthentication how = OspfAuthentication::none;
  if (const auto found = process.areas.find(area); found != process.areas.end()) how = found->second;
  if (interface.authentication) how = *interface.authentication;
  switch (how) {
    case OspfAuthentication::none: return false;
    case OspfAuthentication::text: return interface.text_key;
    case OspfAuthentication::digest: return !interface.digest_keys.empty();
    case OspfAuthentication::chain: return true;
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

void add_neighbor(const Config& config, const Target& target, const std::string& name, const Port& port, const OspfProcess& process,
                  const std::string& area) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, port.ospf.lines.empty() ? process.lines : port.ospf.lines);
  to.open = !port.opened_by.empty();
  to.opened_by = target.id(port.opened_by);
  to.name.set("ospf " + name, to.lines);
  to.protocol.set("ospf", to.lines);
  to.remote_as.set_absent();
  if (port.ospf.authentication == OspfAuthentication::chain && !config.key_chains.contains(port.ospf.key_chain))
    to.authenticated.set_unknown(to.lines);  // what a chain that does not exist proves is not known
  else if (authenticates(port.ospf, process, area))
    to.authenticated.set(true, to.lines);
  else
    to.authenticated.set_default(false);
}

/// Interfaces to look at: at most so many pairs of interface and process are compared.
constexpr std::size_t most_processes = 64;

}  // namespace

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({{"router ospf", Domain::routing, &process, &process_table}});
  return rows;
}

Rows ospf_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip ospf", Domain::routing, &interface_area},
      {"ip ospf authentication", Domain::routing, &interface_authentication},
      {"ip ospf authentication-key", Domain::routing | Domain::users, &text_key},
      {"ip ospf message-digest-key", Domain::routing | Domain::users, &digest_key},
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
      if (name.starts_with("Loopback")) return;  // nobody is at its other end
      if ((port.vrf ? port.vrf->value : "") != process.vrf) return;
      const OspfNetwork* const network = network_of(port, process);
      const bool by_interface = port.ospf.process == number;
      if (port.dynamic_address != 0 && !process.networks.empty())
        target.device.open(target.context, Domain::routing, "OSPF on an address that is not in the configuration",
                           port.dynamic_address);
      if (!by_interface && network == nullptr) return;
      if (process.exceptions.contains(name) != process.passive_by_default) return;  // passive: no neighbours
      add_neighbor(config, target, name, port, process, by_interface ? port.ospf.area : network->area);
    });
  });
  if (processes > most_processes) target.device.open(target.context, Domain::routing, "more OSPF processes than are looked at", 0);
}

}  // namespace muster::grammars::cisco_ios
