#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"

/// OSPF, EIGRP and RIP: a process covers the interfaces whose addresses lie in its networks.
namespace muster::grammars::cisco_asa {
namespace {

Outcome process(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.negated) return Outcome::known;
  if (protocol != "rip" && cursor.at_end()) return cursor.fail("the number of a process");
  const std::string name = std::string(protocol) + " " + std::string(cursor.word());
  config.process = &config.igp.get(name);
  config.process->protocol = protocol;
  config.process->lines.add(cursor.line(), cursor.context().tree.nodes()[cursor.node().subtree_end - 1].last_line);
  return cursor.end();
}
Outcome ospf(Config& config, Cursor& cursor) { return process(config, cursor, "ospf"); }
Outcome eigrp(Config& config, Cursor& cursor) { return process(config, cursor, "eigrp"); }
Outcome rip(Config& config, Cursor& cursor) { return process(config, cursor, "rip"); }

/// The network of an old class that an address without a mask lies in.
std::uint32_t class_mask(std::uint32_t address) {
  if (address < 0x80000000U) return 0xff000000U;
  return address < 0xc0000000U ? 0xffff0000U : 0xffffff00U;
}

/// `network A M area N` (OSPF), `network A [M]` (EIGRP), `network A` (RIP)
Outcome network(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const auto address = address_of(config, cursor.peek());
  if (!address) return cursor.fail("an IPv4 address");
  cursor.word();
  IgpNetwork to;
  to.mask = class_mask(*address);
  if (const auto mask = parse_ipv4(cursor.peek())) {
    to.mask = *mask;
    cursor.word();
  }
  to.address = *address & to.mask;
  if (cursor.accept("area")) to.area = cursor.word();
  constexpr std::size_t most = 256;
  if (config.process->networks.size() >= most) return Outcome::known;
  config.process->networks.push_back(std::move(to));
  return cursor.end();
}

/// `passive-interface default`, `passive-interface IF`, and with `no`
Outcome passive(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an interface");
  IgpProcess& to = *config.process;
  if (cursor.accept("default")) {
    to.passive_by_default = !cursor.negated;
    to.exceptions.clear();
  } else if (std::string name(cursor.word()); cursor.negated == to.passive_by_default) {
    to.exceptions.insert(std::move(name));
  } else {
    to.exceptions.erase(name);
  }
  return cursor.end();
}

/// `area N authentication [message-digest]`; other options of an area say nothing about its neighbours.
Outcome area(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an area");
  if (cursor.accept("virtual-link") || cursor.accept("sham-link")) return Outcome::known;
  if (!cursor.accept("authentication")) return Outcome::ignored;
  if (cursor.negated)
    config.process->areas.erase(name);
  else
    config.process->areas[name] = cursor.accept("message-digest") ? "digest" : "text";
  return cursor.end();
}

const Table& process_table() {
  static constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details";
  static constexpr auto rows = std::to_array<Row>({
      {"network", Domain::routing, &network},
      {"passive-interface", Domain::routing, &passive},
      {"area", Domain::routing, &area},
      {"neighbor", Domain::routing},
      ignored<Config>("router-id", session),
      ignored<Config>("log-adj-changes", session),
      ignored<Config>("log-adjacency-changes", session),
      ignored<Config>("eigrp", session),
      ignored<Config>("timers", session),
      ignored<Config>("nsf", session),
      ignored<Config>("compatible", session),
      ignored<Config>("ignore", session),
      ignored<Config>("version", session),
      ignored<Config>("auto-summary", routes),
      ignored<Config>("auto-cost", routes),
      ignored<Config>("redistribute", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("distribute-list", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("prefix-suppression", routes),
      ignored<Config>("max-metric", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("metric", routes),
      ignored<Config>("variance", routes),
      ignored<Config>("stub", routes),
  });
  static const Table table({rows});
  return table;
}

// ---- interface

Outcome keep_key(Config& config, Cursor& cursor, const std::string& protocol, const std::string& name) {
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, protocol, name, std::move(*secret), cursor.lines());
  return Outcome::understood;
}

/// `ospf authentication [message-digest|null]`
Outcome ospf_authentication(Config& config, Cursor& cursor) {
  IgpInterface& to = config.interface->igp["ospf"];
  to.mode.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("key-chain")) return Outcome::known;
  to.mode = cursor.accept("message-digest") ? "digest" : cursor.accept("null") ? "none" : "text";
  return cursor.end();
}

/// `ospf authentication-key KEY`
Outcome ospf_key(Config& config, Cursor& cursor) {
  config.interface->igp["ospf"].key = !cursor.negated;
  if (!cursor.negated) return keep_key(config, cursor, "ospf", config.interface_name);
  config.secrets.erase("ospf/" + config.interface_name);
  return Outcome::understood;
}

/// `ospf message-digest-key N md5 KEY`
Outcome ospf_digest_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 255);
  if (!number) return cursor.fail("the number of a key");
  const std::string name = config.interface_name + " key " + std::to_string(*number);
  if (cursor.negated) return Outcome::known;
  if (!cursor.accept("md5")) return cursor.fail("md5");
  config.interface->igp["ospf"].digest_key = true;
  return keep_key(config, cursor, "ospf", name);
}

/// `authentication mode eigrp N md5`
Outcome eigrp_mode(Config& config, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("the number of a process");
  config.interface->igp["eigrp"].mode.reset();
  if (!cursor.negated) config.interface->igp["eigrp"].mode = "digest";
  cursor.accept("md5");
  return cursor.end();
}

