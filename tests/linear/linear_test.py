#!/usr/bin/env python3
"""Twice the input costs twice the instructions, in every format, whatever the input: counted by callgrind.

usage: linear_test.py PROBE
"""
import pathlib
import re
import subprocess
import sys
import tempfile

LIMIT = 2.6  # tables that grow by doubling and sorting cost a little more than twice
FREE = 2_000_000  # instructions that a read may cost whatever its shape


def counts_of(folder):
    """(format, shape) -> instructions by size"""
    counts = {}
    for file in folder.glob("callgrind.out.*"):
        text = file.read_text(errors="replace")
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.M)
        total = re.search(r"^(?:summary|totals): (\d+)", text, re.M)
        if name and total:
            form, shape, size = name.group(1).split("|")
            counts.setdefault((form, shape), {})[int(size)] = int(total.group(1))
    return counts


def main():
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--compress-strings=no", "--dump-line=no", "--dump-instr=no",
             f"--callgrind-out-file={folder}/callgrind.out", sys.argv[1]],
            capture_output=True, text=True, check=False)
        if run.returncode != 0 or "not written back" in run.stderr:
            sys.exit(run.stderr[-2000:])
        counts = counts_of(pathlib.Path(folder))
    if not counts:
        sys.exit("callgrind counted nothing")
    worst = []
    for (form, shape), by_size in counts.items():
        small, large = (by_size[size] for size in sorted(by_size))
        worst.append((large / small, small, large, form, shape))
    worst.sort(reverse=True)
    for ratio, small, large, form, shape in worst[:10]:
        print(f"{ratio:5.2f} times  {small:>10} -> {large:>10} instructions  {form}: {shape}")
    bad = [entry for entry in worst if entry[0] > LIMIT and entry[2] > FREE]
    for ratio, _, _, form, shape in bad:
        print(f"FAILED: {form}: twice as much of '{shape}' costs {ratio:.2f} times as much")
    print(f"{len(worst)} shapes of input, {len({form for _, _, _, form, _ in worst})} formats")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
