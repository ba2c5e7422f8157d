#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "support/reading.hpp"

/// No word of FortiOS is passed over in silence because a wildcard took it, and no secret because nobody asked for its
/// setting.
using namespace muster;
using test::read_as;

namespace {

test::Reading read(const std::string& text) { return read_as("fortinet_fortios", text); }

std::string credentials(const test::Reading& reading) {
  std::string all;
  for (const model::Credential& each : reading.device.credentials)
    all += each.kind.value + ": " + each.name.value + (each.context.empty() ? "" : " of " + each.context) + "\n";
  return all;
}

std::string block(const std::string& path, const std::string& settings) {
  return "config " + path + "\n" + settings + "end\n";
}

/// Whether the first rule of the filters of that name may be anything.
bool only_rule(const test::Reading& reading, const std::string& name) {
  for (const model::Filter& filter : reading.device.filters)
    if (filter.name.value.starts_with(name) && !filter.rules.empty()) return filter.rules[0].opaque;
  FAIL("no rule in " + name);
  return false;
}

/// Blocks without effect until a setting switches them on: block, that setting, and what it then opens.
struct Idle {
  std::string path, switch_on, switch_off;
  Domain opens;
};
const std::vector<Idle>& idle_blocks() {
  static const std::vector<Idle> blocks{
      {"system saml", "status enable", "status disable", Domain::users},
      {"router multicast", "multicast-routing enable", "multicast-routing disable", Domain::routing},
      {"router multicast6", "multicast-routing enable", "multicast-routing disable", Domain::routing},
      {"web-proxy explicit", "sec-default-action accept", "sec-default-action deny", Domain::filters},
      {"ftp-proxy explicit", "sec-default-action accept", "sec-default-action deny", Domain::filters},
      {"system pcp-server", "status enable", "status disable", Domain::filters},
      {"firewall ipmacbinding setting", "bindtofw enable", "bindthroughfw disable", Domain::filters},
      {"system ptp", "status enable", "status disable", Domain::time},
      {"system smc-ntp", "ntpsync enable", "ntpsync disable", Domain::time},
      {"system dedicated-mgmt", "status enable", "status disable", Domain::routing},
      {"system modem", "status enable", "status disable", Domain::routing},
      {"system fips-cc", "status enable", "status disable", Domain::management},
      {"system standalone-cluster", "standalone-group-id 3", "standalone-group-id 0", Domain::redundancy},
      {"system auto-scale", "status enable", "status disable", Domain::redundancy},
      {"log syslogd override-setting", "override enable", "status disable", Domain::logging},
      {"log syslogd2 override-setting", "status enable", "status disable", Domain::logging},
      {"log syslogd3 override-setting", "status enable", "status disable", Domain::logging},
      {"log syslogd4 override-setting", "status enable", "status disable", Domain::logging},
      {"log fortianalyzer override-setting", "status enable", "status disable", Domain::logging},
      {"log fortianalyzer2 override-setting", "status enable", "status disable", Domain::logging},
      {"log fortianalyzer3 override-setting", "status enable", "status disable", Domain::logging},
      {"log fortianalyzer-cloud override-setting", "status enable", "status disable", Domain::logging},
      {"log webtrends setting", "status enable", "status disable", Domain::logging},
  };
  return blocks;
}

}  // namespace

TEST_CASE("fortinet_fortios: only blocks that are off until they are switched on ignore words by a wildcard") {
  std::vector<std::string> found;
  std::vector<std::string> allowed;
  for (const grammars::KeywordInfo& keyword : grammars::find_format("fortinet_fortios")->keywords())
    if (keyword.treatment == grammars::Treatment::ignored && keyword.path.ends_with("*")) found.push_back(keyword.path);
  for (const Idle& idle : idle_blocks()) allowed.push_back("config " + idle.path + "/*");
  std::ranges::sort(found);
  std::ranges::sort(allowed);
  CHECK(found == allowed);
}

TEST_CASE("fortinet_fortios: a block that is switched on, or holds a block, opens its domain") {
  for (const Idle& idle : idle_blocks()) {
    INFO(idle.path);
    const std::string mystery = "set mystery 1\n";
    CHECK(read(block(idle.path, mystery)).device.openings.empty());
    CHECK(read(block(idle.path, "set " + idle.switch_off + "\n" + mystery)).device.openings.empty());
    CHECK(read(block(idle.path, mystery + "set " + idle.switch_on + "\n")).is_open(idle.opens));
    CHECK(read(block(idle.path, "config mystery\nedit 1\nset a b\nnext\nend\n")).is_open(idle.opens));
  }
}

