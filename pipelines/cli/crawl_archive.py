"""`eip archive check`, `index` and `copy`, and `eip replay`."""

from typing import Annotated

import typer

from pipelines.cli.crawl_running import CHECK_FAILED
from pipelines.cli.output import complain, write_json, write_table, write_text
from pipelines.cli.session import session_of

archive = typer.Typer(help="The archive of pages as they were fetched.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(archive, name="archive")
    app.command("replay")(replay_command)


@archive.command("check")
def check_command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Read the whole archive and compare it with the ledger; ends with 4 if there is a fault."""
    from crawlers import check_archive

    settings = session_of(context).settings
    report = check_archive(settings.data_dir, settings.ledger_place)
    if as_json:
        write_json({"clean": report.clean, "files": report.files, "pages": report.pages, "bytes": report.bytes,
                    "faults": report.faults})  # fmt: skip
    else:
        write_text(f"{report.pages} pages in {report.files} files, {report.bytes:,} bytes, {len(report.faults)} faults")
        if report.faults:
            write_table(("fault", "where", "what"), [(f.reason, f.url, f.detail) for f in report.faults])
    if not report.clean:
        raise typer.Exit(CHECK_FAILED)


@archive.command("index")
def index_command(context: typer.Context) -> None:
    """Write the archive's index (CDXJ) anew, as pywb and other replay tools read it.

    Ends with 4 if there are pages that cannot be read.
    """
    from crawlers import write_index

    path, faults = write_index(session_of(context).settings.data_dir)
    write_text(str(path))
    for fault in faults:
        complain(f"{fault.url}: {fault.reason}: {fault.detail}")
    if faults:
        raise typer.Exit(CHECK_FAILED)


@archive.command("copy")
def copy_command(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A folder, or an address that fsspec knows, such as s3://bucket/folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Copy the archive to a folder or an object store; what is there already is left."""
    from crawlers import copy_archive

    copied = copy_archive(session_of(context).settings.data_dir, url)
    if as_json:
        write_json(copied)
    else:
        write_text(f"{copied.written} files written, {copied.there} were there, {copied.bytes:,} bytes.")


def replay_command(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="A URL, the id of a source, or ALL.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the count as JSON.")] = False,
) -> None:
    """Let `eip ingest` read archived pages again by today's rules; nothing is fetched."""
    from crawlers import replay

    settings = session_of(context).settings
    count = replay(settings.data_dir, target, settings.ledger_place)
    if as_json:
        write_json({"pages": count})
    else:
        write_text(f"{count} pages wait for `eip ingest`.")
