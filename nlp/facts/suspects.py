"""Say why a fact of a figure cannot be right, in words that a person understands; nothing is corrected."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from config.facts import any_of, load_fact_words
from config.predicates import OTHER, Predicate, Vocabulary
from config.schema import Fact, Figure
from nlp.facts.conversion import convert_to_base, convert_to_usd
from nlp.facts.parts import tells_part

_SAME = Decimal("0.02")  # share of the greater value that rounding may take away
_NEAR = Decimal(2)
_ONES = frozenset({"PARK", "ORG"})
_LOOSE = Decimal("0.15")  # the same where one of both is "about" or "more than"
CORRECTED = "corrected in the text"
_REACH = 120  # letters from the words that take a number back to it, and from it to the right one
_WORDS = load_fact_words()
_RETRACTED = re.compile(any_of(_WORDS.retracted), re.I)
_CORRECTED = re.compile(any_of(_WORDS.corrected), re.I)
_DENIED = re.compile(any_of(_WORDS.denied) + r"\s$", re.I)
_DENIED_BEHIND = re.compile(rf",\s(?:and\s|và\s)?{any_of(_WORDS.denied)}\s", re.I)
_BUT = re.compile(rf"\W*{any_of(_WORDS.but)}", re.I)


def list_corrected(text: str, figures: Sequence[Figure]) -> set[int]:
    """Return the `id()` of each figure that the text itself takes back; figures come in the order of the text."""
    corrected: set[int] = set()
    for one, other in pairwise(figures):
        between = text[one.evidence.end : other.evidence.start]
        if one.dimension != other.dimension or one.unit != other.unit or len(between) > _REACH or "\n" in between:
            continue
        before = text[
            max(text.rfind("\n", 0, one.evidence.start) + 1, one.evidence.start - _REACH) : one.evidence.start
        ]
        said = text[one.evidence.end : other.evidence.end]  # "đúng là 8,9 tỷ đồng" is all figure
        taken_back = _RETRACTED.search(before) and not _CORRECTED.search(before) and _CORRECTED.search(said)
        if taken_back or (_DENIED.search(before) and _BUT.match(between)):
            corrected.add(id(one))
        elif _DENIED_BEHIND.fullmatch(between):
            corrected.add(id(other))
    return corrected


def find_suspect(fact: Fact, vocabulary: Vocabulary) -> str | None:
    """Return why the value or the unit does not fit the predicate, or None."""
    predicate = vocabulary.by_id.get(fact.predicate)
    if predicate is None or fact.predicate == OTHER or fact.value is None:
        return None
    unit, dimension = fact.unit or "", fact.dimension or ""
    if not predicate.allows(dimension, unit):
        return f"{predicate.names.en} is not told in {unit or 'plain numbers'}"
    return _find_outside(predicate, fact.value, fact.upper, unit)


def _find_outside(predicate: Predicate, value: Decimal, upper: Decimal | None, unit: str) -> str | None:
    if predicate.band is None:
        return None
    low = _in_unit(value, unit, predicate.band.unit)
    high = low if upper is None else _in_unit(upper, unit, predicate.band.unit)
    if low is None or high is None:
        return None
    named = f" {predicate.band.unit}" if predicate.band.unit else ""
    stated = f"{predicate.names.en} of {_write(low if low < predicate.band.low else high)}{named}"
    if low < predicate.band.low:
        return f"{stated} is less than the {_write(predicate.band.low)}{named} that is plausible"
    if high > predicate.band.high:
        return f"{stated} is more than the {_write(predicate.band.high)}{named} that is plausible"
    return None


def _write(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return the value in the unit of a band, money and prices in dollars by a rough rate; None if that cannot be."""
    if wanted == "":
        return value
    if wanted == "USD" or wanted.startswith("USD/"):
        dollars = convert_to_usd(value, unit)
        return dollars[0] if dollars is not None and dollars[1] == wanted else None
    converted, base = convert_to_base(value, unit)
    one, base_wanted = convert_to_base(Decimal(1), wanted)
    return (converted / one).quantize(Decimal("0.001")).normalize() if base == base_wanted and one else None


def mark_contradictions(facts: Sequence[Fact], vocabulary: Vocabulary) -> list[Fact]:
    """Mark facts of one article that say different things of the same subject, predicate, period and status.

    What a park or an organisation has one of at a time (`single`) must not have two values that are near each other, in
    two sentences; three are parts or years, and words of a part ("phase 1", "of which") near a figure tell no whole. Of
    anything else, only values that differ by nothing but zeros contradict each other: one is a slip.
    """
    marked = list(facts)
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, fact in enumerate(facts):
        predicate = vocabulary.by_id.get(fact.predicate)
        if (
            predicate is not None
            and fact.suspect != CORRECTED
            and not (predicate.single and (fact.subject_label not in _ONES or tells_part(fact)))
        ):
            key = (fact.subject, fact.predicate, fact.period, fact.status, fact.per, fact.dimension)
            groups.setdefault(key, []).append(index)
    for indexes in groups.values():
        values = _part_values([facts[index] for index in indexes])
        single = vocabulary.by_id[facts[indexes[0]].predicate].single
        if len(values) == 2 and _clash(values[0][0], values[1][0], _NEAR if single else None):
            for index in indexes:
                other = values[1][0] if facts[index] in values[0] else values[0][0]
                said = f"the article also says {other.evidence.surface} of the same"
                marked[index] = replace(marked[index], suspect=marked[index].suspect or said)
    return marked


def _part_values(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Part facts by the values they tell, rounding apart; currencies told side by side do not differ."""
    values: list[list[Fact]] = []
    for fact in facts:
        known = next((group for group in values if not contradict(group[0], fact)), None)
        if known is None:
            values.append([fact])
        else:
            known.append(fact)
    return values


def _clash(a: Fact, b: Fact, near: Decimal | None) -> bool:
    """Tell whether two values of different sentences exclude each other; `near` bounds how far apart wholes are."""
    if a.evidence.sentence_start == b.evidence.sentence_start or not (a.value and b.value) or a.unit != b.unit:
        return False
    ratio = max(a.value / b.value, b.value / a.value)
    slip = any(abs(ratio / zeros - 1) <= _SAME for zeros in (10, 100, 1000, 1_000_000))
    return slip or (near is not None and ratio <= near)


def contradict(a: Fact, b: Fact) -> bool:
    """Tell whether two values of one unit differ by more than rounding; ranges contradict nothing."""
    if a.value is None or b.value is None or a.upper is not None or b.upper is not None:
        return False
    (x, unit), (y, other) = convert_to_base(a.value, a.unit), convert_to_base(b.value, b.unit)
    if unit != other or a.dimension != b.dimension:
        return False
    slack = _SAME if {a.modifier, b.modifier} <= {"exact"} else _LOOSE
    return abs(x - y) > slack * max(abs(x), abs(y))
