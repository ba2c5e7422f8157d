#!/usr/bin/env python3
"""CPU of whole commands, for BENCHMARKS.md. Usage: whole_run.py MUSTER [ROUNDS]

A 10 MB Cisco IOS configuration from bytes to verdicts, and a run over 200 devices of 200 KB each (folder source, store and
evaluation included; the SSH side is measured by muster_bench_collect). Prints medians of user and system time."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

DEVICES = 200

# The configuration alone: a device costs what its 200 KB cost, whatever else the shipped recipe asks for.
RECIPE = """platform = "bench_ios"
title = "A configuration"
vendor = "Cisco"
mode = "exec"
role = "any"
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
"""


def configuration(size: int, seed: int) -> str:
    """An access router of about `size` bytes: interfaces, and access lists for the rest. Differs by `seed`."""
    head = ["version 15.2", "service timestamps log datetime msec", f"hostname r{seed}", "!", "logging host 192.0.2.10",
            "logging host 192.0.2.11", "no ip http server", "no ip http secure-server", "!"]
    lines = head + [line for i in range(40) for line in (
        f"interface GigabitEthernet0/{i}", f" description uplink {seed}-{i}", f" ip address 10.{seed % 250}.{i}.1 255.255.255.0",
        " ip access-group EDGE in", " no ip redirects", "!")]
    lines += ["ip access-list extended EDGE", " permit tcp any host 192.0.2.80 eq 443", " deny ip any any log"]
    length = sum(len(line) + 1 for line in lines)
    number = 0
    while length < size - 200:
        entry = [f"ip access-list extended LIST{number}"] + [
            f" permit tcp 10.{(number + k) % 256}.{k}.0 0.0.0.255 host 192.0.2.{(seed + k) % 250} eq {1024 + k}" for k in range(40)]
        entry.append(" deny ip any any log")
        lines += entry
        length += sum(len(line) + 1 for line in entry)
        number += 1
    return "\n".join(lines + ["line vty 0 4", " transport input ssh", "!", "end", ""])


def cpu_seconds(command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> None:
    muster = str(Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "large.cfg").write_text(configuration(10_000_000, 1))
        checks = [cpu_seconds([muster, "check", "--as", "cisco_ios", "large.cfg"], folder) for _ in range(rounds)]
        print(f"10 MB to verdicts: median {statistics.median(checks):.3f} s CPU, {min(checks):.3f} to {max(checks):.3f}")
        (folder / "recipe.toml").write_text(RECIPE)
        run = [muster, "run", "--source", "backup", "--quiet", "--recipes", "recipe.toml", "-s"]
        inventory = []
        for i in range(DEVICES):
            inventory.append(f'[[device]]\nid = "r{i}"\nplatform = "bench_ios"\n')
            (folder / "backup" / f"r{i}").mkdir(parents=True)
            (folder / "backup" / f"r{i}" / "running-config.cfg").write_text(configuration(200_000, i))
        (folder / "inventory.toml").write_text("".join(inventory))
        os.mkdir(folder / "stores")
        runs = [cpu_seconds([*run, f"stores/{k}"], folder) for k in range(rounds)]
        each = [1000 * run / DEVICES for run in runs]
        print(f"whole run, new store: median {statistics.median(each):.2f} ms CPU a device, {min(each):.2f} to {max(each):.2f}")
        again = [1000 * cpu_seconds([*run, "stores/0"], folder) / DEVICES
                 for _ in range(rounds)]
        print(f"whole run, nothing changed: median {statistics.median(again):.2f} ms CPU a device")


if __name__ == "__main__":
    main()
