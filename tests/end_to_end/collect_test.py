"""`muster run` over real SSH to a simulated fleet: stopped, killed, resumed, shrunk, logged and recorded."""

import json
import signal
import unittest

from fleet_program import COMMANDS, ENABLE, PASSWORD, FleetProgram, router, stop

SLOW = "slow_ms = 5\npiece = 60\n"
PLANTED = [PASSWORD, ENABLE, "wheel-otter-52", "lantern-quartz-9", "hx5rVt7rPNoS4wqbXKX7m0", "copper-fjord-77"]
RECORDED = """SELECT outcome.id, name.text, capture.id FROM outcome JOIN name ON name.id = outcome.device
              JOIN capture ON capture.outcome = outcome.id AND capture.position >= 0
              WHERE outcome.failure = 0 ORDER BY 1"""


class Collect(FleetProgram):
    def run_id(self) -> str:
        return self.query("SELECT name FROM run")[0][0]

    def check_resumed(self, before: list[tuple], devices: int) -> None:
        """What was recorded before is as it was, the rest is there too, and the verdicts are those of the captures."""
        recorded = len({outcome for outcome, _, _ in before})
        self.assertGreater(devices, recorded)
        done = self.muster("run", "--resume", "--json", "report.json", expect=1)
        if recorded:
            self.assertIn(f"{recorded} of them are recorded already".encode(), done.stderr)
        after = self.query(RECORDED)
        self.assertLessEqual(set(before), set(after))
        self.assertEqual(len(after), devices * COMMANDS)
        self.assertEqual(len(self.query("SELECT id FROM run")), 1)
        report = json.loads((self.folder / "report.json").read_bytes())
        self.assertEqual(report["run_id"], self.run_id())
        self.assertTrue(report["complete"])
        self.assertEqual([device["device_id"] for device in report["devices"]], [f"r{i}" for i in range(devices)])
        for device in report["devices"]:
            self.assertTrue(device["collected"])
            self.assertEqual([capture["collected"] for capture in device["captures"]], [True] * COMMANDS)
        self.assertIn(f"{devices} of {devices} devices, 0 not collected  complete",
                      self.muster("runs", expect=0).stdout.decode())
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())

    def test_a_killed_run_is_resumed_and_covers_all_devices(self) -> None:
        self.start_fleet(40, SLOW, filler=100)
        process = self.begin("run", "--in-flight", "4")
        self.wait_for_recorded(process, 6)
        stop(process, signal.SIGKILL)
        self.assertIn("INCOMPLETE", self.muster("runs", expect=0).stdout.decode())
        self.check_resumed(self.query(RECORDED), 40)
        self.assertIn(b"nothing to go on with", self.muster("run", "--resume", expect=2).stderr)

    def test_a_stopped_run_is_judged_and_what_was_cancelled_is_collected_when_it_is_resumed(self) -> None:
        self.start_fleet(40, SLOW, filler=100)
        process = self.begin("run", "--in-flight", "4", "--json", "stopped.json")
        self.wait_for_recorded(process, 6)
        _, stderr = stop(process, signal.SIGINT)
        self.assertEqual(process.returncode, 130)
        self.assertIn(f"muster run --resume {self.run_id()}".encode(), stderr)
        report = json.loads((self.folder / "stopped.json").read_bytes())
        self.assertFalse(report["complete"])
        self.assertEqual(len(report["devices"]), 40)
        self.assertEqual({device["failure"] for device in report["devices"]}, {"none", "cancelled"})
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())
        self.check_resumed(self.query(RECORDED), 40)

    def test_a_run_that_goes_on_is_not_resumed_and_another_inventory_is_refused(self) -> None:
        self.start_fleet(8, SLOW, filler=100)
        process = self.begin("run", "--in-flight", "1")
        self.wait_for_recorded(process, 1)
        self.assertIn(b"still goes on in another process", self.muster("run", "--resume", expect=2).stderr)
        stop(process, signal.SIGKILL)
        self.assertIn(b"was begun with other devices", self.muster("run", "r1", "--resume", self.run_id(), expect=2).stderr)
        inventory = (self.folder / "inventory.toml").read_text()
        self.write("inventory.toml", inventory + "# changed\n")
        self.assertIn(b"the inventory has changed", self.muster("run", "--resume", expect=2).stderr)
        self.write("inventory.toml", inventory)
        self.muster("run", "--resume", expect=1)

    def test_a_device_that_failed_is_collected_again_when_the_run_is_resumed(self) -> None:
        self.start_fleet(12, SLOW, filler=100)
        wrong = self.environment() | {"FLEET_ENABLE": "not-the-secret"}
        self.environment = lambda: wrong  # type: ignore[method-assign]
        process = self.begin("run", "--in-flight", "1", "--denials", "1000")
        while process.poll() is None and not self.failed_devices():
            pass
        stop(process, signal.SIGKILL)
        del self.environment
        self.check_resumed([], 12)

    def failed_devices(self) -> list[tuple]:
        try:
            return self.query("SELECT id FROM outcome WHERE failure <> 0")
        except Exception:  # the store is not there yet
            return []

    def test_a_configuration_that_lost_half_is_not_judged_until_somebody_accepts_it(self) -> None:
        self.start_fleet(2, filler=400)
        self.muster("run", expect=1)
        self.change("r0", router("r0", 10))
        shrunk = self.muster("run", "--json", "report.json", expect=1)
        self.assertIn(b"shrunk", shrunk.stdout)
        device = json.loads((self.folder / "report.json").read_bytes())["devices"][0]
        [capture] = [each for each in device["captures"] if each["failure"] != "none"]
        self.assertEqual((capture["command"], capture["failure"]), ("running-config", "shrunk"))
        self.assertRegex(capture["detail"], r"^\d+ bytes, the last good one had \d+$")
        self.assertNotIn("fail", {verdict["status"] for verdict in device["verdicts"]})
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())
        self.assertIn(b"no device or group 'r9'", self.muster("run", "--accept-shrunk", "r9", expect=2).stderr)
        self.assertNotIn(b"shrunk", self.muster("run", "--accept-shrunk", "r0", expect=1).stdout)
        self.assertNotIn(b"shrunk", self.muster("run", expect=1).stdout)

    def test_the_log_tells_the_run_line_by_line(self) -> None:
        self.start_fleet(3)
        self.change("r1", "version 15.2\nhostname r1\n")  # its end is not proven
        self.muster("run", "--log-json", "log.json", expect=1)
        lines = [json.loads(line) for line in (self.folder / "log.json").read_text().splitlines()]
        for line in lines:
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        events = [line["event"] for line in lines]
        self.assertEqual(events[0], "run begun")
        self.assertEqual(events[-2:], ["evaluated", "run finished"])
        self.assertEqual(events.count("device begun"), 3)
        self.assertEqual(events.count("device finished"), 3)
        self.assertIn("stored", events)
        ends = {line["device"]: line for line in lines if line["event"] == "device finished"}
        self.assertEqual(ends["r1"]["failed_captures"], 1)
        self.assertGreater(ends["r0"]["bytes"], 100)
        self.assertTrue(lines[-1]["complete"])

    def test_nothing_is_sent_to_a_device_in_maintenance_and_the_report_says_why(self) -> None:
        self.start_fleet(2)
        inventory = (self.folder / "inventory.toml").read_text()
        self.write("inventory.toml", inventory.replace('id = "r1"\n', 'id = "r1"\nmaintenance = "new card"\n'))
        self.assertIn(b"left out now", self.muster("run", "--dry-run", expect=0).stdout)
        self.muster("run", "--log-json", "log.json", "--json", "report.json", expect=1)
        device = json.loads((self.folder / "report.json").read_bytes())["devices"][1]
        self.assertEqual(device["failure"], "not tried")
        self.assertIn("new card", device["detail"])
        self.assertEqual(device["captures"][0]["failure"], "not tried")
        self.assertNotIn('"device begun","device":"r1"', (self.folder / "log.json").read_text())
        self.assertIn("0 devices differ", self.muster("replay", expect=0).stdout.decode())

    def test_a_dry_run_sends_nothing_and_leaves_nothing_behind(self) -> None:
        self.start_fleet(1)
        self.fleet.terminate()
        self.fleet.wait()
        before = sorted(self.folder.rglob("*"))
        plan = self.muster("run", "--dry-run", expect=0).stdout.decode()
        self.assertIn("pinned ssh-", plan)
        self.assertIn("user muster, password from the environment variable FLEET_PASSWORD", plan)
        self.assertNotIn(PASSWORD, plan)
        self.assertEqual(sorted(self.folder.rglob("*")), before)

    def test_no_planted_secret_is_in_transcripts_logs_reports_or_the_store(self) -> None:
        self.start_fleet(3)
        done = self.muster("run", "--record", "sessions", "--log-json", "out/../log.json", "--html", "report.html",
                           expect=2)
        self.assertIn(b"log.json", done.stderr)  # there is no folder "out"
        done = self.muster("run", "--record", "sessions", "--log-json", "log.json", "--html", "report.html",
                           "--json", "report.json", expect=1)
        transcript = json.loads((self.folder / "sessions/r0.json").read_bytes())
        self.assertEqual((transcript["device"], transcript["platform"]), ("r0", "cisco_ios"))
        said = "".join(part.get("sent", "") for part in transcript["parts"])
        self.assertIn("show running-config", said)
        heard = "".join(part.get("received", "") for part in transcript["parts"])
        self.assertIn("hostname r0", heard)
        self.assertIn("<secret", said + heard)
        self.assertTrue((self.folder / "log.json").exists())
        for secret in PLANTED:
            with self.subTest(secret):
                self.assertEqual(self.files_with(secret, "sessions"), [])
                self.assertEqual(self.files_with(secret, "muster-data"), [])
                for name in ("log.json", "report.html", "report.json"):
                    self.assertNotIn(secret.encode(), (self.folder / name).read_bytes())
                self.assertNotIn(secret.encode(), done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
