"""Chains of capitalised words, and what a whole document says of each by the words beside it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlp.components.names.lookup import Cue, find_cues
from nlp.components.names.tokens import Tokens, Word
from nlp.context import Evidence

_INNER = frozenset("-–&.’'")
_LIST = frozenset({",", ";", "and", "và", "&", "with", "cùng", "or", "hay", "ha", "the", "as", "well"})
_BETWEEN = frozenset('(,“"‘:')  # between a head and its chain


class Chain(NamedTuple):
    """A run of capitalised words, half-open, with the classes of what stands right before and behind it."""

    start: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    list_left: tuple[str, ...] = ()  # before the first of a list that it is in
    list_right: tuple[str, ...] = ()  # behind the last of a list that it is in


def find_chains(words: Sequence[Word], cues: Sequence[Cue]) -> list[Chain]:
    """Find all chains; a cue at a chain's own edge counts as standing beside the rest of it."""
    ends = {cue.end: cue for cue in cues}
    starts = {cue.start: cue for cue in cues}
    chains = []
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        start, end = i, _chain_end(words, i)
        chains.append(Chain(start, end, _left(words, start, end, ends, starts), _right(start, end, ends, starts)))
        i = end
    return _spread(words, chains)


def _spread(words: Sequence[Word], chains: list[Chain]) -> list[Chain]:
    """Let all of a list know what stands before its first and behind its last."""
    out = list(chains)
    for n in range(1, len(out)):
        if _is_list_gap(words[out[n - 1].end : out[n].start]):
            out[n] = out[n]._replace(list_left=out[n - 1].left or out[n - 1].list_left)
    for n in range(len(out) - 2, -1, -1):
        if _is_list_gap(words[out[n].end : out[n + 1].start]):
            out[n] = out[n]._replace(list_right=out[n + 1].right or out[n + 1].list_right)
    return out


def _is_list_gap(gap: Sequence[Word]) -> bool:
    """Tell whether only list signs, counts or a remark in brackets stand between two chains."""
    if not gap or len(gap) > 8:
        return False
    rest = [word for word in gap if not word.raw[0].isdigit()]
    if rest and rest[0].raw == "(":
        closing = next((i for i, word in enumerate(rest) if word.raw == ")"), None)
        rest = rest[closing + 1 :] if closing is not None else rest
    return bool(rest) and all(word.low in _LIST for word in rest)


def _chain_end(words: Sequence[Word], start: int) -> int:
    end = start + 1
    while end < len(words):
        word = words[end]
        if word.capital or (word.raw.isdigit() and len(word.raw) < 3):
            end += 1
        elif word.raw in _INNER and end + 1 < len(words) and (words[end + 1].capital or words[end + 1].raw.isdigit()):
            end += 2
        else:
            break
    return end


def _left(
    words: Sequence[Word], start: int, end: int, ends: Mapping[int, Cue], starts: Mapping[int, Cue]
) -> tuple[str, ...]:
    inside = starts.get(start)
    if inside is not None and inside.heads and inside.end < end:
        return inside.heads
    at = start
    for _ in range(2):
        cue = ends.get(at)
        if cue is not None:
            return cue.heads
        if at == 0 or words[at - 1].raw not in _BETWEEN:
            return ()
        at -= 1
    return ()


def _right(start: int, end: int, ends: Mapping[int, Cue], starts: Mapping[int, Cue]) -> tuple[str, ...]:
    inside = ends.get(end)
    if inside is not None and inside.tails and inside.start > start:
        return inside.tails
    after = starts.get(end)
    return after.tails if after is not None else ()


def gather_evidence(texts: Iterable[str]) -> Evidence:
    """Gather what stands beside each chain anywhere in a document, by its words, by its first two and by each."""
    found: dict[str, set[str]] = {}
    for text in texts:
        words = Tokens(text).words
        for chain in find_chains(words, find_cues(words)):
            signs = {f"<{name}" for name in chain.left} | {f">{name}" for name in chain.right}
            if signs:
                for key in keys_of(words, chain):
                    found.setdefault(key, set()).update(signs)
    return {key: frozenset(signs) for key, signs in found.items()}


def keys_of(words: Sequence[Word], chain: Chain) -> tuple[str, ...]:
    """Return by what a chain is known again."""
    folded = [word.folded for word in words[chain.start : chain.end]]
    whole = " ".join(folded)
    return tuple(dict.fromkeys((whole, " ".join(folded[:2]), " ".join(folded[-2:]), *folded)))
