#include <cstdlib>
#include <fstream>

#include "juniper_junos/shown.hpp"

using namespace muster;
using model::State;
using test::read_as;
using test::shown;

namespace {

const std::string braces = test::fixture("juniper_junos/edge.conf");
const std::string commands = test::fixture("juniper_junos/edge.set");
const std::string golden = "juniper_junos/edge.model";

std::string read(const std::string& text) { return shown(read_as("juniper_junos", text).device); }

/// Lines of the text with a certain beginning.
std::string only(const std::string& text, const std::string& beginning) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = text.find('\n', at) + 1;
    if (text.compare(at, beginning.size(), beginning) == 0) all += text.substr(at, stop - at);
    at = stop;
  }
  return all;
}

}  // namespace

TEST_CASE("juniper_junos: the model of a whole configuration") {
  const auto reading = read_as("juniper_junos", braces);
  if (std::getenv("UPDATE_EXPECT") != nullptr)
    std::ofstream(std::string(MUSTER_SOURCE_DIR) + "/tests/fixtures/" + golden) << shown(reading.device);
  CHECK(shown(reading.device) == test::fixture(golden));
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  CHECK(reading.device.openings.empty());
  CHECK(reading.diagnostics().empty());
}

TEST_CASE("juniper_junos: set commands spell the same configuration as braces") {
  const auto reading = read_as("juniper_junos", commands);
  CHECK(shown(reading.device) == test::fixture(golden));
  CHECK(reading.device.openings.empty());
}

TEST_CASE("juniper_junos: secrets are hidden, and masked ones are unknown") {
  const auto reading = read_as("juniper_junos", braces);
  const std::string text = test::hidden(reading, braces);
  for (const std::string secret : {"$6$rootsalt", "$5$saltsalt", "$9$", "monitoring", "community open"}) {
    INFO(secret);
    CHECK(text.find(secret) == std::string::npos);
  }
  for (const std::string value : {"/* SECRET-DATA */", "SECRET-DATA", "\"<secret:01>\""}) {
    INFO(value);
    CHECK(only(read("system {\n root-authentication {\n encrypted-password " + value + "; ## SECRET-DATA\n }\n}\n"), "user root") ==
          "user root role (super-user) password ?\n");
    CHECK(only(read("set system root-authentication encrypted-password " + value + "\n"), "user root") ==
          "user root role (super-user) password ?\n");
  }
}

TEST_CASE("juniper_junos: without root-authentication, root has no password; with keys alone none lets it in") {
  CHECK(only(read("set version 21.4R3\n"), "user") == "user (root) role (super-user) password (none)\n");
  CHECK(only(read("set system root-authentication ssh-rsa \"ssh-rsa AAAA me\"\n"), "user") == "user root role (super-user) password -\n");
}

TEST_CASE("juniper_junos: what is deactivated has no effect") {
  CHECK(only(read("system {\n inactive: services {\n telnet;\n }\n}\n"), "service").empty());
  CHECK(only(read("set system services telnet\ndeactivate system services\n"), "service").empty());
  CHECK(only(read("set system services telnet\ndeactivate system services telnet\nactivate system services telnet\n"), "service telnet") ==
        "service telnet yes port (23) version - filter -\n");
  CHECK(read_as("juniper_junos", "set system services telnet\ndeactivate system services\n").states() == "iu");
}

TEST_CASE("juniper_junos: a place that stands twice, once deactivated, is not believed") {
  const auto reading = read_as("juniper_junos", "inactive: system {\n services {\n telnet;\n }\n}\nsystem {\n host-name a;\n}\n");
  CHECK(reading.device.open_domains() == Domains::all());
}

TEST_CASE("juniper_junos: text in comments, annotations, descriptions and messages does not count") {
  const std::string text =
      "/* system { services { telnet; } } */\n# set system services telnet\nsystem {\n /* telnet */\n services {\n ssh; ## telnet;\n }\n"
      " login {\n message \"services { telnet; }\\\" }\";\n }\n}\ninterfaces {\n ge-0/0/0 {\n description \"} system { services { telnet; } }\";\n }\n}\n";
  const auto reading = read_as("juniper_junos", text);
  CHECK(only(shown(reading.device), "service") == "service ssh yes port (22) version (2) filter -\n");
  CHECK(reading.device.openings.empty());
  CHECK(only(read("set interfaces ge-0/0/0 description \"x\nset system services telnet\n\"\nset system services ssh\n"), "service") ==
        "service ssh yes port (22) version (2) filter -\n");
}

