"""`muster run` over a folder of configurations: store, replay, history, interruption, and no secret anywhere."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
import unittest
from pathlib import Path

from program import GOOD_ROUTER, MUSTER, Program

PLANTED = ["wheel-otter-52", "lantern-quartz-9", "$1$mERr$hx5rVt7rPNoS4wqbXKX7m0", "copper-fjord-77"]

SECRETS = """version 15.2
hostname edge2
enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
username admin privilege 15 password 0 wheel-otter-52
snmp-server community lantern-quartz-9 RO
frobnicate password copper-fjord-77
end
"""

INVENTORY = """[[device]]
id = "edge1"
platform = "cisco_ios"
[[device]]
id = "edge2"
platform = "cisco_ios"
"""


class Store(Program):
    def setUp(self) -> None:
        super().setUp()
        self.write("inventory.toml", INVENTORY)
        self.write("backup/edge1/running-config.cfg", GOOD_ROUTER)
        self.write("backup/edge2/running-config.cfg", SECRETS)

    def run_once(self, *more: str, expect: int = 1) -> subprocess.CompletedProcess[bytes]:
        return self.muster("run", "--source", "backup", "--as-of", "2026-03-01T02:00:00Z", "--html", "report.html",
                           "--json", "report.json", *more, expect=expect)

    def test_a_run_is_stored_and_its_replay_gives_the_same_verdicts(self) -> None:
        self.run_once()
        self.assertIn("complete", self.muster("runs", expect=0).stdout.decode())
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())

    def test_a_device_of_which_nothing_came_is_replayed_too(self) -> None:
        self.write("inventory.toml", INVENTORY + '[[device]]\nid = "edge3"\nplatform = "auto"\n')
        self.run_once()
        replay = self.muster("replay", expect=0).stdout.decode()
        self.assertIn("of 3 devices, 0 devices differ", replay)

    def test_a_replay_over_another_inventory_is_refused(self) -> None:
        self.run_once()
        self.write("inventory.toml", INVENTORY + '[[device]]\nid = "edge3"\nplatform = "cisco_ios"\n')
        self.assertIn("the inventory is not the one", self.muster("replay", expect=2).stderr.decode())

    def test_the_same_run_twice_gives_the_same_report_but_for_ids_and_times(self) -> None:
        first = self.muster("check", "--as", "cisco_ios", "backup/edge2/running-config.cfg", "--json", "--as-of",
                            "2026-03-01").stdout
        second = self.muster("check", "--as", "cisco_ios", "backup/edge2/running-config.cfg", "--json", "--as-of",
                             "2026-03-01").stdout
        self.assertEqual(first, second)

    def test_no_planted_secret_is_found_in_store_reports_or_messages(self) -> None:
        done = self.run_once()
        texts = {"stdout": done.stdout, "stderr": done.stderr}
        for root, _, names in os.walk(self.folder):
            for name in names:
                if not root.startswith(str(self.folder / "backup")):
                    texts[name] = (open(os.path.join(root, name), "rb")).read()
        self.assertIn("report.html", texts)
        self.assertIn("muster.db", texts)
        for name, content in texts.items():
            for secret in PLANTED:
                with self.subTest(f"{secret} in {name}"):
                    self.assertNotIn(secret.encode(), content)

    def test_a_missing_file_is_not_assessed_and_the_others_are_unaffected(self) -> None:
        (self.folder / "backup/edge1/running-config.cfg").unlink()
        done = self.run_once()
        self.assertIn(b"edge1", done.stdout)
        self.assertIn("1 not collected", self.muster("runs", expect=0).stdout.decode())

    def test_an_old_file_is_stale_and_not_judged(self) -> None:
        os.utime(self.folder / "backup/edge2/running-config.cfg", (0, 0))
        done = self.run_once("--max-age", "24")
        self.assertIn(b"stale", done.stdout)

    def test_a_bad_inventory_entry_is_a_gap_and_strict_stops(self) -> None:
        self.write("inventory.toml", INVENTORY + '[[device]]\nid = "edge3"\nplatform = "cisco_iso"\n')
        self.assertIn(b"inventory.toml:9:12: platform 'cisco_iso'", self.run_once().stdout)
        self.assertIn(b"inventory.toml:9:12: platform 'cisco_iso'", self.run_once("--strict", expect=2).stderr)

    def test_the_example_inventory_is_free_of_errors(self) -> None:
        example = Path(__file__).parents[2] / "inventory/examples/fleet.toml"
        self.muster("run", "--source", "backup", "-i", str(example), "--strict", expect=1)

    def test_the_sealing_key_is_private_and_its_loss_is_said(self) -> None:
        self.run_once()
        self.assertEqual((self.folder / "muster-data/seal.key").stat().st_mode & 0o777, 0o600)
        (self.folder / "muster-data/seal.key").unlink()
        self.assertIn(b"put it back", self.run_once(expect=2).stderr)

    def waits_for_a_recorded_device(self, process: subprocess.Popen[bytes]) -> bool:
        database = f"file:{self.folder}/muster-data/muster.db?mode=ro"
        while process.poll() is None:
            try:
                with contextlib.closing(sqlite3.connect(database, uri=True)) as connection:
                    if connection.execute("SELECT count(*) FROM outcome").fetchone()[0] > 0:
                        return True
            except sqlite3.OperationalError:
                pass  # not there yet
            time.sleep(0.002)
        return False

    def test_a_killed_run_is_marked_incomplete_and_the_next_one_is_whole(self) -> None:
        devices = "".join(f'[[device]]\nid = "r{i}"\nplatform = "cisco_ios"\n' for i in range(400))
        self.write("inventory.toml", devices)
        for i in range(400):
            self.write(f"backup/r{i}/running-config.cfg", GOOD_ROUTER + "! filler\n" * 2000)
        process = subprocess.Popen([MUSTER, "run", "--source", "backup"], cwd=self.folder, env=self.environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(self.waits_for_a_recorded_device(process))
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.assertIn("INCOMPLETE", self.muster("runs", expect=0).stdout.decode())
        self.muster("run", "--source", "backup")
        self.assertIn("400 of 400 devices", self.muster("runs", expect=0).stdout.decode())

    def test_a_process_that_crashes_leaves_no_core_file(self) -> None:
        os.mkfifo(self.folder / "backup/pipe")
        process = subprocess.Popen([MUSTER, "check", "--as", "cisco_ios", "backup/pipe"], cwd=self.folder,
                                   env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        limits = open(f"/proc/{process.pid}/limits", encoding="utf-8").read() if os.geteuid() == 0 else "core file size 0 0"
        process.send_signal(signal.SIGSEGV)
        process.wait()
        self.assertRegex(limits, r"(?i)core file size\s+0\s+0")
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("core")], [])


if __name__ == "__main__":
    unittest.main()
