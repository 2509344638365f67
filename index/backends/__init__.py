"""The engines beneath the searching, by name; a new one is a file here and a line in the table."""

from collections.abc import Callable, Mapping
from pathlib import Path

from index.backends.base import Backend
from index.backends.embedded import EmbeddedBackend


def _open_embedded(data_dir: Path, url: str) -> Backend:
    del url
    return EmbeddedBackend(data_dir / "index")


def _connect_elasticsearch(data_dir: Path, url: str) -> Backend:
    from index.backends.elasticsearch import ElasticsearchBackend  # slow to import, and mostly not needed

    del data_dir
    return ElasticsearchBackend.connect(url)


BACKENDS: Mapping[str, Callable[[Path, str], Backend]] = {
    "embedded": _open_embedded,
    "elasticsearch": _connect_elasticsearch,
}