TEST_CASE("juniper_junos: groups are inherited where they are applied; what stands there itself counts first") {
  const std::string groups =
      "set groups G system host-name group\nset groups G system services telnet\nset groups G interfaces <ge-*> unit <*> family inet filter input F\n"
      "set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/8\nset interfaces xe-0/0/0 unit 0 family inet address 10.0.0.2/8\n";
  CHECK(only(read(groups), "service").empty());
  const std::string applied = read(groups + "set apply-groups G\n");
  CHECK(only(applied, "hostname") == "hostname group\n");
  CHECK(only(applied, "service telnet") == "service telnet yes port (23) version - filter -\n");
  CHECK(only(applied, "interface ge-0/0/0.0").find(" in ip F ") != std::string::npos);
  CHECK(only(applied, "interface xe-0/0/0.0").find(" in - ") != std::string::npos);
  CHECK(only(read(groups + "set apply-groups G\nset system host-name own\n"), "hostname") == "hostname own\n");
  CHECK(only(read(groups + "set system apply-groups G\n"), "interface ge-0/0/0.0").find(" in - ") != std::string::npos);
  CHECK(only(read(groups + "set apply-groups G\nset system apply-groups-except G\n"), "service").empty());
  CHECK(only(read(groups + "set apply-groups G\ndeactivate groups G\n"), "service").empty());
}

TEST_CASE("juniper_junos: the group named first, and that of the innermost place, counts") {
  const std::string groups = "set groups A system host-name a\nset groups B system host-name b\n";
  CHECK(only(read(groups + "set apply-groups A\nset apply-groups B\n"), "hostname") == "hostname a\n");
  CHECK(only(read(groups + "set apply-groups A\nset system apply-groups B\n"), "hostname") == "hostname b\n");
}

