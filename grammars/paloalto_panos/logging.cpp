#include <algorithm>
#include <array>

#include "grammars/paloalto_panos/config.hpp"

/// `log-settings`: the servers, and what is sent to them. And `snmp-setting`.
namespace muster::grammars::paloalto_panos {
namespace {

std::string lower(std::string_view text) {
  std::string all(text);
  for (char& c : all)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return all;
}

/// `syslog PROFILE server S { server ADDRESS; transport UDP; port 514; format BSD; facility LOG_USER; }`.
void read_server(Place place, NodeId server) {
  const NodeId address = value_at(place, server, {"server"});
  const NodeId transport = value_at(place, server, {"transport"});
  const NodeId port = value_at(place, server, {"port"});
  const auto number_of_port = port == no_node ? std::optional<std::uint32_t>(514) : number(text(place, port));
  const std::string kind = transport == no_node ? "udp" : lower(text(place, transport));
  if (!number_of_port || *number_of_port > 65535) return place.walk.unknown(port, Domain::logging, "a port");
  if (kind != "udp" && kind != "tcp" && kind != "ssl")
    return place.walk.unknown(transport, Domain::logging, "UDP, TCP or SSL");
  for (const NodeId each : children(place, server)) {
    static constexpr auto words =
        std::to_array<std::string_view>({"server", "transport", "port", "format", "facility"});
    if (std::ranges::find(words, text(place, each)) == words.end())
      place.walk.unknown(each, Domain::logging, "a setting of a log server");
  }
  State::Syslog& kept = place.state.syslog.emplace_back();
  kept.profile = text(place);
  model::LogTarget& to = kept.target;
  head(place, server, to);
  const std::string name(text(place, address == no_node ? server : address));
  const std::string neutral = kind == "ssl" ? "tls" : kind;
  to.name.set(name + " " + neutral + " " + std::to_string(*number_of_port), to.lines);
  if (address != no_node) to.address.set(name, place.walk.lines(address));
  to.transport.set(neutral, to.lines);
  to.port.set(*number_of_port, to.lines);
}

Outcome syslog_profile(Place place) {
  for (const NodeId each : children(place)) {
    if (text(place, each) == "server") {
      for (const NodeId server : children(place, each)) read_server(place, server);
    } else if (text(place, each) == "format") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::logging, "a setting of a syslog profile");
    }
  }
  return Outcome::understood;
}

/// Which profiles messages are sent to: `match-list L { send-syslog P; }`, before that
/// `critical { send-syslog { using-syslog-setting P; } }`.
Outcome match_lists(Place place) {
  const Configuration& config = place.walk.configuration();
  for (const NodeId each : words_below(place, place.node)) {
    const std::string_view above = config[config[each].parent].text;
    if (above == "send-syslog" || above == "using-syslog-setting") place.state.syslog_in_use.insert(text(place, each));
  }
  return Outcome::understood;
}

/// Traps: `snmptrap P version v2c server S { manager A; community C; }`, `version v3 server S { user; authpwd; }`.
Outcome trap_profile(Place place) {
  for (const NodeId each : words_below(place, place.node)) {
    const std::string_view word = text(place, each);
    if (word != "community" && word != "authpwd" && word != "privpwd") continue;
    const Configuration& config = place.walk.configuration();
    const std::string name = std::string(text(place)) + " " + std::string(text(place, config[each].parent));
    if (word == "community")
      keep_secret(place, each, "snmp", "trap " + name);
    else
      keep_secret(place, each, "snmp-user", "trap " + name + " " + std::string(word));
  }
  return Outcome::understood;
}

/// `access-setting version v2c snmp-community-string C`.
Outcome community(Place place) {
  model::SnmpCommunity& to = place.walk.device().snmp_communities.emplace_back();
  head(place, place.node, to);
  to.name.set("community " + std::to_string(++place.state.communities), to.lines);
  read_secret(place, place.node, to.value);
  to.access.set_default("ro");
  to.filter.set_absent();
  return Outcome::understood;
}

