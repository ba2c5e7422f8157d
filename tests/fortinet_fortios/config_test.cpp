#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

test::Reading read(const std::string& text) { return read_as("fortinet_fortios", text); }

template <class T>
const T& named(const std::vector<T>& objects, const std::string& name) {
  const auto found = std::ranges::find_if(objects, [&](const T& object) { return object.name.value == name; });
  REQUIRE(found != objects.end());
  return *found;
}

std::string policy(const std::string& settings) {
  return "config firewall policy\nedit 1\nset srcintf a\nset dstintf b\nset action accept\nset schedule always\n" +
         settings + "next\nend\n";
}
const model::FilterRule& rule_of(const test::Reading& reading) {
  return named(reading.device.filters, "policy").rules.at(0);
}

}  // namespace

TEST_CASE("fortinet_fortios: text in quotes over several lines configures nothing") {
  const auto reading = read(
      "config system replacemsg auth \"x\"\n    set buffer \"<p>\nend\nconfig system admin\nedit "
      "\\\"evil\\\"\nnext\nend\n</p>\"\nend\n"
      "config system interface\nedit \"a\"\nset description \"config system admin\nend\"\nnext\nend\n"
      "# config system admin\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.openings.empty());
  CHECK(named(reading.device.interfaces, "a").description.value == "config system admin\nend");
}

TEST_CASE("fortinet_fortios: a text whose blocks do not fit opens every domain") {
  for (const std::string text :
       {"config system global\nset hostname a\n", "config system admin\nedit a\nset accprofile x\nend\nend\n", "next\n",
        "config system global\nset hostname \"a\nend\n",
        "config system admin\nedit a\nset accprofile x\nedit b\nset accprofile x\nnext\nend\n"}) {
    INFO(text);
    CHECK(read(text).device.open_domains() == Domains::all());
  }
}

TEST_CASE("fortinet_fortios: end inside of edit leaves both, an empty block says nothing") {
  const auto reading = read(
      "config system admin\nedit a\nset accprofile x\nend\nconfig no-such thing\nend\nconfig system global\nset "
      "hostname h\nend\n");
  CHECK(reading.device.hostname.value == "h");
  CHECK(reading.device.openings.empty());
}

TEST_CASE("fortinet_fortios: CRLF, tabs and a missing final newline change nothing") {
  const auto reading = read(
      "config system global\r\n\tset  hostname\t\"h h\"\r\nend\r\nconfig system admin\r\nedit \"a\"\r\nset accprofile "
      "'p'\r\nnext\r\nend");
  CHECK(reading.device.hostname.value == "h h");
  CHECK(named(reading.device.users, "a").role.value == "p");
  CHECK(reading.device.openings.empty());
}

TEST_CASE("fortinet_fortios: unset takes a setting back") {
  const auto reading = read(
      "config system global\nset admintimeout 480\nunset admintimeout\nend\nconfig system interface\nedit a\nset "
      "allowaccess ssh\nunset allowaccess\nnext\nend\n");
  CHECK(named(reading.device.services, "ssh").idle_timeout.value == 300);
  CHECK_FALSE(named(reading.device.services, "ssh").enabled.value);
}

TEST_CASE("fortinet_fortios: diagnostics name line, column, what was expected and what was found") {
  CHECK(read("config system global\n    set admintimeout ten\nend\n").diagnostics() ==
        "2:22: expected a number, got 'ten'\n");
  CHECK(read("config firewall policy\nedit 1\nset status on\nnext\nend\n").diagnostics() ==
        "3:12: expected enable or disable, got 'on'\n");
  CHECK(read("config router static\nedit 1\nset dst 10.0.0.0 255.0.255.0\nnext\nend\n").diagnostics() ==
        "3:9: expected a network and its mask, got '10.0.0.0'\n");
  CHECK(read("config system admin\nedit a\nset password ENC x y\nnext\nend\n").diagnostics() ==
        "3:20: expected end of line, got 'y'\n");
}

TEST_CASE("fortinet_fortios: what is not understood stays with its object") {
  const auto user = read("config system admin\nedit a\nset mystery 1\nnext\nend\n");
  CHECK(user.device.users.at(0).open);
  CHECK_FALSE(user.is_open(Domain::users));
  const auto port = read("config system interface\nedit a\nset mystery 1\nnext\nend\n");
  CHECK(port.device.interfaces.at(0).open);
  CHECK(port.is_open(Domain::management));
  CHECK_FALSE(port.is_open(Domain::interfaces));
  CHECK(rule_of(read(policy("set srcaddr all\nset dstaddr all\nset service ALL\nset mystery 1\n"))).opaque);
  CHECK(read("config mystery\nset a b\nend\n").device.open_domains() == Domains::all());
  CHECK(read("config firewall mystery\nset a b\nend\n").is_open(Domain::filters));
}

TEST_CASE("fortinet_fortios: an address, a group or a service that comes to everything is any") {
  const std::string objects =
      "config firewall address\nedit half\nset subnet 0.0.0.0 128.0.0.0\nnext\nedit rest\nset subnet "
      "128.0.0.0/1\nnext\nedit empty\nnext\nedit small\nset "
      "subnet 10.0.0.0 255.0.0.0\nnext\nedit odd\nset mystery 1\nnext\nend\n"
      "config firewall addrgrp\nedit both\nset member half rest\nnext\nedit nested\nset member small both\nnext\nedit "
      "loop\nset member loop\nnext\n"
      "edit holes\nset member empty\nset exclude enable\nset exclude-member small\nnext\nend\n";
  const auto source = [&](const std::string& name) {
    const auto reading = read(objects + policy("set srcaddr " + name + "\nset dstaddr all\nset service ALL\n"));
    const model::FilterRule& rule = rule_of(reading);
    return rule.opaque ? "opaque" : rule.source;
  };
  CHECK(source("all") == "any");
  CHECK(source("empty") == "any");
  CHECK(source("half rest") == "any");
  CHECK(source("nested") == "any");
  CHECK(source("small") == "group small");
  CHECK(source("half small") == "group small,0.0.0.0/1");
  CHECK(source("odd") == "opaque");
  CHECK(source("loop") == "opaque");
  CHECK(source("holes") == "opaque");
  CHECK(source("undefined") == "opaque");
}

TEST_CASE("fortinet_fortios: a rule for each protocol of its services; what is not defined is opaque") {
  const auto rules = [](const std::string& services) {
    const auto reading = read(
        "config firewall service custom\nedit ICMP8\nset protocol ICMP\nset icmptype 8\nnext\nedit ANYIP\nset protocol "
        "IP\nnext\nedit WIDE\nset "
        "tcp-portrange 1-65535\nnext\nend\n" +
        policy("set srcaddr all\nset dstaddr all\nset service " + services + "\n"));
    std::string all;
    for (const model::FilterRule& rule : named(reading.device.filters, "policy").rules)
      all += rule.name + "=" + (rule.opaque ? "opaque" : rule.protocol + ":" + rule.destination_port) +
             (rule.other_conditions ? "+" : "") + " ";
    return all;
  };
  CHECK(rules("HTTPS") == "1=tcp:443 ");
  CHECK(rules("HTTPS DNS") == "1 tcp=tcp:443,53 1 udp=udp:53 ");
  CHECK(rules("ICMP8") == "1=icmp:any+ ");
  CHECK(rules("HTTPS ANYIP") == "1=any:any ");
  CHECK(rules("ALL") == "1=any:any ");
  CHECK(rules("WIDE") == "1=tcp:any ");
  CHECK(rules("NO-SUCH") == "1=opaque ");
}

TEST_CASE("fortinet_fortios: secrets are marked, masked ones unknown") {
  const std::string text =
      "config system admin\nedit a\nset password ENC SH2topsecret\nnext\nedit b\nset password ENC ******\nnext\nend\n"
      "config vpn ipsec phase1-interface\nedit t\nset psksecret \"with blank\"\nnext\nend\nconfig system snmp "
      "community\nedit 1\nset name hidden1\nnext\nend\n";
  const auto reading = read(text);
  std::string marked;
  for (const ByteSpan& span : reading.result.secrets) marked += text.substr(span.begin, span.end - span.begin) + "|";
  CHECK(marked == "SH2topsecret|\"with blank\"|hidden1|");
  CHECK(named(reading.device.users, "b").password.state == model::State::unknown);
  CHECK(named(reading.device.users, "a").password.value.format == "fortios-sh2");
}

TEST_CASE("fortinet_fortios: virtual domains keep their objects apart") {
  const auto reading = read(test::fixture("fortinet_fortios/domains.conf"));
  CHECK(reading.device.openings.empty());
  REQUIRE(reading.device.filters.size() == 4);
  // The address of one domain is none of the other.
  for (const model::Filter& filter : reading.device.filters)
    for (const model::FilterRule& rule : filter.rules) CHECK(rule.opaque == (filter.context == "guests"));
  CHECK(named(reading.device.interfaces, "port2").context == "guests");
}

TEST_CASE("fortinet_fortios: without any one of its handlers, the handler's domains or its object are open") {
  const std::string text = test::fixture("fortinet_fortios/edge.conf");
  const auto base = read(text);
  std::size_t reached = 0;
  for (const grammars::KeywordInfo& keyword : grammars::find_format("fortinet_fortios")->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const auto without = read_as("fortinet_fortios", text, keyword.path);
    if (without.result.lines == base.result.lines) continue;
    ++reached;
    CHECK((without.device.open_domains() & keyword.domains) == keyword.domains);
  }
  CHECK(reached > 100);
}

TEST_CASE("fortinet_fortios: hostile nesting and NULs are read in bounded time") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "config vdom\nedit x\n";
  CHECK(read(deep).device.open_domains() == Domains::all());
  CHECK(read(std::string(100'000, '\0')).device.open_domains() == Domains::all());
  CHECK(read(std::string(100'000, '"')).result.lines.size() == 1);
}

TEST_CASE("fortinet_fortios: a policy that stands twice is one, changed; policies 0 are many") {
  const auto reading = read(
      "config firewall policy\nedit 1\nset action deny\nnext\nedit 2\nset action accept\nnext\nend\n"
      "config firewall policy\nedit 1\nset action accept\nnext\nedit 0\nnext\nedit 0\nnext\nend\n");
  const auto& rules = named(reading.device.filters, "policy").rules;
  REQUIRE(rules.size() == 4);
  CHECK(rules[0].name == "1");
  CHECK(rules[0].action == "permit");
}

TEST_CASE("fortinet_fortios: a schedule narrows a policy, and leaves one about everything in doubt") {
  const std::string all = "set srcaddr all\nset dstaddr all\nset service ALL\nset schedule week\n";
  CHECK(rule_of(read(policy(all))).opaque);
  const auto narrow = read(policy("set srcaddr all\nset dstaddr all\nset service HTTPS\nset schedule week\n"));
  CHECK_FALSE(rule_of(narrow).opaque);
  CHECK(rule_of(narrow).other_conditions);
}

TEST_CASE("fortinet_fortios: an internet service of the configuration's own may be everything") {
  CHECK(rule_of(read(policy("set srcaddr all\nset internet-service enable\nset internet-service-custom X\n"))).opaque);
  CHECK_FALSE(
      rule_of(read(policy("set srcaddr all\nset internet-service enable\nset internet-service-name X\n"))).opaque);
}

TEST_CASE("fortinet_fortios: a log server that is on without an address gets nothing") {
  CHECK(read("config log syslogd setting\nset status enable\nend\n").device.logging.targets.empty());
  CHECK(read("config log fortianalyzer-cloud setting\nset status enable\nend\n").device.logging.targets.size() == 1);
}

TEST_CASE("fortinet_fortios: trusted hosts limit the family that they are of") {
  const auto admin = [](const std::string& hosts) {
    return read("config system admin\nedit a\nset password ENC AK1x\n" + hosts + "next\nend\n").device.users.at(0);
  };
  CHECK(admin("set trusthost1 10.0.0.0 255.0.0.0\n").allowed_sources.value ==
        std::vector<std::string>{"10.0.0.0/8", "::/0"});
  CHECK(admin("set trusthost1 10.0.0.0 255.0.0.0\nset ip6-trusthost1 2001:db8::/32\n").allowed_sources.value ==
        std::vector<std::string>{"10.0.0.0/8", "2001:db8::/32"});
  CHECK(admin("set trusthost1 10.0.0.0 255.0.0.0\nunset trusthost1\n").allowed_sources.state == model::State::absent);
  CHECK(admin("set trusthost1 10.0.0.0 255.0.0.0\nset trusthost1 0.0.0.0 0.0.0.0\n").allowed_sources.state ==
        model::State::absent);
}

TEST_CASE("fortinet_fortios: a policy of passwords for tunnels alone asks nothing of administrators") {
  const std::string base = "config system password-policy\nset status enable\nset minimum-length 12\n";
  CHECK(read(base + "set apply-to admin-password ipsec-preshared-key\nend\n").device.login.minimum_length.value == 12);
  CHECK(read(base + "set apply-to ipsec-preshared-key\nend\n").device.login.minimum_length.value == 0);
}

TEST_CASE("fortinet_fortios: communities of an agent that is off, or without queries, are not answered") {
  const std::string community = "config system snmp community\nedit 1\nset name \"public\"\n";
  CHECK(read(community + "next\nend\n").device.snmp_communities.size() == 1);
  CHECK(read("config system snmp sysinfo\nset status disable\nend\n" + community + "next\nend\n")
            .device.snmp_communities.empty());
  CHECK(read(community + "set query-v1-status disable\nset query-v2c-status disable\nnext\nend\n")
            .device.snmp_communities.empty());
  CHECK(read(community + "set query-v1-status disable\nnext\nend\n").device.snmp_communities.size() == 1);
}

TEST_CASE("fortinet_fortios: a key that is not understood leaves the list of secrets open") {
  const auto reading =
      read("config router ospf\nconfig ospf-interface\nedit 1\nset interface a\nset md5-key one two\nnext\nend\nend\n");
  CHECK(reading.device.open_domains().contains(Domain::users));
}

TEST_CASE("fortinet_fortios: a line without a verb in a block is no text of the device") {
  CHECK(read("config system snmp community\nedit 1\n--More-- set name a\nnext\nend\n").device.open_domains() ==
        Domains::all());
}
