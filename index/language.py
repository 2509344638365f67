"""The query language, the same on every engine.

    nước thải KCN          all words; written with marks they match exactly, without marks widely
    "khu công nghiệp"      a phrase
    -thép                  not this word; -"nhà máy", -park:khanh-phu and -( ... ) likewise
    hơi OR steam           one of both; ( ) hold parts together
    park:khanh-phu         a filter: park org province source language year topic after before unit has;
                           of facts also predicate status kind entity, and amounts: energy_saved >= 1 GWh,
                           investment < 500 tỷ đồng, jobs > 1000, >= 30 ha

A mistake never loses the query: it is searched as plain words, and a note tells the mistake with its place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile
from typing import TypeAlias

from config.errors import QueryError
from index.analysis import WORD
from index.conversion import read_unit
from index.rows import storable

FILTERS = (
    *("park", "org", "province", "source", "language", "year", "topic", "after", "before", "unit", "has"),
    *("predicate", "status", "kind", "entity"),
)
LONGEST = 2000  # code points of a query
DEEPEST = 20
MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Words:
    """One word as it is typed; punctuation may make several tokens of it, which then stand in a row."""

    text: str
    position: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """field:value, the field one of FILTERS."""

    field: str
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Compare:
    """name >= 1 GWh: an amount, of a predicate if it is named; "500 billion VND" has 500 and times a billion."""

    name: str
    operator: str
    number: str
    unit: str  # "" where none is typed
    position: int
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Tree", ...]


Tree: TypeAlias = Words | Filter | Compare | Not | And | Or

_LEXEME = re.compile(
    rf"""\s+
    | (?P<minus>-(?=[^\s-]))
    | (?P<field>(?:{"|".join(FILTERS)}):(?:"[^"]*"|[^\s()"]+))
    | (?P<compare>(?:[a-z][a-z_]*\s*)?[<>=]=?\s*\d[\d.,]*(?:[^\s\d()"<>=][^\s()"<>=]*)?)
    | (?P<phrase>"[^"]*")
    | (?P<open>\()
    | (?P<close>\))
    | (?P<or>OR(?=[\s(]|$))
    | (?P<word>[^\s()"]+)
    | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    position: int


_UNKNOWN = re.compile(r"([a-z_]{3,}):(?!//|[\d.])\S")  # but no address, no time
_COMPARE = re.compile(r"([a-z_]*)\s*([<>=]=?)\s*([\d.,]*\d)[.,]*(.*)", re.DOTALL)
_UNIT_WORDS = 4  # at most, of magnitudes and unit


def parse_query(text: str, check: Callable[[Filter | Compare], object]) -> tuple[And, tuple[str, ...]]:
    """Parse a query into its tree, with notes on mistakes; raises QueryError only if it is too long.

    `check` raises QueryError for a filter that makes no sense where it is asked.
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text)} characters", position=LONGEST, remedy=f"at most {LONGEST}")
    text = str(storable(text))
    try:
        return _Parser(text, check).parse(), ()
    except QueryError as error:
        return And(tuple(islice(_plain(text), MOST_WORDS))), (
            f"at {(error.position or 0) + 1}: {error}; searched as plain words",
        )


def _plain(text: str) -> Iterator[Words]:
    for match in WORD.finditer(text):
        yield Words(match.group(), match.start())


class _Parser:
    def __init__(self, text: str, check: Callable[[Filter | Compare], object]) -> None:
        self._check = check
        self._lexemes = list(_iter_lexemes(text))
        if len(self._lexemes) > MOST_WORDS:
            place = self._lexemes[MOST_WORDS].position
            raise QueryError(f"more than {MOST_WORDS} words", position=place, remedy="the first ones count")
        self._next = 0
        self._depth = 0
        self._end = len(text)

    def parse(self) -> And:
        tree = self._alternatives()
        if (lexeme := self._peek()) is not None:
            raise QueryError("a ) without its (", position=lexeme.position, remedy="remove it")
        return tree if isinstance(tree, And) else And((tree,))

    def _alternatives(self) -> Tree:
        parts = [self._conjunction()]
        while (lexeme := self._peek()) is not None and lexeme.kind == "or":
            self._next += 1
            parts.append(self._conjunction())
            if And(()) in parts:
                raise QueryError("OR has nothing beside it", position=lexeme.position, remedy="write a OR b")
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Tree:
        parts: list[Tree] = []
        while (lexeme := self._peek()) is not None and lexeme.kind not in ("or", "close"):
            part = self._part()
            parts += part.parts if isinstance(part, And) else (part,)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Tree:
        lexeme = self._lexemes[self._next]
        self._next += 1
        if lexeme.kind == "minus":
            return self._negated(lexeme)
        if lexeme.kind == "open":
            return self._group(lexeme)
        if lexeme.kind == "phrase":
            return Words(lexeme.text[1:-1], lexeme.position + 1, quoted=True)
        if lexeme.kind == "stray":
            raise QueryError("a quotation mark without its other half", position=lexeme.position, remedy="close it")
        if lexeme.kind in ("field", "compare"):
            found = _field(lexeme) if lexeme.kind == "field" else self._comparison(lexeme)
            self._check(found)
            return found
        if match := _UNKNOWN.match(lexeme.text):
            self._check(Filter(match[1], lexeme.text[match.end(1) + 1 :], lexeme.position))
        return Words(lexeme.text, lexeme.position)

    def _comparison(self, lexeme: _Lexeme) -> Compare:
        match = _COMPARE.fullmatch(lexeme.text)
        if match is None:
            raise QueryError("an amount that cannot be read", position=lexeme.position, remedy="write >= 1 GWh")
        following = takewhile(lambda other: other.kind == "word", self._lexemes[self._next :])
        words = [*filter(None, (match[4],)), *(other.text for other in islice(following, _UNIT_WORDS))]
        times, unit, used = read_unit(words)
        if match[4] and not used:
            unit, used = match[4], 1
        self._next += used - bool(match[4])
        return Compare(match[1], match[2], match[3], unit, lexeme.position, times)

    def _negated(self, minus: _Lexeme) -> Tree:
        if self._peek() is None or self._lexemes[self._next].kind in ("or", "close"):
            raise QueryError("nothing after -", position=minus.position, remedy="write -word")
        return Not(self._part())

    def _group(self, opening: _Lexeme) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("too many ( within each other", position=opening.position, remedy=f"at most {DEEPEST}")
        tree = self._alternatives()
        if self._peek() is None:
            raise QueryError("a ( without its )", position=opening.position, remedy="close it")
        self._next += 1
        self._depth -= 1
        return tree

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None


def _field(lexeme: _Lexeme) -> Filter:
    name, _, value = lexeme.text.partition(":")
    return Filter(name, value.strip('"'), lexeme.position)


def _iter_lexemes(text: str) -> Iterator[_Lexeme]:
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup
        if kind is not None:
            yield _Lexeme(kind, match.group(), match.start())
