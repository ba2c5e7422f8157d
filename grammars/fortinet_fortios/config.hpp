#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/fortinet_fortios/values.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// A configuration in FortiOS' own words. The handlers of each feature fill it; its `convert_...` turns it into the
/// model.
namespace muster::grammars::fortinet_fortios {

/// What every object of a table (`edit NAME`) has.
struct Entry {
  LineSet lines;
  LineSet opened_by;  ///< lines of it that were not understood
  Domains opened;     ///< what those can affect of it
  void put(model::Object& to, const Target& target) const;
};

/// `system global` and other settings of the whole device.
struct GlobalSettings {
  Maybe<std::string> hostname;
  Maybe<std::int64_t> idle_minutes, console_idle, lockout_threshold, lockout_duration;
  Maybe<std::int64_t> http_port, https_port, ssh_port, telnet_port;
  Maybe<bool> telnet, ssh_v1, pre_login_banner, post_login_banner, restrict_local;
  Maybe<std::string> pre_login_text, post_login_text;
  Maybe<Names> tls_versions, ssh_ciphers, ssh_macs, ssh_key_exchanges;
  Maybe<bool> lldp_transmission, lldp_reception;
  Maybe<bool> policy_status;  ///< `system password-policy`
  Maybe<std::int64_t> policy_length;
  Maybe<Names> policy_of;  ///< "admin-password", "ipsec-preshared-key"
  Maybe<bool> console_login;
  Maybe<bool> snmp_agent;  ///< `system snmp sysinfo`
};

struct Admin : Entry {
  Maybe<std::string> profile, remote_group;
  Maybe<StoredText> password;
  Maybe<bool> remote, certificate;
  bool no_password = false;        ///< of a kind that has none (single sign-on)
  NamedList<std::string> sources;  ///< by the word that gives them, or by their place
  LineSet source_lines;
};

/// A RADIUS, TACACS+ or LDAP server with its stand-ins.
struct AaaServers : Entry {
  std::string protocol;
  Maybe<std::string> server, secondary, tertiary;
  Maybe<StoredText> secret, secondary_secret, tertiary_secret;
  Maybe<std::int64_t> port;
  Maybe<bool> accounting;  ///< told of commands, and asked nothing: whether it is
};

struct Community : Entry {
  Maybe<StoredText> value;
  Maybe<bool> enabled, query_v1, query_v2c;
  Names hosts;
  LineSet host_lines;
};

struct SnmpUser : Entry {
  Maybe<std::string> level, authentication, privacy;
  Maybe<StoredText> authentication_key, privacy_key;
  Maybe<bool> enabled;
};

struct LogServer : Entry {
  Maybe<bool> enabled, reliable_flag;
  Maybe<std::string> server, mode, encryption, severity;
  Maybe<std::int64_t> port;
};

struct TimeServer : Entry {
  Maybe<std::string> server;
  Maybe<bool> authenticated;
  Maybe<StoredText> key;
};

struct TimeSettings {
  Maybe<bool> synchronise;
  Maybe<std::string> type;
};

struct VirtualRouter : Entry {
  std::string interface, id;
  Maybe<std::int64_t> priority;
  Maybe<bool> enabled;
  Maybe<Names> destinations;
  Names addresses;
  LineSet address_lines;
};

struct Port : Entry {
  Maybe<std::string> vdom, mode, mode6, description, status, address, address6;
  Maybe<std::int64_t> vrf;
  Maybe<bool> source_check, redirects, redirects6, broadcast, secondary;
  Maybe<std::string> lldp_transmission, lldp_reception;
  Maybe<Names> access, access6;
  Names further_access;  ///< of secondary addresses
  Names further_addresses;
  LineSet address_lines;
};

struct Zone : Entry {
  Maybe<Names> interfaces;
  Maybe<std::string> intrazone;
};

struct Address : Entry {
  Maybe<std::string> type, subnet, start, end, name, wildcard, address6, mac;
  bool opaque = false;
};

/// A group of addresses or of services.
struct Group : Entry {
  Maybe<Names> members, excluded;
  Maybe<bool> exclude;
  bool opaque = false;
};

struct Service : Entry {
  Maybe<std::string> protocol;
  Maybe<Names> tcp, udp, sctp;
  Maybe<std::int64_t> icmp_type, icmp_code, number;
  bool narrowed = false;  ///< by host, application or the like
  bool opaque = false;
};

struct Policy : Entry {
  std::string id;
  Maybe<std::string> action, schedule, log;
  Maybe<bool> enabled, nat, pool, reject;
  Maybe<Names> from, to, source, destination, source6, destination6, service, pools;
  Maybe<bool> internet, internet_source;  ///< `internet-service`, `internet-service-src`
  bool narrowed = false;                  ///< by users, groups, devices and the like
  bool opaque = false;
};

struct PolicyList {
  LineSet lines;
  std::vector<Policy> policies;
  std::map<std::string, std::size_t> by_id;

