"""`muster run` on the real network: every device is collected and judged; a change turns exactly the verdicts that it
should, and its undoing turns them back. Usage: lab_test.py MUSTER"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import changes
import verdicts
from laboratory import HERE, Laboratory

MUSTER = Path(sys.argv.pop(1)).resolve()


def keys_from(name: str) -> set[verdicts.Key]:
    """A file of one verdict a line: rule, device, object (the rest of the line)."""
    lines = (HERE / "expected" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split(maxsplit=2) for line in lines if line and not line.startswith("#")]
    return {verdicts.Key(row[0], row[1], row[2] if len(row) == 3 else "") for row in rows}


class RealNetwork(unittest.TestCase):
    longMessage = False
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.directory = tempfile.TemporaryDirectory(prefix="muster-lab-")
        cls.laboratory = Laboratory(Path(cls.directory.name), MUSTER)
        cls.addClassCleanup(cls.directory.cleanup)
        cls.addClassCleanup(lambda: cls.laboratory.lab("down"))
        cls.laboratory.lab("up")
        cls.laboratory.enroll()
        cls.report = cls.laboratory.run()
        cls.before = verdicts.verdicts_of(cls.report)

    def assert_turned(self, expected: set[verdicts.Turn], before: verdicts.Verdicts, after: verdicts.Verdicts) -> None:
        found = verdicts.turned(before, after)
        message = [f"turned, though not expected: {turn}" for turn in sorted(found - expected)]
        message += [f"expected to turn, but did not: {turn}" for turn in sorted(expected - found)]
        self.assertFalse(message, "\n".join(["", *message]))

    def assert_keys(self, expected: set[verdicts.Key], found: set[verdicts.Key]) -> None:
        message = [f"not expected: {' '.join(key)}" for key in sorted(found - expected)]
        message += [f"missing: {' '.join(key)}" for key in sorted(expected - found)]
        self.assertFalse(message, "\n".join(["", *message]))

    def test_every_device_is_collected_whole(self) -> None:
        self.assertEqual({device["device_id"] for device in self.report["devices"]},
                         {path.name for path in (HERE / "devices").iterdir()})
        for device in self.report["devices"]:
            with self.subTest(device["device_id"]):
                self.assertTrue(device["collected"], f"{device['failure']}: {device['detail']}")
                for capture in device["captures"]:
                    self.assertTrue(capture["collected"],
                                    f"{capture['command']}: {capture['failure']}: {capture['detail']}")

    def test_every_line_of_the_network_is_understood_or_known(self) -> None:
        unknown = [f"{device['device_id']} {capture['command']} line {line['line']}: {line['text']}"
                   for device in self.report["devices"] for capture in device["captures"]
                   for line in capture["unknown_lines"]]
        self.assertFalse(unknown, "\n".join(["", *unknown]))

    def test_the_network_fails_and_is_not_assessed_where_expected(self) -> None:
        self.assert_keys(keys_from("failing"), verdicts.with_status(self.before, "fail"))
        self.assert_keys(keys_from("not_assessed"), verdicts.with_status(self.before, "not assessed"))
        self.assertFalse(verdicts.with_status(self.before, "error"))

    def test_the_evaluation_can_be_replayed(self) -> None:
        self.laboratory.replay()

    def test_no_secret_of_the_network_is_in_the_store_or_a_report(self) -> None:
        secrets = [(self.laboratory.state / "auditor.password").read_text(encoding="ascii").strip()]
        secrets += [line.split(":")[1] for line in self.laboratory.on("box1", "cat /etc/shadow").splitlines()
                    if line.split(":")[1].startswith("$")]
        secrets += ["ospf-Key-of-lab", "bgp-Key-of-the-lab", "vrrpLab1"]
        self.assertGreaterEqual(len(secrets), 6)
        written = [path for path in self.laboratory.results.rglob("*") if path.is_file()]
        self.assertTrue(any(path.name == "report1.html" for path in written))
        for path in written:
            content = path.read_bytes()
            for secret in secrets:
                self.assertNotIn(secret.encode(), content, f"{path.name} holds a secret of the network")

    def test_a_change_turns_exactly_the_expected_verdicts_and_its_undoing_turns_them_back(self) -> None:
        for change in changes.CHANGES:
            with self.subTest(change.name):
                self.laboratory.on(change.device, change.apply)
                change.settle(self.laboratory, change.applied)
                try:
                    after = verdicts.verdicts_of(self.laboratory.run())
                finally:
                    self.laboratory.on(change.device, change.undo)
                change.settle(self.laboratory, change.undone)
                self.assert_turned(change.turns, self.before, after)
                self.assert_turned(set(), self.before, verdicts.verdicts_of(self.laboratory.run()))


def skipped() -> str | None:
    """Why the lab cannot run here; exits if it is required."""
    done = subprocess.run([str(HERE / "lab"), "check"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout)
    return done.stdout.strip() or None


if __name__ == "__main__":
    if reason := skipped():
        print(reason)
    else:
        os.umask(0o077)
        unittest.main(verbosity=2)
