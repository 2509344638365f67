"""`eip extract`: names, figures and facts of texts as JSON Lines, without storing anything."""

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import InputError
from config.schema import Annotation, LanguageCode
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

    code: LanguageCode = "und" if language is TextLanguage.auto else "vi" if language is TextLanguage.vi else "en"
    write_json(document_object(path, annotate_document(annotator, path, load_bytes(path), code)))
    sys.stdout.flush()


def annotate_document(annotator: "Annotator", path: str, data: bytes, code: LanguageCode) -> Annotation:
    """Annotate the article of a page with its headings and tables, anything else as plain text, in one text's offsets.

    A page whose words are of another language than the wanted one is read as a text of that.
    """
    from pipelines.parse import page_from_file, parse_page, read_text

    articles = parse_page(page_from_file(data, path)).articles
    article = articles[0] if len(articles) == 1 else None
    if article is not None and not is_plain_text(data, path):
        annotation = annotator.annotate_article(replace(article, id=path))
        if code == "und" or {passage.language for passage in annotation.passages} <= {code}:
            return annotation
    day = article.published.day if article is not None and article.published else None
    return annotator.annotate_text(path, read_text(data, path), language=code, published=day)


def is_plain_text(data: bytes, name: str) -> bool:
    """Tell whether a document that can be read is a plain text, whose offsets count as it stands."""
    from pipelines.parse import page_from_file
    from pipelines.parse.decode import sniff, unpack

    return sniff(unpack(data), page_from_file(data, name).content_type, name) == "text"


def load_bytes(path: str) -> bytes:
    """Load a file or standard input; InputError if that cannot be."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(error.strerror or str(error)) from error
