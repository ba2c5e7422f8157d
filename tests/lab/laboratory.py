"""The lab and the built program, as the tests use them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import verdicts

HERE = Path(__file__).resolve().parent


class Failed(Exception):
    """A step of the lab or of the program did not do what it should; carries what was printed."""


def shell(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, errors="replace", timeout=120, check=False)
    if done.returncode != 0:
        raise Failed(f"{command}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Laboratory:
    """One lab in its own state directory, and the store of the runs against it."""

    def __init__(self, state: Path, muster: Path) -> None:
        self.state = state
        self.muster = muster
        self.environment = {**os.environ, "MUSTER_LAB_STATE": str(state)}
        self.runs = 0

    def lab(self, *arguments: str) -> str:
        return shell([str(HERE / "lab"), *arguments], self.environment)

    def on(self, device: str, script: str) -> str:
        """Runs a script as root on a device."""
        return self.lab("exec", device, "bash", "-euo", "pipefail", "-c", script)

    def wait_on(self, device: str, script: str, seconds: float = 30) -> None:
        """Waits until a script succeeds on a device."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.on(device, script)
                return
            except Failed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    @property
    def results(self) -> Path:
        """The folder of the store and the reports: what the program writes."""
        return self.state / "results"

    def enroll(self) -> None:
        self.results.mkdir()
        self._muster("enroll", "--accept", allowed=(0,))

    def run(self) -> dict:
        """One run of the program over all devices: its JSON report."""
        self.runs += 1
        report = self.results / f"report{self.runs}"
        began = time.monotonic()
        printed = self._muster("run", "--json", f"{report}.json", "--html", f"{report}.html", allowed=(0, 1, 3))
        Path(f"{report}.txt").write_text(printed, encoding="utf-8")
        print(f"run {self.runs}: {time.monotonic() - began:.1f} s", file=sys.stderr)
        return verdicts.load(Path(f"{report}.json"))

    def replay(self) -> str:
        """Judges the latest evaluation again; fails if a verdict differs."""
        return self._muster("replay", allowed=(0,))

    def _muster(self, command: str, *arguments: str, allowed: tuple[int, ...]) -> str:
        """Runs the program in the namespace of the checker; what it printed."""
        full = [str(HERE / "lab"), "exec", "mgmt", str(self.muster), command, *arguments,
                "--inventory", str(self.state / "inventory.toml"), "--store", str(self.results / "store"),
                "--recipes", str(HERE / "recipes")]
        done = subprocess.run(full, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="replace", timeout=120, check=False)
        if done.returncode not in allowed:
            raise Failed(f"muster {command}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr
