#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "support/reading.hpp"

using namespace muster;

namespace {

test::Reading read(std::string_view bytes) { return test::read_as("paloalto_panos", bytes); }

constexpr std::string_view rule =
    "set rulebase security rules r from any\nset rulebase security rules r to any\n"
    "set rulebase security rules r source any\nset rulebase security rules r destination any\n"
    "set rulebase security rules r application any\nset rulebase security rules r service any\n";

}  // namespace

TEST_CASE("paloalto_panos: diagnostics name the place and what was expected") {
  CHECK(read("set deviceconfig setting management idle-timeout soon\n").diagnostics() ==
        "1:50: expected minutes or never, got 'soon'\n");
  CHECK(read("set deviceconfig system service disable-telnet maybe\n").diagnostics() ==
        "1:48: expected disable-SERVICE yes or no, got 'maybe'\n");
  CHECK(read("<config><deviceconfig><system><service><disable-telnet>maybe</disable-telnet>"
             "</service></system></deviceconfig></config>")
            .diagnostics() == "1:56: expected disable-SERVICE yes or no, got 'maybe'\n");
}

TEST_CASE("paloalto_panos: a name that stands for all addresses is any") {
  const auto source_of = [](const std::string& objects) {
    auto reading = read(objects +
                        "set rulebase security rules r source NAME\nset rulebase security rules r destination any\n"
                        "set rulebase security rules r action allow\n");
    REQUIRE(reading.device.filters.size() == 1);
    return reading.device.filters[0].rules.at(0).source;
  };
  CHECK(source_of("set address NAME ip-netmask 0.0.0.0/0\n") == "any");
  CHECK(source_of("set address A ip-range 0.0.0.0-255.255.255.255\nset address-group NAME static A\n") == "any");
  CHECK(source_of("set address NAME ip-wildcard 0.0.0.0/255.255.255.255\n") == "any");
  CHECK(source_of("set address NAME ip-netmask 10.0.0.0/8\n") == "group NAME");
  CHECK(source_of("set address-group NAME static NAME\n") == "any");  // it never ends: nothing is left out
}

TEST_CASE("paloalto_panos: an application that other rules make of any packets does not narrow a rule") {
  const std::string text =
      std::string(rule.substr(0, rule.find("set rulebase security rules r application"))) +
      "set rulebase security rules r application OWN\nset rulebase security rules r action allow\n";
  CHECK_FALSE(read(text).device.filters[0].rules[0].opaque);
  CHECK(read(text).device.filters[0].rules[0].other_conditions);
  CHECK(read(text + "set rulebase application-override rules o application OWN\n").device.filters[0].rules[0].opaque);
}

TEST_CASE("paloalto_panos: the default rules are there, and what overrides them counts") {
  const std::string text = std::string(rule) + "set rulebase security rules r action deny\n";
  CHECK(read(text).device.filters[0].default_action.value == "deny");
  CHECK(read(text).device.filters[0].default_action.state == model::State::defaulted);
  CHECK(read(text + "set rulebase default-security-rules rules interzone-default action allow\n")
            .device.filters[0]
            .default_action.value == "permit");
}

TEST_CASE("paloalto_panos: rules that a Panorama pushed surround those of the firewall") {
  test::Reading reading;
  const auto fixture = test::fixture("paloalto_panos/managed.set");
  const std::size_t pushed = fixture.find("set policy panorama");
  test::read_into(reading, "paloalto_panos", fixture.substr(0, pushed));
  CHECK(reading.is_open(Domain::filters));
  test::read_into(reading, "paloalto_panos", fixture.substr(pushed));
  CHECK_FALSE(reading.is_open(Domain::filters));
  REQUIRE(reading.device.filters.size() == 1);
  std::string names;
  for (const auto& each : reading.device.filters[0].rules) names += each.name + ' ';
  CHECK(names == "before own after intrazone-default ");
  CHECK(reading.is_open(Domain::management));  // no template came
}

