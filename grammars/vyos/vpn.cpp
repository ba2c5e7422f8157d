#include <array>

#include "grammars/vyos/config.hpp"

/// `vpn`: the shared keys of tunnels. Which algorithms they use no rule looks at.
namespace muster::grammars::vyos {
namespace {

/// `psk NAME { id ...; secret S }`, from 1.4 on.
Outcome shared_key(Place place) {
  if (const NodeId secret = child(place, "secret"); secret != no_node)
    keep_secret(place, secret, "ipsec", std::string(text(place)));
  return Outcome::understood;
}

/// `site-to-site peer P { authentication { pre-shared-secret S } }` of 1.3 and before; a remote access is alike.
Outcome peer(Place place) {
  const NodeId secret = at(place, place.node, {"authentication", "pre-shared-secret"});
  if (secret != no_node) keep_secret(place, secret, "ipsec", std::string(text(place)));
  return Outcome::understood;
}

/// Accounts of those who dial in (they do not log in to the router), and the servers that know others.
void read_dial_in(Place place, std::string_view kind) {
  const Configuration& config = place.walk.configuration();
  const std::string prefix = std::string(kind) + " ";
  if (const NodeId users = at(place, place.node, {"authentication", "local-users", "username"}); users != no_node)
    for (const NodeId each : children(place, users))
      if (const NodeId secret = child_of(config, each, "password"); secret != no_node)
        keep_secret(place, secret, "vpn-user", prefix + std::string(text(place, each)));
  if (const NodeId servers = at(place, place.node, {"authentication", "radius", "server"}); servers != no_node)
    for (const NodeId each : children(place, servers))
      if (const NodeId secret = child_of(config, each, "key"); secret != no_node)
        keep_secret(place, secret, "radius", prefix + std::string(text(place, each)));
}

/// `l2tp remote-access { ipsec-settings { authentication { pre-shared-secret S } } authentication {...} }`.
Outcome l2tp(Place place) {
  const NodeId secret = at(place, place.node, {"ipsec-settings", "authentication", "pre-shared-secret"});
  if (secret != no_node) keep_secret(place, secret, "ipsec", "l2tp");
  read_dial_in(place, "l2tp");
  return Outcome::understood;
}

Outcome pptp(Place place) {
  read_dial_in(place, "pptp");
  return Outcome::understood;
}

}  // namespace

Rows vpn_rows() {
  static constexpr std::string_view algorithms = "algorithms and times of a tunnel: no rule looks at them";
  static constexpr Domains users = Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      block("vpn", users | Domain::filters),
      block("vpn ipsec", users | Domain::filters),
      ignored("vpn ipsec ike-group", algorithms),
      ignored("vpn ipsec esp-group", algorithms),
      ignored("vpn ipsec interface", "where tunnels end"),
      ignored("vpn ipsec ipsec-interfaces", "where tunnels end"),
      ignored("vpn ipsec nat-networks", algorithms),
      ignored("vpn ipsec nat-traversal", algorithms),
      ignored("vpn ipsec options", algorithms),
      ignored("vpn ipsec log", "which messages the tunnels write"),
      ignored("vpn ipsec logging", "which messages the tunnels write"),
      ignored("vpn ipsec auto-update", algorithms),
      ignored("vpn ipsec disable-uniqreqids", algorithms),
      ignored("vpn ipsec allow-access-to-local-interface", algorithms),
      ignored("vpn ipsec include-ipsec-conf", algorithms),
      known("vpn ipsec include-ipsec-secrets", users),
      known("vpn ipsec auto-firewall-nat-exclude", Domain::filters),
      block("vpn ipsec authentication", users),
      block("vpn ipsec authentication psk", users),
      {"vpn ipsec authentication psk *", users, &shared_key},
      block("vpn ipsec site-to-site", users),
      block("vpn ipsec site-to-site peer", users),
      {"vpn ipsec site-to-site peer *", users, &peer},
      known("vpn ipsec profile", users),
      known("vpn ipsec remote-access", users),
      block("vpn l2tp", users),
      {"vpn l2tp remote-access", users, &l2tp},
      block("vpn pptp", users),
      {"vpn pptp remote-access", users, &pptp},
      known("vpn sstp", users | Domain::management),
      known("vpn openconnect", users | Domain::management),
      ignored("vpn rsa-keys", "keys of tunnels"),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
