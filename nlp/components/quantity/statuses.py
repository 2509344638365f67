"""Eighth step: whether a figure is so, planned, aimed at or could be: a log-linear model over words of its sentence."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from config.quantity import load_status_weights, load_words
from config.schema import Figure, Passage, Period, Status
from nlp.components.quantity.lexicon import Language, fold
from nlp.components.quantity.phrases import Phrases
from nlp.segment import iter_sentences

STATUSES: tuple[Status, ...] = ("achieved", "planned", "target", "potential")
Weights = Mapping[str, tuple[int, ...]]
Feature = tuple[str, float]
_CLASSES = ("planned", "approve", "target", "potential", "achieved")
_WORD = re.compile(r"[^\W\d_]+|\d{4}|[,;:()]")
_SIGNS = frozenset(",;:()")
_HEAD = 160  # characters of a text that stand for its title
_NEIGHBOUR = 350  # characters of the sentences beside that of a figure
_LEFT, _RIGHT = 8, 6  # words beside a figure
_WIDTH = 240  # characters of a sentence to either side of a figure
_GROUPS = {
    "rate": "share", "multiple": "share", "duration": "dur", "distance": "dist", "length": "dist", "capacity": "cap",
    "power": "cap", "flow": "cap", "money": "money", "area": "area", "count": "count", "share": "share",
}  # fmt: skip


def settle_statuses(text: str, figures: Sequence[Figure], language: Language) -> tuple[Figure, ...]:
    """Give each figure of a text its status, by its sentence and by what the whole text is about."""
    if not figures:
        return ()
    model = StatusModel(text, language, load_status_weights())
    return tuple(replace(figure, status=model.classify(figure)) for figure in figures)


def settle_by_passage(text: str, figures: Sequence[Figure], passages: Sequence[Passage]) -> list[Figure]:
    """Give each figure of a document its status, read in the language of its passage."""
    languages = {passage.ordinal: passage.language for passage in passages}
    groups: dict[Language, list[Figure]] = {"vi": [], "en": []}
    for figure in figures:
        groups["vi" if languages.get(figure.evidence.passage) == "vi" else "en"].append(figure)
    settled = [figure for language, group in groups.items() for figure in settle_statuses(text, group, language)]
    return sorted(settled, key=lambda figure: (figure.evidence.start, figure.evidence.end))


class StatusModel:
    """Scores the figures of one text; what sentences and text contribute is added up once."""

    def __init__(self, text: str, language: Language, weights: Weights) -> None:
        self._text = text
        self._weights = weights
        self._markers = load_markers(language, folded=language == "vi" and text == fold(text))
        self._document = list(self._iter_document())
        self._document_score = self._score(self._document)
        self._spans = list(iter_sentences(text))
        self._starts = [start for start, _ in self._spans]
        self._begin = len(text) - len(text.lstrip())
        self._sentences: dict[tuple[int, int], list[float]] = {}

    def classify(self, figure: Figure) -> Status:
        """Return the likeliest status."""
        evidence = figure.evidence
        place = evidence.sentence_start, evidence.sentence_end
        if place not in self._sentences:
            self._sentences[place] = self._score(self._iter_around(*place))
        own = self._score(self._iter_own(figure))
        totals = [sum(parts) for parts in zip(own, self._sentences[place], self._document_score, strict=True)]
        return STATUSES[max(range(len(STATUSES)), key=totals.__getitem__)]

    def iter_features(self, figure: Figure) -> Iterator[Feature]:
        """Iterate over all features of a figure, for learning."""
        evidence = figure.evidence
        yield from self._iter_own(figure)
        yield from self._iter_around(evidence.sentence_start, evidence.sentence_end)
        yield from self._document

    def _score(self, features: Iterator[Feature] | list[Feature]) -> list[float]:
        achieved = planned = target = potential = 0.0
        get = self._weights.get
        for name, strength in features:
            if weights := get(name):
                achieved += weights[0] * strength
                planned += weights[1] * strength
                target += weights[2] * strength
                potential += weights[3] * strength
        return [achieved, planned, target, potential]

    def _iter_document(self) -> Iterator[Feature]:
        head = cut_words(self._text.strip()[:_HEAD])
        for name in {name for name, _ in self._iter_markers(head)}:
            yield f"H.{name}", 1.0
        counts = dict.fromkeys(_CLASSES, 0)
        for name, _ in self._iter_markers(cut_words(self._text[:20_000])):
            counts[name] += 1
        scale = min(len(self._text), 20_000) / 400 + 1
        for name, count in counts.items():
            yield f"D.{name}", min(count / scale, 2.0)

    def _iter_around(self, start: int, end: int) -> Iterator[Feature]:
        """Iterate over the words of a sentence and of those before and behind it."""
        yield from iter_sentence(self._text[start:end])
        first, behind = bisect_left(self._starts, start), bisect_left(self._starts, end)
        for side, spans in (("P", self._spans[max(first - 1, 0) : first]), ("N", self._spans[behind : behind + 1])):
            for begin, stop in spans:
                for word in set(cut_words(self._text[begin : min(stop, begin + _NEIGHBOUR)])) - _SIGNS:
                    yield f"{side}:{word}", 0.6

    def _iter_own(self, figure: Figure) -> Iterator[Feature]:
        evidence = figure.evidence
        group = _GROUPS.get(figure.dimension, "other")
        yield f"dimension={figure.dimension}", 1.0
        yield f"unit={figure.unit}", 1.0
        yield f"modifier={figure.modifier}", 0.5
        yield from _iter_period(figure.period)
        if evidence.sentence_start <= self._begin:
            yield f"title.{group}", 1.0
        for name, strength in self._document:
            yield f"{name}.{group}", strength / 2
        begin, stop = evidence.start, evidence.end
        left = cut_words(self._text[max(evidence.sentence_start, begin - _WIDTH) : begin])
        right = cut_words(self._text[stop : min(evidence.sentence_end, stop + _WIDTH)])
        near_left, near_right = _last_clause(left), _first_clause(right)
        for sides, words, near in (("lL", left, near_left), ("rR", right, near_right)):
            for place, name in self._iter_places(sides, words, near):
                yield f"{place}.{name}", 1.0
                yield f"{place}.{name}.{group}", 1.0
        yield from ((f"<{gram}", 1.0) for gram in iter_grams(near_left[-_LEFT:]))
        yield from ((f">{gram}", 1.0) for gram in iter_grams(near_right[:_RIGHT]))

    def _iter_places(self, sides: str, words: Sequence[str], near: Sequence[str]) -> set[tuple[str, str]]:
        """Find the markers beside a figure: in its own clause (first letter) and in the sentence (second)."""
        found = list(self._iter_markers(words))
        first, stop = (len(words) - len(near), len(words)) if sides[0] == "l" else (0, len(near))
        return {(sides[1], name) for name, _ in found} | {(sides[0], name) for name, i in found if first <= i < stop}

    def _iter_markers(self, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        for names, i in self._markers.iter_found(words):
            for name in names:
                yield name, i


def _iter_period(period: Period | None) -> Iterator[Feature]:
    """Tell whether a period is open, and in which five years it ends."""
    if period is None:
        yield "period.none", 1.0
        return
    kind = "until" if period.start is None else "since" if period.end is None else "single"
    kind = "range" if kind == "single" and period.start != period.end else kind
    year = int((period.end or period.start or "0")[:4])
    yield f"period.{kind}", 1.0
    yield f"period.{kind}.{year // 5 * 5}", 0.7
    yield f"period.{year // 5 * 5}", 0.7


@cache
def load_markers(language: Language, *, folded: bool = False) -> Phrases[tuple[str, ...]]:
    """Compile the declared words of status; a word may belong to several classes."""
    words = load_words(language).status
    classes: dict[str, list[str]] = {}
    for name in _CLASSES:
        for phrase in getattr(words, name):
            classes.setdefault(fold(phrase) if folded else phrase, []).append(name)
    return Phrases((phrase, tuple(names)) for phrase, names in classes.items())


def cut_words(text: str) -> list[str]:
    """Cut into lower-case words and clause signs; any year is YEAR."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return ["YEAR" if word[0].isdecimal() else word for word in words]


def iter_sentence(sentence: str) -> Iterator[Feature]:
    """Iterate over the words and pairs of words of a sentence."""
    return ((gram, 0.7) for gram in iter_grams(cut_words(sentence)[:120]))


def iter_grams(words: Sequence[str]) -> Iterator[str]:
    """Iterate over words and pairs of neighbours, clause signs left out."""
    plain = [word for word in words if word not in _SIGNS]
    yield from plain
    yield from map("_".join, pairwise(plain))


def _last_clause(words: list[str]) -> list[str]:
    for i in range(len(words) - 1, -1, -1):
        if words[i] in _SIGNS:
            return words[i + 1 :]
    return words


def _first_clause(words: list[str]) -> list[str]:
    for i, word in enumerate(words):
        if word in _SIGNS:
            return words[:i]
    return words
