import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from index.catalog import Catalog
from index.search import Engine
from search_api import build_app, build_deps
from search_api.app import bind
from tests.search_api.corpus import NOW, SOURCES, crawl, fill


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free loopback port by a real server."""
    with bind("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        host, port = listener.getsockname()
        yield f"http://{host}:{port}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, Engine]]:
    catalog, engine = fill(tmp_path_factory.mktemp("atlas"))
    yield catalog, engine
    engine.close()
    catalog.close()


@pytest.fixture(scope="session")
def app(filled: tuple[Catalog, Engine], tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    ledger = crawl(tmp_path_factory.mktemp("crawl"))
    return build_app(build_deps(*filled, sources=SOURCES, ledger=ledger, clock=lambda: NOW), names=("atlas.example",))


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as found:
        yield found
