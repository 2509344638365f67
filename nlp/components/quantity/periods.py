"""Seventh step: the period that a figure speaks of (`2023-2025`, `đến năm 2030`, `quý I/2021`, `this year`)."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from config.schema import Period
from nlp.components.quantity.dates import SaidDate, period_of, read_date, year_of_month
from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens

_DASHES = frozenset("-–—/")
_ENDS = frozenset(".!?;|")
_DAYS = frozenset(("ngày", "the"))
_PARTS = frozenset(("early", "mid", "late", "end"))
_LINKS = 4  # words between months and their year
_YEAR = 12  # months
_LONG = 36  # months that are counted up to a date
_AFTER = frozenset(("sau", "after"))
_SHORT_SIGNS = frozenset("/'’")  # before the two digits of a year: Q2/23
_BEFORE_SHORT = frozenset('(/-–—"“')
_CENTURY = 2000
_SHORT_YEARS = range(_CENTURY, _CENTURY + 50)


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period and the tokens that say it."""

    first: int
    stop: int
    period: Period
    closed: bool = False  # both ends are said


def find_periods(tokens: Tokens, lexicon: Lexicon, published: date | None) -> list[PeriodSpan]:
    """Find the periods that a passage names, from left to right; relative ones count from the day of publication."""
    spans: list[PeriodSpan] = []
    floor = 0
    starters = lexicon.period_starters
    for i in [i for i, word in enumerate(tokens.low) if word in starters or word[-1].isdecimal()]:
        if i < floor:
            continue
        span = read_period(tokens, i, lexicon, published)
        if span is not None:
            floor = span.stop
            if not (
                _is_compared(tokens, span, lexicon) or _is_dateline(tokens, span) or _is_code(tokens, i, span.stop)
            ):
                spans.append(span)
    return spans


def _is_compared(tokens: Tokens, span: PeriodSpan, lexicon: Lexicon) -> bool:
    """`so với năm 2020`, `than in 2021`: the year that is compared with is not the figure's."""
    if span.closed or (len(span.period.start or "") == 4 and span.period.start != span.period.end):
        return False
    first = span.first
    while first > 0 and tokens.low[first - 1] in lexicon.year_words:
        first -= 1
    same = lexicon.same.ending(tokens.low, first)
    if same and _opens_sentence(tokens, first - same[1]):  # Cùng kỳ năm ngoái, ...
        return False
    # `to` opens a period, too, but not in `compared to 2022`
    return any(lexicon.compared.ending(tokens.low, stop) is not None for stop in (first, first + 1))


