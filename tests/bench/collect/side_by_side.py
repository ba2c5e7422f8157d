#!/usr/bin/python3
"""Muster's SSH engine beside netmiko, paramiko and OpenSSH's client, against the same simulated fleet.

    tests/bench/collect/side_by_side.py [--build build/release] [--rounds 5] [--only NAME]

Needs muster_fleet and muster_collect_client (-DMUSTER_BENCH=ON), and from Debian python3-netmiko, python3-paramiko,
openssh-client and sshpass. The fleet is a process of its own; the figures are the clients' alone: user and system time
from connect to close, children included, 200 devices of 200 KB through a terminal. Medians of the rounds, with the
lowest and highest. Run it on a machine that does nothing else."""
import argparse
import concurrent.futures
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

PORT = 22222
PASSWORD = "bench"


def configuration(size):
    text = ["version 15.2\nhostname r1\n!\n"]
    length = 0
    while length < size:
        i = len(text)
        text.append(f"interface GigabitEthernet1/0/{i}\n description access port {i}\n switchport mode access\n"
                    " spanning-tree portfast\n!\n")
        length += len(text[-1])
    return "".join(text) + "end\n"


class Fleet:
    """The simulated devices; `table` is TOML of one [[device]]."""

    def __init__(self, build, count, size, table=""):
        self.folder = tempfile.TemporaryDirectory(prefix="muster-bench-")
        path = self.folder.name
        with open(f"{path}/config.txt", "w") as out:
            out.write(configuration(size))
        with open(f"{path}/fleet.toml", "w") as out:
            out.write(f'user = "muster"\npassword = "{PASSWORD}"\n[[device]]\nid = "r"\nplatform = "cisco_ios"\n'
                      f'address = "127.1.0.1"\nport = {PORT}\ncount = {count}\n'
                      'prints = {"show running-config" = "config.txt", "show version" = "config.txt", '
                      f'"show interfaces" = "config.txt"}}\n{table}\n')
        self.pins = f"{path}/pins.toml"
        started = time.monotonic()
        self.process = subprocess.Popen([f"{build}/tests/fleet/muster_fleet", f"{path}/fleet.toml", "--pins", self.pins],
                                        stdout=subprocess.PIPE, text=True)
        if "ready" not in self.process.stdout.readline():
            sys.exit("the fleet did not start")
        self.start_seconds = time.monotonic() - started

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(next(line for line in status if line.startswith("VmHWM")).split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def muster(build, fleet, *options):
    done = subprocess.run([f"{build}/tests/bench/muster_collect_client", fleet.pins, *options], check=True, text=True,
                          stdout=subprocess.PIPE, env={**os.environ, "MUSTER_BENCH_PASSWORD": PASSWORD})
    return [json.loads(line) for line in done.stdout.splitlines()]


def netmiko_device(address):
    import netmiko
    connection = netmiko.ConnectHandler(device_type="cisco_ios", host=address, port=PORT, username="muster",
                                        password=PASSWORD, timeout=60)
    text = connection.send_command("show running-config", max_loops=100000)
    connection.disconnect()
    return text.rstrip().endswith("end")


def read_until(channel, end):
    """Until the terminal shows `end` last."""
    held = b""
    while not held.endswith(end):
        got = channel.recv(1 << 16)
        if not got:
            raise EOFError("the terminal ended")
        held += got
    return held


def paramiko_device(address):
    """The same dialogue without netmiko's pauses: waits for bytes, never for time."""
    import paramiko
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(address, port=PORT, username="muster", password=PASSWORD, allow_agent=False, look_for_keys=False)
    channel = client.invoke_shell(width=511, height=1000)
    channel.settimeout(60)
    read_until(channel, b"#")
    channel.send("terminal length 0\n")
    read_until(channel, b"#")
    channel.send("show running-config\n")
    text = read_until(channel, b"\r\nend\r\n" + NAMES[address].encode() + b"#")
    channel.send("exit\n")
    client.close()
    return len(text) > 200000


def openssh_device(address):
    done = subprocess.run(["sshpass", "-e", "ssh", "-tt", "-F", "none", "-o", "StrictHostKeyChecking=no", "-o",
                           "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "PubkeyAuthentication=no", "-p",
                           str(PORT), f"muster@{address}"], input=b"terminal length 0\nshow running-config\nexit\n",
                          stdout=subprocess.PIPE, env={**os.environ, "SSHPASS": PASSWORD})
    return b"\r\nend\r\n" in done.stdout and len(done.stdout) > 200000


NAMES = {}  # of the devices, by address


def cpu():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def others_round(device, workers, addresses):
    """One round in a process of its own, whose processor time is all of the client's."""
    before, start = cpu(), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        whole = sum(pool.map(device, addresses))
    seconds = time.monotonic() - start
    return {"devices": len(addresses), "whole": whole, "seconds": seconds,
            "cpu_ms_per_device": (cpu() - before) * 1000 / len(addresses),
            "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def others(name, workers, rounds, fleet):
    """Each round in a fresh interpreter."""
    results = []
    for _ in range(rounds):
        done = subprocess.run([sys.executable, __file__, "--round", name, "--workers", str(workers), "--pins", fleet.pins],
                              check=True, text=True, stdout=subprocess.PIPE)
        results.append(json.loads(done.stdout.splitlines()[-1]))
    return results


DEVICES = {"netmiko": netmiko_device, "paramiko": paramiko_device, "openssh": openssh_device}


def show(name, results):
    for result in results:
        if result["whole"] < result["devices"]:
            print(f"{name}: only {result['whole']} of {result['devices']} whole", file=sys.stderr)
    ms = sorted(r["cpu_ms_per_device"] for r in results)
    rate = sorted(r["devices"] / r["seconds"] for r in results)
    peak = max(r["peak_kb"] for r in results) / 1024
    print(f"{name:24} {statistics.median(ms):8.2f} ms/device ({ms[0]:.2f}-{ms[-1]:.2f}) "
          f"{statistics.median(rate):8.1f} devices/s ({rate[0]:.0f}-{rate[-1]:.0f})  peak {peak:.0f} MB", flush=True)
    return statistics.median(ms), statistics.median(rate)


def compare(build, rounds, workers):
    with Fleet(build, 200, 200_000) as fleet:
        ours = show("muster, 64 in flight", muster(build, fleet, "--rounds", str(rounds), "--in-flight", "64"))
        for name in DEVICES:
            other = show(f"{name}, {workers} workers", others(name, workers, rounds, fleet))
            print(f"{'':24} {other[0] / ours[0]:8.1f} times our CPU, {ours[1] / other[1]:.1f} times slower", flush=True)


def many(build):
    with Fleet(build, 10_000, 200_000) as fleet:
        print(f"a fleet of 10,000 devices stands after {fleet.start_seconds:.1f} s")
        show("10,000, 64 in flight", muster(build, fleet, "--in-flight", "64"))
        show("10,000, 512 in flight", muster(build, fleet, "--in-flight", "512"))
    with Fleet(build, 10_000, 200_000, 'fault = "stall"\nfault_after = 0') as fleet:
        held = muster(build, fleet, "--in-flight", "10000", "--hold", "10000")[0]
        print(f"10,000 sessions held     {held['kb_per_session']:.1f} KB each, {held['rss_kb'] / 1024:.0f} MB (peak "
              f"{held['peak_kb'] / 1024:.0f} MB); the fleet's process {fleet.memory() / 1024:.0f} MB", flush=True)


def slow(build, rounds):
    with Fleet(build, 3000, 20_000, "latency_ms = 300") as fleet:
        show("300 ms, 512 in flight", muster(build, fleet, "--rounds", str(rounds), "--in-flight", "512", "--platform", "shell3"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=20)
    parser.add_argument("--only", choices=["compare", "many", "slow"])
    parser.add_argument("--round", choices=list(DEVICES), help=argparse.SUPPRESS)
    parser.add_argument("--pins", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.round:
        with open(options.pins, "rb") as pins:
            NAMES.update({key["address"]: key["device"] for key in next(iter(tomllib.load(pins).values()))})
        print(json.dumps(others_round(DEVICES[options.round], options.workers, list(NAMES))))
        return
    if options.only in (None, "compare"):
        compare(options.build, options.rounds, options.workers)
    if options.only in (None, "many"):
        many(options.build)
    if options.only in (None, "slow"):
        slow(options.build, min(options.rounds, 3))


main()
