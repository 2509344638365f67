"""Write one article with its annotation, and log what that did to its facts."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from config.schema import Annotation, Article, Fact
from index import tables as t
from index.records import ChangeKind, Saved
from index.rows import Row, article_json, row_of, storable

_FOUND = (t.passages, t.mentions, t.figures, t.facts)
_UNLOGGED = frozenset({"article_id", "version", "ordinal", "superseded", "run_id"})


def digest_of(article: Article, annotation: Annotation) -> str:
    """Hash everything that is stored of a version, to notice when nothing changed."""
    found = (annotation.passages, annotation.mentions, annotation.figures, annotation.facts)
    content = [article.url, article_json(article), annotation.language, [[row_of(r) for r in part] for part in found]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def write_article(
    connection: sa.Connection, run_id: str, article: Article, annotation: Annotation, *, saved: str
) -> Saved:
    """Write what is new and mark what it supersedes, within the caller's transaction."""
    digest = digest_of(article, annotation)
    current = connection.execute(sa.select(t.articles.c.version).where(t.articles.c.id == article.id)).scalar()
    known = dict(
        connection.execute(
            sa.select(t.versions.c.version, t.versions.c.digest).where(t.versions.c.article_id == article.id)
        )
        .tuples()
        .all()
    )
    if current == article.version and known[current] == digest:
        return "unchanged"
    before = _facts_of(connection, article.id, current) if current else {}
    _put_article(connection, article, annotation, exists=current is not None)
    _put_version(connection, run_id, article, annotation, known=known, digest=digest, saved=saved)
    _supersede(connection, article)
    _log(connection, run_id, article.id, before, _facts_of(connection, article.id, article.version))
    if current is None:
        return "new"
    return "reannotated" if current == article.version else "changed"


def _put_article(connection: sa.Connection, article: Article, annotation: Annotation, *, exists: bool) -> None:
    language = annotation.language if annotation.language != "und" else article.language
    values = {
        "source": storable(article.source),
        "url": storable(article.url),
        "version": article.version,
        "language": language,
        "published": article.published.day.isoformat() if article.published else None,
    }
    if exists:
        connection.execute(t.articles.update().where(t.articles.c.id == article.id), values)
    else:
        connection.execute(t.articles.insert(), {"id": article.id, **values})


def _put_version(
    connection: sa.Connection,
    run_id: str,
    article: Article,
    annotation: Annotation,
    *,
    known: Mapping[str, str],
    digest: str,
    saved: str,
) -> None:
    values = {"digest": digest, "superseded": False, "run_id": run_id, "saved": saved}
    values |= {"language": annotation.language, "article": article_json(article), "title": storable(article.title)}
    if article.version not in known:
        key = {"article_id": article.id, "version": article.version, "ordinal": len(known) + 1}
        connection.execute(t.versions.insert(), {**key, **values})
    else:
        connection.execute(t.versions.update().where(_is(t.versions, article.id, article.version)), values)
        for table in _FOUND:
            connection.execute(table.delete().where(_is(table, article.id, article.version)))
    facts = _distinct(annotation.facts)
    found: tuple[Sequence[Any], ...] = (annotation.passages, annotation.mentions, annotation.figures, facts)
    for table, records in zip(_FOUND, found, strict=True):
        rows = [row_of(record) | {"ordinal": number} for number, record in enumerate(records)]
        identity: Row = {"article_id": article.id, "version": article.version}
        if table is t.facts:
            identity |= {"superseded": False, "run_id": run_id}
        if rows:
            connection.execute(table.insert(), [row | identity for row in rows])


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The first of several facts that share an id: they say the same."""
    return tuple({fact.id: fact for fact in reversed(tuple(facts))}.values())[::-1]


def _supersede(connection: sa.Connection, article: Article) -> None:
    for table in (t.versions, t.facts):
        others = sa.and_(table.c.article_id == article.id, table.c.version != article.version)
        connection.execute(table.update().where(others, table.c.superseded.is_(False)), {"superseded": True})


def _is(table: sa.Table, article_id: str, version: str) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.article_id == article_id, table.c.version == version)


def _facts_of(connection: sa.Connection, article_id: str, version: str) -> dict[str, Row]:
    rows = connection.execute(sa.select(t.facts).where(_is(t.facts, article_id, version)).order_by(t.facts.c.ordinal))
    return {row["id"]: {k: v for k, v in row.items() if k not in _UNLOGGED} for row in rows.mappings()}


def _log(
    connection: sa.Connection, run_id: str, article_id: str, before: Mapping[str, Row], after: Mapping[str, Row]
) -> None:
    changes: list[tuple[ChangeKind, Row | None, Row | None]]
    changes = [("withdrawn", before[i], None) for i in before if i not in after]
    changes += [("changed", before[i], row) for i, row in after.items() if i in before and before[i] != row]
    changes += [("added", None, row) for i, row in after.items() if i not in before]
    rows = [
        {
            "run_id": run_id,
            "article_id": article_id,
            "change": change,
            "fact_id": (new or old or {})["id"],
            "rule": (new or old or {})["extractor"],
            "before": old,
            "after": new if old else None,  # an added fact stands in its own table
        }
        for change, old, new in changes
    ]
    if rows:
        connection.execute(t.changes.insert(), rows)
