#include "model/schema.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "model/schema_field.hpp"

namespace muster::model {

std::string_view to_string(FieldType type) {
  static constexpr std::array<std::string_view, 9> names{"bool", "int",  "string",       "secret", "ip",
                                                         "cidr", "list(string)", "object", "list(object)"};
  return names[static_cast<std::size_t>(type)];
}

const Field* find_field(const Class& type, std::string_view name) {
  const auto found = std::ranges::find(type.fields, name, &Field::name);
  return found == type.fields.end() ? nullptr : &*found;
}

namespace {

using enum FieldType;

// Classes from the leaves up; each table is the whole truth about what a policy may name.

constexpr std::array software_fields{
    field<&Software::product>("product", Domain::software, "product family, such as \"IOS-XE\", \"FRRouting\" or \"HAProxy\""),
    field<&Software::version>("version", Domain::software, "version as the device prints it"),
    field<&Software::hardware>("hardware", Domain::software, "hardware model"),
    field<&Software::serial>("serial", Domain::software, "serial number"),
    field<&Software::image>("image", Domain::software, "boot image"),
    field<&Software::uptime>("uptime", Domain::software, "seconds since the last start"),
    field<&Software::packaged>("packaged", Domain::software, "a distribution's package, whose fixes are back-ported"),
};
constexpr Class software_class{"software", "What runs on the device.", "", software_fields};

constexpr std::array user_fields{
    field<&User::name>("name", Domain::users, "account name"),
    field<&User::privilege>("privilege", Domain::users, "privilege level, 0 to 15, where the platform has levels"),
    field<&User::role>("role", Domain::users, "role or class, such as \"network-admin\" or \"root\""),
    field<&User::password>("password", Domain::users, "stored password"),
    field<&User::shell>("shell", Domain::users, "login shell, where the platform has one"),
    field<&User::allowed_sources>("allowed_sources", Domain::users, "prefixes that it may log in from; null if from anywhere"),
    context_field<User>(),
};
constexpr Class user_class = object_class<User>("user", "A local account.", "name", user_fields);

constexpr std::array login_fields{
    field<&LoginPolicy::methods>("methods", Domain::authentication, "in the order of trial: local, tacacs, radius, ldap, line, enable, none, or a group's name"),
    field<&LoginPolicy::command_accounting>("command_accounting", Domain::authentication, "commands are reported to an AAA server"),
    field<&LoginPolicy::minimum_length>("minimum_length", Domain::authentication, "least length of new passwords; null if there is none"),
    field<&LoginPolicy::lockout_attempts>("lockout_attempts", Domain::authentication, "failed logins until further ones are refused; 0: never"),
    field<&LoginPolicy::lockout_window>("lockout_window", Domain::authentication, "seconds in which they are counted"),
    field<&LoginPolicy::lockout_time>("lockout_time", Domain::authentication, "seconds for which logins are refused"),
    field<&LoginPolicy::secrets_encoded>("secrets_encoded", Domain::authentication, "reversible secrets are not printed in plain text"),
};
constexpr Class login_class{"login", "How logins are checked, beside what users and lines say.", "", login_fields};

constexpr std::array aaa_server_fields{
    field<&AaaServer::name>("name", Domain::authentication, "protocol and address"),
    field<&AaaServer::protocol>("protocol", Domain::authentication, "tacacs, radius or ldap"),
    field<&AaaServer::address>("address", Domain::authentication, "address or host name"),
    field<&AaaServer::port>("port", Domain::authentication, "port"),
    context_field<AaaServer>(),
};
constexpr Class aaa_server_class = object_class<AaaServer>(
    "aaa_server", "A server that logins, commands or accounts are sent to.", "name", aaa_server_fields);

constexpr std::array credential_fields{
    field<&Credential::kind>("kind", Domain::users, "what it is for: enable, line, ntp, bgp, ospf, tacacs, radius, vrrp, hsrp, ipsec, snmp-user, proxy, ..."),
    field<&Credential::name>("name", Domain::users, "what it belongs to: a neighbour, a server, an interface"),
    field<&Credential::value>("value", Domain::users, "the stored secret"),
    context_field<Credential>(),
};
constexpr Class credential_class =
    object_class<Credential>("credential", "A stored secret that is not a user's password.", "kind name", credential_fields);

constexpr std::array snmp_community_fields{
    field<&SnmpCommunity::name>("name", Domain::snmp, "\"community 1\" in order of appearance; the community itself is a secret"),
    field<&SnmpCommunity::value>("value", Domain::snmp, "the community string"),
    field<&SnmpCommunity::access>("access", Domain::snmp, "\"ro\" or \"rw\""),
    field<&SnmpCommunity::filter>("filter", Domain::snmp, "access list that limits it; null if there is none"),
    context_field<SnmpCommunity>(),
};
constexpr Class snmp_community_class =
    object_class<SnmpCommunity>("snmp_community", "An SNMP v1 or v2c community.", "name", snmp_community_fields);

constexpr std::array snmp_user_fields{
    field<&SnmpUser::name>("name", Domain::snmp, "user name"),
    field<&SnmpUser::group>("group", Domain::snmp, "group that gives it its rights"),
    field<&SnmpUser::authentication>("authentication", Domain::snmp, "md5, sha, sha224, sha256, sha384 or sha512; null if there is none"),
    field<&SnmpUser::privacy>("privacy", Domain::snmp, "des, 3des, aes128, aes192 or aes256; null if there is none"),
    context_field<SnmpUser>(),
};
constexpr Class snmp_user_class = object_class<SnmpUser>("snmp_user", "An SNMP v3 user.", "name", snmp_user_fields);

constexpr std::array banner_fields{
    field<&Banner::name>("name", Domain::management, "login (before the password), motd or exec"),
    field<&Banner::text>("text", Domain::management, "what is shown"),
    context_field<Banner>(),
};
constexpr Class banner_class = object_class<Banner>("banner", "A text that is shown at a login.", "name", banner_fields);

constexpr std::array service_fields{
    field<&ManagementService::name>("name", Domain::management, "ssh, telnet, http, https, finger, tcp-small-servers, ..."),
    field<&ManagementService::enabled>("enabled", Domain::management, "the service answers"),
    field<&ManagementService::port>("port", Domain::management, "port, where it is configured or known"),
    field<&ManagementService::version>("version", Domain::management, "protocol version that is enforced"),
    field<&ManagementService::filter>("filter", Domain::management, "access list that limits it; null if there is none"),
    field<&ManagementService::allowed_sources>("allowed_sources", Domain::management, "prefixes that it answers to, where the service lists them; null if all"),
    field<&ManagementService::ciphers>("ciphers", Domain::management, "ciphers that it offers, in the platform's words"),
    field<&ManagementService::macs>("macs", Domain::management, "message authentication codes that it offers"),
    field<&ManagementService::key_exchanges>("key_exchanges", Domain::management, "key exchanges that it offers"),
    field<&ManagementService::tls_versions>("tls_versions", Domain::management, "\"1.0\" to \"1.3\""),
    field<&ManagementService::idle_timeout>("idle_timeout", Domain::management, "seconds until an idle session ends; 0: never"),
    field<&ManagementService::root_login>("root_login", Domain::management, "the superuser may log in here, in whatever way"),
    field<&ManagementService::password_login>("password_login", Domain::management, "a password alone suffices to log in here"),
    field<&ManagementService::empty_passwords>("empty_passwords", Domain::management, "accounts without a password may log in here"),
    context_field<ManagementService>(),
};
constexpr Class service_class = object_class<ManagementService>(
    "service", "A service of the device's own management plane.", "name", service_fields);

constexpr std::array terminal_line_fields{
    field<&TerminalLine::name>("name", Domain::management, "\"vty 0 4\", \"console 0\""),
    field<&TerminalLine::kind>("kind", Domain::management, "vty, console, aux or tty"),
    field<&TerminalLine::transport_input>("transport_input", Domain::management, "protocols that may log in: ssh, telnet, none, all"),
    field<&TerminalLine::access_class>("access_class", Domain::management, "inbound access list; null if there is none"),
    field<&TerminalLine::exec_timeout>("exec_timeout", Domain::management, "idle timeout in seconds; 0: never"),
    field<&TerminalLine::privilege>("privilege", Domain::management, "privilege level at which a session starts"),
    field<&TerminalLine::login>("login", Domain::management, "local, aaa, line (its own password) or none (nothing is asked)"),
    context_field<TerminalLine>(),
};
constexpr Class terminal_line_class =
    object_class<TerminalLine>("terminal_line", "A console, auxiliary or virtual terminal line.", "name", terminal_line_fields);

constexpr std::array log_target_fields{
    field<&LogTarget::name>("name", Domain::logging, "address, transport and port, or a file path"),
    field<&LogTarget::address>("address", Domain::logging, "address or host name of the log server"),
    field<&LogTarget::port>("port", Domain::logging, "port of the log server"),
    field<&LogTarget::transport>("transport", Domain::logging, "udp, tcp, tls, file or local (a socket on the device)"),
    field<&LogTarget::severity>("severity", Domain::logging, "lowest severity that is sent"),
    context_field<LogTarget>(),
};
constexpr Class log_target_class =
    object_class<LogTarget>("log_target", "A place where messages are sent.", "name", log_target_fields);

constexpr std::array logging_fields{
    field<&Logging::enabled>("enabled", Domain::logging, "logging is on"),
    field<&Logging::timestamps>("timestamps", Domain::logging, "messages carry date and time"),
    field<&Logging::buffered>("buffered", Domain::logging, "severity of the local buffer; null if there is none"),
    field<&Logging::console>("console", Domain::logging, "severity of what the console shows; null if nothing"),
    field<&Logging::source_interface>("source_interface", Domain::logging, "interface whose address messages carry"),
    field<&Logging::config_changes>("config_changes", Domain::logging, "configuration commands are logged with their user"),
    list_field<&Logging::targets>("targets", Domain::logging, log_target_class, "where messages are sent"),
};
constexpr Class logging_class{"logging", "Logging as the device is configured.", "", logging_fields};

constexpr std::array ntp_server_fields{
    field<&NtpServer::name>("name", Domain::time, "address or host name"),
    field<&NtpServer::authenticated>("authenticated", Domain::time, "its packets are authenticated and authentication is enforced"),
    context_field<NtpServer>(),
};
constexpr Class ntp_server_class = object_class<NtpServer>("ntp_server", "A configured time source.", "name", ntp_server_fields);

constexpr std::array interface_fields{
    field<&Interface::name>("name", Domain::interfaces, "name in its long form"),
    field<&Interface::description>("description", Domain::interfaces, "free text"),
    field<&Interface::enabled>("enabled", Domain::interfaces, "not shut down"),
    field<&Interface::addresses>("addresses", Domain::interfaces, "addresses with prefix length"),
    field<&Interface::vrf>("vrf", Domain::interfaces, "VRF; null for the default one"),
    field<&Interface::filter_in>("filter_in", Domain::filters, "access list applied inbound; null if there is none"),
    field<&Interface::filter_out>("filter_out", Domain::filters, "access list applied outbound; null if there is none"),
    field<&Interface::proxy_arp>("proxy_arp", Domain::interfaces, "answers ARP for others"),
    field<&Interface::unicast_rpf>("unicast_rpf", Domain::filters, "drops packets whose source has no route back"),
    field<&Interface::zone>("zone", Domain::filters, "security zone; null if none"),
    field<&Interface::redirects>("redirects", Domain::interfaces, "sends ICMP redirects"),
    field<&Interface::unreachables>("unreachables", Domain::interfaces, "sends ICMP unreachables"),
    field<&Interface::directed_broadcast>("directed_broadcast", Domain::interfaces, "forwards directed broadcasts"),
    field<&Interface::discovery>("discovery", Domain::management, "speaks CDP or LLDP"),
    field<&Interface::management>("management", Domain::management, "management services that answer on it, where the platform says so by interface"),
    context_field<Interface>(),
};
constexpr Class interface_class = object_class<Interface>("interface", "A network interface.", "name", interface_fields);

constexpr std::array object_group_fields{
    field<&ObjectGroup::name>("name", Domain::filters, "\"address WEB\", \"service MAIL\""),
    field<&ObjectGroup::members>("members", Domain::filters, "prefixes, ranges, host names, \"tcp 443\", \"group NAME\""),
    context_field<ObjectGroup>(),
};
constexpr Class object_group_class =
    object_class<ObjectGroup>("object_group", "A named set of addresses or services.", "name", object_group_fields);

constexpr std::array filter_rule_fields{
    plain_field<&FilterRule::name>("name", "sequence number, or position"),
    plain_field<&FilterRule::action>("action", "permit, deny, reject, \"jump NAME\", return or none"),
    plain_field<&FilterRule::protocol>("protocol", "any, ip, tcp, udp, icmp, or a number"),
    plain_field<&FilterRule::source>("source", "any, a prefix, or several joined by a comma"),
    plain_field<&FilterRule::destination>("destination", "any, a prefix, or several joined by a comma"),
    plain_field<&FilterRule::source_port>("source_port", "any, a port, a range, or several joined by a comma"),
    plain_field<&FilterRule::destination_port>("destination_port", "any, a port, a range, or several joined by a comma"),
    plain_field<&FilterRule::source_zone>("source_zone", "any, or zones joined by a comma; empty: the filter has no zones"),
    plain_field<&FilterRule::destination_zone>("destination_zone", "any, or zones joined by a comma; empty: the filter has no zones"),
    plain_field<&FilterRule::application>("application", "any, or names joined by a comma; empty: the filter knows no applications"),
    plain_field<&FilterRule::disabled>("disabled", "stands there and does nothing"),
    plain_field<&FilterRule::log>("log", "matches are logged"),
    plain_field<&FilterRule::established>("established", "matches only packets of known connections"),
    plain_field<&FilterRule::other_conditions>("other_conditions", "further conditions narrow it"),
};
constexpr Class filter_rule_class =
    ordered_class<FilterRule>("filter_rule", "One rule of a filter, in its position.", "name", filter_rule_fields);

constexpr std::array filter_fields{
    field<&Filter::name>("name", Domain::filters, "\"ip MGMT\", \"iptables filter INPUT\""),
    field<&Filter::family>("family", Domain::filters, "ip, ip6, inet or mac"),
    field<&Filter::hook>("hook", Domain::filters, "where the device itself applies it: input, forward, output; null if bound by name only"),
    field<&Filter::default_action>("default_action", Domain::filters, "what happens to a packet that no rule decides: deny or permit"),
    list_field<&Filter::rules>("rules", Domain::filters, filter_rule_class, "rules in order of evaluation"),
    context_field<Filter>(),
};
constexpr Class filter_class = object_class<Filter>("filter", "An access list or a firewall chain.", "name", filter_fields);

constexpr std::array nat_rule_fields{
    field<&NatRule::name>("name", Domain::filters, "name or position"),
    field<&NatRule::kind>("kind", Domain::filters, "source, destination, static or exempt"),
    field<&NatRule::source>("source", Domain::filters, "any, prefixes or \"group NAME\", joined by a comma"),
    field<&NatRule::destination>("destination", Domain::filters, "any, prefixes or \"group NAME\", joined by a comma"),
    field<&NatRule::translated>("translated", Domain::filters, "what stands in its place: interface, a prefix, a range, \"pool NAME\""),
    field<&NatRule::inside>("inside", Domain::filters, "interface or zone that packets come from"),
    field<&NatRule::outside>("outside", Domain::filters, "interface or zone that they leave by"),
    field<&NatRule::enabled>("enabled", Domain::filters, "in force"),
    context_field<NatRule>(),
};
constexpr Class nat_rule_class = object_class<NatRule>("nat_rule", "A rule that rewrites addresses.", "name", nat_rule_fields);

constexpr std::array static_route_fields{
    field<&StaticRoute::name>("name", Domain::routing, "prefix and next hop"),
    field<&StaticRoute::prefix>("prefix", Domain::routing, "destination prefix"),
    field<&StaticRoute::next_hop>("next_hop", Domain::routing, "address, interface, or discard"),
    field<&StaticRoute::vrf>("vrf", Domain::routing, "VRF; null for the default one"),
    field<&StaticRoute::preference>("preference", Domain::routing, "administrative distance"),
    context_field<StaticRoute>(),
};
constexpr Class static_route_class = object_class<StaticRoute>("static_route", "A configured static route.", "name", static_route_fields);

constexpr std::array neighbor_fields{
    field<&RoutingNeighbor::name>("name", Domain::routing, "protocol and address or interface"),
    field<&RoutingNeighbor::protocol>("protocol", Domain::routing, "bgp, ospf, ospf6, eigrp, isis or rip"),
    field<&RoutingNeighbor::remote_as>("remote_as", Domain::routing, "autonomous system of a BGP neighbour"),
    field<&RoutingNeighbor::authenticated>("authenticated", Domain::routing, "messages are authenticated"),
    field<&RoutingNeighbor::filter_in>("filter_in", Domain::routing, "prefix list or policy for what is learnt; null if none"),
    field<&RoutingNeighbor::filter_out>("filter_out", Domain::routing, "prefix list or policy for what is announced; null if none"),
    field<&RoutingNeighbor::maximum_prefixes>("maximum_prefixes", Domain::routing, "most prefixes that it may announce; null: no limit"),
    field<&RoutingNeighbor::ttl_security>("ttl_security", Domain::routing, "packets from further away are dropped (GTSM)"),
    field<&RoutingNeighbor::state>("state", Domain::routing, "live state: established, full or down"),
    context_field<RoutingNeighbor>(),
};
constexpr Class neighbor_class =
    object_class<RoutingNeighbor>("neighbor", "A configured routing neighbour or adjacency.", "name", neighbor_fields);

/// Reads a column of the routing table; `fill` sets the value.
template <auto Fill>
FieldValue route_value(const Device& device, const void* object) {
  const Route& row = *static_cast<const Route*>(object);
  FieldValue value;
  value.state = State::configured;
  Fill(device.routes, row, value);
  return value;
}

constexpr std::array route_fields{
    Field{"prefix", prefix, nullptr, Domain::routes, "destination prefix",
          route_value<[](const RouteTable&, const Route& row, FieldValue& v) { v.prefix = row.prefix; }>},
    Field{"next_hop", ip, nullptr, Domain::routes, "next hop; null for connected and dropped prefixes",
          route_value<[](const RouteTable&, const Route& row, FieldValue& v) {
            v.prefix.address = row.next_hop;
            if (!row.has_next_hop) v.state = State::absent;
          }>},
    Field{"protocol", text, nullptr, Domain::routes, "connected, static, kernel, bgp, ospf, ...",
          route_value<[](const RouteTable& t, const Route& row, FieldValue& v) { v.text = t.names[row.protocol]; }>},
    Field{"interface", text, nullptr, Domain::routes, "outgoing interface; empty if none is printed",
          route_value<[](const RouteTable& t, const Route& row, FieldValue& v) { v.text = t.names[row.interface]; }>},
    Field{"vrf", text, nullptr, Domain::routes, "VRF or table; empty for the default one",
          route_value<[](const RouteTable& t, const Route& row, FieldValue& v) { v.text = t.names[row.vrf]; }>},
    Field{"preference", integer, nullptr, Domain::routes, "administrative distance; 0 where none is printed",
          route_value<[](const RouteTable&, const Route& row, FieldValue& v) { v.integer = row.preference; }>},
    Field{"metric", integer, nullptr, Domain::routes, "metric; 0 where none is printed",
          route_value<[](const RouteTable&, const Route& row, FieldValue& v) { v.integer = row.metric; }>},
    Field{"age", integer, nullptr, Domain::routes, "seconds since it was learnt; null where none is printed",
          route_value<[](const RouteTable&, const Route& row, FieldValue& v) {
            v.integer = row.age;
            if (row.age == Route::no_age) v.state = State::absent;
          }>},
};
constexpr Class route_class{"route", "A row of the live routing table; one for each next hop.", "prefix", route_fields, false, nullptr, nullptr, nullptr,
                            [](const Device&, const void* object) {
                              const auto& row = *static_cast<const Route*>(object);
                              return Evidence{row.capture, row.line, row.line};
                            }};

constexpr std::array listener_fields{
    field<&Listener::name>("name", Domain::listeners, "protocol, address and port"),
    field<&Listener::protocol>("protocol", Domain::listeners, "tcp or udp"),
    field<&Listener::address>("address", Domain::listeners, "local address"),
    field<&Listener::port>("port", Domain::listeners, "local port"),
    field<&Listener::process>("process", Domain::listeners, "process that holds the socket"),
    field<&Listener::loopback>("loopback", Domain::listeners, "reachable from the device itself only"),
    context_field<Listener>(),
};
constexpr Class listener_class = object_class<Listener>("listener", "An open socket, as the device reports it.", "name", listener_fields);

constexpr std::array path_rule_fields{
    plain_field<&PathRule::match>("match", "exact, prefix, prefix-final, regex, any or other"),
    plain_field<&PathRule::path>("path", "what is compared with the request's path"),
    plain_field<&PathRule::action>("action", "forward, deny, redirect, respond or other"),
    plain_field<&PathRule::target>("target", "upstream or pool"),
};
constexpr Class path_rule_class =
    ordered_class<PathRule>("path_rule", "A path rule of a proxy, in its position.", "path", path_rule_fields);

constexpr std::array frontend_fields{
    field<&Frontend::name>("name", Domain::proxy, "product and name"),
    field<&Frontend::product>("product", Domain::proxy, "haproxy, nginx, apache or bigip"),
    field<&Frontend::enabled>("enabled", Domain::proxy, "not switched off"),
    field<&Frontend::binds>("binds", Domain::proxy, "addresses and ports that it listens on"),
    field<&Frontend::tls>("tls", Domain::proxy, "clients are offered TLS"),
    field<&Frontend::tls_versions>("tls_versions", Domain::proxy, "\"1.0\" to \"1.3\""),
    field<&Frontend::ciphers>("ciphers", Domain::proxy, "ciphers that it offers, in the product's words"),
    field<&Frontend::access_log>("access_log", Domain::logging, "requests are logged"),
    field<&Frontend::default_target>("default_target", Domain::proxy, "where a request goes that no path rule decides; null: it is refused"),
    list_field<&Frontend::path_rules>("path_rules", Domain::proxy, path_rule_class, "path rules in the order of the product"),
    context_field<Frontend>(),
};
constexpr Class frontend_class = object_class<Frontend>("frontend", "A listener of a proxy or load balancer.", "name", frontend_fields);

constexpr std::array pool_member_fields{
    field<&PoolMember::name>("name", Domain::health, "name within its pool"),
    field<&PoolMember::address>("address", Domain::health, "address or host name"),
    field<&PoolMember::port>("port", Domain::health, "port"),
    field<&PoolMember::monitored>("monitored", Domain::health, "an active health check is configured"),
    field<&PoolMember::backup>("backup", Domain::health, "used only when the others are down"),
    field<&PoolMember::enabled>("enabled", Domain::health, "not taken out by the configuration"),
    field<&PoolMember::state>("state", Domain::health, "live state: up, down or drain"),
    context_field<PoolMember>(),
};
constexpr Class pool_member_class = object_class<PoolMember>("pool_member", "A server of a pool.", "name", pool_member_fields);

constexpr std::array pool_fields{
    field<&Pool::name>("name", Domain::health, "product and name"),
    field<&Pool::product>("product", Domain::health, "haproxy, nginx, apache, bigip or keepalived"),
    field<&Pool::monitor>("monitor", Domain::health, "an active health check is configured for it"),
    field<&Pool::minimum_active>("minimum_active", Domain::health, "members that must be up before others take over"),
    list_field<&Pool::members>("members", Domain::health, pool_member_class, "its servers"),
    context_field<Pool>(),
};
constexpr Class pool_class = object_class<Pool>("pool", "A pool of servers behind a proxy.", "name", pool_fields);

constexpr std::array redundancy_group_fields{
    field<&RedundancyGroup::name>("name", Domain::redundancy, "protocol and name"),
    field<&RedundancyGroup::protocol>("protocol", Domain::redundancy, "vrrp, hsrp, glbp, carp, failover, ha, cluster, vpc or mlag"),
    field<&RedundancyGroup::group>("group", Domain::redundancy, "group number"),
    field<&RedundancyGroup::priority>("priority", Domain::redundancy, "priority of this device"),
    field<&RedundancyGroup::state>("state", Domain::redundancy, "live state: master, backup or fault"),
    field<&RedundancyGroup::virtual_addresses>("virtual_addresses", Domain::redundancy, "shared addresses"),
    field<&RedundancyGroup::tracked>("tracked", Domain::redundancy, "a health check or a tracked interface can move it"),
    field<&RedundancyGroup::authenticated>("authenticated", Domain::redundancy, "messages are authenticated"),
    field<&RedundancyGroup::peer>("peer", Domain::redundancy, "address or name of the other member"),
    field<&RedundancyGroup::peer_state>("peer_state", Domain::redundancy, "live state of the other member"),
    field<&RedundancyGroup::synchronised>("synchronised", Domain::redundancy, "live: the members' configurations are the same"),
    context_field<RedundancyGroup>(),
};
constexpr Class redundancy_group_class =
    object_class<RedundancyGroup>("redundancy_group", "A first-hop redundancy group or cluster.", "name", redundancy_group_fields);

constexpr std::array resources_fields{
    field<&Resources::cpu>("cpu", Domain::health, "percent, over the longest period of up to 5 minutes that the device prints"),
    field<&Resources::memory>("memory", Domain::health, "percent"),
    field<&Resources::disk>("disk", Domain::health, "percent, of the fullest partition"),
    field<&Resources::connections>("connections", Domain::health, "connections now; where there are several limits, towards the one that is nearest"),
    field<&Resources::connection_limit>("connection_limit", Domain::health, "most connections that the device takes"),
};
constexpr Class resources_class{"resources", "How much of the device is in use at the time of the capture.", "", resources_fields};

constexpr std::array device_fields{
    plain_field<&Device::id>("id", "immutable id in the inventory"),
    plain_field<&Device::platform>("platform", "recipe that collects it"),
    plain_field<&Device::vendor>("vendor", "vendor of the platform"),
    plain_field<&Device::site>("site", "site in the inventory"),
    plain_field<&Device::role>("role", "role in the inventory"),
    plain_field<&Device::session>("session", "algorithms of the SSH session that collected it: \"modern\" or \"legacy\"; empty: none"),
    plain_field<&Device::tags>("tags", "tags in the inventory"),
    Field{"domains", text_list, nullptr, std::nullopt, "domains that some capture of this device feeds", contributed_domains},
    field<&Device::hostname>("hostname", Domain::interfaces, "name that the device gives itself"),
    object_field<&Device::software>("software", software_class, "what runs on the device"),
    list_field<&Device::users>("users", Domain::users, user_class, "local accounts"),
    object_field<&Device::login>("login", login_class, "how logins are checked"),
    list_field<&Device::aaa_servers>("aaa_servers", Domain::authentication, aaa_server_class, "TACACS+, RADIUS and LDAP servers"),
    list_field<&Device::credentials>("credentials", Domain::users, credential_class, "stored secrets that are not user passwords"),
    list_field<&Device::snmp_communities>("snmp_communities", Domain::snmp, snmp_community_class, "SNMP communities"),
    list_field<&Device::snmp_users>("snmp_users", Domain::snmp, snmp_user_class, "SNMP v3 users"),
    list_field<&Device::services>("services", Domain::management, service_class, "management services"),
    list_field<&Device::banners>("banners", Domain::management, banner_class, "texts shown at a login"),
    list_field<&Device::terminal_lines>("terminal_lines", Domain::management, terminal_line_class, "console and terminal lines"),
    object_field<&Device::logging>("logging", logging_class, "logging"),
    list_field<&Device::ntp_servers>("ntp_servers", Domain::time, ntp_server_class, "time sources"),
    list_field<&Device::interfaces>("interfaces", Domain::interfaces, interface_class, "interfaces"),
    list_field<&Device::groups>("groups", Domain::filters, object_group_class, "named sets of addresses and services"),
    list_field<&Device::filters>("filters", Domain::filters, filter_class, "access lists and firewall chains"),
    list_field<&Device::nat_rules>("nat_rules", Domain::filters, nat_rule_class, "rules that rewrite addresses"),
    list_field<&Device::static_routes>("static_routes", Domain::routing, static_route_class, "configured static routes"),
    list_field<&Device::neighbors>("neighbors", Domain::routing, neighbor_class, "configured routing neighbours"),
    Field{"routes", object_list, &route_class, Domain::routes, "live routing table", route_rows},
    list_field<&Device::listeners>("listeners", Domain::listeners, listener_class, "open sockets"),
    list_field<&Device::frontends>("frontends", Domain::proxy, frontend_class, "proxy listeners"),
    list_field<&Device::pools>("pools", Domain::health, pool_class, "pools of servers"),
    list_field<&Device::redundancy_groups>("redundancy_groups", Domain::redundancy, redundancy_group_class, "first-hop redundancy groups and clusters"),
    object_field<&Device::resources>("resources", resources_class, "how much of the device is in use"),
};
constexpr Class device_class_value{"device", "One device, as far as its captures tell.", "id", device_fields};

constexpr std::array all_classes{
    &device_class_value, &software_class,     &user_class,         &login_class,       &aaa_server_class,
    &credential_class,   &snmp_community_class, &snmp_user_class,  &banner_class,      &object_group_class,
    &nat_rule_class,     &resources_class,
    &service_class,      &terminal_line_class, &logging_class,     &log_target_class,  &ntp_server_class,
    &interface_class,    &filter_class,       &filter_rule_class,  &static_route_class, &neighbor_class,
    &route_class,        &listener_class,     &frontend_class,     &path_rule_class,   &pool_class,
    &pool_member_class,  &redundancy_group_class};

}  // namespace

const Class& device_class() { return device_class_value; }
std::span<const Class* const> classes() { return all_classes; }

}  // namespace muster::model
