"""Learn the weights of the status model: `python -m benchmarks.figures.statuses --gold DIR [--write]`."""

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figures.gold import Labelled, iter_labelled, iter_own
from config.declared import CONFIG_DIR
from config.quantity import STATUS_COLUMNS
from nlp.components.quantity.statuses import STATUSES, StatusModel

FOLDS = 8
LEAST_DOCUMENTS = 6  # a feature of fewer documents is not learnt
OWN = 0.2  # of a figure of our own articles, which outnumber the others and are written differently
PENALTY = 8.0
STEPS = 150
RATE = 0.08
Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


def main() -> None:
    """Say the accuracy by language over unseen documents, and write the weights learnt from all when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = list(iter_labelled(options.gold))
    judged = len(rows)
    rows += iter_own()
    counts = np.where(np.arange(len(rows)) < judged, 1, OWN).astype(np.float32)
    names, matrix = build_matrix(rows)
    labels = np.array([STATUSES.index(row.status) for row in rows])
    for language, accuracy in cross_validate(rows[:judged], matrix, labels, counts).items():
        print(f"{language}: {accuracy:.3f}")
    if options.write:
        write_weights(CONFIG_DIR / "statuses.csv", names, learn(matrix, labels, counts))


def build_matrix(rows: Sequence[Labelled]) -> tuple[list[str], Matrix]:
    """Build the matrix of features, rows by features of enough documents."""
    features = [dict(StatusModel(row.text, row.language, {}).iter_features(row.figure)) for row in rows]
    documents: dict[str, set[str]] = defaultdict(set)
    for row, found in zip(rows, features, strict=True):
        for name in found:
            documents[name].add(row.document)
    names = sorted(name for name, seen in documents.items() if len(seen) >= LEAST_DOCUMENTS)
    columns = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, found in enumerate(features):
        for name, strength in found.items():
            if name in columns:
                matrix[i, columns[name]] = strength
    return names, matrix


def learn(matrix: Matrix, labels: Labels, counts: Vector) -> Matrix:
    """Fit a softmax regression with a quadratic penalty by gradient steps with momentum (Adam).

    Each row counts as often as `counts` says.
    """
    wanted = np.eye(len(STATUSES), dtype=np.float32)[labels]
    weights = np.zeros((matrix.shape[1], len(STATUSES)), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - wanted) * counts[:, None]
        slope = (matrix.T @ error + PENALTY * weights) / counts.sum()
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def cross_validate(judged: Sequence[Labelled], matrix: Matrix, labels: Labels, counts: Vector) -> dict[str, float]:
    """Return the accuracy by language of the judged rows, each by weights learnt without its document.

    They are the first of the matrix; the other rows only train.
    """
    numbers = {name: i % FOLDS for i, name in enumerate(sorted({row.document for row in judged}))}
    folds = np.full(len(labels), FOLDS)
    folds[: len(judged)] = [numbers[row.document] for row in judged]
    right = np.zeros(len(labels), dtype=bool)
    for fold in range(FOLDS):
        held = folds == fold
        weights = learn(matrix[~held], labels[~held], counts[~held])
        right[held] = (matrix[held] @ weights).argmax(axis=1) == labels[held]
    spoken = np.array([row.language for row in judged])
    return {language: float(right[: len(judged)][spoken == language].mean()) for language in ("vi", "en")}


def write_weights(path: Path, names: Sequence[str], weights: Matrix) -> None:
    """Write the weights in hundredths, those of no account left out."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(STATUS_COLUMNS)
        for name, row in zip(names, np.rint(weights * 100).astype(int), strict=True):
            if np.abs(row).max() >= 3:
                writer.writerow([name, *row])


if __name__ == "__main__":
    main()
