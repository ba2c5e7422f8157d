#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// A BIG-IP configuration in its own words. The handlers fill it statement by statement; `convert` turns it into the
/// model. Names are full: "/Common/x".
namespace muster::grammars::f5_bigip {

/// What every object has: its lines, and those about it that were not understood with what they can affect.
struct About {
  LineSet lines;
  LineSet opened_by;
  Domains opened;

  void open(std::uint32_t line, Domains domains) {
    opened_by.add(line);
    opened |= domains;
  }
};

/// A list in braces.
struct ListOf {
  std::vector<Lined<std::string>> values;
  LineSet lines;
  bool given = false;

  [[nodiscard]] std::vector<std::string> texts() const;
};

// Users and authentication.
struct User {
  About about;
  Maybe<StoredText> password;
  Maybe<std::string> shell;
  std::vector<std::string> roles;  ///< "admin" on all partitions, "guest on foo"
  LineSet role_lines;
};

struct PasswordPolicy {
  About about;
  Maybe<bool> enforced;
  Maybe<std::int64_t> minimum_length;
  Maybe<std::int64_t> maximum_failures;
  Maybe<std::int64_t> lockout_duration;
};

struct AuthSource {
  About about;
  Maybe<std::string> type;
  Maybe<bool> fallback;
};

struct AaaGroup {
  About about;
  ListOf servers;
  Maybe<std::int64_t> port;
  Maybe<StoredText> secret;
};

struct RadiusServer {
  About about;
  Maybe<std::string> address;
  Maybe<std::int64_t> port;
  Maybe<StoredText> secret;
};

// Management.
struct Sshd {
  About about;
  ListOf allow;
  Maybe<std::int64_t> idle_timeout;
  Maybe<std::int64_t> port;
  Maybe<bool> login;
  Maybe<bool> banner;
  Maybe<std::string> banner_text;
  ListOf ciphers, macs, key_exchanges;
  Maybe<std::string> version;
};

struct Httpd {
  About about;
  ListOf allow;
  Maybe<std::int64_t> idle_timeout;
  Maybe<std::int64_t> port;
  Maybe<std::string> protocols;
  Maybe<std::string> ciphers;
};

struct GlobalSettings {
  About about;
  Maybe<bool> discovery;  ///< net lldp-globals
  Maybe<std::string> hostname;
  Maybe<bool> gui_banner;
  Maybe<std::string> gui_banner_text;
  Maybe<std::int64_t> console_timeout;
};

// SNMP, logging, time.
struct Community {
  About about;
  Maybe<StoredText> name;
  Maybe<std::string> source;
  Maybe<std::string> access;
};

struct SnmpUser {
  About about;
  Maybe<std::string> authentication;
  Maybe<std::string> privacy;
  Maybe<StoredText> authentication_key;
  Maybe<StoredText> privacy_key;
};

struct Trap {
  About about;
  Maybe<StoredText> community;
};

struct LogServer {
  About about;
  Maybe<std::string> host;
  Maybe<std::int64_t> port;
  std::string transport = "udp";
};

// Network.
struct Interface {
  About about;
  Maybe<bool> enabled;
  Maybe<bool> source_checking;
  Maybe<bool> discovery;
  Maybe<std::string> address;  ///< of a tunnel's local end or the management port: "192.0.2.1/24"
  Maybe<bool> failsafe;
};

struct SelfAddress {
  About about;
  Maybe<std::string> address;
  Maybe<std::string> vlan;
  Maybe<std::string> traffic_group;
  Maybe<std::string> firewall;
  ListOf allowed;
};

struct RouteDomain {
  About about;
  Maybe<std::int64_t> id;
  Maybe<std::string> firewall;
  ListOf vlans;
};

struct StaticRoute {
  About about;
  bool management = false;
  Maybe<std::string> network;
  Maybe<std::string> gateway;
  Maybe<std::string> pool;
  Maybe<std::string> interface;
  Maybe<bool> blackhole;
};

struct Neighbor {
  About about;
  Maybe<std::int64_t> remote_as;
  Maybe<StoredText> password;
  Maybe<std::string> filter_in;
  Maybe<std::string> filter_out;
  Maybe<std::int64_t> maximum_prefixes;
  Maybe<bool> ttl_security;
  Maybe<std::string> group;
};

// Firewall.
struct AddressSet {
  std::vector<std::string> addresses;
  std::vector<std::string> groups;
  std::vector<std::string> ports;
  std::vector<std::string> port_groups;
  std::vector<std::string> vlans;
};

struct FirewallRule {
  std::string name;
  LineSet lines;
  Maybe<std::string> action;
  Maybe<std::string> protocol;
  Maybe<std::string> status;
  Maybe<std::string> rule_list;
  bool log = false;
  bool narrowed = false;
  bool opaque = false;
  AddressSet source;
  AddressSet destination;
};

struct RuleList {
  About about;
  std::vector<FirewallRule> rules;
};

struct Group {
  About about;
  std::vector<std::string> members;
};

// Local traffic.
struct PathPolicyRule {
  std::string name;
  std::int64_t ordinal = 0;
  LineSet lines;
  bool opaque = false;

