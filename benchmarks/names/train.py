"""Train the tagger of names on the annotated texts: `python -m benchmarks.names.train`, or `make train`.

An averaged structured perceptron (Collins 2002), the mean of several that saw the texts in other orders; seeded, so
that the same weights come out every time. Each text is read twice: with the whole gazetteer, and with one that lacks
six of ten parks and organisations, so that what stands beside a name is learnt and not whether it is known.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.names.corpus import Annotated, load_gold, load_own
from config.gazetteer import Gazetteer, load_gazetteer
from nlp.clean import CleanText
from nlp.components.names.chains import gather_evidence
from nlp.components.names.features import WINDOW, Sentence, contextual_features, word_features
from nlp.components.names.lookup import Lookup
from nlp.components.names.reading import iter_read_sentences
from nlp.components.names.tagger import ALLOWED, INDEX, LABELS, Floats, save_tagger, viterbi
from nlp.components.names.tokens import Tokens
from nlp.segment import iter_text_passages

SEED = 20261125
FORGOTTEN = 0.6  # of the gazetteer, in the second reading
ROUNDS = 8
MODELS = 3
Case = tuple[npt.NDArray[np.int32], npt.NDArray[np.intp], npt.NDArray[np.intp]]


class Learner:
    """Sentences as numbers of features, and the perceptron over them."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.cases: list[Case] = []
        self.common: frozenset[str] = frozenset()

    def add(self, document: Annotated, lookup: Lookup) -> None:
        """Add the sentences of a document that hold a capital."""
        for sentence, labels in read_sentences(document, lookup, self.common):
            if any(word.capital for word in sentence.words):
                rows = [[self.index.setdefault(f, len(self.index)) for f in row] for row in features_of(sentence)]
                flat = np.array([number for row in rows for number in row], dtype=np.int32)
                starts = np.cumsum([0, *map(len, rows)])
                case = (flat, starts, np.array([INDEX[label] for label in labels]))
                self.cases += [case] * document.weight

    def learn(self, rounds: int = ROUNDS, models: int = MODELS) -> tuple[Floats, Floats]:
        """Return the mean weights and transitions of several perceptrons."""
        made = [self._learn_one(rounds, SEED + number) for number in range(models)]
        return sum(w for w, _ in made) / models, sum(m for _, m in made) / models  # type: ignore[return-value]

    def _learn_one(self, rounds: int, seed: int) -> tuple[Floats, Floats]:
        size, labels = len(self.index), len(LABELS)
        weights, summed = np.zeros((size, labels), dtype=np.float32), np.zeros((size, labels))
        moves, moves_summed = np.zeros((labels, labels), dtype=np.float32), np.zeros((labels, labels))
        order, chance, step = list(range(len(self.cases))), random.Random(seed), 1
        for _ in range(rounds):
            chance.shuffle(order)
            for number in order:
                flat, starts, gold = self.cases[number]
                step += 1
                path = np.array(viterbi(np.add.reduceat(weights[flat], starts[:-1], axis=0), moves + ALLOWED))
                for i in np.nonzero(path != gold)[0]:
                    ids = flat[starts[i] : starts[i + 1]]
                    for label, sign in ((gold[i], 1), (path[i], -1)):
                        weights[ids, label] += sign
                        summed[ids, label] += sign * step
                for way, sign in ((gold, 1), (path, -1)):
                    np.add.at(moves, (way[:-1], way[1:]), sign)
                    np.add.at(moves_summed, (way[:-1], way[1:]), sign * step)
        return weights - (summed / step).astype(np.float32), (moves - moves_summed / step).astype(np.float32)


def features_of(sentence: Sentence) -> list[list[str]]:
    """Return the features of each word, those of its neighbours with it."""
    rows = contextual_features(sentence)
    words = sentence.words
    for i, row in enumerate(rows):
        for offset in WINDOW:
            if 0 <= i + offset < len(words):
                row.extend(word_features(offset, words[i + offset]))
    return rows


def read_sentences(document: Annotated, lookup: Lookup, common: frozenset[str]) -> Iterator[tuple[Sentence, list[str]]]:
    """Iterate over the sentences of a document as the program reads it, with the labels of their words."""
    passages = [(p, CleanText(p.text)) for p in iter_text_passages(document.doc, document.text)]
    evidence = gather_evidence(clean.text for _, clean in passages)
    for passage, clean in passages:
        for sentence, tokens, first in iter_read_sentences(
            clean.text, lookup, evidence, kind=passage.kind, lines=clean.lines(), common=common
        ):
            spans = [
                tuple(passage.start + at for at in clean.raw_span(tokens.starts[i], tokens.ends[i]))
                for i in range(first, first + len(sentence.words))
            ]
            yield sentence, label_words(spans, document.names)


def common_words(documents: Sequence[Annotated], least: int = 3) -> frozenset[str]:
    """Return the words that stand in lower case in several documents."""
    counts = Counter(
        word for d in documents for word in {w.raw for w in Tokens(CleanText(d.text).text).words if w.shape == "x"}
    )
    return frozenset(word for word, count in counts.items() if count >= least)


def label_words(spans: Sequence[tuple[int, ...]], names: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the label of each word (begin, inside, end, single, or out of a name)."""
    labels = ["O"] * len(spans)
    for start, end, kind in names:
        inside = [i for i, (a, b) in enumerate(spans) if start <= a and b <= end]
        for i in inside:
            labels[i] = f"I-{kind}"
        if inside:
            labels[inside[0]], labels[inside[-1]] = f"B-{kind}", f"E-{kind}"
        if len(inside) == 1:
            labels[inside[0]] = f"S-{kind}"
    return labels


def forget(gazetteer: Gazetteer, share: float = FORGOTTEN, seed: int = SEED) -> Gazetteer:
    """Return a gazetteer that lacks a share of its parks and organisations."""
    ids = [entity.id for entity in gazetteer if entity.label in {"PARK", "ORG"}]
    return gazetteer.without(random.Random(seed).sample(ids, round(share * len(ids))))


def learn_from(
    documents: Sequence[Annotated], gazetteer: Gazetteer, models: int = MODELS
) -> tuple[Learner, Floats, Floats]:
    """Learn from documents; each is read with the whole gazetteer and with one that forgot most of it."""
    learner = Learner()
    learner.common = common_words(documents)
    lookups = [Lookup(gazetteer), Lookup(forget(gazetteer))]
    for document in documents:
        for lookup in lookups:
            learner.add(document, lookup)
    return learner, *learner.learn(models=models)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    began = time.monotonic()
    documents = load_gold() + load_own()
    learner, weights, moves = learn_from(documents, load_gazetteer())
    kept = save_tagger(learner.index, weights, moves, learner.common)
    sys.stdout.write(
        f"{len(documents)} texts, {kept} of {len(learner.index)} features, {time.monotonic() - began:.0f} s\n"
    )


if __name__ == "__main__":
    main()
