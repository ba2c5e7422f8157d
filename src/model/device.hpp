#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/domain.hpp"
#include "core/ip.hpp"
#include "core/secret.hpp"
#include "model/attribute.hpp"

/// The vendor-neutral device: plain values. `model/schema.hpp` names every class and field for policies and documents.
namespace muster::model {

using Text = Attribute<std::string>;
using Texts = Attribute<std::vector<std::string>>;
using Integer = Attribute<std::int64_t>;
using Boolean = Attribute<bool>;

/// A stored password, key or community string. `format` names how it is stored, in the words of facts on credentials:
/// "plain", "cisco-4", "cisco-6", "cisco-7", "cisco-8", "cisco-9", "pix-md5", "asa-pbkdf2", "juniper-9", "fortios-ak1",
/// "fortios-sh2", "fortios-pb2", "panos-aes", "des-crypt", "md5-crypt", "sha256-crypt",
/// "sha512-crypt", "bcrypt", "yescrypt", "none" (login without a password), "locked" (no password can match), "other".
/// A secret that the device masked has state unknown.
struct StoredSecret {
  Secret value;
  std::string format;
};
using SecretAttribute = Attribute<StoredSecret>;

struct Software {
  Text product;       ///< "IOS", "IOS-XE", "FRRouting", "Debian GNU/Linux", "HAProxy", ...
  Text version;       ///< as printed: "15.2(4)M7"
  Text hardware;      ///< model number
  Text serial;
  Text image;         ///< boot image
  Integer uptime;     ///< seconds since the last start
  Boolean packaged;   ///< a distribution's package, whose fixes are back-ported
};

struct User : Object {
  Text name;  ///< key
  Integer privilege;
  Text role;
  SecretAttribute password;
  Text shell;
  Texts allowed_sources;  ///< prefixes that it may log in from; absent if it may from anywhere
};

/// How logins are checked, beside what users and lines say themselves.
struct LoginPolicy {
  Texts methods;               ///< in the order of trial: "local", "tacacs", "radius", "ldap", "kerberos", "line",
                               ///< "enable", "none", or the name of a group of servers
  Boolean command_accounting;  ///< commands are reported to an AAA server
  Integer minimum_length;      ///< of new passwords
  Integer lockout_attempts;    ///< failed logins until further ones are refused; 0: never
  Integer lockout_window;      ///< seconds in which they are counted
  Integer lockout_time;        ///< seconds for which logins are refused
  Boolean secrets_encoded;     ///< the device does not print its reversible secrets in plain text
};

/// A server that logins, commands or accounts are sent to. Its shared secret is a Credential.
struct AaaServer : Object {
  Text name;      ///< key: "tacacs 192.0.2.1"
  Text protocol;  ///< "tacacs", "radius", "ldap"
  Text address;
  Integer port;
};

/// Any stored secret that is not a user's password.
struct Credential : Object {
  Text kind;   ///< "enable", "line", "snmp", "ntp", "bgp", "ospf", "eigrp", "isis", "rip", "key-chain", "tacacs",
               ///< "radius", "ldap", "vrrp", "hsrp", "glbp", "failover", "ipsec", "snmp-user", "proxy"
  Text name;   ///< what it belongs to: a neighbour, a server, an interface; unique within its kind
  SecretAttribute value;
};

struct SnmpCommunity : Object {
  Text name;  ///< key: "community 1" in order of appearance: the community itself is a secret
  SecretAttribute value;
  Text access;  ///< "ro" or "rw"
  Text filter;  ///< access list that limits it; absent if none
};

/// An SNMP v3 user. Its keys are Credentials of the kind "snmp-user".
struct SnmpUser : Object {
  Text name;            ///< key
  Text group;
  Text authentication;  ///< "md5", "sha", "sha224", "sha256", "sha384", "sha512"; absent: none
  Text privacy;         ///< "des", "3des", "aes128", "aes192", "aes256"; absent: none
};

/// A text that is shown at a login.
struct Banner : Object {
  Text name;  ///< key: "login" (before the password), "motd", "exec"
  Text text;
};

/// A service of the device's own management plane.
struct ManagementService : Object {
  Text name;  ///< key: "ssh", "telnet", "http", "https", "finger", "tcp-small-servers", "udp-small-servers",
              ///< "bootp", "pad", "cdp", "lldp", "config", "netconf", "ftp", "tftp"
  Boolean enabled;
  Integer port;
  Text version;  ///< "2" for SSH v2 only
  Text filter;   ///< access list that limits it; absent if none
  Texts allowed_sources;  ///< prefixes that it answers to, where the service itself lists them; absent if all
  Texts ciphers;          ///< algorithms that it offers, in the words of the platform
  Texts macs;
  Texts key_exchanges;
  Texts tls_versions;     ///< "1.0" ... "1.3"
  Integer idle_timeout;   ///< seconds until an idle session ends; 0: never
  Boolean root_login;     ///< the superuser may log in here, in whatever way
  Boolean password_login; ///< a password alone suffices to log in here
  Boolean empty_passwords;  ///< accounts without a password may log in here
};

/// Console, auxiliary and virtual terminal lines.
struct TerminalLine : Object {
  Text name;  ///< key: "vty 0 4", "console 0"
  Text kind;  ///< "vty", "console", "aux", "tty"
  Texts transport_input;  ///< "ssh", "telnet", "none", "all"
  Text access_class;      ///< inbound access list; absent if none
  Integer exec_timeout;   ///< seconds; 0: never
  Integer privilege;      ///< level at which a session starts
  Text login;             ///< "local", "aaa", "line" (its own password), "none" (no login asked)
};

struct LogTarget : Object {
  Text name;  ///< key: "192.0.2.10 udp 514", or a file path
  Text address;
  Integer port;
  Text transport;  ///< "udp", "tcp", "tls", "file", "local" (a socket on the device)
  Text severity;   ///< the lowest that is sent: "debugging" ... "emergencies"
};

struct Logging {
  Boolean enabled;
  Boolean timestamps;  ///< messages carry date and time
  Text buffered;       ///< severity of the local buffer; absent if there is none
  Text console;        ///< severity of what the console shows; absent if nothing
  Text source_interface;
  Boolean config_changes;  ///< configuration commands are logged with their user
  std::vector<LogTarget> targets;
};

struct NtpServer : Object {
  Text name;  ///< key: address or host name
  Boolean authenticated;
};

struct Interface : Object {
  Text name;  ///< key, in its long form: GigabitEthernet0/0
  Text description;
  Boolean enabled;
  Texts addresses;  ///< "192.0.2.1/24"
  Text vrf;
  Text filter_in;   ///< access list applied inbound; absent if none
  Text filter_out;
  Boolean proxy_arp;
  Boolean unicast_rpf;
  Text zone;                   ///< security zone; absent if none
  Boolean redirects;           ///< sends ICMP redirects
  Boolean unreachables;        ///< sends ICMP unreachables
  Boolean directed_broadcast;  ///< forwards directed broadcasts
  Boolean discovery;           ///< speaks CDP or LLDP
  Texts management;            ///< services of the management plane that answer on it ("ssh", "https", "ping"),
                               ///< where the platform says so interface by interface
};

/// A named set of addresses or services, or of other sets.
struct ObjectGroup : Object {
  Text name;      ///< key: "address WEB", "service MAIL", "application SAAS"
  Texts members;  ///< prefixes, "10.0.0.1-10.0.0.9", host names; "tcp 443", "udp 1-65535", "icmp"; "group NAME"
};

/// One rule of a filter, in its position. What was not understood stays as an opaque rule: it may match anything.
/// A rule whose services span several protocols becomes one for each, named "7 tcp", "7 udp".
struct FilterRule {
  std::string name;      ///< "10" (sequence), or position within the filter
  std::string action;    ///< "permit", "deny", "reject", "jump NAME", "return", "none" (counts or logs only)
  std::string protocol;  ///< "any", "tcp", "udp", "icmp", "ip", a number
  std::string source;    ///< "any", "10.0.0.0/8", "10.0.0.0 0.255.0.255", "group NAME"; several joined by ","
  std::string destination;
  std::string source_port;       ///< "any", "22", "1024-65535", several joined by ","
  std::string destination_port;
  std::string source_zone;       ///< "any", a zone or interface, several joined by ","; empty: the filter has no zones
  std::string destination_zone;
  std::string application;       ///< "any", or names joined by ","; empty: the filter knows no applications
  bool disabled = false;         ///< stands there and does nothing: its action is "none"
  bool log = false;
  bool established = false;  ///< matches only packets of known connections, or TCP with ACK or RST
  bool other_conditions = false;  ///< further conditions narrow it (interface, state, time, rate, flags)
  bool opaque = false;       ///< not understood
  LinesId lines = 0;
};

struct Filter : Object {
  Text name;    ///< key: "ip MGMT", "ip6 V6-IN", "nft inet filter input", "iptables filter INPUT", "policy" for rules between
                ///< zones
  Text family;  ///< "ip", "ip6", "inet", "mac"
  Text hook;    ///< where the device itself applies it: "input", "forward", "output"; absent if bound by name only
  Text default_action;  ///< "deny" or "permit": what happens to a packet that no rule decides
  std::vector<FilterRule> rules;  ///< in order of evaluation
};

/// A rule that rewrites addresses.
struct NatRule : Object {
  Text name;         ///< key
  Text kind;         ///< "source", "destination", "static", "exempt"
  Text source;       ///< what it matches: "any", prefixes, "group NAME", several joined by ","
  Text destination;
  Text translated;   ///< what stands in its place: "interface", a prefix, a range, "pool NAME"
  Text inside;       ///< interface or zone that packets come from; "any"
  Text outside;      ///< interface or zone that they leave by; "any"
  Boolean enabled;
};

struct StaticRoute : Object {
  Text name;    ///< key: prefix and next hop
  Text prefix;  ///< "0.0.0.0/0"
  Text next_hop;  ///< address, interface, or "discard"
  Text vrf;
  Integer preference;
};

struct RoutingNeighbor : Object {
  Text name;      ///< key: "bgp 192.0.2.1", "ospf eth0"
  Text protocol;  ///< "bgp", "ospf", "ospf6", "eigrp", "isis", "rip"
  Integer remote_as;
  Boolean authenticated;
  Text filter_in;            ///< prefix list, route map or policy for what is learnt; absent if none
  Text filter_out;
  Integer maximum_prefixes;  ///< absent: no limit
  Boolean ttl_security;      ///< packets from further away are dropped (GTSM)
  Text state;                ///< live: "established", "full", "down"; unknown without a status output
};

/// One row of the live routing table. A row per next hop; rows keep the device's order.
struct Route {
  IpPrefix prefix;
  IpAddress next_hop;            ///< meaningful if has_next_hop
  bool has_next_hop = false;
  std::uint32_t preference = 0;  ///< administrative distance; 0 where the platform prints none
  std::uint32_t metric = 0;
  std::uint32_t line = 0;        ///< in capture `capture`
  static constexpr std::uint32_t no_age = 0xffffffffU;
  std::uint32_t age = no_age;    ///< seconds; `no_age` where none is printed
  std::uint16_t protocol = 0;    ///< index into RouteTable::names
  std::uint16_t interface = 0;
  std::uint16_t vrf = 0;
  std::uint16_t capture = 0;     ///< several captures (IPv4, IPv6, a router's own table) may feed one table
};

/// The live routing table: bulk data, so names are interned and each row has one line number.
struct RouteTable {
  std::vector<std::string> names{std::string()};  ///< [0] is the empty name
  std::vector<Route> rows;

