"""NewsQuant sentences: our quantities beside the annotated ones, in the units of that set.

Matching: a sentence's quantities are compared as multisets, one annotated quantity to one found at most. `value`
agrees when the numbers do to one part in a hundred thousand; for a range both ends must, in either order. `unit`
agrees when the annotated normalised unit, reduced to lower case and singular words, is ours reduced in the same way:
for a counted thing the head noun decides, and "-" is a bare number. `change` agrees when the sign does (=, ~, <, >, up,
down). Value and unit, value and change, are matched each by themselves, as tuples.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from config.declared import iter_rows
from nlp.components.quantity.lexicon import load_lexicon
from nlp.components.quantity.nouns import singular

TOLERANCE = Decimal("0.00001")
Finder = Callable[[str], "Sequence[Quantity]"]


SCALES = {
    "megawatt hour": ("kilowatt hour", 10**3),
    "gigawatt hour": ("kilowatt hour", 10**6),
    "terawatt hour": ("kilowatt hour", 10**9),
    "decade": ("year", 10),
    "century": ("year", 100),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value (with its upper end), a normalised unit and a change, in the words of the set."""

    value: Decimal
    upper: Decimal | None
    unit: str
    change: str
    surface: str = ""


def load_sentences(path: Path) -> list[tuple[str, list[Quantity]]]:
    """Load the sentences with their annotated quantities; a value that is no number is left out."""
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return [(row["text"], list(_iter_annotated(row["quantities"]))) for row in rows]


def _iter_annotated(rows: Sequence[dict[str, str]]) -> Iterator[Quantity]:
    for row in rows:
        match = re.fullmatch(r"(-?[\d.]+(?:E[+-]?\d+)?)(?:-([\d.]+(?:E[+-]?\d+)?))?", row["value"], re.IGNORECASE)
        try:
            if match:
                unit, factor = SCALES.get(row["normalized_unit"], (row["normalized_unit"], 1))
                upper = Decimal(match[2]) * factor if match[2] else None
                yield Quantity(Decimal(match[1]) * factor, upper, reduce_unit(unit), row["change"], row["unit"])
        except InvalidOperation:
            continue


@cache
def load_names() -> dict[str, str]:
    """Load what the set calls our units."""
    path = Path(__file__).with_name("newsquant_units.csv")
    return {row["code"]: row["name"] for row in iter_rows(path, ("code", "name"))}


@cache
def reduce_unit(unit: str) -> str:
    """Reduce a unit to lower case and singular words; `%` of something is a percentage."""
    unit = "newton metre" if unit == "Nm" else unit.strip().lower()
    if unit in {"-", ""}:
        return "-"
    if unit.startswith("%"):
        return "percentage"
    unit = load_names().get(unit, unit)
    lexicon = load_lexicon("en")
    return " ".join(singular(word, lexicon) for word in unit.replace("/", " per ").split())


def same_value(one: Quantity, two: Quantity) -> bool:
    """Tell whether two quantities have the same value or the same ends."""
    ends = sorted(x for x in (one.value, one.upper) if x is not None)
    others = sorted(x for x in (two.value, two.upper) if x is not None)
    return len(ends) == len(others) and all(map(_close, ends, others))


def _close(one: Decimal, two: Decimal) -> bool:
    return abs(one - two) <= TOLERANCE * max(abs(one), abs(two))


def same_unit(found: Quantity, wanted: Quantity) -> bool:
    """Tell whether units agree; of a counted thing the head noun decides."""
    one, two = found.unit, wanted.unit
    if one == two:
        return True
    if " per " in one or " per " in two:
        left, right = one.split(" per ", 1), two.split(" per ", 1)
        return len(left) == len(right) and all(
            load_names().get(a, a) == load_names().get(b, b) for a, b in zip(left, right, strict=True)
        )
    return one != "-" and two != "-" and (one.split()[-1] == two.split()[-1] or one in two.split())


def evaluate(sentences: Sequence[tuple[str, list[Quantity]]], find: Finder) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of value, value and unit, value and change, in percent."""
    tests: dict[str, Callable[[Quantity, Quantity], bool]] = {
        "value": same_value,
        "value_unit": lambda found, wanted: same_value(found, wanted) and same_unit(found, wanted),
        "value_change": lambda found, wanted: same_value(found, wanted) and found.change == wanted.change,
    }
    hits, n_found, n_wanted = dict.fromkeys(tests, 0), 0, 0
    for text, wanted in sentences:
        found = find(text)
        n_found, n_wanted = n_found + len(found), n_wanted + len(wanted)
        for name, test in tests.items():
            hits[name] += count_pairs(found, wanted, test)
    return {name: scores(hit, n_found, n_wanted) for name, hit in hits.items()}


def count_pairs(
    found: Sequence[Quantity], wanted: Sequence[Quantity], test: Callable[[Quantity, Quantity], bool]
) -> int:
    """Count annotated quantities that pair with one found each."""
    free, hits = list(found), 0
    for quantity in wanted:
        partner = next((other for other in free if test(other, quantity)), None)
        if partner is not None:
            free.remove(partner)
            hits += 1
    return hits


def scores(hits: int, found: int, wanted: int) -> dict[str, float]:
    """Return precision, recall and F1 in percent."""
    return {
        "precision": round(100 * hits / found, 1) if found else 0.0,
        "recall": round(100 * hits / wanted, 1) if wanted else 0.0,
        "f1": round(200 * hits / (found + wanted), 1) if found + wanted else 0.0,
    }
