#include "grammars/mikrotik_routeros/secrets.hpp"

namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::users | Domain::authentication;

struct SecretKey {
  std::string_view key;
  std::string_view kind;
};
constexpr auto interface_keys = std::to_array<SecretKey>({
    {"password", "ppp"},
    {"ipsec-secret", "ipsec"},
    {"private-key", "wireguard"},
    {"security.passphrase", "wireless"},
    {"security.eap-password", "wireless"},
    {"passphrase", "wireless"},
    {"wpa-pre-shared-key", "wireless"},
    {"wpa2-pre-shared-key", "wireless"},
    {"supplicant-password", "wireless"},
    {"mschapv2-password", "wireless"},
    {"eap-password", "wireless"},
    {"nv2-preshared-key", "wireless"},
    {"static-key-0", "wireless"},
    {"static-key-1", "wireless"},
    {"static-key-2", "wireless"},
    {"static-key-3", "wireless"},
    {"preshared-key", "wireguard"},
    {"cak", "macsec"},
});

void keep(Config& config, std::string_view kind, std::string name, const Parameter* value, bool needed,
          const Cursor& cursor) {
  SecretHolder& holder = config.secrets.emplace_back();
  holder.lines.add(cursor.node().line, cursor.node().last_line);
  holder.kind = kind;
  holder.needed = needed;
  holder.name = Lined<std::string>{std::move(name), cursor.lines()};
  if (value != nullptr && !value->unset) (void)put_secret_text(holder.secret, *value, cursor);
}

std::string name_of(const Statement& statement, std::string_view fallback) {
  if (const Parameter* const named = statement.find("name")) return named->value;
  if (const auto found = statement.condition("name"); !found.empty()) return std::string(found);
  if (const auto found = statement.condition("default-name"); !found.empty()) return std::string(found);
  return statement.selectors.size() == 1 ? statement.selectors.front() : std::string(fallback);
}

bool is_off(const Statement& statement) {
  const Parameter* const disabled = statement.find("disabled");
  return disabled != nullptr && disabled->value == "yes";
}

/// Profiles of wireless networks, peers of tunnels: only their secrets matter.
Outcome read_profile(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  keep_interface_secrets(config, name_of(statement, "default"), statement, cursor);
  return Outcome::understood;
}

Outcome add_peer(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const interface = statement.find("interface");
  const Parameter* const key = statement.find("public-key");
  const std::string name = name_of(statement, key == nullptr ? std::string_view("peer") : std::string_view(key->value));
  keep_interface_secrets(config, (interface == nullptr ? "" : interface->value + " ") + name, statement, cursor);
  return Outcome::understood;
}

/// `/ip ipsec identity`, and peers of old releases that carry the secret themselves.
Outcome add_identity(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  if (is_off(statement)) return Outcome::understood;
  const Parameter* const method = statement.find("auth-method");
  const Parameter* const value = statement.find("secret");
  const bool needed = method == nullptr || method->value.starts_with("pre-shared-key");
  if (!needed && value == nullptr) return Outcome::understood;
  const Parameter* const peer = statement.find("peer");
  keep(config, "ipsec", peer != nullptr ? peer->value : "identity " + std::to_string(cursor.line()), value, needed,
       cursor);
  return Outcome::understood;
}

Outcome add_ipsec_peer(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const value = statement.find("secret");
  const Parameter* const address = statement.find("address");
  if (value != nullptr && !is_off(statement))
    keep(config, "ipsec", address == nullptr ? "peer" : address->value, value, true, cursor);
  return Outcome::understood;
}

Outcome add_ppp_secret(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  if (is_off(statement)) return Outcome::understood;
  keep(config, "ppp", name_of(statement, ""), statement.find("password"), true, cursor);
  return Outcome::understood;
}

/// Servers for tunnels: their switch is no way to manage the device, their secret is one.
Outcome set_tunnel_server(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  if (const Parameter* const value = statement.find("ipsec-secret"))
    keep(config, "ipsec", "l2tp-server", value, true, cursor);
  return Outcome::understood;
}

constexpr std::string_view hotspot = "hotspot";
constexpr std::string_view user_manager = "user-manager";
constexpr std::string_view radius_client = "radius-client";
constexpr std::string_view smtp = "smtp";
constexpr std::string_view mqtt = "mqtt";
constexpr std::string_view l2tp = "l2tp";
constexpr std::string_view smb = "smb";
constexpr std::string_view socks = "socks";
constexpr std::string_view wireless = "wireless";

