"""Fit the weights of binding: `python -m benchmarks.facts.fit GOLD.jsonl ... [--held] [--write] [--names
gold|real|both]`.

First the weights that tell what a text is about, then those of the chain of subjects, which sees the topics as a model
gives them that has not seen the text. `--held` fits on four fifths of the stories and judges on the rest, five times
over; a story told twice is never on both sides. No seed, no order: the same weights every time.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.facts.cases import Case, Reader, fold_of
from benchmarks.facts.learning import fit_chains, fit_topics
from benchmarks.facts.oracle import read_gold
from benchmarks.facts.own import read_own
from benchmarks.marked import ARTICLES, DOCUMENTS, HELD, PAGES, PROGRAMMES
from config.predicates import load_predicates
from nlp.facts.binding import WEIGHTS_PATH, bind_figures
from nlp.facts.meaning import Meanings
from nlp.facts.topics import rank_topics

FOLDS = 5
INNER = 4
OWN = 0.22  # of an article of our own or a retold page against a gold text
OWN_PROGRAMME = 0.5  # of a page of programmes
OWN_DOCUMENT = 0.2  # of a whole document; at .3 annotated texts are read a point worse
OWN_TEXTS = 2693  # of a file; with the later pages fewer subjects are right (.77/.70 of annotated names, not .78/.71)
SURE = 0.8  # confidence of a fact
RESERVE = 0.6  # taken from "nothing named": our own texts leave four times as much unnamed as annotators do


def train(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights of topics and chains."""
    topics = _fit_topics(cases)
    chains = []
    for part in range(INNER):
        others = _fit_topics([case for case in cases if _inner(case) != part])
        chains += [
            case.chain(rank_topics(case.scene, [sight for sight, _ in case.seen], others))
            for case in cases
            if _inner(case) == part
        ]
    weights = {**fit_chains(chains), **topics}
    return {**weights, "null": round(weights.get("null", 0.0) - RESERVE, 3)}


def _inner(case: Case) -> int:
    return fold_of(case.document, FOLDS * INNER) // FOLDS


def _fit_topics(cases: Sequence[Case]) -> dict[str, float]:
    return fit_topics([(case.topics, case.weights_of_topics(), case.weight) for case in cases])


def judge(case: Case, weights: Mapping[str, float], meanings: Meanings) -> list[tuple[bool, bool]]:
    """Tell for each figure of a text whether its subject is right, and whether the fact would be sure of it."""
    out = []
    for binding in bind_figures(case.figures, case.scene, meanings, weights):
        right = case.right[case.rows[id(binding.figure)]["subject"]]
        out.append((binding.name.key in right if binding.name else not right, binding.fact_confidence >= SURE))
    return out


def judge_held(
    training: Sequence[Case], judged: Mapping[str, Sequence[Case]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by group and language how many subjects are right, and of how many; no weights saw a text they judge.

    "sure" are those of facts with a confidence of .8 or more.
    """
    meanings = Meanings(load_predicates())
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for fold in range(FOLDS):
        weights = train([case for case in training if fold_of(case.document, FOLDS) != fold])
        for group, cases in judged.items():
            for case in (case for case in cases if fold_of(case.document, FOLDS) == fold):
                verdicts = judge(case, weights, meanings)
                every = [right for right, _ in verdicts]
                sure = [right for right, is_sure in verdicts if is_sure]
                for part, rights in ((case.document["lang"], every), ("all", every), ("sure", sure)):
                    good, count = found.get((group, part), (0, 0))
                    found[group, part] = good + sum(rights), count + len(rights)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--held", action="store_true", help="judge every text by weights that never saw its story")
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    parser.add_argument("--names", choices=("gold", "real", "both"), default="both", help="whose names to fit on")
    args = parser.parse_args()
    documents = read_gold(args.gold)
    kinds = [real for real, name in ((False, "gold"), (True, "real")) if args.names in {name, "both"}]
    cases = {real: Reader(real=real).read(documents) for real in kinds}
    own = [document for path in (ARTICLES, PAGES) for document in read_own(path)[:OWN_TEXTS]]
    programmes, whole, untaught = (read_own(path) for path in (PROGRAMMES, DOCUMENTS, HELD))
    training = [case for real in kinds for case in cases[real]]
    judged: dict[str, Sequence[Case]] = {}
    for real in kinds:
        reader, names = Reader(real=real), "names as found" if real else "annotated names"
        judged[names], judged[f"{names}, programmes"] = cases[real], reader.read(programmes, OWN_PROGRAMME)
        judged[f"{names}, held documents"] = reader.read(untaught)
        training += [*reader.read(own, OWN), *judged[f"{names}, programmes"], *reader.read(whole, OWN_DOCUMENT)]
    if args.held:
        for (group, part), (good, count) in sorted(judge_held(training, judged).items()):
            print(f"{group}, {part}: {good / count:.3f} of {count}")
    if args.write:
        weights = train(training)
        WEIGHTS_PATH.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
        print(len(weights), "weights")


if __name__ == "__main__":
    main()
