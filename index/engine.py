"""Open the search engine that the settings ask for."""

from collections.abc import Iterable
from pathlib import Path

from config.schema import Entity
from index.backends import EMBEDDED, open_backend
from index.search import Engine


def open_engine(data_dir: Path, url: str | None = None, *, entities: Iterable[Entity] = ()) -> Engine:
    """Open the engine at `url` (http or https, several by commas), or the embedded one in data_dir/index.

    `entities` are those whose names a query may hold; without them only concepts widen a query. Raises EngineError.
    """
    return open_backend("elasticsearch" if url else EMBEDDED, data_dir, url or "", tuple(entities))
