"""Rules about several devices: a run over files, its reports, its replay, and runs over a part of a group."""

import json
import unittest

from program import Program

INVENTORY = """[[group]]
name = "edge"

[[device]]
id = "edge1"
platform = "cisco_ios"
site = "berlin"
groups = ["edge"]

[[device]]
id = "edge2"
platform = "cisco_ios"
site = "lyon"
groups = ["edge"]

[[device]]
id = "edge3"
platform = "cisco_ios"
site = "lyon"
groups = ["edge"]
"""

RULES = """[pack]
name = "together"

[[rule]]
id = "same-servers"
title = "All send their logs to the same place"
severity = "high"
section = "Logging"
scope = "group"
facts.logs = 'device.logging.targets.map(t, t.address)'
assert = 'members.all(m, m.logs == members[0].logs)'
message = '{{group}}: {{members.map(m, m.device)}} do not all send to {{members[0].logs}}'
remedy = "Use one list of servers."

[[rule]]
id = "own-community"
title = "No community is shared across sites"
severity = "high"
section = "Default credentials"
scope = "fleet"
facts.secrets = 'device.snmp_communities.map(c, secret_fingerprint(c))'
let.shared = 'members.group_by(m, m.secrets).filter(g, g.items.map(i, i.site).distinct().size() > 1).map(g, g.key)'
each = 'members'
assert = '!item.secrets.exists(s, s in shared)'
message = '{{item.device}} shares {{item.secrets.filter(s, s in shared).map(s, s.owner)}}'
remedy = "Give each site its own."
"""


def router(name: str, log: str, community: str, more: str = "") -> str:
    return f"version 15.2\nhostname {name}\n!\nlogging host {log}\nsnmp-server community {community} RO\n{more}!\nend\n"


