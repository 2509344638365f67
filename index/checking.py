"""Compare the index in use with the catalog, and mend what differs."""

from collections import Counter
from dataclasses import dataclass

from index.backends.base import Age
from index.catalog import Catalog
from index.search import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCheck:
    """Ids of articles that the index lacks, holds in another version or with other facts, or should not hold."""

    checked: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]
    pending: int  # still in the outbox: no fault
    age: Age = "current"  # an outdated index is not compared: it is built anew

    @property
    def sound(self) -> bool:
        return not (self.missing or self.stale or self.surplus or self.age == "outdated")


def check_index(catalog: Catalog, engine: Engine, *, repair: bool = False) -> IndexCheck:
    """Compare article by article, with the number of facts; `repair` puts what differs into the outbox and removes the
    surplus.
    """
    waiting = {article_id for _, article_id in catalog.pending(engine.name, limit=10**9)}
    wanted = dict(catalog.iter_current())
    age = engine.age
    if age == "outdated":
        return IndexCheck(checked=len(wanted), missing=(), stale=(), surplus=(), pending=len(waiting), age=age)
    held = dict(engine.iter_versions())
    settled = {article_id: version for article_id, version in wanted.items() if article_id not in waiting}
    held_facts = Counter(engine.iter_facts())
    wanted_facts = {(article_id, version): count for article_id, version, count in catalog.iter_fact_counts()}
    keys = held_facts.keys() | wanted_facts.keys()
    other_facts = {key[0] for key in keys if held_facts[key] != wanted_facts.get(key, 0)}
    check = IndexCheck(
        checked=len(wanted),
        missing=tuple(sorted(settled.keys() - held.keys())),
        stale=tuple(sorted(i for i, v in settled.items() if i in held and (held[i] != v or i in other_facts))),
        surplus=tuple(sorted((held.keys() | other_facts) - wanted.keys())),
        pending=len(waiting),
        age=age,
    )
    if repair and not check.sound:
        catalog.announce(check.missing + check.stale)
        engine.delete(check.surplus)
        engine.commit()
        engine.release()
    return check
