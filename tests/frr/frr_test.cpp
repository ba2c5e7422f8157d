#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

const std::string edge = test::fixture("frr/edge");

template <class T>
const T& named(const std::vector<T>& all, std::string_view name) {
  INFO(name);
  const auto found = std::ranges::find_if(all, [&](const T& each) { return each.name.value == name; });
  REQUIRE(found != all.end());
  return *found;
}

std::string format_of(const test::Reading& reading, std::string_view name) { return named(reading.device.credentials, name).value.value.format; }

std::string rules(const model::Filter& filter) {
  std::string all;
  for (const auto& each : filter.rules)
    all += each.name + ' ' + (each.opaque ? "?" : each.action + ' ' + each.source + " > " + each.destination + (each.other_conditions ? " if" : "")) + '\n';
  return all;
}

}  // namespace

TEST_CASE("frr: a whole configuration is understood or ignored on purpose") {
  const auto reading = read_as("frr", edge);
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  CHECK(reading.diagnostics().empty());
  CHECK(reading.device.openings.empty());
}

TEST_CASE("frr: product, release and host name") {
  const auto reading = read_as("frr", edge);
  CHECK(reading.device.hostname.value == "edge1");
  CHECK(reading.device.software.product.value == "FRRouting");
  CHECK(reading.device.software.version.value == "8.4.4");
  CHECK(reading.device.software.packaged.state == State::unknown);
  CHECK(read_as("frr", "frr version 7.2-sonic\n").device.software.version.value == "7.2-sonic");
  CHECK(read_as("frr", "frr version\n").is_open(Domain::software));
}

TEST_CASE("frr: log targets are local; timestamps are always there; there is no buffer") {
  const auto reading = read_as("frr", edge);
  const auto& logging = reading.device.logging;
  CHECK(named(logging.targets, "syslog").transport.value == "local");
  CHECK(named(logging.targets, "syslog").severity.value == "informational");
  CHECK(named(logging.targets, "/var/log/frr/frr.log").severity.state == State::defaulted);
  CHECK(logging.timestamps.value);
  CHECK(logging.buffered.state == State::absent);
  CHECK(read_as("frr", "log syslog\nno log syslog\n").device.logging.targets.empty());
  CHECK(read_as("frr", "log syslog loud\n").diagnostics() == "1:12: expected a severity, got 'loud'\n");
}

TEST_CASE("frr: passwords of the virtual terminals, one for each that differs, and users who need none") {
  const auto reading = read_as("frr", edge);
  CHECK(reading.device.credentials.size() == 6);
  CHECK(format_of(reading, "vty 1") == "des-crypt");
  CHECK(format_of(reading, "vty 2") == "des-crypt");
  CHECK(format_of(reading, "vtysh audit") == "none");
  CHECK(format_of(read_as("frr", "password zebra\nenable password zebra\npassword zebra\n"), "vty 1") == "plain");
  CHECK(read_as("frr", "password zebra\npassword zebra\n").device.credentials.size() == 1);
  CHECK(format_of(read_as("frr", "password 8\n"), "vty 1") == "plain");
  const auto masked = read_as("frr", "password 8 <secret:0123>\n");
  CHECK(named(masked.device.credentials, "vty 1").value.state == State::unknown);
}

TEST_CASE("frr: no secret is left in the text, the diagnostics or the names") {
  const auto reading = read_as("frr", edge);
  const std::string shown = test::hidden(reading, edge);
  for (const char* const secret : {"Zx9kq", "Ab9kq", "Cd9kq", "ospfkey1", "grouppw7"}) CHECK(shown.find(secret) == std::string::npos);
  for (const auto& each : reading.device.credentials) CHECK(each.name.value.find("key1") == std::string::npos);
  const auto broken = read_as("frr", "interface a\n ip ospf message-digest-key 1 sha topsecret1\n");
  CHECK(broken.diagnostics() == "2:31: expected md5, got 'sha'\n");
}

TEST_CASE("frr: static routes, of VRFs too, with address, interface or nothing as next hop") {
  const auto reading = read_as("frr", edge);
  const auto& routes = reading.device.static_routes;
  REQUIRE(routes.size() == 4);
  CHECK(named(routes, "192.0.2.0/24 Null0").next_hop.value == "Null0");
  CHECK(named(routes, "0.0.0.0/0 203.0.113.1").prefix.value == "0.0.0.0/0");
  CHECK(named(routes, "2001:db8::/32 blackhole").vrf.state == State::absent);
  CHECK(named(routes, "10.0.0.0/8 10.1.1.1 vrf blue").vrf.value == "blue");
  CHECK(named(read_as("frr", "ip route 10.0.0.0 255.0.0.0 10.1.1.1\n").device.static_routes, "10.0.0.0/8 10.1.1.1").name.known());
  CHECK(read_as("frr", "ip route 10.0.0.0/8 10.1.1.1 table 7\n").states() == "k");
  CHECK(read_as("frr", "ip route 10.0.0.0/8 10.1.1.1 e0 fast\n").diagnostics() == "1:33: expected an option of a route, got 'fast'\n");
  CHECK(read_as("frr", "ip route 10.0.0.0/8\n").diagnostics() == "1:20: expected a next hop, got ''\n");
}

