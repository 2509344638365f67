"""The annotated texts that names are learnt from.

`gold.jsonl` holds one JSON object a document: doc, lang, story, text, names as (start, end, kind) in code points, and
links, the ids of the gazetteer that a park's surface may lead to.
The other texts are our own with their marks (see `benchmarks.marked`).

    python -m benchmarks.names.corpus GOLD.jsonl ... > benchmarks/names/gold.jsonl

turns annotation by surface (as in the gold files) into spans: every occurrence of a surface, the longest first; an
acronym in brackets behind a name becomes a name of its own.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.marked import DOCUMENTS, PAGES, PASSAGES, PROGRAMMES, Span, read_marked

FOLDER = Path(__file__).parent
KINDS = {"parks": "PARK", "organisations": "ORG", "persons": "PERSON", "places": "PLACE"}
PORTS = {"port", "airport"}
_BRACKETS = re.compile(r"(.*?\S)\s*\(([^()]*)\)", re.S)
_NO_NAME = re.compile(r"(kcn|ips?|izs?|ez|eza|kkt|giai đoạn.*|phase.*)$", re.I)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its names; tellings of one story share `story`, `weight` is how often it is learnt from a round."""

    doc: str
    lang: str
    story: str
    text: str
    names: tuple[Span, ...]
    links: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    weight: int = 1


def load_gold() -> list[Annotated]:
    """Load the annotated documents; each counts as three of our own texts."""
    rows = (json.loads(line) for line in (FOLDER / "gold.jsonl").read_text("utf-8").splitlines())
    return [Annotated(**{**row, "names": tuple(map(tuple, row["names"])), "weight": 3}) for row in rows]


def load_own() -> list[Annotated]:
    """Load the passages of our own, the retold pages and, each twice, the whole documents, which only train.

    The names of our articles are left out: with them organisations were found no better (F1 .845 for .848 in English).
    """
    weights = {PASSAGES: 1, PAGES: 1, PROGRAMMES: 1, DOCUMENTS: 2}
    return [
        Annotated(text.doc, text.lang, text.doc, text.text, text.names, weight=weight)
        for path, weight in weights.items()
        for text in read_marked(path)
    ]


def convert(gold: Path) -> Iterator[dict[str, Any]]:
    """Turn one gold file into documents of the corpus."""
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (gold.parent / "texts" / f"{row['doc']}.txt").read_text("utf-8")
        wanted: list[tuple[str, str]] = []
        for part, kind in KINDS.items():
            wanted += [(item["surface"], "PLACE" if item.get("kind") in PORTS else kind) for item in row[part]]
        names = sorted(span for found in place(text, wanted) for span in split_brackets(text, found))
        links = {park["surface"]: park["park_ids"] for park in row["parks"] if park.get("park_ids")}
        document = {"doc": row["doc"], "lang": row["lang"], "story": story_of(row), "text": text}
        yield {**document, "names": names, "links": links}


def story_of(row: Mapping[str, Any]) -> str:
    """Return what the tellings of one story share: the first of their ids."""
    others: list[str] = [*([row["pair_of"]] if row.get("pair_of") else []), *(row.get("same_story") or ())]
    return min([str(row["doc"]), *others])


def place(text: str, wanted: Sequence[tuple[str, str]]) -> list[Span]:
    """Find every occurrence of the surfaces, the longest first, none overlapping."""
    taken = bytearray(len(text))
    found = []
    for surface, kind in sorted(wanted, key=lambda item: (-len(item[0]), item)):
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * len(surface)
                found.append((match.start(), match.end(), kind))
    return found


def split_brackets(text: str, span: Span) -> Iterator[Span]:
    """Part a name from the acronym or other name in brackets at its end."""
    start, end, kind = span
    match = _BRACKETS.fullmatch(text[start:end])
    if match is None or kind not in {"ORG", "PARK"} or len(match[1]) < 2:
        yield span
        return
    yield start, start + len(match[1]), kind
    inner = match[2].strip()
    if inner[:1].isupper() and not _NO_NAME.match(inner):
        begin = start + match.start(2) + len(match[2]) - len(match[2].lstrip())
        yield begin, begin + len(inner), kind


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    for path in parser.parse_args().gold:
        for row in convert(path):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
