#include <array>

#include "grammars/addresses.hpp"
#include "grammars/paloalto_panos/config.hpp"

/// `deviceconfig system`: name, management interface, services, banner, time.
namespace muster::grammars::paloalto_panos {
namespace {

/// What a Panorama keeps for others cannot change this device.
Outcome device_settings(Place place) { return place.state.now.foreign ? Outcome::ignored : Outcome::understood; }

Outcome system_settings(Place place) {
  place.state.management.seen = true;
  return Outcome::understood;
}

Outcome host_name(Place place) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return place.walk.fail(place.node, "a name after 'hostname'");
  place.walk.device().hostname.set(std::string(text(place, value)), place.walk.lines(value));
  return Outcome::understood;
}

Outcome ip_address(Place place) {
  place.state.management.ip_address = value_of(place, place.node);
  return Outcome::understood;
}
Outcome netmask(Place place) {
  place.state.management.netmask = value_of(place, place.node);
  return Outcome::understood;
}
Outcome ipv6_address(Place place) {
  place.state.management.ipv6_address = value_of(place, place.node);
  return Outcome::understood;
}
Outcome dhcp_client(Place place) {
  place.state.management.dynamic = true;
  return Outcome::understood;
}

/// `service disable-telnet yes`: all values are yes or no.
Outcome service(Place place) {
  constexpr std::string_view prefix = "disable-";
  for (const NodeId each : children(place)) {
    const NodeId value = value_of(place, each);
    const std::string_view word = text(place, each);
    if (!word.starts_with(prefix) || value == no_node || (text(place, value) != "yes" && text(place, value) != "no")) {
      place.walk.unknown(value == no_node ? each : value, Domain::management | Domain::snmp,
                         "disable-SERVICE yes or no");
      continue;
    }
    place.state.management.disabled[word.substr(prefix.size())] = {text(place, value) == "yes",
                                                                   place.walk.lines(value)};
  }
  return Outcome::understood;
}

Outcome permitted_ip(Place place) {
  for (const NodeId each : children(place)) {
    place.state.management.permitted.emplace_back(text(place, each));
    const auto& node = place.walk.configuration()[each];
    place.state.management.permitted_lines.add(node.line, node.last_line);
  }
  return Outcome::understood;
}

template <Maybe<std::string> Management::*Member>
Outcome named(Place place) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return place.walk.fail(place.node, "the name of a profile");
  place.state.management.*Member = Lined<std::string>{std::string(text(place, value)), place.walk.lines(value)};
  return Outcome::understood;
}

Outcome banner(Place place, std::string_view name) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return Outcome::understood;
  model::Banner& to = place.walk.device().banners.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(name), to.lines);
  to.text.set(std::string(text(place, value)), place.walk.lines(value));
  return Outcome::understood;
}
Outcome login_banner(Place place) { return banner(place, "login"); }
Outcome motd(Place place) { return banner(place, "motd"); }

Outcome ssh_algorithms(Place place) {
  const Configuration& config = place.walk.configuration();
  auto& all = place.state.management.ssh_algorithms[config[config[place.node].parent].text];
  for (const NodeId each : children(place)) all.push_back(each);
  return Outcome::understood;
}
Outcome ssh_profile(Place place) {
  place.state.ssh_profiles[text(place)] = place.node;
  return Outcome::understood;
}

/// `primary-ntp-server { ntp-server-address A; authentication-type symmetric-key { ... } }`.
Outcome ntp_server(Place place) {
  const NodeId address = value_at(place, place.node, {"ntp-server-address"});
  const NodeId type = child(place, "authentication-type");
  const NodeId key = child_of(place.walk.configuration(), type, "symmetric-key");
  if (address == no_node && child(place, "authentication-type") == no_node && children(place).empty())
    return Outcome::understood;
  if (address == no_node) return place.walk.fail(place.node, "an ntp-server-address");
  for (const NodeId each : children(place))
    if (each != type && text(place, each) != "ntp-server-address")
      place.walk.unknown(each, Domain::time, "a setting of a time server");
  model::NtpServer& to = place.walk.device().ntp_servers.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place, address)), place.walk.lines(address));
  const NodeId kind = type == no_node ? no_node : value_of(place, type);
  if (type == no_node)
    to.authenticated.set_default(false);
  else if (kind == no_node)
    to.authenticated.set_unknown(place.walk.lines(type));
  else
    to.authenticated.set(text(place, kind) == "symmetric-key" || text(place, kind) == "autokey",
                         place.walk.lines(kind));
  if (const NodeId secret = key == no_node ? no_node : option(place, key, "authentication-key"); secret != no_node)
    keep_secret(place, secret, "ntp", std::string(text(place, address)));
  return Outcome::understood;
}

