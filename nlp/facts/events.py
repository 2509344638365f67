"""Find events by their words: what happened, to whom, when and where, from one sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.predicates import Vocabulary
from config.schema import Mention, Period, Status
from nlp.facts.scene import Name, Scene

AHEAD = re.compile(
    r"\b(will|plans? to|planned|to be|is expected|expects?|is due|scheduled|proposed|sẽ|dự kiến|kế hoạch|chuẩn bị|"
    r"sắp|đề xuất|phấn đấu)\b",
    re.I,
)
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
        self._events = {
            word.casefold(): event.id for event in vocabulary.events for word in (*event.words.en, *event.words.vi)
        }
        self._words = sorted(self._events, key=lambda word: (-len(word), word))

    def find(self, scene: Scene, mentions: Sequence[Mention]) -> list[Happening]:
        """Return each event once, where it is told with a date if it ever is."""
        dates = sorted((m for m in mentions if m.label == "DATE" and m.value), key=lambda m: m.evidence.start)
        best: dict[tuple[str, str | None], Happening] = {}
        for happening in self._iter_all(scene, dates):
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

    def _iter_all(self, scene: Scene, dates: Sequence[Mention]) -> Iterator[Happening]:
        for match in self._iter_words(scene):
            sentence = scene.sentence_at(match.start())
            span = scene.sentences[sentence]
            if match.end() > span.end:
                continue
            word = match[0].casefold().translate(_DOTS)
            names = scene.by_sentence.get(sentence, [])
            subject = _nearest(names, _ABOUT, match.start())
            where = _nearest([name for name in names if name is not subject], _PLACES, match.start())
            when = [d for d in dates if span.start <= d.evidence.start < span.end]
            nearest = min(when, key=lambda d: abs(d.evidence.start - match.start()), default=None)
            before = scene.text[max(span.start, match.start() - 40) : match.start()]
            yield Happening(
                predicate=self._events.get(word) or self._events[word.removesuffix("es")]
                if word.removesuffix("s") not in self._events
                else self._events[word.removesuffix("s")],
                subject=subject,
                place=where.subject if where else None,
                period=Period(start=nearest.value, end=nearest.value) if nearest else None,
                status="planned" if AHEAD.search(before) else "achieved",
                sentence=sentence,
                start=match.start(),
                end=match.end(),
            )


def _nearest(names: Sequence[Name], sorts: Sequence[str], position: int) -> Name | None:
    """Return the nearest name of the first sort that is there at all."""
    for sort in sorts:
        fitting = [name for name in names if name.sort == sort]
        if fitting:
            return min(fitting, key=lambda name: (abs(name.start - position), name.start))
    return None
