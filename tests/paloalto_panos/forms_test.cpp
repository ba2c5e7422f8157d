#include <catch2/catch.hpp>

#include <regex>
#include <string>

#include "support/model_text.hpp"
#include "support/reading.hpp"

using namespace muster;

namespace {

std::string read(std::string_view bytes) { return test::model_text(test::read_as("paloalto_panos", bytes)); }

/// What the lines are that something stands on differs between the forms.
std::string without_lines(const std::string& model) {
  const std::string text = std::regex_replace(model, std::regex("@[0-9,-]+"), "");
  return text.substr(0, text.rfind("\nlines:"));
}

std::string crlf(const std::string& text) { return std::regex_replace(text, std::regex("\n"), "\r\n"); }

}  // namespace

TEST_CASE("paloalto_panos: set commands, braces and XML of one configuration give one model") {
  const std::string set = without_lines(read(test::fixture("paloalto_panos/forms.set")));
  CHECK(set.find("one way") != std::string::npos);
  CHECK(without_lines(read(test::fixture("paloalto_panos/forms.conf"))) == set);
  CHECK(without_lines(read(test::fixture("paloalto_panos/forms.xml"))) == set);
}

TEST_CASE("paloalto_panos: line ends of another kind change nothing") {
  for (const std::string name : {"forms.set", "forms.conf", "forms.xml"}) {
    const std::string text = test::fixture("paloalto_panos/" + name);
    CHECK(read(crlf(text)) == read(text));
  }
}

TEST_CASE("paloalto_panos: a text in quotes goes on over line ends, and nothing in it is a setting") {
  const auto reading = test::read_as("paloalto_panos",
                                     "set deviceconfig system login-banner \"a\n"
                                     "set deviceconfig system service disable-telnet no\n\"\n"
                                     "set deviceconfig system hostname fw\n");
  CHECK(reading.states() == "uuuu");
  CHECK(reading.device.hostname.value == "fw");
  CHECK_FALSE(reading.device.services[1].enabled.value);
}

TEST_CASE("paloalto_panos: a comment in XML or in front of a line is no setting") {
  const auto xml = test::read_as("paloalto_panos",
                                 "<config><!-- <mgt-config><users><entry name=\"x\"/></users></mgt-config> -->\n"
                                 "<mgt-config><users><entry name=\"y\"/></users></mgt-config></config>");
  REQUIRE(xml.device.users.size() == 1);
  CHECK(xml.device.users[0].name.value == "y");
  const auto set = test::read_as("paloalto_panos", "# set mgt-config users x\nset mgt-config users y\n");
  CHECK(set.device.users.size() == 1);
}

TEST_CASE("paloalto_panos: what is deleted, and what is set again behind it") {
  const auto reading = test::read_as("paloalto_panos",
                                     "set address a ip-netmask 10.0.0.1\n"
                                     "set address b ip-netmask 10.0.0.2\n"
                                     "delete address a\n"
                                     "delete address b\n"
                                     "set address b ip-netmask 10.0.0.3\n");
  REQUIRE(reading.device.groups.size() == 1);
  CHECK(reading.device.groups[0].members.value == std::vector<std::string>{"10.0.0.3"});
}

TEST_CASE("paloalto_panos: XML that is cut, or has a document type, opens everything") {
  const std::string whole = test::fixture("paloalto_panos/forms.xml");
  CHECK(test::read_as("paloalto_panos", whole.substr(0, whole.size() / 2)).device.open_domains() == Domains::all());
  CHECK(test::read_as("paloalto_panos", "<!DOCTYPE x [<!ENTITY a \"b\">]><config>&a;</config>").device.open_domains() ==
        Domains::all());
  CHECK(test::read_as("paloalto_panos", "<config><mgt-config>&a;</mgt-config></config>").device.open_domains() ==
        Domains::all());
  CHECK(test::read_as("paloalto_panos", "<config></devices></config>").device.open_domains() == Domains::all());
}

TEST_CASE("paloalto_panos: braces that are cut open everything") {
  const std::string whole = test::fixture("paloalto_panos/forms.conf");
  CHECK(test::read_as("paloalto_panos", whole.substr(0, whole.size() / 2)).device.open_domains() == Domains::all());
}

TEST_CASE("paloalto_panos: a secret written with entities is hidden where it stands") {
  const std::string text =
      "<config><shared><server-profile><radius><entry name=\"r\"><server><entry name=\"s\">"
      "<secret>a&amp;b&lt;c</secret></entry></server></entry></radius></server-profile></shared></config>";
  const auto reading = test::read_as("paloalto_panos", text);
  REQUIRE(reading.device.credentials.size() == 1);
  CHECK(reading.device.credentials[0].value.value.value.reveal() == "a&b<c");
  CHECK(test::hidden(reading, text).find("a&amp;b") == std::string::npos);
}

TEST_CASE("paloalto_panos: depth, size and repetition are harmless") {
  const auto repeat = [](const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
  };
  const auto opens_all = [](const std::string& text) {
    return test::read_as("paloalto_panos", text).device.open_domains() == Domains::all();
  };
  CHECK(opens_all(std::string(1000, '\0')));
  CHECK(opens_all(repeat("config { ", 100'000) + ";"));
  CHECK(opens_all(repeat("<config>", 100'000)));
  CHECK(opens_all("<a " + repeat("b=\"", 100'000)));
  CHECK(opens_all("set" + repeat(" config", 100'000) + "\n"));
  CHECK(opens_all("set a [" + repeat(" a", 100'000) + "\n"));
  CHECK(opens_all(repeat("set x \"\n", 50'001)));
  CHECK(opens_all("<config>" + repeat("&amp", 100'000) + "</config>"));
}
