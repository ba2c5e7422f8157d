"""The verdicts of a JSON report as a plain value, and what turned between two of them. On the command line, the latter:
verdicts.py BEFORE.json AFTER.json"""

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

ABSENT = "absent"
# The kernel gives a program that only sends a UDP port of its choice, another one at each start.
EPHEMERAL_PORTS = range(32768, 61000)
UDP_SOCKET = re.compile(r"^(.*\budp \S+):(\d+)$")


class Key(NamedTuple):
    """What a verdict is about."""

    rule: str
    device: str
    object: str


class Turn(NamedTuple):
    """A verdict that differs: from one status to another; "absent" where there is none."""

    key: Key
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.key.device}: {self.key.rule} [{self.key.object}]: {self.before} -> {self.after}"


Verdicts = dict[Key, str]


def without_ephemeral_port(name: str) -> str:
    socket = UDP_SOCKET.match(name)
    return f"{socket[1]}:ephemeral" if socket and int(socket[2]) in EPHEMERAL_PORTS else name


def verdicts_of(report: dict) -> Verdicts:
    found: Verdicts = {}
    for device in report["devices"]:
        for verdict in device["verdicts"]:
            key = Key(verdict["rule_id"], device["device_id"], without_ephemeral_port(verdict["object"]))
            found[key] = verdict["status"]
    return found


def turned(before: Verdicts, after: Verdicts) -> set[Turn]:
    return {Turn(key, before.get(key, ABSENT), after.get(key, ABSENT)) for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)}


def with_status(verdicts: Verdicts, status: str) -> set[Key]:
    return {key for key, found in verdicts.items() if found == status}


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for turn in sorted(turned(verdicts_of(load(Path(sys.argv[1]))), verdicts_of(load(Path(sys.argv[2]))))):
        print(turn)
