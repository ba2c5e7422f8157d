#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

const std::string router = test::fixture("linux_route/router");
const std::string router6 = test::fixture("linux_route/router6");

std::string shown(const model::Device& device, const model::Route& row) {
  const auto& names = device.routes.names;
  std::string text = to_string(row.prefix);
  if (row.has_next_hop) text += " via " + to_string(row.next_hop);
  text += " dev " + names[row.interface] + " proto " + names[row.protocol] + " metric " + std::to_string(row.metric);
  if (row.vrf != 0) text += " vrf " + names[row.vrf];
  return text + " line " + std::to_string(row.line);
}

std::string shown(const test::Reading& reading) {
  std::string all;
  for (const auto& row : reading.device.routes.rows) all += shown(reading.device, row) + '\n';
  return all;
}

}  // namespace

TEST_CASE("linux_route: each next hop is a row with its prefix, protocol, metric, table and line") {
  const auto reading = read_as("linux_route", router);
  CHECK(shown(reading) ==
        "0.0.0.0/0 via 10.10.0.1 dev edge0 proto bird metric 32 line 1\n"
        "10.10.0.0/30 dev edge0 proto kernel metric 0 line 2\n"
        "10.20.0.0/24 via 10.10.1.2 dev fw0 proto bird metric 32 line 4\n"
        "10.20.0.0/24 via 10.10.1.6 dev fw1 proto bird metric 32 line 5\n"
        "192.0.2.7/32 via fe80::1 dev edge0 proto static metric 0 line 6\n"
        "198.51.100.0/24 dev blackhole proto static metric 4294967295 line 7\n"
        "10.30.0.0/24 via 10.10.1.2 dev fw0 proto bird metric 0 vrf blue line 8\n"
        "203.0.113.0/24 dev lo proto static metric 0 vrf 100 line 11\n");
  CHECK(reading.states() == "uuuuuuuuiiu");
  CHECK_FALSE(reading.is_open(Domain::routes));
}

TEST_CASE("linux_route: IPv6 tables are read, and a default route learns its family from its neighbours") {
  const auto reading = read_as("linux_route", router6);
  CHECK(shown(reading) ==
        "::/0 dev tun0 proto static metric 1024 line 1\n"
        "2001:db8:1::/64 dev eth0 proto kernel metric 256 line 2\n"
        "2001:db8:2::/48 via fe80::1 dev eth0 proto ra metric 1024 line 3\n"
        "2001:db8:ffff::/48 dev unreachable proto static metric 1024 line 4\n");
  CHECK(reading.states() == "uuuui");
  CHECK(shown(read_as("linux_route", "default dev ppp0\n")) == "0.0.0.0/0 dev ppp0 proto boot metric 0 line 1\n");
  CHECK(shown(read_as("linux_route", "default via inet6 fe80::1 dev e\n")).starts_with("0.0.0.0/0 via fe80::1"));
  CHECK(shown(read_as("linux_route", "fd00::/8 dev a\ndefault dev b\n10.0.0.0/8 dev a\n")).find("::/0 dev b") != std::string::npos);
}

TEST_CASE("linux_route: IPv4 and IPv6 captures make one table") {
  test::Reading reading;
  test::read_into(reading, "linux_route", router);
  const auto before = reading.device.routes.rows.size();
  const auto* const format = grammars::find_format("linux_route");
  reading.result = format->read(router6, {1, "", ""}, reading.device);
  CHECK(reading.device.routes.rows.size() == before + 4);
  CHECK(reading.device.routes.rows[0].capture == 0);
  CHECK(reading.device.routes.rows[before].capture == 1);
  CHECK(to_string(reading.device.routes.rows[before].prefix) == "::/0");
}

TEST_CASE("linux_route: what narrows or changes a route is known and opens the routes; the row is left out") {
  for (const std::string line : {"10.0.0.0/8 via 10.1.1.1 dev e0 tos 0x10", "10.0.0.0/8 encap mpls 100 via 10.1.1.1 dev e0",
                                 "default from 2001:db8::/32 via fe80::1 dev e0"}) {
    INFO(line);
    const auto reading = read_as("linux_route", line + "\n");
    CHECK(reading.states() == "k");
    CHECK(reading.is_open(Domain::routes));
    CHECK(reading.device.routes.rows.empty());
  }
}

