#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cisco_ios/read.hpp"

using namespace muster;
using model::State;
using test::IosRead;
using test::named;

namespace {

const IosRead& edge() {
  static const IosRead read(test::fixture("cisco_ios/edge.cfg"));
  return read;
}

std::string rules_of(const IosRead& read, std::string_view filter) {
  const model::Filter* const list = named(read.device.filters, filter);
  if (list == nullptr) return "no such list";
  std::string all;
  for (const model::FilterRule& rule : list->rules) {
    all += rule.name + " ";
    if (rule.opaque) {
      all += "opaque; ";
      continue;
    }
    all += rule.action + " " + rule.protocol + " " + rule.source + ":" + rule.source_port + " " + rule.destination + ":" +
           rule.destination_port + (rule.log ? " log" : "") + (rule.established ? " established" : "") +
           (rule.other_conditions ? " other" : "") + "; ";
  }
  return all;
}

}  // namespace

TEST_CASE("cisco_ios: the fixture is understood") {
  CHECK(edge().diagnostics().empty());
  CHECK(edge().result.counts().unknown == 0);
  CHECK(edge().device.openings.empty());
}

TEST_CASE("cisco_ios: name, version and image") {
  const model::Device& device = edge().device;
  CHECK(device.hostname.value == "edge1");
  CHECK(device.software.version.value == "15.2");
  CHECK(device.software.image.value == "flash:c2900-universalk9-mz.SPA.152-4.M7.bin");
  CHECK(device.software.product.state == State::unknown);
}

TEST_CASE("cisco_ios: accounts with privilege, role and the form of their secret") {
  const model::Device& device = edge().device;
  REQUIRE(device.users.size() == 3);
  const auto& admin = device.users[0];
  CHECK(admin.name.value == "admin");
  CHECK(admin.privilege.value == 15);
  CHECK(admin.password.value.format == "md5-crypt");
  CHECK(device.lines.get(admin.lines)[0].first_line == 34);
  const auto& ops = device.users[1];
  CHECK(ops.privilege.state == State::defaulted);
  CHECK(ops.privilege.value == 1);
  CHECK(ops.password.value.format == "cisco-7");
  CHECK(device.users[2].password.value.format == "none");
  CHECK(device.users[2].role.value == "viewer");
}

TEST_CASE("cisco_ios: every stored secret is kept under its kind and name") {
  std::string all;
  for (const model::Credential& credential : edge().device.credentials)
    all += credential.kind.value + "/" + credential.name.value + "=" + credential.value.value.format + " ";
  CHECK(all ==
        "enable/secret=cisco-9 enable/password level 7=cisco-7 ospf/GigabitEthernet0/0 key 1=cisco-7 "
        "hsrp/GigabitEthernet0/0 1=cisco-7 ospf/GigabitEthernet0/1=cisco-7 rip/GigabitEthernet0/1=plain "
        "vrrp/GigabitEthernet0/1 5=plain bgp/PEERS=cisco-7 snmp/host 192.0.2.60=plain line/vty 0 4=cisco-7 "
        "ntp/key 1=cisco-7 ");
}

TEST_CASE("cisco_ios: SNMP communities, without those that were removed") {
  const auto& communities = edge().device.snmp_communities;
  REQUIRE(communities.size() == 2);
  CHECK(communities[0].name.value == "community 1");
  CHECK(communities[0].value.value.value.reveal() == "public");
  CHECK(communities[0].access.value == "ro");
  CHECK(communities[0].filter.value == "ip 10");
  CHECK(communities[1].access.value == "rw");
  CHECK(communities[1].filter.value == "ip MGMT");
}

