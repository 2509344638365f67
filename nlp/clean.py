"""A clean view of a text as it was read, with the way back to its offsets."""

import unicodedata
from bisect import bisect_right

from config.letters import LOOKALIKES, MOST_MARKS

_SPACES = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
_TABLE = _SPACES | LOOKALIKES
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class CleanText:
    """NFC, every white space one blank, đ for its look-alike, no zero-width characters; `raw_span` leads back.

    A raw character belongs to exactly one clean character, so spans never cut a letter from its marks.
    """

    __slots__ = ("_starts", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._starts: list[int] | None = None
        if unicodedata.is_normalized("NFC", raw) and _NOTHING.isdisjoint(raw):
            self.text = raw.translate(_TABLE)
        else:
            self.text, self._starts = _compose(raw)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a half-open span of the clean text into one of the raw text."""
        if self._starts is None or start >= end:
            return (start, end) if self._starts is None else (self._starts[start], self._starts[start])
        return self._starts[start], self._end(end)

    def lines(self) -> tuple[int, ...]:
        """Return the offsets in the clean text of the blanks that are line breaks in the raw text."""
        if "\n" not in self.raw:
            return ()
        if self._starts is None:
            return tuple(i for i, character in enumerate(self.raw) if character == "\n")
        return tuple(i for i, start in enumerate(self._starts[:-1]) if self.raw[start] == "\n")

    def offset_of(self, raw: int) -> int:
        """Turn a raw offset into the one of the clean character that holds it."""
        return raw if self._starts is None else bisect_right(self._starts, raw) - 1

    def _end(self, end: int) -> int:
        """End just behind the last character's marks, before zero-width characters that follow it."""
        assert self._starts is not None
        while self._starts[end] == self._starts[end - 1]:  # within a letter and a mark that have no letter in common
            end += 1
        stop = self._starts[end]
        while stop > self._starts[end - 1] + 1 and self.raw[stop - 1] in _NOTHING:
            stop -= 1
        return stop


def _compose(raw: str) -> tuple[str, list[int]]:
    """Compose cluster by cluster; the list holds where each clean character starts, and the raw length at its end."""
    pieces: list[str] = []
    starts: list[int] = []
    position = 0
    while position < len(raw):
        end = position + 1
        while end < len(raw) and end - position <= MOST_MARKS and not _starts_cluster(raw[end]):
            end += 1
        kept = "".join(c for c in raw[position:end] if c not in _NOTHING)
        composed = unicodedata.normalize("NFC", kept).translate(_TABLE)
        pieces.append(composed)
        starts.extend([position] * len(composed))
        position = end
    starts.append(len(raw))
    return "".join(pieces), starts


def _starts_cluster(character: str) -> bool:
    """Tell whether no composition reaches back over this character (marks and Hangul vowels and finals do)."""
    return not unicodedata.combining(character) and not 0x1161 <= ord(character) <= 0x11C2
