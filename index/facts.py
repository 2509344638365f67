"""Search facts in our own words: turn a query for facts into a plan, and rows into facts with statistics."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from config.errors import QueryError
from index import plan as p
from index.backends.base import Backend, Tally, Wanted
from index.filters import between, ids_like
from index.highlight import Highlighter
from index.paging import check_limit, cursor_after, place_of
from index.planner import plan_facts
from index.records import StoredFact
from index.rows import fact_of
from index.search import FACT_FACETS, FactHit, FactQuery, FactResults, Statistics
from index.vocabulary import Vocabulary

_KEYWORDS = ("kind", "predicate", "entity", "park", "organisation", "province", "status", "language", "source")
_YEARLY = "/year"
_FIELDS = {"unit": "base_unit"}  # amounts are counted by the unit in which they are compared
_ORIGIN = ("article_id", "version", "superseded", "run_id", "source", "url", "title", "published")


def search_facts(backend: Backend, query: FactQuery, vocabulary: Vocabulary) -> FactResults:
    """Answer a query for facts."""
    check_limit(query.limit)
    after, seen = place_of(query.cursor)
    planned = plan_facts(query.text, vocabulary, widen=query.widen)
    wanted = Wanted(
        plan=p.Every((planned.plan, *_filters(query))),
        limit=query.limit,
        by_score=bool(planned.words) and query.sort == "relevance",
        after=after,
        seen=seen,
        facets=tuple(_FIELDS.get(name, name) for name in FACT_FACETS) if query.facets else (),
        tally=(*((None,) if query.facets else ()), *((query.group,) if query.group else ())),
    )
    found = backend.find("facts", wanted)
    forms = [form for sense in planned.senses for form in vocabulary.forms(sense)]
    highlighter = Highlighter(planned.words, phrases=planned.phrases, forms=forms)
    seen += len(found.rows)
    return FactResults(
        total=found.total,
        hits=tuple(_hit(score, payload, highlighter) for score, _, payload in found.rows),
        facets={name: found.facets[_FIELDS.get(name, name)] for name in FACT_FACETS} if query.facets else {},
        statistics=tuple(_statistics(tally) for tally in found.tallies if tally.field is None),
        groups=tuple(_statistics(tally) for tally in found.tallies if tally.field is not None),
        cursor=cursor_after(found.rows, seen) if seen < found.total else None,
        notes=(
            *planned.notes,
            *(planned.doubts if not found.total else ()),
            *(_notes_of_other_kind(backend, wanted.plan) if after is None else ()),
        ),
    )


def _notes_of_other_kind(backend: Backend, plan: p.Plan) -> Iterable[str]:
    """Tell of the amounts by the year that a question for sums leaves out, and the other way round."""
    if (found := _of_other_kind(plan)) is not None:
        other, unit, instead = found
        if total := backend.find("facts", Wanted(plan=other, limit=1, by_score=False)).total:
            yield f"told in {instead}, not in {unit}: {total} more"


def _of_other_kind(plan: p.Plan) -> tuple[p.Plan, str, str] | None:
    """The plan with its amounts by the year, or no longer so, and both units; None if it compares no amounts."""
    match plan:
        case p.Every((p.Among("base_unit", (unit,)), p.Span(), *_)):
            instead = unit.removesuffix(_YEARLY) if unit.endswith(_YEARLY) else unit + _YEARLY
            return replace(plan, parts=(p.Among("base_unit", (instead,)), *plan.parts[1:])), unit, instead
        case p.Every(parts):
            for place, part in enumerate(parts):
                if (found := _of_other_kind(part)) is not None:
                    return replace(plan, parts=(*parts[:place], found[0], *parts[place + 1 :])), *found[1:]
    return None


def _hit(score: float, payload: Mapping[str, Any], highlighter: Highlighter) -> FactHit:
    fact = fact_of(payload)
    stored = StoredFact(fact=fact, **{name: payload[name] for name in _ORIGIN})
    return FactHit(fact=stored, score=score, marks=highlighter.marks(fact.sentence))


def _filters(query: FactQuery) -> Iterable[p.Plan]:
    for name in _KEYWORDS:
        if values := getattr(query, name):
            yield p.Among(name, ids_like(name, values))
    if query.year:
        yield p.Among("year", tuple(map(str, query.year)))
    if query.suspect is not None:
        yield p.Among("suspect", ("yes" if query.suspect else "no",))
    if query.since is not None:
        yield p.Span("last_year", query.since, None)
    if query.until is not None:
        yield p.Span("first_year", None, query.until)
    yield from _amounts(query)


def _amounts(query: FactQuery) -> Iterable[p.Plan]:
    if query.unit is not None:
        yield between(query.low, query.high, query.unit)
    elif query.low is not None or query.high is not None:
        raise QueryError("an amount without its unit", remedy="give the unit too", parameter="unit")


def _statistics(tally: Tally) -> Statistics:
    return Statistics(
        unit=tally.unit, count=tally.count, total=tally.total, low=tally.low, high=tally.high, group=tally.group
    )
