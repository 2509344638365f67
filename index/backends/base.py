"""What the searching in our words needs of an engine beneath it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from index.plan import Plan

Row = dict[str, Any]
Age = Literal["current", "outdated", "newer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question to one of the two collections ("docs", "facts").

    `facets` are keyword fields. Ordered by score (rounded) and then by `order`, or by `order` alone; `after` is the
    last (score, order) seen, `seen` how many came before.
    """

    plan: Plan
    limit: int
    by_score: bool = True
    after: tuple[float, int] | None = None
    seen: int = 0
    facets: tuple[str, ...] = ()
    tally: tuple[str | None, ...] = ()  # statistics of base_value by base_unit: over all (None) or by a keyword field


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Statistics of the amounts in one base unit, of all or of one value of a field."""

    field: str | None
    group: str | None
    unit: str
    count: int
    total: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What matches: (score, order, stored payload) each, with the exact total and facet counts."""

    total: int
    rows: Sequence[tuple[float, int, Mapping[str, Any]]]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    tallies: tuple[Tally, ...] = ()


class Backend(Protocol):
    """An engine; all vendor errors come out as EngineError."""

    @property
    def name(self) -> str: ...

    @property
    def age(self) -> Age: ...

    def find(self, collection: str, wanted: Wanted) -> Found: ...

    def put(self, collection: str, article_id: str, rows: Iterable[Row]) -> None: ...

    def remove(self, article_ids: Iterable[str]) -> None: ...

    def commit(self) -> None: ...

    def release(self) -> None: ...

    def count(self, collection: str) -> int: ...

    def rebuild(self) -> "Backend": ...

    def switch(self) -> None: ...

    def close(self) -> None: ...


MOST_VALUES = 100  # of a facet
EVERY_VALUE = 65_000  # terms asked for in each part of an index: so many make the counts exact
_BY_UNIT = {
    "units": {
        "terms": {"field": "base_unit", "size": EVERY_VALUE},
        "aggs": {"amounts": {"stats": {"field": "base_value"}}},
    }
}


def aggregations(wanted: Wanted, exact: Mapping[str, int]) -> Row:
    """What is asked of an engine for facets and statistics; `exact` is how it is told to count exactly."""
    asked: Row = {f"facet_{name}": {"terms": {"field": name, "size": MOST_VALUES, **exact}} for name in wanted.facets}
    for name in wanted.tally:
        if name is None:
            asked |= _BY_UNIT
        else:
            asked[f"tally_{name}"] = {"terms": {"field": name, "size": EVERY_VALUE, **exact}, "aggs": _BY_UNIT}
    return asked


def facets_of(wanted: Wanted, answered: Mapping[str, Any]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Read the facets out of an engine's answer: count down, then value up."""
    counted = {
        name: [(b["key"], b["doc_count"]) for b in answered[f"facet_{name}"]["buckets"]] for name in wanted.facets
    }
    return {name: tuple(sorted(values, key=lambda v: (-v[1], v[0]))) for name, values in counted.items()}


def tallies_of(wanted: Wanted, answered: Mapping[str, Any]) -> tuple[Tally, ...]:
    """Read the statistics out of an engine's answer."""
    tallies: list[Tally] = []
    for name in wanted.tally:
        if name is None:
            tallies += _by_unit(None, None, answered)
        else:
            for bucket in sorted(answered[f"tally_{name}"]["buckets"], key=lambda b: str(b["key"])):
                tallies += _by_unit(name, bucket["key"], bucket)
    return tuple(tallies)


def _by_unit(name: str | None, group: str | None, answered: Mapping[str, Any]) -> list[Tally]:
    found = []
    for bucket in sorted(answered["units"]["buckets"], key=lambda b: (-b["doc_count"], b["key"])):
        amounts = bucket["amounts"]
        found.append(
            Tally(
                field=name,
                group=group,
                unit=bucket["key"],
                count=amounts["count"],
                total=amounts["sum"],
                low=amounts["min"],
                high=amounts["max"],
            )
        )
    return found


def rounded(score: float) -> float:
    """Round a score as far as two engines agree on it."""
    return round(score, 2)
