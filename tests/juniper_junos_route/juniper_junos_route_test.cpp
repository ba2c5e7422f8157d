#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

#include "grammars/durations.hpp"
#include "support/routes.hpp"

using namespace muster;
using test::read_as;
using test::shown;

namespace {

const std::string core = test::fixture("juniper_junos_route/core");

std::string table(const std::string& lines, int routes = 1) {
  return "inet.0: 1 destinations, " + std::to_string(routes) + " routes (1 active, 0 holddown, 0 hidden)\n" + lines;
}

}  // namespace

TEST_CASE("juniper_junos_route: each next hop of a route in use is a row; tables that forward nothing are left out") {
  const auto reading = read_as("juniper_junos_route", core);
  CHECK(shown(reading) ==
        "0.0.0.0/0 via 192.0.2.1 dev ge-0/0/0.0 static 5/0 line 6\n"
        "10.0.0.0/8 dev Discard static 5/0 line 8\n"
        "10.1.0.0/24 dev ge-0/0/1.0 connected 0/0 line 10\n"
        "10.1.0.1/32 dev ge-0/0/1.0 local 0/0 line 12\n"
        "10.2.0.0/16 via 10.1.0.2 dev ge-0/0/1.0 ospf 10/3 line 14\n"
        "10.2.0.0/16 via 10.1.0.3 dev ge-0/0/2.0 ospf 10/3 line 15\n"
        "224.0.0.5/32 dev  ospf 10/1 line 20\n"
        "172.16.0.0/12 via 10.120.202.49 dev xe-2/0/0.0 bgp 170/0 vrf red line 27\n"
        "2001:db8:1::/64 dev ge-0/0/1.0 connected 0/0 line 45\n"
        "2001:db8:ffff:ffff:ffff:ffff:ffff:1/128 via fe80::1 dev ge-0/0/1.0 ospf 10/2 line 48\n");
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  CHECK_FALSE(reading.is_open(Domain::routes));
}

TEST_CASE("juniper_junos_route: a table with fewer routes than it says opens the routes") {
  CHECK_FALSE(read_as("juniper_junos_route", table("10.0.0.0/8 *[Static/5] 1d\n Reject\n")).is_open(Domain::routes));
  CHECK(read_as("juniper_junos_route", table("10.0.0.0/8 *[Static/5] 1d\n Reject\n", 2)).is_open(Domain::routes));
  CHECK(read_as("juniper_junos_route", core.substr(0, core.find("224.0.0.5"))).is_open(Domain::routes));
  CHECK(read_as("juniper_junos_route", table("10.0.0.0/8 *[Static/5] 1d\n")).is_open(Domain::routes));
  CHECK(read_as("juniper_junos_route", "").is_open(Domain::routes));
}

TEST_CASE("juniper_junos_route: the last active route, and one that only routing uses, carry no packets") {
  CHECK(shown(read_as("juniper_junos_route", table("10.0.0.0/8 -[Static/5] 1d\n > to 10.0.0.1 via a.0\n"))).empty());
  CHECK(shown(read_as("juniper_junos_route", table("10.0.0.0/8 @[Static/5] 1d\n > to 10.0.0.1 via a.0\n #[Multipath/255] 1d\n > to 10.0.0.2 via b.0\n", 2))) ==
        "10.0.0.0/8 via 10.0.0.2 dev b.0 multipath 255/0 line 5\n");
}

TEST_CASE("juniper_junos_route: what is not understood is unknown, with its place, and opens the routes") {
  const auto diagnostics = [](const std::string& lines) {
    const auto reading = read_as("juniper_junos_route", table(lines));
    CHECK(reading.is_open(Domain::routes));
    CHECK(reading.device.routes.rows.empty());
    return reading.diagnostics();
  };
  CHECK(diagnostics("10.0.0.0 *[Static/5] 1d\n") == "2:1: expected a prefix, got '10.0.0.0'\n");
  CHECK(diagnostics("10.0.0.0/8 *[Static] 1d\n") == "2:13: expected [PROTOCOL/PREFERENCE], got '[Static] 1d'\n");
  CHECK(diagnostics("10.0.0.0/8 *[OSPF/10] 1d, metric many\n") == "2:34: expected [PROTOCOL/PREFERENCE], got 'many'\n");
  CHECK(diagnostics(" > to 10.0.0.1 via a.0\n") == "2:2: expected a route before its next hop, got '> to 10.0.0.1 via a.0'\n");
  CHECK(diagnostics("10.0.0.0/8 *[OSPF/10] 1d\n > to nowhere via a.0\n") == "3:15: expected a next hop, got 'via a.0'\n");
  CHECK(diagnostics("frobnicate\n") == "2:1: expected a prefix, a route or a next hop, got 'frobnicate'\n");
  CHECK(read_as("juniper_junos_route", "10.0.0.0/8 *[Static/5] 1d\n").diagnostics() == "1:1: expected a table, got '10.0.0.0/8 *[Static/5] 1d'\n");
}

