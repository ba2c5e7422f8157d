#include <catch2/catch.hpp>

#include <string>

#include "references/problems.hpp"
#include "support/shared.hpp"

using namespace muster::grammars;
using namespace muster::test;

TEST_CASE("references: vyos: sets, groups and interfaces, in braces and as commands, of old and new releases") {
  const std::string braces =
      "firewall {\n"
      "    group {\n"
      "        address-group WEB {\n"
      "            address 192.0.2.1\n"
      "            description \"network-group NONE\"\n"
      "        }\n"
      "        network-group OLD {\n"
      "            network 192.0.2.0/24\n"
      "        }\n"
      "    }\n"
      "    name IN {\n"
      "        rule 10 {\n"
      "            action accept\n"
      "            destination {\n"
      "                group {\n"
      "                    address-group !WEB\n"
      "                    port-group GONE\n"
      "                }\n"
      "            }\n"
      "        }\n"
      "    }\n"
      "}\n"
      "interfaces {\n"
      "    ethernet eth0 {\n"
      "        firewall {\n"
      "            in {\n"
      "                name IN\n"
      "            }\n"
      "            local {\n"
      "                name LOCAL\n"
      "            }\n"
      "        }\n"
      "    }\n"
      "}\n";
  CHECK(shown(problems_of("vyos", braces).undefined) == "firewall port-group GONE 17\nfirewall name LOCAL 30\n");
  CHECK(shown(problems_of("vyos", braces).unused) == "firewall network-group OLD 7 8\n");
  const std::string commands =
      "set firewall ipv4 name IN rule 10 action 'jump'\n"
      "set firewall ipv4 name IN rule 10 jump-target 'NOWHERE'\n"
      "set firewall ipv4 forward filter rule 5 jump-target 'IN'\n"
      "set firewall ipv6 name IN6 default-action 'drop'\n"
      "set firewall zone lan from wan firewall name 'IN6'\n"
      "set firewall zone lan interface 'eth1.100'\n"
      "set firewall zone lan interface 'eth9'\n"
      "set firewall zone wan member interface 'pppoe0'\n"
      "set interfaces ethernet eth1 vif 100 address '192.0.2.1/24'\n";
  CHECK(shown(problems_of("vyos", commands).undefined) ==
        "firewall name NOWHERE 2\nfirewall name IN6 5\ninterface eth9 7\n");
  CHECK(shown(problems_of("vyos", commands).unused) == "firewall ipv6-name IN6 4\n");
}

TEST_CASE("references: vyos: route maps and lists of protocols, also those of a VRF") {
  const auto problems = problems_of(
      "vyos",
      "set policy prefix-list OURS rule 5 prefix '192.0.2.0/24'\n"
      "set policy prefix-list6 OURS6 rule 5 prefix '2001:db8::/32'\n"
      "set policy route-map OUT rule 5 match ip address prefix-list 'OURS'\n"
      "set policy route-map OUT rule 5 match ipv6 address prefix-list 'OURS'\n"
      "set policy route-map OLD rule 5 call 'OUT'\n"
      "set protocols bgp 65000 neighbor 192.0.2.9 address-family ipv4-unicast route-map export 'OUT'\n"
      "set protocols bgp 65000 neighbor 192.0.2.9 peer-group 'UP'\n"
      "set vrf name RED protocols bgp peer-group UP remote-as '1'\n"
      "set vrf name RED protocols bgp neighbor 192.0.2.8 peer-group 'UP'\n"
      "set vrf name RED protocols bgp address-family ipv4-unicast redistribute static route-map 'MISSING'\n");
  CHECK(shown(problems.undefined) == "prefix-list6 OURS 4\nbgp peer-group UP 7\nroute-map MISSING 10\n");
  CHECK(shown(problems.unused) == "prefix-list6 OURS6 2\nroute-map OLD 5\n");
}

TEST_CASE("references: vyos: groups of VPN and keys, where a path of a file is no name") {
  const auto problems = problems_of("vyos",
                                    "set vpn ipsec ike-group IKE proposal 1 hash 'sha256'\n"
                                    "set vpn ipsec esp-group ESP proposal 1 hash 'sha256'\n"
                                    "set vpn ipsec site-to-site peer A ike-group 'IKE'\n"
                                    "set vpn ipsec site-to-site peer A tunnel 1 esp-group 'ESP2'\n"
                                    "set interfaces openvpn vtun0 tls certificate 'srv'\n"
                                    "set interfaces openvpn vtun1 tls certificate '/config/auth/srv.crt'\n");
  CHECK(shown(problems.undefined) == "esp-group ESP2 4\npki certificate srv 5\n");
  CHECK(shown(problems.unused) == "esp-group ESP 2\n");
}

