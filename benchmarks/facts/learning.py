"""Fit the weights of topics (conditional logit) and of chains of choices (linear-chain conditional random field)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.sparse import Floats
from nlp.facts.binding import Choice

Ints = NDArray[np.int64]
Topics = tuple[Mapping[str, Sequence[str]], Mapping[str, float], float]
FULL = 6  # figures from which on a text counts full
MINIMUM = 0.02  # weights below are left out
TOGETHER = 500  # chains of like length that are padded to one size


@dataclass(frozen=True, slots=True)
class Chain:
    """The figures of one text: what each may be about, and which of that is right (no one: unknown)."""

    choices: Sequence[Choice]
    right: Sequence[Sequence[bool]]
    weight: float = 1.0


class Problem:
    """Chains as padded arrays: chain x figure x choice; `index` numbers the features and grows by theirs."""

    def __init__(self, chains: Sequence[Chain], index: dict[str, int]) -> None:
        length = max(len(chain.choices) for chain in chains)
        width = max(len(choice.names) for chain in chains for choice in chain.choices)
        shape = (len(chains), length, width)
        self.exists: Floats = np.zeros(shape)
        self.right: Floats = np.zeros(shape)
        self.origin = np.full(shape, -1, dtype=np.int64)
        self.weight = np.array([chain.weight for chain in chains])[:, None, None]
        own, kept = _Sparse(index), _Sparse(index)
        for c, chain in enumerate(chains):
            for f, (choice, right) in enumerate(zip(chain.choices, chain.right, strict=True)):
                for n, features in enumerate(choice.list_features()):
                    place = int(np.ravel_multi_index((c, f, n), shape))
                    self.exists[c, f, n] = 1
                    self.right[c, f, n] = right[n] or not any(right)
                    own.add(place, features)
                    link = choice.links[n]
                    if link is not None:
                        self.origin[c, f, n] = link[0]
                        kept.add(place, link[1])
        for c, chain in enumerate(chains):  # after the end every chain has one choice
            self.exists[c, len(chain.choices) :, 0] = self.right[c, len(chain.choices) :, 0] = 1
        self.own, self.kept = own.close(), kept.close()

    def gradient(self, weights: Floats) -> Floats:
        """Return the gradient of the log likelihood of the right chains."""
        size = self.exists.size
        own = sums(self.own[0], weights[self.own[1]], size).reshape(self.exists.shape)
        kept = sums(self.kept[0], weights[self.kept[1]], size).reshape(self.exists.shape)
        total = np.zeros_like(weights)
        for mask, sign in ((self.right, 1.0), (self.exists, -1.0)):
            found = expect(own, kept, self.exists, self.origin, mask)
            at, along = (shares * self.weight for shares in found)
            for places, features, shares in ((*self.own, at), (*self.kept, along)):
                total += sign * sums(features, shares.ravel()[places], len(weights))
        return total


def expect(own: Floats, kept: Floats, exists: Floats, origin: Ints, mask: Floats) -> tuple[Floats, Floats]:
    """Return the shares of each choice and of each kept thing among the chains that the mask lets through.

    All arrays are chain x figure x choice: the scores of the choices and what keeping adds, which choices there are (at
    least one everywhere), and which choice of the figure before is the same thing (-1: none).
    """
    power = np.exp(own - np.where(exists > 0, own, -np.inf).max(axis=2, keepdims=True)) * mask
    bonus = np.where(origin >= 0, np.exp(kept) - 1, 0.0)
    place = np.maximum(origin, 0)
    chains, length, _ = power.shape
    forward = np.zeros_like(power)
    backward = np.ones_like(power)
    forward[:, 0] = normal(power[:, 0])
    for f in range(1, length):
        before = np.take_along_axis(forward[:, f - 1], place[:, f], axis=1)
        forward[:, f] = normal(power[:, f] * (1 + before * bonus[:, f]))
    rows = np.arange(chains)[:, None]
    for f in range(length - 1, 0, -1):
        after = power[:, f] * backward[:, f]
        row = np.repeat(after.sum(axis=1, keepdims=True), power.shape[2], axis=1)
        np.add.at(row, (rows, place[:, f]), after * bonus[:, f])
        backward[:, f - 1] = normal(row)
    at = normal(forward * backward, axis=2)
    along = np.zeros_like(power)
    for f in range(1, length):
        before = np.take_along_axis(forward[:, f - 1], place[:, f], axis=1)
        whole = power[:, f] * (1 + before * bonus[:, f])
        same = power[:, f] * before * (bonus[:, f] + 1) * (origin[:, f] >= 0)
        along[:, f] = at[:, f] * np.divide(same, whole, out=np.zeros_like(same), where=whole > 0)
    return at, along


class _Sparse:
    def __init__(self, index: dict[str, int]) -> None:
        self._index = index
        self._places: list[int] = []
        self._features: list[int] = []

    def add(self, place: int, features: Sequence[str]) -> None:
        for feature in features:
            self._places.append(place)
            self._features.append(self._index.setdefault(feature, len(self._index)))

    def close(self) -> tuple[Ints, Ints]:
        return np.array(self._places, dtype=np.int64), np.array(self._features, dtype=np.int64)


def sums(places: Ints, values: Floats, size: int) -> Floats:
    """Return the sum of the values at each place."""
    sums: Any = np.bincount(places, values, minlength=size)  # of floats, which its types do not tell
    found: Floats = sums
    return found


def normal(values: Floats, axis: int = 1) -> Floats:
    """Return rows that add up to one; those of zeros stay."""
    total = values.sum(axis=axis, keepdims=True)
    shares: Floats = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    return shares


def fit_chains(chains: Sequence[Chain], penalty: float = 12.0, rounds: int = 120) -> dict[str, float]:
    """Return the weights with the greatest penalised likelihood (L2) of the right chains."""
    index: dict[str, int] = {}
    ordered = sorted((chain for chain in chains if chain.choices), key=lambda chain: len(chain.choices))
    problems = [Problem(ordered[i : i + TOGETHER], index) for i in range(0, len(ordered), TOGETHER)]

    def gradient(weights: Floats) -> Floats:
        return sum((problem.gradient(weights) for problem in problems), np.zeros_like(weights))

    return _name(climb(gradient, len(index), penalty, rounds), index)


def fit_topics(topics: Sequence[Topics], penalty: float = 4.0, rounds: int = 150) -> dict[str, float]:
    """Return the weights under which texts are about what their figures are about (conditional logit).

    Each text gives the features and the count of figures of each thing, and its weight; texts with many figures count
    as six.
    """
    index: dict[str, int] = {}
    sparse = _Sparse(index)
    starts: list[int] = []
    wanted: list[float] = []
    importance: list[float] = []
    for features, counts, weight in topics:
        total = sum(counts.values())
        if not total:
            continue
        starts.append(len(wanted))
        for key, words in features.items():
            sparse.add(len(wanted), words)
            wanted.append(counts[key] / total)
            importance.append(weight * min(total, FULL) / FULL)
    rows, columns = sparse.close()
    first, factors, target = np.array(starts), np.array(importance), np.array(wanted)
    sizes = np.diff([*starts, len(wanted)])

    def gradient(weights: Floats) -> Floats:
        scores = sums(rows, weights[columns], len(target))
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        shares = np.exp(scores)
        shares /= np.repeat(np.add.reduceat(shares, first), sizes)
        return sums(columns, ((target - shares) * factors)[rows], len(index))

    return _name(climb(gradient, len(index), penalty, rounds), index)


def climb(gradient: Callable[[Floats], Floats], size: int, penalty: float, rounds: int, rate: float = 0.12) -> Floats:
    """Climb to the best weights by Adam with a falling rate: no seed, the same weights every time."""
    weights, momentum, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        slope = gradient(weights) - penalty * weights
        momentum = 0.9 * momentum + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = rate * (1 - step / (rounds + 1))
        weights += pace * (momentum / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def _name(weights: Floats, index: Mapping[str, int]) -> dict[str, float]:
    return {name: round(float(weights[i]), 3) for name, i in sorted(index.items()) if abs(weights[i]) >= MINIMUM}