TEST_CASE("juniper_junos: a group of one routing engine or member, a conditional or a missing one leaves its domains open") {
  const auto member = read_as("juniper_junos", "groups {\n re0 {\n system {\n services {\n telnet;\n }\n }\n }\n}\napply-groups re0;\n");
  CHECK(member.is_open(Domain::management));
  CHECK_FALSE(member.is_open(Domain::filters));
  CHECK(only(shown(member.device), "service").empty());
  const auto variable = read_as("juniper_junos", "set groups node0 system services ssh\nset apply-groups \"${node}\"\n");
  CHECK(variable.is_open(Domain::management));
  const auto when = read_as("juniper_junos", "set groups G when chassis mx204\nset groups G system services ssh\nset apply-groups G\n");
  CHECK(when.is_open(Domain::management));
  CHECK(read_as("juniper_junos", "set apply-groups MISSING\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "set groups A apply-groups B\nset groups B system services telnet\nset apply-groups A\n").device.open_domains() ==
        Domains::all());
}

TEST_CASE("juniper_junos: a part that the account may not see opens everything") {
  CHECK(read_as("juniper_junos", "system { /* ACCESS-DENIED */ };\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "set snmp /* ACCESS-DENIED */\n").device.open_domains() == Domains::all());
}

TEST_CASE("juniper_junos: a filter without a decision accepts; the last one decides; exceptions are not guessed") {
  const auto rules = [](const std::string& term) {
    const std::string model = read("firewall { filter F { term t { " + term + " } } }\n");
    return only(model, "  ");
  };
  CHECK(rules("") == "  t permit any any:any > any:any\n");
  CHECK(rules("then count c;") == "  t permit any any:any > any:any\n");
  CHECK(rules("then { next term; }") == "  t none any any:any > any:any\n");
  CHECK(rules("from { protocol [ tcp udp ]; port 53; }") == "  t tcp source port permit tcp any:53 > any:any\n  t tcp destination port permit tcp any:any > any:53\n"
                                                             "  t udp source port permit udp any:53 > any:any\n  t udp destination port permit udp any:any > any:53\n");
  CHECK(rules("from { source-address { 10.0.0.0/8; 10.1.0.0/16 except; } } then discard;") == "  t deny any 10.0.0.0/16,10.2.0.0/15,10.4.0.0/14,10.8.0.0/13,10.16.0.0/12,10.32.0.0/11,10.64.0.0/10,10.128.0.0/9:any > any:any\n");
  CHECK(rules("from { source-address { 10.1.0.0/16 except; } } then discard;") == "  t deny any any:any > any:any opaque\n");
  CHECK(rules("from { address 192.0.2.0/24; protocol tcp; } then accept;") == "  t source permit tcp 192.0.2.0/24:any > any:any\n  t destination permit tcp any:any > 192.0.2.0/24:any\n");
  CHECK(rules("from { address 192.0.2.0/24; source-address 10.0.0.0/8; } then accept;").find("opaque") != std::string::npos);
  CHECK(rules("from { tcp-established; protocol tcp; source-port 1024-65535; } then accept;") == "  t permit tcp any:1024-65535 > any:any established narrowed\n");
  CHECK(rules("from { source-prefix-list NONE; } then accept;") == "  t permit any any:any > any:any opaque\n");
  CHECK(rules("from { frobnicate x; } then accept;") == "  t permit any any:any > any:any opaque\n");
  CHECK(rules("filter OTHER;") == "  t permit any any:any > any:any opaque\n");
}

TEST_CASE("juniper_junos: filters of a list decide together") {
  const std::string model = read(
      "set interfaces lo0 unit 0 family inet filter input-list [ A B ]\nset firewall filter A term t then accept\nset firewall filter B term t then discard\n");
  CHECK(only(model, "filter") == "filter ip A hook input default ?\nfilter ip B hook input default ?\n");
  CHECK(only(model, "interface lo0.0").find(" in ip A,ip B ") != std::string::npos);
}

TEST_CASE("juniper_junos: exact diagnostics, as places in the text") {
  const auto diagnostics = [](const std::string& text) { return read_as("juniper_junos", text).diagnostics(); };
  CHECK(diagnostics("system {\n    host-name;\n}\n") == "2:5: expected a name after 'host-name', got 'host-name'\n");
  CHECK(diagnostics("set system services ssh port many\n") == "1:30: expected a port, got 'many'\n");
  CHECK(diagnostics("set routing-options static route 10.0.0.0/8 sideways 1\n") ==
        "1:45: expected a next hop or a setting of a route, got 'sideways'\n");
  CHECK(diagnostics("set system syslog host a any loud\n") == "1:30: expected a severity, got 'loud'\n");
  CHECK(diagnostics("set interfaces ge-0/0/0 unit 0 family inet address 10.0.0/8\n") == "1:52: expected an address with its length, got '10.0.0/8'\n");
}

TEST_CASE("juniper_junos: what is undeclared opens what its place can affect, at top level everything") {
  CHECK(read_as("juniper_junos", "frobnicate {\n x;\n}\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "frobnicate {\n x;\n}\n").states() == "??u");
  const auto inner = read_as("juniper_junos", "set snmp frobnicate\n");
  CHECK(inner.states() == "?");
  CHECK(inner.device.open_domains() == (Domain::snmp | Domain::users));
  const auto interface = read_as("juniper_junos", "set interfaces ge-0/0/0 frobnicate\nset interfaces ge-0/0/1 mtu 9000\n");
  CHECK(only(shown(interface.device), "interface ge-0/0/0 open").size() > 0);
  CHECK(only(shown(interface.device), "interface ge-0/0/1 open").empty());
  CHECK_FALSE(interface.is_open(Domain::interfaces));
  for (const std::string line : {"delete system services telnet", "rename x to y", "user@edge1> show configuration"}) {
    INFO(line);
    CHECK(read_as("juniper_junos", "set version 1\n" + line + "\n").device.open_domains() == Domains::all());
  }
}

TEST_CASE("juniper_junos: a text that is cut opens everything") {
  CHECK(read_as("juniper_junos", "").device.open_domains().contains(Domain::users));
  for (const std::size_t size : {braces.size() / 4, braces.size() / 2, braces.find("{master") - 4}) {
    const auto reading = read_as("juniper_junos", braces.substr(0, size));
    CHECK(reading.device.open_domains() == Domains::all());
  }
  CHECK(read_as("juniper_junos", "system {\n host-name \"a;\n}\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "system {\n /* host-name a;\n}\n").device.open_domains() == Domains::all());
}

TEST_CASE("juniper_junos: CRLF changes nothing") {
  const auto crlf = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
    return text;
  };
  CHECK(read(crlf(braces)) == test::fixture(golden));
  CHECK(read(crlf(commands)) == test::fixture(golden));
}

TEST_CASE("juniper_junos: depth, size and repetition are harmless") {
  const auto repeat = [](const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
  };
  CHECK(read_as("juniper_junos", std::string(1000, '\0')).device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", repeat("system { ", 100'000)).device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "set" + repeat(" a", 100'000) + "\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "set a [" + repeat(" a", 100'000) + "\n").device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", repeat("set x \\\"\n", 50'000)).device.open_domains() == Domains::all());
  CHECK(read_as("juniper_junos", "set x \"" + repeat("\\\"\n", 50'000)).device.open_domains() == Domains::all());
  std::string groups = "set apply-groups g\n";
  for (int i = 0; i < 300; ++i) groups += "set interfaces i" + std::to_string(i) + " unit 0\nset groups g interfaces <*> unit " + std::to_string(i + 1) + "\n";
  for (int i = 0; i < 300; ++i) groups += "set groups g interfaces <*" + std::to_string(i) + "> unit " + std::to_string(i) + "\n";
  CHECK(read_as("juniper_junos", groups).device.open_domains() == Domains::all());
}

TEST_CASE("juniper_junos: no handler can be switched off unnoticed") {
  test::check_knock_out("juniper_junos", braces);
  test::check_knock_out("juniper_junos", commands);
}

TEST_CASE("juniper_junos: a keyword is only ignored for a stated reason, and opens nothing then") {
  for (const grammars::KeywordInfo& keyword : grammars::find_format("juniper_junos")->keywords()) {
    INFO(keyword.path);
    CHECK((keyword.treatment == grammars::Treatment::ignored) == !keyword.note.empty());
    if (keyword.treatment != grammars::Treatment::ignored) CHECK_FALSE(keyword.domains.empty());
  }
}
