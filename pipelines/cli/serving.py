"""`eip serve` and `eip demo`: the web page and the API."""

import os
import signal
import subprocess
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import StoreError
from pipelines.cli.crawl_running import CrawlSettings
from pipelines.cli.ingesting import run_ingest, show_report
from pipelines.cli.output import open_progress, remark
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.source import Source
    from crawlers import CrawlReport

DEMO = "newsroom"
Host = Annotated[str | None, typer.Option(help="Address to listen at (EIP_HOST).")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen at (EIP_PORT); 0 is a free one.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(demo)


class DemoSession(Session):
    """Knows the bundled newsroom, whatever EIP_SOURCES_DIR holds."""

    @cached_property
    def sources(self) -> "Mapping[str, Source]":
        from config.source import load_sources

        return {**super().sources, DEMO: load_sources()[DEMO]}


def serve(context: typer.Context, host: Host = None, port: Port = None) -> None:
    """Serve the web page and the API until interrupted; the address is printed."""
    session = session_of(context)
    sys.stdout.flush()
    os.execve(sys.executable, server_command(), server_environment(session, host, port))  # noqa: S606


def server_command() -> list[str]:
    """Name the program that serves: a process of its own, since it knows nothing of pipelines.

    Without -P it would run what the current folder has by its names.
    """
    return [sys.executable, "-P", "-m", "search_api"]


def server_environment(session: Session, host: str | None, port: int | None) -> dict[str, str]:
    """Pass the settings on, with the command line's words over them."""
    given = {
        "EIP_DATA_DIR": str(session.settings.data_dir),
        "EIP_HOST": host or session.settings.host,
        "EIP_PORT": str(session.settings.port if port is None else port),
    }
    return {**os.environ, **given}


def demo(context: typer.Context, host: Host = None, port: Port = None) -> None:
    """Crawl the bundled newsroom over HTTP, ingest and index it, and serve the page; again, only what changed."""
    from crawlers.newsroom import PORT, open_newsroom

    given = session_of(context)
    session = DemoSession(data_dir=given.data_dir, quiet=given.quiet)
    try:
        newsroom = open_newsroom(PORT)
        with newsroom:
            prepare(session)
            code = _serve_beside(session, host, port)
    except OSError as error:
        raise StoreError(
            f"127.0.0.1:{PORT}: {error.strerror or error}", remedy="end the other demo that serves the newsroom"
        ) from error
    raise typer.Exit(code)


def prepare(session: Session) -> None:
    """Crawl the newsroom and bring catalog and index up to it."""
    crawled = _crawl(session)
    outcomes = ", ".join(f"{count} {name}" for name, count in crawled.outcomes.items())
    remark(f"Crawled {crawled.source}: {crawled.requests} requests ({outcomes})", quiet=session.quiet)
    report = run_ingest(session, None)
    if not session.quiet:
        show_report(report)


def _crawl(session: Session) -> "CrawlReport":
    with open_progress(quiet=session.quiet) as bars:
        task = bars.add_task("Crawling the newsroom", total=None)
        return CrawlSettings.of(session).crawl(
            session.sources[DEMO],
            on_progress=lambda p: bars.update(task, completed=p.requests, total=p.requests + p.due),
        )


def _serve_beside(session: Session, host: str | None, port: int | None) -> int:
    """Serve in a child, while this process goes on being the newsroom; end both together."""
    with subprocess.Popen(server_command(), env=server_environment(session, host, port)) as server:  # noqa: S603  # ours
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: server.terminate())
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:  # the server had it too, and ends
                continue
