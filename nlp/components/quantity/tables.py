"""Tables: a bare number takes the unit of its column's header, or of the caption."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from nlp.components.quantity.draft import Draft
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import find_unit

_BAR = "|"


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
            unit, factor = found
            settled.append(
                replace(
                    draft,
                    unit=unit.code,
                    dimension=unit.dimension,
                    value=draft.value * unit.factor * factor,
                    readings=(),
                    rule="header",
                )
            )
        elif bare:
            settled.append(draft)
    return settled


def _unit_cell(tokens: Tokens, bars: Sequence[int], column: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Return the unit that the cell before a number's holds alone: `Lực lượng lao động | Người | 485094`."""
    if not column:
        return None
    first, stop = bars[column - 2] + 1 if column > 1 else 0, bars[column - 1]
    found = find_unit(tokens, first, lexicon) if first < stop else None
    return (found[0], 1) if found and first + found[1] == stop else None


def _is_alone_in_cell(tokens: Tokens, draft: Draft) -> bool:
    before, after = tokens.at(draft.first - 1), tokens.at(draft.stop)
    return before in {"", _BAR} and after in {"", _BAR}


def unit_in(title: str, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Find the unit that a header or caption names, in brackets or last, with its magnitude (`tỷ đồng`)."""
    tokens = Tokens(title)
    found: tuple[Unit, int] | None = None
    factor = 1
    for i in range(len(tokens)):
        if (magnitude := lexicon.magnitudes.get(tokens.low[i])) is not None:
            factor *= magnitude
        unit = find_unit(tokens, i, lexicon)
        if unit and not (unit[0].is_counted and found) and unit[0].code not in {"year"}:
            found = (unit[0], factor)
    return found
