"""Copy a ledger to another place, a file or a server, and prove that nothing was lost."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from config.errors import StoreError
from config.schema import CopiedTable
from crawlers.database import SCHEMA_NAME, is_server, storable
from crawlers.ledger import Ledger
from crawlers.ledger_reader import COPIED
from crawlers.store import find_ledger

CHUNK_ROWS = 2000
_MODULUS = 1 << 256


def ledger_beside(catalog: str) -> Path | str:
    """Name the place of the ledger that belongs to a catalog: the same server, or `ledger.sqlite` in its folder."""
    return catalog if is_server(catalog) else Path(catalog.removeprefix("sqlite:///")).parent / "ledger.sqlite"


def copy_ledger(
    source: Path | str, target: Path | str, *, advance: Callable[[str, int], None] | None = None
) -> tuple[CopiedTable, ...]:
    """Copy everything but the leases, in one transaction; nothing where there is no ledger, or it lies there already.

    `advance` is told the table and how many rows went over. Raises StoreError, and leaves the target as it was, if both
    sides differ in the end, as they do when the target held something else before. Nobody should write meanwhile.
    """
    found = find_ledger(source)
    if found is None or _is_same(source, target):
        return ()
    found.close()
    with Ledger.open(source) as ours, Ledger.open(target) as theirs, theirs.transaction() as db:
        copied = []
        for table, key in COPIED.items():
            read = _Digest(f"{SCHEMA_NAME}.{table}")
            for names, rows in _iter_rows(ours, table, key):
                db.insert_numbered(table, names, rows)
                read.take(names, rows)
                if advance is not None:
                    advance(read.table, len(rows))
            written = _Digest(read.table)
            for names, rows in _iter_rows(theirs, table, key):
                written.take(names, rows)
            if read.told() != written.told():
                message = f"{read.table} differs: {read.rows} rows here, {written.rows} there"
                raise StoreError(message, remedy="copy into a place without a ledger; nothing of it was copied")
            copied.append(read.told())
        return tuple(copied)


def _is_same(source: Path | str, target: Path | str) -> bool:
    if is_server(source) or is_server(target):
        return source == target
    return Path(source).resolve() == Path(target).resolve()


def _iter_rows(ledger: Ledger, table: str, key: str) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    """Iterate over the rows with the names of their columns, in the order in which the database keeps the key."""
    after, last = "", list[Any]()
    while True:
        names, rows = ledger.read_table(f"{table} {after} ORDER BY {key} LIMIT {CHUNK_ROWS}", last)
        if not rows:
            return
        yield names, rows
        after, last = f"WHERE {key} > ?", [rows[-1][names.index(key)]]


class _Digest:
    """Hashes rows whatever their order, since databases sort texts differently: the sum of the hashes of all."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.rows = 0
        self._sum = 0

    def take(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            values = dict(zip(names, map(storable, row), strict=True))
            line = json.dumps(values, sort_keys=True).encode()
            self._sum += int.from_bytes(hashlib.sha256(line).digest())
        self.rows += len(rows)

    def told(self) -> CopiedTable:
        return CopiedTable(self.table, self.rows, f"{self._sum % _MODULUS:064x}")
