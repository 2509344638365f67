"""Bring an index up to the catalog: it takes from the outbox what it does not hold yet."""

from collections.abc import Callable

from config.errors import EngineError
from config.glossary import load_glossary
from index.catalog import Catalog
from index.documents import DocumentBuilder
from index.search import Engine

BATCH = 1000


def index_pending(catalog: Catalog, engine: Engine, *, advance: Callable[[int], None] | None = None) -> int:
    """Index all articles that the engine does not hold yet in their newest state; returns how many.

    Killed at any time, the next call goes on where the last commit was; what is indexed twice replaces itself. An
    index of another schema is built anew beside and switched to, if a newer program did not build it. `advance` is told
    how many were done. Raises EngineError; what could not be indexed stays in the outbox.
    """
    age = engine.age
    if age == "newer":
        raise EngineError(
            "the index was built by a newer version of the program: what is new waits",
            remedy="update this one, or go back for good by `eip reindex`",
        )
    if age == "outdated":
        return reindex(catalog, engine, advance=advance)
    try:
        return _drain(catalog, engine, advance)
    finally:
        engine.release()


def reindex(catalog: Catalog, engine: Engine, *, advance: Callable[[int], None] | None = None) -> int:
    """Build an index beside the one in use and switch to it in one step, while searches go on; returns how many."""
    former = _name_of(engine)
    beside = engine.rebuild()
    try:
        done = _drain(catalog, beside, advance)
        beside.switch()
    finally:
        beside.close()
    if former is not None:
        catalog.forget_index(former)
    return done


def _name_of(engine: Engine) -> str | None:
    """The name of the index in use, None if it is beyond reading: then it is built anew all the same."""
    try:
        return engine.name
    except EngineError:
        return None


def _drain(catalog: Catalog, engine: Engine, advance: Callable[[int], None] | None) -> int:
    builder = DocumentBuilder(catalog.iter_entities(), load_glossary())
    done = 0
    while batch := catalog.pending(engine.name, BATCH):
        articles = catalog.get_articles([article_id for _, article_id in batch])
        done += engine.index(map(builder.build, articles))
        engine.commit()
        catalog.acknowledge(engine.name, batch[-1][0])
        if advance is not None:
            advance(len(batch))
    return done
