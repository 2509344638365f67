"""Dates and clock times as sites of Vietnam write them, in both languages, day first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

_EN = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_VI = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTHS = {name: i for i, name in enumerate(_EN, 1)} | {name[:3]: i for i, name in enumerate(_EN, 1)} | {"sept": 9}
_VI_MONTHS = {name: i for i, name in enumerate(_VI, 1)} | {"giêng": 1, "bốn": 4, "chạp": 12}
_EN_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_VI_NAMES = "|".join(sorted(_VI_MONTHS, key=len, reverse=True)).replace(" ", r"\s")
_ISO_TIME = (
    r"(?:[T ]\s?(?P<ih>\d{1,2}):(?P<im>\d\d)(?::(?P<is>\d\d)(?:[.,]\d+)?)?\s?(?P<iz>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?!\d))?"
)
_DATE = re.compile(
    rf"""(?<![\d/.,-])(?:
      (?P<y1>(?:19|20)\d\d)(?P<sep1>[-/.])(?P<m1>\d{{1,2}})(?P=sep1)(?P<d1>\d{{1,2}})(?!\d){_ISO_TIME}
    | (?P<d2>\d{{1,2}})(?P<sep2>\s?[/.\-–]\s?)(?P<m2>\d{{1,2}})\s?[/.\-–]\s?(?P<y2>(?:19|20)\d\d)(?![\d])
    | (?P<d3>\d\d)\s(?P<m3>\d\d)\s(?P<y3>(?:19|20)\d\d)(?!\d)
    | (?P<d4>\d{{1,2}})\s+tháng\s+(?P<m4>\d{{1,2}}|{_VI_NAMES})
      (?:\s*,\s*|\s+năm\s+|\s+|\s*/\s*)(?P<y4>(?:19|20)\d\d)(?!\d)
    | (?P<m5>{_EN_NAMES})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:,\s*|\s+)(?P<y5>(?:19|20)\d\d)(?!\d)
    | (?P<d6>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m6>{_EN_NAMES})\.?,?[\s-]+(?P<y6>(?:19|20)\d\d)(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    r"(?<![\d:/.])(?P<h>[01]?\d|2[0-4])\s?(?:[:hg]|"
    r"giờ)\s?(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)\s?(?P<half>[ap]\.?m\b\.?|SA\b|CH\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?:GMT|UTC)\s?(?P<hours>[+-]\s?\d{1,2})?(?::?(?P<minutes>\d\d))?", re.IGNORECASE)
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text; `certain` is false where day and month could change places."""

    day: date
    stamp: datetime | None
    raw: str
    start: int
    end: int
    certain: bool = True


def iter_stamps(text: str, order: str = "dmy", zone: ZoneInfo | None = None) -> Iterator[Stamp]:
    """Find dates with their clock times; `zone` is taken for stamps that name none, and all are turned to it."""
    home = zone or ZoneInfo("Asia/Ho_Chi_Minh")
    for match in _DATE.finditer(text):
        day, certain = _day(match, order)
        if day is None:
            continue
        moment, start, end = _moment(text, match, day, home)
        local = day if moment is None else moment.date()
        yield Stamp(local, moment, text[start:end], start, end, certain)


def find_stamp(text: str, order: str = "dmy", zone: ZoneInfo | None = None) -> Stamp | None:
    """Return the first date of a text."""
    return next(iter_stamps(text, order, zone), None)


def remainder(text: str, stamp: Stamp) -> str:
    """Return what a line says apart from its stamp."""
    return (text[: stamp.start] + " " + text[stamp.end :]).strip(" \t|-–—•·,.:;()[]/")


def _day(match: re.Match[str], order: str) -> tuple[date | None, bool]:
    parts = {name[0]: value for name, value in match.groupdict().items() if value and re.fullmatch(r"[ymd]\d", name)}
    month = _month(parts["m"])
    number = int(parts["d"])
    swaps = match.group("d2") is not None or match.group("d3") is not None
    certain = not swaps or number > 12 or month > 12 or number == month
    if swaps and ((order == "mdy" and number <= 12) or (month > 12 and number <= 12)):
        number, month = month, number
    try:
        return date(int(parts["y"]), month, number), certain
    except ValueError:
        return None, False


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return _VI_MONTHS.get(name.lower()) or _MONTHS[name.lower()]


def _moment(text: str, match: re.Match[str], day: date, home: ZoneInfo) -> tuple[datetime | None, int, int]:
    start, end = match.span()
    if match.group("ih"):
        clock = time(
            min(int(match.group("ih")), 23), min(int(match.group("im")), 59), min(int(match.group("is") or 0), 59)
        )
        zone = _offset(match.group("iz")) if match.group("iz") else home
        after = _ZONE.match(text, end + (text[end : end + 2].find("(") + 1))
        if after is not None and after.group("hours") and not match.group("iz"):
            zone, end = _named_zone(after), after.end()
        return _local(day, clock, zone, home), start, end
    found = _clock_near(text, start, end)
    if found is None:
        return None, start, end
    hour = _hour(found)
    moment = datetime.combine(day, time(hour, int(found.group("m")), int(found.group("s") or 0)))
    start, end = min(start, found.start()), max(end, found.end())
    zone_match = _ZONE.search(text, found.end(), end + 14)
    zone = home
    if zone_match is not None:
        zone, end = _named_zone(zone_match), max(end, zone_match.end())
    return _local(day, moment.time(), zone, home), start, end


def _local(day: date, clock: time, zone: timezone | ZoneInfo, home: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(home)


def _clock_near(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find a clock time just behind or before the date, with nothing but a little punctuation and words between."""
    after = _CLOCK.search(text, end, end + _NEAR)
    if after is not None and not re.search(r"[.!?]\s|\d", text[end : after.start()]):
        return after
    before = list(_CLOCK.finditer(text, max(0, start - _NEAR), start))
    between = _ZONE.sub("", text[before[-1].end() : start]) if before else ""
    return before[-1] if before and not re.search(r"[.!?]\s|\d", between) else None


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock.group("h")) % 24
    half = (clock.group("half") or "").lower().replace(".", "")
    if half in {"pm", "ch"} and hour < 12:
        return hour + 12
    return 0 if half in {"am", "sa"} and hour == 12 else hour


def _offset(zone: str) -> timezone:
    if zone[0] not in "+-":
        return timezone.utc  # noqa: UP017
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timezone(timedelta(minutes=min(minutes, 14 * 60) * (-1 if zone[0] == "-" else 1)))


def _named_zone(match: re.Match[str]) -> timezone:
    hours = int((match.group("hours") or "0").replace(" ", ""))
    return timezone(timedelta(hours=max(-12, min(14, hours))))