TEST_CASE("frr: interfaces say what FRRouting configures and leave the kernel's part unknown") {
  const auto reading = read_as("frr", edge);
  const auto& core = named(reading.device.interfaces, "core0");
  CHECK(core.addresses.value == std::vector<std::string>{"10.10.0.1/30"});
  CHECK(core.enabled.state == State::unknown);
  CHECK(core.filter_in.state == State::absent);
  const auto& lan = named(reading.device.interfaces, "lan0");
  CHECK(lan.addresses.state == State::unknown);
  CHECK_FALSE(lan.enabled.value);
  CHECK(lan.enabled.state == State::configured);
  CHECK(lan.vrf.value == "blue");
}

TEST_CASE("frr: a VRRP group has its addresses and knows no tracking") {
  const auto reading = read_as("frr", edge);
  const auto& group = named(reading.device.redundancy_groups, "vrrp lan0 5");
  CHECK(group.priority.value == 200);
  CHECK(group.virtual_addresses.value == std::vector<std::string>{"10.20.0.1"});
  CHECK(group.state.state == State::unknown);
  CHECK_FALSE(group.tracked.value);
}

TEST_CASE("frr: BGP neighbours take AS and key over from their peer group") {
  const auto reading = read_as("frr", edge);
  const auto& all = reading.device.neighbors;
  CHECK(named(all, "bgp 192.0.2.9").remote_as.value == 64512);
  CHECK(named(all, "bgp 192.0.2.9").authenticated.value);
  CHECK(named(all, "bgp 203.0.113.1").remote_as.value == 64496);
  CHECK_FALSE(named(all, "bgp 203.0.113.1").authenticated.value);
  CHECK(named(all, "bgp 203.0.113.1").authenticated.state == State::defaulted);
  CHECK(named(all, "bgp range 198.51.100.0/24").authenticated.value);
  CHECK(named(all, "bgp swp1 vrf blue").remote_as.state == State::unknown);
  CHECK(std::ranges::count_if(all, [](const auto& each) { return each.protocol.value == "bgp"; }) == 4);
}

TEST_CASE("frr: an OSPF interface is authenticated if it, or its area, asks for a key and has one") {
  const auto reading = read_as("frr", edge);
  const auto& all = reading.device.neighbors;
  CHECK(named(all, "ospf core0").authenticated.value);
  CHECK(named(all, "ospf lan0").authenticated.state == State::configured);
  CHECK_FALSE(named(all, "ospf lan0").authenticated.value);  // the area asks, but there is no key
  CHECK(named(all, "ospf area 0").authenticated.state == State::unknown);
  CHECK(std::ranges::none_of(all, [](const auto& each) { return each.name.value == "ospf wan0"; }));
  const auto of = [](const std::string& lines) {
    return named(read_as("frr", "interface e\n" + lines + "router ospf\n area 1 authentication\n area 2 range 10.0.0.0/8\n").device.neighbors, "ospf e").authenticated;
  };
  CHECK(of(" ip ospf area 1\n ip ospf authentication-key k1\n").value);
  CHECK(of(" ip ospf area 2\n").state == State::defaulted);
  CHECK(of(" ip ospf area 1\n ip ospf authentication null\n ip ospf authentication-key k1\n").state == State::configured);
  CHECK_FALSE(of(" ip ospf area 1\n ip ospf authentication null\n ip ospf authentication-key k1\n").value);
}

TEST_CASE("frr: OSPFv3 interfaces are neighbours of their own") {
  const auto reading = read_as("frr", "interface e\n ipv6 ospf6 area 0\n ipv6 ospf6 authentication key-id 1 hash-algo hmac-sha-256 key abc9\ninterface f\n ipv6 ospf6 area 0\n");
  CHECK(named(reading.device.neighbors, "ospf6 e").authenticated.value);
  CHECK_FALSE(named(reading.device.neighbors, "ospf6 f").authenticated.value);
  CHECK(reading.states() == "uuuuu");
}

