"""What a command works with: the settings, and how to open what they name."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from config.settings import Settings
    from config.source import Source
    from index.catalog import Catalog
    from index.search import Engine


@dataclass(frozen=True)
class Session:
    """Opens nothing before it is asked to, so that every command starts as fast as it can."""

    data_dir: Path | None = None
    quiet: bool = False

    @cached_property
    def settings(self) -> "Settings":
        """The settings with the command line's words over them; DeclarationError names what is wrong."""
        from config.settings import load_settings

        return load_settings(data_dir=self.data_dir)

    @cached_property
    def sources(self) -> "Mapping[str, Source]":
        """The declared sources by id."""
        from config.source import SOURCES_DIR, load_sources

        return load_sources(self.settings.sources_dir or SOURCES_DIR)

    @property
    def search_url(self) -> str | None:
        """Address of the search engine, with its password: never show it."""
        return self.settings.search_url.get_secret_value() if self.settings.search_url else None

    @property
    def workers(self) -> int:
        """How many processes may read pages."""
        return self.settings.workers or os.cpu_count() or 1

    @contextmanager
    def open_catalog(self) -> "Iterator[Catalog]":
        """Open the system of record for a block."""
        from index.catalog import Catalog

        with Catalog.open(self.settings.catalog_url) as catalog:
            yield catalog

    @contextmanager
    def open_engine(self, catalog: "Catalog") -> "Iterator[Engine]":
        """Open the search engine for a block, knowing the catalog's names."""
        from index.engine import open_engine

        engine = open_engine(self.settings.data_dir, self.search_url, entities=catalog.iter_entities())
        try:
            yield engine
        finally:
            engine.close()


def session_of(context: typer.Context) -> Session:
    """Return the session of a command's context."""
    session = context.obj
    assert isinstance(session, Session)
    return session
