"""Decimals as all outputs write them, and round numbers as units have them."""

import re
from decimal import Decimal

_ROUND = re.compile(r"1(?:0{1,2}|(?:[.,]?000){1,2})")
_MARKS = re.compile("[.,]")


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without zeros at the end of its fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_round(text: str) -> Decimal | None:
    """Read how many of a unit a price is for, 10 to 1,000,000 with or without marks: "1,000"; None for other text."""
    return Decimal(_MARKS.sub("", text)) if _ROUND.fullmatch(text) else None
