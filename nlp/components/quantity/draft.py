"""What the steps of the grammar hand on: a number, then a draft of a figure."""

from dataclasses import dataclass
from decimal import Decimal

from config.schema import Modifier, Period, Status
from nlp.components.quantity.lexicon import Unit


@dataclass(slots=True)
class Number:
    """A value between two tokens, before its unit is known."""

    first: int
    stop: int
    value: Decimal
    upper: Decimal | None = None
    of: Decimal | None = None
    readings: tuple[Decimal, ...] = ()
    score: float = 1.0
    kind: str = "digits"  # digits, words, fraction, vague, multiple
    magnitude: Decimal = Decimal(1)
    near: str | None = None  # what stands between number and unit: `100-odd firms`, `a hundred or so households`
    unit: Unit | None = None  # when the number brings its own, as halves and multiples do


@dataclass(slots=True)
class Draft:
    """A figure in the making; `first:stop` are its tokens, `start:end` its characters."""

    first: int
    stop: int
    number_first: int
    number_stop: int
    value: Decimal
    unit: str
    dimension: str
    upper: Decimal | None = None
    of: Decimal | None = None
    modifier: Modifier = "exact"
    nearness: Modifier = "exact"  # as modifier, but never range
    trend: str | None = None  # up or down
    item: str | None = None
    per: str | None = None
    period: Period | None = None
    status: Status = "unknown"
    score: float = 1.0
    readings: tuple[Decimal, ...] = ()
    suspect: str | None = None
    rule: str = ""
    has_magnitude: bool = False
    start: int = 0
    end: int = 0


def are_alike(one: Decimal, two: Decimal, times: int) -> bool:
    """Tell whether neither of two values is more than so many times the other."""
    return one <= two * times and two <= one * times
