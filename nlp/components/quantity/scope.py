"""Eighth step: which of the periods that a passage names is a figure's."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from config.schema import Period
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.periods import PeriodSpan
from nlp.components.quantity.tokens import Tokens

_REACH = 40  # tokens between a figure and its period
_CLOSE = 14
_LASTING = frozenset(("area", "distance", "length", "duration", "power", "capacity", "price"))
_NEAR = 4  # periods to either side that are looked at
_ENDS = frozenset((".", "!", "?", "|"))
_STOPS = _ENDS | {",", ";", ")", ""}
_BULLETS = frozenset("-–•*+")
_LABEL = 7  # tokens of a label with its colon
_BEHIND = 5  # a period behind a figure is that much further away
_TAKEN = 12  # so is one that follows another figure at once


class Scope:
    """Hands the periods of a passage to its figures."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, periods: Sequence[PeriodSpan]) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._periods = list(periods)
        self._starts: list[int] = []
        self._items = _find_items(tokens) if periods else []
        self._owners: dict[int, Draft] = {}

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Give each figure the period that follows it at once, or the nearest of its sentence."""
        self._periods = [span for span in self._periods if not _is_number(span, drafts)]
        self._starts = [span.first for span in self._periods]
        if not self._periods:
            return
        for draft in drafts:
            i = bisect_left(self._starts, draft.stop)
            if i < len(self._periods) and self._is_bridge(draft.stop, self._starts[i]):
                self._owners[i] = draft
        for draft in drafts:
            draft.period = self._find(draft)

    def _is_bridge(self, stop: int, first: int) -> bool:
        """`6 billion USD in 2020`: nothing but a preposition stands between."""
        return first - stop <= 3 and all(word in self._lexicon.period_bridges for word in self._tokens.low[stop:first])

    def _find(self, draft: Draft) -> Period | None:
        behind = bisect_left(self._starts, draft.stop)
        best: tuple[int, Period] | None = None
        for i in range(max(behind - _NEAR, 0), min(behind + _NEAR, len(self._periods))):
            span = self._periods[i]
            gap = self._gap(i, draft)
            if (
                gap <= _reach(draft, span.period)
                and (best is None or gap < best[0])
                and self._is_same_sentence(span, draft)
                and not self._is_of_next_clause(span, draft)
            ):
                best = gap, span.period
        return best[1] if best else None

    def _gap(self, i: int, draft: Draft) -> int:
        span = self._periods[i]
        if span.first < draft.stop and draft.first < span.stop:
            return _REACH + 1
        owner = self._owners.get(i)
        if owner is draft:
            return 0
        gap = draft.first - span.stop if span.stop <= draft.first else span.first - draft.stop + _BEHIND
        return gap if owner is None else gap + _TAKEN

    def _is_same_sentence(self, span: PeriodSpan, draft: Draft) -> bool:
        left, right = sorted((span.first, draft.first))
        is_item_between = bisect_right(self._items, left) < bisect_right(self._items, right)
        return not is_item_between and _ENDS.isdisjoint(self._tokens.raw[left:right])

    def _is_of_next_clause(self, span: PeriodSpan, draft: Draft) -> bool:
        """`xuất khẩu 2 tỷ USD; năm 2024 đạt 3 tỷ USD`: a period behind a figure that opens a clause is not its own."""
        tokens, first = self._tokens, span.first
        if ";" in tokens.raw[draft.stop : first]:
            return True
        while first > draft.stop and tokens.low[first - 1] in self._lexicon.period_bridges:
            first -= 1
        word = tokens.at(span.stop)
        goes_on = word.isalpha() and word not in self._lexicon.noun_links and tokens.at(span.stop + 1) not in _STOPS
        return first > draft.stop and tokens.raw[first - 1] == "," and goes_on


def _find_items(tokens: Tokens) -> list[int]:
    """Return the tokens that begin a line of its own: one with a bullet or with a label, as `Diện tích: 513 ha`."""
    starts = tokens.line_starts
    return [i for i in starts if tokens.at(i) in _BULLETS or ":" in tokens.raw[i : i + _LABEL]]


def _is_number(span: PeriodSpan, drafts: Sequence[Draft]) -> bool:
    """Tell whether a lone year is a figure's number, as the 2000 of `2000 m3`."""
    if span.stop - span.first > 1:
        return False
    i = bisect_right(drafts, span.first, key=lambda draft: draft.number_first) - 1
    return i >= 0 and span.first < drafts[i].number_stop


def _reach(draft: Draft, period: Period) -> int:
    """What lasts, such as an area, has a period only where one stands close; so it is with a single day or month."""
    start, end = period.start or "", period.end or ""
    is_month = len(start) > 4 and start[:7] == end[:7]
    return _CLOSE if is_month or draft.dimension in _LASTING else _REACH
