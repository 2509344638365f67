"""Settle which sign was the decimal one by what is measured, where the digits alone do not tell (`1.686 ha`)."""

from decimal import Decimal

from nlp.components.quantity.draft import Draft

_LARGE = frozenset(("ha", "m2", "m3", "m3/day", "m3/year", "t", "t/year", "t/day", "kWh", "kWh/year", "km2"))
_FEW = 1000


def settle_convention(draft: Draft, decimal: str) -> None:
    """Read `1.200 workers` and `1.686 ha` by the Vietnamese custom, as authors from there do in English texts.

    Counted things and dong have no decimals, which settles it, also for `101,407 người`. Measures with just three
    decimals are rarer than thousands, in Vietnamese where they end in a nought (`4,500 tấn`): the other reading stays,
    the score is low, and the figure is marked as suspect.
    """
    if not draft.readings or draft.has_magnitude or draft.upper is not None or draft.rule != "digits":
        return
    (other,) = draft.readings
    written = draft.value
    if not written < _FEW <= other:
        return
    if draft.dimension == "count" or draft.unit.startswith("VND"):
        draft.value, draft.readings, draft.score = other, (), 0.9
    elif draft.unit in _LARGE and (decimal == "." or plain(written).endswith("0")):
        draft.value, draft.readings = other, (written,)
        custom = "English" if decimal == "." else "Vietnamese"
        draft.suspect = f"read as {plain(other)} {draft.unit}; by {custom} custom it would be {plain(written)}"


def plain(value: Decimal) -> str:
    """Write a number without exponent."""
    return format(value, "f")
