"""The catalog's tables, as SQLAlchemy Core sees them; `index.migrations` creates and changes them."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("finished", sa.Text),
    sa.Column("program", sa.Text, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("url", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("published", sa.Text),
    sa.Column("story", sa.Text, index=True),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("superseded", sa.Boolean, nullable=False),
    sa.Column("saved", sa.Text, nullable=False),
    sa.Column("run_id", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("article", sa.JSON, nullable=False),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
)


def _of_version(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """A table of what was found in one version of an article, in its order."""
    return sa.Table(
        name,
        metadata,
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
    )


def _evidence() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("passage", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
    )


def _quantity() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("upper", sa.Text),
        sa.Column("of", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("per", sa.Text),
        sa.Column("period_start", sa.Text),
        sa.Column("period_end", sa.Text),
        sa.Column("suspect", sa.Text),
    )


passages = _of_version(
    "passages",
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("headings", sa.JSON, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
)

mentions = _of_version(
    "mentions",
    *_evidence(),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("entity_id", sa.Text, index=True),
    sa.Column("name", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("candidates", sa.JSON, nullable=False),
    sa.Column("role", sa.Text),
    sa.Column("value", sa.Text),
)

figures = _of_version(
    "figures",
    *_evidence(),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("dimension", sa.Text, nullable=False),
    sa.Column("modifier", sa.Text, nullable=False),
    *_quantity(),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("subject", sa.Text),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("readings", sa.JSON, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
)

facts = _of_version(
    "facts",
    *_evidence(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("superseded", sa.Boolean, nullable=False),
    sa.Column("run_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, index=True),
    sa.Column("subject_label", sa.Text),
    sa.Column("predicate", sa.Text, nullable=False, index=True),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("object", sa.Text, index=True),
    sa.Column("object_label", sa.Text),
    sa.Column("value", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("dimension", sa.Text),
    sa.Column("modifier", sa.Text),
    *_quantity(),
    sa.Column("as_of", sa.Text),
    sa.Column("place", sa.Text),
)

entities = sa.Table(
    "entities",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("provisional", sa.Boolean, nullable=False),
    sa.Column("entity", sa.JSON, nullable=False),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("run_id", sa.Text, sa.ForeignKey("runs.id"), nullable=False, index=True),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("fact_id", sa.Text, nullable=False, index=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("before", sa.JSON),
    sa.Column("after", sa.JSON),
)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("run_id", sa.Text, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False, index=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)

# One row an article, moved to the end at each change: a new index reads it from the start, an old one from its place.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("article_id", sa.Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

positions = sa.Table(
    "positions",
    metadata,
    sa.Column("index_name", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
)
