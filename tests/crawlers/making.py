"""Make what the tests of the crawl need."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from config.schema import Page
from config.source import Source

Responder = Callable[[BaseHTTPRequestHandler], None]


class Clock:
    """A clock that is set by hand."""

    def __init__(self, seconds: float = 1_700_000_000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def make_page(url: str, body: bytes, *, source: str = "local", content_type: str = "text/html") -> Page:
    return Page(
        source=source,
        url=url,
        final_url=url,
        fetched_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
        status=200,
        content_type=content_type,
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
    )


def write_foreign(path: Path, *records: Mapping[str, str], body: bytes = b"<p>one</p>", gz: bool = True) -> None:
    """Add answers to a WARC file, each with these headers of its record, whatever they say."""
    with path.open("ab") as file:
        writer = WARCWriter(file, gzip=gz, warc_version="1.1")
        for headers in records:
            answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = headers["WARC-Target-URI"]
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=BytesIO(body), length=len(body), http_headers=answer,
                    warc_headers_dict={name: value for name, value in headers.items() if name != "WARC-Target-URI"},
                )
            )  # fmt: skip


def make_source(base: str, **given: Any) -> Source:
    """A loopback source whose articles are /a/... and whose list is /list."""
    values: dict[str, Any] = {
        "id": "test",
        "name": "Test",
        "publisher": "Test",
        "base": base,
        "languages": ["en"],
        "discovery": {"lists": [{"url": "/list"}]},
        "articles": {"allow": ["^/a/"]},
        "politeness": {"delay": 0},
        "revisit": {"least": 0, "most": 24},
        "allow_private": True,
    }
    return Source.model_validate(values | given)


@contextmanager
def serve(respond: Responder) -> Iterator[str]:
    """Serve on loopback what `respond` writes; yields the base address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            respond(self)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(
    handler: BaseHTTPRequestHandler, body: bytes | str = b"", status: int = 200, kind: str = "text/html", **headers: str
) -> None:
    """Write a whole answer; header names are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def site(pages: Mapping[str, bytes | str]) -> Responder:
    """Answer with fixed pages and 404 for the rest."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        if handler.path in pages:
            answer(handler, pages[handler.path])
        else:
            answer(handler, "no such page", 404)

    return respond
