#include "analysis/filters.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Reading read(std::string_view bytes, std::string_view disabled = {}) { return read_as("iptables", bytes, disabled); }

const model::Filter& filter(const Reading& reading, std::string_view name) {
  for (const auto& each : reading.device.filters)
    if (each.name.value == name) return each;
  FAIL("no filter " << name);
  return reading.device.filters.front();
}

/// One rule in a chain INPUT that drops by default.
Reading one_rule(const std::string& options) {
  return read("*filter\n:INPUT DROP [0:0]\n:OTHER - [0:0]\n-A INPUT " + options + "\nCOMMIT\n");
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

std::string rule(const std::string& options) { return shown(one_rule(options).device.filters.at(0).rules.at(0)); }

}  // namespace

TEST_CASE("iptables: chains, policies and rules become filters in their order") {
  const Reading r = read(fixture("iptables/firewall.save"));
  CHECK(r.diagnostics() == "");
  CHECK(r.states() == "uuuuuuuuuuuuuuuuiiui");
  CHECK(r.device.open_domains().empty());
  REQUIRE(r.device.filters.size() == 4);
  const model::Filter& input = filter(r, "iptables filter INPUT");
  CHECK(input.hook.value == "input");
  CHECK(input.family.value == "ip");
  CHECK(input.default_action.value == "deny");
  REQUIRE(input.rules.size() == 5);
  CHECK(shown(input.rules[0]) == "permit any any any > any any conditions");
  CHECK(shown(input.rules[1]) == "permit any any any > any any established");
  CHECK(shown(input.rules[2]) == "permit tcp 192.0.2.0/24 any > not 192.0.2.9/32 22 conditions");
  CHECK(shown(input.rules[3]) == "permit udp any any > any 53,5000-5010");
  CHECK(shown(input.rules[4]) == "jump LOGDROP any any any > any any");
  CHECK(input.rules[4].name == "5");
  CHECK(r.device.lines.get(input.rules[4].lines)[0] == Evidence{0, 11, 11});
  const model::Filter& drop = filter(r, "iptables filter LOGDROP");
  CHECK(drop.hook.state == model::State::absent);
  CHECK(drop.default_action.state == model::State::absent);
  CHECK(shown(drop.rules[0]) == "none any any any > any any log conditions");
  CHECK(shown(drop.rules[1]) == "deny any any any > any any");
  CHECK(filter(r, "iptables filter OUTPUT").default_action.value == "permit");
  CHECK(analysis::permits_any(r.device, input) == analysis::Answer::no);
  CHECK(analysis::default_denies(r.device, input) == analysis::Answer::yes);
}

TEST_CASE("iptables: options of a rule") {
  CHECK(rule("-j ACCEPT") == "permit any any any > any any");
  CHECK(rule("-s 0.0.0.0/0 -d 10.0.0.0/255.0.255.0 -j DROP") == "deny any any any > 10.0.0.0 0.255.0.255 any");
  CHECK(rule("! -s 10.0.0.0/8 -j REJECT --reject-with icmp-port-unreachable") ==
        "reject any not 10.0.0.0/8 any > any any conditions");
  CHECK(rule("-s ! 10.0.0.0/8 -j ACCEPT") == "opaque");  // may be nearly every packet
  CHECK(rule("-s ! 10.0.0.0/8 -j DROP") == "deny any not 10.0.0.0/8 any > any any conditions");
  CHECK(rule("! -p tcp -j ACCEPT") == "opaque");
  CHECK(rule("! -p tcp -j DROP") == "deny not tcp any any > any any conditions");
  CHECK(rule("-p tcp -m tcp --sport 1024: --dport :1023 -j ACCEPT") == "permit tcp any 1024-65535 > any 0-1023");
  CHECK(rule("-p tcp --dport 0:65535 -j ACCEPT") == "permit tcp any any > any any");
  CHECK(rule("-p tcp --dport ssh -j ACCEPT") == "permit tcp any any > any ssh");
  CHECK(rule("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT") == "permit tcp any any > any any conditions");
  CHECK(rule("-p tcp -m multiport --ports 80 -j ACCEPT") == "permit tcp any any > any any conditions");
  CHECK(rule("-j RETURN") == "return any any any > any any");
  CHECK(rule("-g OTHER") == "goto OTHER any any any > any any");
  CHECK(rule("-j MARK --set-xmark 0x1/0xffffffff") == "none any any any > any any");
  CHECK(rule("-m set --match-set admins src -j ACCEPT") == "opaque");
  CHECK(rule("-p tcp -m set --match-set admins src -j ACCEPT") == "permit tcp any any > any any conditions");
  CHECK(rule("") == "none any any any > any any");
}