/// `ntp-server-1 ADDRESS`: the older form.
Outcome plain_ntp_server(Place place) {
  const NodeId address = value_of(place, place.node);
  if (address == no_node) return Outcome::understood;
  model::NtpServer& to = place.walk.device().ntp_servers.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place, address)), to.lines);
  to.authenticated.set_default(false);
  return Outcome::understood;
}

constexpr std::string_view naming = "how names are looked up";
constexpr std::string_view updates = "where updates of signatures come from, and when";
constexpr std::string_view reach = "how the management interface reaches others";
constexpr std::string_view label = "a text, or how times and words are shown";
constexpr std::string_view telemetry = "figures that the vendor gets";

}  // namespace

Rows system_rows() {
  static constexpr auto management = Domains(Domain::management);
  static constexpr auto rows = std::to_array<Row>({
      {"deviceconfig", configured, &device_settings},
      {"deviceconfig system", configured, &system_settings},
      {"deviceconfig system hostname", Domain::interfaces, &host_name},
      {"deviceconfig system ip-address", Domain::interfaces, &ip_address},
      {"deviceconfig system netmask", Domain::interfaces, &netmask},
      {"deviceconfig system ipv6-address", Domain::interfaces, &ipv6_address},
      block("deviceconfig system type", Domain::interfaces),
      block("deviceconfig system type static", Domain::interfaces),
      {"deviceconfig system type dhcp-client", Domain::interfaces, &dhcp_client},
      {"deviceconfig system service", Domain::management | Domain::snmp, &service},
      {"deviceconfig system permitted-ip", management | Domain::filters, &permitted_ip},
      {"deviceconfig system ssl-tls-service-profile", management, &named<&Management::tls_profile>},
      {"deviceconfig system authentication-profile", Domain::users | Domain::authentication,
       &named<&Management::authentication_profile>},
      known("deviceconfig system non-ui-authentication-profile", Domain::users | Domain::authentication),
      known("deviceconfig system certificate-profile", Domain::users | Domain::authentication),
      {"deviceconfig system login-banner", management, &login_banner},
      ignored("deviceconfig system ack-login-banner", "whether the banner has to be acknowledged"),
      block("deviceconfig system motd-and-banner", management),
      {"deviceconfig system motd-and-banner message", management, &motd},
      ignored("deviceconfig system motd-and-banner motd-enable", label),
      ignored("deviceconfig system motd-and-banner motd-do-not-display-again", label),
      ignored("deviceconfig system motd-and-banner motd-title", label),
      ignored("deviceconfig system motd-and-banner motd-color", label),
      ignored("deviceconfig system motd-and-banner severity", label),
      ignored("deviceconfig system motd-and-banner banner-header", label),
      ignored("deviceconfig system motd-and-banner banner-header-color", label),
      ignored("deviceconfig system motd-and-banner banner-header-text-color", label),
      ignored("deviceconfig system motd-and-banner banner-header-footer-match", label),
      ignored("deviceconfig system motd-and-banner banner-footer", label),
      ignored("deviceconfig system motd-and-banner banner-footer-color", label),
      ignored("deviceconfig system motd-and-banner banner-footer-text-color", label),
      block("deviceconfig system ssh", management),
      block("deviceconfig system ssh ciphers", management),
      {"deviceconfig system ssh ciphers mgmt", management, &ssh_algorithms},
      ignored("deviceconfig system ssh ciphers ha", "sessions between the members of a pair"),
      block("deviceconfig system ssh kex", management),
      {"deviceconfig system ssh kex mgmt", management, &ssh_algorithms},
      block("deviceconfig system ssh mac", management),
      {"deviceconfig system ssh mac mgmt", management, &ssh_algorithms},
      ignored("deviceconfig system ssh default-hostkey", "the kind of the host's key"),
      ignored("deviceconfig system ssh regenerate-hostkeys", "the kind of the host's key"),
      ignored("deviceconfig system ssh session-rekey", "how often keys change"),
      ignored("deviceconfig system ssh ha", "sessions between the members of a pair"),
      block("deviceconfig system ssh mgmt", management),
      {"deviceconfig system ssh mgmt server-profile", management, &named<&Management::ssh_profile>},
      block("deviceconfig system ssh profiles", management),
      ignored("deviceconfig system ssh profiles ha-profiles", "sessions between the members of a pair"),
      block("deviceconfig system ssh profiles mgmt-profiles", management),
      {"deviceconfig system ssh profiles mgmt-profiles server-profiles *", management, &ssh_profile},
      block("deviceconfig system ntp-servers", Domain::time | Domain::users),
      {"deviceconfig system ntp-servers primary-ntp-server", Domain::time | Domain::users, &ntp_server},
      {"deviceconfig system ntp-servers secondary-ntp-server", Domain::time | Domain::users, &ntp_server},
      {"deviceconfig system ntp-server-1", Domain::time, &plain_ntp_server},
      {"deviceconfig system ntp-server-2", Domain::time, &plain_ntp_server},
      known("deviceconfig system panorama", configured),
      known("deviceconfig system panorama-server", configured),
      known("deviceconfig system panorama-server-2", configured),
      ignored("deviceconfig system timezone", label),
      ignored("deviceconfig system locale", label),
      ignored("deviceconfig system geo-location", label),
      ignored("deviceconfig system domain", naming),
      ignored("deviceconfig system domain-lookup-url", naming),
      ignored("deviceconfig system fqdn-refresh-time", naming),
      ignored("deviceconfig system fqdn-stale-entry-timeout", naming),
      ignored("deviceconfig system fqdn-forcerefresh-time", naming),
      ignored("deviceconfig system dns-setting", naming),
      known("deviceconfig system hsm-settings", Domain::users),
      ignored("deviceconfig system default-gateway", reach),
      ignored("deviceconfig system ipv6-default-gateway", reach),
      ignored("deviceconfig system speed-duplex", reach),
      ignored("deviceconfig system mtu", reach),
      ignored("deviceconfig system route", reach),
      ignored("deviceconfig system lcaas-use-proxy", reach),
      ignored("deviceconfig system secure-proxy-server", reach),
      ignored("deviceconfig system secure-proxy-port", reach),
      ignored("deviceconfig system secure-proxy-user", reach),
      known("deviceconfig system secure-proxy-password", Domain::users),
      ignored("deviceconfig system update-server", updates),
      ignored("deviceconfig system update-schedule", updates),
      ignored("deviceconfig system server-verification", updates),
      known("deviceconfig system config-bundle-export-schedule", Domain::users),
      known("deviceconfig system log-export-schedule", Domain::users),
      ignored("deviceconfig system log-link", label),
      ignored("deviceconfig system device-telemetry", telemetry),
      known("deviceconfig system tls-and-certificates", management),
      ignored("deviceconfig system inband-interface", reach),
      ignored("deviceconfig system lacp-port-priority", reach),
      ignored("deviceconfig system lldp", reach),
      known("deviceconfig system eth1", Domain::interfaces | Domain::management),
      known("deviceconfig system eth2", Domain::interfaces | Domain::management),
      known("deviceconfig system vm-mac-base", Domain::interfaces),
      ignored("deviceconfig system vm-mac-count", reach),
      ignored("deviceconfig system deployment-type", label),
      ignored("deviceconfig system hostname-type-in-syslog", label),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
