"""What a text says about the status of its figures: words, neighbours, marked verbs, period, the figure before."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from config.letters import lower_in_place
from config.quantity import load_words
from config.schema import Figure, Period
from nlp.clean import CleanText
from nlp.components.quantity.lexicon import Language, fold
from nlp.components.quantity.phrases import Phrases
from nlp.segment import iter_sentences

Feature = tuple[str, float]
_WORD = re.compile(r"[^\W\d_]+|\d{4}|[,;:()]")
_SIGNS = frozenset(",;:()")
_HEAD = 160  # characters of a text that stand for its title
_BODY = 20_000  # characters that tell what a text is about
_SENTENCE = 120  # words of a sentence that count
_SIDE = 45  # words of the sentence to either side of a figure
_FIRST_YEAR, _LAST_YEAR = 2000, 2029  # that a text can be of; later ones are those of plans
_PAST, _AHEAD = 3, 6  # years before and behind that of the text that are told apart
_LEFT, _RIGHT = 8, 6  # words beside a figure
_GROUPS = {
    "rate": "share", "multiple": "share", "duration": "dur", "distance": "dist", "length": "dist", "capacity": "cap",
    "power": "cap", "flow": "cap", "money": "money", "area": "area", "count": "count", "share": "share",
}  # fmt: skip


class Cues:
    """The features of one text's figures; the text is cut into words once."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._clean = CleanText(text)
        clean = self._clean.text
        lowered = lower_in_place(clean)
        matches = list(_WORD.finditer(lowered))
        self._words = ["YEAR" if match[0][0].isdecimal() else match[0] for match in matches]
        self._starts = [match.start() for match in matches]
        markers = load_markers(language, folded=language == "vi" and lowered.isascii())
        self._marks = [(i, name) for names, i in markers.iter_found(self._words) for name in names]
        self._sentences = [self._span(start, end) for start, end in iter_sentences(clean)]
        self._begin = len(clean) - len(clean.lstrip())
        self._year = _find_year(match[0] for match in matches)
        self.document = list(self._iter_document())

    def sentence_of(self, figure: Figure) -> tuple[int, int]:
        """Return the words of a figure's sentence as a half-open span."""
        return self._raw_span(figure.evidence.sentence_start, figure.evidence.sentence_end)

    def iter_around(self, first: int, stop: int) -> Iterator[Feature]:
        """Iterate over the words of a sentence, and over the marked ones of those before and behind it."""
        yield from ((gram, 0.7) for gram in iter_grams(self._words[first : min(stop, first + _SENTENCE)]))
        before = bisect_left(self._sentences, (first, first)) - 1
        behind = bisect_left(self._sentences, (stop, stop))
        for side, i in (("P", before), ("N", behind)):
            if 0 <= i < len(self._sentences):
                yield from ((f"{side}.{name}", 0.7) for name in self._marks_within(*self._sentences[i]))

    def iter_own(self, figure: Figure) -> Iterator[Feature]:
        """Iterate over the features of the figure itself and of the words beside it."""
        group = _GROUPS.get(figure.dimension, "other")
        yield f"dimension={figure.dimension}", 1.0
        yield f"unit={figure.unit}", 1.0
        yield f"modifier={figure.modifier}", 0.5
        yield from _iter_period(figure.period)
        if figure.period is not None and self._year:
            gap = min(max(_year_of(figure.period) - self._year, -_PAST), _AHEAD)
            yield f"period.gap.{gap}", 1.0
            yield f"period.gap.{gap}.{group}", 1.0
        first, stop = self.sentence_of(figure)
        if not first:
            yield f"title.{group}", 1.0
        for name, strength in self.document:
            yield f"{name}.{group}", strength / 2
        begin, end = self._raw_span(figure.evidence.start, figure.evidence.end)
        left, right = self._clause_start(begin, first), self._clause_stop(end, stop)
        for place, span in (
            ("l", (left, begin)), ("L", (max(first, begin - _SIDE), begin)),
            ("r", (end, right)), ("R", (end, min(stop, end + _SIDE))),
        ):  # fmt: skip
            for name in self._marks_within(*span):
                yield f"{place}.{name}", 1.0
                yield f"{place}.{name}.{group}", 1.0
        yield from ((f"<{gram}", 1.0) for gram in iter_grams(self._words[max(left, begin - _LEFT) : begin]))
        yield from ((f">{gram}", 1.0) for gram in iter_grams(self._words[end : min(right, end + _RIGHT)]))

    def iter_kept(self, before: Figure, figure: Figure) -> Iterator[Feature]:
        """Iterate over what tells whether a figure has the status of the one before it."""
        sentence, last = self.sentence_of(figure), self.sentence_of(before)
        if sentence != last:
            near = "next" if sentence[0] <= last[1] + 1 else "far"
            parted = "\n\n" in self._text[before.evidence.end : figure.evidence.start]
            yield f"keep {near}", 1.0
            yield f"keep {near} {'paragraph' if parted else 'line'}", 1.0
            return
        first = self._raw_span(before.evidence.start, before.evidence.end)[1]
        stop = self._raw_span(figure.evidence.start, figure.evidence.end)[0]
        between = self._words[first:stop]
        yield "keep", 1.0
        yield f"keep past {min(len(between) // 3, 6)}", 1.0
        yield from ((f"keep past {sign}", 1.0) for sign in sorted(_SIGNS.intersection(between)))
        yield f"keep {'alike' if before.dimension == figure.dimension else 'unlike'}", 1.0
        if not self._marks_within(first, stop):
            yield "keep unmarked", 1.0

    def _iter_document(self) -> Iterator[Feature]:
        head, body = self._span(0, self._begin + _HEAD)[1], self._span(0, _BODY)[1]
        for name in self._marks_within(0, head):
            yield f"H.{name}", 1.0
        counts = Counter(name for i, name in self._marks if i < body)
        scale = min(len(self._clean.text), _BODY) / 400 + 1
        for name, count in counts.items():
            yield f"D.{name}", min(count / scale, 2.0)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def _raw_span(self, start: int, end: int) -> tuple[int, int]:
        return self._span(self._clean.offset_of(start), self._clean.offset_of(end))

    def _marks_within(self, first: int, stop: int) -> dict[str, None]:
        begin, end = bisect_left(self._marks, (first,)), bisect_left(self._marks, (stop,))
        return dict.fromkeys(name for _, name in self._marks[begin:end])  # in order: sums must not depend on hashes

    def _clause_start(self, begin: int, first: int) -> int:
        i = begin
        while i > max(first, begin - _SIDE) and self._words[i - 1] not in _SIGNS:
            i -= 1
        return i

    def _clause_stop(self, end: int, stop: int) -> int:
        i = end
        while i < min(stop, end + _SIDE) and self._words[i] not in _SIGNS:
            i += 1
        return i


