"""The query language, the same on every engine.

    nước thải KCN          all words; written with marks they match exactly, without marks widely
    "khu công nghiệp"      a phrase
    -thép                  not this word; -"nhà máy", -park:khanh-phu and -( ... ) likewise
    hơi OR steam           one of both; ( ) hold parts together
    park:khanh-phu         a filter: park org province source language year topic after before unit has;
                           of facts also predicate status kind entity, and amounts: energy_saved >= 1 GWh,
                           investment < 500 tỷ đồng, jobs > 1000, >= 30 ha, energy saved ≥ 1 triệu kWh/năm

Fields and predicates are known in capitals too. A mistake never loses the query, and a note tells it with its place: a
filter or an amount that makes no sense is left out, likewise an OR with nothing beside it, and the rest is searched as
it is; if nothing is left, or a bracket or quotation mark lacks its other half, all is searched as plain words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile
from typing import TypeAlias

from config.errors import QueryError
from index.analysis import WORD
from index.conversion import read_unit
from index.predicates import find_predicate, is_counted
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
    | (?P<field>(?i:{"|".join(FILTERS)}):(?:"[^"]*"|[^\s()"]+))
    | (?P<compare>(?:[A-Za-z][A-Za-z_]*\s*)?(?:[<>=]=?|[≥≤])\s*\d[\d.,]*(?:[^\s\d()"<>=≥≤][^\s()"<>=≥≤]*)?)
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
_COMPARE = re.compile(r"([A-Za-z_]*)\s*([<>=]=?|[≥≤])\s*([\d.,]*\d)[.,]*(.*)", re.DOTALL)
_SIGNS = {"≥": ">=", "≤": "<="}
_UNIT_WORDS = 4  # at most, of magnitudes and unit
_NAME_WORDS = 4  # at most, of a predicate: "năng lượng tiết kiệm"


def parse_query(text: str, check: Callable[[Filter | Compare], object]) -> tuple[And, tuple[str, ...]]:
    """Parse a query into its tree, with notes on mistakes; raises QueryError only if it is too long.

    `check` raises QueryError for a filter that makes no sense where it is asked; it is left out then.
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text)} characters", position=LONGEST, remedy=f"at most {LONGEST}")
    text = str(storable(text))
    try:
        parser = _Parser(text, check)
        tree = parser.parse()
    except QueryError as error:
        return _plain(text), (_note(error, "searched as plain words"),)
    if tree.parts or not parser.mistakes:
        return tree, tuple(_note(mistake, "left out") for mistake in parser.mistakes)
    return _plain(text), tuple(_note(mistake, "searched as plain words") for mistake in parser.mistakes)


def _note(mistake: QueryError, done: str) -> str:
    return f"at {(mistake.position or 0) + 1}: {mistake}; {done}"


def _plain(text: str) -> And:
    """All words of a text; OR is one of them only if there is no other."""
    words = [Words(match.group(), match.start()) for match in WORD.finditer(text)]
    wanted = [word for word in words if word.text != "OR"] or words
    return And(tuple(wanted[:MOST_WORDS]))


