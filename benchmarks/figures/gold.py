"""Annotated texts: which figure was meant by which extracted one."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from benchmarks.facts.own import iter_read
from benchmarks.figures.newsquant import Finder, Quantity, scores
from benchmarks.marked import read_marked
from benchmarks.names.corpus import story_of
from config.schema import Figure
from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.lexicon import fold as fold_marks
from nlp.figures import extract_figures


@dataclass(frozen=True, slots=True)
class Labelled:
    """An extracted figure, the text that holds it, and the status that the annotator saw."""

    document: str
    story: str
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
                yield Labelled(row["doc"], story_of(row), language, text, figure, status)


def iter_own(path: Path) -> Iterator[Labelled]:
    """Iterate over the figures of our own marked texts, which only train."""
    for marked in read_marked(path):
        statuses = {figure: mark.status for mark, figure in iter_read(marked)}  # two marks may be read as one range
        for figure, status in statuses.items():
            if status != "unknown":
                yield Labelled(marked.doc, marked.doc, cast(Language, marked.lang), marked.text, figure, status)


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


def score_documents(folder: Path, finders: Mapping[str, Finder | None]) -> dict[str, Any]:
    """Return precision, recall and F1 of value and of value with unit, for each extractor and language.

    Distinct figures of a document are compared; annotated noise is neither rewarded nor punished. quantulum3 and
    spaCy's entities are given the same texts.
    """
    report: dict[str, Any] = {}
    for name, finder in finders.items():
        if finder is None:
            report[name] = "skipped: not installed"
            continue
        report[name] = {language: _score_language(folder, language, finder, name) for language in LANGUAGES}
    return report


def _score_language(folder: Path, language: Language, finder: Finder, name: str) -> dict[str, Any]:
    hits = {"value": 0, "value_unit": 0}
    n_found = n_wanted = 0
    for row, text in iter_documents(folder):
        if row["lang"] != language:
            continue
        found = {_key(q) for q in (_find_ours(text, language) if name == "eip_figures" else finder(text))}
        wanted = {_wanted_key(f) for f in row["figures"] if not f.get("noise") and f["value"] is not None}
        noise = {_wanted_key(f)[0] for f in row["figures"] if f.get("noise") and f["value"] is not None}
        found = {key for key in found if key[0] not in noise}
        values, meant = {key[0] for key in found}, {key[0] for key in wanted}
        hits["value"] += len(values & meant)
        hits["value_unit"] += len(found & wanted)
        n_found, n_wanted = n_found + len(found), n_wanted + len(wanted)
    return {test: scores(hit, n_found, n_wanted) for test, hit in hits.items()}


def _find_ours(text: str, language: Language) -> Sequence[Quantity]:
    return [Quantity(f.value, f.upper, f.unit, "=") for f in extract_figures(text, language)]


def _key(quantity: Quantity) -> tuple[Decimal, str]:
    return _canonical(quantity.value, quantity.unit)


def _wanted_key(figure: dict[str, Any]) -> tuple[Decimal, str]:
    return _canonical(Decimal(str(figure["value"])), figure["unit"] or "")


def _canonical(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Reduce value and unit for comparison: energy in kWh, power in W, every counted thing alike."""
    head, _, rate = unit.partition("/")
    factor, head = SAME.get(head.lower(), (Decimal(1), head.lower()))
    known = head in COMPARED
    code = (f"{head}/{rate.lower()}" if rate else head) if known else "count"
    return (value * factor).normalize(), code


LANGUAGES: tuple[Language, ...] = ("vi", "en")
SAME = {
    "kwh": (Decimal(1), "kwh"), "mwh": (Decimal(1000), "kwh"), "gwh": (Decimal(10**6), "kwh"), "w": (Decimal(1), "w"),
    "kw": (Decimal(1000), "w"), "mw": (Decimal(10**6), "w"), "gw": (Decimal(10**9), "w"), "t co2e": (Decimal(1), "t"),
    "mwp": (Decimal(10**6), "w"), "times": (Decimal(1), "x"), "kg": (Decimal("0.001"), "t"), "tonne": (Decimal(1), "t"),
    "percentage": (Decimal(1), "%"), "dollar": (Decimal(1), "usd"), "hectare": (Decimal(1), "ha"),
    "square metre": (Decimal(1), "m2"), "cubic metre": (Decimal(1), "m3"), "kilometre": (Decimal(1), "km"),
}  # fmt: skip
COMPARED = frozenset(
    "% ha m2 m3 km2 km t usd vnd eur chf jpy year month day hour °c kv tj gj mj x m dwt l toe kwh w".split()
)
