"""Entities of the catalog and declared sources by id and by name; entities are kept in memory for a short while."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Lock

from config.schema import Entity
from config.source import Source
from index.catalog import Catalog
from index.records import CountedEntity

FRESH = timedelta(seconds=30)


class Directory:
    """Answers from one reading of the catalog, which is repeated when it is older than FRESH; safe with threads."""

    def __init__(
        self, catalog: Catalog, clock: Callable[[], datetime], sources: Mapping[str, Source] | None = None
    ) -> None:
        self._catalog = catalog
        self._clock = clock
        self.sources: Mapping[str, Source] = sources or {}
        self._lock = Lock()
        self._read_at: datetime | None = None
        self._entities: Mapping[str, CountedEntity] = {}

    def find(self, entity_id: str) -> Entity | None:
        found = self._current().get(entity_id)
        return found.entity if found else None

    def name(self, entity_id: str, language: str) -> str:
        """Name an entity in a language, or in whatever it is known by; ids of unknown ones stand for themselves."""
        entity = self.find(entity_id)
        if entity is None:
            return entity_id
        return entity.names.get(language) or next(iter(entity.names.values()), entity_id)

    def source_name(self, source_id: str) -> str:
        """Name a source; ids of undeclared ones, such as "local", stand for themselves."""
        source = self.sources.get(source_id)
        return source.name if source else source_id

    def list(self, *, text: str = "", label: str | None = None, named: bool = True) -> list[CountedEntity]:
        """List entities by number of articles, then id, that have each word of the text in a name."""
        words = fold(text).split()
        return [
            found
            for found in self._current().values()
            if (label is None or found.entity.label == label)
            and (not named or found.articles or found.facts)
            and _matches(found.entity, words)
        ]

    def _current(self) -> Mapping[str, CountedEntity]:
        now = self._clock()
        if self._read_at is not None and now - self._read_at <= FRESH:
            return self._entities
        if self._lock.acquire(blocking=self._read_at is None):  # while one reads anew, the others take what there is
            try:
                if self._read_at is None or now - self._read_at > FRESH:
                    self._entities = {found.entity.id: found for found in self._catalog.list_entities(named=False)}
                    self._read_at = now
            finally:
                self._lock.release()
        return self._entities


def fold(text: str) -> str:
    """Reduce a text to lower-case letters without marks, as names are compared."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _matches(entity: Entity, words: list[str]) -> bool:
    if not words:
        return True
    names = fold(" ".join((entity.id, *entity.names.values(), *entity.aliases)))
    return all(word in names for word in words)
