#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "grammars/format.hpp"
#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

test::Reading read(std::string_view text) { return read_as("cisco_asa", text); }

template <class T>
const T* named(const std::vector<T>& objects, std::string_view name) {
  const auto found = std::ranges::find_if(objects, [name](const T& object) { return object.name.value == name; });
  return found == objects.end() ? nullptr : &*found;
}

std::string every_fixture() {
  std::string all;
  for (const char* name : {"management", "firewall", "routing", "old", "ftd", "system"})
    all += test::fixture("cisco_asa/" + std::string(name) + ".cfg");
  return all;
}

}  // namespace

TEST_CASE("cisco_asa: text in banners, descriptions, remarks and comments configures nothing") {
  const auto reading = read(
      "banner motd ^C\nbanner motd username evil password x privilege 15\n"
      "interface GigabitEthernet0/0\n description telnet 0.0.0.0 0.0.0.0 outside\n"
      "access-list A remark permit ip any any\n"
      "! http server enable\n: username evil2 password x\n"
      "name 10.0.0.1 X description telnet 0.0.0.0 0.0.0.0 outside\n");
  CHECK(reading.device.users.empty());
  CHECK_FALSE(named(reading.device.services, "telnet")->enabled.value);
  CHECK_FALSE(named(reading.device.services, "https")->enabled.value);
  CHECK(named(reading.device.filters, "ip A")->rules.empty());
  CHECK(reading.device.openings.empty());
  CHECK(reading.device.banners.at(0).text.value == "^C\nusername evil password x privilege 15");
}

TEST_CASE("cisco_asa: the form with no undoes what the form without does") {
  const auto reading = read(
      "username a password x\nno username a\nlogging enable\nno logging enable\nhttp server enable\nno http server "
      "enable\n"
      "ntp server 192.0.2.1\nno ntp server 192.0.2.1\nroute outside 0.0.0.0 0.0.0.0 192.0.2.1 1\n"
      "no route outside 0.0.0.0 0.0.0.0 192.0.2.1 1\nfailover\nno failover\n");
  CHECK(reading.device.users.empty());
  CHECK_FALSE(reading.device.logging.enabled.value);
  CHECK_FALSE(named(reading.device.services, "https")->enabled.value);
  CHECK(reading.device.ntp_servers.empty());
  CHECK(reading.device.static_routes.empty());
  CHECK(reading.device.redundancy_groups.empty());
  CHECK(reading.device.openings.empty());
}

TEST_CASE("cisco_asa: abbreviated and undeclared keywords open everything") {
  for (const std::string line :
       {"user evil password x", "access-l A permit ip any any", "inter GigabitEthernet0/0", "mystery"}) {
    INFO(line);
    const auto reading = read(line + "\n");
    CHECK(reading.states() == "?");
    CHECK(reading.device.open_domains() == Domains::all());
  }
}

TEST_CASE("cisco_asa: a line inside a block that is not understood opens its object") {
  const auto port = read("interface GigabitEthernet0/0\n mystery\n");
  CHECK(port.device.interfaces.at(0).open);
  CHECK_FALSE(port.is_open(Domain::interfaces));
  const auto group =
      read("object-group network G\n network-object mystery\naccess-list A extended permit ip object-group G any\n");
  CHECK(group.device.groups.at(0).open);
  CHECK_FALSE(group.is_open(Domain::filters));
  CHECK(named(group.device.filters, "ip A")->rules.at(0).opaque);
  const auto neighbor = read(
      "router bgp 1\n address-family ipv4 unicast\n  neighbor 192.0.2.1 remote-as 2\n  neighbor 192.0.2.1 mystery\n");
  CHECK(neighbor.device.neighbors.at(0).open);
  CHECK_FALSE(neighbor.is_open(Domain::routing));
}

