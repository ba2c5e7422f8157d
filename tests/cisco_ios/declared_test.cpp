#include <catch2/catch.hpp>
#include <string>

#include "cisco_ios/read.hpp"

using namespace muster;
using test::IosRead;
using test::named;

TEST_CASE("cisco_ios: the commands of a macro and the texts of a menu are no configuration") {
  const IosRead read(
      "macro name access\nswitchport mode access\nno ip http server\nusername evil secret 0 x\n@\nhostname after\n"
      "busy-message h ^C\nusername evil3 secret 0 x\n^C\nmenu M title ^C\nusername evil2 secret 0 x\n^C\nusername real secret 0 x\n");
  CHECK(read.device.hostname.value == "after");
  REQUIRE(read.device.users.size() == 1);
  CHECK(read.device.users[0].name.value == "real");
  CHECK(named(read.device.services, "http")->enabled.state == model::State::unknown);
}

TEST_CASE("cisco_ios: a request of a measurement and a text for guests are no configuration") {
  const IosRead read("ip sla 1\n http raw http://192.0.2.1\n  http-raw-request\nGET / HTTP/1.0\nusername evil secret 0 x\n  exit\n"
                     "parameter-map type webauth global\n banner text ^C\nusername evil2 secret 0 x\n^C\nusername real secret 0 x\n");
  REQUIRE(read.device.users.size() == 1);
  CHECK(read.device.users[0].name.value == "real");
  CHECK(IosRead("ip sla 1\n http-raw-request\nusername evil secret 0 x\n").device.users.size() == 1);
}

TEST_CASE("cisco_ios: what polices the control plane, and labels, open nothing; their secrets the accounts") {
  CHECK(IosRead("control-plane\n service-policy input COPP\ncontrol-plane host\n management-interface Gi0 allow ssh\n").device.openings.empty());
  CHECK(IosRead("mpls label protocol ldp\nmpls ldp router-id Loopback0 force\nbfd slow-timers 2000\n").device.openings.empty());
  CHECK(IosRead("privilege exec level 15 show logging\n").device.openings.empty());
  CHECK(IosRead("parser view OPERATOR\n secret 5 x\n").open(Domain::users));
  CHECK(IosRead("mpls ldp neighbor 192.0.2.1 password x\n").open(Domain::users));
  CHECK(IosRead("event manager applet A\n action 1 cli command \"enable\"\n").device.open_domains() == Domains(Domain::users));
  CHECK(named(IosRead("ip sla responder\n").device.services, "sla-responder")->enabled.value);
}

TEST_CASE("cisco_ios: on an interface, secrets leave the accounts open and templates the interface; queues do not") {
  for (const char* const line : {"ip nhrp authentication x", "ip rsvp authentication key x", "cts manual\n  sap pmk 00"}) {
    INFO(line);
    CHECK(IosRead("interface Tunnel0\n " + std::string(line) + "\n").open(Domain::users));
  }
  const IosRead by_template("interface Gi0/1\n source template A\n");
  CHECK(by_template.device.interfaces.at(0).open);
  CHECK(by_template.device.interfaces.at(0).open_domains == (Domain::interfaces | Domain::filters));
  const IosRead queues("interface Tunnel0\n ip nhrp network-id 1\n random-detect\n flow monitor A input\n");
  CHECK_FALSE(queues.device.interfaces.at(0).open);
  CHECK(queues.device.openings.empty());
}

TEST_CASE("cisco_ios: a macro without its end hides nothing that follows") {
  const IosRead cut("macro name access\nusername evil secret 0 x\n");
  CHECK(cut.device.users.size() == 1);
  const IosRead next("macro name one\nusername evil secret 0 x\nmacro name two\nhostname h\n@\n");
  CHECK(next.device.users.size() == 1);
  CHECK_FALSE(next.device.hostname.known());
}

