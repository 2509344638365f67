"""Cut a clean text into words and signs as names are read: never inside a name's edge, each with its forms."""

import re
from functools import lru_cache
from typing import NamedTuple

from config.gazetteer import fold_name

_TOKEN = re.compile(r"[^\W_]+|['’]s\b|[^\w\s]|_")
_ROMAN = re.compile(r"(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})[A-Z]?")


class Word(NamedTuple):
    """The forms of a word: as written, in lower case, without marks, and its shape."""

    raw: str
    low: str
    folded: str
    shape: str
    capital: bool


@lru_cache(maxsize=200_000)
def word_of(raw: str) -> Word:
    """Return the forms of a word."""
    low = raw.casefold()
    return Word(raw, low, fold_name(raw) or raw, _shape(raw), raw[0].isupper())


def _shape(raw: str) -> str:
    first = raw[0]
    if not first.isalnum():
        return raw if raw in ".,-–()&/:'’\"“”;" else "?"
    if raw.isdigit():
        return "9" if len(raw) < 3 else "999"
    if raw.isupper():
        if _ROMAN.fullmatch(raw):
            return "IV"
        return "X" if len(raw) == 1 else "XX9" if any(c.isdigit() for c in raw) else "XX"
    if first.isupper():
        return "Xx" if raw[1:].islower() else "XxX"
    if first.isdigit():
        return "9x"
    return "x" if raw.islower() else "xX"


class Tokens:
    """The words of a text with their half-open offsets."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            self.words.append(word_of(match[0]))
            self.starts.append(match.start())
            self.ends.append(match.end())

    def __len__(self) -> int:
        return len(self.words)
