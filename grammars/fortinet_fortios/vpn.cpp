#include "grammars/fortinet_fortios/config.hpp"

/// Keys of tunnels, and other secrets that stand for themselves.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::users;
constexpr std::string_view negotiation = "how tunnels are negotiated: the model knows their keys";

Outcome edit_tunnel(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.name = std::move(*name);
  return cursor.end();
}

Outcome keep(Config& config, Cursor& cursor, std::string kind, std::string_view suffix) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a key");
  if (!cursor.at_end()) return cursor.end();
  if (!value->value.empty())
    keep_secret(config.vdom->secrets, std::move(kind), config.name + std::string(suffix), std::move(*value),
                cursor.lines());
  return Outcome::understood;
}

Outcome pre_shared(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", ""); }
Outcome remote_pre_shared(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " remote"); }
Outcome user_password(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " user"); }
Outcome group_password(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " group"); }
Outcome encryption_key(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " encryption"); }
Outcome authentication_key(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " authentication"); }

Outcome quantum_key(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " post-quantum"); }

constexpr auto negotiated_words = words(
    "type", "interface", "ip-version", "ike-version", "local-gw", "local-gw6", "remote-gw", "remote-gw6",
    "remotegw-ddns", "keylife", "certificate", "authmethod", "authmethod-remote", "mode", "peertype", "peerid",
    "default-gw", "default-gw-priority", "usrgrp", "peer", "peergrp", "monitor", "monitor-min", "monitor-phase1",
    "monitor-hold-down-type", "monitor-hold-down-delay", "monitor-hold-down-weekday", "monitor-hold-down-time",
    "net-device", "tunnel-search", "passive-mode", "exchange-interface-ip", "exchange-ip-addr4", "exchange-ip-addr6",
    "aggregate-member", "aggregate-weight", "packet-redistribution", "mode-cfg", "mode-cfg-allow-client-selector",
    "assign-ip", "assign-ip-from", "ipv4-start-ip", "ipv4-end-ip", "ipv4-netmask", "dhcp-ra-giaddr",
    "dhcp6-ra-linkaddr", "dns-mode", "ipv4-dns-server1", "ipv4-dns-server2", "ipv4-dns-server3", "internal-domain-list",
    "config internal-domain-list", "dns-suffix-search", "ipv4-wins-server1", "ipv4-wins-server2",
    "config ipv4-exclude-range", "ipv4-split-include", "split-include-service", "ipv4-name", "ipv6-start-ip",
    "ipv6-end-ip", "ipv6-prefix", "ipv6-dns-server1", "ipv6-dns-server2", "ipv6-dns-server3",
    "config ipv6-exclude-range", "ipv6-split-include", "ipv6-name", "ip-delay-interval", "unity-support", "domain",
    "banner", "include-local-lan", "ipv4-split-exclude", "ipv6-split-exclude", "save-password", "client-auto-negotiate",
    "client-keep-alive", "client-resume", "client-resume-interval", "backup-gateway", "config backup-gateway",
    "proposal", "add-route", "add-gw-route", "keepalive", "distance", "priority", "localid", "localid-type",
    "auto-negotiate", "negotiate-timeout", "fragmentation", "ip-fragmentation", "dpd", "dpd-retrycount",
    "dpd-retryinterval", "forticlient-enforcement", "comments", "npu-offload", "send-cert-chain", "dhgrp", "addke1",
    "addke2", "addke3", "addke4", "addke5", "addke6", "addke7", "suite-b", "eap", "eap-identity", "eap-exclude-peergrp",
    "eap-cert-auth", "acct-verify", "ppk", "ppk-identity", "wizard-type", "xauthtype", "xauthexpire", "reauth",
    "authusr", "group-authentication", "authusrgrp", "mesh-selector-type", "idle-timeout", "shared-idle-timeout",
    "idle-timeoutinterval", "ha-sync-esp-seqno", "fgsp-sync", "inbound-dscp-copy", "auto-discovery-sender",
    "auto-discovery-receiver", "auto-discovery-forwarder", "auto-discovery-psk", "auto-discovery-shortcuts",
    "auto-discovery-crossover", "auto-discovery-offer-interval", "auto-discovery-dialup-placeholder", "encapsulation",
    "encapsulation-address", "encap-local-gw4", "encap-local-gw6", "encap-remote-gw4", "encap-remote-gw6", "vni",
    "nattraversal", "esn", "fragmentation-mtu", "childless-ike", "azure-ad-autoconnect", "rekey",
    "digital-signature-auth", "signature-hash-alg", "rsa-signature-format", "rsa-signature-hash-override",
    "enforce-unique-id", "cert-id-validation", "fec-egress", "fec-send-timeout", "fec-base", "fec-codec",
    "fec-redundant", "fec-ingress", "fec-receive-timeout", "fec-health-check", "fec-mapping-profile", "network-overlay",
    "network-id", "dev-id-notification", "dev-id", "loopback-asymroute", "link-cost", "kms", "exchange-fgt-device-id",
    "ipv6-auto-linklocal", "ems-sn-check", "remote-gw-match", "remote-gw-subnet", "remote-gw-start-ip",
    "remote-gw-end-ip", "remote-gw-country", "remote-gw-ztna-tags", "remote-gw6-match", "remote-gw6-subnet",
    "remote-gw6-start-ip", "remote-gw6-end-ip", "remote-gw6-country", "cert-peer-username-validation",
    "cert-peer-username-strip", "cert-trust-store", "qkd", "qkd-hybrid", "qkd-profile", "transport", "fortinet-esp",
    "auto-transport-threshold", "fallback-tcp-threshold", "encryption", "authentication", "local-spi", "remote-spi",
    "localspi", "remotespi");

