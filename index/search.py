"""Searching in our own words: what is asked, what is answered, and what an engine promises.

No text of a user ever reaches an engine's own query parser, and no error of a vendor leaves an engine: whatever goes
wrong inside is an EngineError, whatever is wrong with the question a QueryError.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from index.documents import Document

Sort = Literal["relevance", "date"]
FACETS = ("language", "source", "park", "province", "organisation", "year", "topic")


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

    `cursor` continues after the last hit, None at the end. `notes` tell mistakes in the query (it was searched as plain
    words then); `suggestion` is what the person may have meant.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # count down, then value up
    cursor: str | None = None
    notes: tuple[str, ...] = ()
    suggestion: str | None = None


class Engine(Protocol):
    """A disposable index over the catalog; usable by many threads, read by many processes, written by one at a time."""

    @property
    def name(self) -> str:
        """The physical index now in use; changes when one is built anew."""

    @property
    def outdated(self) -> bool:
        """Whether the index in use was built for other fields; `index_pending` builds it anew then."""

    def search(self, query: Query) -> Results:
        """Answer a query; raises QueryError for a bad cursor or limit, EngineError if the engine fails."""

    def index(self, documents: Iterable[Document]) -> int:
        """Add or replace documents with their facts; visible after `commit`. Returns how many."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove articles with their facts; unknown ids are no error."""

    def commit(self) -> None:
        """Make all changes durable and visible, or raise EngineError with none of them taken."""

    def release(self) -> None:
        """Let other processes write; the next change takes the lock again."""

    def count(self) -> int:
        """Number of documents that a search can see."""

    def rebuild(self) -> "Engine":
        """Open an empty index beside this one; `switch` puts it in this one's place."""

    def switch(self) -> None:
        """Make this index the one that everybody uses, in one step; the former one is removed."""

    def close(self) -> None:
        """Release locks and connections."""
