#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::time;
constexpr auto at = &Config::time_server;
constexpr auto settings_at = &Config::time;

const Table& server_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &TimeServer::server>},
      {"authentication", domains, &flag<at, &TimeServer::authenticated>},
      {"key", domains | Domain::users, &secret<at, &TimeServer::key>},
  });
  static constexpr auto others = ignored_each(
      words("ntpv3", "key-id", "key-type", "ip-type", "interface-select-method", "interface", "vrf-select"),
      "how the server is reached and which of its keys is used");
  static const Table table({rows, others}, &opens<at>);
  return table;
}

const Table& server_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit_global<&Config::time_servers, at>, &server_entry}});
  static const Table table({rows});
  return table;
}

const Table& ntp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ntpsync", domains, &flag<settings_at, &TimeSettings::synchronise>},
      {"type", domains, &text<settings_at, &TimeSettings::type>},
      {"config ntpserver", domains, &nested_block, &server_table},
  });
  static constexpr auto others = ignored_each(words("syncinterval", "source-ip", "source-ip6", "server-mode",
                                                    "interface", "authentication", "key", "key-id", "key-type"),
                                              "the time that the device gives to others");
  static const Table table({rows, others});
  return table;
}

}  // namespace

Rows ntp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"config system ntp", domains, &block, &ntp_table}});
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const TimeSettings& settings = config.time;
  const bool off = settings.synchronise && !settings.synchronise->value;
  if (off || !settings.synchronise) return;
  if (!settings.type || settings.type->value == "fortiguard") {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    to.context = target.context;
    to.lines = settings.type ? settings.type->lines : settings.synchronise->lines;
    to.name.set("fortiguard", to.lines);
    to.authenticated.set(false, to.lines);
    return;
  }
  Vdom& global = config.vdoms.get("");
  config.time_servers.each([&](const std::string& name, TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    from.put(to, target);
    if (from.server) to.name.set(from.server->value, from.server->lines);
    put_or_default(to.authenticated, from.authenticated, false);
    if (from.key) keep_secret(global.secrets, "ntp", "server " + name, from.key->value, from.key->lines);
  });
}

}  // namespace muster::grammars::fortinet_fortios
