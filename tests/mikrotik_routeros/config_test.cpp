#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

test::Reading read(const std::string& text) { return read_as("mikrotik_routeros", text); }

template <class T>
const T& named(const std::vector<T>& objects, const std::string& name) {
  const auto found = std::ranges::find_if(objects, [&](const T& object) { return object.name.value == name; });
  REQUIRE(found != objects.end());
  return *found;
}

std::string secrets_of(const std::string& text) {
  const auto reading = read(text);
  std::string all;
  for (const auto& span : reading.result.secrets) all += text.substr(span.begin, span.end - span.begin) + "|";
  return all;
}

}  // namespace

TEST_CASE("mikrotik_routeros: a backslash at the end of a line joins it with the next, inside of words and quotes") {
  const auto reading = read(
      "/ip address\nadd address=10.0.0.1/24 interface=\\\n    bridge1\n/system identity\nset name=\"a b\\\n    "
      "\\_c\"\n");
  CHECK(reading.device.hostname.value == "a b c");
  CHECK(named(reading.device.interfaces, "bridge1").addresses.value == std::vector<std::string>{"10.0.0.1/24"});
  CHECK(reading.states() == "uuuuuu");
}

TEST_CASE("mikrotik_routeros: text in comments, notes and scripts configures nothing") {
  const auto reading = read(
      "# /ip service set telnet disabled=yes\n/ip firewall filter\nadd action=drop chain=input "
      "comment=\"/user add name=x chain=y \\\"\"\n/system note\nset note=\"\\r\\\n    \\n/user add name=evil\"\n"
      "/system script\nadd name=s source={\n/user\nadd name=evil\n}\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.openings.empty());
  CHECK(named(reading.device.services, "telnet").enabled.state == model::State::defaulted);
  CHECK(named(reading.device.filters, "ip input").rules.at(0).action == "deny");
}

TEST_CASE("mikrotik_routeros: a quote or a brace without its partner, and a text that was cut, open every domain") {
  for (const std::string text : {"/system identity\nset name=\"a\n/ip service\nset telnet disabled=yes\n",
                                 "/system script\nadd source={ :log info x\n", "/ip service\nset telnet \\\n",
                                 "/ip service\nset telnet \\", "/ip service\n#error exporting \"/ip/service\"\n"}) {
    INFO(text);
    CHECK(read(text).device.open_domains() == Domains::all());
  }
}

TEST_CASE(
    "mikrotik_routeros: a menu and its command may share a line; CRLF and a missing final newline change nothing") {
  const auto reading = read("/ip service set telnet,ftp disabled=yes\r\n/system identity\r\nset name=\\\r\n    r1");
  CHECK(named(reading.device.services, "telnet").enabled.value == false);
  CHECK(named(reading.device.services, "ftp").enabled.value == false);
  CHECK(reading.device.hostname.value == "r1");
  CHECK(reading.device.openings.empty());
}

TEST_CASE("mikrotik_routeros: diagnostics name line, column, what was expected and what was found") {
  CHECK(read("/ip service\nset ssh port=ten\n").diagnostics() == "2:14: expected a number, got 'ten'\n");
  CHECK(read("/ip service\nset ssh frobnicate=1\n").diagnostics() ==
        "2:9: expected a known setting, got 'frobnicate=1'\n");
  CHECK(read("/ip firewall filter\nadd action=drop\n").diagnostics() == "2:5: expected a chain, got 'action=drop'\n");
}

TEST_CASE("mikrotik_routeros: a rule that is not understood stays in its place and may do anything") {
  const auto reading =
      read("/ip firewall filter\nadd action=accept chain=input new-matcher=1\nadd action=drop chain=input\n");
  const auto& rules = named(reading.device.filters, "ip input").rules;
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].opaque);
  CHECK_FALSE(reading.is_open(Domain::filters));
}

