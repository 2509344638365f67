"""The letters of a text: cleaned, compared."""

import re
import unicodedata

from config.letters import LOOKALIKES, compose

_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc"))
_SPACES = dict.fromkeys(map(ord, "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
_CONTROLS = dict.fromkeys(
    [*range(9), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]
)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000))
_TABLE = _NOTHING | _CONTROLS | _SPACES | _SURROGATES | LOOKALIKES
_WORDS = re.compile(r"\w+")


def normalize_letters(text: str) -> str:
    """Compose to NFC, drop zero-width and control characters, make every blank a plain one, ð a đ; line breaks stay."""
    return compose(text.translate(_TABLE))


def drop_controls(text: str) -> str:
    """Drop control characters and surrogates, which no XML library takes."""
    return text.translate(_CONTROLS | _SURROGATES)


def normalize_line(text: str) -> str:
    """Normalize to one line without double blanks."""
    return " ".join(normalize_letters(text).split())


def words(text: str) -> list[str]:
    """Return the words in lower case."""
    return _WORDS.findall(text.lower())


def key(text: str) -> str:
    """Return what two spellings of the same line have in common: its letters and digits in lower case."""
    return "".join(words(text))


def shingles(text: str, size: int = 4) -> set[tuple[str, ...]]:
    """Return the runs of `size` words."""
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(max(1, len(found) - size + 1))} if found else set()


def overlap(one: str, other: str) -> float:
    """Return the share of the shorter text's word runs that the longer one has too."""
    a, b = shingles(one), shingles(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def slug(text: str) -> str:
    """Write a title as an address fragment: ASCII letters and digits joined by hyphens, at most 80."""
    flat = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    ascii_words = re.findall(r"[a-z0-9]+", "".join(c for c in flat if not unicodedata.combining(c)))
    return "-".join(ascii_words)[:80].rstrip("-")