  [[nodiscard]] std::uint16_t intern(std::string_view name);
};

/// An open socket, as the device reports it.
struct Listener : Object {
  Text name;      ///< key: "tcp 0.0.0.0:22"
  Text protocol;  ///< "tcp" or "udp"
  Text address;   ///< "0.0.0.0", "::", "127.0.0.1"
  Integer port;
  Text process;   ///< absent if the account may not see it: then unknown
  Boolean loopback;  ///< reachable from the device itself only
};

/// A path rule of a proxy, in the order in which the product tries them: the first that matches decides. For nginx
/// the list holds the rules of the server, exact paths, prefixes (longest first) and patterns; a prefix that matched
/// waits until no pattern did, unless it is "prefix-final" (`^~`).
struct PathRule {
  std::string match;   ///< "exact", "prefix", "prefix-final", "regex" (unanchored, `(?i)` in front if it ignores case),
                       ///< "any", "other" (a condition that is not about the path: may or may not match)
  std::string path;
  std::string action;  ///< "forward", "deny", "redirect", "respond", "other" (may forward)
  std::string target;  ///< upstream or pool
  bool opaque = false;  ///< not understood: may match anything and do anything
  LinesId lines = 0;
};

/// A listener of a proxy or load balancer: nginx server, Apache virtual host, HAProxy frontend, virtual server.
struct Frontend : Object {
  Text name;     ///< key: product and name, "haproxy web", "nginx www.example.com *:443"
  Text product;  ///< "haproxy", "nginx", "apache", "bigip"
  Boolean enabled;
  Texts binds;   ///< "0.0.0.0:443"
  Boolean tls;
  Texts tls_versions;  ///< "1.0" ... "1.3"
  Texts ciphers;
  Boolean access_log;  ///< requests are logged
  Text default_target; ///< where a request goes that no path rule decides; absent: it is refused
  std::vector<PathRule> path_rules;
};

struct PoolMember : Object {
  Text name;     ///< key within its pool
  Text address;
  Integer port;
  Boolean monitored;  ///< an active health check is configured
  Boolean backup;
  Boolean enabled;    ///< not taken out by the configuration
  Text state;         ///< "up", "down", "drain"; unknown without a status capture
};

struct Pool : Object {
  Text name;     ///< key: product and name, "haproxy app"
  Text product;
  Boolean monitor;  ///< an active health check is configured for it
  Integer minimum_active;  ///< members that must be up before others take over
  std::vector<PoolMember> members;
};

struct RedundancyGroup : Object {
  Text name;      ///< key: "vrrp VI_1", "hsrp GigabitEthernet0/0 1"
  Text protocol;  ///< "vrrp", "hsrp", "glbp", "carp", "failover", "ha", "cluster", "vpc", "mlag"
  Integer group;
  Integer priority;
  Text state;     ///< live: "master", "backup", "fault"; configured start state does not count: then unknown
  Texts virtual_addresses;
  Boolean tracked;        ///< a health check or a tracked interface can move it
  Boolean authenticated;
  Text peer;              ///< address or name of the other member, where one is named
  Text peer_state;        ///< live, as `state`
  Boolean synchronised;   ///< live: the members' configurations are the same
};

/// How much of the device is in use at the time of the capture.
struct Resources {
  Integer cpu;               ///< percent, over the longest period of up to 5 minutes that the device prints
  Integer memory;            ///< percent
  Integer disk;              ///< percent, of the fullest partition
  Integer connections;
  Integer connection_limit;
};

/// Why a domain of a device is open, and where.
struct Opening {
  std::string context;
  Domains domains;
  std::string reason;  ///< "unknown line", "known, not modelled: ip sla", "routing table not collected: stalled"
  LinesId lines = 0;   ///< empty for what never arrived
};

/// One device as far as its captures tell. Formats write into it one after the other; what several formats say about
/// one domain is merged, and the domain is closed only if each of them arrived whole and was understood.
struct Device {
  std::string id;
  std::string platform;
  std::string vendor;
  std::string site;
  std::string role;
  std::string session;  ///< algorithms of the SSH session: "modern" or "legacy"; empty: not collected over SSH
  std::vector<std::string> tags;

