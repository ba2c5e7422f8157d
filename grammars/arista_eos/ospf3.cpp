#include "grammars/addresses.hpp"
#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// OSPFv3, for IPv6 and for IPv4: on which interfaces a neighbour may appear, and whether its packets need a key. What
/// OSPFv2 says of an interface has no bearing here.
namespace muster::grammars::arista_eos {
namespace {

constexpr Domains domains = Domain::routing | Domain::users;
constexpr std::string_view both;

Ospf3Interface& on_interface(Config& config, const Cursor& cursor) {
  config.interface->ospf3.lines.add(cursor.line());
  return config.interface->ospf3;
}

std::string read_family(Cursor& cursor) {
  for (const char* const family : {"ipv4", "ipv6"})
    if (cursor.accept(family)) return family;
  return std::string(both);
}

/// Areas have two spellings: 1 is 0.0.0.1.
std::string read_area(Cursor& cursor) {
  if (const auto number = cursor.number()) return std::to_string(*number);
  const std::string_view word = cursor.word();
  const auto address = parse_ipv4(word);
  return address ? std::to_string(*address) : std::string(word);
}

Outcome keep_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return Outcome::understood;
}

/// Behind `authentication` or `encryption`: `ipsec spi N [esp CIPHER [KEY]] md5|sha1 KEY`, where `passphrase WORDS` may
/// stand for keys.
Outcome read_protection(Config& config, Cursor& cursor, bool encrypts, const std::string& owner) {
  if (!cursor.accept("ipsec") || !cursor.accept("spi")) return cursor.fail("ipsec spi");
  const auto spi = cursor.number();
  if (!spi) return cursor.fail("a number");
  const std::string name = owner + " spi " + std::to_string(*spi);
  if (encrypts) {
    if (!cursor.accept("esp")) return cursor.fail("esp");
    const bool plain = cursor.peek() == "null";
    if (cursor.word().empty()) return cursor.fail("a cipher");
    const bool keyed = !plain && cursor.peek() != "md5" && cursor.peek() != "sha1" && cursor.peek() != "passphrase";
    if (keyed && keep_key(config, cursor, name + " encryption") != Outcome::understood) return cursor.fail("a key");
  }
  const bool hashed = cursor.accept("md5") || cursor.accept("sha1");
  const bool phrase = cursor.accept("passphrase");
  if (!hashed && !phrase) return cursor.fail("md5, sha1 or passphrase");
  if (const Outcome outcome = keep_key(config, cursor, name); outcome != Outcome::understood) return outcome;
  return cursor.end();
}

Outcome set_protection(Config& config, Cursor& cursor, bool encrypts, const std::string& family) {
  std::set<std::string>& families = on_interface(config, cursor).protected_families;
  if (cursor.negated) {
    families.erase(family);
    return Outcome::understood;
  }
  const Outcome outcome = read_protection(config, cursor, encrypts, config.interface_name + " ospfv3");
  if (outcome == Outcome::understood) families.insert(family);
  return outcome;
}

Outcome set_passive(Config& config, Cursor& cursor, const std::string& family) {
  on_interface(config, cursor).passive[family] = !cursor.negated;
  return cursor.end();
}

bool is_detail(Cursor& cursor) {
  for (const char* const word : {"cost", "priority", "network", "hello-interval", "dead-interval",
                                 "retransmit-interval", "transmit-delay", "bfd", "mtu-ignore"})
    if (cursor.accept(word)) return true;
  return false;
}

/// `[ipv4|ipv6] area A`, `passive-interface`, `authentication|encryption ...`
Outcome interface_line(Config& config, Cursor& cursor) {
  const std::string family = read_family(cursor);
  if (cursor.accept("area")) {
    std::map<std::string, std::string>& areas = on_interface(config, cursor).areas;
    areas.erase(family);
    if (cursor.negated) return Outcome::understood;
    const std::string area = read_area(cursor);
    if (area.empty()) return cursor.fail("an area");
    areas[family] = area;
    return cursor.end();
  }
  if (cursor.accept("passive-interface")) return set_passive(config, cursor, family);
  if (cursor.accept("authentication")) return set_protection(config, cursor, false, family);
  if (cursor.accept("encryption")) return set_protection(config, cursor, true, family);
  return is_detail(cursor) ? Outcome::ignored : Outcome::known;
}

/// `ipv6 ospf N area A`, `ipv6 ospf authentication ...`
Outcome ipv6_interface_line(Config& config, Cursor& cursor) {
  if (cursor.accept("passive-interface")) return set_passive(config, cursor, "ipv6");
  if (cursor.accept("authentication")) return set_protection(config, cursor, false, "ipv6");
  if (cursor.accept("encryption")) return set_protection(config, cursor, true, "ipv6");
  if (is_detail(cursor)) return Outcome::ignored;
  const auto number = cursor.number();
  if (!number) return Outcome::known;
  if (!cursor.accept("area")) return cursor.fail("area");
  Ospf3Interface& to = on_interface(config, cursor);
  to.instance.clear();
  if (cursor.negated) return Outcome::understood;
  to.instance = std::to_string(*number);
  to.instance_area = read_area(cursor);
  return to.instance_area.empty() ? cursor.fail("an area") : cursor.end();
}

// ---- Processes ----

Outcome process(Config& config, Cursor& cursor, const std::string& instance) {
  if (cursor.negated) return Outcome::known;
  std::string vrf;
  if (cursor.accept("vrf")) vrf = cursor.word();
  if (vrf == "default") vrf.clear();
  Ospf3Process& to = config.ospf3.get(instance + " " + vrf);
  to.vrf = vrf;
  to.instance = instance;
  to.lines.add(cursor.line());
  config.ospf3_process = &to;
  config.ospf3_family = both;
  return cursor.end();
}
Outcome any_process(Config& config, Cursor& cursor) { return process(config, cursor, ""); }
Outcome ipv6_process(Config& config, Cursor& cursor) {
  const auto number = cursor.number();
  return number ? process(config, cursor, std::to_string(*number)) : cursor.fail("a process number");
}

Outcome family(Config& config, Cursor& cursor) {
  config.ospf3_family = read_family(cursor);
  if (config.ospf3_family.empty()) return cursor.fail("ipv4 or ipv6");
  return cursor.negated ? Outcome::known : cursor.end();
}

/// A setting of the whole process may stand behind the block of a family.
template <bool InFamily>
Ospf3Scope& scope_of(Config& config) {
  return config.ospf3_process->scopes[InFamily ? config.ospf3_family : std::string(both)];
}

template <bool InFamily>
Outcome passive_interface(Config& config, Cursor& cursor) {
  Ospf3Scope& to = scope_of<InFamily>(config);
  if (cursor.accept("default")) {
    to.passive_by_default = !cursor.negated;
    return cursor.end();
  }
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  to.passive[name] = !cursor.negated;
  return cursor.end();
}

template <bool InFamily>
Outcome shutdown(Config& config, Cursor& cursor) {
  scope_of<InFamily>(config).shutdown = !cursor.negated;
  return cursor.end();
}

/// `area A authentication|encryption ...`; other options choose which routes it gets, and virtual links would be
/// neighbours.
template <bool InFamily>
Outcome area(Config& config, Cursor& cursor) {
  const std::string name = read_area(cursor);
  for (const char* const harmless : {"nssa", "stub", "range", "default-cost", "filter", "not-so-stubby"})
    if (cursor.accept(harmless)) return Outcome::ignored;
  const bool encrypts = cursor.peek() == "encryption";
  if (cursor.negated || (!cursor.accept("authentication") && !cursor.accept("encryption"))) return Outcome::known;
  const Outcome outcome = read_protection(config, cursor, encrypts, "area " + name + " ospfv3");
  if (outcome == Outcome::understood) scope_of<InFamily>(config).protected_areas.insert(name);
  return outcome;
}

constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the protocol";
constexpr auto details = std::to_array<Row>({
    ignored<Config>("router-id", "a number of the router"),
    ignored<Config>("log-adjacency-changes", "what is logged of neighbours"),
    ignored<Config>("adjacency", session),
    ignored<Config>("redistribute", routes),
    ignored<Config>("distribute-list", routes),
    ignored<Config>("default-information", routes),
    ignored<Config>("default-metric", routes),
    ignored<Config>("distance", routes),
    ignored<Config>("maximum-paths", routes),
    ignored<Config>("max-metric", routes),
    ignored<Config>("auto-cost", routes),
    ignored<Config>("bfd", "faster detection of failures"),
    ignored<Config>("timers", session),
    ignored<Config>("graceful-restart", session),
    ignored<Config>("graceful-restart-helper", session),
    ignored<Config>("fips", "stricter algorithms, never laxer ones"),
});

template <bool InFamily>
constexpr auto settings = std::to_array<Row>({
    {"area", domains, &area<InFamily>},
    {"passive-interface", Domain::routing, &passive_interface<InFamily>},
    {"shutdown", Domain::routing, &shutdown<InFamily>},
});

const Table& family_table() {
  static const Table table({settings<true>, details});
  return table;
}
const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({{"address-family", Domain::routing, &family, &family_table}});
  static const Table table({settings<false>, rows, details});
  return table;
}

