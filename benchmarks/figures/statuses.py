"""Learn the weights of the status model: `python -m benchmarks.figures.statuses --gold DIR [--write]`.

A linear-chain conditional random field over the figures of each text, fitted without seed: the same weights every time.
"""

import argparse
import csv
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, groupby, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.facts.learning import climb, expect
from benchmarks.figures.gold import Labelled, iter_labelled, iter_own
from benchmarks.marked import ARTICLES, DOCUMENTS, PAGES, PROGRAMMES
from benchmarks.sparse import Floats, Sparse
from config.declared import CONFIG_DIR
from config.quantity import STATUS_COLUMNS
from nlp.components.quantity.statuses import STATUSES, StatusModel

FOLDS = 8
LEAST_DOCUMENTS = 6  # a feature of fewer documents is not learnt
OWN = (  # what a figure of our own counts beside an annotated one, and how many texts of the file are learnt from
    (ARTICLES, 0.2, None),
    (PAGES, 0.7, None),
    (PROGRAMMES, 0.2, None),
    (DOCUMENTS, 0.7, 216),  # with the 228 later ones the annotated stories lose a point
)
PENALTY = 12.0
STEPS = 150
RATE = 0.08
BATCH = 120  # texts of like length that are weighed together
Ints = npt.NDArray[np.intp]


def main() -> None:
    """Say the accuracy by language over unseen stories, and write the weights learnt from all when asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = read_texts(iter_labelled(options.gold), 1.0)
    judged = len(texts)
    texts += [text for path, weight, most in OWN for text in read_texts(iter_own(path), weight)[:most]]
    names = choose_features(texts)
    for language, accuracy in cross_validate(texts, judged, names).items():
        print(f"{language}: {accuracy:.3f}")
    if options.write:
        write_weights(CONFIG_DIR / "statuses.csv", names, learn(texts, names))


class Text:
    """The figures of one text in order: their features, what links them to the figure before, their statuses."""

    def __init__(self, rows: Sequence[Labelled], weight: float) -> None:
        self.rows = sorted(rows, key=lambda row: (row.figure.evidence.start, row.figure.evidence.end))
        self.weight = weight
        model = StatusModel(rows[0].text, rows[0].language, {})
        self.own = [dict(model.iter_features(row.figure)) for row in self.rows]
        kept = (dict(model.iter_kept(a.figure, b.figure)) for a, b in pairwise(self.rows))
        self.kept: list[dict[str, float]] = [{}, *kept]
        self.labels = [STATUSES.index(row.status) for row in self.rows]


def read_texts(rows: Iterable[Labelled], weight: float) -> list[Text]:
    """Gather figures that follow each other by their text."""
    return [Text(list(group), weight) for _, group in groupby(rows, key=lambda row: row.document)]


def choose_features(texts: Sequence[Text]) -> list[str]:
    """Return the features of enough documents."""
    seen: dict[str, int] = defaultdict(int)
    for text in texts:
        for name in set(chain.from_iterable((*text.own, *text.kept))):
            seen[name] += 1
    return sorted(name for name, count in seen.items() if count >= LEAST_DOCUMENTS)


def learn(texts: Sequence[Text], names: Sequence[str]) -> Floats:
    """Return the weights, feature by status, with the greatest penalised likelihood of the right chains."""
    columns = {name: i for i, name in enumerate(names)}
    ordered = sorted(texts, key=lambda text: len(text.rows))
    own = Sparse([row for text in ordered for row in text.own], columns)
    kept = Sparse([row for text in ordered for row in text.kept], columns)
    labels = np.array([label for text in ordered for label in text.labels])
    counts = np.repeat([text.weight for text in ordered], [len(text.rows) for text in ordered])[:, None]
    first = np.array([i == 0 for text in ordered for i in range(len(text.rows))])
    wanted = np.eye(len(STATUSES))[labels]
    stays = wanted * np.roll(wanted, 1, axis=0) * ~first[:, None]
    batches = _batches([len(text.rows) for text in ordered])

    def gradient(flat: Floats) -> Floats:
        weights = flat.reshape(len(names), len(STATUSES))
        power, gains = own.times(weights), kept.times(weights)
        at, along = np.zeros_like(power), np.zeros_like(power)
        for place, exists, origin in batches:
            shares, stayed = expect(power[place], gains[place], exists, origin, exists)
            there = place >= 0
            at[place[there]], along[place[there]] = shares[there], stayed[there]
        slope = own.transposed_times((wanted - at) * counts) + kept.transposed_times((stays - along) * counts)
        return slope.ravel()

    return climb(gradient, len(names) * len(STATUSES), PENALTY, STEPS, RATE).reshape(len(names), len(STATUSES))


def _batches(lengths: Sequence[int]) -> list[tuple[Ints, Floats, Ints]]:
    """Return the places of the figures of like long texts, text by figure, -1 where a text has ended.

    With each go which statuses there are (after the end one) and what each keeps (after the first all).
    """
    starts = np.cumsum([0, *lengths])
    out = []
    for begin in range(0, len(lengths), BATCH):
        part = range(begin, min(begin + BATCH, len(lengths)))
        place = np.full((len(part), max(lengths[i] for i in part)), -1)
        for row, i in enumerate(part):
            place[row, : lengths[i]] = np.arange(starts[i], starts[i + 1])
        there = np.repeat(place[..., None] >= 0, len(STATUSES), axis=2)
        origin = np.where(there, np.arange(len(STATUSES)), -1)
        origin[:, 0] = -1
        there[..., 0] = True
        out.append((place, there.astype(float), origin))
    return out


def cross_validate(texts: Sequence[Text], judged: int, names: Sequence[str]) -> dict[str, float]:
    """Return the accuracy by language of the first `judged` texts, each by weights learnt without its story.

    The other texts only train.
    """
    folds = [zlib.crc32(text.rows[0].story.encode()) % FOLDS for text in texts[:judged]]
    found: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        learnt = learn([t for i, t in enumerate(texts) if i >= judged or folds[i] != fold], names)
        weights = _whole(names, learnt)
        for text in (texts[i] for i in range(judged) if folds[i] == fold):
            row = text.rows[0]
            statuses = StatusModel(row.text, row.language, weights).classify([r.figure for r in text.rows])
            found[row.language] += [a == r.status for a, r in zip(statuses, text.rows, strict=True)]
    return {language: sum(right) / len(right) for language, right in sorted(found.items(), reverse=True)}


def _whole(names: Sequence[str], weights: Floats) -> dict[str, tuple[int, ...]]:
    """Return the weights in hundredths, those of no account left out."""
    rows = zip(names, np.rint(weights * 100).astype(int).tolist(), strict=True)
    return {name: tuple(row) for name, row in rows if max(map(abs, row)) >= 3}


def write_weights(path: Path, names: Sequence[str], weights: Floats) -> None:
    """Write the weights."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(STATUS_COLUMNS)
        writer.writerows([name, *row] for name, row in _whole(names, weights).items())


if __name__ == "__main__":
    main()
