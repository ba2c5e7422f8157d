#include <catch2/catch.hpp>

#include <string>

#include "support/reading.hpp"

namespace {

using namespace muster;

test::Reading read(const std::string& text) { return test::read_as("cisco_nxos_route", text); }

constexpr const char* head = "IP Route Table for VRF \"default\"\n";

}  // namespace

TEST_CASE("cisco_nxos_route: ages in seconds") {
  const auto age = [](const std::string& text) {
    const auto reading =
        read(std::string(head) + "10.0.0.0/8, ubest/mbest: 1/0\n    *via 192.0.2.1, [1/0], " + text + ", static\n");
    return reading.device.routes.rows.empty() ? model::Route::no_age : reading.device.routes.rows[0].age;
  };
  CHECK(age("00:12:01") == 721);
  CHECK(age("5d18h") == 5 * 86400 + 18 * 3600);
  CHECK(age("1w12h") == 7 * 86400 + 12 * 3600);
  CHECK(age("2y3w") == (2 * 365 + 21) * 86400);
  CHECK(age("0.000612") == 0);
  CHECK(age("never") == model::Route::no_age);
  CHECK(age("99999999999y") == model::Route::no_age);
}

TEST_CASE("cisco_nxos_route: a route that lost a next hop opens the table") {
  const auto whole =
      read(std::string(head) + "10.0.0.0/8, ubest/mbest: 1/0\n    *via 192.0.2.1, [1/0], 5d18h, static\n");
  CHECK_FALSE(whole.is_open(Domain::routes));
  const auto cut = read(std::string(head) + "10.0.0.0/8, ubest/mbest: 2/0\n    *via 192.0.2.1, [1/0], 5d18h, static\n");
  CHECK(cut.is_open(Domain::routes));
  CHECK(read(std::string(head) + "10.0.0.0/8, ubest/mbest: 1/0\n").is_open(Domain::routes));
}

TEST_CASE("cisco_nxos_route: what is no table, or no line of one, opens the table and says where") {
  CHECK(read("").is_open(Domain::routes));
  CHECK(read("% Invalid command at '^' marker.\n").is_open(Domain::routes));
  const auto reading =
      read(std::string(head) + "10.0.0.0/8, ubest/mbest: 1/0\n    *via 192.0.2.1, [1/0], soon, static\n");
  CHECK(reading.diagnostics() == "3:28: expected a next hop and its details, got 'soon, static'\n");
  CHECK(reading.is_open(Domain::routes));
}
