#include <array>

#include "grammars/paloalto_panos/config.hpp"

/// `server-profile`: the servers that logins are asked at; certificates and the profiles that use them.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr auto both = Domains(Domain::users) | Domain::authentication;

struct Kind {
  std::string_view word;
  const char* protocol;
  std::int64_t port;
};
constexpr auto kinds =
    std::to_array<Kind>({{"tacplus", "tacacs", 49}, {"radius", "radius", 1812}, {"ldap", "ldap", 389}});

void add_server(Place place, NodeId server, const Kind& kind) {
  NodeId address = value_at(place, server, {"address"});
  if (address == no_node) address = value_at(place, server, {"ip-address"});
  model::AaaServer& to = place.walk.device().aaa_servers.emplace_back();
  head(place, server, to);
  const std::string name(text(place, address == no_node ? server : address));
  to.name.set(std::string(kind.protocol) + " " + name, to.lines);
  to.protocol.set(kind.protocol, to.lines);
  if (address != no_node) to.address.set(name, place.walk.lines(address));
  const NodeId port = value_at(place, server, {"port"});
  const auto value = port == no_node ? std::nullopt : number(text(place, port));
  if (value)
    to.port.set(*value, place.walk.lines(port));
  else if (port == no_node)
    to.port.set_default(kind.port);
  if (const NodeId secret = child(place.walk.configuration(), server, "secret"); secret != no_node)
    keep_secret(place, secret, kind.protocol, name);
}

Outcome profile(Place place, const Kind& kind) {
  if (const NodeId servers = child(place, "server"); servers != no_node)
    for (const NodeId server : children(place, servers)) add_server(place, server, kind);
  if (const NodeId secret = child(place, "bind-password"); secret != no_node)
    keep_secret(place, secret, kind.protocol, std::string(text(place)));
  return Outcome::understood;
}
Outcome tacacs(Place place) { return profile(place, kinds[0]); }
Outcome radius(Place place) { return profile(place, kinds[1]); }
Outcome ldap(Place place) { return profile(place, kinds[2]); }

Outcome tls_profile(Place place) {
  place.state.tls_profiles[text(place)] = place.node;
  return Outcome::understood;
}

/// The key is shown encrypted, but shown.
Outcome certificate(Place place) {
  if (const NodeId key = child(place, "private-key"); key != no_node)
    for (const NodeId value : children(place, key)) place.walk.secret(value);
  return Outcome::ignored;
}

}  // namespace

Rows server_rows() {
  static constexpr std::string_view passing = "logins of those who pass through, not of administrators";
  static constexpr auto rows = std::to_array<Row>({
      block("server-profile", both),
      block("server-profile tacplus", both),
      {"server-profile tacplus *", both, &tacacs},
      block("server-profile radius", both),
      {"server-profile radius *", both, &radius},
      block("server-profile ldap", both),
      {"server-profile ldap *", both, &ldap},
      known("server-profile kerberos", both),
      known("server-profile saml-idp", both),
      known("server-profile mfa-server-profile", both),
      known("server-profile scp", Domain::users),
      ignored("server-profile dns", "how names are looked up"),
      ignored("server-profile netflow", "counters of flows"),
      known("local-user-database", both),
      {"ssl-tls-service-profile *", Domain::management, &tls_profile},
      block("ssl-tls-service-profile", Domain::management),
      {"certificate *", Domain::users, &certificate},
      block("certificate", Domain::users),
      ignored("ocsp-responder", "whose certificates are accepted"),
      ignored("ssl-decrypt", "which sessions are decrypted"),
      ignored("ssl-exclude-cert", "which sessions are decrypted"),
      known("scep", Domain::users),
      ignored("captive-portal", passing),
      ignored("authentication-object", passing),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
