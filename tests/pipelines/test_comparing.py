"""Pairs of amounts grouped by what is to be said of them."""

from decimal import Decimal

import pytest

from config.schema import Modifier
from pipelines.comparing import Amount, compare, slip


def _amount(text: str) -> Amount:
    """Read "[>|<|~] value[..upper] unit"."""
    modifier: Modifier = {">": "at_least", "<": "at_most", "~": "about"}.get(text[0], "exact")  # type: ignore[assignment]
    number, unit = text.lstrip("><~ ").split(" ", 1)
    value, _, upper = number.partition("..")
    if upper:
        modifier = "range"
    return Amount(value=Decimal(value), upper=Decimal(upper) if upper else None, unit=unit, modifier=modifier)


CASES = """
agree: 498 ha = 498 ha; 4980000 m2 = 498 ha; 1.5 MW = 1500 kW; 2..3 t = 2000..3000 kg; > 5 t = 5 t
rounding: 183.37 ha = > 183 ha; 13276491000000 VND = 13300000000000 VND; > 6361 ha = 6400 ha; 481 ha = > 480 ha
rounding: 498 ha = 500 ha; 6000..7000 job = > 6000 job; 142693.3 m2 = 14.27 ha; ~ 1950 ha = 1948 ha; > 3100 t = > 3000 t
rounding: 2.793 t/year = 2.79 t/year; < 50 % = 48 %; 670 ha = 668 ha; 6000..7000 job = 7000 job
conflict: 520 t = ~ 530 t; 40000 job = > 4000 job; 3 plant = 2 plant; 6 % = 16 %; 2989 t = 2989 kg; 195 USD = 181 USD
conflict: < 50 % = 56 %; 121.8 USD = 117 USD; 0 t = 5 t; 1..2 t = 3..4 t
incomparable: 954 USD = 954 VND; 350 t/year = 350 t/month; 5 ha = 5 t
"""
PAIRS = [
    (*(side.strip() for side in pair.split("=")), line.split(":")[0])
    for line in CASES.strip().splitlines()
    for pair in line.split(":")[1].split(";")
]


@pytest.mark.parametrize(("one", "other", "verdict"), PAIRS)
def test_verdict_is_the_same_both_ways(one: str, other: str, verdict: str) -> None:
    assert compare(_amount(one), _amount(other)) == verdict
    assert compare(_amount(other), _amount(one)) == verdict


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("40000 job", "> 4000 job", "ten times"),
        ("2074033 VND", "2074.033 VND", "a thousand times"),
        ("2989 t", "2989 kg", "a thousand times"),
        ("6232 VND", "6232000000 VND", "a million times"),
        ("195 USD", "181 USD", None),
        ("0 t", "5 t", None),
        ("954 USD", "954 VND", None),
    ],
)
def test_slip_of_zeros_is_named(one: str, other: str, word: str | None) -> None:
    assert slip(_amount(one), _amount(other)) == word
