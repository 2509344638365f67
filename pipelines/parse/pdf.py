"""Text of PDF files, page by page, without repeated heads and feet."""

import io
import re
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pipelines.parse.letters import normalize_letters
from pipelines.parse.unreadable import UnreadableError

MAX_PAGES = 400
_LEAST_LETTERS = 20
_BROKEN = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, OSError, RecursionError, ArithmeticError,
    NotImplementedError, ImportError, AssertionError,
)  # fmt: skip


def read_pdf(body: bytes) -> tuple[str, dict[str, str]]:
    """Return the text layer as paragraphs parted by blank lines, and the file's information ("cut" if it is too long).

    Raises UnreadableError: encrypted, no_text (a scan), broken_pdf.
    """
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted", "The PDF is protected by a password.")
        pages = [_page_lines(page) for page in reader.pages[:MAX_PAGES]]
        cut = len(reader.pages) > MAX_PAGES
        info = {str(k).lstrip("/").lower(): str(v) for k, v in (reader.metadata or {}).items()}
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise UnreadableError("broken_pdf", "The PDF is damaged and cannot be read.") from error
    if sum(sum(c.isalpha() for c in line) for lines in pages for line in lines) < _LEAST_LETTERS:
        raise UnreadableError("no_text", "The PDF holds pictures of pages, but no text.")
    return join_lines(drop_repeated(pages)), info | ({"cut": "yes"} if cut else {})


def drop_repeated(pages: list[list[str]]) -> list[list[str]]:
    """Drop page numbers, and first and last lines that stand (but for digits) on at least half of the pages."""
    if len(pages) < 2:
        return [[line for line in lines if not _is_number(line)] for lines in pages]
    edges = Counter(mark for lines in pages for mark in {_mark(line) for line in lines[:2] + lines[-2:]})
    often = {
        mark
        for mark, count in edges.items()
        if count >= max(2, len(pages) / 2) and (len(pages) > 2 or not mark.isalpha() or len(mark) < 60)
    }
    kept = []
    for lines in pages:
        last = len(lines) - 2
        kept.append(
            [
                line
                for i, line in enumerate(lines)
                if not ((i < 2 or i >= last) and (_mark(line) in often or _is_number(line)))
            ]
        )
    return kept


def join_lines(pages: list[list[str]]) -> str:
    """Join lines to paragraphs: a line that fills its width runs on, a hyphen at its end closes up."""
    lines = [line for page in pages for line in page]
    lengths = sorted(len(line.strip()) for line in lines if len(line.strip()) > 20)
    width = lengths[int(len(lengths) * 0.8)] if lengths else 80
    paragraphs: list[str] = []
    running = False
    for raw in lines:
        line = " ".join(raw.split())
        if not line:
            running = False
            continue
        starts_item = re.match(r"^(?:[•●▪◦–-]\s|\(?\d{1,2}[.)]\s)", line) is not None
        if running and not starts_item:
            paragraphs[-1] = _append(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        ends = re.search(r"[.!?:…][\"”)]?$", line) is not None
        running = len(line) > (0.92 if ends else 0.66) * width
    return "\n\n".join(paragraphs)


def _append(before: str, line: str) -> str:
    if re.search(r"[^\W\d_]-$", before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _page_lines(page: Any) -> list[str]:
    text = normalize_letters(page.extract_text() or "")
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _is_number(line: str) -> bool:
    return (
        re.fullmatch(
            r"\s*(?:(?:page|trang)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?\s*", line, re.IGNORECASE
        )
        is not None
    )
