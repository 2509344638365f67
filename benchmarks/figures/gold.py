"""Annotated texts: which figure was meant by which extracted one."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from config.schema import Figure
from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.lexicon import fold as fold_marks
from nlp.figures import extract_figures


@dataclass(frozen=True, slots=True)
class Labelled:
    """An extracted figure, the text that holds it, and the status that the annotator saw."""

    document: str
    language: Language
    text: str
    figure: Figure
    status: str


def iter_documents(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Iterate over the annotated documents of `part_*.jsonl` with their texts."""
    for path in sorted(folder.glob("part_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row, (folder / "texts" / f"{row['doc']}.txt").read_text("utf-8")


def iter_labelled(folder: Path) -> Iterator[Labelled]:
    """Iterate over extracted figures that an annotated one with a status matches by value and surface."""
    for row, text in iter_documents(folder):
        if row["lang"] not in {"vi", "en"}:
            continue
        language = cast(Language, row["lang"])
        for figure in extract_figures(text, language):
            status = _status_of(figure, row["figures"])
            if status is not None:
                yield Labelled(row["doc"], language, text, figure, status)


def _status_of(figure: Figure, rows: Sequence[dict[str, Any]]) -> str | None:
    found = [row for row in rows if _same_value(figure, row) and not row.get("noise")]
    surface = _fold(figure.evidence.surface)
    best = next((row for row in found if _fold(row["surface"]) in surface or surface in _fold(row["surface"])), None)
    status = best["status"] if best else None
    return status if status != "unknown" else None


def _same_value(figure: Figure, row: dict[str, Any]) -> bool:
    value = row["value"]
    return value is not None and figure.value == Decimal(str(value))


def _fold(surface: str) -> str:
    return " ".join(fold_marks(unicodedata.normalize("NFC", surface)).lower().split())
