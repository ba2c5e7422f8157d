#include "analysis/filters.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

Reading read(std::string_view bytes, std::string_view disabled = {}) { return read_as("nftables", bytes, disabled); }

Reading chain(const std::string& rules) {
  return read(
      "table inet t {\nset s { type ipv4_addr; elements = { 10.0.0.0/8 } }\nset all { type ipv4_addr; elements = { "
      "0.0.0.0/0 } }\n"
      "chain input {\ntype filter hook input priority 0; policy drop;\n" +
      rules + "\n}\nchain c { }\n}\n");
}

const model::Filter& filter(const Reading& reading, std::string_view name) {
  for (const auto& each : reading.device.filters)
    if (each.name.value == name) return each;
  FAIL("no filter " << name);
  return reading.device.filters.front();
}

std::string shown(const model::FilterRule& rule) {
  if (rule.opaque) return "opaque";
  std::string text = rule.action + ' ' + rule.protocol + ' ' + rule.source + ' ' + rule.source_port + " > " +
                     rule.destination + ' ' + rule.destination_port;
  if (rule.log) text += " log";
  if (rule.established) text += " established";
  if (rule.other_conditions) text += " conditions";
  return text;
}

std::string rule(const std::string& text) {
  std::string all;
  const Reading r = chain(text);
  for (const auto& each : filter(r, "nft inet t input").rules) all += (all.empty() ? "" : "; ") + shown(each);
  return all;
}

Answer any(const std::string& rules) {
  const Reading r = chain(rules);
  return analysis::permits_any(r.device, filter(r, "nft inet t input"));
}

}  // namespace

TEST_CASE("nftables: chains become filters, with what decides about packets") {
  const Reading r = read(fixture("nftables/firewall.nft"));
  CHECK(r.diagnostics() == "");
  CHECK(r.device.open_domains().empty());
  CHECK(assessed(r.result.counts()) == 1.0);
  REQUIRE(r.device.filters.size() == 4);
  const model::Filter& input = filter(r, "nft inet filter input");
  CHECK(input.family.value == "inet");
  CHECK(input.hook.value == "input");
  CHECK(input.default_action.value == "deny");
  REQUIRE(input.rules.size() == 8);
  CHECK(shown(input.rules[0]) == "permit any any any > any any established");
  CHECK(shown(input.rules[1]) == "permit any any any > any any established");
  CHECK(shown(input.rules[2]) == "deny any any any > any any conditions");
  CHECK(shown(input.rules[3]) == "permit any any any > any any conditions");
  CHECK(shown(input.rules[4]) == "permit icmp any any > any any conditions");
  CHECK(shown(input.rules[5]) == "permit tcp group inet filter admins any > any 22");
  CHECK(shown(input.rules[6]) == "permit tcp any any > any 80,443");
  CHECK(shown(input.rules[7]) == "jump logdrop any any any > any any");
  CHECK(r.device.lines.get(input.rules[5].lines)[0] == Evidence{0, 13, 13});
  const model::Filter& drop = filter(r, "nft inet filter logdrop");
  CHECK(drop.hook.state == model::State::absent);
  CHECK(shown(drop.rules[0]) == "none any any any > any any log conditions");
  CHECK(analysis::permits_any(r.device, input) == Answer::no);
  CHECK(analysis::default_denies(r.device, input) == Answer::yes);
  CHECK(filter(r, "nft inet filter output").default_action.value == "permit");
}

