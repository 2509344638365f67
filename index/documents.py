"""What an engine indexes of an article: a document with its passages and facts."""

from dataclasses import dataclass
from datetime import date

from config.schema import Article, Fact, LanguageCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A passage as it is highlighted; `start` counts in the article's text."""

    ordinal: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as it is searched: texts, and ids by which it is filtered and counted."""

    id: str
    title: str
    url: str
    source: str
    language: LanguageCode
    published: date | None
    pieces: tuple[Piece, ...]  # the title is not among them
    parks: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()  # one a mention, in order
    topics: tuple[str, ...] = ()
    has_figures: bool = False
    story: str | None = None  # near copies share it
    facts: tuple[Fact, ...] = ()


def day_of(article: Article) -> date | None:
    return article.published.day if article.published else None
