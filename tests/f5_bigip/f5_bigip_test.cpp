#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

test::Reading read(const std::string& text) { return read_as("f5_bigip", text); }

const model::Frontend& only_frontend(const test::Reading& reading) {
  REQUIRE(reading.device.frontends.size() == 1);
  return reading.device.frontends.front();
}

bool opens(const test::Reading& reading, Domain domain) { return reading.device.open_domains().contains(domain); }

}  // namespace

TEST_CASE("f5_bigip: the fixtures give back their bytes and leave nothing unknown") {
  for (const char* const name : {"system.conf", "network.conf", "traffic.conf"}) {
    INFO(name);
    const std::string text = test::fixture("f5_bigip/" + std::string(name));
    CHECK(grammars::find_format("f5_bigip")->write_back(text) == text);
    CHECK(read(text).states().find('?') == std::string::npos);
  }
}

TEST_CASE("f5_bigip: the text of a script, a quoted text and a comment say nothing") {
  const auto reading = read(
      "# auth user x { }\n"
      "ltm rule /Common/r {\nwhen HTTP_REQUEST {\n  # auth user a { }\n  log \"\\{\"\n}\n}\n"
      "ltm monitor http /Common/m {\n    send \"x\n}\nauth user b {\n    shell bash\n}\n\"\n}\n");
  CHECK(reading.device.users.empty());
  CHECK(reading.device.openings.empty());
}

TEST_CASE("f5_bigip: a script whose braces do not balance opens everything") {
  const auto reading = read("ltm rule /Common/r {\nwhen HTTP_REQUEST {\n  # } one too many\n}\n}\nauth user a { }\n");
  CHECK(opens(reading, Domain::users));
  CHECK(opens(reading, Domain::proxy));
}

TEST_CASE("f5_bigip: a text that is cut opens everything") {
  for (const char* const text : {"auth user admin {\n    shell bash\n", "sys sshd {\n    banner-text \"hello\n}\n",
                                 "auth user admin {\n    shell bash\n}\n}\n", ""}) {
    INFO(text);
    CHECK(opens(read(text), Domain::users));
    CHECK(opens(read(text), Domain::redundancy));
  }
}

TEST_CASE("f5_bigip: what is not understood about an object opens that object") {
  const auto reading = read("ltm virtual /Common/a {\n    destination /Common/192.0.2.1:80\n    new-thing 1\n}\n");
  CHECK(reading.device.openings.empty());
  CHECK(only_frontend(reading).open);
  CHECK(reading.states() == "uu?u");
}

TEST_CASE("f5_bigip: an unknown module opens every domain, an unknown component those of its module") {
  CHECK(opens(read("quux x { }\n"), Domain::users));
  const auto reading = read("net quux x { }\n");
  CHECK(opens(reading, Domain::filters));
  CHECK_FALSE(opens(reading, Domain::users));
}

TEST_CASE("f5_bigip: diagnostics say what was expected and where") {
  CHECK(read("auth password-policy {\n    minimum-length many\n}\n").diagnostics() ==
        "2:20: expected a number, got 'many'\n");
  CHECK(read("sys sshd {\n    login perhaps\n}\n").diagnostics() ==
        "2:11: expected enabled or disabled, got 'perhaps'\n");
}

TEST_CASE("f5_bigip: secrets are marked, quotes included") {
  const std::string text =
      "auth tacacs /Common/t {\n    secret \"two words\"\n}\nsys snmp {\n    communities {\n        c {\n"
      "            community-name hush\n        }\n    }\n}\n";
  const auto reading = read(text);
  REQUIRE(reading.result.secrets.size() == 2);
  CHECK(text.substr(reading.result.secrets[0].begin, reading.result.secrets[0].end - reading.result.secrets[0].begin) ==
        "\"two words\"");
  CHECK(text.substr(reading.result.secrets[1].begin, reading.result.secrets[1].end - reading.result.secrets[1].begin) ==
        "hush");
}

