#include <catch2/catch.hpp>

#include "cisco_iosxr/read.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const model::ManagementService& service(const Reading& reading, std::string_view name) {
  for (const auto& each : reading.device.services)
    if (each.name.value == name) return each;
  FAIL("no service " << name);
  throw 0;
}
const model::RoutingNeighbor& neighbor(const Reading& reading, std::string_view name) {
  for (const auto& each : reading.device.neighbors)
    if (each.name.value == name) return each;
  FAIL("no neighbour " << name);
  throw 0;
}

}  // namespace

TEST_CASE("cisco_iosxr: text in banners, policies, comments and descriptions configures nothing") {
  const Reading reading = read_config(
      "! telnet vrf default ipv4 server max-servers 5\n"
      "banner motd #\nusername eve\n secret 0 x\ntelnet vrf default ipv4 server max-servers 5\n#\n"
      "route-policy P\n  # interface GigabitEthernet0/0/0/1\nusername mallory\n  pass\nend-policy\n"
      "interface Loopback0\n description shutdown\n!\n");
  CHECK(reading.device.users.empty());
  CHECK_FALSE(service(reading, "telnet").enabled.value);
  REQUIRE(reading.device.interfaces.size() == 1);
  CHECK(reading.device.interfaces[0].enabled.value);
  CHECK(reading.device.open_domains().empty());
}

TEST_CASE("cisco_iosxr: a set or policy without its end hides nothing of what follows") {
  const Reading reading = read_config("route-policy P\n  pass\n!\nusername eve\n group root-lr\n!\nend\n");
  REQUIRE(reading.device.users.size() == 1);
  const Reading next = read_config("prefix-set A\n  10.0.0.0/8,\nprefix-set B\n  10.0.0.0/8\nend-set\nhostname x\n");
  CHECK(next.device.hostname.value == "x");
  const Reading banner = read_config("banner login ~ hello\nusername eve\n group root-lr\n!\n");
  CHECK(banner.device.users.size() == 1);
  CHECK(banner.device.open_domains().contains(Domain::management));
}

