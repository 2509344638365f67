"""Choose what a figure asserts: the predicate that fits its dimension and unit and whose cue words stand nearest."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from config.letters import lower_in_place
from config.predicates import OTHER, Predicate, Vocabulary
from config.schema import Figure

BEHIND = 1.6  # a cue after the figure counts as this much farther than one before it
CLAUSE = 12.0  # letters that a comma or a bracket between cue and figure adds
COUNTED = 40.0  # letters that a cue within a counted thing is put away
SHARED = 20.0  # letters that a cue behind a share is put away
OTHER_FIGURE = 45.0  # letters that another figure between adds
REACH = 160  # letters
_FOLD = {
    code: unicodedata.normalize("NFD", chr(code))[0].casefold()
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(unicodedata.normalize("NFD", chr(code))[0].casefold()) == 1
} | {ord("đ"): "d", ord("Đ"): "d", 0xA0: " ", ord("\n"): " ", ord("ı"): "i"}
_CONVERSION = re.compile(
    r"\s*(?:\(|,|/|-|–|or|hay|tức)\s*(?:tương đương|khoảng|gần|hơn|over|about|nearly|equivalent to|equal to|around|"
    r"or|some|xấp xỉ|với|\s)*",
    re.I,
)
_AND = re.compile(r"\s*,?\s*(?:and|và|cùng|with|,)\s*", re.I)
_BREAK = re.compile(r"[,;():]|\s[-–]\s")


def flatten(text: str) -> str:
    """Return the text in lower case without marks, letter by letter: offsets of an NFC text hold."""
    return lower_in_place(text).translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence and the predicates that it speaks for."""

    start: int
    end: int
    predicates: frozenset[str]


class _Finder:
    """All cues as one pattern, spelled by `spell`."""

    def __init__(self, predicates: Sequence[Predicate], spell: Callable[[str], str]) -> None:
        self._predicates: dict[str, frozenset[str]] = {}
        open_ended: set[str] = set()
        for predicate in predicates:
            for phrase in (*predicate.cues.en, *predicate.cues.vi):
                cue = spell(phrase.removesuffix("*"))
                self._predicates[cue] = self._predicates.get(cue, frozenset()) | {predicate.id}
                if phrase.endswith("*"):
                    open_ended.add(cue)
        for cue in self._predicates:  # the longest cue is found, and speaks for the shorter ones that begin it, too
            for start in open_ended:
                if cue.startswith(start):
                    self._predicates[cue] |= self._predicates[start]
        ordered = sorted(self._predicates, key=lambda cue: (cue[0], -len(cue), cue))
        rests = {cue: re.escape(cue[1:]) + ("" if cue in open_ended else r"(?!\w)") for cue in ordered}
        parts = [  # by their first letter, so that few are tried at each word
            f"{re.escape(letter)}(?:{'|'.join(map(rests.__getitem__, cues))})"
            for letter, cues in groupby(ordered, key=itemgetter(0))
        ]
        self._pattern = re.compile(r"(?<!\w)(?=(" + "|".join(parts) + "))")

    def iter_cues(self, lowered: str) -> Iterator[Cue]:
        for match in self._pattern.finditer(lowered):
            yield Cue(match.start(1), match.end(1), self._predicates[match[1]])


