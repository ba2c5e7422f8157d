#include "grammars/fortinet_fortios/services.hpp"

#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"
#include "grammars/text_lines.hpp"

/// Services and their groups, and what they come to as protocols and ports.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::service;
constexpr auto group_at = &Config::group;
constexpr std::string_view labels = "labels and timers of sessions";

/// `iprange 0.0.0.0-0.0.0.0` and the like are what nobody set.
Outcome narrowing(Config& config, Cursor& cursor) {
  Maybe<Names> value;
  const Outcome outcome = read_names(value, cursor);
  if (value && value->value.front().find_first_not_of("0.-") != std::string::npos) config.service->narrowed = true;
  return outcome;
}

Outcome proxy(Config& config, Cursor& cursor) {
  Maybe<bool> value;
  const Outcome outcome = read_flag(value, cursor);
  if (value && value->value) config.service->narrowed = true;
  return outcome;
}

const Table& service_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"protocol", domains, &text<at, &Service::protocol>},
      {"tcp-portrange", domains, &names<at, &Service::tcp>},
      {"udp-portrange", domains, &names<at, &Service::udp>},
      {"sctp-portrange", domains, &names<at, &Service::sctp>},
      {"icmptype", domains, &number<at, &Service::icmp_type>},
      {"icmpcode", domains, &number<at, &Service::icmp_code>},
      {"protocol-number", domains, &number<at, &Service::number>},
      {"iprange", domains, &narrowing},
      {"fqdn", domains, &narrowing},
      {"app-category", domains, &narrowing},
      {"application", domains, &narrowing},
      {"proxy", domains, &proxy},
      {"explicit-proxy", domains, &proxy},
  });
  static constexpr auto others = ignored_each(
      words("uuid", "category", "comment", "color", "visibility", "helper", "check-reset-range", "tcp-halfclose-timer",
            "tcp-halfopen-timer", "tcp-timewait-timer", "tcp-rst-timer", "udp-idle-timer", "session-ttl",
            "app-service-type", "fabric-object", "dirty", "tcp-idle-timer", "global-object"),
      labels);
  static const Table table({rows, others}, &becomes_opaque<at>);
  return table;
}

const Table& service_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<&Vdom::services, at>, &service_entry}});
  static const Table table({rows});
  return table;
}

const Table& group_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"member", domains, &names<group_at, &Group::members>},
      {"proxy", domains, &flag<group_at, &Group::exclude>},
      {"explicit-proxy", domains, &flag<group_at, &Group::exclude>},
  });
  static constexpr auto others =
      ignored_each(words("uuid", "comment", "color", "fabric-object", "global-object"), labels);
  static const Table table({rows, others}, &becomes_opaque<group_at>);
  return table;
}

const Table& group_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::service_groups, group_at>, &group_entry}});
  static const Table table({rows});
  return table;
}

