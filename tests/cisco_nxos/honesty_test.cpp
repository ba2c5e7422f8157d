#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "support/reading.hpp"

/// What a golden file cannot say of cisco_nxos: places, texts that look like statements, `no`, cuts and hostile input.
namespace {

using namespace muster;

test::Reading read(const std::string& text) { return test::read_as("cisco_nxos", text); }

std::string secrets(const test::Reading& reading, const std::string& text) {
  std::string all;
  for (const ByteSpan& span : reading.result.secrets) all += text.substr(span.begin, span.end - span.begin) + "\n";
  return all;
}

}  // namespace

TEST_CASE("cisco_nxos: a line that is not understood says where, and opens what it can affect") {
  const auto reading =
      read("version 9.3(8)\nntp server 192.0.2.1 minpoll none\ninterface Ethernet1/1\n  ip address 10.0.0.1\n");
  CHECK(reading.diagnostics() ==
        "2:30: expected a number, got 'none'\n"
        "4:14: expected an IPv4 prefix, got '10.0.0.1'\n");
  CHECK(reading.is_open(Domain::time));
  CHECK(reading.device.interfaces.at(0).open);
  CHECK(reading.device.interfaces.at(0).open_domains == Domains(Domain::interfaces));
  CHECK_FALSE(reading.is_open(Domain::interfaces));
}

