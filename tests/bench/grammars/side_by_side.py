#!/usr/bin/python3
"""Reading a routing table beside TextFSM (python3-textfsm of Debian 12), on the same input.

usage: side_by_side.py MUSTER_BENCH_GRAMMARS [ROUTES]

TextFSM gets the least that yields prefix, distance, metric, next hop and age; Muster also the legend, its lines' states and
what it does not understand. Medians of 5 rounds, CPU time of the process.
"""
import json
import statistics
import subprocess
import sys
import time

import textfsm

TEMPLATE = r"""Value PROTOCOL (\w)
Value PREFIX (\d+\.\d+\.\d+\.\d+/\d+)
Value DISTANCE (\d+)
Value METRIC (\d+)
Value VIA (\d+\.\d+\.\d+\.\d+)
Value AGE (\S+)

Start
  ^${PROTOCOL}\s+${PREFIX} \[${DISTANCE}/${METRIC}\] via ${VIA}, ${AGE}$$ -> Record
"""


def table(routes):
    lines = ["Codes: L - local, C - connected, S - static, B - BGP", "", "Gateway of last resort is not set", ""]
    lines += [f"B        {1 + (i >> 16)}.{i >> 8 & 255}.{i & 255}.0/24 [20/0] via 192.0.2.{1 + i % 250}, 1w2d" for i in range(routes)]
    return "\n".join(lines) + "\n"


def textfsm_seconds(routes, rounds=5):
    import io

    text = table(routes)
    times = []
    for _ in range(rounds):
        parser = textfsm.TextFSM(io.StringIO(TEMPLATE))
        begin = time.process_time()
        rows = parser.ParseText(text)
        times.append(time.process_time() - begin)
        assert len(rows) == routes
    return statistics.median(times)


def muster_seconds(program, rounds=5):
    """of 500,000 routes"""
    run = subprocess.run(
        [program, "--benchmark_filter=500,000 routes: cisco_ios_route", f"--benchmark_repetitions={rounds}",
         "--benchmark_report_aggregates_only=true", "--benchmark_format=json"],
        capture_output=True, text=True, check=True)
    median = next(b for b in json.loads(run.stdout)["benchmarks"] if b["name"].endswith("_median"))
    return median["cpu_time"] / 1000


def main():
    routes = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    theirs = textfsm_seconds(routes) / routes
    ours = muster_seconds(sys.argv[1]) / 500_000
    print(f"TextFSM {theirs * 1e6:8.2f} us a route   ({routes} routes)")
    print(f"Muster  {ours * 1e6:8.2f} us a route   (500000 routes)")
    print(f"{theirs / ours:.0f} times")


if __name__ == "__main__":
    main()