  /// The policy of that number, where it first stood; 0 stands for one more.
  Policy& get(std::string id) {
    const auto [place, added] = by_id.try_emplace(id, policies.size());
    if (!added && id != "0") return policies[place->second];
    policies.emplace_back().id = std::move(id);
    return policies.back();
  }
};

struct VirtualAddress : Entry {
  Maybe<std::string> type, external, interface, mapped, mapped_name;
  Maybe<Names> sources;
  Maybe<bool> forwards_port, enabled;
};

struct AddressPool : Entry {
  Maybe<std::string> start, end;
};

struct SourceNat : Entry {
  std::string id;
  Maybe<bool> enabled, nat;
  Maybe<Names> from, to, source, destination, pools;
};

struct StaticRoute : Entry {
  std::string id;
  bool v6 = false;
  Maybe<std::string> prefix, gateway, device, address_name;
  Maybe<Names> zones;
  Maybe<bool> enabled, blackhole, internet, dynamic_gateway, sdwan;
  Maybe<std::int64_t> distance, vrf;
};

struct BgpNeighbor : Entry {
  bool group = false;
  std::string member_of;
  Maybe<std::int64_t> remote_as, maximum_prefix, ttl_hops;
  Maybe<std::string> remote_as_text;
  Maybe<StoredText> password;
  Maybe<std::string> key_chain;
  Maybe<bool> shutdown;
  Maybe<std::string> map_in, map_out, list_in, list_out, distribute_in, distribute_out;
};

struct OspfArea : Entry {
  Maybe<std::string> authentication;
};
/// A network that a routing process runs in; RIP has no areas.
struct ProcessNetwork : Entry {
  Maybe<std::string> prefix, area;
};
struct OspfInterface : Entry {
  Maybe<std::string> interface, area, authentication, key_chain, status;
  Maybe<StoredText> key;
  bool digest_key = false;
};

struct RipInterface : Entry {
  Maybe<std::string> authentication, key_chain, versions;
  Maybe<StoredText> key;
};

/// What protects one level of IS-IS on an interface.
struct IsisLevel {
  Maybe<std::string> key_chain;
  Maybe<StoredText> key;
  Maybe<bool> send_only;  ///< what comes is not checked
};
struct IsisInterface : Entry {
  Maybe<std::string> levels;
  Maybe<bool> enabled, enabled6;
  IsisLevel level1, level2;
};

struct Cluster : Entry {
  Maybe<std::string> mode, name;
  Maybe<std::int64_t> id, priority;
  Maybe<StoredText> password;
  Maybe<Names> monitored, pinged;
};

/// One virtual domain; without virtual domains, and for the global part, the one without a name.
struct Vdom {
  std::string context;
  NamedList<Community> communities;
  NamedList<Zone> zones;
  NamedList<std::string> sdwan_members;  ///< interface to zone
  NamedList<AaaServers> aaa;
  NamedList<Names> user_groups;
  NamedList<KeptSecret> secrets;
  NamedList<LogServer> log_servers;
  NamedList<Address> addresses, addresses6;
  NamedList<Group> address_groups, address_groups6;
  NamedList<Service> services;
  NamedList<Group> service_groups;
  NamedList<PolicyList> policies;  ///< "policy", "policy6", "local-in", ...
  NamedList<VirtualAddress> virtual_addresses;
  NamedList<AddressPool> pools;
  std::vector<SourceNat> source_nat;
  std::vector<StaticRoute> routes;
  NamedList<BgpNeighbor> bgp;
  NamedList<OspfArea> ospf_areas;
  NamedList<ProcessNetwork> ospf_networks, rip_networks;
  NamedList<OspfInterface> ospf_interfaces, ospf6_interfaces;
  Maybe<Names> ospf_passive;
  Maybe<std::string> ospf_learnt;  ///< list or route map for what OSPF learns
  NamedList<RipInterface> rip_interfaces;
  NamedList<IsisInterface> isis_interfaces;
  Maybe<std::string> isis_levels;  ///< of the whole process
  Maybe<bool> asymmetric;          ///< packets pass that belong to no session
  Maybe<bool> strict_sources;      ///< the way back must be the very interface
  Maybe<bool> sdwan;               ///< its members form zones
  Maybe<bool> config_events, system_events;
  Maybe<bool> memory_log;
  Maybe<std::string> memory_severity;
  Maybe<bool> accounting;
  bool used = false;
};

struct Config {
  GlobalSettings global;
  NamedList<Admin> admins;
  NamedList<SnmpUser> snmp_users;
  TimeSettings time;
  NamedList<TimeServer> time_servers;
  NamedList<Port> interfaces;
  std::vector<VirtualRouter> virtual_routers;
  Cluster cluster;
  NamedList<Vdom> vdoms;
  bool has_vdoms = false;
  Lined<bool> version;