  struct Condition {
    std::vector<std::string> words;
    ListOf values;
  };
  std::vector<Condition> conditions;
  struct Action {
    std::vector<std::string> words;
  };
  std::vector<Action> actions;
};

struct PathPolicy {
  About about;
  Maybe<std::string> strategy;
  std::vector<PathPolicyRule> rules;
  bool drafted = false;
};

struct Virtual {
  About about;
  Maybe<std::string> destination;
  Maybe<std::string> pool;
  Maybe<bool> enabled;
  Maybe<bool> forwards;  ///< ip-forward, l2-forward and the like: packets pass as a router passes them
  std::vector<Lined<std::string>> profiles;
  std::vector<Lined<std::string>> server_side;  ///< of these, profiles of the side of the servers
  ListOf policies;
  ListOf rules;
  ListOf security_logs;
  Maybe<std::string> protocol;
  Maybe<std::string> access_policy;  ///< what else may decide about a request
};

struct VirtualAddress {
  About about;
  Maybe<std::string> address;
  Maybe<bool> enabled;
  Maybe<std::string> traffic_group;
};

struct Member {
  About about;
  std::string name;
  Maybe<std::string> address;
  Maybe<std::string> monitor;
  Maybe<std::string> session;
  Maybe<std::string> state;
  Maybe<std::int64_t> priority_group;
};

struct Pool {
  About about;
  Maybe<std::string> monitor;
  Maybe<std::int64_t> minimum_active;
  std::vector<Member> members;
};

struct Node {
  About about;
  Maybe<std::string> address;
  Maybe<std::string> monitor;
  Maybe<std::string> session;
  Maybe<std::string> state;
};

struct ClientSsl {
  About about;
  Maybe<std::string> parent;
  Maybe<std::string> ciphers;
  Maybe<std::string> cipher_group;
  ListOf options;
  Maybe<StoredText> passphrase;
};

struct LogProfile {
  About about;
  Maybe<std::string> parent;
  Maybe<bool> requests;
};

struct Snat {
  About about;
  bool fixed = false;  ///< `ltm nat`: one address for another
  ListOf origins;
  Maybe<std::string> translation;
  Maybe<std::string> pool;
  Maybe<bool> automap;
  Maybe<bool> enabled;
  Maybe<std::string> original;
  ListOf vlans;
  Maybe<bool> vlans_enabled;
};

// Redundancy.
struct DeviceGroup {
  About about;
  Maybe<std::string> type;
  std::vector<std::string> devices;
};

struct ClusterDevice {
  About about;
  Maybe<bool> self;
};

struct TrafficGroup {
  About about;
  Maybe<std::string> ha_group;
};

struct Config {
  NamedList<User> users;
  PasswordPolicy password_policy;
  AuthSource auth_source;
  NamedList<AaaGroup> aaa_groups;  ///< "tacacs /Common/system-auth"
  NamedList<RadiusServer> radius_servers;
  NamedList<KeptSecret> secrets;

  Sshd sshd;
  Httpd httpd;
  GlobalSettings global;

  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  NamedList<Trap> traps;
  ListOf snmp_allowed;
  NamedList<LogServer> log_servers;
  ListOf ntp_servers;

  NamedList<Interface> interfaces;
  NamedList<SelfAddress> selves;
  ListOf default_services;
  NamedList<RouteDomain> route_domains;
  NamedList<StaticRoute> static_routes;
  NamedList<Neighbor> neighbors;
  NamedList<Neighbor> neighbor_groups;

  NamedList<RuleList> policies;    ///< security firewall policy
  NamedList<RuleList> rule_lists;  ///< security firewall rule-list
  RuleList management_rules;
  Maybe<std::string> global_policy;
  NamedList<Group> address_lists;
  NamedList<Group> port_lists;

