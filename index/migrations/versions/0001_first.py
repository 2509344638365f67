"""Create the catalog."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables; frozen here, later changes are migrations of their own."""
    _create_runs_and_articles()
    _create_of_version("passages", *_passage())
    _create_of_version("mentions", *_evidence(), *_mention())
    _create_of_version("figures", *_evidence(), *_quantity(), *_figure())
    _create_of_version("facts", *_evidence(), *_quantity(), *_fact())
    _create_entities_and_logs()
    for table, columns in _INDEXES:
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


_INDEXES = (
    ("articles", ("source", "url", "story")),
    ("mentions", ("entity_id",)),
    ("facts", ("id", "subject", "predicate", "object")),
    ("entities", ("label",)),
    ("changes", ("run_id", "fact_id")),
    ("issues", ("run_id", "url")),
)


def _text(*names: str, nullable: bool = False) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text, nullable=nullable) for name in names)


def _numbers(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Integer, nullable=False) for name in names)


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _create_runs_and_articles() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("kind", "started", "program"),
        *_text("finished", nullable=True),
        sa.Column("counts", sa.JSON, nullable=False),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("source", "url", "version", "language"),
        *_text("published", "story", nullable=True),
    )
    op.create_table(
        "versions",
        sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        *_numbers("ordinal"),
        sa.Column("superseded", sa.Boolean, nullable=False),
        *_text("saved", "digest", "language"),
        sa.Column("run_id", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("article", sa.JSON, nullable=False),
    )


def _create_of_version(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
    )


def _evidence() -> tuple[sa.Column[Any], ...]:
    return (*_numbers("passage", "start", "end", "sentence_start", "sentence_end"), *_text("surface"))


def _quantity() -> tuple[sa.Column[Any], ...]:
    return _text("upper", "of", "item", "per", "period_start", "period_end", "suspect", nullable=True)


def _passage() -> tuple[sa.Column[Any], ...]:
    return (
        *_text("text", "language", "kind"),
        *_numbers("start", "end", "level"),
        sa.Column("headings", sa.JSON, nullable=False),
    )


def _mention() -> tuple[sa.Column[Any], ...]:
    return (
        *_text("label", "extractor", "reason"),
        *_text("entity_id", "name", "kind", "role", "value", nullable=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
    )


def _figure() -> tuple[sa.Column[Any], ...]:
    return (
        *_text("value", "unit", "dimension", "modifier", "status", "rule"),
        *_text("subject", nullable=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("readings", sa.JSON, nullable=False),
    )


def _fact() -> tuple[sa.Column[Any], ...]:
    return (
        *_text("id", "run_id", "kind", "predicate", "sentence", "language", "extractor", "status"),
        *_text("subject", "subject_label", "object", "object_label", nullable=True),
        *_text("value", "unit", "dimension", "modifier", "as_of", "place", nullable=True),
        sa.Column("superseded", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
    )


def _create_entities_and_logs() -> None:
    op.create_table(
        "entities",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("label", "kind"),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("entity", sa.JSON, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("seq", _big(), primary_key=True),
        sa.Column("run_id", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
        *_text("article_id", "change", "fact_id", "rule"),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
    op.create_table(
        "issues",
        sa.Column("seq", _big(), primary_key=True),
        *_text("run_id", nullable=True),
        *_text("at", "source", "url", "stage", "reason", "detail"),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", _big(), primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.Text, nullable=False, unique=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "positions",
        sa.Column("index_name", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
