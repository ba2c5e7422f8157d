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
/// "plain", "cisco-4", "cisco-7", "juniper-9", "cisco-8", "cisco-9", "md5-crypt", "sha256-crypt", "sha512-crypt", "bcrypt",
/// "yescrypt", "none" (login without a password), "locked" (no password can match), "other".
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
  Boolean packaged;   ///< a distribution's package, whose fixes are back-ported
};

struct User : Object {
  Text name;  ///< key
  Integer privilege;
  Text role;
  SecretAttribute password;
  Text shell;
};

/// Any stored secret that is not a user's password.
struct Credential : Object {
  Text kind;   ///< "enable", "line", "snmp", "ntp", "bgp", "ospf", "rip", "tacacs", "radius", "vrrp", "hsrp", "proxy"
  Text name;   ///< what it belongs to: a neighbour, a server, an interface; unique within its kind
  SecretAttribute value;
};

struct SnmpCommunity : Object {
  Text name;  ///< key: "community 1" in order of appearance: the community itself is a secret
  SecretAttribute value;
  Text access;  ///< "ro" or "rw"
  Text filter;  ///< access list that limits it; absent if none
};

/// A service of the device's own management plane.
struct ManagementService : Object {
  Text name;  ///< key: "ssh", "telnet", "http", "https", "finger", "tcp-small-servers", "udp-small-servers",
              ///< "bootp", "pad", "cdp", "lldp", "config", "netconf", "ftp", "tftp"
  Boolean enabled;
  Integer port;
  Text version;  ///< "2" for SSH v2 only
  Text filter;   ///< access list that limits it; absent if none
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
};

/// One rule of a filter, in its position. What was not understood stays as an opaque rule: it may match anything.
struct FilterRule {
  std::string name;      ///< "10" (sequence), or position within the filter
  std::string action;    ///< "permit", "deny", "reject", "jump NAME", "return", "none" (counts or logs only)
  std::string protocol;  ///< "any", "tcp", "udp", "icmp", "ip", a number
  std::string source;    ///< "any", "10.0.0.0/8", "10.0.0.0 0.255.0.255", "group NAME"; several joined by ","
  std::string destination;
  std::string source_port;       ///< "any", "22", "1024-65535", several joined by ","
  std::string destination_port;
  bool log = false;
  bool established = false;  ///< matches only packets of known connections, or TCP with ACK or RST
  bool other_conditions = false;  ///< further conditions narrow it (interface, state, time, rate, flags)
  bool opaque = false;       ///< not understood
  LinesId lines = 0;
};

struct Filter : Object {
  Text name;    ///< key: "ip MGMT", "ip6 V6-IN", "nft inet filter input", "iptables filter INPUT"
  Text family;  ///< "ip", "ip6", "inet", "mac"
  Text hook;    ///< where the device itself applies it: "input", "forward", "output"; absent if bound by name only
  Text default_action;  ///< "deny" or "permit": what happens to a packet that no rule decides
  std::vector<FilterRule> rules;  ///< in order of evaluation
};

struct StaticRoute : Object {
  Text name;    ///< key: prefix and next hop
  Text prefix;  ///< "0.0.0.0/0"
  Text next_hop;
  Text vrf;
};

struct RoutingNeighbor : Object {
  Text name;      ///< key: "bgp 192.0.2.1", "ospf eth0"
  Text protocol;  ///< "bgp", "ospf", "ospf6", "eigrp", "isis", "rip"
  Integer remote_as;
  Boolean authenticated;
};

/// One row of the live routing table. A row per next hop; rows keep the device's order.
struct Route {
  IpPrefix prefix;
  IpAddress next_hop;            ///< meaningful if has_next_hop
  bool has_next_hop = false;
  std::uint32_t preference = 0;  ///< administrative distance; 0 where the platform prints none
  std::uint32_t metric = 0;
  std::uint32_t line = 0;        ///< in capture `capture`
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

/// A listener of a proxy or load balancer: nginx server, HAProxy frontend, virtual server.
struct Frontend : Object {
  Text name;     ///< key: product and name, "haproxy web", "nginx www.example.com *:443"
  Text product;  ///< "haproxy", "nginx"
  Texts binds;   ///< "0.0.0.0:443"
  Boolean tls;
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
  Text state;         ///< "up", "down", "drain"; unknown without a status capture
};

struct Pool : Object {
  Text name;     ///< key: product and name, "haproxy app"
  Text product;
  Boolean monitor;  ///< an active health check is configured for it
  std::vector<PoolMember> members;
};

struct RedundancyGroup : Object {
  Text name;      ///< key: "vrrp VI_1", "hsrp GigabitEthernet0/0 1"
  Text protocol;  ///< "vrrp", "hsrp", "glbp", "failover"
  Integer group;
  Integer priority;
  Text state;     ///< live: "master", "backup", "fault"; configured start state does not count: then unknown
  Texts virtual_addresses;
  Boolean tracked;        ///< a health check or a tracked interface can move it
  Boolean authenticated;
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
  std::vector<Credential> credentials;
  std::vector<SnmpCommunity> snmp_communities;
  std::vector<ManagementService> services;
  std::vector<TerminalLine> terminal_lines;
  Logging logging;
  std::vector<NtpServer> ntp_servers;
  std::vector<Interface> interfaces;
  std::vector<Filter> filters;
  std::vector<StaticRoute> static_routes;
  std::vector<RoutingNeighbor> neighbors;
  RouteTable routes;
  std::vector<Listener> listeners;
  std::vector<Frontend> frontends;
  std::vector<Pool> pools;
  std::vector<RedundancyGroup> redundancy_groups;

  /// Opens `domains` in `context` for `reason`.
  void open(std::string context, Domains domains, std::string reason, LinesId from);
  /// Domains that are open in at least one context. A domain that nothing feeds is not in it: see `contributed`.
  [[nodiscard]] Domains open_domains() const;
};

}  // namespace muster::model
