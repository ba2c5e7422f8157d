"""What the test changes on the network, and the verdicts that must turn."""

from collections.abc import Callable
from dataclasses import dataclass, field

from laboratory import Laboratory
from verdicts import ABSENT, Key, Turn


@dataclass(frozen=True)
class Sign:
    """A command that succeeds on a device once a change has had its effect."""

    device: str
    script: str


@dataclass(frozen=True)
class Change:
    """One change of one device, and its undoing."""

    name: str
    device: str
    apply: str
    undo: str
    turns: set[Turn] = field(default_factory=set)
    applied: tuple[Sign, ...] = ()
    undone: tuple[Sign, ...] = ()

    @staticmethod
    def settle(laboratory: Laboratory, signs: tuple[Sign, ...]) -> None:
        for sign in signs:
            laboratory.wait_on(sign.device, sign.script)


def turn(rule: str, device: str, item: str, before: str, after: str) -> Turn:
    return Turn(Key(rule, device, item), before, after)


def answers(address: str, path: str, status: int) -> str:
    """A script that succeeds if an HTTP server answers a path with a status."""
    return f"printf 'GET {path} HTTP/1.0\\r\\n\\r\\n' | socat -t 2 stdio TCP:{address}:80 | grep -q '^HTTP/1.1 {status}'"


ONE_HAPROXY = "[[ $(pgrep -c haproxy) == 1 ]]"
HAPROXY_ANSWERS = answers("10.99.0.10", "/health", 200)

ANY_ANY_RULE = Change(
    name="a firewall rule that lets everything through",
    device="fw1",
    apply="iptables -I FORWARD 1 -j ACCEPT",
    undo="iptables -D FORWARD 1",
    turns={
        turn("filters-no-permit-any", "fw1", "filter iptables filter FORWARD", "pass", "fail"),
        turn("filters-default-deny", "fw1", "filter iptables filter FORWARD", "pass", "fail"),
    },
)

FACTORY_PASSWORD = Change(
    name="an account with a factory password",
    device="box1",
    apply="""
        useradd --uid 2010 --no-create-home --shell /bin/bash admin
        echo 'admin:admin' | chpasswd --crypt-method SHA512""",
    undo="userdel admin",
    turns={
        turn("credentials-no-default-password", "box1", "user admin", ABSENT, "fail"),
        turn("credentials-no-reversible-password", "box1", "user admin", ABSENT, "pass"),
    },
)

STATIC_ROUTE = Change(
    name="a static route that nobody agreed to",
    device="edge1",
    apply="vtysh -c 'configure terminal' -c 'ip route 10.66.0.0/16 10.99.0.99'",
    undo="vtysh -c 'configure terminal' -c 'no ip route 10.66.0.0/16 10.99.0.99'",
    turns={turn("routing-static-routes-allowed", "edge1", "static_route 10.66.0.0/16 10.99.0.99", ABSENT, "fail")},
)

NO_LOG_TARGET = Change(
    name="a proxy that no longer sends its log anywhere",
    device="box1",
    apply="""
        cp -p /etc/haproxy/haproxy.cfg /root/haproxy.cfg
        sed -i '/^    log 10\\.99\\.0\\.1/d' /etc/haproxy/haproxy.cfg
        haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -sf "$(cat /run/haproxy.pid)" """,
    undo="""
        cp -p /root/haproxy.cfg /etc/haproxy/haproxy.cfg
        haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -sf "$(cat /run/haproxy.pid)" """,
    applied=(Sign("box1", f"{ONE_HAPROXY}; {HAPROXY_ANSWERS}"),),
    undone=(Sign("box1", f"{ONE_HAPROXY}; {HAPROXY_ANSWERS}; ss -Hlun | grep -q ."),),
    turns={
        turn("logging-remote-targets", "box1", "", "pass", "fail"),
        turn("logging-proxy-requests", "box1", "frontend haproxy shop", "pass", "fail"),
        turn("ports-only-allowed", "box1", "listener udp 0.0.0.0:ephemeral", "fail", ABSENT),
    },
)

OPENED_CONTEXT = Change(
    name="a reverse proxy that forwards a management context",
    device="web1",
    apply="""
        cp -p /etc/nginx/sites-enabled/shop /root/shop
        sed -i '/location ^~ .carbon/,/}/s/return 403;/proxy_pass http:\\/\\/shop;/' /etc/nginx/sites-enabled/shop
        nginx -s reload""",
    undo="cp -p /root/shop /etc/nginx/sites-enabled/shop; nginx -s reload",
    applied=(Sign("web1", answers("10.99.0.41", "/carbon", 200)),),
    undone=(Sign("web1", answers("10.99.0.41", "/carbon", 403)),),
    turns={turn("contexts-blocked", "web1", "frontend nginx shop.example.com 10.99.0.41:80", "pass", "fail")},
)

FAILOVER = Change(
    name="the shared address moves to the second load balancer",
    device="lb1",
    apply="""
        kill "$(cat /run/keepalived.pid)"
        while [[ -e /run/keepalived.pid ]]; do sleep 0.05; done""",
    undo="keepalived --vrrp --pid /run/keepalived.pid --vrrp_pid /run/keepalived_vrrp.pid",
    applied=(Sign("lb2", "ip route show | grep -q '^10\\.98\\.0\\.0/24'"),),
    undone=(Sign("lb1", "ip route show | grep -q '^10\\.98\\.0\\.0/24'"),),
    turns={turn("routes-required-prefixes", "lb1", "", "pass", "fail")},
)

LOST_NEIGHBOUR = Change(
    name="a router that loses its neighbour, and with it what it had learnt",
    device="core1",
    apply="ip link set edge0 down",
    undo="ip link set edge0 up",
    applied=(Sign("edge1", "! ip route show | grep -q '^10\\.255\\.0\\.3 '"),),
    undone=(Sign("edge1", "ip route show | grep -q '^10\\.255\\.0\\.3 '"),
            Sign("core1", "ip route show | grep -q '^10\\.255\\.0\\.1 '"),
            Sign("core1", "ip route show | grep -q '^default '")),
    turns={
        turn("routes-required-prefixes", "core1", "", "pass", "fail"),
        turn("routes-required-prefixes", "edge1", "", "pass", "fail"),
    },
)

CHANGES = [ANY_ANY_RULE, FACTORY_PASSWORD, STATIC_ROUTE, NO_LOG_TARGET, OPENED_CONTEXT, FAILOVER, LOST_NEIGHBOUR]
