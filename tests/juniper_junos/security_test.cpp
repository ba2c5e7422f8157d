#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

/// The rules of a policy from untrust to trust with that match and `then permit`, a line each.
std::string rules(const std::string& match, const std::string& more = "") {
  std::string all;
  const auto reading = read_as("juniper_junos", more + "security { policies { from-zone untrust to-zone trust { policy P { match { " + match +
                                                    " } then { permit; } } } } }\n");
  for (const auto& filter : reading.device.filters)
    for (const auto& r : filter.rules)
      all += r.name + ": " + r.source + " > " + r.destination + ' ' + r.protocol + ' ' + r.source_port + ' ' + r.destination_port +
             (r.other_conditions ? " narrowed" : "") + (r.opaque ? " opaque" : "") + '\n';
  return all;
}

const std::string ends = "source-address any; destination-address any; ";

}  // namespace

TEST_CASE("juniper_junos: a policy tells protocols and ports of its applications, and never guesses") {
  CHECK(rules(ends + "application any;") == "untrust trust P: any > any any any any\n");
  CHECK(rules(ends + "application [ junos-ssh junos-https ];") == "untrust trust P: any > any tcp any 22,443\n");
  CHECK(rules(ends + "application [ junos-ssh junos-tcp-any ];") == "untrust trust P: any > any tcp any any\n");
  CHECK(rules(ends + "application junos-ms-rpc;") == "untrust trust P: any > any any any any narrowed\n");
  CHECK(rules(ends + "application junos-ping;") == "untrust trust P: any > any icmp any any narrowed\n");
  CHECK(rules(ends + "application MISSING;") == "untrust trust P: any > any any any any opaque\n");
  CHECK(rules(ends) == "untrust trust P: any > any any any any opaque\n");
  CHECK(rules("source-address NOWHERE; destination-address any; application any;") == "untrust trust P: any > any any any any opaque\n");
  CHECK(rules(ends + "application any; source-address-excluded;") == "untrust trust P: any > any any any any opaque\n");
}

TEST_CASE("juniper_junos: an application that its user defines counts before a built-in one; one that is not understood is told") {
  const std::string own = "applications { application junos-ssh { protocol udp; destination-port 9; } application ODD { frobnicate 3; } }\n";
  CHECK(rules(ends + "application junos-ssh;", own) == "untrust trust P: any > any udp any 9\n");
  CHECK(rules(ends + "application ODD;", own) == "untrust trust P: any > any any any any opaque\n");
  const auto reading = read_as("juniper_junos", own);
  CHECK(reading.is_open(Domain::filters));
  CHECK(reading.diagnostics() == "1:88: expected the protocol and ports of an application, got 'ODD'\n");
}

TEST_CASE("juniper_junos: a name means the address of the zone's own book before that of the global one") {
  const std::string books =
      "security { address-book { global { address A 192.0.2.1/32; address-set S { address A; } } B { address A 10.0.0.0/8; attach { zone untrust; } } } }\n";
  CHECK(rules("source-address A; destination-address A; application any;", books) == "untrust trust P: 10.0.0.0/8 > 192.0.2.1/32 any any any\n");
  CHECK(rules("source-address S; destination-address any; application any;", books) == "untrust trust P: group S > any any any any\n");
}

TEST_CASE("juniper_junos: what answers on an interface is what its zone says, unless it says it itself") {
  const auto services = [](const std::string& zone) {
    const auto reading = read_as("juniper_junos", "interfaces { ge-0/0/0 { unit 0 { family inet; } } }\nsecurity { zones { security-zone z { " + zone + " } } }\n");
    for (const auto& each : reading.device.interfaces)
      if (each.name.value == "ge-0/0/0.0") return each.management.value;
    return std::vector<std::string>{"none"};
  };
  const std::string zone = "host-inbound-traffic { system-services { ssh; } } ";
  CHECK(services(zone + "interfaces { ge-0/0/0.0; }") == std::vector<std::string>{"ssh"});
  CHECK(services(zone + "interfaces { ge-0/0/0.0 { host-inbound-traffic { protocols { bgp; } } } }") == std::vector<std::string>{"bgp"});
  CHECK(services("interfaces { ge-0/0/0.0; }").empty());
  const auto all = services("interfaces { all; } host-inbound-traffic { system-services { all; telnet { except; } } }");
  CHECK(std::ranges::count(all, "ssh") == 1);
  CHECK(std::ranges::count(all, "telnet") == 0);
}

