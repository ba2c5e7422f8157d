#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/keyword_table.hpp"

/// What a RouterOS export says, close to its own language.
namespace muster::grammars::mikrotik_routeros {

using Names = std::vector<std::string>;

/// What every object has. `open`: a line about it was not understood.
struct Entry {
  LineSet lines;
  LineSet opened_by;
  bool open = false;
  Maybe<bool> disabled;

  [[nodiscard]] bool off() const { return disabled && disabled->value; }
};

struct Interface : Entry {
  std::string kind;  ///< the menu it stands in: "ethernet"; empty if others name it only
  Maybe<std::string> name;
  Maybe<std::string> comment;
  Maybe<std::string> arp;
  Maybe<std::string> vrf;
  Names addresses;
  Names lists;
  LineSet address_lines;
  LineSet list_lines;
  bool dynamic_address = false;  ///< a client asks for one
};

struct Vrrp : Entry {
  Maybe<std::string> interface;
  Maybe<std::int64_t> group;
  Maybe<std::int64_t> priority;
  Maybe<std::string> authentication;
};

/// One rule of a firewall's chain, for filtering or for addresses.
struct Rule : Entry {
  std::string chain;
  std::string action = "accept";
  std::string protocol;
  Names source;
  Names destination;
  std::string source_port;
  std::string destination_port;
  std::string in_interface;
  std::string out_interface;
  std::string jump_target;
  std::string adds_to;  ///< address list that the rule fills
  std::string to_addresses;
  Names states;
  bool log = false;
  bool narrowed = false;
  bool opaque = false;
};
struct Chains {
  std::string prefix;  ///< "ip ", "ip6 ", "ip raw "
  std::deque<Rule> rules;
};

struct AddressList {
  LineSet lines;
  LineSet opened_by;
  Names members;
  bool open = false;  ///< rules or timers fill it as well
};

struct Service : Entry {
  Maybe<std::int64_t> port;
  Maybe<std::string> address;
  Maybe<std::string> tls;
};
/// A service with a menu of its own and a switch.
struct Switch : Entry {
  Maybe<bool> enabled;
  Maybe<std::string> interfaces;  ///< list of interfaces that it answers on; "none" switches it off
  Maybe<std::int64_t> port;
};

struct User : Entry {
  Maybe<std::string> group;
  Maybe<StoredText> password;
  Maybe<std::string> address;
};
struct Radius : Entry {
  Maybe<std::string> address;
  Maybe<std::int64_t> port;
  Maybe<StoredText> secret;
};

struct Community : Entry {
  Maybe<StoredText> name;
  Maybe<std::string> addresses;
  Maybe<std::string> security;
  Maybe<bool> read;
  Maybe<bool> write;
  Maybe<std::string> authentication;
  Maybe<std::string> encryption;
  Maybe<StoredText> authentication_password;
  Maybe<StoredText> encryption_password;
};
struct Snmp : Entry {
  Maybe<bool> enabled;
};

struct LogAction : Entry {
  Maybe<std::string> target;
  Maybe<std::string> remote;
  Maybe<std::int64_t> port;
  Maybe<std::string> protocol;
};
struct LogRule : Entry {
  Maybe<Names> topics;
  Maybe<std::string> action;
};

struct NtpClient : Entry {
  Maybe<bool> enabled;
  Maybe<Names> servers;  ///< names (v7: all of them; v6: those given by name)
  Maybe<std::string> primary;
  Maybe<std::string> secondary;
};
struct NtpServer : Entry {
  Maybe<std::string> address;
  Maybe<std::string> key;
};

struct Route : Entry {
  Maybe<std::string> destination;
  Maybe<Names> gateways;
  Maybe<std::string> type;
  Maybe<bool> blackhole;
  Maybe<std::string> table;
  Maybe<std::int64_t> distance;
  bool ipv6 = false;
};

struct BgpPeer : Entry {
  Maybe<std::string> name;
  Maybe<std::string> address;
  Maybe<std::string> remote_as;
  Maybe<std::string> local_as;
  Maybe<std::string> role;
  Maybe<std::string> filter_in;
  Maybe<std::string> filter_out;
  Maybe<std::int64_t> maximum_prefixes;
  Maybe<StoredText> key;
  Maybe<std::string> ttl;
  Maybe<Names> templates;
  Maybe<std::string> instance;
  bool version6 = false;  ///< RouterOS 6
};

struct OspfInstance : Entry {
  Maybe<std::string> name;
  Maybe<std::string> version;
};
struct OspfArea : Entry {
  Maybe<std::string> instance;
};
/// An interface template of RouterOS 7, or an interface or network of RouterOS 6.
struct OspfInterface : Entry {
  Maybe<Names> interfaces;
  Maybe<Names> networks;
  Maybe<std::string> area;
  Maybe<std::string> authentication;
  Maybe<StoredText> key;
  Maybe<std::string> chain;
  Maybe<bool> passive;
  bool version6 = false;  ///< RouterOS 6
  bool ospf6 = false;     ///< of the menu for OSPF version 3 in RouterOS 6
};

/// A secret that belongs to something with a name.
struct SecretHolder : Entry {
  Maybe<std::string> name;
  Maybe<std::string> peer;
  Maybe<std::string> method;
  Maybe<StoredText> secret;
  std::string kind;
  bool needed = false;  ///< without one it cannot work: where it is missing, the account may not see it
};

struct Config {
  NamedList<Interface> interfaces;
  NamedList<Vrrp> vrrps;
  std::deque<Chains> chains;
  NamedList<AddressList> address_lists;
  std::deque<Rule> nat_rules;
  NamedList<Service> services;
  NamedList<Switch> switches;
  NamedList<User> users;
  std::deque<Radius> radius;
  Snmp snmp;
  std::deque<Community> communities;
  NamedList<LogAction> log_actions;
  std::deque<LogRule> log_rules;
  NtpClient ntp;
  std::deque<NtpServer> ntp_servers;
  std::deque<Route> routes;
  NamedList<BgpPeer> bgp_templates;
  std::deque<BgpPeer> bgp_peers;
  NamedList<OspfInstance> ospf_instances;
  NamedList<OspfArea> ospf_areas;
  std::deque<OspfInterface> ospf_interfaces;
  std::deque<OspfInterface> ospf_networks;
  std::deque<SecretHolder> secrets;