TEST_CASE("juniper_junos_route: CRLF, NULs, long lines and half a million routes are harmless") {
  CHECK(shown(read_as("juniper_junos_route", table("\r\n10.0.0.0/8 *[Static/5] 1d\r\n > to 10.0.0.1 via a.0\r\n"))) ==
        "10.0.0.0/8 via 10.0.0.1 dev a.0 static 5/0 line 4\n");
  CHECK(read_as("juniper_junos_route", table(std::string(1000, '\0'))).is_open(Domain::routes));
  CHECK(read_as("juniper_junos_route", table("10.0.0.0/8 *[" + std::string(1'000'000, 'a'))).is_open(Domain::routes));
  std::string text = "inet.0: 500000 destinations, 500000 routes (500000 active, 0 holddown, 0 hidden)\n";
  for (int i = 0; i < 500'000; ++i)
    text += std::to_string(1 + i / 65536) + '.' + std::to_string(i / 256 % 256) + '.' + std::to_string(i % 256) +
            ".0/24 *[OSPF/10] 1d, metric 3\n  > to 192.0.2.1 via ge-0/0/0.0\n";
  const auto reading = read_as("juniper_junos_route", text);
  CHECK(reading.device.routes.rows.size() == 500'000);
  CHECK_FALSE(reading.is_open(Domain::routes));
}

TEST_CASE("juniper_junos_route: no handler can be switched off unnoticed") { test::check_knock_out("juniper_junos_route", core); }

TEST_CASE("juniper_junos_route: as many routes as others count in the same tables") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_ip_route.jsonl");
  unsigned compared = 0, elsewhere = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    const std::string raw = expected["raw"];
    if (expected["platform"] != "juniper_junos" || expected["rows"] == 0 || raw.find("summary") != std::string::npos) continue;
    const std::string text = test::read_file(*corpus / raw);
    INFO(raw);
    const auto reading = read_as("juniper_junos_route", text);
    if (text.find("inet.3:") != std::string::npos || text.find("mpls.0:") != std::string::npos) {
      CHECK(reading.device.routes.rows.empty());  // paths of labels: no packet is looked up there
      ++elsewhere;
      continue;
    }
    INFO(reading.diagnostics());
    CHECK(reading.device.routes.rows.size() == expected["rows"].get<std::size_t>());
    ++compared;
  }
  CHECK(compared + elsewhere >= 10);
}

TEST_CASE("juniper_junos_route: the age of a route, in all its forms") {
  const auto age = [](const std::string& text) {
    const auto reading = read_as("juniper_junos_route", "inet.0: 1 destinations, 1 routes (1 active, 0 holddown, 0 hidden)\n10.0.0.0/8 *[BGP/170] " +
                                                            text + "\n > to 192.0.2.1 via ge-0/0/0.0\n");
    REQUIRE(reading.device.routes.rows.size() == 1);
    return reading.device.routes.rows[0].age;
  };
  CHECK(age("00:01:02") == 62);
  CHECK(age("1d 00:00:01, localpref 100") == 86'401);
  CHECK(age("31w3d 20:13:54, MED 5") == 31U * 604'800 + 3U * 86'400 + 72'834);
  CHECK(age("sometime") == model::Route::no_age);
}

namespace {

/// The words of the oracle for a protocol, in ours.
std::string neutral(const std::string& name) {
  if (name == "Direct") return "connected";
  std::string lower;
  for (const char c : name) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

struct Score {
  unsigned right = 0, all = 0;
  void add(bool ok, const std::string& what) {
    ++all;
    right += ok ? 1 : 0;
    if (!ok) std::cout << "differs: " << what << '\n';
  }
};

/// One route of the oracle against the rows of that prefix in that table.
void compare(Score& score, const test::Reading& reading, const std::string& table, const std::string& prefix, const nlohmann::json& route) {
  const auto& names = reading.device.routes.names;
  const std::size_t stem = table.rfind("inet");
  const std::string vrf = stem == 0 ? "" : table.substr(0, stem - 1);
  if (!route.contains("next_hop") || !route["next_hop"].contains("next_hop_list")) return;  // sent nowhere
  for (const auto& [number, hop] : route["next_hop"]["next_hop_list"].items()) {
    const auto row = std::ranges::find_if(reading.device.routes.rows, [&](const model::Route& each) {
      return to_string(each.prefix) == prefix && names[each.vrf] == vrf && (!hop.contains("via") || names[each.interface] == hop["via"].get<std::string>());
    });
    const bool found = row != reading.device.routes.rows.end();
    score.add(found, prefix);
    if (!found) continue;
    score.add(names[row->protocol] == neutral(route["protocol_name"].get<std::string>()), prefix + " protocol");
    score.add(std::to_string(row->preference) == route["preference"].get<std::string>(), prefix + " preference");
    score.add(row->age == grammars::parse_age(route["age"].get<std::string>()), prefix + " age");
    if (route.contains("metric")) score.add(std::to_string(row->metric) == route["metric"].get<std::string>(), prefix + " metric");
    if (hop.contains("to")) score.add(row->has_next_hop && to_string(row->next_hop) == hop["to"].get<std::string>(), prefix + " next hop");
  }
}

}  // namespace

TEST_CASE("juniper_junos_route: tables of packets agree with what others read from them, field by field") {
  const auto folder = test::shared_folder("corpus/juniper_junos/show_ip_route/CiscoTestAutomation__genieparser");
  if (!folder) return;
  Score score;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("ShowRouteTable") || !name.ends_with("_output.txt")) continue;
    const auto reading = read_as("juniper_junos_route", test::read_file(entry.path()));
    const auto expected = nlohmann::json::parse(test::read_file(*folder / (name.substr(0, name.size() - 10) + "expected.json")));
    for (const auto& [table, about] : expected["table_name"].items()) {
      // Of labels and next hops of BGP (mpls.0, inet.3) no packet's route is taken.
      if (!table.ends_with(".inet.0") && !table.ends_with("inet6.0") && table != "inet.0") continue;
      if (!about.is_object() || !about.contains("routes")) continue;
      for (const auto& [prefix, route] : about["routes"].items()) compare(score, reading, table, prefix, route);
    }
  }
  std::cout << "juniper_junos_route: " << score.right << " of " << score.all << " fields agree\n";
  CHECK(score.all >= 20);
  CHECK(score.right * 100 >= score.all * 97);
}
