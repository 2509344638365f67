"""Our own marked texts, as annotated documents like those of the gold files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from benchmarks.marked import ARTICLES, DOCUMENTS, HELD, Marked, MarkedFigure, read_marked
from benchmarks.names.corpus import KINDS
from config.schema import Figure
from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures

_TOLD_FIRST = frozenset((ARTICLES, DOCUMENTS, HELD))  # texts that are not told anew
_PARTS = {kind: part for part, kind in KINDS.items()}


def read_own(path: Path) -> list[dict[str, Any]]:
    """Read all texts of a file; each document has its `text` with it.

    Value, unit and dimension are those that the program reads; a marked figure that it does not read is left out.
    """
    return [{**_annotate(marked), "retold": path not in _TOLD_FIRST} for marked in read_marked(path)]


def _annotate(marked: Marked) -> dict[str, Any]:
    names: dict[str, dict[str, Any]] = {part: {} for part in _PARTS.values()}
    for start, end, kind in marked.names:
        surface = marked.text[start:end]
        names[_PARTS[kind]][surface] = {"surface": surface, "canonical": None, "park_ids": []}
    return {
        "doc": marked.doc,
        "lang": marked.lang,
        "date": None,
        "pair_of": None,
        "text": marked.text,
        **{part: list(rows.values()) for part, rows in names.items()},
        "figures": list(_iter_figures(marked)),
    }


def iter_read(marked: Marked) -> Iterator[tuple[MarkedFigure, Figure]]:
    """Iterate over the marks of a text with the one figure each that the program reads there; others are left out."""
    found = extract_figures(marked.text, cast(Language, marked.lang))
    for mark in marked.figures:
        inside = [f for f in found if f.evidence.start < mark.end and mark.start < f.evidence.end]
        if len(inside) == 1:
            yield mark, inside[0]


def _iter_figures(marked: Marked) -> Iterator[dict[str, Any]]:
    for mark, figure in iter_read(marked):
        yield {
            "surface": marked.text[figure.evidence.start : figure.evidence.end],
            "start": figure.evidence.start,
            "value": str(figure.value),
            "value_max": None if figure.upper is None else str(figure.upper),
            "unit": figure.unit,
            "quantity_kind": figure.dimension,
            "item": figure.item,
            "subject": mark.subject,
            "modifier": figure.modifier,
            "period": None,
            "status": mark.status,
        }