TEST_CASE("nftables: matches of a rule") {
  CHECK(rule("ip saddr 10.0.0.0/8 ip daddr != 192.0.2.1 udp sport 53 accept") ==
        "permit udp 10.0.0.0/8 53 > not 192.0.2.1 any conditions");
  CHECK(rule("ip saddr { 10.0.0.1, 10.0.0.2-10.0.0.9 } drop") == "deny ipv4 10.0.0.1,10.0.0.2-10.0.0.9 any > any any");
  CHECK(rule("ip saddr @s accept") == "permit ipv4 group inet t s any > any any");
  CHECK(rule("ip saddr @all accept") == "permit ipv4 any any > any any");
  CHECK(rule("ip saddr @nowhere accept") == "opaque");
  CHECK(rule("ip6 saddr ::/0 accept") == "permit ipv6 any any > any any");
  CHECK(rule("meta l4proto { tcp, udp } th dport 53 accept") == "permit tcp,udp any any > any 53");
  CHECK(rule("tcp dport 1024-65535 accept") == "permit tcp any any > any 1024-65535");
  CHECK(rule("tcp dport >= 1024 accept") == "permit tcp any any > any any conditions");
  CHECK(rule("tcp flags & (fin | syn | rst | ack) == syn accept") == "permit tcp any any > any any conditions");
  CHECK(rule("tcp flags syn / fin,syn,rst,ack accept") == "permit tcp any any > any any conditions");
  CHECK(rule("ip saddr . tcp dport @s accept") == "permit tcp any any > any any conditions");
  CHECK(rule("iifname { \"lo\", \"eth0\" } accept") == "permit any any any > any any conditions");
  CHECK(rule("ct count over 10 reject with tcp reset") == "reject any any any > any any conditions");
  CHECK(rule("fib daddr type local accept") == "opaque");  // may be every packet
  CHECK(rule("@ih,0,8 0x1 accept") == "opaque");
  CHECK(rule("@ih,0,8 0x1 drop") == "deny any any any > any any conditions");
  CHECK(rule("icmpv6 type nd-neighbor-solicit accept") == "permit ipv6-icmp any any > any any conditions");
}

TEST_CASE("nftables: statements of a rule") {
  CHECK(rule("counter packets 1 bytes 2 log prefix \"accept\" level info flags tcp sequence,options drop") ==
        "deny any any any > any any log");
  CHECK(rule("meta mark set 0x1") == "none any any any > any any");
  CHECK(rule("ct mark set meta mark accept") == "permit any any any > any any");
  CHECK(rule("tcp dport 23 add @s { ip saddr } drop") == "deny tcp any any > any 23");
  CHECK(rule("update @s { ip saddr limit rate over 10/minute } drop") == "deny any any any > any any conditions");
  CHECK(rule("goto c") == "goto c any any any > any any");
  CHECK(rule("return") == "return any any any > any any");
  CHECK(rule("counter name \"x\" accept") == "permit any any any > any any");
  CHECK(rule("queue num 1 bypass") == "opaque");
  CHECK(rule("flow add @f") == "none any any any > any any");
  CHECK(rule("comment \"accept\"") == "");  // that of the chain
}

TEST_CASE("nftables: verdict maps are rules for each of their elements") {
  CHECK(rule("tcp dport vmap { 22 : accept, 23 : drop, 80 : jump c }") ==
        "permit tcp any any > any 22; deny tcp any any > any 23; jump c tcp any any > any 80");
  CHECK(rule("ct state vmap { new : accept, invalid : drop }") ==
        "permit any any any > any any; deny any any any > any any conditions");
  CHECK(rule("iifname vmap { \"lo\" : accept }") == "permit any any any > any any conditions");
  CHECK(rule("tcp dport vmap @m") == "opaque");
  CHECK(rule("tcp dport vmap { 22 : frobnicate }") == "opaque");
}

TEST_CASE("nftables: a hook without its priority is not understood") {
  const Reading r = read("table ip t { chain i { type filter hook input prio 0; policy drop; } }");
  CHECK_FALSE(r.device.filters[0].hook.known());
  CHECK(r.device.open_domains().contains(Domain::filters));
}

TEST_CASE("nftables: a set that is not read opens the filters, used or not") {
  const Reading r = read("table ip t {\nset s {\ntype ipv4_addr\n}\n}\n", "table/set");
  CHECK(r.device.open_domains().contains(Domain::filters));
}

