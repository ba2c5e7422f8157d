"""Commands on files: what they print, what they say of mistakes, how they end."""

import unittest

from program import GOOD_ROUTER, Program

# One rule over users: verdicts that depend on nothing else.
PACK = """[pack]
name = "own"
[[rule]]
id = "no-plain-password"
title = "No plain password"
severity = "high"
section = "Default credentials"
each = 'device.users'
assert = 'item.password.format != "plain"'
message = 'account {{item.name}}'
remedy = 'Change it.'
"""


class Commands(Program):
    def check(self, config: str, expect: int) -> str:
        self.write("own.toml", PACK)
        self.write("edge1.cfg", config)
        return self.muster("check", "--as", "cisco_ios", "edge1.cfg", "-p", "own.toml", expect=expect).stdout.decode()

    def test_a_file_that_is_understood_and_holds_is_compliant(self) -> None:
        self.check(GOOD_ROUTER, 0)

    def test_an_option_takes_one_value_and_leaves_what_follows_to_the_command(self) -> None:
        self.write("own.toml", PACK)
        self.write("edge1.cfg", GOOD_ROUTER)
        self.muster("check", "--as", "cisco_ios", "-p", "own.toml", "edge1.cfg", expect=0)
        wrong = self.muster("check", "--as", "cisco_ios", "-p", "own.toml", "-p", "missing", "edge1.cfg", expect=2)
        self.assertIn(b"missing: No such file or directory", wrong.stderr)

    def test_a_finding_ends_with_1_and_shows_the_line(self) -> None:
        shown = self.check(GOOD_ROUTER.replace("secret 9 $9$Xq2mPz0aLr7TbE$NPEdCXvtYBNIqZ9qi8H0nZqgCAKd5vIYsSdrO4VGnSs",
                                               "password 0 wheel-otter-52"), 1)
        self.assertIn("account netops", shown)
        self.assertNotIn("wheel-otter-52", shown)

    def test_an_unknown_line_ends_with_3_and_never_with_0(self) -> None:
        self.check(GOOD_ROUTER.replace("hostname edge1", "frobnicate everything"), 3)

    def test_a_truncated_command_inside_the_file_is_not_a_pass(self) -> None:
        self.check(GOOD_ROUTER.replace("end\n", "usern"), 3)

    def test_a_file_that_is_cut_between_two_lines_is_not_a_pass(self) -> None:
        shown = self.check(GOOD_ROUTER.replace("!\nend\n", ""), 3)
        self.assertIn("may be cut off", " ".join(shown.split()))

    def test_every_mistake_of_a_user_is_an_input_error_that_says_what_was_expected(self) -> None:
        self.write("edge1.cfg", GOOD_ROUTER)
        cases = {
            ("check", "--as", "cisco_iso", "edge1.cfg"): "did you mean 'cisco_ios'?",
            ("check", "--as", "cisco_ios", "missing.cfg"): "missing.cfg: No such file or directory",
            ("check", "--as", "cisco_ios", "edge1.cfg", "--as-of", "yesterday"): "expected a time such as",
            ("check", "--as", "cisco_ios", "edge1.cfg", "-p", "missing"): "missing: No such file or directory",
            ("run", "-i", "missing.toml"): "missing.toml: No such file or directory",
            ("recipe", "cisco_ioss"): "did you mean 'cisco_ios'?",
            ("frobnicate",): "",
            (): "",
        }
        for arguments, message in cases.items():
            with self.subTest(arguments):
                self.assertIn(message, self.muster(*arguments, expect=2).stderr.decode())

    def test_all_errors_of_a_policy_are_reported_at_once_with_positions(self) -> None:
        self.write("own.toml", PACK.replace("item.password.format", "item.pasword.format").replace("severity", "severty"))
        self.write("edge1.cfg", GOOD_ROUTER)
        said = self.muster("check", "--as", "cisco_ios", "edge1.cfg", "-p", "own.toml", expect=2).stderr.decode()
        self.assertIn("own.toml:6:1: unknown key 'severty'; did you mean 'severity'?", said)
        self.assertRegex(said, r"own\.toml:9:\d+: .*pasword")

    def test_parse_prints_values_with_their_lines(self) -> None:
        self.write("edge1.cfg", GOOD_ROUTER)
        model = self.json("parse", "--as", "cisco_ios", "edge1.cfg", "--format", "json", expect=0)
        user = model["model"]["users"][0]
        self.assertEqual(user["name"]["value"], "netops")
        self.assertEqual(user["name"]["lines"], [4])
        self.assertEqual(user["password"]["value"], {"secret": True, "format": "cisco-9"})
        self.assertEqual(model["lines"]["unknown"], 0)

    def test_parse_shows_no_secret_of_a_line_that_it_does_not_understand(self) -> None:
        self.write("rsyslog.conf", '$Nonsense password="topsecret1" more\n')
        said = self.muster("parse", "--as", "rsyslog", "rsyslog.conf", expect=0).stdout
        self.assertIn(b"Nonsense", said)
        self.assertNotIn(b"topsecret1", said)

    def test_coverage_counts_every_line_and_names_the_unknown_ones(self) -> None:
        self.write("edge1.cfg", GOOD_ROUTER + "frobnicate everything\n")
        [file] = self.json("coverage", "--as", "cisco_ios", "edge1.cfg", "--format", "json", expect=0)
        self.assertEqual(file["file"], "edge1.cfg")
        self.assertEqual(file["understood"] + file["ignored"] + file["known"] + file["unknown"], 7)
        self.assertEqual([line["line"] for line in file["unknown_lines"]], [7])
        self.assertIn("credentials-no-default-password", file["rules"]["not_assessable"])

    def test_standard_input_is_a_file_too_and_lists_are_printed(self) -> None:
        self.assertIn("cisco_ios", self.muster("formats", expect=0).stdout.decode())
        self.assertIn("filters-no-permit-any", self.muster("rules", expect=0).stdout.decode())
        self.assertIn("/usr/bin/getent passwd", self.muster("recipe", "linux", expect=0).stdout.decode())


if __name__ == "__main__":
    unittest.main()
