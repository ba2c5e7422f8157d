#!/usr/bin/python3
"""Reading a routing table of IOS beside TextFSM (python3-textfsm of Debian 12): the same text, CPU time, medians of 5 rounds.

usage: side_by_side.py MUSTER_BENCH_GRAMMARS [ROUTES]

Two tables, two templates. The plain one has a line a route, and the template is the least that yields prefix, distance,
metric, next hop and age. The mixed one has what tables have: classful headings, connected and local routes, several next
hops, continued lines, a route to Null0; its template reads all of that and refuses a line that it does not know. In both
Muster also yields protocol names from the legend, the state of each line and what it did not understand.
"""
import io
import statistics
import subprocess
import sys
import tempfile
import time

import textfsm

PLAIN = r"""Value PROTOCOL (\w)
Value PREFIX (\d+\.\d+\.\d+\.\d+/\d+)
Value DISTANCE (\d+)
Value METRIC (\d+)
Value VIA (\d+\.\d+\.\d+\.\d+)
Value AGE (\S+)

Start
  ^${PROTOCOL}\s+${PREFIX} \[${DISTANCE}/${METRIC}\] via ${VIA}, ${AGE}$$ -> Record
"""

MIXED = r"""Value Filldown VRF (\S+)
Value Filldown PROTOCOL ([A-Za-z])
Value Filldown KIND ([*%+p]?(?:E1|E2|N1|N2|IA|EX|L1|L2|ia|su)?)
Value Filldown PREFIX (\d+\.\d+\.\d+\.\d+)
Value Filldown LENGTH (\d+)
Value Filldown HEADING (\d+)
Value DISTANCE (\d+)
Value METRIC (\d+)
Value VIA (\d+\.\d+\.\d+\.\d+)
Value AGE ([0-9wdhy:.]+|never)
Value INTERFACE ([A-Za-z][-A-Za-z0-9/.]+)

Start
  ^Routing Table: ${VRF}\s*$$
  ^Codes: .*$$
  ^ +[A-Za-z0-9*+%]+ - .*$$
  ^Gateway of last resort is .*$$
  ^ +\d+\.\d+\.\d+\.\d+/${HEADING} is subnetted, \d+ subnets\s*$$
  ^ +\d+\.\d+\.\d+\.\d+/\d+ is variably subnetted, \d+ subnets, \d+ masks\s*$$
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}/${LENGTH} \[${DISTANCE}/${METRIC}\] via ${VIA}(?:, ${AGE})?(?:, ${INTERFACE})?\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX} \[${DISTANCE}/${METRIC}\] via ${VIA}(?:, ${AGE})?(?:, ${INTERFACE})?\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}/${LENGTH} is directly connected, (?:${AGE}, )?${INTERFACE}\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX} is directly connected, (?:${AGE}, )?${INTERFACE}\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}/${LENGTH} \[${DISTANCE}/${METRIC}\], ${AGE}, ${INTERFACE}\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}/${LENGTH} is a summary, ${AGE}, ${INTERFACE}\s*$$ -> Record
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}/${LENGTH}\s*$$
  ^${PROTOCOL}[* ]*${KIND}\s+${PREFIX}\s*$$
  ^ +\[${DISTANCE}/${METRIC}\] via ${VIA}(?:, ${AGE})?(?:, ${INTERFACE})?\s*$$ -> Record
  ^\s*$$
  ^.*$$ -> Error "not understood"

EOF
"""

HEAD = """Codes: L - local, C - connected, S - static, B - BGP, D - EIGRP, O - OSPF
       EX - EIGRP external, IA - OSPF inter area

Gateway of last resort is not set

"""


def network(i):
    return f"{1 + (i >> 16)}.{i >> 8 & 255}.{i & 255}"


def plain(routes):
    return HEAD + "".join(f"B        {network(i)}.0/24 [20/0] via 192.0.2.{1 + i % 250}, 1w2d\n" for i in range(routes))


def mixed(routes):
    lines = []
    for i in range(0, routes, 8):
        a = network(i)
        lines += [
            f"      {a}.0/24 is variably subnetted, 4 subnets, 3 masks",
            f"C        {a}.0/26 is directly connected, GigabitEthernet0/{i % 48}",
            f"L        {a}.1/32 is directly connected, GigabitEthernet0/{i % 48}",
            f"O IA     {a}.64/26 [110/20] via 192.0.2.{1 + i % 250}, 00:05:35, GigabitEthernet0/1",
            f"                   [110/20] via 198.51.100.{1 + i % 250}, 00:05:35, GigabitEthernet0/2",
            f"D EX     {a}.128/26 ",
            f"           [170/2297856] via 192.0.2.{1 + i % 250}, 1w2d, Vlan10",
            f"S        {a}.192/28 [1/0] via 192.0.2.{1 + i % 250}",
            f"B        {a}.208/28 [20/0] via 192.0.2.{1 + i % 250}, 2w0d",
            f"B        {a}.224/28 [20/0], 2w0d, Null0",
        ]
    return HEAD + "\n".join(lines) + "\n"


def textfsm_seconds(template, text, rows, rounds=5):
    times = []
    for _ in range(rounds):
        parser = textfsm.TextFSM(io.StringIO(template))
        begin = time.process_time()
        found = parser.ParseText(text)
        times.append(time.process_time() - begin)
        assert abs(len(found) - rows) <= 1, (len(found), rows)  # filled down values make a last row of their own
    return statistics.median(times)


def muster_seconds(program, text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        return float(subprocess.run([program, "--read", "cisco_ios_route", file.name], capture_output=True, text=True,
                                    check=True).stdout)


def main():
    routes = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    for name, make, template in (("plain", plain, PLAIN), ("mixed", mixed, MIXED)):
        text = make(routes)
        theirs = textfsm_seconds(template, text, routes) / routes
        ours = muster_seconds(sys.argv[1], text) / routes
        print(f"{name}, {routes} rows: TextFSM {theirs * 1e6:.2f} us, Muster {ours * 1e6:.3f} us a row, {theirs / ours:.0f} times")


if __name__ == "__main__":
    main()