TEST_CASE("nftables: what permits everything is found") {
  CHECK(any("accept") == Answer::yes);
  CHECK(any("ct state new accept") == Answer::yes);
  CHECK(any("ct state != invalid accept") == Answer::yes);
  CHECK(any("ct state != { new, invalid } accept") == Answer::no);
  CHECK(any("ct state invalid accept") == Answer::no);
  CHECK(any("meta nfproto ipv4 accept") == Answer::yes);
  CHECK(any("ip saddr 0.0.0.0/0 accept") == Answer::yes);
  CHECK(any("ct state established,related accept") == Answer::no);
  CHECK(any("meta nfproto ipv4 drop\naccept") == Answer::yes);
  CHECK(any("meta nfproto ipv4 jump c\naccept") == Answer::yes);
  CHECK(any("drop\naccept") == Answer::no);
  CHECK(any("frobnicate accept") == Answer::unknown);
  CHECK(any("tcp dport 22 jump { accept; }") == Answer::unknown);
  CHECK(analysis::default_denies(
            read("table ip t { chain i { type filter hook input priority 0; } }").device.filters[0]) == Answer::no);
}

TEST_CASE("nftables: what is not understood is an opaque rule in its place") {
  const Reading r = chain("tcp dport 22 accept\ntcp frobnicate 3 accept\ndrop");
  CHECK(r.states() == "uuuuuu?uuuu");
  CHECK(r.diagnostics() == "7:1: expected a match or a statement, got 'tcp'\n");
  const model::Filter& input = filter(r, "nft inet t input");
  REQUIRE(input.rules.size() == 3);
  CHECK(input.rules[1].opaque);
  CHECK(chain("ip saddr $lan accept").diagnostics() == "6:10: expected a value, not a variable, got '$lan'\n");
  CHECK(chain("ip saddr").diagnostics() == "6:9: expected a value, got ''\n");
}

TEST_CASE("nftables: a variable stands for its value, a set for its group") {
  const Reading r = read("define lan = { 10.0.0.0/8, 192.168.0.0/16 }\ntable inet t {\nset s {\ntypeof ip saddr\nflags interval\n"
                         "elements = { 0.0.0.0/1, 128.0.0.0/1 }\n}\nchain i {\ntype filter hook input priority 0; policy drop;\n"
                         "ip saddr $lan accept\nip saddr @s accept\nmeta hour \"09:00\"-\"17:00\" tcp dport 22 accept\n}\n}\n");
  CHECK(r.diagnostics() == "");
  CHECK(r.device.open_domains().empty());
  REQUIRE(r.device.groups.size() == 1);
  CHECK(r.device.groups[0].name.value == "address inet t s");
  CHECK(r.device.groups[0].members.value == std::vector<std::string>{"0.0.0.0/1", "128.0.0.0/1"});
  const auto& rules = r.device.filters.at(0).rules;
  CHECK(rules[0].source == "10.0.0.0/8,192.168.0.0/16");
  CHECK_FALSE(rules[2].opaque);
  CHECK(analysis::permits_any(r.device, r.device.filters[0]) == Answer::yes);  // the halves are the whole
}

TEST_CASE("nftables: what rewrites addresses is a rule of translation") {
  const Reading r = read("table ip n {\nchain post {\ntype nat hook postrouting priority srcnat; policy accept;\n"
                         "ip saddr 10.0.0.0/8 oifname \"wan\" masquerade\nsnat to 192.0.2.1-192.0.2.4 random,persistent\n}\n"
                         "chain pre {\niifname { \"wan\", \"wan2\" } tcp dport 443 dnat to 10.0.0.2:8443 comment \"x\"\n"
                         "dnat to ip saddr map @m\ntcp dport 80 redirect to :8080\n}\n}\n");
  REQUIRE(r.device.nat_rules.size() == 5);
  const auto& masquerade = r.device.nat_rules[0];
  CHECK(masquerade.kind.value == "source");
  CHECK(masquerade.translated.value == "interface");
  CHECK(masquerade.source.value == "10.0.0.0/8");
  CHECK(masquerade.outside.value == "wan");
  CHECK(r.device.nat_rules[1].translated.value == "192.0.2.1-192.0.2.4");
  CHECK(r.device.nat_rules[2].kind.value == "destination");
  CHECK(r.device.nat_rules[2].translated.value == "10.0.0.2");
  CHECK(r.device.nat_rules[2].inside.value == "wan,wan2");
  CHECK_FALSE(r.device.nat_rules[3].source.known());
  CHECK(r.states() == "uuiuuuuukuuu");
  CHECK(r.device.filters.size() == 1);
}

