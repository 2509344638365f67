"""The names that the server may be asked for: any other may be a page's own, led to our address (DNS rebinding)."""

import ipaddress
import re
import socket
from collections.abc import Iterable, Iterator

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from config.settings import Settings
from search_api.problems import MEDIA_TYPE, Problem

_HOST = re.compile(r"(\[[^\]]*\]|[^:]*)(:\d*)?")  # name or address, port


def served_names(settings: Settings) -> Iterator[str]:
    """Iterate over the names that the settings give; beyond loopback and without EIP_HOSTS also the machine's."""
    given = settings.hosts.replace(",", " ").split()
    yield settings.host
    yield from given
    if not given and not _is_loopback(settings.host):
        yield socket.gethostname()


class HostMiddleware:
    """Refuses requests for other hosts than `names`, localhost and addresses in numbers."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self._app = app
        self._names = {_plain(name) for name in names} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = [value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"host"]
        wrong = next((host for host in asked if not self._is_ours(_plain(host))), None)
        if scope["type"] != "http" or wrong is None:
            await self._app(scope, receive, send)
            return
        problem = Problem(
            title="Bad Request",
            status=400,
            detail=f"the atlas is not served under the name {wrong[:200]!a}",
            remedy="ask for localhost or an IP address, or let its operator add the name to EIP_HOSTS",
        )
        answer = JSONResponse(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)
        await answer(scope, receive, send)

    def _is_ours(self, name: str) -> bool:
        return name in self._names or name == "localhost" or name.endswith(".localhost") or _is_address(name)


def _plain(host: str) -> str:
    """Take a Host header's port away; "" for what is no host at all."""
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").rstrip(".").lower() if found else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
