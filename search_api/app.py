"""Build the app and serve it."""

import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from config.errors import InputError
from config.settings import Settings
from config.source import SOURCES_DIR, load_sources
from index.catalog import Catalog
from index.engine import open_engine
from search_api import problems
from search_api.deps import Deps, build_deps
from search_api.hosts import HostMiddleware, served_names
from search_api.metrics import Metrics, MetricsMiddleware
from search_api.routes import ROUTERS
from search_api.security import SecurityMiddleware
from search_api.web.rendering import Renderer, problem_page

STATIC = Path(__file__).parent / "web" / "static"
DESCRIPTION = "Articles on eco-industrial parks in Vietnam: passages, names, figures and facts in two languages."


def build_app(deps: Deps, *, names: Iterable[str] = ()) -> FastAPI:
    """Build the app over an open catalog and engine; it only reads.

    It answers requests for `names`, localhost and addresses in numbers only.
    """
    app = FastAPI(
        title="EIP Atlas",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would take the Host header's word for where we are
        responses=problems.RESPONSES,
    )
    app.state.deps = deps
    app.state.renderer = Renderer()
    app.state.metrics = Metrics(deps)
    app.add_middleware(MetricsMiddleware, metrics=app.state.metrics)
    app.add_middleware(HostMiddleware, names=tuple(names))
    app.add_middleware(SecurityMiddleware)
    problems.install(app, problem_page)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def serve(settings: Settings, *, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` is told the address once it is listened at.

    Raises InputError if the address cannot be bound, DeclarationError for a wrong source file, StoreError or
    EngineError if the data cannot be opened.
    """
    url = settings.search_url.get_secret_value() if settings.search_url else None
    sources = load_sources(settings.sources_dir or SOURCES_DIR)
    listener = bind(settings.host, settings.port)
    with listener, Catalog.open(settings.catalog_url) as catalog:
        engine = open_engine(settings.data_dir, url, entities=catalog.iter_entities())
        try:
            engine.suggest("kh")  # what suggestions need is made once, before anybody types
            deps = build_deps(catalog, engine, sources=sources, ledger=settings.ledger_place)
            app = build_app(deps, names=served_names(settings))
            _Server(app, _address(listener), on_ready).run(sockets=[listener])
        finally:
            engine.close()


def bind(host: str, port: int) -> socket.socket:
    """Bind an address; port 0 is any free one. Raises InputError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sets TCP_NODELAY only so
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        reason = error.strerror or "no such address"
        raise InputError(f"{host}:{port}: {reason}", remedy="choose another with EIP_HOST and EIP_PORT") from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    def __init__(self, app: FastAPI, address: str, on_ready: Callable[[str], None] | None) -> None:
        super().__init__(
            uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
        )
        self._address = address
        self._on_ready = on_ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; the base class would raise them anew, and nobody could close what is open."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        former = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._on_ready is not None:
            self._on_ready(self._address)
