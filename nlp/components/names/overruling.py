"""Names that a rule is sure of against the tagger: behind a park's own Vietnamese head, and in lists of parks."""

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.features import Sentence
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_MANY = frozenset({"các", "những", "nhiều", "mọi", "mỗi", "hệ", "thống", "ban", "công", "ty", "dự", "hạ", "tầng"})
_PLURALS = frozenset({"ips", "izs", "eips", "epzs", "parks", "zones", "clusters", "estates"})
_PLACES = frozenset({"PROVINCE", "COUNTRY", "DISTRICT"})


def overrule(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add the parks that only the rules see, in place of a company or place that begins behind the park's head.

    `make(start, end)` makes a name. A head behind "the", "many" or a number speaks of several parks; a province or a
    country behind a head says where they are.
    """
    settled = list(names)
    for proposal in sentence.proposals:
        if proposal.rule != "head park" or _speaks_of_several(sentence.words, proposal.start):
            continue
        crossing = [n for n in settled if n.start < proposal.end and proposal.start < n.end]
        if any(n.kind == "PARK" or n.start <= proposal.start or n.end > proposal.end for n in crossing):
            continue
        if _is_place(sentence, proposal.start, proposal.end):
            continue
        settled = [name for name in settled if name not in crossing]
        settled.append(make(proposal.start, proposal.end))
    return _with_lists(sentence.words, sorted(settled))


def _with_lists(words: Sequence[Word], names: list[NamedSpan]) -> list[NamedSpan]:
    """Take companies in a list that ends with a plural designator for parks: `DEEP C and Nam Cau Kien IPs`."""
    settled = list(names)
    for number in range(len(settled) - 1, 0, -1):
        last, before = settled[number], settled[number - 1]
        plural = words[last.end - 1].low in _PLURALS
        if last.kind != "PARK" or not (plural or last.extractor == "list") or before.kind not in {"PARK", "ORG"}:
            continue
        gap = words[before.end : last.start]
        if gap and all(word.low in {",", "and", "&"} for word in gap):
            settled[number - 1] = before._replace(kind="PARK", extractor="list")
    return settled


def _speaks_of_several(words: Sequence[Word], start: int) -> bool:
    return start > 0 and (words[start - 1].low in _MANY or words[start - 1].raw[0].isdigit())


def _is_place(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether all that stands behind the head is a place, or nothing but a single letter."""
    first = next((i for i in range(start + 1, end) if sentence.words[i].capital), end)
    chain = [hit for hit in sentence.hits if hit.start == first and hit.end == end]
    if any(_PLACES & set(hit.kinds) and not {"PARK", "AREA"} & set(hit.kinds) for hit in chain):
        return True
    return end - first == 1 and len(sentence.words[first].raw) < 3
