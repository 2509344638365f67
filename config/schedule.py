"""When a source may be crawled, as its file says it: five fields of cron, and hours of the day."""

import re
from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # 0 is Monday
_FIELDS: dict[str, tuple[int, int, tuple[str, ...]]] = {  # name: least, most, names
    "minute": (0, 59, ()),
    "hour": (0, 23, ()),
    "day": (1, 31, ()),
    "month": (1, 12, _MONTHS),
    "weekday": (0, 6, _WEEKDAYS),
}
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART = re.compile(
    r"(?:\*|(?P<first>\d{1,2}|[a-z]{3})(?:-(?P<last>\d{1,2}|[a-z]{3}))?)(?:/(?P<step>\d{1,2}))?", re.ASCII
)
_HOURS = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)", re.ASCII)


def check_schedule(schedule: str) -> str:
    """Return a cron expression as it is; ValueError says which field is wrong, or that no day is ever met."""
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        raise ValueError("a cron expression has five fields: minute hour day month weekday")
    values = {name: set(_iter_values(name, field)) for name, field in zip(_FIELDS, fields, strict=True)}
    if min(values["day"]) > max(_LONGEST[month] for month in values["month"]):
        raise ValueError(f"no month named has a day {min(values['day'])}")
    return schedule


def _iter_values(name: str, field: str) -> Iterator[int]:
    for part in field.lower().split(","):
        if name == "day" and part == "last":
            yield 28
            continue
        least, most, names = _FIELDS[name]
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{name}: {part!r} is none of *, 5, 1-5, */2, 1-5/2")
        first, last, step = match["first"], match["last"], int(match["step"] or 1)
        start = _read_value(name, first, names) if first else least
        end = _read_value(name, last, names) if last else start if first and not match["step"] else most
        if not least <= start <= end <= most:
            raise ValueError(f"{name}: {part!r} leaves {least}-{most}{' (0 is Monday)' if names is _WEEKDAYS else ''}")
        if match["step"] and not 1 <= step <= end - start:
            raise ValueError(f"{name}: the step of {part!r} leaves 1-{end - start}")
        yield from range(start, end + 1, step)


def _read_value(name: str, text: str, names: tuple[str, ...]) -> int:
    if text.isdigit():
        return int(text)
    if text not in names:
        raise ValueError(f"{name}: {text!r} is no name of one")
    return names.index(text) + _FIELDS[name][0]


def check_hours(hours: str) -> str:
    """Return hours of the day such as "22:00-05:00" as they are; ValueError where they are no times of a clock."""
    if not _HOURS.fullmatch(hours):
        raise ValueError("write two times of the day from 00:00 to 23:59, such as 22:00-05:00")
    start, end = hours.split("-")
    if start == end:
        raise ValueError("the hours begin and end at once: such a source is never crawled")
    return hours