TEST_CASE("iptables: a permit of new connections is a permit, and a denial of some states is not one of all") {
  CHECK(rule("-m state --state NEW -j ACCEPT") == "permit any any any > any any");
  CHECK(rule("-m conntrack ! --ctstate INVALID,NEW -j ACCEPT") == "permit any any any > any any established");
  CHECK(rule("-m conntrack ! --ctstate INVALID -j ACCEPT") == "permit any any any > any any");
  CHECK(rule("-m conntrack --ctstate INVALID -j ACCEPT") == "permit any any any > any any conditions");
  CHECK(rule("-m conntrack --ctstate INVALID -j DROP") == "deny any any any > any any conditions");
  CHECK(rule("-m conntrack --ctstate DNAT -j ACCEPT") == "permit any any any > any any conditions");
}

TEST_CASE("iptables: a word that no table declares makes the rule opaque and its line unknown") {
  const Reading r = one_rule("-s 10.0.0.0/8 --frobnicate 3 -j ACCEPT");
  CHECK(r.states() == "uuu?u");
  CHECK(r.diagnostics() == "4:24: expected an option of a rule, got '--frobnicate'\n");
  REQUIRE(r.device.filters[0].rules.size() == 1);
  CHECK(r.device.filters[0].rules[0].opaque);
  CHECK(analysis::permits_any(r.device, r.device.filters[0]) == analysis::Answer::unknown);
  CHECK(one_rule("-m frobnicator -j ACCEPT").states() == "uuu?u");
  CHECK(one_rule("-j NOWHERE").diagnostics() == "4:13: expected a target or a chain of this table, got 'NOWHERE'\n");
  CHECK(one_rule("-m comment --comment \"no end -j ACCEPT").device.filters[0].rules[0].opaque);
}

TEST_CASE("iptables: a bad value makes the rule opaque and its line known") {
  CHECK(one_rule("-s 10.0.0.0/33 -j ACCEPT").diagnostics() == "4:13: expected an address, got '10.0.0.0/33'\n");
  CHECK(one_rule("-p tcp --dport 22,, -j ACCEPT").states() == "uuuku");
  CHECK(one_rule("-p tcp --dport 70000 -j ACCEPT").device.filters[0].rules[0].opaque);
  CHECK(one_rule("-p tcp --dport").diagnostics() == "4:24: expected a value for --dport, got ''\n");
  CHECK(one_rule("-j NFQUEUE --queue-num 0").states() == "uuuku");
}

TEST_CASE("iptables: text in comments, prefixes and quotes is no rule") {
  const Reading r = read(
      "*filter\n:INPUT DROP [0:0]\n# -A INPUT -j ACCEPT\n"
      "-A INPUT -m comment --comment \"-j ACCEPT\" -j DROP\nCOMMIT\n");
  CHECK(r.states() == "uuuuu");
  REQUIRE(r.device.filters[0].rules.size() == 1);
  CHECK(shown(r.device.filters[0].rules[0]) == "deny any any any > any any");
}

TEST_CASE("iptables: a table without its COMMIT is not whole") {
  const Reading r = read("*filter\n:INPUT DROP [0:0]\n-A INPUT -s 10.0.0.0/8 -j ACCEPT\n");
  CHECK(r.is_open(Domain::filters));
  CHECK(r.device.openings.at(0).reason == "the text ends before the table's COMMIT");
  CHECK(analysis::permits_any(r.device.filters[0]) == analysis::Answer::unknown);
}

TEST_CASE("iptables: comments that tell of rules elsewhere open the filters") {
  const auto comment = [](const char* text) { return read(text); };
  CHECK(comment("# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n").states() == "k");
  CHECK(comment("# Table `filter' contains incompatible base-chains, use 'nft' tool to list them.\n")
            .is_open(Domain::filters));
  CHECK_FALSE(comment("# Table `nat' contains incompatible base-chains, use 'nft' tool to list them.\n")
                  .is_open(Domain::filters));
}

