"""Serve the newsroom on loopback: a real HTTP server with validators, a redirect, a broken page and a closed folder."""

import gzip
import hashlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.newsroom.render import HERE, load_stories, render_feed, render_list, render_sitemap, render_story

PORT = 8089
ROBOTS = """User-agent: *
Disallow: /vi/private/
Disallow: /en/private/
Disallow: /internal/

Sitemap: {base}sitemap.xml
"""
STYLE = "body{font-family:sans-serif;max-width:46em;margin:auto;padding:1em}.related{float:right;width:14em}"
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="#9bc4a4"/></svg>'
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Reply:
    body: bytes
    content_type: str = _HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Newsroom:
    """A running newsroom: set `edition` to 2 and it serves its corrections; `requests` tells who asked for what."""

    base: str
    edition: int = 1
    requests: list[tuple[str, str]] = field(default_factory=list)

    def reply(self, path: str) -> _Reply:
        """Answer a path."""
        parts = urlsplit(path)
        page = self._story(parts.path) or self._index(parts.path, parse_qs(parts.query)) or self._file(parts.path)
        return page or _Reply(b"<h1>404</h1>", status=404)

    def _story(self, path: str) -> _Reply | None:
        if path.endswith("/broken-902.html"):
            return _Reply("<h1>Lỗi máy chủ".encode(), status=500)
        if path.endswith("/old-address-901.html"):
            language = path.split("/")[1]
            target = next(s.path for s in load_stories() if s.language == language and s.number == 101)
            return _Reply(b"", status=301, headers=(("Location", target),))
        for story in load_stories(self.edition):
            if story.path == path:
                modified = format_datetime(story.modified.astimezone(UTC), usegmt=True)
                body = render_story(story, self.base, self.edition).encode()
                return _Reply(body, headers=(("Last-Modified", modified),))
        return None

    def _index(self, path: str, query: dict[str, list[str]]) -> _Reply | None:
        language = path.strip("/")
        if language in {"vi", "en"}:
            number = query.get("page", ["1"])[0]
            return _Reply(render_list(language, int(number) if number.isdigit() else 1, self.edition).encode())
        if path == "/":
            return _Reply(b"", status=302, headers=(("Location", "/vi/"),))
        return None

    def _file(self, path: str) -> _Reply | None:
        if path in {"/rss/vi.xml", "/rss/en.xml"}:
            feed = render_feed(self.base, path[5:7], self.edition)
            return _Reply(feed.encode(), "application/rss+xml; charset=utf-8")
        if path == "/sitemap.xml":
            return _Reply(render_sitemap(self.base, self.edition).encode(), "application/xml")
        if path == "/files/bao-cao-2023.pdf":
            return _Reply((HERE / "bao-cao-2023.pdf").read_bytes(), "application/pdf")
        texts = {"/robots.txt": (ROBOTS.format(base=self.base), "text/plain; charset=utf-8"),
                 "/style.css": (STYLE, "text/css"), "/images/photo.svg": (IMAGE, "image/svg+xml")}  # fmt: skip
        return _Reply(texts[path][0].encode(), texts[path][1]) if path in texts else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    newsroom: Newsroom

    def do_GET(self) -> None:
        self.newsroom.requests.append((self.path, self.headers.get("User-Agent", "")))
        reply = self.newsroom.reply(self.path)
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        headers = dict(reply.headers)
        status, body = reply.status, reply.body
        if status == 200:
            headers["ETag"] = etag
            if self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
        if body and reply.content_type == _HTML and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler may die at any moment."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def open_newsroom(port: int = 0, edition: int = 1) -> Iterator[Newsroom]:
    """Serve the newsroom on 127.0.0.1 until the block ends; port 0 takes a free one, named in `base`."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", port), handler)
    newsroom = Newsroom(f"http://127.0.0.1:{server.server_address[1]}/", edition)
    handler.newsroom = newsroom  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield newsroom
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
