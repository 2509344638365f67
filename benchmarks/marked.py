"""Texts of our own whose names and figures are marked in the text.

    ### en
    [ORG Everwin] pours {$120 million|planned|Everwin} into [PARK Hoang Mai 1 IP], which covers {265 ha|achieved|Hoang
    Mai 1 IP}; {three firms|achieved|-} wait.

Each text stands behind a line `### vi` or `### en`. A figure is followed by its status and by its subject: a name as
marked, `Vietnam`, or `-` for nothing named. `passages.txt` has names only; `articles.txt` has names and figures, and so
have `pages.txt` and, of projects and programmes, `programmes.txt`, whose texts retell published pages in sentences of
our own: names, figures and the order of facts are as published. So has `unseen.txt`, from which nothing learns.

`documents.jsonl`, and `mended.jsonl` and `held.jsonl`, from which nothing learns either, are whole documents with all
fields of their figures (see `benchmarks.documents`) and mostly their names, as [start, end, kind].
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
PASSAGES, ARTICLES, PAGES = FOLDER / "passages.txt", FOLDER / "articles.txt", FOLDER / "pages.txt"
PROGRAMMES, UNSEEN = FOLDER / "programmes.txt", FOLDER / "unseen.txt"
DOCUMENTS, MENDED, HELD = FOLDER / "documents.jsonl", FOLDER / "mended.jsonl", FOLDER / "held.jsonl"
_MARK = re.compile(r"\[(PARK|ORG|PERSON|PLACE) ([^\[\]]+)\]|\{([^{}|]+)\|(\w+)\|([^{}|]+)\}")
Span = tuple[int, int, str]
STATUSES = frozenset({"achieved", "planned", "target", "potential", "unknown"})


@dataclass(frozen=True, slots=True)
class MarkedFigure:
    """Where a figure stands, in code points, its status, and what it is about as it is named in the text."""

    start: int
    end: int
    status: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks; names are (start, end, kind) in code points."""

    doc: str
    lang: str
    text: str
    names: tuple[Span, ...]
    figures: tuple[MarkedFigure, ...]


def iter_documents(path: Path) -> Iterator[dict[str, Any]]:
    """Iterate over the whole documents of a file with all that is marked in them."""
    return map(json.loads, path.read_text("utf-8").splitlines())


def read_marked(path: Path) -> Iterator[Marked]:
    """Read the texts of a file in order; their ids are its name and their number, but those of documents their own."""
    if path.suffix == ".jsonl":
        yield from map(_read_document, iter_documents(path))
        return
    for number, part in enumerate(re.split(r"^### ?", path.read_text("utf-8"), flags=re.M)[1:]):
        head, _, body = part.partition("\n")
        yield _read(f"{path.stem}-{number}", head.strip()[:2], body.strip("\n"))


def _read(doc: str, lang: str, body: str) -> Marked:
    text, position = "", 0
    names: list[Span] = []
    figures: list[MarkedFigure] = []
    for match in _MARK.finditer(body):
        text += body[position : match.start()]
        surface = match[2] or match[3]
        start, end = len(text), len(text) + len(surface)
        if match[1]:
            names.append((start, end, match[1]))
        else:
            subject = " ".join(match[5].split())
            figures.append(MarkedFigure(start, end, match[4], None if subject == "-" else subject))
        text += surface
        position = match.end()
    return Marked(doc, lang, text + body[position:], tuple(names), tuple(figures))


def _read_document(row: Mapping[str, Any]) -> Marked:
    """Read a whole document; where a mark leaves two choices the first counts, and a figure without any is left out."""
    figures = []
    for figure in row["figures"]:
        status, subject = (str(figure[field] or "-").split("/")[0].strip() for field in ("status", "subject"))
        if status in STATUSES:
            figures.append(MarkedFigure(figure["start"], figure["end"], status, None if subject == "-" else subject))
    names = tuple((start, end, kind) for start, end, kind in row.get("names", ()))
    return Marked(row["doc"], row["lang"], row["text"], names, tuple(figures))
