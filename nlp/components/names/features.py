"""Say in words what a reader of names sees at each word; the tagger weighs these words."""

from collections.abc import Sequence
from functools import lru_cache

from config.schema import BlockKind
from nlp.components.names.chains import Chain, find_chains
from nlp.components.names.lookup import Cue, Hit, Lookup, find_cues
from nlp.components.names.rules import Proposal, lists, propose
from nlp.components.names.tokens import Word
from nlp.context import Evidence

WINDOW = (-2, -1, 0, 1, 2)


@lru_cache(maxsize=400_000)
def word_features(offset: int, word: Word) -> tuple[str, ...]:
    """Return what a word says by itself, of the word at `offset` behind the one that is read."""
    low, folded, shape = word.low, word.folded, word.shape
    if offset == 0:
        return (
            f"w={low}",
            f"f={folded}",
            f"s={shape}",
            f"p2={folded[:2]}",
            f"p3={folded[:3]}",
            f"e2={folded[-2:]}",
            f"e3={folded[-3:]}",
            f"ws={low}|{shape}",
        )
    if abs(offset) == 1:
        return (f"{offset}w={low}", f"{offset}f={folded}", f"{offset}s={shape}", f"{offset}e3={folded[-3:]}")
    return (f"{offset}w={low}", f"{offset}s={shape}")


class Sentence:
    """The words of a sentence with all that was looked up among them."""

    __slots__ = ("breaks", "chains", "common", "cues", "evidence", "hits", "kind", "proposals", "words")

    def __init__(
        self,
        words: Sequence[Word],
        lookup: Lookup,
        evidence: Evidence,
        *,
        kind: BlockKind = "paragraph",
        breaks: frozenset[int] = frozenset(),
        common: frozenset[str] = frozenset(),
    ) -> None:
        self.words = words
        self.cues: list[Cue] = find_cues(words)
        self.hits: list[Hit] = lookup.find(words)
        self.chains: list[Chain] = find_chains(words, self.cues)
        self.proposals: list[Proposal] = propose(words, self.cues, self.hits)
        self.evidence = evidence
        self.kind = kind
        self.breaks = breaks  # words that begin a line
        self.common = common  # words that stand in lower case in other texts


def contextual_features(sentence: Sentence) -> list[list[str]]:
    """Return for each word what its neighbours, the gazetteer, the cues and the document say."""
    words = sentence.words
    out: list[list[str]] = [[] for _ in words]
    _add_neighbours(sentence, out)
    for hit in sentence.hits:
        length = hit.end - hit.start
        for i in range(hit.start, hit.end):
            place = _place(i, hit.start, hit.end)
            for kind in hit.kinds:
                out[i].append(f"g={kind}{place}")
            out[i].append(f"G={'+'.join(hit.kinds)}{place}{min(length, 3)}")
    for cue in sentence.cues:
        for i in range(cue.start, cue.end):
            out[i] += [f"c={name}{_place(i, cue.start, cue.end)}" for name in cue.heads]
            out[i] += [f"t={name}{_place(i, cue.start, cue.end)}" for name in cue.tails]
        if cue.start:
            out[cue.start - 1] += [f"before {name}" for name in cue.tails]
        if cue.end < len(words):
            out[cue.end] += [f"behind {name}" for name in cue.heads]
    for chain in sentence.chains:
        _add_chain(sentence, chain, out)
    for proposal in sentence.proposals:
        _add_proposal(proposal, out)
    openers = lists().openers
    if words[0].low in openers:
        out[0].append("opener")
    return out


def _add_proposal(proposal: Proposal, out: list[list[str]]) -> None:
    start, end, kind, rule = proposal
    for i in range(start, end):
        place = _place(i, start, end)
        out[i].append(f"P={kind}{place}")
        out[i].append(f"p={rule}{place}")
    if start:
        out[start - 1].append(f"next P={kind}")
    if end < len(out):
        out[end].append(f"past P={kind}")
        out[end].append(f"past p={rule}")


def _add_neighbours(sentence: Sentence, out: list[list[str]]) -> None:
    words = sentence.words
    last = len(words) - 1
    capitals = sum(word.capital for word in words)
    shout = "all caps" if capitals > 3 and all(w.shape in {"XX", "X", "IV"} for w in words if w.capital) else ""
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        after = words[i + 1] if i < last else None
        found = out[i]
        found.append(f"b-={before.low if before else '^'}|{word.low}")
        found.append(f"b+={word.low}|{after.low if after else '$'}")
        found.append(f"t={before.low if before else '^'}|{word.shape}|{after.low if after else '$'}")
        if i > 1:
            found.append(f"b2={words[i - 2].low}|{words[i - 1].low}")
        if i < last - 1:
            found.append(f"a2={words[i + 1].low}|{words[i + 2].low}")
        found.append(f"ss={before.shape if before else '^'}|{word.shape}|{after.shape if after else '$'}")
        if word.capital and word.low in sentence.common:
            found.append("common" if before is None or i in sentence.breaks else "common inside")
            if after is not None and not after.capital:
                found.append("common alone")
        if before is None:
            found.append("first")
        if i in sentence.breaks:
            found.append("line")
        if i + 1 in sentence.breaks or after is None:
            found.append("line end")
        if shout:
            found.append(shout)
        if sentence.kind == "heading":
            found.append("heading")


def _add_chain(sentence: Sentence, chain: Chain, out: list[list[str]]) -> None:
    words = sentence.words
    folded = [word.folded for word in words[chain.start : chain.end]]
    size = min(chain.end - chain.start, 4)
    left = [f"L={name}" for name in chain.left] or ["L=none"]
    right = [f"R={name}" for name in chain.right] or ["R=none"]
    left += [f"LL={name}" for name in chain.list_left]
    right += [f"RR={name}" for name in chain.list_right]
    signs = sentence.evidence.get(" ".join(folded), frozenset()) if sentence.evidence else frozenset()
    start_signs = sentence.evidence.get(" ".join(folded[:2]), frozenset()) if sentence.evidence else frozenset()
    before = words[chain.start - 1].low if chain.start else "^"
    after = words[chain.end].low if chain.end < len(words) else "$"
    for i in range(chain.start, chain.end):
        place = _place(i, chain.start, chain.end)
        found = out[i]
        found += [f"{name}{place}" for name in left]
        found += [f"{name}{place}" for name in right]
        found.append(f"chain{place}{size}")
        found.append(f"cb={before}")
        found.append(f"ca={after}")
        found += [f"E{sign}" for sign in sorted(signs)]
        found += [f"e{sign}" for sign in sorted(start_signs)]
        own = sentence.evidence.get(words[i].folded)
        if own:
            found += [f"o{sign}" for sign in sorted(own)]


def _place(i: int, start: int, end: int) -> str:
    if end - start == 1:
        return "S"
    return "B" if i == start else "E" if i == end - 1 else "I"
