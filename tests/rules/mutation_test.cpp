#include <catch2/catch.hpp>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "app/packs.hpp"
#include "app/rule_test.hpp"
#include "rules/fixtures.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A part of a rule that no fixture can show, and why it stands there all the same.
struct Accepted {
  std::string_view rule;
  std::string_view part;
  std::string_view reason;
};
constexpr auto accepted = std::to_array<Accepted>({
    {"contexts-allowlist-only", "r.match != \"any\"", "what matches any path exposes the one on no list too"},
    {"contexts-allowlist-only", "\"any\"", "as above"},
    {"contexts-allowlist-only", "!r.match.startsWith(\"prefix\")", "the prefix / exposes the path on no list too"},
    {"contexts-allowlist-only", "\"prefix\"", "as above"},
    {"contexts-allowlist-only", "\"/on-no-list\"", "any other path that is on no list does as well"},
    {"credentials-no-reversible-password", "\"juniper-9\"", "Junos keeps passwords of accounts as hashes only"},
    {"firmware-minimum-release", "1", "a product's name stands once in front of its release"},
    {"logging-remote-targets", "device.logging.enabled == true", "no format shows a target while logging is off"},
    {"vty-access-class", "item.access_class != null", "no filter has the name null, unless filters are open"},
    // hardening
    {"accounts-no-weak-hash", "\"pix-md5\"", "hashes of ASA's accounts have no name of their own, and count as others"},
    {"accounts-one-local", "\"fortinet_fortios_vdom\"", "a fixture's platform is the first that its format belongs to"},
    {"accounts-one-local", "last_resort_accounts.size() == 0", "the rule's fixtures set the parameter"},
    {"accounts-one-local", "0", "as above"},
    {"banner-login", "b.text.trim().size() > 0", "a guard for patterns that match nothing at all"},
    {"banner-login", "0", "as above"},
    {"filters-deny-logged", "!r.established", "what holds for established sessions only names TCP"},
    {"filters-inbound-on-external", "\"vyos\"", "a zone of VyOS makes a filter of what is forwarded, too"},
    {"filters-inbound-on-external", "device.platform == \"cisco_ios\"", "only IOS names a filter \"policy ZONE to self\""},
    {"filters-inbound-on-external", "device.platform == \"vyos\"", "only VyOS names a filter \"ip forward/...\""},
    {"filters-outbound-on-external", "device.platform == \"vyos\"", "as above"},
    {"filters-outbound-on-external", "\"vyos\"", "a zone of VyOS makes a filter of what is forwarded, too"},
    {"logging-two-targets", "device.logging.enabled == true", "no format shows a target while logging is off"},
    {"login-aaa-servers", "s.name != \"\"", "no name is empty: asked for, it shows the lines of each"},
    {"login-aaa-servers", "\"\"", "as above"},
    {"login-central", "\"mikrotik_routeros6\"", "a fixture's platform is the first that its format belongs to"},
    {"management-tls-versions", "item.tls_versions.size() > 0", "no format states an empty list: without a line it is not known"},
    {"management-tls-versions", "0", "as above"},
    {"proxy-tls-versions", "item.tls_versions.size() > 0", "as above"},
    {"proxy-tls-versions", "0", "as above"},
    {"snmp-v3-encrypted", "item.authentication != null", "who does not authenticate does not encrypt"},
    {"snmp-v3-only", "c.name != \"\"", "no name is empty: asked for, it shows the lines of each"},
    {"snmp-v3-only", "\"\"", "as above"},
    {"ssh-ciphers", "item.ciphers.size() > 0", "no format states an empty list: without a line it is not known"},
    {"ssh-ciphers", "0", "as above"},
    {"ssh-key-exchanges", "item.key_exchanges.size() > 0", "as above"},
    {"ssh-key-exchanges", "0", "as above"},
    {"ssh-macs", "item.macs.size() > 0", "as above"},
    {"ssh-macs", "0", "as above"},
    {"time-two-servers", "s.name != \"\"", "no name is empty: asked for, it shows the lines of each"},
    {"time-two-servers", "\"\"", "as above"},
});

/// Changes of rules of the hardening pack that nothing notices and that nobody has looked at. It may only fall.
constexpr std::size_t open_changes_of_hardening = 11;

bool is_accepted(const std::string& rule, const policy::Mutant& mutant) {
  for (const Accepted& each : accepted)
    if (each.rule == rule && each.part == mutant.part) return true;
  return false;
}

/// A set of its own: it is changed while it is tested.
policy::PolicySet rules_to_change() {
  auto packs = app::load_packs(app::shipped_packs());
  REQUIRE(packs);
  return std::move(packs->rules);
}

/// What nothing notices of the rules of a pack and has no reason in `accepted`, a line each. Every reason must be needed.
std::vector<std::string> unnoticed(std::string_view pack) {
  policy::PolicySet rules = rules_to_change();
  std::vector<std::string> found;
  std::set<std::string> seen;
  std::set<std::string_view> ids;
  for (const policy::RuleInfo& rule : rules.rules()) {
    if (rule.pack != pack) continue;
    ids.insert(rule.id);
    for (const policy::Mutant& mutant : app::test_rule(rules, rule, rule_fixtures(), shipped_recipes()).survivors) {
      seen.insert(rule.id + " " + mutant.part);
      if (!is_accepted(rule.id, mutant))
        found.push_back(to_string(mutant.where) + ": nothing notices when `" + mutant.part + "` becomes " + mutant.becomes);
    }
  }
  for (const Accepted& each : accepted) {
    if (!ids.contains(each.rule)) continue;
    INFO("no longer needed: " << each.rule << " " << each.part);
    CHECK(seen.contains(std::string(each.rule) + " " + std::string(each.part)));
  }
  return found;
}

}  // namespace

TEST_CASE("mutation: each shipped rule turns when a passing fixture is changed, and nothing was left untried") {
  policy::PolicySet rules = rules_to_change();
  for (const policy::RuleInfo& rule : rules.rules()) {
    const auto test = app::test_rule(rules, rule, rule_fixtures(), shipped_recipes());
    for (const Error& error : test.errors) FAIL_CHECK(to_string(error));
    for (const std::string& limit : test.limits) FAIL_CHECK(limit);
    INFO(rule.id);
    CHECK(test.turned > 0);
  }
}

TEST_CASE("mutation: some fixture notices each change of a rule of the production pack") {
  for (const std::string& change : unnoticed("production")) FAIL_CHECK(change);
}

TEST_CASE("mutation: no change of a rule of the hardening pack goes unnoticed but those that are still open") {
  const std::vector<std::string> open = unnoticed("hardening");
  for (const std::string& change : open) UNSCOPED_INFO(change);
  CHECK(open.size() == open_changes_of_hardening);  // fewer: lower the number
}
