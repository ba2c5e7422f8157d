"""`muster enroll` against simulated devices on loopback: what is pinned on which ground, and what never is."""

import base64
import hashlib
import hmac
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

FLEET = Path(sys.argv.pop(2)).resolve()

from program import Program  # noqa: E402  (takes its own argument)

# Another part of 127.0.0.0/8 for each process: nothing else listens there.
NET = f"127.{100 + os.getpid() // 250 % 100}.{1 + os.getpid() % 250}"
KEY = re.compile(r"ssh-ed25519 SHA256:[A-Za-z0-9+/]{43}")


def other_key(letter: str) -> str:
    return "ssh-ed25519 SHA256:" + letter * 43


class Enroll(Program):
    def setUp(self) -> None:
        super().setUp()
        self.fleet: subprocess.Popen[bytes] | None = None
        self.write("inventory.toml", "".join(
            f'[[device]]\nid = "r{i}"\nplatform = "cisco_ios"\naddress = "{NET}.{i}"\nport = 2200\n' for i in (1, 2, 3)))
        self.keys = self.start({1: "r1", 2: "r2", 3: "r3"})

    def start(self, devices: dict[int, str]) -> dict[str, str]:
        """Serves a device at each address; its key follows from its name. Yields the keys by name."""
        if self.fleet:
            self.stop()
        self.write("fleet.toml", 'user = "u"\npassword = "p"\n' + "".join(
            f'[[device]]\nid = "{name}"\nplatform = "cisco_ios"\naddress = "{NET}.{host}"\nport = 2200\n'
            'banner = "x"\n' for host, name in devices.items()))
        for name in devices.values():
            self.write(f"{name}/running-config.txt", "hostname x\nend\n")
        self.fleet = subprocess.Popen([FLEET, "fleet.toml", "--pins", "fleet_pins.toml"], cwd=self.folder, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT)
        self.addCleanup(self.stop)
        ready = self.fleet.stdout.readline()
        self.assertIn(b"ready", ready)
        pins = (self.folder / "fleet_pins.toml").read_text()
        return dict(re.findall(r'device = "(\w+)"\naddress = .*\nport = .*\nkey = "(.*)"', pins))

    def stop(self) -> None:
        if self.fleet:
            self.fleet.terminate()
            self.fleet.wait()
            self.fleet.stdout.close()
            self.fleet = None

    def pins(self) -> str:
        path = self.folder / "muster-data/known_devices.toml"
        return path.read_text() if path.exists() else ""

    def enroll(self, *arguments: str, expect: int) -> str:
        return self.muster("enroll", *arguments, expect=expect).stdout.decode()

    def console(self, **keys: str) -> None:
        self.write("console.csv", "device,type,fingerprint\n" + "".join(
            f"{device},{key.split()[0]},{key.split()[1]}\n" for device, key in keys.items()))

    def test_new_keys_are_shown_and_nothing_is_pinned(self) -> None:
        shown = self.enroll(expect=3)
        self.assertIn(f"{self.keys['r1']}  NEW\n", shown)
        self.assertEqual(self.pins(), "")

    def test_only_corroborated_keys_are_pinned_and_contradictions_come_first(self) -> None:
        self.console(r1=self.keys["r1"], r2=other_key("A"))
        shown = self.enroll("--fingerprints", "console.csv", "--accept-corroborated", expect=1)
        self.assertTrue(shown.splitlines()[0].endswith("CONTRADICTED"), shown)
        self.assertIn("console csv: console.csv:3:1: " + other_key("A"), shown)
        self.assertIn(self.keys["r1"], self.pins())
        self.assertIn('source = "console csv"', self.pins())
        self.assertNotIn(self.keys["r2"], self.pins())
        self.assertNotIn(self.keys["r3"], self.pins())

    def test_accept_pins_new_keys_but_never_against_a_source(self) -> None:
        self.console(r2=other_key("A"))
        self.enroll("--fingerprints", "console.csv", "--accept", expect=1)
        self.assertIn(self.keys["r1"], self.pins())
        self.assertIn('source = "person"', self.pins())
        self.assertNotIn(self.keys["r2"], self.pins())

    def test_an_md5_fingerprint_stops_before_anything_is_asked(self) -> None:
        self.write("console.csv", "device,fingerprint\nr1,MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48\n")
        done = self.muster("enroll", "--fingerprints", "console.csv", "--accept", expect=2)
        self.assertIn(b"console.csv:2:4: an MD5 fingerprint proves nothing", done.stderr)
        self.assertEqual(self.pins(), "")

    def test_a_second_vantage_point_corroborates_and_one_of_this_machine_does_not(self) -> None:
        self.muster("enroll", "--scan-only", "--output", "far.toml", expect=0)
        self.assertFalse((self.folder / "muster-data").exists())
        self.assertIn(b"no second vantage point", self.muster("enroll", "--vantage", "far.toml", expect=2).stderr)
        text = (self.folder / "far.toml").read_text()
        self.write("far.toml", re.sub(r'host = ".*"', 'host = "far"', text).replace(self.keys["r2"], other_key("B")))
        shown = self.enroll("--vantage", "far.toml", "--accept-corroborated", expect=1)
        self.assertIn("2 pinned now", shown)
        self.assertIn("vantage: far.toml:", shown)
        self.assertIn('source = "vantage"', self.pins())

    def known_hosts_line(self, name: str, blob: bytes) -> str:
        salt = os.urandom(20)
        digest = hmac.new(salt, name.encode(), hashlib.sha1).digest()
        return f"|1|{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()} ssh-ed25519 {base64.b64encode(blob).decode()}\n"

    def test_a_hashed_known_hosts_file_made_by_openssh_corroborates(self) -> None:
        scanned = subprocess.run(["ssh-keyscan", "-t", "ed25519", "-p", "2200", f"{NET}.1"], capture_output=True, check=True, timeout=30)
        self.write("known_hosts", scanned.stdout)
        subprocess.run(["ssh-keygen", "-q", "-H", "-f", "known_hosts"], cwd=self.folder, check=True, capture_output=True)
        wrong = b"\0\0\0\x0bssh-ed25519\0\0\0 " + bytes(32)
        with open(self.folder / "known_hosts", "a", encoding="ascii") as file:
            file.write(self.known_hosts_line(f"[{NET}.2]:2200", wrong))
        shown = self.enroll("--known-hosts", "known_hosts", "--accept-corroborated", expect=1)
        self.assertIn("1 pinned now, 0 already pinned, 1 new (0 of them corroborated), 0 different, 1 contradicted", shown)
        self.assertIn('source = "known_hosts"', self.pins())

    def test_a_person_approves_in_a_file_and_only_keys_that_are_still_shown_are_pinned(self) -> None:
        self.console(r1=self.keys["r1"])
        self.enroll("--fingerprints", "console.csv", "--review", "review.toml", expect=3)
        review = (self.folder / "review.toml").read_text()
        self.assertEqual(review.count("approve = false"), 3)
        self.assertIn('corroborated_by = ["console csv console.csv:2:1: ', review)
        self.write("review.toml", review.replace("approve = false", "approve = true", 2))
        self.start({1: "r1", 2: "other", 3: "r3"})
        shown = self.enroll("--approve", "review.toml", expect=1)
        self.assertIn("NOT THE KEY THAT WAS APPROVED", shown.splitlines()[0])
        self.assertIn("1 pinned now", shown)
        self.assertEqual(self.pins().count("[[key]]"), 1)
        self.write("review.toml", review.replace("approve = false", "approve = true").replace('"r3"', '"r4"'))
        self.assertIn(b"a key is approved for 'r4'", self.muster("enroll", "--approve", "review.toml", expect=2).stderr)

    def test_a_replaced_device_is_pinned_anew_by_name_only(self) -> None:
        self.enroll("--accept", expect=0)
        new = self.start({1: "new1", 2: "new2", 3: "r3"})
        shown = self.enroll(expect=1)
        self.assertIn(f"{new['new1']}  DIFFERENT\n    pinned: {self.keys['r1']}\n", shown)
        self.assertIn(b"did you mean 'r1'?", self.muster("enroll", "--replace", "rr1", expect=2).stderr)
        replaced = self.enroll("--replace", "r1", expect=0)
        self.assertIn(f"{new['new1']}  pinned now, replaces what was pinned\n    pinned: {self.keys['r1']}\n", replaced)
        self.assertNotIn("r2", replaced)
        self.assertIn(new["new1"], self.pins())
        self.assertNotIn(self.keys["r1"], self.pins())
        self.assertIn(self.keys["r2"], self.pins())

    def test_a_device_in_maintenance_is_asked_only_if_it_is_named(self) -> None:
        with open(self.folder / "inventory.toml", "a", encoding="utf-8") as file:
            file.write('maintenance = "new card"\n[[device]]\nid = "r4"\nplatform = "cisco_ios"\n')
        shown = self.enroll("--accept", expect=3)
        self.assertRegex(shown, r"r3 +not asked: in maintenance: new card\n")
        self.assertRegex(shown, r"r4 +not asked: it has no address in the inventory\n")
        self.assertNotIn(self.keys["r3"], self.pins())
        self.enroll("r3", "--accept", expect=0)
        self.assertIn(self.keys["r3"], self.pins())

    def test_an_address_that_floats_may_show_the_key_of_either_member_and_of_nobody_else(self) -> None:
        self.write("inventory.toml", f'[[device]]\nid = "fw"\nplatform = "cisco_ios"\nfloating = ["{NET}.3"]\nport = 2200\n'
                   f'[[device.member]]\nname = "a"\naddress = "{NET}.1"\n[[device.member]]\nname = "b"\naddress = "{NET}.2"\n')
        keys = self.start({1: "a", 2: "b", 3: "stranger"})
        shown = self.enroll("--accept", expect=1)
        self.assertIn("members: none of them has this key", shown)
        self.assertNotIn(keys["stranger"], self.pins())
        # One server key for each name: the shared address is now held by member a.
        self.stop()
        pins = self.pins()
        self.assertEqual(sorted(KEY.findall(pins)), sorted([keys["a"], keys["b"]]))
        self.write("inventory.toml", (self.folder / "inventory.toml").read_text().replace(f"{NET}.3", f"{NET}.1"))
        self.start({1: "a", 2: "b"})
        self.assertIn("0 contradicted", self.enroll(expect=0))
        shared = re.findall(rf'address = "{NET}.1"\nport = 2200\nkey = "(.*)"', self.pins())
        self.assertEqual(sorted(shared), sorted([keys["a"], keys["b"]]))


if __name__ == "__main__":
    unittest.main()
