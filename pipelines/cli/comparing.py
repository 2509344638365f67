"""`eip diff` and `eip report`: what changed between runs, and what articles contradict each other in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.options import Json, Limit
from pipelines.cli.output import write_counts, write_json, write_table, write_text
from pipelines.cli.session import session_of
from pipelines.contract import decimal_string

if TYPE_CHECKING:
    from index.catalog import Catalog
    from index.records import Change
    from pipelines.cli.provenance import Provenance
    from pipelines.report import Contradiction

SHOWN = 50
_DECIMALS = ("value", "upper", "of")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(diff)
    app.command()(report)


def diff(
    context: typer.Context,
    run_a: Annotated[str, typer.Argument(help="Id of a run, see eip status.")],
    run_b: Annotated[str | None, typer.Argument(help="Id of a later run.")] = None,
    as_json: Json = False,
) -> None:
    """Show facts that were added, changed and withdrawn after RUN_A up to RUN_B, or by RUN_A alone."""
    with session_of(context).open_catalog() as catalog:
        changes = [_plain(change) for change in catalog.iter_changes(run_a, run_b)]
        told = [] if as_json else _tell(catalog, changes, run_b or run_a)
    counts = Counter(change.change for change in changes)
    rules = Counter((change.rule, change.change) for change in changes)
    if as_json:
        by_rule = [{"rule": rule, "change": kind, "count": n} for (rule, kind), n in sorted(rules.items())]
        write_json({"counts": counts, "rules": by_rule, "changes": changes})
        return
    write_counts(dict(sorted(counts.items())), title="Facts")
    write_table(("Rule", "Change", "Count#"), [(*key, n) for key, n in sorted(rules.items())], title="\nBy rule")
    rows = [(c.change, c.fact_id, c.rule, what) for c, what in zip(changes, told, strict=False)]
    write_table(("Change", "Fact", "Rule", "What"), rows, title="\nChanges")
    if len(changes) > SHOWN:
        write_text(f"... and {len(changes) - SHOWN} more: --json", style="dim")


def _plain(change: "Change") -> "Change":
    """Write the decimals of a change without zeros at their end."""
    return replace(change, before=_plain_columns(change.before), after=_plain_columns(change.after))


def _plain_columns(columns: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if columns is None:
        return None
    written = {name: decimal_string(Decimal(columns[name])) for name in _DECIMALS if columns.get(name) is not None}
    return {**columns, **written}


def _tell(catalog: "Catalog", changes: "list[Change]", last: str) -> list[str]:
    """Tell what the first changes did; `last` is the run that the changes end with."""
    from pipelines.cli.provenance import Provenance

    provenance = Provenance.load(catalog)
    newest = max(run.id for run in catalog.iter_runs())
    wanted = {change.fact_id for change in changes[:SHOWN] if not change.before}
    later = (change for change in catalog.iter_changes(last, newest) if change.fact_id in wanted)
    return [
        _difference(catalog, change, after, provenance)
        for change, after in islice(zip(changes, _next_states([*changes, *later]), strict=False), SHOWN)
    ]


def _next_states(changes: "list[Change]") -> "list[Mapping[str, Any] | None]":
    """Return for each change what the next change of its fact found: what this one left."""
    states: dict[tuple[str, str], Mapping[str, Any] | None] = {}
    found = []
    for change in reversed(changes):
        key = (change.article_id, change.fact_id)
        found.append(states.get(key))
        states[key] = change.before
    return found[::-1]


def _difference(
    catalog: "Catalog", change: "Change", left: "Mapping[str, Any] | None", provenance: "Provenance"
) -> str:
    """Tell what a change did to a fact; what an added one left stands in the catalog if nothing came after."""
    from index.rows import fact_of

    before, after = change.before or {}, change.after or {}
    if not before:
        added = fact_of({**left, "article_id": change.article_id}) if left else catalog.get_fact(change.fact_id).fact
        return provenance.statement(added)
    if not after:
        return str(before.get("sentence", ""))
    names = sorted(name for name in before if before[name] != after.get(name))
    return "; ".join(f"{name}: {before[name]} -> {after.get(name)}" for name in names)


def report(
    context: typer.Context,
    subject: Annotated[str | None, typer.Option(help="Only about this entity.")] = None,
    clear: Annotated[bool, typer.Option(help="Only those that are clearly about the same thing.")] = False,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Report contradictions: figures of one subject and predicate that cannot all be true, with both sentences."""
    from pipelines.cli.provenance import Provenance

    with session_of(context).open_catalog() as catalog:
        found = [
            contradiction
            for contradiction in load_contradictions(catalog)
            if subject in {None, contradiction.subject} and (contradiction.clear or not clear)
        ]
        provenance = Provenance.load(catalog)
    if as_json:
        from pipelines.report import contradiction_object

        write_json({"total": len(found), "contradictions": [contradiction_object(c) for c in found[:limit]]})
        return
    write_text(f"{len(found)} contradictions", style="dim")
    for contradiction in found[:limit]:
        _show(contradiction, provenance.name(contradiction.subject))


def load_contradictions(catalog: "Catalog") -> "tuple[Contradiction, ...]":
    """Find the contradictions between all current articles."""
    from index.records import FactFilter
    from pipelines.ingest.grouping import find_stories
    from pipelines.report import Statement, find_contradictions

    statements = (
        Statement(
            fact=stored.fact,
            source=stored.source,
            url=stored.url,
            title=stored.title,
            published=date.fromisoformat(stored.published) if stored.published else None,
        )
        for stored in catalog.iter_facts(FactFilter(kind="figure"))
    )
    return find_contradictions(statements, find_stories(catalog))


def _show(contradiction: "Contradiction", name: str) -> None:
    doubt = "" if contradiction.clear else ", perhaps about different things"
    write_text(f"\n{name} · {contradiction.predicate}: {contradiction.reason}{doubt}", style="bold")
    for statement in (contradiction.one, contradiction.other):
        fact: Any = statement.fact
        value = decimal_string(fact.value)
        write_text(f"   {value} {fact.unit} · {statement.source} · {statement.published}")
        write_text(f"   “{' '.join(fact.sentence.split())}” {statement.url}", style="dim")
