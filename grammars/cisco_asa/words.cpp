#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"
#include "grammars/text_lines.hpp"

/// Words that many statements of an ASA share: addresses, ports, protocols, keys.
namespace muster::grammars::cisco_asa {
namespace {

struct Named {
  std::string_view name;
  std::uint32_t value;
};

constexpr auto ports_by_name = std::to_array<Named>({
    {"aol", 5190},
    {"bgp", 179},
    {"biff", 512},
    {"bootpc", 68},
    {"bootps", 67},
    {"chargen", 19},
    {"cifs", 3020},
    {"citrix-ica", 1494},
    {"cmd", 514},
    {"ctiqbe", 2748},
    {"daytime", 13},
    {"discard", 9},
    {"dnsix", 195},
    {"domain", 53},
    {"echo", 7},
    {"exec", 512},
    {"finger", 79},
    {"ftp", 21},
    {"ftp-data", 20},
    {"gopher", 70},
    {"h323", 1720},
    {"hostname", 101},
    {"http", 80},
    {"https", 443},
    {"ident", 113},
    {"imap4", 143},
    {"irc", 194},
    {"isakmp", 500},
    {"kerberos", 750},
    {"klogin", 543},
    {"kshell", 544},
    {"ldap", 389},
    {"ldaps", 636},
    {"login", 513},
    {"lotusnotes", 1352},
    {"lpd", 515},
    {"mobile-ip", 434},
    {"nameserver", 42},
    {"netbios-dgm", 138},
    {"netbios-ns", 137},
    {"netbios-ssn", 139},
    {"nfs", 2049},
    {"nntp", 119},
    {"ntp", 123},
    {"pcanywhere-data", 5631},
    {"pcanywhere-status", 5632},
    {"pim-auto-rp", 496},
    {"pop2", 109},
    {"pop3", 110},
    {"pptp", 1723},
    {"radius", 1645},
    {"radius-acct", 1646},
    {"rip", 520},
    {"rsh", 514},
    {"rtsp", 554},
    {"secureid-udp", 5510},
    {"sip", 5060},
    {"smtp", 25},
    {"snmp", 161},
    {"snmptrap", 162},
    {"sqlnet", 1521},
    {"ssh", 22},
    {"sunrpc", 111},
    {"syslog", 514},
    {"tacacs", 49},
    {"talk", 517},
    {"telnet", 23},
    {"tftp", 69},
    {"time", 37},
    {"uucp", 540},
    {"vxlan", 4789},
    {"who", 513},
    {"whois", 43},
    {"www", 80},
    {"xdmcp", 177},
});
static_assert(std::ranges::is_sorted(ports_by_name, {}, &Named::name));

constexpr auto protocols = std::to_array<std::string_view>({
    "ah",  "eigrp", "esp", "gre", "icmp", "icmp6", "igmp", "igrp", "ip",      "ipinip", "ipsec",
    "nos", "ospf",  "pcp", "pim", "pptp", "sctp",  "snp",  "tcp",  "tcp-udp", "udp",
});
static_assert(std::ranges::is_sorted(protocols));

constexpr auto icmp_types = std::to_array<std::string_view>({
    "alternate-address",
    "conversion-error",
    "echo",
    "echo-reply",
    "information-reply",
    "information-request",
    "mask-reply",
    "mask-request",
    "membership-query",
    "membership-reduction",
    "membership-report",
    "mobile-redirect",
    "neighbor-advertisement",
    "neighbor-redirect",
    "neighbor-solicitation",
    "packet-too-big",
    "parameter-problem",
    "redirect",
    "router-advertisement",
    "router-renumbering",
    "router-solicitation",
    "source-quench",
    "time-exceeded",
    "timestamp-reply",
    "timestamp-request",
    "traceroute",
    "unreachable",
});
static_assert(std::ranges::is_sorted(icmp_types));

std::optional<std::uint32_t> port_of(std::string_view word) {
  std::uint32_t number = 0;
  if (parse_number(word, number)) return number <= 65535 ? std::optional(number) : std::nullopt;
  const auto found = std::ranges::lower_bound(ports_by_name, word, {}, &Named::name);
  if (found == ports_by_name.end() || found->name != word) return std::nullopt;
  return found->value;
}

/// "0-21,23-65535", "22", "none"
std::string port_range(std::uint32_t low, std::uint32_t high) {
  if (low > high) return "none";
  return low == high ? std::to_string(low) : std::to_string(low) + "-" + std::to_string(high);
}

std::string all_but(std::uint32_t port) {
  if (port == 0) return "1-65535";
  if (port == 65535) return "0-65534";
  return port_range(0, port - 1) + "," + port_range(port + 1, 65535);
}

}  // namespace

std::optional<std::string> take_ports(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string_view op = ahead.word();
  if (op != "eq" && op != "neq" && op != "lt" && op != "gt" && op != "range") return std::nullopt;
  const auto port = port_of(ahead.word());
  if (!port) return std::nullopt;
  std::string text;
  if (op == "range") {
    const auto last = port_of(ahead.word());
    if (!last) return std::nullopt;
    text = port_range(std::min(*port, *last), std::max(*port, *last));
  } else if (op == "eq") {
    text = port_range(*port, *port);
  } else if (op == "neq") {
    text = all_but(*port);
  } else {
    text = op == "gt" ? port_range(*port + 1, 65535) : *port == 0 ? "none" : port_range(0, *port - 1);
  }
  cursor.take_position(ahead);
  return text;
}

std::string protocol_of(std::string_view word) {
  std::uint32_t number = 0;
  if (parse_number(word, number)) {
    if (number == 0 || number > 255) return {};  // 0: may stand for all of IP
    return number == 6 ? "tcp" : number == 17 ? "udp" : number == 1 ? "icmp" : std::to_string(number);
  }
  if (!std::ranges::binary_search(protocols, word)) return {};
  return word == "ip" ? "any" : std::string(word);
}

bool has_ports(std::string_view protocol) {
  return protocol == "tcp" || protocol == "udp" || protocol == "sctp" || protocol == "tcp-udp";
}

bool is_icmp_type(std::string_view word) {
  std::uint32_t number = 0;
  if (parse_number(word, number)) return number <= 255;
  return std::ranges::binary_search(icmp_types, word);
}

std::optional<std::uint32_t> address_of(Config& config, std::string_view word) {
  if (const auto address = parse_ipv4(word)) return address;
  if (config.addresses_by_name.size() == 0) return std::nullopt;
  const std::string* const named = config.addresses_by_name.find(word);
  return named == nullptr ? std::nullopt : parse_ipv4(*named);
}

std::optional<std::string> take_network(Config& config, Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string_view first = ahead.word();
  if (first.find(':') != std::string_view::npos) {
    const auto prefix = parse_prefix(first);
    if (!prefix) return std::nullopt;
    cursor.take_position(ahead);
    return prefix->length == 0 ? "::/0" : to_string(prefix->network());
  }
  const auto address = address_of(config, first);
  const auto mask = address ? parse_ipv4(ahead.word()) : std::nullopt;
  if (!mask) return std::nullopt;
  cursor.take_position(ahead);
  // Other than contiguous masks: the form that the model gives to wildcards.
  const std::string text = with_wildcard(*address & *mask, ~*mask);
  return text == "any" ? "0.0.0.0/0" : text;
}

std::optional<std::string> take_address(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.peek();
  std::optional<std::string> text;
  if (const auto address = address_of(config, word)) {
    text = dotted(*address);
  } else if (const auto ip = parse_ip(word)) {
    text = to_string(*ip);
  }
  if (text) cursor.word();
  return text;
}

std::optional<StoredText> take_key(Cursor& cursor) { return read_secret(cursor, false); }

}  // namespace muster::grammars::cisco_asa
