"""Find events by their words: what happened, to whom, when and where, from one sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from config.facts import any_of
from config.predicates import Vocabulary
from config.schema import Mention, Period, Status
from nlp.facts.scene import Name, Scene

_CLAUSE = re.compile(r"[,;:”»)]\s|\s[-–—]\s")
_NEAR = 40  # letters before an event that are read whatever clause they are in
_YEAR = 4  # digits
_DOTS = {0x131: "i", 0x307: None}
_ABOUT = ("PARK", "zone", "firm", "namesake", "authority", "programme")
_PLACES = ("province", "minor", "PARK", "zone")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with the word that tells it."""

    predicate: str
    subject: Name | None
    place: str | None
    period: Period | None
    status: Status
    sentence: int
    start: int
    end: int


class EventFinder:
    """The words of both languages as one pattern; stateless."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        tenses = vocabulary.tenses
        self._ahead = re.compile(any_of(tenses.ahead), re.I)
        self._done = re.compile(any_of(tenses.done), re.I)
        self._plain_tense = re.compile(any_of(tenses.ahead, tenses.done), re.I)
        self._tense = re.compile(any_of(tenses.ahead, tenses.required, tenses.done), re.I)
        self._until = re.compile(any_of(tenses.until) + r"\s*$", re.I)
        self._events = {
            word.casefold(): event.id for event in vocabulary.events for word in (*event.words.en, *event.words.vi)
        }
        self._words = sorted(self._events, key=lambda word: (-len(word), word))

    def is_ahead(self, text: str) -> bool:
        """Tell whether words speak of what is to come."""
        return self._ahead.search(text) is not None

    def find(self, scene: Scene, mentions: Sequence[Mention], published: str | None) -> list[Happening]:
        """Return each event once, where it is told with a date if it ever is; after `published` it is planned."""
        dates = sorted((m for m in mentions if m.label == "DATE" and m.value), key=lambda m: m.evidence.start)
        best: dict[tuple[str, str | None], Happening] = {}
        for happening in self._iter_all(scene, dates, published):
            key = (happening.predicate, happening.subject.key if happening.subject else None)
            known = best.get(key)
            if known is None or (known.period is None and happening.period is not None):
                best[key] = happening
        return sorted(best.values(), key=lambda h: (h.start, h.predicate))

    def _iter_words(self, scene: Scene) -> Iterator[re.Match[str]]:
        """Iterate over the words of events, the longest at each place; only words that occur are looked for."""
        passages = scene.passages if scene.sentences else ()
        folded = "\n".join(passage.text for passage in passages).casefold()
        found = [re.escape(word) for word in self._words if word in folded]
        if found:
            pattern = re.compile(r"(?<!\w)(?:" + "|".join(found) + r")(?:s|es)?(?!\w)", re.I)
            for passage in passages:
                yield from pattern.finditer(scene.text, passage.start, passage.end)

    def _iter_all(self, scene: Scene, dates: Sequence[Mention], published: str | None) -> Iterator[Happening]:
        for match in self._iter_words(scene):
            sentence = scene.sentence_at(match.start())
            span = scene.sentences[sentence]
            if match.end() > span.end:
                continue
            word = match[0].casefold().translate(_DOTS)
            names = scene.by_sentence.get(sentence, [])
            subject = _nearest(names, _ABOUT, match.start())
            where = _nearest([name for name in names if name is not subject], _PLACES, match.start())
            tense = self._tense_before(_without(names, scene.text, span.start, match.start()))
            inside = [d for d in dates if span.start <= d.evidence.start < span.end]
            when = [d for d in inside if not self._is_horizon(scene, span.start, d)]
            nearest = min(when, key=lambda d: abs(d.evidence.start - match.start()), default=None)
            if nearest is not None and published is not None and (nearest.value or "") > published:
                nearest, tense = (None, tense) if tense == "done" else (nearest, "ahead")
            yield Happening(
                predicate=self._events.get(word) or self._events[word.removesuffix("es")]
                if word.removesuffix("s") not in self._events
                else self._events[word.removesuffix("s")],
                subject=subject,
                place=where.subject if where else None,
                period=Period(start=nearest.value, end=nearest.value) if nearest else None,
                status="planned" if tense == "ahead" else "achieved",
                sentence=sentence,
                start=match.start(),
                end=match.end(),
            )

    def _is_horizon(self, scene: Scene, start: int, day: Mention) -> bool:
        """Tell whether a date is the year until which something holds: `a plan to 2030`, not `Phải tới năm 2013`."""
        if len(day.value or "") != _YEAR:
            return False
        found = self._until.search(scene.text, start, day.evidence.start)
        return found is not None and scene.text.count(" ", start, found.start()) > 1

    def _tense_before(self, before: str) -> Literal["ahead", "done"] | None:
        """Return what the last word says that tells the tense of an event: of its clause, or of what stands near."""
        clause = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
        told = self._tense.findall(before, clause)
        told = told or self._plain_tense.findall(before, max(0, len(before) - _NEAR))
        return None if not told else "done" if self._done.fullmatch(told[-1]) else "ahead"


def _without(names: Sequence[Name], text: str, start: int, end: int) -> str:
    """Return a part of the text with its names left blank: `Kế hoạch` is no plan in `Bộ Kế hoạch và Đầu tư`."""
    kept = list(text[start:end])
    for name in names:
        if name.start < end:
            kept[name.start - start : name.end - start] = " " * (min(name.end, end) - name.start)
    return "".join(kept)


def _nearest(names: Sequence[Name], sorts: Sequence[str], position: int) -> Name | None:
    """Return the nearest name of the first sort that is there at all."""
    for sort in sorts:
        fitting = [name for name in names if name.sort == sort]
        if fitting:
            return min(fitting, key=lambda name: (abs(name.start - position), name.start))
    return None
