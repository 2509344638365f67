"""`eip extract`: names, figures and facts of texts as JSON Lines, without storing anything."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import InputError
from config.schema import LanguageCode
from pipelines.cli.output import complain, write_json

if TYPE_CHECKING:
    from nlp.annotate import Annotator

STANDARD_INPUT = "-"
INPUT_ERROR = 1


class TextLanguage(StrEnum):
    """What a text is taken for."""

    vi = "vi"
    en = "en"
    auto = "auto"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)


def extract(
    paths: Annotated[list[str] | None, typer.Argument(help="Texts, HTML or PDF; - is standard input.")] = None,
    language: Annotated[TextLanguage, typer.Option(help="Language of the texts.")] = TextLanguage.auto,
) -> None:
    """Write one JSON object a document: passages, mentions, figures and facts with their offsets.

    What cannot be read is named on standard error, and the exit code is 1 after all others were done.
    """
    from config.gazetteer import load_gazetteer
    from nlp.annotate import Annotator

    annotator = Annotator(load_gazetteer())
    failed = False
    for path in paths or [STANDARD_INPUT]:
        try:
            extract_document(annotator, path, language)
        except InputError as error:
            complain(f"{path}: {error}")
            failed = True
    if failed:
        raise typer.Exit(INPUT_ERROR)


def extract_document(annotator: "Annotator", path: str, language: TextLanguage) -> None:
    """Write the object of one document; InputError if it cannot be read."""
    from pipelines.contract import document_object
    from pipelines.parse import read_text

    data = load_bytes(path)
    text = read_text(data, path)
    code: LanguageCode = "und" if language is TextLanguage.auto else "vi" if language is TextLanguage.vi else "en"
    annotation = annotator.annotate_text(path, text, language=code, published=find_day(data, path))
    write_json(document_object(path, annotation))
    sys.stdout.flush()


def find_day(data: bytes, name: str) -> date | None:
    """Find the day on which a document says that it was published; None for several articles in one."""
    from pipelines.parse import page_from_file, parse_page

    articles = parse_page(page_from_file(data, name)).articles
    published = articles[0].published if len(articles) == 1 else None
    return published.day if published else None


def load_bytes(path: str) -> bytes:
    """Load a file or standard input; InputError if that cannot be."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(error.strerror or str(error)) from error
