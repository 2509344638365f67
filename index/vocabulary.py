"""Know the words of the domain: concepts of the glossary and names of entities, found in queries and in texts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from config.glossary import Concept
from config.schema import Entity, LanguageCode
from index.analysis import Token, strip_marks, token_of, tokens

SHORTEST_ABBREVIATION = 3
SHORTEST_PREFIX = 2
_SCANNED = 4000  # entries looked at for one prefix

SenseKind = Literal["entity", "concept"]


class Sense(NamedTuple):
    """What a form stands for."""

    kind: SenseKind
    id: str


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a sense; `letters` is set where only these very letters count, as in "KCN"."""

    text: str
    tokens: tuple[Token, ...]
    language: LanguageCode
    sense: Sense
    letters: str | None = None

    @property
    def is_foreign_name(self) -> bool:
        """Whether it is a name of several words as others write it: who types "Kinh Bắc" means "Kinh Bac" too."""
        plain = all(token.exact.isascii() for token in self.tokens)
        return plain and self.sense.kind == "entity" and self.language != "vi" and len(self.tokens) > 1

    @property
    def is_bare(self) -> bool:
        """Whether it is a Vietnamese syllable without marks, like "than" (coal): none in a text of another language."""
        return self.language == "vi" and len(self.tokens) == 1 and self.tokens[0].exact.isascii()


@dataclass(frozen=True, slots=True)
class Span:
    """Words [start, end) of a text and the forms that they are."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def senses(self) -> tuple[Sense, ...]:
        return tuple(sorted({form.sense for form in self.forms}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A way to go on typing."""

    text: str
    kind: Literal["entity", "term"]
    id: str
    language: LanguageCode


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