TEST_CASE("fortinet_fortios: a word that nobody declared opens what its block can affect") {
  const auto opened = [](const std::string& path, const std::string& settings) {
    const auto reading = read(block(path, settings + "set mystery 1\n"));
    return reading.device.open_domains();
  };
  CHECK(opened("system settings", "").contains(Domain::filters));
  CHECK(opened("router bgp", "").contains(Domain::routing));
  CHECK(opened("router ospf", "").contains(Domain::routing));
  CHECK(opened("router ospf6", "").contains(Domain::routing));
  CHECK(opened("router rip", "").contains(Domain::routing));
  CHECK(opened("router isis", "").contains(Domain::users));
  CHECK(opened("log eventfilter", "").contains(Domain::logging));
  CHECK(opened("log setting", "").contains(Domain::logging));
  CHECK(opened("log memory setting", "").contains(Domain::logging));
  CHECK(opened("log memory filter", "").contains(Domain::logging));
  for (const std::string path : {"vpn ipsec phase1", "vpn ipsec phase1-interface", "user local", "user radius"})
    CHECK(read("config " + path + "\nedit a\nset mystery 1\nnext\nend\n").is_open(Domain::users));
  CHECK(read("config user group\nedit a\nset mystery 1\nnext\nend\n").is_open(Domain::authentication));
  CHECK(read("config system accprofile\nedit a\nset mystery 1\nnext\nend\n").is_open(Domain::management));
  const auto vip = read("config firewall vip\nedit a\nset extip 192.0.2.1\nappend mystery 1\nnext\nend\n");
  CHECK(vip.device.nat_rules.at(0).open);
  const auto host = read(
      "config system snmp community\nedit 1\nset name a\nconfig hosts\nedit 1\nset mystery 1\nnext\nend\nnext\nend\n");
  CHECK(host.device.snmp_communities.at(0).open);
}

TEST_CASE("fortinet_fortios: secrets are credentials wherever they stand") {
  CHECK(credentials(read(
            "config user radius\nedit r\nset server 192.0.2.1\nset secret ENC a\nset rsso-secret ENC b\nconfig "
            "accounting-server\nedit 2\nset status enable\nset server 192.0.2.9\nset secret "
            "plain\nnext\nend\nnext\nend\n")) == "radius: r sign-on\nradius: r accounting 2\nradius: r 192.0.2.1\n");
  CHECK(credentials(read("config vpn ipsec phase1-interface\nedit t\nset ppk-secret ENC a\nset "
                         "group-authentication-secret ENC b\nset save-password enable\nnext\nend\n")) ==
        "ipsec: t post-quantum\nipsec: t group\n");
  CHECK(credentials(read("config router isis\nset auth-password-l1 ENC a\nend\n")) ==
        "router isis: auth-password-l1\n");
  CHECK(credentials(read("config wireless-controller vap\nedit guest\nset passphrase ENC a\nnext\nend\n")) ==
        "wireless-controller vap: guest passphrase\n");
  CHECK(credentials(read("config user group\nedit g\nset password auto-generate\nconfig guest\nedit 1\nset password "
                         "hello\nnext\nend\nnext\nend\n")) == "user group: g guest 1 password\n");
  CHECK(credentials(
            read("config vdom\nedit blue\nconfig user fsso\nedit f\nset password2 ENC a\nnext\nend\nnext\nend\n")) ==
        "user fsso: f password2 of blue\n");
  CHECK(credentials(read("config user ldap\nedit l\nset password-renewal disable\nset password ENC a\nnext\nend\n")) ==
        "ldap: l\n");
}

