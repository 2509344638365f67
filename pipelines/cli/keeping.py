"""`eip status`, `eip reindex`, `eip copy`: look after what is stored."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.options import Json
from pipelines.cli.output import open_progress, write_counts, write_json, write_table, write_text
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from index.catalog import Catalog

RUNS = 10
AGES = {  # what is said of an index that is not current
    "outdated": "; outdated: the next ingest or `eip reindex` builds it anew",
    "newer": "; built by a newer version of the program: update this one",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(status)
    app.command()(reindex)
    app.command()(copy)


def status(context: typer.Context, as_json: Json = False) -> None:
    """Count URLs by status, articles by language, passages, mentions, figures, facts; the index; the latest runs."""
    session = session_of(context)
    with session.open_catalog() as catalog:
        found = load_status(session, catalog)
    if as_json:
        write_json(found)
        return
    write_counts(found["urls"], title="URLs by status")
    write_counts(found["articles"], title="\nArticles by language")
    records = ("passages", "mentions", "figures", "facts", "versions", "entities")
    write_counts({name: found[name] for name in records}, title="\nRecords")
    write_counts(found["issues"], title="\nIssues by reason")
    index = found["index"]
    state = index["error"] or f"{index['documents']} articles, {index['pending']} wait"
    write_text(f"\nIndex: {index['engine']}, {state}{AGES.get(index['age'], '')}")
    rows = [(r["id"], r["started"], r["finished"] or "running or died") for r in found["runs"]]
    write_table(("Run", "Started", "Finished"), rows, title="\nLatest runs")


def load_status(session: Session, catalog: "Catalog") -> dict[str, Any]:
    """Build the JSON object of `eip status`."""
    from itertools import islice

    counts = catalog.counts()
    records = counts["records"]
    return {
        "urls": load_url_counts(session),
        "articles": counts["articles"],
        **{name: records[name] for name in ("passages", "mentions", "figures", "facts", "versions", "entities")},
        "sources": counts["sources"],
        "issues": counts["issues"],
        "index": _load_index(session, catalog),
        "runs": [
            {
                "id": run.id,
                "kind": run.kind,
                "program": run.program,
                "started": run.started,
                "finished": run.finished,
                "counts": run.counts,
            }
            for run in islice(catalog.iter_runs(), RUNS)
        ],
    }


def load_url_counts(session: Session) -> dict[str, int]:
    """Count the ledger's URLs by status; none where nothing was crawled or ingested."""
    from crawlers import find_ledger

    ledger = find_ledger(session.settings.ledger_place)
    if ledger is None:
        return {}
    with ledger:
        return ledger.counts()


def _load_index(session: Session, catalog: "Catalog") -> dict[str, Any]:
    from config.errors import EngineError

    engine_name = "elasticsearch" if session.search_url else "embedded"
    found = {"engine": engine_name, "age": None, "documents": None, "pending": None}
    try:
        with session.open_engine(catalog) as engine:
            found["age"] = engine.age
            return found | {
                "documents": engine.count(),
                "pending": catalog.count_pending(engine.name),
                "error": "",
            }
    except EngineError as error:
        return found | {"error": str(error)}


def reindex(context: typer.Context, as_json: Json = False) -> None:
    """Build the index anew from the catalog, beside the old one, and switch to it in one step."""
    session = session_of(context)
    with session.open_catalog() as catalog, session.open_engine(catalog) as engine:
        from index.indexer import reindex as build

        with open_progress(quiet=session.quiet) as bars:
            task = bars.add_task("Indexing", total=sum(catalog.counts()["articles"].values()))
            done = build(catalog, engine, advance=lambda count: bars.advance(task, count))
    if as_json:
        write_json({"indexed": done})
    else:
        write_text(f"{done} articles indexed")


def copy(
    context: typer.Context,
    to: Annotated[str, typer.Option(help="postgresql://user:password@host/name, or the path of an SQLite file.")],
    as_json: Json = False,
) -> None:
    """Copy catalog and crawl ledger to another database and prove by digests that both are equal; may be repeated.

    The ledger goes to the same server, or into the folder of the SQLite file.
    """
    from crawlers import copy_ledger, ledger_beside
    from index.catalog import Catalog
    from index.copying import copy_catalog

    session = session_of(context)
    with session.open_catalog() as source, Catalog.open(to) as target, open_progress(quiet=session.quiet) as bars:
        task = bars.add_task("Copying", total=None)

        def advance(table: str, count: int) -> None:
            bars.update(task, description=f"Copying {table}", advance=count)

        copied = copy_catalog(source, target, advance=advance)
        copied += copy_ledger(session.settings.ledger_place, ledger_beside(to), advance=advance)
    if as_json:
        write_json({"tables": [{"table": c.table, "rows": c.rows, "digest": c.digest} for c in copied]})
    else:
        write_table(("Table", "Rows#", "Digest"), [(c.table, c.rows, c.digest[:16]) for c in copied])