TEST_CASE("cisco_asa: an entry that is not understood stays as an opaque rule and opens nothing else") {
  const auto reading =
      read("access-list A extended permit tcp any any eq nonsense\naccess-list A extended deny ip any any\n");
  CHECK(reading.device.openings.empty());
  const model::Filter* const filter = named(reading.device.filters, "ip A");
  REQUIRE(filter->rules.size() == 2);
  CHECK(filter->rules[0].opaque);
  CHECK_FALSE(filter->rules[1].opaque);
}

TEST_CASE("cisco_asa: groups that stand for everything are everything, and those that may be are doubtful") {
  const auto rule = [](const std::string& before, const std::string& entry) {
    const auto reading = read(before + "access-list A extended " + entry + "\n");
    const model::FilterRule& one = named(reading.device.filters, "ip A")->rules.at(0);
    return one.opaque ? std::string("doubtful") : one.action + " " + one.source + " " + one.destination;
  };
  const std::string halves =
      "object-group network G\n network-object 0.0.0.0 128.0.0.0\n network-object 128.0.0.0 128.0.0.0\n";
  CHECK(rule(halves, "permit ip object-group G any") == "permit any any");
  CHECK(rule("object network X\n subnet 0.0.0.0 0.0.0.0\n", "permit ip any object X") == "permit any any");
  CHECK(rule("object network X\n range 0.0.0.0 255.255.255.255\n", "permit ip any object X") == "permit any any");
  CHECK(rule("object network X\n host 10.0.0.1\n", "permit ip any object X") == "permit any group X");
  CHECK(rule("", "permit ip any object-group NONE") == "doubtful");
  CHECK(rule("object network X\n fqdn www.example.com\n", "permit ip any object X") == "doubtful");
  CHECK(rule("object-group network G\n group-object G\n", "permit ip any object-group G") == "permit any group G");
  CHECK(rule("", "permit ip any any time-range T") == "doubtful");
  CHECK(rule("", "permit object-group NONE any any") == "doubtful");
  CHECK(rule("object-group service S\n service-object ip\n", "permit object-group S any any") == "permit any any");
}

TEST_CASE("cisco_asa: a server that no message is sent to is no log target") {
  const auto target = [](const std::string& text) { return read(text).device.logging.targets.at(0).transport; };
  CHECK(target("logging enable\nlogging trap errors\nlogging host inside 10.0.0.1\n").value == "udp");
  CHECK(target("logging enable\nlogging host inside 10.0.0.1\n").state == model::State::absent);
  CHECK(target("logging trap errors\nlogging host inside 10.0.0.1\n").state == model::State::absent);
}

TEST_CASE("cisco_asa: diagnostics name line, column, what was expected and what was found") {
  CHECK(read("hostname a\naccess-list X extended permit tcp any 10.0.0.0 eq 22\n").diagnostics() ==
        "2:39: expected a destination, got '10.0.0.0'\n");
  CHECK(read("access-list X extended permit tcp any\n").diagnostics() == "1:38: expected a destination, got ''\n");
  CHECK(read("access-list X extended permit ipx any any\n").diagnostics() ==
        "1:31: expected a protocol or a group of services, got 'ipx'\n");
  CHECK(read("username a password x privilege 99\n").diagnostics() ==
        "1:33: expected a privilege level from 0 to 15, got '99'\n");
  CHECK(read("interface GigabitEthernet0/0\n ip address 10.0.0.1 255.0.255.0\n").diagnostics() ==
        "2:22: expected a contiguous mask, got '255.0.255.0'\n");
  CHECK(read("ssh nowhere inside\n").diagnostics() ==
        "1:5: expected a network that may log in, or an option, got 'nowhere'\n");
}

