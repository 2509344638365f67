"""What facts assert, found by the names that people give it."""

from difflib import get_close_matches
from functools import cache

from config.errors import QueryError
from config.predicates import OTHER, Event, Predicate, Relation, Vocabulary, load_predicates
from index.analysis import strip_marks, tokens

_UNITLESS = frozenset({"count", "share", "ratio", "multiple", "index"})


def find_predicate(name: str) -> str | None:
    """Find the id of what a fact asserts, by id or name in either language, with marks or without."""
    return _predicates_by_name().get(slug(name))


def predicate_called(name: str, position: int | None = None) -> str:
    """The id of what a fact asserts, by id or name; raises QueryError with the nearest one if there is none."""
    if (found := find_predicate(name)) is not None:
        return found
    names = _predicates_by_name()
    near = get_close_matches(slug(name), names, n=1)
    remedy = f"write {names[near[0]]}" if near else f"for example {', '.join(sorted(set(names.values()))[:8])}"
    raise QueryError(f"no predicate is called {name}", position=position, remedy=remedy)


def is_counted(predicate: str) -> bool:
    """Whether its amounts can be compared without a unit."""
    found = _predicates().by_id.get(predicate)
    return found is not None and set(found.dimensions) <= _UNITLESS


def unit_of(predicate: str) -> str:
    """A unit for an example of an amount."""
    found = _predicates().by_id.get(predicate)
    if found is None:
        return "ha"
    return next((unit for unit in found.units if unit != "*"), "USD" if "money" in found.dimensions else "ha")


def slug(name: str) -> str:
    """Reduce a name to small letters without marks, its words joined: "Khánh Phú" is khanh-phu."""
    return "-".join(strip_marks(token.exact) for token in tokens(name))


@cache
def _predicates() -> Vocabulary:
    return load_predicates()


@cache
def _predicates_by_name() -> dict[str, str]:
    """Ids of predicates, relations and events by id and by their names in both languages."""
    known = _predicates()
    entries: tuple[Predicate | Relation | Event, ...] = (*known.predicates, *known.relations, *known.events)
    ids = [(entry, entry.predicate if isinstance(entry, Relation) else entry.id) for entry in entries]
    named = {slug(name): found for entry, found in ids for name in (entry.names.en, entry.names.vi)}
    return {slug(OTHER): OTHER} | named | {slug(found): found for _, found in ids}
