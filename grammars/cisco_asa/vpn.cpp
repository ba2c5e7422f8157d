#include "grammars/cisco_asa/config.hpp"

/// Tunnels: their shared keys are modelled; how they are built no rule asks.
namespace muster::grammars::cisco_asa {
namespace {

/// `tunnel-group NAME ipsec-attributes|general-attributes|webvpn-attributes`, `tunnel-group NAME type T`
Outcome tunnel_group(Config& config, Cursor& cursor) {
  config.tunnel_group = cursor.word();
  if (config.tunnel_group.empty()) return cursor.fail("a name");
  if (cursor.negated) return Outcome::known;
  cursor.take_rest();
  return Outcome::understood;
}

Outcome shared_key(Config& config, Cursor& cursor, const std::string& name) {
  if (cursor.negated) {
    config.secrets.erase("ipsec/" + name);
    return Outcome::understood;
  }
  cursor.accept("hex");
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ipsec", name, std::move(*secret), cursor.lines());
  return cursor.end();
}
Outcome pre_shared_key(Config& config, Cursor& cursor) { return shared_key(config, cursor, config.tunnel_group); }

/// `ikev2 remote-authentication pre-shared-key KEY`; other ways name no secret.
Outcome ikev2_side(Config& config, Cursor& cursor, std::string_view side) {
  if (!cursor.accept("pre-shared-key")) return Outcome::ignored;
  return shared_key(config, cursor, config.tunnel_group + " " + std::string(side));
}
Outcome ikev2_remote(Config& config, Cursor& cursor) { return ikev2_side(config, cursor, "remote"); }
Outcome ikev2_local(Config& config, Cursor& cursor) { return ikev2_side(config, cursor, "local"); }

/// `isakmp key KEY address A [netmask M]`, up to release 6
Outcome isakmp_key(Config& config, Cursor& cursor) {
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  if (!cursor.accept("address")) return cursor.fail("address");
  keep_secret(config.secrets, "ipsec", "address " + std::string(cursor.word()), std::move(*secret), cursor.lines());
  cursor.take_rest();
  return Outcome::understood;
}

constexpr std::string_view built = "how tunnels are built: no rule looks at it";
constexpr std::string_view sessions = "what a session of a tunnel may do: no rule looks at it";

const Table& tunnel_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"pre-shared-key", Domain::users, &pre_shared_key},
      {"ikev1 pre-shared-key", Domain::users, &pre_shared_key},
      {"ikev2 remote-authentication", Domain::users, &ikev2_remote},
      {"ikev2 local-authentication", Domain::users, &ikev2_local},
      {"secondary-username-from-certificate", Domain::users},
      {"radius-reject-message", Domain::users},
      {"pre-fill-username", Domain::users},
      {"secondary-pre-fill-username", Domain::users},
      ignored<Config>("default-group-policy", sessions),
      ignored<Config>("address-pool", sessions),
      ignored<Config>("ipv6-address-pool", sessions),
      ignored<Config>("authentication-server-group", "users of tunnels, not of the device"),
      ignored<Config>("secondary-authentication-server-group", "users of tunnels, not of the device"),
      ignored<Config>("authorization-server-group", "users of tunnels, not of the device"),
      ignored<Config>("authorization-required", "users of tunnels, not of the device"),
      ignored<Config>("accounting-server-group", "users of tunnels, not of the device"),
      ignored<Config>("authentication", "users of tunnels, not of the device"),
      ignored<Config>("username-from-certificate", "users of tunnels, not of the device"),
      ignored<Config>("password-management", "users of tunnels, not of the device"),
      ignored<Config>("dhcp-server", sessions),
      ignored<Config>("strip-realm", sessions),
      ignored<Config>("strip-group", sessions),
      ignored<Config>("nat-assigned-to-public-ip", sessions),
      ignored<Config>("group-alias", sessions),
      ignored<Config>("group-url", sessions),
      ignored<Config>("customization", sessions),
      ignored<Config>("without-csd", sessions),
      ignored<Config>("peer-id-validate", built),
      ignored<Config>("chain", built),
      ignored<Config>("isakmp", built),
      ignored<Config>("ikev1 trust-point", built),
      ignored<Config>("ikev1 user-authentication", built),
      ignored<Config>("ikev2 rsa-sig-hash", built),
      ignored<Config>("virtual-template", built),
      ignored<Config>("trust-point", built),
  });
  static const Table table({rows});
  return table;
}

