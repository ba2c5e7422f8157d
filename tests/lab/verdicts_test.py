"""The comparison of verdicts finds what turned, appeared and vanished, and nothing else."""

import unittest

from verdicts import ABSENT, Key, Turn, turned, verdicts_of


def report(*rows: tuple[str, str, str, str]) -> dict:
    return {"devices": [{"device_id": device, "verdicts": [{"rule_id": rule, "object": item, "status": status}]}
                        for rule, device, item, status in rows]}


class Comparison(unittest.TestCase):
    def test_a_report_differs_from_itself_in_nothing(self) -> None:
        found = verdicts_of(report(("r", "d", "user a", "pass"), ("r", "e", "", "not assessed")))
        self.assertEqual(turned(found, dict(found)), set())

    def test_turned_appeared_and_vanished_verdicts_are_found(self) -> None:
        before = verdicts_of(report(("r", "d", "a", "pass"), ("r", "d", "b", "fail"), ("r", "d", "c", "pass")))
        after = verdicts_of(report(("r", "d", "a", "fail"), ("r", "d", "c", "pass"), ("s", "d", "c", "pass")))
        self.assertEqual(turned(before, after), {
            Turn(Key("r", "d", "a"), "pass", "fail"),
            Turn(Key("r", "d", "b"), "fail", ABSENT),
            Turn(Key("s", "d", "c"), ABSENT, "pass"),
        })

    def test_a_port_that_the_kernel_chose_is_no_difference_but_any_other_is(self) -> None:
        def socket(name: str) -> dict:
            return verdicts_of(report(("ports", "d", name, "fail")))
        self.assertEqual(turned(socket("udp 0.0.0.0:40001"), socket("udp 0.0.0.0:50002")), set())
        self.assertNotEqual(turned(socket("udp 0.0.0.0:161"), socket("udp 0.0.0.0:162")), set())
        self.assertNotEqual(turned(socket("tcp 0.0.0.0:40001"), socket("tcp 0.0.0.0:50002")), set())


if __name__ == "__main__":
    unittest.main()