TEST_CASE("paloalto_panos: without administrators the text is a part") {
  CHECK(read("set deviceconfig system hostname a\n").is_open(Domain::users));
  CHECK_FALSE(read("set deviceconfig system hostname a\nset mgt-config users b phash *\n").is_open(Domain::users));
  CHECK(read("set mgt-config users b phash *\n").is_open(Domain::management));
}

TEST_CASE("paloalto_panos: what is not declared opens what its block can affect") {
  CHECK(read("set nonsense\n").device.open_domains() == Domains::all());
  CHECK(read("set deviceconfig nonsense\n").is_open(Domain::logging));
  const auto hidden = read(
      "set mgt-config users b phash *\nset deviceconfig system hostname a\n"
      "set network interface ethernet ethernet1/1 nonsense yes\n");
  CHECK(hidden.device.open_domains() == Domains());
  CHECK(std::ranges::any_of(hidden.device.interfaces, &model::Interface::open));
}

TEST_CASE("paloalto_panos: secrets are marked") {
  const std::string text = test::fixture("paloalto_panos/firewall.set");
  const std::string shown = test::hidden(read(text), text);
  for (const std::string secret : {"fnRL/", "$5$", "-AQ==", "plain-key"})
    CHECK(shown.find(secret) == std::string::npos);
}

TEST_CASE("paloalto_panos: no handler can be switched off unnoticed") {
  for (const std::string name : {"firewall.set", "panorama.set", "managed.set", "forms.xml", "forms.conf"})
    test::check_knock_out("paloalto_panos", test::fixture("paloalto_panos/" + name));
}

TEST_CASE("paloalto_panos: a keyword is only ignored for a stated reason, and opens nothing then") {
  for (const grammars::KeywordInfo& keyword : grammars::find_format("paloalto_panos")->keywords()) {
    INFO(keyword.path);
    CHECK((keyword.treatment == grammars::Treatment::ignored) == !keyword.note.empty());
    if (keyword.treatment != grammars::Treatment::ignored) CHECK_FALSE(keyword.domains.empty());
  }
}

TEST_CASE("paloalto_panos: every configuration of the corpus is read without loss, and most lines are accounted for") {
  const auto corpus = test::shared_folder("corpus/paloalto_panos/config");
  if (!corpus) return;
  const LineCounts counts =
      test::read_all("paloalto_panos", *corpus, [](const auto& path) { return path.extension() != ".json"; });
  std::cout << "paloalto_panos: assessed " << 100 * test::assessed(counts) << " %\n";
  CHECK(test::assessed(counts) >= 0.95);
}

TEST_CASE("paloalto_panos: a virtual system has nothing of another one, and a service that is not defined may be any") {
  const auto rule_with = [](const std::string& objects) {
    const std::string base = "set vsys vsys1 rulebase security rules r ";
    auto reading =
        read(objects + base + "from any\n" + base + "to any\n" + base + "source any\n" + base + "destination any\n" +
             base + "application any\n" + base + "service WEB\n" + base + "action allow\n");
    REQUIRE(!reading.device.filters.empty());
    return reading.device.filters[0].rules.at(0);
  };
  CHECK(rule_with("set vsys vsys1 service WEB protocol tcp port 80\n").destination_port == "80");
  CHECK(rule_with("set shared service WEB protocol tcp port 80\n").destination_port == "80");
  CHECK(rule_with("set vsys vsys2 service WEB protocol tcp port 80\n").destination_port == "group WEB");
  CHECK_FALSE(rule_with("").other_conditions);
}

