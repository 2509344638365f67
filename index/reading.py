"""Read the catalog: rows back into records, in a stable order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from config.errors import NotFoundError, QueryError
from config.schema import Annotation, Issue
from index import tables as t
from index.records import (
    ArticleVersion,
    Change,
    CountedEntity,
    FactFilter,
    Page,
    RecordedIssue,
    Run,
    StoredArticle,
    StoredFact,
)
from index.rows import article_of, entity_of, fact_of, figure_of, mention_of, passage_of

BATCH = 200

_VERSION = (
    t.articles.c.id,
    t.articles.c.source,
    t.articles.c.url,
    t.articles.c.story,
    t.versions.c.version,
    t.versions.c.ordinal,
    t.versions.c.superseded,
    t.versions.c.saved,
    t.versions.c.run_id,
    t.versions.c.language,
    t.versions.c.article,
)


def runs(connection: sa.Connection) -> Iterator[Run]:
    for row in connection.execute(sa.select(t.runs).order_by(t.runs.c.started.desc(), t.runs.c.id.desc())).mappings():
        yield Run(
            started=datetime.fromisoformat(row["started"]),
            finished=datetime.fromisoformat(row["finished"]) if row["finished"] else None,
            **{name: row[name] for name in ("id", "kind", "program", "counts")},
        )


def article(connection: sa.Connection, article_id: str, version: str | None) -> StoredArticle:
    wanted = t.versions.c.version == (version or t.articles.c.version)
    query = sa.select(*_VERSION).join(t.versions).where(t.articles.c.id == article_id, wanted)
    found = _load(connection, connection.execute(query).mappings().all())
    if not found:
        which = f"version {version} of article" if version else "article"
        raise NotFoundError(f"no {which} {article_id}", remedy="search for it")
    return found[0]


def articles(connection: sa.Connection, *, after: str, source: str | None, language: str | None) -> list[StoredArticle]:
    query = sa.select(*_VERSION).join(t.versions).where(t.versions.c.version == t.articles.c.version)
    query = query.where(t.articles.c.id > after).order_by(t.articles.c.id).limit(BATCH)
    if source is not None:
        query = query.where(t.articles.c.source == source)
    if language is not None:
        query = query.where(t.articles.c.language == language)
    return _load(connection, connection.execute(query).mappings().all())


def articles_by_id(connection: sa.Connection, ids: Sequence[str]) -> list[StoredArticle]:
    query = sa.select(*_VERSION).join(t.versions).where(t.versions.c.version == t.articles.c.version)
    return _load(connection, connection.execute(query.where(t.articles.c.id.in_(ids))).mappings().all())


def _load(connection: sa.Connection, rows: Sequence[sa.RowMapping]) -> list[StoredArticle]:
    found = [_found(connection, table, rows) for table in (t.passages, t.mentions, t.figures, t.facts)]
    loaded = []
    for row in rows:
        passages, mentions, figures, facts_ = (part[row["id"]] for part in found)
        annotation = Annotation(
            language=row["language"],
            passages=tuple(map(passage_of, passages)),
            mentions=tuple(map(mention_of, mentions)),
            figures=tuple(map(figure_of, figures)),
            facts=tuple(map(fact_of, facts_)),
        )
        stored = StoredArticle(
            article=article_of(row, row["article"]),
            annotation=annotation,
            number=row["ordinal"],
            superseded=row["superseded"],
            saved=datetime.fromisoformat(row["saved"]),
            run_id=row["run_id"],
            story=row["story"],
        )
        loaded.append(stored)
    return loaded


def _found(
    connection: sa.Connection, table: sa.Table, rows: Sequence[sa.RowMapping]
) -> defaultdict[str, list[sa.RowMapping]]:
    found: defaultdict[str, list[sa.RowMapping]] = defaultdict(list)
    versions = {row["id"]: row["version"] for row in rows}
    query = sa.select(table).where(table.c.article_id.in_(versions)).order_by(table.c.ordinal)
    for row in connection.execute(query).mappings():
        if row["version"] == versions[row["article_id"]]:
            found[row["article_id"]].append(row)
    return found


def history(connection: sa.Connection, article_id: str) -> Iterator[ArticleVersion]:
    query = sa.select(t.versions).where(t.versions.c.article_id == article_id).order_by(t.versions.c.ordinal)
    for row in connection.execute(query).mappings():
        yield ArticleVersion(
            version=row["version"],
            number=row["ordinal"],
            superseded=row["superseded"],
            saved=datetime.fromisoformat(row["saved"]),
            run_id=row["run_id"],
        )


def _matching(query: sa.Select[Any], wanted: FactFilter) -> sa.Select[Any]:
    query = query.join(t.articles, t.articles.c.id == t.facts.c.article_id)
    for name in ("subject", "object", "predicate", "kind", "status", "language", "article_id", "extractor"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(t.facts.c[name] == value)
    if wanted.entity is not None:
        query = query.where(sa.or_(t.facts.c.subject == wanted.entity, t.facts.c.object == wanted.entity))
    if wanted.source is not None:
        query = query.where(t.articles.c.source == wanted.source)
    if wanted.suspect is not None:
        query = query.where(t.facts.c.suspect.is_not(None) if wanted.suspect else t.facts.c.suspect.is_(None))
    return query if wanted.superseded else query.where(t.facts.c.superseded.is_(False))


_STORED_FACT = sa.select(t.facts, t.articles.c.source, t.articles.c.url, t.articles.c.published, t.versions.c.title)


def _with_version(query: sa.Select[Any]) -> sa.Select[Any]:
    same = sa.and_(t.versions.c.article_id == t.facts.c.article_id, t.versions.c.version == t.facts.c.version)
    return query.join(t.versions, same)


def _stored_fact(row: sa.RowMapping) -> StoredFact:
    names = ("article_id", "version", "superseded", "run_id", "source", "url", "title", "published")
    return StoredFact(fact=fact_of(row), **{name: row[name] for name in names})


def facts(connection: sa.Connection, wanted: FactFilter, cursor: str | None, limit: int) -> Page:
    order = (t.facts.c.article_id, t.facts.c.version, t.facts.c.ordinal)
    query = _with_version(_matching(_STORED_FACT, wanted)).order_by(*order).limit(limit + 1)
    if cursor is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(*map(sa.literal, _place(cursor))))
    rows = connection.execute(query).mappings().all()
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    place = f"{last['article_id']}.{last['version']}.{last['ordinal']}" if last else None
    return Page(facts=tuple(map(_stored_fact, rows[:limit])), cursor=place)


def _place(cursor: str) -> tuple[str, str, int]:
    article_id, _, rest = cursor.partition(".")
    version, _, ordinal = rest.partition(".")
    if not (ordinal.isascii() and ordinal.isdecimal() and len(ordinal) < 10):
        raise QueryError("the cursor is not one of ours", remedy="begin again without it", parameter="cursor")
    return article_id, version, int(ordinal)


def fact_count(connection: sa.Connection, wanted: FactFilter) -> int:
    query = _matching(sa.select(sa.func.count()).select_from(t.facts), wanted)
    return int(connection.execute(query).scalar_one())


def fact(connection: sa.Connection, fact_id: str) -> StoredFact:
    query = _with_version(_matching(_STORED_FACT, FactFilter(superseded=True))).where(t.facts.c.id == fact_id)
    row = connection.execute(query.order_by(t.facts.c.superseded, t.versions.c.ordinal.desc())).mappings().first()
    if row is None:
        raise NotFoundError(f"no fact {fact_id}", remedy="see `eip facts` for ids")
    return _stored_fact(row)


def changes(connection: sa.Connection, run_a: str, run_b: str | None) -> Iterator[Change]:
    started = {
        run: connection.execute(sa.select(t.runs.c.started).where(t.runs.c.id == run)).scalar()
        for run in (run_a, run_b)
        if run is not None
    }
    for run, found in started.items():
        if found is None:
            raise NotFoundError(f"no run {run}", remedy="see `eip status` for runs")
    query = sa.select(t.changes).order_by(t.changes.c.seq)
    if run_b is None:
        query = query.where(t.changes.c.run_id == run_a)
    else:
        query = query.join(t.runs).where(t.runs.c.id > run_a, t.runs.c.id <= run_b)
    for row in connection.execute(query).mappings():
        yield Change(**{name: row[name] for name in Change.__dataclass_fields__})


def entities(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Any]:
    """Read the stored form of those of the entities that exist."""
    found: dict[str, Any] = {}
    for start in range(0, len(ids), BATCH):
        query = sa.select(t.entities.c.id, t.entities.c.entity).where(t.entities.c.id.in_(ids[start : start + BATCH]))
        found.update(connection.execute(query).tuples().all())
    return found


def counted_entities(
    connection: sa.Connection, *, label: str | None = None, entity_id: str | None = None
) -> Iterator[CountedEntity]:
    current = sa.and_(t.articles.c.id == t.mentions.c.article_id, t.articles.c.version == t.mentions.c.version)
    named = sa.select(
        t.mentions.c.entity_id, sa.func.count(sa.distinct(t.mentions.c.article_id)), sa.func.count()
    ).join(t.articles, current)
    named = named.where(t.mentions.c.entity_id.is_not(None)).group_by(t.mentions.c.entity_id)
    about = sa.select(t.facts.c.subject, sa.func.count()).where(t.facts.c.superseded.is_(False))
    about = about.where(t.facts.c.subject.is_not(None)).group_by(t.facts.c.subject)
    query = sa.select(t.entities.c.id, t.entities.c.entity).order_by(t.entities.c.id)
    if entity_id is not None:
        named, about = named.where(t.mentions.c.entity_id == entity_id), about.where(t.facts.c.subject == entity_id)
        query = query.where(t.entities.c.id == entity_id)
    if label is not None:
        query = query.where(t.entities.c.label == label)
    mentions = {found: (articles_, count) for found, articles_, count in connection.execute(named)}
    subjects = dict(connection.execute(about).tuples().all())
    for found, data in connection.execute(query):
        in_articles, times = mentions.get(found, (0, 0))
        entity = entity_of(data)
        yield CountedEntity(entity=entity, articles=in_articles, mentions=times, facts=subjects.get(found, 0))


def issues(connection: sa.Connection, run_id: str | None, url: str | None) -> Iterator[RecordedIssue]:
    query = sa.select(t.issues).order_by(t.issues.c.seq)
    if run_id is not None:
        query = query.where(t.issues.c.run_id == run_id)
    if url is not None:
        query = query.where(t.issues.c.url == url)
    for row in connection.execute(query).mappings():
        issue = Issue(**{name: row[name] for name in Issue.__dataclass_fields__})
        yield RecordedIssue(issue=issue, run_id=row["run_id"], at=datetime.fromisoformat(row["at"]))


def counts(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """Count by kind: {"articles": {"vi": 3}, "sources": {...}, "records": {...}, "issues": {reason: n}}."""

    def grouped(column: sa.Column[Any]) -> dict[str, int]:
        query = sa.select(column, sa.func.count()).group_by(column).order_by(column)
        return dict(connection.execute(query).tuples().all())

    def current(table: sa.Table) -> int:
        same = sa.and_(t.articles.c.id == table.c.article_id, t.articles.c.version == table.c.version)
        query = sa.select(sa.func.count()).select_from(table).join(t.articles, same)
        return int(connection.execute(query).scalar_one())

    found = {table.name: current(table) for table in (t.passages, t.mentions, t.figures, t.facts)}
    for table in (t.versions, t.entities):
        found[table.name] = int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
    by_language = grouped(t.articles.c.language)
    return {
        "articles": by_language,
        "sources": grouped(t.articles.c.source),
        "records": {"articles": sum(by_language.values()), **found},
        "issues": grouped(t.issues.c.reason),
    }


def _place_of(index_name: str) -> sa.ScalarSelect[Any]:
    seq = sa.select(sa.func.max(t.positions.c.seq)).where(t.positions.c.index_name == index_name)
    return sa.select(sa.func.coalesce(seq.scalar_subquery(), 0)).scalar_subquery()


def pending(connection: sa.Connection, index_name: str, limit: int) -> tuple[tuple[int, str], ...]:
    query = sa.select(t.outbox.c.seq, t.outbox.c.article_id).where(t.outbox.c.seq > _place_of(index_name))
    return tuple((seq, found) for seq, found in connection.execute(query.order_by(t.outbox.c.seq).limit(limit)))


def pending_count(connection: sa.Connection, index_name: str) -> int:
    query = sa.select(sa.func.count()).select_from(t.outbox).where(t.outbox.c.seq > _place_of(index_name))
    return int(connection.execute(query).scalar_one())
