"""Bring values into one base unit a dimension, so that facts can be sorted and added; money stays as stated."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

# unit -> (base unit, base units in one)
_BASES: dict[str, tuple[str, Fraction]] = {
    "ha": ("ha", Fraction(1)),
    "m2": ("ha", Fraction(1, 10_000)),
    "km2": ("ha", Fraction(100)),
    "m3": ("m3", Fraction(1)),
    "l": ("m3", Fraction(1, 1000)),
    "t": ("t", Fraction(1)),
    "kg": ("t", Fraction(1, 1000)),
    "g": ("t", Fraction(1, 1_000_000)),
    "t CO2e": ("t CO2e", Fraction(1)),
    "kWh": ("kWh", Fraction(1)),
    "MWh": ("kWh", Fraction(1000)),
    "GWh": ("kWh", Fraction(1_000_000)),
    "MJ": ("kWh", Fraction(5, 18)),
    "GJ": ("kWh", Fraction(5000, 18)),
    "TJ": ("kWh", Fraction(5_000_000, 18)),
    "toe": ("kWh", Fraction(11_630)),
    "W": ("kW", Fraction(1, 1000)),
    "kW": ("kW", Fraction(1)),
    "MW": ("kW", Fraction(1000)),
    "GW": ("kW", Fraction(1_000_000)),
    "kVA": ("kVA", Fraction(1)),
    "MVA": ("kVA", Fraction(1000)),
    "m": ("km", Fraction(1, 1000)),
    "km": ("km", Fraction(1)),
    "year": ("year", Fraction(1)),
    "month": ("year", Fraction(1, 12)),
    "week": ("year", Fraction(7, 365)),
    "day": ("year", Fraction(1, 365)),
    "hour": ("year", Fraction(1, 8760)),
    "decade": ("year", Fraction(10)),
}
# dollars for one, rounded: good enough to tell whether a price is plausible, and for nothing else
_DOLLARS = {
    "USD": Fraction(1),
    "VND": Fraction(1, 25_000),
    "EUR": Fraction(11, 10),
    "CHF": Fraction(11, 10),
    "GBP": Fraction(5, 4),
    "JPY": Fraction(1, 150),
    "CNY": Fraction(1, 7),
    "KRW": Fraction(1, 1350),
    "SGD": Fraction(3, 4),
    "AUD": Fraction(2, 3),
    "THB": Fraction(1, 35),
    "SDR": Fraction(4, 3),
}
_TIMES = {"hour": Fraction(8760), "day": Fraction(365), "month": Fraction(12), "year": Fraction(1)}
_PRECISION = Decimal("0.000001")
_MOST = 10**20


def convert_to_base(value: Decimal, unit: str | None) -> tuple[Decimal, str]:
    """Return a value in its base unit: ha, m3, t, t CO2e, kWh, kW, km, year; rates by year.

    Money, prices, shares, counts and unknown units are given back as they are. Rounded to six decimals. 1 toe =
    11,630 kWh (IEA), a year has 365 days of 24 hours.
    """
    plain, _, time = (unit or "").partition("/")
    if unit in _BASES:
        plain, time = unit, ""
    if plain not in _BASES or (time and time not in _TIMES):
        return value, unit or ""
    base, factor = _BASES[plain]
    product = _multiply(value, factor * _TIMES[time] if time else factor)
    if product is None:
        return value, unit or ""
    normal = product.normalize()
    plain_form = normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal
    return plain_form, f"{base}/year" if time else base


def convert_to_usd(value: Decimal, unit: str | None) -> tuple[Decimal, str] | None:
    """Return money or a price in dollars at a rough rate, for plausibility only; None for what is no money or beyond
    all measure."""
    currency, slash, rest = (unit or "").partition("/")
    if currency not in _DOLLARS:
        return None
    area = {"ha": Fraction(1, 10_000), "km2": Fraction(1, 1_000_000)}.get(rest)
    factor = _DOLLARS[currency]
    dollars = _multiply(value, factor * area if area else factor)
    return None if dollars is None else (dollars, f"USD{slash}{'m2' if area or rest.startswith('m2') else rest}")


@lru_cache(maxsize=4096)
def _multiply(value: Decimal, factor: Fraction) -> Decimal | None:
    """Return the product, rounded; None for one of more digits than a decimal number has places for."""
    exact = Fraction(value) * factor
    if abs(exact) >= _MOST:
        return None
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PRECISION)
