"""`eip explain`: the whole story of a URL, an article or a fact."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import NotFoundError
from pipelines.cli.options import Json
from pipelines.cli.output import write_json, write_markup, write_text
from pipelines.cli.searching import mark
from pipelines.cli.session import session_of
from pipelines.cli.story import ID, load_story, show_story

if TYPE_CHECKING:
    from config.schema import Annotation, Passage
    from index.catalog import Catalog
    from index.records import StoredFact

_STYLES = {
    "PARK": "bold green", "ORG": "bold blue", "PERSON": "magenta", "PLACE": "cyan", "DATE": "dim",
    "FIGURE": "bold yellow",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)


def explain(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="URL, path of an ingested file, id of an article or of a fact.")],
    as_json: Json = False,
) -> None:
    """Tell where a URL was found, when it was fetched, where it is archived, how it was read, and which facts it gave.

    Of a fact, show its sentence in its article with names and figures marked.
    """
    session = session_of(context)
    with session.open_catalog() as catalog:
        fact = _find_fact(catalog, what) if ID.fullmatch(what) else None
        if fact is not None:
            _tell_fact(catalog, fact, as_json=as_json)
            return
        story = load_story(session.settings.ledger_place, catalog, what)
    if as_json:
        write_json(story)
    else:
        show_story(story)


def _find_fact(catalog: "Catalog", fact_id: str) -> "StoredFact | None":
    try:
        return catalog.get_fact(fact_id)
    except NotFoundError:
        return None


def _tell_fact(catalog: "Catalog", stored: "StoredFact", *, as_json: bool) -> None:
    from pipelines.cli.provenance import Provenance

    provenance = Provenance.load(catalog)
    article = catalog.get_article(stored.article_id, stored.version)
    passage = next(p for p in article.annotation.passages if p.ordinal == stored.fact.evidence.passage)
    if as_json:
        text = {"text": passage.text, "start": passage.start, "headings": passage.headings}
        marks = [{"start": s, "end": e, "what": what} for s, e, what in find_marks(passage, article.annotation)]
        write_json({"fact": provenance.fact_object(stored), "passage": text | {"marks": marks}})
        return
    provenance.show(stored)
    write_text(f"\n{' > '.join((stored.title, *passage.headings))}", style="bold")
    write_markup(mark_passage(passage, article.annotation))


def find_marks(passage: "Passage", annotation: "Annotation") -> list[tuple[int, int, str]]:
    """Find names and figures of a passage, in its own offsets; of two that overlap the longer one."""
    found = [(m.evidence, m.label) for m in annotation.mentions] + [(f.evidence, "FIGURE") for f in annotation.figures]
    spans = [
        (evidence.start - passage.start, evidence.end - passage.start, what)
        for evidence, what in found
        if evidence.passage == passage.ordinal
    ]
    marks: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not marks or span[0] >= marks[-1][1]:
            marks.append(span)
    return marks


def mark_passage(passage: "Passage", annotation: "Annotation") -> str:
    """Write a passage as rich markup, names and figures in colours."""
    marks = find_marks(passage, annotation)
    pieces, place = [], 0
    for start, end, what in marks:
        pieces.append(mark(passage.text[place:end], [(start - place, end - place)], _STYLES[what]))
        place = end
    return "".join([*pieces, mark(passage.text[place:], ())])
