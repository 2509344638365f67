"""Bring amounts to the base unit of their dimension, so that what was written differently can be compared.

Money stays in its currency. A rate converts what is counted, and hours to days; months and years stay what they are,
since they differ in length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from config.quantity import load_units, load_words
from index.analysis import strip_marks

# Factors: the definitions of the SI and of the BIPM's SI brochure (non-SI units accepted for use with it);
# toe: 41.868 GJ (IEA).
_BASES: dict[str, tuple[str, str]] = {
    "m2": ("m2", "1"),
    "ha": ("m2", "10000"),
    "km2": ("m2", "1000000"),
    "m3": ("m3", "1"),
    "l": ("m3", "0.001"),
    "t": ("t", "1"),
    "kg": ("t", "0.001"),
    "kWh": ("kWh", "1"),
    "Wh": ("kWh", "0.001"),
    "MWh": ("kWh", "1000"),
    "GWh": ("kWh", "1000000"),
    "TWh": ("kWh", "1000000000"),
    "W": ("kW", "0.001"),
    "kW": ("kW", "1"),
    "MW": ("kW", "1000"),
    "GW": ("kW", "1000000"),
    "t CO2e": ("t CO2e", "1"),
    "kg CO2e": ("t CO2e", "0.001"),
    "kt CO2e": ("t CO2e", "1000"),
    "g": ("t", "0.000001"),
    "square foot": ("m2", "0.09290304"),
    "mm": ("m", "0.001"),
    "cm": ("m", "0.01"),
    "inch": ("m", "0.0254"),
    "m": ("m", "1"),
    "km": ("m", "1000"),
}
_JOULES = {"MJ": Decimal("1"), "GJ": Decimal("1000"), "TJ": Decimal("1000000"), "toe": Decimal("41868")}
_BY_DAY = frozenset({"m3", "t", "kWh", "t CO2e"})  # what is counted by the day in this field
_MJ_PER_KWH = Decimal("3.6")
_HOURS_PER_DAY = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit."""

    value: Decimal
    unit: str


def typed_amount(value: Decimal, unit: str) -> Amount:
    """The amount that a person types, in its base unit: a unit in any declared spelling, or a code as it is."""
    counted, slash, time = unit.strip().partition("/")
    whole = _spellings().get(unit.strip().casefold())
    code, factor = whole or _spellings().get(counted.casefold(), (counted, Decimal(1)))
    amount = to_base(value * factor, code if whole else code + slash + time)
    return amount or Amount(value, unit)


def read_unit(words: Sequence[str]) -> tuple[Decimal, str, int]:
    """Read what follows a number: magnitudes ("500 billion"), the unit or "", and how many of the words these are."""
    times, used, currency = Decimal(1), 0, ""
    while used < len(words) and (times_more := _magnitudes().get(strip_marks(words[used].casefold()))) is not None:
        currency = load_words("vi").currency_magnitudes.get(words[used].casefold(), "")
        times *= times_more
        used += 1
    for size in (3, 2, 1):
        unit = " ".join(words[used : used + size])
        if len(words) >= used + size and is_unit(unit):
            return times, unit, used + size
    return times, currency, used


def is_unit(text: str) -> bool:
    """Whether this is a declared spelling of a unit, alone or by the time: "m3/day"."""
    spellings = _spellings()
    return text.casefold() in spellings or text.partition("/")[0].casefold() in spellings


@cache
def _magnitudes() -> dict[str, int]:
    """Words for powers of ten of both languages, without marks."""
    found: dict[str, int] = {}
    for words in (load_words("vi"), load_words("en")):
        short = {word: size for word, size in words.glued_magnitudes.items() if len(word) > 1 and word != "mm"}
        found |= {strip_marks(word.casefold()): size for word, size in (short | words.magnitudes).items()}
    return found


@cache
def _spellings() -> dict[str, tuple[str, Decimal]]:
    """Declared spellings in small letters; where these fall together ("MW", "mW") the first one counts."""
    found: dict[str, tuple[str, Decimal]] = {}
    for row in load_units():
        found.setdefault(row.surface.casefold(), (row.unit, row.factor))
    for code in (*_BASES, *_JOULES):
        found.setdefault(code.casefold(), (code, Decimal(1)))
    return found


def to_base(value: Decimal | None, unit: str | None) -> Amount | None:
    """Convert to the base unit; a unit without one keeps value and unit. None stays None."""
    if value is None or unit is None:
        return None
    counted, slash, time = unit.partition("/")
    if counted in _JOULES:
        amount = Amount(value * _JOULES[counted] / _MJ_PER_KWH, "kWh")
    else:
        base, factor = _BASES.get(counted, (counted, "1"))
        amount = Amount(value * Decimal(factor), base)
    if time == "hour" and amount.unit in _BY_DAY:
        return Amount(amount.value * _HOURS_PER_DAY, f"{amount.unit}/day")
    return Amount(amount.value, amount.unit + slash + time)
