"""Hostile input: every format gets bytes that are not meant for it, and answers within seconds, without losing one."""

import unittest

from program import Program

INPUTS = {
    "nothing": b"",
    "no last newline": b"hostname a",
    "NULs": b"hostname a\0b\n\0\0\0\nend\n",
    "not UTF-8": bytes(range(256)) * 40,
    "carriage returns": b"hostname a\r\nusername x\r\n\r\r\r\n",
    "a line of a megabyte": b"username " + b"x" * 1_000_000 + b"\n",
    "a megabyte of blanks": b" " * 1_000_000 + b"\n",
    "100,000 open braces": b"a {\n" * 100_000,
    "100,000 braces on a line": b"{" * 100_000 + b"}" * 100_000 + b"\n",
    "100,000 closed braces": b"}\n" * 100_000,
    "deeper and deeper": b"\n".join(b" " * depth + b"a" for depth in range(1500)),
    "a quote that never ends": b'description "' + b"x\n" * 20_000,
    "a banner that never ends": b"banner motd ^C\n" + b"username admin password admin\n" * 5_000,
    "control codes": b"\x1b[2J\x1b]0;title\x07hostname a\x08\x08\n" * 500,
}


class Hostile(Program):
    def formats(self) -> list[str]:
        lines = self.muster("formats", expect=0).stdout.decode().splitlines()
        return [line.split()[0] for line in lines if not line.startswith(" ")]

    def test_every_format_gives_every_input_back_and_prints_a_model(self) -> None:
        for name, content in INPUTS.items():
            self.write("input", content)
            for format_name in self.formats():
                with self.subTest(f"{format_name}: {name}"):
                    back = self.muster("parse", "--as", format_name, "input", "--roundtrip", expect=0).stdout
                    self.assertEqual(back, content)
                    model = self.json("parse", "--as", format_name, "input", expect=0)
                    counted = sum(model["lines"].values())
                    self.assertEqual(counted, content.count(b"\n") + (not content.endswith(b"\n") and content != b""))

    def test_a_report_over_hostile_input_holds_no_control_code(self) -> None:
        self.write("input", INPUTS["control codes"])
        shown = self.muster("check", "--as", "cisco_ios", "input").stdout
        self.assertNotIn(b"\x1b", shown)
        self.assertNotIn(b"\x07", shown)


if __name__ == "__main__":
    unittest.main()