TEST_CASE("juniper_junos: a stored secret alone on a line is an unknown line, hidden, and nobody's key") {
  const std::string text = "set \nset $9$7YdwgGDkTz6oJz69A1INdb";
  const auto reading = read_as("juniper_junos", text);
  CHECK(reading.device.credentials.empty());
  CHECK(reading.is_open(Domain::users));
  CHECK(test::hidden(reading, text).find("$9$") == std::string::npos);
}

TEST_CASE("juniper_junos: a secret that no part reads is a credential all the same, and hidden") {
  const std::string text = "set protocols msdp peer 192.0.2.1 authentication-key \"$9$7YdwgGDkTz6oJz69A1INdb\"\n";
  const auto reading = read_as("juniper_junos", text);
  REQUIRE(reading.device.credentials.size() == 1);
  CHECK(reading.device.credentials[0].kind.value == "msdp");
  CHECK(reading.device.credentials[0].value.value.format == "juniper-9");
  CHECK(test::hidden(reading, text).find("7Ydw") == std::string::npos);
  CHECK(read_as("juniper_junos", "set groups unused protocols msdp authentication-key \"$9$7YdwgGDkTz6oJz69A1INdb\"\n").device.credentials.empty());
}

TEST_CASE("juniper_junos: a range of interfaces gives its members what stands in it; a star is left to the device") {
  const auto names = [](const std::string& members) {
    std::string all;
    for (const auto& each : read_as("juniper_junos", "interfaces { interface-range R { " + members + " disable; } }\n").device.interfaces)
      all += each.name.value + (each.enabled.value ? " on," : " off,");
    return all;
  };
  CHECK(names("member ge-0/0/7;") == "ge-0/0/7 off,");
  CHECK(names("member \"xe-0/0/[0,3-4]\";") == "xe-0/0/0 off,xe-0/0/3 off,xe-0/0/4 off,");
  CHECK(names("member-range et-0/0/1 to et-0/0/2;") == "et-0/0/1 off,et-0/0/2 off,");
  const auto star = read_as("juniper_junos", "set interfaces interface-range R member \"ge-0/0/*\"\nset interfaces interface-range R disable\n");
  CHECK(star.is_open(Domain::interfaces));
  CHECK(star.states() == "ku");
}

TEST_CASE("juniper_junos: a logical system speaks about itself alone") {
  const auto reading = read_as("juniper_junos",
                               "set logical-systems L policy-options prefix-list P 192.0.2.0/24\nset policy-options prefix-list P 10.0.0.0/8\n"
                               "set logical-systems L firewall family inet filter F term t from source-prefix-list P\nset logical-systems L frobnicate\n");
  REQUIRE(reading.device.filters.size() == 1);
  CHECK(reading.device.filters[0].context == "L");
  CHECK(reading.device.filters[0].rules[0].source == "192.0.2.0/24");
  CHECK(reading.states() == "uuu?");
  CHECK(reading.is_open(Domain::filters));
}

