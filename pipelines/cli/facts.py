"""`eip facts`: who, what, how much, when, by which sentence."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.errors import QueryError
from pipelines.cli.options import Cursor, FactKind, Json, Language, Limit, Several, Status
from pipelines.cli.output import remark, write_json, write_table, write_text
from pipelines.cli.searching import Marks, facets_object
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from index.records import FactFilter, StoredFact
    from index.search import FactQuery, FactResults, Statistics
    from pipelines.cli.provenance import Provenance

SUMS = 10  # rows of amounts that a person is shown
TWICE = (
    "What several articles tell counts each time, and so does what was planned and then achieved: --status, --language."
)
SOUND = "Doubtful amounts are left out: --suspect sums up those."
_OF_CATALOG = ("entity", "predicate", "kind", "status", "language", "source")


class Group(StrEnum):
    """By what amounts are summed."""

    park = "park"
    organisation = "organisation"
    province = "province"
    predicate = "predicate"
    status = "status"
    year = "year"
    source = "source"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(facts)


def facts(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Words in the sentence or the names.")] = "",
    entity: Annotated[Several, typer.Option(help="Id of the subject or object.")] = None,
    park: Annotated[Several, typer.Option(help="Id of a park.")] = None,
    organisation: Annotated[Several, typer.Option(help="Id of an organisation.")] = None,
    province: Annotated[Several, typer.Option(help="Id of a province.")] = None,
    predicate: Annotated[Several, typer.Option(help="What is asserted: area, investment, ...")] = None,
    kind: list[FactKind] | None = None,
    status: list[Status] | None = None,
    language: list[Language] | None = None,
    source: Annotated[Several, typer.Option(help="Id of a source.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="Unit of --low and --high; others of its kind are converted.")
    ] = None,
    low: Annotated[str | None, typer.Option(help="Least amount.")] = None,
    high: Annotated[str | None, typer.Option(help="Largest amount.")] = None,
    since: Annotated[int | None, typer.Option(help="First year.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year.")] = None,
    suspect: Annotated[bool | None, typer.Option(help="Only doubtful ones, or none of them.")] = None,
    superseded: Annotated[bool, typer.Option(help="Also of former versions of articles; from the catalog.")] = False,
    group: Annotated[Group | None, typer.Option(help="Sum up by this, without doubtful ones.")] = None,
    widen: Annotated[bool, typer.Option(help="Look across languages too.")] = True,
    limit: Limit = 20,
    cursor: Cursor = None,
    as_json: Json = False,
) -> None:
    """Search the facts; filters of one kind are alternatives, all kinds must hold."""
    from index.predicates import predicate_called
    from index.search import FactQuery

    asked = FactQuery(
        text=text,
        entity=tuple(entity or ()),
        park=tuple(park or ()),
        organisation=tuple(organisation or ()),
        province=tuple(province or ()),
        predicate=tuple(map(predicate_called, predicate or ())),
        kind=tuple(kind or ()),
        status=tuple(status or ()),
        language=tuple(language or ()),
        source=tuple(source or ()),
        unit=unit,
        low=read_amount(low, "--low"),
        high=read_amount(high, "--high"),
        since=since,
        until=until,
        suspect=suspect,
        group=group.value if group else None,
        widen=widen,
        limit=limit,
        cursor=cursor,
    )
    session = session_of(context)
    answer = load_all(session, asked) if superseded else search_index(session, asked)
    if as_json:
        write_json(answer.as_object())
    else:
        answer.show()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Facts with the marks in their sentences, and what they rest on."""

    total: int
    facts: "tuple[tuple[StoredFact, Marks], ...]"
    provenance: "Provenance"
    results: "FactResults | None" = None
    sound: bool = False  # whether doubtful amounts are left out of the sums

    def as_object(self) -> dict[str, Any]:
        """Build the JSON object."""
        found = self.results
        return {
            "total": self.total,
            "facts": [self.provenance.fact_object(stored, marks) for stored, marks in self.facts],
            "facets": facets_object(found.facets) if found else {},
            "statistics": [_statistics_object(s) for s in found.statistics] if found else [],
            "groups": [_statistics_object(s) for s in found.groups] if found else [],
            "cursor": found.cursor if found else None,
            "notes": found.notes if found else [],
        }

    def show(self) -> None:
        """Show a person the facts, and the sums where there are any."""
        found = self.results
        for note in found.notes if found else ():
            remark(note)
        write_text(f"{self.total} facts", style="dim")
        for stored, marks in self.facts:
            self.provenance.show(stored, marks)
        if found and (sums := found.groups or found.statistics):
            rows = [(s.group, s.unit, s.count, *map(_plain, (s.total, s.mean, s.low, s.high))) for s in sums[:SUMS]]
            write_table(("Group", "Unit", "Count#", "Sum#", "Mean#", "Least#", "Most#"), rows, title="\nAmounts")
            write_text(f"{SOUND} {TWICE}" if self.sound else TWICE, style="dim")
        if found and found.cursor:
            write_text(f"\nMore: --cursor {found.cursor}", style="dim")


def search_index(session: Session, query: "FactQuery") -> Answer:
    """Ask the index; doubtful facts are found, but not summed up unless the question is about them."""
    from pipelines.cli.provenance import Provenance

    with session.open_catalog() as catalog, session.open_engine(catalog) as engine:
        results = engine.search_facts(query)
        found = tuple((hit.fact, hit.marks) for hit in results.hits)
        if query.suspect is None:
            sums = engine.search_facts(replace(query, suspect=False, limit=1, cursor=None))
            results = replace(results, statistics=sums.statistics, groups=sums.groups)
        return Answer(
            total=results.total,
            facts=found,
            provenance=Provenance.load(catalog),
            results=results,
            sound=query.suspect is not True,
        )


def load_all(session: Session, query: "FactQuery") -> Answer:
    """Ask the catalog, which knows former versions too; QueryError for a filter that it has not."""
    from pipelines.cli.provenance import Provenance

    filters = catalog_filter(query)
    with session.open_catalog() as catalog:
        found = tuple((stored, ()) for stored in islice(catalog.iter_facts(filters), query.limit))
        return Answer(total=catalog.count_facts(filters), facts=found, provenance=Provenance.load(catalog))


def catalog_filter(query: "FactQuery") -> "FactFilter":
    """Put a question into the words of the catalog; QueryError where it has none for it."""
    from index.records import FactFilter
    from index.search import FactQuery

    plain = FactQuery(limit=query.limit, suspect=query.suspect, **{n: getattr(query, n) for n in _OF_CATALOG})
    several = [name for name in _OF_CATALOG if len(getattr(query, name)) > 1]
    if query != plain or several:
        remedy = f"use one each of {', '.join(_OF_CATALOG)}, and suspect"
        raise QueryError("--superseded cannot be joined with all of these filters", remedy=remedy)
    chosen: dict[str, Any] = {name: next(iter(getattr(query, name)), None) for name in _OF_CATALOG}
    return FactFilter(**chosen, suspect=query.suspect, superseded=True)


def read_amount(text: str | None, option: str) -> Decimal | None:
    """Read a number with a decimal point; QueryError names the option."""
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise QueryError(f"{option}: {text!r} is no number", remedy="write it as 1250.5")
    return amount


def _plain(amount: float) -> str:
    """Write an amount in full: cents at most of one, six digits of less."""
    return f"{amount:,.6g}" if abs(amount) < 1 else f"{amount:,.2f}".removesuffix(".00")


def _statistics_object(statistics: "Statistics") -> dict[str, Any]:
    names = ("group", "unit", "count", "total", "mean", "low", "high")
    return {name: getattr(statistics, name) for name in names}
