#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "analysis/filter_sets.hpp"

/// Small filters at random: what the analysis says must be what trying each packet says.
namespace {

using muster::analysis::Answer;
using muster::analysis::flow_through;
using muster::analysis::unreachable_rules;
using muster::model::Device;
using muster::model::Filter;
using muster::model::FilterRule;

/// Packets that stand for all: no edge of a field lies between two of them.
struct Packet {
  int source, destination;  ///< 10.0.0.SOURCE for 0 to 3; 4: any other address
  int protocol;             ///< 6, 17, 1
  int port;                 ///< 10 + PORT for 0 to 3; 4: any higher one
  bool known;
};

std::vector<Packet> all_packets() {
  std::vector<Packet> all;
  for (int source = 0; source < 5; ++source)
    for (int destination = 0; destination < 5; ++destination)
      for (const int protocol : {6, 17, 1})
        for (int port = 0; port < 6; ++port)
          for (const bool known : {false, true}) all.push_back({source, destination, protocol, port, known});
  return all;
}

bool address_matches(const std::string& text, int address) {
  if (text == "any") return true;
  if (address == 4) return false;
  const int base = text[7] - '0';
  return address >= base && address < base + (text.ends_with("/30") ? 4 : text.ends_with("/31") ? 2 : 1);
}

bool port_matches(const std::string& text, int port) {
  if (text == "any") return true;
  if (port == 5) return false;
  if (port == 4) return text.ends_with("-65535");
  const int first = text[1] - '0';
  const int last = text.ends_with("-65535") ? 4 : text.back() - '0';
  return port >= first && port <= last;
}

bool matches(const FilterRule& rule, const Packet& packet) {
  const bool protocol = rule.protocol == "any" || (rule.protocol == "tcp" && packet.protocol == 6) ||
                        (rule.protocol == "udp" && packet.protocol == 17);
  return protocol && address_matches(rule.source, packet.source) &&
         address_matches(rule.destination, packet.destination) && port_matches(rule.destination_port, packet.port) &&
         (!rule.established || packet.known);
}

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  std::string address() {
    switch (below(4)) {
      case 0:
        return "any";
      case 1:
        return "10.0.0.0/30";
      case 2:
        return below(2) == 0 ? "10.0.0.0/31" : "10.0.0.2/31";
      default:
        return "10.0.0." + std::to_string(below(4)) + "/32";
    }
  }
  std::string port() {
    const int first = below(4);
    switch (below(3)) {
      case 0:
        return "any";
      case 1:
        return "1" + std::to_string(first) + "-65535";
      default:
        return "1" + std::to_string(first) + "-1" + std::to_string(first + below(4 - first));
    }
  }
  FilterRule rule(int number) {
    FilterRule made;
    made.name = std::to_string(number);
    made.lines = static_cast<muster::model::LinesId>(number);
    made.action = below(2) == 0 ? "permit" : "deny";
    made.protocol = below(3) == 0 ? "any" : below(2) == 0 ? "tcp" : "udp";
    made.source = address();
    made.destination = address();
    made.source_port = "any";
    made.destination_port = port();
    made.established = below(6) == 0;
    return made;
  }

 private:
  std::mt19937 random_;
};

Filter random_filter(Dice& dice) {
  Filter filter;
  filter.family.set("ip", 1);
  filter.default_action.set(dice.below(4) == 0 ? "permit" : "deny", 1);
  const int count = 2 + dice.below(8);
  for (int i = 1; i <= count; ++i) filter.rules.push_back(dice.rule(i));
  return filter;
}

std::string action_of(const Filter& filter, const Packet& packet, unsigned ignored = 0) {
  for (std::size_t i = 0; i < filter.rules.size(); ++i)
    if ((ignored >> i & 1U) == 0 && matches(filter.rules[i], packet)) return filter.rules[i].action;
  return filter.default_action.value;
}

}  // namespace

TEST_CASE("brute force: rules that no packet reaches, and only they, are found") {
  const std::vector<Packet> packets = all_packets();
  Dice dice(20261123);
  std::size_t hidden = 0;
  for (int round = 0; round < 3000; ++round) {
    const Filter filter = random_filter(dice);
    const auto found = unreachable_rules(Device(), filter);
    std::set<std::string> names;
    for (const auto& each : found.rules) names.insert(each.name.substr(0, each.name.find(',')));
    CHECK_FALSE(found.open);
    for (std::size_t i = 0; i < filter.rules.size(); ++i) {
      bool reached = false;
      for (const Packet& packet : packets) {
        bool earlier = false;
        for (std::size_t k = 0; k < i && !earlier; ++k) earlier = matches(filter.rules[k], packet);
        reached = reached || (!earlier && matches(filter.rules[i], packet));
      }
      if (names.contains(filter.rules[i].name) == reached) FAIL("round " << round << ", rule " << filter.rules[i].name);
      hidden += reached ? 0 : 1;
    }
  }
  CHECK(hidden > 1000);
}

TEST_CASE("brute force: what a flow gets is what its packets get; further conditions never make a wrong answer") {
  const std::vector<Packet> packets = all_packets();
  Dice dice(7);
  std::size_t answers = 0;
  for (int round = 0; round < 2000; ++round) {
    Filter filter = random_filter(dice);
    unsigned conditional = 0;
    for (std::size_t i = 0; i < filter.rules.size(); ++i)
      if (round % 2 == 1 && dice.below(4) == 0) filter.rules[i].other_conditions = true, conditional |= 1U << i;
    const FilterRule flow = dice.rule(1);
    const auto answer = flow_through(Device(), filter,
                                     flow.protocol + " " + flow.source + " " + flow.destination +
                                         (flow.destination_port == "any" ? "" : " " + flow.destination_port));
    REQUIRE(answer.is_flow);
    FilterRule fresh = flow;
    fresh.established = false;
    // Each rule with a condition either matches what its fields say or nothing.
    for (unsigned ignored = conditional;; ignored = (ignored - 1) & conditional) {
      std::set<std::string> actions;
      for (const Packet& packet : packets)
        if (!packet.known && matches(fresh, packet)) actions.insert(action_of(filter, packet, ignored));
      INFO("round " << round);
      if (conditional == 0) CHECK((answer.permitted != Answer::unknown && answer.denied != Answer::unknown));
      if (answer.permitted != Answer::unknown)
        CHECK((answer.permitted == Answer::yes) == (actions == std::set<std::string>{"permit"}));
      if (answer.denied != Answer::unknown)
        CHECK((answer.denied == Answer::yes) == (actions == std::set<std::string>{"deny"}));
      ++answers;
      if (ignored == 0) break;
    }
  }
  CHECK(answers > 2000);
}
