"""Take the catalog elsewhere: csv, JSON Lines, Parquet, Excel, pandas. A new format is a function and a line here."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from config.errors import QueryError
from index.catalog import Catalog
from index.exports.binary import write_parquet, write_xlsx
from index.exports.columns import ARTICLE_COLUMNS, COLUMNS, ENTITY_COLUMNS, FACT_COLUMNS, Cell, Column, iter_cells
from index.exports.delimited import iter_csv, iter_jsonl
from index.exports.frames import facts_frame, frame
from index.records import FactFilter

Rows = Iterable[tuple[Cell, ...]]
_IN_MEMORY_BYTES = 8 << 20
_PIECE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of this format is written, and what it is called on the way."""

    suffix: str
    content_type: str
    iter_bytes: Callable[[Sequence[Column], Rows], Iterator[bytes]]


def _whole(write: Callable[[IO[bytes], Sequence[Column], Rows], None]) -> Callable[..., Iterator[bytes]]:
    """Hand out a file that can only be written as a whole, from a temporary file."""

    def iter_bytes(columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as file:
            write(file, columns, rows)
            file.seek(0)
            while piece := file.read(_PIECE_BYTES):
                yield piece

    return iter_bytes


FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv", "text/csv; charset=utf-8", iter_csv),
    "jsonl": Format(".jsonl", "application/x-ndjson", iter_jsonl),
    "parquet": Format(".parquet", "application/vnd.apache.parquet", _whole(write_parquet)),
    "xlsx": Format(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _whole(write_xlsx)),
}


def iter_export(
    catalog: Catalog,
    kind: str,
    format_: str,
    filters: FactFilter | None = None,
    address: Callable[[str], str] | None = None,
) -> Iterator[bytes]:
    """Iterate over the bytes of an export ("facts", "articles", "entities"), with small memory; filters facts only.

    `address` spells the addresses of pages, which are as they are without it. Raises QueryError for a kind or format
    that there is not.
    """
    if kind not in COLUMNS:
        raise QueryError(f"no export of {kind!r}", remedy=f"one of {', '.join(COLUMNS)}")
    if format_ not in FORMATS:
        raise QueryError(f"no format {format_!r}", remedy=f"one of {', '.join(FORMATS)}")
    return FORMATS[format_].iter_bytes(COLUMNS[kind], iter_cells(catalog, kind, filters, address))


__all__ = [
    "ARTICLE_COLUMNS",
    "COLUMNS",
    "ENTITY_COLUMNS",
    "FACT_COLUMNS",
    "FORMATS",
    "Column",
    "FactFilter",
    "Format",
    "facts_frame",
    "frame",
    "iter_export",
]
