"""`eip source new`, `eip source try` and `eip source list`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.errors import InputError
from pipelines.cli.crawl_running import CHECK_FAILED, CrawlSettings
from pipelines.cli.output import remark, write_json, write_table, write_text
from pipelines.cli.session import session_of

if TYPE_CHECKING:
    from config.schema import Article
    from config.source import Source
    from config.topic import Topic

source = typer.Typer(help="Declared sources: propose, try and list them.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(source, name="source")


@source.command("new")
def new_command(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A page that lists articles.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder to write the file into.")] = None,
    private: Annotated[bool, typer.Option(help="Allow loopback and private addresses: an intranet.")] = False,
) -> None:
    """Look at a site by a few polite requests and propose a source file."""
    from crawlers import draft_source

    settings = CrawlSettings.of(session_of(context))
    with TemporaryDirectory() as folder:
        draft = draft_source(url, Path(folder), allow_private=private, **settings.politeness)
    if output is None:
        write_text(draft.text.rstrip())
        return
    path = output / f"{draft.name}.yml"
    if path.exists():
        raise InputError(f"{path} is there already", remedy="name another folder, or remove it")
    try:
        path.write_text(draft.text, "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}", remedy="name a folder that is there") from error
    write_text(str(path))
    remark(f"look at each line, then: eip source try {path}")


@source.command("try")
def try_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A source file.", exists=True, dir_okay=False)],
    limit: Annotated[int, typer.Option(min=1, max=100, help="Requests at most.")] = 8,
    as_json: Json = False,
) -> None:
    """Fetch a handful of a source file's pages, keep none, and show what would be kept.

    Ends with 4 if no article was found.
    """
    from config.source import load_families, load_source
    from config.topic import load_topic
    from crawlers import try_source
    from pipelines.parse import parse_page

    settings = CrawlSettings.of(session_of(context))
    declared = load_source(file, {**load_families(), **load_families(file.parent)})
    with TemporaryDirectory() as folder:
        trial = try_source(file, Path(folder), limit=limit, **settings.politeness)
    topic = load_topic()
    found: list[dict[str, Any]] = []
    issues = list(trial.report.issues)
    for page in trial.pages:
        parsed = parse_page(page, declared)
        found += [_show(article, declared, topic) for article in parsed.articles]
        issues += parsed.issues
    if as_json:
        write_json({"outcomes": trial.report.outcomes, "issues": issues, "articles": found})
    else:
        write_text(", ".join(f"{count} {name}" for name, count in trial.report.outcomes.items()))
        for issue in issues:
            write_text(f"{issue.reason}: {issue.url} {issue.detail}", style="yellow")
        columns = ("kept", "published", "origin", "words#", "title", "lead")
        write_table(columns, [[row[column.rstrip("#")] for column in columns] for row in found])
    if not found:
        raise typer.Exit(CHECK_FAILED)


def _show(article: "Article", declared: "Source", topic: "Topic") -> dict[str, Any]:
    """Show an article as ingest would take it, as far as the topic."""
    verdict = topic.judge(article.title, article.text)
    return {
        "kept": "yes" if declared.topical or verdict.on_topic else f"no: {verdict.reason}",
        "published": article.published and article.published.day.isoformat(),
        "origin": article.published and article.published.origin,
        "words": len(article.text.split()),
        "title": article.title,
        "lead": (article.summary or next((block.text for block in article.blocks), ""))[:160],
        "url": article.url,
    }


@source.command("list")
def list_command(context: typer.Context, as_json: Json = False) -> None:
    """List the declared sources with their pages, last and next runs."""
    from datetime import UTC, datetime

    from crawlers import list_sources

    session = session_of(context)
    settings = session.settings
    health = list_sources(session.sources, settings.data_dir, datetime.now(UTC), settings.ledger_place)
    if as_json:
        write_json(health)
        return
    rows = [
        (
            item.id,
            "yes" if item.verified else "no",
            sum(item.statuses.values()),
            item.statuses.get("parsed", 0),
            item.statuses.get("fetched", 0),
            item.last_start,
            "degraded" if item.breaches else item.last_outcome,
            item.next_start,
        )
        for item in health
    ]
    columns = ("source", "verified", "addresses#", "articles#", "to ingest#", "last run", "outcome", "next run")
    write_table(columns, rows)
