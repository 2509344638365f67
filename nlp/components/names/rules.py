"""Propose names by rules alone: what begins with a declared head, ends with a declared tail, or is in the gazetteer.

The proposals are what is read where no model is at hand, and features where there is one: it learns how far to trust each.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from config.names import load_name_words
from nlp.components.names.lookup import Cue, Hit
from nlp.components.names.tokens import Word

REACH = 7  # lower-case words that a name may go on over before its next capital
_JOINTS = frozenset("-–&/.’'")
_HEADED = {"company": "ORG", "authority": "ORG", "body": "ORG", "medium": "ORG", "person": "PERSON", "place": "PLACE"}
_TAILED = {"park": "PARK", "company": "ORG", "authority": "ORG", "body": "ORG", "medium": "ORG", "place": "PLACE"}
_GAZETTEER = {"PARK": "PARK", "ORG": "ORG", "PROVINCE": "PLACE", "DISTRICT": "PLACE", "COUNTRY": "PLACE"}
_ALONE = frozenset({"company", "person", "place", "medium"})  # heads that are no part of an English name


class Proposal(NamedTuple):
    """A name, half-open, by which rule."""

    start: int
    end: int
    kind: str
    rule: str


class _Lists(NamedTuple):
    inside: dict[str, frozenset[str]]
    stops: frozenset[str]
    openers: frozenset[str]
    generic: frozenset[str]


@cache
def lists() -> _Lists:
    """Return the declared words as sets of lower-case words and folded phrases."""
    words = load_name_words()
    inside = {name: frozenset(items) for name, items in words.inside.items()}
    return _Lists(inside, frozenset(words.stops), frozenset(words.openers), frozenset(words.generic))


def propose(words: Sequence[Word], cues: Sequence[Cue], hits: Sequence[Hit]) -> list[Proposal]:
    """Propose names in the order of their starts; they may overlap."""
    found: list[Proposal] = []
    for cue in cues:
        for name in cue.heads:
            found += _headed(words, cue, name)
        for name in cue.tails:
            found += _tailed(words, cue, name)
    for hit in hits:
        for kind in hit.kinds:
            if kind in _GAZETTEER:
                found.append(Proposal(hit.start, hit.end, _GAZETTEER[kind], f"gazetteer {kind.lower()}"))
    return sorted(set(found))


def _headed(words: Sequence[Word], cue: Cue, name: str) -> Iterator[Proposal]:
    """Read on behind a head: `KCN Khánh Phú`, `Ban Quản lý các KCN tỉnh`, `Công ty TNHH Lotes Việt Nam`."""
    if name == "park":
        end = park_end(words, cue.end)
        if end is not None:
            yield Proposal(cue.start, end, "PARK", "head park")
        return
    if name not in _HEADED:
        return
    if name in {"person", "place", "medium"}:
        start = cue.end
        while start < len(words) and words[start].raw in ".:(":
            start += 1
        end = capitals_end(words, start)
        if end > start:
            yield Proposal(start, end, _HEADED[name], f"head {name}")
            if name == "place":
                yield Proposal(cue.start, end, "PLACE", "head place with")
        return
    if "of" in {word.low for word in words[cue.start : cue.end]}:
        end = _english_end(words, cue.end)
    else:
        end = _vietnamese_end(words, cue.end, lists().inside.get(name, frozenset()))
    if end > cue.end:
        yield Proposal(cue.start, end, "ORG", f"head {name}")
        bare = _first_capital(words, cue.end, end)
        if name == "company" and bare is not None:
            yield Proposal(bare, end, "ORG", "head company without")


def park_end(words: Sequence[Word], start: int) -> int | None:
    """Return the end of the park's name behind its head, or None where none stands."""
    i = start
    if i + 2 < len(words) and words[i].raw == "(" and words[i + 2].raw == ")":
        i += 3
    lowered = 0
    inside = lists().inside["company"] | {
        "số",
        "phía",
        "mở",
        "cửa",
        "khẩu",
        "ven",
        "chuyên",
        "sâu",
        "tập",
        "trung",
        "nghề",
        "mở",
        "truyền",
        "thống",
        "bún",
        "gốm",
    }
    while i < len(words) and lowered < REACH:
        word = words[i]
        if word.capital or (lowered and word.raw[0].isdigit() and words[i - 1].low == "số"):
            break
        if word.low not in inside and word.raw not in "-–,":
            return None
        lowered += 1
        i += 1
    if i >= len(words) or not (words[i].capital or words[i].raw[0].isdigit()):
        return None
    end = capitals_end(words, i) if words[i].capital else i + 1
    if end < len(words) and words[i].raw[0].isdigit() and words[end].capital:
        end = capitals_end(words, end)
    if end + 1 < len(words) and (words[end].low, words[end + 1].low) == ("mở", "rộng"):
        end += 2
    return end if end > i else None


