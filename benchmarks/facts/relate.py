"""Fit and judge the weights of relations: `python -m benchmarks.facts.relate GOLD.jsonl ... [--held] [--write]`.

`benchmarks/texts/relations.jsonl` tells by text which relations a careful reader finds stated in it: of our own retold
pages, and of gold texts (by their number). For each relation that is judged a logistic regression is fitted over the
words of `nlp.facts.pairs`, with the annotated names. `--held` fits on four fifths of the stories and judges on the
rest, with the names that the program finds: precision counts the relations told, recall the annotated ones. Two things
are the annotated ones if they are the same in words (see `equality`); a pair that is only akin to an annotated one
("Coca-Cola" for "Coca-Cola Long An") is neither learnt from nor judged. No seed, no order: the same weights every time.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.facts.cases import fold_of, things_of
from benchmarks.facts.equality import Spelled, likeness
from benchmarks.facts.learning import climb, sums
from benchmarks.facts.oracle import place_passages, read_gold, read_mentions
from benchmarks.facts.own import read_own
from benchmarks.marked import PAGES
from benchmarks.sparse import Floats
from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from nlp.annotate import Annotator
from nlp.components.quantity.lexicon import Language
from nlp.facts.binding import load_weights, see_all
from nlp.facts.meaning import Meanings
from nlp.facts.relations import JUDGED, LEAST, WEIGHTS_PATH, Candidate, RelationFinder
from nlp.facts.scene import Scene
from nlp.facts.topics import rank_topics
from nlp.figures import extract_figures
from nlp.linking import link_mentions
from nlp.segment import title_of

RELATIONS = Path(__file__).parents[1] / "texts" / "relations.jsonl"
FOLDS = 5
PENALTY = 3.0
STEPS = 100
LEAST_TEXTS = 4  # a word of fewer texts is not learnt
MINIMUM = 0.04  # weights below are left out
PATTERNS = 0.0  # a step that stands for what patterns alone say
Meant = tuple[str, dict[str, bool], dict[str, bool]]  # a relation; keys akin to its ends, and whether they are these
STEPS_OF_REPORT = (PATTERNS, 0.5, LEAST, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of things and a relation: the words for it, and which annotated relation it is (-1: none)."""

    relation: str
    words: frozenset[str]
    row: int


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text."""

    name: str
    language: str
    fold: int
    wanted: tuple[str, ...]  # annotated relations that are judged, by their predicate
    pairs: tuple[Judged, ...]


class Reader:
    """Reads texts with the annotated names, or with those that the program finds; no text knows what only it and the
    other stories of its fold tell of how things are tied.
    """

    def __init__(self, texts: Sequence[Mapping[str, Any]], *, real: bool) -> None:
        self._annotator = Annotator(load_gazetteer()) if real else None
        self._meanings = Meanings(load_predicates())
        folds: dict[int, set[str]] = {fold: set() for fold in range(FOLDS)}
        for text in texts:
            folds[fold_of(text, FOLDS)].add(text["doc"])
        self._finders = {
            fold: RelationFinder(load_predicates(), load_gazetteer().untold(docs), {}) for fold, docs in folds.items()
        }

    def read(self, document: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> Case:
        """Read a text with what was annotated of it."""
        text, passages = document["text"], place_passages(document)
        if self._annotator is not None:
            found = self._annotator.annotate_text(document["doc"], text)
            mentions, figures = found.mentions, found.figures
        else:
            language: Language = "vi" if document["lang"] == "vi" else "en"
            mentions = link_mentions(read_mentions(document, passages), passages, load_gazetteer())
            figures = extract_figures(text, language)
        scene = Scene(text, passages, mentions, title_of(passages))
        sights = [sight for sight, _ in see_all(figures, scene, self._meanings)]
        fold = fold_of(document, FOLDS)
        candidates = self._finders[fold].list_candidates(scene, rank_topics(scene, sights, load_weights()))
        things = things_of(scene)
        meant = list_meant(things, rows)
        return Case(
            name=document["doc"],
            language=document["lang"],
            fold=fold,
            wanted=tuple(predicate for predicate, _, _ in meant),
            pairs=tuple(pair for candidate in candidates for pair in _iter_judged(candidate, meant)),
        )


def list_meant(things: Mapping[str, Spelled], rows: Sequence[Mapping[str, str]]) -> list[Meant]:
    """Return which things the annotated relations that are judged may hold between, in their order."""
    return [
        (row["predicate"], _degrees(things, row["subject"]), _degrees(things, row["object"]))
        for row in rows
        if row["predicate"] in JUDGED
    ]


def _degrees(things: Mapping[str, Spelled], wanted: str) -> dict[str, bool]:
    """Return the keys of the things that are akin to the wanted one, and whether each is as like as can be."""
    found = {key: likeness(thing, wanted) for key, thing in things.items()}
    best = max(found.values())
    return {key: degree == best for key, degree in found.items() if degree}


def _iter_judged(candidate: Candidate, meant: Sequence[Meant]) -> Iterator[Judged]:
    for relation in candidate.relations:
        fitting = {
            row: subjects[candidate.subject] and objects[candidate.object]
            for row, (predicate, subjects, objects) in enumerate(meant)
            if predicate == relation and candidate.subject in subjects and candidate.object in objects
        }
        same = [row for row, is_same in fitting.items() if is_same]
        if same or not fitting:
            yield Judged(relation, candidate.words, same[0] if same else -1)


def read_relations(path: Path = RELATIONS) -> dict[str, list[dict[str, str]]]:
    """Return the annotated relations by text."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["doc"]: row["relations"] for row in rows}