/// `access-setting version v3 users U { view V; authpwd P; privpwd P; }`; the kinds are set from release 10.2 on.
Outcome snmp_user(Place place) {
  model::SnmpUser& to = place.walk.device().snmp_users.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place)), to.lines);
  to.group.set_absent();
  to.authentication.set_absent();
  to.privacy.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "authpwd" || word == "privpwd") {
      model::Text& kind = word == "authpwd" ? to.authentication : to.privacy;
      if (kind.state != model::State::configured) kind.set_default(word == "authpwd" ? "sha" : "aes128");
      keep_secret(place, each, "snmp-user", std::string(text(place)) + " " + std::string(word));
    } else if (word == "authproto" || word == "privproto") {
      const NodeId value = value_of(place, each);
      std::string kind = value == no_node ? "" : lower(text(place, value));
      std::erase(kind, '-');
      if (kind == "aes") kind = "aes128";
      if (value != no_node) (word == "authproto" ? to.authentication : to.privacy).set(kind, place.walk.lines(value));
    } else if (word == "view") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::snmp, "a setting of an SNMP user");
    }
  }
  return Outcome::understood;
}

/// What a Panorama keeps for others sends nothing from here.
Outcome own_settings(Place place) { return place.state.now.foreign ? Outcome::ignored : Outcome::understood; }

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view mail = "copies of messages by other ways than syslog";
  static constexpr auto logging = Domains(Domain::logging);
  static constexpr auto traps = logging | Domain::users | Domain::snmp;
  static constexpr auto rows = std::to_array<Row>({
      {"log-settings", traps, &own_settings},
      block("log-settings syslog", logging),
      {"log-settings syslog *", logging, &syslog_profile},
      {"log-settings system", logging, &match_lists},
      {"log-settings config", logging, &match_lists},
      {"log-settings userid", logging, &match_lists},
      {"log-settings iptag", logging, &match_lists},
      {"log-settings hipmatch", logging, &match_lists},
      {"log-settings globalprotect", logging, &match_lists},
      {"log-settings correlation", logging, &match_lists},
      {"log-settings profiles", logging, &match_lists},
      block("log-settings snmptrap", traps),
      {"log-settings snmptrap *", traps, &trap_profile},
      ignored("log-settings email", mail),
      ignored("log-settings http", mail),
  });
  return rows;
}

Rows snmp_rows() {
  static constexpr std::string_view label = "a text that the agent shows";
  static constexpr auto keys = Domains(Domain::snmp) | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      block("deviceconfig system snmp-setting", keys),
      ignored("deviceconfig system snmp-setting snmp-system", label),
      block("deviceconfig system snmp-setting access-setting", keys),
      block("deviceconfig system snmp-setting access-setting version", keys),
      block("deviceconfig system snmp-setting access-setting version v2c", Domain::snmp),
      {"deviceconfig system snmp-setting access-setting version v2c snmp-community-string", Domain::snmp, &community},
      block("deviceconfig system snmp-setting access-setting version v3", keys),
      block("deviceconfig system snmp-setting access-setting version v3 users", keys),
      {"deviceconfig system snmp-setting access-setting version v3 users *", keys, &snmp_user},
      ignored("deviceconfig system snmp-setting access-setting version v3 views",
              "what the agent shows to those who may ask"),
  });
  return rows;
}

/// A server of a profile that nothing refers to gets nothing.
void finish_logging(Walk& walk, State& state) {
  model::Logging& logging = walk.device().logging;
  if (!logging.enabled.known()) logging.enabled.set_default(true);
  logging.timestamps.set_default(true);      // every message carries its time
  logging.config_changes.set_default(true);  // and every change goes into the log of changes
  for (State::Syslog& each : state.syslog) {
    if (!state.syslog_in_use.contains(each.profile)) each.target.transport.set_absent(each.target.lines);
    logging.targets.push_back(std::move(each.target));
  }
}

}  // namespace muster::grammars::paloalto_panos
