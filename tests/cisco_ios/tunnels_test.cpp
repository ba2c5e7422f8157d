#include <string>

#include "cisco_ios/read.hpp"

/// Keys of tunnels, translation of addresses, groups of VRRP in their newer form, switches that are no services.
using namespace muster;
using test::IosRead;

namespace {

std::string credentials(const IosRead& reading) {
  std::string all;
  for (const model::Credential& each : reading.device.credentials)
    all += each.kind.value + " " + each.name.value + " (" + each.value.value.format + ")\n";
  return all;
}

std::string rules(const std::string& text) {
  const IosRead reading("interface Gi0/0\n ip nat inside\n!\ninterface Gi0/1\n ip nat outside\n!\n" + text);
  std::string all;
  for (const model::NatRule& rule : reading.device.nat_rules)
    all += rule.kind.value + ": " + rule.source.value + " to " + rule.destination.value + " as " +
           rule.translated.value + ", " + rule.inside.value + " > " + rule.outside.value + "\n";
  return all;
}

bool is_enabled(const IosRead& reading, const std::string& name, model::State state) {
  for (const model::ManagementService& service : reading.device.services)
    if (service.name.value == name) {
      CHECK(service.enabled.state == state);
      return service.enabled.value;
    }
  FAIL("no " << name);
  return false;
}

}  // namespace

TEST_CASE("cisco_ios: keys of tunnels are credentials") {
  const IosRead reading(test::fixture("cisco_ios/tunnels.cfg"));
  CHECK(credentials(reading) ==
        "ipsec branches 192.0.2.1 255.255.255.255 (plain)\n"
        "ipsec branches branch.example.net (other)\n"
        "ipsec 0.0.0.0 0.0.0.0 (plain)\n"
        "ipsec group staff (plain)\n"
        "ipsec partners one local (plain)\n"
        "ipsec partners one remote (plain)\n");
  CHECK_FALSE(reading.device.open_domains().contains(Domain::users));
}

TEST_CASE("cisco_ios: a key of a tunnel that is not understood opens the list of secrets") {
  for (const std::string text :
       {"crypto isakmp key a nobody\n", "crypto keyring a\n  pre-shared-key address 192.0.2.1 b\n",
        "crypto ikev2 keyring a\n peer b\n  pre-shared-key local a b\n", "crypto keyring a\n  mystery b\n",
        "crypto ikev2 profile a\n authentication local pre-share key b\n", "no crypto isakmp key a address 192.0.2.1\n"}) {
    INFO(text);
    CHECK(IosRead(text).device.open_domains().contains(Domain::users));
  }
}

TEST_CASE("cisco_ios: rules of translation lead from one side to the other") {
  CHECK(rules("ip nat inside source list 10 interface GigabitEthernet 0/1 overload\n") ==
        "source: group ip 10 to any as interface, GigabitEthernet0/0 > GigabitEthernet0/1\n");
  CHECK(rules("ip nat inside source static tcp 10.0.0.1 80 192.0.2.1 8080 extendable\n") ==
        "static: 10.0.0.1:80 to any as 192.0.2.1:8080, GigabitEthernet0/0 > GigabitEthernet0/1\n");
  CHECK(rules("ip nat inside source static tcp 10.0.0.1 80 interface GigabitEthernet0/1 80\n") ==
        "static: 10.0.0.1:80 to any as interface, GigabitEthernet0/0 > GigabitEthernet0/1\n");
  CHECK(rules("ip nat inside source static network 10.1.0.0 192.0.2.0 255.255.255.0\n") ==
        "static: 10.1.0.0/24 to any as 192.0.2.0/24, GigabitEthernet0/0 > GigabitEthernet0/1\n");
  CHECK(rules("ip nat outside source static 192.0.2.7 10.0.0.7\n") ==
        "static: 192.0.2.7 to any as 10.0.0.7, GigabitEthernet0/1 > GigabitEthernet0/0\n");
  CHECK(rules("ip nat inside destination list 10 pool P\n") ==
        "destination: any to group ip 10 as pool P, GigabitEthernet0/1 > GigabitEthernet0/0\n");
  for (const std::string text :
       {"ip nat inside source static 10.0.0.1 192.0.2.1 mystery\n", "ip nat inside source static 10.0.0.1\n",
        "ip nat outside source static 192.0.2.7 10.0.0.7 add-route\n", "ip nat inside source list 10\n",
        "ip nat pool P prefix-length 24\n", "ip nat create flow-entries\n",
        "ip nat inside source static network 10.1.0.0 192.0.2.0 255.0.255.0\n"}) {
    INFO(text);
    const IosRead reading(text);
    CHECK(reading.device.nat_rules.empty());
    CHECK(reading.device.open_domains().contains(Domain::filters));
  }
}

TEST_CASE("cisco_ios: groups of VRRP version 3 are blocks") {
  const IosRead reading(test::fixture("cisco_ios/tunnels.cfg"));
  REQUIRE(reading.device.redundancy_groups.size() == 1);
  const model::RedundancyGroup& group = reading.device.redundancy_groups[0];
  CHECK(group.name.value == "vrrp GigabitEthernet0/0 7");
  CHECK(group.priority.value == 120);
  CHECK(group.tracked.value);
  CHECK(group.virtual_addresses.value == std::vector<std::string>{"10.0.0.1", "10.0.0.5"});
  CHECK_FALSE(reading.device.open_domains().contains(Domain::redundancy));
  const IosRead odd("interface Gi0/0\n vrrp 1 address-family ipv4\n  mystery\n");
  CHECK(odd.device.open_domains().contains(Domain::redundancy));
}

TEST_CASE("cisco_ios: switches of the device that a rule may ask for by name") {
  const IosRead old("version 15.2\nno ip source-route\nservice tcp-keepalives-in\n");
  CHECK_FALSE(is_enabled(old, "source-route", model::State::configured));
  CHECK(is_enabled(old, "tcp-keepalives-in", model::State::configured));
  CHECK_FALSE(is_enabled(old, "tcp-keepalives-out", model::State::defaulted));
  CHECK(is_enabled(old, "domain-lookup", model::State::defaulted));
  CHECK(is_enabled(IosRead("version 15.2\n"), "source-route", model::State::defaulted));
  is_enabled(IosRead("version 17.6\n"), "source-route", model::State::unknown);
}
