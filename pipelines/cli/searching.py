"""`eip search`: articles that answer a query."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from pipelines.cli.options import Cursor, Json, Language, Limit, Several, read_day
from pipelines.cli.output import remark, write_json, write_markup, write_text
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from index.search import Hit, Query, Results

Marks = Sequence[tuple[int, int]]


class Sort(StrEnum):
    """What comes first."""

    relevance = "relevance"
    date = "date"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(search)


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help='Words, "phrases", -word, OR, park:khanh-phu, after:2023.')],
    language: list[Language] | None = None,
    source: Annotated[Several, typer.Option(help="Id of a source.")] = None,
    park: Annotated[Several, typer.Option(help="Id of a park that is named.")] = None,
    organisation: Annotated[Several, typer.Option(help="Id of an organisation that is named.")] = None,
    province: Annotated[Several, typer.Option(help="Id of a province.")] = None,
    topic: Annotated[Several, typer.Option(help="Id of a concept of the glossary.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Year of publication.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication, 2024-12-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication.")] = None,
    figures: Annotated[bool | None, typer.Option(help="With or without figures.")] = None,
    sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.relevance,
    widen: Annotated[bool, typer.Option(help="Look across languages too.")] = True,
    limit: Limit = 10,
    cursor: Cursor = None,
    as_json: Json = False,
) -> None:
    """Search the articles; filters of one kind are alternatives, all kinds must hold."""
    from index.search import Query

    asked = Query(
        text=query,
        language=tuple(language or ()),
        source=tuple(source or ()),
        park=tuple(park or ()),
        organisation=tuple(organisation or ()),
        province=tuple(province or ()),
        topic=tuple(topic or ()),
        year=tuple(year or ()),
        since=read_day(since, "--since"),
        until=read_day(until, "--until"),
        has_figures=figures,
        sort=sort.value,
        cursor=cursor,
        limit=limit,
        widen=widen,
    )
    results = find(session_of(context), asked)
    if as_json:
        write_json(results_object(results))
    else:
        show_results(results)


def find(session: Session, query: "Query") -> "Results":
    """Ask the index."""
    with session.open_catalog() as catalog, session.open_engine(catalog) as engine:
        return engine.search(query)


def results_object(results: "Results") -> dict[str, Any]:
    """Build the JSON object of a page of hits."""
    return {
        "total": results.total,
        "hits": [_hit_object(hit) for hit in results.hits],
        "facets": facets_object(results.facets),
        "cursor": results.cursor,
        "notes": results.notes,
        "suggestion": results.suggestion,
        "relaxed": results.relaxed,
    }


def facets_object(facets: Any) -> dict[str, list[dict[str, Any]]]:
    """Build the JSON object of facets, values by count."""
    return {name: [{"value": v, "count": n} for v, n in counts] for name, counts in facets.items()}


def _hit_object(hit: "Hit") -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "url": hit.url,
        "source": hit.source,
        "language": hit.language,
        "published": hit.published,
        "score": round(hit.score, 4),
        "snippet": hit.snippets[0].text if hit.snippets else "",
        "snippets": [{"text": s.text, "marks": s.marks, "start": s.start} for s in hit.snippets],
        "why": hit.why,
        "copies": hit.copies,
    }


def show_results(results: "Results") -> None:
    """Show a person the hits, with the words that were found in bold."""
    for note in results.notes:
        remark(note)
    if results.suggestion:
        write_text(f"Did you mean: {results.suggestion}", style="italic")
    write_text(f"{results.total} articles" + (", few hold all words" if results.relaxed else ""), style="dim")
    for number, hit in enumerate(results.hits, 1):
        write_markup(f"\n{number}. [bold]{mark(hit.title, hit.title_marks)}[/bold]")
        day = hit.published.isoformat() if hit.published else "no date"
        write_text(f"   {hit.language} · {hit.source} · {day} · {hit.url}", style="dim")
        for snippet in hit.snippets:
            write_markup(f"   {mark(' '.join(snippet.text.splitlines()), snippet.marks)}")
    if results.cursor:
        write_text(f"\nMore: --cursor {results.cursor}", style="dim")


def mark(text: str, marks: Marks, style: str = "bold green") -> str:
    """Write marked parts of a text as rich markup."""
    pieces: list[str] = []
    place = 0
    for start, end in marks:
        pieces += (escape(text[place:start]), f"[{style}]{escape(text[start:end])}[/]")
        place = end
    return "".join([*pieces, escape(text[place:])])
