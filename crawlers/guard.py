"""Closed doors: which addresses are never fetched, whoever names them.

Names are resolved once, every address found is judged, and Twisted connects to an address that was judged: a name
that answers differently a second later (DNS rebinding) is not asked a second time.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SPECIAL = ipaddress.IPv4Network("192.0.0.0/24")  # RFC 6890: protocol assignments, and one cloud's metadata
_LOCAL_NAMES = (".localhost", ".localdomain", ".local", ".internal", ".home.arpa", ".lan")


def is_forbidden(address: IpAddress, *, allow_private: bool = False) -> bool:
    """Tell whether an address may not be connected to; `allow_private` opens loopback and private ones only."""
    address = _embedded(address)
    if address in _SPECIAL or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local):
        return True
    if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
        return not (allow_private and address.is_loopback)
    if allow_private and (address.is_private or address.is_loopback):
        return False
    return not address.is_global


def _embedded(address: IpAddress) -> IpAddress:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        teredo = address.teredo[1] if address.teredo else None
        return address.ipv4_mapped or address.sixtofour or teredo or address
    return address


def normalize_literal(host: str) -> IpAddress | None:
    """Read a host that is an address in any spelling (dotted, decimal, octal, hexadecimal, short, IPv6), or None."""
    host = host.strip("[]").split("%")[0].rstrip(".")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except (OSError, UnicodeError):
        return None


def find_fault(url: str, *, allow_private: bool = False, ports: Sequence[int] = (80, 443)) -> str | None:
    """Say why a URL may not be fetched, or None; names are judged again when they are resolved."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "the address cannot be read"
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme not in {"http", "https"}:
        return f"scheme {parts.scheme!r} is not fetched"
    if parts.username is not None or not host:
        return "user names in addresses are not sent" if host else "no host"
    if port not in ports:
        return f"port {port} is not fetched"
    address = normalize_literal(host)
    if address is not None and is_forbidden(address, allow_private=allow_private):
        return f"{address} is not a public address (an intranet wants allow_private: true in its source)"
    if address is None and not allow_private and (host == "localhost" or host.endswith(_LOCAL_NAMES)):
        return f"{host} is a local name (an intranet wants allow_private: true in its source)"
    return None


class ForbiddenAddress(IgnoreRequest):
    """The address is never fetched."""


@implementer(IResolutionReceiver)
class _Judge:
    def __init__(self, receiver: Any, allow_private: bool, on_refusal: Callable[[], None]) -> None:
        self._receiver = receiver
        self._allow_private = allow_private
        self._on_refusal = on_refusal
        self.addresses: list[Any] = []
        self.refused = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_forbidden(ipaddress.ip_address(address.host.split("%")[0]), allow_private=self._allow_private):
            self.refused = True
        else:
            self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.refused:  # one forbidden address spoils the name
            self._on_refusal()
        else:
            for address in self.addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's TWISTED_DNS_RESOLVER that hands on judged addresses only."""

    def __init__(self, crawler: Crawler, reactor: Any) -> None:
        self._allow_private = crawler.settings.getbool("EIP_ALLOW_PRIVATE")
        self._reactor = reactor
        self.refused: set[str] = set()
        self._original: Any = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        return cls(crawler, reactor)

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        judge = _Judge(resolutionReceiver, self._allow_private, lambda: self.refused.add(hostName))
        return self._original.resolveHostName(judge, hostName, portNumber, addressTypes, transportSemantics)


def is_refused(host: str) -> bool:
    """Tell whether a name was found to lead to a forbidden address in this process."""
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    return isinstance(resolver, GuardedResolver) and host in resolver.refused


class GuardMiddleware:
    """Scrapy downloader middleware: the first to see a request; closed doors stay closed."""

    def __init__(self, crawler: Crawler) -> None:
        self._settings = crawler.settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        fault = find_fault(
            request.url,
            allow_private=self._settings.getbool("EIP_ALLOW_PRIVATE"),
            ports=[int(port) for port in self._settings.getlist("EIP_PORTS")],
        )
        if fault:
            raise ForbiddenAddress(fault)