TEST_CASE("cisco_asa: no secret is left in what is shown, and a masked one is unknown") {
  const std::string text = test::fixture("cisco_asa/management.cfg") + test::fixture("cisco_asa/routing.cfg");
  const auto reading = read(text);
  const std::string shown = test::hidden(reading, text);
  for (const std::string secret :
       {"BBBBBB",           "8Ry2YjIyt7RRXU24", "2KFQnbNIdI", "QkFTRTY0",   "ldapsecret",  "DDDDDD",
        "3USUcOPFUiMCO4Jk", "letmein",          "01:02:03",   "04:05:06",   "hostsecret",  "trapsecret",
        "R0xPQkFM",         "ftpsecret",        "ntpsecret",  "ospfsecret", "eigrpsecret", "Ymdwc2VjcmV0",
        "clustersecret",    "ikesecret",        "localsecret"}) {
    INFO(secret);
    CHECK(shown.find(secret) == std::string::npos);
  }
  CHECK(named(reading.device.users, "masked")->password.state == model::State::unknown);
  CHECK(named(reading.device.credentials, "203.0.113.1 remote")->value.state == model::State::unknown);
  CHECK(read("username a password x encrypted y\n").diagnostics().find("'x'") == std::string::npos);
}

TEST_CASE("cisco_asa: line ends, NULs and a missing last newline are kept") {
  std::string text = every_fixture();
  CHECK(read(text).result.lines.size() > 0);
  std::string dos;
  for (const char c : text) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto unix_lines = read(text);
  const auto dos_lines = read(dos);
  CHECK(dos_lines.states() == unix_lines.states());
  CHECK(dos_lines.device.users.size() == unix_lines.device.users.size());
  text.pop_back();
  CHECK(read(text).states() == unix_lines.states());
  const std::string nul("hostname a\0b\n user\0name x\n", 26);
  CHECK(read(nul).result.lines.size() == 2);
}

TEST_CASE("cisco_asa: a text cut at any byte is read without loss and never shows a user that is not there") {
  const std::string text = test::fixture("cisco_asa/management.cfg");
  for (std::size_t size = 0; size < text.size(); size += 13) {
    const std::string part = text.substr(0, size);
    for (const model::User& user : read(part).device.users)
      CHECK(text.find("username " + user.name.value) != std::string::npos);
  }
}

TEST_CASE("cisco_asa: hostile bytes are read in linear time") {
  const auto repeat = [](const std::string& unit, std::size_t size) {
    std::string text;
    while (text.size() < size) text += unit;
    return text;
  };
  constexpr std::size_t size = 400'000;
  const std::vector<std::string> inputs{
      std::string(size, 'x'),
      std::string(size, '\0'),
      repeat("\xff\xfe \n", size),
      repeat(" a\n", size),
      repeat("certificate 01\n  AB\n", size),
      repeat("interface G\n nameif x\n ip address 10.0.0.1 255.0.0.0\n", size),
      repeat("ssh 10.0.0.0 255.0.0.0 inside\n", size),
      repeat("banner motd x\n", size),
      "object-group network G\n" + repeat(" network-object host 10.0.0.1\n", size / 2) +
          repeat("access-list A extended permit ip object-group G any\n", size / 2),
      "object-group service S tcp\n" + repeat(" port-object eq 1\n", size / 2) +
          repeat("access-list A extended permit tcp any any object-group S\n", size / 2),
      repeat("object-group network G\n group-object G\n group-object H\n", size) +
          repeat("access-list A extended permit ip object-group G any\n", size / 2),
      repeat("router ospf 1\n network 10.0.0.0 255.0.0.0 area 0\n", size) +
          repeat("interface G\n nameif x\n ip address 10.0.0.1 255.0.0.0\n", size)};
  for (const std::string& input : inputs) {
    INFO(input.substr(0, 60));
    const auto start = std::chrono::steady_clock::now();
    CHECK(read(input).result.lines.size() > 0);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  }
}

TEST_CASE("cisco_asa: a secret in a line that no rule asks for opens the list of secrets") {
  CHECK(read("vpn load-balancing\n cluster key cisco\n").is_open(Domain::users));
  CHECK(read("vpn load-balancing\n cluster ip address 192.0.2.9\n").device.openings.empty());
  CHECK(read("event manager applet A\n action 1 cli command \"no logging enable\"\n").is_open(Domain::users));
}
