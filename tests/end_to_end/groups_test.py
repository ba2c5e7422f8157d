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

    def test_files_are_one_group(self) -> None:
        report = self.json("check", "--as", "cisco_ios", "-p", "together.toml", "--json", "files/edge1", "files/edge2")
        self.assertEqual([group["name"] for group in report["groups"]], ["group files"])


if __name__ == "__main__":
    unittest.main()