  // Where the fold is.
  Vdom* vdom = nullptr;
  std::string name;        ///< of the outermost `edit`
  std::string entry_name;  ///< of an entry inside of it
  Admin* admin = nullptr;
  AaaServers* aaa = nullptr;
  Community* community = nullptr;
  SnmpUser* snmp_user = nullptr;
  LogServer* log_server = nullptr;
  TimeServer* time_server = nullptr;
  Port* port = nullptr;
  VirtualRouter* virtual_router = nullptr;
  Zone* zone = nullptr;
  Address* address = nullptr;
  Group* group = nullptr;
  Service* service = nullptr;
  PolicyList* policy_list = nullptr;
  Policy* policy = nullptr;
  VirtualAddress* virtual_address = nullptr;
  AddressPool* pool = nullptr;
  SourceNat* source_nat = nullptr;
  StaticRoute* route = nullptr;
  BgpNeighbor* neighbor = nullptr;
  OspfArea* ospf_area = nullptr;
  ProcessNetwork* network = nullptr;  ///< of OSPF or RIP
  OspfInterface* ospf_interface = nullptr;
  OspfInterface* ospf6_interface = nullptr;
  RipInterface* rip_interface = nullptr;
  IsisInterface* isis_interface = nullptr;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

/// Handler of a block that has nothing of its own to say: `config PATH`.
Outcome block(Config& config, Cursor& cursor);
/// The same for blocks and entries inside of an entry.
Outcome nested_block(Config& config, Cursor& cursor);
Outcome nested_edit(Config& config, Cursor& cursor);
/// A setting whose usual value, such as "disable", changes nothing; another is not modelled.
template <const std::string_view& Usual>
Outcome usually(Config&, Cursor& cursor) {
  return cursor.negated || cursor.accept(Usual) ? cursor.end() : Outcome::known;
}
inline constexpr std::string_view disabled = "disable";
inline constexpr std::string_view zero = "0";
inline constexpr std::string_view nothing = "''";
/// A block that is without effect until one of its settings has another than its usual value.
template <auto& Rows>
const Table& idle_table() {
  static const Table table({Rows});
  return table;
}

/// The name behind `edit`.
std::optional<std::string> edit_name(Cursor& cursor);
/// The block at the cursor becomes the lines of `entry`.
void begin_entry(Entry& entry, const Cursor& cursor);
/// `edit NAME` of a NamedList of the current virtual domain.
template <auto List, auto Current>
Outcome edit(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  auto& entry = (config.vdom->*List).get(*name);
  config.*Current = &entry;
  begin_entry(entry, cursor);
  config.name = std::move(*name);
  return cursor.end();
}
/// The same of a list of the device.
template <auto List, auto Current>
Outcome edit_global(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  auto& entry = (config.*List).get(*name);
  config.*Current = &entry;
  begin_entry(entry, cursor);
  config.name = std::move(*name);
  return cursor.end();
}

/// What is not understood of an object opens that object, for all that such a line can affect; a secret that it may
/// hold is an object of its own.
void open_entry(Entry& entry, const Cursor& cursor, Domains domains);
template <auto Current>
Domains opens(Config& config, const Cursor& cursor, Domains domains) {
  open_entry(*(config.*Current), cursor, domains);
  if constexpr (std::is_same_v<decltype(Current), Admin * Config::*>) return {};
  return domains & Domain::users;
}
/// The same for objects that may then be anything: rules, addresses, services.
template <auto Current>
Domains becomes_opaque(Config& config, const Cursor& cursor, Domains domains) {
  open_entry(*(config.*Current), cursor, domains);
  (config.*Current)->opaque = true;
  return {};
}

/// Rows for settings that are ignored for one reason.
template <std::size_t N>
constexpr std::array<Row, N> ignored_each(const std::array<std::string_view, N>& paths, std::string_view because) {
  std::array<Row, N> rows{};
  for (std::size_t i = 0; i < N; ++i) rows[i] = ignored<Config>(paths[i], because);
  return rows;
}
/// Rows for blocks or settings that are declared and not modelled.
template <std::size_t N>
constexpr std::array<Row, N> known_each(const std::array<std::string_view, N>& paths, Domains domains) {
  std::array<Row, N> rows{};
  for (std::size_t i = 0; i < N; ++i) rows[i] = Row{paths[i], domains};
  return rows;
}
template <class... Words>
constexpr std::array<std::string_view, sizeof...(Words)> words(Words... all) {
  return {std::string_view(all)...};
}

/// What a secret in a setting that is otherwise not read is declared as.
inline constexpr std::string_view other_secret = "* ENC";
/// After the fold: keeps those secrets as credentials, under the kind of their outermost block ("wireless-controller
/// vap"). One that is not understood opens Domain::users.
void keep_other_secrets(FoldContext& context, Config& config);

// The top-level rows of each feature; their blocks are reached from them.
Rows vdom_rows();
Rows global_rows();
Rows user_rows();
Rows aaa_rows();
Rows snmp_rows();
Rows logging_rows();
Rows ntp_rows();
Rows interface_rows();
Rows zone_rows();
Rows address_rows();
Rows service_rows();
Rows policy_rows();
Rows nat_rows();
Rows static_route_rows();
Rows bgp_rows();
Rows ospf_rows();
Rows rip_rows();
Rows isis_rows();
Rows ha_rows();
Rows vpn_rows();
Rows ignored_rows();
Rows known_rows();
const Table& top_table();

void convert_global(Config& config, const Target& target);
void convert_users(Config& config, const Target& target);
void convert_services(Config& config, const Target& target);  ///< of the management plane
void convert_aaa(Vdom& vdom, const Target& target);
void convert_snmp(Config& config, const Target& target);
void convert_logging(Config& config, const Target& target);
void convert_ntp(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_virtual_routers(Config& config, const Target& target);
void convert_groups(Vdom& vdom, const Target& target);
void convert_filters(Vdom& vdom, const Target& target);
void convert_nat(Vdom& vdom, const Target& target);
void convert_static_routes(Vdom& vdom, const Target& target);
void convert_bgp(Vdom& vdom, const Target& target);
void convert_ospf(Config& config, Vdom& vdom, const Target& target);
void convert_rip(Config& config, Vdom& vdom, const Target& target);
void convert_isis(Vdom& vdom, const Target& target);
void convert_cluster(Config& config, const Target& target);

/// Calls `visit(vdom, target)` for each virtual domain that the configuration has.
template <class Visit>
void each_vdom(Config& config, const Target& target, const Visit& visit) {
  config.vdoms.each([&](const std::string& name, Vdom& vdom) {
    visit(vdom, Target{target.device, target.capture, name.empty() ? target.context : name});
  });
}

}  // namespace muster::grammars::fortinet_fortios