TEST_CASE("cisco_ios: terminal lines") {
  const auto& lines = edge().device.terminal_lines;
  REQUIRE(lines.size() == 4);
  const auto* console = named(lines, "console 0");
  REQUIRE(console != nullptr);
  CHECK(console->exec_timeout.value == 300);
  CHECK(console->login.value == "local");
  CHECK(console->privilege.value == 15);
  CHECK(named(lines, "aux 0")->login.value == "none");
  const auto* vty = named(lines, "vty 0 4");
  REQUIRE(vty != nullptr);
  CHECK_FALSE(vty->access_class.known());  // the device has IPv6 addresses, and no list limits those
  CHECK(vty->exec_timeout.value == 630);
  CHECK(vty->login.value == "line");
  CHECK(vty->transport_input.value == std::vector<std::string>{"ssh"});
  const auto* more = named(lines, "vty 5 15");
  CHECK(more->access_class.state == State::absent);
  CHECK(more->exec_timeout.state == State::defaulted);
  CHECK(more->exec_timeout.value == 600);
}

TEST_CASE("cisco_ios: with AAA, terminal lines ask AAA") {
  const IosRead read("aaa new-model\nline vty 0 4\n login local\n transport input ssh\n");
  CHECK(read.device.terminal_lines.at(0).login.value == "aaa");
  CHECK_FALSE(read.open(Domain::management));
}

TEST_CASE("cisco_ios: services with the defaults of their release") {
  const auto& services = edge().device.services;
  const auto enabled = [&](std::string_view name) { return named(services, name)->enabled; };
  CHECK(enabled("http").value);
  CHECK_FALSE(enabled("https").value);
  CHECK(enabled("https").state == State::configured);
  CHECK(enabled("telnet").value);
  CHECK(enabled("ssh").state == State::unknown);
  CHECK(named(services, "ssh")->version.value == "2");
  CHECK(named(services, "http")->port.value == 8080);
  CHECK_FALSE(named(services, "http")->filter.known());  // the device has IPv6 addresses, and no list limits those
  CHECK(enabled("tcp-small-servers").value);
  CHECK_FALSE(enabled("bootp").value);
  const IosRead classic("version 15.2\n");
  CHECK(named(classic.device.services, "bootp")->enabled.state == State::defaulted);
  CHECK(named(classic.device.services, "bootp")->enabled.value);
  CHECK(named(classic.device.services, "http")->enabled.state == State::unknown);
  const IosRead xe("version 17.3\n");
  CHECK(named(xe.device.services, "bootp")->enabled.state == State::defaulted);
  CHECK_FALSE(named(xe.device.services, "finger")->enabled.value);
}

TEST_CASE("cisco_ios: Telnet is off only if every vty line says so") {
  const auto telnet = [](const std::string& text) { return named(IosRead(text).device.services, "telnet")->enabled; };
  CHECK_FALSE(telnet("line vty 0 4\n transport input ssh\n").value);
  CHECK(telnet("line vty 0 4\n transport input ssh\n").state == State::configured);
  CHECK(telnet("line vty 0 4\n transport input ssh\nline vty 5 15\n login\n").state == State::unknown);
  CHECK(telnet("line vty 0 4\n transport input ssh\nline vty 5 15\n transport input all\n").value);
  CHECK(telnet("hostname x\n").state == State::unknown);
}

TEST_CASE("cisco_ios: logging") {
  const model::Logging& logging = edge().device.logging;
  CHECK(logging.enabled.value);
  CHECK(logging.timestamps.value);
  CHECK(logging.buffered.value == "informational");
  REQUIRE(logging.targets.size() == 3);
  CHECK(logging.targets[0].name.value == "192.0.2.50 udp 514");
  CHECK(logging.targets[0].severity.value == "notifications");
  CHECK(logging.targets[1].name.value == "192.0.2.51 tcp 1514");
  CHECK(logging.targets[2].address.value == "192.0.2.52");
  CHECK_FALSE(IosRead("service timestamps log uptime\n").device.logging.timestamps.value);
  CHECK(IosRead("logging host 192.0.2.1\nno logging host 192.0.2.1\n").device.logging.targets.empty());
  CHECK_FALSE(IosRead("no logging on\n").device.logging.enabled.value);
}