class Groups(Program):
    def setUp(self) -> None:
        super().setUp()
        self.write("inventory.toml", INVENTORY)
        self.write("together.toml", RULES)
        self.configure()

    def configure(self, log3: str = "192.0.2.9", more3: str = "") -> None:
        self.write("files/edge1", router("edge1", "192.0.2.9", "0urOwnWord"))
        self.write("files/edge2", router("edge2", "192.0.2.9", "0urOwnWord"))
        self.write("files/edge3", router("edge3", log3, "An0therWord", more3))

    def groups(self, *arguments: str, expect: int | None = None) -> dict[str, dict]:
        self.muster("run", "--source", "files", "-p", "together.toml", "--json", "report.json", "--html", "report.html",
                    *arguments, expect=expect)
        return {group["name"]: group for group in json.loads((self.folder / "report.json").read_bytes()).get("groups", [])}

    @staticmethod
    def statuses(group: dict) -> dict[str, str]:
        return {verdict["object"]: verdict["status"] for verdict in group["verdicts"]}

    def test_a_run_judges_its_groups_and_its_fleet_and_replays_them(self) -> None:
        groups = self.groups(expect=1)
        self.assertEqual(self.statuses(groups["group edge"]), {"": "pass"})
        self.assertEqual(self.statuses(groups["fleet"]),
                         {"device edge1": "fail", "device edge2": "fail", "device edge3": "pass"})
        failed = groups["fleet"]["verdicts"][0]
        self.assertEqual(failed["message"], "edge1 shares snmp community 1")
        self.assertEqual([(value["device_id"], value["lines"][0]["first_line"]) for value in failed["values"]], [("edge1", 5)])
        for name in ("report.json", "report.html"):
            self.assertNotIn("0urOwnWord", (self.folder / name).read_text())
        self.assertIn("Devices together", (self.folder / "report.html").read_text())
        said = self.muster("replay", "-p", "together.toml", expect=0).stdout.decode()
        self.assertIn("0 devices differ, 0 groups differ", said)

    def test_a_line_that_is_not_understood_leaves_no_pass_of_the_group(self) -> None:
        self.configure(more3="frobnicate the logs\n")
        verdict = self.groups()["group edge"]["verdicts"][0]
        self.assertEqual(verdict["status"], "not assessed")
        self.assertIn("edge3: logs: logging: unknown line (line 6)", verdict["reasons"])
        self.configure(log3="198.51.100.9")
        self.assertEqual(self.statuses(self.groups()["group edge"]), {"": "fail"})

    def test_a_member_that_is_missing_leaves_no_pass(self) -> None:
        (self.folder / "files/edge3").unlink()
        verdict = self.groups()["group edge"]["verdicts"][0]
        self.assertEqual((verdict["status"], verdict["reasons"][0].split(":")[:2]), ("not assessed", ["edge3", " not collected"]))

    def test_a_run_over_a_part_says_so_and_over_one_device_judges_no_group(self) -> None:
        groups = self.groups("edge1", "edge2")
        self.assertEqual((groups["group edge"]["judged"], groups["group edge"]["members"]), (2, 3))
        self.assertEqual(groups["group edge"]["verdicts"][0]["reasons"], ["edge3: not part of this run"])
        self.muster("replay", "-p", "together.toml", expect=0)
        self.assertEqual(self.groups("edge1"), {})

    def test_a_finding_about_several_devices_is_explained_with_the_lines_of_each_member(self) -> None:
        self.configure(log3="198.51.100.9")
        groups = self.groups(expect=1)
        fingerprint = groups["group edge"]["verdicts"][0]["fingerprint"]
        shown = self.muster("explain", fingerprint, "-p", "together.toml", expect=0).stdout.decode()
        for text in ("fail: All send their logs to the same place", "Members       edge1, edge2, edge3",
                     "edge3: logs = 198.51.100.9  [running-config:4]", "edge3, running-config", "> logging host 198.51.100.9",
                     "edge1, running-config", "How to mend it", "Use one list of servers.", f"muster explain {fingerprint}",
                     "muster run edge1 edge2 edge3"):
            self.assertIn(text, shown)
        for words in (("group", "edge"), ("group edge",)):
            self.assertEqual(self.muster("explain", "same-servers", *words, "-p", "together.toml", expect=0).stdout.decode(), shown)
        shared = self.json("explain", "own-community", "fleet", "device", "edge1", "-p", "together.toml", "--json", expect=0)
        explained = shared["explanations"][0]
        self.assertEqual((explained["device"], explained["object"], explained["together"]), ("fleet", "device edge1", "3 devices"))
        self.assertEqual([(value["device"], value["lines"][0]["first"]) for value in explained["values"]], [("edge1", 5)])
        self.assertEqual({excerpt["device"] for excerpt in explained["excerpts"]}, {"edge1"})
        self.assertIn("<secret:", json.dumps(explained))
        self.assertNotIn("0urOwnWord", json.dumps(explained))
        wrong = self.muster("explain", "same-servers", "group", "egde", expect=2).stderr.decode()
        self.assertIn("no device or group 'group egde'; did you mean 'group edge'?", wrong)

    def test_a_rule_about_several_devices_is_explained_on_files(self) -> None:
        self.configure(log3="198.51.100.9")
        of_files = ("explain", "--as", "cisco_ios", "-p", "together.toml", "files/edge1", "files/edge3")
        shown = self.muster(*of_files, "same-servers", expect=0).stdout.decode()
        for text in ("fail: All send", "Members       files/edge1, files/edge3", "files/edge3, ", "> logging host 198.51.100.9"):
            self.assertIn(text, shown)
        alone = self.muster("explain", "--as", "cisco_ios", "-p", "together.toml", "files/edge1", "same-servers", expect=2)
        self.assertIn("about several devices: name at least two files", alone.stderr.decode())
        fleet = self.muster(*of_files, "own-community", expect=2).stderr.decode()
        self.assertIn("about a whole fleet, and files are none", fleet)

    def test_a_grace_period_holds_for_rules_about_several_devices(self) -> None:
        self.write("together.toml", RULES.replace('name = "together"', 'name = "together"\nversion = "1.1"\nreleased = 2026-03-01\ngrace_days = 30')
                   .replace('id = "same-servers"', 'id = "same-servers"\nsince = "1.1"'))
        self.configure(log3="198.51.100.9")
        self.write("files/edge1", router("edge1", "192.0.2.9", "0neWord"))
        verdict = self.groups("--as-of", "2026-03-02T00:00:00Z", expect=0)["group edge"]["verdicts"][0]
        self.assertEqual((verdict["status"], verdict["grace_until"]), ("fail", "2026-03-31"))
        self.groups("--as-of", "2026-04-02T00:00:00Z", expect=1)

    def test_controls_are_judged_by_the_groups(self) -> None:
        self.write("benchmark.toml", """[benchmark]
id = "house"
title = "House"
publisher = "Us"
version = "1"
date = 2026-01-01
platforms = ["cisco_ios"]

[[control]]
id = "H-1"
title = "Logs go to one place"
rules = ["same-servers"]
coverage = "full"

[[control]]
id = "H-2"
title = "Communities are a site's own"
rules = ["own-community"]
coverage = "full"
""")
        controls = ("controls", "report", "-p", "together.toml", "--benchmark-file", "benchmark.toml", "--benchmark", "house", "--json")
        self.groups(expect=1)
        first, second = json.loads(self.muster(*controls, expect=1).stdout)["benchmarks"][0]["controls"]
        self.assertEqual((first["state"], first["devices"], first["groups"][0]["name"]), ("tests passed", [], "group edge"))
        self.assertEqual([(row["device_id"], row["state"]) for row in second["devices"]],
                         [("edge1", "failed"), ("edge2", "failed"), ("edge3", "tests passed")])
        self.assertEqual([finding["device_id"] for finding in second["findings"]], ["fleet", "fleet"])
        alone = json.loads(self.muster(*controls, "--as", "cisco_ios", "files/edge1", expect=3).stdout)["benchmarks"][0]["controls"][0]
        self.assertEqual((alone["state"], alone["not_together"]), ("not in this run", ["same-servers"]))
        both = json.loads(self.muster(*controls, "--as", "cisco_ios", "files/edge1", "files/edge2", expect=3).stdout)
        self.assertEqual(both["benchmarks"][0]["controls"][0]["state"], "tests passed")

    def test_files_are_one_group(self) -> None:
        report = self.json("check", "--as", "cisco_ios", "-p", "together.toml", "--json", "files/edge1", "files/edge2")
        self.assertEqual([group["name"] for group in report["groups"]], ["group files"])


if __name__ == "__main__":
    unittest.main()
