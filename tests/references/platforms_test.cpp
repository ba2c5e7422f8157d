#include <catch2/catch.hpp>

#include <string>

#include "references/problems.hpp"

using namespace muster::grammars;
using namespace muster::test;

TEST_CASE("references: ios: a neighbour with settings and no remote-as is undeclared, and so is a group") {
  const auto problems = problems_of("cisco_ios",
                                    "router bgp 1\n"
                                    " neighbor 192.0.2.1 remote-as 2\n"
                                    " neighbor 192.0.2.1 description neighbor 192.0.2.9\n"
                                    " neighbor 192.0.2.2 shutdown\n"
                                    " neighbor CORE activate\n"
                                    " neighbor EDGE peer-group\n"
                                    " bgp listen range 198.51.100.0/24 peer-group EDGE\n");
  CHECK(shown(problems.undefined) == "undeclared bgp peer 192.0.2.2 4\nundeclared bgp peer-group CORE 5\n");
  CHECK(problems.unused.empty());
}

TEST_CASE("references: ios: what a negated line names is used where the rule says so") {
  const auto problems =
      problems_of("cisco_ios", "router eigrp 5\n no passive-interface Gi0/1\n no distribute-list 7 in\n");
  CHECK(shown(problems.undefined) == "interface GigabitEthernet0/1 2\n");
}

TEST_CASE("references: asa: lists, groups within groups, NAT and policies") {
  const auto problems = problems_of("cisco_asa",
                                    "interface GigabitEthernet0/0\n"
                                    " nameif outside\n"
                                    "object network WEB\n"
                                    " host 192.0.2.80\n"
                                    " description object network OTHER\n"
                                    " nat (inside,outside) static PUBLIC\n"
                                    "object network OLD\n"
                                    " host 192.0.2.81\n"
                                    "object-group network SERVERS\n"
                                    " network-object object WEB\n"
                                    " group-object MORE\n"
                                    "access-list IN remark object-group NONE\n"
                                    "access-list IN extended permit tcp any object-group SERVERS eq 443\n"
                                    "access-list IN extended permit object-group WEB-SERVICES any any\n"
                                    "access-group IN in interface outside\n"
                                    "service-policy MISSING global\n");
  CHECK(shown(problems.undefined) ==
        "object network PUBLIC 6\nobject-group network MORE 11\nobject-group service WEB-SERVICES 14\n"
        "policy-map MISSING 16\n");
  CHECK(shown(problems.unused) == "object network OLD 7 8\n");
}

TEST_CASE("references: junos: both forms say the same, and what is deactivated says nothing") {
  const std::string braces =
      "policy-options {\n"
      "    policy-statement OUT {\n"
      "        term a {\n"
      "            from prefix-list [ OURS THEIRS ];\n"
      "        }\n"
      "    }\n"
      "    prefix-list OURS { 192.0.2.0/24; }\n"
      "}\n"
      "protocols { bgp { group x { export [ OUT GONE ]; inactive: import OFF; description IN; } } }\n";
  const std::string commands =
      "set policy-options policy-statement OUT term a from prefix-list OURS\n"
      "set policy-options policy-statement OUT term a from prefix-list THEIRS\n"
      "set policy-options prefix-list OURS 192.0.2.0/24\n"
      "set protocols bgp group x export OUT\n"
      "set protocols bgp group x export GONE\n"
      "set protocols bgp group x description IN\n";
  CHECK(shown(problems_of("juniper_junos", braces).undefined) == "prefix-list THEIRS 4\npolicy-statement GONE 9\n");
  CHECK(shown(problems_of("juniper_junos", commands).undefined) == "prefix-list THEIRS 2\npolicy-statement GONE 5\n");
  CHECK(problems_of("juniper_junos", braces).unused.empty());
}

