"""From bytes to text: what kind of file it is, whatever was declared, and in which encoding."""

import codecs
import re
import zlib
from dataclasses import dataclass
from typing import Literal

from charset_normalizer import from_bytes

from pipelines.parse.legacy import repair_legacy
from pipelines.parse.unreadable import UnreadableError

Kind = Literal["html", "text", "pdf"]
MAX_BYTES = 20_000_000
MAX_MARKUP = 6_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\x00\x00\x01\x00", b"II*\x00", b"MM\x00*")
_ARCHIVES = {b"PK\x03\x04": "a ZIP or Office file", b"Rar!": "a RAR file", b"\xd0\xcf\x11\xe0": "an old Office file",
             b"7z\xbc\xaf": "a 7z file", b"\x7fELF": "a program", b"MZ\x90": "a program"}  # fmt: skip
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|article|table|meta|h[1-6]|section|title)\b[^<]*>", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta)\b[^<]*>", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as read, with what a reader must know of it."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def unpack(body: bytes) -> bytes:
    """Return the bytes without gzip, at most MAX_BYTES of them; UnreadableError for empty, huge and broken bodies."""
    if len(body) > MAX_BYTES:
        raise UnreadableError(
            "too_large", f"The file has {len(body) // 1_000_000} MB; more than 20 MB are not read.", stage="decode"
        )
    if body[:2] == b"\x1f\x8b":
        body = _gunzip(body)
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableError("empty", "The page or file is empty.", stage="decode")
    return body


def sniff(body: bytes, content_type: str = "", name: str = "") -> Kind:
    """Tell by the bytes themselves what a body is; the declared type only decides between HTML and text.

    Raises UnreadableError (binary, image, json) for what is none of them.
    """
    start = body[:1024].lstrip(b" \t\r\n\x00")
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(_IMAGES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        raise UnreadableError("image", "The file is a picture, not a text.", stage="decode")
    for magic, what in _ARCHIVES.items():
        if start.startswith(magic):
            raise UnreadableError("binary", f"The file is {what}, not a text.", stage="decode")
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _check_letters(body)
    plain = name.lower().endswith((".txt", ".md")) or "text/plain" in content_type
    tags = len(_TAG.findall(body[:200_000]))
    if tags and not (plain and tags < 3):
        return "html"
    if start[:1] in b"{[" and _is_json(body):
        raise UnreadableError("json", "The file is JSON data, not an article.", stage="decode")
    if start.startswith(b"<?xml"):
        raise UnreadableError(
            "xml", "The file is XML data such as a feed or a picture, not an article.", stage="decode"
        )
    declared = "html" in content_type or name.lower().endswith((".html", ".htm"))
    return "html" if declared and b"<" in body else "text"


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode by BOM, strict UTF-8, header, meta, detector; a declared ISO-8859-1 means windows-1252.

    Strict UTF-8 wins over a declaration: text that is valid UTF-8 beyond ASCII is nothing else. Legacy and doubly
    encoded Vietnamese is repaired and flagged.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(encoding, "replace").removeprefix("\ufeff"), encoding)
    text, encoding = _by_evidence(body, content_type)
    text, flags = repair_legacy(text)
    if text.count("\ufffd") > max(2, len(text) // 50):
        flags = (*flags, "broken_encoding")
    return Decoded(text, encoding, flags)


def _by_evidence(body: bytes, content_type: str) -> tuple[str, str]:
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        stray = len(body.decode("utf-8", "ignore").encode()) / len(body)
        if error.start > len(body) - 4 or (stray > 0.98 and _multibyte(body)):
            return body.decode("utf-8", "replace"), "utf-8"
    for declared in (_HEADER.search(content_type), _META.search(body[:4096])):
        if declared is None:
            continue
        name = declared.group(1)
        encoding = _known(name if isinstance(name, str) else name.decode("ascii", "ignore"))
        if encoding and encoding not in {"utf-8", "utf-16"}:
            return body.decode(encoding, "replace"), encoding
    best = from_bytes(body[:100_000]).best()
    encoding = best.encoding if best else "cp1252"
    return body.decode(encoding, "replace"), encoding


def _multibyte(body: bytes) -> bool:
    """Tell whether UTF-8 sequences outnumber stray bytes by far."""
    text = body.decode("utf-8", "replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in text) > 3 * text.count("\ufffd")


def _known(name: str) -> str | None:
    if name.lower() in _LATIN:
        return "cp1252"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if info._is_text_encoding else None


def _gunzip(body: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        data = reader.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableError("broken_gzip", "The compressed file is damaged.", stage="decode") from error
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large", "The file unpacks to more than 20 MB, which are not read.", stage="decode")
    if not reader.eof:
        raise UnreadableError("truncated", "The compressed file breaks off before its end.", stage="decode")
    return data


def _check_letters(body: bytes) -> None:
    sample = body[:65536]
    odd = sum(sample.count(bytes([b])) for b in (*range(9), *range(14, 27), *range(28, 32)))
    if odd > max(8, len(sample) // 50) and not (len(sample) > 200 and odd < len(sample) // 10 and _PAGE.search(sample)):
        raise UnreadableError("binary", "The file holds binary data, not a text.", stage="decode")


def _is_json(body: bytes) -> bool:
    return re.match(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[{"\d\]]|true|false|null))', body[:200]) is not None and bool(
        re.search(rb"[}\]]\s*$", body[-200:])
    )