/// The services that the product comes with, where a configuration does not print them.
struct Predefined {
  std::string_view name;
  std::string_view protocol;
  std::string_view ports;
};
constexpr std::array predefined = std::to_array<Predefined>({
    {"ALL", "any", ""},
    {"ANY", "any", ""},
    {"ALL_TCP", "tcp", "any"},
    {"ALL_UDP", "udp", "any"},
    {"ALL_ICMP", "icmp", ""},
    {"ALL_ICMP6", "icmp6", ""},
    {"PING", "icmp", ""},
    {"PING6", "icmp6", ""},
    {"GRE", "47", ""},
    {"AH", "51", ""},
    {"ESP", "50", ""},
    {"OSPF", "89", ""},
    {"BGP", "tcp", "179"},
    {"FTP", "tcp", "21"},
    {"HTTP", "tcp", "80"},
    {"HTTPS", "tcp", "443"},
    {"IMAP", "tcp", "143"},
    {"IMAPS", "tcp", "993"},
    {"LDAP", "tcp", "389"},
    {"POP3", "tcp", "110"},
    {"POP3S", "tcp", "995"},
    {"SAMBA", "tcp", "139"},
    {"SMB", "tcp", "445"},
    {"SMTP", "tcp", "25"},
    {"SMTPS", "tcp", "465"},
    {"SSH", "tcp", "22"},
    {"TELNET", "tcp", "23"},
    {"RDP", "tcp", "3389"},
    {"NTP", "udp", "123"},
    {"SYSLOG", "udp", "514"},
    {"TFTP", "udp", "69"},
    {"RIP", "udp", "520"},
    {"DHCP", "udp", "67-68"},
    {"DHCP6", "udp", "546,547"},
    {"LDAP_UDP", "udp", "389"},
    {"TRACEROUTE", "udp", "33434-33535"},
    {"GOPHER", "tcp", "70"},
    {"FINGER", "tcp", "79"},
    {"IRC", "tcp", "6660-6669"},
    {"MYSQL", "tcp", "3306"},
    {"MS-SQL", "tcp", "1433,1434"},
    {"X-WINDOWS", "tcp", "6000-6063"},
    {"RTSP", "tcp", "554,7070,8554"},
    {"NNTP", "tcp", "119"},
    {"UUCP", "tcp", "540"},
    {"WAIS", "tcp", "210"},
    {"REXEC", "tcp", "512"},
    {"RLOGIN", "tcp", "513"},
    {"RSH", "tcp", "514"},
    {"PPTP", "tcp", "1723"},
    {"L2TP", "tcp", "1701"},
});

/// The well-known ports of services with two protocols.
constexpr std::array second_protocols = std::to_array<Predefined>({
    {"DNS", "tcp", "53"},
    {"DNS", "udp", "53"},
    {"SNMP", "tcp", "161-162"},
    {"SNMP", "udp", "161-162"},
    {"KERBEROS", "tcp", "88,464"},
    {"KERBEROS", "udp", "88,464"},
    {"SIP", "tcp", "5060"},
    {"SIP", "udp", "5060"},
    {"H323", "tcp", "1720,1503"},
    {"H323", "udp", "1719"},
    {"IKE", "udp", "500,4500"},
    {"L2TP", "udp", "1701"},
    {"NFS", "tcp", "111,2049"},
    {"NFS", "udp", "111,2049"},
    {"SOCKS", "tcp", "1080"},
    {"SOCKS", "udp", "1080"},
    {"SQUID", "tcp", "3128"},
    {"RADIUS", "udp", "1812,1813"},
    {"RADIUS-OLD", "udp", "1645,1646"},
    {"WINS", "tcp", "1512"},
    {"WINS", "udp", "1512"},
    {"DCE-RPC", "tcp", "135"},
    {"DCE-RPC", "udp", "135"},
    {"QUAKE", "udp", "26000,27000,27910,27960"},
    {"VNC", "tcp", "5900"},
    {"CVSPSERVER", "tcp", "2401"},
    {"CVSPSERVER", "udp", "2401"},
});

constexpr std::size_t most_ports = 512;  ///< of one set; more are no configuration but an attack on our time
constexpr unsigned deepest = 16;         ///< nesting of groups

void add_port(PortSet& to, std::string port) {
  if (to.every_port) return;
  if (port == "any" || port == "1-65535" || port == "0-65535") {
    to.ports.clear();
    to.every_port = true;
  } else if (std::ranges::find(to.ports, port) == to.ports.end()) {
    to.ports.push_back(std::move(port));
  }
}

void add_ports(ServiceSet& to, std::string_view protocol, const Maybe<Names>& ranges, bool narrowed) {
  if (!ranges) return;
  PortSet& set = to.protocols[std::string(protocol)];
  set.narrowed = set.narrowed || narrowed;
  for (const std::string& range : ranges->value) {
    const std::size_t colon = range.find(':');
    std::string source = colon == std::string::npos ? "" : range.substr(colon + 1);
    if (!source.empty() && source != "1-65535" && source != "0-65535" && source != "0") set.narrowed = true;
    std::string port = range.substr(0, colon);
    if (const std::size_t dash = port.find('-');
        dash != std::string::npos && port.substr(0, dash) == port.substr(dash + 1))
      port.resize(dash);
    if (set.ports.size() < most_ports)
      add_port(set, std::move(port));
    else
      to.opaque = true;
  }
}

