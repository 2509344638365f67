"""What an engine indexes of an article: a document with its passages and facts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from config.glossary import GENERAL, Concept
from config.schema import Entity, Fact, Label, LanguageCode
from index.analysis import is_marked, token_of, words_of
from index.records import StoredArticle
from index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A passage as it is highlighted; `start` counts in the article's text."""

    ordinal: int
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDocument:
    """A fact as it is searched, with the entities that it is filtered by."""

    fact: Fact
    names: tuple[str, ...] = ()  # of subject and object, in both languages
    parks: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


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
    top_entities: tuple[str, ...] = ()  # those of title and lead
    concepts: tuple[str, ...] = ()  # one an occurrence, in order
    top_concepts: tuple[str, ...] = ()
    has_figures: bool = False
    story: str | None = None  # near copies share it
    facts: tuple[FactDocument, ...] = ()
    version: str = ""
    run_id: str = ""


class DocumentBuilder:
    """Build documents from the catalog's articles; knows entities, for their provinces, and concepts."""

    def __init__(self, entities: Iterable[Entity] = (), concepts: Iterable[Concept] = ()) -> None:
        self._entities = {entity.id: entity for entity in entities}
        concepts = tuple(concepts)
        self._concepts = Vocabulary(concepts)
        self._general = frozenset(concept.id for concept in concepts if concept.category in GENERAL)

    def build(self, stored: StoredArticle) -> Document:
        """Build the document of an article."""
        article, annotation = stored.article, stored.annotation
        named = [(mention, mention.entity_id) for mention in annotation.mentions if mention.entity_id]
        title_end = len(article.title)
        passages = [p for p in annotation.passages if p.start >= title_end]
        first = next((p for p in passages if p.kind != "heading"), None)
        lead = article.summary or (first.text if first else "")
        top_end = first.end if first else title_end
        texts = [words_of(text) for text in (article.title, lead, *(p.text for p in passages))]
        marked = is_marked([token_of(word) for words in texts for word in words])
        title, opening, *body = (self._named(words, marked) for words in texts)
        concepts = [concept for found in body for concept in found]
        return Document(
            id=article.id,
            title=article.title,
            url=article.url,
            source=article.source,
            language=annotation.language if annotation.language != "und" else article.language,
            published=article.published.day if article.published else None,
            lead=lead,
            pieces=tuple(Piece(ordinal=p.ordinal, start=p.start, text=p.text) for p in passages),
            parks=_distinct(found for mention, found in named if mention.label == "PARK"),
            organisations=_distinct(found for mention, found in named if mention.label == "ORG"),
            provinces=_distinct(p for mention, found in named for p in self._provinces(mention.label, found)),
            topics=self._topics((*title, *opening), concepts),
            entities=tuple(found for _, found in named),
            top_entities=tuple(found for mention, found in named if mention.evidence.end <= top_end),
            concepts=tuple(concepts),
            top_concepts=(*title, *opening),
            has_figures=bool(annotation.figures),
            story=stored.story,
            facts=tuple(map(self._fact, annotation.facts)),
            version=article.version,
            run_id=stored.run_id,
        )

    def _named(self, words: Sequence[str], marked: bool) -> tuple[str, ...]:
        spans = self._concepts.find_in_text(words, marked=marked)
        return tuple(sense.id for span in spans for sense in span.senses)

    def _topics(self, opening: Iterable[str], concepts: Sequence[str]) -> tuple[str, ...]:
        """The concepts that an article is about: those of title and lead, and those that come often."""
        often = (concept for concept, times in Counter(concepts).items() if times >= _OFTEN)
        return _distinct(concept for concept in (*opening, *often) if concept not in self._general)

    def _fact(self, fact: Fact) -> FactDocument:
        parties = [found for found in (fact.subject, fact.object) if found]
        named = (self._entities.get(found) for found in parties)
        words = words_of(fact.sentence)
        about = [(entity.label, entity.id) for entity in named if entity]
        return FactDocument(
            fact=fact,
            names=_distinct(name for found in parties for name in self._names(found)),
            parks=_distinct(found for label, found in about if label == "PARK"),
            organisations=_distinct(found for label, found in about if label == "ORG"),
            provinces=_distinct(p for label, found in about for p in self._provinces(label, found)),
            concepts=self._named(words, is_marked([token_of(word) for word in words])),
        )

    def _names(self, entity_id: str) -> tuple[str, ...]:
        """Names of an entity; one that nobody knows is called by its surface."""
        entity = self._entities.get(entity_id)
        return tuple(entity.names.values()) if entity else (entity_id,)

    def _provinces(self, label: Label, entity_id: str) -> tuple[str, ...]:
        entity = self._entities.get(entity_id)
        if entity is None:
            return ()
        own = (entity_id,) if label == "PLACE" and entity.kind in _PROVINCES else ()
        return own + entity.province_before_2025 + entity.province_after_2025


_PROVINCES = frozenset({"province", "centrally_run_city", "city"})
_OFTEN = 3


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