/// `authentication key eigrp N KEY key-id M`
Outcome eigrp_key(Config& config, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("the number of a process");
  if (cursor.negated) return Outcome::known;
  config.interface->igp["eigrp"].digest_key = true;
  if (keep_key(config, cursor, "eigrp", config.interface_name) != Outcome::understood) return Outcome::failed;
  if (cursor.accept("key-id")) cursor.number();
  return cursor.end();
}

/// `rip authentication mode text|md5`
Outcome rip_mode(Config& config, Cursor& cursor) {
  config.interface->igp["rip"].mode.reset();
  if (cursor.negated) return Outcome::understood;
  config.interface->igp["rip"].mode = cursor.accept("md5") ? "digest" : "text";
  cursor.accept("text");
  return cursor.end();
}

/// `rip authentication key KEY key_id N`
Outcome rip_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  IgpInterface& to = config.interface->igp["rip"];
  to.key = to.digest_key = true;
  if (keep_key(config, cursor, "rip", config.interface_name) != Outcome::understood) return Outcome::failed;
  if (cursor.accept("key_id") || cursor.accept("key-id")) cursor.number();
  return cursor.end();
}

// ---- conversion

bool authenticates(const IgpInterface& interface, const IgpProcess& process, const std::string& area) {
  std::string mode = "none";
  if (const auto found = process.areas.find(area); found != process.areas.end()) mode = found->second;
  if (interface.mode) mode = *interface.mode;
  return (mode == "text" && interface.key) || (mode == "digest" && interface.digest_key);
}

const IgpNetwork* network_of(const Port& port, const IgpProcess& process) {
  if (port.addresses.empty()) return nullptr;
  const auto address = parse_ipv4(port.addresses.front().substr(0, port.addresses.front().find('/')));
  if (!address) return nullptr;
  const auto fits = [&](const IgpNetwork& network) { return (*address & network.mask) == network.address; };
  const auto found = std::ranges::find_if(process.networks, fits);
  return found == process.networks.end() ? nullptr : &*found;
}

void add_neighbor(const std::string& name, Port& port, const IgpProcess& process, const IgpNetwork& network,
                  const Target& target) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, process.lines);
  to.open = !port.opened_by.empty();
  to.opened_by = target.id(port.opened_by);
  to.name.set(process.protocol + " " + name, to.lines);
  to.protocol.set(process.protocol, to.lines);
  to.remote_as.set_absent();
  if (authenticates(port.igp[process.protocol], process, network.area))
    to.authenticated.set(true, target.id(port.lines));
  else
    to.authenticated.set_default(false);
}

/// At most so many processes are compared with the interfaces.
constexpr std::size_t most_processes = 64;

}  // namespace

Rows igp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing, &ospf, &process_table},
      {"router eigrp", Domain::routing, &eigrp, &process_table},
      {"router rip", Domain::routing, &rip, &process_table},
      {"router", Domain::routing | Domain::users},
  });
  return rows;
}

Rows igp_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ospf authentication", Domain::routing, &ospf_authentication},
      {"ospf authentication-key", Domain::routing | Domain::users, &ospf_key},
      {"ospf message-digest-key", Domain::routing | Domain::users, &ospf_digest_key},
      {"ospf", Domain::routing},
      {"ip ospf", Domain::routing},
      ignored<Config>("ip ospf network", "the kind of network"),
      ignored<Config>("ip ospf cost", "a preference among routes"),
      ignored<Config>("ip ospf hello-interval", "timers"),
      ignored<Config>("ip ospf dead-interval", "timers"),
      ignored<Config>("ospf cost", "a preference among routes"),
      ignored<Config>("ospf network", "the kind of network"),
      ignored<Config>("ospf priority", "an election among neighbours"),
      ignored<Config>("ospf hello-interval", "timers"),
      ignored<Config>("ospf dead-interval", "timers"),
      ignored<Config>("ospf retransmit-interval", "timers"),
      ignored<Config>("ospf transmit-delay", "timers"),
      ignored<Config>("ospf mtu-ignore", "how neighbours start"),
      ignored<Config>("ospf database-filter", "which routes are exchanged"),
      {"ipv6 ospf", Domain::routing},
      {"authentication mode eigrp", Domain::routing, &eigrp_mode},
      {"authentication key eigrp", Domain::routing | Domain::users, &eigrp_key},
      {"rip authentication mode", Domain::routing, &rip_mode},
      {"rip authentication key", Domain::routing | Domain::users, &rip_key},
      ignored<Config>("rip send version", "which version of the protocol"),
      ignored<Config>("rip receive version", "which version of the protocol"),
  });
  return rows;
}

void convert_igp(Config& config, const Target& target) {
  std::size_t processes = 0;
  config.igp.each([&](const std::string&, const IgpProcess& process) {
    if (++processes > most_processes) return;
    config.interfaces.each([&](const std::string& name, Port& port) {
      if (!port.zone) return;
      if (port.dynamic_address != 0 && !process.networks.empty())
        target.device.open(target.context, Domain::routing,
                           "a routing protocol on an address that is not in the configuration", port.dynamic_address);
      const IgpNetwork* const network = network_of(port, process);
      if (network == nullptr) return;
      if (process.exceptions.contains(port.zone->value) != process.passive_by_default)
        return;  // passive: no neighbours
      add_neighbor(name, port, process, *network, target);
    });
  });
  if (processes > most_processes)
    target.device.open(target.context, Domain::routing, "more routing processes than are looked at", 0);
}

}  // namespace muster::grammars::cisco_asa
