"""`muster inventory`: lists, checks and imports, as a user meets them."""

import json
import unittest

from program import Program

FLEET = """[[credential]]
id = "ro"
user = "auditor"
password_env = "RO_PASSWORD"
[[site]]
name = "hq"
utc_offset = "+01:00"
collect = "22:00-05:00"
[[group]]
name = "edge"
credential = "ro"
[[device]]
id = "edge1"
platform = "cisco_ios"
site = "hq"
groups = ["edge"]
address = "192.0.2.1"
[[device]]
id = "edge2"
platform = "frr"
site = "hq"
groups = ["edge"]
address = "192.0.2.1"
[[device]]
id = "edge3"
platform = "cisco_iso"
"""


class Inventory(Program):
    def test_the_list_shows_how_and_when_each_is_reached(self) -> None:
        self.write("inventory.toml", FLEET)
        done = self.muster("inventory", "list", expect=0)
        lines = done.stdout.decode().splitlines()
        self.assertEqual(lines[1].split(), ["edge1", "cisco_ios", "hq", "192.0.2.1", "ro", "-", "edge", "22:00-05:00", "UTC+01:00"])
        self.assertEqual(len(lines), 3)
        self.assertIn(b"inventory.toml:26:12: platform 'cisco_iso' is not defined", done.stderr)

    def test_the_list_is_narrowed_by_device_and_group_and_is_json_too(self) -> None:
        self.write("inventory.toml", FLEET)
        listed = json.loads(self.muster("inventory", "list", "edge2", "--json", expect=0).stdout)
        self.assertEqual([device["id"] for device in listed], ["edge2"])
        self.assertEqual(listed[0]["members"], [{"name": "", "addresses": ["192.0.2.1"], "port": 22}])
        self.assertEqual(len(json.loads(self.muster("inventory", "list", "edge", "--json", expect=0).stdout)), 2)
        self.assertIn(b"did you mean 'edge1'?", self.muster("inventory", "list", "edge11", expect=2).stderr)

    def test_a_check_says_everything_at_once_and_ends_with_2_on_errors(self) -> None:
        self.write("inventory.toml", FLEET)
        said = self.muster("inventory", "check", expect=2).stdout.decode()
        self.assertIn("inventory.toml:23:11: error: 192.0.2.1 port 22 of 'edge2' is also the address of 'edge1' (17:11)", said)
        self.assertIn("inventory.toml:26:12: error: platform 'cisco_iso' is not defined; did you mean 'cisco_ios'?", said)
        self.assertIn("inventory.toml:2:6: warning: credential 'ro': the environment variable RO_PASSWORD is not set", said)
        self.assertTrue(said.endswith("2 devices, 2 errors, 2 warnings\n"), said)

    def test_a_check_looks_at_secret_files_without_reading_them(self) -> None:
        self.write("secret", "wheel-otter-52").chmod(0o644)
        self.write("inventory.toml", FLEET.replace('password_env = "RO_PASSWORD"', 'password_file = "secret"'))
        said = self.muster("inventory", "check").stdout.decode()
        self.assertIn("secret is open to others; it needs mode 0600", said)
        self.assertNotIn("wheel-otter", said)

    def test_an_import_makes_an_inventory_and_says_what_it_left_out(self) -> None:
        self.write("devices.csv", "hostname;ip;os\nedge1;192.0.2.1;IOS\nlab;192.0.2.8/30;Debian\nodd;192.0.2.99;comware\n")
        done = self.muster("inventory", "import", "devices.csv", "-o", "new.toml", expect=2)
        self.assertIn(b"devices.csv:4:16: platform 'comware' is not defined", done.stderr)
        listed = self.json("inventory", "list", "-i", "new.toml", "--json", expect=0)
        self.assertEqual([device["id"] for device in listed], ["edge1", "lab-192.0.2.9", "lab-192.0.2.10"])
        self.assertIn(b"exists already", self.muster("inventory", "import", "devices.csv", "-o", "new.toml", expect=2).stderr)

    def test_an_import_beside_an_existing_inventory_names_what_is_there(self) -> None:
        self.write("inventory.toml", FLEET)
        self.write("devices.csv", "hostname,ip,os,group,credential\nedge1,192.0.2.5,ios,edge,ro\nedge9,192.0.2.9,ios,edge,ro\n")
        done = self.muster("inventory", "import", "devices.csv", "-i", "inventory.toml", expect=2)
        self.assertIn(b"device 'edge1' is there already: inventory.toml:12:1", done.stderr)
        self.assertNotIn(b"[[group]]", done.stdout)
        self.write("both.toml", FLEET + done.stdout.decode())
        self.muster("inventory", "list", "edge9", "-i", "both.toml", expect=0)


if __name__ == "__main__":
    unittest.main()
