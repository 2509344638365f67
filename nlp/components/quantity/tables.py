"""Tables: a bare number takes the unit of its column's header, or of the caption."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from config.schema import Period
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.periods import find_periods
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, find_unit, read_slashes

_BAR = "|"
_CELLS = 12  # cells of a row looked back for the unit
_LISTED = 3  # lines that make a list


class Column(NamedTuple):
    """What the bare numbers of a column count: a unit, the magnitude before it, its rates."""

    unit: Unit
    factor: int
    rate: tuple[str, ...]


def settle_row(
    tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon, header: Sequence[str], caption: str | None, *, bare: bool
) -> list[Draft]:
    """Give the bare numbers of a row the unit of their column; those that find none are dropped unless wanted bare."""
    settled: list[Draft] = []
    bars = [i for i, word in enumerate(tokens.raw) if word == _BAR]
    named = unit_in(caption or "", lexicon)
    for draft in drafts:
        if draft.unit:
            settled.append(draft)
            continue
        column = bisect_left(bars, draft.first)
        found = None
        if _is_alone_in_cell(tokens, draft):
            found = unit_in(header[column] if column < len(header) else "", lexicon) or (named if column else None)
            found = found or _unit_cell(tokens, bars, column, lexicon)
        if found:
            factor = found.unit.factor * found.factor
            settled.append(
                replace(
                    draft,
                    unit="/".join((found.unit.code, *found.rate)),
                    dimension=found.unit.dimension,
                    value=draft.value * factor,
                    upper=None if draft.upper is None else draft.upper * factor,
                    readings=(),
                    rule="header",
                )
            )
        elif bare:
            settled.append(draft)
    return settled


def drop_units_of_header(tokens: Tokens, drafts: list[Draft], header: Sequence[str]) -> list[Draft]:
    """Drop what the units of a header row say: `Chất thải (nghìn tấn)` counts nothing."""
    text = tokens.text
    if sum(map(len, header)) > len(text) or " | ".join(header).split() != text.split():
        return drafts
    said = {"vague", "words"}
    return [draft for draft in drafts if draft.rule not in said or tokens.at(draft.first - 1) != "("]


def drop_list_numbers(tokens: Tokens, drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what only numbers the lines of a list: `1 CCN Nam Hồng`, `2 CCN Trung Lương`, `5 CCN Kỳ Ninh`."""
    lists: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.dimension == "count" and draft.rule == "digits" and _begins_line(tokens, draft):
            lists.setdefault(draft.unit, []).append(draft)
    numbers = {id(draft) for rows in lists.values() if len(rows) >= _LISTED and _counts_up(rows) for draft in rows}
    return [draft for draft in drafts if id(draft) not in numbers]


def _begins_line(tokens: Tokens, draft: Draft) -> bool:
    return draft.first == draft.number_first and (draft.first == 0 or tokens.is_line_start(draft.first))


def _counts_up(rows: Sequence[Draft]) -> bool:
    return rows[0].value == 1 and all(row.value == 1 or row.value > before.value for before, row in pairwise(rows))


def _unit_cell(tokens: Tokens, bars: Sequence[int], column: int, lexicon: Lexicon) -> Column | None:
    """Return the unit that the last cell of words before a number says: `Lao động | Người | 48`, `Đất (ha) | 30`."""
    for i in range(column, max(column - _CELLS, 0), -1):
        first, stop = bars[i - 2] + 1 if i > 1 else 0, bars[i - 1]
        first = next((k for k in range(stop - 1, first, -1) if tokens.is_line_start(k)), first)
        if stop - first == 1 and tokens.is_digits(first):
            continue
        bracketed = tokens.at(stop - 1) == ")" and "(" in tokens.raw[first:stop]
        if bracketed:
            first, stop = stop - tokens.raw[first:stop][::-1].index("("), stop - 1
        found = find_unit(tokens, first, lexicon) if first < stop else None
        span = read_slashes(tokens, UnitSpan(found[0], first + found[1]), lexicon) if found else None
        return Column(span.unit, 1, span.rate) if span and span.stop == stop else None
    return None


def _is_alone_in_cell(tokens: Tokens, draft: Draft) -> bool:
    before, after = tokens.at(draft.first - 1), tokens.at(draft.stop)
    ends = after in {"", _BAR} or tokens.is_line_start(draft.stop)
    return before in {"", _BAR} and ends and not tokens.is_line_start(draft.first)


@lru_cache(maxsize=1024)
def unit_in(title: str, lexicon: Lexicon) -> Column | None:
    """Find the unit that a header or caption names, in brackets or last.

    A magnitude counts only right beside its unit (`tỷ đồng`, `USD million`): `Tỷ lệ lấp đầy (%)` has none.
    """
    tokens = Tokens(title)
    found: Column | None = None
    factor, i = 1, 0
    while i < len(tokens):
        unit = find_unit(tokens, i, lexicon) if tokens.at(i - 1) != "đăng" else None  # vốn đăng ký, no kilogram
        if unit and not (unit[0].is_counted and found) and unit[0].code not in {"year"}:
            span = read_slashes(tokens, UnitSpan(unit[0], i + unit[1]), lexicon)
            after = lexicon.magnitudes.get(tokens.at(span.stop), 1) if unit[0].dimension == "money" else 1
            found, i = Column(unit[0], factor * after, span.rate), span.stop
            factor = 1
            continue
        magnitude = lexicon.magnitudes.get(tokens.low[i])
        factor = 1 if magnitude is None else factor * magnitude
        i += 1
    return found


def list_periods(
    tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon, header: Sequence[str], caption: str | None
) -> list[Period | None]:
    """Return for each figure of a row the period that its column's header names, its first cell, or the caption."""
    bars = [i for i, word in enumerate(tokens.raw) if word == _BAR]
    first = tokens.slice(0, bars[0]) if bars else ""
    shared = _period_in(first, lexicon) or _period_in(caption or "", lexicon)
    columns = (bisect_left(bars, draft.first) for draft in drafts)
    heads = (header[column] if column < len(header) else "" for column in columns)
    return [_period_in(head, lexicon) or shared for head in heads]


@lru_cache(maxsize=1024)
def _period_in(title: str, lexicon: Lexicon) -> Period | None:
    """Return the only period that a cell or caption names."""
    tokens = Tokens(title)
    found = {span.period for span in find_periods(tokens, lexicon, None)}
    found |= {
        Period(start=word, end=word) for i, word in enumerate(tokens.raw) if len(tokens) == 1 and is_year(tokens, i)
    }
    return found.pop() if len(found) == 1 else None
