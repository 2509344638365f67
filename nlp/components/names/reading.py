"""Read the names of a passage: sentence by sentence, by the tagger where there is one, by rules alone where not."""

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import partial
from typing import NamedTuple

from config.schema import BlockKind
from nlp.components.names.bounds import settle_bounds
from nlp.components.names.codes import add_codes
from nlp.components.names.coordination import find_coordinated, part_coordinated
from nlp.components.names.features import Sentence
from nlp.components.names.lookup import Lookup
from nlp.components.names.overruling import overrule
from nlp.components.names.parting import part_names
from nlp.components.names.programmes import add_programmes
from nlp.components.names.roles import find_role
from nlp.components.names.rules import lists
from nlp.components.names.tagger import Tagger
from nlp.components.names.titles import add_titles
from nlp.components.names.tokens import Tokens
from nlp.components.names.trades import name_trades
from nlp.context import Evidence
from nlp.segment import iter_sentences

RULE_SCORE = 0.7
_SURENESS, _DOUBT = 0.0233, 0.88  # of names read with a margin of 50 6 in 10 are right, of 150 95 in 100
_TRUST = (
    "gazetteer park",
    "head park",
    "tail park",
    "head company",
    "tail company",
    "gazetteer org",
    "head authority",
    "tail authority",
    "head body",
)


class Name(NamedTuple):
    """A name in a text, half-open in its characters; `score` from 0 to 1."""

    start: int
    end: int
    kind: str
    score: float
    extractor: str
    role: str | None = None


def iter_read_sentences(
    text: str,
    lookup: Lookup,
    evidence: Evidence,
    *,
    kind: BlockKind = "paragraph",
    lines: Collection[int] = (),
    common: frozenset[str] = frozenset(),
) -> Iterator[tuple[Sentence, Tokens, int]]:
    """Iterate over the sentences of a passage with its tokens and the ordinal of the sentence's first word.

    `lines` are the offsets of blanks that were line breaks before the text was cleaned.
    """
    tokens = Tokens(text)
    begins = {bisect_left(tokens.starts, position) for position in lines}
    for start, end in iter_sentences(text):
        first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        if first < last:
            breaks = frozenset(i - first for i in begins if first < i < last)
            words = tokens.words[first:last]
            yield Sentence(words, lookup, evidence, kind=kind, breaks=breaks, common=common), tokens, first


def read_names(
    text: str,
    lookup: Lookup,
    tagger: Tagger | None,
    *,
    evidence: Evidence,
    kind: BlockKind = "paragraph",
    lines: Collection[int] = (),
) -> list[Name]:
    """Read the names of a passage in its own offsets."""
    names: list[Name] = []
    common = tagger.common if tagger is not None else frozenset[str]()
    sentences = iter_read_sentences(text, lookup, evidence, kind=kind, lines=lines, common=common)
    for sentence, tokens, first in sentences:
        if not any(word.capital for word in sentence.words):
            continue
        found = read_by_rules(sentence) if tagger is None else read_by_tagger(sentence, tagger)
        parts = find_coordinated(sentence.words, lookup.ministries)
        found = part_coordinated(found, parts, lambda start, end: Name(start, end, "ORG", 0.95, "coordination"))
        for name in found:
            span = find_role(sentence.words, sentence.cues, name.start, name.end) if name.kind == "PERSON" else None
            role = text[tokens.starts[first + span[0]] : tokens.ends[first + span[1] - 1]] if span else None
            start, end = tokens.starts[first + name.start], tokens.ends[first + name.end - 1]
            names.append(name._replace(start=start, end=end, role=role))
    return names


def read_by_tagger(sentence: Sentence, tagger: Tagger) -> list[Name]:
    """Read a sentence by the tagger, its bounds set by rules; offsets count words."""
    found = [Name(start, end, kind, _likelihood(margin), "tagger") for start, end, kind, margin in tagger.tag(sentence)]
    found = overrule(sentence, found, partial(_name_by_rule, "PARK"))
    organisation = partial(_name_by_rule, "ORG")
    found = name_trades(sentence, part_names(sentence, found), organisation)
    found = settle_bounds(sentence.words, add_codes(sentence, found, organisation))
    return add_programmes(sentence, add_titles(sentence, found, organisation), organisation)


def _name_by_rule(kind: str, start: int, end: int, rule: str) -> Name:
    return Name(start, end, kind, RULE_SCORE, rule)


def _likelihood(margin: float) -> float:
    """Return how likely a name read with this margin is right (logistic fit on cross-validated readings)."""
    return round(1 / (1 + math.exp(_DOUBT - margin * _SURENESS)), 3)


def read_by_rules(sentence: Sentence) -> list[Name]:
    """Read a sentence by the proposals of the rules alone, the longest of the most trusted first."""
    taken: list[Name] = []
    ranked = sorted(sentence.proposals, key=lambda p: (-(p.end - p.start), _rank(p.rule), p.start))
    for start, end, kind, rule in ranked:
        if any(start < other.end and other.start < end for other in taken):
            continue
        if not _is_generic(sentence, start, end):
            taken.append(_name_by_rule(kind, start, end, rule))
    return settle_bounds(sentence.words, sorted(taken))


def _rank(rule: str) -> int:
    return _TRUST.index(rule) if rule in _TRUST else len(_TRUST)


def _is_generic(sentence: Sentence, start: int, end: int) -> bool:
    return " ".join(word.low for word in sentence.words[start:end]) in lists().generic
