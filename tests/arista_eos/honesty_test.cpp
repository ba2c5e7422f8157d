#include <catch2/catch.hpp>
#include <string>

#include "arista_eos/read.hpp"
#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::eos_named;
using test::read_as;
using test::Reading;

namespace {

Reading eos(std::string_view text) { return read_as("arista_eos", text); }

}  // namespace

TEST_CASE("arista_eos: text in banners, comments, descriptions, remarks and scripts configures nothing") {
  const Reading read =
      eos("banner motd\nusername evil privilege 15 nopassword\nmanagement telnet\n   no shutdown\nEOF\n"
          "interface Ethernet1\n   description username evil2 nopassword\n   !! username evil3 nopassword\n"
          "ip access-list A\n   10 remark permit ip any any\n"
          "event-handler boot\n   trigger on-boot\n   action bash\n   username evil4 nopassword\n   EOF\n"
          "! username evil5 nopassword\n"
          "username admin secret 0 x\nhostname after\n");
  CHECK(read.device.users.size() == 1);
  CHECK_FALSE(eos_named(read.device.services, "telnet")->enabled.value);
  CHECK(read.device.filters.at(0).rules.empty());
  CHECK(read.device.hostname.value == "after");
  CHECK(read.device.open_domains() == (Domain::management | Domain::users));
}

TEST_CASE("arista_eos: a banner without its end hides nothing that follows") {
  const Reading read = eos("banner login\nusername evil privilege 15 nopassword\nhostname h\n");
  CHECK(eos_named(read.device.users, "evil") != nullptr);
  CHECK(read.device.hostname.value == "h");
  CHECK(read.diagnostics() == "1:13: expected a text and a line EOF, got ''\n");
}

TEST_CASE("arista_eos: the factory's account is there until a line says otherwise") {
  const Reading factory = eos("hostname h\n");
  REQUIRE(factory.device.users.size() == 1);
  CHECK(factory.device.users[0].password.state == State::defaulted);
  CHECK(factory.device.users[0].password.value.format == "none");
  CHECK(eos("no username admin\n").device.users.empty());
  CHECK(eos("username admin secret sha512 $6$a$b\n").device.users.size() == 1);
  CHECK(eos("username admin secret sha512 $6$a$b\nno username admin\n").device.users.empty());
}

TEST_CASE("arista_eos: a removal, a later line and a second user all count") {
  CHECK(eos("username a nopassword\nno username a\n").device.users.size() == 1);
  CHECK(eos("username a privilege 1 nopassword\nusername a privilege 15 nopassword\n")
            .device.users.back()
            .privilege.value == 15);
  const std::string on = "management telnet\n   no shutdown\n";
  CHECK(eos_named(eos(on).device.services, "telnet")->enabled.value);
  CHECK_FALSE(eos_named(eos(on + "   shutdown\n").device.services, "telnet")->enabled.value);
  CHECK(eos("logging host 192.0.2.1\nno logging host 192.0.2.1\n").device.logging.targets.empty());
  CHECK(eos("router bgp 1\n   neighbor 192.0.2.1 remote-as 2\n   no neighbor 192.0.2.1\n").device.neighbors.empty());
}

TEST_CASE("arista_eos: Telnet that is on in one VRF alone is on") {
  const Reading read = eos("management telnet\n   shutdown\n   vrf MGMT\n      no shutdown\n");
  CHECK(eos_named(read.device.services, "telnet")->enabled.value);
  CHECK(eos_named(read.device.terminal_lines, "vty telnet vrf MGMT") != nullptr);
}

TEST_CASE("arista_eos: SSH is limited only if each way in is") {
  const auto filter = [](const std::string& text) { return eos_named(eos(text).device.services, "ssh")->filter; };
  CHECK(filter("management ssh\n   ip access-group A in\n").value == "ip A");
  CHECK(filter("management ssh\n   ip access-group A in\n   vrf M\n      no shutdown\n").state == State::absent);
  CHECK(filter("management ssh\n   ip access-group A in\n   ip access-group B vrf M in\n   vrf M\n      no shutdown\n")
            .state == State::unknown);
  CHECK(filter("management ssh\n   ip access-group A vrf M in\n").state == State::absent);
}

