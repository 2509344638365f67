"""Cut a clean text into the tokens of the figure grammar: numbers with their separators, words, signs."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

_NUMBER = r"[0-9]{1,3}(?:['’][0-9]{3})+(?![0-9'’])|[0-9]+(?:[.,][0-9]+)*"  # 4'500 as in Swiss texts; 4,500; 4.5
_GLUED = r"(?:tỷ|tỉ|triệu|[mbtr]+illion)(?=USD|VND|VNĐ|đồng)"
_TOKEN = re.compile(rf"{_NUMBER}|(?<![\w.,])\.[0-9]+|{_GLUED}|[^\W\d_]+|[^\s\w]|_")
_DIGITS = re.compile(_NUMBER)
_LABEL = 6  # tokens of a label
_BULLETS = frozenset("-–•|*·+")
DIGITS = frozenset("0123456789")  # the only ones that tokens have


class Tokens:
    """Parallel lists over a text; `low` is lower case, `glued[i]` says that nothing parts i from i - 1.

    `lines` are the offsets of blanks that were line breaks before the text was cleaned.
    """

    __slots__ = ("_labels", "_line_starts", "ends", "glued", "low", "raw", "starts", "text")

    def __init__(self, text: str, lines: Iterable[int] = ()) -> None:
        self.text = text
        spans = [match.span() for match in _TOKEN.finditer(text)]
        self.raw: list[str] = _TOKEN.findall(text)
        self.low: list[str] = (
            _TOKEN.findall(text.lower()) if len(text.lower()) == len(text) else [w.lower() for w in self.raw]
        )
        if len(self.low) != len(self.raw):
            self.low = [word.lower() for word in self.raw]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self._line_starts = {bisect_left(self.starts, line) for line in lines}
        self._labels = {i for i in self._line_starts if self._is_label(i)}
        self.glued = [False, *(left[1] == right[0] for left, right in pairwise(spans))]

    def __len__(self) -> int:
        return len(self.raw)

    def is_digits(self, i: int) -> bool:
        """Tell whether token i exists and is a number in digits."""
        return 0 <= i < len(self.raw) and self.raw[i][-1].isdecimal()

    def at(self, i: int) -> str:
        """Return token i in lower case, or an empty string outside of the text."""
        low = self.low
        return low[i] if 0 <= i < len(low) else ""

    def is_glued(self, i: int) -> bool:
        """Tell whether token i exists and follows its neighbour without a blank."""
        return 0 < i < len(self.glued) and self.glued[i]

    @property
    def line_starts(self) -> list[int]:
        """Return the tokens that begin lines, in order."""
        return sorted(self._line_starts)

    def is_line_start(self, i: int) -> bool:
        """Tell whether token i begins a line."""
        return i in self._line_starts

    def begins_label(self, i: int) -> bool:
        """Tell whether a line begins at token i with a label: `CO2: ...`, which goes on with nothing before it."""
        return i in self._labels

    def first_label(self, first: int, stop: int) -> int | None:
        """Return the first token of a span that begins a label, if any does."""
        return next((i for i in range(first, stop) if i in self._labels), None) if self._labels else None

    def _is_label(self, i: int) -> bool:
        return i < len(self.raw) and self.raw[i][0].isupper() and ":" in self.raw[i + 1 : i + 1 + _LABEL]

    def label_start(self, i: int) -> int:
        """Return where the label of a line begins that a colon before token i ends: `CO2: | 32 tonnes`, or i itself."""
        if self.at(i - 1) != ":":
            return i
        return next((k for k in range(i - 1, max(i - 1 - _LABEL, 0) - 1, -1) if self._opens_line(k)), i)

    def _opens_line(self, i: int) -> bool:
        return i == 0 or self.is_line_start(i) or self.raw[i - 1] in _BULLETS

    def slice(self, first: int, stop: int) -> str:
        """Return the text from token `first` up to, not including, token `stop`."""
        return self.text[self.starts[first] : self.ends[stop - 1]] if first < stop else ""


def cut(phrase: str) -> tuple[str, ...]:
    """Cut a declared phrase as texts are cut."""
    return tuple(_TOKEN.findall(phrase))


def iter_digits(text: str) -> Iterator[str]:
    """Iterate over the numbers in digits of a text, with their separators."""
    return (match.group() for match in _DIGITS.finditer(text))