TEST_CASE("fortinet_fortios: other secrets are marked; one that cannot be read opens the list") {
  const std::string text = "config user fsso\nedit f\nset password ENC topsecret\nnext\nend\n";
  const auto reading = read(text);
  REQUIRE(reading.result.secrets.size() == 1);
  CHECK(text.substr(reading.result.secrets[0].begin, reading.result.secrets[0].end - reading.result.secrets[0].begin) ==
        "topsecret");
  CHECK(reading.device.openings.empty());
  CHECK(reading.states() == "iiuuu");
  CHECK(read("config user fsso\nedit f\nset password ENC a b\nnext\nend\n").is_open(Domain::users));
  CHECK(read("config user fsso\nedit f\nset password ENC\nnext\nend\n").is_open(Domain::users));
  std::string deep = "config user fsso\n";
  for (int i = 0; i < 40; ++i) deep += "edit a\nconfig b\n";
  deep += "edit a\nset password ENC x\nnext\nend\n";
  for (int i = 0; i < 40; ++i) deep += "next\nend\n";
  CHECK(read(deep).is_open(Domain::users));
  CHECK(read_as("fortinet_fortios", text, "* ENC").is_open(Domain::users));
}

TEST_CASE("fortinet_fortios: settings of a domain that decide who may pass") {
  const auto settings = [](const std::string& lines) { return read(block("system settings", lines)); };
  CHECK(settings("set implicit-allow-dns enable\nset default-voip-alg-mode proxy-based\n").device.openings.empty());
  CHECK(settings("set implicit-allow-dns enable\nset ngfw-mode policy-based\n").is_open(Domain::filters));
  CHECK(settings("set asymroute enable\n").is_open(Domain::filters));
  CHECK_FALSE(settings("set asymroute disable\n").is_open(Domain::filters));
  CHECK(settings("set multicast-skip-policy enable\n").is_open(Domain::filters));
  CHECK(settings("set hyperscale-default-policy-action forward-to-host\n").is_open(Domain::filters));
  CHECK(settings("set gateway 192.0.2.1\n").is_open(Domain::routing));
  CHECK(read(block("system global", "set admin-forticloud-sso-login enable\n")).is_open(Domain::users));
}

TEST_CASE("fortinet_fortios: what an interface checks of sources depends on its domain") {
  const auto checked = [](const std::string& settings, const std::string& port) {
    return read("config system settings\nset opmode nat\n" + settings + "end\nconfig system interface\nedit a\n" +
                port + "set status up\nnext\nend\n")
        .device.interfaces.at(0)
        .unicast_rpf;
  };
  CHECK_FALSE(checked("", "").known());
  CHECK(checked("set strict-src-check enable\n", "").value);
  CHECK_FALSE(checked("set strict-src-check enable\n", "set src-check disable\n").value);
  CHECK_FALSE(checked("set asymroute enable\n", "set src-check enable\n").value);
  CHECK_FALSE(checked("set strict-src-check disable\n", "").known());
  const std::string routed = "set ip 192.0.2.1 255.255.255.0\n";
  CHECK(checked("", routed).state == model::State::defaulted);
  CHECK(checked("", routed).value);
  CHECK(checked("", "set mode dhcp\n").value);
  CHECK_FALSE(checked("set asymroute6 enable\n", routed).value);
}

TEST_CASE("fortinet_fortios: settings that let a policy match more or less than its fields say") {
  const auto opaque = [](const std::string& setting) {
    const auto reading = read(
        "config firewall policy\nedit 1\nset action accept\nset srcaddr all\nset dstaddr all\nset "
        "service HTTPS\nset srcintf a\nset dstintf b\n" +
        setting + "next\nend\n");
    return only_rule(reading, "policy");
  };
  CHECK_FALSE(opaque("set tos-mask 0x00\nset permit-any-host disable\nset comments \"set ztna-status enable\"\n"));
  for (const std::string setting :
       {"vlan-filter 10-20", "policy-expiry enable", "permit-any-host enable", "permit-stun-host enable",
        "pcp-inbound enable", "cgn-eif enable", "eif-check enable", "tos-mask 0xff", "ztna-status enable"}) {
    INFO(setting);
    CHECK(opaque("set " + setting + "\n"));
  }
  const auto local = read(
      "config firewall local-in-policy\nedit 1\nset intf any\nset srcaddr all\nset dstaddr all\nset "
      "service ALL\nset schedule always\nset ha-mgmt-intf-only enable\nnext\nend\n");
  CHECK(only_rule(local, "local-in"));
}