TEST_CASE("cisco_ios: a time server is authenticated only with a key that is defined, trusted and enforced") {
  const auto authenticated = [](const std::string& text) { return IosRead(text).device.ntp_servers.at(0).authenticated.value; };
  const std::string server = "ntp server 192.0.2.1 key 1\n";
  const std::string key = "ntp authentication-key 1 md5 abc\n";
  CHECK(authenticated(server + key + "ntp trusted-key 1\nntp authenticate\n"));
  CHECK(authenticated(server + key + "ntp trusted-key 1 - 3\nntp authenticate\n"));
  CHECK_FALSE(authenticated(server + key + "ntp trusted-key 1\n"));
  CHECK_FALSE(authenticated(server + key + "ntp trusted-key 2\nntp authenticate\n"));
  CHECK_FALSE(authenticated(server + "ntp trusted-key 1\nntp authenticate\n"));
  CHECK_FALSE(authenticated("ntp server 192.0.2.1\n" + key + "ntp trusted-key 1\nntp authenticate\n"));
  CHECK_FALSE(authenticated(server + key + "ntp trusted-key 1\nntp authenticate\nno ntp authenticate\n"));
  CHECK(edge().device.ntp_servers.size() == 3);
}

TEST_CASE("cisco_ios: interfaces") {
  const auto& interfaces = edge().device.interfaces;
  REQUIRE(interfaces.size() == 4);
  const auto* uplink = named(interfaces, "GigabitEthernet0/0");
  REQUIRE(uplink != nullptr);
  CHECK(uplink->description.value == "uplink");
  CHECK(uplink->addresses.value == std::vector<std::string>{"198.51.100.1/24", "203.0.113.1/25", "2001:db8::1/64"});
  CHECK(uplink->vrf.value == "MGMT");
  CHECK(uplink->filter_in.value == "ip EDGE-IN,ip6 V6-IN");
  CHECK(uplink->filter_out.value == "ip 101");
  CHECK(uplink->unicast_rpf.value);
  CHECK_FALSE(uplink->proxy_arp.value);
  CHECK(uplink->enabled.state == State::defaulted);
  CHECK(uplink->enabled.value);
  const auto* second = named(interfaces, "GigabitEthernet0/1");
  REQUIRE(second != nullptr);
  CHECK_FALSE(second->enabled.value);
  CHECK(second->filter_in.state == State::absent);
  CHECK(second->proxy_arp.state == State::defaulted);
  CHECK(named(interfaces, "GigabitEthernet0/2")->addresses.state == State::unknown);
}

TEST_CASE("cisco_ios: access lists keep the order of evaluation") {
  CHECK(rules_of(edge(), "ip MGMT") == "10 permit any 10.0.0.0/8:any any:any; 20 deny any any:any any:any log; ");
  CHECK(rules_of(edge(), "ip EDGE-IN") ==
        "10 permit tcp any:any 192.0.2.1/32:22; 20 permit tcp any:any 198.51.100.0/24:1024-2048 established; "
        "30 deny udp any:161 any:any log; 40 permit icmp any:any any:any other; 50 deny any any:any any:any log; ");
  CHECK(rules_of(edge(), "ip6 V6-IN") == "10 permit tcp any:any 2001:db8::1/128:179; 20 deny any any:any any:any; ");
  CHECK(rules_of(edge(), "ip 101") == "10 permit any 198.51.100.0/24:any any:any; 20 deny any any:any any:any log; ");
}

