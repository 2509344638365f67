"""The contradiction report: figures of one subject and predicate that cannot all be true.

Pure functions over facts with their articles' data. An article speaks with all its figures of a subject and predicate
together: only if none of them agrees with the other article's is there a contradiction, and the nearest two are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, Literal

from config.schema import Fact, stable_id
from pipelines.comparing import Amount, compare, slip
from pipelines.stories import Story, fold

Across = Literal["languages", "outlets", "years"]

GROWTH_DAYS = 200  # figures told further apart may have grown
SCOPE = Decimal(3)  # beyond this ratio two figures are likely to mean different things
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

    Figures that only grew over more than GROWTH_DAYS are a development, not a contradiction; plans are not held
    against results.
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
        "value": format(statement.amount.value, "f"),
        "upper": None if fact.upper is None else format(fact.upper, "f"),
        "unit": fact.unit,
        "modifier": fact.modifier,
        "status": fact.status,
        "sentence": fact.sentence,
    }


def _is_comparable(fact: Fact) -> bool:
    return fact.kind == "figure" and fact.value is not None and fact.subject is not None and fact.suspect is None


def _topic(fact: Fact) -> tuple[str, ...]:
    """Return what two figures must share to be held against each other."""
    dimension = fact.dimension or ""
    item = fold(fact.item or "") if fact.predicate == "other" else ""
    counted = fact.unit or "" if dimension == "count" else ""  # an English noun in both languages
    period = f"{fact.period.start}..{fact.period.end}" if fact.period else ""
    kind = _KINDRED.get(dimension, dimension)
    return (fact.subject or "", fact.predicate, kind, counted, item, fact.per or "", period)


def _in_group(group: Sequence[Statement], told: Mapping[str, str]) -> Iterator[Contradiction]:
    """Hold the articles of a group against each other; a value that several articles repeat is shown once."""
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in group:
        articles[statement.fact.evidence.article_id].append(statement)
    seen: set[frozenset[str]] = set()
    for one, other in combinations(sorted(articles), 2):
        pair = _nearest_conflict(articles[one], articles[other])
        if pair is None:
            continue
        values = frozenset(f"{s.amount.base()}" for s in pair)
        if values not in seen:
            seen.add(values)
            contradiction = _judge(pair[0], pair[1], told)
            if contradiction is not None:
                yield contradiction


def _nearest_conflict(one: Sequence[Statement], other: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """Return the two statements nearest to each other if none agree, in order of their days."""
    pairs = [(a, b) for a in one for b in other if _may_be_held_together(a.fact, b.fact)]
    verdicts = [compare(a.amount, b.amount) for a, b in pairs]
    if any(verdict in {"agree", "rounding"} for verdict in verdicts):
        return None
    clashing = [p for p, v in zip(pairs, verdicts, strict=True) if v == "conflict" or _currency_slip(*p)]
    if not clashing:
        return None
    a, b = min(clashing, key=lambda p: (_distance(*p), p[0].fact.id, p[1].fact.id))
    return (a, b) if (a.published or date.min, a.fact.id) <= (b.published or date.min, b.fact.id) else (b, a)


def _judge(one: Statement, other: Statement, told: Mapping[str, str]) -> Contradiction | None:
    apart = (
        one.published is not None
        and other.published is not None
        and (other.published - one.published).days > GROWTH_DAYS
    )
    slipped = slip(one.amount, other.amount)
    timeless = one.fact.period is None
    if apart and timeless and slipped is None and other.amount.base()[0] > one.amount.base()[0]:
        return None
    reason = slipped or ("currency" if _currency_slip(one, other) else "shrinks" if apart and timeless else "differs")
    scope = reason == "differs" and _ratio(one, other) > SCOPE
    stories = {told.get(s.fact.evidence.article_id) for s in (one, other)}
    return Contradiction(
        id=stable_id("contradiction", *sorted((one.fact.id, other.fact.id))),
        subject=one.fact.subject or "",
        subject_label=one.fact.subject_label or other.fact.subject_label,
        predicate=one.fact.predicate,
        one=one,
        other=other,
        across=_across(one, other, apart),
        reason="scope" if scope else reason,
        clear=not scope and one.fact.predicate != "other",
        story=next(iter(stories)) if len(stories) == 1 else None,
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


def _may_be_held_together(one: Fact, other: Fact) -> bool:
    return not _plan_against_result(one, other) and not _counts_apart(one, other)


def _counts_apart(one: Fact, other: Fact) -> bool:
    """Tell whether words of one language count a thing and a part of it: "enterprises" and "FDI enterprises"."""
    if one.dimension != "count" or one.language != other.language:
        return False
    items = [fold(fact.item or "").split() for fact in (one, other)]
    return items[0] != items[1] and not set(items[0]).isdisjoint(items[1])


def _plan_against_result(one: Fact, other: Fact) -> bool:
    ahead = [fact.status in _AHEAD for fact in (one, other)]
    return ahead[0] != ahead[1] and "achieved" in {one.status, other.status}


def _currency_slip(one: Statement, other: Statement) -> bool:
    """Tell whether the same number stands before two currencies, of which one is a slip."""
    a, b = one.amount, other.amount
    return (
        a.unit != b.unit
        and {a.unit, b.unit} <= _CURRENCIES
        and compare(a, Amount(value=b.value, unit=a.unit)) == "agree"
    )


def _distance(one: Statement, other: Statement) -> Decimal:
    """Return the ratio of two values; one that is explained by a slip counts as near."""
    ratio = _ratio(one, other)
    return ratio if slip(one.amount, other.amount) is None else min(ratio, Decimal("1.5"))


def _ratio(one: Statement, other: Statement) -> Decimal:
    a, b = abs(one.amount.base()[0]), abs(other.amount.base()[0])
    return max(a, b) / min(a, b) if a and b else Decimal("Infinity")