Outcome policy(Config&, Cursor& cursor) {
  cursor.take_rest();
  return Outcome::understood;
}

/// A filter of tunnels is bound to what the model does not have; the list itself is in it all the same.
Domains policy_not_understood(Config&, const Cursor& cursor, Domains domains) {
  const std::string_view text = cursor.whole();
  const bool filter = text.starts_with("vpn-filter value ") || text.starts_with("ipv6-vpn-filter value ");
  return filter ? Domains() : domains;
}

const Table& group_policy_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"vpn-filter", Domain::filters},
      {"ipv6-vpn-filter", Domain::filters},
      {"webvpn", Domain::filters | Domain::users},
      ignored<Config>("vpn-filter none", sessions),
      ignored<Config>("banner", "text shown to users of tunnels"),
      ignored<Config>("wins-server", sessions),
      ignored<Config>("dns-server", sessions),
      ignored<Config>("default-domain", sessions),
      ignored<Config>("split-dns", sessions),
      ignored<Config>("split-tunnel-policy", sessions),
      ignored<Config>("split-tunnel-network-list", sessions),
      ignored<Config>("split-tunnel-all-dns", sessions),
      ignored<Config>("ipv6-split-tunnel-policy", sessions),
      ignored<Config>("vpn-tunnel-protocol", sessions),
      ignored<Config>("vpn-idle-timeout", sessions),
      ignored<Config>("vpn-session-timeout", sessions),
      ignored<Config>("vpn-simultaneous-logins", sessions),
      ignored<Config>("vpn-access-hours", sessions),
      ignored<Config>("vlan", sessions),
      ignored<Config>("group-lock", sessions),
      ignored<Config>("password-storage", sessions),
      ignored<Config>("ip-comp", sessions),
      ignored<Config>("pfs", sessions),
      ignored<Config>("re-xauth", sessions),
      ignored<Config>("ipsec-udp", sessions),
      ignored<Config>("ipsec-udp-port", sessions),
      ignored<Config>("address-pools", sessions),
      ignored<Config>("ipv6-address-pools", sessions),
      ignored<Config>("dhcp-network-scope", sessions),
      ignored<Config>("msie-proxy", sessions),
      ignored<Config>("nem", sessions),
      ignored<Config>("backup-servers", sessions),
      ignored<Config>("client-firewall", sessions),
      ignored<Config>("client-bypass-protocol", sessions),
      ignored<Config>("client-access-rule", sessions),
      ignored<Config>("intercept-dhcp", sessions),
      ignored<Config>("gateway-fqdn", sessions),
      ignored<Config>("secure-unit-authentication", sessions),
      ignored<Config>("user-authentication", sessions),
      ignored<Config>("user-authentication-idle-timeout", sessions),
      ignored<Config>("ip-phone-bypass", sessions),
      ignored<Config>("leap-bypass", sessions),
      ignored<Config>("smartcard-removal-disconnect", sessions),
      ignored<Config>("security-group-tag", sessions),
      ignored<Config>("periodic-authentication", sessions),
      ignored<Config>("scep-forwarding-url", sessions),
  });
  static const Table table({rows}, &policy_not_understood);
  return table;
}

