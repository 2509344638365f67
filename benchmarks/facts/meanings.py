"""Fit the weights that guess what a figure means: `python -m benchmarks.facts.meanings [--held] [--write]`.

From the predicates marked in the whole documents (`documents.jsonl`), after the rules. `--held` fits on four fifths of
them and judges the rest, five times over. Those that nothing learns from (`held.jsonl`) are judged by all; with each
the rules alone. No seed: the same weights every time.
"""

import argparse
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.facts.learning import climb, normal
from benchmarks.marked import DOCUMENTS, HELD, iter_documents
from benchmarks.sparse import Floats, Sparse
from config.gazetteer import load_gazetteer
from config.predicates import OTHER, load_predicates
from nlp.annotate import Annotator
from nlp.facts.binding import see_by_rules
from nlp.facts.guesses import SURE, WEIGHTS_PATH, Weights, guess
from nlp.facts.meaning import Meanings
from nlp.facts.scene import Scene
from nlp.segment import iter_text_passages, title_of

FOLDS = 5
LEAST = 3  # documents that have a feature
SMALLEST = 0.05  # weights below are left out
PENALTY = 1.5
ROUNDS = 80


@dataclass(frozen=True, slots=True)
class Case:
    """A figure: its document, what it may mean, what the rules say, what is right (any of it)."""

    document: str
    language: str
    features: tuple[str, ...]
    fitting: tuple[str, ...]
    told: str
    certainty: float
    right: frozenset[str]

    @property
    def choices(self) -> dict[str, None]:
        """What the model may choose from."""
        return dict.fromkeys((OTHER, *self.fitting, self.told))


def read_cases(path: Path, annotator: Annotator, meanings: Meanings) -> Iterator[Case]:
    """Read the figures of the documents of a file that the program finds where one is marked."""
    for row in iter_documents(path):
        yield from _read(row, annotator, meanings)


def _read(row: dict[str, Any], annotator: Annotator, meanings: Meanings) -> Iterator[Case]:
    read = annotator.annotate_text(row["doc"], row["text"], language=row["lang"])
    passages = tuple(iter_text_passages(row["doc"], row["text"]))
    scene = Scene(row["text"], passages, read.mentions, title_of(passages))
    for told in see_by_rules(read.figures, scene, meanings):
        at = told.figure.evidence
        marks = [mark for mark in row["figures"] if at.start < mark["end"] and mark["start"] < at.end]
        if len(marks) == 1:
            right = frozenset(marks[0]["predicate"].split("/"))
            fitting = meanings.list_fitting(told.figure)
            yield Case(
                row["doc"], row["lang"], tuple(told.list_features()), fitting, told.meaning, told.certainty, right
            )


def fit(cases: Sequence[Case]) -> Weights:
    """Return the weights with the greatest penalised likelihood (L2) of what is right."""
    documents: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for feature in case.features:
            documents[feature].add(case.document)
    index = {name: i for i, name in enumerate(sorted(n for n, found in documents.items() if len(found) >= LEAST))}
    names = sorted({meaning for case in cases for meaning in case.choices})
    column = {name: i for i, name in enumerate(names)}
    may, right = np.zeros((len(cases), len(names)), dtype=bool), np.zeros((len(cases), len(names)))
    for i, case in enumerate(cases):
        may[i, [column[name] for name in case.choices]] = True
        right[i, [column[name] for name in case.choices if name in case.right]] = 1
    rows = Sparse([dict.fromkeys(case.features, 1.0) for case in cases], index)
    known = right.sum(axis=1, keepdims=True) > 0

    def gradient(flat: Floats) -> Floats:
        weights = flat.reshape(len(index), len(names))
        scores = np.where(may, rows.times(weights), -np.inf)
        shares = normal(np.exp(scores - scores.max(axis=1, keepdims=True)))
        return rows.transposed_times((normal(shares * right) - shares) * known).ravel()

    found = climb(gradient, len(index) * len(names), PENALTY, ROUNDS, 0.1).reshape(len(index), len(names))
    return {
        feature: row
        for feature, i in index.items()
        if (row := {n: round(float(w), 2) for n, w in zip(names, found[i], strict=True) if abs(w) >= SMALLEST})
    }


def judge(cases: Sequence[Case], weights: Weights) -> Counter[tuple[str, str]]:
    """Count by language the figures, and those that the rules and the rules with the model get right."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        best = case.told if case.certainty >= SURE else guess(case.features, case.fitting, case.told, weights)[0]
        counts[case.language, "all"] += 1
        counts[case.language, "rules"] += case.told in case.right
        counts[case.language, "guessed"] += best in case.right
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--held", action="store_true", help="judge every document by weights that never saw it")
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    args = parser.parse_args()
    annotator, meanings = Annotator(load_gazetteer()), Meanings(load_predicates())
    cases = list(read_cases(DOCUMENTS, annotator, meanings))
    if args.held:
        folds = [zlib.crc32(case.document.encode()) % FOLDS for case in cases]
        counts: Counter[tuple[str, str]] = Counter()
        for fold in range(FOLDS):
            weights = fit([case for case, k in zip(cases, folds, strict=True) if k != fold])
            counts += judge([case for case, k in zip(cases, folds, strict=True) if k == fold], weights)
        _tell("documents", counts)
    weights = fit(cases)
    _tell("held documents", judge(list(read_cases(HELD, annotator, meanings)), weights))
    if args.write:
        WEIGHTS_PATH.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
        print(len(weights), "features")


def _tell(group: str, counts: Counter[tuple[str, str]]) -> None:
    for language in ("vi", "en"):
        every = counts[language, "all"]
        rates = (f"{part} {counts[language, part] / every:.3f}" for part in ("rules", "guessed"))
        print(f"{group}, {language}: {', '.join(rates)} of {every}", flush=True)


if __name__ == "__main__":
    main()
