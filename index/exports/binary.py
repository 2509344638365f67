"""Write rows as Parquet and as an Excel workbook."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

from index.exports.columns import Cell, Column
from index.exports.delimited import guarded, iter_chunks

SHEET_ROWS = 1_000_000  # a sheet holds 1,048,576
LONGEST_CELL = 32_767


def write_parquet(file: IO[bytes], columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> None:
    """Write a Parquet file, one row group a chunk."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "decimal": pa.float64(), "number": pa.float64(), "count": pa.int64()}
    types["flag"] = pa.bool_()
    schema = pa.schema([pa.field(column.name, types[column.type]) for column in columns])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for chunk in iter_chunks(rows):
            columnwise = [[_double(cell) for cell in column] for column in zip(*chunk, strict=True)]
            writer.write_table(pa.Table.from_arrays(list(map(pa.array, columnwise, schema.types)), schema=schema))


def write_xlsx(file: IO[bytes], columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> None:
    """Write a workbook with small memory; a new sheet begins after SHEET_ROWS. Text is never a formula or a link."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet, line = _new_sheet(book, columns), 1
        for row in rows:
            if line > SHEET_ROWS:
                sheet, line = _new_sheet(book, columns), 1
            for place, cell in enumerate(row):
                _write_cell(sheet, line, place, cell)
            line += 1


def _new_sheet(book: Any, columns: Sequence[Column]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name)
    return sheet


def _write_cell(sheet: Any, line: int, place: int, cell: Cell) -> None:
    match cell:
        case None:
            pass
        case bool():
            sheet.write_boolean(line, place, cell)
        case str():
            sheet.write_string(line, place, guarded(cell)[:LONGEST_CELL])
        case _:
            sheet.write_number(line, place, float(cell))


def _double(cell: Cell) -> Cell:
    return float(cell) if isinstance(cell, Decimal) else cell
