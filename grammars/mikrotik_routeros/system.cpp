#include "grammars/mikrotik_routeros/keys.hpp"

/// `/system`: name, time, the note that is shown at a login, and scripts that run by themselves.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains software = Domain::software;
constexpr Domains time_domain = Domain::time | Domain::users;
constexpr Domains management = Domain::management;
constexpr Domains redundancy = Domain::redundancy;

constexpr auto identity_keys = std::to_array<Key<Config>>({{"name", &text<&Config::hostname, Config>}});
Outcome set_identity(Config& config, Cursor& cursor) {
  return apply<Config>(config, parse_statement(cursor.rest()), identity_keys, cursor);
}

constexpr auto note_keys = std::to_array<Key<Config>>({
    {"note", &text<&Config::note, Config>},
    {"show-at-login", &flag<&Config::show_note, Config>},
    {"show-at-cli-login"},
});
Outcome set_note(Config& config, Cursor& cursor) {
  return apply<Config>(config, parse_statement(cursor.rest()), note_keys, cursor);
}

constexpr auto client_keys = std::to_array<Key<NtpClient>>({
    {"enabled", &flag<&NtpClient::enabled, NtpClient>},
    {"servers", &names<&NtpClient::servers, NtpClient>},
    {"server-dns-names", &names<&NtpClient::servers, NtpClient>},
    {"primary-ntp", &text<&NtpClient::primary, NtpClient>},
    {"secondary-ntp", &text<&NtpClient::secondary, NtpClient>},
    {"mode"},
    {"vrf"},
});
constexpr auto server_keys = std::to_array<Key<NtpServer>>({
    {"address", &text<&NtpServer::address, NtpServer>},
    {"auth-key", &text<&NtpServer::key, NtpServer>},
    {"disabled", &flag<&NtpServer::disabled, NtpServer>},
    {"comment"},
    {"iburst"},
    {"max-poll"},
    {"min-poll"},
});

/// A key of NTP: its number names it.
Outcome add_ntp_key(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  SecretHolder& holder = config.secrets.emplace_back();
  holder.lines.add(cursor.node().line, cursor.node().last_line);
  const Parameter* const id = statement.find("key-id");
  holder.kind = "ntp";
  holder.needed = true;
  holder.name = Lined<std::string>{id == nullptr ? "" : id->value, cursor.lines()};
  for (const std::string_view key : {"value", "key"})
    if (const Parameter* const value = statement.find(key)) (void)put_secret_text(holder.secret, *value, cursor);
  return Outcome::understood;
}

Outcome add_script(Config& config, Cursor&) {
  config.scripted = true;
  return Outcome::understood;
}

const Table& identity_table() { return menu_table<software, nullptr, &set_identity>(); }
const Table& note_table() { return menu_table<management, nullptr, &set_note>(); }
const Table& client_table() { return menu_table<time_domain, nullptr, &set_object<&Config::ntp, client_keys>>(); }
const Table& servers_table() {
  return menu_table<time_domain, &add_object<&Config::ntp_servers, server_keys>, nullptr>();
}
const Table& ntp_keys_table() { return menu_table<time_domain, &add_ntp_key, nullptr>(); }
const Table& scripts_table() { return menu_table<redundancy, &add_script, &add_script>(); }

void add_server(const std::string& name, bool authenticated, model::LinesId lines, const Entry& entry,
                const Target& target) {
  if (name.empty() || name == "0.0.0.0" || name == "::") return;
  model::NtpServer& to = target.device.ntp_servers.emplace_back();
  entry_head(to, entry, target);
  to.lines = lines;
  to.name.set(name, lines);
  to.authenticated.set(authenticated, lines);
}

}  // namespace

void convert_system(Config& config, const Target& target) {
  if (config.hostname)
    target.device.hostname.set(config.hostname->value, config.hostname->lines);
  else if (!target.device.hostname.known())
    target.device.hostname.set_default("MikroTik");
  if (config.note && !config.note->value.empty() && !(config.show_note && !config.show_note->value)) {
    model::Banner& banner = target.device.banners.emplace_back();
    banner.context = target.context;
    banner.lines = config.note->lines;
    banner.name.set("motd", banner.lines);
    banner.text.set(config.note->value, banner.lines);
  }
  const NtpClient& ntp = config.ntp;
  if (ntp.open)
    target.device.open(target.context, time_domain, "not understood: /system ntp client/set", target.id(ntp.opened_by));
  if (!ntp.enabled || !ntp.enabled->value) return;
  if (ntp.primary) add_server(ntp.primary->value, false, ntp.primary->lines, ntp, target);
  if (ntp.secondary) add_server(ntp.secondary->value, false, ntp.secondary->lines, ntp, target);
  if (ntp.servers)
    for (const std::string& name : ntp.servers->value) add_server(name, false, ntp.servers->lines, ntp, target);
  for (const NtpServer& from : config.ntp_servers)
    if (from.address && !from.off())
      add_server(from.address->value, from.key && !from.key->value.empty() && from.key->value != "none",
                 target.id(from.lines), from, target);
}

Rows system_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/system identity", software, &menu, &identity_table},
      {"/system note", management, &menu, &note_table},
      {"/system ntp client", time_domain, &menu, &client_table},
      {"/system ntp client servers", time_domain, &menu, &servers_table},
      {"/system ntp key", time_domain, &menu, &ntp_keys_table},
      {"/system script", redundancy, &menu, &scripts_table},
      {"/system scheduler", redundancy, &menu, &scripts_table},
      {"/tool netwatch", redundancy, &menu, &scripts_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