TEST_CASE("mikrotik_routeros: packets out of connection tracking are no known connections") {
  const std::string accept =
      "/ip firewall filter\nadd action=accept chain=forward connection-state=established,untracked\n";
  CHECK(named(read(accept).device.filters, "ip forward").rules.at(0).established);
  const auto other = read(accept + "/ip firewall raw\nadd action=notrack chain=prerouting\n");
  CHECK_FALSE(named(other.device.filters, "ip forward").rules.at(0).established);
  CHECK(named(other.device.filters, "ip forward").rules.at(0).other_conditions);
}

TEST_CASE("mikrotik_routeros: an unset setting of a verbose export is none") {
  const auto reading = read(
      "/ip firewall filter\nadd action=drop chain=input !connection-bytes !content disabled=no !dst-address log=no\n");
  const auto& rule = named(reading.device.filters, "ip input").rules.at(0);
  CHECK(rule.destination == "any");
  CHECK_FALSE(rule.other_conditions);
  CHECK_FALSE(rule.opaque);
}

TEST_CASE("mikrotik_routeros: a secret that should be there and is not is unknown") {
  const auto without =
      read("/routing bgp connection\nadd name=a remote.address=192.0.2.1\n/radius\nadd address=192.0.2.9\n");
  CHECK(without.device.neighbors.at(0).authenticated.state == model::State::unknown);
  CHECK(without.device.credentials.at(0).value.state == model::State::unknown);
  const auto seen =
      read("/routing bgp connection\nadd name=a remote.address=192.0.2.1\n/radius\nadd address=192.0.2.9 secret=x\n");
  CHECK(seen.device.neighbors.at(0).authenticated.state == model::State::defaulted);
}

TEST_CASE("mikrotik_routeros: secrets are marked, in lines that are not understood as well") {
  CHECK(secrets_of("/snmp community\nadd name=topsecret\n/ppp secret\nadd name=a password=\"x y\"\n") ==
        "topsecret|\"x y\"|");
  CHECK(secrets_of("/no such menu\nadd password=abc\n/system ntp key\nadd key-id=1 value=k\n") == "abc|k|");
  CHECK(secrets_of("/user\nadd name=b password=abc nosuch=1\n") == "abc|");
}

TEST_CASE("mikrotik_routeros: SNMP that is off answers to no community") {
  CHECK(read("/snmp community\nset [ find default=yes ] name=a\n").device.snmp_communities.empty());
  const auto on = read("/snmp\nset enabled=yes\n");
  REQUIRE(on.device.snmp_communities.size() == 1);
  CHECK(on.device.snmp_communities[0].value.value.value.reveal() == "public");
}

TEST_CASE("mikrotik_routeros: what stands before the first menu, and menus that nobody knows, may be anything") {
  CHECK(read("add name=x\n").device.open_domains() == Domains::all());
  CHECK(read("/nosuch\nadd name=x\n").device.open_domains() == Domains::all());
  CHECK(read("/ip service\nremove telnet\n").is_open(Domain::management));
}

TEST_CASE("mikrotik_routeros: hostile nesting and NULs cost no more than their size") {
  for (const char c : {'{', '[', '"', '\\', '=', '!', '/'}) {
    const std::string text = "/system identity\nset name=" + std::string(200000, c) + "\n";
    CHECK(read(text).result.lines.size() == 2);
  }
  const std::string nul("/system identity\nset name=a\0b\n", 30);
  CHECK(read(nul).device.hostname.value == std::string("a\0b", 3));
}

TEST_CASE("mikrotik_routeros: a text that begins with a brace is a text like others") {
  const test::Reading r = read_as("mikrotik_routeros", std::string(1000, '{') + "\n");
  CHECK(r.states() == "?");
}

TEST_CASE("mikrotik_routeros: a quote without its partner ends with the last line, and not behind it") {
  const test::Reading r = read("/user\nadd name=ops password=\"open\n");
  REQUIRE(r.device.users.size() == 1);
  for (const Evidence& range : r.device.lines.get(r.device.users[0].lines)) CHECK(range.last_line == 2);
}
