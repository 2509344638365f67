"""Copy a catalog to another database, row by row, and prove that nothing was lost."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from config.errors import StoreError
from config.schema import CopiedTable
from index.catalog import Catalog
from index.tables import metadata

CHUNK_ROWS = 2000


def copy_catalog(
    source: Catalog, target: Catalog, *, advance: Callable[[str, int], None] | None = None
) -> tuple[CopiedTable, ...]:
    """Copy everything; interrupted, the next call goes on. Nobody should write meanwhile.

    `advance` is told the table and how many rows went over. Raises StoreError if both sides differ in the end, as they
    do when the target held something else before.
    """
    tables = metadata.sorted_tables
    for table in tables:
        for rows in _iter_missing(source, target, table):
            with target.database.writing() as connection:
                connection.execute(table.insert(), rows)
            if advance is not None:
                advance(table.name, len(rows))
    _advance_sequences(target)
    return tuple(_compared(source, target, table) for table in tables)


def _compared(source: Catalog, target: Catalog, table: sa.Table, until: tuple[Any, ...] | None = None) -> CopiedTable:
    ours, theirs = _digest(source, table, until), _digest(target, table, until)
    if ours != theirs:
        message = f"{table.name} differs: {ours.rows} rows here, {theirs.rows} there"
        raise StoreError(message, remedy="copy into an empty database")
    return ours


def _key(catalog: Catalog, table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """The primary key, in an order that both databases agree on."""
    columns: Sequence[sa.Column[Any]] = list(table.primary_key)
    if catalog.database.is_sqlite:
        return list(columns)
    return [column.collate("C") if isinstance(column.type, sa.Text) else column for column in columns]


def _iter_missing(source: Catalog, target: Catalog, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    descending = [column.desc() for column in _key(target, table)]
    with target.database.reading() as connection:
        found = connection.execute(sa.select(*table.primary_key).order_by(*descending).limit(1)).first()
    last = tuple(found) if found else None
    if last is not None:
        _compared(source, target, table, last)
    yield from _iter_rows(source, table, last)


def _iter_rows(
    catalog: Catalog, table: sa.Table, last: tuple[Any, ...] | None = None, until: tuple[Any, ...] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Iterate over the rows after one key, and up to another."""
    key = _key(catalog, table)
    while True:
        query = sa.select(table).order_by(*key).limit(CHUNK_ROWS)
        if last is not None:
            query = query.where(sa.tuple_(*key) > sa.tuple_(*map(sa.literal, last)))
        if until is not None:
            query = query.where(sa.tuple_(*key) <= sa.tuple_(*map(sa.literal, until)))
        with catalog.database.reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][column.name] for column in table.primary_key)


def _digest(catalog: Catalog, table: sa.Table, until: tuple[Any, ...] | None) -> CopiedTable:
    digest, count = hashlib.sha256(), 0
    for rows in _iter_rows(catalog, table, until=until):
        count += len(rows)
        for row in rows:
            digest.update(_line(row))
    return CopiedTable(table.name, count, digest.hexdigest())


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(row), sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _advance_sequences(target: Catalog) -> None:
    """Let PostgreSQL number on after the rows that came with their numbers."""
    if target.database.is_sqlite:
        return
    with target.database.writing() as connection:
        for name in ("outbox", "changes", "issues"):
            column = metadata.tables[name].c.seq
            last = sa.select(sa.func.max(column)).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(name, "seq")
            connection.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None))))
