"""Write rows as csv and as JSON Lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from config.decimals import plain
from index.exports.columns import Cell, Column

CHUNK_ROWS = 2000
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def iter_csv(columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """Iterate over a csv file (UTF-8, commas, CRLF): text is guarded against formulas, numbers stay numbers."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    for chunk in iter_chunks(rows):
        writer.writerows([_csv_cell(cell) for cell in row] for row in chunk)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def iter_jsonl(columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """Iterate over a file of one JSON object a line; decimals are strings, so that they stay exact."""
    names = [column.name for column in columns]
    for chunk in iter_chunks(rows):
        lines = [json.dumps(dict(zip(names, map(_json_cell, row), strict=True)), ensure_ascii=False) for row in chunk]
        yield ("\n".join(lines) + "\n").encode()


def iter_chunks(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    """Iterate over rows by CHUNK_ROWS."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield chunk


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case Decimal():
            return plain(cell)
        case bool():
            return "true" if cell else "false"
        case _:
            return str(cell)


def _json_cell(cell: Cell) -> Cell:
    return plain(cell) if isinstance(cell, Decimal) else cell
