"""A fact with all that it rests on: the article and its version, passage, offsets, sentence, rule, program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from config.schema import Fact
from index.catalog import Catalog
from index.records import StoredFact
from pipelines.cli.output import write_markup, write_text
from pipelines.cli.searching import Marks, mark
from pipelines.contract import decimal_string, fact_object


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which version of the program made each run, and the names of the entities that facts are about."""

    programs: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def load(cls, catalog: Catalog) -> Self:
        """Load both from the catalog."""
        names = {entity.id: entity.names.get("en") or entity.names.get("vi", "") for entity in catalog.iter_entities()}
        return cls({run.id: run.program for run in catalog.iter_runs()}, names)

    def fact_object(self, stored: StoredFact, marks: Marks = ()) -> dict[str, Any]:
        """Build the JSON object of a fact: the contract's fields, then where it comes from."""
        fact = stored.fact
        return fact_object(fact) | {
            "subject_name": self.names.get(fact.subject or ""),
            "object_name": self.names.get(fact.object or ""),
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
            "program": self.programs.get(stored.run_id, ""),
            "source": stored.source,
            "url": stored.url,
            "title": stored.title,
            "published": stored.published,
            "marks": list(marks),
        }

    def show(self, stored: StoredFact, marks: Marks = ()) -> None:
        """Show a person a fact in a few lines."""
        fact, evidence = stored.fact, stored.fact.evidence
        write_markup(f"\n[bold]{mark(self.statement(fact), ())}[/bold]")
        if fact.suspect:
            write_text(f"   doubtful: {fact.suspect}", style="yellow")
        write_markup(f"   “{mark(fact.sentence, marks)}”".replace("\n", " "))
        state = ", superseded" if stored.superseded else ""
        write_text(f"   {stored.title} · {stored.source} · {stored.published or 'no date'} · {stored.url}", style="dim")
        write_text(
            f"   fact {fact.id} · article {stored.article_id} version {stored.version}{state} · passage"
            f" {evidence.passage}, {evidence.start}-{evidence.end} · rule {fact.extractor} {fact.confidence:.2f} ·"
            f" program {self.programs.get(stored.run_id, '?')}",
            style="dim",
        )

    def statement(self, fact: Fact) -> str:
        """Write a fact as one line."""
        when: list[str] = [fact.status]
        if fact.period:
            when.append(f"{fact.period.start or ''}..{fact.period.end or ''}")
        elif fact.as_of:
            when.append(f"as of {fact.as_of}")
        return f"{self.name(fact.subject)} · {fact.predicate}: {self._told(fact)} ({', '.join(when)})"

    def name(self, subject: str | None) -> str:
        """Return the name of an entity, or the surface of an unknown one."""
        return self.names.get(subject or "") or subject or "?"

    def _told(self, fact: Fact) -> str:
        if fact.value is None:
            parts = [self.name(thing) for thing in (fact.object, fact.place) if thing]
            return " · ".join(parts) or fact.evidence.surface
        upper = f"-{decimal_string(fact.upper)}" if fact.upper is not None else ""
        of = f" of {decimal_string(fact.of)}" if fact.of is not None else ""
        modifier = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}.get(fact.modifier or "", "")
        tail = f" / {fact.per}" if fact.per else ""
        item = f" {fact.item}" if fact.item else ""
        return f"{modifier}{decimal_string(fact.value)}{upper}{of} {fact.unit or ''}{tail}{item}"
