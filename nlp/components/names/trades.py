"""Companies by the trade in their names: `Ba Ria Cement`, `Giấy Đại Lâm`, or by what they do: `X, developer of`."""

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.enumerations import DESIGNATORS, hit_at
from nlp.components.names.features import Sentence
from nlp.components.names.overruling import is_bare
from nlp.components.names.rules import lists
from nlp.components.names.runs import capitals_end
from nlp.components.names.titles import find_overlap, say
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_GROUNDS = frozenset({"PARK", "PLACE"})
_MISREAD = frozenset({"PARK", "PERSON"})  # what the name behind a trade may be read as
_WITHIN = frozenset({"in", "at", "near", "tại", "ở"})
_NOT_FIRMS = DESIGNATORS | {"village", "villages", "association", "sector", "industry"}
_APART = frozenset({"park", "authority", "body"})  # heads that take in a trade behind them
_OPENING = frozenset('.:;–-•"“‘')
_LONGEST = 3  # words of a Vietnamese trade


def name_trades(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Take for companies what bears a trade, or says what it does; `make(start, end, rule)` makes an organisation's."""
    read: list[NamedSpan] = sorted(_as_company(sentence, name) for name in names)
    for at, first, end in _list_headed(sentence):
        low, high = find_overlap(read, at, end)
        inside = read[low:high]
        misread = [n for n in inside if n.start == first and (n.kind == "ORG" or _is_misread(sentence, n))]
        if len(misread) == len(inside) == 1 or not (inside or _opens(sentence, at)):
            read[low:high] = [make(at, max([end, *(name.end for name in inside)]), "trade")]
    return read


def _as_company(sentence: Sentence, name: NamedSpan) -> NamedSpan:
    """Take a bare park or place for a company where an English trade closes it, or `the developer of` follows."""
    words = sentence.words
    if name.kind not in _GROUNDS or not is_bare(words, name):
        return name
    end = name.end
    while end < len(words) and words[end].raw.istitle() and end not in sentence.breaks:
        end += 1
    closes = words[end - 1].raw.istitle() and words[end - 1].low in lists().trade_tails
    changes: dict[str, Any] = {}
    if closes and end - name.start > 1 and not (end < len(words) and words[end].low in _NOT_FIRMS):
        changes = {"kind": "ORG", "end": end, "extractor": "trade"}
    located = name.start > 0 and words[name.start - 1].low in _WITHIN
    if name.kind == "PARK" and not located and _is_developer(words, name.end):
        changes = {"kind": "ORG", "extractor": "trade"}
    company: NamedSpan = name._replace(**changes)
    return company


def _is_developer(words: Sequence[Word], end: int) -> bool:
    """Tell whether a name's remark says that it builds or runs something: `, the developer of`, `, chủ đầu tư KCN`."""
    if end >= len(words) or words[end].raw not in ",(":
        return False
    behind = tuple(word.low for word in words[end + 1 : end + 6])
    return any(behind[: len(phrase)] == phrase for phrase in lists().developers)


def _list_headed(sentence: Sentence) -> list[tuple[int, int, int]]:
    """List where Vietnamese trades with a capital stand, where the names behind them begin and end.

    `được Mạ Đại Quang tái sinh`; none within a longer run of capitals, none of the whole country.
    """
    words, trades = sentence.words, lists().trade_heads
    heads = {cue.end for cue in sentence.cues if not _APART.isdisjoint(cue.heads)}
    found = []
    for at, word in enumerate(words):
        if not word.raw.istitle() or at in heads or (at and words[at - 1].capital and at not in sentence.breaks):
            continue
        size = max((n for n in range(1, _LONGEST + 1) if say(words[at : at + n]) in trades), default=0)
        first = at + size
        if not size or first >= len(words) or not words[first].raw.istitle():
            continue
        end, hit = capitals_end(words, first), hit_at(sentence, first)
        if hit is None or hit.end < end or "COUNTRY" not in hit.kinds:
            found.append((at, first, end))
    return found


def _opens(sentence: Sentence, at: int) -> bool:
    """Tell whether a word has its capital because a sentence, a line or a quote opens with it."""
    return at == 0 or at in sentence.breaks or sentence.words[at - 1].raw in _OPENING


def _is_misread(sentence: Sentence, name: NamedSpan) -> bool:
    is_open = name.kind in _MISREAD and hit_at(sentence, name.start) is None
    return is_open and is_bare(sentence.words, name)
