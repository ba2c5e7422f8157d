#include <algorithm>
#include <array>

#include "grammars/juniper_junos/config.hpp"

/// How logins are checked and recorded: servers, their order, limits of tries, lengths of passwords, banners.
namespace muster::grammars::juniper_junos {
namespace {

bool is_setting_of_server(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"secret", "port", "timeout", "retry", "source-address", "routing-instance", "single-connection",
       "accounting-port", "accounting-retry", "accounting-timeout", "max-outstanding-requests", "dynamic-request-port",
       "preauthentication-port", "preauthentication-secret", "tls"});
  return std::ranges::find(words, word) != words.end();
}

void add_server(Place place, NodeId server, std::string_view protocol, std::int64_t port) {
  model::AaaServer& to = place.walk.device().aaa_servers.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(server);
  const std::string address(text(place, server));
  to.name.set(std::string(protocol) + " " + address, to.lines);
  to.protocol.set(std::string(protocol), to.lines);
  to.address.set(address, place.walk.lines(server));
  to.port.set_default(port);
  for (const NodeId each : words_below(place, server)) {
    if (text(place, each) != "port") continue;
    const NodeId value = value_of(place, each);
    const auto given = value == no_node ? std::nullopt : number(text(place, value));
    given ? to.port.set(*given, place.walk.lines(value)) : to.port.set_unknown(place.walk.lines(each));
  }
}

void keep_key(Place place, NodeId server, std::string_view protocol) {
  if (const NodeId secret = option(place, server, "secret"); secret != no_node)
    keep_secret(place, secret, std::string(protocol), std::string(text(place, server)));
}

Outcome server(Place place, std::string_view protocol, std::int64_t port) {
  for (const NodeId each : children(place))
    if (!is_setting_of_server(text(place, each)))
      place.walk.unknown(each, Domain::authentication, "a setting of a server");
  add_server(place, place.node, protocol, port);
  keep_key(place, place.node, protocol);
  return Outcome::understood;
}
constexpr std::int64_t radius_port = 1812;
constexpr std::int64_t tacacs_port = 49;
Outcome radius(Place place) { return server(place, "radius", radius_port); }
Outcome tacacs(Place place) { return server(place, "tacacs", tacacs_port); }

/// `authentication-order [ tacplus password ]`
Outcome order(Place place) {
  std::vector<std::string> methods;
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word != "password" && word != "radius" && word != "tacplus" && word != "ldaps")
      return place.walk.fail(each, "password, radius or tacplus");
    methods.emplace_back(word == "password" ? "local" : word == "tacplus" ? "tacacs" : word == "ldaps" ? "ldap" : word);
  }
  if (methods.empty()) return place.walk.fail(place.node, "a method of authentication");
  place.walk.device().login.methods.set(std::move(methods), place.walk.lines_below(place.node));
  return Outcome::understood;
}

/// `accounting { events [ login interactive-commands ]; destination { tacplus { server A { secret S; } } } }`
Outcome accounting(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId events = child(place, "events");
  const NodeId destination = child(place, "destination");
  for (const NodeId each : children(place))
    if (each != events && each != destination && text(place, each) != "enhanced-avs-max" &&
        text(place, each) != "traceoptions")
      place.walk.unknown(each, Domain::authentication, "events or destination");
  const NodeId commands = events == no_node ? no_node : child(config, events, "interactive-commands");
  const bool sent = destination != no_node && !Children(config, destination).empty();
  place.walk.device().login.command_accounting.set(commands != no_node && sent, place.walk.lines_below(place.node));
  if (destination == no_node) return Outcome::understood;
  for (const NodeId kind : children(place, destination)) {
    const NodeId servers = child(config, kind, "server");
    if (servers == no_node) continue;
    for (const NodeId each : children(place, servers))
      keep_key(place, each, text(place, kind) == "tacplus" ? "tacacs accounting" : "radius accounting");
  }
  return Outcome::understood;
}

std::optional<std::uint32_t> number_of(Place place, std::string_view word) {
  const NodeId value = value_of_child(place, word);
  return value == no_node ? std::nullopt : number(text(place, value));
}

