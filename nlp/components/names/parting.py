"""Part names that were read as one: a body and its head, two companies linked by `and`, a name and a place below."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from nlp.components.names.enumerations import hit_at
from nlp.components.names.features import Sentence
from nlp.components.names.rules import lists
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_LINKS = frozenset({"and", "&", ","})
_FORMS = frozenset({"ltd", "limited", "jsc", "co", "inc", "corp", "corporation", "plc", "llc", "company"})
_FIRMS = frozenset({"công", "cty", "ctcp", "doanh", "tập"})  # may bear but the person's name
_DATES = frozenset({"ngày", "tháng", "date"})
_TITLE = 3  # words between a title and the body: Tổng biên tập Thời báo
_LONGEST = 6  # words of a title
_LEAST, _MOST = 3, 4  # words of a person's full name


def part_names(sentence: Sentence, names: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Part bodies from persons (`Tổng Biên tập Thời báo Ngân hàng Lê Thị Sen`), `A Co. Ltd. and B JSC` in two."""
    return [part for name in names for part in (_part(sentence, name) if name.kind == "ORG" else [name])]


def _part(sentence: Sentence, name: NamedSpan) -> Iterator[NamedSpan]:
    if (person := _person_start(sentence, name)) is not None:
        yield name._replace(end=person)
        yield name._replace(start=person, kind="PERSON")
    elif (line := _line_of_place(sentence, name)) is not None:
        yield name._replace(end=line)
        yield name._replace(start=line, kind="PLACE")
    elif (link := _link_between(sentence.words, name.start, name.end)) is not None:
        yield name._replace(end=link)
        yield name._replace(start=link + 1)
    else:
        yield name


def _line_of_place(sentence: Sentence, name: NamedSpan) -> int | None:
    """Return where the line begins that says where and when a letter was written: `Công ty X / Long An, ngày ...`."""
    line = next((i for i in range(name.start + 1, name.end) if i in sentence.breaks), None)
    hit = hit_at(sentence, line) if line is not None else None
    if hit is None or hit.end != name.end or "PROVINCE" not in hit.kinds:
        return None
    behind = sentence.words[hit.end : hit.end + 2]
    is_dated = len(behind) > 1 and behind[0].raw == "," and (behind[1].low in _DATES or behind[1].raw.isdigit())
    return line if is_dated else None


def _person_start(sentence: Sentence, name: NamedSpan) -> int | None:
    """Return where the person begins whose title stands before a body's name: a surname and two or three names."""
    words = sentence.words
    first = bisect_left(sentence.cues, name.start - _TITLE - _LONGEST, key=lambda cue: cue.start)
    last = bisect_left(sentence.cues, name.start, lo=first, key=lambda cue: cue.start)
    cues = (cue for cue in sentence.cues[first:last] if "person" in cue.heads)
    near = (cue for cue in cues if 0 <= name.start - cue.end <= _TITLE)
    if not any(all(word.raw.isalpha() for word in words[cue.end : name.start]) for cue in near):
        return None
    for start in range(name.end - _LEAST, max(name.end - _MOST, name.start) - 1, -1):
        full = words[start : name.end]
        if full[0].raw not in lists().surnames or not all(word.raw.istitle() for word in full):
            continue
        hits = (hit_at(sentence, i) for i in range(name.start, start + 1))
        if _is_body(words[name.start : start]) and not any(hit and hit.end > start for hit in hits):
            return start
    return None


def _is_body(words: Sequence[Word]) -> bool:
    """Tell whether words name a body without the person's name behind them, as `Công ty TNHH` and schools do not."""
    if not words or not lists().dedicated.isdisjoint(word.low for word in words):
        return False
    own = any(word.raw[0].isupper() and word.low not in lists().inside["company"] for word in words[1:])
    return own or words[0].low not in _FIRMS


def _link_between(words: Sequence[Word], start: int, end: int) -> int | None:
    """Return the link between two companies that both bear their legal form."""
    last = end - 1 - (words[end - 1].raw == ".")
    if words[last].low not in _FORMS:
        return None
    for i in range(start + 2, last - 1):
        before = i - 1 - (words[i - 1].raw == ".")
        if words[i].low in _LINKS and words[before].low in _FORMS and words[i + 1].low not in _FORMS:
            return i
    return None
