"""Projects that a text names by a title: in quotes, or as a heading with its acronym.

`the project “Scaling up Eco-Industrial Park Approaches”`, `Greening Estates in the Delta (GED)`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from nlp.components.names.features import Sentence
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_CLOSES = {"“": '”“"', '"': '"”', "«": "»"}  # pages mix them up
_PROJECT = r"(?:projects?|programmes?|programs?|initiatives?|components?|dự án|chương trình|sáng kiến|hợp phần)"
_LEAD = re.compile(rf"\b{_PROJECT}(?: (?:titled|entitled|named|called|mang tên|có tên|với tên gọi))?(?: [,:])?$")
_TAIL = re.compile(r",? ?(?:project|programme|program|initiative)\b")
_HEAD = re.compile(r"(?:dự án|chương trình)$")  # “Dự án quản lý ...”
_INSIDE = re.compile(rf"\b(?:{_PROJECT}|geipp)\b")
_SMALL = frozenset("of the a an and or for in to on with from by at ( ) , - – : &".split())  # within a title
_LEAST_LETTERS = 3  # of a title's acronym
_BEFORE = 6  # words in which a lead stands
_LEAST, _MOST = 4, 45  # words of a title


def add_titles(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add titles in place of the names in them; `make(start, end, rule)` makes an organisation's.

    A title that names a park or a company is what that one builds, and stays as it was read.
    """
    read: list[NamedSpan] = sorted(names)
    found: list[NamedSpan] = []
    done = 0
    for start, end in (*_iter_titles(sentence.words), *_iter_headings(sentence)):
        low, high = find_overlap(read, start, end)
        inside = read[low:high]
        if low >= done and all(start <= n.start and n.end <= end and _may_go(sentence.words, n) for n in inside):
            found += [*read[done:low], make(start, end, "title")]
            done = high
    return [*found, *read[done:]]


def find_overlap(names: Sequence[Any], start: int, end: int) -> tuple[int, int]:
    """Return as a half-open range which of the names, in their order, share words with a span."""
    return bisect_right(names, start, key=attrgetter("end")), bisect_left(names, end, key=attrgetter("start"))


def _may_go(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a name within a title says no more than it: a place, an acronym in brackets, its programme."""
    if name.kind != "ORG":
        return bool(name.kind == "PLACE")
    bracketed = words[name.start - 1].raw == "(" and words[name.end].raw == ")" and name.end - name.start == 1
    return bracketed or _INSIDE.search(say(words[name.start : name.end])) is not None


def _iter_titles(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Iterate over the titles, half-open in words; none begins within another."""
    last = 0
    for at, word in enumerate(words):
        closes = _CLOSES.get(word.raw)
        if closes is None or at < last:
            continue
        most = range(at + 1, min(at + _MOST + 2, len(words)))
        end = next((i for i in most if words[i].raw in closes), 0) or _find_open_end(words, most)
        inner = words[at + 1 : end]
        if len(inner) < _LEAST or not inner[0].capital or not any(w.raw.islower() for w in inner):
            continue
        behind = end if words[end].raw not in closes else end + 1
        inside = _HEAD.match(say(inner[:2]))
        before = _LEAD.search(say(words[max(0, at - _BEFORE) : at]))
        if inside or before or _TAIL.match(say(words[behind : behind + 2])):
            yield at + 1, end
            last = end


def _iter_headings(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Iterate over the parts of a heading that is a title with the initials of its capitals in brackets behind it."""
    words = sentence.words
    opened = next((i for i, word in enumerate(words) if word.raw == "("), 0)
    if sentence.kind != "heading" or opened < _LEAST or words[-1].raw != ")":
        return
    short = "".join(word.raw for word in words[opened + 1 : -1] if word.raw.isalnum())
    named = "".join(word.raw[0] for word in words[:opened] if word.capital)
    if short == named and len(short) >= _LEAST_LETTERS and all(w.capital or w.low in _SMALL for w in words[:opened]):
        yield from ((0, opened), (opened + 1, len(words) - 1))


def _find_open_end(words: Sequence[Word], places: range) -> int:
    """Return where a title ends whose quote nobody closed: before "project", if all words are such as titles have."""
    for i in places:
        if _TAIL.match(words[i].low):
            return i
        if not words[i].capital and words[i].low not in _SMALL:
            break
    return 0


def say(words: Sequence[Word]) -> str:
    """Return words in lower case, a blank between them."""
    return " ".join(word.low for word in words)