TEST_CASE("arista_eos: abbreviated keywords are not guessed: they open everything") {
  for (const std::string line : {"user evil privilege 15", "manag ssh", "int Ethernet1", "snmp-serv community x"}) {
    INFO(line);
    const Reading read = eos(line + "\n");
    CHECK(read.states() == "?");
    CHECK(read.device.open_domains() == Domains::all());
  }
}

TEST_CASE("arista_eos: what is not understood says where, and opens what it can affect") {
  CHECK(eos("username a secret\n").diagnostics() == "1:18: expected a password, got ''\n");
  CHECK(eos("ntp server 192.0.2.1 key x\n").diagnostics() == "1:26: expected the number of a key, got '(hidden)'\n");
  CHECK(eos("interface Ethernet1\n   ip address 192.0.2.1\n").diagnostics() ==
        "2:15: expected an IPv4 address with its mask, got '192.0.2.1'\n");
  const Reading users = eos("username a mystery\n");
  CHECK(users.is_open(Domain::users));
  CHECK_FALSE(users.is_open(Domain::filters));
  const Reading entry = eos("ip access-list A\n   10 permit tcp any any eq mystery\n   20 deny ip any any\n");
  CHECK(entry.device.open_domains() == Domains());
  CHECK(entry.device.filters.at(0).rules.at(0).opaque);
  CHECK_FALSE(entry.device.filters.at(0).rules.at(1).opaque);
  CHECK(entry.diagnostics() == "2:29: expected a port, got 'mystery'\n");
}

TEST_CASE("arista_eos: a filter of another address family says nothing about unicast routes") {
  const Reading read =
      eos("router bgp 1\n   neighbor 192.0.2.1 remote-as 2\n   address-family evpn\n      neighbor 192.0.2.1 route-map "
          "R in\n");
  CHECK(read.device.neighbors.at(0).filter_in.state == State::unknown);
  CHECK(read.device.neighbors.at(0).filter_out.state == State::absent);
}

TEST_CASE("arista_eos: secrets are marked wherever they stand") {
  const std::string text =
      "username a secret 0 hunter2\nenable password sha512 $6$salt$hash\nboot secret 5 $1$salt$hash\naaa root secret 0 "
      "rootpw\n"
      "snmp-server community blue42 ro\nsnmp-server host 192.0.2.1 version 2c trapcomm\n"
      "snmp-server user u g v3 auth sha authkey priv aes privkey\n"
      "tacacs-server host 192.0.2.2 key 7 070E234F1F\nradius-server key 0 radkey\nntp authentication-key 1 md5 ntpkey\n"
      "interface Ethernet1\n   ip ospf message-digest-key 1 md5 7 ospfkey\n   isis authentication key 7 isiskey\n"
      "   vrrp 1 authentication text vrrpkey\nrouter bgp 1\n   neighbor 192.0.2.3 password 7 bgpkey==\n"
      "ip security\n   profile P\n      shared-key 7 ipseckey\n"
      "daemon TerminAttr\n   exec /usr/bin/TerminAttr -cvauth=key,cvkey -taillogs\n";
  const Reading read = eos(text);
  const std::string shown = test::hidden(read, text);
  for (const std::string secret :
       {"hunter2", "$6$salt", "$1$salt", "rootpw", "blue42", "trapcomm", "authkey", "privkey", "070E23", "radkey",
        "ntpkey", "ospfkey", "isiskey", "vrrpkey", "bgpkey", "ipseckey", "cvkey"}) {
    INFO(secret);
    CHECK(shown.find(secret) == std::string::npos);
  }
  CHECK(read.device.open_domains() == Domains());
}

TEST_CASE("arista_eos: a masked secret is unknown") {
  CHECK(eos("username a secret sha512 <removed>\n").device.users.back().password.state == State::unknown);
  CHECK(eos("snmp-server community <removed> ro\n").device.snmp_communities.at(0).value.state == State::unknown);
}

TEST_CASE("arista_eos: line ends, a missing last one, NULs and cut files") {
  const std::string text = test::fixture("arista_eos/interfaces.cfg");
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(eos(crlf).device.interfaces.size() == eos(text).device.interfaces.size());
  CHECK(eos(crlf).states() == eos(text).states());
  for (std::size_t cut = 0; cut < text.size(); cut += 7) (void)eos(text.substr(0, cut));
  CHECK(eos(std::string("hostname a\0b\n", 13)).device.hostname.known());
  CHECK(eos(std::string(1000, '\0')).device.open_domains() == Domains::all());
}

