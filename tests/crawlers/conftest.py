"""A running newsroom and a source that leads to it; a place for a ledger on each database that is there."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from config.source import Source, load_sources
from crawlers.newsroom import Newsroom, open_newsroom
from tests.servers import PostgresqlServer, find_postgresql

POSTGRESQL = find_postgresql()
ON_SERVER = [
    pytest.mark.postgresql,
    pytest.mark.skipif(POSTGRESQL is None, reason="no PostgreSQL: apt-get install postgresql"),
]


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


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    assert POSTGRESQL is not None
    server = PostgresqlServer(POSTGRESQL)
    yield server
    server.stop()


@pytest.fixture
def database_url(postgresql_server: PostgresqlServer) -> str:
    """Address of an empty database on a real server."""
    return postgresql_server.create_database(f"crawl_{uuid4().hex[:8]}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=ON_SERVER)])
def ledger_place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Place of an empty ledger: a file, and a server where there is one."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    url: str = request.getfixturevalue("database_url")
    return url
