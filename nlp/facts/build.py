"""Build the facts of a text: bound figures, relations and events, each with its sentence, rule and confidence."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from config.gazetteer import Gazetteer, fold_name
from config.predicates import Vocabulary
from config.schema import Evidence, Fact, Figure, Mention, Passage, Period, Status
from nlp.facts.binding import Binding, bind_seen, load_weights, see_all
from nlp.facts.blocks import Block, cut_blocks
from nlp.facts.events import EventFinder, Happening
from nlp.facts.identity import Ids, Places
from nlp.facts.meaning import Meanings
from nlp.facts.relations import Found, RelationFinder
from nlp.facts.scene import Scene
from nlp.facts.sections import Sections
from nlp.facts.sorts import sort_of
from nlp.facts.suspects import CORRECTED, find_suspect, list_corrected, mark_contradictions
from nlp.facts.times import settle_periods, status_in
from nlp.facts.topics import rank_topics

Placed = TypeVar("Placed", Mention, Figure)
EVENT_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Built:
    """The figures with their subjects and settled periods, and the facts."""

    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]


class FactBuilder:
    """Holds the vocabulary and the gazetteer made ready; stateless, the same input gives the same facts always."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self._vocabulary = vocabulary
        self._meanings = Meanings(vocabulary)
        self._relations = RelationFinder(vocabulary, gazetteer)
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
        day = published.isoformat() if published else None
        writer = _Writer(text, passages, article_id, day, self._events.is_ahead)
        subjects: dict[int, tuple[str | None, Period | None]] = {}
        told: list[Fact] = []
        relations: list[tuple[Found, Scene]] = []
        events: list[tuple[Happening, Scene]] = []
        sections = Sections(passages, day)
        figures = [_settle(figure, sections.settle_status(figure, text)) for figure in figures]
        named = sorted(mentions, key=_start)
        counted = sorted(figures, key=_start)
        corrected = list_corrected(text, counted)
        blocks = cut_blocks(passages)
        programmes = _find_programmes(named) if len(blocks) > 1 else ()
        for block in (_recall(block, passages, programmes) for block in blocks):
            scene = _see(text, block, named, title)
            topics, bound = self._bind_all(scene, _within(counted, block.start, block.end), sections, day)
            for binding, period in bound:
                subjects[id(binding.figure)] = binding.name.subject if binding.name else None, period
                says_when = binding.figure.rule == "months"  # the 6 months of `6 tháng đầu năm`
                fact = writer.write_figure(binding, period, scene) if binding.name and not says_when else None
                taken_back = CORRECTED if id(binding.figure) in corrected else None
                if fact:
                    told.append(replace(fact, suspect=fact.suspect or taken_back) if taken_back else fact)
            relations += [(found, scene) for found in self._relations.find(scene, topics)]
            dated = _within(named, block.start, block.end)
            events += [(happening, scene) for happening in self._events.find(scene, dated, day)]
        told = [_doubt(fact, self._vocabulary) for fact in told]
        facts = [
            *mark_contradictions(told, self._vocabulary),
            *(writer.write_relation(found, scene) for found, scene in _keep_best(relations)),
            *(writer.write_event(happening, scene) for happening, scene in _keep_dated(events)),
        ]
        return Built(tuple(_bind(figure, subjects, day) for figure in figures), tuple(sorted(facts, key=_place)))

    def _bind_all(
        self, scene: Scene, figures: Sequence[Figure], sections: Sections, published: str | None
    ) -> tuple[Mapping[str, float], list[tuple[Binding, Period | None]]]:
        """Return what a scene is about, and its figures bound, each with its period."""
        weights = load_weights()
        seen = see_all(figures if scene.sentences else (), scene, self._meanings)
        sights = [sight for sight, _ in seen]
        topics = rank_topics(scene, sights, weights)
        periods = settle_periods(sights, scene, sections, published)
        return topics, [(found, periods[id(found.figure)]) for found in bind_seen(seen, scene, topics, weights)]


def _see(text: str, block: Block, mentions: Sequence[Mention], title: str | None) -> Scene:
    """See a block with the names in it and in its context; the first block has the article's title."""
    context = block.passages[: block.context]
    inside = [mention for passage in context for mention in _within(mentions, passage.start, passage.end)]
    inside += _within(mentions, block.start, block.end)
    return Scene(text, block.passages, inside, title if block.start == 0 and title else block.title)


def _find_programmes(mentions: Sequence[Mention]) -> list[int]:
    """Return where programmes are named."""
    named = ((mention.evidence, mention) for mention in mentions if mention.label == "ORG")
    return [at.start for at, mention in named if sort_of(mention, fold_name(at.surface)) == "programme"]


def _recall(block: Block, passages: Sequence[Passage], programmes: Sequence[int]) -> Block:
    """Give a block that goes on with a section the passage that last named a programme: it may say "the project"."""
    before = bisect_left(programmes, block.start) - 1
    if before < 0 or block.passages[block.context].kind == "heading":
        return block
    passage = passages[bisect_right(passages, programmes[before], key=lambda p: p.start) - 1]
    if passage in block.passages:
        return block
    return Block(tuple(sorted((passage, *block.passages), key=lambda p: p.start)), block.context + 1)


def _start(found: Mention | Figure) -> int:
    return found.evidence.start


def _within(found: Sequence[Placed], start: int, end: int) -> list[Placed]:
    """Return those that start between two places; they come sorted by their starts."""
    return list(found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)])


