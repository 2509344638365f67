"""Build the facts of a text: bound figures, relations and events, each with its sentence, rule and confidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from config.predicates import Vocabulary
from config.schema import Evidence, Fact, Figure, Mention, Passage, Period, Status
from nlp.facts.binding import Binding, bind_seen, load_weights, see_all
from nlp.facts.events import AHEAD, EventFinder, Happening
from nlp.facts.identity import Ids, Places
from nlp.facts.meaning import Meanings
from nlp.facts.relations import Found, RelationFinder
from nlp.facts.scene import Scene
from nlp.facts.suspects import find_suspect, mark_contradictions
from nlp.facts.times import settle_periods
from nlp.facts.topics import rank_topics

EVENT_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Built:
    """The figures with their subjects and settled periods, and the facts."""

    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]


class FactBuilder:
    """Holds the vocabulary made ready; stateless, the same input gives the same facts always."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._meanings = Meanings(vocabulary)
        self._relations = RelationFinder(vocabulary)
        self._events = EventFinder(vocabulary)

    def build(
        self,
        text: str,
        passages: Sequence[Passage],
        mentions: Sequence[Mention],
        figures: Sequence[Figure],
        *,
        article_id: str,
        title: str | None,
        published: date | None,
    ) -> Built:
        """Bind figures and find relations and events; facts come in the order of the text."""
        scene = Scene(text, passages, mentions, title)
        writer = _Writer(scene, article_id, published)
        weights = load_weights()
        seen = see_all(figures if scene.sentences else (), scene, self._meanings)
        sights = [sight for sight, _ in seen]
        topics = rank_topics(scene, sights, weights)
        periods = settle_periods(sights, scene)
        bindings = bind_seen(seen, scene, topics, weights)
        subjects = {id(binding.figure): binding.name.subject for binding in bindings if binding.name}
        bound = tuple(
            replace(figure, subject=subjects.get(id(figure)), period=periods.get(id(figure))) for figure in figures
        )
        told = [writer.write_figure(binding, periods[id(binding.figure)]) for binding in bindings if binding.name]
        told = [replace(fact, suspect=fact.suspect or find_suspect(fact, self._vocabulary)) for fact in told]
        facts = [
            *mark_contradictions(told, self._vocabulary),
            *map(writer.write_relation, self._relations.find(scene, topics)),
            *map(writer.write_event, self._events.find(scene, mentions)),
        ]
        return Built(bound, tuple(sorted(facts, key=_place)))


def _place(fact: Fact) -> tuple[int, int, str, str]:
    return fact.evidence.start, fact.evidence.end, fact.kind, fact.id


class _Writer:
    """Writes facts of one article."""

    def __init__(self, scene: Scene, article_id: str, published: date | None) -> None:
        self._scene = scene
        self._article_id = article_id
        self._published = published.isoformat() if published else None
        self._places = Places(scene.text, scene.sentences)
        self._ids = Ids(article_id)

    def write_figure(self, binding: Binding, period: Period | None) -> Fact:
        figure, name = binding.figure, binding.name
        at = figure.evidence
        return Fact(
            id=self._ids.name("figure", *self._places.place(binding.sentence, at)),
            kind="figure",
            subject=name.subject if name else None,
            subject_label=name.label if name else None,
            predicate=binding.meaning,
            evidence=at,
            sentence=self._scene.text[at.sentence_start : at.sentence_end],
            language=self._scene.language_of(binding.sentence),
            extractor=f"figure.{binding.rule}",
            confidence=round(binding.confidence * binding.certainty * figure.score, 3),
            status=figure.status,
            value=figure.value,
            upper=figure.upper,
            of=figure.of,
            unit=figure.unit,
            dimension=figure.dimension,
            modifier=figure.modifier,
            item=figure.item,
            per=figure.per,
            period=period,
            as_of=self._date_of(period, figure.status),
            suspect=figure.suspect,
        )

    def write_relation(self, found: Found) -> Fact:
        at = self._locate(found.sentence, found.start, found.end)
        surfaces = found.subject.mention.evidence.surface, found.object.mention.evidence.surface
        place = self._places.place(found.sentence, at)
        return Fact(
            id=self._ids.name("relation", found.predicate, *surfaces, *place[:2]),
            kind="relation",
            subject=found.subject.subject,
            subject_label=found.subject.label,
            object=found.object.subject,
            object_label=found.object.label,
            predicate=found.predicate,
            evidence=at,
            sentence=self._scene.text[at.sentence_start : at.sentence_end],
            language=self._scene.language_of(found.sentence),
            extractor=f"relation.{found.rule}",
            confidence=found.confidence,
            status="planned" if AHEAD.search(at.surface) else "achieved",
            item=found.item,
            as_of=self._published,
        )

    def write_event(self, happening: Happening) -> Fact:
        at = self._locate(happening.sentence, happening.start, happening.end)
        subject = happening.subject
        return Fact(
            id=self._ids.name("event", happening.predicate, *self._places.place(happening.sentence, at)),
            kind="event",
            subject=subject.subject if subject else None,
            subject_label=subject.label if subject else None,
            predicate=happening.predicate,
            evidence=at,
            sentence=self._scene.text[at.sentence_start : at.sentence_end],
            language=self._scene.language_of(happening.sentence),
            extractor=f"event.{happening.predicate}",
            confidence=EVENT_CONFIDENCE,
            status=happening.status,
            period=happening.period,
            as_of=self._published,
            place=happening.place,
        )

    def _locate(self, sentence: int, start: int, end: int) -> Evidence:
        span = self._scene.sentences[sentence]
        return Evidence(
            article_id=self._article_id,
            passage=self._scene.passage_of(sentence).ordinal,
            start=start,
            end=end,
            surface=self._scene.text[start:end],
            sentence_start=min(span.start, start),
            sentence_end=max(span.end, end),
        )

    def _date_of(self, period: Period | None, status: Status) -> str | None:
        """Return the day the article speaks of: the end of a period that is over, or its own day."""
        if status == "achieved" and period is not None and period.end is not None:
            over = self._published is None or period.end < self._published[: len(period.end)]
            return period.end if over else self._published
        return self._published


class _Same:
    """A vocabulary that is equal to itself only, so that it can be a key at no cost."""

    __slots__ = ("vocabulary",)

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.vocabulary is other.vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)


@lru_cache(maxsize=4)
def _builder_of(same: _Same) -> FactBuilder:
    return FactBuilder(same.vocabulary)


def build_facts(
    text: str,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    *,
    article_id: str,
    title: str | None,
    published: date | None,
    predicates: Vocabulary,
) -> Built:
    """Bind figures and find relations and events by a vocabulary, which is made ready once."""
    return _builder_of(_Same(predicates)).build(
        text, passages, mentions, figures, article_id=article_id, title=title, published=published
    )
