"""Bind each figure to the thing it is about, or to nothing.

Every thing named in the figure's sentence, in the sentences before, in a heading or in the title is weighed by how it
stands to the figure (`features`); so is "nothing named". The weights are declared in `weights.json`, fitted on annotated
texts by `benchmarks/facts/fit.py`; the confidence is the winner's share of all (softmax).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from config.predicates import OTHER
from config.schema import Figure
from nlp.facts.features import Sight, candidates_of, iter_features, iter_null_features, rule_of, see
from nlp.facts.meaning import Meanings
from nlp.facts.scene import Name, Scene

Weights = Mapping[str, float]
WEIGHTS_PATH = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom a figure is about (None: nothing named), by which rule, and how sure."""

    figure: Figure
    name: Name | None
    rule: str
    confidence: float
    sentence: int
    meaning: str  # id of a predicate
    certainty: float  # of the meaning


@cache
def load_weights(path: Path = WEIGHTS_PATH) -> Weights:
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights


def bind_figures(figures: Sequence[Figure], scene: Scene, meanings: Meanings, weights: Weights) -> list[Binding]:
    """Bind figures in the order of the text; a figure sees whom the one before it was bound to."""
    bindings: list[Binding] = []
    if not scene.sentences:
        return [Binding(figure, None, "none", 0.0, 0, OTHER, 0.0) for figure in figures]
    ordered = sorted(figures, key=lambda f: (f.evidence.start, f.evidence.end))
    for _, group in groupby(ordered, key=lambda f: scene.sentence_at(f.evidence.start)):
        neighbours = list(group)
        for figure in neighbours:
            meaning, certainty = mean(figure, scene, meanings, neighbours)
            sight = see(figure, scene, neighbours, meaning)
            before = bindings[-1] if bindings else None
            bindings.append(_bind(sight, scene, weights, before, certainty))
    return bindings


def mean(figure: Figure, scene: Scene, meanings: Meanings, neighbours: Sequence[Figure]) -> tuple[str, float]:
    """Choose the predicate of a figure by the words of its sentence."""
    span = scene.sentences[scene.sentence_at(figure.evidence.start)]
    return meanings.choose(figure, scene.text, span.start, span.end, neighbours)


def options_of(sight: Sight, scene: Scene, before: Binding | None) -> list[tuple[Name | None, list[str]]]:
    """Return all candidates with their features, "nothing named" the first."""
    options: list[tuple[Name | None, list[str]]] = [
        (None, [*iter_null_features(sight, scene), *_chain(None, sight, before)])
    ]
    for name in candidates_of(sight, scene).values():
        options.append((name, [*iter_features(name, sight, scene), *_chain(name, sight, before)]))
    return options


def _bind(sight: Sight, scene: Scene, weights: Weights, before: Binding | None, certainty: float) -> Binding:
    options = options_of(sight, scene, before)
    scores = [sum(weights.get(feature, 0.0) for feature in features) for _, features in options]
    best = max(range(len(scores)), key=lambda index: (round(scores[index], 9), -index))
    share = 1 / sum(math.exp(score - scores[best]) for score in scores)
    name = options[best][0]
    rule = rule_of(name, sight, scene) if name else "none"
    return Binding(sight.figure, name, rule, round(share, 3), sight.sentence, sight.meaning, certainty)


def _chain(name: Name | None, sight: Sight, before: Binding | None) -> list[str]:
    if before is None or sight.sentence - before.sentence > 1:
        return []
    if (before.name.key if before.name else None) != (name.key if name else None):
        return []
    where = "same" if before.sentence == sight.sentence else "next"
    gap = [f"chain {where} {'null' if name is None else name.sort}"]
    if where == "same" and name is not None:
        nearer = any(before.figure.evidence.end <= other.start < sight.figure.evidence.start for other in sight.names)
        gap.append("chain broken" if nearer else "chain whole")
    return gap
