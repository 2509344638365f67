"""Decimals as all outputs write them."""

from decimal import Decimal


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without zeros at the end of its fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
