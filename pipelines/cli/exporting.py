"""`eip export`: the catalog as csv, JSON Lines, Parquet or Excel."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from config.errors import InputError
from pipelines.cli.options import Language
from pipelines.cli.session import session_of


class Kind(StrEnum):
    """What is exported."""

    facts = "facts"
    articles = "articles"
    entities = "entities"


class FileFormat(StrEnum):
    """How it is written."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


def export(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What is exported.")],
    file_format: Annotated[FileFormat, typer.Option("--format", help="How it is written.")] = FileFormat.csv,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File; standard output if none.")] = None,
    entity: Annotated[str | None, typer.Option(help="Facts about this entity only.")] = None,
    predicate: Annotated[str | None, typer.Option(help="Facts of this predicate only.")] = None,
    source: Annotated[str | None, typer.Option(help="Facts of this source only.")] = None,
    language: Annotated[Language | None, typer.Option(help="Facts of this language only.")] = None,
    superseded: Annotated[bool, typer.Option(help="Also facts of former versions of articles.")] = False,
) -> None:
    """Write all facts, articles or entities as a table; the columns and their order are those of the README."""
    from index.exports import FactFilter, iter_export
    from index.predicates import predicate_called

    predicate = predicate_called(predicate) if predicate else None
    filters = FactFilter(entity=entity, predicate=predicate, source=source, language=language, superseded=superseded)
    if output is None and file_format in {FileFormat.parquet, FileFormat.xlsx} and sys.stdout.isatty():
        raise InputError(f"{file_format} is nothing for a terminal", remedy="name a file with --output")
    with session_of(context).open_catalog() as catalog:
        pieces = iter_export(catalog, kind.value, file_format.value, filters)
        if output is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        beside = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            with beside.open("wb") as file:
                file.writelines(pieces)
            beside.replace(output)
        except OSError as error:
            raise InputError(f"{output} cannot be written: {error.strerror or error}") from error
        finally:
            beside.unlink(missing_ok=True)
