"""Decide when a period given by the program is the period that the annotator wrote in words.

Words for a rate ("per year") and loose ones ("next few years") are no period: there null is right. Both sides become a
first and a last month. Open ends ("by 2030", "since 2019") count as the month that is said. They agree when
the years are the same and, where the annotator names months, the last months are at most one apart. A period without a
year ("first half of the year", "March") only asks that one be given and that its month, if named, fits.
"""

import re
from datetime import date

from config.schema import Period
from nlp.normalize.date import normalize_period

_LOOSE = re.compile(r"^(?:per |every |past |next |last |year to date|nine months|since the beginning)", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT = re.compile(r"\b((?:19|20)(\d\d))\s?[-–]\s?(\d\d)\b(?!-)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMED = re.compile(
    r"\b(" + "|".join(_MONTHS) + r")[a-z]*\b|\b\d{4}-(\d\d)\b|\b(first half|six months|mid)|\bQ([1-4])\b", re.I
)


def is_period(wanted: str | None) -> bool:
    """Tell whether the annotator's words are a period at all."""
    return bool(wanted) and _LOOSE.match(wanted or "") is None


def agree(given: Period | None, wanted: str | None, published: date | None) -> bool:
    """Tell whether the given period is the wanted one."""
    if not is_period(wanted):
        return given is None
    if given is None or wanted is None:
        return False
    written = _SHORT.sub(_write_out, wanted)
    years = _YEAR.findall(written)
    ends = [end for end in (given.start, given.end) if end]
    if years and {end[:4] for end in ends} - set(years):
        return False
    if years and re.search(r"\d{4}\s?[-–/]", written) is not None and years[-1] not in {end[:4] for end in ends}:
        return False
    months = [_month(match) for match in _NAMED.finditer(written)]
    said = [int(end[5:7]) for end in ends if len(end) >= 7]
    if months and said and min(abs(months[-1] - month) for month in said) > 1:
        return False
    if not years and published is not None:
        understood = normalize_period(wanted, "en", published=published)
        return understood is None or understood.end is None or understood.end[:4] in {end[:4] for end in ends}
    return True


def _write_out(match: re.Match[str]) -> str:
    """Write "2021-25" as two years; "2021-06" is a month."""
    return f"{match[1]}-{match[1][:2]}{match[3]}" if match[3] > match[2] else match[0]


def _month(match: re.Match[str]) -> int:
    if match[1]:
        return _MONTHS.index(match[1].lower()) + 1
    if match[2]:
        return int(match[2])
    return 6 if match[3] else int(match[4]) * 3
