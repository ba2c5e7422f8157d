#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "cisco_ios/read.hpp"

using namespace muster;
using test::IosRead;
using test::named;

TEST_CASE("cisco_ios: text in banners, descriptions, remarks and comments configures nothing") {
  const IosRead read(
      "banner motd ^C\nusername evil privilege 15\nip http server\n^C\n"
      "interface Gi0/0\n description username evil2 secret x\n"
      "ip access-list extended A\n remark permit ip any any\n"
      "! username evil3 secret x\n"
      "banner login #one line username evil4#\nbanner exec $ starts\nhere username evil5 $\nhostname after\n");
  CHECK(read.device.users.empty());
  CHECK(named(read.device.services, "http")->enabled.state == model::State::unknown);
  CHECK(read.device.filters.at(0).rules.empty());
  CHECK(read.device.hostname.value == "after");
  CHECK(read.device.openings.empty());
}

TEST_CASE("cisco_ios: a banner without its end hides nothing that follows") {
  const IosRead read("banner motd ^C\nusername evil privilege 15 secret 0 x\nhostname h\n");
  CHECK(read.device.users.size() == 1);
  CHECK(read.device.hostname.value == "h");
}

TEST_CASE("cisco_ios: certificates are one statement; what is no certificate is not swallowed") {
  const IosRead good("crypto pki certificate chain X\n certificate self-signed 01\n  3082032E 30820216\n  0A0B\n  \tquit\nusername a secret x\n");
  CHECK(good.device.users.size() == 1);
  CHECK(good.device.openings.empty());
  const IosRead bad("certificate x\nusername a secret x\n");
  CHECK(bad.device.users.size() == 1);
}

TEST_CASE("cisco_ios: a second user, a later line and a removal all count") {
  CHECK(IosRead("username a secret x\nusername b nopassword\n").device.users.size() == 2);
  const IosRead later("username a privilege 1\nusername a privilege 15\n");
  REQUIRE(later.device.users.size() == 1);
  CHECK(later.device.users[0].privilege.value == 15);
  CHECK(IosRead("ip http server\nno ip http server\n").device.services.size() > 0);
  CHECK_FALSE(named(IosRead("ip http server\nno ip http server\n").device.services, "http")->enabled.value);
  CHECK(named(IosRead("no ip http server\nip http server\n").device.services, "http")->enabled.value);
}

TEST_CASE("cisco_ios: abbreviated keywords are not guessed: they open everything") {
  for (const std::string line : {"user evil privilege 15", "usernam evil", "ip htt server", "int Gi0/0", "snmp comm public"}) {
    INFO(line);
    const IosRead read(line + "\n");
    CHECK(read.state(1) == "unknown");
    CHECK(read.device.open_domains() == Domains::all());
  }
}

TEST_CASE("cisco_ios: an unknown line inside a block opens what it can affect, and its object") {
  const IosRead in_interface("interface Gi0/0\n ip mystery\n");
  CHECK(in_interface.device.interfaces.at(0).open);
  CHECK_FALSE(in_interface.open(Domain::interfaces));
  CHECK_FALSE(in_interface.open(Domain::snmp));
  CHECK(in_interface.open(Domain::redundancy));
  const IosRead in_line("line vty 0 4\n mystery\n");
  CHECK(in_line.device.terminal_lines.at(0).open);
  CHECK_FALSE(in_line.open(Domain::management));
  const IosRead in_bgp("router bgp 1\n neighbor 192.0.2.1 remote-as 2\n neighbor 192.0.2.1 mystery\n");
  CHECK(in_bgp.device.neighbors.at(0).open);
  CHECK_FALSE(in_bgp.open(Domain::routing));
}

TEST_CASE("cisco_ios: diagnostics name line, column, what was expected and what was found") {
  CHECK(IosRead("hostname a\nip access-list extended X\n 10 permit tcp any 10.0.0.0 eq 22\n").diagnostics() ==
        "3:29: expected a wildcard mask, got 'eq'\n");
  CHECK(IosRead("ip access-list extended X\n permit tcp any\n").diagnostics() ==
        "2:16: expected any, host, object-group or an IPv4 address, got ''\n");
  CHECK(IosRead("ip access-list extended X\n permit tcp any any eq ssh-ish\n").diagnostics() ==
        "2:24: expected a port, got 'ssh-ish'\n");
  CHECK(IosRead("ip access-list extended X\n permit ipx any any\n").diagnostics() == "2:9: expected a protocol, got 'ipx'\n");
  CHECK(IosRead("line vty 0 4\n exec-timeout 10 0 5\n").diagnostics() == "2:20: expected end of line, got '5'\n");
  CHECK(IosRead("username a privilege 99\n").diagnostics() == "1:22: expected a privilege level from 0 to 15, got '99'\n");
  CHECK(IosRead("ntp server 192.0.2.1 keys 1\n").diagnostics() == "1:22: expected an option of ntp server, got 'keys'\n");
  CHECK(IosRead("ip route 10.0.0.0 255.0.255.0 192.0.2.1\n").diagnostics() == "1:10: expected a prefix, got '10.0.0.0'\n");
}

