"""Propose names by rules alone: what begins with a declared head, ends with a declared tail, or is in the gazetteer.

The proposals are what is read where no model is at hand, and features where there is one, which learns how far to
trust each.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from config.names import load_name_words
from nlp.components.names.lookup import Cue, Hit
from nlp.components.names.runs import (
    capitals_end,
    commune_end,
    english_end,
    park_end,
    tail_start,
    vietnamese_end,
    village_end,
)
from nlp.components.names.tokens import Word

_HEADED = {"company": "ORG", "authority": "ORG", "body": "ORG", "medium": "ORG", "person": "PERSON", "place": "PLACE"}
_TAILED = {"park": "PARK", "company": "ORG", "authority": "ORG", "body": "ORG", "medium": "ORG", "place": "PLACE"}
_GAZETTEER = {"PARK": "PARK", "ORG": "ORG", "PROVINCE": "PLACE", "DISTRICT": "PLACE", "COUNTRY": "PLACE"}
_APART = frozenset({"person", "place", "medium"})  # heads that are no part of the name
_OF_COMMUNES = frozenset({"cụm", "ccn", "điểm", "làng"})  # small ones, named after a commune or a town
_FORMS = frozenset({"ltd", "limited", "co", "inc", "jsc"})


class Proposal(NamedTuple):
    """A name, half-open, by which rule."""

    start: int
    end: int
    kind: str
    rule: str


class _Lists(NamedTuple):
    inside: dict[str, frozenset[str]]
    stops: frozenset[str]
    never: frozenset[str]
    openers: frozenset[str]
    generic: frozenset[str]
    countries: frozenset[str]
    shouted: frozenset[str]
    sites_behind: frozenset[str]
    sites_before: tuple[tuple[str, ...], ...]
    surnames: frozenset[str]
    titles: frozenset[str]
    dedicated: frozenset[str]
    buildings: frozenset[str]
    plants: frozenset[str]
    works: frozenset[str]
    park_plurals: tuple[tuple[str, ...], ...]
    place_plurals: tuple[tuple[str, ...], ...]
    localities: frozenset[str]
    passed: frozenset[str]
    trade_tails: frozenset[str]
    trade_heads: frozenset[str]
    developers: tuple[tuple[str, ...], ...]


@cache
def lists() -> _Lists:
    """Return the declared words as sets of lower-case words and folded phrases."""
    words = load_name_words()
    inside = {name: frozenset(items) for name, items in words.inside.items()}
    return _Lists(
        inside,
        frozenset(words.stops),
        frozenset(words.never),
        frozenset(words.openers),
        frozenset(words.generic),
        frozenset(words.countries),
        frozenset(words.stops) - frozenset(words.namesakes),
        frozenset(words.sites["behind"]),
        _phrases(words.sites["before"]),
        frozenset(words.people["surnames"]),
        frozenset(words.people["titles"]),
        frozenset(words.people["dedicated"]),
        frozenset(words.sites["buildings"]),
        frozenset(words.sites["plants"]),
        frozenset(words.sites["works"]),
        _phrases(words.plurals["parks"]),
        _phrases(words.plurals["places"]),
        frozenset(words.plurals["localities"]),
        frozenset(words.plurals["passed"]),
        frozenset(words.trades["tails"]),
        frozenset(words.trades["heads"]),
        _phrases(words.trades["developers"]),
    )


def _phrases(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases)


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
        head = words[cue.start].low
        end = village_end(words, cue.end, lists().stops) if head == "làng" else None
        end = end or park_end(words, cue.end, lists().inside["park"])
        if end is None and head in _OF_COMMUNES:
            end = commune_end(words, cue.end)
        if end is not None:
            end = _shouted_end(words, cue.end, end)
        if end is not None:
            yield Proposal(cue.start, end, "PARK", "head park")
    elif name in _APART:
        yield from _named_apart(words, cue, name)
    elif name in _HEADED:
        if "of" in {word.low for word in words[cue.start : cue.end]}:
            end = english_end(words, cue.end)
        else:
            end = vietnamese_end(words, cue.end, lists().inside.get(name, frozenset()), lists().stops)
        if end > cue.end:
            yield Proposal(cue.start, end, "ORG", f"head {name}")
            bare = _first_capital(words, cue.end, end)
            if name == "company" and bare is not None:
                yield Proposal(bare, end, "ORG", "head company without")


def _shouted_end(words: Sequence[Word], start: int, end: int) -> int | None:
    """End a name in a line of capitals where a word follows that no name has: `KCN DẦU GIÂY KHÔNG CÒN ĐẤT`.

    None where that word is the first: `CỤM CÔNG NGHIỆP HIỆN CÓ`.
    """
    first = next((i for i in range(start, end) if words[i].capital), end)
    shouted = [i for i in range(first, end) if len(words[i].raw) > 1 and words[i].raw.isupper()]
    stop = next((i for i in shouted if words[i].low in lists().shouted and i != first + 1), end)
    return stop if stop > first or first == end else None


def _named_apart(words: Sequence[Word], cue: Cue, name: str) -> Iterator[Proposal]:
    start = cue.end
    while start < len(words) and words[start].raw in ".:(":
        start += 1
    end = capitals_end(words, start)
    if end > start:
        yield Proposal(start, end, _HEADED[name], f"head {name}")
        if name == "place":
            yield Proposal(cue.start, end, "PLACE", "head place with")


def _first_capital(words: Sequence[Word], start: int, end: int) -> int | None:
    inside = lists().inside["company"]
    return next((i for i in range(start, end) if words[i].capital and words[i].low not in inside), None)


def _tailed(words: Sequence[Word], cue: Cue, name: str) -> Iterator[Proposal]:
    """Read back before a tail: `Khanh Phu IP`, `Green i-Park JSC`, `Ninh Binh provincial People's Committee`."""
    if name not in _TAILED:
        return
    start = tail_start(words, cue.start, joined=name != "park", adjectives=name == "authority")
    while start < cue.start and words[start].low in lists().openers:
        start += 1
    if start == cue.start:
        end = _numbered_end(words, cue.end) if name == "park" and words[start].capital else cue.end
        if end > cue.end + 1:
            yield Proposal(start, end, "PARK", "numbered park")
        return
    end = cue.end
    if name == "company":
        while end + 1 < len(words) and words[end].raw in ".," and words[end + 1].low in _FORMS:
            end += 2
        end += end < len(words) and words[end].raw == "."
    if name == "park":
        end = _numbered_end(words, end)
    yield Proposal(start, end, _TAILED[name], f"tail {name}")
    if name == "place":
        yield Proposal(start, cue.start, "PLACE", "tail place without")


def _numbered_end(words: Sequence[Word], end: int) -> int:
    """Take in the number behind a park: `Thang Long Industrial Park II`, `VSIP Industrial Park No. 3`."""
    if end + 2 < len(words) and words[end].low == "no" and words[end + 1].raw == "." and words[end + 2].raw.isdigit():
        return end + 3
    if end < len(words) and words[end].shape == "IV":
        return end + 1
    if end < len(words) and words[end].raw.isdigit() and len(words[end].raw) == 1:
        after = words[end + 1].raw if end + 1 < len(words) else ""
        return end if after[:1].isalnum() else end + 1
    return end