  NamedList<Virtual> virtuals;
  NamedList<VirtualAddress> virtual_addresses;
  NamedList<Pool> pools;
  NamedList<Pool> gtm_pools;    ///< "a /Common/x"
  NamedList<Pool> gtm_servers;  ///< members are its virtual servers
  NamedList<Node> nodes;
  Maybe<std::string> default_node_monitor;
  std::set<std::string> passive_monitors{"/Common/inband"};  ///< of the kind inband
  NamedList<PathPolicy> path_policies;
  NamedList<ClientSsl> client_ssl;
  std::map<std::string, std::string, std::less<>>
      profile_kinds;  ///< of every profile that is defined: "http", "rewrite"
  NamedList<LogProfile> log_profiles;
  NamedList<Snat> snats;
  NamedList<Group> snat_pools;
  std::map<std::string, std::string, std::less<>> translations;

  NamedList<DeviceGroup> device_groups;
  NamedList<ClusterDevice> devices;
  NamedList<TrafficGroup> traffic_groups;
  LineSet ha_groups;

  std::uint32_t version = 0;  ///< major release, from the head of the file; 0: not known
  model::LinesId version_lines = 0;

  // The object whose lines are being read.
  User* user = nullptr;
  std::string partition;
  AaaGroup* aaa_group = nullptr;
  std::string aaa_kind;
  std::string aaa_name;
  RadiusServer* radius_server = nullptr;
  Community* community = nullptr;
  SnmpUser* snmp_user = nullptr;
  Trap* trap = nullptr;
  LogServer* log_server = nullptr;
  Interface* interface = nullptr;
  SelfAddress* self = nullptr;
  RouteDomain* route_domain = nullptr;
  StaticRoute* static_route = nullptr;
  Neighbor* neighbor = nullptr;
  bool in_bgp = false;  ///< of the routing daemons' shell: the lines below `router bgp`
  RuleList* rule_list = nullptr;
  FirewallRule* firewall_rule = nullptr;
  AddressSet* address_set = nullptr;
  Group* group = nullptr;
  Virtual* virtual_server = nullptr;
  VirtualAddress* virtual_address = nullptr;
  Pool* pool = nullptr;
  Member* member = nullptr;
  Node* node = nullptr;
  PathPolicy* path_policy = nullptr;
  PathPolicyRule* path_rule = nullptr;
  PathPolicyRule::Condition* condition = nullptr;
  PathPolicyRule::Action* action = nullptr;
  ClientSsl* ssl = nullptr;
  LogProfile* log_profile = nullptr;
  Snat* snat = nullptr;
  DeviceGroup* device_group = nullptr;
  ClusterDevice* cluster_device = nullptr;
  TrafficGroup* traffic_group = nullptr;
  std::string profile;  ///< of the virtual server
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

Rows user_rows();
Rows aaa_rows();
Rows management_rows();
Rows snmp_rows();
Rows logging_rows();
Rows network_rows();
Rows routing_rows();
Rows imish_rows();
Rows firewall_rows();
Rows virtual_rows();
Rows path_policy_rows();
Rows pool_rows();
Rows gtm_rows();
Rows profile_rows();
Rows snat_rows();
Rows cluster_rows();
Rows other_rows();
Rows ignored_rows();
Rows old_rows();
const Table& top_table();

void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_management(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_network(Config& config, const Target& target);
void convert_routing(Config& config, const Target& target);
void convert_firewall(Config& config, const Target& target);
void convert_virtuals(Config& config, const Target& target);
void convert_gtm(Config& config, const Target& target);
void convert_pools(Config& config, const Target& target);
void convert_snats(Config& config, const Target& target);
void convert_cluster(Config& config, const Target& target);

/// The path rules of a virtual server's policies.
void convert_path_rules(Config& config, const Virtual& from, model::Frontend& to, const Target& target);
/// The TLS versions of a client-ssl profile, as far as its own lines and those of its parents decide them.
void convert_tls(Config& config, const std::string& profile, model::Frontend& to, const Target& target);

/// Opens the device's domains for lines about an object that does not get into the model itself.
void open_for(const About& about, Domains domains, const std::string& reason, const Target& target);

/// The kind of a profile, such as "client-ssl": from its definition, or from the name of one that comes with the
/// device; empty where neither tells.
[[nodiscard]] std::string kind_of(const Config& config, const std::string& profile);

/// Name, lines and openings of an object; the partition of its full name becomes its context.
void head(model::Object& object, const About& about, const std::string& full_name, const Target& target);

}  // namespace muster::grammars::f5_bigip
