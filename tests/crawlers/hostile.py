"""A server of our own that answers as badly as it can, the same way for the same seed."""

import gzip
import random
import socketserver
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import brotli

BOMB = gzip.compress(b"\0" * 40_000_000)
BROTLI_BOMB = brotli.compress(b"<p>" * 12_000_000, quality=1)
_ENTITIES = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((98 + n,) + (97 + n,) * 8) for n in range(8)
)


def _head(status: str = "200 OK", kind: str = "text/html", length: int | None = None, extra: str = "") -> bytes:
    size = "" if length is None else f"Content-Length: {length}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{size}{extra}Connection: close\r\n\r\n".encode("latin-1")


def make_reply(number: int, seed: int = 0) -> bytes:
    """Make the answer to request `number`."""
    chance = random.Random(f"{seed} {number}")
    noise = chance.randbytes(chance.randrange(3000))
    deep = b"<div>" * chance.randrange(1, 20_000)
    kinds = [
        _head(length=len(noise)) + noise,
        _head(kind="application/pdf", length=len(noise)) + noise,
        _head(kind="text/html; charset=no-such-thing", length=len(noise)) + noise,
        _head(length=len(deep)) + deep,
        _head(length=10_000) + b"<p>cut</p>",
        _head(length=len(noise), extra="Content-Encoding: gzip\r\n") + noise,
        _head(length=len(BOMB), extra="Content-Encoding: gzip\r\n") + BOMB,
        _head(length=len(BROTLI_BOMB), extra="Content-Encoding: br\r\n") + BROTLI_BOMB,
        _head(length=4, extra="Content-Encoding: zstd, gzip, br, deflate\r\n") + b"\x28\xb5\x2f\xfd",
        _head(length=len(z := zlib.compress(b"<p>x</p>")), extra="Content-Encoding: deflate\r\n") + z,
        _head(extra="Transfer-Encoding: chunked\r\n") + b"5\r\nhello\r\nZZZ\r\n" + noise,
        _head(extra="Transfer-Encoding: chunked\r\n") + b"ffffffffffffffff\r\n" + noise,
        _head(extra="X-Long: " + "a" * 70_000 + "\r\n", length=2) + b"ok",
        _head(extra="".join(f"X-{n}: {n}\r\n" for n in range(3000)), length=2) + b"ok",
        _head(extra="ETag: \xe9\xff\x80\r\nLast-Modified: yesterday\r\nX-\xe9: 1\r\n", length=8) + b"<p>a</p>",
        _head("302 Found", extra="Location: \r\n", length=0),
        _head("302 Found", extra=f"Location: /a/{number}\r\n", length=0),
        _head("301 Moved", extra="Location: http://[::1/\r\n", length=0),
        _head("307 X", extra="Location: javascript:alert(1)\r\n", length=0),
        _head("302 Found", extra=f"Location: /a/{chance.randrange(200)}\r\n", length=0),
        _head("999 Go away", length=0),
        _head("204 No Content"),
        _head("206 Partial", length=3) + b"abc",
        _head("304 Not Modified"),
        _head("401 No", extra="WWW-Authenticate: Basic\r\n", length=0),
        _head("500 \xff\xfe", length=0),
        b"",
        b"\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/0.9 200 OK\r\n\r\n<p>old</p>",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n<p>a</p>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>a</p>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n<p>a</p>",
        noise,
        _head(length=7) + b"\0\0<p>\0\0",
        _head(kind="image/png", length=8) + b"<p>a</p>",
        _head(kind="", length=8) + b"<p>a</p>",
        _head(kind="application/rss+xml", length=len(_ENTITIES)) + _ENTITIES,
        _head(length=60) + b'<link rel=canonical href="http://[bad"><meta name=robots><p>' + b"x" * 0,
        _head(length=58) + b'<base href="http://[::"><link rel="canonical" href="\xff\xfe"><a>',
    ]
    reply: bytes = chance.choice(kinds)
    return reply


@contextmanager
def serve_hostile(count: int, seed: int = 0) -> Iterator[str]:
    """Serve a list of `count` addresses, each answered by `make_reply`."""
    listing = "".join(f'<a href="/a/{number}">{number}</a>' for number in range(count)).encode()

    class Handler(socketserver.StreamRequestHandler):
        timeout = 5

        def handle(self) -> None:
            path = self.rfile.readline().split(b" ")[1:2]
            while self.rfile.readline().strip():
                pass
            name = path[0].decode() if path else ""
            if name == "/list":
                self.wfile.write(_head(length=len(listing)) + listing)
            elif name.startswith("/a/"):
                self.wfile.write(make_reply(int(name[3:]), seed))
            else:
                self.wfile.write(_head("404 Not Found", length=0))

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            """The crawler may hang up at any moment."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
