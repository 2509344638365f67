"""A fact with all that it rests on: the article and its version, passage, offsets, sentence, rule, program."""

from collections.abc import Mapping
from typing import Any

from config.schema import Fact
from index.catalog import Catalog
from index.records import StoredFact
from pipelines.cli.output import write_markup, write_text
from pipelines.cli.searching import Marks, mark
from pipelines.contract import decimal_string, fact_object


def load_programs(catalog: Catalog) -> Mapping[str, str]:
    """Load which version of the program made each run."""
    return {run.id: run.program for run in catalog.iter_runs()}


def stored_fact_object(stored: StoredFact, programs: Mapping[str, str], marks: Marks = ()) -> dict[str, Any]:
    """Build the JSON object of a fact: the contract's fields, then where it comes from."""
    fact = stored.fact
    return fact_object(fact) | {
        "dimension": fact.dimension,
        "per": fact.per,
        "language": fact.language,
        "rule": fact.extractor,
        "article_id": stored.article_id,
        "version": stored.version,
        "superseded": stored.superseded,
        "passage": fact.evidence.passage,
        "surface": fact.evidence.surface,
        "run_id": stored.run_id,
        "program": programs.get(stored.run_id, ""),
        "source": stored.source,
        "url": stored.url,
        "title": stored.title,
        "published": stored.published,
        "marks": list(marks),
    }


def show_fact(stored: StoredFact, programs: Mapping[str, str], marks: Marks = ()) -> None:
    """Show a person a fact in a few lines."""
    fact = stored.fact
    write_markup(f"\n[bold]{mark(statement(fact), ())}[/bold]")
    if fact.suspect:
        write_text(f"   doubtful: {fact.suspect}", style="yellow")
    write_markup(f"   “{mark(' '.join(fact.sentence.split()), marks if fact.sentence.isprintable() else ())}”")
    state = ", superseded" if stored.superseded else ""
    write_text(f"   {stored.title} · {stored.source} · {stored.published or 'no date'} · {stored.url}", style="dim")
    evidence = fact.evidence
    write_text(
        f"   fact {fact.id} · article {stored.article_id} version {stored.version}{state} · passage {evidence.passage},"
        f" {evidence.start}-{evidence.end} · rule {fact.extractor} {fact.confidence:.2f} ·"
        f" program {programs.get(stored.run_id, '?')}",
        style="dim",
    )


def statement(fact: Fact) -> str:
    """Write a fact as one line."""
    subject = fact.subject_label or fact.subject or "?"
    when: list[str] = [fact.status]
    if fact.period:
        when.append(f"{fact.period.start or ''}..{fact.period.end or ''}")
    elif fact.as_of:
        when.append(f"as of {fact.as_of}")
    return f"{subject} · {fact.predicate}: {_told(fact)} ({', '.join(when)})"


def _told(fact: Fact) -> str:
    if fact.value is None:
        return (
            " · ".join(part for part in (fact.object_label or fact.object, fact.place) if part) or fact.evidence.surface
        )
    upper = f"-{decimal_string(fact.upper)}" if fact.upper is not None else ""
    of = f" of {decimal_string(fact.of)}" if fact.of is not None else ""
    modifier = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}.get(fact.modifier or "", "")
    tail = f" / {fact.per}" if fact.per else ""
    item = f" {fact.item}" if fact.item else ""
    return f"{modifier}{decimal_string(fact.value)}{upper}{of} {fact.unit or ''}{tail}{item}"
