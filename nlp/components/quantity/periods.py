"""Seventh step: the period that a figure speaks of (`2023-2025`, `đến năm 2030`, `quý I/2021`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.schema import Period
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens

_REACH = 40


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period and the tokens that say it."""

    first: int
    stop: int
    period: Period


def find_periods(tokens: Tokens, lexicon: Lexicon, published: date | None) -> list[PeriodSpan]:
    """Find the periods that a passage names, from left to right."""
    del lexicon, published
    spans: list[PeriodSpan] = []
    for i in range(len(tokens)):
        if is_year(tokens, i):
            spans.append(PeriodSpan(i, i + 1, Period(start=tokens.raw[i], end=tokens.raw[i])))
    return spans


def settle_period(tokens: Tokens, draft: Draft, periods: Sequence[PeriodSpan]) -> None:
    """Give a draft the nearest period of its sentence."""
    near = [
        span
        for span in periods
        if abs(span.first - draft.first) < _REACH and not draft.first <= span.first < draft.stop
    ]
    if near:
        best = min(near, key=lambda span: abs(span.first - draft.first))
        first, stop = sorted((best.first, draft.first))
        if not any(sign in tokens.raw[first:stop] for sign in (".", ";", "!", "?")):
            draft.period = best.period