class Meanings:
    """The vocabulary made ready to be searched; stateless, the same answer always."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._predicates = vocabulary.predicates
        self._yields = {predicate.id: predicate.yields_to for predicate in vocabulary.predicates}
        self._marked = _Finder(vocabulary.predicates, str.lower)
        self._bare = _Finder(vocabulary.predicates, flatten)
        self._fitting = lru_cache(maxsize=4096)(self._fit)
        self._cues_of = lru_cache(maxsize=4)(self._find_cues)

    def choose(
        self, figure: Figure, text: str, start: int, end: int, neighbours: Sequence[Figure]
    ) -> tuple[str, float]:
        """Return the predicate of a figure in the sentence `text[start:end]`, and how sure that is."""
        fitting = self._fitting(figure.dimension, figure.unit)
        if not fitting:
            return OTHER, 0.4
        if len(fitting) == 1 and figure.dimension in fitting[0].default:
            return fitting[0].id, 0.95
        ids = {predicate.id for predicate in fitting}
        at = figure.evidence
        before = _converted(figure, neighbours, text) or _joined(figure, neighbours, text)
        if before is not None:
            meaning, certainty = self.choose(before, text, start, end, neighbours)
            if meaning in ids:
                return meaning, certainty
        flat, cues = self._cues_of(text[start:end])
        first, last = at.start - start, at.end - start
        spots = [(n.evidence.start - start, n.evidence.end - start) for n in neighbours if n is not figure]
        best: tuple[float, int, str] | None = None
        told: set[str] = set()
        for cue in cues:
            if cue.end < first - REACH or cue.start > last + REACH or not cue.predicates & ids:
                continue
            if any(a <= cue.start and cue.end <= b for a, b in spots):
                continue
            cost = _distance(flat, cue, first, last, spots) - 0.8 * (cue.end - cue.start)
            if figure.dimension in {"count", "share"} and cue.start < last and first < cue.end:
                cost += COUNTED  # the thing counted or shared out says least
            elif figure.dimension == "share" and cue.start >= last:
                cost += SHARED  # behind a share stands what it is taken of
            rank = (cost, cue.start - cue.end, min(cue.predicates & ids))
            told |= cue.predicates & ids
            best = rank if best is None else min(best, rank)
        if best is not None and best[0] < REACH:
            meant = next((other for other in self._yields[best[2]] if other in told), best[2])
            return meant, 0.9 if best[0] < 30 else 0.7
        default = next((predicate.id for predicate in fitting if figure.dimension in predicate.default), None)
        return (default, 0.6) if default else (OTHER, 0.4)

    def choose_in_column(self, figure: Figure, header: str) -> tuple[str, float]:
        """Return the predicate of a figure that stands under a header, and how sure that is."""
        at = figure.evidence
        text = f"{header} {at.surface}"
        moved = replace(figure, evidence=replace(at, start=len(header) + 1, end=len(text)))
        return self.choose(moved, text, 0, len(text), (moved,))

    def _find_cues(self, sentence: str) -> tuple[str, tuple[Cue, ...]]:
        flat = lower_in_place(sentence)
        finder = self._bare if flat.isascii() else self._marked
        return flat, tuple(finder.iter_cues(flat))

    def _fit(self, dimension: str, unit: str) -> tuple[Predicate, ...]:
        return tuple(predicate for predicate in self._predicates if predicate.allows(dimension, unit))


def _converted(figure: Figure, neighbours: Sequence[Figure], text: str) -> Figure | None:
    """Return the amount that a figure in brackets behind it says in another currency or unit."""
    index = next((i for i, other in enumerate(neighbours) if other is figure), 0)
    if index == 0 or neighbours[index - 1].dimension != figure.dimension or neighbours[index - 1].unit == figure.unit:
        return None
    between = text[neighbours[index - 1].evidence.end : figure.evidence.start]
    return neighbours[index - 1] if _CONVERSION.fullmatch(between) else None


def _joined(figure: Figure, neighbours: Sequence[Figure], text: str) -> Figure | None:
    """Return the figure of the same sort that this one is only added to: "16 plants and 10 companies"."""
    index = next((i for i, other in enumerate(neighbours) if other is figure), 0)
    if index == 0 or figure.dimension != "count" or neighbours[index - 1].dimension != "count":
        return None
    between = text[neighbours[index - 1].evidence.end : figure.evidence.start]
    return neighbours[index - 1] if _AND.fullmatch(between) else None


def _distance(flat: str, cue: Cue, start: int, end: int, spots: Sequence[tuple[int, int]]) -> float:
    """Return how far a cue stands from a figure, counting what lies between."""
    if cue.start < end and start < cue.end:
        return 0.0
    low, high = (cue.end, start) if cue.end <= start else (end, cue.start)
    far = float(high - low) * (1.0 if cue.end <= start else BEHIND)
    far += CLAUSE * len(_BREAK.findall(flat, low, high)) * (1.0 if cue.end <= start else 2.0)
    return far + OTHER_FIGURE * sum(1 for a, b in spots if low <= a and b <= high)
