#include <catch2/catch.hpp>

#include <regex>
#include <string>

#include "support/model_text.hpp"
#include "support/reading.hpp"

using namespace muster;

namespace {

std::string read(std::string_view bytes) { return test::model_text(test::read_as("vyos", bytes)); }

/// What the lines are that something stands on differs between the forms.
std::string without_lines(const std::string& model) {
  const std::string text = std::regex_replace(model, std::regex("@[0-9,-]+"), "");
  return text.substr(0, text.rfind("\nlines:"));
}

std::string crlf(const std::string& text) { return std::regex_replace(text, std::regex("\n"), "\r\n"); }

}  // namespace

TEST_CASE("vyos: set commands and braces of one configuration give one model") {
  const std::string braces =
      "protocols {\n    bgp 65000 {\n        neighbor 192.0.2.1 {\n            remote-as 65001\n        }\n    }\n}\n"
      "system {\n    host-name \"r 1\"\n    login {\n        user a {\n            authentication {\n"
      "                encrypted-password *\n            }\n        }\n    }\n}\n"
      "/* === vyatta-config-version: \"system@6\" === */\n";
  const std::string set =
      "set protocols bgp 65000 neighbor 192.0.2.1 remote-as '65001'\n"
      "set system host-name 'r 1'\n"
      "set system login user a authentication encrypted-password '*'\n";
  const std::string later = std::regex_replace(set, std::regex("bgp 65000"), "bgp");
  CHECK(without_lines(read(braces)) == without_lines(read(set)));
  CHECK(without_lines(read(set)) == without_lines(read("set protocols bgp system-as '65000'\n" + later)));
}

TEST_CASE("vyos: line ends of another kind change nothing") {
  for (const std::string name : {"router13.boot", "router15.set"}) {
    const std::string text = test::fixture("vyos/" + name);
    CHECK(read(crlf(text)) == read(text));
  }
}

TEST_CASE("vyos: a text in quotes is a value, whatever stands in it") {
  const auto set = test::read_as("vyos",
                                 "set system login banner pre-login 'a\nset service telnet\n'\n"
                                 "set system host-name 'r1'\n");
  CHECK(set.states() == "uuuu");
  CHECK(set.device.hostname.value == "r1");
  REQUIRE(set.device.banners.size() == 1);
  CHECK(set.device.banners[0].text.value == "a\nset service telnet\n");
  const auto braces = test::read_as("vyos", "system {\n    login {\n        banner {\n"
                                            "            pre-login \"} say \\\"telnet {\\\"\"\n        }\n    }\n}\n");
  REQUIRE(braces.device.banners.size() == 1);
  CHECK(braces.device.banners[0].text.value == "} say \"telnet {\"");
}

TEST_CASE("vyos: what is deleted, and what is set again behind it") {
  const auto reading = test::read_as("vyos",
                                     "set system host-name 'r1'\n"
                                     "delete system host-name\n"
                                     "set system host-name 'r2'\n"
                                     "set service telnet\n"
                                     "delete service telnet\n");
  CHECK(reading.device.hostname.value == "r2");
  for (const model::ManagementService& service : reading.device.services) {
    if (service.name.value == "telnet") CHECK_FALSE(service.enabled.value);
  }
}

TEST_CASE("vyos: braces that are cut open everything") {
  const std::string whole = test::fixture("vyos/router13.boot");
  CHECK(test::read_as("vyos", whole.substr(0, whole.size() / 2)).device.open_domains() == Domains::all());
  CHECK(test::read_as("vyos", "system {\n}\n}\n").device.open_domains() == Domains::all());
}

TEST_CASE("vyos: an unknown word at the top opens everything, one in a user that user") {
  CHECK(test::read_as("vyos", "set colour green\n").device.open_domains() == Domains::all());
  const auto reading = test::read_as("vyos", "set system login user a colour 'green'\n");
  CHECK(reading.device.open_domains() == Domains());
  REQUIRE(reading.device.users.size() == 1);
  CHECK(reading.device.users[0].open);
  REQUIRE(reading.result.diagnostics.size() == 1);
  CHECK(reading.result.diagnostics[0].line == 1);
  CHECK(reading.result.diagnostics[0].column == 25);
  CHECK(reading.result.diagnostics[0].expected == "a setting of a user");
}

TEST_CASE("vyos: secrets are marked, and masked ones are unknown") {
  const std::string text =
      "set interfaces wireguard wg0 private-key 'cHJpdmF0ZQ=='\n"
      "set system login user a authentication plaintext-password 'Plain1234'\n"
      "set protocols bgp neighbor 192.0.2.1 password '****************'\n"
      "set vpn ipsec authentication psk A secret \"Ps\\\"kSecret\"\n";
  const auto reading = test::read_as("vyos", text);
  std::vector<std::string> marked;
  for (const ByteSpan& span : reading.result.secrets) marked.push_back(text.substr(span.begin, span.end - span.begin));
  for (const char* const secret : {"cHJpdmF0ZQ==", "Plain1234", "Ps\\\"kSecret"}) {
    INFO(secret);
    CHECK(std::ranges::find(marked, secret) != marked.end());
  }
  REQUIRE(reading.device.credentials.size() == 2);
  for (const model::Credential& each : reading.device.credentials)
    CHECK(each.value.known() == (each.kind.value == "ipsec"));
}

TEST_CASE("vyos: a path that never ends, and nothing, are read in bounds") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "vif 1 {\n";
  CHECK(test::read_as("vyos", "interfaces {\nethernet eth0 {\n" + deep).device.open_domains() == Domains::all());
  CHECK(test::read_as("vyos", "set interfaces ethernet eth0" + std::string(20000, ' ') + "vif 1").device.interfaces.size() == 2);
  CHECK_FALSE(test::read_as("vyos", "").device.open_domains().empty());
  CHECK_FALSE(test::read_as("vyos", std::string(100, '\0')).device.open_domains().empty());
}