TEST_CASE("references: routeros: chains of each menu, address and interface lists") {
  const auto problems = problems_of("mikrotik_routeros",
                                    "/interface list\n"
                                    "add name=WAN\n"
                                    "add name=OLD\n"
                                    "/interface list member\n"
                                    "add interface=ether1 list=WAN\n"
                                    "/ip firewall address-list\n"
                                    "add address=192.0.2.1 list=servers\n"
                                    "add address=192.0.2.2 comment=\"list=none\" list=spare\n"
                                    "/ip firewall filter\n"
                                    "add action=jump chain=input in-interface-list=!WAN jump-target=own\n"
                                    "add action=jump chain=forward jump-target=translate\n"
                                    "add action=accept chain=own dst-address-list=!servers src-address-list=gone\n"
                                    "add action=add-src-to-address-list address-list=seen chain=input\n"
                                    "add action=drop chain=forward src-address-list=seen out-interface-list=LAN\n"
                                    "add action=drop chain=input disabled=yes src-address-list=never\n"
                                    "add action=drop chain=nobody\n"
                                    "/ip firewall nat\n"
                                    "add action=masquerade chain=srcnat out-interface-list=all\n"
                                    "add action=accept chain=translate\n"
                                    "/ipv6 firewall filter add action=drop chain=input src-address-list=servers\n");
  CHECK(shown(problems.undefined) ==
        "filter chain translate 11\naddress list gone 12\ninterface list LAN 14\nipv6 address list servers 20\n");
  CHECK(shown(problems.unused) ==
        "interface list OLD 3\naddress list spare 8\nfilter chain nobody 16\nnat chain translate 19\n");
}

TEST_CASE("references: routeros: filters of routing, profiles, bridges, in lines that go on") {
  const auto problems = problems_of("mikrotik_routeros",
                                    "/routing filter rule\n"
                                    "add chain=in-a rule=\"accept\"\n"
                                    "add chain=in-b rule=\"accept\"\n"
                                    "/routing bgp connection\n"
                                    "add input.filter=in-a name=a \\\n"
                                    "    output.filter-chain=out-a output.network=nets\n"
                                    "/ip ipsec profile\n"
                                    "add name=strong\n"
                                    "set [ find default=yes ] name=default\n"
                                    "/ip ipsec peer\n"
                                    "add name=site profile=default\n"
                                    "/interface bridge\n"
                                    "add name=\"bridge one\"\n"
                                    "/interface bridge port\n"
                                    "add bridge=\"bridge one\" interface=ether2\n"
                                    "add bridge=bridge2 interface=ether3\n");
  CHECK(shown(problems.undefined) == "address list nets 5\nrouting filter chain out-a 5\nbridge bridge2 16\n");
  CHECK(shown(problems.unused) == "routing filter chain in-b 3\nipsec profile strong 8\nipsec peer site 11\n");
}

TEST_CASE("references: vyos and routeros: any bytes are survived, in linear time") {
  for (const std::string_view format : {"vyos", "mikrotik_routeros"}) {
    for (const char c : {'{', '}', '"', '/', '=', '\0', '!', '['})
      CHECK(problems_of(format, std::string(200'000, c)).undefined.empty());
    std::string many = format == "vyos" ? "" : "/ip firewall filter\n";
    for (int i = 0; i < 20'000; ++i)
      many += format == "vyos" ? "set policy route-map M" + std::to_string(i) + " rule 1 call N\n"
                               : "add chain=c" + std::to_string(i) + " action=jump jump-target=n\n";
    CHECK(problems_of(format, many).unused.size() == 20'000);
    CHECK(problems_of(format, many).undefined.size() == 1);
  }
}

TEST_CASE("references: routeros: chains that are asked without being named are used") {
  const auto problems =
      problems_of("mikrotik_routeros", "/routing filter\nadd chain=ospf-in\nadd chain=connected-in\nadd chain=mine\n");
  CHECK(shown(problems.unused) == "routing filter chain mine 4\n");
}

TEST_CASE("references: routeros: templates of BGP, instances and areas of OSPF") {
  const auto problems = problems_of("mikrotik_routeros",
                                    "/routing bgp template\n"
                                    "set default as=65000\n"
                                    "add name=up\n"
                                    "/routing ospf instance\n"
                                    "add name=v2\n"
                                    "/routing ospf area\n"
                                    "add instance=v2 name=zero\n"
                                    "add instance=v3 name=stub\n"
                                    "/routing bgp connection\n"
                                    "add name=a templates=default,down\n"
                                    "/routing ospf interface-template\n"
                                    "add area=zero interfaces=ether1\n");
  CHECK(shown(problems.undefined) == "ospf instance v3 8\nbgp template down 10\n");
  CHECK(shown(problems.unused) == "bgp template up 3\nospf area stub 8\n");
}

TEST_CASE("references: routeros: what comes with the device may be defined all the same, and is used then") {
  const auto problems = problems_of("mikrotik_routeros",
                                    "/routing ospf instance\n"
                                    "add name=default\n"
                                    "/routing ospf area\n"
                                    "add instance=default name=backbone\n"
                                    "/routing ospf interface-template\n"
                                    "add area=backbone interfaces=ether1\n");
  CHECK(shown(problems.undefined).empty());
  CHECK(shown(problems.unused).empty());
}
