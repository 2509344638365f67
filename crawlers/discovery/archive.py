"""Archives by date: the addresses of a site's lists of a year, a month or a day."""

from collections.abc import Iterator
from datetime import date, timedelta


def iter_archive(template: str, since: date, until: date) -> Iterator[tuple[str, date]]:
    """Iterate over the addresses of all periods that touch the days from `since` to `until`, with each one's last day.

    The newest comes first. `template` has {year}, {year} and {month}, or all of {year}, {month} and {day} in it; months
    and days are written with two digits.
    """
    last = _end_of(template, until)
    while last >= since:
        address = template.replace("{year}", f"{last.year:04}").replace("{month}", f"{last.month:02}")
        yield address.replace("{day}", f"{last.day:02}"), last
        last = _begin_of(template, last) - timedelta(days=1)


def _begin_of(template: str, day: date) -> date:
    if "{day}" in template:
        return day
    return day.replace(day=1) if "{month}" in template else day.replace(month=1, day=1)


def _end_of(template: str, day: date) -> date:
    if "{day}" in template:
        return day
    first = (day.replace(day=28) + timedelta(days=4)).replace(day=1)  # of the next month
    return first - timedelta(days=1) if "{month}" in template else day.replace(month=12, day=31)
