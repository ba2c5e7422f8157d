#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// OSPF as far as rules ask: on which interfaces a neighbour may appear, and whether it must authenticate itself.
namespace muster::grammars::arista_eos {
namespace {

/// More networks in one process are no configuration but an attack on our time.
constexpr std::size_t most_networks = 256;
/// At most so many processes are compared with each interface.
constexpr std::size_t most_processes = 64;

using Authentication = OspfInterface::Authentication;

OspfInterface& on_interface(Config& config, const Cursor& cursor) {
  config.interface->ospf.lines.add(cursor.line());
  return config.interface->ospf;
}

/// `router ospf N [vrf V]`
Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string number(cursor.word());
  if (number.empty()) return cursor.fail("a process number");
  OspfProcess& to = config.ospf.get(number);
  if (cursor.accept("vrf")) to.vrf = cursor.word();
  if (to.vrf == "default") to.vrf.clear();
  to.lines.add(cursor.line());
  config.ospf_process = &to;
  return cursor.end();
}

/// `network P/L area X`, `network A.B.C.D WILDCARD area X`
Outcome network(Config& config, Cursor& cursor) {
  if (cursor.negated || config.ospf_process->networks.size() >= most_networks) return Outcome::known;
  const std::string_view text = cursor.peek();
  const std::string_view address_text = text.substr(0, text.find('/'));
  const auto address = parse_ipv4(address_text);
  const auto prefix = parse_prefix(text);
  if (!address || !prefix) return cursor.fail("an IPv4 prefix");
  cursor.word();
  OspfNetwork to{*address, 0};
  if (address_text.size() != text.size()) {
    to.wildcard = prefix->length == 0 ? 0xffffffffU : (std::uint32_t{1} << (32 - prefix->length)) - 1;
  } else {
    const auto wildcard = parse_ipv4(cursor.peek());
    if (!wildcard) return cursor.fail("a wildcard mask");
    cursor.word();
    to.wildcard = *wildcard;
  }
  if (!cursor.accept("area") || cursor.word().empty()) return cursor.fail("an area");
  config.ospf_process->networks.push_back(to);
  return cursor.end();
}

/// Options of an area choose which routes it gets; virtual links would be neighbours.
Outcome area(Config&, Cursor& cursor) {
  cursor.word();
  for (const char* const harmless : {"nssa", "stub", "range", "default-cost", "filter", "not-so-stubby"})
    if (cursor.accept(harmless)) return Outcome::ignored;
  return Outcome::known;
}

Outcome passive_interface(Config& config, Cursor& cursor) {
  OspfProcess& to = *config.ospf_process;
  if (cursor.accept("default")) {
    to.passive_by_default = !cursor.negated;
    to.exceptions.clear();
    return cursor.end();
  }
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  if (cursor.negated == to.passive_by_default)
    to.exceptions.insert(name);
  else
    to.exceptions.erase(name);
  return cursor.end();
}

Outcome process_shutdown(Config& config, Cursor& cursor) {
  config.ospf_process->shutdown = !cursor.negated;
  return cursor.end();
}

const Table& process_table() {
  static constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the protocol";
  static constexpr auto rows = std::to_array<Row>({
      {"network", Domain::routing, &network},
      {"area", Domain::routing, &area},
      {"passive-interface", Domain::routing, &passive_interface},
      {"shutdown", Domain::routing, &process_shutdown},
      {"neighbor", Domain::routing},
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("log-adjacency-changes", "what is logged of neighbours"),
      ignored<Config>("adjacency", session),
      ignored<Config>("redistribute", routes),
      ignored<Config>("distribute-list", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("max-metric", routes),
      ignored<Config>("max-lsa", routes),
      ignored<Config>("auto-cost", routes),
      ignored<Config>("point-to-point", routes),
      ignored<Config>("dn-bit-ignore", routes),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("timers", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("graceful-restart-helper", session),
      ignored<Config>("compatible", session),
      ignored<Config>("mpls", session),
      ignored<Config>("tunnel", routes),
      ignored<Config>("fips", "stricter algorithms, never laxer ones"),
  });
  static const Table table({rows});
  return table;
}

/// `ip ospf area X`
Outcome interface_area(Config& config, Cursor& cursor) {
  OspfInterface& to = on_interface(config, cursor);
  to.area.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("an area");
  to.area = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// `ip ospf authentication [message-digest]`
Outcome interface_authentication(Config& config, Cursor& cursor) {
  OspfInterface& to = on_interface(config, cursor);
  const bool digest = cursor.accept("message-digest");
  if (!cursor.at_end()) return cursor.fail("message-digest");
  to.authentication = digest ? Authentication::digest : Authentication::text;
  if (cursor.negated) to.authentication = Authentication::none;
  return Outcome::understood;
}

Outcome keep_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome text_key(Config& config, Cursor& cursor) {
  on_interface(config, cursor).text_key = !cursor.negated;
  if (!cursor.negated) return keep_key(config, cursor, config.interface_name);
  config.secrets.erase("ospf/" + config.interface_name);
  return Outcome::understood;
}

/// `ip ospf message-digest-key N md5|sha1|sha256|... [type] KEY`
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
  if (cursor.word().empty()) return cursor.fail("an algorithm");
  to.digest_keys.insert(*number);
  return keep_key(config, cursor, name);
}

bool authenticates(const OspfInterface& interface) {
  switch (interface.authentication) {
    case Authentication::none:
      return false;
    case Authentication::text:
      return interface.text_key;
    case Authentication::digest:
      return !interface.digest_keys.empty();
  }
  return false;
}

bool in_network(const Port& port, const OspfProcess& process) {
  return std::ranges::any_of(port.addresses, [&](const std::string& text) {
    const auto address = parse_ipv4(std::string_view(text).substr(0, text.find('/')));
    return address && std::ranges::any_of(process.networks, [&](const OspfNetwork& network) {
             return ((*address ^ network.address) & ~network.wildcard) == 0;
           });
  });
}

void add_neighbor(const Target& target, const std::string& name, const Port& port, const OspfProcess& process) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, port.ospf.lines.empty() ? process.lines : port.ospf.lines);
  to.open = port.opened.contains(Domain::routing);
  to.opened_by = target.id(port.opened_by);
  to.name.set("ospf " + name, to.lines);
  to.protocol.set("ospf", to.lines);
  to.remote_as.set_absent();
  if (port.ospf.doubtful)
    to.authenticated.set_unknown(target.id(port.opened_by));
  else if (authenticates(port.ospf))
    to.authenticated.set(true, to.lines);
  else
    to.authenticated.set_default(false);
}

void convert_process(Config& config, const Target& target, const OspfProcess& process) {
  config.interfaces.each([&](const std::string& name, const Port& port) {
    if (name.starts_with("Loopback")) return;  // nobody is at its other end
    if ((port.vrf ? port.vrf->value : "") != process.vrf) return;
    if (port.dynamic_address != 0 && !process.networks.empty())
      target.device.open(target.context, Domain::routing, "OSPF on an address that is not in the configuration",
                         port.dynamic_address);
    if (!port.ospf.area && !in_network(port, process)) return;
    if (process.exceptions.contains(name) != process.passive_by_default) return;  // passive: no neighbours
    add_neighbor(target, name, port, process);
  });
}

}  // namespace

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing, &process, &process_table},
      {"ip ospf", Domain::routing},
      ignored<Config>("ip ospf name-lookup", "how routers are shown"),
      {"ipv6 router", Domain::routing | Domain::users},
  });
  return rows;
}

Rows ospf_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip ospf", Domain::routing},
      {"ip ospf area", Domain::routing, &interface_area},
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
      ignored<Config>("ip ospf transmit-delay", "timers"),
      ignored<Config>("ip ospf neighbor bfd", "faster detection of failures"),
      ignored<Config>("ip ospf bfd", "faster detection of failures"),
  });
  return rows;
}

void convert_ospf(Config& config, const Target& target) {
  std::size_t processes = 0;
  config.ospf.each([&](const std::string&, const OspfProcess& process) {
    if (++processes <= most_processes && !process.shutdown) convert_process(config, target, process);
  });
  if (processes > most_processes)
    target.device.open(target.context, Domain::routing, "more OSPF processes than are looked at", 0);
}

}  // namespace muster::grammars::arista_eos
