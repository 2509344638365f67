"""The system of record: all articles with their versions, and all that was understood of them.

Safe with several writing processes; a process that is killed leaves either all or nothing of an article behind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import sqlalchemy as sa

from config.errors import NotFoundError
from config.schema import Annotation, Article, Entity, Issue
from index import reading
from index import tables as t
from index.database import Database
from index.records import (
    ArticleVersion,
    Change,
    CountedEntity,
    FactFilter,
    Page,
    RecordedIssue,
    Run,
    RunKind,
    Saved,
    StoredArticle,
    StoredFact,
)
from index.rows import entity_json, entity_of, storable
from index.saving import write_article


def utc_now() -> datetime:
    return datetime.now(UTC)


class Catalog:
    """Holds the database open; every method is a transaction of its own. Raises StoreError when the database fails."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    @classmethod
    def open(cls, url_or_path: str | Path, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open the catalog, creating or migrating it: a path of an SQLite file, or postgresql://user@host/name."""
        return cls(Database(url_or_path), clock)

    @property
    def database(self) -> Database:
        return self._database

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Runs

    def begin_run(self, kind: RunKind, *, program: str = "") -> str:
        """Begin a run and return its id; ids sort by time."""
        now = self._clock()
        run_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}-{kind}-{uuid4().hex[:6]}"
        with self._database.writing() as connection:
            row = {"id": run_id, "kind": kind, "started": now.isoformat(), "program": program, "counts": {}}
            connection.execute(t.runs.insert(), row)
        return run_id

    def finish_run(self, run_id: str, counts: Mapping[str, int]) -> None:
        """Finish a run with its counts; may be repeated."""
        with self._database.writing() as connection:
            values = {"finished": self._clock().isoformat(), "counts": dict(counts)}
            if not connection.execute(t.runs.update().where(t.runs.c.id == run_id), values).rowcount:
                raise NotFoundError(f"no run {run_id}", remedy="see `eip status`")

    def iter_runs(self) -> Iterator[Run]:
        """Iterate over all runs, the latest first."""
        with self._database.reading() as connection:
            yield from reading.runs(connection)

    # Articles

    def save_article(self, run_id: str, article: Article, annotation: Annotation) -> Saved:
        """Save an article and tell what became of it, in one transaction with its place in the outbox.

        "changed" is a new current version, "reannotated" the same version understood or described differently.
        Facts with one id are one fact. Saving the same again changes nothing.
        """
        with self._database.writing() as connection:
            self._database.lock_article(connection, article.id)
            saved = write_article(connection, run_id, article, annotation, saved=self._clock().isoformat())
            if saved != "unchanged":
                self._announce(connection, article.id)
        return saved

    def set_stories(self, stories: Mapping[str, str | None]) -> int:
        """Say which story each article (by id) tells: near copies share one. Returns how many changed."""
        changed: list[str] = []
        with self._database.writing() as connection:
            for article_id, story in sorted(stories.items()):
                differs = t.articles.c.story.is_distinct_from(story)
                update = t.articles.update().where(t.articles.c.id == article_id, differs).values(story=story)
                if connection.execute(update).rowcount:
                    changed.append(article_id)
            for article_id in changed:  # last, as `save_article` does: two writers must not wait for each other
                self._announce(connection, article_id)
        return len(changed)

    def find_story(self, story: str) -> tuple[str, ...]:
        """Find the ids of the articles that tell a story, in all languages, the earliest published first."""
        with self._database.reading() as connection:
            order = (t.articles.c.published.is_(None), t.articles.c.published, t.articles.c.id)
            query = sa.select(t.articles.c.id).where(t.articles.c.story == story).order_by(*order)
            return tuple(connection.execute(query).scalars())

    def get_article(self, article_id: str, version: str | None = None) -> StoredArticle:
        """Get an article with passages, mentions, figures and facts; raises NotFoundError."""
        with self._database.reading() as connection:
            return reading.article(connection, article_id, version)

    def get_articles(self, ids: Sequence[str]) -> list[StoredArticle]:
        """Get the current versions of those of the articles that exist."""
        found: list[StoredArticle] = []
        with self._database.reading() as connection:
            for start in range(0, len(ids), reading.BATCH):
                found += reading.articles_by_id(connection, ids[start : start + reading.BATCH])
        return found

    def find_articles(self, url: str) -> tuple[str, ...]:
        """Find the ids of the articles of a page, in order."""
        with self._database.reading() as connection:
            query = sa.select(t.articles.c.id).where(t.articles.c.url == url).order_by(t.articles.c.id)
            return tuple(connection.execute(query).scalars())

    def iter_versions(self, article_id: str) -> Iterator[ArticleVersion]:
        """Iterate over the versions of an article, the first one first."""
        with self._database.reading() as connection:
            yield from reading.history(connection, article_id)

    def iter_articles(self, *, source: str | None = None, language: str | None = None) -> Iterator[StoredArticle]:
        """Iterate over the current versions by id; memory stays small, and articles may be saved meanwhile."""
        last = ""
        while True:
            with self._database.reading() as connection:
                batch = reading.articles(connection, after=last, source=source, language=language)
            yield from batch
            if not batch:
                return
            last = batch[-1].article.id

    def iter_current(self) -> Iterator[tuple[str, str]]:
        """Iterate over (id, current version) of all articles."""
        with self._database.reading() as connection:
            yield from connection.execute(sa.select(t.articles.c.id, t.articles.c.version)).tuples()

    def iter_fact_counts(self) -> Iterator[tuple[str, str, int]]:
        """Iterate over (article id, current version, number of facts) of all articles with facts."""
        key = (t.facts.c.article_id, t.facts.c.version)
        query = sa.select(*key, sa.func.count()).where(t.facts.c.superseded.is_(False)).group_by(*key)
        with self._database.reading() as connection:
            yield from connection.execute(query).tuples()

    # Facts

    def iter_facts(self, filters: FactFilter | None = None) -> Iterator[StoredFact]:
        """Iterate over all facts that pass the filter, in the order of `list_facts`."""
        cursor: str | None = None
        while True:
            page = self.list_facts(filters, cursor=cursor, limit=1000)
            yield from page.facts
            cursor = page.cursor
            if cursor is None:
                return

    def list_facts(self, filters: FactFilter | None = None, *, cursor: str | None = None, limit: int = 100) -> Page:
        """List a page of facts by article and place in it; raises QueryError for a bad cursor."""
        with self._database.reading() as connection:
            return reading.facts(connection, filters or FactFilter(), cursor, limit)

    def count_facts(self, filters: FactFilter | None = None) -> int:
        """Count the facts that pass the filter."""
        with self._database.reading() as connection:
            return reading.fact_count(connection, filters or FactFilter())

    def get_fact(self, fact_id: str) -> StoredFact:
        """Get a fact, preferably from a current version; raises NotFoundError."""
        with self._database.reading() as connection:
            return reading.fact(connection, fact_id)

    def iter_changes(self, run_a: str, run_b: str | None = None) -> Iterator[Change]:
        """Iterate over what one run did to facts, or over what was done after run_a up to and with run_b."""
        with self._database.reading() as connection:
            yield from reading.changes(connection, run_a, run_b)

    # Entities

    def save_entities(self, entities: Iterable[Entity]) -> int:
        """Add or replace entities; returns how many are new or changed."""
        changed = 0
        given = sorted(entities, key=lambda entity: entity.id)  # in one order: two writers must not wait for each other
        with self._database.writing() as connection:
            stored = reading.entities(connection, [entity.id for entity in given])
            for entity in given:
                data = entity_json(entity)
                if stored.get(entity.id) == data:
                    continue
                row = {"label": entity.label, "kind": entity.kind, "provisional": entity.provisional, "entity": data}
                self._database.put(connection, t.entities, {"id": entity.id, **row})
                stored[entity.id] = data
                changed += 1
        return changed

    def get_entity(self, entity_id: str) -> CountedEntity:
        """Get an entity with its counts; raises NotFoundError."""
        with self._database.reading() as connection:
            for entity in reading.counted_entities(connection, entity_id=entity_id):
                return entity
        raise NotFoundError(f"no entity {entity_id}", remedy="see `eip search` or /api/entities for ids")

    def iter_entities(self) -> Iterator[Entity]:
        """Iterate over all entities by id, named somewhere or not."""
        with self._database.reading() as connection:
            for data in connection.execute(sa.select(t.entities.c.entity).order_by(t.entities.c.id)).scalars():
                yield entity_of(data)

    def list_entities(self, *, label: str | None = None, named: bool = True) -> tuple[CountedEntity, ...]:
        """List entities by number of articles, then id; `named` leaves out those that no current article names."""
        with self._database.reading() as connection:
            found = list(reading.counted_entities(connection, label=label))
        kept = (e for e in found if e.articles or e.facts or not named)
        return tuple(sorted(kept, key=lambda e: (-e.articles, -e.facts, e.entity.id)))

    # Issues, counts, outbox

    def record_issue(self, issue: Issue, run_id: str | None = None) -> None:
        """Record something that was skipped or is doubtful."""
        with self._database.writing() as connection:
            row = {"run_id": run_id, "at": self._clock().isoformat()}
            row |= {name: storable(getattr(issue, name)) for name in ("source", "url", "stage", "reason", "detail")}
            connection.execute(t.issues.insert(), row)

    def iter_issues(self, *, run_id: str | None = None, url: str | None = None) -> Iterator[RecordedIssue]:
        """Iterate over issues in the order they came up."""
        with self._database.reading() as connection:
            yield from reading.issues(connection, run_id, url)

    def counts(self) -> dict[str, dict[str, int]]:
        """Count current articles by language and source, versions, passages, mentions, figures, facts, issues."""
        with self._database.reading() as connection:
            return reading.counts(connection)

    def pending(self, index_name: str, limit: int = 500) -> tuple[tuple[int, str], ...]:
        """Get the next (place, article id) that an index has not taken yet; a new index begins with all articles."""
        with self._database.reading() as connection:
            return reading.pending(connection, index_name, limit)

    def count_pending(self, index_name: str) -> int:
        """Count the articles that an index has not taken yet."""
        with self._database.reading() as connection:
            return reading.pending_count(connection, index_name)

    def acknowledge(self, index_name: str, seq: int) -> None:
        """Note that an index holds everything up to a place in the outbox, durably."""
        with self._database.writing() as connection:
            self._database.put(connection, t.positions, {"index_name": index_name, "seq": seq})

    def forget_index(self, index_name: str) -> None:
        """Forget how far an index had come, because it is gone or must begin again."""
        with self._database.writing() as connection:
            connection.execute(t.positions.delete().where(t.positions.c.index_name == index_name))

    def announce(self, article_ids: Iterable[str]) -> None:
        """Put articles at the end of the outbox, to be indexed again."""
        with self._database.writing() as connection:
            for article_id in article_ids:
                self._announce(connection, article_id)

    def _announce(self, connection: sa.Connection, article_id: str) -> None:
        self._database.order_outbox(connection)
        connection.execute(t.outbox.delete().where(t.outbox.c.article_id == article_id))
        connection.execute(t.outbox.insert(), {"article_id": article_id})
