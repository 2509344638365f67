"""The site of the speed test, in a process of its own: lists of articles, and the articles. Prints its address."""

import sys
from typing import Any

from twisted.internet import reactor as the_reactor
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

LINKS = 500
BODY = "<p>" + "Khu công nghiệp tiết kiệm 1,8 triệu kWh điện mỗi năm. " * 40 + "</p>"


class Pages(Resource):
    """Answers every path."""

    isLeaf = True  # noqa: N815

    def __init__(self, count: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.links = [f'<a href="/a/{number}">Article {number}</a>\n' for number in range(count)]

    def render_GET(self, request: Request) -> bytes:  # noqa: N802
        path = request.path.decode()
        if path == "/robots.txt":
            request.setResponseCode(404)
            return b""
        request.setHeader("Content-Type", "text/html; charset=utf-8")  # type: ignore[no-untyped-call]
        text = "".join(self._links(path)) if path.startswith("/list") else f"<h1>Article {path}</h1>{BODY}"
        return f"<html><head><title>{path}</title></head><body>{text}</body></html>".encode()

    def _links(self, path: str) -> list[str]:
        """All of them under /list, 500 under /list/N."""
        if path == "/list":
            return self.links
        number = int(path.rsplit("/", 1)[1])
        return self.links[number * LINKS : (number + 1) * LINKS]


if __name__ == "__main__":
    reactor: Any = the_reactor  # a module to mypy, an object in truth
    site = Site(Pages(int(sys.argv[1])))  # type: ignore[no-untyped-call]
    port = reactor.listenTCP(0, site, interface="127.0.0.1")
    print(f"http://127.0.0.1:{port.getHost().port}/", flush=True)
    reactor.run()
