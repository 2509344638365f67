"""Tables: a bare number takes the unit of its column's header, or of the caption."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from config.schema import Period
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.periods import find_periods
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, find_unit, read_slashes

_BAR = "|"
_CELLS = 12  # cells of a row looked back for the unit
_LISTED = 3  # lines that make a list
_OPENERS = frozenset("(,;:")
_THOUSANDS = re.compile(r"1?(?:[.,]?000)+")
_QUOTES = frozenset("'’‘")
_EXPONENTS = {"3": 3, "6": 6, "9": 9, "³": 3, "⁶": 6, "⁹": 9}
_ENDS_LABEL = frozenset((":", _BAR))
_NEAR = 3  # tokens from a label to its value
_REPORTS = frozenset(("report", "reports", "meeting", "review", "survey", "conference", "forum", "general"))
_SCALED = frozenset(("energy", "volume", "mass", "emissions", "money"))  # what nobody counts as 103 in a header
Place = Literal["marked", "whole", "last", "within"]


class Column(NamedTuple):
    """What the bare numbers of a column count: a unit, the factor before it, and how its title sets it apart."""

    span: UnitSpan
    factor: int
    first: int  # token of the title
    place: Place

    @property
    def is_apart(self) -> bool:
        """Tell whether the title sets the unit apart."""
        return self.place in {"marked", "whole"}

    @property
    def is_plain(self) -> bool:
        """Tell whether a head leaves no doubt that the unit is its column's: what is counted may be only spoken of."""
        return self.place != "within" and not self.span.unit.is_counted


def settle_row(
    tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon, header: Sequence[str], caption: str | None, *, bare: bool
) -> list[Draft]:
    """Give the bare numbers of a row the unit of their column; those that find none are dropped unless wanted bare."""
    settled: list[Draft] = []
    bars = [i for i, word in enumerate(tokens.raw) if word == _BAR]
    named = _unit_of_title(caption or "", lexicon)
    if named and not (named.place == "marked" or (named.place == "whole" and named.is_plain)):
        named = None  # what a caption only speaks of: `Indicators of the plant`, `Bảng 2`
    units = {column for column, title in enumerate(header) if _heads_units(title, lexicon)}
    for draft in drafts:
        column = bisect_left(bars, draft.first)
        if column in units:
            continue
        if draft.unit:
            settled.append(draft)
            continue
        found = None
        if _is_alone_in_cell(tokens, draft):
            head = _unit_of_title(header[column], lexicon) if column < len(header) else None
            found = _choose(head, _unit_cell(tokens, bars, column, units, lexicon)) or (named if column else None)
        if found and not (found.span.unit.code == "year" and is_year(tokens, draft.number_first)):
            factor = found.span.unit.factor * found.factor
            settled.append(
                replace(
                    draft,
                    unit=found.span.code,
                    dimension=found.span.unit.dimension,
                    value=draft.value * factor,
                    upper=None if draft.upper is None else draft.upper * factor,
                    readings=(),
                    rule="header",
                )
            )
        elif bare:
            settled.append(draft)
    return settled


def bar_lines(text: str, lines: Sequence[int]) -> str:
    """Write bars for the blanks that were the line breaks between the cells of a row."""
    letters = list(text)
    for line in lines:
        letters[line] = _BAR
    return "".join(letters)


def first_line(tokens: Tokens) -> str:
    """Return the line that leads to those below it, if it ends with brackets: `Profit after tax (billion VND)`."""
    stop = next(iter(tokens.line_starts), 0)
    return tokens.slice(0, stop) if stop and tokens.raw[stop - 1] == ")" else ""


def unit_of_lead(lead: str, lexicon: Lexicon) -> Column | None:
    """Find the unit that a line sets apart for the bare numbers behind the labels below it: `Price (VND/kWh):`."""
    found = _unit_of_title(lead.rstrip(" :"), lexicon)
    apart = found is not None and found.is_apart and not found.span.unit.is_counted and found.span.code != "%"
    return found if apart else None


def add_labelled(tokens: Tokens, drafts: list[Draft], bare: Iterable[Draft], unit: Column) -> list[Draft]:
    """Add the bare numbers that end a line behind a label, in the lead's unit: `- Peak: 2,735`, `Cost ... 162.3`."""
    labelled = [
        replace(
            draft,
            unit=unit.span.code,
            dimension=unit.span.unit.dimension,
            value=draft.value * unit.span.unit.factor * unit.factor,
            readings=tuple(reading * unit.span.unit.factor * unit.factor for reading in draft.readings),
        )
        for draft in bare
        if not draft.unit and draft.upper is None and _ends_label(tokens, draft)
    ]
    return sorted([*drafts, *labelled], key=lambda draft: draft.first)