TEST_CASE("cisco_ios: secrets in blocks that matter to no rule otherwise leave the accounts open") {
  for (const char* const text :
       {"dial-peer voice 1 voip\n authentication username a password 7 0822455D0A16\n",
        "voice class tenant 1\n credentials username a password 0 x realm y\n",
        "gateway\n security password 0 x level all\n",
        "voice service voip\n sip\n  authentication username a password 0 x\n", "ip msdp password peer 192.0.2.1 0 x\n",
        "crypto pki trustpoint A\n password 7 0822455D0A16\n", "vtp password x\n", "subscriber service password x\n",
        "cwmp agent\n management server password x\n",
        "crypto map A 10 ipsec-manual\n set session-key inbound ah 300 00\n", "call-home\n mail-server a:b@192.0.2.1\n",
        "dot1x credentials A\n password 0 x\n", "ip dhcp database ftp://a:b@192.0.2.1/x\n",
        "mab request format attribute 2 0 x\n", "sip-ua\n credentials username a password 0 x realm y\n", "parameter-map type umbrella global\n token x\n", "telephony-service\n web admin system name a password b\n"}) {
    INFO(text);
    CHECK(IosRead(text).open(Domain::users));
  }
  for (const char* const text :
       {"dial-peer voice 1 voip\n destination-pattern 9T\n", "voice service voip\n sip\n  registrar server\n",
        "crypto pki trustpoint A\n enrollment selfsigned\n rsakeypair A\n", "vtp mode transparent\n",
        "crypto map A 10 ipsec-isakmp\n set peer 192.0.2.1\n match address A\n",
        "call-home\n profile \"A\"\n  active\n"}) {
    INFO(text);
    CHECK(IosRead(text).device.openings.empty());
  }
}

TEST_CASE("cisco_ios: a crypto map that filters opens the filters, one that encrypts does not") {
  CHECK(IosRead("crypto map A 10 ipsec-isakmp\n set ip access-group B in\n").open(Domain::filters));
  CHECK(IosRead("crypto map A 10 ipsec-isakmp\n mystery\n").open(Domain::filters));
  CHECK_FALSE(IosRead("crypto map A 10 ipsec-isakmp\n set peer 192.0.2.1\n").open(Domain::filters));
}

TEST_CASE("cisco_ios: bootp and pad are on in each release that says which it is, unless a line switches them off") {
  for (const char* const release : {"12.4", "15.7", "16.12", "17.6"}) {
    INFO(release);
    const IosRead read("version " + std::string(release) + "\n");
    CHECK(named(read.device.services, "bootp")->enabled.value);
    CHECK(named(read.device.services, "pad")->enabled.state == model::State::defaulted);
  }
  CHECK(named(IosRead("hostname a\n").device.services, "bootp")->enabled.state == model::State::unknown);
  const IosRead ignored("version 17.6\nip dhcp bootp ignore\nno service pad\n");
  CHECK_FALSE(named(ignored.device.services, "bootp")->enabled.value);
  CHECK(named(ignored.device.services, "bootp")->enabled.state == model::State::configured);
  CHECK(named(IosRead("version 17.6\nip dhcp bootp ignore\nno ip dhcp bootp ignore\n").device.services, "bootp")
            ->enabled.value);
  CHECK(IosRead("ip dhcp bootp\n").open(Domain::management));
}

TEST_CASE("cisco_ios: pages of the web server end with the later of two timeouts") {
  const auto idle = [](const std::string& text) {
    const IosRead read("ip http server\n" + text);
    return named(read.device.services, "http")->idle_timeout.value;
  };
  CHECK(idle("") == 180);
  CHECK(idle("ip http session-idle-timeout 1200\n") == 1200);
  CHECK(idle("ip http timeout-policy idle 300 life 86400 requests 1\nip http session-idle-timeout 60\n") == 300);
  CHECK(idle("ip http session-idle-timeout 1200\nno ip http session-idle-timeout\n") == 180);
}

TEST_CASE("cisco_ios: the gateway of a device that does not route is a static route") {
  const IosRead read("no ip routing\nip default-gateway 10.0.0.254\n");
  CHECK(read.device.openings.empty());
  REQUIRE(read.device.static_routes.size() == 1);
  CHECK(read.device.static_routes[0].prefix.value == "0.0.0.0/0");
  CHECK(read.device.static_routes[0].next_hop.value == "10.0.0.254");
  CHECK(IosRead("ip default-gateway 10.0.0.254\nno ip default-gateway 10.0.0.254\n").device.static_routes.empty());
  CHECK(IosRead("ip default-gateway gateway.example\n").open(Domain::routing));
}
