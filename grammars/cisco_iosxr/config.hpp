#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cisco/access_list.hpp"
#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"
#include "grammars/references.hpp"

/// A running configuration in the words of IOS-XR. The handlers of each feature fill it line by line; the feature's
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::cisco_iosxr {

using namespace cisco;

/// Where a line that was not understood inside a block is noted: with its object.
struct Opened {
  LineSet lines;
  Domains domains;
  void add(const Cursor& cursor, Domains by) {
    lines.add(cursor.line(), cursor.node().last_line);
    domains |= by;
  }
  void put(model::Object& to, const Target& target) const {
    to.open = !lines.empty();
    to.opened_by = target.id(lines);
    if (to.open) to.open_domains = domains;
  }
};

struct User {
  LineSet lines;
  Opened opened;
  std::vector<std::string> groups;
  LineSet group_lines;
  Maybe<StoredText> password;  ///< reversible
  Maybe<StoredText> secret;    ///< a hash
  Maybe<std::string> policy;
};

/// `aaa password-policy`: it holds for the users that name it.
struct PasswordPolicy {
  Maybe<std::int64_t> minimum_length;
  Maybe<std::int64_t> attempts;
  Maybe<std::int64_t> lockout;
};

struct AaaSettings {
  Maybe<std::vector<std::string>> methods;
  Maybe<bool> command_accounting;
  bool named_accounting = false;  ///< there are lists of commands other than the default one
};

struct AaaServer {
  LineSet lines;
  std::string protocol;
  std::string address;
  Maybe<std::int64_t> port;
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
  std::string authentication;
  std::string privacy;
};

struct BannerText {
  LineSet lines;
  std::string text;
};

/// `line default`, `line console`, `line template NAME`
struct LineTemplate {
  LineSet lines;
  Opened opened;
  Maybe<std::vector<std::string>> transport_input;
  Maybe<std::string> access_class;
  Maybe<std::int64_t> exec_timeout;
  Maybe<std::string> login;
};

/// `vty-pool NAME FIRST LAST line-template TEMPLATE`
struct VtyPool {
  LineSet lines;
  std::uint32_t first = 0;
  std::uint32_t last = 4;
  std::string line_template = "default";
};

struct Service {
  LineSet lines;
  Opened opened;
  Maybe<bool> enabled;
  Maybe<std::int64_t> port;
  Maybe<std::string> version;
  std::vector<std::string> filters;  ///< of the VRFs that it answers in
  LineSet filter_lines;
  bool unfiltered = false;  ///< it answers in a VRF without a filter
  Maybe<std::vector<std::string>> ciphers, macs, key_exchanges;
};

struct LogHost {
  LineSet lines;
  Opened opened;
  std::string address;
  std::string transport = "udp";
  std::int64_t port = 514;
  Maybe<std::string> severity;
};

struct LoggingSettings {
  Maybe<bool> enabled;
  Maybe<bool> timestamps;
  Maybe<std::string> buffered, console, trap;
  Maybe<bool> no_console;
  model::LinesId no_trap = 0;
  Maybe<std::string> source_interface;
};

struct TimeServer {
  LineSet lines;
  std::optional<std::uint32_t> key;
};

struct NtpSettings {
  bool authenticate = false;
  std::set<std::uint32_t> keys;
  std::set<std::uint32_t> trusted;
};

struct Port {
  LineSet lines;
  Opened opened;
  Maybe<std::string> description;
  Maybe<bool> shutdown;
  std::vector<std::string> addresses;
  LineSet address_lines;
  model::LinesId dynamic_address = 0;  ///< by DHCP, borrowed or derived: not known
  Maybe<std::string> vrf;
  std::vector<std::string> filters_in, filters_out;
  LineSet filter_in_lines, filter_out_lines;
  Maybe<bool> proxy_arp, unicast_rpf, redirects, unreachables, directed_broadcast;
  Maybe<bool> cdp, lldp;
};

/// What `control-plane management-plane` allows on an interface.
struct Allowed {
  LineSet lines;
  std::vector<std::string> services;
};

/// What a routing policy, a limit or an authentication of BGP is, on the way from groups to neighbours.
struct PeerFamily {
  Maybe<std::string> filter_in, filter_out;
  Maybe<std::int64_t> maximum_prefixes;
  std::vector<std::string> uses;
};

struct Peer {
  LineSet lines;
  Opened opened;
  std::string vrf;
  std::string address;  ///< empty: a group, no neighbour itself
  Maybe<std::int64_t> remote_as;
  Maybe<bool> authenticated;
  Maybe<std::string> key_chain;
  Maybe<bool> ttl_security;
  std::vector<std::string> uses;  ///< keys of groups
  std::map<std::string, PeerFamily> families;
};

enum class OspfAuthentication : std::uint8_t { none, text, digest, chain };

/// A process, a VRF, an area or an interface: what it does not say, the one above it says.
struct OspfLevel {
  LineSet lines;
  Opened opened;
  std::string parent;
  std::string interface;  ///< empty: not an interface
  std::string protocol;
  std::optional<OspfAuthentication> authentication;
  std::string key_chain;
  bool text_key = false;
  bool digest_key = false;
  std::optional<bool> passive;
};

/// An interface of IS-IS, EIGRP or RIP.
struct IgpInterface {
  LineSet lines;
  Opened opened;
  std::string protocol;
  std::string interface;
  bool passive = false;
  bool authenticated = false;
  std::string key_chain;
};

struct StandbyGroup {
  LineSet lines;
  Opened opened;
  std::string protocol;
  std::int64_t number = 0;
  Maybe<std::int64_t> priority;
  Maybe<bool> tracked;
  Maybe<bool> authenticated;
  std::vector<std::string> addresses;
  LineSet address_lines;
};

struct Group {
  LineSet lines;
  Opened opened;
  std::vector<std::string> members;
};

struct Config {
  Maybe<std::string> hostname;
  NamedList<User> users;
  NamedList<PasswordPolicy> password_policies;
  AaaSettings aaa;
  NamedList<AaaServer> aaa_servers;
  NamedList<KeptSecret> secrets;
  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  NamedList<BannerText> banners;
  NamedList<LineTemplate> templates;
  NamedList<VtyPool> pools;
  NamedList<Service> services;
  NamedList<LogHost> log_hosts;
  LoggingSettings logging;
  NamedList<TimeServer> time_servers;
  NtpSettings ntp;
  NamedList<Port> interfaces;
  NamedList<Allowed> allowed;
  NamedList<AccessList> access_lists;
  NamedList<Group> groups;
  NamedList<model::StaticRoute> routes;
  NamedList<Peer> peers;
  NamedList<OspfLevel> ospf;
  NamedList<IgpInterface> igp_interfaces;
  NamedList<StandbyGroup> standby_groups;
  std::set<std::string> key_chains;
  bool uses_ipv6 = false;  ///< an interface has it

  // The block whose lines are being read.
  User* user = nullptr;
  PasswordPolicy* password_policy = nullptr;
  std::string server_protocol;  ///< of the group of servers
  std::string server_address;
  LineTemplate* line = nullptr;
  std::string line_name;
  Service* service = nullptr;
  LogHost* log_host = nullptr;
  Port* port = nullptr;
  Allowed* allow = nullptr;
  AccessList* access_list = nullptr;
  Group* group = nullptr;
  std::string key_chain;
  std::string key;
  std::string static_vrf;
  std::string bgp_vrf;
  Peer* peer = nullptr;
  std::string peer_key;
  PeerFamily* family = nullptr;
  OspfLevel* ospf_process = nullptr;
  OspfLevel* ospf_vrf = nullptr;
  OspfLevel* ospf_area = nullptr;
  OspfLevel* ospf_interface = nullptr;
  std::string ospf_process_key, ospf_vrf_key, ospf_area_key, ospf_interface_key, ospf_protocol;
  IgpInterface* igp = nullptr;
  std::string igp_instance;
  std::string standby_protocol, standby_interface, standby_family, standby_name;
  StandbyGroup* standby = nullptr;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

/// `encrypted X`, `clear X`, `7 X` or `X`: XR writes the kind of a secret in more ways than IOS.
std::optional<StoredText> read_xr_secret(Cursor& cursor, bool to_the_end);
/// The interface that the next word names (the next two, if a blank stands before the number); empty at the end.
std::string read_interface(Cursor& cursor);
/// `A.B.C.D M.M.M.M` or `A.B.C.D/L` as "A.B.C.D/L", host bits kept; nothing is consumed if it is neither.
std::optional<std::string> read_ipv4_prefix(Cursor& cursor);
/// The domains that stay open for the device when a line concerns one object only.
inline Domains beside(Domains domains, Domains of_object) { return domains.without(of_object); }

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows user_rows();
Rows aaa_rows();
Rows snmp_rows();
Rows line_rows();
Rows service_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows management_plane_rows();
Rows access_list_rows();
Rows group_rows();
Rows key_chain_rows();
Rows static_rows();
Rows bgp_rows();
Rows ospf_rows();
Rows igp_rows();
Rows standby_rows();
Rows ldp_rows();
Rows policy_rows();    ///< declared: sets and policies of routes
Rows other_rows();     ///< declared: known or ignored
Rows transport_rows(); ///< the same, for what carries packets
const Table& top_table();

/// Named structures: where they are defined and used.
References references(std::string_view bytes);

void convert_system(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_lines(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_groups(Config& config, const Target& target);
void convert_static(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_ospf(Config& config, const Target& target);
void convert_igp(Config& config, const Target& target);
void convert_standby(Config& config, const Target& target);

}  // namespace muster::grammars::cisco_iosxr