TEST_CASE("references: fortios: names in quotes, what comes with the device, virtual domains") {
  const auto problems = problems_of("fortinet_fortios",
                                    "config vdom\n"
                                    "edit A\n"
                                    "config firewall address\n"
                                    "    edit \"web servers\"\n"
                                    "    next\n"
                                    "end\n"
                                    "config firewall policy\n"
                                    "    edit 1\n"
                                    "        set srcaddr \"all\" \"web servers\" \"gone\"\n"
                                    "        set service \"HTTPS\"\n"
                                    "        set schedule \"always\"\n"
                                    "        set comments \"set dstaddr none\"\n"
                                    "    next\n"
                                    "end\n"
                                    "next\n"
                                    "edit B\n"
                                    "config firewall address\n"
                                    "    edit \"web servers\"\n"
                                    "    next\n"
                                    "end\n"
                                    "next\n"
                                    "end\n");
  CHECK(shown(problems.undefined) == "address or addrgrp gone~A 9\n");
  CHECK(shown(problems.unused) == "address web servers~B 18\n");
}

TEST_CASE("references: panos: a virtual system looks in itself, then in what is shared") {
  const auto problems = problems_of("paloalto_panos",
                                    "set shared address A ip-netmask 192.0.2.1\n"
                                    "set vsys vsys2 address B ip-netmask 192.0.2.2\n"
                                    "set vsys vsys2 rulebase security rules r source [ A C 192.0.2.3 any ]\n"
                                    "set vsys vsys2 rulebase security rules r to wan\n"
                                    "set vsys vsys2 rulebase security rules r application ssl\n"
                                    "set vsys vsys3 zone wan network layer3 [ ]\n");
  CHECK(shown(problems.undefined) == "address-like C 3\nzone wan~vsys2 4\n");
  CHECK(shown(problems.unused) == "address B~vsys2 2\nzone wan~vsys3 6\n");
}

TEST_CASE("references: bigip: members without their ports, and what comes with the device") {
  const auto problems = problems_of("f5_bigip",
                                    "ltm node /Common/web1 {\n    address 192.0.2.1\n}\n"
                                    "ltm pool /Common/web {\n"
                                    "    members {\n"
                                    "        /Common/web1:80 {\n            address 192.0.2.1\n        }\n"
                                    "        /Common/web2:80 {\n            address 192.0.2.2\n        }\n"
                                    "    }\n"
                                    "    monitor /Common/http and /Common/mine\n"
                                    "}\n"
                                    "ltm virtual /Common/v {\n"
                                    "    profiles {\n        /Common/http { }\n        /Common/own { }\n    }\n"
                                    "}\n");
  CHECK(shown(problems.undefined) == "node /Common/web2 9\nmonitor /Common/mine 13\nprofile /Common/own 18\n");
  CHECK(shown(problems.unused) == "pool /Common/web 4 5 6 7 9 10 13\n");
}

TEST_CASE("references: frr, nginx and haproxy") {
  CHECK(shown(problems_of("frr",
                          "router bgp 1\n neighbor 192.0.2.1 remote-as 2\n neighbor 192.0.2.1 route-map IN in\n"
                          "ip prefix-list P seq 5 permit any\n")
                  .undefined) == "route-map IN 3\n");
  const auto nginx = problems_of("nginx",
                                 "http {\n  upstream app { server 192.0.2.1; }\n  upstream old { server 192.0.2.2; }\n"
                                 "  server {\n    location / {\n      proxy_pass http://app/x;\n"
                                 "      limit_req zone=slow burst=5;\n    }\n  }\n}\n");
  CHECK(shown(nginx.undefined) == "limit_req_zone slow 7\n");
  CHECK(shown(nginx.unused) == "upstream old 3\n");
  const auto haproxy = problems_of("haproxy",
                                   "frontend web\n  acl is_api path_beg /api\n  acl other path /x\n"
                                   "  use_backend api if is_api\n  default_backend gone\nbackend api\n"
                                   "  server a 192.0.2.1:80\n");
  CHECK(shown(haproxy.undefined) == "backend gone 5\n");
  CHECK(shown(haproxy.unused) == "acl other~web 3\n");
}

TEST_CASE("references: a line of many words costs no more than its length") {
  std::string line = "route-map R permit 10\n match ip address prefix-list";
  std::string addresses = "access-list 101 permit ip any any";
  for (int i = 0; i < 200'000; ++i) {
    line += " P" + std::to_string(i);
    addresses += " object-group";
  }
  CHECK(problems_of("cisco_ios", line + "\n" + addresses + "\n").undefined.size() > 100'000);
}
