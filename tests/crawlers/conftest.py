"""A running newsroom and a source that leads to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.source import Source, load_sources
from crawlers.newsroom import Newsroom, open_newsroom


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def source(newsroom: Newsroom) -> Source:
    return load_sources()["newsroom"].at(newsroom.base)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"