TEST_CASE("nftables: comments and quoted strings are no rules") {
  CHECK(rule("# accept\nlog prefix \"} accept #\"") == "none any any any > any any log");
}

TEST_CASE("nftables: lines outside of chains that change rules open the filters") {
  for (const char* const text :
       {"include \"/etc/nftables.d/*.nft\"\n", "define lan = $net\n", "define a = 1\ndefine a = 2\n", "add rule inet t input accept\n",
        "frobnicate\n", "table inet t {\ninclude \"/x\"\nchain i { type filter hook input priority 0; }\n}\n"}) {
    INFO(text);
    CHECK(read(text).is_open(Domain::filters));
  }
  CHECK(read("#!/usr/sbin/nft -f\nflush ruleset\ntable ip t {\n}\n").states() == "uuuu");
  CHECK(read("table ip t { chain i { type filter hook input priority 0; policy drop; } }\nflush ruleset\n")
            .is_open(Domain::filters));
}

TEST_CASE("nftables: chains before the filters count only if they drop by default") {
  const auto filters = [](const std::string& head) {
    return read("table ip t { chain i { " + head + " } }").device.filters.size();
  };
  CHECK(filters("type filter hook input priority mangle; policy accept;") == 0);
  CHECK(filters("type filter hook input priority raw; policy drop;") == 1);
  CHECK(filters("type filter hook input priority -10; policy accept;") == 1);
  CHECK(filters("type nat hook prerouting priority dstnat; policy accept;") == 0);
}

TEST_CASE("nftables: a text that is cut opens the filters") {
  const Reading r =
      read("table inet t {\nchain input {\ntype filter hook input priority 0; policy drop;\nip saddr { 10.0.0.1,\n");
  CHECK(r.is_open(Domain::filters));
  CHECK(r.device.filters.at(0).open);
  CHECK_FALSE(r.result.diagnostics.empty());
  CHECK(analysis::permits_any(r.device, r.device.filters[0]) == Answer::unknown);
}

TEST_CASE("nftables: switching a handler off never makes an answer look better") {
  const std::string bytes = fixture("nftables/firewall.nft");
  const Reading whole = read(bytes);
  for (const auto& keyword : grammars::find_format("nftables")->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const Reading off = read(bytes, keyword.path);
    CHECK(off.result.counts().understood <= whole.result.counts().understood);
    if (off.states() == whole.states()) continue;
    bool opaque = off.is_open(Domain::filters);
    for (const auto& each : off.device.filters)
      for (const auto& one : each.rules) opaque = opaque || one.opaque;
    for (const auto& each : off.device.nat_rules) opaque = opaque || !each.source.known();
    CHECK(opaque);
  }
  CHECK(filter(read(bytes, "table/chain/rule/tcp dport"), "nft inet filter input").rules[5].opaque);
}

TEST_CASE("nftables: hostile input is read in linear time") {
  CHECK(read("").device.filters.empty());
  CHECK(read(std::string(100'000, '{')).is_open(Domain::filters));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "table ip t {\n";
  CHECK(read(deep).is_open(Domain::filters));
  CHECK(
      read("table ip t { chain c {\n" + std::string(1'000'000, 'x') + "\n} }").device.filters.at(0).rules.at(0).opaque);
  CHECK(read("table ip t { chain c {\nip saddr {" + std::string(500'000, '{')).is_open(Domain::filters));
  std::string nested = "table ip t { chain c {\nip saddr ";
  for (int i = 0; i < 100'000; ++i) nested += "{ a, ";
  nested.append(100'000, '}');
  CHECK(read(nested + " accept\n} }").result.lines.size() == 3);
  CHECK(read(std::string_view("table ip t {\r\nchain \0c\xff {\r\naccept\r\n}\r\n}\r\n", 41)).result.lines.size() == 5);
}