// ---- Neighbours ----

const Ospf3Scope* find_scope(const Ospf3Process& process, const std::string& family) {
  const auto found = process.scopes.find(family);
  return found == process.scopes.end() ? nullptr : &found->second;
}

/// The nearest word counts: the interface's, then the family's, then that of the whole process.
bool is_passive(const std::string& name, const Ospf3Interface& port, const Ospf3Process& process,
                const std::string& family) {
  for (const std::string& each : {family, std::string(both)})
    if (const auto said = port.passive.find(each); said != port.passive.end()) return said->second;
  for (const std::string& each : {family, std::string(both)}) {
    const Ospf3Scope* const scope = find_scope(process, each);
    if (scope == nullptr) continue;
    if (const auto said = scope->passive.find(name); said != scope->passive.end()) return said->second;
    if (scope->passive_by_default) return *scope->passive_by_default;
  }
  return false;
}

bool is_off(const Ospf3Process& process, const std::string& family) {
  const Ospf3Scope* const whole = find_scope(process, std::string(both));
  const Ospf3Scope* const own = find_scope(process, family);
  return (whole != nullptr && whole->shutdown) || (own != nullptr && own->shutdown);
}

/// The area in which the process speaks the family on the interface; nothing if it does not.
std::optional<std::string> area_of(const Ospf3Interface& port, const Ospf3Process& process, const std::string& family) {
  if (!process.instance.empty())
    return family == "ipv6" && port.instance == process.instance ? std::optional(port.instance_area) : std::nullopt;
  for (const std::string& each : {family, std::string(both)})
    if (const auto found = port.areas.find(each); found != port.areas.end()) return found->second;
  return std::nullopt;
}