TEST_CASE("fortinet_fortios: IS-IS and RIP whose words are not understood open the domain") {
  CHECK(read("config router isis\nconfig isis-interface\nedit a\nset mystery 1\nnext\nend\nend\n")
            .is_open(Domain::routing));
  CHECK(read("config router isis\nconfig isis-interface\nedit a\nset status maybe\nnext\nend\nend\n")
            .is_open(Domain::routing));
  CHECK(read("config router rip\nset version 1\nend\n").is_open(Domain::routing));
  CHECK(read("config router rip\nconfig network\nedit 1\nset mystery 1\nnext\nend\nend\n").is_open(Domain::routing));
  CHECK(read("config router ospf\nconfig network\nedit 1\nset prefix 1\nnext\nend\nend\n").is_open(Domain::routing));
  CHECK(read("config router ripng\nconfig interface\nedit a\nset flags 8\nnext\nend\nend\n").is_open(Domain::routing));
  const auto learnt = read(
      "config system interface\nedit a\nset mode dhcp\nnext\nend\nconfig router rip\nconfig "
      "network\nedit 1\nset prefix 10.0.0.0 255.0.0.0\nnext\nend\nend\n");
  CHECK(learnt.is_open(Domain::routing));
}

TEST_CASE("fortinet_fortios: redirects of IPv6 count where the interface speaks it") {
  const auto sends = [](const std::string& port) {
    return read("config system interface\nedit a\nset icmp-send-redirect disable\n" + port + "next\nend\n")
        .device.interfaces.at(0)
        .redirects.value;
  };
  CHECK_FALSE(sends(""));
  CHECK(sends("config ipv6\nset ip6-address 2001:db8::1/64\nend\n"));
  CHECK_FALSE(sends("config ipv6\nset ip6-address 2001:db8::1/64\nset icmp6-send-redirect disable\nend\n"));
}

TEST_CASE("fortinet_fortios: a filter that may keep events from a log server opens it") {
  const auto target = [](const std::string& filter) {
    return read("config log syslogd setting\nset status enable\nset server 192.0.2.1\nend\n" +
                block("log syslogd filter", filter))
        .device.logging.targets.at(0)
        .open;
  };
  CHECK_FALSE(target("set forward-traffic disable\nset filter ''\nset filter-type include\n"));
  CHECK(target("set filter \"logid(0100032001)\"\n"));
  CHECK(target("set filter-type exclude\n"));
  CHECK(target("config free-style\nedit 1\nset category event\nset filter-type exclude\nnext\nend\n"));
}

TEST_CASE("fortinet_fortios: servers that are told of commands") {
  const std::string told = "set status enable\nset server 192.0.2.7\nset server-key ENC a\n";
  const auto reading = read(block("log tacacs+accounting setting", told));
  REQUIRE(reading.device.aaa_servers.size() == 1);
  CHECK(reading.device.aaa_servers[0].name.value == "tacacs 192.0.2.7");
  CHECK(reading.device.login.command_accounting.value);
  CHECK(credentials(reading) == "tacacs: accounting 192.0.2.7\n");
  CHECK(reading.device.openings.empty());
  CHECK(read(block("log tacacs+accounting setting", "set server 192.0.2.7\n")).device.aaa_servers.empty());
  CHECK(read("config user tacacs+\nedit t\nset server 192.0.2.7\nnext\nend\n" +
             block("log tacacs+accounting setting", told))
            .device.aaa_servers.size() == 1);
}

TEST_CASE("fortinet_fortios: what OSPF learns may be filtered") {
  const auto neighbor = [](const std::string& settings) {
    return read("config system interface\nedit a\nset ip 192.0.2.1 255.255.255.0\nnext\nend\nconfig router ospf\n" +
                settings + "config network\nedit 1\nset prefix 192.0.2.0 255.255.255.0\nnext\nend\nend\n")
        .device.neighbors.at(0);
  };
  CHECK(neighbor("").filter_in.state == model::State::absent);
  CHECK(neighbor("set distribute-list-in IN\n").filter_in.value == "IN");
}

TEST_CASE("fortinet_fortios: members of an SD-WAN that is off form no zone") {
  const auto zone = [](const std::string& settings) {
    return read("config system interface\nedit a\nset status up\nnext\nend\nconfig system sdwan\n" + settings +
                "config members\nedit 1\nset interface a\nnext\nend\nend\n")
        .device.interfaces.at(0)
        .zone;
  };
  CHECK(zone("set status enable\n").value == "virtual-wan-link");
  CHECK(zone("set status disable\n").state == model::State::absent);
}
