"""Open the search engine that the settings ask for."""

from collections.abc import Iterable
from pathlib import Path

from config.glossary import load_glossary
from config.schema import Entity
from index.backends import BACKENDS
from index.search import Engine
from index.searcher import Searcher


def open_engine(data_dir: Path, url: str | None = None, *, entities: Iterable[Entity] = ()) -> Engine:
    """Open the engine at `url` (http or https, several by commas), or the embedded one in data_dir/index.

    `entities` are those whose names a query may hold; without them only concepts widen a query. Raises EngineError.
    """
    return Searcher(BACKENDS["elasticsearch" if url else "embedded"](data_dir, url or ""), load_glossary(), entities)
