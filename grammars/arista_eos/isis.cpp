#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// IS-IS as far as rules ask: on which interfaces a neighbour may appear, and whether its greetings are authenticated.
namespace muster::grammars::arista_eos {
namespace {

IsisInterface& on_interface(Config& config, const Cursor& cursor) {
  config.interface->isis.lines.add(cursor.line());
  return config.interface->isis;
}

/// `router isis NAME [vrf V]`
Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an instance");
  config.isis_process = &config.isis.get(name);
  config.isis_process->lines.add(cursor.line());
  if (cursor.accept("vrf")) config.isis_process->vrf = cursor.word();
  return cursor.end();
}

Outcome passive_interface(Config& config, Cursor& cursor) {
  IsisProcess& to = *config.isis_process;
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
  config.isis_process->shutdown = !cursor.negated;
  return cursor.end();
}

/// The level that a line is about: "level-1", "level-2" or, for both, nothing.
std::string read_level(Cursor& cursor) {
  for (const char* const level : {"level-1", "level-2"})
    if (cursor.accept(level)) return level;
  return {};
}

/// `authentication key [type] KEY [level-N]`, `authentication key-id N algorithm A [rfc-5310] key [type] KEY [level-N]`
Outcome read_key(Config& config, Cursor& cursor, const std::string& owner, std::string& level) {
  std::string name = owner;
  if (cursor.accept("key-id")) {
    name.append(" key ").append(cursor.word());
    if (!cursor.accept("algorithm") || cursor.word().empty()) return cursor.fail("an algorithm");
    cursor.accept("rfc-5310");
  }
  if (!cursor.accept("key")) return cursor.fail("key");
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  level = read_level(cursor);
  if (!level.empty()) name += " " + level;
  keep_secret(config.secrets, "isis", std::move(name), std::move(*secret), cursor.lines());
  return cursor.end();
}

/// The instance's own key protects what it announces, not its greetings.
Outcome process_authentication(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("mode")) return Outcome::understood;
  std::string level;
  return read_key(config, cursor, "instance", level);
}

Outcome interface_authentication(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  IsisInterface& to = on_interface(config, cursor);
  std::string level;
  if (!cursor.accept("mode")) {
    const bool numbered = cursor.peek() == "key-id";
    const Outcome outcome = read_key(config, cursor, config.interface_name, level);
    if (outcome == Outcome::understood) to.keys.insert(numbered ? std::string() : level);
    return outcome;
  }
  const std::string_view mode = cursor.word();
  bool complete = false;
  if (mode == "sha" && cursor.accept("key-id")) cursor.word();
  if (mode == "shared-secret") {
    complete = cursor.accept("profile") && !cursor.word().empty();
    if (cursor.accept("algorithm")) cursor.word();
  }
  if (mode != "md5" && mode != "text" && mode != "sha" && !complete)
    return cursor.fail("md5, text, sha or shared-secret");
  cursor.accept("rx-disabled");
  level = read_level(cursor);
  to.modes.insert(level);
  if (complete) to.keys.insert(level);
  return cursor.end();
}

Outcome enable(Config& config, Cursor& cursor) {
  IsisInterface& to = on_interface(config, cursor);
  to.instance.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("the name of an instance");
  to.instance = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome passive(Config& config, Cursor& cursor) {
  on_interface(config, cursor).passive = !cursor.negated;
  return cursor.end();
}

const Table& process_table() {
  static constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the protocol";
  static constexpr std::string_view labels = "labels: no rule looks at them";
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &passive_interface},
      {"passive", Domain::routing, &passive_interface},
      {"authentication", Domain::routing | Domain::users, &process_authentication},
      {"shutdown", Domain::routing, &process_shutdown},
      ignored<Config>("net", "a number of the router"),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("is-hostname", "a name of the router"),
      ignored<Config>("is-type", "which levels it takes part in"),
      ignored<Config>("log-adjacency-changes", "what is logged of neighbours"),
      ignored<Config>("redistribute", routes),
      ignored<Config>("advertise", routes),
      ignored<Config>("address-family", routes),
      ignored<Config>("metric", routes),
      ignored<Config>("set-overload-bit", routes),
      ignored<Config>("set-attached-bit", routes),
      ignored<Config>("area", routes),
      ignored<Config>("timers", session),
      ignored<Config>("spf-interval", session),
      ignored<Config>("lsp", session),
      ignored<Config>("hello", session),
      ignored<Config>("purge-originator", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("graceful-restart-helper", session),
      ignored<Config>("mpls", labels),
      ignored<Config>("segment-routing", labels),
      ignored<Config>("traffic-engineering", labels),
      ignored<Config>("flex-algo", labels),
  });
  static const Table table({rows});
  return table;
}

/// Whether greetings of `level` are authenticated: there is both a mode and a key for it.
bool authenticates(const IsisInterface& interface, const std::string& level) {
  const bool mode = interface.modes.contains(level) || interface.modes.contains("");
  return mode && (interface.keys.contains(level) || interface.keys.contains(""));
}

/// If one level alone is authenticated, it depends on the levels that both sides take part in: not known.
void put_authenticated(model::Boolean& to, const IsisInterface& interface, model::LinesId lines) {
  const bool level1 = authenticates(interface, "level-1");
  const bool level2 = authenticates(interface, "level-2");
  if (level1 && level2)
    to.set(true, lines);
  else if (!level1 && !level2)
    to.set_default(false);
}

}  // namespace

Rows isis_rows() {
  static constexpr auto rows =
      std::to_array<Row>({{"router isis", Domain::routing | Domain::users, &process, &process_table}});
  return rows;
}

Rows isis_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"isis enable", Domain::routing, &enable},
      {"isis passive", Domain::routing, &passive},
      {"isis passive-interface", Domain::routing, &passive},
      {"isis authentication", Domain::routing | Domain::users, &interface_authentication},
      ignored<Config>("isis", "timers, preferences and details of the protocol"),
  });
  return rows;
}

void convert_isis(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, const Port& port) {
    if (!port.isis.instance || port.isis.passive || name.starts_with("Loopback")) return;
    const IsisProcess* const process = config.isis.find(port.isis.instance->value);
    if (process == nullptr || process->shutdown) return;
    if (process->exceptions.contains(name) != process->passive_by_default) return;
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    target.head(to, port.isis.lines);
    to.open = port.opened.contains(Domain::routing);
    to.opened_by = target.id(port.opened_by);
    to.name.set("isis " + name, to.lines);
    to.protocol.set("isis", to.lines);
    to.remote_as.set_absent();
    put_authenticated(to.authenticated, port.isis, to.lines);
  });
}

}  // namespace muster::grammars::arista_eos
