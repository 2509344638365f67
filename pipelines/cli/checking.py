"""`eip check`: is what is declared right, and does the index hold what the catalog holds."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.errors import DeclarationError
from pipelines.cli.keeping import AGES
from pipelines.cli.options import Json
from pipelines.cli.output import complain, write_json, write_table, write_text
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from index.checking import IndexCheck

FOUND = 4


class What(StrEnum):
    """What is checked."""

    DECLARED = "declared"
    INDEX = "index"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="Declared data, or the index against the catalog.")] = What.DECLARED,
    repair: Annotated[bool, typer.Option(help="Mend the index where it differs.")] = True,
    as_json: Json = False,
) -> None:
    """Check sources, gazetteer, glossary, units and the other declared data; or check and repair the index.

    Exit code 2 for a fault in declared data, 4 for an index that differs and was not repaired.
    """
    session = session_of(context)
    if what is What.DECLARED:
        check_declared(session, as_json=as_json)
    else:
        check_the_index(session, repair=repair, as_json=as_json)


def check_declared(session: Session, *, as_json: bool) -> None:
    """Check all declared data and name every fault with file, line and remedy."""
    from config.source import SOURCES_DIR
    from pipelines.checks import iter_checks

    checks = list(iter_checks(session.settings.sources_dir or SOURCES_DIR))
    faults = [fault for checked in checks for fault in checked.faults]
    if as_json:
        counts = {checked.name: checked.count for checked in checks}
        write_json({"sound": not faults, "counts": counts, "faults": [_fault_object(fault) for fault in faults]})
    else:
        rows = [(checked.name, checked.count, "wrong" if checked.faults else "sound") for checked in checks]
        write_table(("Declared", "Count#", ""), rows)
    for fault in faults:
        complain(fault)
    if faults:
        raise typer.Exit(DeclarationError.exit_code)


def _fault_object(fault: DeclarationError) -> dict[str, Any]:
    return {"file": str(fault.path), "line": fault.line, "message": fault.message, "remedy": fault.remedy}


def check_the_index(session: Session, *, repair: bool, as_json: bool) -> None:
    """Compare the index with the catalog article by article, and mend it."""
    from index.checking import check_index
    from index.indexer import index_pending

    with session.open_catalog() as catalog, session.open_engine(catalog) as engine:
        found = check_index(catalog, engine, repair=repair)
        if repair and (not found.sound or found.pending):
            index_pending(catalog, engine)
    repaired = repair and not found.sound
    if as_json:
        write_json(_index_object(found) | {"repaired": repaired})
    else:
        _show(found, repaired=repaired)
    if not found.sound and not repaired:
        raise typer.Exit(FOUND)


def _index_object(found: "IndexCheck") -> dict[str, Any]:
    names = ("checked", "sound", "missing", "stale", "surplus", "pending", "age")
    return {name: getattr(found, name) for name in names}


def _show(found: "IndexCheck", *, repaired: bool) -> None:
    state = "sound" if found.sound else "repaired" if repaired else "differs from the catalog"
    write_text(f"{found.checked} articles: {state}{AGES.get(found.age, '')}")
    for name, ids in (("missing", found.missing), ("stale", found.stale), ("surplus", found.surplus)):
        if ids:
            write_text(f"{name}: {len(ids)} ({', '.join(ids[:5])}{' ...' if len(ids) > 5 else ''})")
