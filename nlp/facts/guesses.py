"""Weigh what a figure may mean where no word right beside it tells: a log-linear model of what stands around.

The rules of `meaning` go first, and their answer is what the model weighs most; what they are sure of stays. The
weights (`guesses.json`: by feature, by predicate) are fitted by `benchmarks/facts/meanings.py` on whole documents of
our own.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from config.predicates import OTHER
from config.schema import Figure

WEIGHTS_PATH = Path(__file__).with_name("guesses.json")
SURE = 0.9  # certainty from which on the rules are right
GUESSED = 0.7  # certainty of what the model says against the rules, at most
_BEFORE, _BEHIND = 120, 90  # letters that are looked at
_LEFT, _RIGHT = 9, 7  # words
_CLOSE = 2  # words whose place counts
_WORD = re.compile(r"[^\W\d_]+|[;:.,()|]")
Weights = Mapping[str, Mapping[str, float]]


@cache
def load_guesses(path: Path = WEIGHTS_PATH) -> Weights:
    """Load the weights; without the file nothing is guessed."""
    weights: Weights = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return weights


def guess(features: Sequence[str], fitting: Sequence[str], told: str, weights: Weights) -> tuple[str, float]:
    """Return the likeliest of what a figure may mean, and how likely it is; `told` is what the rules say."""
    rows = list(filter(None, map(weights.get, features)))
    meanings = tuple(dict.fromkeys((OTHER, *fitting, told)))
    scores = [sum([row[meaning] for row in rows if meaning in row]) for meaning in meanings]
    top = max(scores)
    return meanings[scores.index(top)], 1 / sum(math.exp(score - top) for score in scores)


def list_features(
    figure: Figure, text: str, span: tuple[int, int], above: str, told: str, before: tuple[str, str] | None
) -> list[str]:
    """Return the words for a figure in the sentence `span` of a text, under the header or lead `above`.

    `told` is what the rules say that it means, `before` what they say of the figure before it, with its unit.
    """
    return list(dict.fromkeys(_iter_features(figure, text, span, above, told, before)))


def _iter_features(
    figure: Figure, text: str, span: tuple[int, int], above: str, told: str, before: tuple[str, str] | None
) -> Iterator[str]:
    at, unit = figure.evidence, figure.unit.partition("/")[0]
    dimension = figure.dimension or ""
    kind = unit if dimension == "count" else dimension
    yield from (f"rule {told}", f"rule {told} {kind}", f"unit {figure.unit}", f"unit {unit}", f"kind {dimension}")
    left = _words(text[max(span[0], at.start - _BEFORE) : at.start])[: -_LEFT - 1 : -1]
    right = _words(text[at.end : min(span[1], at.end + _BEHIND)])[:_RIGHT]
    for side, words in (("<", left), (">", right)):
        for place, word in enumerate(words):
            yield f"{side} {word} {kind}"
            if place < _CLOSE:
                yield f"{side}{place} {word} {kind}"
    yield from (f"= {word}" for word in _words(at.surface))
    if above:
        yield from (f"| {word}" for word in _words(above))
    if before:
        yield f"after {before[0]}"
        yield f"after {before[0]} {kind} {before[1] == figure.unit}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
