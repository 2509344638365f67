"""Bring amounts to the base unit of their dimension, so that what was written differently can be compared.

Money stays in its currency. A rate converts what is counted, and seconds, minutes and hours to days; months and years
stay what they are, since they differ in length. Units that differ by country or trade (sào, horsepower, calories of
food) stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod

from config.decimals import read_round
from config.quantity import load_units, load_words
from index.analysis import strip_marks

# Factors: the definitions of the SI and of the BIPM's SI brochure (non-SI units accepted for use with it); English
# units: the international yard and pound, the US gallon of 231 cubic inches and the barrel of 42 gallons (NIST SP 811,
# appendix B); rai: 1,600 m2 (config/units.csv); toe: 41.868 GJ (IEA), so kcal and BTU are those of the International
# Table.
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
    "mg": ("t", "0.000000001"),
    "pound": ("t", "0.00045359237"),
    "ounce": ("t", "0.000028349523125"),
    "TW": ("kW", "1000000000"),
    "cm2": ("m2", "0.0001"),
    "square foot": ("m2", "0.09290304"),
    "square mile": ("m2", "2589988.110336"),
    "acre": ("m2", "4046.8564224"),
    "rai": ("m2", "1600"),
    "ml": ("m3", "0.000001"),
    "cc": ("m3", "0.000001"),
    "hl": ("m3", "0.1"),
    "ML": ("m3", "1000"),
    "cubic foot": ("m3", "0.028316846592"),
    "gallon": ("m3", "0.003785411784"),
    "quart": ("m3", "0.000946352946"),
    "pint": ("m3", "0.000473176473"),
    "barrel": ("m3", "0.158987294928"),
    "nm": ("m", "0.000000001"),
    "μm": ("m", "0.000001"),
    "mm": ("m", "0.001"),
    "cm": ("m", "0.01"),
    "inch": ("m", "0.0254"),
    "foot": ("m", "0.3048"),
    "yard": ("m", "0.9144"),
    "m": ("m", "1"),
    "km": ("m", "1000"),
    "mile": ("m", "1609.344"),
    "nautical mile": ("m", "1852"),
    "crore INR": ("INR", "10000000"),
}
_JOULES = {
    name: Decimal(factor)
    for name, factor in (
        ("kJ", "0.001"),
        ("MJ", "1"),
        ("GJ", "1000"),
        ("TJ", "1000000"),
        ("PJ", "1000000000"),
        ("EJ", "1000000000000"),
        ("kcal", "0.0041868"),
        ("Gcal", "4186.8"),
        ("BTU", "0.00105505585262"),
        ("mmBTU", "1055.05585262"),
        ("toe", "41868"),
    )
}
_WHOLE = frozenset({"mg/l", "mg/m3", "µg/m3", "kg/cm2"})  # said in one, the slash makes no rate of them
_BY_DAY = frozenset({"m3", "t", "kWh", "t CO2e"})  # what is counted by the day in this field
_MOST_WORDS = 6  # of magnitudes and unit: "trăm nghìn tỷ đồng Việt Nam"
_MOST_SLASHES = 2
_MJ_PER_KWH = Decimal("3.6")
_PER_DAY = {"hour": 24, "minute": 1440, "s": 86400}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit."""

    value: Decimal
    unit: str


def typed_amount(value: Decimal, unit: str) -> Amount:
    """The amount that a person types, in its base unit: "tỷ đồng", a unit in any declared spelling, or as it is."""
    words = unit.split()
    if not _spelled(unit.strip()) and len(words) <= _MOST_WORDS:
        times, rest, used = read_unit(words)
        if rest and used == len(words):
            value, unit = value * times, rest
    code, factor = _coded(unit.strip()) or (unit.strip(), Decimal(1))
    return to_base(value * factor, code) or Amount(value, unit)


def read_unit(words: Sequence[str]) -> tuple[Decimal, str, int]:
    """Read what follows a number: magnitudes ("500 billion"), the unit or "", and how many of the words these are."""
    times, used, currency = Decimal(1), 0, ""
    while used < len(words) and (times_more := _magnitude(words[used])) is not None:
        currency = load_words("vi").currency_magnitudes.get(words[used].casefold(), "")
        times *= times_more
        used += 1
    for size in (3, 2, 1):
        unit = " ".join(words[used : used + size])
        if len(words) >= used + size and is_unit(unit):
            return times, unit, used + size
    return times, currency, used


def is_unit(text: str) -> bool:
    """Whether this is a declared spelling of a unit, alone or by time or something counted: "m3/day", "VND/kWh"."""
    return _coded(text) is not None


