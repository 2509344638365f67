"""What the app works with, made by the caller and passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from config.source import Source
from index.catalog import Catalog
from index.search import Engine
from search_api.directory import Directory


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Deps:
    """The catalog, the engine over it, the names of entities and sources; who opened them closes them."""

    catalog: Catalog
    engine: Engine
    directory: Directory
    clock: Callable[[], datetime] = utc_now
    ledger: Path | str | None = None  # file of the crawl's ledger, or the server where it lies


def build_deps(
    catalog: Catalog,
    engine: Engine,
    *,
    sources: Mapping[str, Source] | None = None,
    ledger: Path | str | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Deps:
    """Build what the app needs from an open catalog, an open engine, the declared sources and the ledger."""
    return Deps(
        catalog=catalog, engine=engine, directory=Directory(catalog, clock, sources), clock=clock, ledger=ledger
    )


def get_deps(request: Request) -> Deps:
    deps: Deps = request.app.state.deps
    return deps


DepsParam = Annotated[Deps, Depends(get_deps)]
