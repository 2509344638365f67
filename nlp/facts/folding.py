"""Bring words into the form in which spellings are compared."""

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the words in lower case without marks, parted by single blanks."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))
    return " ".join(_WORD.findall(bare.casefold()))
