"""The program under test and a simulated fleet of its own, over real SSH on loopback."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

FLEET = Path(sys.argv.pop(2)).resolve()

from program import MUSTER, Program  # noqa: E402  (takes its own argument)

PASSWORD = "login-heron-31"
ENABLE = "enable-walrus-64"

ROUTER = """Building configuration...

Current configuration : 400 bytes
!
version 15.2
hostname {name}
!
enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
username admin privilege 15 password 0 wheel-otter-52
snmp-server community lantern-quartz-9 RO
frobnicate password copper-fjord-77
!
{filler}end
"""


VERSION = """Cisco IOS Software, 1900 Software (C1900-UNIVERSALK9-M), Version 15.2(4)M6, RELEASE SOFTWARE (fc2)
"""

ROUTES = """Codes: C - connected, S - static

Gateway of last resort is not set

C    192.0.2.0/24 is directly connected, GigabitEthernet0/0
"""

HSRP = "Interface   Grp  Pri P State   Active          Standby         Virtual IP\n"
VRRP = "Interface          Grp Pri Time  Own Pre State   Master addr     Group addr\n"
CPU = "CPU utilization for five seconds: 3%/0%; one minute: 2%; five minutes: 2%\n"
MEMORY = "Processor Pool Total:  400000000 Used:  100000000 Free:  300000000\n"
ROUTES_IPV6 = """IPv6 Routing Table - default - 1 entries
Codes: C - Connected, L - Local, S - Static
L   FF00::/8 [0/0]
     via Null0, receive
"""

COMMANDS = 8  # of the recipe


def router(name: str, filler: int) -> str:
    return ROUTER.format(name=name, filler="! filler\n" * filler)


def end(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait()
    process.stdout.close()


def free_ports(number: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class FleetProgram(Program):
    def environment(self) -> dict[str, str]:
        return super().environment() | {"FLEET_PASSWORD": PASSWORD, "FLEET_ENABLE": ENABLE}

    def start_fleet(self, devices: int, more: str = "", filler: int = 0) -> None:
        """Routers r0, r1, ... that ask for the enable secret, enrolled in the store of `self.folder`."""
        names = [f"r{i}" for i in range(devices)]
        scenario = f'user = "muster"\npassword = "{PASSWORD}"\n'
        inventory = ('[[credential]]\nid = "ops"\nuser = "muster"\npassword_env = "FLEET_PASSWORD"\n'
                     'enable_env = "FLEET_ENABLE"\n')
        for name, port in zip(names, free_ports(devices)):
            scenario += (f'[[device]]\nid = "{name}"\nplatform = "cisco_ios"\nport = {port}\nenable = "{ENABLE}"\n{more}')
            inventory += (f'[[device]]\nid = "{name}"\nplatform = "cisco_ios"\naddress = "127.0.0.1"\nport = {port}\n'
                          'credential = "ops"\n')
            self.write(f"fleet/{name}/running-config.txt", router(name, filler))
            self.write(f"fleet/{name}/version.txt", VERSION)
            self.write(f"fleet/{name}/routes.txt", ROUTES)
            self.write(f"fleet/{name}/routes-ipv6.txt", ROUTES_IPV6)
            self.write(f"fleet/{name}/hsrp.txt", HSRP)
            self.write(f"fleet/{name}/vrrp.txt", VRRP)
            self.write(f"fleet/{name}/cpu.txt", CPU)
            self.write(f"fleet/{name}/memory.txt", MEMORY)
        self.write("inventory.toml", inventory)
        self.write("fleet/fleet.toml", scenario)
        (self.folder / "muster-data").mkdir(mode=0o700)
        self.serve()

    def serve(self) -> None:
        self.fleet = subprocess.Popen([FLEET, "fleet/fleet.toml", "--pins", "muster-data/known_devices.toml"],
                                      cwd=self.folder, stdout=subprocess.PIPE, text=True)
        self.addCleanup(end, self.fleet)
        self.assertIn("ready", self.fleet.stdout.readline())

    def change(self, name: str, text: str) -> None:
        """Another output for a device; its host key and its port stay."""
        end(self.fleet)
        self.write(f"fleet/{name}/running-config.txt", text)
        self.serve()

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([MUSTER, *arguments], cwd=self.folder, env=self.environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def query(self, sql: str) -> list[tuple]:
        database = f"file:{self.folder}/muster-data/muster.db?mode=ro"
        with contextlib.closing(sqlite3.connect(database, uri=True)) as connection:
            return connection.execute(sql).fetchall()

    def wait_for_recorded(self, process: subprocess.Popen[bytes], devices: int) -> None:
        while process.poll() is None:
            with contextlib.suppress(sqlite3.OperationalError):
                if self.query("SELECT count(*) FROM outcome WHERE failure = 0")[0][0] >= devices:
                    return
            time.sleep(0.005)
        self.fail(f"the run ended: {process.communicate()}")

    def files_with(self, text: str, folder: str) -> list[str]:
        found = []
        for root, _, names in os.walk(self.folder / folder):
            for name in names:
                if text.encode() in Path(root, name).read_bytes():
                    found.append(name)
        return found


def stop(process: subprocess.Popen[bytes], how: signal.Signals) -> tuple[bytes, bytes]:
    process.send_signal(how)
    return process.communicate(timeout=60)