def _ends_label(tokens: Tokens, draft: Draft) -> bool:
    ends = draft.stop == len(tokens) or tokens.is_line_start(draft.stop) or tokens.at(draft.stop) == "("
    led = tokens.at(draft.first - 1) == ":" or tokens.low[draft.first - 2 : draft.first] == [".", "."]
    return ends and led and not is_year(tokens, draft.number_first)


def share_lead(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon, lead: str) -> None:
    """`Savings each year:` makes rates of the stuffs behind the labels or bars below it."""
    words = Tokens(lead.rsplit(". ", 1)[-1]).low
    recurs = lexicon.per_before.within(words, 0, len(words))
    if recurs is None or any(word[0].isdecimal() for word in words) or not _REPORTS.isdisjoint(words):
        return
    saved = lexicon.saving_words.within(words, 0, len(words)) is not None
    for draft in drafts:
        is_stuff = draft.dimension in _SCALED and (saved or draft.dimension != "money")
        labelled = not _ENDS_LABEL.isdisjoint(tokens.low[max(draft.first - _NEAR, 0) : draft.first])
        if is_stuff and labelled and "/" not in draft.unit:
            draft.per, draft.unit = recurs[0], f"{draft.unit}/{recurs[0]}"


def _unit_of_title(title: str, lexicon: Lexicon) -> Column | None:
    """Find the unit that a header or caption names; `Year` heads a column of years."""
    found = unit_in(title, lexicon)
    return None if found and found.place == "whole" and found.span.code == "year" else found


