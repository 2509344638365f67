"""Turn a query into a plan for an engine, and into what to mark in the texts that it finds."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, TypeAlias

from index import language as q
from index import plan as p
from index.analysis import FUNCTION_WORDS, Token, tokens, words_of
from index.fields import sense_token
from index.filters import Meaning, fact_filter, filters_of, text_filter
from index.search import Query
from index.vocabulary import Sense, SenseKind, Span, Vocabulary, is_same

TITLE, LEAD, BODY = 3.0, 1.5, 1.0
LITERAL = 60.0  # lifts what holds the words themselves over what only means the same
MEANT = 30.0  # lifts what means the same over what holds the words apart
APART = 0.05  # of words that stand for something together, where they stand apart
SENSED = 0.7  # of a name or concept against the words themselves
RELAXED_SHARE = 0.3
LOOSENED_WORDS, LOOSENED_SHARE = 3, 0.6  # of a long term of which few texts hold all
BESIDE = 0.15  # of the words of a headline, where the names and numbers of its text are known
UNMARKED = 0.5  # of a word typed with marks, in a text written without
Reach: TypeAlias = Literal["words", "widened"]
Weights: TypeAlias = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """Where a collection is searched: texts in two forms, tokens of names and concepts, and what filters mean."""

    texts: Weights
    named: Weights
    meaning: Meaning


TEXTS = Searched(
    (("title", TITLE), ("lead", LEAD), ("body", BODY)), (("top_named", TITLE), ("named", BODY)), text_filter
)
FACTS = Searched((("body", BODY),), (("named", BODY),), fact_filter)
_SUGGESTED: Mapping[SenseKind, str] = {"entity": "entity", "concept": "term"}
_WRITTEN_WITHOUT = p.Among("marks", ("no",))


@dataclass(slots=True)
class Planned:
    """A plan with the words and senses it looks for; `plain` tells whether it is `count` words without operators."""

    plan: p.Plan
    plain: bool = False
    count: int = 0
    words: list[Token] = field(default_factory=list)
    senses: list[Sense] = field(default_factory=list)
    phrases: list[tuple[Token, ...]] = field(default_factory=list)  # words that stand for something together
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # why nothing may be found


def plan_query(query: Query, vocabulary: Vocabulary) -> Planned:
    """Plan a query; mistakes in its language become notes. Raises QueryError for what makes no sense at all."""
    tree, notes = q.parse_query(query.text, text_filter)
    planned = Planned(p.Anything(), notes=notes)
    planning = _Planning(planned.words, vocabulary, "widened" if query.widen else "words")
    groups = planning.groups(tree.parts)
    filters = tuple(filters_of(query))
    planned.phrases, planned.senses = planning.phrases, planning.senses if query.widen else []
    bonus: tuple[p.Plan, ...] = ()
    if len(groups) > 1 or not planned.phrases:  # else the one group holds it already
        bonus = tuple(_bonus([part for part in tree.parts if isinstance(part, q.Words)]))
    planned.plan = p.Every((*groups, *filters), bonus, planning.exclusions(tree.parts))
    planned.doubts = tuple(planning.doubts)
    planned.plain = bool(groups) and all(isinstance(part, q.Words) for part in tree.parts)
    planned.count = len(tree.parts)
    return planned


def plan_relaxed(query: Query, vocabulary: Vocabulary, like: p.Plan | None = None) -> p.Plan:
    """Plan a query of plain words for texts that hold some of them, or that are like a known one; all words win."""
    tree, _ = q.parse_query(query.text, text_filter)
    reach: Reach = "widened" if query.widen else "words"
    whole = tuple(_Planning([], vocabulary, reach, lifts=False).groups(tree.parts))
    groups = tuple(_Planning([], vocabulary, reach, lifts=False, loosens=True).groups(tree.parts))
    least = max(1 if len(groups) <= 2 else 2, round(len(groups) * RELAXED_SHARE))
    some: p.Plan = p.Some(groups, least)
    if like is not None:
        some = p.Some((p.Weighted(some, BESIDE), like))
    words = [part for part in tree.parts if isinstance(part, q.Words)]
    return p.Every((some, *filters_of(query)), (*_bonus(words), p.Constant(p.Every(whole), LITERAL)))


def plan_facts(text: str, vocabulary: Vocabulary, *, widen: bool) -> Planned:
    """Plan the text of a search for facts."""
    tree, notes = q.parse_query(text, fact_filter)
    planned = Planned(p.Anything(), notes=notes)
    planning = _Planning(planned.words, vocabulary, "widened" if widen else "words", FACTS)
    planned.plan = planning.conjunction(tree)
    planned.doubts = tuple(planning.doubts)
    planned.phrases, planned.senses = planning.phrases, planning.senses if widen else []
    return planned


class _Planning:
    """Collects the words and senses that a hit may show while it plans."""

    def __init__(
        self,
        words: list[Token],
        vocabulary: Vocabulary,
        reach: Reach = "words",
        searched: Searched = TEXTS,
        *,
        lifts: bool = True,
        loosens: bool = False,
        names: Vocabulary | None = None,
    ) -> None:
        self._names = names or vocabulary
        self._searched = searched
        self._loosens = loosens
        self._lifts = lifts
        self._words = words
        self._vocabulary = vocabulary
        self._reach = reach
        self.doubts: list[str] = []
        self.senses: list[Sense] = []
        self.phrases: list[tuple[Token, ...]] = []

    def conjunction(self, tree: q.And) -> p.Plan:
        return p.Every(tuple(self.groups(tree.parts)) or (p.Anything(),), (), self.exclusions(tree.parts))

    def _named(self, node: q.Filter, plan: p.Plan) -> p.Plan:
        """A filter by entity or topic takes its names too."""
        if node.field not in ("park", "org", "province", "entity", "topic") or not isinstance(plan, p.Among):
            return plan
        kind: SenseKind = "concept" if node.field == "topic" else "entity"
        words = words_of(node.value)
        spans = [span for span in self._names.find_in_query(words) if span.end - span.start == len(words)]
        ids = (sense.id for span in spans for sense in span.senses if sense.kind == kind)
        values = tuple(dict.fromkeys((*plan.values, *ids)))
        if not any(self._names.forms(Sense(kind, value)) for value in values):
            near = [found.id for found in self._names.suggest(node.value, 20) if found.kind == _SUGGESTED[kind]]
            remedy = f" (perhaps {near[0]})" if near else ""
            self.doubts.append(f"at {node.position + 1}: no {node.field} is known as {node.value}{remedy}")
        return p.Among(plan.field, values)

    def exclusions(self, parts: Sequence[q.Tree]) -> tuple[p.Plan, ...]:
        """What must not match; never widened."""
        literal = _Planning([], Vocabulary(), searched=self._searched, names=self._names)
        plans = (literal.plan(part.part) for part in parts if isinstance(part, q.Not))
        return tuple(plan for plan in plans if plan is not None)

    def groups(self, parts: Sequence[q.Tree]) -> list[p.Plan]:
        """One plan for each word, or for the words side by side that stand for something together."""
        groups: list[p.Plan] = []
        place = 0
        while place < len(parts):
            run = list(takewhile(_is_plain, parts[place:]))
            groups += self._run([part for part in run if isinstance(part, q.Words)])
            place += len(run)
            if place < len(parts):
                part = parts[place]
                plan = None if isinstance(part, q.Not) else self.plan(part)
                groups += [plan] if plan is not None else []
                place += 1
        return groups

    def _run(self, run: Sequence[q.Words], most: int | None = None) -> Iterator[p.Plan]:
        words = [(number, word) for number, part in enumerate(run) for word in words_of(part.text)]
        spans = self._vocabulary.find_in_query([word for _, word in words], most)
        known = {words[span.start][0]: (words[span.end - 1][0], span) for span in spans}
        alone = all(_is_function_word(part) for part in run)
        number = 0
        while number < len(run):
            last, span = known.get(number, (number, None))
            counted = span is None and number + 1 in known and _is_number(run[number])
            if counted:
                last, span = known[number + 1]
            parts = run[number : last + 1]
            plans = [plan for part in parts if (plan := self.plan(part)) is not None]
            if span is not None:
                self.senses.extend(span.senses)
                self.phrases.append(tuple(token for part in parts for token in tokens(part.text)))
                yield self._counted(span) if counted else self._loosened(self._known(plans, span), parts)
            elif alone or not _is_function_word(run[number]):
                yield from plans
            number = last + 1

    def _known(self, apart: Sequence[p.Plan], span: Span) -> p.Plan:
        """Words that stand for something together: side by side, or meant by other words; English ones also apart."""
        typed = self.phrases[-1]
        whole = any(
            len(form.tokens) == len(typed) and is_same(form, typed, strict=True)
            for form in span.forms
            if form.language == "vi"
        )
        parts: list[p.Plan] = [self._lifted(_words(typed, self._searched.texts, whole=whole), LITERAL)]
        if self._reach == "widened":
            parts.append(self._lifted(p.Weighted(_sensed(span.senses, self._searched.named), SENSED), MEANT))
        if len(apart) > 1 and any(form.language != "vi" for form in span.forms):
            parts.append(p.Weighted(p.Every(tuple(apart)), APART))
        return p.Best(tuple(parts))

    def _loosened(self, known: p.Plan, parts: Sequence[q.Words]) -> p.Plan:
        """Words that stand for something together, or most of the shorter things that they are made of."""
        if not self._loosens or len(parts) < LOOSENED_WORDS:
            return known
        words = [word for part in parts for word in words_of(part.text)]
        most = len(words) - 1
        for span in self._vocabulary.find_in_query(words, most):
            if 2 * (span.end - span.start) > len(words):
                words = words[span.start : span.end]
        shorter = tuple(self._run([q.Words(word, 0) for word in words], most))
        least = math.ceil(len(shorter) * LOOSENED_SHARE)
        return p.Best((known, p.Weighted(p.Some(shorter, least), APART)))

    def _counted(self, span: Span) -> p.Plan:
        """A number with what it counts, beside each other, in any words: "30 triệu" is "30 million"."""
        phrase = self.phrases[-1]
        together = self._lifted(_words(phrase, self._searched.texts), LITERAL)
        if self._reach != "widened":
            return together
        number = tuple(takewhile(lambda token: token.exact.isdecimal(), phrase))
        forms = {form.tokens for sense in span.senses for form in self._vocabulary.forms(sense)}
        others = [
            _words((*number, *form), self._searched.texts) for form in sorted(forms) if (*number, *form) != phrase
        ]
        return p.Best((together, *(self._lifted(p.Weighted(other, SENSED), MEANT) for other in others)))

    def _lifted(self, part: p.Plan, score: float) -> p.Plan:
        return p.Every((part, p.Constant(p.Anything(), score))) if self._lifts else part

    def plan(self, tree: q.Tree) -> p.Plan | None:
        match tree:
            case q.Words(text):
                found = tokens(text)
                self._words.extend(found)
                return _words(found, self._searched.texts) if found else None
            case q.Filter():
                return self._named(tree, self._searched.meaning(tree))
            case q.Compare():
                return self._searched.meaning(tree)
            case q.Not():
                return p.Every((p.Anything(),), (), self.exclusions([tree]))
            case q.And():
                return self.conjunction(tree)
            case q.Or(parts):
                plans = tuple(plan for part in parts if (plan := self.conjunction(_and(part))) is not None)
                return p.Some(plans)


def _is_number(part: q.Words) -> bool:
    return all(token.exact.isdecimal() for token in tokens(part.text))


def _is_function_word(part: q.Words) -> bool:
    return part.text.lower() in FUNCTION_WORDS


def _and(tree: q.Tree) -> q.And:
    return tree if isinstance(tree, q.And) else q.And((tree,))


def _is_plain(tree: q.Tree) -> bool:
    return isinstance(tree, q.Words) and not tree.quoted


def _sensed(senses: Sequence[Sense], fields: Weights) -> p.Plan:
    senses_and_fields = [(sense, name, weight) for sense in senses for name, weight in fields]
    return p.Best(
        tuple(_scaled(p.Term(name, sense_token(sense.kind, sense.id)), by) for sense, name, by in senses_and_fields)
    )


def _scaled(part: p.Plan, weight: float) -> p.Plan:
    return part if weight == 1 else p.Weighted(part, weight)


def _words(found: Sequence[Token], weights: Weights, *, whole: bool = False) -> p.Plan:
    """Words typed with marks match exactly, or in texts written without marks; others match widely.

    `whole` words are known to bear all their marks, as "sinh" in "cộng sinh" does.
    """
    exact, folded = tuple(t.exact for t in found), tuple(t.folded for t in found)
    fields = tuple(_weighted("f", folded, weights))
    wide = p.Best(fields)
    if not any(token.marked for token in found):
        return wide
    unmarked = p.Weighted(p.Best(tuple(p.Every((part, _WRITTEN_WITHOUT)) for part in fields)), UNMARKED)
    if whole or len(found) == 1 or all(token.marked for token in found):
        return p.Best((*_weighted("x", exact, weights), unmarked))
    marked = tuple(p.Best(tuple(_weighted("x", (token.exact,), weights))) for token in found if token.marked)
    return p.Best((*_weighted("x", exact, weights), p.Weighted(p.Every((wide, *marked)), UNMARKED), unmarked))


def _weighted(form: str, found: tuple[str, ...], weights: Weights) -> Iterable[p.Plan]:
    for name, weight in weights:
        yield _scaled(p.sequence(f"{name}_{form}", found), weight)


def _bonus(words: Sequence[q.Words]) -> Iterable[p.Plan]:
    """The words as they are typed and in a row weigh more than apart, with other marks or endings."""
    found = [token for part in words for token in tokens(part.text)]
    if not found:
        return
    exact, folded = tuple(t.exact for t in found), tuple(t.folded for t in found)
    yield p.Best((p.Weighted(p.sequence("title_x", exact), TITLE), p.sequence("body_x", exact)))
    if len(found) > 1:
        yield p.Best((p.Weighted(p.sequence("title_f", folded), TITLE), p.sequence("body_f", folded)))
