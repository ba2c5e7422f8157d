"""`muster run` on sources beside SSH: a repository of a backup tool, a controller's export."""

import json
import shutil
import subprocess
import unittest
from pathlib import Path

from program import GOOD_ROUTER, Program

DEMO = Path(__file__).resolve().parents[1] / "fleet" / "demo"

INVENTORY = """[[device]]
id = "edge1"
platform = "cisco_ios"
maintenance = "rewiring"
"""


class Sources(Program):
    def setUp(self) -> None:
        super().setUp()
        self.write("inventory.toml", INVENTORY)

    def captures(self, *arguments: str) -> list[dict]:
        self.muster("run", "--json", "report.json", *arguments)
        report = (self.folder / "report.json").read_text()
        self.assertIn("edge1", report)
        return report

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", "-c", "user.name=o", "-c", "user.email=o@example", *arguments], cwd=self.folder / "backup",
                              env=self.environment(), capture_output=True, check=True, text=True)
        return done.stdout.strip()

    @unittest.skipUnless(shutil.which("git"), "git is not installed")
    def test_a_commit_of_a_repository_is_read_and_named(self) -> None:
        self.write("backup/edge1", GOOD_ROUTER)
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "first")
        commit = self.git("rev-parse", "HEAD")
        self.git("rm", "-q", "edge1")
        self.git("commit", "-q", "-m", "second")
        self.assertIn(f"git:edge1@{commit}", self.captures("--source", f"git+backup#{commit}"))
        self.assertIn("no file for 'edge1'", self.captures("--source", "git+backup"))
        self.assertIn("no file for 'edge1'", self.captures("--source", "git+backup#main"))

    def test_an_export_states_what_and_when(self) -> None:
        self.write("export/1.cfg", GOOD_ROUTER)
        self.write("export/export.toml", 'tool = "manager"\n[[capture]]\ndevice = "edge1"\nplatform = "cisco_ios"\n'
                   'command = "running-config"\nfile = "1.cfg"\nexported = "2026-03-01T01:00:00Z"\n')
        self.assertIn("export:manager:1.cfg", self.captures("--source", "export"))
        self.assertIn("exported at 2026-03-01T01:00:00Z", self.captures("--source", "export", "--max-age", "24"))

    def test_release_and_routes_of_the_demo_are_judged(self) -> None:
        self.muster("run", "-i", str(DEMO / "inventory.toml"), "--source", str(DEMO), "--json", "report.json", expect=1)
        devices = {device["device_id"]: device for device in json.loads((self.folder / "report.json").read_bytes())["devices"]}
        release = {name: verdict["status"] for name, device in devices.items() for verdict in device["verdicts"]
                   if verdict["rule_id"] == "firmware-minimum-release"}
        self.assertEqual({name for name, status in release.items() if status == "fail"}, {"edge-r2", "lb2"})
        self.assertEqual(set(release.values()), {"pass", "fail"})
        for device in devices.values():
            self.assertEqual([each["command"] for each in device["captures"] if not each["collected"]], [])
            self.assertEqual(device["lines"]["unknown"], 0)

    def test_maintenance_does_not_keep_a_folder_from_being_read(self) -> None:
        self.write("backup/edge1.cfg", GOOD_ROUTER)
        self.assertNotIn("rewiring", self.captures("--source", "backup"))


if __name__ == "__main__":
    unittest.main()
