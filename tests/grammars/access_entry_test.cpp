#include <catch2/catch.hpp>

#include <string>

#include "grammars/cisco/access_list.hpp"

using namespace muster;
using namespace muster::grammars;

namespace {

using Parse = Outcome (*)(Cursor&, cisco::AccessEntry&);

/// What an entry means, or where it was not understood.
std::string meaning(Parse parse, const std::string& text) {
  const Tree tree = read_indented(text, {});
  model::Device device;
  ReadResult result;
  const ReadOptions options;
  FoldContext context{tree, options, device, result};
  Cursor cursor(context, tree.nodes().front());
  cisco::AccessEntry entry;
  entry.permit = cursor.word() == "permit";
  if (parse(cursor, entry) != Outcome::understood)
    return "column " + std::to_string(cursor.diagnostic()->column) + ": expected " + cursor.diagnostic()->expected;
  const model::FilterRule rule = cisco::rule_of(entry, 0);
  std::string out = rule.protocol + ": " + rule.source + " [" + rule.source_port + "] -> " + rule.destination + " [" +
                    rule.destination_port + "]";
  if (rule.log) out += " log";
  if (rule.other_conditions) out += " narrowed";
  return out;
}
std::string ipv4(const std::string& text) { return meaning(&cisco::parse_prefix_extended_entry, text); }
std::string ipv6(const std::string& text) { return meaning(&cisco::parse_prefix_ipv6_entry, text); }

}  // namespace

TEST_CASE("access entries: addresses as prefixes, wildcards, hosts and groups") {
  CHECK(ipv4("permit ip 10.1.2.3/8 any") == "any: 10.0.0.0/8 [any] -> any [any]");
  CHECK(ipv4("permit ip 0.0.0.0/0 10.0.0.0 0.0.0.255") == "any: any [any] -> 10.0.0.0/24 [any]");
  CHECK(ipv4("permit tcp 10.0.0.1 eq 22 host 10.0.0.2 range 80 90") ==
        "tcp: 10.0.0.1/32 [22] -> 10.0.0.2/32 [80-90]");
  CHECK(ipv4("deny ipv4 net-group A object-group B log") == "any: group A [any] -> group B [any] log");
  CHECK(ipv4("permit udp addrgroup A any portgroup P") == "udp: group A [any] -> any [any] narrowed");
  CHECK(ipv4("permit tcp any any packet-length gt 100 counter C") == "tcp: any [any] -> any [any] narrowed");
  CHECK(ipv4("permit tcp any any dscp af11") == "tcp: any [any] -> any [any] narrowed");
  CHECK(ipv6("permit tcp 2001:db8::1/32 addrgroup A eq www") == "tcp: 2001:db8::/32 [any] -> group A [80]");
  CHECK(meaning(&cisco::parse_prefix_standard_entry, "permit 10.0.0.0/8 log") == "any: 10.0.0.0/8 [any] -> any [any] log");
  CHECK(meaning(&cisco::parse_prefix_standard_entry, "permit 10.0.0.7") == "any: 10.0.0.7/32 [any] -> any [any]");
}

TEST_CASE("access entries: what is no address is told with its place") {
  CHECK(ipv4("permit ip 10.0.0.0/33 any") == "column 11: expected any, host, a group, an IPv4 address or prefix");
  CHECK(ipv4("permit ip any addrgroup") == "column 24: expected the name of a group");
  CHECK(ipv4("permit ip any any nonsense") == "column 19: expected end of line");
}

TEST_CASE("access entries: IOS knows no prefixes and no other platform's groups") {
  const auto ios = [](const std::string& text) { return meaning(&cisco::parse_extended_entry, text); };
  CHECK(ios("permit ip 10.0.0.0/8 any").starts_with("column 11"));
  CHECK(ios("permit ip addrgroup A any").starts_with("column 11"));
  CHECK(ios("permit tcp any any portgroup P").starts_with("column 20"));
}