TEST_CASE("linux_route: a word that is not understood makes its line unknown, with its place") {
  const auto diagnostics = [](const std::string& text) {
    const auto reading = read_as("linux_route", text);
    CHECK(reading.is_open(Domain::routes));
    CHECK(reading.device.routes.rows.empty());
    return reading.diagnostics();
  };
  CHECK(diagnostics("10.0.0.0/8 via 10.1.1.1 dve e0\n") == "1:25: expected a route attribute, got 'dve'\n");
  CHECK(diagnostics("10.0.0.0/33 dev e0\n") == "1:1: expected a prefix or \"default\", got '10.0.0.0/33'\n");
  CHECK(diagnostics("default via 10.1.1 dev e0\n") == "1:13: expected an address, got '10.1.1'\n");
  CHECK(diagnostics("default via\n") == "1:12: expected a value, got ''\n");
  CHECK(diagnostics("default metric x dev e0\n") == "1:16: expected a number, got 'x'\n");
  CHECK(diagnostics("\tnexthop via 10.1.1.1 dev e0\n") == "1:2: expected a route before its next hop, got 'nexthop via 10.1.1.1 dev e0'\n");
  CHECK(diagnostics("Object \"rout\" is unknown, try \"ip help\".\n") == "1:1: expected a prefix or \"default\", got 'Object'\n");
  CHECK(diagnostics("10.0.0.0/8 proto bird\n10.0.0.0/8") ==
        "1:22: expected \"via\", \"dev\" or a next hop on the following line, got ''\n"
        "2:11: expected \"via\", \"dev\" or a next hop on the following line, got ''\n");
}

TEST_CASE("linux_route: next hops of a route that was not understood are not taken for another's") {
  const auto reading = read_as("linux_route", "10.0.0.0/8 dev e0\n10.1.0.0/16 protocol x\n\tnexthop via 10.1.1.1 dev e0\n");
  CHECK(reading.states() == "u??");
  CHECK(reading.device.routes.rows.size() == 1);
}

TEST_CASE("linux_route: CRLF, NULs, a missing newline and lines of a megabyte are harmless") {
  CHECK(read_as("linux_route", "default via 10.0.0.1 dev e0\r\n10.0.0.0/8 dev e0").states() == "uu");
  CHECK(read_as("linux_route", std::string("default\0dev e0\n", 15)).states() == "?");
  CHECK(read_as("linux_route", "10.0.0.0/8 dev " + std::string(1'000'000, 'x')).states() == "u");
  CHECK(read_as("linux_route", "10.0.0.0/8" + std::string(1'000'000, ' ') + "nexthop").states() == "?");
}

TEST_CASE("linux_route: half a million routes are read at once, and 200,000 different names in linear time") {
  std::string text;
  for (int i = 0; i < 500'000; ++i)
    text += std::to_string(1 + i / 65536) + '.' + std::to_string(i / 256 % 256) + '.' + std::to_string(i % 256) +
            ".0/24 via 192.0.2.1 dev eth0 proto bgp metric 20 \n";
  const auto reading = read_as("linux_route", text);
  CHECK(reading.device.routes.rows.size() == 500'000);
  CHECK(reading.device.routes.names.size() == 3);
  std::string names;
  for (int i = 0; i < 200'000; ++i) names += "10.0.0.0/8 dev e" + std::to_string(i) + '\n';
  const auto many = read_as("linux_route", names);
  CHECK(many.device.routes.names.size() == 65536);
  CHECK(many.is_open(Domain::routes));
  CHECK(many.result.diagnostics.size() == 1000);
}

TEST_CASE("linux_route: no handler can be switched off unnoticed") {
  test::check_knock_out("linux_route", router);
  test::check_knock_out("linux_route", router6);
}

TEST_CASE("linux_route: the public samples and the lab's captures are understood") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto is_route = [](const std::filesystem::path& path) { return path.filename() == "ip_route.txt"; };
  CHECK(test::assessed(test::read_all("linux_route", *captures, is_route)) == 1.0);
  const auto corpus = test::shared_folder("corpus/linux/show_ip_route");
  if (!corpus) return;
  const auto is_sample = [](const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.find("ip_route") != std::string::npos && (name.ends_with(".out") || name.ends_with(".raw"));
  };
  CHECK(test::assessed(test::read_all("linux_route", *corpus, is_sample)) == 1.0);
}

TEST_CASE("linux_route: as many rows as the oracle says, and those that it leaves out") {
  const auto oracle = test::shared_folder("oracles/show/show_ip_route.jsonl");
  const auto corpus = test::shared_folder("corpus");
  if (!oracle || !corpus) return;
  std::ifstream in(*oracle);
  int compared = 0;
  for (std::string line; std::getline(in, line);) {
    const auto entry = nlohmann::json::parse(line);
    const std::string raw = entry.at("raw");
    if (entry.at("platform") != "linux" || raw.find("ip_route") == std::string::npos || raw.find("linux_ip_route") == std::string::npos) continue;
    const std::string bytes = test::read_file(*corpus / raw);
    const auto reading = read_as("linux_route", bytes);
    const auto dropped = std::ranges::count_if(reading.device.routes.rows, [&](const model::Route& row) {
      return reading.device.routes.names[row.interface] == "unreachable";  // a route for us, none for the oracle
    });
    CHECK(reading.device.routes.rows.size() == entry.at("rows").get<std::size_t>() + static_cast<std::size_t>(dropped));
    ++compared;
  }
  CHECK(compared > 0);
}
