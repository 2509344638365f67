"""Fit the weights of binding on annotated texts: `python -m benchmarks.facts.fit GOLD.jsonl ... [--held] [--write]`.

A conditional logit over the candidates of each figure, penalised (L2), by plain gradient ascent: no seed, no order, the
same weights every time. The subject in words may agree with several candidates; their shares are added. `--held` fits on
one half of the stories and judges on the other, both ways; stories told twice stay in one half.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.facts.equality import is_right
from benchmarks.facts.oracle import place_passages, read_figures, read_gold, read_mentions
from config.predicates import load_predicates
from nlp.facts.binding import WEIGHTS_PATH, Binding, bind_figures, mean, options_of
from nlp.facts.features import see
from nlp.facts.meaning import Meanings
from nlp.facts.scene import Scene

MEANINGS = Meanings(load_predicates())
Case = tuple[list[list[str]], list[bool]]


def spellings_of(name: Any, scene: Scene) -> list[str]:
    """Return every spelling the text has for a candidate, and its canonical name."""
    if name is None:
        return []
    same = [other.mention for other in scene.names if other.key == name.key]
    return [m.evidence.surface for m in same] + [m.name for m in same if m.name]


def scene_of(document: Mapping[str, Any]) -> Scene:
    passages = place_passages(document)
    title = passages[0].text if passages and passages[0].kind == "heading" else None
    return Scene(document["text"], passages, read_mentions(document, passages), title)


def read_cases(document: Mapping[str, Any], scene: Scene, weights: Mapping[str, float] | None = None) -> list[Case]:
    """Return for each figure its candidates' features and which of them are right.

    A figure sees the binding before it as the weights make it, or the right one without weights.
    """
    pairs = read_figures(document, scene.passages)
    made = {id(b.figure): b for b in bind_figures([f for f, _ in pairs], scene, MEANINGS, weights)} if weights else {}
    cases: list[Case] = []
    before: Binding | None = None
    for figure, row in pairs:
        sentence = scene.sentence_at(figure.evidence.start)
        near = [f for f, _ in pairs if scene.sentence_at(f.evidence.start) == sentence]
        options = options_of(see(figure, scene, near, mean(figure, scene, MEANINGS, near)[0]), scene, before)
        right = [is_right(spellings_of(name, scene), row["subject"], document) for name, _ in options]
        if any(right[1:]):
            right[0] = False
        chosen = next((name for (name, _), good in zip(options, right, strict=True) if good), None)
        before = made.get(id(figure)) or Binding(figure, chosen, "gold", 1.0, sentence, "", 1.0)
        if any(right):
            cases.append(([features for _, features in options], right))
    return cases


def fit(cases: Sequence[Case], penalty: float = 1.0, rounds: int = 250) -> dict[str, float]:
    """Return the weights with the greatest penalised likelihood."""
    index: dict[str, int] = {}
    rows, columns, starts, right = [], [], [], []
    row = 0
    for options, good in cases:
        starts.append(row)
        for features, is_good in zip(options, good, strict=True):
            for feature in features:
                rows.append(row)
                columns.append(index.setdefault(feature, len(index)))
            right.append(is_good)
            row += 1
    r, c, s = np.array(rows), np.array(columns), np.array(starts)
    counts = np.diff([*starts, row])
    good_mask = np.array(right, dtype=float)
    weights, momentum, square = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, rounds + 1):
        scores = np.bincount(r, weights[c], minlength=row)
        scores -= np.repeat(np.maximum.reduceat(scores, s), counts)
        shares = np.exp(scores)
        wanted = shares * good_mask
        shares /= np.repeat(np.add.reduceat(shares, s), counts)
        wanted /= np.repeat(np.add.reduceat(wanted, s) + 1e-12, counts)
        gradient = np.bincount(c, (wanted - shares)[r], minlength=len(index)) - penalty * weights
        momentum = 0.9 * momentum + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.1 * (1 - step / (rounds + 1))
        weights += rate * (momentum / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weights[i]), 3) for name, i in sorted(index.items()) if abs(weights[i]) >= 0.02}


def judge(
    documents: Sequence[Mapping[str, Any]], scenes: Mapping[str, Scene], weights: Mapping[str, float]
) -> list[tuple[Any, ...]]:
    """Return (right, document, language, surface, wanted, given, rule, confidence) for every figure."""
    out = []
    for document in documents:
        scene = scenes[document["doc"]]
        pairs = read_figures(document, scene.passages)
        rows = {id(figure): row for figure, row in pairs}
        for binding in bind_figures([figure for figure, _ in pairs], scene, MEANINGS, weights):
            row = rows[id(binding.figure)]
            given = spellings_of(binding.name, scene)
            right = is_right(given, row["subject"], document)
            out.append(
                (
                    right,
                    document["doc"],
                    document["lang"],
                    row["surface"],
                    row["subject"],
                    given[:1],
                    binding.rule,
                    binding.confidence,
                )
            )
    return out


def story_of(document: Mapping[str, Any]) -> int:
    """Return the half (0, 1) a document's story falls into."""
    return zlib.crc32(min(str(document["doc"]), str(document.get("pair_of") or "9999")).encode()) % 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--held", action="store_true", help="fit on one half, judge on the other, both ways")
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    documents = read_gold(args.gold)
    scenes = {document["doc"]: scene_of(document) for document in documents}
    cases = {document["doc"]: read_cases(document, scenes[document["doc"]]) for document in documents}
    if args.held:
        results = []
        for half in (0, 1):
            weights = fit([c for d in documents if story_of(d) == half for c in cases[d["doc"]]], args.penalty)
            results += judge([d for d in documents if story_of(d) != half], scenes, weights)
        for language in ("vi", "en"):
            rows = [row for row in results if row[2] == language]
            print(language, len(rows), round(sum(row[0] for row in rows) / len(rows), 4))
        print("all", len(results), round(sum(row[0] for row in results) / len(results), 4))
        for row in [row for row in results if not row[0]][:: max(1, len(results) // max(1, args.errors * 5))][
            : args.errors
        ]:
            print(row[1:], file=sys.stderr)
    if args.write:
        weights = fit([case for document in documents for case in cases[document["doc"]]], args.penalty)
        WEIGHTS_PATH.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
        print(len(weights), "weights")


if __name__ == "__main__":
    main()
