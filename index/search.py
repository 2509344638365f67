"""Searching in our own words: what is asked, what is answered, and what an engine promises.

No text of a user ever reaches an engine's own query parser, and no error of a vendor leaves an engine: whatever goes
wrong inside is an EngineError, whatever is wrong with the question a QueryError.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from index.backends.base import Age
from index.documents import Document
from index.records import StoredFact
from index.vocabulary import Suggestion

Sort = Literal["relevance", "date"]
FactGroup = Literal["park", "organisation", "province", "predicate", "status", "year", "source"]
FACETS = ("language", "source", "park", "province", "organisation", "year", "topic")
FACT_FACETS = ("predicate", "kind", "status", "park", "organisation", "province", "unit", "year", "language", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for; the values of one filter are alternatives, all filters must hold.

    `text` is in the query language of `index.language`. Entities and topics are ids. `since` and `until` are
    inclusive days of publication. Without text, or with sort "date", the newest comes first.
    """

    text: str = ""
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    park: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    has_figures: bool | None = None
    sort: Sort = "relevance"
    cursor: str | None = None
    limit: int = 10
    widen: bool = True  # look across languages, by entities and concepts
    facets: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a passage as it is written; `marks` are half-open offsets into `text`.

    `start` is where `text` begins in the article's text.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    passage: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A found article; `why` says how it matched, strongest first; `copies` are ids of near copies folded under it."""

    id: str
    title: str
    url: str
    source: str
    language: str
    published: date | None
    score: float
    title_marks: tuple[tuple[int, int], ...] = ()
    snippets: tuple[Snippet, ...] = ()
    why: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits; totals and facet counts are exact and cover all pages.

    `cursor` continues after the last hit, None at the end. `notes` tell mistakes in the query and what became of them,
    and where nothing is found, filters by names that nobody has; `suggestion` is what the person may have meant.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # count down, then value up
    cursor: str | None = None
    notes: tuple[str, ...] = ()
    suggestion: str | None = None
    relaxed: bool = False  # few texts hold all words: these come first, then those that hold some or tell the same


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuery:
    """Which facts are searched for; the values of one filter are alternatives, all filters must hold.

    `text` is searched in the evidence and the names, in the query language. Amounts are compared in base units: 1 GWh
    finds what was written in kWh; money is compared within its currency only, so `low` and `high` need `unit`.
    `since` and `until` are years that the fact's period, else its as_of, must touch.
    """

    text: str = ""
    kind: tuple[str, ...] = ()
    predicate: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()  # subject or object
    park: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    year: tuple[int, ...] = ()  # the last that the fact is about
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    since: int | None = None
    until: int | None = None
    suspect: bool | None = None
    sort: Sort = "relevance"
    cursor: str | None = None
    limit: int = 20
    facets: bool = True
    widen: bool = True  # look across languages, by entities and concepts
    group: FactGroup | None = None  # also statistics for each value of this


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHit:
    """A found fact; `marks` are half-open offsets into its sentence."""

    fact: StoredFact
    score: float
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Amounts in one base unit, of all that match or of one group; suspects count like the others."""

    unit: str
    count: int
    total: float
    low: float
    high: float
    group: str | None = None

    @property
    def mean(self) -> float:
        return self.total / self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class FactResults:
    """A page of facts; totals, facets and statistics cover all pages."""

    total: int
    hits: tuple[FactHit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    statistics: tuple[Statistics, ...] = ()  # most amounts first
    groups: tuple[Statistics, ...] = ()  # by group, then most amounts first
    cursor: str | None = None
    notes: tuple[str, ...] = ()


class Engine(Protocol):
    """A disposable index over the catalog; usable by many threads, read by many processes, written by one at a time."""

    @property
    def name(self) -> str:
        """The physical index now in use; changes when one is built anew."""

    @property
    def age(self) -> Age:
        """Whether the index in use was built for other fields or words: `index_pending` builds an outdated one anew,
        and leaves alone one of a newer program.
        """

    def search(self, query: Query) -> Results:
        """Answer a query; raises QueryError for a bad cursor or limit, EngineError if the engine fails."""

    def search_facts(self, query: FactQuery) -> FactResults:
        """Answer a query for facts; raises QueryError and EngineError like `search`."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Suggest names and terms of both languages that hold a word beginning so, from 2 letters on."""

    def index(self, documents: Iterable[Document]) -> int:
        """Add or replace documents with their facts; visible after `commit`. Returns how many."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove articles with their facts; unknown ids are no error."""

    def commit(self) -> None:
        """Make all changes durable and visible, or raise EngineError: then they have to be made again."""

    def release(self) -> None:
        """Let other processes write; the next change takes the lock again."""

    def count(self) -> int:
        """Number of documents that a search can see."""

    def iter_versions(self) -> Iterator[tuple[str, str]]:
        """Iterate over (id, version) of all documents that a search can see."""

    def iter_facts(self) -> Iterator[tuple[str, str]]:
        """Iterate over (article id, version) of all facts that a search can see, each article as often as it has."""

    def rebuild(self) -> "Engine":
        """Open an empty index beside this one; `switch` puts it in this one's place."""

    def switch(self) -> None:
        """Make this index the one that everybody uses, in one step; the former one is removed."""

    def close(self) -> None:
        """Release locks and connections."""