TEST_CASE("iptables: the output of iptables -S and files of commands are read as well") {
  const Reading r = read(
      "-P INPUT DROP\n-N LOGDROP\n-A INPUT -j LOGDROP\n-I INPUT -i lo -j ACCEPT\n"
      "-I INPUT 1 -p tcp -j DROP\n");
  CHECK(r.states() == "uuuuu");
  const model::Filter& input = filter(r, "iptables filter INPUT");
  REQUIRE(input.rules.size() == 3);
  CHECK(shown(input.rules[0]) == "deny tcp any any > any any");
  CHECK(input.rules[2].action == "jump LOGDROP");
  CHECK(input.rules[2].name == "3");
  CHECK(read("-D INPUT -j DROP\n").is_open(Domain::filters));
  CHECK(read("-F\n-P INPUT DROP\n").states() == "uu");
  CHECK(read("-P INPUT DROP\n-F\n").is_open(Domain::filters));
}

TEST_CASE("iptables: a chain whose policy was not seen has an unknown one") {
  const Reading r = read("-A INPUT -p tcp -j ACCEPT\n");
  CHECK(analysis::default_denies(r.device.filters[0]) == analysis::Answer::unknown);
}

TEST_CASE("iptables: IPv6 has filters of its own") {
  const Reading r = read(
      "# Generated by ip6tables-save v1.8.9 on Mon Jan  5 10:00:00 2026\n*filter\n:INPUT DROP [0:0]\n"
      "-A INPUT -s 2001:db8::/32 -p ipv6-icmp -j ACCEPT\nCOMMIT\n");
  CHECK(r.states() == "uuuuu");
  CHECK(shown(filter(r, "ip6tables filter INPUT").rules[0]) == "permit ipv6-icmp 2001:db8::/32 any > any any");
}

TEST_CASE("iptables: an unknown line opens the filters and each chain") {
  const Reading r = read("*filter\n:INPUT DROP [0:0]\nfrobnicate\nCOMMIT\n");
  CHECK(r.states() == "uu?u");
  CHECK(r.diagnostics() == "3:1: expected a table, a chain, a command such as -A, or COMMIT, got 'frobnicate'\n");
  CHECK(r.is_open(Domain::filters));
  CHECK(r.device.filters[0].open);
  CHECK(read("*frob\nCOMMIT\n").states() == "?i");
}

TEST_CASE("iptables: switching a handler off never makes an answer look better") {
  const std::string bytes = fixture("iptables/firewall.save");
  const Reading whole = read(bytes);
  for (const auto& keyword : grammars::find_format("iptables")->keywords()) {
    INFO(keyword.path);
    const Reading off = read(bytes, keyword.path);
    CHECK(off.result.counts().understood <= whole.result.counts().understood);
    if (off.states() == whole.states()) continue;
    bool opaque = off.is_open(Domain::filters);
    for (const auto& each : off.device.filters)
      for (const auto& one : each.rules) opaque = opaque || one.opaque;
    CHECK(opaque);
  }
  CHECK(read(bytes, "-A/--dport").device.filters[0].rules[2].opaque);
  CHECK(read(bytes, "-A/-j DROP").states() == "uuuuuuuuuuuuukuuiiui");
}

TEST_CASE("iptables: hostile input is read in linear time") {
  CHECK(read("").device.filters.empty());
  CHECK(read("\n\r\n").states() == "uu");
  const std::string_view nul("*filter\r\n:INPUT DROP [0:0]\r\n-A INPUT \0\xff -j ACCEPT\r\nCOMMIT\r\n", 59);
  CHECK(read(nul).states() == "uu?u");
  CHECK(read("*filter\n:INPUT DROP [0:0]\n-A INPUT " + std::string(1'000'000, 'x') + "\nCOMMIT\n").states() == "uu?u");
  CHECK(read(std::string(1'000'000, '"')).states() == "?");
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "-I INPUT -i lo\n";
  CHECK(read(many).device.filters.at(0).rules.size() == 60'000);
  std::string garbage;
  for (int i = 0; i < 300'000; ++i) garbage += "x\n";
  CHECK(read(garbage).result.counts().unknown == 300'000);
}
