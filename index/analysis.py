"""Cut text into the tokens that both engines index: they get them ready-made, so that both find the same.

A token has two forms. The exact one keeps Vietnamese marks, in one spelling (hòa = hoà, kỹ = kĩ); the folded one has
neither marks nor English endings. "498ha" is two tokens, "CO₂" and "m³" are one: co2, m3.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import tantivy

WORD = re.compile("[^\\W\\d_](?:[^\\W_]|[\u0300-\u036f])*|\\d+")
_MARKED_SHARE = 0.05  # of the words
LONGEST = 200  # code points of a token; the rest is cut

FUNCTION_WORDS = frozenset(
    "và của các những ở tại về cho trong với được từ để ngành lễ việc "
    "the a an of in on at to for and with by from is are was were as its".split()
)
_LINES = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_EARLY_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_STOPS = ("c", "ch", "p", "t")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_FINAL_Y = re.compile("^(?:[hklmst]|qu)[yýỳỷỹỵ]$")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("english")).build()


class Token(NamedTuple):
    """The two forms of a word; `marked` tells whether it was written with all its Vietnamese marks.

    A syllable that ends in c, ch, p or t always has a tone: "nươc" is not marked to its end, and matches widely.
    """

    exact: str
    folded: str
    marked: bool


@lru_cache(maxsize=200_000)
def token_of(word: str) -> Token:
    """Bring one word, as WORD cuts it, into both forms."""
    exact = unicodedata.normalize("NFC", word[:LONGEST]).lower().translate(_SMALL)
    exact = _EARLY_TONE.sub(_move_tone, unicodedata.normalize("NFC", exact))
    if _FINAL_Y.match(exact):
        exact = exact[:-1] + exact[-1].translate(_Y_TO_I)
    plain = strip_marks(exact)
    marked = plain != exact and not (plain.endswith(_STOPS) and _lacks_tone(exact))
    return Token(exact, _STEMMER.analyze(plain)[0] if plain else exact, marked)


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens, in order."""
    return list(map(token_of, WORD.findall(text)))


def words_of(text: str) -> list[str]:
    """Cut a text into words as they are written."""
    return WORD.findall(text)


def is_marked(found: Sequence[Token]) -> bool:
    """Whether a text is written with Vietnamese marks; some names with marks do not make it so."""
    return sum([token.marked for token in found]) > _MARKED_SHARE * len(found)


def iter_placed(text: str) -> Iterator[tuple[int, int, Token]]:
    """Iterate over the tokens with their half-open places in the text as it is written, NFC or not."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), token_of(match.group())


def strip_marks(text: str) -> str:
    """Take the marks off lower-case letters: "đường" becomes "duong"."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LINES)


def _lacks_tone(exact: str) -> bool:
    return _TONES.isdisjoint(unicodedata.normalize("NFD", exact))


def _move_tone(match: re.Match[str]) -> str:
    first = unicodedata.normalize("NFD", match[0][0])
    return first[0] + unicodedata.normalize("NFC", match[0][1] + first[1:])
