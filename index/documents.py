"""What an engine indexes of an article: a document with its passages and facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.schema import Entity, Fact, LanguageCode, Mention
from index.records import StoredArticle


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
    lead: str  # what opens it: the summary, or the first paragraph
    pieces: tuple[Piece, ...]  # the title is not among them
    parks: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()  # of the text and of its parks, as before and as after the merger of 2025
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()  # one a mention, in order
    title_entities: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()  # one an occurrence, in order
    title_concepts: tuple[str, ...] = ()
    has_figures: bool = False
    story: str | None = None  # near copies share it
    facts: tuple[Fact, ...] = ()


class DocumentBuilder:
    """Build documents from the catalog's articles; knows the entities, for the provinces of parks."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._entities = {entity.id: entity for entity in entities}

    def build(self, stored: StoredArticle) -> Document:
        """Build the document of an article."""
        article, annotation = stored.article, stored.annotation
        named = [(mention, mention.entity_id) for mention in annotation.mentions if mention.entity_id]
        title_end = len(article.title)
        paragraphs = [p for p in annotation.passages if p.start >= title_end and p.kind != "heading"]
        language = annotation.language if annotation.language != "und" else article.language
        return Document(
            id=article.id,
            title=article.title,
            url=article.url,
            source=article.source,
            language=language,
            published=article.published.day if article.published else None,
            lead=article.summary or (paragraphs[0].text if paragraphs else ""),
            pieces=tuple(
                Piece(ordinal=p.ordinal, start=p.start, text=p.text)
                for p in annotation.passages
                if p.start >= title_end
            ),
            parks=_distinct(found for mention, found in named if mention.label == "PARK"),
            organisations=_distinct(found for mention, found in named if mention.label == "ORG"),
            provinces=_distinct(p for mention, found in named for p in self._provinces(mention, found)),
            entities=tuple(found for _, found in named),
            title_entities=tuple(found for mention, found in named if mention.evidence.end <= title_end),
            has_figures=bool(annotation.figures),
            story=stored.story,
            facts=annotation.facts,
        )

    def _provinces(self, mention: Mention, entity_id: str) -> tuple[str, ...]:
        entity = self._entities.get(entity_id)
        if entity is None:
            return ()
        if mention.label == "PLACE" and not entity.province_after_2025:
            return (entity_id,)
        return entity.province_before_2025 + entity.province_after_2025


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
