"""Closed doors: forbidden addresses in all spellings, by name and by redirect."""

import ipaddress
import socket
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawlers import Ledger, crawl, ledger_path
from crawlers.guard import find_fault, is_forbidden, normalize_literal
from tests.crawlers.making import answer, make_source, serve

FORBIDDEN = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "127.0.0.1.", "0", "0.0.0.0",
    "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0xa9fea9fe", "100.64.0.1", "192.0.2.1", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:db8::1]", "localhost", "LOCALHOST", "a.localhost", "printer.local",
    "metadata.google.internal", "router.home.arpa", "nas.lan",
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
    """A public-looking source on a private address: nothing arrives at the listening socket."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.3)
    port = listener.getsockname()[1]
    hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "localhost"]
    with listener:
        for number, host in enumerate(hosts):
            source = make_source(f"http://{host}:{port}/", allow_private=False, id=f"s{number}")
            report = crawl(source, data_dir, min_delay=0)
            assert report.outcomes == {"forbidden": 1}
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_name_that_leads_to_a_private_address_is_refused(data_dir: Path) -> None:
    """The machine's own name resolves to an address of its own: judged when it is resolved."""
    name = socket.gethostname()
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(name, 80)}
    except OSError:
        pytest.skip("the machine's name is not resolved here")
    if not all(is_forbidden(ipaddress.ip_address(str(address).split("%")[0])) for address in addresses):
        pytest.skip("the machine's name leads to a public address")
    with socket.create_server(("0.0.0.0", 0)) as listener:
        listener.settimeout(0.3)
        port = listener.getsockname()[1]
        report = crawl(make_source(f"http://{name}:{port}/", allow_private=False), data_dir, min_delay=0)
        assert report.outcomes == {"forbidden": 1}
        with pytest.raises(TimeoutError):
            listener.accept()


def test_redirects_to_forbidden_addresses_are_not_followed(data_dir: Path) -> None:
    targets = ["http://169.254.169.254/latest", "file:///etc/passwd", "http://10.0.0.1/", "ftp://x.vn/a", "//[::1]:1/"]

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
    assert report.outcomes == {"listed": 1, "off_site": 3, "forbidden": 2}
    with Ledger.open(ledger_path(data_dir)) as ledger:
        assert ledger.counts() == {"forbidden": 2, "listed": 1, "off_site": 3}