class Vocabulary:
    """Finds forms by their folded tokens; usable by many threads."""

    def __init__(self, concepts: Iterable[Concept] = (), entities: Iterable[Entity] = ()) -> None:
        self._root = _Node()
        self._of: dict[Sense, list[Form]] = {}
        for form in (*_forms_of_concepts(concepts), *_forms_of_entities(entities)):
            self._of.setdefault(form.sense, []).append(form)
            node = self._root
            for token in form.tokens:
                node = node.next.setdefault(token.folded, _Node())
            node.forms.append(form)

    def forms(self, sense: Sense) -> Sequence[Form]:
        """All ways to write a sense."""
        return self._of.get(sense, ())

    def find_in_query(self, words: Sequence[str], most: int | None = None) -> list[Span]:
        """Find the longest forms from left to right; what is typed without marks matches widely, in any case.

        `most` is how many words a form may have.
        """
        found = [token_of(word) for word in words]
        bare = len(words) == 1 or any(token.marked for token in found)
        spans, start = [], 0
        while start < len(words):
            here = self._from(words, found, start, strict=False, typed=True, bare=bare)
            longest = [span for span in here if most is None or span.end - start <= most][-1:]
            spans += longest
            start = longest[0].end if longest else start + 1
        return spans

    def find_in_text(self, words: Sequence[str], *, marked: bool) -> list[Span]:
        """Find all forms in a text, also within each other; where it is written with marks, these must be right.

        A single Vietnamese syllable does not count within a longer form: "nước" means no water in "nước ngoài".
        """
        found = [token_of(word) for word in words]
        spans: list[Span] = []
        reached = 0
        beginnings = self._root.next
        for start in [place for place, token in enumerate(found) if token.folded in beginnings]:
            here = list(self._from(words, found, start, strict=marked, typed=False, bare=marked))
            if not here:
                continue
            longest = here[-1].end
            alone = start >= reached and longest == start + 1
            spans += [span for span in here if alone or not _is_syllable(span)]
            reached = max(reached, longest)
        return spans

    def _from(
        self, words: Sequence[str], found: Sequence[Token], start: int, *, strict: bool, typed: bool, bare: bool
    ) -> Iterator[Span]:
        """Iterate over the forms that begin here, the longest last."""
        node = self._root
        for place in range(start, len(words)):
            following = node.next.get(found[place].folded)
            if following is None:
                return
            node = following
            if not node.forms:
                continue
            end = place + 1
            forms = tuple(
                form
                for form in node.forms
                if (bare or not form.is_bare)
                and (
                    _same_letters(form, words[start], typed=typed)
                    if form.letters
                    else is_same(form, found[start:end], strict) or (typed and form.is_foreign_name)
                )
            )
            if forms:
                yield Span(start, end, forms)

    def suggest(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Names and terms with a word that begins so, best first: from the start, with the marks typed, short ones."""
        typed = " ".join(token.exact for token in tokens(prefix))
        if len(typed) < SHORTEST_PREFIX:
            return ()
        folded = strip_marks(typed)
        keys = self._keys
        first = bisect_left(keys, (folded,))
        ranked = []
        for key, exact, offset, number in keys[first : first + _SCANNED]:
            if not key.startswith(folded):
                break
            form = self._all[number]
            if typed == folded or exact.startswith(typed):
                ranked.append((offset > 0, not exact.startswith(typed), len(form.text), form.text, number))
        chosen: dict[tuple[str, Sense], Suggestion] = {}
        for *_, number in sorted(ranked):
            form = self._all[number]
            kind: Literal["entity", "term"] = "entity" if form.sense.kind == "entity" else "term"
            chosen.setdefault(
                (form.text, form.sense),
                Suggestion(text=form.text, kind=kind, id=form.sense.id, language=form.language),
            )
            if len(chosen) == limit:
                break
        return tuple(chosen.values())

    @cached_property
    def _all(self) -> list[Form]:
        return [form for forms in self._of.values() for form in forms]

    @cached_property
    def _keys(self) -> list[tuple[str, str, int, int]]:
        keys = []
        for number, form in enumerate(self._all):
            exact = [token.exact for token in form.tokens]
            for offset in range(len(exact)):
                rest = " ".join(exact[offset:])
                keys.append((strip_marks(rest), rest, offset, number))
        return sorted(keys)

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """All words of all forms, without marks."""
        words = {token.exact for form in self._all for token in form.tokens}
        return frozenset(plain for word in words if (plain := strip_marks(word)).isalpha())


def _forms_of_concepts(concepts: Iterable[Concept]) -> Iterator[Form]:
    for concept in concepts:
        sense = Sense("concept", concept.id)
        for language, text in concept.iter_forms():
            found = tuple(tokens(text))
            if language == "und":
                letters = text if len(found) == 1 and len(text) >= SHORTEST_ABBREVIATION else None
                if letters is not None or len(found) > 1:
                    yield Form(text, found, language, sense, letters)
            elif found:
                yield Form(text, found, language, sense)


def _forms_of_entities(entities: Iterable[Entity]) -> Iterator[Form]:
    for entity in entities:
        sense = Sense("entity", entity.id)
        for text in dict.fromkeys((*entity.names.values(), *entity.aliases)):
            found = tuple(tokens(text))
            plain = strip_marks(" ".join(token.exact for token in found))
            if len(plain) < SHORTEST_ABBREVIATION or plain in entity.ambiguous:
                continue
            letters = text if len(found) == 1 and text.isupper() else None
            yield Form(text, found, _language_of(entity, text, found), sense, letters)


def _language_of(entity: Entity, text: str, found: Sequence[Token]) -> LanguageCode:
    if text == entity.names.get("vi") or any(token.marked for token in found):
        return "vi"
    return "en" if text == entity.names.get("en") else "und"


def _is_syllable(span: Span) -> bool:
    return span.end - span.start == 1 and any(form.language == "vi" for form in span.forms)


def is_same(form: Form, found: Sequence[Token], strict: bool = False) -> bool:
    """Whether tokens with the same folded forms are this form, as far as they are marked; strictly, as they must be."""
    if form.language == "vi" and strict:
        return all(token.exact == wanted.exact for token, wanted in zip(found, form.tokens, strict=True))
    if form.language == "en" and len(form.tokens) == 1:  # "industrialisation" has the stem of "industrial"
        return _singular(found[0].exact) == _singular(form.tokens[0].exact)
    return all(
        token.exact == wanted.exact if token.marked else token.folded == wanted.folded
        for token, wanted in zip(found, form.tokens, strict=True)
    )


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _same_letters(form: Form, word: str, *, typed: bool) -> bool:
    letters = form.letters or ""
    return word.casefold() == letters.casefold() if typed else word == letters
