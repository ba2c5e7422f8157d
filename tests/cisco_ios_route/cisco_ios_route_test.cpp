#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

#include "support/routes.hpp"

using namespace muster;
using test::read_as;
using test::shown;

namespace {

const std::string core = test::fixture("cisco_ios_route/core");
const std::string ipv6 = test::fixture("cisco_ios_route/ipv6");
const std::string legend = "Codes: C - connected, S - static, O - OSPF, IA - OSPF inter area\n\n";

}  // namespace

TEST_CASE("cisco_ios_route: each next hop is a row; protocols are named by the legend, lengths by the network above") {
  const auto reading = read_as("cisco_ios_route", core);
  CHECK(shown(reading) ==
        "0.0.0.0/0 via 192.0.2.1 dev GigabitEthernet0/1 ospf 110/1 line 10\n"
        "10.1.0.0/24 dev Vlan10 connected 0/0 line 12\n"
        "10.1.0.1/32 dev Vlan10 local 0/0 line 13\n"
        "10.2.0.0/16 via 10.1.0.2 dev Vlan10 eigrp 170/2297856 line 15\n"
        "10.2.0.0/16 via 10.1.0.3 dev Vlan11 eigrp 170/2297856 line 16\n"
        "10.3.0.0/16 via 10.1.0.9 dev  static 250/0 line 17\n"
        "172.16.1.0/26 via 10.1.0.2 dev Vlan10 isis 115/10 line 19\n"
        "172.16.1.64/26 dev Null0 bgp 20/0 line 20\n"
        "0.0.0.0/0 via 198.51.100.1 dev  bgp 20/0 vrf blue line 28\n");
  CHECK(reading.states() == std::string(28, 'u'));
  CHECK_FALSE(reading.is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: IPv6 tables are read; their number of entries is checked") {
  const auto reading = read_as("cisco_ios_route", ipv6);
  CHECK(shown(reading) ==
        "::/0 via fe80::1 dev GigabitEthernet2 static 1/0 line 5\n"
        "2001:db8:1::/64 dev GigabitEthernet2 connected 0/0 line 7\n"
        "2001:db8:1::1/128 dev Loopback0 local 0/0 line 9\n"
        "2001:db8:2::/48 via fe80::2 dev GigabitEthernet2 ospf 110/20 line 11\n"
        "2001:db8:2::/48 via fe80::3 dev GigabitEthernet3 ospf 110/20 line 12\n");
  CHECK_FALSE(reading.is_open(Domain::routes));
  const std::string cut = ipv6.substr(0, ipv6.find("OE2 2001"));
  CHECK(read_as("cisco_ios_route", cut).is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: a global table without routes is read whole, and the tables of VRFs behind it") {
  const std::string none = legend + "Gateway of last resort is not set\n\n";
  const auto alone = read_as("cisco_ios_route", none);
  CHECK_FALSE(alone.is_open(Domain::routes));
  CHECK(alone.device.routes.rows.empty());
  const auto reading = read_as("cisco_ios_route", none + "\nRouting Table: Mgmt\n" + none + "\nRouting Table: blue\n" + none +
                                                      "C        10.1.0.0/24 is directly connected, Vlan10\n");
  CHECK_FALSE(reading.is_open(Domain::routes));
  CHECK(shown(reading) == "10.1.0.0/24 dev Vlan10 connected 0/0 vrf blue line 17\n");
}

TEST_CASE("cisco_ios_route: where IPv6 is not routed the table holds one entry or none, and is whole") {
  const std::string codes = "Codes: C - Connected, L - Local, S - Static\n";
  const auto off = read_as("cisco_ios_route", "IPv6 Routing Table - default - 1 entries\n" + codes + "L   FF00::/8 [0/0]\n     via Null0, receive\n");
  CHECK_FALSE(off.is_open(Domain::routes));
  CHECK(shown(off) == "ff00::/8 dev Null0 local 0/0 line 4\n");
  const auto empty = read_as("cisco_ios_route", "IPv6 Routing Table - default - 0 entries\n" + codes);
  CHECK_FALSE(empty.is_open(Domain::routes));
  CHECK(empty.device.routes.rows.empty());
  CHECK(read_as("cisco_ios_route", "IPv6 Routing Table - default - 1 entries\n" + codes).is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: old releases name only the IPv6 tables of VRFs") {
  const std::string codes = "Codes: C - Connected, L - Local, S - Static\n";
  const std::string route = "L   FF00::/8 [0/0]\n     via ::, Null0\n";
  const std::string text = "IPv6 Routing Table - 1 entries\n" + codes + route + "\nIPv6 Routing Table - blue - 1 entries\n" + codes + route;
  const auto reading = read_as("cisco_ios_route", text);
  CHECK_FALSE(reading.is_open(Domain::routes));
  CHECK(shown(reading) ==
        "ff00::/8 via :: dev Null0 local 0/0 line 4\n"
        "ff00::/8 via :: dev Null0 local 0/0 vrf blue line 9\n");
  CHECK(read_as("cisco_ios_route", "IPv6 Routing Table - 2 entries\n" + codes + route).is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: a device that does not route shows no table, which opens the routes") {
  CHECK(read_as("cisco_ios_route", "Default gateway is 192.0.2.1\n\nHost               Gateway           Last Use    Total Uses  Interface\n"
                                   "ICMP redirect cache is empty\n")
            .is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: what is not understood is unknown, with its place, and opens the routes") {
  const auto diagnostics = [](const std::string& line) {
    const auto reading = read_as("cisco_ios_route", legend + line);
    CHECK(reading.states() == "uu?");
    CHECK(reading.is_open(Domain::routes));
    CHECK(reading.device.routes.rows.empty());
    return reading.diagnostics();
  };
  CHECK(diagnostics("X  10.0.0.0/8 [20/0] via 10.1.1.1\n") == "3:1: expected a code of the legend, got 'X  '\n");
  CHECK(diagnostics("O  10.0.0.0 [20/0] via 10.1.1.1\n") == "3:4: expected a prefix with its length, got '10.0.0.0'\n");
  CHECK(diagnostics("O  10.0.0.0/8 [20] via 10.1.1.1\n") == "3:14: expected [DISTANCE/METRIC], got ' [20] via 10.1.1.1'\n");
  CHECK(diagnostics("O  10.0.0.0/8 [20/0] via 10.1.1.1, by magic, Vlan1\n") == "3:34: expected a next hop and its details, got ', by magic, Vlan1'\n");
  CHECK(diagnostics("      via 10.1.1.1, Vlan1\n") == "3:7: expected a route before its next hop, got 'via 10.1.1.1, Vlan1'\n");
  CHECK(diagnostics("show ip route\n") == "3:1: expected a code and a prefix, got 'show ip route'\n");
}

TEST_CASE("cisco_ios_route: a route whose next hop never comes opens the routes") {
  CHECK(read_as("cisco_ios_route", legend + "O  10.0.0.0/8\nC  10.1.0.0/24 is directly connected, Vlan1\n").is_open(Domain::routes));
  CHECK(read_as("cisco_ios_route", legend + "O  10.0.0.0/8\n").is_open(Domain::routes));
  CHECK(read_as("cisco_ios_route", "").is_open(Domain::routes));
}

TEST_CASE("cisco_ios_route: CRLF, NULs, long lines and half a million routes are harmless") {
  CHECK(read_as("cisco_ios_route", "Codes: O - OSPF\r\n\r\nO   10.0.0.0/8 [1/2] via 10.1.1.1, 00:01:00, Vlan1\r\n").states() == "uuu");
  CHECK(read_as("cisco_ios_route", legend + std::string(1000, '\0')).is_open(Domain::routes));
  CHECK(read_as("cisco_ios_route", legend + "O  10.0.0.0/8 [1/2] via 10.1.1.1" + std::string(1'000'000, ',')).is_open(Domain::routes));
  CHECK(read_as("cisco_ios_route", legend + "O  10.0.0.0/8 [" + std::string(1'000'000, '1')).is_open(Domain::routes));
  CHECK(read_as("cisco_ios_route", "Codes: " + std::string(1'000'000, '-')).is_open(Domain::routes));
  std::string text = legend;
  for (int i = 0; i < 500'000; ++i)
    text += "O IA     " + std::to_string(1 + i / 65536) + '.' + std::to_string(i / 256 % 256) + '.' + std::to_string(i % 256) +
            ".0/24 [110/20] via 192.0.2.1, 1d18h, GigabitEthernet0/1\n";
  CHECK(read_as("cisco_ios_route", text).device.routes.rows.size() == 500'000);
}

TEST_CASE("cisco_ios_route: no handler can be switched off unnoticed") {
  test::check_knock_out("cisco_ios_route", core);
  test::check_knock_out("cisco_ios_route", ipv6);
}

TEST_CASE("cisco_ios_route: as many rows as others count in the same tables") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_ip_route.jsonl");
  unsigned compared = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    if (line.find("ShowIpv6RouteDistributor__golden_output1_") != std::string::npos) continue;  // its lines were indented later
    const std::string raw = expected["raw"], platform = expected["platform"];
    if ((platform != "cisco_ios" && platform != "cisco_iosxe") || expected["rows"] == 0 || raw.find("summary") != std::string::npos) continue;
    const auto reading = read_as("cisco_ios_route", test::read_file(*corpus / raw));
    INFO(raw << '\n' << reading.diagnostics());
    std::set<std::pair<std::uint16_t, IpPrefix>> prefixes;
    for (const auto& row : reading.device.routes.rows) prefixes.emplace(row.vrf, row.prefix);
    const bool counts_prefixes = expected["source"] == "genieparser";
    CHECK((counts_prefixes ? prefixes.size() : reading.device.routes.rows.size()) == expected["rows"].get<std::size_t>());
    ++compared;
  }
  CHECK(compared >= 10);
}