def code_of(unit: str) -> str:
    """The code of a unit in any declared spelling of the same size; else the unit as it is typed."""
    code, factor = _coded(unit.strip()) or (unit, Decimal(1))
    return code if factor == 1 else unit


def _coded(text: str) -> tuple[str, Decimal] | None:
    """The code of a unit with the factor that leads to it; None if a part of it is not declared."""
    if (whole := _spelled(text)) is not None:
        return whole
    counted, _, per = text.partition("/")
    found, divided = _spelled(counted.strip()), _divisor(per)
    return (f"{found[0]}/{divided[0]}", found[1] / divided[1]) if found and divided else None


def _divisor(per: str) -> tuple[str, Decimal] | None:
    """What comes after a slash as a code and a factor: a time, or something counted; several are parted by slashes."""
    if (whole := _divided(per)) is not None:
        return whole
    parts = [found for part in per.split("/", _MOST_SLASHES) if (found := _divided(part)) is not None]
    codes = "/".join(code for code, _ in parts)
    if len(parts) <= min(per.count("/"), _MOST_SLASHES):
        return None
    return _divisors().get(codes, codes), prod((factor for _, factor in parts), start=Decimal(1))


def _divided(part: str) -> tuple[str, Decimal] | None:
    """One unit that another is divided by, perhaps so many of it: "kWh", "MWh", "1,000 m3"."""
    if (found := _divisors().get(strip_marks(part.strip().casefold()))) is not None:
        return found, Decimal(1)
    number, _, rest = part.strip().partition(" ")
    many = read_round(number)
    unit = _spelled(part.strip() if many is None else rest.strip())
    return unit and (unit[0], unit[1] * (many or 1))


@cache
def _divisors() -> dict[str, str]:
    """Words for times and counted things of both languages, without marks, and their codes."""
    found: dict[str, str] = {}
    for words in (load_words("vi"), load_words("en")):
        for said, code in (*words.rate_times.items(), *words.rate_things.items()):
            found.setdefault(strip_marks(said.casefold()).replace(" / ", "/"), code)
    return {code.casefold(): code for code in found.values()} | found


def _magnitude(word: str) -> int | None:
    """A word for a power of ten, or with marks that are not its own if it is no unit: "tạ" is not "tá"."""
    known = _magnitudes()
    if (found := known.get(word.casefold())) is not None or _spelled(word):
        return found
    return known.get(strip_marks(word.casefold()))


@cache
def _magnitudes() -> dict[str, int]:
    """Words for powers of ten of both languages, with marks and without."""
    found: dict[str, int] = {}
    for words in (load_words("vi"), load_words("en")):
        short = {word: size for word, size in words.glued_magnitudes.items() if len(word) > 1 and word != "mm"}
        for word, size in (short | words.magnitudes).items():
            found |= {strip_marks(word.casefold()): size, word.casefold(): size}
    return found


def _spelled(text: str) -> tuple[str, Decimal] | None:
    """The code of a unit with the factor that leads to it, by its spelling; in small letters if no other is known."""
    return _spellings().get(text) or _spellings().get(text.casefold())


@cache
def _spellings() -> dict[str, tuple[str, Decimal]]:
    """Declared spellings and codes, and all in small letters; where these fall together the first one counts.

    Those that stand before a number come last: behind one "PS" is no pound sign.
    """
    found: dict[str, tuple[str, Decimal]] = {}
    for row in sorted(load_units(), key=lambda row: row.place == "before"):
        found.setdefault(row.surface, (row.unit, row.factor))
    for code in (*_BASES, *_JOULES):
        found.setdefault(code, (code, Decimal(1)))
    for spelling, meant in list(found.items()):
        found.setdefault(spelling.casefold(), meant)
    return found


def to_base(value: Decimal | None, unit: str | None) -> Amount | None:
    """Convert to the base unit; a unit without one keeps value and unit. None stays None."""
    if value is None or unit is None:
        return None
    if unit in _WHOLE:
        return Amount(value, unit)
    counted, slash, time = unit.partition("/")
    time = "s" if time == "second" else time
    if counted in _JOULES:
        amount = Amount(value * _JOULES[counted] / _MJ_PER_KWH, "kWh")
    else:
        base, factor = _BASES.get(counted, (counted, "1"))
        amount = Amount(value * Decimal(factor), base)
    if time in _PER_DAY and amount.unit in _BY_DAY:
        return Amount(amount.value * _PER_DAY[time], f"{amount.unit}/day")
    return Amount(amount.value, amount.unit + slash + time)
