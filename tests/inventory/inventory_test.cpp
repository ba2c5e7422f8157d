#include <catch2/catch.hpp>

#include "inventory/inventory.hpp"

using namespace muster;

namespace {

const inventory::LoadOptions options{{"cisco_ios", "frr", "linux"}, {"haproxy", "nginx"}, "/etc/muster"};

inventory::Inventory load(std::string_view text) {
  auto loaded = inventory::load(text, "fleet.toml", options);
  REQUIRE(loaded);
  return std::move(*loaded);
}

std::vector<std::string> gaps(const inventory::Inventory& inventory) {
  std::vector<std::string> texts;
  for (const auto& gap : inventory.quarantined) texts.push_back(to_string(gap.where) + ": " + gap.message);
  return texts;
}

constexpr std::string_view credential = "[[credential]]\nid = 'ro'\nuser = 'auditor'\npassword_env = 'RO'\n";

}  // namespace

TEST_CASE("inventory: a device inherits from its groups, inner over outer, its own values first") {
  const auto inventory = load(std::string(credential) + R"(
[[group]]
name = "all"
credential = "ro"
site = "hq"
[group.parameters]
syslog_servers = ["192.0.2.10"]
minimum = 2
[[group]]
name = "dmz"
parent = "all"
platform = "linux"
tags = ["external"]
[group.parameters]
minimum = 3
[[device]]
id = "lb1"
groups = ["dmz"]
features = ["haproxy"]
address = "192.0.2.1"
role = "proxy"
)");
  CHECK(gaps(inventory).empty());
  REQUIRE(inventory.units.size() == 1);
  const auto& unit = inventory.units[0];
  CHECK(unit.platform == "linux");
  CHECK(unit.site == "hq");
  CHECK(unit.credential == "ro");
  CHECK(unit.groups == std::vector<std::string>{"dmz", "all"});
  CHECK(unit.tags == std::vector<std::string>{"external"});
  CHECK(unit.parameters.at("minimum").integer == 3);
  CHECK(unit.parameters.at("syslog_servers").texts == std::vector<std::string>{"192.0.2.10"});
}

TEST_CASE("inventory: an HA pair is one unit with two members") {
  const auto inventory = load(std::string(credential) + R"(
[[device]]
id = "fw"
platform = "linux"
credential = "ro"
[[device.member]]
name = "a"
address = "192.0.2.1"
[[device.member]]
name = "b"
address = "2001:db8::2"
port = 2222
)");
  CHECK(gaps(inventory).empty());
  REQUIRE(inventory.units.size() == 1);
  REQUIRE(inventory.units[0].members.size() == 2);
  CHECK(inventory.units[0].members[1].port == 2222);
}

TEST_CASE("inventory: a bad entry is quarantined with all its errors, the others are used") {
  const auto inventory = load(std::string(credential) + R"([[device]]
id = "r1"
platform = "cisco_iso"
credential = "rw"
address = "192.0.2.1"
sitte = "hq"
[[device]]
id = "r2"
platform = "frr"
credential = "ro"
address = "192.0.2.2"
)");
  REQUIRE(inventory.units.size() == 1);
  CHECK(inventory.units[0].id == "r2");
  CHECK(gaps(inventory) == std::vector<std::string>{
                               "fleet.toml:7:12: platform 'cisco_iso' is not defined; did you mean 'cisco_ios'?",
                               "fleet.toml:8:14: credential 'rw' is not defined; did you mean 'ro'?",
                               "fleet.toml:10:1: unknown key 'sitte'; did you mean 'site'?"});
}

TEST_CASE("inventory: a secret in the file is refused without being repeated") {
  const auto inventory = load("[[credential]]\nid = 'x'\nuser = 'u'\npassword = 'hunter2'\n");
  CHECK(inventory.credentials.empty());
  REQUIRE_FALSE(inventory.quarantined.empty());
  for (const std::string& gap : gaps(inventory)) CHECK(gap.find("hunter2") == std::string::npos);
}

TEST_CASE("inventory: circles of groups, doubled ids, wrong ports and odd addresses are errors") {
  const auto inventory = load(std::string(credential) + R"([[group]]
name = "a"
parent = "b"
[[group]]
name = "b"
parent = "a"
[[device]]
id = "r1"
platform = "frr"
address = "192.0.2.1"
[[device]]
id = "r1"
platform = "frr"
address = "192.0.2.1; reboot"
port = 70000
groups = ["a"]
)");
  CHECK(inventory.units.size() == 1);
  CHECK(gaps(inventory) == std::vector<std::string>{
                               "fleet.toml:16:6: device 'r1' is defined twice",
                               "fleet.toml:19:8: 'port': expected 1 to 65535, got 70000",
                               "fleet.toml:20:10: group 'a' lies in itself",
                               "fleet.toml:18:11: expected an address or a host name, got '192.0.2.1; reboot'"});
}

TEST_CASE("inventory: paths of credentials are relative to the inventory, and only one way to log in is allowed") {
  const auto inventory = load(
      "[[credential]]\nid = 'k'\nuser = 'u'\nkey_file = 'keys/id'\n"
      "[[credential]]\nid = 'two'\nuser = 'u'\nkey_file = 'k'\npassword_env = 'X'\n");
  REQUIRE(inventory.credentials.size() == 1);
  CHECK(inventory.credentials[0].login.name == "/etc/muster/keys/id");
  CHECK(gaps(inventory).size() == 1);
}

TEST_CASE("inventory: a syntax error stops") {
  const auto loaded = inventory::load("[[device]\n", "fleet.toml", options);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().where.line == 1);
}

TEST_CASE("inventory: a misspelt kind of entry is a gap, for it hides devices") {
  const auto inventory = load("[[devcie]]\nid = 'r1'\n");
  CHECK(gaps(inventory) ==
        std::vector<std::string>{"fleet.toml:1:3: unknown key 'devcie'; did you mean 'device'?"});
}
