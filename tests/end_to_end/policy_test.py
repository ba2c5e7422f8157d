"""The commands of those who write rules: new, check, test, list, show, and what becomes of new rules' findings."""

import json
import unittest

from program import GOOD_ROUTER, Program

# A rule that the router breaks; it came with version 1.1 of its pack.
NEW_RULE = """[pack]
name = "own"
version = "1.1"
released = 2026-11-01
grace_days = 30
[[rule]]
id = "name-as-agreed"
title = "The name is as agreed"
severity = "high"
section = "Firmware"
since = "1.1"
deprecated = "use name-of-place"
assert = 'device.hostname == "core1" && params.strict'
message = 'the name is {{device.hostname}}'
remedy = 'Rename it.'
rationale = "Names tell the place."
references = ["NIST SP 800-53 CM-8"]
[rule.fix]
cisco_ios = "hostname core1"
[[parameter]]
name = "strict"
type = "bool"
default = true
doc = "whether the name counts"
"""


class Policies(Program):
    def said(self, *arguments: str, expect: int = 2) -> str:
        return self.muster(*arguments, expect=expect).stderr.decode()

    def shown(self, *arguments: str, expect: int = 0) -> str:
        return self.muster(*arguments, expect=expect).stdout.decode()

    def test_a_new_rule_is_ready_to_be_tested_and_never_overwritten(self) -> None:
        for format_name in ("cisco_ios", "juniper_junos", "vyos", "fortinet_fortios", "f5_bigip", "paloalto_panos", "cisco_asa",
                            "cisco_nxos", "cisco_iosxr", "arista_eos"):
            with self.subTest(format_name):
                self.shown("policy", "new", f"{format_name}-pack/naming", "--as", format_name)
                self.shown("policy", "check", f"{format_name}-pack")
                tested = self.shown("policy", "test", "--strict", f"{format_name}-pack")
                self.assertIn("1 rule, 3 fixtures: 0 wrong, 0 warnings, 0 changes of rules that nothing notices", tested)
        self.assertIn("is there already: nothing was written", self.said("policy", "new", "vyos-pack/naming"))
        self.shown("policy", "new", "vyos-pack/second", "--as", "vyos")
        self.assertIn("2 rules, 6 fixtures: no mistake", self.shown("policy", "check", "vyos-pack"))

    def test_wrong_names_for_a_new_rule_are_refused(self) -> None:
        self.assertIn("expected PACK/RULE", self.said("policy", "new", "rule"))
        self.assertIn("expected an id of lower-case letters", self.said("policy", "new", "pack/My_Rule"))
        self.assertIn("did you mean 'cisco_ios'?", self.said("policy", "new", "pack/rule", "--as", "cisco_iso"))

    def test_a_wrong_fixture_ends_with_1_and_a_missing_one_with_2(self) -> None:
        self.shown("policy", "new", "own/naming", "--as", "cisco_ios")
        fixtures = self.folder / "own/fixtures/naming"
        (fixtures / "fail-other-name.cisco_ios").write_text((fixtures / "pass-named.cisco_ios").read_text())
        self.assertIn("fail-other-name.cisco_ios: expected fail, got pass", self.shown("policy", "test", "own", expect=1))
        (fixtures / "fail-other-name.cisco_ios").unlink()
        for command in (("policy", "check", "own"), ("policy", "test", "own"), ("check", "--as", "cisco_ios", "-p", "own", "x")):
            self.assertRegex(self.said(*command), r"own/naming\.toml:\d+:6: 'naming' has no failing fixture")

    def test_a_pack_is_the_same_however_its_path_is_written(self) -> None:
        self.shown("policy", "new", "own/naming")
        for path in ("own", "./own/", "own/naming.toml", str(self.folder / "own")):
            with self.subTest(path):
                self.assertIn("1 rule, 3 fixtures: 0 wrong", self.shown("policy", "test", path))
        (self.folder / "own/fixtures/naming/pass-named.cisco_ios").unlink()
        self.assertIn("has no passing fixture", self.said("policy", "check", "./own/"))
        self.write("empty/pack.toml", '[pack]\nname = "empty"\n')
        self.assertIn("no rule stands in it", self.shown("policy", "test", "empty", expect=1))

    def test_check_reads_waivers_inventory_and_benchmarks_and_says_every_mistake_at_once(self) -> None:
        self.shown("policy", "new", "own/naming", "--as", "cisco_ios")
        self.write("inventory.toml", '[[device]]\nid = "edge1"\nplatform = "cisco_ios"\n')
        waiver = """[[waiver]]
id = "W-1"
rule = "RULE"
devices = ["DEVICE"]
requester = "a@example.net"
approver = "b@example.net"
ticket = "T-1"
reason = "Renamed next week."
compensating_control = "It has a label."
granted = 2026-11-01
expires = 2026-11-20
"""
        benchmark = """[benchmark]
id = "house"
title = "House"
publisher = "Us"
version = "1"
date = 2026-01-01

[[control]]
id = "H-1"
title = "Names"
rules = ["RULE"]
coverage = "full"
"""
        command = ("policy", "check", "own", "-i", "inventory.toml", "--waivers", "waivers.toml", "--benchmark-file",
                   "house.toml", "--benchmark", "house")
        self.write("waivers.toml", waiver.replace("RULE", "naming").replace("DEVICE", "edge1"))
        self.write("house.toml", benchmark.replace("RULE", "naming"))
        self.assertIn("1 waiver, 0 line declarations", self.shown(*command))
        self.write("waivers.toml", waiver.replace("RULE", "namin").replace("DEVICE", "edge2"))
        self.write("house.toml", benchmark.replace("RULE", "namig"))
        wrong = ("waivers.toml:3:8: ", "did you mean 'naming'?", "waivers.toml:4:", "'edge2'", "house.toml:11:")
        said = self.said(*command)
        for text in wrong:
            self.assertIn(text, said)
        rule = self.folder / "own/naming.toml"
        rule.write_text(rule.read_text() + "unknown_key = 1\n")
        said = self.said(*command)
        for text in ("unknown_key", *wrong):
            self.assertIn(text, said)
        rule.write_text("[pack\n")
        said = self.said(*command)
        self.assertIn("own/naming.toml:1:", said)
        self.assertIn("waivers and benchmarks are not checked", said)

    def test_check_counts_what_it_read(self) -> None:
        self.shown("policy", "new", "own/naming", "--as", "cisco_ios")
        self.write("waivers.toml", "")
        self.assertIn("0 waivers, 0 line declarations", self.shown("policy", "check", "own", "--waivers", "waivers.toml"))
        self.assertRegex(self.shown("policy", "check", "own", "--benchmark", "nist-sp-800-53-rev5"), r"4\d benchmarks, 0 attestations")
        self.assertIn("did you mean", self.said("policy", "check", "own", "--benchmark", "nist-sp-800-53-rev6"))

    def test_check_says_every_mistake_at_once(self) -> None:
        self.write("own.toml", NEW_RULE.replace("device.hostname ==", "device.hostnam ==").replace("cisco_ios =", "cisco_iso ="))
        said = self.said("policy", "check", "own.toml")
        self.assertIn("own.toml:13:18: expected a field of device, got 'hostnam'; did you mean 'hostname'?", said)
        self.assertIn("expected a platform, got 'cisco_iso'; did you mean 'cisco_ios'?", said)
        self.write("good.toml", NEW_RULE)
        self.assertIn("has no passing fixture", self.said("policy", "check", "good.toml"))

    def test_check_of_the_shipped_packs_counts_what_there_is(self) -> None:
        self.assertRegex(self.shown("policy", "check"), r"production 1: \d+ rules")

    def test_the_fixtures_of_shipped_packs_need_their_folder(self) -> None:
        self.assertIn("give the pack's folder, policies/production", self.said("policy", "test", "production"))

    def test_list_and_show_tell_what_a_rule_is(self) -> None:
        self.write("own.toml", NEW_RULE)
        [rule] = json.loads(self.shown("policy", "list", "-p", "own.toml", "--format", "json"))
        self.assertEqual(rule["id"], "name-as-agreed")
        self.assertEqual(rule["platforms"], ["cisco_ios"])
        self.assertEqual(rule["deprecated"], "use name-of-place")
        self.assertIn("deprecated: use name-of-place", self.shown("rules", "-p", "own.toml"))
        page = self.shown("policy", "show", "name-as-agreed", "-p", "own.toml")
        for part in ("device.hostname", "strict (bool), by default true", "hostname core1", "NIST SP 800-53 CM-8", "own.toml:7:6",
                     "30 days after 2026-11-01", "use name-of-place", "Names tell the place.", "whether the name counts"):
            self.assertIn(part, page)
        self.assertIn("did you mean 'name-as-agreed'?", self.said("policy", "show", "name-as-agred", "-p", "own.toml"))

    def test_a_finding_of_a_new_rule_counts_when_its_grace_is_over(self) -> None:
        self.write("own.toml", NEW_RULE)
        self.write("edge1.cfg", GOOD_ROUTER)
        check = ("check", "--as", "cisco_ios", "edge1.cfg", "-p", "own.toml", "--as-of")
        new = self.shown(*check, "2026-11-15T00:00:00Z", expect=0)
        self.assertIn("does not count before 2026-12-01", " ".join(new.split()))
        self.assertIn("the name is edge1", " ".join(new.split()))
        old = self.shown(*check, "2026-12-01T00:00:00Z", expect=1)
        self.assertNotIn("does not count", old)
        self.assertIn("The rule is deprecated: use name-of-place", " ".join(old.split()))

    def test_the_reference_is_printed(self) -> None:
        self.assertIn("### user", self.shown("policy", "reference"))

    def test_a_command_that_is_none_names_the_nearest(self) -> None:
        self.assertIn("'rn' is no command; did you mean 'run'?", self.said("rn"))
        self.assertIn("'tset' is no command of 'policy'; did you mean 'test'?", self.said("policy", "tset"))
        self.assertIn("'chekc' is no command; did you mean 'check'?", self.said("help", "chekc"))
        self.assertIn("PACK/RULE", self.shown("help", "policy", "new"))
        self.assertIn("Exit codes", self.shown("help"))


if __name__ == "__main__":
    unittest.main()