TEST_CASE("f5_bigip: names stand for /Common where they have no folder; other partitions are contexts") {
  const auto reading = read("ltm pool a { }\nltm pool Common/b { }\nltm pool /shop/c { }\nltm pool shop/app/d { }\n");
  REQUIRE(reading.device.pools.size() == 4);
  CHECK(reading.device.pools[0].name.value == "bigip /Common/a");
  CHECK(reading.device.pools[0].context.empty());
  CHECK(reading.device.pools[1].name.value == "bigip /Common/b");
  CHECK(reading.device.pools[2].context == "shop");
  CHECK(reading.device.pools[3].name.value == "bigip /shop/app/d");
  CHECK(reading.device.pools[3].context == "shop");
}

TEST_CASE("f5_bigip: a script in front of a virtual server makes its path rules opaque") {
  const auto reading =
      read("ltm virtual /Common/a {\n    destination /Common/192.0.2.1:80\n    rules {\n        /Common/r\n    }\n}\n");
  REQUIRE(only_frontend(reading).path_rules.size() == 1);
  CHECK(only_frontend(reading).path_rules.front().opaque);
}

TEST_CASE("f5_bigip: a policy of several rules counts only where the first match decides") {
  const std::string rules = "    rules {\n        a { }\n        b { }\n    }\n";
  const std::string server = "ltm virtual /Common/v {\n    policies {\n        /Common/p { }\n    }\n}\n";
  const auto best = read("ltm policy /Common/p {\n" + rules + "    strategy /Common/best-match\n}\n" + server);
  REQUIRE(only_frontend(best).path_rules.size() == 1);
  CHECK(only_frontend(best).path_rules.front().opaque);
  const auto first = read("ltm policy /Common/p {\n" + rules + "    strategy /Common/first-match\n}\n" + server);
  CHECK(only_frontend(first).path_rules.size() == 2);
}

TEST_CASE("f5_bigip: a password rule counts while it is enforced") {
  const auto length = [](const std::string& head, const std::string& policy) {
    return read(head + "auth password-policy {\n" + policy + "}\n").device.login.minimum_length;
  };
  CHECK(length("", "    minimum-length 15\n").state == State::unknown);
  CHECK(length("#TMSH-VERSION: 15.1.0\n", "    minimum-length 15\n").value == 15);
  CHECK(length("#TMSH-VERSION: 13.1.0\n", "    minimum-length 15\n").value == 0);
  CHECK(length("", "    minimum-length 15\n    policy-enforcement enabled\n").value == 15);
  CHECK(length("", "    minimum-length 15\n    policy-enforcement disabled\n").value == 0);
}

TEST_CASE("f5_bigip: an include of the SSH server that is not understood opens management") {
  CHECK(opens(read("sys sshd {\n    include \"PermitRootLogin yes\"\n}\n"), Domain::management));
  CHECK_FALSE(opens(read("sys sshd {\n    include \"Ciphers aes256-ctr\"\n}\n"), Domain::management));
  CHECK(opens(read("sys sshd {\n    include \"Ciphers +aes256-ctr\"\n}\n"), Domain::management));
}

TEST_CASE("f5_bigip: CRLF, tabs, a missing final newline and NULs change nothing") {
  const std::string text = "auth user admin {\r\n\tshell bash\r\n}\r\nauth user x { }";
  CHECK(grammars::find_format("f5_bigip")->write_back(text) == text);
  const auto reading = read(text);
  REQUIRE(reading.device.users.size() == 2);
  CHECK(reading.device.users.front().shell.value == "bash");
  const std::string nulls("auth user a\0b { }\n\0\n", 20);
  CHECK(grammars::find_format("f5_bigip")->write_back(nulls) == nulls);
}

TEST_CASE("f5_bigip: hostile nesting is bounded and opens everything") {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "a {\n";
  const auto reading = read(text);
  CHECK(opens(reading, Domain::users));
  CHECK(grammars::find_format("f5_bigip")->write_back(text) == text);
}