def _doubt(fact: Fact, vocabulary: Vocabulary) -> Fact:
    """Return a fact that cannot be right with the reason."""
    suspect = fact.suspect or find_suspect(fact, vocabulary)
    return fact if suspect == fact.suspect else replace(fact, suspect=suspect)


def _settle(figure: Figure, status: Status) -> Figure:
    return figure if status == figure.status else replace(figure, status=status)


def _bind(figure: Figure, subjects: Mapping[int, tuple[str | None, Period | None]], published: str | None) -> Figure:
    subject, period = subjects.get(id(figure), (None, figure.period))
    status = status_in(figure, period, published)
    if (subject, period, status) == (figure.subject, figure.period, figure.status):
        return figure
    return replace(figure, subject=subject, period=period, status=status)


def _keep_best(relations: Sequence[tuple[Found, Scene]]) -> list[tuple[Found, Scene]]:
    """Keep each relation once, the surest of those told in several blocks; of equals the first."""
    best: dict[tuple[str, str, str], tuple[Found, Scene]] = {}
    for found, scene in relations:
        key = (found.predicate, found.subject.subject, found.object.subject)
        if key not in best or best[key][0].confidence < found.confidence:
            best[key] = found, scene
    return list(best.values())


def _keep_dated(events: Sequence[tuple[Happening, Scene]]) -> list[tuple[Happening, Scene]]:
    """Keep each event once, with a date if one of several blocks tells it."""
    best: dict[tuple[str, str | None], tuple[Happening, Scene]] = {}
    for happening, scene in events:
        key = (happening.predicate, happening.subject.subject if happening.subject else None)
        if key not in best or (best[key][0].period is None and happening.period is not None):
            best[key] = happening, scene
    return list(best.values())


def _place(fact: Fact) -> tuple[int, int, str, str]:
    return fact.evidence.start, fact.evidence.end, fact.kind, fact.id


class _Writer:
    """Writes facts of one article."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        article_id: str,
        published: str | None,
        is_ahead: Callable[[str], bool],
    ) -> None:
        self._article_id = article_id
        self._published = published
        self._is_ahead = is_ahead
        self._places = Places(text, passages)
        self._ids = Ids(article_id)

    def write_figure(self, binding: Binding, period: Period | None, scene: Scene) -> Fact:
        figure, name = binding.figure, binding.name
        at, status = figure.evidence, status_in(figure, period, self._published)
        return Fact(
            id=self._ids.name("figure", *self._places.place(at)),
            kind="figure",
            subject=name.subject if name else None,
            subject_label=name.label if name else None,
            predicate=binding.meaning,
            evidence=at,
            sentence=scene.text[at.sentence_start : at.sentence_end],
            language=scene.language_of(binding.sentence),
            extractor=f"figure.{binding.rule}",
            confidence=binding.fact_confidence,
            status=status,
            value=figure.value,
            upper=figure.upper,
            of=figure.of,
            unit=figure.unit,
            dimension=figure.dimension,
            modifier=figure.modifier,
            item=figure.item,
            per=figure.per,
            period=period,
            as_of=self._date_of(period, status),
            suspect=figure.suspect,
        )

    def write_relation(self, found: Found, scene: Scene) -> Fact:
        at = self._locate(scene, found.sentence, found.start, found.end)
        surfaces = found.subject.mention.evidence.surface, found.object.mention.evidence.surface
        place = self._places.place(at)
        return Fact(
            id=self._ids.name("relation", found.predicate, *surfaces, *place[:2]),
            kind="relation",
            subject=found.subject.subject,
            subject_label=found.subject.label,
            object=found.object.subject,
            object_label=found.object.label,
            predicate=found.predicate,
            evidence=at,
            sentence=scene.text[at.sentence_start : at.sentence_end],
            language=scene.language_of(found.sentence),
            extractor=f"relation.{found.rule}",
            confidence=found.confidence,
            status="planned" if self._is_ahead(at.surface) else "achieved",
            item=found.item,
            as_of=self._published,
        )

    def write_event(self, happening: Happening, scene: Scene) -> Fact:
        at = self._locate(scene, happening.sentence, happening.start, happening.end)
        subject = happening.subject
        return Fact(
            id=self._ids.name("event", happening.predicate, *self._places.place(at)),
            kind="event",
            subject=subject.subject if subject else None,
            subject_label=subject.label if subject else None,
            predicate=happening.predicate,
            evidence=at,
            sentence=scene.text[at.sentence_start : at.sentence_end],
            language=scene.language_of(happening.sentence),
            extractor=f"event.{happening.predicate}",
            confidence=EVENT_CONFIDENCE,
            status=happening.status,
            period=happening.period,
            as_of=self._published,
            place=happening.place,
        )

    def _locate(self, scene: Scene, sentence: int, start: int, end: int) -> Evidence:
        span = scene.sentences[sentence]
        return Evidence(
            article_id=self._article_id,
            passage=scene.passage_of(sentence).ordinal,
            start=start,
            end=end,
            surface=scene.text[start:end],
            sentence_start=min(span.start, start),
            sentence_end=max(span.end, end),
        )

    def _date_of(self, period: Period | None, status: Status) -> str | None:
        """Return the day the article speaks of: the end of a period that is over, or its own day."""
        if status == "achieved" and period is not None and period.end is not None:
            over = self._published is None or period.end < self._published[: len(period.end)]
            return period.end if over else self._published
        return self._published