  Domains contributed;  ///< domains that some capture of the device feeds, whether it arrived or not
  std::vector<Opening> openings;
  LineTable lines;

  Text hostname;
  Software software;
  std::vector<User> users;
  LoginPolicy login;
  std::vector<AaaServer> aaa_servers;
  std::vector<Credential> credentials;
  std::vector<SnmpCommunity> snmp_communities;
  std::vector<SnmpUser> snmp_users;
  std::vector<ManagementService> services;
  std::vector<Banner> banners;
  std::vector<TerminalLine> terminal_lines;
  Logging logging;
  std::vector<NtpServer> ntp_servers;
  std::vector<Interface> interfaces;
  std::vector<ObjectGroup> groups;
  std::vector<Filter> filters;
  std::vector<NatRule> nat_rules;
  std::vector<StaticRoute> static_routes;
  std::vector<RoutingNeighbor> neighbors;
  RouteTable routes;
  std::vector<Listener> listeners;
  std::vector<Frontend> frontends;
  std::vector<Pool> pools;
  std::vector<RedundancyGroup> redundancy_groups;
  Resources resources;

  /// Opens `domains` in `context` for `reason`.
  void open(std::string context, Domains domains, std::string reason, LinesId from);
  /// Domains that are open in at least one context. A domain that nothing feeds is not in it: see `contributed`.
  [[nodiscard]] Domains open_domains() const;
};

}  // namespace muster::model