@cache
def load_markers(language: Language, *, folded: bool = False) -> Phrases[tuple[str, ...]]:
    """Compile the declared words of status; a word may belong to several classes."""
    classes: dict[str, list[str]] = {}
    for name, phrases in load_words(language).status.items():
        for phrase in phrases:
            classes.setdefault(fold(phrase) if folded else phrase, []).append(name)
    return Phrases((phrase, tuple(names)) for phrase, names in classes.items())


def iter_grams(words: Sequence[str]) -> Iterator[str]:
    """Iterate over words and pairs of neighbours, clause signs left out."""
    plain = [word for word in words if word not in _SIGNS]
    yield from plain
    yield from map("_".join, pairwise(plain))


def _find_year(words: Iterable[str]) -> int:
    """Return the year that a text names most often, the latest of equals; 0 if it names none."""
    years = Counter(int(word) for word in words if word[0].isdecimal() and _FIRST_YEAR <= int(word) <= _LAST_YEAR)
    return max(years, key=lambda year: (years[year], year), default=0)


def _year_of(period: Period) -> int:
    """Return the year that a period ends in, of an open one that it begins in."""
    return int((period.end or period.start or "0")[:4])


def _iter_period(period: Period | None) -> Iterator[Feature]:
    """Tell whether a period is open, and in which five years it ends."""
    if period is None:
        yield "period.none", 1.0
        return
    kind = "until" if period.start is None else "since" if period.end is None else "single"
    kind = "range" if kind == "single" and period.start != period.end else kind
    year = _year_of(period)
    yield f"period.{kind}", 1.0
    yield f"period.{kind}.{year // 5 * 5}", 0.7
    yield f"period.{year // 5 * 5}", 0.7
