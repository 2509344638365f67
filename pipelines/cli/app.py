"""Put the commands together and end with the documented exit code."""

import logging
import os
import signal
import sys
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from config.errors import AtlasError
from pipelines.cli import (
    checking,
    comparing,
    crawling,
    entities,
    explaining,
    exporting,
    extracting,
    facts,
    ingesting,
    keeping,
    searching,
    serving,
)
from pipelines.cli.output import complain
from pipelines.cli.session import Session

INTERRUPTED = 130
EXIT_CODES = (
    "Exit codes: 0 done; 1 an input cannot be read, or what was asked for is not there; 2 a wrong command line, query"
    " or declaration; 3 catalog, archive or search engine failed; 4 a check or monitor found something wrong;"
    " 130 interrupted."
)
MODULES = (
    crawling, ingesting, extracting, searching, facts, entities, explaining, exporting, comparing, checking, keeping,
    serving,
)  # fmt: skip


class Commands(TyperGroup):
    """The commands; what goes wrong in one is told in a line on standard error and ends with its exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except AtlasError as error:
            complain(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return result


app = typer.Typer(
    name="eip",
    cls=Commands,
    help="EIP Atlas: crawl, understand and search news on eco-industrial parks.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def tell_version(wanted: bool) -> None:
    """Print the version and end, if that is wanted."""
    if wanted:
        typer.echo(f"eip {version('eip-atlas')}")
        raise typer.Exit


@app.callback()
def begin(
    context: typer.Context,
    data_dir: Annotated[Path | None, typer.Option(help="Folder of everything that is written (EIP_DATA_DIR).")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars and no remarks.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the log on standard error.")] = False,
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=tell_version, is_eager=True)
    ] = False,
) -> None:
    """Prepare what all commands share."""
    del show_version
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, stream=sys.stderr)
    context.obj = Session(data_dir=data_dir, quiet=quiet)
    _end_cleanly()


def _end_cleanly() -> None:
    """Let SIGTERM and SIGHUP end a command as SIGINT does; programs that it starts have the default of both again."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_DFL:  # nohup has SIGHUP ignored
                signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


for module in MODULES:
    module.register(app)


def main() -> None:
    """Run a command line and leave with its exit code."""
    os.environ["PYTHONSAFEPATH"] = "1"  # the processes that ingest would run what the current folder has by their names
    app()