@lru_cache(maxsize=1024)
def _heads_units(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a column holds the units of its rows: `Unit`, `Đơn vị tính`."""
    words = Tokens(title).low
    found = lexicon.unit_leads.starting(words, 0)
    return found is not None and found[1] == len(words)


def _choose(head: Column | None, row: Column | None) -> Column | None:
    """Choose between what a column's head and its row say: the row counts more unless the head measures other things.

    `Change (%)` is no matter of the row's `MWh/year`; `After project` and `Price (USD)` are: `Electricity (VND/kWh)`.
    """
    if row and head and head.is_plain and head.span.unit.dimension != row.span.unit.dimension:
        return head
    return row or head


def drop_units_of_header(tokens: Tokens, drafts: list[Draft], lexicon: Lexicon, header: Sequence[str]) -> list[Draft]:
    """Drop what the units of a header row say: `Waste (thousand tonnes)`, `2019 (MWh/year)` count nothing."""
    text = tokens.text
    if sum(map(len, header)) > len(text) or " | ".join(header).split() != text.split():
        return drafts
    return [draft for draft in drafts if not _is_of_title(tokens, draft, lexicon)]


def _is_of_title(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a number is a year, stands before a unit in brackets, or multiplies a unit."""
    first, stop = draft.number_first, draft.number_stop
    if (is_year(tokens, first) and stop == first + 1) or tokens.at(stop) == "(":
        return True
    scales = ((i, _read_scale(tokens, i, lexicon)) for i in range(max(first - 2, 0), first + 1))
    return any(scale and first < scale[1] for _, scale in scales)


def drop_list_numbers(tokens: Tokens, drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what only numbers the lines of a list: `1 CCN Nam Hồng`, `2 CCN Trung Lương`, `5 CCN Kỳ Ninh`."""
    lists: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.dimension == "count" and draft.rule == "digits" and _begins_line(tokens, draft):
            lists.setdefault(draft.unit, []).append(draft)
    numbers = {id(draft) for rows in lists.values() if len(rows) >= _LISTED and _counts_up(rows) for draft in rows}
    return [draft for draft in drafts if id(draft) not in numbers and not _numbers_name(tokens, draft)]


def _numbers_name(tokens: Tokens, draft: Draft) -> bool:
    """`1 Khu công nghiệp Hòa An` on a line of its own: the number of what the line names."""
    if draft.value != 1 or draft.dimension != "count" or draft.rule != "digits" or not _begins_line(tokens, draft):
        return False
    noun, name = (tokens.slice(i, i + 1) if i < len(tokens) else "" for i in (draft.number_stop, draft.stop))
    return noun[:1].isupper() and name.istitle()


def _begins_line(tokens: Tokens, draft: Draft) -> bool:
    return draft.first == draft.number_first and (draft.first == 0 or tokens.is_line_start(draft.first))


def _counts_up(rows: Sequence[Draft]) -> bool:
    return rows[0].value == 1 and all(row.value == 1 or row.value > before.value for before, row in pairwise(rows))


def _unit_cell(
    tokens: Tokens, bars: Sequence[int], column: int, units: Collection[int], lexicon: Lexicon
) -> Column | None:
    """Return the unit that the last cell of words before a number says: `Lao động | Người | 48`, `Đất (ha) | 30`."""
    for i in range(column, max(column - _CELLS, 0), -1):
        first, stop = bars[i - 2] + 1 if i > 1 else 0, bars[i - 1]
        first = next((k for k in range(stop - 1, first, -1) if tokens.is_line_start(k)), first)
        if stop - first == 1 and tokens.is_digits(first):
            continue
        found = unit_in(tokens.slice(first, stop), lexicon)
        is_value = found and tokens.is_digits(first + found.first) and i - 1 not in units  # Nam Son | 1,000 ha | 48
        return found if found and found.is_apart and not is_value else None
    return None


def _is_alone_in_cell(tokens: Tokens, draft: Draft) -> bool:
    before, after = tokens.at(draft.first - 1), tokens.at(draft.stop)
    ends = after in {"", _BAR} or tokens.is_line_start(draft.stop)
    return before in {"", _BAR} and ends and not tokens.is_line_start(draft.first)


@lru_cache(maxsize=1024)
def unit_in(title: str, lexicon: Lexicon) -> Column | None:
    """Find the unit that a header, a caption or a cell names: the first that is set apart, else the last.

    A magnitude counts only right beside its unit (`tỷ đồng`, `USD million`): `Tỷ lệ lấp đầy (%)` has none.
    """
    tokens = Tokens(title)
    found: Column | None = None
    i = 0
    while i < len(tokens):
        column = _read_column(tokens, i, lexicon)
        if column is None:
            i += 1
            continue
        i = column.span.stop
        counted = column.span.unit.is_counted
        if column.is_apart and not counted:
            return column
        if column.span.unit.code == "year":
            continue
        if found is None or (not found.is_apart and (column.is_apart or not counted)):
            found = column
    return found


def _read_column(tokens: Tokens, first: int, lexicon: Lexicon) -> Column | None:
    """Read the unit at token `first` with the factors before it, its rates, and the magnitude of money behind it."""
    factor, i = 1, first
    while scale := _read_scale(tokens, i, lexicon):
        factor, i = factor * scale[0], scale[1]
    unit = find_unit(tokens, i, lexicon)
    if unit is None or tokens.at(i - 1) == "đăng":  # vốn đăng ký, no kilogram
        return None
    span = read_slashes(tokens, UnitSpan(unit[0], i + unit[1]), lexicon)
    comma = tokens.at(span.stop) == "," and tokens.at(span.stop + 2) == ")"  # (US$, Millions)
    if unit[0].dimension == "money" and (behind := _read_scale(tokens, span.stop + comma, lexicon)):
        factor *= behind[0]
        span = read_slashes(tokens, replace(span, stop=behind[1]), lexicon)
    return Column(span, factor, first, _place_of(tokens, first, span, lexicon))


def _read_scale(tokens: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Read what multiplies a unit at token i, and where that ends: `thousand`, `1,000`, `10^3`, a flattened `(103`."""
    i += tokens.at(i) in _QUOTES  # USD '000
    word = tokens.at(i)
    if word in lexicon.magnitudes:
        return lexicon.magnitudes[word], i + 1
    if _THOUSANDS.fullmatch(word):
        return 10 ** word.count("0"), i + 1
    if word == "10":
        i += tokens.at(i + 1) == "^"
        return (10 ** _EXPONENTS[tokens.at(i + 1)], i + 2) if tokens.at(i + 1) in _EXPONENTS else None
    if word[:-1] == "10" and word[-1] in _EXPONENTS and tokens.at(i - 1) == "(":
        unit = find_unit(tokens, i + 1, lexicon)
        return (10 ** _EXPONENTS[word[-1]], i + 1) if unit and unit[0].dimension in _SCALED else None
    return None


def _place_of(tokens: Tokens, first: int, span: UnitSpan, lexicon: Lexicon) -> Place:
    """Tell how a title sets a unit apart: by brackets, a comma or a word such as `Unit:`, as its all, or as its end."""
    before, after = tokens.at(first - 1), "".join(tokens.raw[span.stop : span.stop + 1])
    if not before and (not after or span.rate):  # kWh/tấn sản phẩm
        return "whole"
    counted = span.unit.is_counted or span.code == "year"
    if span.rate or not (after == ":" or after[:1].isupper() or after[:1].isdecimal()):  # Dong A Textile, năm 2023
        opened = tokens.raw[:first].count("(") > tokens.raw[:first].count(")")
        apart = before in _OPENERS if opened else before == "," and not (after or counted)
        if apart or (lexicon.count_leads if counted else lexicon.unit_leads).ending(tokens.low, first):
            return "marked"
    return "within" if after or tokens.is_digits(first - 1) else "last"


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
