"""What the parts of ingest hand each other, and the report of a run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from config.schema import Annotation, Article, Entity, Issue
from crawlers.ledger_reader import Pending

PageStatus = Literal["parsed", "off_topic", "unreadable", "third_language", "duplicate", "too_large"]
MOST_SKIPS = 10_000  # told one by one in a report; the catalog's issues and the ledger hold all


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An article with all that was understood of it, and the entities that it names beside the declared ones."""

    article: Article
    annotation: Annotation
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one version of one page."""

    url: str
    source: str
    digest: str
    status: PageStatus
    reason: str = ""  # a sentence for whoever asks why
    understood: tuple[Understood, ...] = ()
    issues: tuple[Issue, ...] = ()


def give_up(page: Pending, reason: str) -> Outcome:
    """Make the outcome of a page that could not be read to its end; `eip replay` lets it be tried again."""
    detail = f"The page was given up: {reason[:200]}."
    issue = Issue(source=page.source, url=page.url, stage="ingest", reason="given_up", detail=detail)
    return Outcome(
        url=page.url,
        source=page.source,
        digest=page.digest,
        status="unreadable",
        reason=f"given_up: {detail}",
        issues=(issue,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A page that brought no article, and why."""

    url: str
    status: str
    reason: str


@dataclass(slots=True)
class Tally:
    """What a run has counted so far."""

    pages: Counter[str] = field(default_factory=Counter)  # by status
    articles: Counter[str] = field(default_factory=Counter)  # new, changed, reannotated, unchanged, kept
    found: Counter[str] = field(default_factory=Counter)  # passages, mentions, figures, facts of the saved articles
    issues: Counter[str] = field(default_factory=Counter)  # by reason
    skips: list[Skip] = field(default_factory=list)
    unchanged: int = 0  # files that were ingested before and are as they were
    stories: int = 0

    def skip(self, url: str, status: str, reason: str) -> None:
        """Count a page that brings no article."""
        self.pages[status] += 1
        if len(self.skips) < MOST_SKIPS:
            self.skips.append(Skip(url=url, status=status, reason=reason))

    @property
    def changes(self) -> int:
        """How many articles are not as they were before."""
        return sum(self.articles[kind] for kind in ("new", "changed", "reannotated"))

    def counts(self) -> dict[str, int]:
        """Flatten to the counts that the catalog keeps of a run."""
        parts: Mapping[str, Mapping[str, int]] = {
            "pages": self.pages, "articles": self.articles, "found": self.found, "issues": self.issues,
        }  # fmt: skip
        flat = {f"{part}.{name}": n for part, counts in parts.items() for name, n in sorted(counts.items())}
        return flat | {"files.unchanged": self.unchanged, "stories": self.stories}


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What a run did; `run_id` is None when nothing waited. Counts of pages are by status."""

    run_id: str | None
    pages: Mapping[str, int]
    articles: Mapping[str, int]
    found: Mapping[str, int]
    issues: Mapping[str, int]
    skips: tuple[Skip, ...]
    unchanged: int
    stories: int
    indexed: int
    seconds: float
    index_error: str = ""  # why articles wait in the outbox; the next run indexes them

    def as_object(self) -> dict[str, Any]:
        """Build the report's JSON object."""
        names = ("run_id", "pages", "articles", "found", "issues", "unchanged", "stories", "indexed", "seconds")
        skips = [{"url": s.url, "status": s.status, "reason": s.reason} for s in self.skips]
        return {name: getattr(self, name) for name in names} | {"skips": skips, "index_error": self.index_error}