TEST_CASE("f5_bigip: the include of syslog sends elsewhere what its log statements name") {
  const auto targets = [](const std::string& include) {
    const auto reading = read("sys syslog {\n    include \"" + include + "\"\n}\n");
    std::string all = opens(reading, Domain::logging) ? "open " : "";
    for (const auto& target : reading.device.logging.targets) all += target.name.value + ";";
    return all;
  };
  const std::string log = "log { source(s_syslog_pipe); filter(f); destination(d); };";
  CHECK(
      targets(
          "destination d { tcp(\\\"192.0.2.1\\\" port (601)); udp(192.0.2.2); };\nfilter f { level(info..emerg); };\n" +
          log) == "192.0.2.1 tcp 601;192.0.2.2 udp 514;");
  CHECK(targets("destination d { network(\\\"192.0.2.1\\\" port(6514) transport(\\\"tls\\\")); };" + log) ==
        "192.0.2.1 tls 6514;");
  CHECK(targets("destination d { udp(192.0.2.2); };").empty());
  CHECK(targets("destination d { udp(192.0.2.2); }; log { source(s); destination(d); flags(final); };") == "open ");
  CHECK(targets("destination d { udp(192.0.2.2; };" + log) == "open ");
  CHECK(targets("options { chain_hostnames(no); };") == "open ");
}

TEST_CASE("f5_bigip: lines about what does not get into the model open their domain") {
  CHECK(opens(read("net self /Common/a {\n    quux 1\n}\n"), Domain::interfaces));
  CHECK(opens(read("cm device-group /Common/a {\n    quux 1\n}\n"), Domain::redundancy));
  CHECK(opens(read("sys syslog {\n    remote-servers {\n        a {\n            quux 1\n        }\n    }\n}\n"),
              Domain::logging));
  CHECK(opens(read("sys snmp {\n    traps {\n        a {\n            quux 1\n        }\n    }\n}\n"), Domain::snmp));
  const auto rules = read("security firewall management-ip-rules {\n    quux 1\n}\n");
  REQUIRE(rules.device.filters.size() == 1);
  CHECK(rules.device.filters.front().open);
}

TEST_CASE("f5_bigip: a monitor by default is no monitor, and one that only watches asks nothing") {
  const auto monitored = [](const std::string& member, const std::string& more) {
    const auto reading = read("ltm pool /Common/p {\n    members {\n        /Common/192.0.2.1:80 {\n" + member +
                              "        }\n    }\n" + more);
    REQUIRE(reading.device.pools.size() == 1);
    return reading.device.pools[0].members.at(0).monitored.value;
  };
  CHECK_FALSE(monitored("monitor default\n", "}\n"));
  CHECK(monitored("monitor default\n", "    monitor /Common/http\n}\n"));
  CHECK_FALSE(monitored("", "}\nltm node /Common/192.0.2.1 {\n    address 192.0.2.1\n    monitor default\n}\n"));
  CHECK(monitored("", "}\nltm node /Common/192.0.2.1 {\n    address 192.0.2.1\n    monitor default\n}\n"
                      "ltm default-node-monitor {\n    rule /Common/icmp\n}\n"));
  CHECK_FALSE(monitored("", "    monitor /Common/watch\n}\nltm monitor inband /Common/watch {\n    failures 3\n}\n"));
  CHECK(monitored("", "    monitor /Common/watch and /Common/http\n}\nltm monitor inband /Common/watch {\n    failures 3\n}\n"));
}

TEST_CASE("f5_bigip: texts that are put into the configuration of a server are not read, and open what they may say") {
  CHECK_FALSE(opens(read("sys httpd {\n    include none\n    ssl-include none\n}\n"), Domain::management));
  CHECK(opens(read("sys httpd {\n    ssl-include \"SSLProtocol all\"\n}\n"), Domain::management));
  CHECK(opens(read("sys global-settings {\n    hosts-allow-include \"sshd: ALL\"\n}\n"), Domain::management));
}
