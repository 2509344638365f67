"""What the searching in our words needs of an engine beneath it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from index.plan import Plan

Row = dict[str, Any]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What matches: (score, order, stored payload) each, with the exact total and facet counts."""

    total: int
    rows: Sequence[tuple[float, int, Mapping[str, Any]]]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


class Backend(Protocol):
    """An engine; all vendor errors come out as EngineError."""

    @property
    def name(self) -> str: ...

    @property
    def outdated(self) -> bool: ...

    def find(self, collection: str, wanted: Wanted) -> Found: ...

    def put(self, collection: str, article_id: str, rows: Iterable[Row]) -> None: ...

    def remove(self, article_ids: Iterable[str]) -> None: ...

    def commit(self) -> None: ...

    def release(self) -> None: ...

    def count(self, collection: str) -> int: ...

    def rebuild(self) -> "Backend": ...

    def switch(self) -> None: ...

    def close(self) -> None: ...


def rounded(score: float) -> float:
    """Round a score as far as two engines agree on it."""
    return round(score, 2)
