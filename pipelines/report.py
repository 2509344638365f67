"""The contradiction report: figures of one subject and predicate that cannot all be true.

Pure functions over facts with their articles' data. An article speaks with all its figures of a subject and predicate
together: if none of them agrees with the other article's, the nearest two are a contradiction. If some agree, the rest
may be of other things, and only what a slip explains is told of it: a power of ten, or another currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any, Literal

from config.predicates import load_predicates
from config.schema import Fact, stable_id
from pipelines.comparing import Amount, compare, slip
from pipelines.contract import decimal_string
from pipelines.stories import Story, fold

Across = Literal["languages", "outlets", "years"]
Pair = tuple["Statement", "Statement"]

GROWTH_DAYS = 200  # figures told further apart may have grown
SCOPE = Decimal(3)  # beyond this ratio two figures are likely to mean different things
SURE = 0.5  # of a slip beside values that agree, both figures have at least this confidence
_AHEAD = frozenset({"planned", "target", "potential"})
_CURRENCIES = frozenset({"USD", "VND", "EUR", "CHF", "JPY"})
_KINDRED = {"flow": "capacity", "rate": "share"}  # the same, in words of two languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure fact and the article that states it."""

    fact: Fact
    source: str
    url: str
    title: str
    published: date | None

    @property
    def amount(self) -> Amount:
        """Return what is stated."""
        fact = self.fact
        assert fact.value is not None
        return Amount(value=fact.value, unit=fact.unit or "", upper=fact.upper, modifier=fact.modifier or "exact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements of which one is wrong, old or about something else; the clearest first in a report."""

    id: str
    subject: str
    subject_label: str | None
    predicate: str
    one: Statement
    other: Statement
    across: tuple[Across, ...]
    reason: str  # "a thousand times", "currency", "differs", "shrinks", "scope"
    clear: bool  # False where the two may well be about different things
    story: str | None = None


def find_contradictions(statements: Iterable[Statement], stories: Iterable[Story] = ()) -> tuple[Contradiction, ...]:
    """Find what contradicts between articles; clear ones and those inside one story come first.

    What a subject has one of at a time (an area) is told of a year or of today: both are held against each
    other where that year runs or ended up to GROWTH_DAYS away. Figures that only grew over more than GROWTH_DAYS are a
    development, not a contradiction; plans are not held against results.
    """
    told = {article: story.id for story in stories for article in story.articles}
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        if _is_comparable(statement.fact):
            groups[_topic(statement.fact)].append(statement)
    found = [item for _, group in sorted(groups.items()) for item in _in_group(group, told)]
    return tuple(sorted(found, key=lambda c: (not c.clear, c.story is None, c.subject, c.predicate, c.id)))


def contradiction_object(contradiction: Contradiction) -> dict[str, Any]:
    """Build the JSON object of a contradiction: both sentences with source, day and value."""
    return {
        "id": contradiction.id,
        "subject": contradiction.subject,
        "subject_label": contradiction.subject_label,
        "predicate": contradiction.predicate,
        "across": list(contradiction.across),
        "reason": contradiction.reason,
        "clear": contradiction.clear,
        "story": contradiction.story,
        "statements": [_statement_object(statement) for statement in (contradiction.one, contradiction.other)],
    }


def _statement_object(statement: Statement) -> dict[str, Any]:
    fact = statement.fact
    return {
        "fact": fact.id,
        "article": fact.evidence.article_id,
        "source": statement.source,
        "url": statement.url,
        "title": statement.title,
        "published": statement.published.isoformat() if statement.published else None,
        "language": fact.language,
        "value": decimal_string(fact.value),
        "upper": decimal_string(fact.upper),
        "unit": fact.unit,
        "modifier": fact.modifier,
        "status": fact.status,
        "sentence": fact.sentence,
    }


def _is_comparable(fact: Fact) -> bool:
    known = fact.kind == "figure" and fact.value is not None and fact.subject is not None
    return known and fact.suspect is None and not _is_vague(fact)


def _is_vague(fact: Fact) -> bool:
    """Tell whether a figure names a magnitude only: "millions of kWh" agrees with too much to settle anything."""
    wide = fact.value is not None and fact.upper is not None and fact.upper >= 10 * fact.value
    return wide and fact.confidence < SURE


def _topic(fact: Fact) -> tuple[str, ...]:
    """Return what two figures must share to be held against each other."""
    dimension = fact.dimension or ""
    item = fold(fact.item or "") if fact.predicate == "other" else ""
    counted = fact.unit or "" if dimension == "count" else ""  # an English noun in both languages
    timed = fact.period is not None and fact.predicate not in _singles()
    period = f"{fact.period.start}..{fact.period.end}" if fact.period and timed else ""
    kind = _KINDRED.get(dimension, dimension)
    return (fact.subject or "", fact.predicate, kind, counted, item, fact.per or "", period)


def _in_group(group: Sequence[Statement], told: Mapping[str, str]) -> Iterator[Contradiction]:
    """Hold the articles of a group against each other; a value that several articles repeat is shown once."""
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in group:
        articles[statement.fact.evidence.article_id].append(statement)
    seen: set[frozenset[str]] = set()
    for one, other in combinations(sorted(articles), 2):
        for pair in _conflicts(articles[one], articles[other]):
            values = frozenset(f"{s.amount.base()}" for s in pair)
            if values not in seen:
                seen.add(values)
                contradiction = _judge(*_by_day(*pair), told)
                if contradiction is not None:
                    yield contradiction


def _conflicts(one: Sequence[Statement], other: Sequence[Statement]) -> list[Pair]:
    """Return the two statements nearest to each other if none agree, else the slips among those that do not."""
    pairs = [(a, b) for a in one for b in other if _may_be_held_together(a.fact, b.fact)]
    verdicts = [compare(a.amount, b.amount) for a, b in pairs]
    agreeing = [pair for pair, verdict in zip(pairs, verdicts, strict=True) if verdict in {"agree", "rounding"}]
    aside = {statement.fact.id for pair in agreeing for statement in pair}
    clashing = [
        (a, b)
        for (a, b), verdict in zip(pairs, verdicts, strict=True)
        if (verdict == "conflict" or _currency_slip(a, b)) and aside.isdisjoint({a.fact.id, b.fact.id})
    ]
    nearest = sorted(clashing, key=lambda p: (_distance(*p), p[0].fact.id, p[1].fact.id))
    if not agreeing:
        return nearest[:1]
    alone = all(len({s.fact.id for s in side} - aside) == 1 for side in (one, other))
    return _apart(pair for pair in nearest if _is_slip(*pair) and _are_sure(*pair) and (alone or _is_precise(*pair)))


def _apart(pairs: Iterable[Pair]) -> list[Pair]:
    """Take each statement once, the first pairs first."""
    taken: set[str] = set()
    found: list[Pair] = []
    for pair in pairs:
        ids = {statement.fact.id for statement in pair}
        if taken.isdisjoint(ids):
            taken |= ids
            found.append(pair)
    return found


def _by_day(one: Statement, other: Statement) -> Pair:
    days = [(statement.published or date.min, statement.fact.id) for statement in (one, other)]
    return (one, other) if days[0] <= days[1] else (other, one)


def _judge(one: Statement, other: Statement, told: Mapping[str, str]) -> Contradiction | None:
    apart = (
        one.published is not None
        and other.published is not None
        and (other.published - one.published).days > GROWTH_DAYS
    )
    slipped = slip(one.amount, other.amount) or ("currency" if _currency_slip(one, other) else None)
    timeless = one.fact.period is None or other.fact.period is None
    if apart and timeless and slipped is None and other.amount.base()[0] > one.amount.base()[0]:
        return None
    reason = slipped or ("shrinks" if apart and timeless else "differs")
    scope = reason == "differs" and _ratio(one, other) > SCOPE
    stories = {told.get(s.fact.evidence.article_id) for s in (one, other)}
    story = next(iter(stories)) if len(stories) == 1 else None
    return Contradiction(
        id=stable_id("contradiction", *sorted((one.fact.id, other.fact.id))),
        subject=one.fact.subject or "",
        subject_label=one.fact.subject_label or other.fact.subject_label,
        predicate=one.fact.predicate,
        one=one,
        other=other,
        across=_across(one, other, apart),
        reason="scope" if scope else reason,
        clear=not scope and one.fact.predicate != "other" and (story is not None or not _counts_of_a_place(one.fact)),
        story=story,
    )


def _across(one: Statement, other: Statement, apart: bool) -> tuple[Across, ...]:
    found: list[Across] = []
    if one.fact.language != other.fact.language:
        found.append("languages")
    if one.source != other.source:
        found.append("outlets")
    if apart or (one.published and other.published and one.published.year != other.published.year):
        found.append("years")
    return tuple(found)


@cache
def _singles() -> frozenset[str]:
    """What a subject has one value of at a time; such figures are held against each other over periods, too."""
    return frozenset(predicate.id for predicate in load_predicates().predicates if predicate.single)


def _may_be_held_together(one: Fact, other: Fact) -> bool:
    return not _plan_against_result(one, other) and not _counts_apart(one, other) and _at_one_time(one, other)


def _at_one_time(one: Fact, other: Fact) -> bool:
    """Tell whether two facts speak of one time: of one period, or of today and of one that is or just was."""
    if one.period == other.period:
        return True
    timed, today = (one, other) if one.period else (other, one)
    if timed.period is None or today.period is not None or {one.status, other.status} & _AHEAD:
        return False
    day = _day(today.as_of, last=True)
    start, end = _day(timed.period.start, last=False), _day(timed.period.end, last=True)
    if day is None:
        return False
    within = start is not None and start <= day and (end is None or day <= end)
    return within or (end is not None and abs((day - end).days) <= GROWTH_DAYS)


def _day(stated: str | None, *, last: bool) -> date | None:
    """Return a stated day; of a year its first or last one."""
    if stated is None:
        return None
    return date.fromisoformat(stated if len(stated) > len("2024") else f"{stated}-12-31" if last else f"{stated}-01-01")


def _counts_apart(one: Fact, other: Fact) -> bool:
    """Tell whether words of one language count a thing and a part of it: "enterprises" and "FDI enterprises"."""
    if one.dimension != "count" or one.language != other.language:
        return False
    items = [fold(fact.item or "").split() for fact in (one, other)]
    return items[0] != items[1] and not set(items[0]).isdisjoint(items[1])


def _counts_of_a_place(fact: Fact) -> bool:
    """Tell whether things in a province or country are counted: some say those that are there, some those at work."""
    return fact.dimension == "count" and fact.subject_label == "PLACE"


def _plan_against_result(one: Fact, other: Fact) -> bool:
    ahead = [fact.status in _AHEAD for fact in (one, other)]
    return ahead[0] != ahead[1] and "achieved" in {one.status, other.status}


def _are_sure(one: Statement, other: Statement) -> bool:
    return min(one.fact.confidence, other.fact.confidence) >= SURE


def _is_slip(one: Statement, other: Statement) -> bool:
    return slip(one.amount, other.amount) is not None or _currency_slip(one, other)


def _is_precise(one: Statement, other: Statement) -> bool:
    """Tell whether the digits are too many to be the same by chance, as those of 6,000 and 60,000 may be."""
    return all(len(statement.amount.value.normalize().as_tuple().digits) > 1 for statement in (one, other))


def _currency_slip(one: Statement, other: Statement) -> bool:
    """Tell whether the same number stands before two currencies: 954 billion, or 420 million USD and 420 tỷ đồng."""
    a, b = one.amount, other.amount
    if a.unit == b.unit or not {a.unit, b.unit} <= _CURRENCIES:
        return False
    low, high = sorted((a.value, b.value))
    same = compare(a, Amount(value=b.value, unit=a.unit)) == "agree"
    return same or (high == low * 1000 and _is_precise(one, other))


def _distance(one: Statement, other: Statement) -> Decimal:
    """Return the ratio of two values; one that is explained by a slip counts as near."""
    ratio = _ratio(one, other)
    return ratio if slip(one.amount, other.amount) is None else min(ratio, Decimal("1.5"))


def _ratio(one: Statement, other: Statement) -> Decimal:
    a, b = abs(one.amount.base()[0]), abs(other.amount.base()[0])
    return max(a, b) / min(a, b) if a and b else Decimal("Infinity")