const Table& webvpn_table() {
  static constexpr std::string_view portal = "what users of the portal see";
  static constexpr auto rows = std::to_array<Row>({
      {"enable", Domain::management},
      {"port", Domain::management},
      {"dtls port", Domain::management},
      {"http-headers", Domain::management},
      {"saml", Domain::users},
      {"sso-server", Domain::users},
      {"smart-tunnel", Domain::filters},
      {"auto-signon", Domain::users},
      ignored<Config>("anyconnect", portal),
      ignored<Config>("svc", portal),
      ignored<Config>("csd", portal),
      ignored<Config>("hostscan", portal),
      ignored<Config>("cache", portal),
      ignored<Config>("tunnel-group-list", portal),
      ignored<Config>("tunnel-group-preference", portal),
      ignored<Config>("error-recovery", portal),
      ignored<Config>("keepout", portal),
      ignored<Config>("anyconnect-essentials", portal),
      ignored<Config>("mus", portal),
      ignored<Config>("rewrite", portal),
      ignored<Config>("character-encoding", portal),
      ignored<Config>("onscreen-keyboard", portal),
      ignored<Config>("default-idle-timeout", portal),
      ignored<Config>("default-language", portal),
      ignored<Config>("memory-size", portal),
      ignored<Config>("internal-password", portal),
      ignored<Config>("disable", portal),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows vpn_rows() {
  static constexpr std::string_view certificates = "certificates are public";
  static constexpr std::string_view sources = "where certificates come from: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"tunnel-group", Domain::users, &tunnel_group, &tunnel_table},
      ignored<Config>("tunnel-group-map", built),
      {"group-policy", Domain::filters, &policy, &group_policy_table},
      {"webvpn", Domain::management | Domain::filters | Domain::users, &policy, &webvpn_table},
      {"isakmp key", Domain::users, &isakmp_key},
      {"crypto isakmp key", Domain::users, &isakmp_key},
      {"isakmp", Domain::users},
      {"crypto", Domain::filters | Domain::users},
      {"vpdn", Domain::users | Domain::interfaces},
      {"vpnclient", Domain::users},
      {"dynamic-access-policy-record", Domain::filters},
      {"dynamic-access-policy-config", Domain::filters},
      ignored<Config>("dynamic-access-policy-record DfltAccessPolicy", sessions),
      ignored<Config>("isakmp policy", built),
      ignored<Config>("isakmp enable", built),
      ignored<Config>("isakmp nat-traversal", built),
      ignored<Config>("isakmp identity", built),
      ignored<Config>("crypto map", built),
      ignored<Config>("crypto dynamic-map", built),
      ignored<Config>("crypto engine", built),
      ignored<Config>("crypto ipsec", built),
      ignored<Config>("crypto ikev1", built),
      ignored<Config>("crypto ikev2", built),
      ignored<Config>("crypto isakmp", built),
      ignored<Config>("crypto ca trustpoint", sources),
      ignored<Config>("crypto ca trustpool", sources),
      ignored<Config>("crypto ca server", sources),
      ignored<Config>("crypto ca crl", sources),
      ignored<Config>("crypto ca permit-weak-crypto", sources),
      ignored<Config>("crypto ca reference-identity", sources),
      ignored<Config>("crypto ca certificate chain", certificates),
      ignored<Config>("crypto ca certificate map", "which certificate belongs to which tunnel"),
      ignored<Config>("crypto key", "which keys are kept"),
      ignored<Config>("ip local pool", "addresses of tunnels"),
      ignored<Config>("ipv6 local pool", "addresses of tunnels"),
      ignored<Config>("vpn-addr-assign", "addresses of tunnels"),
      ignored<Config>("vpn load-balancing", "which device answers a tunnel"),
      ignored<Config>("vpn-sessiondb", "how many tunnels there are"),
      ignored<Config>("vpnsetup", built),
      ignored<Config>("virtual-template", built),
      ignored<Config>("sysopt connection", "sizes of segments, and traffic out of tunnels"),
      ignored<Config>("sysopt nodnsalias", "answers of name servers"),
      ignored<Config>("sysopt traffic", "traffic statistics"),
      ignored<Config>("sysopt radius", "tunnels"),
      ignored<Config>("sysopt uauth", "users of what passes the device"),
      {"sysopt", Domain::filters},
  });
  return rows;
}

}  // namespace muster::grammars::cisco_asa
