"""Find the words of a query in the texts of a hit, on the original text, and choose what to show of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.analysis import WORD, Token, is_marked, strip_marks, token_of, tokens
from index.search import Snippet
from index.vocabulary import Form, Sense, is_same

SHOWN = 2  # passages a hit
LONGEST = 320  # code points of a snippet

Mark = tuple[int, int]

_LETTERS = [chr(code) for block in (range(0x41, 0x250), range(0x1E00, 0x1F00), range(0x2070, 0x2090)) for code in block]
_PLAIN = {ord(letter): plain for letter in _LETTERS if len(plain := strip_marks(token_of(letter).exact)) == 1}


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str | Sense
    folded: bool = False  # found without the marks that were typed
    together: bool = False

    @property
    def sense(self) -> Sense | None:
        return self.word if isinstance(self.word, Sense) else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hit shows of a query: marks in its title, passages with marks, and how it matched."""

    title_marks: tuple[Mark, ...]
    snippets: tuple[Snippet, ...]
    why: tuple[str, ...]

    @property
    def has_marks(self) -> bool:
        return bool(self.title_marks) or any(snippet.marks for snippet in self.snippets)


class Highlighter:
    """Marks the words of one query, and the forms of the senses that it is widened by."""

    def __init__(
        self,
        words: Sequence[Token],
        *,
        phrases: Sequence[tuple[Token, ...]] = (),
        forms: Iterable[Form] = (),
        senses: Iterable[Sense] = (),
    ) -> None:
        self._loose = {token.exact for phrase in phrases if len(phrase) > 1 for token in phrase}
        self._phrases: dict[str, list[tuple[Token, ...]]] = {}
        for phrase in phrases:
            if len(phrase) > 1:
                self._phrases.setdefault(phrase[0].folded, []).append(phrase)
        self._exact = {word.exact: word.exact for word in words if word.marked}
        self._folded = {word.folded: word.exact for word in words if not word.marked}
        self._unmarked = {word.folded: word.exact for word in words if word.marked}
        self._senses = tuple(dict.fromkeys(senses))
        self._forms: dict[str, list[Form]] = {}
        for form in sorted(forms, key=lambda form: -len(form.tokens)):
            self._forms.setdefault(form.tokens[0].folded, []).append(form)
        begin = [form.tokens[0] for found in self._forms.values() for form in found]
        self._needles = _needles([*words, *begin])

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Find all places to mark in a text; words side by side make one mark."""
        return _joined(text, self._find(text))

    def show(self, title: str, pieces: Sequence[tuple[int, int, str]]) -> Shown:
        """Choose the passages (ordinal, start, text) that show most of the query; the first one if none shows any."""
        in_title, *in_pieces = self._tightened([self._find(text) for text in (title, *(text for *_, text in pieces))])
        ranked = sorted(
            (-len({f.word for f in found}), -min(len(found), 9), number)
            for number, found in enumerate(in_pieces)
            if found
        )
        chosen = [number for *_, number in ranked[:SHOWN]] or ([0] if pieces else [])
        return Shown(
            _joined(title, in_title),
            tuple(_snippet(pieces[number], in_pieces[number]) for number in chosen),
            self._why(in_title, [f for found in in_pieces for f in found]),
        )

    def _tightened(self, found: list[list[_Found]]) -> list[list[_Found]]:
        """Where words that belong together stand together, do not mark them where they stand alone."""
        if not any(f.together for part in found for f in part):
            return found
        return [[f for f in part if f.together or f.word not in self._loose] for part in found]

    def _why(self, in_title: Sequence[_Found], in_text: Sequence[_Found]) -> tuple[str, ...]:
        """Say how a hit matched, as words for a program: title, text, folded, concept:ID, entity:ID."""
        parts = (("title", in_title), ("text", in_text))
        literal = [name for name, found in parts if any(f.sense is None for f in found)]
        if any(f.folded for f in (*in_title, *in_text)):
            literal.append("folded")
        shown = {f.sense for f in (*in_title, *in_text)} - {None}
        meant = [sense for sense in self._senses if sense in shown or not (literal or shown)]
        return (*literal, *(f"{sense.kind}:{sense.id}" for sense in meant))

    def _find(self, text: str) -> list[_Found]:
        found: list[_Found] = []
        for match in self._candidates(text):
            if found and match.start() < found[-1].end:
                continue
            token = token_of(match[0])
            several = token.folded in self._phrases or token.folded in self._forms
            if several and (together := self._together(text, match, token)) is not None:
                found.append(together)
            elif (word := self._exact.get(token.exact) or self._folded.get(token.folded)) is not None:
                found.append(_Found(match.start(), match.end(), word))
            elif not token.marked and token.folded in self._unmarked:
                found.append(_Found(match.start(), match.end(), self._unmarked[token.folded], folded=True))
        return found

    def _candidates(self, text: str) -> Iterator[re.Match[str]]:
        """Iterate over the words that may have to be marked: looking for beginnings is faster than reading all."""
        if not unicodedata.is_normalized("NFC", text):
            yield from WORD.finditer(text)
            return
        plain = text.translate(_PLAIN)
        starts: set[int] = set()
        for needle in self._needles:
            at = plain.find(needle)
            while at >= 0:
                starts.add(at)
                at = plain.find(needle, at + 1)
        for start in sorted(starts):
            if _begins_word(text, start) and (match := WORD.match(text, start)) is not None:
                yield match

    def _together(self, text: str, match: re.Match[str], token: Token) -> _Found | None:
        """The phrase of the query, or the longest form of a sense, that begins here."""
        phrases, forms = self._phrases.get(token.folded, []), self._forms.get(token.folded, [])
        longest = max(len(part) for part in (*phrases, *(form.tokens for form in forms)))
        others = islice(WORD.finditer(text, match.end()), longest - 1)
        placed = [(match.end(), token), *((other.end(), token_of(other[0])) for other in others)]
        tokens = [found for _, found in placed]
        for phrase in phrases:
            if len(phrase) <= len(tokens) and (how := _is_phrase(phrase, tokens)) is not None:
                word = " ".join(part.exact for part in phrase)
                return _Found(match.start(), placed[len(phrase) - 1][0], word, folded=how, together=True)
        for form in forms:
            size = len(form.tokens)
            same = match[0] == form.letters if form.letters else size <= len(tokens) and _is_form(form, tokens[:size])
            if same and not (size == 1 and self._is_typed(token)) and not (form.is_bare and not _is_vietnamese(text)):
                return _Found(match.start(), placed[size - 1][0], form.sense, together=True)
        return None

    def _is_typed(self, token: Token) -> bool:
        return token.exact in self._exact or token.folded in self._folded


def _is_phrase(phrase: Sequence[Token], found: Sequence[Token]) -> bool | None:
    """Whether the tokens begin with the phrase as far as it is marked: False exactly so, True without marks."""
    pairs = list(zip(phrase, found, strict=False))
    if any(typed.folded != token.folded for typed, token in pairs):
        return None
    if all(not typed.marked or typed.exact == token.exact for typed, token in pairs):
        return False
    return None if any(token.marked for _, token in pairs) else True


def _is_vietnamese(text: str) -> bool:
    return is_marked(tokens(text))


def _is_form(form: Form, found: Sequence[Token]) -> bool:
    same = all(token.folded == wanted.folded for token, wanted in zip(found, form.tokens, strict=True))
    return same and is_same(form, found)


def _needles(words: Iterable[Token]) -> tuple[str, ...]:
    """Beginnings without marks that all spellings of the words share: an ending y or i may be the other."""
    return tuple(
        {word.folded[:-1] if len(word.folded) > 1 and word.folded[-1] in "iy" else word.folded for word in words}
    )


def _begins_word(text: str, start: int) -> bool:
    if start == 0 or not text[start - 1].isalnum():
        return True
    first = start
    while first and text[first - 1].isalnum():
        first -= 1
    return any(match.start() == start for match in WORD.finditer(text, first, start + 1))


def _snippet(piece: tuple[int, int, str], found: Sequence[_Found]) -> Snippet:
    ordinal, begin, text = piece
    start, end = _window(text, found)
    inside = [f for f in found if start <= f.start and f.end <= end]
    marks = tuple((a - start, b - start) for a, b in _joined(text, inside))
    return Snippet(text=text[start:end], marks=marks, passage=ordinal, start=begin + start)


def _window(text: str, found: Sequence[_Found]) -> Mark:
    """The stretch of at most LONGEST code points with most different words in it, cut between words."""
    if len(text) <= LONGEST or not found:
        return 0, len(text) if len(text) <= LONGEST else _space_before(text, LONGEST)
    reach = LONGEST - 60
    first = max(found, key=lambda f: (len({g.word for g in found if f.start <= g.start < f.start + reach}), -f.start))
    start = max(0, min(first.start - 40, len(text) - LONGEST))
    if start:
        space = text.find(" ", start, first.start)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LONGEST)
    return start, end if end == len(text) else max(first.end, _space_before(text, end))


def _space_before(text: str, end: int) -> int:
    space = text.rfind(" ", 0, end)
    return space if space > end - 40 else end


def _joined(text: str, found: Iterable[_Found]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for f in found:
        if marks and text[marks[-1][1] : f.start].isspace():
            marks[-1] = (marks[-1][0], f.end)
        else:
            marks.append((f.start, f.end))
    return tuple(marks)