def _opens_sentence(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.raw[i - 1] in _ENDS or tokens.is_line_start(i)


def _is_dateline(tokens: Tokens, span: PeriodSpan) -> bool:
    """A date beside a clock time or a bar is the page's, not the text's."""
    behind = tokens.at(span.stop)
    clock = tokens.is_digits(span.stop) and tokens.at(span.stop + 1) == ":" and tokens.is_digits(span.stop + 2)
    before = tokens.is_digits(span.first - 1) and tokens.at(span.first - 2) == ":" and tokens.is_digits(span.first - 3)
    return len(span.period.start or "") == 10 and (behind == "|" or clock or before)


def _is_code(tokens: Tokens, i: int, stop: int) -> bool:
    """Tell whether what would be a period is part of a code: `TCVN 5945:2005`, `06/2022/NĐ-CP`, `km 1930`."""
    is_standard = tokens.at(i - 1) == ":" and tokens.is_glued(i) and tokens.is_glued(i - 1) and tokens.is_digits(i - 2)
    is_decree = tokens.at(stop) == "/" and tokens.is_glued(stop) and tokens.is_glued(stop + 1)
    return is_standard or (is_decree and tokens.at(stop + 1).isalpha()) or tokens.at(i - 1) == "km"


def read_period(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> PeriodSpan | None:
    """Read the period that starts at token i, opened to one side by `by`, `since`, `đến` before it."""
    span = None
    if tokens.at(i) in lexicon.period_starters:
        span = (
            _read_relative(tokens, i, lexicon, published)
            or _read_month_span(tokens, i, lexicon, published)
            or _read_months(tokens, i, lexicon, published)
        )
    span = (
        span
        or _read_short(tokens, i, lexicon)
        or _read_years(tokens, i, lexicon)
        or _read_dates(tokens, i, lexicon, published)
    )
    return span and _open(tokens, span, lexicon)


def _read_short(tokens: Tokens, i: int, lexicon: Lexicon) -> PeriodSpan | None:
    """Read `1H25`, `2Q/2023`, `H1/24`, `9M2024`, `FY23`, in capital letters, none of it parted."""
    if tokens.raw[i] in lexicon.fiscal_years and not is_year(tokens, i + 1):
        year, stop = _short_year(tokens, i + 1)
        return PeriodSpan(i, stop, Period(start=str(year), end=str(year))) if year else None
    if not tokens.is_glued(i + 1) or (tokens.is_glued(i) and tokens.at(i - 1) not in _BEFORE_SHORT):
        return None  # $9M 2024
    found = lexicon.short_spans.get(tokens.raw[i] + tokens.raw[i + 1])
    year, stop = _short_year(tokens, i + 2) if found else (None, i)
    return PeriodSpan(i, stop, months_of(year, *found)) if found and year else None


def _short_year(tokens: Tokens, j: int) -> tuple[int | None, int]:
    """Return the year right behind what token j follows, and the token behind it: the 25 of `1H25`, `/23`, `’24`."""
    is_parted = tokens.at(j) in _SHORT_SIGNS and tokens.is_glued(j)
    k = j + is_parted
    if is_year(tokens, k):
        return int(tokens.raw[k]), k + 1
    word = tokens.at(k)
    if len(word) == 2 and word.isdecimal() and tokens.is_glued(j) and tokens.is_glued(k):
        year = _CENTURY + int(word)
        if year in _SHORT_YEARS and not (tokens.is_glued(k + 1) and tokens.at(k + 1).isalnum()):
            return year, k + 1
    return None, j


def _read_years(tokens: Tokens, i: int, lexicon: Lexicon) -> PeriodSpan | None:
    """Read `2021-2025`, `2021-25`, `from 2021 to 2025`, `từ năm 2021 đến năm 2025`."""
    if not is_year(tokens, i):
        return None
    j = i + 1
    dashed = tokens.at(j) in _DASHES
    link = lexicon.until.starting(tokens.low, j) or lexicon.between.starting(tokens.low, j)
    if not dashed and not (link and _is_opened(tokens, i, lexicon)):
        return None
    k = j + (link[1] if link and not dashed else 1)
    if tokens.at(k) in lexicon.year_words:
        k += 1
    if is_year(tokens, k) and int(tokens.raw[k]) > int(tokens.raw[i]):
        return PeriodSpan(i, k + 1, Period(start=tokens.raw[i], end=tokens.raw[k]))
    short = tokens.at(k)
    if dashed and len(short) == 2 and short.isdecimal() and tokens.is_glued(k) and short > tokens.raw[i][2:]:
        return PeriodSpan(i, k + 1, Period(start=tokens.raw[i], end=tokens.raw[i][:2] + short))
    return None


def _is_opened(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    stop = i - 1 if tokens.at(i - 1) in lexicon.year_words else i
    return lexicon.since.ending(tokens.low, stop) is not None or lexicon.opened.ending(tokens.low, stop) is not None


def _read_months(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> PeriodSpan | None:
    """Read `January to June 2022`, `tháng 1 đến tháng 6/2022`."""
    first, j = _month_at(tokens, i, lexicon)
    if first is None:
        return None
    link = lexicon.until.starting(tokens.low, j) or lexicon.between.starting(tokens.low, j)
    if link is None and tokens.at(j) not in _DASHES:
        return None
    k = j + (link[1] if link else 1)
    last = read_date(tokens, k, lexicon, published)
    if last is None:
        month, stop = _month_at(tokens, k, lexicon)
        if month is None or published is None or month <= first or tokens.is_digits(stop):
            return None
        year = published.year - (month > published.month)  # January-June: the last that is over
        return PeriodSpan(i, stop, months_of(year, first, month), closed=True)
    if last.month is None or last.day is not None or last.month < first:
        return None
    return PeriodSpan(i, last.stop, Period(start=f"{last.year:04d}-{first:02d}-01", end=last.last), closed=True)


def _read_dates(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> PeriodSpan | None:
    """Read a date, or one up to another: `May 2024`, `July 2020 to June 2024`, `10/2022–9/2023`."""
    if tokens.is_glued(i) and tokens.at(i - 1) == "/" and tokens.at(i + 1) == "/":
        return None  # a decree's year
    first = read_date(tokens, i, lexicon, published)
    if first is None:
        return None
    last = _read_further_date(tokens, i, first, lexicon, published) if first.month else None
    if last is not None:
        return PeriodSpan(i, last.stop, Period(start=first.first, end=last.last), closed=True)
    shifted = lexicon.relative_years.starting(tokens.low, first.stop)
    if shifted and published and first.month:  # tháng 12 năm ngoái
        first = replace(first, year=published.year + shifted[0], stop=first.stop + shifted[1])
    return PeriodSpan(i, first.stop, period_of(first))


def _read_further_date(
    tokens: Tokens, i: int, first: SaidDate, lexicon: Lexicon, published: date | None
) -> SaidDate | None:
    """Read the later date that one at token i leads to."""
    j = first.stop
    joined = lexicon.between.starting(tokens.low, j)
    link = lexicon.until.starting(tokens.low, j) or (joined if joined and _is_opened(tokens, i, lexicon) else None)
    if link is None and tokens.at(j) not in _DASHES - {"/"}:
        return None
    k = j + (link[1] if link else 1)
    last = read_date(tokens, k + (tokens.at(k) in _DAYS), lexicon, published)
    return last if last and last.month and last.last > first.last else None


def _month_at(tokens: Tokens, i: int, lexicon: Lexicon) -> tuple[int | None, int]:
    """Return the month that token i names, and the token behind it."""
    word = tokens.at(i)
    if word in lexicon.months:
        return (lexicon.months[word], i + 1) if tokens.raw[i][0].isupper() else (None, i)
    number = tokens.at(i + 1)
    if word in lexicon.month_words and number.isascii() and number.isdecimal() and 1 <= int(number[:3]) <= 12:
        return int(number), i + 2
    return None, i


def _read_month_span(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> PeriodSpan | None:
    """Read `quý I/2021`, `first nine months of 2023`, `6 tháng đầu năm`."""
    found = lexicon.month_spans.starting(tokens.low, i)
    if found is None:
        return None
    (first, last), length = found
    j = i + length
    if tokens.is_glued(j) and tokens.at(j).isalpha():
        return None  # H2SO4
    further = _read_further(tokens, i, j, last, lexicon)
    last, j = further or (last, j)
    year, stop = _year_behind(tokens, j, lexicon, published)
    if year is None and tokens.at(j) in _SHORT_SIGNS:
        year, stop = _short_year(tokens, j)
    if year is None and published:
        year = year_of_month(tokens, i, first, lexicon, published)
    if year is None:
        return None
    is_over = tokens.at(i - 1) in _AFTER  # sau 9 tháng: in them
    return PeriodSpan(i, stop, months_of(year, first, last), closed=further is not None or is_over)


def months_of(year: int, first: int, last: int) -> Period:
    """Return the period from one month of a year to another, to its last day."""
    return Period(start=f"{year:04d}-{first:02d}-01", end=f"{year:04d}-{last:02d}-{monthrange(year, last)[1]:02d}")


def _read_further(tokens: Tokens, i: int, j: int, last: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Read on from `quý I` at token i to `và quý II`, `-2/2024` at token j: the last month, and the token behind."""
    joined = lexicon.between.starting(tokens.low, j)
    link = joined or lexicon.until.starting(tokens.low, j)
    if link is None and tokens.at(j) not in _DASHES:
        return None
    k = j + (link[1] if link else 1)
    found = lexicon.month_spans.starting(tokens.low, k)
    if found is None:
        found = lexicon.month_spans.starting([tokens.at(i), tokens.at(k)], 0)
        if found is None or _year_behind(tokens, k + 1, lexicon, None)[0] is None:
            return None
        k -= 1  # the word is said once
    (first, end), length = found
    return (end, k + length) if first == last + 1 or (first > last and not joined) else None


def _year_behind(tokens: Tokens, j: int, lexicon: Lexicon, published: date | None) -> tuple[int | None, int]:
    """Find the year of months said before token j (`năm 2024`, `of last year`), and the token behind it."""
    for k in range(j, j + _LINKS + 1):
        if is_year(tokens, k):
            return int(tokens.raw[k]), k + 1
        found = lexicon.relative_years.starting(tokens.low, k)
        if found and published and tokens.at(k - 1) != "," and not is_year(tokens, k + found[1]):
            return published.year + found[0], k + found[1]
        if tokens.at(k) not in lexicon.period_links:
            break
    return None, j


def _read_relative(tokens: Tokens, i: int, lexicon: Lexicon, published: date | None) -> PeriodSpan | None:
    """Read `năm ngoái`, `next year`, `last quarter`, `tháng trước`."""
    years = lexicon.relative_years.starting(tokens.low, i)
    months = lexicon.relative_months.starting(tokens.low, i)
    found = years or months
    if found is None or published is None or _is_counted(tokens, i, i + found[1], lexicon):
        return None
    stop = i + found[1]
    if is_year(tokens, stop) or tokens.at(stop) in lexicon.not_relative_before:
        return None
    if years:
        said = f"{published.year + years[0]:04d}"
        begun = _read_since_new_year(tokens, i, stop, lexicon, published) if not years[0] else None
        return begun or PeriodSpan(i, stop, Period(start=said, end=said))
    if months is None or (
        lexicon.month_spans.starting(tokens.low, i) and tokens.at(stop) in lexicon.period_links - {","}
    ):
        return None  # the last quarter of the year
    shift, length = months[0]
    year, block = divmod(published.year * _YEAR // length + (published.month - 1) // length + shift, _YEAR // length)
    return PeriodSpan(i, stop, months_of(year, block * length + 1, (block + 1) * length))


def _read_since_new_year(tokens: Tokens, i: int, stop: int, lexicon: Lexicon, published: date) -> PeriodSpan | None:
    """Read on from `từ đầu năm` to `đến ngày 15/9`, `tới hết tháng 9`."""
    link = lexicon.until.starting(tokens.low, stop) if lexicon.since.starting(tokens.low, i) else None
    if link is None:
        return None
    k = stop + link[1]
    last = read_date(tokens, k + (tokens.at(k) in _DAYS), lexicon, published)
    if last is None or last.month is None or last.year != published.year:
        return None
    return PeriodSpan(i, last.stop, Period(start=f"{last.year:04d}-01-01", end=last.last), closed=True)


def _is_counted(tokens: Tokens, i: int, stop: int, lexicon: Lexicon) -> bool:
    """`3 năm trước`, `hai tháng tới`, `những năm tới`: the word before tells of several."""
    before = tokens.at(i - 1)
    if before in lexicon.not_relative_after:
        return True
    return tokens.at(stop - 1) in lexicon.not_rates and (tokens.is_digits(i - 1) or before in lexicon.numbers)


def _open(tokens: Tokens, span: PeriodSpan, lexicon: Lexicon) -> PeriodSpan:
    """Open a period to the past after `by`, to the future after `since`."""
    if span.closed or (span.period.start != span.period.end and len(span.period.start or "") == 4):
        return span
    low, stop, period = tokens.low, span.first, span.period
    if tokens.at(stop - 1) == "-" and tokens.is_glued(stop) and tokens.at(stop - 2) in _PARTS:  # by mid-2025
        stop -= 2
    while True:
        until, since = lexicon.until.ending(low, stop), lexicon.since.ending(low, stop)
        if until and not (since and since[1] > until[1]):  # not `từ cuối`
            first = stop - until[1]
            return PeriodSpan(first, span.stop, _months_up_to(tokens, first, period, lexicon))
        if since:
            return PeriodSpan(stop - since[1], span.stop, Period(start=period.start, end=None))
        if stop == 0 or not (low[stop - 1] in lexicon.year_words or low[stop - 1] in {"ngày", "the", "end", "of"}):
            return span
        stop -= 1


def _months_up_to(tokens: Tokens, i: int, period: Period, lexicon: Lexicon) -> Period:
    """Return a period up to its end, from the beginning of the months before token i: `12 months to September 2022`."""
    word, count = tokens.at(i - 1), lexicon.numbers.get(tokens.at(i - 2), tokens.at(i - 2))
    months = int(count) if word == "months" and str(count).isdecimal() else _YEAR if word == "year" else 0
    end = date.fromisoformat(period.end) if period.end and len(period.end) == len("2025-06-30") else None
    if not 0 < months <= _LONG or end is None or (word == "year" and count != "the"):
        return Period(start=None, end=period.end)
    year, month = divmod(end.year * _YEAR + end.month - months, _YEAR)
    return Period(start=f"{year:04d}-{month + 1:02d}-01", end=period.end)