TEST_CASE("paloalto_panos: what may be all sessions is not called narrower") {
  const auto first = [](const std::string& more) {
    auto reading = read(std::string(rule) + "set rulebase security rules r action allow\n" + more);
    REQUIRE(reading.device.filters.size() == 1);
    return reading.device.filters[0].rules.at(0);
  };
  CHECK_FALSE(first("set rulebase security rules r rule-type interzone\n").other_conditions);
  CHECK(first("set rulebase security rules r rule-type intrazone\n").other_conditions);
  CHECK(first("set rulebase security rules r schedule S\n").opaque);
  const auto defaults = read(
      "set rulebase security rules r source any\nset rulebase security rules r destination any\n"
      "set rulebase security rules r application any\nset rulebase security rules r action allow\n"
      "set rulebase security rules r service application-default\n");
  CHECK(defaults.device.filters.at(0).rules.at(0).destination_port == "group application-default");
  const auto filtered = read(
      "set application-filter F category networking\nset application-group G members F\n"
      "set rulebase security rules r source any\nset rulebase security rules r destination any\n"
      "set rulebase security rules r application G\nset rulebase security rules r action allow\n"
      "set rulebase security rules r service any\n");
  CHECK(filtered.device.filters.at(0).rules.at(0).opaque);
}

TEST_CASE("paloalto_panos: a Panorama may override the default between zones") {
  const std::string local = std::string(rule) + "set rulebase security rules r action deny\n";
  const std::string pushed =
      "set policy panorama post-rulebase default-security-rules rules interzone-default action allow\n";
  const auto default_of = [](const std::string& text) {
    const auto reading = read(text);
    return std::ranges::find(reading.device.filters, "policy", [](const auto& f) { return f.name.value; })
        ->default_action.value;
  };
  CHECK(default_of(local) == "deny");
  CHECK(default_of(local + pushed) == "permit");
  CHECK(default_of(local + "set rulebase default-security-rules rules interzone-default action deny\n" + pushed) ==
        "deny");
}

TEST_CASE("paloalto_panos: SSH without a list of algorithms offers all of them") {
  const std::string system = "set deviceconfig system hostname fw1\n";
  const auto ciphers = [&](const std::string& more) {
    const auto reading = read(system + more);
    for (const model::ManagementService& service : reading.device.services)
      if (service.name.value == "ssh") return service.ciphers;
    return model::Texts();
  };
  CHECK(ciphers("").value == std::vector<std::string>{"all"});
  CHECK(ciphers("").state == model::State::defaulted);
  const std::string profile =
      "set deviceconfig system ssh profiles mgmt-profiles server-profiles P mac hmac-sha2-256\n";
  const std::string use = "set deviceconfig system ssh mgmt server-profile P\n";
  CHECK(ciphers(profile + use).value == std::vector<std::string>{"all"});
  CHECK_FALSE(ciphers(use).known());
}

TEST_CASE("paloalto_panos: rules for passwords are off where the accounts are seen, and unknown elsewhere") {
  CHECK_FALSE(read("set deviceconfig system hostname fw1\n").device.login.minimum_length.known());
  const auto seen = read("set mgt-config users admin permissions role-based superuser yes\n");
  CHECK(seen.device.login.minimum_length.state == model::State::defaulted);
  CHECK(seen.device.login.minimum_length.value == 0);
}

TEST_CASE("paloalto_panos: versions of TLS without a profile are the old ones too") {
  const std::string system = "set deviceconfig system hostname fw1\n";
  const auto versions = [&](const std::string& more) {
    const auto reading = read(system + more);
    for (const model::ManagementService& service : reading.device.services)
      if (service.name.value == "https") return service.tls_versions;
    return model::Texts();
  };
  CHECK(versions("").value == std::vector<std::string>{"1.0", "1.1", "1.2"});
  CHECK(versions("").state == model::State::defaulted);
  CHECK_FALSE(versions("set deviceconfig system ssl-tls-service-profile P\n").known());
  CHECK(read(system + "set deviceconfig system tls-and-certificates mystery\n").is_open(Domain::management));
}

TEST_CASE("paloalto_panos: passwords of servers that copies go to are secrets that nobody reads") {
  const std::string password = " protocol ftp password secret1\n";
  for (const std::string path :
       {"deviceconfig system log-export-schedule daily", "deviceconfig system config-bundle-export-schedule d",
        "deviceconfig system hsm-settings provider safenet-network hsm-server h"})
    CHECK(read("set " + path + password).is_open(Domain::users));
  CHECK(read("set mgt-config users admin permissions role-based superuser yes\nset vsys vsys1 url-admin-override "
             "password x\n")
            .is_open(Domain::users));
}