TEST_CASE("cisco_nxos: text in descriptions, banners and remarks says nothing") {
  const auto reading = read(
      "version 9.3(8)\nbanner motd #\nfeature telnet\nusername evil password 0 evil role network-admin\n#\n"
      "interface Ethernet1/1\n  description ip access-group NONE in\nip access-list A\n  10 remark permit ip any any\n"
      "  20 deny ip any any\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.interfaces.at(0).filter_in.state == model::State::absent);
  REQUIRE(reading.device.filters.at(0).rules.size() == 1);
  for (const auto& service : reading.device.services)
    if (service.name.value == "telnet") CHECK_FALSE(service.enabled.value);
}

TEST_CASE("cisco_nxos: a banner that is cut hides nothing") {
  const auto reading = read("banner motd #\nusername left password 0 left role network-admin\n");
  REQUIRE(reading.device.users.size() == 1);
}

TEST_CASE("cisco_nxos: telnet is off by default, but not on a Nexus 5000, and not where the release is not told") {
  const auto telnet = [](const std::string& text) {
    const auto reading = read(text);
    const auto& services = reading.device.services;
    const auto found = std::ranges::find_if(services, [](const auto& s) { return s.name.value == "telnet"; });
    return found->enabled.known() ? std::string(found->enabled.value ? "on" : "off") : "unknown";
  };
  CHECK(telnet("version 9.3(8)\n") == "off");
  CHECK(telnet("version 7.3(8)D1(1)\n") == "off");
  CHECK(telnet("version 7.3(13)N1(1)\n") == "unknown");
  CHECK(telnet("hostname x\n") == "unknown");
  CHECK(telnet("version 7.3(13)N1(1)\nno feature telnet\n") == "off");
  CHECK(telnet("feature telnet\n") == "on");
  CHECK(telnet("feature telnet\nno feature telnet\n") == "off");
}

TEST_CASE("cisco_nxos: no undoes what stands before it") {
  const auto reading = read(
      "username a password 0 x1 role network-admin\nno username a\n"
      "snmp-server community secret1 group network-admin\nno snmp-server community secret1\n"
      "logging server 192.0.2.1\nno logging server 192.0.2.1\n"
      "ip route 0.0.0.0/0 192.0.2.1\nno ip route 0.0.0.0/0 192.0.2.1\n"
      "interface Ethernet1/1\n  ip address 10.0.0.1/24\n  no ip address\n  ip access-group A in\n  no ip access-group "
      "A in\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.snmp_communities.empty());
  CHECK(reading.device.logging.targets.empty());
  CHECK(reading.device.static_routes.empty());
  CHECK(reading.device.interfaces.at(0).addresses.value.empty());
  CHECK(reading.device.interfaces.at(0).filter_in.state == model::State::absent);
}

TEST_CASE("cisco_nxos: a move to a VRF takes the addresses away") {
  const auto reading = read("interface Vlan5\n  ip address 10.0.0.1/24\n  vrf member RED\n  ip address 10.0.1.1/24\n");
  CHECK(reading.device.interfaces.at(0).addresses.value == std::vector<std::string>{"10.0.1.1/24"});
}

TEST_CASE("cisco_nxos: a range of interfaces is no interface") {
  const auto reading = read("interface Ethernet1/1-4\n  ip address 10.0.0.1/24\n");
  CHECK(reading.device.interfaces.empty());
  CHECK(reading.is_open(Domain::interfaces));
  CHECK(reading.is_open(Domain::filters));
}

TEST_CASE("cisco_nxos: secrets are marked wherever they stand") {
  const std::string text =
      "username a password 5 $5$abcdefgh$ijkl role network-admin\n"
      "tacacs-server key 7 \"QUOTED KEY\"\n"
      "radius-server host 192.0.2.1 key 0 radiuskey1 authentication\n"
      "snmp-server user u g auth md5 0xaaa1 priv aes-128 0xbbb2 localizedkey\n"
      "snmp-server host 192.0.2.2 traps version 2c trapcomm\n"
      "ntp authentication-key 1 md5 ntpkey77 7\n"
      "router bgp 1\n  neighbor 192.0.2.3\n    password 3 bgpsecret3\n"
      "interface Vlan1\n  ip ospf authentication-key 7 ospfkey44\n  hsrp 1\n    authentication text hsrpkey5\n";
  CHECK(secrets(read(text), text) ==
        "$5$abcdefgh$ijkl\nQUOTED "
        "KEY\nradiuskey1\n0xaaa1\n0xbbb2\ntrapcomm\nntpkey77\nbgpsecret3\nospfkey44\nhsrpkey5\n");
}

TEST_CASE("cisco_nxos: a masked secret is unknown") {
  const auto reading = read("username a password 5 <removed>  role network-admin\n");
  CHECK(reading.device.users.at(0).password.state == model::State::unknown);
  CHECK(reading.device.users.at(0).role.value == "network-admin");
}

TEST_CASE("cisco_nxos: what a neighbour inherits counts, and what is not there opens it") {
  const auto reading = read(
      "router bgp 65000\n  template peer-session S\n    password 3 abcdef12\n  template peer P\n    inherit "
      "peer-session S\n"
      "  neighbor 192.0.2.1\n    inherit peer P\n  neighbor 192.0.2.2\n    inherit peer GONE\n"
      "  neighbor 192.0.2.3\n    inherit peer LOOP\n  template peer LOOP\n    inherit peer LOOP\n");
  REQUIRE(reading.device.neighbors.size() == 3);
  CHECK(reading.device.neighbors[0].authenticated.value);
  CHECK_FALSE(reading.device.neighbors[0].open);
  CHECK(reading.device.neighbors[1].open);
  CHECK(reading.device.neighbors[2].open);
}

TEST_CASE("cisco_nxos: line ends of Windows, NULs and a missing final newline change nothing") {
  const std::string unix_text =
      "version 9.3(8)\nusername a password 0 pw role network-admin\nline vty\n  exec-timeout 5";
  std::string windows;
  for (const char c : unix_text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const auto& reading : {read(unix_text), read(windows)}) {
    CHECK(reading.device.users.at(0).role.value == "network-admin");
    CHECK(reading.device.terminal_lines.at(0).exec_timeout.value == 300);
    CHECK(reading.device.openings.empty());
  }
  const auto nul = read(std::string("username a\0b password 0 pw\n", 27));
  CHECK(nul.device.users.size() == 1);
}

TEST_CASE("cisco_nxos: lines that no rule asks for do not hide what one does") {
  CHECK(read("vtp domain campus\nvtp password cisco\n").is_open(Domain::users));
  CHECK(read("scheduler aaa-authentication username bob password 7 070c285f4d06\n").is_open(Domain::users));
  CHECK(read("ip msdp password 192.0.2.1 3 abcdef12\n").is_open(Domain::users));
  CHECK(read("hsrp anycast bundle 1 ipv4\n").is_open(Domain::redundancy));
  CHECK(read("service mystery\n").is_open(Domain::management));
  CHECK(read("system mystery\n").is_open(Domain::interfaces));
  CHECK(read("vtp domain campus\nsystem jumbomtu 9216\nsystem default switchport shutdown\nhsrp timers msec 250 750\n"
             "userpassphrase default-lifetime 90\nservice password-recovery\n")
            .device.openings.empty());
  CHECK(read("vtp password cisco\n").states() == "k");
}

TEST_CASE("cisco_nxos: checks of sources that the whole device switches off are off") {
  const auto checked = [](const std::string& line) {
    return read(line + "interface Ethernet1/1\n  ip verify unicast source reachable-via rx\n")
        .device.interfaces.at(0)
        .unicast_rpf;
  };
  CHECK(checked("").value);
  CHECK(checked("no system urpf disable\n").value);
  CHECK_FALSE(checked("system urpf disable\n").value);
  CHECK(checked("system urpf mystery\n").state == model::State::unknown);
}
