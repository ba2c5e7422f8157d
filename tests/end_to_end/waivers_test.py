"""Waivers in `muster run`, `check` and `replay`: what they cover, what is said of them, and broken files."""

import json
import subprocess
import unittest

from program import Program

ROUTER = """version 15.2
hostname {name}
ip http server
line vty 0 4
 transport input telnet
 login local
end
"""

INVENTORY = """waivers = ["granted.toml"]
[[group]]
name = "branch"
[[device]]
id = "edge1"
platform = "cisco_ios"
[[device]]
id = "edge2"
platform = "cisco_ios"
groups = ["branch"]
"""

WAIVER = """[[waiver]]
id = "W-2026-014"
rule = "{rule}"
devices = ["edge1"]
requester = "A. Tester"
approver = "B. Owner"
ticket = "CHG-1"
reason = "the old console server speaks nothing else"
compensating_control = "reachable from the console network only"
granted = 2026-11-01
expires = 2026-11-20
"""

RULE = "services-no-clear-text"

DECLARATION = """[[irrelevant]]
id = "L-1"
format = "cisco_ios"
line = 'frobnicate lamp \\d+'
domains = ["users", "snmp", "management", "logging", "interfaces", "filters", "routing", "redundancy", "time", "authentication"]
because = "it blinks the lamp of the chassis"
requester = "A. Tester"
approver = "B. Owner"
ticket = "CHG-2"
granted = 2026-11-01
expires = 2026-12-31
"""


