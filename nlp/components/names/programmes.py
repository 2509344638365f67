"""Programmes by the words beside them: `dự án SUPA`, `the WISE project`, `Skills Enhancement Project`."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from config.glossary import load_glossary
from config.names import load_name_words
from nlp.components.names.features import Sentence
from nlp.components.names.titles import NamedSpan, find_overlap
from nlp.components.names.tokens import Word

_NAMED = frozenset({"policy", "organisation"})  # categories of the glossary whose abbreviations are names
_ACRONYMS = frozenset({"XX", "XX9", "XxX"})
_SMALL = frozenset("of for and in to on through & – -".split())
_LEAST_LETTERS = 3  # of an acronym
_LEAST, _MOST = 2, 14  # words of a title before the one that closes it


class _Lists(NamedTuple):
    before: tuple[tuple[str, ...], ...]
    behind: frozenset[str]
    closes: frozenset[str]
    aims: tuple[str, ...]
    works: frozenset[str]
    generic: frozenset[str]


@cache
def _lists() -> _Lists:
    words = load_name_words().programmes
    return _Lists(
        tuple(tuple(phrase.split()) for phrase in words["before"]),
        frozenset(words["behind"]),
        frozenset(words["closes"]),
        words["aims"],
        frozenset(words["works"]),
        frozenset(words["generic"]) | _abbreviations_of_things(),
    )


def _abbreviations_of_things() -> frozenset[str]:
    """Return the glossary's abbreviations, in lower case, of what is no programme and no body: `BĐS`, `XLNT`."""
    short = [(concept.category in _NAMED, form) for concept in load_glossary() for form in concept.abbreviations]
    named = {form for is_named, form in short if is_named}
    return frozenset(form.casefold() for _, form in short if form not in named)


def add_programmes(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add programmes where nothing but places was read; `make(start, end, rule)` makes an organisation's name."""
    read: list[NamedSpan] = sorted(names)
    for start, end in (*_iter_acronyms(sentence.words), *_iter_titles(sentence, read)):
        low, high = find_overlap(read, start, end)
        if all(name.kind == "PLACE" and start <= name.start and name.end <= end for name in read[low:high]):
            read[low:high] = [make(start, end, "programme")]
    return read


def _iter_acronyms(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Iterate over acronyms that the word before or behind makes a programme's, half-open in words."""
    lists = _lists()
    for at, word in enumerate(words):
        if word.shape not in _ACRONYMS or len(word.raw) < _LEAST_LETTERS or word.low in lists.generic:
            continue
        end = at + 1
        while end + 1 < len(words) and words[end].raw == "-" and words[end + 1].capital:
            end += 2
        if at > 1 and words[at - 1].raw in {"-", "/"}:
            continue
        led = any(_ends_with(words, at, phrase) for phrase in lists.before)
        if led or (end < len(words) and words[end].low in lists.behind and not words[end].raw.isupper()):
            yield at, end


def _ends_with(words: Sequence[Word], end: int, phrase: Sequence[str]) -> bool:
    """Tell whether a phrase, not in capitals, stands right before a word."""
    before = words[max(0, end - len(phrase)) : end]
    return [word.low for word in before] == list(phrase) and not (len(phrase) > 1 and before[-1].raw.isupper())


def _iter_titles(sentence: Sentence, names: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Iterate over titles in capitals that a word for a programme closes, without an organisation at their head."""
    lists, words, breaks = _lists(), sentence.words, sentence.breaks
    for close, word in enumerate(words):
        if not word.capital or word.raw.isupper() or word.low not in lists.closes:
            continue
        start = close
        while start > 0 and start not in breaks and close - start < _MOST and _may_stand(words[start - 1]):
            start -= 1
        start = max([start, *(name.end for name in names if name.kind != "PLACE" and start < name.end <= close)])
        while start < close and (words[start].low in _SMALL or words[start].low == "the"):
            start += 1
        title = [word.low for word in words[start:close]]
        aimed = any(word.startswith(lists.aims) for word in title)
        if len(title) >= _LEAST and aimed and lists.works.isdisjoint(title):
            yield start, close + 1


def _may_stand(word: Word) -> bool:
    return word.capital or word.low in _SMALL
