"""`muster query` and `muster explain`: answers with reasons, values with lines, and no secret anywhere."""

import csv
import io
import json
import unittest

from program import GOOD_ROUTER, Program

SECRETS = ["wheel-otter-52", "$1$mERr$hx5rVt7rPNoS4wqbXKX7m0", "lantern-quartz-9"]

OPEN_ROUTER = """version 15.2
hostname edge2
enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
username =cmd|calc privilege 15 password 0 wheel-otter-52
username ops privilege 1 secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
snmp-server community lantern-quartz-9 RO
frobnicate things
line vty 0 4
 transport input telnet
end
"""

INVENTORY = "".join(f'[[device]]\nid = "edge{n}"\nplatform = "cisco_ios"\n' for n in (1, 2, 3))


class QueryAndExplain(Program):
    def setUp(self) -> None:
        super().setUp()
        self.write("inventory.toml", INVENTORY)
        self.write("backup/edge1/running-config.cfg", GOOD_ROUTER)
        self.write("backup/edge2/running-config.cfg", OPEN_ROUTER)

    def collect(self, as_of: str = "2026-03-01T02:00:00Z") -> dict:
        self.muster("run", "--source", "backup", "--as-of", as_of, "-q", "--json", "report.json", expect=1)
        return json.loads((self.folder / "report.json").read_text())

    def verdict(self, report: dict, rule: str, device: str) -> dict:
        for found in report["devices"]:
            for verdict in found["verdicts"]:
                if found["device_id"] == device and verdict["rule_id"] == rule and verdict["status"] == "fail":
                    return verdict
        self.fail(f"no failing {rule} on {device}")

    def out(self, *arguments: str, expect: int) -> str:
        done = self.muster(*arguments, expect=expect)
        both = (done.stdout + done.stderr).decode()
        for secret in SECRETS:
            self.assertNotIn(secret, both)
        return both

    # --- query

    def test_a_row_for_each_device_and_for_each_element(self) -> None:
        self.collect()
        self.assertEqual(self.out("query", "device.hostname", "edge1", expect=0), "device  value\nedge1   edge1\n")
        listed = self.json("query", 'device.users.map(u, {"name": u.name, "level": u.privilege})', "--output", "json", expect=3)
        self.assertEqual(listed["columns"], ["name", "level"])
        self.assertEqual([row["values"] for row in listed["rows"]],
                         [{"name": "netops", "level": 15}, {"name": "=cmd|calc", "level": 15}, {"name": "ops", "level": 1}])
        self.assertEqual([row["device"] for row in listed["more"]], ["edge2", "edge3"])
        self.assertEqual(listed["more"][0]["reasons"], ["users: unknown line (line 7)"])
        self.assertEqual(listed["more"][1]["reasons"], ["users: running-config was not collected: unreadable (no file for this command)"])
        self.write("inventory.toml", INVENTORY + '[[device]]\nid = "new"\nplatform = "cisco_ios"\n')
        unseen = self.json("query", "device.users", "new", "--output", "json", expect=3)
        self.assertEqual(unseen["more"], [{"device": "new", "reasons": ["the store holds no capture of it"]}])

    def test_objects_give_their_fields_and_never_a_secret(self) -> None:
        self.collect()
        shown = self.out("query", "device.users", "--only", "edge1", expect=0)
        self.assertEqual(shown.splitlines()[0].split()[:4], ["device", "name", "privilege", "role"])
        self.assertNotIn("password", shown)
        for expression in ("device.users[0].password", "device.users.map(u, u.password)", "string(device.users[0].password)"):
            self.assertIn("secret", self.out("query", expression, expect=2))

    def test_where_chooses_devices_and_says_what_it_cannot_decide(self) -> None:
        self.collect()
        done = self.muster("query", "device.users.size()", "--where", 'device.hostname == "edge1"', expect=3)
        self.assertEqual(done.stdout.decode(), "device  value\nedge1   1\n")
        self.assertIn("edge3: it is not known whether --where holds", done.stderr.decode())
        self.assertIn("expected an expression of type bool", self.out("query", "true", "--where", "1", expect=2))

    def test_csv_is_quoted_and_holds_no_formula(self) -> None:
        self.collect()
        text = self.muster("query", 'device.users.map(u, {"name": u.name, "text": "a,\\"b\\"\\n" + u.name, "n": 0 - u.privilege})', "edge2", "--output",
                           "csv", expect=3).stdout.decode()
        self.assertIn("\r\n", text)
        rows = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual(rows[0], ["device", "name", "text", "n"])
        self.assertEqual(rows[1], ["edge2", "'=cmd|calc", 'a,"b"\n=cmd|calc', "-15"])
        self.assertEqual(rows[-1], ["edge2", "(not known)", "(not known)", "(not known)"])

    def test_files_can_be_asked_without_a_store(self) -> None:
        path = "backup/edge2/running-config.cfg"
        self.assertIn("edge2", self.out("query", "device.hostname", path, "--as", "cisco_ios", expect=0))
        self.assertIn("name the files", self.out("query", "device.hostname", "--as", "cisco_ios", expect=2))

    def test_a_wrong_expression_says_where_and_what_is_near(self) -> None:
        self.assertIn("query:1:8: expected a field of device, got 'usrs'; did you mean 'users'?", self.out("query", "device.usrs", expect=2))
        self.assertIn("query:1:4: expected an expression, got the end", self.out("query", "1 +", expect=2))

    def test_the_latest_capture_that_arrived_whole_is_asked(self) -> None:
        self.collect()
        self.write("backup/edge1/running-config.cfg", GOOD_ROUTER.replace("hostname edge1", "hostname renamed"))
        self.collect("2026-03-02T02:00:00Z")
        self.assertIn("renamed", self.out("query", "device.hostname", "edge1", expect=0))

    # --- explain

    def test_a_finding_is_explained_by_fingerprint_prefix_and_name(self) -> None:
        verdict = self.verdict(self.collect(), "vty-ssh-only", "edge2")
        shown = self.out("explain", verdict["fingerprint"], expect=0)
        for part in ("fail: Terminal lines accept SSH only", "line vty 0 4 accepts telnet", "NIST SP 800-53",
                     "terminal_line vty 0 4: transport_input = telnet  [running-config:9]", "      9 >  transport input telnet",
                     "      6   snmp-server community <secret:", "How to mend it", f"muster explain {verdict['fingerprint']}", "muster replay eval-"):
            self.assertIn(part, shown)
        self.assertEqual(self.out("explain", verdict["fingerprint"][:9], expect=0), shown)
        self.assertEqual(self.out("explain", "vty-ssh-only", "edge2", "terminal_line vty 0 4", expect=0), shown)

    def test_what_the_commands_say_to_see_it_again_works(self) -> None:
        self.collect()
        explained = self.json("explain", "vty-ssh-only", "edge2", "terminal_line", "vty", "0", "4", "--json", expect=0)["explanations"][0]
        self.assertEqual(len(explained["commands"]), 3)
        for command in explained["commands"][:2]:
            self.muster(*command.split()[1:], expect=0)

    def test_json_holds_values_lines_and_the_rule(self) -> None:
        self.collect()
        text = self.out("explain", "credentials-no-default-password", "edge1", "--json", expect=0)
        explained = json.loads(text)["explanations"][0]
        self.assertEqual((explained["status"], explained["object"]), ("pass", "user netops"))
        values = {value["what"]: value for value in explained["values"]}
        self.assertEqual(values["user netops: password"]["value"], "(secret, cisco-9)")
        self.assertEqual(values["user netops: password"]["lines"], [{"capture": "running-config", "context": "", "first": 4, "last": 4}])
        self.assertTrue(any(line["evidence"] for line in explained["excerpts"][0]["lines"]))

    def test_what_is_not_assessed_says_what_is_missing_and_what_to_do(self) -> None:
        self.collect()
        shown = self.out("explain", "vty-ssh-only", "edge2", "terminal_line *", expect=0)
        self.assertIn("- management: unknown line (line 7)", shown)
        self.assertIn("      7 > frobnicate things", shown)
        self.assertIn("To do", shown)
        lost = self.out("explain", "vty-ssh-only", "edge3", expect=0)
        self.assertIn("edge3", lost)

    def test_wrong_names_are_met_with_the_nearest(self) -> None:
        self.collect()
        self.assertIn("did you mean 'vty-ssh-only'?", self.out("explain", "vty-ssh-onli", "edge2", expect=2))
        self.assertIn("did you mean 'edge2'?", self.out("explain", "vty-ssh-only", "edge22", expect=2))
        self.assertIn("did you mean 'terminal_line vty 0 4'?", self.out("explain", "vty-ssh-only", "edge2", "terminal_line vty 0 5", expect=2))
        self.assertIn("expected a finding's fingerprint", self.out("explain", "xyz", expect=2))
        self.assertIn("no verdict of eval-", self.out("explain", "0123456789abcdef", expect=2))

    def test_without_inventory_or_key_the_recorded_verdict_and_its_lines_are_shown(self) -> None:
        self.collect()
        (self.folder / "inventory.toml").unlink()
        shown = self.out("explain", "vty-ssh-only", "edge2", "terminal_line vty 0 4", expect=0)
        self.assertIn("could not be judged again", shown)
        self.assertIn("      9 >  transport input telnet", shown)
        self.assertIn("line vty 0 4 accepts telnet", shown)

    def test_a_verdict_that_would_be_another_now_is_not_mixed_with_new_values(self) -> None:
        self.collect()
        self.write("other.toml", '[pack]\nname = "other"\n[[rule]]\nid = "vty-ssh-only"\ntitle = "Other"\nseverity = "low"\nsection = "S"\n'
                                 "each = 'device.terminal_lines'\nassert = 'true'\nmessage = 'm'\nremedy = 'R'\n")
        shown = self.out("explain", "vty-ssh-only", "edge2", "terminal_line vty 0 4", "-p", "other.toml", expect=0)
        self.assertIn("judged again it is another verdict", shown)
        self.assertNotIn("What it rests on", shown)

    def test_a_rule_on_a_file_is_explained_without_a_store(self) -> None:
        path = "backup/edge2/running-config.cfg"
        shown = self.out("explain", "--as", "cisco_ios", path, "vty-ssh-only", "terminal_line vty 0 4", expect=0)
        self.assertIn("transport_input = telnet  [file:9]", shown)
        self.assertIn("did you mean 'vty-ssh-only'?", self.out("explain", "--as", "cisco_ios", path, "vty-ssh-onl", expect=2))
        self.assertIn("FILE... RULE", self.out("explain", "--as", "cisco_ios", path, expect=2))


if __name__ == "__main__":
    unittest.main()
