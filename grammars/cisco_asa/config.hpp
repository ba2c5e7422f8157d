#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_asa/groups.hpp"
#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// A running configuration in ASA's own words. The handlers of each feature fill it line by line; the feature's
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::cisco_asa {

using namespace cisco;

struct User {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::int64_t> privilege;
  Maybe<StoredText> password;
  Maybe<std::string> role;  ///< `service-type`
};

/// `aaa-server TAG protocol P`, and its hosts.
struct ServerGroup {
  std::string protocol;  ///< "tacacs", "radius", "ldap", "kerberos", ...; empty: not said
};
struct Server {
  LineSet lines;
  LineSet opened_by;
  std::string group;
  std::string address;
  Maybe<std::int64_t> port;
};

/// Who asks whom when somebody logs in: `aaa authentication X console TAG [LOCAL]`.
struct ConsoleLogin {
  std::vector<std::string> groups;
  model::LinesId lines = 0;
};

/// ssh, telnet, http: each `X NETWORK MASK INTERFACE` lets a network in.
struct Service {
  LineSet lines;
  Maybe<bool> enabled;
  Maybe<std::int64_t> port;
  Maybe<std::string> version;
  std::vector<std::string> sources;
  LineSet source_lines;
  std::vector<std::string> interfaces;  ///< by `nameif`
  Maybe<std::int64_t> idle_timeout;
  Maybe<std::vector<std::string>> ciphers, macs, key_exchanges, tls_versions;
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
  Maybe<std::string> buffered, console;
  Maybe<std::string> trap;  ///< empty: what a list says
  bool by_class = false;    ///< `logging class ... trap`: something is sent even without `logging trap`
};

struct TimeServer {
  LineSet lines;
  std::optional<std::uint32_t> key;
};
struct NtpSettings {
  bool authenticate = false;
  std::set<std::uint32_t> keys, trusted;
};

struct Community {
  LineSet lines;
  Lined<StoredText> value;
};
struct SnmpUser {
  LineSet lines;
  std::string group, authentication, privacy;
};

/// Authentication of OSPF, EIGRP or RIP on an interface.
struct IgpInterface {
  std::optional<std::string> mode;  ///< "none", "text", "digest"
  bool key = false;
  bool digest_key = false;
};
struct IgpNetwork {
  std::uint32_t address = 0;
  std::uint32_t mask = 0;
  std::string area;
};
struct IgpProcess {
  LineSet lines;
  std::string protocol;  ///< "ospf", "eigrp", "rip"
  std::vector<IgpNetwork> networks;
  std::map<std::string, std::string> areas;  ///< area to mode of authentication
  bool passive_by_default = false;
  std::set<std::string> exceptions;  ///< interfaces, by `nameif`, that differ from it
};

struct Port {
  LineSet lines;
  LineSet opened_by;
  Domains opened;
  Maybe<std::string> description;
  Maybe<bool> shutdown;
  Maybe<std::string> zone;  ///< `nameif`
  Maybe<std::int64_t> security_level;
  Maybe<bool> management_only;
  std::vector<std::string> addresses;
  LineSet address_lines;
  model::LinesId dynamic_address = 0;  ///< by DHCP and the like: not known
  std::map<std::string, IgpInterface> igp;
};

/// What other lines say of an interface by its `nameif`.
struct Zone {
  Maybe<std::string> filter_in, filter_out;
  Maybe<bool> proxy_arp, unicast_rpf;
  bool filter_in_unsure = false;  ///< with `per-user-override` or the like
};

struct Neighbor {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::int64_t> remote_as;
  Maybe<bool> password;
  Maybe<std::string> filter_in, filter_out;
  Maybe<std::int64_t> maximum_prefixes;
  Maybe<bool> ttl_security;
};

/// One entry of an access list. Groups of services are resolved at the end, when all are known.
struct Entry {
  model::FilterRule rule;
  std::string services;      ///< a group in the place of the protocol
  std::string source_ports;  ///< groups in the place of ports
  std::string destination_ports;
};
struct AccessList {
  LineSet lines;
  std::string family = "inet";
  bool control_plane = false;  ///< bound to what is sent to the device itself
  bool permits = false;        ///< of `icmp`: an entry permits something
  std::vector<Entry> entries;
};

struct Failover {
  LineSet lines;
  Maybe<bool> enabled;
  Maybe<bool> authenticated;
  Maybe<std::string> peer;
  std::string link;  ///< name of the interface between the units
};
struct Cluster {
  LineSet lines;
  Maybe<std::int64_t> priority;
  Maybe<bool> authenticated;
};

struct Config {
  Maybe<std::string> hostname, product, version, image;
  NamedList<std::string> addresses_by_name;  ///< `name ADDRESS NAME`
  std::map<std::string, LineSet> banner_lines;
  std::map<std::string, std::string> banners;

  NamedList<User> users;
  NamedList<KeptSecret> secrets;
  Maybe<std::int64_t> minimum_length, lockout_attempts;
  Maybe<bool> command_accounting;
  bool password_encryption = false;
  NamedList<ServerGroup> server_groups;
  NamedList<Server> servers;
  std::map<std::string, ConsoleLogin> console_logins;  ///< by "ssh", "serial", ...

  NamedList<Service> services;
  Maybe<std::int64_t> console_timeout;
  Maybe<bool> dhcp_server;

  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  std::map<std::string, std::string> snmp_groups;  ///< group to "auth", "noauth", "priv"

  NamedList<LogHost> log_hosts;
  LoggingSettings logging;
  NamedList<TimeServer> time_servers;
  NtpSettings ntp;

  NamedList<Port> interfaces;
  NamedList<Zone> zones;
  Maybe<std::string> global_filter;
  model::LinesId same_security_inter = 0;

  NamedList<Group> groups;
  NamedList<AccessList> access_lists;
  NamedList<model::NatRule> nat_rules;
  std::uint32_t nat_count = 0;
  NamedList<model::StaticRoute> routes;
  NamedList<Neighbor> neighbors;
  NamedList<IgpProcess> igp;

  Failover failover;
  NamedList<Cluster> clusters;

  // The block whose lines are being read.
  User* user = nullptr;
  Server* server = nullptr;
  std::string server_name;
  Port* interface = nullptr;
  std::string interface_name;
  Group* group = nullptr;
  std::string group_name;
  IgpProcess* process = nullptr;
  Cluster* cluster = nullptr;
  std::string cluster_name;
  std::string tunnel_group;

  /// What the current line opens instead of its row's domains, if its handler could tell.
  std::optional<Domains> narrowed;
  std::uint32_t narrowed_line = 0;
  void narrow(const Cursor& cursor, Domains domains) {
    narrowed = domains;
    narrowed_line = cursor.line();
  }
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

/// An IPv4 address, spelt out or by a `name` of the configuration.
std::optional<std::uint32_t> address_of(Config& config, std::string_view word);
/// `ADDRESS MASK` or an IPv6 prefix, as a prefix; nothing (and the cursor where it was) if it is none.
std::optional<std::string> take_network(Config& config, Cursor& cursor);
/// A single address; names are replaced.
std::optional<std::string> take_address(Config& config, Cursor& cursor);
/// `[8] VALUE`: the secret of a key, marked.
std::optional<StoredText> take_key(Cursor& cursor);

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows user_rows();
Rows aaa_rows();
Rows service_rows();
Rows snmp_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows object_rows();
Rows access_list_rows();
Rows nat_rows();
Rows object_nat_rows();  ///< in the block of `object network`
Rows routing_rows();
Rows bgp_rows();
Rows igp_rows();
Rows igp_interface_rows();  ///< in the block of `interface`
Rows failover_rows();
Rows vpn_rows();
Rows inspection_rows();
Rows other_rows();  ///< declared: known or ignored
const Table& top_table();

void convert_system(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_groups(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_nat(Config& config, const Target& target);
void convert_routing(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_igp(Config& config, const Target& target);
void convert_failover(Config& config, const Target& target);

}  // namespace muster::grammars::cisco_asa
