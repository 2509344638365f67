"""Closed doors: forbidden addresses in all spellings, by name and by redirect."""

import ipaddress
import json
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawlers import crawl
from crawlers.guard import find_fault, is_forbidden, normalize_literal
from crawlers.job import Job
from tests.crawlers.making import answer, make_source, serve

FORBIDDEN = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "127.0.0.1.", "0", "0.0.0.0",
    "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0xa9fea9fe", "100.64.0.1", "192.0.2.1", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:db8::1]", "localhost", "LOCALHOST", "a.localhost", "printer.local",
    "metadata.google.internal", "router.home.arpa", "nas.lan", "127.0.1", "127.000.000.001", "0x7f.0.0.1", "0x7f.1",
    "0177.1", "127.255.255.254", "0x7F000001", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b:1::7f00:1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "169.254.170.2", "[fd00:ec2::254]", "192.0.0.192",
    "198.51.100.7", "203.0.113.9", "[fec0::1]", "localhost.", "LocalHost.LocalDomain",
]  # fmt: skip


@pytest.mark.parametrize("host", FORBIDDEN)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_forbidden_hosts(host: str, scheme: str) -> None:
    assert find_fault(f"{scheme}://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.vn/", "file:///etc/passwd", "gopher://x.vn/", "data:text/html,a", "javascript:1", "http://",
        "http://:80/", "http://user@x.vn/", "http://user:secret@x.vn/", "http://x.vn:22/", "http://x.vn:6379/",
        "http://[::1", "//x.vn/",
    ],
)  # fmt: skip
def test_forbidden_urls(url: str) -> None:
    assert find_fault(url)


@pytest.mark.parametrize(
    "url", ["http://eip-vietnam.org/", "https://vncpc.org/en/", "http://8.8.8.8/", "https://[2606:4700::1111]/"]
)
def test_public_addresses_are_open(url: str) -> None:
    assert find_fault(url) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fd12:3456::1"])
def test_private_sources_open_private_addresses_only(address: str) -> None:
    assert not is_forbidden(ipaddress.ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "fe80::1", "::ffff:169.254.169.254"])
def test_metadata_addresses_stay_closed(address: str) -> None:
    assert is_forbidden(ipaddress.ip_address(address), allow_private=True)


def test_names_are_no_literals() -> None:
    assert normalize_literal("eip-vietnam.org") is None
    assert normalize_literal("1.2.3.4.5") is None


def test_no_connection_is_made_to_a_forbidden_address(data_dir: Path) -> None:
    """A source whose lists lie at 60 spellings of addresses of this machine and others: nothing arrives."""
    hosts = [*FORBIDDEN, "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1%25lo]", socket.gethostname()]
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        listener.settimeout(0.3)
        port = listener.getsockname()[1]
        lists = [{"url": f"http://{host}:{port}/{number}"} for number, host in enumerate(hosts)]
        source = make_source(f"http://127.0.0.1:{port}/", allow_private=False, discovery={"lists": lists})
        report = crawl(source, data_dir, min_delay=0)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert len(hosts) >= 60
    assert set(report.outcomes) == {"forbidden"}


def test_a_name_that_changes_its_mind_is_judged_at_each_connection(data_dir: Path) -> None:
    """DNS rebinding: the intranet's address at first, the cloud's metadata later; only the judged one is asked."""
    code = (
        "import socket, sys\n"
        "real, asked = socket.getaddrinfo, []\n"
        "def resolve(host, port, *rest, **more):\n"
        "    if host != 'rebinding.example':\n"
        "        return real(host, port, *rest, **more)\n"
        "    asked.append(host)\n"
        "    return real('127.0.0.1' if len(asked) <= 3 else '169.254.169.254', port, *rest, **more)\n"
        "socket.getaddrinfo = resolve\n"
        "from crawlers.__main__ import main\n"
        "sys.exit(main())\n"
    )
    paths: list[str] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        paths.append(handler.path)
        handler.close_connection = True
        links = "".join(f'<a href="/a/{number}">x</a>' for number in range(5))
        answer(handler, links if handler.path == "/list" else "<p>x</p>", Connection="close")

    with serve(respond) as base:
        source = make_source(base.replace("127.0.0.1", "rebinding.example"))
        job = Job(source=source, data_dir=data_dir).dump() + "\n"
        run = subprocess.run([sys.executable, "-c", code], input=job, capture_output=True, text=True, check=True)
    report = json.loads(run.stdout.splitlines()[-1])["report"]
    assert paths[:2] == ["/robots.txt", "/list"]
    assert len(paths) == 3
    assert report["outcomes"] == {"forbidden": 4, "listed": 1, "new": 1}


def test_redirects_to_forbidden_addresses_are_not_followed(data_dir: Path) -> None:
    public = [f"http://{host}/" for host in FORBIDDEN]
    targets = [*public, "file:///etc/passwd", "ftp://x.vn/a", "//[::1]:1/", "gopher://127.0.0.1/", "http://a@10.0.0.1/"]

    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        if path == "/list":
            answer(handler, "".join(f'<a href="/a/{n}">x</a>' for n in range(len(targets))))
        elif path.startswith("/a/"):
            answer(handler, status=302, Location=targets[int(path[3:])])
        else:
            answer(handler, status=404)

    with serve(respond) as base:
        report = crawl(make_source(base), data_dir)
    kept = dict(report.outcomes)
    assert kept.pop("listed") == 1
    assert set(kept) <= {"off_site", "forbidden", "redirected"}
    assert sum(kept.values()) == len(targets)