TEST_CASE("juniper_junos: sets of sets, exceptions and ranges without end are harmless") {
  std::string text = "set security policies from-zone a to-zone b policy p match application s0\nset security policies from-zone a to-zone b policy p match source-address s0\n";
  for (int i = 0; i < 2000; ++i) {
    const std::string here = std::to_string(i), next = std::to_string((i + 1) % 2000);
    text += "set applications application-set s" + here + " application-set s" + next + "\nset security address-book global address-set s" + here +
            " address-set s" + next + "\n";
    text += "set firewall family inet filter f term t from source-address 10." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ".1/32 except\n";
  }
  text += "set firewall family inet filter f term t from source-address 0.0.0.0/0\nset interfaces interface-range R member \"ge-[0-99999]/[0-99999]\"\n";
  text += "set interfaces interface-range Q member-range ge-0/0/0 to ge-0/0/4294967295\n";
  const auto reading = read_as("juniper_junos", text);
  CHECK(reading.device.filters.size() == 2);
  CHECK(reading.is_open(Domain::filters));
}

TEST_CASE("juniper_junos: a word that is not known inside a routing protocol is not understood") {
  const auto opens = [](const std::string& protocols) {
    return read_as("juniper_junos", "protocols { " + protocols + " }\n").device.open_domains().contains(Domain::routing);
  };
  CHECK_FALSE(opens("bgp { group g { type external; neighbor 192.0.2.1 { peer-as 1; } } }"));
  CHECK(opens("bgp { group g { peer-auto-discovery; neighbor 192.0.2.1; } }"));
  CHECK(opens("bgp { group g { neighbor 192.0.2.1 { frobnicate; } } }"));
  CHECK(opens("bgp { frobnicate; }"));
  CHECK_FALSE(opens("ospf { area 0 { interface ge-0/0/0.0 { metric 5; } stub; } }"));
  CHECK(opens("ospf { area 0 { interface ge-0/0/0.0 { frobnicate; } } }"));
  CHECK(opens("ospf { area 0 { frobnicate; } }"));
  CHECK(opens("ospf3 { realm ipv4-unicast { area 0 { interface ge-0/0/0.0; } } }"));
  CHECK_FALSE(opens("isis { interface ge-0/0/0.0 { level 2 metric 5; } level 1 disable; }"));
  CHECK(opens("isis { interface ge-0/0/0.0 { level 2 frobnicate 5; } }"));
  CHECK(opens("isis { frobnicate; }"));
  CHECK_FALSE(opens("rip { group g { neighbor ge-0/0/0.0 { metric-in 2; } } }"));
  CHECK(opens("rip { group g { neighbor ge-0/0/0.0 { frobnicate; } } }"));
}

TEST_CASE("juniper_junos: a loose check of keys authenticates nobody") {
  const std::string keyed = "level 2 { authentication-key \"$9$abc\"; authentication-type md5; } interface ge-0/0/0.0 { level 1 disable; }";
  const auto authenticated = [](const std::string& isis) {
    return read_as("juniper_junos", "protocols { isis { " + isis + " } }\n").device.neighbors.at(0).authenticated.value;
  };
  CHECK(authenticated(keyed));
  CHECK_FALSE(authenticated("loose-authentication-check; " + keyed));
}

TEST_CASE("juniper_junos: a schedule narrows a policy, and leaves one about everything in doubt") {
  const auto scheduled = [](const std::string& application) {
    const auto reading = read_as("juniper_junos", "security { policies { from-zone a to-zone b { policy P { match { " + ends + "application " +
                                                      application + "; } then { permit; } scheduler-name S; } } } }\n");
    return reading.device.filters.at(0).rules.at(0);
  };
  CHECK(scheduled("any").opaque);
  CHECK(scheduled("junos-ssh").other_conditions);
  CHECK_FALSE(scheduled("junos-ssh").opaque);
}

TEST_CASE("juniper_junos: a secret where a word of the language should stand names nothing") {
  const auto reading = read_as("juniper_junos", "set system \"$9$first\" secret \"$9$second\"\n");
  REQUIRE_FALSE(reading.device.credentials.empty());
  for (const auto& credential : reading.device.credentials) {
    CHECK(credential.kind.value == "other");
    CHECK_FALSE(credential.name.value.contains("$9$"));
  }
}
