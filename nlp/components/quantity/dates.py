"""Read dates in the tokens of a text: days, months and years, as far as they are said."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from config.schema import Period
from nlp.components.quantity.exclusions import is_part_of_name, is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens

_BEFORE_MONTH = frozenset("in of by since until last during from through early late mid this next before after".split())
_AHEAD = frozenset(("by", "until", "next", "before", "from"))
_LED = frozenset(("ngày", "tháng", "cuối", "hết", "the", "end", "of"))  # between `until` and its date
_AS_OF = frozenset(("as", "tính"))  # before what has been so until then
_NEAR, _FAR = 5, 9  # months ahead that a date without a year may be, and one that something is to last until
_SLASHES = frozenset("/-.")


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date as far as it is said, and the token behind it."""

    year: int
    month: int | None
    day: int | None
    stop: int

    @property
    def first(self) -> str:
        """Return the first day it covers as ISO date, or the year."""
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day or 1:02d}"

    @property
    def last(self) -> str:
        """Return the last day it covers as ISO date, or the year."""
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day or monthrange(self.year, self.month)[1]:02d}"

    @property
    def iso(self) -> str:
        """Return ISO 8601 as far as it is said: 2024, 2024-05, 2024-05-04."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def read_date(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None = None) -> SaidDate | None:
    """Read the date that starts at token i; without a year of its own it takes the one of publication."""
    if tokens.is_digits(i):
        return (
            _read_numeric(tokens, i, lexicon)
            or _read_day_first(tokens, i, lexicon, published)
            or (_read_day_and_month(tokens, i, lexicon, published) if published else None)
        )
    word = tokens.at(i)
    if word in lexicon.months and tokens.raw[i][0].isupper():
        return _read_english(tokens, i, lexicon, published)
    if word in lexicon.month_words and tokens.is_digits(i + 1):
        return _read_vietnamese_month(tokens, i, lexicon, published, day=None)
    return None


def _read_numeric(tokens: Tokens, i: int, lexicon: Lexicon) -> SaidDate | None:
    """Read `13/12/2024`, `13.12.2024`, `2024-12-13`, `12/2024`, `2024`; the day comes first in both languages."""
    parts, stop = _joined_parts(tokens, i)
    if len(parts) > 1 and _numbers_quarter(tokens, i, lexicon):
        return None
    if len(parts) == 3 and len(parts[0]) == 4:
        return _checked(parts[0], parts[1], parts[2], stop)
    if len(parts) == 3 and len(parts[2]) == 4:
        return _checked(parts[2], parts[1], parts[0], stop)
    if len(parts) == 2 and len(parts[1]) == 4 and len(parts[0]) <= 2:
        return _checked(parts[1], parts[0], None, stop)
    return SaidDate(int(tokens.raw[i]), None, None, i + 1) if is_year(tokens, i) else None


def _read_day_and_month(tokens: Tokens, i: int, lexicon: Lexicon, published: date) -> SaidDate | None:
    """Read `tính đến 30/6`, `ngày 4/3`, `ngày 15-9` of the year of publication, or of the one before."""
    sign, word = tokens.at(i + 1), tokens.at(i - 1)
    if lexicon.language != "vi" or not tokens.is_glued(i + 1) or not (sign == "/" or (sign == "-" and word == "ngày")):
        return None
    parts, stop = _joined_parts(tokens, i)
    until = lexicon.until.ending(tokens.low, i)
    is_said = word == "ngày" or (until and (len(parts[0]) > 1 or tokens.at(i - 2) == "tính"))
    if len(parts) != 2 or max(map(len, parts)) > 2 or not is_said:  # not `giảm đến 1/3`
        return None
    return _checked(year_of_month(tokens, i, int(parts[1]), lexicon, published), parts[1], parts[0], stop)


def year_of_month(tokens: Tokens, i: int, month: int, lexicon: Lexicon, published: date) -> int:
    """Return the year of a month named without one at token i: that of publication, if it is not too far ahead.

    What has been so `as of` a month is over; what is so `until` one may be further ahead than others.
    """
    while (until := lexicon.until.ending(tokens.low, i)) is None and tokens.at(i - 1) in _LED:
        i -= 1
    if until and not _AS_OF.isdisjoint(tokens.low[max(i - until[1] - 1, 0) : i]):
        return published.year - (month > published.month)
    return published.year - (month - published.month > (_FAR if until else _NEAR))


def _numbers_quarter(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell the number of a quarter from a month: `Quý 4-2024`, the 2 of `quý 1-2/2024`."""
    dashed = tokens.at(i - 1) in _SLASHES and lexicon.month_spans.ending(tokens.low, i - 1)
    return bool(dashed or lexicon.month_spans.ending(tokens.low, i + 1))