TEST_CASE("cisco_ios: no diagnostic shows a secret") {
  const IosRead read("enable secret level x hunter2\nusername a password 7 hunter2 hunter3\nsnmp-server community hunter4 a b c\n");
  CHECK(read.diagnostics().find("hunter2") == std::string::npos);
  CHECK(read.diagnostics().find("hunter4") == std::string::npos);
}

TEST_CASE("cisco_ios: a masked secret is unknown, never absent or equal to anything") {
  for (const std::string value : {"<secret:0123456789abcdef>", "<removed>", "********"}) {
    INFO(value);
    const IosRead read("username a secret 5 " + value + "\nsnmp-server community " + value + " RO\nenable secret 9 " + value + "\n");
    CHECK(read.device.users.at(0).password.state == model::State::unknown);
    CHECK(read.device.snmp_communities.at(0).value.state == model::State::unknown);
    CHECK(read.device.credentials.at(0).value.state == model::State::unknown);
  }
}

TEST_CASE("cisco_ios: redaction leaves no secret of the fixture and keeps the lines") {
  const std::string text = test::fixture("cisco_ios/edge.cfg");
  model::Device device;
  const auto read = grammars::read_and_redact(*grammars::find_format("cisco_ios"), text, {}, device,
                                              [](std::string_view) { return std::string("0123456789abcdef"); });
  const std::string& shown = read.text.text();
  for (const std::string secret : {"$9$nhEm", "0822455D0A16", "$1$abcd", "070C285F4D06", "060506324F41", "ripsecret", "vrrpkey", "public",
                                   "Pr1vate", "trapsecret", "045802150C2E"}) {
    INFO(secret);
    CHECK(shown.find(secret) == std::string::npos);
  }
  CHECK(std::ranges::count(shown, '\n') == std::ranges::count(text, '\n'));
  CHECK(shown.find("username admin privilege 15 secret 5 <secret:") != std::string::npos);
}

TEST_CASE("cisco_ios: a redacted configuration reads the same but for its secrets") {
  const std::string text = test::fixture("cisco_ios/edge.cfg");
  model::Device device;
  const auto fingerprint = [](std::string_view) { return std::string("0123456789abcdef"); };
  const auto& format = *grammars::find_format("cisco_ios");
  const auto first = grammars::read_and_redact(format, text, {}, device, fingerprint);
  model::Device again;
  const auto second = grammars::read_and_redact(format, first.text.text(), {}, again, fingerprint);
  CHECK(second.text == first.text);
  CHECK(second.result.lines == first.result.lines);
  CHECK(again.users.size() == device.users.size());
  CHECK(again.filters.size() == device.filters.size());
  for (const model::User& user : again.users)
    if (user.name.value != "guest") CHECK(user.password.state == model::State::unknown);
}

TEST_CASE("cisco_ios: a file cut at any byte is read without loss and never shows a user that is not there") {
  const std::string text = test::fixture("cisco_ios/edge.cfg");
  const auto& format = *grammars::find_format("cisco_ios");
  for (std::size_t size = 0; size < text.size(); size += 7) {
    const std::string part = text.substr(0, size);
    REQUIRE(format.write_back(part) == part);
    const IosRead read(part);
    for (const model::User& user : read.device.users) CHECK(text.find("username " + user.name.value) != std::string::npos);
  }
}

TEST_CASE("cisco_ios: hostile bytes are read in linear time") {
  const auto& format = *grammars::find_format("cisco_ios");
  const auto repeat = [](const std::string& unit, std::size_t size) {
    std::string text;
    while (text.size() < size) text += unit;
    return text;
  };
  const std::vector<std::string> inputs{
      std::string(1'000'000, 'x'), std::string(1'000'000, '\0'), repeat("\xff\xfe \n", 1'000'000),
      repeat("banner motd Z\n", 1'000'000), repeat("username a privilege 1\n", 1'000'000),
      repeat("interface Gi0/0\n ip address 10.0.0.1 255.0.0.0 secondary\n", 1'000'000),
      "interface Gi0/0\n" + repeat(" ip address 10.0.0.1 255.0.0.0 secondary\n", 1'000'000),
      "router ospf 1\n" + repeat(" network 10.0.0.0 0.0.0.255 area 0\n", 1'000'000) + repeat("interface Gi0/0\n", 100'000),
      repeat("mystery line\n", 1'000'000), repeat("ntp server 192.0.2.1 key 1\nntp authentication-key 1 md5 x\n", 1'000'000),
      "ip access-list extended X\n" + repeat(" no 10\n permit ip any any\n 10 permit x\n", 1'000'000),
      repeat("crypto pki certificate chain X\n certificate 01\n  AB\n", 1'000'000), repeat("line vty 0 4\n mystery\n", 1'000'000)};
  for (const std::string& input : inputs) {
    INFO(input.substr(0, 60));
    const auto start = std::chrono::steady_clock::now();
    CHECK(format.write_back(input) == input);
    CHECK(IosRead(input).result.lines.size() > 0);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  }
}
