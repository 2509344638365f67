"""`eip ingest`: from files or the crawl's archive to the index."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Json
from pipelines.cli.output import complain, open_progress, remark, write_counts, write_json, write_table, write_text
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from pipelines.ingest.record import IngestReport
    from pipelines.ingest.run import Progress

SHOWN = 20
STAGES = {"store": "Storing files", "read": "Reading pages", "group": "Grouping stories", "index": "Indexing"}
INPUT_ERROR, ENGINE_ERROR = 1, 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ingest)


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(help="Texts, HTML, PDF, WARC, folders; - is standard input.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Processes that read (EIP_WORKERS).")] = None,
    as_json: Json = False,
) -> None:
    """Understand files, or without PATHS the pages of the archive that wait, and index them.

    Exit code 1 when a file is missing; pages that cannot be read are counted with their reasons.
    """
    session = session_of(context)
    report = run_ingest(session, paths or None, workers=workers)
    if as_json:
        write_json(report.as_object())
    else:
        show_report(report, quiet=session.quiet)
    if report.index_error:
        complain(describe_unindexed(report))
        raise typer.Exit(ENGINE_ERROR)
    if "missing" in report.pages:
        raise typer.Exit(INPUT_ERROR)


def describe_unindexed(report: "IngestReport") -> str:
    """Say that the search engine failed, and that nothing is lost by it."""
    return f"not indexed yet, the next run will: {report.index_error}"


def run_ingest(session: Session, paths: list[str] | None, *, workers: int | None = None) -> "IngestReport":
    """Run ingest with a progress bar."""
    from pipelines.ingest.run import Ingest

    settings = session.settings
    with session.open_catalog() as catalog, session.open_engine(catalog) as engine, _bars(session) as advance:
        return Ingest(
            data_dir=settings.data_dir,
            catalog=catalog,
            engine=engine,
            sources=session.sources,
            workers=workers or session.workers,
            max_bytes=settings.max_upload_mb << 20,
            ledger=settings.ledger_place,
            on_progress=advance,
            read_input=sys.stdin.buffer.read,
        ).run(paths)


@contextmanager
def _bars(session: Session) -> "Iterator[Callable[[Progress], None]]":
    with open_progress(quiet=session.quiet) as bars:
        tasks = {}

        def advance(progress: "Progress") -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(STAGES[progress.stage], total=progress.total)
            bars.update(tasks[progress.stage], completed=progress.done, total=progress.total)

        yield advance


def show_report(report: "IngestReport", *, quiet: bool = False) -> None:
    """Show a person what a run did: counts, and every page that brought nothing with its reason."""
    if not report.pages:
        write_text(f"Nothing to read; {report.unchanged} files are as they were.")
    else:
        write_counts(report.pages, title="Pages")
        write_counts(dict(report.articles) | dict(report.found), title="\nArticles")
    if report.issues:
        write_counts(report.issues, title="\nIssues")
    if report.skips:
        rows = [(skip.status, skip.url, skip.reason) for skip in report.skips[:SHOWN]]
        write_table(("Status", "Page", "Reason"), rows, title="\nWithout article")
    if len(report.skips) > SHOWN:
        write_text(f"... and {len(report.skips) - SHOWN} more: --json, or eip explain URL")
    remark(f"{report.indexed} articles indexed, {report.stories} stories, {report.seconds} s", quiet=quiet)
