#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cisco_ios/read.hpp"

using namespace muster;
using test::IosRead;

namespace {

/// How much of a device is in doubt: for each domain whether it is open, and how many objects and rules are.
struct Doubt {
  Domains open;
  std::size_t objects = 0;

  explicit Doubt(const model::Device& device) : open(device.open_domains()) {
    for (const auto& line : device.terminal_lines) objects += line.open ? 1 : 0;
    for (const auto& interface : device.interfaces) objects += interface.open ? 1 : 0;
    for (const auto& neighbor : device.neighbors) objects += neighbor.open ? 1 : 0;
    for (const auto& filter : device.filters)
      for (const auto& rule : filter.rules) objects += rule.opaque ? 1 : 0;
  }
};

}  // namespace

TEST_CASE("cisco_ios: without any one of its handlers, nothing is surer and the handler's domains are open") {
  const std::string text = test::fixture("cisco_ios/edge.cfg") + "no ntp\nno snmp-server\n";
  const IosRead base(text);
  const Doubt before(base.device);
  std::vector<std::string> unreached;
  for (const grammars::KeywordInfo& keyword : grammars::find_format("cisco_ios")->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const IosRead without(text, keyword.path);
    if (without.result.lines == base.result.lines) {
      unreached.push_back(keyword.path);
      continue;
    }
    const Doubt after(without.device);
    CHECK((before.open & after.open) == before.open);
    CHECK((after.open & keyword.domains) == keyword.domains);
    const LineCounts fewer = without.result.counts();
    const LineCounts all = base.result.counts();
    CHECK(all.understood + all.ignored > fewer.understood + fewer.ignored);
  }
  // Three keep a secret or a name but leave their line unmodelled anyway; the last stands a level deeper than IOS
  // prints it.
  CHECK(unreached == std::vector<std::string>{"line/ipv6 access-class", "interface/ip rip authentication string",
                                              "key chain",
                                              "router bgp/address-family/exit-address-family"});
}

TEST_CASE("cisco_ios: a keyword may only be ignored for a stated reason, and opens nothing") {
  for (const grammars::KeywordInfo& keyword : grammars::find_format("cisco_ios")->keywords()) {
    INFO(keyword.path);
    CHECK((keyword.treatment == grammars::Treatment::ignored) == !keyword.note.empty());
    CHECK((keyword.treatment == grammars::Treatment::ignored) == keyword.domains.empty());
  }
}