class Waivers(Program):
    def setUp(self) -> None:
        super().setUp()
        self.write("inventory.toml", INVENTORY)
        self.write("granted.toml", WAIVER.format(rule=RULE))
        for name in ("edge1", "edge2"):
            self.write(f"backup/{name}/running-config.cfg", ROUTER.format(name=name))

    def run_at(self, day: str, *more: str, expect: int = 1) -> tuple[str, dict]:
        done = self.muster("run", "--source", "backup", "--as-of", f"{day}T12:00:00Z", "--html", "report.html", "--json",
                           "report.json", *more, expect=expect)
        return " ".join(done.stdout.decode().split()), json.loads((self.folder / "report.json").read_text())

    def statuses(self, report: dict) -> dict[str, set[str]]:
        return {device["device_id"]: {verdict["status"] for verdict in device["verdicts"] if verdict["rule_id"] == RULE}
                for device in report["devices"]}

    def test_a_waiver_of_the_inventory_waives_what_it_names_and_no_more(self) -> None:
        text, report = self.run_at("2026-11-20")
        self.assertEqual(self.statuses(report)["edge1"] & {"fail", "waived"}, {"waived"})
        self.assertEqual(self.statuses(report)["edge2"] & {"fail", "waived"}, {"fail"})
        waiver, = report["waivers"]
        self.assertEqual((waiver["state"], waiver["id"]), ("in use", "W-2026-014"))
        self.assertEqual({covered["device_id"] for covered in waiver["covers"]}, {"edge1"})
        self.assertEqual(len(waiver["covers"]), report["summary"]["verdicts"]["waived"])
        self.assertIn("WAIVED: ", text)
        self.assertIn("today is its last day", text)
        self.assertIn("W-2026-014", (self.folder / "report.html").read_text())

    def test_an_expired_waiver_stops_working_and_says_what_it_covered(self) -> None:
        text, report = self.run_at("2026-11-21")
        self.assertEqual(self.statuses(report)["edge1"] & {"fail", "waived"}, {"fail"})
        self.assertEqual(report["waivers"][0]["state"], "expired")
        self.assertEqual({covered["device_id"] for covered in report["waivers"][0]["covers"]}, {"edge1"})
        self.assertIn("EXPIRED WAIVERS", text)
        self.assertIn("expired on 2026-11-20, 1 day ago", text)

    def test_a_replay_gives_the_same_verdicts_and_refuses_other_waivers(self) -> None:
        self.run_at("2026-11-20")
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())
        self.write("granted.toml", WAIVER.format(rule=RULE).replace("edge1", "edge2"))
        self.assertIn("give the same with --policy and --waivers", self.muster("replay", expect=2).stderr.decode())

    def test_a_part_of_the_fleet_does_not_make_a_waiver_of_another_part_wrong(self) -> None:
        _, report = self.run_at("2026-11-20", "edge2")
        self.assertEqual(report["waivers"][0]["state"], "not in this run")

    def test_a_waiver_that_waives_nothing_is_said(self) -> None:
        self.write("granted.toml", WAIVER.format(rule=RULE) + 'object = "something else"\n')
        text, report = self.run_at("2026-11-20")
        self.assertEqual(report["waivers"][0]["state"], "unused")
        self.assertIn("WAIVERS THAT WAIVE NOTHING", text)

    def test_nothing_runs_on_a_broken_waiver_file(self) -> None:
        self.write("more.toml", WAIVER.format(rule="services-no-clear-txt").replace('"B. Owner"', '"a. tester"'))
        done = self.muster("run", "--source", "backup", "--waivers", "more.toml", expect=2)
        said = done.stderr.decode()
        self.assertIn("more.toml:3:8", said)
        self.assertIn(f"did you mean '{RULE}'?", said)
        self.assertIn("more.toml:6:12", said)
        self.assertEqual(done.stdout, b"")
        self.assertFalse((self.folder / "muster-data").exists())

    def test_a_file_can_be_checked_with_its_waivers(self) -> None:
        file = "backup/edge1/running-config.cfg"
        self.write("file.toml", WAIVER.format(rule=RULE).replace("edge1", file))
        done: subprocess.CompletedProcess[bytes] = self.muster(
            "check", "--as", "cisco_ios", file, "--waivers", "file.toml", "--as-of", "2026-11-20", "--json", expect=1)
        report = json.loads(done.stdout)
        self.assertEqual(self.statuses(report)[file] & {"fail", "waived"}, {"waived"})

    def test_a_declared_line_opens_nothing_until_its_declaration_expires(self) -> None:
        for name in ("edge1", "edge2"):
            text = ROUTER.format(name=name).replace("end\n", "frobnicate lamp 7\nend\n")
            self.write(f"backup/{name}/running-config.cfg", text)
        _, before = self.run_at("2026-11-20")
        self.write("lines.toml", DECLARATION)
        text, after = self.run_at("2026-11-20", "--waivers", "lines.toml")
        open_before, open_after = (report["summary"]["verdicts"]["not assessed"] for report in (before, after))
        self.assertLess(open_after, open_before)
        declaration, = after["line_declarations"]
        self.assertEqual((declaration["state"], len(declaration["lines"])), ("in use", 2))
        resting = [verdict for device in after["devices"] for verdict in device["verdicts"]
                   if any(reason.startswith("rests on line declaration L-1: ") for reason in verdict["reasons"])]
        self.assertEqual(len(resting), declaration["verdicts"])
        self.assertGreater(len(resting), 0)
        self.assertIn("LINE DECLARATIONS IN USE", text)
        self.assertEqual(after["summary"]["lines"]["unknown"], before["summary"]["lines"]["unknown"])
        self.assertIn("0 devices differ", self.muster("replay", "--waivers", "lines.toml", expect=0).stdout.decode())
        text, expired = self.run_at("2027-01-01", "--waivers", "lines.toml")
        self.assertEqual(expired["summary"]["verdicts"]["not assessed"], open_before)
        self.assertEqual(expired["line_declarations"][0]["state"], "expired")
        self.assertEqual(len(expired["line_declarations"][0]["lines"]), 2)
        self.assertIn("EXPIRED LINE DECLARATIONS", text)

    def test_what_blocks_is_ranked_over_the_latest_captures_of_the_store(self) -> None:
        for name, lamp in (("edge1", "7"), ("edge2", "8")):
            text = ROUTER.format(name=name).replace("end\n", f"frobnicate lamp {lamp} password otter-wheel-3\nend\n")
            self.write(f"backup/{name}/running-config.cfg", text)
        self.run_at("2026-11-20")
        # A later run of one device replaces its captures, and only its.
        self.write("backup/edge2/running-config.cfg", ROUTER.format(name="edge2"))
        self.run_at("2026-11-20", "edge2")
        done = self.muster("coverage", "--blocking", "--store", "muster-data", "--format", "json", expect=0)
        self.assertNotIn(b"otter-wheel", done.stdout + done.stderr)
        ranked = json.loads(done.stdout)
        self.assertEqual(ranked["devices"], 2)
        first = ranked["blocking"][0]
        self.assertEqual((first["line"], first["devices"]), ("frobnicate lamp * password *", ["edge1"]))
        self.assertEqual(first["example"]["where"], "edge1 running-config:7")
        self.assertGreater(first["verdicts"], 0)
        self.assertIn("line = 'frobnicate +lamp +\\S+ +password +\\S+'", first["skeleton"])
        refused = self.muster("coverage", "--blocking", "--store", "muster-data", "--as", "cisco_ios", expect=2)
        self.assertIn("not at both", refused.stderr.decode())

    def test_a_skeleton_is_refused_until_somebody_has_put_a_name_to_it(self) -> None:
        self.write("a.cfg", "version 15.2\nhostname a\nfrobnicate lamp 7\nend\n")
        ranked = self.json("coverage", "--blocking", "--as", "cisco_ios", "a.cfg", "--format", "json", expect=0)
        self.write("skeleton.toml", ranked["blocking"][0]["skeleton"])
        said = self.muster("check", "--as", "cisco_ios", "a.cfg", "--waivers", "skeleton.toml", expect=2).stderr.decode()
        for key in ("id", "because", "requester", "approver", "ticket"):
            self.assertIn(f"'{key}' is empty", said)


if __name__ == "__main__":
    unittest.main()
