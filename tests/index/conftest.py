import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from index import Catalog, Engine, open_engine
from tests.servers import ElasticsearchServers, PostgresqlServer, find_postgresql

GIVEN = bool(os.environ.get("EIP_TEST_ELASTICSEARCH_URL"))
VERSIONS = ("given",) if GIVEN else tuple(os.environ.get("EIP_TEST_ELASTICSEARCH", "").split())
ENGINES = [
    pytest.param(None, id="embedded"),
    *(pytest.param(v, id=f"elasticsearch-{v}", marks=pytest.mark.elasticsearch) for v in VERSIONS),
]

POSTGRESQL = find_postgresql()
DATABASES = [
    pytest.param("sqlite"),
    pytest.param(
        "postgresql",
        marks=[
            pytest.mark.postgresql,
            pytest.mark.skipif(POSTGRESQL is None, reason="no PostgreSQL: apt-get install postgresql"),
        ],
    ),
]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    assert POSTGRESQL is not None
    server = PostgresqlServer(POSTGRESQL)
    yield server
    server.stop()


@pytest.fixture(params=DATABASES)
def catalog_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty catalog on each database that is there."""
    if request.param == "sqlite":
        return str(tmp_path / "catalog.sqlite")
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    return server.create_database(f"test_{uuid4().hex[:8]}")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "catalog.sqlite") as opened:
        yield opened


@pytest.fixture(scope="session")
def elasticsearch_servers() -> Iterator[ElasticsearchServers]:
    servers = ElasticsearchServers()
    yield servers
    servers.stop()


@pytest.fixture(params=ENGINES)
def search_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Address of each engine that is there: None is the embedded one."""
    if request.param is None:
        yield None
        return
    address = request.getfixturevalue("elasticsearch_servers").address(request.param)
    prefix = f"test-{uuid4().hex[:8]}"
    yield f"{address}?prefix={prefix}"
    with Elasticsearch(address) as client:
        for index in client.indices.get(index=f"{prefix}-*").body:
            client.indices.delete(index=index)


@pytest.fixture
def new_engine(search_url: str | None, tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Opens the same engine again and again; all are closed in the end."""
    opened: list[Engine] = []

    def open_another(**given: Any) -> Engine:
        opened.append(open_engine(tmp_path, search_url, **given))
        return opened[-1]

    yield open_another
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(new_engine: Callable[..., Engine]) -> Engine:
    return new_engine()
