#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/arista_eos/words.hpp"
#include "grammars/cisco/access_list.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"
#include "grammars/references.hpp"

/// A running configuration in EOS's own words. The handlers of each feature fill it line by line; the feature's
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::arista_eos {

using cisco::AccessList;
using cisco::list_key;

/// One address may stand on an interface only so often: more is no configuration but an attack on our time.
inline constexpr std::size_t most_addresses = 256;

struct User {
  LineSet lines;
  Maybe<std::int64_t> privilege;
  Maybe<std::string> role;
  Maybe<std::string> shell;
  Maybe<StoredText> password;
};

struct AaaServer {
  LineSet lines;
  std::string protocol;
  std::string address;
  std::int64_t port = 0;
};

struct LoginPolicy {
  Maybe<std::vector<std::string>> methods;
  Maybe<bool> accounting;    ///< commands go to a server
  Maybe<bool> log_commands;  ///< commands are logged
  Maybe<std::int64_t> minimum_length;
  Maybe<std::int64_t> lockout_attempts, lockout_window, lockout_time;
  Maybe<std::string> default_role;
};

struct Community {
  LineSet lines;
  Lined<StoredText> value;
  std::string access = "ro";
  Maybe<std::string> filter;
};

struct SnmpUser {
  LineSet lines;
  std::string group;
  std::string version;
  Maybe<std::string> authentication, privacy;
};

/// A way into the device in one VRF: `management ssh`, `telnet`, `api`.
struct Access {
  Maybe<bool> shutdown;
  Maybe<std::string> filter, filter6;
};

struct Service {
  LineSet lines;
  LineSet opened_by;
  model::LinesId filter_lines = 0;
  NamedList<Access> vrfs;  ///< "": the service as a whole, in the default VRF
  Maybe<std::int64_t> idle_timeout;
  Maybe<std::int64_t> port, tls_port;
  Maybe<bool> clear, tls;  ///< `protocol http`, `protocol https`
  Maybe<std::vector<std::string>> ciphers, macs, key_exchanges;
};

struct LogHost {
  LineSet lines;
  std::string address;
  std::string transport = "udp";
  std::int64_t port = 514;
};

struct LoggingSettings {
  Maybe<bool> enabled;
  Maybe<std::string> buffered, console, source;
  Lined<bool> not_buffered, not_console;
  Maybe<std::string> trap;
  model::LinesId no_trap = 0;  ///< `no logging trap`: nothing is sent to log servers
};

struct TimeServer {
  LineSet lines;
  std::optional<std::uint32_t> key;
};

struct NtpSettings {
  bool authenticate = false;
  std::set<std::uint32_t> keys;  ///< defined
  std::set<std::pair<std::uint32_t, std::uint32_t>> trusted;
};

/// VRRP group of an interface.
struct VrrpGroup {
  LineSet lines;
  std::int64_t number = 0;
  Maybe<std::int64_t> priority;
  Maybe<bool> tracked;
  Maybe<bool> authenticated;
  std::vector<std::string> addresses;
  LineSet address_lines;
};

struct Mlag {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::string> domain, peer;
  Maybe<bool> tracked;  ///< a heartbeat beside the peer link
  Maybe<bool> shutdown;
};

struct OspfInterface {
  LineSet lines;
  Maybe<std::string> area;
  enum class Authentication : std::uint8_t { none, text, digest } authentication = Authentication::none;
  bool text_key = false;
  std::set<std::uint32_t> digest_keys;
  bool doubtful = false;  ///< a line about authentication was not understood
};

/// OSPFv3 has a setting for a family ("ipv4", "ipv6") or for both ("").
struct Ospf3Interface {
  LineSet lines;
  std::map<std::string, std::string> areas;  ///< of `router ospfv3`, by family
  std::string instance, instance_area;       ///< of `ipv6 router ospf N`, which knows IPv6 alone
  std::map<std::string, bool> passive;
  std::set<std::string> protected_families;  ///< those whose packets need a key
  bool doubtful = false;                     ///< a line about keys was not understood
};

struct IsisInterface {
  LineSet lines;
  Maybe<std::string> instance;
  bool passive = false;
  std::set<std::string> modes;  ///< `authentication mode`, by level ("": both)
  std::set<std::string> keys;   ///< `authentication key`, by level; key ids count as ""
};

struct Port {
  LineSet lines;
  LineSet opened_by;
  Domains opened;  ///< what those lines can affect of it
  Maybe<std::string> description;
  Maybe<bool> shutdown;
  std::vector<std::string> addresses;          ///< the primary IPv4 address first
  std::vector<std::string> virtual_addresses;  ///< shared with other switches
  LineSet address_lines;
  model::LinesId dynamic_address = 0;  ///< `ip address dhcp` and the like: an address that is not known
  Maybe<std::string> vrf;
  Maybe<std::string> filter_in, filter_out, filter6_in, filter6_out;
  Maybe<bool> proxy_arp, local_proxy_arp, unicast_rpf, directed_broadcast;
  Maybe<bool> lldp_transmit, lldp_receive;
  OspfInterface ospf;
  Ospf3Interface ospf3;
  IsisInterface isis;
};

struct NatLine {
  LineSet lines;
  std::string kind, source, destination, translated, interface;
};

struct OspfNetwork {
  std::uint32_t address = 0;
  std::uint32_t wildcard = 0;
};

struct OspfProcess {
  LineSet lines;
  std::string vrf;
  std::vector<OspfNetwork> networks;
  bool passive_by_default = false;
  std::set<std::string> exceptions;  ///< interfaces that differ from `passive_by_default`
  bool shutdown = false;
};

/// What a process of OSPFv3 says for one family, or for both.
struct Ospf3Scope {
  bool shutdown = false;
  std::optional<bool> passive_by_default;
  std::map<std::string, bool> passive;    ///< by interface
  std::set<std::string> protected_areas;  ///< whose packets need a key
};

struct Ospf3Process {
  LineSet lines;
  std::string vrf;
  std::string instance;  ///< of `ipv6 router ospf N`; empty: `router ospfv3`
  std::map<std::string, Ospf3Scope> scopes;
};

struct IsisProcess {
  LineSet lines;
  std::string vrf;
  bool passive_by_default = false;
  std::set<std::string> exceptions;
  bool shutdown = false;
};

/// Filters of a neighbour by address family; "": for all of them.
using Filters = std::map<std::string, Lined<std::string>>;

struct Neighbor {
  LineSet lines;
  LineSet opened_by;
  bool group = false;  ///< a peer group, no neighbour itself
  std::string member_of;
  Maybe<std::int64_t> remote_as;
  Maybe<bool> password;
  Maybe<std::int64_t> maximum_routes;
  Maybe<bool> ttl_security;
  Filters filter_in, filter_out;
};

struct Config {
  Maybe<std::string> hostname;
  Maybe<std::string> image;

  NamedList<User> users;
  bool admin_removed = false;
  NamedList<KeptSecret> secrets;
  NamedList<AaaServer> aaa_servers;
  LoginPolicy login;
  NamedList<std::int64_t> password_policies;  ///< their minimum lengths
  Maybe<std::string> password_policy;         ///< the one that accounts are held to
  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  bool snmp_lists = false;  ///< the agent as a whole is limited by lists
  NamedList<model::Banner> banners;
  NamedList<Service> services;
  Maybe<std::int64_t> console_idle;
  LineSet console_lines;
  Maybe<bool> lldp;
  Maybe<bool> redirects;  ///< `ip icmp redirect`
  NamedList<LogHost> log_hosts;
  LoggingSettings logging;
  NamedList<TimeServer> time_servers;
  NtpSettings ntp;
  NamedList<Port> interfaces;
  bool uses_ipv6 = false;  ///< an interface has it
  NamedList<VrrpGroup> vrrp_groups;
  std::optional<Mlag> mlag;
  NamedList<AccessList> access_lists;
  Maybe<std::string> control_plane4, control_plane6;
  NamedList<NatLine> nat;
  NamedList<model::StaticRoute> routes;
  NamedList<Neighbor> neighbors;
  NamedList<OspfProcess> ospf;
  NamedList<Ospf3Process> ospf3;
  NamedList<IsisProcess> isis;

  // The block whose lines are being read.
  Port* interface = nullptr;
  std::string interface_name;
  AccessList* access_list = nullptr;
  Service* service = nullptr;
  std::string service_vrf;
  std::string policy;  ///< of passwords or of a tunnel
  std::string daemon;
  std::string bgp_vrf;
  std::string bgp_family;
  OspfProcess* ospf_process = nullptr;
  Ospf3Process* ospf3_process = nullptr;
  std::string ospf3_family;
  IsisProcess* isis_process = nullptr;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows user_rows();
Rows aaa_rows();
Rows snmp_rows();
Rows service_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows mlag_rows();
Rows nat_rows();
Rows access_list_rows();
Rows routing_rows();
Rows bgp_rows();
Rows ospf_rows();
Rows ospf3_rows();
Rows isis_rows();
Rows daemon_rows();  ///< programs beside the system's own, keys of IPsec
Rows other_rows();   ///< declared: known or ignored
const Table& top_table();

// Keywords of interface blocks, by feature.
Rows vrrp_rows();
Rows nat_interface_rows();
Rows ospf_interface_rows();
Rows ospf3_interface_rows();
Rows isis_interface_rows();
Rows other_interface_rows();

void convert_system(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_redundancy(Config& config, const Target& target);
void convert_nat(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_routing(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_ospf(Config& config, const Target& target);
void convert_ospf3(Config& config, const Target& target);
void convert_isis(Config& config, const Target& target);

inline constexpr IndentRules indent_rules{.comments = "!", .text_end = &text_end, .text_starts = "abc"};

/// `Format::references`.
References references(std::string_view bytes);

/// What the comments above the first statement say: release, model, boot image.
void read_header(std::string_view input, const Target& target);

}  // namespace muster::grammars::arista_eos
