"""Tell numbers that are no figures: dates, times, phones, decrees, ordinals, zone and list numbers."""

from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens

_CHAIN = frozenset("/-.–_:")
_DECREE_LETTERS = frozenset("ĐQNTCPU")
_CODES = frozenset("USD TJ TOE TEU TEUs TWh TW TB CHF EUR VND VNĐ DWT THB TCO NTD KTOE UK US GPU CPU".split())
_YEARS = range(1900, 2101)
_DAY = 24  # hours
_DAYS = 31
_SPANS = frozenset(("ngày", "đêm"))  # ngày 4-7 giờ
_SENT = frozenset(("xe", "lính", "chiến", "cảnh"))  # what a brigade sends out
_LUNAR_MONTHS = frozenset(("giêng", "chạp"))
_POINTING = frozenset(("this", "that", "the"))
_LEADER = 5  # dots at least
_PAIRS = frozenset(("và", "and", "&"))
_MONTHS = 12
_SHORT_SPANS = frozenset(("month", "months", "quarters", "tháng", "quý"))
_PAST = frozenset(("past", "last"))
_DURING = frozenset(("in", "over", "during", "for", "within"))
_NOUNS = 3  # words of what months sum up
_REPORTED = frozenset(
    "fdi figure figures revenue revenues profit profits turnover exports imports gdp grdp iip growth result results "
    "total sales earnings surplus deficit disbursement".split()
)
_SCALES = frozenset((200, 500, 1000, 2000, 5000, 10000, 25000, 50000))
_WINDS = frozenset("NESW")
TIMES_OF_DAY = frozenset(("sáng", "trưa", "chiều", "tối", "đêm", "cùng", "ngày"))
_UNIT = 3  # tokens of a unit said twice: 12 dự án/15 dự án
_GLUED_BEFORE = frozenset("x×±~≈><≥≤+([\"“'‘,;:=-–—/*•!?|&#.%)")


def skip_excluded(tokens: Tokens, i: int, lexicon: Lexicon, *, has_currency: bool) -> int:
    """Return the token behind the thing at token i that is no quantity whatever follows it, or i itself."""
    if not tokens.is_digits(i):
        return i
    if not has_currency and _is_inside_a_word(tokens, i, lexicon):
        return i + 1
    if (stop := _skip_chain(tokens, i)) > i:
        return stop
    if _is_scale(tokens, i):
        return i + 3
    if (
        _is_clock_time(tokens, i)
        or _is_coordinate(tokens, i)
        or _is_phone(tokens, i)
        or _is_ordinal(tokens, i, lexicon)
        or _is_page(tokens, i)
    ):
        return i + 1
    is_date = _is_day_of_month(tokens, i, lexicon) or _is_vietnamese_date(tokens, i, lexicon)
    return i + 1 if is_date or _is_year_of_date(tokens, i, lexicon) else i


def _is_page(tokens: Tokens, i: int) -> bool:
    """Tell whether a row of dots leads to the number, as in a table of contents."""
    return i >= _LEADER and tokens.low[i - _LEADER : i] == ["."] * _LEADER