/// `retry-options { tries-before-disconnect 3; lockout-period 15; }`: without a period nobody is locked out.
Outcome retry(Place place) {
  model::LoginPolicy& login = place.walk.device().login;
  for (const NodeId each : children(place)) {
    static constexpr auto words =
        std::to_array<std::string_view>({"tries-before-disconnect", "lockout-period", "backoff-threshold",
                                         "backoff-factor", "minimum-time", "maximum-time"});
    if (std::ranges::find(words, text(place, each)) == words.end())
      place.walk.unknown(each, Domain::authentication, "a limit of tries");
  }
  const NodeId period = child(place, "lockout-period");
  if (period == no_node) return Outcome::understood;
  constexpr std::int64_t seconds = 60;
  const auto minutes = number_of(place, "lockout-period");
  const auto tries = number_of(place, "tries-before-disconnect");
  if (!minutes) return place.walk.fail(period, "a number of minutes");
  login.lockout_time.set(std::int64_t{*minutes} * seconds, place.walk.lines_below(period));
  const NodeId limit = child(place, "tries-before-disconnect");
  tries ? login.lockout_attempts.set(*tries, place.walk.lines_below(limit))
        : login.lockout_attempts.set_unknown(place.walk.lines_below(period));  // differs between releases
  return Outcome::understood;
}

Outcome password(Place place) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"minimum-length", "maximum-length", "format", "change-type", "minimum-changes", "minimum-character-changes",
       "minimum-lower-cases", "minimum-upper-cases", "minimum-numerics", "minimum-punctuations", "minimum-reuse",
       "minimum-lifetime", "maximum-lifetime"});
  for (const NodeId each : children(place))
    if (std::ranges::find(words, text(place, each)) == words.end())
      place.walk.unknown(each, Domain::authentication, "a rule for passwords");
  const NodeId length = child(place, "minimum-length");
  if (length == no_node) return Outcome::understood;
  const auto value = number_of(place, "minimum-length");
  if (!value) return place.walk.fail(length, "a number of characters");
  place.walk.device().login.minimum_length.set(*value, place.walk.lines_below(length));
  return Outcome::understood;
}

Outcome banner(Place place, const char* name) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return place.walk.fail(place.node, "a text");
  model::Banner& to = place.walk.device().banners.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines(value);
  to.name.set(name, to.lines);
  to.text.set(std::string(text(place, value)), to.lines);
  return Outcome::understood;
}
Outcome message(Place place) { return banner(place, "login"); }
Outcome announcement(Place place) { return banner(place, "motd"); }

}  // namespace

Rows aaa_rows() {
  static constexpr auto checks = Domains(Domain::authentication);
  static constexpr std::string_view requests = "how requests to the servers are worded";
  static constexpr auto rows = std::to_array<Row>({
      {"system radius-server *", Domain::users | Domain::authentication, &radius},
      {"system tacplus-server *", Domain::users | Domain::authentication, &tacacs},
      {"system authentication-order", checks, &order},
      {"system accounting", Domain::users | Domain::authentication, &accounting},
      ignored("system radius-options", requests),
      ignored("system tacplus-options", requests),
      known("system ldap-options", Domain::users | Domain::authentication),
      known("system ldap-server", Domain::users | Domain::authentication),
      {"system login retry-options", checks, &retry},
      {"system login password", checks, &password},
      {"system login message", Domain::management, &message},
      {"system login announcement", Domain::management, &announcement},
  });
  return rows;
}

void finish_aaa(Walk& walk) {
  model::LoginPolicy& login = walk.device().login;
  const auto unset = [](const auto& attribute) {
    return attribute.state == model::State::unknown && attribute.lines == 0;
  };
  constexpr std::int64_t shortest = 6;
  if (unset(login.methods)) login.methods.set_default({"local"});
  if (unset(login.command_accounting)) login.command_accounting.set_default(false);
  if (unset(login.minimum_length)) login.minimum_length.set_default(shortest);
  if (unset(login.lockout_attempts)) login.lockout_attempts.set_default(0);
  if (unset(login.lockout_time)) login.lockout_time.set_absent();
  login.lockout_window.set_absent();  // tries are counted within a session
  login.secrets_encoded.set_default(true);
}

}  // namespace muster::grammars::juniper_junos
