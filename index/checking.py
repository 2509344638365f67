"""Compare the index in use with the catalog, and mend what differs."""

from dataclasses import dataclass

from index.catalog import Catalog
from index.search import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCheck:
    """Ids of articles that the index lacks, holds in another version, or should not hold."""

    checked: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]
    pending: int  # still in the outbox: no fault

    @property
    def sound(self) -> bool:
        return not (self.missing or self.stale or self.surplus)


def check_index(catalog: Catalog, engine: Engine, *, repair: bool = False) -> IndexCheck:
    """Compare article by article; `repair` puts what differs into the outbox and removes the surplus."""
    waiting = {article_id for _, article_id in catalog.pending(engine.name, limit=10**9)}
    held = dict(engine.iter_versions())
    wanted = dict(catalog.iter_current())
    settled = {article_id: version for article_id, version in wanted.items() if article_id not in waiting}
    check = IndexCheck(
        checked=len(wanted),
        missing=tuple(sorted(settled.keys() - held.keys())),
        stale=tuple(sorted(i for i, version in settled.items() if i in held and held[i] != version)),
        surplus=tuple(sorted(held.keys() - wanted.keys())),
        pending=len(waiting),
    )
    if repair and not check.sound:
        catalog.announce(check.missing + check.stale)
        engine.delete(check.surplus)
        engine.commit()
        engine.release()
    return check
