#include "grammars/juniper_junos/services_by_name.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "grammars/text_lines.hpp"

namespace muster::grammars::juniper_junos {
namespace {

struct Named {
  std::string_view name;
  std::string_view value;
};
constexpr auto ports = std::to_array<Named>({{"afs", "1483"},        {"bgp", "179"},         {"biff", "512"},
                                             {"bootpc", "68"},       {"bootps", "67"},       {"cmd", "514"},
                                             {"cvspserver", "2401"}, {"dhcp", "67"},         {"domain", "53"},
                                             {"eklogin", "2105"},    {"ekshell", "2106"},    {"exec", "512"},
                                             {"finger", "79"},       {"ftp", "21"},          {"ftp-data", "20"},
                                             {"http", "80"},         {"https", "443"},       {"ident", "113"},
                                             {"imap", "143"},        {"kerberos-sec", "88"}, {"klogin", "543"},
                                             {"kpasswd", "761"},     {"krb-prop", "754"},    {"krbupdate", "760"},
                                             {"kshell", "544"},      {"ldap", "389"},        {"ldp", "646"},
                                             {"login", "513"},       {"mobilip-mn", "435"},  {"mobileip-agent", "434"},
                                             {"msdp", "639"},        {"netbios-dgm", "138"}, {"netbios-ns", "137"},
                                             {"netbios-ssn", "139"}, {"nfsd", "2049"},       {"nntp", "119"},
                                             {"ntalk", "518"},       {"ntp", "123"},         {"pop3", "110"},
                                             {"pptp", "1723"},       {"printer", "515"},     {"radacct", "1813"},
                                             {"radius", "1812"},     {"rip", "520"},         {"rkinit", "2108"},
                                             {"smtp", "25"},         {"snmp", "161"},        {"snmptrap", "162"},
                                             {"snpp", "444"},        {"socks", "1080"},      {"ssh", "22"},
                                             {"sunrpc", "111"},      {"syslog", "514"},      {"tacacs", "49"},
                                             {"tacacs-ds", "65"},    {"talk", "517"},        {"telnet", "23"},
                                             {"tftp", "69"},         {"timed", "525"},       {"traceroute", "33434"},
                                             {"who", "513"},         {"xdmcp", "177"},       {"zephyr-clt", "2103"},
                                             {"zephyr-hm", "2104"}});

constexpr auto protocols = std::to_array<Named>({{"1", "icmp"},
                                                 {"6", "tcp"},
                                                 {"17", "udp"},
                                                 {"47", "gre"},
                                                 {"50", "esp"},
                                                 {"51", "ah"},
                                                 {"58", "icmpv6"},
                                                 {"89", "ospf"},
                                                 {"132", "sctp"},
                                                 {"icmp6", "icmpv6"}});

/// Sorted by name. Applications of which more than protocol and port decides (RPC, H.323) are not here.
constexpr auto applications = std::to_array<BuiltInApplication>({{"junos-bgp", "tcp", "179"},
                                                                 {"junos-biff", "udp", "512"},
                                                                 {"junos-bootpc", "udp", "68"},
                                                                 {"junos-bootps", "udp", "67"},
                                                                 {"junos-chargen", "udp", "19"},
                                                                 {"junos-cifs", "tcp", "139"},
                                                                 {"junos-cifs", "tcp", "445"},
                                                                 {"junos-cvspserver", "tcp", "2401"},
                                                                 {"junos-dhcp-client", "udp", "68"},
                                                                 {"junos-dhcp-relay", "udp", "67"},
                                                                 {"junos-dhcp-server", "udp", "67"},
                                                                 {"junos-discard", "udp", "9"},
                                                                 {"junos-dns-tcp", "tcp", "53"},
                                                                 {"junos-dns-udp", "udp", "53"},
                                                                 {"junos-echo", "udp", "7"},
                                                                 {"junos-finger", "tcp", "79"},
                                                                 {"junos-ftp", "tcp", "21"},
                                                                 {"junos-gopher", "tcp", "70"},
                                                                 {"junos-gre", "gre", ""},
                                                                 {"junos-http", "tcp", "80"},
                                                                 {"junos-http-ext", "tcp", "7001"},
                                                                 {"junos-https", "tcp", "443"},
                                                                 {"junos-icmp-all", "icmp", ""},
                                                                 {"junos-icmp-ping", "icmp", "", true},
                                                                 {"junos-icmp6-all", "icmpv6", ""},
                                                                 {"junos-icmp6-echo-reply", "icmpv6", "", true},
                                                                 {"junos-icmp6-echo-request", "icmpv6", "", true},
                                                                 {"junos-ident", "tcp", "113"},
                                                                 {"junos-ike", "udp", "500"},
                                                                 {"junos-ike-nat", "udp", "4500"},
                                                                 {"junos-imap", "tcp", "143"},
                                                                 {"junos-imaps", "tcp", "993"},
                                                                 {"junos-irc", "tcp", "6660-6669"},
                                                                 {"junos-l2tp", "udp", "1701"},
                                                                 {"junos-ldap", "tcp", "389"},
                                                                 {"junos-ldp-tcp", "tcp", "646"},
                                                                 {"junos-ldp-udp", "udp", "646"},
                                                                 {"junos-lpr", "tcp", "515"},
                                                                 {"junos-mail", "tcp", "25"},
                                                                 {"junos-ms-sql", "tcp", "1433"},
                                                                 {"junos-msn", "tcp", "1863"},
                                                                 {"junos-nbds", "udp", "138"},
                                                                 {"junos-nbname", "udp", "137"},
                                                                 {"junos-netbios-session", "tcp", "139"},
                                                                 {"junos-nfsd-tcp", "tcp", "2049"},
                                                                 {"junos-nfsd-udp", "udp", "2049"},
                                                                 {"junos-nntp", "tcp", "119"},
                                                                 {"junos-ntalk", "udp", "518"},
                                                                 {"junos-ntp", "udp", "123"},
                                                                 {"junos-ospf", "ospf", ""},
                                                                 {"junos-pc-anywhere", "udp", "5632"},
                                                                 {"junos-ping", "icmp", "", true},
                                                                 {"junos-pingv6", "icmpv6", "", true},
                                                                 {"junos-pop3", "tcp", "110"},
                                                                 {"junos-pptp", "tcp", "1723"},
                                                                 {"junos-printer", "tcp", "515"},
                                                                 {"junos-radacct", "udp", "1813"},
                                                                 {"junos-radius", "udp", "1812"},
                                                                 {"junos-rdp", "tcp", "3389"},
                                                                 {"junos-rip", "udp", "520"},
                                                                 {"junos-rsh", "tcp", "514"},
                                                                 {"junos-rtsp", "tcp", "554"},
                                                                 {"junos-sccp", "tcp", "2000"},
                                                                 {"junos-sctp-any", "sctp", ""},
                                                                 {"junos-sip", "tcp", "5060"},
                                                                 {"junos-sip", "udp", "5060"},
                                                                 {"junos-smb", "tcp", "139"},
                                                                 {"junos-smb", "tcp", "445"},
                                                                 {"junos-smb-session", "tcp", "445"},
                                                                 {"junos-smtp", "tcp", "25"},
                                                                 {"junos-sql-monitor", "udp", "1434"},
                                                                 {"junos-sqlnet-v1", "tcp", "1525"},
                                                                 {"junos-sqlnet-v2", "tcp", "1521"},
                                                                 {"junos-ssh", "tcp", "22"},
                                                                 {"junos-sun-rpc-portmap-tcp", "tcp", "111"},
                                                                 {"junos-sun-rpc-portmap-udp", "udp", "111"},
                                                                 {"junos-syslog", "udp", "514"},
                                                                 {"junos-tacacs", "tcp", "49"},
                                                                 {"junos-tacacs-ds", "tcp", "65"},
                                                                 {"junos-talk", "udp", "517"},
                                                                 {"junos-tcp-any", "tcp", ""},
                                                                 {"junos-telnet", "tcp", "23"},
                                                                 {"junos-tftp", "udp", "69"},
                                                                 {"junos-udp-any", "udp", ""},
                                                                 {"junos-vnc", "tcp", "5800"},
                                                                 {"junos-vnc", "tcp", "5900"},
                                                                 {"junos-wais", "tcp", "210"},
                                                                 {"junos-who", "udp", "513"},
                                                                 {"junos-whois", "tcp", "43"},
                                                                 {"junos-winframe", "tcp", "1494"},
                                                                 {"junos-x-windows", "tcp", "6000-6063"},
                                                                 {"junos-xnm-clear-text", "tcp", "3221"},
                                                                 {"junos-xnm-ssl", "tcp", "3220"}});
static_assert(std::ranges::is_sorted(applications, {}, &BuiltInApplication::name));

bool is_port(std::string_view text) {
  std::uint32_t value = 0;
  return parse_number(text, value) && value <= 65535;
}

}  // namespace

std::optional<std::string> port_value(std::string_view word) {
  const std::size_t dash = word.find('-');
  if (is_port(word) ||
      (dash != std::string_view::npos && is_port(word.substr(0, dash)) && is_port(word.substr(dash + 1))))
    return std::string(word);
  const auto named = std::ranges::find(ports, word, &Named::name);
  return named == ports.end() ? std::nullopt : std::optional<std::string>(named->value);
}

std::string protocol_name(std::string_view word) {
  const auto named = std::ranges::find(protocols, word, &Named::name);
  return std::string(named == protocols.end() ? word : named->value);
}

std::span<const BuiltInApplication> built_in_application(std::string_view name) {
  const auto [first, last] = std::ranges::equal_range(applications, name, {}, &BuiltInApplication::name);
  return {first, last};
}

void append(std::string& to, std::string_view more) {
  if (!to.empty()) to += ',';
  to += more;
}

}  // namespace muster::grammars::juniper_junos