const Table& tunnel_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"psksecret", domains, &pre_shared},
      {"psksecret-remote", domains, &remote_pre_shared},
      {"authpasswd", domains, &user_password},
      {"group-authentication-secret", domains, &group_password},
      {"enckey", domains, &encryption_key},
      {"authkey", domains, &authentication_key},
      {"ppk-secret", domains, &quantum_key},
  });
  static constexpr auto others = ignored_each(negotiated_words, negotiation);
  static const Table table({rows, others});
  return table;
}
const Table& tunnel_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_tunnel, &tunnel_entry}});
  static const Table table({rows});
  return table;
}

// ---- Key chains ----

Outcome chain_key(Config& config, Cursor& cursor) { return keep(config, cursor, "key-chain", ""); }

Outcome edit_chain_key(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("the number of a key");
  config.name = config.name.substr(0, config.name.find(" key ")) + " key " + *name;
  return cursor.end();
}

const Table& chain_key_entry() {
  static constexpr auto rows = std::to_array<Row>({{"key-string", Domain::routing | Domain::users, &chain_key}});
  static constexpr auto others =
      ignored_each(words("accept-lifetime", "send-lifetime", "algorithm"), "when the key counts, and its algorithm");
  static const Table table({rows, others});
  return table;
}
const Table& chain_key_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::routing, &edit_chain_key, &chain_key_entry}});
  static const Table table({rows});
  return table;
}
const Table& chain_entry() {
  static constexpr auto rows = std::to_array<Row>({{"config key", Domain::routing, &nested_block, &chain_key_table}});
  static const Table table({rows});
  return table;
}
const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::routing, &edit_tunnel, &chain_entry}});
  static const Table table({rows});
  return table;
}

}  // namespace

Rows vpn_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config vpn ipsec phase1-interface", domains, &block, &tunnel_table},
      {"config vpn ipsec phase1", domains, &block, &tunnel_table},
      {"config vpn ipsec manualkey-interface", domains, &block, &tunnel_table},
      {"config vpn ipsec manualkey", domains, &block, &tunnel_table},
      {"config router key-chain", Domain::routing, &block, &chain_table},
      ignored<Config>("config vpn ipsec phase2-interface", negotiation),
      ignored<Config>("config vpn ipsec phase2", negotiation),
      ignored<Config>("config vpn ipsec concentrator", negotiation),
      ignored<Config>("config vpn ipsec forticlient", negotiation),
      ignored<Config>("config vpn ipsec fec", negotiation),
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
