#include <catch2/catch.hpp>

#include "support/routes.hpp"

using namespace muster;
using test::read_as;
using test::shown;

namespace {

const std::string edge = test::fixture("frr_route/edge");
const std::string legend = "Codes: K - kernel route, O - OSPF,\n       > - selected route, * - FIB route\n\n";

}  // namespace

TEST_CASE("frr_route: each next hop that packets take is a row; protocols are named by the legend") {
  const auto reading = read_as("frr_route", edge);
  CHECK(shown(reading) ==
        "0.0.0.0/0 via 192.0.2.1 dev wan0 kernel 0/100 line 8\n"
        "10.10.0.0/30 dev core0 connected 0/0 line 10\n"
        "10.20.0.0/24 via 10.10.0.2 dev core0 ospf 110/10000 line 11\n"
        "10.20.0.0/24 via 10.10.0.6 dev core1 ospf 110/10000 line 12\n"
        "198.51.100.0/24 dev blackhole static 254/0 line 13\n"
        "203.0.113.0/24 via 10.10.0.2 dev core0 bgp 20/7 line 15\n"
        "203.0.115.0/24 via 10.10.0.2 dev core0 ospf 110/7 line 17\n"
        "10.99.0.0/16 dev blue0 static 1/0 vrf blue line 20\n");
  CHECK(reading.states() == "uuuuuuuuiuuuuiuiuuuu");
  CHECK_FALSE(reading.is_open(Domain::routes));
}

TEST_CASE("frr_route: IPv6 tables are read, and IS-IS has the model's name") {
  const auto reading = read_as("frr_route", "Codes: I - IS-IS,\n\nI>* 2001:DB8::/32 [115/20] via fe80::1, eth0, weight 1, 02w3d04h\n");
  CHECK(shown(reading) == "2001:db8::/32 via fe80::1 dev eth0 isis 115/20 line 3\n");
}

TEST_CASE("frr_route: what is not understood is unknown, with its place, and opens the routes") {
  const auto diagnostics = [](const std::string& line) {
    const auto reading = read_as("frr_route", legend + line);
    CHECK(reading.states() == "uuu?");
    CHECK(reading.is_open(Domain::routes));
    CHECK(reading.device.routes.rows.empty());
    return reading.diagnostics();
  };
  CHECK(diagnostics("B>* 10.0.0.0/8 [20/0] via 10.1.1.1, e0, 00:01\n") == "4:1: expected a code of the legend, got 'B>*'\n");
  CHECK(diagnostics("O>? 10.0.0.0/8 [20/0] via 10.1.1.1\n") == "4:3: expected a state of the legend, got '? 10.0.0.0/8 [20/0] via 10.1.1.1'\n");
  CHECK(diagnostics("O>* 10.0.0.0 [20/0] via 10.1.1.1\n") == "4:5: expected a prefix, got '10.0.0.0'\n");
  CHECK(diagnostics("O>* 10.0.0.0/8 [20] via 10.1.1.1\n") == "4:16: expected [DISTANCE/METRIC], got '[20] via 10.1.1.1'\n");
  CHECK(diagnostics("O>* 10.0.0.0/8 [20/0] via 10.1.1.1, e0, seg6local End\n") == "4:39: expected a next hop and its details, got ', seg6local End'\n");
  CHECK(diagnostics("O>* 10.0.0.0/8 [20/0]") == "4:16: expected [DISTANCE/METRIC], got '[20/0]'\n");
  CHECK(diagnostics("  *       via 10.1.1.1, e0\n") == "4:3: expected a route before its next hop, got '*       via 10.1.1.1, e0'\n");
  CHECK(diagnostics("VRF blue\n") == "4:5: expected NAME:, got 'blue'\n");
}

TEST_CASE("frr_route: without the legend no letter is guessed; an error message is unknown") {
  CHECK(read_as("frr_route", "O>* 10.0.0.0/8 [110/2] via 10.1.1.1, e0, weight 1, 00:00:01\n").states() == "?");
  CHECK(read_as("frr_route", "% Unknown command: show ip rout\n").is_open(Domain::routes));
}

TEST_CASE("frr_route: next hops of a route that was not understood are not taken for another's") {
  CHECK(read_as("frr_route", legend + "O>* 10.0.0.0/8 [1/2] via 10.1.1.1, e0, 00:01:00\nO>* x\n  *        via 10.1.1.2, e1, 00:01:00\n").states() == "uuuu??");
}

TEST_CASE("frr_route: CRLF, NULs, long lines and half a million routes are harmless") {
  CHECK(read_as("frr_route", "Codes: O - OSPF\r\n\r\nO>* 10.0.0.0/8 [1/2] via 10.1.1.1, e0, 00:01:00\r\n").states() == "uuu");
  CHECK(read_as("frr_route", legend + std::string(1000, '\0')).is_open(Domain::routes));
  CHECK(read_as("frr_route", legend + "O>* 10.0.0.0/8 [1/2] via 10.1.1.1" + std::string(1'000'000, ',')).is_open(Domain::routes));
  CHECK(read_as("frr_route", legend + "O[" + std::string(1'000'000, '1')).is_open(Domain::routes));
  std::string text = legend;
  for (int i = 0; i < 500'000; ++i)
    text += "O>* " + std::to_string(1 + i / 65536) + '.' + std::to_string(i / 256 % 256) + '.' + std::to_string(i % 256) +
            ".0/24 [110/20] via 192.0.2.1, eth0, weight 1, 00:12:10\n";
  CHECK(read_as("frr_route", text).device.routes.rows.size() == 500'000);
}

TEST_CASE("frr_route: no handler can be switched off unnoticed") { test::check_knock_out("frr_route", edge); }

TEST_CASE("frr_route: the lab's captures are understood, with as many prefixes as the device counts") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto counts = test::read_all("frr_route", *captures, [](const std::filesystem::path& path) { return path.filename() == "show_ip_route.txt"; });
  CHECK(test::assessed(counts) == 1.0);
  CHECK(read_as("frr_route", test::read_file(*captures / "edge1" / "show_ip_route.txt")).device.routes.rows.size() == 210);
}