def _joined_parts(tokens: Tokens, i: int) -> tuple[list[str], int]:
    if tokens.raw[i].count(".") == 2:
        return tokens.raw[i].split("."), i + 1
    if tokens.raw[i].count(".") == 1 and len(tokens.raw[i].rpartition(".")[2]) == 4:
        return tokens.raw[i].split("."), i + 1
    parts, stop = [tokens.raw[i]], i + 1
    while len(parts) < 3 and tokens.at(stop) in _SLASHES and tokens.is_glued(stop) and tokens.is_digits(stop + 1):
        if not tokens.is_glued(stop + 1):
            break
        parts.append(tokens.raw[stop + 1])
        stop += 2
    if len(parts) == 2 and len(parts[0]) == 4:
        return parts[:1], i + 1
    return parts, stop


def _read_day_first(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> SaidDate | None:
    """Read `4 May 2024` and `4 tháng 5 năm 2024`."""
    if len(tokens.raw[i]) > 2:
        return None
    word = tokens.at(i + 1)
    if word in lexicon.months and tokens.raw[i + 1][0].isupper():
        month = lexicon.months[word]
        year, stop = _year_after(tokens, i + 2, lexicon)
        year = year or (year_of_month(tokens, i, month, lexicon, published) if published else None)
        return _checked(year, month, tokens.raw[i], stop) if year else None
    if word in lexicon.month_words and tokens.is_digits(i + 2) and not _numbers_park(tokens, i):
        return _read_vietnamese_month(tokens, i + 1, lexicon, published, day=tokens.raw[i])
    return None


def _numbers_park(tokens: Tokens, i: int) -> bool:
    """Tell the number of a park from a day: `KCN Sóng Thần 2 tháng 5/2023`, but `Thứ Hai 2 tháng 5/2023`."""
    return is_part_of_name(tokens, i, i + 1) and tokens.at(i - 2) not in {"thứ", "thu", "chủ", "chu"}


def _read_english(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> SaidDate | None:
    """Read `May 2024`, `May 4, 2024`, `Nov. 30`."""
    month, j = lexicon.months[tokens.at(i)], i + 1
    if tokens.at(j) == "." and tokens.is_glued(j):
        j += 1
    day = None
    if tokens.is_digits(j) and len(tokens.raw[j]) <= 2:
        day, j = tokens.raw[j], j + 1
        if tokens.at(j) in {"st", "nd", "rd", "th"}:
            j += 1
    year, stop = _year_after(tokens, j, lexicon)
    counted = tokens.at(i - 1) == "to" and tokens.at(i - 2) == "months"  # the seven months to July
    if year is None and published and day:
        year = year_of_month(tokens, i, month, lexicon, published)
    elif year is None and published and (counted or tokens.at(i - 1) in _BEFORE_MONTH):
        year = published.year - (month > published.month and tokens.at(i - 1) not in _AHEAD)
    return _checked(year, month, day, stop) if year else None


def _read_vietnamese_month(
    tokens: Tokens, i: int, lexicon: Lexicon, published: date | None, *, day: str | None
) -> SaidDate | None:
    parts, j = _joined_parts(tokens, i + 1)
    if len(parts) == 2:
        return _checked(parts[1], parts[0], day, j)
    if len(parts[0]) > 2 or not parts[0].isdecimal():
        return None
    year, stop = _year_after(tokens, i + 2, lexicon)
    if year is None and published:
        year = year_of_month(tokens, i - (day is not None), int(parts[0]), lexicon, published)
    return _checked(year, parts[0], day, stop) if year else None


def _year_after(tokens: Tokens, j: int, lexicon: Lexicon) -> tuple[int | None, int]:
    k = j
    while tokens.at(k) in {",", "of", "/"} or tokens.at(k) in lexicon.year_words:
        k += 1
        if k > j + 2:
            break
    if is_year(tokens, k):
        return int(tokens.raw[k]), k + 1
    return None, j


def _checked(year: int | str, month: int | str, day: int | str | None, stop: int) -> SaidDate | None:
    """Make a date if the calendar has it."""
    try:
        found = SaidDate(int(year), int(month), int(day) if day is not None else None, stop)
        date(found.year, found.month or 0, 1 if found.day is None else found.day)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2100 else None


def period_of(found: SaidDate) -> Period:
    """Return the period that a date covers."""
    return Period(start=found.first, end=found.last)
