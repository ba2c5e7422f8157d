#include <catch2/catch.hpp>
#include <string>

#include "analysis/filter_sets.hpp"
#include "analysis/filters.hpp"
#include "cisco_ios/read.hpp"

using namespace muster;
using analysis::Answer;
using test::IosRead;
using test::named;

namespace {

/// Two zones with an interface each, and a pair from `out` to `in`.
const std::string two_zones =
    "version 15.4\nzone security in\nzone security out\n"
    "interface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n zone-member security in\n"
    "interface GigabitEthernet0/1\n ip address 198.51.100.1 255.255.255.0\n zone-member security out\n";
const std::string pair = "zone-pair security P source out destination in\n service-policy type inspect M\n";

const model::Filter& forwarded(const IosRead& read) {
  const model::Filter* const filter = named(read.device.filters, "policy");
  REQUIRE(filter != nullptr);
  return *filter;
}
Answer permits_any(const IosRead& read) { return analysis::permits_any(read.device, forwarded(read)); }
Answer default_denies(const IosRead& read) { return analysis::default_denies(read.device, forwarded(read)); }
analysis::FlowAnswer flow(const IosRead& read, const std::string& text) {
  return analysis::flow_through(read.device, forwarded(read), text);
}
/// The policy M with one class C, and what stands behind it.
std::string policy(const std::string& class_map, const std::string& action, const std::string& more = {}) {
  return class_map + "policy-map type inspect M\n class type inspect C\n  " + action + "\n" + more + pair;
}

}  // namespace

TEST_CASE("cisco_ios: between zones without a pair nothing passes, within a zone everything") {
  const IosRead read(two_zones);
  CHECK_FALSE(read.open(Domain::filters));
  CHECK(default_denies(read) == Answer::yes);
  CHECK(permits_any(read) == Answer::no);
  CHECK(flow(read, "tcp any any 80 from out to in").denied == Answer::yes);
  CHECK(flow(read, "tcp any any 80 from in to in").denied == Answer::unknown);
  CHECK(flow(read, "tcp any any 80 from in to in").permitted == Answer::unknown);
}

TEST_CASE("cisco_ios: a pair without a policy, or with one that is not defined, lets nothing through for sure") {
  const IosRead none(two_zones + "zone-pair security P source out destination in\n");
  CHECK(flow(none, "tcp any any 80 from out to in").denied == Answer::yes);
  const IosRead gone(two_zones + pair);
  CHECK(flow(gone, "tcp any any 80 from out to in").denied == Answer::unknown);
  CHECK(permits_any(gone) == Answer::unknown);
}

TEST_CASE("cisco_ios: what a class does not take is dropped, or what class-default says") {
  const std::string ssh =
      "ip access-list extended A\n permit tcp any host 10.0.0.9 eq 22\n"
      "class-map type inspect match-all C\n match access-group name A\n";
  const IosRead read(two_zones + policy(ssh, "inspect"));
  CHECK_FALSE(read.open(Domain::filters));
  CHECK(flow(read, "tcp any 10.0.0.9/32 22 from out to in").permitted == Answer::yes);
  CHECK(flow(read, "tcp any 10.0.0.9/32 23 from out to in").denied == Answer::yes);
  CHECK(flow(read, "tcp any 10.0.0.9/32 22 from in to out").denied == Answer::yes);
  CHECK(flow(read, "tcp 2001:db8::1/128 any 22 from out to in").denied == Answer::yes);
  const IosRead passes(two_zones + policy(ssh, "drop", " class class-default\n  pass\n"));
  CHECK(flow(passes, "tcp any 10.0.0.9/32 22 from out to in").denied == Answer::yes);
  CHECK(flow(passes, "tcp any 10.0.0.9/32 23 from out to in").permitted == Answer::yes);
  CHECK(permits_any(passes) == Answer::yes);
}

TEST_CASE("cisco_ios: tcp and udp together are everything that matters, whatever the class is called") {
  const std::string all = "class-map type inspect match-any C\n match protocol tcp\n match protocol udp\n";
  CHECK(permits_any(IosRead(two_zones + policy(all, "inspect"))) == Answer::yes);
  CHECK(permits_any(IosRead(two_zones + policy(all, "drop"))) == Answer::no);
  const std::string both = "class-map type inspect match-all C\n match protocol tcp\n match protocol udp\n";
  CHECK(permits_any(IosRead(two_zones + policy(both, "inspect"))) == Answer::no);
  CHECK(forwarded(IosRead(two_zones + policy(both, "inspect"))).rules.size() == 3);  // two zones, class-default
}

TEST_CASE("cisco_ios: a list that denies before it permits is exact where the rest is dropped, and else not known") {
  const std::string holes =
      "ip access-list extended A\n deny tcp any any eq 23\n permit tcp any any\n permit udp any any\n"
      "class-map type inspect match-all C\n match access-group name A\n";
  const IosRead last(two_zones + policy(holes, "inspect"));
  CHECK(flow(last, "tcp any any 23 from out to in").denied == Answer::yes);
  CHECK(flow(last, "tcp 0.0.0.0/0 any 22 from out to in").permitted == Answer::yes);
  CHECK(permits_any(last) == Answer::yes);  // as for the list itself
  const IosRead more(two_zones + policy(holes, "inspect", " class class-default\n  pass\n"));
  CHECK(flow(more, "tcp any any 23 from out to in").denied != Answer::yes);
  CHECK(permits_any(more) != Answer::no);
}