def _is_inside_a_word(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """CO2, QL5, Km25, B2: letters before the digits without a blank; `Diện tích234,35 km²` only lost one."""
    if not tokens.is_glued(i):
        return False
    if lexicon.measures.ending(tokens.low, i):
        named = lexicon.measures.ending(tokens.low, i + 1)  # BOD5
        return named is not None and named[1] > 1
    before = tokens.low[i - 1]
    if before in _GLUED_BEFORE:
        word = tokens.at(i - 2)
        if word in lexicon.stops or (
            before == "."
            and word.isalpha()
            and (len(word) > 3 or tokens.raw[i - 2].islower())
            and not tokens.is_glued(i + 1)
        ):
            return False  # `now-18`; a full stop that lost its blank
        if before == "/" and _is_unit_again(tokens, i):
            return False
        return (
            (before in {"/", "-", "–", ".", "_", "+"} or (before == ":" and tokens.is_digits(i - 2)))
            and _follows_alphanumeric(tokens, i - 1)
            and (tokens.at(i - 2) not in lexicon.minus and not lexicon.before.ending(tokens.low, i))
        )
    # now18, trút18 tấn, but SO2
    is_word = (before in lexicon.stops and not tokens.raw[i - 1].isupper()) or (
        tokens.raw[i - 1].islower()
        and len(before) > 2
        and not before.isascii()
        and tokens.at(i + 1).isalpha()
        and not tokens.is_line_start(i + 1)
    )
    return not (before == "x" or lexicon.before.ending(tokens.low, i) or is_word)


def _is_unit_again(tokens: Tokens, i: int) -> bool:
    """`216 ha/271 ha`, `408 hộ/477 hộ`: a part and its whole, each with the unit."""
    low = tokens.low
    return any(
        tokens.is_digits(i - 2 - n) and low[i - 1 - n : i - 1] == low[i + 1 : i + 1 + n] for n in range(1, _UNIT + 1)
    )


def _follows_alphanumeric(tokens: Tokens, i: int) -> bool:
    return tokens.is_glued(i) and (tokens.raw[i - 1][-1].isalnum())


def _skip_chain(tokens: Tokens, i: int) -> int:
    """Skip `35/2022/NĐ-CP`, `12/5/2024`, `2021-2025`, `5-NQ/TW`, `0225.383.1234`: return where it ends."""
    j, parts, letters = i + 1, 1, False
    while (
        j + 1 < len(tokens) and tokens.glued[j] and tokens.glued[j + 1]
        and tokens.low[j] in {"/", "-", ".", "–"} and tokens.raw[j + 1][0].isalnum()
    ):  # fmt: skip
        letters = letters or (
            tokens.raw[j + 1].isupper() and len(tokens.raw[j + 1]) > 1 and tokens.raw[j + 1].isalpha()
        )
        digits = tokens.raw[j + 1][0].isdecimal()
        if not digits and not letters:
            break
        j, parts = j + 2, parts + 1
        if not digits and j < len(tokens) and tokens.glued[j] and tokens.is_digits(j):
            j += 1
    if parts >= 3 and _looks_numbered(tokens, i, j):
        return j
    if parts >= 2 and letters and tokens.low[i + 1] in {"/", "-"} and _is_decree(tokens, i):
        return j
    numbers = parts == 2 and tokens.raw[i].isdecimal() and tokens.raw[i + 2].isdecimal()
    return j if numbers and (_is_month_and_year(tokens, i) or _is_year_and_month(tokens, i)) else i


def _looks_numbered(tokens: Tokens, i: int, stop: int) -> bool:
    """Three parts or more are a date or a number of a document, unless they are a price `2,8/m2/tháng`."""
    return all(tokens.raw[k].isdecimal() for k in range(i, min(i + 3, stop), 2)) or tokens.raw[i + 1] != "/"


def _is_decree(tokens: Tokens, i: int) -> bool:
    """`118-QĐ/TW` and `82/NQ-CP`, but not `5-MW` or `10/MWh`."""
    letters = tokens.raw[i + 2]
    return tokens.raw[i].isdecimal() and not _DECREE_LETTERS.isdisjoint(letters) and letters not in _CODES


def _is_month_and_year(tokens: Tokens, i: int) -> bool:
    """`5/2024`, `quý I/2021` and `2021-2025`."""
    left, sign, right = tokens.raw[i], tokens.raw[i + 1], tokens.raw[i + 2]
    if len(right) != 4 or int(right) not in _YEARS:
        return False
    return (sign in "/-." and len(left) < 5 and 1 <= int(left) <= 12) or (len(left) == 4 and int(left) in _YEARS)


def _is_year_and_month(tokens: Tokens, i: int) -> bool:
    """`2023-11` in a line of dates."""
    left, sign, right = tokens.raw[i : i + 3]
    return len(left) == 4 and int(left) in _YEARS and sign == "-" and len(right) == 2 and 1 <= int(right) <= 12


def _is_clock_time(tokens: Tokens, i: int) -> bool:
    after = tokens.at(i + 1)
    if after == ":" and tokens.is_glued(i + 1) and tokens.is_digits(i + 2) and tokens.is_glued(i + 2):
        return True
    if tokens.at(i - 1) == ":" and tokens.is_digits(i - 2) and tokens.is_glued(i):
        return True
    if tokens.at(i - 1) in {"h", "giờ"} and tokens.is_digits(i - 2) and (after in TIMES_OF_DAY or after == "phút"):
        return True
    if after == "giờ" and tokens.at(i + 2) == "ngày" and tokens.is_digits(i + 3):  # chừng 20 giờ ngày 10.5
        return True
    if after == "giờ" and tokens.at(i + 2) in {*TIMES_OF_DAY, "hôm"} - {"cùng", "ngày"}:  # 7 giờ sáng tới 20 giờ tối
        return tokens.raw[i].isdecimal() and int(tokens.raw[i][:9]) <= _DAY
    return after in {"h", "g", "giờ"} and tokens.is_digits(i + 2) and (after == "giờ" or tokens.is_glued(i + 2))


def _is_scale(tokens: Tokens, i: int) -> bool:
    """The scale of a map, as in `quy hoạch chi tiết 1/500`."""
    below = tokens.at(i + 2)
    digits = below.replace(".", "").replace(",", "")
    return tokens.raw[i] == "1" and tokens.at(i + 1) == "/" and digits.isdecimal() and int(digits[:9]) in _SCALES


def _is_coordinate(tokens: Tokens, i: int) -> bool:
    """`21°18′N`, `105.600°E`."""
    if tokens.at(i + 1) in {"′", "″"} and tokens.at(i - 1) in {"°", "′"}:
        return True
    behind = tokens.raw[i + 2 : i + 3]
    return tokens.at(i + 1) == "°" and bool(behind) and (behind[0] in _WINDS or behind[0].isdecimal())


def _is_phone(tokens: Tokens, i: int) -> bool:
    """A leading zero and more than two digits, or ten digits in a row."""
    word = tokens.raw[i]
    return word.isdecimal() and ((word[0] == "0" and len(word) > 2) or len(word) > 12)


def _is_ordinal(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    after = tokens.at(i + 1)
    if after in {"a", "p"} and tokens.low[i + 2 : i + 4] == [".", "m"] and tokens.is_glued(i + 3):
        return True
    if after == "o" and tokens.at(i + 3) == "clock":
        return True
    if after not in lexicon.not_after or (after == "h" and _lasts(tokens, i)):
        return False
    return tokens.is_glued(i + 1) or after in {"am", "pm"}


def _lasts(tokens: Tokens, i: int) -> bool:
    """Tell hours that something takes (`8h/ngày`, `48h`) from a time of the day (`8h`)."""
    return tokens.at(i + 2) == "/" or (tokens.raw[i].isdecimal() and int(tokens.raw[i][:9]) >= _DAY)


def _is_day_of_month(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`May 4`, `4 May 2020`: a month's name beside a number up to 31."""
    if not lexicon.months or not tokens.raw[i].isdecimal() or int(tokens.raw[i][:9]) > 31:
        return False
    before = i - 2 if tokens.at(i - 1) == "." else i - 1
    if tokens.at(before) in lexicon.months and tokens.raw[before][0].isupper():
        return True
    after = i + 1
    return tokens.at(after) in lexicon.months and tokens.raw[after][0].isupper()


def _is_year_of_date(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`March 31, 2015`, `Jan 04 2014`, `1 May 2024`, `late September 2004`: the year behind a month or a day."""
    if not is_year(tokens, i) or (tokens.low[i - 1] not in {",", *lexicon.months} and not tokens.is_digits(i - 1)):
        return False
    before = i - 2 if tokens.at(i - 1) == "," else i - 1
    if tokens.is_digits(before):
        return _is_day_of_month(tokens, before, lexicon)
    return tokens.at(before) in lexicon.months and tokens.raw[before].istitle()


def _is_vietnamese_date(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`ngày 5 tháng 9`, `05 tháng 05 năm 2003`: each number of it."""
    if lexicon.language != "vi" or len(tokens.raw[i]) > 5:
        return False
    if not tokens.raw[i].isdecimal() or len(tokens.raw[i]) > 2:
        return _is_dashed_day(tokens, i, lexicon)
    month, year = lexicon.fold("tháng"), lexicon.fold("năm")
    if lexicon.mimics.ending(tokens.low, i):  # mỗi tháng 4-6 triệu đồng
        return False
    if _is_dashed_day(tokens, i, lexicon) or (tokens.at(i - 1) == "-" and _is_dashed_day(tokens, i - 2, lexicon)):
        return True
    if tokens.at(i + 1) == month and tokens.at(i + 2) in _LUNAR_MONTHS:
        return True
    if tokens.at(i + 1) == month and tokens.is_digits(i + 2) and len(tokens.raw[i + 2]) <= 2:
        return True
    after = tokens.at(i + 1)  # cao hơn hồi đầu tháng 11%
    return tokens.at(i - 1) == month and after != "%" and (not after.isalpha() or after == year)


def _is_dashed_day(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`chiều 4-7 nhà máy ra thông báo`: the day and month behind a part of the day."""
    if tokens.at(i - 1) not in lexicon.day_words - _SPANS or not tokens.is_digits(i):
        return False
    day, _, month = tokens.raw[i].partition(".")
    if day.isdecimal() and month.isdecimal() and int(day[:9]) <= _DAYS and len(month) <= 2 and 0 < int(month) <= 12:
        return not tokens.is_glued(i + 1) and tokens.at(i + 1) not in lexicon.magnitudes  # hôm 10.2 ký
    month = tokens.at(i + 2)
    glued = tokens.at(i + 1) == "-" and tokens.is_glued(i + 1) and tokens.is_glued(i + 2)
    return glued and month.isdecimal() and len(month) <= 2 and 0 < int(month) <= 12


def looks_like_label(tokens: Tokens, first: int, stop: int) -> bool:
    """Tell whether a number without unit is a label: a year, a score, part of a name (`S&P 500`, `Game 7`)."""
    word = tokens.raw[first]
    if word.isdecimal() and ((len(word) == 4 and 1500 <= int(word) < 2200) or (word[0] == "0" and len(word) > 1)):
        return True
    after = tokens.raw[stop] if stop < len(tokens) and not tokens.is_line_start(stop) else ""
    before = tokens.raw[first - 1] if first else ""
    if (before in {"-", "–"} and tokens.is_digits(first - 2)) or (after in {"-", "–", ":"} and tokens.is_glued(stop)):
        return True
    return (
        (before == "," and after in {",", "."})
        or (before.lower() != before and first > 1 and before.isalpha())
        or before in {"&", "#"}
        or (after[:1].isupper() and "." not in word)
        or first == 0
    )


def is_year(tokens: Tokens, i: int) -> bool:
    """Tell whether token i can be a year: four digits from 1900 to 2100."""
    word = tokens.raw[i] if 0 <= i < len(tokens) else ""
    return len(word) == 4 and word.isdecimal() and int(word) in _YEARS


def is_numbered(tokens: Tokens, first: int, lexicon: Lexicon) -> str | None:
    """Return `firm` or `weak` when a word before token `first` numbers things (`Điều 5`, `Phase 2`)."""
    first = _first_of_row(tokens, first)
    found = lexicon.not_before.ending(tokens.low, first)
    if found is None or lexicon.mimics.ending(tokens.low, first) or tokens.is_line_start(first):
        return None
    if found[0] == "điều" and (tokens.at(first + 1) in _SENT or tokens.at(first + 2) in _SENT):
        return None  # điều 15 xe chữa cháy
    if lexicon.fold(found[0]) not in lexicon.weak_cues:
        return "firm"
    return None if _is_spoken_of(tokens, first, found[1], lexicon) else "weak"


def _is_spoken_of(tokens: Tokens, first: int, length: int, lexicon: Lexicon) -> bool:
    """Tell whether the word before a number is a thing spoken of, no numbered one: `with the project 35 courses`."""
    cue = first - length
    pointed = not _POINTING.isdisjoint(tokens.low[max(0, cue - 2) : cue])
    big = tokens.raw[first].isdecimal() and len(tokens.raw[first]) > 1
    return lexicon.language == "en" and pointed and big and tokens.raw[cue].islower() and tokens.at(first + 1).isalpha()


def _first_of_row(tokens: Tokens, first: int) -> int:
    """Return the first of digits that follow each other: the 1 of `giai đoạn 1, 2 và 3`."""
    links = _PAIRS
    while tokens.at(first - 1) in links and _follows(tokens.at(first - 2), tokens.at(first)):
        first, links = first - 2, _PAIRS | {","}
    return first


def _follows(one: str, two: str) -> bool:
    return len(one) == len(two) == 1 and one.isdecimal() and two.isdecimal() and int(two) == int(one) + 1


def is_month_span(tokens: Tokens, i: int, stop: int, lexicon: Lexicon) -> bool:
    """Tell whether the months counted from token i say when, not how long: `6 tháng đầu năm`."""
    low, links = tokens.low, lexicon.period_links
    if low[stop - 1] in _SHORT_SPANS and (_reports(tokens, stop, lexicon) or _are_past(tokens, i, stop)):
        return True
    if low[stop - 1 : stop + 1] == ["months", "to"] and tokens.at(stop + 1) in lexicon.months:
        return True
    for first in (i, i - 1):
        found = lexicon.month_spans.starting(low, first)
        if found is None or (end := first + found[1]) < stop:
            continue
        said = end
        while tokens.at(said) in links and not lexicon.relative_years.starting(low, said):
            said += 1
        is_plain = first == i and links.issuperset(low[stop:end])  # 9 tháng, nine months of
        dated = is_year(tokens, said) or lexicon.relative_years.starting(low, said) is not None
        if dated or (not is_plain and said > end):
            return True
    return False


def _reports(tokens: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """Tell what is summed up over months (`the 10-month FDI figure`, `nine-month net profit`) from `a 3-month loan`."""
    if tokens.at(stop - 2) not in _CHAIN or tokens.at(stop - 1) != "month":
        return False
    told = tokens.low[stop : stop + _NOUNS]
    first = next((k for k, word in enumerate(told) if not word.isalpha() or word in lexicon.stops), len(told))
    return not _REPORTED.isdisjoint(told[:first])


def _are_past(tokens: Tokens, i: int, stop: int) -> bool:
    """Tell the months just gone by (`over the past 6 months`, `10 tháng qua`) from how long something takes."""
    if tokens.raw[i].isdecimal() and int(tokens.raw[i][:9]) > _MONTHS:
        return False
    led = tokens.at(i - 1) in _PAST and tokens.at(i - 2) == "the" and tokens.at(i - 3) in _DURING
    return led or tokens.at(stop) == "qua"


def is_part_of_name(tokens: Tokens, i: int, stop: int) -> bool:
    """Tell whether a small number belongs to the name before it (`Tra Noc 2 industrial parks`, `VSIP 3`)."""
    word = tokens.raw[i]
    if tokens.at(i - 1) == "&" and tokens.is_digits(i - 2):  # Trà Nóc 1&2
        return True
    if tokens.at(i - 1) == "," and _follows(tokens.at(i - 2), word) and tokens.raw[i - 3][:1].isupper():
        return True  # Trà Nóc 1, 2 industrial parks
    if i == 0 or not word.isdecimal() or int(word[:9]) >= 100 or tokens.glued[i]:
        return False
    before = tokens.raw[i - 1]
    if (
        before.lower() == before
        or not before.isalpha()
        or i == 1
        or tokens.raw[i - 2] in {".", "!", "?", ":", ";", "–", "-"}
    ):
        return False
    return int(word) < 10 or (stop < len(tokens) and tokens.raw[i + 1][:1].isupper())