def capitals_end(words: Sequence[Word], start: int) -> int:
    """Return the end of the run of capitals that begins at a word, over joints, numbers and initials."""
    i = start
    while i < len(words):
        word = words[i]
        if word.capital:
            i += 1
        elif i > start and word.raw.isdigit() and len(word.raw) < 3:
            i += 1
        elif (
            i > start
            and word.raw in _JOINTS
            and i + 1 < len(words)
            and (words[i + 1].capital or words[i + 1].raw.isdigit())
        ):
            i += 2
        else:
            break
    return i


def _vietnamese_end(words: Sequence[Word], start: int, inside: frozenset[str]) -> int:
    """Go on over capitals and the class's words; what is left after the last capital is cut but for whole declared words."""
    i = end = start
    lowered = 0
    while i < len(words):
        word = words[i]
        if word.capital:
            i = end = capitals_end(words, i)
            lowered = 0
        elif (
            word.raw == "("
            and (close := _closing(words, i)) is not None
            and words[i + 1].capital
            and close < len(words) - 1
        ):
            if not words[close + 1].capital:
                break
            i = close + 1
        elif word.raw in {",", "-", "–"} and i + 1 < len(words) and words[i + 1].low in inside and end > start:
            i += 1
        elif word.low in inside and lowered < REACH:
            i += 1
            lowered += 1
            if word.low not in {"và", "các", "tỉnh", "thành", "khu"} and end == i - 1:
                end = i
        elif end == start and lowered < 4 and word.raw.isalpha() and word.low not in lists().stops:
            i += 1
            lowered += 1
        else:
            break
    return end


def _closing(words: Sequence[Word], start: int) -> int | None:
    return next((i for i in range(start + 1, min(start + 6, len(words))) if words[i].raw == ")"), None)


def _english_end(words: Sequence[Word], start: int) -> int:
    """Go on over capitals, `of`, `and`, `for`, `the`, and commas of a list that an `and` ends."""
    i = end = start
    while i < len(words):
        if words[i].capital:
            i = end = capitals_end(words, i)
        elif (
            words[i].low in {"the", "of", "for", "in"}
            and i + 1 < len(words)
            and (words[i + 1].capital or words[i + 1].low == "the")
        ):
            i += 1
        elif words[i].low in {"and", "&"} and i + 1 < len(words) and words[i + 1].capital:
            i += 1
        elif words[i].raw == "," and i + 2 < len(words) and words[i + 1].capital and _and_follows(words, i + 1):
            i += 1
        else:
            break
    return end


def _and_follows(words: Sequence[Word], start: int) -> bool:
    end = capitals_end(words, start)
    return end < len(words) and (words[end].low in {"and", "&"} or (words[end].raw == "," and end + 1 < len(words)))


def _first_capital(words: Sequence[Word], start: int, end: int) -> int | None:
    return next(
        (i for i in range(start, end) if words[i].capital and words[i].low not in lists().inside["company"]), None
    )


def _tailed(words: Sequence[Word], cue: Cue, name: str) -> Iterator[Proposal]:
    """Read back before a tail: `Khanh Phu IP`, `Green i-Park JSC`, `Ninh Binh provincial People's Committee`."""
    if name not in _TAILED:
        return
    start = cue.start
    while start > 0:
        word = words[start - 1]
        if word.capital or (word.raw.isdigit() and len(word.raw) < 3 and start > 1 and words[start - 2].capital):
            start -= 1
        elif word.raw in _JOINTS and start > 1 and words[start - 2].capital:
            start -= 1
        elif (
            name != "park"
            and word.low in {"and", "&", "of", "for"}
            and start > 1
            and words[start - 2].capital
            and words[start].capital
        ):
            start -= 1
        elif name == "authority" and word.low in {"provincial", "municipal", "district"}:
            start -= 1
            break
        else:
            break
    while start < cue.start and words[start].low in lists().openers:
        start += 1
    if start == cue.start:
        return
    end = cue.end
    if name == "company":
        while (
            end + 1 < len(words)
            and words[end].raw in ".,"
            and words[end + 1].low in {"ltd", "limited", "co", "inc", "jsc"}
        ):
            end += 2
        if end < len(words) and words[end].raw == ".":
            end += 1
    if name == "park":
        end = _numbered_end(words, end)
    yield Proposal(start, end, _TAILED[name], f"tail {name}")
    if name == "place":
        yield Proposal(start, cue.start, "PLACE", "tail place without")


def _numbered_end(words: Sequence[Word], end: int) -> int:
    """Take in the number behind a park: `Thang Long Industrial Park II`, `VSIP Industrial Park No. 3`."""
    if end + 2 < len(words) and words[end].low == "no" and words[end + 1].raw == "." and words[end + 2].raw.isdigit():
        return end + 3
    if end < len(words) and (words[end].shape == "IV" or (words[end].raw.isdigit() and len(words[end].raw) == 1)):
        after = words[end + 1].low if end + 1 < len(words) else ""
        return end + 1 if not after or not after[0].isalnum() or words[end].shape == "IV" else end
    return end