  Maybe<std::string> hostname;
  Maybe<std::string> note;
  Maybe<bool> show_note;
  Maybe<std::int64_t> minimum_length;
  Maybe<bool> use_radius;
  Maybe<std::string> rp_filter;
  Maybe<bool> send_redirects;
  bool untracked = false;     ///< a rule takes packets out of connection tracking
  bool secrets_seen = false;  ///< the account may see secrets: there is one
  bool scripted = false;      ///< scripts run by themselves: they may move groups of redundancy

  /// The object of the statement under way, to be marked where it is not understood; null: none of its own.
  Entry* entry = nullptr;
  std::uint32_t entry_begin = 0;  ///< of that statement
};

using Row = Keyword<Config>;
using Table = KeywordTable<Config>;
using Rows = Table::Rows;

[[nodiscard]] const Table& top_table();

// The rows of each feature, and what turns its structs into the model.
[[nodiscard]] Rows interface_rows();
[[nodiscard]] Rows address_rows();
[[nodiscard]] Rows vrrp_rows();
[[nodiscard]] Rows filter_rows();
[[nodiscard]] Rows nat_rows();
[[nodiscard]] Rows service_rows();
[[nodiscard]] Rows user_rows();
[[nodiscard]] Rows aaa_rows();
[[nodiscard]] Rows snmp_rows();
[[nodiscard]] Rows logging_rows();
[[nodiscard]] Rows system_rows();
[[nodiscard]] Rows route_rows();
[[nodiscard]] Rows bgp_rows();
[[nodiscard]] Rows ospf_rows();
[[nodiscard]] Rows secret_rows();
[[nodiscard]] Rows ignored_rows();
[[nodiscard]] Rows known_rows();

void convert_interfaces(Config& config, const Target& target);
void convert_vrrp(Config& config, const Target& target);
void convert_filters(Config& config, const Target& target);
void convert_nat(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_aaa(Config& config, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_system(Config& config, const Target& target);
void convert_routes(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_ospf(Config& config, const Target& target);
void convert_secrets(Config& config, const Target& target);

}  // namespace muster::grammars::mikrotik_routeros