bool is_protected(const Ospf3Interface& port, const Ospf3Process& process, const std::string& family,
                  const std::string& area) {
  for (const std::string& each : {family, std::string(both)}) {
    if (port.protected_families.contains(each)) return true;
    const Ospf3Scope* const scope = find_scope(process, each);
    if (scope != nullptr && scope->protected_areas.contains(area)) return true;
  }
  return false;
}

void add_neighbor(const Target& target, const std::string& name, const Port& port, bool keyed,
                  const std::string& family) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, port.ospf3.lines);
  to.open = port.opened.contains(Domain::routing);
  to.opened_by = target.id(port.opened_by);
  to.name.set("ospf6 " + name + (family == "ipv4" ? " ipv4" : ""), to.lines);
  to.protocol.set("ospf6", to.lines);
  to.remote_as.set_absent();
  if (port.ospf3.doubtful)
    to.authenticated.set_unknown(target.id(port.opened_by));
  else if (keyed)
    to.authenticated.set(true, to.lines);
  else
    to.authenticated.set_default(false);
}

}  // namespace

Rows ospf3_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospfv3", domains, &any_process, &process_table},
      {"router ospf3", domains, &any_process, &process_table},
      {"ipv6 router ospf", domains, &ipv6_process, &process_table},
  });
  return rows;
}

Rows ospf3_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ospfv3", domains, &interface_line},
      {"ipv6 ospf", domains, &ipv6_interface_line},
  });
  return rows;
}

void convert_ospf3(Config& config, const Target& target) {
  std::size_t processes = 0;
  config.ospf3.each([&](const std::string&, const Ospf3Process& process) {
    constexpr std::size_t most_processes = 64;  // more are compared with no interface
    if (++processes > most_processes) return;
    config.interfaces.each([&](const std::string& name, const Port& port) {
      if (name.starts_with("Loopback") || (port.vrf ? port.vrf->value : "") != process.vrf) return;
      for (const std::string family : {"ipv6", "ipv4"}) {
        const auto area = area_of(port.ospf3, process, family);
        if (!area || is_off(process, family) || is_passive(name, port.ospf3, process, family)) continue;
        add_neighbor(target, name, port, is_protected(port.ospf3, process, family, *area), family);
      }
    });
    if (processes == most_processes && config.ospf3.size() > most_processes)
      target.device.open(target.context, Domain::routing, "more OSPFv3 processes than are looked at", 0);
  });
}

}  // namespace muster::grammars::arista_eos
