"""Fold near copies: of the texts that tell one story in one language the best is a hit, the others lie under it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index import plan as p
from index.backends.base import Backend, Found, Wanted
from index.paging import MOST, cursor_after

Row = tuple[float, int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Folded:
    """A hit with the ids of its near copies that match too, best first."""

    score: float
    payload: Mapping[str, Any]
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """A page of hits; total and facets count every text."""

    total: int
    rows: tuple[Folded, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    cursor: str | None


def find_folded(backend: Backend, wanted: Wanted, language: str | None = None) -> FoldedPage:
    """Find a page of hits; a copy is left out on whatever page it would come. Only copies in `language`, if given."""
    first = backend.find("docs", wanted)
    found, seen, rows = first, wanted.seen, list[Folded]()
    while True:
        stories = sorted({payload["story"] for *_, payload in found.rows if _is_folded(payload, language)})
        below = _below(backend, wanted, stories)
        for number, (score, _, payload) in enumerate(found.rows, 1):
            copies = below.get(payload["id"], None if _is_folded(payload, language) else ())
            if copies is not None:
                rows.append(Folded(score, payload, copies))
            if len(rows) == wanted.limit:
                return _page(first, rows, found.rows[:number], seen + number)
        seen += len(found.rows)
        if seen >= first.total or not found.rows:
            return _page(first, rows, (), seen)
        after = found.rows[-1][:2]
        found = backend.find("docs", replace(wanted, after=after, seen=seen, facets=()))


def _page(first: Found, rows: Sequence[Folded], consumed: Sequence[Row], seen: int) -> FoldedPage:
    cursor = cursor_after(consumed, seen) if seen < first.total else None
    return FoldedPage(first.total, tuple(rows), first.facets, cursor)


def _is_folded(payload: Mapping[str, Any], language: str | None) -> bool:
    return payload["story"] is not None and language in (None, payload["language"])


def _below(backend: Backend, wanted: Wanted, stories: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The copies of each best text among these stories."""
    if not stories:
        return {}
    members = p.Every((wanted.plan, p.Among("story", tuple(stories))))
    ranked = backend.find("docs", Wanted(plan=members, limit=MOST, by_score=wanted.by_score))
    told: defaultdict[str, list[str]] = defaultdict(list)
    for _, _, payload in ranked.rows:
        told[payload["story"]].append(payload["id"])
    return {best: tuple(copies) for best, *copies in told.values()}
