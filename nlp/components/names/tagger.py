"""Tag the words of a sentence with a linear model: weights of features, and of one label behind another (Viterbi)."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp.components.names.features import WINDOW, Sentence, contextual_features, word_features
from nlp.components.names.tokens import Word

KINDS = ("PARK", "ORG", "PERSON", "PLACE")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
INDEX = {label: i for i, label in enumerate(LABELS)}
IMPOSSIBLE = -1e6
LEAST = 0.5  # weights below do not count
RELUCTANCE = 8.0  # added to "no name": passages of our own hold more names than pages do (cross-validated)
MODEL_PATH = Path(__file__).with_name("tagger.npz")
Floats = npt.NDArray[np.float32]


def _may_follow(before: str, after: str) -> bool:
    opened = before[0] in "BI"
    if after[0] in "IE":
        return opened and before[2:] == after[2:]
    return not opened


ALLOWED: Floats = np.array(
    [[0.0 if _may_follow(a, b) else IMPOSSIBLE for b in LABELS] for a in LABELS], dtype=np.float32
)
START: Floats = np.array([IMPOSSIBLE if label[0] in "IE" else 0.0 for label in LABELS], dtype=np.float32)
END: Floats = np.array([IMPOSSIBLE if label[0] in "BI" else 0.0 for label in LABELS], dtype=np.float32)


class Tagger:
    """Weights by feature, one a label; stateless but for a cache of words."""

    def __init__(
        self,
        index: Mapping[str, int],
        weights: Floats,
        transitions: Floats,
        common: frozenset[str] = frozenset(),
        reluctance: float = RELUCTANCE,
    ) -> None:
        self.common = common  # words that stand in lower case in the texts it learnt from
        self._index = index
        self._weights = weights
        self._reluctance = reluctance
        self._transitions = transitions + ALLOWED
        self._words: dict[tuple[int, Word], Floats] = {}

    def tag(self, sentence: Sentence) -> list[tuple[int, int, str, float]]:
        """Return (start, end, kind, margin a word) of the names of a sentence."""
        scores = self._emit(sentence)
        path = viterbi(scores, self._transitions)
        return [(start, end, kind, self._margin(scores, path, start, end)) for start, end, kind in spans_of(path)]

    def _emit(self, sentence: Sentence) -> Floats:
        words = sentence.words
        scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
        scores[:, 0] = self._reluctance
        for i, features in enumerate(contextual_features(sentence)):
            ids = [found for feature in features if (found := self._index.get(feature)) is not None]
            if ids:
                scores[i] += self._weights[ids].sum(0)
            for offset in WINDOW:
                if 0 <= i + offset < len(words):
                    scores[i] += self._of_word(offset, words[i + offset])
        return scores

    def _of_word(self, offset: int, word: Word) -> Floats:
        key = (offset, word)
        known = self._words.get(key)
        if known is None:
            ids = [found for f in word_features(offset, word) if (found := self._index.get(f)) is not None]
            known = self._weights[ids].sum(0) if ids else np.zeros(len(LABELS), dtype=np.float32)
            if len(self._words) < 500_000:
                self._words[key] = known
        return known

    def _margin(self, scores: Floats, path: Sequence[int], start: int, end: int) -> float:
        """Return by how much a name's labels beat "no name", a word."""
        chosen = sum(float(scores[i, path[i]] - scores[i, 0]) for i in range(start, end))
        return chosen / (end - start)


def viterbi(scores: Floats, transitions: Floats) -> list[int]:
    """Return the best sequence of labels."""
    best = scores[0] + START
    back = np.zeros(scores.shape, dtype=np.intp)
    for i in range(1, len(scores)):
        ways = best[:, None] + transitions
        back[i] = ways.argmax(0)
        best = ways.max(0) + scores[i]
    label = int((best + END).argmax())
    path = [label]
    for i in range(len(scores) - 1, 0, -1):
        label = int(back[i, label])
        path.append(label)
    return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of the names that a sequence of labels spells."""
    spans = []
    start = 0
    for i, number in enumerate(path):
        label = LABELS[number]
        if label[0] in "BS":
            start = i
        if label[0] in "ES":
            spans.append((start, i + 1, label[2:]))
    return spans


def save_tagger(
    index: Mapping[str, int], weights: Floats, transitions: Floats, common: frozenset[str], path: Path = MODEL_PATH
) -> int:
    """Save the weights, those near nothing left out, and return how many features were kept."""
    kept = [(name, number) for name, number in sorted(index.items()) if np.abs(weights[number]).max() >= LEAST]
    names = "\n".join(name for name, _ in kept).encode()
    rows = np.stack([weights[number] for _, number in kept]).astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer(names, dtype=np.uint8),
            common=np.frombuffer("\n".join(sorted(common)).encode(), dtype=np.uint8),
            weights=rows,
            transitions=transitions,
            labels=list(LABELS),
        )
    return len(kept)


@cache
def load_tagger(path: Path = MODEL_PATH) -> Tagger | None:
    """Load the tagger, or None where its file is missing or was made for other labels."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as data:
        if tuple(data["labels"].tolist()) != LABELS:
            return None
        names = data["names"].tobytes().decode().split("\n")
        return Tagger(
            {name: i for i, name in enumerate(names)},
            data["weights"].astype(np.float32),
            data["transitions"],
            frozenset(data["common"].tobytes().decode().split("\n")),
        )
