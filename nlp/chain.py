"""Weigh chains of choices: each element of a text chooses one thing, and gains where it keeps the one before's choice.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) whose links only reward sameness.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import repeat

Kept = Sequence[Sequence[tuple[int, float] | None]]


def weigh(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of features; those that have none count nothing."""
    return sum(map(weights.get, features, repeat(0.0)), 0.0)


def share_out(own: Sequence[Sequence[float]], kept: Kept) -> list[list[float]]:
    """Return the share of all chains, weighed by their scores, that goes through each choice (forward-backward).

    `own` are the scores of each element's choices; `kept` says for each choice which choice of the element before is
    the same, and what keeping it adds to the score (the first element's are not looked at).
    """
    if not own:
        return []
    power = [[math.exp(score - top) for score in row] for row, top in zip(own, map(max, own), strict=True)]
    bonus = [[None if link is None else (link[0], math.exp(link[1]) - 1) for link in row] for row in kept]
    forward = [_normal(power[0])]
    for mine, links in zip(power[1:], bonus[1:], strict=True):
        before = forward[-1]
        row = [p * (1 + (before[k[0]] * k[1] if k else 0.0)) for p, k in zip(mine, links, strict=True)]
        forward.append(_normal(row))
    backward = [[1.0] * len(own[-1])]
    for mine, links, width in zip(power[:0:-1], bonus[:0:-1], [len(row) for row in own[-2::-1]], strict=True):
        after = [p * b for p, b in zip(mine, backward[-1], strict=True)]
        row = [sum(after)] * width
        for value, link in zip(after, links, strict=True):
            if link is not None:
                row[link[0]] += value * link[1]
        backward.append(_normal(row))
    return [
        _normal([a * b for a, b in zip(f, b_, strict=True)]) for f, b_ in zip(forward, reversed(backward), strict=True)
    ]


def _normal(row: Sequence[float]) -> list[float]:
    total = sum(row) or 1.0
    return [value / total for value in row]