TEST_CASE("cisco_ios: forms of access-list entries") {
  const auto rule = [](const std::string& entry) { return rules_of(IosRead("ip access-list extended X\n " + entry + "\n"), "ip X"); };
  CHECK(rule("permit ip 10.0.0.0 0.255.0.255 any") == "10 permit any 10.0.0.0 0.255.0.255:any any:any; ");
  CHECK(rule("permit ip 0.0.0.0 255.255.255.255 any") == "10 permit any any:any any:any; ");
  CHECK(rule("permit tcp any any eq 22 443 www") == "10 permit tcp any:any any:22,443,80; ");
  CHECK(rule("permit tcp any gt 1023 any lt 10") == "10 permit tcp any:1024-65535 any:0-9; ");
  CHECK(rule("permit udp any any neq domain") == "10 permit udp any:any any:0-52,54-65535; ");
  CHECK(rule("permit tcp any any gt 65535") == "10 permit tcp any:any any:none; ");
  CHECK(rule("permit tcp object-group A object-group B") == "10 permit tcp group A:any group B:any; ");
  CHECK(rule("permit 89 any any") == "10 permit 89 any:any any:any; ");
  CHECK(rule("permit tcp any any eq 22 log time-range WORK") == "10 permit tcp any:any any:22 log other; ");
  CHECK(rule("permit ip any any dscp ef fragments") == "10 opaque; ");
  CHECK(rule("permit ip any any mystery-option 7") == "10 opaque; ");
  CHECK(rule("permit ip 10.0.0.0 any") == "10 opaque; ");
  CHECK(rule("5 permit ip any any\n 3 deny ip any any") == "3 deny any any:any any:any; 5 permit any any:any any:any; ");
}

TEST_CASE("cisco_ios: an entry that is not understood is an opaque rule in its place") {
  const IosRead read("ip access-list extended X\n 10 permit tcp any any eq 22\n 20 permit nonsense\n 30 deny ip any any\n");
  CHECK(rules_of(read, "ip X") == "10 permit tcp any:any any:22; 20 opaque; 30 deny any any:any any:any; ");
  CHECK_FALSE(read.open(Domain::filters));
}

TEST_CASE("cisco_ios: what no rule decides is denied, but an empty list stops nothing") {
  CHECK(edge().device.filters.at(0).default_action.value == "deny");
  CHECK(IosRead("ip access-list extended X\n remark nothing here\n").device.filters.at(0).default_action.value == "permit");
}

TEST_CASE("cisco_ios: static routes") {
  const auto& routes = edge().device.static_routes;
  REQUIRE(routes.size() == 3);
  CHECK(routes[0].prefix.value == "0.0.0.0/0");
  CHECK(routes[0].next_hop.value == "198.51.100.2");
  CHECK(routes[1].vrf.value == "RED");
  CHECK(routes[1].next_hop.value == "discard");
  CHECK(routes[2].prefix.value == "2001:db8:9::/48");
  CHECK(IosRead("ip route 10.0.0.0 255.0.0.0 192.0.2.1\nno ip route 10.0.0.0 255.0.0.0 192.0.2.1\n").device.static_routes.empty());
}

TEST_CASE("cisco_ios: routing neighbours and whether they authenticate themselves") {
  std::string all;
  for (const model::RoutingNeighbor& neighbor : edge().device.neighbors)
    all += neighbor.name.value + " " + std::to_string(neighbor.remote_as.value) + (neighbor.authenticated.value ? " yes; " : " no; ");
  CHECK(all == "bgp 198.51.100.2 65001 yes; bgp 198.51.100.3 65002 no; bgp RED 10.1.0.2 65010 no; ospf GigabitEthernet0/1 0 no; ");
  const std::string ospf = "interface Gi0/0\n ip address 10.0.0.1 255.0.0.0\n ip ospf message-digest-key 1 md5 x\n"
                           "router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n";
  CHECK_FALSE(IosRead(ospf).device.neighbors.at(0).authenticated.value);
  CHECK(IosRead(ospf + " area 0 authentication message-digest\n").device.neighbors.at(0).authenticated.value);
  CHECK(IosRead(ospf + " passive-interface default\n").device.neighbors.empty());
}

TEST_CASE("cisco_ios: first-hop redundancy is configured, never known to be live") {
  const auto& groups = edge().device.redundancy_groups;
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].name.value == "hsrp GigabitEthernet0/0 1");
  CHECK(groups[0].priority.value == 110);
  CHECK(groups[0].tracked.value);
  CHECK(groups[0].authenticated.value);
  CHECK(groups[0].virtual_addresses.value == std::vector<std::string>{"198.51.100.254"});
  CHECK(groups[0].state.state == State::unknown);
  CHECK(groups[1].protocol.value == "vrrp");
  CHECK(groups[2].priority.value == 100);
}
