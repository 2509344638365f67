"""Options that several commands share."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from config.errors import QueryError

Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")]
Cursor = Annotated[str | None, typer.Option(help="Go on behind a page, with the cursor that it gave.")]
Several = list[str] | None


class Language(StrEnum):
    """Languages of passages and facts."""

    vi = "vi"
    en = "en"
    und = "und"


class Status(StrEnum):
    """Whether what a fact says has come about."""

    achieved = "achieved"
    planned = "planned"
    target = "target"
    potential = "potential"
    unknown = "unknown"


class FactKind(StrEnum):
    """Sorts of facts."""

    figure = "figure"
    relation = "relation"
    event = "event"


def read_day(text: str | None, option: str) -> date | None:
    """Read a day as 2024-12-31; QueryError names the option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{option}: {text!r} is no day", remedy="write it as 2024-12-31") from error
