"""The records that flow through the atlas: Page -> Article -> Passage -> Mention, Figure -> Fact.

All are frozen and compare by value. Offsets are half-open and count Unicode code points of the document's text, which
is never rewritten: ``text[start:end] == surface``. Numbers are Decimal, every datetime has a zone, ids are hashes of
raw source values (`stable_id`), so that a second run writes the same ids.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

LanguageCode = Literal["vi", "en", "und"]
BlockKind = Literal["heading", "paragraph", "item", "row", "caption"]
Label = Literal["PARK", "ORG", "PERSON", "PLACE", "DATE"]
Modifier = Literal["exact", "about", "at_least", "at_most", "range"]
Status = Literal["achieved", "planned", "target", "potential", "unknown"]
FactKind = Literal["figure", "relation", "event"]


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was copied to another database, with its number of rows and a hash of them all, equal on both."""

    table: str
    rows: int
    digest: str


def stable_id(*parts: str) -> str:
    """Hash raw values into the 16 hex digits that name a record for ever."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of the web, or one local file, as bytes; the WARC archive keeps it."""

    source: str
    url: str
    final_url: str
    fetched_at: datetime
    status: int
    content_type: str
    body: bytes
    digest: str  # sha256 of body, 64 hex digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visual unit of an article; a `row` joins its cells with " | ", and level 1 marks a table's header row."""

    kind: BlockKind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDate:
    """The day of publication, the whole stamp where the page has one, and where both were read."""

    day: date
    stamp: datetime | None
    origin: str  # jsonld, meta, profile, headline, text, url, feed, htmldate
    confidence: float
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story of one publisher; a corrected page is a new `version` of the same `id`."""

    id: str  # stable_id(source, canonical url)
    version: str  # stable_id of title and blocks
    source: str
    url: str
    title: str
    blocks: tuple[Block, ...]
    summary: str | None = None
    authors: tuple[str, ...] = ()
    published: PublicationDate | None = None
    modified: datetime | None = None
    language: LanguageCode = "und"
    twin_url: str | None = None
    page_digest: str = ""
    flags: tuple[str, ...] = ()  # what a reader must know: legacy_encoding, no_text, third_language ...

    @property
    def text(self) -> str:
        """Title and blocks, parted by blank lines: the text that all offsets of this article count in."""
        return "\n\n".join([self.title, *(block.text for block in self.blocks)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of an article as it is searched and read; `text == article.text[start:end]`."""

    article_id: str
    ordinal: int
    text: str
    start: int
    end: int
    language: LanguageCode
    kind: BlockKind = "paragraph"
    headings: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where something is said; `sentence_start:sentence_end` encloses it in the same text."""

    article_id: str
    passage: int
    start: int
    end: int
    surface: str
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name or date in the text and whom it stands for, if that is certain."""

    evidence: Evidence
    label: Label
    extractor: str
    score: float
    entity_id: str | None = None
    name: str | None = None  # the entity's English name
    kind: str | None = None  # kind of the entity: industrial_park, ministry, tenant ...
    reason: str = ""  # why it was linked, or why not
    candidates: tuple[str, ...] = ()  # entity ids between which it stays open
    role: str | None = None  # of a person, as in the text
    value: str | None = None  # of a DATE, ISO 8601 as far as it is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From and to, each an ISO date or a year, each inclusive; None is open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity in canonical units (value, upper end, unit, dimension, modifier ...)."""

    evidence: Evidence
    value: Decimal
    unit: str
    dimension: str
    modifier: Modifier = "exact"
    upper: Decimal | None = None
    of: Decimal | None = None  # "12 of the 14": 14
    item: str | None = None
    per: str | None = None
    period: Period | None = None
    status: Status = "unknown"
    subject: str | None = None  # entity id or surface
    score: float = 1.0
    readings: tuple[Decimal, ...] = ()  # other values the digits may mean, best first
    suspect: str | None = None  # why the value cannot be right
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is asserted about whom, with its sentence: a bound figure, a relation of two names, or an event."""

    id: str
    kind: FactKind
    subject: str | None  # entity id, or the surface of an unknown name
    subject_label: str | None
    predicate: str
    evidence: Evidence
    sentence: str
    language: LanguageCode
    extractor: str  # name of the rule
    confidence: float
    status: Status = "unknown"
    object: str | None = None  # of a relation: entity id or surface
    object_label: str | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    of: Decimal | None = None
    unit: str | None = None
    dimension: str | None = None
    modifier: Modifier | None = None
    item: str | None = None
    per: str | None = None
    period: Period | None = None
    as_of: str | None = None
    suspect: str | None = None
    place: str | None = None  # of an event


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that was understood of one text."""

    language: LanguageCode
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing with a canonical id: a park, an organisation, a province or district, or a provisional find."""

    id: str
    label: Label
    kind: str
    names: Mapping[str, str]  # language -> name; "en" and "vi"
    aliases: tuple[str, ...] = ()
    province_before_2025: tuple[str, ...] = ()  # province ids
    province_after_2025: tuple[str, ...] = ()
    developer: str | None = None
    group_of: tuple[str, ...] = ()
    park_ids: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()  # folded names that are not this entity's alone
    source: str = ""
    provisional: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Ids of the provinces that it lies in, before and after the merger of 2025."""
        return *self.province_before_2025, *self.province_after_2025


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that was skipped or is doubtful: nothing vanishes without one."""

    source: str
    url: str
    stage: str  # fetch, decode, parse, annotate, index ...
    reason: str  # a word that can be counted
    detail: str = ""  # a sentence that a person understands
