"""Find the words of a query in the texts of a hit, on the original text, and choose what to show of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.analysis import Token, iter_placed
from index.search import Snippet
from index.vocabulary import Form, Sense, is_same

SHOWN = 2  # passages a hit
LONGEST = 320  # code points of a snippet

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str | Sense
    folded: bool = False  # found without the marks that were typed

    @property
    def sense(self) -> Sense | None:
        return self.word if isinstance(self.word, Sense) else None


class Highlighter:
    """Marks the words of one query."""

    def __init__(self, words: Sequence[Token], forms: Iterable[Form] = ()) -> None:
        self._exact = {word.exact: word.exact for word in words if word.marked}
        self._folded = {word.folded: word.exact for word in words if not word.marked}
        self._unmarked = {word.folded: word.exact for word in words if word.marked}
        self._forms: dict[str, list[Form]] = {}
        for form in sorted(forms, key=lambda form: -len(form.tokens)):
            self._forms.setdefault(form.tokens[0].folded, []).append(form)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Find all places to mark in a text; words side by side make one mark."""
        return _joined(text, self._find(text))

    def snippets(self, pieces: Sequence[tuple[int, int, str]]) -> tuple[Snippet, ...]:
        """Choose the passages (ordinal, start, text) that show most of the query; the first one if none shows any."""
        ranked = []
        for number, (_, _, text) in enumerate(pieces):
            if found := self._find(text):
                ranked.append((-len({f.word for f in found}), -min(len(found), 9), number, found))
        best = sorted(ranked, key=lambda entry: entry[:3])[:SHOWN]
        chosen = [(number, found) for *_, number, found in best] or [(0, []) for _ in pieces[:1]]
        return tuple(_snippet(pieces[number], found) for number, found in chosen)

    def why(self, title: str, texts: Iterable[str], senses: Iterable[Sense]) -> tuple[str, ...]:
        """Say how a hit matched, as words for a program: title, text, folded, concept:ID, entity:ID."""
        in_title, in_text = self._find(title), [found for text in texts for found in self._find(text)]
        literal = [name for name, found in (("title", in_title), ("text", in_text)) if any(not f.sense for f in found)]
        if any(f.folded for f in (*in_title, *in_text)):
            literal.append("folded")
        shown = {f.sense for f in (*in_title, *in_text) if f.sense}
        meant = [sense for sense in dict.fromkeys(senses) if sense in shown or (not literal and not shown)]
        return (*literal, *(f"{sense.kind}:{sense.id}" for sense in meant))

    def _find(self, text: str) -> list[_Found]:
        placed = list(iter_placed(text))
        found = []
        for number, (start, end, token) in enumerate(placed):
            if (word := self._exact.get(token.exact) or self._folded.get(token.folded)) is not None:
                found.append(_Found(start, end, word))
            elif not token.marked and token.folded in self._unmarked:
                found.append(_Found(start, end, self._unmarked[token.folded], folded=True))
            elif token.folded in self._forms and (sensed := self._sensed(text, placed, number)) is not None:
                found.append(sensed)
        return found

    def _sensed(self, text: str, placed: Sequence[tuple[int, int, Token]], number: int) -> _Found | None:
        start, end, token = placed[number]
        for form in self._forms[token.folded]:
            if form.letters:
                if text[start:end] == form.letters:
                    return _Found(start, end, form.sense)
                continue
            part = placed[number : number + len(form.tokens)]
            if len(part) == len(form.tokens) and is_same(form, [found for *_, found in part]):
                return _Found(start, part[-1][1], form.sense)
        return None


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