TEST_CASE("arista_eos: hostile nesting and texts without end cost no more than their size") {
  std::string deep;
  for (std::size_t i = 0; i < 2000; ++i) deep += std::string(i, ' ') + "interface Ethernet1\n";
  CHECK(eos(deep).result.lines.size() == 2000);
  std::string banners;
  for (int i = 0; i < 20000; ++i) banners += "banner login\n";
  CHECK(eos(banners).result.lines.size() == 20000);
}

TEST_CASE("arista_eos: beside a line about OSPF's authentication that is not understood, nothing of it is sure") {
  const auto neighbor = [](const std::string& lines) {
    return eos("interface Ethernet1\n   no switchport\n   ip address 192.0.2.1/24\n   ip ospf area 0.0.0.0\n" + lines +
               "router ospf 1\n")
        .device.neighbors.at(0);
  };
  const std::string works = "   ip ospf authentication message-digest\n   ip ospf message-digest-key 1 md5 7 key\n";
  CHECK(neighbor(works).authenticated.value);
  for (const std::string line : {"   ip ospf authentication mystery\n", "   ip ospf message-digest-key x md5 7 key\n",
                                 "   ip ospf authentication null area\n", "   ip ospf authentication-mode x\n"})
    for (const std::string& lines : {works + line, line + works}) {
      INFO(lines);
      CHECK(neighbor(lines).open);
      CHECK(neighbor(lines).authenticated.state == State::unknown);
    }
}

TEST_CASE("arista_eos: OSPFv3 that is not understood is not told from OSPFv2, nor forgotten") {
  const std::string process = "router ospfv3\n   router-id 192.0.2.1\n";
  const auto port = [&](const std::string& lines, const std::string& more) {
    return eos("interface Ethernet1\n   ip ospf authentication\n   ip ospf authentication-key 7 0110100A4852\n" +
               lines + more);
  };
  const std::string area = "   ospfv3 ipv6 area 0\n";
  CHECK(port(area, process).device.neighbors.at(0).authenticated.state == State::defaulted);
  CHECK(port(area + "   ospfv3 authentication none\n", process).device.neighbors.at(0).authenticated.state ==
        State::unknown);
  CHECK(port(area + "   no ospfv3 ipv6 area 0\n", process).device.neighbors.empty());
  CHECK(port(area, process + "   shutdown\n").device.neighbors.empty());
  CHECK(
      port(area,
           process + "   passive-interface default\n   !\n   address-family ipv6\n      no passive-interface default\n")
          .device.neighbors.size() == 1);
  CHECK(port(area, process + "   passive-interface Ethernet1\n").device.neighbors.empty());
  CHECK(port(area, process + "   area 0 virtual-link 192.0.2.9\n").is_open(Domain::routing));
  CHECK(port(area, process + "   area 0 authentication mystery\n").is_open(Domain::routing));
  CHECK(port(area, process + "   address-family mystery\n").is_open(Domain::routing));
  CHECK(port("   ospfv3 mystery\n", process).is_open(Domain::routing));
  CHECK(port("   ipv6 ospf 9 area 0\n", process).device.neighbors.empty());
  CHECK(port("   ipv6 ospf 9 area 0\n", "ipv6 router ospf 9\n").device.neighbors.size() == 1);
  std::string many;
  for (int i = 0; i < 70; ++i) many += "ipv6 router ospf " + std::to_string(i) + "\n";
  CHECK(eos(many).is_open(Domain::routing));
}

TEST_CASE("arista_eos: passwords of label switching are secrets that nobody reads") {
  CHECK(
      eos("mpls ldp\n   router-id 192.0.2.1\n   neighbor 192.0.2.2 password 7 0110100A4852\n").is_open(Domain::users));
  CHECK(eos("mpls ldp\n   router-id 192.0.2.1\n   no shutdown\n").device.openings.empty());
  CHECK(eos("mpls ip\n").device.openings.empty());
}
