#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cisco/access_list.hpp"
#include "grammars/cisco/settings.hpp"
#include "grammars/cisco/text_blocks.hpp"
#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// A running configuration in IOS's own words. The handlers of each feature fill it line by line; the feature's
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::cisco_ios {

using namespace cisco;

struct User {
  LineSet lines;
  Maybe<std::int64_t> privilege;
  Maybe<std::string> role;
  Maybe<StoredText> password;
  std::string policy;    ///< `common-criteria-policy NAME`
  bool limited = false;  ///< an access list says where it may log in from
};

struct AaaServer {
  LineSet lines;
  OpenedBy opened;
  std::string protocol, name, address;
  Maybe<std::int64_t> port;
};

struct CommandAccounting {
  LineSet lines;
  bool told = false;  ///< to servers
};

struct LoginSettings {
  Maybe<std::int64_t> attempts, window, ban;  ///< `login block-for`
  Maybe<std::int64_t> local_attempts, failure_rate;
  Maybe<std::int64_t> minimum_length;
  Maybe<bool> encoded;
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
  Maybe<std::string> authentication, privacy;
};

struct Line {
  LineSet lines;
  LineSet opened_by;
  std::string kind;
  Maybe<std::vector<std::string>> transport_input;
  Maybe<std::string> access_class;
  Maybe<std::string> access_class6;
  Maybe<std::int64_t> exec_timeout;
  Maybe<std::int64_t> privilege;
  Maybe<std::string> login;
  std::string login_list;  ///< `login authentication NAME`
};

/// A service that is on or off by one line.
struct Service {
  LineSet lines;
  Maybe<bool> enabled;
  Maybe<std::int64_t> port;
  Maybe<std::string> version;
  Maybe<std::string> filter, filter6;
  Maybe<std::vector<std::string>> ciphers, macs, key_exchanges, tls_versions;
  Maybe<std::int64_t> idle_timeout;
  Maybe<std::int64_t> session_idle_timeout;  ///< of pages that keep a session
  OpenedBy opened;
};

struct LogHost {
  LineSet lines;
  std::string address;
  std::string transport = "udp";
  std::int64_t port = 514;
};

struct LoggingSettings {
  Maybe<bool> enabled;
  Maybe<bool> timestamps;
  Maybe<std::string> buffered;
  Lined<bool> not_buffered;  ///< `no logging buffered`
  Maybe<std::string> trap;
  model::LinesId no_trap = 0;  ///< `no logging trap`: nothing is sent to log servers
  Maybe<std::string> console;
  Lined<bool> not_console;  ///< `no logging console`
  Maybe<std::string> source_interface;
  Maybe<bool> config_changes;
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

/// HSRP, VRRP or GLBP group of an interface.
struct StandbyGroup {
  LineSet lines;
  std::string protocol;
  std::int64_t number = 0;
  Maybe<std::int64_t> priority;
  Maybe<bool> tracked;
  Maybe<bool> authenticated;
  std::vector<std::string> addresses;
  LineSet address_lines;
  bool shutdown = false;
};

enum class OspfAuthentication : std::uint8_t { none, text, digest, chain, ipsec };

struct OspfNetwork {
  std::uint32_t address = 0;
  std::uint32_t wildcard = 0;
  std::string area = {};
  std::uint32_t line = 0;
};

/// A filter of routes in one direction.
struct RouteFilter {
  Maybe<std::string> all;
  bool some = false;  ///< one that holds for some interfaces
};

struct OspfProcess {
  LineSet lines;
  bool ipv6 = false;
  RouteFilter filter_in, filter_out;
  Maybe<bool> ttl_security;
  std::string vrf;
  std::vector<OspfNetwork> networks;
  std::map<std::string, OspfAuthentication> areas;
  bool passive_by_default = false;
  std::set<std::string> exceptions;  ///< interfaces that differ from `passive_by_default`
};

struct OspfInterface {
  LineSet lines;
  std::string process;  ///< `ip ospf N area X`
  std::string area;
  std::optional<OspfAuthentication> authentication;
  std::string key_chain;
  bool text_key = false;
  std::set<std::uint32_t> digest_keys;
  Maybe<bool> ttl_security;
};

/// `af-interface` of the named EIGRP.
struct AfInterface {
  Maybe<bool> passive, shutdown;
  Maybe<std::string> mode;  ///< "chain", "key", "none"
  Maybe<std::string> key_chain;
};

/// A process of EIGRP, RIP or IS-IS, in one VRF and address family.
struct IgpProcess {
  LineSet lines = {};
  std::string protocol = {};
  std::string tag = {};  ///< EIGRP: the number of the system
  std::string vrf = {};
  bool named = false;    ///< EIGRP in its newer form
  bool ipv6 = false;
  bool unicast = false;  ///< neighbours are named one by one
  std::vector<OspfNetwork> networks = {};
  bool passive_by_default = false;
  std::set<std::string> exceptions = {};
  std::map<std::string, AfInterface> interfaces = {};
  RouteFilter filter_in = {}, filter_out = {};
};

/// What an interface says of one of them.
struct IgpPort {
  LineSet lines;
  std::optional<std::string> process;  ///< IS-IS runs here
  Maybe<std::string> mode;             ///< "chain", "key"
  Maybe<std::string> key_chain;
  bool partly = false;                 ///< of one level only
};

struct Port {
  LineSet lines;
  LineSet opened_by;
  Domains opened;  ///< what those lines can affect of it
  Maybe<std::string> description;
  Maybe<bool> shutdown;
  std::vector<std::string> addresses;
  LineSet address_lines;
  model::LinesId dynamic_address = 0;  ///< `ip address dhcp` and the like: an address that is not known
  Maybe<std::string> vrf;
  Maybe<std::string> filter_in, filter_out;    ///< `ip access-group`
  Maybe<std::string> filter6_in, filter6_out;  ///< `ipv6 traffic-filter`
  Maybe<bool> proxy_arp;
  Maybe<bool> unicast_rpf;
  bool ipv6_enabled = false;  ///< `ipv6 enable`
  Maybe<bool> redirects, unreachables, directed_broadcast;
  Maybe<bool> cdp, lldp_transmit, lldp_receive;
  Maybe<std::string> zone;
  Maybe<std::string> mac_filter;
  Maybe<bool> nat_inside, nat_outside;
  OspfInterface ospf;
  std::map<std::string, OspfInterface> ospf6;  ///< by process
  std::map<std::string, IgpPort> igps;         ///< "eigrp 10", "rip", "isis"
};

struct Neighbor {
  LineSet lines;
  LineSet opened_by;
  bool group = false;  ///< a peer group or template, no neighbour itself
  bool shutdown = false;
  std::string member_of;
  std::vector<std::string> inherits;  ///< keys of templates
  Maybe<std::int64_t> remote_as, maximum_prefixes;
  bool any_as = false;  ///< one of several numbers
  Maybe<bool> password, ttl_security;
  Maybe<std::string> filter_in, filter_out;
};

/// What a service of a group matches.
struct ServiceMatch {
  std::string protocol;
  std::string source_port = "any";
  std::string destination_port = "any";
  bool narrower = false;  ///< only some types of ICMP
};

/// Named addresses or services.
struct ObjectGroup {
  LineSet lines;
  OpenedBy opened;
  bool services = false;
  std::vector<std::string> members;  ///< in the model's words
  std::vector<std::string> groups;   ///< names of groups inside
  std::vector<ServiceMatch> matches;
};

/// `ip nat inside source ...`
struct NatLine {
  model::LinesId lines = 0;
  std::string name, kind, matched, translated, vrf;
  bool source = true;        ///< the source of packets is translated
  bool from_inside = false;  ///< of those that come from inside
};
inline constexpr std::size_t most_nat_lines = 65'536;

/// `match ...` of a `class-map type inspect`.
struct ClassCondition {
  enum class Kind : std::uint8_t { access_group, protocol, class_map, other } kind = Kind::other;
  std::string name;
  model::LinesId lines = 0;
};

/// `class-map type inspect`: what traffic between zones belongs to it.
struct InspectClass {
  LineSet lines;
  bool any = false;  ///< one of the conditions suffices
  std::vector<ClassCondition> conditions;
};

/// What a policy does with the traffic of one class.
struct InspectAction {
  LineSet lines;
  std::string of;  ///< the class
  enum class Kind : std::uint8_t { none, permit, deny, other } kind = Kind::none;
  bool log = false;
};

/// `policy-map type inspect`
struct InspectPolicy {
  LineSet lines;
  NamedList<InspectAction> actions;  ///< by class, in order
  bool unread = false;               ///< a line of it was not understood
};

/// `zone-pair security`: which policy decides between two zones.
struct ZonePair {
  LineSet lines;
  std::string from, to;
  std::string policy;  ///< empty: nothing passes
  bool unread = false;
};

/// The zone-based firewall.
struct ZoneFirewall {
  NamedList<LineSet> zones;
  NamedList<InspectClass> classes;
  NamedList<InspectPolicy> policies;
  NamedList<ZonePair> pairs;
  bool global = false;      ///< the block that is read is about the whole device
  bool logs_drops = false;  ///< each packet that is dropped is logged
};

struct Config {
  Maybe<std::string> hostname;
  Maybe<std::string> version;
  Maybe<std::string> image;
  Maybe<bool> new_model;

  NamedList<User> users;
  NamedList<Lined<std::vector<std::string>>> login_lists;
  NamedList<CommandAccounting> command_accounting;  ///< by level and name
  std::set<std::string> accounting_of_lines;        ///< lists that terminal lines name
  LoginSettings login;
  NamedList<Maybe<std::int64_t>> password_policies;
  NamedList<AaaServer> aaa_servers;
  NamedList<KeptSecret> secrets;
  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  NamedList<LineSet> snmp_groups;  ///< of version 3
  NamedList<Lined<std::string>> banners;
  NamedList<Line> terminal_lines;
  NamedList<Service> services;
  NamedList<LogHost> log_hosts;
  LoggingSettings logging;
  NamedList<TimeServer> time_servers;
  NtpSettings ntp;
  NamedList<Port> interfaces;
  NamedList<StandbyGroup> standby_groups;
  NamedList<AccessList> access_lists;
  NamedList<ObjectGroup> object_groups;
  ZoneFirewall zone_firewall;
  std::vector<NatLine> nat;
  NamedList<Lined<std::string>> nat_pools;  ///< ranges of addresses
  NamedList<model::StaticRoute> routes;
  NamedList<Neighbor> neighbors;
  NamedList<OspfProcess> ospf;
  NamedList<IgpProcess> igps;
  std::set<std::string> key_chains;
  bool uses_ipv6 = false;  ///< an interface has it

  // The block whose lines are being read.
  CommandAccounting* accounting_list = nullptr;
  Maybe<std::int64_t>* password_policy = nullptr;
  AaaServer* aaa_server = nullptr;
  std::string group_protocol;
  Service* service = nullptr;
  Line* line = nullptr;
  std::string line_name;
  Port* interface = nullptr;
  std::string interface_name;
  AccessList* access_list = nullptr;
  ObjectGroup* object_group = nullptr;
  InspectClass* inspect_class = nullptr;  ///< null: one that looks into connections
  InspectPolicy* inspect_policy = nullptr;
  InspectAction* inspect_action = nullptr;
  ZonePair* zone_pair = nullptr;
  std::string bgp_vrf;
  OspfProcess* ospf_process = nullptr;
  IgpProcess* igp = nullptr;
  std::string igp_key, igp_head;
  AfInterface* af_interface = nullptr;
  std::string key_chain, key_number;
  std::string keyring, keyring_peer;
  StandbyGroup* standby_group = nullptr;
  Neighbor* peer_template = nullptr;
  std::string peer_template_key;
};

inline constexpr IndentRules indent_rules{.comments = "!", .text_end = &text_end, .text_starts = "abchkmrv"};

/// `Format::references`.
References references(std::string_view bytes);

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows user_rows();
Rows aaa_rows();
Rows aaa_server_rows();
Rows snmp_rows();
Rows line_rows();
Rows service_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows access_list_rows();
Rows object_group_rows();
Rows routing_rows();
Rows bgp_rows();
Rows ospf_rows();
Rows igp_rows();
Rows key_chain_rows();
Rows crypto_rows();
Rows nat_rows();
Rows inspection_rows();
Rows zone_rows();
Rows other_rows();     ///< declared: known or ignored
Rows declared_rows();  ///< the same of rarer features
const Table& top_table();

/// Classic IOS (12, 15); IOS-XE (16, 17) has other defaults. Not without a line `version`.
[[nodiscard]] bool is_classic(const Config& config);
/// Classic IOS, or IOS-XE 16 and 17.
[[nodiscard]] bool is_known_release(const Config& config);
/// The methods of `aaa authentication login NAME`, or null.
[[nodiscard]] const Lined<std::vector<std::string>>* login_methods(Config& config, const std::string& list);

void convert_system(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_aaa_servers(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_lines(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_standby_groups(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_object_groups(Config& config, const Target& target);
void convert_nat(Config& config, const Target& target);
/// Reads the device's access lists and interfaces: convert those first.
void convert_zones(Config& config, const Target& target);
void convert_routing(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_igps(Config& config, const Target& target);
void convert_ospf(Config& config, const Target& target);

}  // namespace muster::grammars::cisco_ios
