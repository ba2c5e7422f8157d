#pragma once

#include "grammars/x3_primitives.ipp"

/// Names that access lists of IOS and its relatives use for numbers. Included by access_entry.cpp only.
namespace muster::grammars::cisco {

using x3p::NamedNumber;

inline constexpr std::array port_names = std::to_array<NamedNumber>({
    {"bgp", 179}, {"chargen", 19}, {"cmd", 514}, {"daytime", 13}, {"discard", 9}, {"domain", 53}, {"drip", 3949},
    {"echo", 7}, {"exec", 512}, {"finger", 79}, {"ftp", 21}, {"ftp-data", 20}, {"gopher", 70}, {"hostname", 101},
    {"ident", 113}, {"irc", 194}, {"klogin", 543}, {"kshell", 544}, {"login", 513}, {"lpd", 515}, {"msrpc", 135},
    {"nntp", 119}, {"onep-plain", 15001}, {"onep-tls", 15002}, {"pim-auto-rp", 496}, {"pop2", 109}, {"pop3", 110},
    {"smtp", 25}, {"sunrpc", 111}, {"tacacs", 49}, {"talk", 517}, {"telnet", 23}, {"time", 37}, {"uucp", 540},
    {"whois", 43}, {"www", 80}, {"biff", 512}, {"bootpc", 68}, {"bootps", 67}, {"dnsix", 195}, {"isakmp", 500},
    {"mobile-ip", 434}, {"nameserver", 42}, {"netbios-dgm", 138}, {"netbios-ns", 137}, {"netbios-ss", 139},
    {"non500-isakmp", 4500}, {"ntp", 123}, {"rip", 520}, {"ripv6", 521}, {"snmp", 161}, {"snmptrap", 162},
    {"syslog", 514}, {"tftp", 69}, {"who", 513}, {"xdmcp", 177}, {"ripng", 521}, {"443", 443},
    // EOS's own.
    {"ssh", 22}, {"https", 443}, {"ldap", 389}, {"ldaps", 636}, {"imap3", 220}, {"imap4", 143}, {"imaps", 993},
    {"pop3s", 995}, {"kerberos", 88}, {"kpasswd", 464}, {"kerberos-adm", 749}, {"radius", 1812}, {"radius-acct", 1813},
    {"rsync", 873}, {"nfs", 2049}, {"msdp", 639}, {"ftps", 990}, {"ftps-data", 989}, {"http-alt", 8080}, {"iscsi", 3260},
    {"openvpn", 1194}, {"rtsp", 554}, {"submission", 587}, {"svrloc", 427}, {"ptp-event", 319}, {"ptp-general", 320},
    {"ipp", 631}, {"systat", 11}, {"nntps", 563}, {"timed", 525}, {"smux", 199}, {"bfd", 3784}, {"bfd-echo", 3785},
    {"vxlan", 4789}, {"dhcpv6-client", 546}, {"dhcpv6-server", 547},
    {"ldp", 646},
});
inline constexpr x3p::NameTable<256> port_table(port_names);

/// Protocols; the value tells whether they have ports (1), types (2) or neither (0).
inline constexpr std::array protocol_names = std::to_array<NamedNumber>({
    {"ip", 0}, {"ipv6", 0}, {"tcp", 1}, {"udp", 1}, {"sctp", 1}, {"icmp", 2}, {"igmp", 2}, {"ahp", 0}, {"esp", 0},
    {"eigrp", 0}, {"gre", 0}, {"ipinip", 0}, {"nos", 0}, {"ospf", 0}, {"pcp", 0}, {"pim", 0}, {"vrrp", 0}, {"hbh", 0},
    {"ipv4", 0}, {"icmpv6", 2}, {"igrp", 0}, {"rsvp", 0}, {"l2tp", 0}, {"ipv6-icmp", 2}, {"pgm", 0},
});
inline constexpr x3p::NameTable<64> protocol_table(protocol_names);

/// Types of ICMP, ICMPv6 and IGMP messages by name.
inline constexpr std::array type_names = std::to_array<NamedNumber>({
    {"administratively-prohibited", 0}, {"alternate-address", 0}, {"conversion-error", 0}, {"dod-host-prohibited", 0},
    {"dod-net-prohibited", 0}, {"echo", 0}, {"echo-reply", 0}, {"echo-request", 0}, {"general-parameter-problem", 0},
    {"host-isolated", 0}, {"host-precedence-unreachable", 0}, {"host-redirect", 0}, {"host-tos-redirect", 0},
    {"host-tos-unreachable", 0}, {"host-unknown", 0}, {"host-unreachable", 0}, {"information-reply", 0},
    {"information-request", 0}, {"mask-reply", 0}, {"mask-request", 0}, {"mobile-redirect", 0}, {"net-redirect", 0},
    {"net-tos-redirect", 0}, {"net-tos-unreachable", 0}, {"net-unreachable", 0}, {"network-unknown", 0},
    {"no-room-for-option", 0}, {"option-missing", 0}, {"packet-too-big", 0}, {"parameter-problem", 0},
    {"port-unreachable", 0}, {"precedence-unreachable", 0}, {"protocol-unreachable", 0}, {"reassembly-timeout", 0},
    {"redirect", 0}, {"router-advertisement", 0}, {"router-solicitation", 0}, {"source-quench", 0},
    {"source-route-failed", 0}, {"time-exceeded", 0}, {"timestamp-reply", 0}, {"timestamp-request", 0},
    {"traceroute", 0}, {"ttl-exceeded", 0}, {"unreachable", 0}, {"dvmrp", 0}, {"host-query", 0}, {"host-report", 0},
    {"pim", 0}, {"trace", 0}, {"nd-na", 0}, {"nd-ns", 0}, {"mld-query", 0}, {"mld-report", 0}, {"mld-reduction", 0},
    {"beyond-scope", 0}, {"destination-unreachable", 0}, {"hop-limit", 0}, {"no-admin", 0}, {"no-route", 0},
    {"next-header", 0}, {"parameter-option", 0}, {"header", 0}, {"renum-command", 0}, {"renum-result", 0},
    {"renum-seq-number", 0}, {"router-renumbering", 0}, {"mldv2", 0},
    {"address-unreachable", 0}, {"no-route-to-destination", 0}, {"group-membership-query", 0},
    {"group-membership-report", 0}, {"group-membership-termination", 0}, {"neighbor-solicitation", 0},
    {"neighbor-advertisement", 0}, {"neighbor-redirect", 0}, {"rr-command", 0},
    {"rr-result", 0}, {"rr-seqnum-reset", 0},
});
inline constexpr x3p::NameTable<256> type_table(type_names);

/// Options without a value that narrow an entry.
inline constexpr std::array flag_names = std::to_array<NamedNumber>({
    {"ack", 0}, {"fin", 0}, {"psh", 0}, {"rst", 0}, {"syn", 0}, {"urg", 0}, {"fragments", 0}, {"routing", 0},
    {"undetermined-transport", 0}, {"dest-option", 0}, {"mobility", 0}, {"auth", 0},
});
inline constexpr x3p::NameTable<32> flag_table(flag_names);

/// Options with one word of value that narrow an entry.
inline constexpr std::array valued_names = std::to_array<NamedNumber>({
    {"dscp", 0}, {"precedence", 0}, {"tos", 0}, {"time-range", 0}, {"option", 0}, {"flow-label", 0},
    {"routing-type", 0}, {"dest-option-type", 0}, {"mobility-type", 0},
});
inline constexpr x3p::NameTable<32> valued_table(valued_names);

/// Options of NX-OS, EOS and IOS-XR whose value may be compared: `packet-length gt 100`.
inline constexpr std::array compared_names = std::to_array<NamedNumber>({
    {"dscp", 0}, {"precedence", 0}, {"packet-length", 0}, {"ttl", 0}, {"hop-limit", 0}, {"fragment-offset", 0},
});
inline constexpr x3p::NameTable<16> compared_table(compared_names);

inline constexpr std::array prefix_flag_names = std::to_array<NamedNumber>({
    {"tracked", 0}, {"icmp-off", 0}, {"ece", 0}, {"cwr", 0}, {"first-fragment", 0}, {"inner", 0},
});
inline constexpr x3p::NameTable<16> prefix_flag_table(prefix_flag_names);

inline constexpr std::array prefix_valued_names = std::to_array<NamedNumber>({
    {"vlan", 0}, {"http-method", 0}, {"tcp-flags-mask", 0}, {"tcp-option-length", 0}, {"fragment-type", 0},
    {"ttl", 0}, {"hop-limit", 0}, {"packet-length", 0}, {"nexthop-group", 0}, {"redirect", 0}, {"cos", 0},
});
inline constexpr x3p::NameTable<32> prefix_valued_table(prefix_valued_names);

}  // namespace muster::grammars::cisco
