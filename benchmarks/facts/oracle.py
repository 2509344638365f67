"""Turn gold annotation into the mentions and figures a perfect extractor would give: what binding alone can do."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from config.schema import Evidence, Figure, Label, Mention, Passage
from nlp.langid import LanguageIdentifier, assign_languages
from nlp.segment import iter_sentences, iter_text_passages

KINDS: tuple[tuple[str, Label], ...] = (("parks", "PARK"), ("organisations", "ORG"), ("places", "PLACE"))
COUNTRY = re.compile(r"\b(Vietnam|Viet Nam|Việt Nam)\b")
_IDENTIFIER = LanguageIdentifier()


def read_gold(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Read gold documents and put each one's `text` beside its annotation."""
    documents = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            document = json.loads(line)
            document["text"] = (path.parent / "texts" / f"{document['doc']}.txt").read_text("utf-8")
            documents.append(document)
    return documents


def place_passages(document: Mapping[str, Any]) -> tuple[Passage, ...]:
    """Cut a gold text into passages as the program does."""
    passages = tuple(iter_text_passages(document["doc"], document["text"]))
    return assign_languages(passages, _IDENTIFIER, document["text"])[1]


def read_mentions(document: Mapping[str, Any], passages: Sequence[Passage]) -> tuple[Mention, ...]:
    """Find every annotated name wherever its surface stands, the longest first."""
    wanted = [(row["surface"], label, row) for kind, label in KINDS for row in document[kind]]
    wanted += [(surface, "PLACE", {}) for surface in set(COUNTRY.findall(document["text"]))]
    taken = bytearray(len(document["text"]))
    found = []
    for surface, label, row in sorted(wanted, key=lambda item: -len(item[0])):
        ids = row.get("park_ids") or []
        for start in iter_occurrences(document["text"], surface):
            end = start + len(surface)
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(
                    Mention(
                        evidence=locate(document["doc"], passages, start, end, surface),
                        label=label,
                        extractor="gold",
                        score=1.0,
                        entity_id=ids[0] if len(ids) == 1 else None,
                        name=row.get("canonical"),
                    )
                )
    return tuple(sorted(found, key=lambda mention: mention.evidence.start))


def read_figures(document: Mapping[str, Any], passages: Sequence[Passage]) -> list[tuple[Figure, dict[str, Any]]]:
    """Pair each gold figure that is not noise with the record a perfect grammar would give for it."""
    seen: Counter[str] = Counter()
    pairs = []
    for row in document["figures"]:
        spots = list(iter_occurrences(document["text"], row["surface"]))
        if row.get("noise") or row["value"] is None or not spots:
            continue
        start = row.get("start", spots[min(seen[row["surface"]], len(spots) - 1)])
        seen[row["surface"]] += 1
        figure = Figure(
            evidence=locate(document["doc"], passages, start, start + len(row["surface"]), row["surface"]),
            value=Decimal(str(row["value"])),
            upper=Decimal(str(row["value_max"])) if row["value_max"] is not None else None,
            unit=row["unit"] or "",
            dimension=row["quantity_kind"],
            modifier=row["modifier"],
        )
        pairs.append((figure, row))
    return sorted(pairs, key=lambda pair: pair[0].evidence.start)


def published(document: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(document["date"]) if document["date"] and len(document["date"]) == 10 else None


def iter_occurrences(text: str, surface: str) -> Iterator[int]:
    """Iterate over the starts of a surface that neither cut a word nor a number."""
    pattern = re.escape(surface)
    before = r"(?<![\w])" if surface[:1].isalnum() else ""
    after = r"(?![\w])" if surface[-1:].isalnum() else ""
    hits = [m.start() for m in re.finditer(before + pattern + after, text)]
    yield from hits or [m.start() for m in re.finditer(pattern, text)]


def locate(document: str, passages: Sequence[Passage], start: int, end: int, surface: str) -> Evidence:
    passage = next((p for p in passages if p.start <= start < p.end), passages[-1])
    first, last = start, end
    for a, b in iter_sentences(passage.text, passage.language):
        if passage.start + a <= start < passage.start + b:
            first, last = min(start, passage.start + a), max(end, passage.start + b)
    return Evidence(
        article_id=document,
        passage=passage.ordinal,
        start=start,
        end=end,
        surface=surface,
        sentence_start=first,
        sentence_end=last,
    )
