"""Whether two amounts say the same: as written, when one is rounded, or not at all."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from config.schema import Modifier
from index.conversion import to_base

Verdict = Literal["agree", "rounding", "conflict", "incomparable"]

_MOST = Decimal("0.05")  # of a value: how far one significant digit may be from the truth
_BOUND = Decimal("0.10")  # "more than 480" is still said of 500
_ABOUT = Decimal("0.015")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value with its unit, bound and modifier."""

    value: Decimal
    unit: str
    upper: Decimal | None = None
    modifier: Modifier = "exact"

    def base(self) -> tuple[Decimal, str]:
        """Return value and unit in the base unit of its kind; money stays in its currency."""
        amount = to_base(self.value, self.unit)
        return (self.value, self.unit) if amount is None else (amount.value, amount.unit)


def compare(one: Amount, other: Amount) -> Verdict:
    """Compare two amounts: equal values agree, one within the other's reading is a rounding, the rest is a conflict.

    A value is read as far as its last digit that is not zero, but no further than five per cent; "more than" reaches
    ten per cent up, "up to" ten per cent down, "about" one and a half both ways.
    """
    (value, unit), (other_value, other_unit) = one.base(), other.base()
    if unit != other_unit:
        return "incomparable"
    if value == other_value and _upper(one) == _upper(other):
        return "agree"
    low, high = _reading(one)
    other_low, other_high = _reading(other)
    near = low <= other_value <= high or other_low <= value <= other_high
    return "rounding" if near or _within(one, other) or _within(other, one) else "conflict"


def slip(one: Amount, other: Amount) -> str | None:
    """Name a slip that would explain a conflict: a thousand or ten times, or nothing known."""
    (value, unit), (other_value, other_unit) = one.base(), other.base()
    if unit != other_unit or not value or not other_value:
        return None
    ratio = max(value, other_value) / min(value, other_value) if value * other_value > 0 else Decimal(1)
    for power, word in ((1, "ten"), (2, "a hundred"), (3, "a thousand"), (6, "a million"), (9, "a billion")):
        if abs(ratio / Decimal(10) ** power - 1) <= Decimal("0.03"):
            return f"{word} times"
    return None


def _within(one: Amount, other: Amount) -> bool:
    """Tell whether the upper end of a range lies where the other is read."""
    upper = _upper(one)
    low, high = _reading(other)
    return upper is not None and low <= upper <= high


def _reading(amount: Amount) -> tuple[Decimal, Decimal]:
    value, _ = amount.base()
    upper = _upper(amount)
    least, most = value - _grain(value), (upper if upper is not None else value) + _grain(upper or value)
    if amount.modifier == "at_least":
        return least, max(most, value + abs(value) * _BOUND)
    if amount.modifier == "at_most":
        return value - abs(value) * _BOUND, most
    if amount.modifier == "about":
        return min(least, value - abs(value) * _ABOUT), max(most, value + abs(value) * _ABOUT)
    return least, most


def _grain(value: Decimal) -> Decimal:
    """Return half of the last digit that is not zero, at most five per cent of the value."""
    if not value:
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    half = Decimal(10) ** int(exponent) / 2
    return min(half, abs(value) * _MOST)


def _upper(amount: Amount) -> Decimal | None:
    if amount.upper is None:
        return None
    return Amount(value=amount.upper, unit=amount.unit).base()[0]
