"""Turn a query into a plan for an engine, and into what to mark in the texts that it finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from config.errors import QueryError
from index import language as q
from index import plan as p
from index.analysis import Token, tokens
from index.search import Query

TITLE, LEAD, BODY = 3.0, 1.5, 1.0
UNMARKED = 0.5  # of a word typed with marks, in a text written without
_KEYWORDS = {
    "park": "park",
    "org": "organisation",
    "province": "province",
    "source": "source",
    "language": "language",
    "year": "year",
    "topic": "topic",
    "unit": "unit",
}
_WEIGHTS = (("title", TITLE), ("lead", LEAD), ("body", BODY))
_WRITTEN_WITHOUT = p.Among("marks", ("no",))


@dataclass(slots=True)
class Planned:
    """A plan with the words it looks for; `scored` tells whether there is anything to rank by."""

    plan: p.Plan
    words: list[Token] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    scored: bool = False


def plan_query(query: Query) -> Planned:
    """Plan a query; mistakes in its language become notes. Raises QueryError for what makes no sense at all."""
    tree, notes = q.parse_query(query.text)
    planned = Planned(p.Anything(), notes=notes)
    text = _Planning(planned.words).conjunction(tree)
    bonus = tuple(_bonus([part for part in tree.parts if isinstance(part, q.Words)]))
    filters = tuple(_filters(query))
    planned.scored = bool(planned.words)
    planned.plan = p.Every((text, *filters), bonus)
    return planned


class _Planning:
    """Collects the words that a hit may show while it plans."""

    def __init__(self, words: list[Token]) -> None:
        self._words = words

    def conjunction(self, tree: q.And) -> p.Plan:
        needed = [self._plan(part) for part in tree.parts if not isinstance(part, q.Not)]
        never = tuple(_Planning([])._plan(part.part) for part in tree.parts if isinstance(part, q.Not))
        parts = tuple(part for part in needed if part is not None)
        return p.Every(parts or (p.Anything(),), (), tuple(part for part in never if part is not None))

    def _plan(self, tree: q.Tree) -> p.Plan | None:
        match tree:
            case q.Words(text, _, quoted):
                found = tokens(text)
                self._words.extend(found)
                return _words(found, quoted=quoted) if found else None
            case q.Filter(name, value, position):
                return _filter(name, value, position)
            case q.Not(part):
                return self.conjunction(q.And((q.Not(part),)))
            case q.And():
                return self.conjunction(tree)
            case q.Or(parts):
                return p.Some(tuple(plan for part in parts if (plan := self._plan(part)) is not None) or (p.Nothing(),))


def _words(found: Sequence[Token], *, quoted: bool) -> p.Plan:
    """Words typed with marks match exactly, or in texts written without marks; others match widely."""
    exact, folded = tuple(t.exact for t in found), tuple(t.folded for t in found)
    wide = p.Best(tuple(_weighted("f", folded)))
    if not any(token.marked for token in found):
        return wide
    unmarked = p.Weighted(p.Every((wide, _WRITTEN_WITHOUT)), UNMARKED)
    if len(found) == 1 or all(token.marked for token in found):
        return p.Best((*_weighted("x", exact), unmarked))
    marked = tuple(p.Best(tuple(_weighted("x", (token.exact,)))) for token in found if token.marked)
    del quoted
    return p.Best((*_weighted("x", exact), p.Weighted(p.Every((wide, *marked)), UNMARKED), unmarked))


def _weighted(form: str, found: tuple[str, ...]) -> Iterable[p.Plan]:
    for name, weight in _WEIGHTS:
        part = p.sequence(f"{name}_{form}", found)
        yield part if weight == 1 else p.Weighted(part, weight)


def _bonus(words: Sequence[q.Words]) -> Iterable[p.Plan]:
    """The words as they are typed and in a row weigh more than apart, with other marks or endings."""
    found = [token for part in words for token in tokens(part.text)]
    if not found:
        return
    exact, folded = tuple(t.exact for t in found), tuple(t.folded for t in found)
    yield p.Best((p.Weighted(p.sequence("title_x", exact), TITLE), p.sequence("body_x", exact)))
    if len(found) > 1:
        yield p.Best((p.Weighted(p.sequence("title_f", folded), TITLE), p.sequence("body_f", folded)))


def _filters(query: Query) -> Iterable[p.Plan]:
    for name in ("language", "source", "park", "organisation", "province", "topic"):
        if values := getattr(query, name):
            yield p.Among(name, tuple(values))
    if query.year:
        yield p.Among("year", tuple(map(str, query.year)))
    if query.has_figures is not None:
        yield p.Among("figures", ("yes" if query.has_figures else "no",))
    if query.since or query.until:
        low, high = query.since or date(1, 1, 1), query.until or date.max
        yield p.Span("day", low.toordinal(), high.toordinal())


def _filter(name: str, value: str, position: int) -> p.Plan:
    if name in _KEYWORDS:
        return p.Among(_KEYWORDS[name], (value,))
    if name == "has":
        return p.Among("figures", ("yes",)) if value == "figures" else p.Nothing()
    start = _first_day(value, position)
    if name == "after":
        return p.Span("day", start.toordinal(), date.max.toordinal())
    return p.Span("day", 1, start.toordinal() - 1)


def _first_day(value: str, position: int) -> date:
    """The first day of a year, month or day in ISO form."""
    try:
        return date.fromisoformat(value + "-01-01"[3 * value.count("-") :])
    except ValueError:
        raise QueryError(
            f"{value!r} is no date", position=position, remedy="write 2023, 2023-05 or 2023-05-31"
        ) from None
