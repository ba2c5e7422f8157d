#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/cisco/access_list.hpp"
#include "grammars/cisco/text_blocks.hpp"
#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"
#include "grammars/references.hpp"
#include "grammars/tree.hpp"

/// A running configuration in the words of NX-OS. The handlers of each feature fill it line by line; the feature's
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::cisco_nxos {

using namespace cisco;

/// Lines of a block that were not understood, and what they can affect of the block's object.
struct OpenedBy {
  LineSet lines;
  Domains domains;
  void add(const Cursor& cursor, Domains affected) {
    lines.add(cursor.line(), cursor.node().last_line);
    domains |= affected;
  }
  void put(model::Object& object, const Target& target) const {
    object.open = !lines.empty();
    object.opened_by = target.id(lines);
    if (object.open) object.open_domains = domains;
  }
};

struct User {
  LineSet lines;
  std::vector<std::string> roles;
  model::LinesId role_lines = 0;
  Maybe<StoredText> password;
  Maybe<std::int64_t> privilege;
  Maybe<std::string> shell;
};

struct AaaServer {
  LineSet lines;
  std::string protocol;
  std::string address;
  std::int64_t port = 0;
};

struct AaaSettings {
  Maybe<std::vector<std::string>> login;    ///< `aaa authentication login default`
  Maybe<std::vector<std::string>> console;  ///< `aaa authentication login console`
  Maybe<bool> accounting;                   ///< to servers
  Maybe<std::int64_t> minimum_length;
  Maybe<bool> strength_check;
  Maybe<std::int64_t> lockout_attempts, lockout_window, lockout_time;
};

struct Community {
  LineSet lines;
  Lined<StoredText> value;
  Maybe<std::string> access;
  Maybe<std::string> filter, filter6;
};

struct SnmpUser {
  LineSet lines;
  std::vector<std::string> groups;
  Maybe<std::string> authentication, privacy;
};

struct Line {
  LineSet lines;
  OpenedBy opened;
  Maybe<std::string> access_class;
  Maybe<std::string> access_class6;
  Maybe<std::int64_t> exec_timeout;
};

struct LogHost {
  LineSet lines;
  std::string address;
  std::string transport = "udp";
  std::int64_t port = 514;
  std::optional<std::string> severity;
};

struct LoggingSettings {
  Maybe<std::string> logfile, console;
  model::LinesId no_logfile = 0, no_console = 0;
  Maybe<std::string> source_interface;
};

struct TimeServer {
  LineSet lines;
  std::optional<std::uint32_t> key;
};

struct NtpSettings {
  Maybe<bool> authenticate;
  std::set<std::uint32_t> keys;
  std::set<std::uint32_t> trusted;
};

/// One routing protocol on one interface.
struct ProtocolPort {
  LineSet lines;
  std::string process;  ///< empty: it does not run here
  std::string area;
  Maybe<bool> passive;
  std::optional<std::string> mode;  ///< "none", "text", "digest", "chain"
  std::string key_chain;
  bool text_key = false;
  std::set<std::uint32_t> digest_keys;
};

struct Port {
  LineSet lines;
  OpenedBy opened;
  Maybe<std::string> description;
  Maybe<bool> shutdown;
  std::vector<std::string> addresses;
  LineSet address_lines;
  model::LinesId dynamic_address = 0;
  Maybe<std::string> vrf;
  std::map<std::string, Lined<std::string>> filters_in, filters_out;  ///< by the command that binds them
  Maybe<bool> proxy_arp, local_proxy_arp, unicast_rpf, redirects, unreachables, directed_broadcast;
  Maybe<bool> cdp, lldp_transmit;
  std::map<std::string, ProtocolPort> protocols;  ///< "ospf", "eigrp", "isis", "rip"
};

/// HSRP, VRRP, GLBP group, or a vPC domain.
struct Group {
  LineSet lines;
  OpenedBy opened;
  std::string protocol;
  std::string owner;  ///< "Vlan10 7": what its secret is named after
  std::int64_t number = 0;
  Maybe<std::int64_t> priority;
  Maybe<bool> tracked, authenticated;
  std::string key_chain;
  model::LinesId follows = 0;  ///< another group, whose settings count
  std::vector<std::string> addresses;
  LineSet address_lines;
  Maybe<std::string> peer;
};

struct Neighbor {
  LineSet lines;
  OpenedBy opened;
  bool is_template = false;
  Maybe<bool> shutdown;
  std::vector<std::string> inherits;  ///< keys of templates, first wins
  Maybe<std::int64_t> remote_as, maximum_prefixes;    ///< 0 prefixes: no limit, whatever a template says
  Maybe<bool> authenticated, key_chain, ttl_security;  ///< by password, by key chain
  Maybe<std::string> filter_in, filter_out;
};

/// A process of OSPF, EIGRP, IS-IS or RIP, in one VRF.
struct Process {
  LineSet lines;
  OpenedBy opened;
  std::map<std::string, std::string> areas;  ///< OSPF: area -> "text" or "digest"
  Maybe<bool> passive_default;
  Maybe<bool> shutdown;
  std::string mode, key_chain;  ///< EIGRP and IS-IS: for all its interfaces
};

/// Named addresses or ports.
struct ObjectGroup {
  LineSet lines;
  OpenedBy opened;
  bool ports = false;
  std::vector<std::string> members;
};

struct Config {
  std::string vdc;  ///< of an output over several: its name behind the first
  std::vector<Config> finished;

  Maybe<std::string> hostname, version, image;
  std::map<std::string, Lined<bool>> features;
  Maybe<bool> cdp;
  Maybe<bool> no_source_check;  ///< `system urpf disable`; false: such a line was not understood
  NamedList<User> users;
  NamedList<KeptSecret> secrets;
  NamedList<AaaServer> aaa_servers;
  AaaSettings aaa;
  NamedList<Community> communities;
  NamedList<SnmpUser> snmp_users;
  bool snmp_off = false;
  NamedList<Line> terminal_lines;
  NamedList<Lined<std::string>> banners;
  std::map<std::string, Lined<std::vector<std::string>>> ssh_algorithms;  ///< "ciphers", "macs", "kexalgos"
  Maybe<std::int64_t> ssh_port, ssh_idle;
  std::map<std::string, Lined<std::int64_t>> nxapi_ports;  ///< "http", "https"; 0: switched off
  Maybe<std::vector<std::string>> nxapi_tls;
  NamedList<LogHost> log_hosts;
  LoggingSettings logging;
  NamedList<TimeServer> time_servers;
  NtpSettings ntp;
  NamedList<Port> interfaces;
  NamedList<Group> groups;
  NamedList<AccessList> access_lists;
  NamedList<ObjectGroup> object_groups;
  NamedList<model::StaticRoute> routes;
  NamedList<Neighbor> neighbors;
  NamedList<Process> processes;
  std::set<std::string> key_chains;
  bool uses_ipv6 = false;

  // The block whose lines are being read.
  Line* line = nullptr;
  Port* interface = nullptr;
  std::string interface_name;
  Group* group = nullptr;
  AccessList* access_list = nullptr;
  ObjectGroup* object_group = nullptr;
  Neighbor* neighbor = nullptr;
  std::string neighbor_key;
  std::string bgp_vrf;
  Process* process = nullptr;
  std::string process_name;  ///< "ospf 1"
  std::string vrf_context;
  std::string key_chain, key_number;
  std::string aaa_protocol;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows service_rows();
Rows user_rows();
Rows aaa_rows();
Rows snmp_rows();
Rows line_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows redundancy_rows();
Rows access_list_rows();
Rows routing_rows();
Rows bgp_rows();
Rows igp_rows();
Rows other_rows();          ///< declared: known or ignored
Rows other_network_rows();  ///< the same, for what forwards packets

// Keywords of interface blocks, by feature.
Rows group_interface_rows();
Rows igp_interface_rows();
Rows other_interface_rows();

const Table& top_table();

inline constexpr IndentRules indent_rules{.comments = "!", .text_end = &text_end, .text_starts = "bc"};
References references(std::string_view bytes);

void convert_system(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_lines(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_redundancy(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_routing(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_igps(Config& config, const Target& target);

/// Nexus 5000 and 6000 have defaults of their own; without a line `version` it may be one of them.
enum class Train : std::uint8_t { unknown, n5000, older, since_9 };
[[nodiscard]] Train train_of(const Config& config);
/// What a line `feature NAME` or `no feature NAME` says; nothing without one.
[[nodiscard]] const Lined<bool>* feature(const Config& config, std::string_view name);

/// Reads an interface's name, also with a blank before its number; empty if there is none, or a range.
[[nodiscard]] std::string read_interface_name(Cursor& cursor);
/// `[0|3|5|6|7|8|9] KEY`, the key perhaps in quotes. Type 3 is 3DES here.
[[nodiscard]] std::optional<StoredText> read_key(Cursor& cursor);
/// The rest of the line is of no interest to any rule, whatever it says.
inline Outcome done(Cursor& cursor) {
  cursor.take_rest();
  return Outcome::understood;
}
/// Sets or, with `no`, forgets one word.
Outcome one_word(Maybe<std::string>& setting, Cursor& cursor, std::string_view expected);
/// Sets or, with `no`, forgets a number.
Outcome one_number(Maybe<std::int64_t>& setting, Cursor& cursor, std::string_view expected, std::uint32_t low = 0,
                   std::uint32_t high = 0xffffffffU);
Outcome on_or_off(Maybe<bool>& setting, Cursor& cursor);

}  // namespace muster::grammars::cisco_nxos