def fit(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return the weights of each relation."""
    return {
        relation: _fit([pair for case in cases for pair in case.pairs if pair.relation == relation])
        for relation in sorted(JUDGED)
    }


def _fit(pairs: Sequence[Judged]) -> dict[str, float]:
    counts = Counter(word for pair in pairs for word in pair.words)
    names = sorted(word for word, count in counts.items() if count >= LEAST_TEXTS)
    index = {name: i for i, name in enumerate(names)}
    found = [[index[word] for word in sorted(pair.words) if word in index] for pair in pairs]
    rows = np.repeat(np.arange(len(pairs)), [len(row) for row in found])
    columns = np.array([column for row in found for column in row], dtype=np.int64)
    wanted = np.array([float(pair.row >= 0) for pair in pairs])

    def gradient(weights: Floats) -> Floats:
        shares = 1 / (1 + np.exp(-sums(rows, weights[columns], len(pairs))))
        return sums(columns, (wanted - shares)[rows], len(names))

    weights = climb(gradient, len(names), PENALTY, STEPS)
    return {name: round(float(weights[i]), 2) for name, i in index.items() if abs(weights[i]) >= MINIMUM}


def judge_held(training: Sequence[Case], judged: Sequence[Case]) -> dict[tuple[str, str, float], tuple[int, int, int]]:
    """Return by language, relation and step of probability how many are told, how many of them right, and how many
    annotated ones are hit.
    """
    found: Counter[tuple[str, str, float, str]] = Counter()
    for fold in range(FOLDS):
        weights = fit([case for case in training if case.fold != fold])
        for case in (case for case in judged if case.fold == fold):
            hit: set[tuple[str, float, int]] = set()
            for pair in case.pairs:
                score = sum(weights[pair.relation].get(word, 0.0) for word in pair.words)
                said = any(f"rule {pair.relation} {kind}" in pair.words for kind in ("stated", "implied"))
                for step in STEPS_OF_REPORT:
                    if said if step == PATTERNS else 1 / (1 + np.exp(-score)) >= step:
                        found[case.language, pair.relation, step, "told"] += 1
                        found[case.language, pair.relation, step, "right"] += pair.row >= 0
                        if pair.row >= 0 and (pair.relation, step, pair.row) not in hit:
                            hit.add((pair.relation, step, pair.row))
                            found[case.language, pair.relation, step, "hit"] += 1
    keys = {key[:3] for key in found}
    return {key: (found[*key, "told"], found[*key, "right"], found[*key, "hit"]) for key in keys}


def report(name: str, training: Sequence[Case], judged: Sequence[Case]) -> None:
    """Print precision and recall by language and step, of all and with where a park lies told apart."""
    held = judge_held(training, judged)
    for language in ("vi", "en"):
        for what, relations in (
            ("all", JUDGED),
            ("located_in", {"located_in"}),
            ("the others", JUDGED - {"located_in"}),
        ):
            wanted = sum(p in relations for case in judged if case.language == language for p in case.wanted)
            for step in STEPS_OF_REPORT:
                rows = [held.get((language, relation, step), (0, 0, 0)) for relation in relations]
                told, right, hit = (sum(row[i] for row in rows) for i in range(3))
                shares = f"P {right / max(told, 1):.3f} R {hit / max(wanted, 1):.3f}"
                how = f"from {step}" if step else "patterns"
                print(f"{name} {language} {what:10} of {wanted:4} {how}: {shares}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--held", action="store_true", help="judge every text by weights that never saw its story")
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    args = parser.parse_args()
    rows = read_relations()
    texts = {"gold": read_gold(args.gold), "pages": read_own(PAGES)}
    known = {name: [text for text in found if text["doc"] in rows] for name, found in texts.items()}
    every = [text for found in known.values() for text in found]
    reader = Reader(every, real=False)
    training = [reader.read(text, rows[text["doc"]]) for text in every]
    if args.held:
        real = Reader(every, real=True)
        for name, found in known.items():
            report(name, training, [real.read(text, rows[text["doc"]]) for text in found])
    if args.write:
        weights = fit(training)
        WEIGHTS_PATH.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
        print(sum(map(len, weights.values())), "weights of", len(training), "texts")


if __name__ == "__main__":
    main()