void add_service(ServiceSet& to, const Service& from) {
  if (from.opaque) to.opaque = true;
  const std::string protocol = from.protocol ? from.protocol->value : "TCP/UDP/SCTP";
  if (protocol == "ICMP" || protocol == "ICMP6") {
    PortSet& set = to.protocols[protocol == "ICMP" ? "icmp" : "icmp6"];
    set.narrowed = set.narrowed || from.narrowed || from.icmp_type.has_value();
  } else if (protocol == "IP") {
    const bool all = !from.number || from.number->value == 0;
    if (all && !from.narrowed)
      to.everything = true;
    else
      to.protocols[all ? "any" : std::to_string(from.number->value)].narrowed = from.narrowed;
  } else if (protocol == "ALL") {
    to.protocols["any"].narrowed = true;  // services of a proxy
  } else if (protocol == "TCP/UDP/SCTP" || protocol == "TCP/UDP/UDP-Lite/SCTP") {
    add_ports(to, "tcp", from.tcp, from.narrowed);
    add_ports(to, "udp", from.udp, from.narrowed);
    add_ports(to, "sctp", from.sctp, from.narrowed);
  } else {
    to.protocols["tcp"].narrowed = true;  // HTTP, FTP, ... of a proxy
  }
}

void merge(ServiceSet& to, const ServiceSet& from) {
  to.everything = to.everything || from.everything;
  to.opaque = to.opaque || from.opaque;
  for (const auto& [protocol, ports] : from.protocols) {
    PortSet& set = to.protocols[protocol];
    set.narrowed = set.narrowed || ports.narrowed;
    if (ports.every_port) add_port(set, "any");
    for (const std::string& port : ports.ports) {
      if (set.ports.size() < most_ports)
        add_port(set, port);
      else
        to.opaque = true;
    }
  }
}

bool add_predefined(ServiceSet& to, std::string_view name) {
  bool found = false;
  const auto add = [&](const Predefined& service) {
    if (service.name != name) return;
    found = true;
    if (service.protocol == "any") {
      to.everything = true;
      return;
    }
    PortSet& set = to.protocols[std::string(service.protocol)];
    if (name.starts_with("PING")) set.narrowed = true;
    for (std::string_view ports = service.ports; !ports.empty();) {
      const std::size_t comma = std::min(ports.find(','), ports.size());
      add_port(set, std::string(ports.substr(0, comma)));
      ports.remove_prefix(std::min(comma + 1, ports.size()));
    }
  };
  for (const Predefined& service : predefined) add(service);
  for (const Predefined& service : second_protocols) add(service);
  return found;
}

}  // namespace

const ServiceSet& ServiceSets::group(const std::string& name, const Group& from, unsigned depth) {
  ServiceSet under_way;
  under_way.opaque = true;  // for a group that holds itself
  const auto [entry, added] = groups_.try_emplace(name, std::move(under_way));
  if (!added) return entry->second;
  ServiceSet set;
  set.opaque = from.opaque || depth > deepest;
  if (from.members && !set.opaque)
    for (const std::string& member : from.members->value) add(set, member, depth + 1);
  return groups_[name] = std::move(set);
}

void ServiceSets::add(ServiceSet& to, const std::string& name, unsigned depth) {
  if (const Service* const service = vdom_.services.find(name)) return add_service(to, *service);
  if (const Group* const found = vdom_.service_groups.find(name)) return merge(to, group(name, *found, depth));
  if (!add_predefined(to, name)) to.opaque = true;
}

ServiceSet ServiceSets::of(const Names& names) {
  ServiceSet set;
  for (const std::string& name : names) add(set, name, 0);
  return set;
}

Rows service_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config firewall service custom", domains, &block, &service_table},
      {"config firewall service group", domains, &block, &group_table},
      ignored<Config>("config firewall service category", labels),
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
