"""Writing: JSON for programs and tables for people on standard output, remarks and progress on standard error."""

import dataclasses
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from config.errors import AtlasError
from pipelines.contract import decimal_string

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def complain(error: AtlasError | str) -> None:
    """Tell an error on standard error, in one line."""
    sys.stderr.write(f"eip: {_printable_line(str(error))}\n")


def remark(text: str, *, quiet: bool = False) -> None:
    """Say something on standard error that nobody has to read."""
    if not quiet:
        sys.stderr.write(f"{_printable_line(text)}\n")


def write_json(value: Any) -> None:
    """Write one JSON value in one line."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def write_text(text: str = "", style: str | None = None) -> None:
    """Write a line for people; brackets in it are no markup."""
    _stdout().print(escape(_printable(text)) if text else "", style=style, highlight=False, soft_wrap=True)


def write_markup(text: str) -> None:
    """Write a line with rich markup; whatever comes from a page must have been escaped."""
    _stdout().print(_printable(text), highlight=False, soft_wrap=True)


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """Write a table for people; columns that end in # are numbers, flush right."""
    if title:
        write_text(title, style="bold")
    table = Table(
        box=None, pad_edge=False, header_style="bold", show_header=any(column.rstrip("#") for column in columns)
    )
    for column in columns:
        table.add_column(column.rstrip("#"), justify="right" if column.endswith("#") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape("" if cell is None else _printable(str(cell))) for cell in row))
    _stdout().print(table)


def write_counts(counts: Mapping[str, int], *, title: str) -> None:
    """Write counts as a table of two columns."""
    write_table(("", "#"), counts.items(), title=title)


def open_progress(*, quiet: bool = False) -> Progress:
    """Make a progress bar on standard error; silent where that is no terminal."""
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=quiet or not console.is_terminal,
        transient=True,
    )


class _Console(Console):
    """Lets a closed pipe be seen by whoever runs the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _stdout() -> Console:
    return _Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160)


def _printable(text: str) -> str:
    """Spell out what a terminal would obey, what turns the direction of writing, and what no encoding has."""
    return _OBEYED.sub(lambda found: repr(found[0])[1:-1], text)


def _printable_line(text: str) -> str:
    return _printable(text).replace("\n", "\\n")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return decimal_string(value)
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, Path | Enum):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