class _Parser:
    """Reads a query; `mistakes` are of what was left out, each kind once."""

    def __init__(self, text: str, check: Callable[[Filter | Compare], object]) -> None:
        self._check = check
        self.mistakes: list[QueryError] = []
        self._lexemes = _with_names(_iter_lexemes(text))
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
        begin = self._next
        parts = [self._conjunction()]
        while (lexeme := self._peek()) is not None and lexeme.kind == "or":
            is_alone = self._next == begin
            self._next += 1
            begin = self._next
            parts.append(self._conjunction())
            if is_alone or self._next == begin:
                self._leave_out(QueryError("OR has nothing beside it", position=lexeme.position, remedy="write a OR b"))
        parts = [part for part in parts if part != And(())] or [And(())]
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Tree:
        parts: list[Tree] = []
        while (lexeme := self._peek()) is not None and lexeme.kind not in ("or", "close"):
            part = self._part() or And(())
            parts += part.parts if isinstance(part, And) else (part,)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Tree | None:
        """Read a part; None if it is left out."""
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
            return self._checked(_field(lexeme) if lexeme.kind == "field" else self._comparison(lexeme))
        if match := _UNKNOWN.match(lexeme.text):
            return self._checked(Filter(match[1], lexeme.text[match.end(1) + 1 :], lexeme.position))
        return Words(lexeme.text, lexeme.position)

    def _checked(self, found: Filter | Compare) -> Tree | None:
        try:
            self._check(found)
        except QueryError as mistake:
            self._leave_out(mistake)
            return None
        return found

    def _leave_out(self, mistake: QueryError) -> None:
        if str(mistake) not in map(str, self.mistakes):
            self.mistakes.append(mistake)

    def _comparison(self, lexeme: _Lexeme) -> Compare:
        match = _COMPARE.fullmatch(lexeme.text)
        if match is None:
            raise QueryError("an amount that cannot be read", position=lexeme.position, remedy="write >= 1 GWh")
        following = takewhile(lambda other: other.kind == "word", self._lexemes[self._next :])
        words = [*filter(None, (match[4],)), *(other.text for other in islice(following, _UNIT_WORDS))]
        times, unit, used = read_unit(words)
        predicate = find_predicate(match[1]) if match[1] else None
        if words and not used and (match[4] or "/" in words[0]):
            unit, used = words[0], 1  # of which a check says that it is none
        elif words and not unit and predicate and not is_counted(predicate):
            unit = words[0]  # likewise, but it may be one of the words that are searched
        self._next += used - bool(match[4])
        return Compare(match[1].lower(), _SIGNS.get(match[2], match[2]), match[3], unit, lexeme.position, times)

    def _negated(self, minus: _Lexeme) -> Tree | None:
        if self._peek() is None or self._lexemes[self._next].kind in ("or", "close"):
            raise QueryError("nothing after -", position=minus.position, remedy="write -word")
        part = self._part()
        return None if part is None else Not(part)

    def _group(self, opening: _Lexeme) -> Tree | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("too many ( within each other", position=opening.position, remedy=f"at most {DEEPEST}")
        tree = self._alternatives()
        if self._peek() is None:
            raise QueryError("a ( without its )", position=opening.position, remedy="close it")
        self._next += 1
        self._depth -= 1
        return None if tree == And(()) else tree

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None


def _field(lexeme: _Lexeme) -> Filter:
    name, _, value = lexeme.text.partition(":")
    return Filter(name.lower(), value.strip('"'), lexeme.position)


def _with_names(lexemes: Iterable[_Lexeme]) -> list[_Lexeme]:
    """Join the words before a comparison with it that name a predicate: "energy saved >= 1 GWh"."""
    found: list[_Lexeme] = []
    for lexeme in lexemes:
        match = _COMPARE.fullmatch(lexeme.text) if lexeme.kind == "compare" else None
        if match is None:
            found.append(lexeme)
            continue
        if match[1] == "OR":
            found += [_Lexeme("or", "OR", lexeme.position), _amount_of(lexeme, match)]
            continue
        name = [_Lexeme("word", match[1], lexeme.position)] if match[1] else []
        before = [*takewhile(lambda other: other.kind == "word", reversed(found[len(name) - _NAME_WORDS :]))]
        found = found[: len(found) - len(before)]
        found += _named([*reversed(before), *name], lexeme, match)
    return found


def _named(words: list[_Lexeme], lexeme: _Lexeme, match: re.Match[str]) -> list[_Lexeme]:
    """The longest run of the last words that names a predicate becomes the name of the comparison after them.

    A word in capitals before it is no name unless it is known: "KCN > 5 ha".
    """
    amount = _amount_of(lexeme, match)
    for begin, first in enumerate(words):
        if (predicate := find_predicate(" ".join(word.text for word in words[begin:]))) is not None:
            return [*words[:begin], _Lexeme("compare", predicate + amount.text, first.position)]
    if match[1] and match[1].islower():
        return [*words[:-1], lexeme]
    return [*words, amount]


def _amount_of(lexeme: _Lexeme, match: re.Match[str]) -> _Lexeme:
    """Return a comparison without the name before it."""
    return _Lexeme("compare", lexeme.text[match.start(2) :], lexeme.position + match.start(2))


def _iter_lexemes(text: str) -> Iterator[_Lexeme]:
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup
        if kind is not None:
            yield _Lexeme(kind, match.group(), match.start())
