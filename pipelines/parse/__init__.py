"""Pages as articles: decoding, metadata, dates, bodies, captions, tables, plain text and PDF.

`parse_page` is the whole stage: no I/O, no clock, no exception for any bytes; what cannot be read becomes an Issue.
"""

import hashlib
import mimetypes
from datetime import UTC, datetime
from pathlib import Path

from lxml.etree import LxmlError

from config.errors import InputError
from config.schema import Article, Issue, Page
from config.source import Source
from pipelines.parse.decode import MAX_MARKUP, decode, sniff, unpack
from pipelines.parse.document import parse_pdf, parse_text
from pipelines.parse.page import Parsed, parse_html
from pipelines.parse.unreadable import UnreadableError

__all__ = ["Parsed", "UnreadableError", "page_from_file", "parse_page", "read_text"]

LOCAL = "local"
_CONFUSED = (
    ValueError, TypeError, LookupError, AttributeError, RecursionError, ArithmeticError, AssertionError, OSError,
    LxmlError,
)  # fmt: skip


def parse_page(page: Page, source: Source | None = None) -> Parsed:
    """Read all articles of a page; an unreadable page gives one Issue whose reason can be counted."""
    try:
        return _parse(page, source)
    except UnreadableError as refusal:
        return Parsed((), (refusal.issue(page),))
    except _CONFUSED as error:
        detail = f"The page confuses the reader ({type(error).__name__}: {str(error)[:120]})."
        return Parsed((), (Issue(source=page.source, url=page.url, stage="parse", reason="unreadable", detail=detail),))


def page_from_file(path: Path | bytes, uri: str | None = None, *, fetched_at: datetime | None = None) -> Page:
    """Make a page of a local file, or of bytes under a URI; InputError if the file cannot be opened."""
    if isinstance(path, bytes):
        body, address, name = path, uri or "file:///-", uri or ""
    else:
        try:
            body = path.read_bytes()
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
        address, name = uri or path.resolve().as_uri(), path.name
    return Page(
        source=LOCAL,
        url=address,
        final_url=address,
        fetched_at=fetched_at or datetime.now(UTC),
        status=200,
        content_type=mimetypes.guess_type(name)[0] or "",
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
    )


def read_text(data: bytes, name: str) -> str:
    """Return the text in which offsets count: a plain text exactly as read, of HTML and PDF what is readable.

    Raises InputError for what holds no text; empty input is an empty text.
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return ""
    page = page_from_file(data, name)
    body = unpack(data)
    if sniff(body, page.content_type, name) == "text":
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            return decode(body, page.content_type).text
    parsed = parse_page(page)
    if not parsed.articles:
        raise InputError(parsed.issues[0].detail)
    return "\n\n".join(article.text for article in parsed.articles)


def _parse(page: Page, source: Source | None) -> Parsed:
    body = unpack(page.body)
    kind = sniff(body, page.content_type, page.url)
    if kind == "pdf":
        return _noting_cuts(page, parse_pdf(page, body, source))
    if len(body) > MAX_MARKUP:
        raise UnreadableError(
            "too_large",
            f"The page has {len(body) // 1_000_000} MB of text; more than 6 MB are not read.",
            stage="decode",
        )
    decoded = decode(body, page.content_type)
    if kind == "text":
        return _noting_cuts(page, parse_text(page, decoded.text, source, decoded.flags))
    return parse_html(page, decoded, source)


def _noting_cuts(page: Page, articles: tuple[Article, ...]) -> Parsed:
    if not any("cut" in article.flags for article in articles):
        return Parsed(articles)
    detail = "The file is too long; only its first 20,000 lines or 400 pages were read."
    return Parsed(articles, (Issue(source=page.source, url=page.url, stage="parse", reason="cut", detail=detail),))