TEST_CASE("frr: access lists, standard and extended, in the order of their numbers") {
  const auto reading = read_as("frr", edge);
  CHECK(rules(named(reading.device.filters, "ip VTY")) == "10 permit 127.0.0.0/8 > any\n20 deny any > any\n");
  CHECK(rules(named(reading.device.filters, "ip 100")) == "5 permit 10.0.0.0/24 > 192.0.2.1/32\n");
  CHECK(rules(named(reading.device.filters, "ip6 V6")) == "5 permit 2001:db8::/32 > any if\n");
  CHECK(named(reading.device.filters, "ip VTY").default_action.value == "deny");
  const auto old = read_as("frr", "access-list A seq 20 deny any\naccess-list A seq 10 permit host 10.0.0.1\naccess-list B permit 10.1.2.3\naccess-list B deny any\n");
  CHECK(rules(named(old.device.filters, "ip A")) == "10 permit 10.0.0.1/32 > any\n20 deny any > any\n");
  CHECK(rules(named(old.device.filters, "ip B")) == "5 permit 10.1.2.3/32 > any\n10 deny any > any\n");
}

TEST_CASE("frr: an access-list line that is not understood stays in its place as an opaque rule") {
  const auto reading = read_as("frr", "access-list A seq 10 permit 10.0.0.0/33\naccess-list A seq 20 deny any\n");
  CHECK(rules(named(reading.device.filters, "ip A")) == "10 ?\n20 deny any > any\n");
  CHECK(reading.is_open(Domain::filters));
  CHECK(reading.diagnostics() == "1:29: expected any or a prefix, got '10.0.0.0/33'\n");
}

TEST_CASE("frr: the virtual terminals exist without being mentioned") {
  const auto reading = read_as("frr", edge);
  const auto& vty = named(reading.device.terminal_lines, "vty");
  CHECK(vty.access_class.value == "ip VTY");
  CHECK(vty.exec_timeout.value == 630);
  CHECK(vty.login.state == State::defaulted);
  const auto plain = read_as("frr", "hostname x\n");
  CHECK(named(plain.device.terminal_lines, "vty").exec_timeout.value == 600);
  const auto open = read_as("frr", "line vty\n no login\n ipv6 access-class X\n");
  CHECK(named(open.device.terminal_lines, "vty").login.value == "none");
  CHECK(named(open.device.terminal_lines, "vty").open);
}

TEST_CASE("frr: an undeclared keyword opens everything, one inside a block the block's domains") {
  const auto top = read_as("frr", "hostname x\nfirewall off\n");
  CHECK(top.states() == "u?");
  CHECK(top.device.open_domains() == Domains::all());
  const auto inner = read_as("frr", "router bgp 1\n neighbor 10.0.0.1 magic\n");
  CHECK(inner.states() == "u?");
  CHECK(inner.is_open(Domain::routing));
  CHECK_FALSE(inner.is_open(Domain::filters));
  CHECK(read_as("frr", "router isis a\n area-password clear x\n").is_open(Domain::routing));
}

TEST_CASE("frr: lines below a statement that has no block open everything") {
  for (const std::string head : {"exit", "hostname x", "end"}) {
    const auto reading = read_as("frr", head + "\n ip route 10.0.0.0/8 10.1.1.1\n");
    CHECK(reading.states() == "u?");
    CHECK(reading.device.open_domains() == Domains::all());
  }
}

TEST_CASE("frr: alone it does not close what the system below has a part in") {
  const grammars::Format* const format = grammars::find_format("frr");
  for (const Domain domain : {Domain::users, Domain::management, Domain::logging, Domain::interfaces}) {
    CHECK(format->contributes.contains(domain));
    CHECK_FALSE(format->completes().contains(domain));
  }
  CHECK(format->completes().contains(Domain::routing));
  CHECK(format->completes().contains(Domain::software));
}

TEST_CASE("frr: commands in comments, descriptions and banners do not count") {
  const auto reading = read_as("frr", "! ip route 10.0.0.0/8 10.1.1.1\nbanner motd line ip route 10.0.0.0/8 10.1.1.1\ninterface e\n description ip address 10.0.0.1/8\n");
  CHECK(reading.device.static_routes.empty());
  CHECK(reading.device.interfaces.at(0).addresses.state == State::unknown);
}

TEST_CASE("frr: an output that stops before its end opens what the format feeds") {
  const auto reading = read_as("frr", edge.substr(0, edge.rfind("end")));
  CHECK(reading.is_open(Domain::routing));
  CHECK(reading.is_open(Domain::filters));
  CHECK(read_as("frr", "").is_open(Domain::routing));
}

TEST_CASE("frr: any bytes are survived in linear time") {
  CHECK(read_as("frr", "hostname a\r\nlog syslog\r\n").states() == "uu");
  CHECK(read_as("frr", std::string("hostname\0x\n", 11)).states() == "?");
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "interface x\n";
  CHECK(read_as("frr", deep).result.lines.size() == 2000);
  std::string passwords;
  for (int i = 0; i < 50'000; ++i) passwords += "password p" + std::to_string(i) + "x\n";
  CHECK(read_as("frr", passwords).device.credentials.size() == 50'000);
  CHECK(read_as("frr", "description " + std::string(1'000'000, 'x')).states() == "?");
}

TEST_CASE("frr: no handler can be switched off unnoticed") { test::check_knock_out("frr", edge); }
