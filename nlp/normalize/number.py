"""Read numbers in digits: which sign is the decimal one, and what else the digits may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_LIMIT = 30  # digits; more is a serial number
_OTHER = {".": ",", ",": "."}
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of some digits; `other` is what they mean by the other convention, if nothing decides."""

    value: Decimal
    other: Decimal | None = None
    certain: bool = True


def read_digits(chunk: str, decimal: str) -> Reading | None:
    """Read digits with their separators, where `decimal` is the decimal sign by custom; None for dates and such."""
    if len(chunk) > _LIMIT:
        return None
    chunk = chunk.translate(_APOSTROPHES)
    dots, commas = chunk.count("."), chunk.count(",")
    if not dots and not commas:
        return Reading(Decimal(chunk))
    if dots and commas:
        return _read_both(chunk, "." if chunk.rfind(".") > chunk.rfind(",") else ",")
    sign = "." if dots else ","
    groups = chunk.split(sign)
    if len(groups) > 2:
        return Reading(Decimal("".join(groups))) if _are_thousands(groups) else None
    return _read_single(groups[0], groups[1], sign, decimal)


def _read_both(chunk: str, sign: str) -> Reading | None:
    whole, _, part = chunk.rpartition(sign)
    groups = whole.split(_OTHER[sign])
    if sign in whole or not _are_thousands(groups):
        return None
    value = Decimal(f"{''.join(groups)}.{part}")
    if sign == "." and part == "000":  # USD 4,218.000: both signs part thousands
        return Reading(value * 1000, value, certain=False)
    return Reading(value)


def _read_single(whole: str, part: str, sign: str, decimal: str) -> Reading:
    fraction = Decimal(f"{whole}.{part}")
    if len(part) != 3 or len(whole) > 3 or whole[0] == "0":
        return Reading(fraction)
    thousands = Decimal(whole + part)
    if sign != decimal:
        return Reading(thousands, fraction)
    if part == "000":
        return Reading(thousands, fraction, certain=False)
    return Reading(fraction, thousands, certain=False)


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) and groups[0] != ""


def vote_on_decimal(chunks: Iterable[str]) -> str | None:
    """Return the decimal sign that the unambiguous numbers of a text agree on, or None."""
    votes = {".": 0, ",": 0}
    for chunk in chunks:
        sign = betrayed_decimal(chunk)
        if sign:
            votes[sign] += 1
    if votes["."] >= 2 * votes[","] + 1:
        return "."
    return "," if votes[","] >= 2 * votes["."] + 1 else None


def betrayed_decimal(chunk: str) -> str | None:
    """Return the decimal sign that a number tells by its form; three noughts are no decimals."""
    dots, commas = chunk.count("."), chunk.count(",")
    if dots and commas:
        return "." if chunk.rfind(".") > chunk.rfind(",") else ","
    if dots + commas == 0:
        return None
    sign = "." if dots else ","
    groups = chunk.split(sign)
    if len(groups) > 2:
        return _OTHER[sign] if _are_thousands(groups) else None
    if groups[1] == "000" and groups[0] != "0":
        return _OTHER[sign]
    return sign if len(groups[1]) in {1, 2} or groups[0] == "0" else None


_NUMBER = re.compile(r"[+\-−]?\d[\d.,]*")


def normalize_number(text: str, decimal: str = ".") -> Decimal | None:
    """Turn digits with separators into a number, or None when they are none or doubtful."""
    compact = "".join(text.split())
    if not _NUMBER.fullmatch(compact) or (not compact.isascii() and not compact.startswith("−")):
        return None
    negative = compact[0] in "-−"
    chunk = compact.lstrip("+-−")
    if not chunk[-1].isdigit() or decimal not in _OTHER:
        return None
    reading = read_digits(chunk, decimal) if ".." not in chunk and ",," not in chunk else None
    if reading is None or (not reading.certain and reading.other is not None):
        return None
    return -reading.value if negative else reading.value
