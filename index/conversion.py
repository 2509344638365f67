"""Bring amounts to the base unit of their dimension, so that what was written differently can be compared.

Money stays in its currency. A rate converts what is counted, and hours to days; months and years stay what they are,
since they differ in length.
"""

from dataclasses import dataclass
from decimal import Decimal

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
    "m": ("m", "1"),
    "km": ("m", "1000"),
}
_SPELLINGS = {
    "tonne": "t",
    "tonnes": "t",
    "ton": "t",
    "tons": "t",
    "tấn": "t",
    "hectare": "ha",
    "hectares": "ha",
    "héc-ta": "ha",
    "m²": "m2",
    "m³": "m3",
    "đồng": "VND",
    "vnđ": "VND",
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "tco2e": "t CO2e",
    "tco2": "t CO2e",
    "co2e": "t CO2e",
}
_JOULES = {"MJ": Decimal("1"), "GJ": Decimal("1000"), "TJ": Decimal("1000000"), "toe": Decimal("41868")}
_MJ_PER_KWH = Decimal("3.6")
_HOURS_PER_DAY = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit."""

    value: Decimal
    unit: str


def canonical_unit(text: str) -> str:
    """The code of a unit as a person types it: "gwh" is GWh, "tấn" is t; what is not known stays as it is."""
    counted, slash, time = text.strip().partition("/")
    known = {unit.lower(): unit for unit in (*_BASES, *_JOULES, "VND", "USD", "EUR", "CHF", "JPY")}
    plain = counted.lower()
    return _SPELLINGS.get(plain, known.get(plain, counted)) + slash + time


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
    if time == "hour":
        return Amount(amount.value * _HOURS_PER_DAY, f"{amount.unit}/day")
    return Amount(amount.value, amount.unit + slash + time)