TEST_CASE("cisco_iosxr: the no form undoes") {
  const Reading reading = read_config(
      "username a\n group root-lr\n!\nno username a\n"
      "logging 192.0.2.1\nno logging 192.0.2.1\n"
      "ntp\n server 192.0.2.2\n no server 192.0.2.2\n!\n"
      "interface Bundle-Ether1\n ipv4 address 192.0.2.1/24\n no ipv4 address\n no proxy-arp\n!\n"
      "router bgp 1\n neighbor 192.0.2.9\n  remote-as 2\n  password clear geheim\n  no password\n !\n!\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.logging.targets.empty());
  CHECK(reading.device.ntp_servers.empty());
  CHECK(reading.device.interfaces[0].addresses.state == model::State::absent);
  CHECK_FALSE(neighbor(reading, "bgp 192.0.2.9").authenticated.value);
  CHECK(reading.device.credentials.empty());
}

TEST_CASE("cisco_iosxr: secrets in all their forms are marked, masked ones are unknown") {
  const Reading reading = read_config(
      "username a\n secret 10 $6$salt$hash\n password 7 0822455D0A16\n!\n"
      "username b\n secret 5 <removed>\n!\n"
      "snmp-server community geheim RW\n"
      "snmp-server vrf V\n host 192.0.2.1 traps version 2c clear geheim2\n!\n"
      "tacacs-server host 192.0.2.1\n key 7 0011223344\n!\n"
      "key chain K\n key 1\n  key-string password 99AABB\n !\n!\n"
      "router isis X\n interface Bundle-Ether1\n  hello-password text clear geheim3\n !\n!\n"
      "confdConfig encryptedStrings DES3CBC key1 0123\n");
  CHECK(reading.secrets() ==
        "$6$salt$hash\n0822455D0A16\n<removed>\ngeheim\ngeheim2\n0011223344\n99AABB\ngeheim3\nencryptedStrings DES3CBC key1 0123\n");
  CHECK(reading.device.users[0].password.value.format == "cisco-7");
  CHECK(reading.device.users[1].password.state == model::State::unknown);
}

TEST_CASE("cisco_iosxr: diagnostics name the place and what was expected") {
  const Reading reading = read_config(
      "interface Bundle-Ether1\n ipv4 address 192.0.2.1 255.0.255.0\n!\n"
      "ipv4 access-list A\n 10 permit tcp any any eq nonsense\n!\n"
      "router static\n address-family ipv4 unicast\n  nonsense 192.0.2.1\n !\n!\n"
      "logging trap loud\n"
      "line default\n exec-timeout soon\n!\n");
  CHECK(reading.diagnostics() ==
        "2:15: expected an IPv4 address and a mask, got '192.0.2.1'\n"
        "5:27: expected a port, got 'nonsense'\n"
        "9:3: expected a prefix, got 'nonsense'\n"
        "12:14: expected a severity, got 'loud'\n"
        "14:15: expected minutes, got 'soon'\n");
}

TEST_CASE("cisco_iosxr: what is not understood opens its object, an unknown statement everything") {
  const Reading reading = read_config("interface Bundle-Ether1\n nonsense\n!\nrouter bgp 1\n neighbor 192.0.2.1\n  nonsense\n !\n!\n");
  CHECK(reading.device.interfaces[0].open);
  CHECK(neighbor(reading, "bgp 192.0.2.1").open);
  CHECK_FALSE(reading.device.open_domains().contains(Domain::filters));
  CHECK_FALSE(reading.device.open_domains().contains(Domain::routing));
  const Reading unknown = read_config("nonsense\n");
  CHECK(unknown.device.open_domains() == Domains::all());
}

TEST_CASE("cisco_iosxr: a neighbour has what its groups have, nearest first") {
  const Reading reading = read_config(
      "key chain K\n!\n"
      "router bgp 64500\n"
      " af-group AF address-family ipv4 unicast\n  maximum-prefix 100\n  route-policy OUTER in\n !\n"
      " session-group S\n  ttl-security\n  keychain K\n !\n"
      " neighbor-group G\n  use session-group S\n  remote-as 64501\n  address-family ipv4 unicast\n   use af-group AF\n  !\n !\n"
      " neighbor 192.0.2.1\n  use neighbor-group G\n  address-family ipv4 unicast\n   route-policy NEAR in\n  !\n !\n"
      " neighbor 192.0.2.2\n  use neighbor-group G\n  password-disable\n !\n"
      " neighbor 192.0.2.3\n  use neighbor-group MISSING\n  remote-as 5\n !\n"
      "!\n");
  const auto& near = neighbor(reading, "bgp 192.0.2.1");
  CHECK(near.remote_as.value == 64501);
  CHECK(near.authenticated.value);
  CHECK(near.ttl_security.value);
  CHECK(near.filter_in.value == "NEAR");
  CHECK(near.maximum_prefixes.value == 100);
  CHECK(neighbor(reading, "bgp 192.0.2.2").authenticated.state == model::State::unknown);  // the chain may remain
  CHECK(neighbor(reading, "bgp 192.0.2.2").filter_in.value == "OUTER");
  CHECK(neighbor(reading, "bgp 192.0.2.3").open);
}

TEST_CASE("cisco_iosxr: groups that use each other come to an end") {
  std::string text = "router bgp 1\n";
  for (char a = 'A'; a <= 'P'; ++a) {
    text += std::string(" neighbor-group ") + a + "\n";
    for (char b = 'A'; b <= 'P'; ++b) text += std::string("  use neighbor-group ") + b + "\n";
  }
  text += " neighbor 192.0.2.1\n  use neighbor-group A\n";
  CHECK(neighbor(read_config(text), "bgp 192.0.2.1").open);
}

TEST_CASE("cisco_iosxr: OSPF takes authentication from area and process; a VRF from itself") {
  const Reading reading = read_config(
      "router ospf 1\n message-digest-key 1 md5 encrypted 0822455D0A16\n authentication message-digest\n area 0\n"
      "  interface Bundle-Ether1\n  !\n"
      "  interface Bundle-Ether2\n   authentication null\n  !\n"
      "  interface Bundle-Ether3\n   authentication message-digest keychain MISSING\n  !\n"
      "  interface Bundle-Ether4\n   passive enable\n  !\n !\n"
      " vrf V\n  area 0\n   interface Bundle-Ether5\n   !\n  !\n !\n!\n");
  CHECK(neighbor(reading, "ospf Bundle-Ether1").authenticated.value);
  CHECK_FALSE(neighbor(reading, "ospf Bundle-Ether2").authenticated.value);
  CHECK(neighbor(reading, "ospf Bundle-Ether3").authenticated.state == model::State::unknown);
  CHECK_FALSE(neighbor(reading, "ospf Bundle-Ether5").authenticated.value);
  CHECK(reading.device.neighbors.size() == 4);
}

TEST_CASE("cisco_iosxr: lines come from pools, their settings from templates, the rest from the default template") {
  const Reading reading = read_config(
      "line default\n transport input ssh\n exec-timeout 5 0\n!\nline template T\n exec-timeout 0 0\n!\n"
      "vty-pool default 0 20\nvty-pool x 21 22 line-template T\nvty-pool y 23 24 line-template MISSING\n");
  const auto& lines = reading.device.terminal_lines;
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].name.value == "vty 0 20");
  CHECK(lines[0].exec_timeout.value == 300);
  CHECK(lines[1].exec_timeout.value == 0);
  CHECK(lines[1].transport_input.value == std::vector<std::string>{"ssh"});
  CHECK(lines[2].exec_timeout.state == model::State::unknown);
  CHECK(lines[3].name.value == "console 0");
}

TEST_CASE("cisco_iosxr: SSH is filtered only if each VRF that it answers in is") {
  CHECK(service(read_config("ssh server vrf A ipv4 access-list L\n"), "ssh").filter.value == "ip L");
  const Reading half = read_config("ssh server vrf A ipv4 access-list L\nssh server vrf B\n");
  CHECK(service(half, "ssh").filter.state == model::State::absent);
  CHECK(service(read_config("hostname x\n"), "ssh").enabled.state == model::State::defaulted);
}

TEST_CASE("cisco_iosxr: CRLF, NUL bytes and a missing last line end change nothing") {
  const std::string unix_text = "hostname r1\nroute-policy P\n  pass\nend-policy\nusername a\n group root-lr\n!\ntelnet vrf default ipv4 server max-servers 5";
  std::string dos_text;
  for (const char c : unix_text) dos_text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const std::string& text : {unix_text, dos_text}) {
    const Reading reading = read_config(text);
    CHECK(reading.device.hostname.value == "r1");
    CHECK(reading.device.users.size() == 1);
    CHECK(service(reading, "telnet").enabled.value);
    CHECK(reading.device.open_domains().empty());
    CHECK(grammars::find_format("cisco_iosxr")->write_back(text) == text);
  }
  const std::string with_nul("hostname r1\n\0\nusername a\n", 25);
  CHECK(grammars::find_format("cisco_iosxr")->write_back(with_nul) == with_nul);
  CHECK_FALSE(read_config(with_nul).device.open_domains().empty());
}
