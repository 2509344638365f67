"""What the filters of the query language mean for texts and for facts."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import get_args

from config.errors import QueryError
from config.schema import FactKind, LanguageCode, Status
from index import language as q
from index import plan as p
from index.conversion import code_of, is_unit, typed_amount
from index.predicates import is_counted, predicate_called, slug, unit_of
from index.search import Query

Meaning = Callable[[q.Filter | q.Compare], p.Plan]

_TEXT_FIELDS = {"org": "organisation"} | {
    name: name for name in ("park", "province", "source", "language", "year", "topic", "unit")
}
_FACT_FIELDS = {"org": "organisation"} | {
    name: name
    for name in ("park", "province", "source", "language", "year", "unit", "predicate", "status", "kind", "entity")
}
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "language": get_args(LanguageCode),
    "status": get_args(Status),
    "kind": get_args(FactKind),
}
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"\d+(?:[.,](?:\d{1,2}|\d{4,}))?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}")


def text_filter(node: q.Filter | q.Compare) -> p.Plan:
    """The plan of a filter in a search for texts; raises QueryError with its place if it makes no sense."""
    if isinstance(node, q.Compare):
        raise QueryError("amounts are compared in facts only", position=node.position, remedy="search facts")
    if node.field in ("after", "before"):
        start = _first_day(node)
        if node.field == "after":
            return p.Span("day", start.toordinal(), date.max.toordinal())
        return p.Span("day", 1, start.toordinal() - 1)
    if node.field == "has" and node.value.casefold() == "figures":
        return p.Among("figures", ("yes",))
    if node.field == "unit":
        return p.Among("unit", tuple(dict.fromkeys((code_of(node.value), node.value))))
    return _keyword(node, _TEXT_FIELDS)


def fact_filter(node: q.Filter | q.Compare) -> p.Plan:
    """The plan of a filter in a search for facts; after and before count whole years that a fact is about."""
    if isinstance(node, q.Compare):
        return _comparison(node)
    if node.field in ("after", "before"):
        year = _first_day(node).year
        return p.Span("last_year", year, None) if node.field == "after" else p.Span("first_year", None, year - 1)
    if node.field == "predicate":
        return p.Among("predicate", (predicate_called(node.value, node.position),))
    if node.field == "unit":
        return p.Among("base_unit", (typed_amount(Decimal(1), node.value).unit,))
    return _keyword(node, _FACT_FIELDS)


def filters_of(query: Query) -> Iterable[p.Plan]:
    """The filters that are given beside the text of a query."""
    for name in ("language", "source", "park", "organisation", "province", "topic"):
        if values := getattr(query, name):
            yield p.Among(name, ids_like(name, values))
    if query.year:
        yield p.Among("year", tuple(map(str, query.year)))
    if query.has_figures is not None:
        yield p.Among("figures", ("yes" if query.has_figures else "no",))
    if query.since or query.until:
        low, high = query.since or date(1, 1, 1), query.until or date.max
        yield p.Span("day", low.toordinal(), high.toordinal())


def between(low: Decimal | None, high: Decimal | None, unit: str, *, strictly: bool = False) -> p.Plan:
    """Amounts in a unit, compared in its base unit: a range is found if it touches what is asked for."""
    base = p.Among("base_unit", (typed_amount(Decimal(1), unit).unit,))
    least, most = (None if bound is None else typed_amount(bound, unit).value for bound in (low, high))
    return p.Every((base, *_spans(least, most, strictly)))


def _spans(low: Decimal | None, high: Decimal | None, strictly: bool) -> Iterable[p.Plan]:
    if low is not None:
        yield p.Span("base_upper", _past(float(low), math.inf, strictly), None)
    if high is not None:
        yield p.Span("base_value", None, _past(float(high), -math.inf, strictly))


def _comparison(node: q.Compare) -> p.Plan:
    number = _number(node) * node.times
    low = number if node.operator in (">=", ">", "=") else None
    high = number if node.operator in ("<=", "<", "=") else None
    strictly = node.operator in (">", "<")
    if node.unit:
        parts: tuple[p.Plan, ...] = (between(low, high, node.unit, strictly=strictly),)
    else:
        parts = tuple(_spans(low, high, strictly))
    if node.name:
        predicate = predicate_called(node.name, node.position)
        parts = (*parts, p.Among("predicate", (predicate,)))
    if not (node.name and is_counted(predicate)) and not (node.unit and _may_be_unit(node)):
        example = f"{node.name} {node.operator} {node.number} {unit_of(node.name and predicate)}".strip()
        message = f"unknown unit {node.unit}" if node.unit else "an amount without its unit"
        raise QueryError(message, position=node.position, remedy=f"write it: {example}")
    return p.Every(parts)


def _may_be_unit(node: q.Compare) -> bool:
    """Whether amounts may stand in a unit: any noun may be counted, if no predicate and no slash says otherwise."""
    return is_unit(node.unit) or not (node.name or "/" in node.unit)


def _past(value: float, towards: float, strictly: bool) -> float:
    return math.nextafter(value, towards) if strictly else value


def _number(node: q.Compare) -> Decimal:
    if _NUMBER.fullmatch(node.number):
        return Decimal(node.number.replace(",", "."))
    if _GROUPED.fullmatch(node.number):
        return Decimal(node.number.replace(",", "").replace(".", ""))
    message = f"{node.number} may be read in two ways"
    raise QueryError(message, position=node.position, remedy="write it without marks between thousands")


def _keyword(node: q.Filter, fields: Mapping[str, str]) -> p.Plan:
    """The plan of a filter by whole values; those of entities may be typed as names, their ids are like them."""
    name = fields.get(node.field)
    if name is None:
        message = f"{node.field}:{node.value} is no filter here"
        known = sorted({*fields, "after", "before"} - {"organisation"})
        raise QueryError(message, position=node.position, remedy=f"one of {', '.join(known)}")
    return p.Among(name, ids_like(name, (_declared(node),)))


def _declared(node: q.Filter) -> str:
    """The value of a filter; of a closed one in the letters of its declaration."""
    possible = _CLOSED.get(node.field, ())
    value = node.value.casefold() if possible else node.value
    if possible and value not in possible:
        message = f"no {node.field} is called {node.value}"
        raise QueryError(message, position=node.position, remedy=f"one of {', '.join(possible)}")
    if node.field == "year" and not _YEAR.fullmatch(value):
        raise QueryError(f"{value!r} is no year", position=node.position, remedy="write 2023")
    return value


def ids_like(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """What a person may mean who types ids of a filter: "Khánh Phú" is khanh-phu."""
    if name not in ("park", "organisation", "province", "entity", "topic"):
        return tuple(values)
    typed = [(value, slug(value)) for value in values]
    ids = [found for pair in typed for found in pair]
    if name == "province":  # a park has the name alone
        ids += [f"{slug}-province" for _, slug in typed]
    return tuple(dict.fromkeys(ids))


def _first_day(node: q.Filter) -> date:
    """The first day of a year, month or day in ISO form."""
    try:
        return date.fromisoformat(node.value + "-01-01"[3 * node.value.count("-") :])
    except ValueError:
        message = f"{node.value!r} is no date"
        raise QueryError(message, position=node.position, remedy="write 2023, 2023-05 or 2023-05-31") from None