/// Entries of which only the secret matters.
template <const std::string_view& Kind>
Outcome read_holder(Config& config, Cursor& cursor) {
  constexpr auto keys = std::to_array<std::string_view>(
      {"password", "secret", "shared-secret", "private-passphrase", "private-pre-shared-key"});
  const Statement statement = parse_statement(cursor.rest());
  if (is_off(statement)) return Outcome::understood;
  for (const std::string_view key : keys)
    if (const Parameter* const value = statement.find(key); value != nullptr && !value->unset && !value->value.empty())
      keep(config, Kind, name_of(statement, std::to_string(cursor.line())), value, false, cursor);
  return Outcome::understood;
}
template <const std::string_view& Kind>
const Table& holders_table() {
  return menu_table<domains, &read_holder<Kind>, &read_holder<Kind>>();
}

const Table& profiles_table() { return menu_table<domains, &read_profile, &read_profile>(); }
const Table& peers_table() { return menu_table<domains, &add_peer, nullptr>(); }
const Table& identities_table() { return menu_table<domains, &add_identity, nullptr>(); }
const Table& ipsec_peers_table() { return menu_table<domains, &add_ipsec_peer, nullptr>(); }
const Table& ppp_table() { return menu_table<domains, &add_ppp_secret, nullptr>(); }
const Table& tunnels_table() { return menu_table<domains, nullptr, &set_tunnel_server>(); }

}  // namespace

void keep_interface_secrets(Config& config, const std::string& name, const Statement& statement, Cursor& cursor) {
  for (const auto& [key, kind] : interface_keys)
    if (const Parameter* const value = statement.find(key); value != nullptr && !value->unset && !value->value.empty())
      keep(config, kind, name, value, false, cursor);
}

void convert_secrets(Config& config, const Target& target) {
  for (const SecretHolder& from : config.secrets) {
    if (!from.secret && !from.needed) continue;
    model::Credential& to = target.device.credentials.emplace_back();
    entry_head(to, from, target);
    to.kind.set(from.kind, to.lines);
    put(to.name, from.name);
    // A secret that should be there and is not: the account may not see it.
    if (from.secret && !(from.needed && from.secret->value.value.empty())) put_secret(to.value, *from.secret);
  }
}

Rows secret_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/interface wireless security-profiles", domains, &menu, &profiles_table},
      {"/interface wifi security", domains, &menu, &profiles_table},
      {"/interface wifi configuration", domains, &menu, &profiles_table},
      {"/interface wifi access-list", domains, &menu, &profiles_table},
      {"/interface wifiwave2 security", domains, &menu, &profiles_table},
      {"/interface wifiwave2 configuration", domains, &menu, &profiles_table},
      {"/interface wireless nstreme", domains, &menu, &profiles_table},
      {"/caps-man security", domains, &menu, &profiles_table},
      {"/caps-man configuration", domains, &menu, &profiles_table},
      {"/caps-man interface", domains, &menu, &profiles_table},
      {"/interface lte apn", domains, &menu, &profiles_table},
      {"/interface dot1x client", domains, &menu, &profiles_table},
      {"/interface macsec", domains, &menu, &profiles_table},
      {"/interface wireguard peers", domains, &menu, &peers_table},
      {"/ip ipsec identity", domains, &menu, &identities_table},
      {"/ip ipsec peer", domains, &menu, &ipsec_peers_table},
      {"/ip ipsec user", domains, &menu, &ppp_table},
      {"/ppp secret", domains, &menu, &ppp_table},
      {"/ppp l2tp-secret", domains, &menu, &holders_table<l2tp>},
      {"/ip hotspot user", domains, &menu, &holders_table<hotspot>},
      {"/user-manager user", domains, &menu, &holders_table<user_manager>},
      {"/user-manager router", domains, &menu, &holders_table<radius_client>},
      {"/tool e-mail", domains, &menu, &holders_table<smtp>},
      {"/iot mqtt brokers", domains, &menu, &holders_table<mqtt>},
      {"/ip smb users", domains, &menu, &holders_table<smb>},
      {"/ip socks users", domains, &menu, &holders_table<socks>},
      {"/interface wireless access-list", domains, &menu, &holders_table<wireless>},
      {"/caps-man access-list", domains, &menu, &holders_table<wireless>},
      {"/interface l2tp-server server", domains, &menu, &tunnels_table},
      {"/interface pptp-server server", domains, &menu, &tunnels_table},
      {"/interface sstp-server server", domains, &menu, &tunnels_table},
      {"/interface ovpn-server server", domains, &menu, &tunnels_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