TEST_CASE("cisco_ios: conditions that are not understood, contradict or run in circles are never sure") {
  for (const char* const line :
       {" match not protocol tcp\n", " match protocol skinny\n", " match mystery\n", " match class-map C\n",
        " match access-group name NOWHERE\n", " match class-map NOWHERE\n", ""}) {
    INFO(line);
    const IosRead read(two_zones + policy("class-map type inspect match-any C\n" + std::string(line), "inspect"));
    CHECK(permits_any(read) == Answer::unknown);
    CHECK(flow(read, "tcp any any 80 from out to in").denied == Answer::unknown);
  }
  const std::string two_lists =
      "access-list 101 permit tcp any host 10.0.0.1\naccess-list 102 permit tcp any 10.0.0.0 0.0.0.255\n"
      "class-map type inspect match-all C\n match access-group 101\n match access-group 102\n";
  CHECK(flow(IosRead(two_zones + policy(two_lists, "inspect")), "tcp any 10.0.0.1/32 80 from out to in").permitted ==
        Answer::unknown);
}

TEST_CASE("cisco_ios: an action, a policy or a pair that is not understood lets nothing pass as sure") {
  const std::string tcp = "class-map type inspect match-any C\n match protocol tcp\n";
  for (const std::string& text : {policy(tcp, "mystery"), policy(tcp, "no inspect"), policy(tcp, "drop", " mystery\n"),
                                  policy(tcp, "drop") + " mystery\n", policy(tcp, "inspect a b")}) {
    INFO(text);
    const IosRead read(two_zones + text);
    CHECK(permits_any(read) == Answer::unknown);
    CHECK(flow(read, "udp any any 80 from out to in").denied == Answer::unknown);
  }
}

TEST_CASE("cisco_ios: interfaces without a zone may send to each other") {
  const std::string more = "interface GigabitEthernet0/2\n ip address 10.0.2.1 255.255.255.0\n";
  CHECK(default_denies(IosRead(two_zones + more)) == Answer::unknown);
  CHECK(default_denies(IosRead(two_zones + more + " shutdown\n")) == Answer::yes);
  CHECK(default_denies(IosRead(two_zones + more + " vrf forwarding Mgmt-intf\n")) == Answer::yes);
  CHECK(default_denies(IosRead(two_zones + "interface GigabitEthernet0/2\n mystery\n")) == Answer::unknown);
  CHECK(default_denies(IosRead(two_zones + "interface Loopback0\n ip address 10.9.9.9 255.255.255.255\n")) ==
        Answer::yes);
  const IosRead others(two_zones + "zone security default\n" + more);
  CHECK(default_denies(others) == Answer::yes);
  CHECK(named(others.device.interfaces, "GigabitEthernet0/2")->zone.value == "default");
}

TEST_CASE("cisco_ios: the device itself is reached unless a pair with self says otherwise") {
  const IosRead read(two_zones + "zone-pair security S source out destination self\n");
  const model::Filter* const input = named(read.device.filters, "policy out to self");
  REQUIRE(input != nullptr);
  CHECK(input->hook.value == "input");
  CHECK(analysis::default_denies(read.device, *input) == Answer::yes);
  CHECK(named(read.device.filters, "policy in to self") == nullptr);
  CHECK(flow(read, "tcp any any 22 from out to self").denied == Answer::yes);  // no packet is forwarded there
}

TEST_CASE("cisco_ios: releases that did not look at IPv6 deny nothing for sure where it is spoken") {
  const std::string six = "interface GigabitEthernet0/2\n ipv6 enable\n zone-member security in\n";
  CHECK(default_denies(IosRead(two_zones + six)) == Answer::yes);
  std::string old = two_zones + six;
  old.replace(0, 12, "version 12.4");
  CHECK(default_denies(IosRead(old)) == Answer::unknown);
}

TEST_CASE("cisco_ios: a class whose name looks like a family of addresses is of both") {
  const IosRead read(two_zones +
                     "class-map type inspect match-any ip6\n match protocol tcp\n"
                     "policy-map type inspect M\n class type inspect ip6\n  inspect\n" +
                     pair);
  CHECK(flow(read, "tcp 10.0.0.0/8 any 80 from out to in").permitted == Answer::yes);
}

TEST_CASE("cisco_ios: many pairs, policies and classes of one large list are not written out without end") {
  std::string text = two_zones + "ip access-list extended A\n";
  for (int i = 0; i < 500; ++i)
    text += " permit tcp any host 10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250) + "\n";
  text +=
      "class-map type inspect match-all C\n match access-group name A\n"
      "policy-map type inspect M\n class type inspect C\n  inspect\n";
  for (int i = 0; i < 500; ++i)
    text += "zone-pair security P" + std::to_string(i) + " source out destination z" + std::to_string(i) +
            "\n service-policy type inspect M\n";
  const IosRead read(text);
  CHECK(forwarded(read).rules.size() < 30'000);
  CHECK(flow(read, "tcp any 10.0.0.3/32 80 from out to z400").denied != Answer::yes);
}

TEST_CASE("cisco_ios: what looks into connections changes no rule") {
  const IosRead read(two_zones +
                     "class-map type inspect http match-any L\n match request method put\n match mystery\n"
                     "policy-map type inspect http H\n class type inspect http L\n  reset\n  log\n");
  CHECK_FALSE(read.open(Domain::filters));
  CHECK(forwarded(read).rules.size() == 2);
}
