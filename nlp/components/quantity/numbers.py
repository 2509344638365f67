"""First step: numbers in digits and words, with their magnitudes (`1,08 triệu`, `1.2bn`, `eighteen`, `hai phần ba`)."""

from dataclasses import replace
from decimal import Decimal

from nlp.components.quantity.draft import Number
from nlp.components.quantity.exclusions import is_numbered
from nlp.components.quantity.lexicon import Lexicon, Unit, percent_of
from nlp.components.quantity.tokens import Tokens
from nlp.normalize.number import read_digits

PERCENT = Unit("%", "share")
MULTIPLE = Unit("x", "multiple")
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667"}
_HYPHENS = frozenset("-‑–")
_DONGS = frozenset(("đồng", "vnđ", "vnd", "đ"))
_AND_HALF = {("and", "a", "half"), ("and", "half")}
_QUARTER = 25  # percent
_DECIMALS = 3  # spoken ones
_ADDED = frozenset(("new", "more", "extra", "additional"))
_CROSSES = frozenset("×x*·")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GREATEST = 15  # power of ten of an amount
_LONGEST = 24  # words of one number
_TEN = 10
_OFTEN = frozenset(("twice", "thrice"))
_LEVELS = frozenset(("the", "what", "that", "its", "their", "this"))
_SIZES = frozenset(("much", "many", "high", "large", "big", "long", "fast", "expensive"))
_MORE = frozenset(("less", "more", "lower", "higher", "fewer", "cheaper", "dearer", "smaller", "larger", "faster"))


def read_number(tokens: Tokens, i: int, lexicon: Lexicon, decimal: str, *, money: bool) -> Number | None:
    """Read the number that starts at token i; `money` says that a currency sign precedes it."""
    if tokens.is_digits(i):
        number = _read_digits(tokens, i, decimal)
        if number is None or (number.stop > i + 1 and is_numbered(tokens, i, lexicon)):  # giai đoạn 2 300 ha
            return None
        whole = _add_half(tokens, _pass_repetition(tokens, number, lexicon, decimal))
        return _read_magnitudes(tokens, whole, lexicon, decimal, money=money)
    if lexicon.mimics.ending(tokens.low, i + 1):  # vốn đầu tư tới 3.885 tỷ
        return None
    if tokens.low[i] == "không" and lexicon.before.starting(tokens.low, i):  # không đến một nửa
        return None
    number = _read_special(tokens, i, lexicon) or _read_words(tokens, i, lexicon, decimal)
    if number is None or number.kind != "words" or number.magnitude > 1:
        return number
    spoken = _add_half(tokens, _read_point(tokens, _pass_repetition(tokens, number, lexicon, decimal), lexicon))
    return spoken if spoken is number else _read_magnitudes(tokens, spoken, lexicon, decimal, money=money)


def _pass_repetition(tokens: Tokens, number: Number, lexicon: Lexicon, decimal: str) -> Number:
    """Step over the same number said again, as contracts do: `fifty (50) percent`, `50 (năm mươi) năm`."""
    i = number.stop + 1
    if tokens.at(number.stop) != "(" or i >= len(tokens):
        return number
    again = _read_digits(tokens, i, decimal) if tokens.is_digits(i) else _WordNumber(tokens, lexicon).read(i)
    if again is None or again.value != number.value or tokens.at(again.stop) != ")":
        return number
    return replace(number, stop=again.stop + 1, readings=())


def _add_half(tokens: Tokens, number: Number) -> Number:
    """Read the end of `two and a half years`, `two and half hours`."""
    i = number.stop
    length = next((n for n in (2, 3) if tuple(tokens.low[i : i + n]) in _AND_HALF), 0)
    if not length:
        return number
    return replace(number, value=number.value + Decimal("0.5"), stop=i + length, readings=())


def _read_point(tokens: Tokens, number: Number, lexicon: Lexicon) -> Number:
    """Read the decimals of `bảy phẩy năm`, `seven point five`."""
    j, decimals = number.stop + 1, ""
    if tokens.at(number.stop) in lexicon.points:
        while lexicon.numbers.get(tokens.at(j), 10) < 10 and len(decimals) < _DECIMALS:
            decimals, j = decimals + str(lexicon.numbers[tokens.at(j)]), j + 1
    if not decimals:
        return number
    return replace(number, value=number.value + Decimal(f"0.{decimals}"), stop=j)


def _read_digits(tokens: Tokens, i: int, decimal: str) -> Number | None:
    chunk, stop = _join_spaced_groups(tokens, i)
    reading = read_digits(f"0{chunk}" if chunk[0] == "." else chunk, decimal)
    if reading is None:
        return None
    number = Number(i, stop, reading.value)
    if (power := _read_power(tokens, stop)) is not None:
        return replace(number, value=number.value * power[0], stop=power[1])
    if reading.other is not None and not reading.certain:
        number.readings, number.score = (reading.other,), 0.6
    return _pass_tolerance(tokens, _read_fraction(tokens, number), decimal)


def _read_power(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    """Read the power of ten behind a number: `3.2×10^6`, `3.2 x 10³`, `1.2E+06`, and where it ends."""
    if tokens.at(i) in _CROSSES and tokens.at(i + 1) == "10" and tokens.is_glued(i + 2):
        caret = tokens.at(i + 2) == "^"
        shown, stop = tokens.at(i + 2 + caret).translate(_RAISED), i + 3 + caret
    elif tokens.raw[i : i + 2] == ["E", "+"] and tokens.is_glued(i) and tokens.is_glued(i + 2):
        shown, stop = tokens.at(i + 2), i + 3
    else:
        return None
    return (Decimal(10) ** int(shown), stop) if shown.isdecimal() and int(shown) <= _GREATEST else None


def _pass_tolerance(tokens: Tokens, number: Number, decimal: str) -> Number:
    """Step over what a measure may be off by: `1,200 ± 50 MWh` are about 1,200."""
    i = number.stop
    if tokens.at(i) != "±" or not tokens.is_digits(i + 1):
        return number
    aside = _read_digits(tokens, i + 1, decimal)
    return number if aside is None else replace(number, stop=aside.stop, near="about")


def _join_spaced_groups(tokens: Tokens, i: int) -> tuple[str, int]:
    """Join `1 200 000`: groups of three digits parted by single blanks."""
    stop = i + 1
    if tokens.raw[i].isdecimal() and len(tokens.raw[i]) <= 3:
        while (
            stop < len(tokens)
            and len(tokens.raw[stop]) == 3
            and tokens.raw[stop].isdecimal()
            and tokens.starts[stop] == tokens.ends[stop - 1] + 1
        ):
            stop += 1
        if stop == i + 2 and not tokens.raw[i + 1].endswith("00"):
            stop = i + 1
    return "".join(tokens.raw[i:stop]), stop


def _read_fraction(tokens: Tokens, number: Number) -> Number:
    """Read `½` and `3 1/2` into the number."""
    i = number.stop
    if tokens.at(i) in _VULGAR:
        return replace(number, value=number.value + Decimal(_VULGAR[tokens.at(i)]), stop=i + 1)
    if tokens.is_digits(i) and tokens.at(i + 1) in {"/", "⁄"} and len(tokens.raw[i]) == 1 and tokens.is_glued(i + 2):
        bottom = tokens.at(i + 2)
        if bottom.isdecimal() and len(bottom) < 5 and 0 < int(tokens.raw[i]) < int(bottom) <= 16:
            part = Decimal(tokens.raw[i]) / Decimal(bottom)
            return replace(number, value=number.value + part, stop=i + 3)
    return number


def _read_magnitudes(tokens: Tokens, number: Number, lexicon: Lexicon, decimal: str, *, money: bool) -> Number:
    """Multiply by the magnitude words that follow: `560.000 tỷ`, `2,34 triệu tỷ`, `1 tỷ 200 triệu`, `$1-billion`."""
    magnitude, stop = _chain(tokens, number.stop, lexicon, money=money)
    if stop == number.stop:
        return number
    if _settles_thousands(number, lexicon):
        number.readings, number.score = (), 0.9
    elif number.readings and decimal == "." and _counts_billions(tokens, stop, lexicon):
        number.value, number.readings, number.score = number.readings[0], (number.value,), 0.7
    number = replace(
        number,
        value=number.value * magnitude,
        readings=tuple(reading * magnitude for reading in number.readings),
        magnitude=magnitude,
        stop=stop,
    )
    if tokens.at(stop) in lexicon.half_after:
        return replace(number, value=number.value + magnitude / 2, stop=stop + 1)
    return _read_remainder(tokens, number, lexicon, decimal)


def _counts_billions(tokens: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """Tell `3.885 tỷ đồng` in a text of decimal points: thousands of billions are common there, three decimals not."""
    return tokens.at(stop - 1) in lexicon.currency_magnitudes and tokens.at(stop) in _DONGS


def _settles_thousands(number: Number, lexicon: Lexicon) -> bool:
    """Nobody writes three decimals before a magnitude word in the wrong convention by chance."""
    return bool(number.readings) and lexicon.decimal == "." and number.value < 1000


def _read_remainder(tokens: Tokens, number: Number, lexicon: Lexicon, decimal: str) -> Number:
    i = number.stop
    if tokens.is_digits(i) and tokens.raw[i].isdecimal() and len(tokens.raw[i]) <= 3:
        smaller, stop = _chain(tokens, i + 1, lexicon, money=False)
        if number.magnitude == 1000 < smaller and lexicon.language == "vi" and len(tokens.raw[i]) == 3:
            whole = (number.value + Decimal(tokens.raw[i])) * smaller  # 5 nghìn 300 tỷ
            return replace(number, value=whole, magnitude=number.magnitude * smaller, stop=stop)
        if number.magnitude == 1000 and len(tokens.raw[i]) == 3 and _has_unit(tokens, i + 1, lexicon):  # 1 nghìn 200 ha
            return replace(number, value=number.value + Decimal(tokens.raw[i]), stop=i + 1)
        if 1 < smaller < number.magnitude and tokens.at(i + 1) in lexicon.magnitudes:
            reading = read_digits(tokens.raw[i], decimal)
            if reading:
                return replace(number, value=number.value + reading.value * smaller, stop=stop)
    return number


def _has_unit(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    return bool(lexicon.units.starting(tokens.low, i) or lexicon.units_as_written.starting(tokens.raw, i))


def _chain(tokens: Tokens, i: int, lexicon: Lexicon, *, money: bool) -> tuple[Decimal, int]:
    """Multiply the magnitude words from token i on."""
    magnitude = Decimal(1)
    glued = _glued_magnitude(tokens, i, lexicon, money=money)
    if glued is not None:
        magnitude, i = glued, i + 1
        i += lexicon.magnitudes.get(tokens.at(i)) == glued  # $28m million
    while True:
        j = i + 1 if tokens.at(i) in _HYPHENS and tokens.is_glued(i) and tokens.is_glued(i + 1) else i
        factor = lexicon.magnitudes.get(tokens.at(j))
        if factor is None or (factor < magnitude):
            return magnitude, i
        magnitude, i = magnitude * factor, j + 1
        if tokens.at(j) in lexicon.dotted_magnitudes and _is_dotted(tokens, i, lexicon):
            return magnitude, i + 1


def _is_dotted(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell whether the dot at token i ends an abbreviation, `217 mil. VND`, and no sentence."""
    return tokens.at(i) == "." and tokens.is_glued(i) and _has_unit(tokens, i + 1, lexicon)


def _glued_magnitude(tokens: Tokens, i: int, lexicon: Lexicon, *, money: bool) -> Decimal | None:
    """Read `1.2bn`, `US$53m`, `30k`; a lone m or b counts only with money or a unit after it."""
    if i >= len(tokens) or not (tokens.glued[i] or _is_apart(tokens, i, lexicon, money=money)):
        return None
    sign = tokens.raw[i]
    factor = lexicon.glued_magnitudes.get(sign)
    if factor is None or (tokens.is_digits(i + 1) and tokens.is_glued(i + 1)):
        return None
    if sign == "t" and not money:  # 200t/day
        return None
    if sign in {"m", "M", "b", "B", "T", "mm", "K"} and not money:
        after = tokens.at(i + 1)
        unit = _has_unit(tokens, i + 1, lexicon) or (
            after in _ADDED and tokens.at(i + 2).endswith("s") and _has_unit(tokens, i + 2, lexicon)  # 1.1m new cars
        )
        if _letters_zone(tokens, i):
            return None
        if sign in {"M", "B"} and after.isalpha() and not tokens.is_glued(i + 1) and len(after) > 3:
            return Decimal(factor)
        if not (unit and after.isalpha() and not tokens.is_glued(i + 1)) or after in {"in", "đ"}:
            return None
    return Decimal(factor)


def _is_apart(tokens: Tokens, i: int, lexicon: Lexicon, *, money: bool) -> bool:
    """Tell whether a lone M behind a blank still multiplies: `US$ 14.5 M`, `100 M liters`."""
    return tokens.raw[i] == "M" and (money or lexicon.units.starting(tokens.low, i + 1) is not None)


def _letters_zone(tokens: Tokens, i: int) -> bool:
    """Tell whether the letter at token i parts the zones of a park (`Hung Phu 2B industrial parks`)."""
    return i > 1 and tokens.raw[i - 2].istitle() and len(tokens.raw[i - 1]) <= 2 and not tokens.is_glued(i - 1)


def _read_special(tokens: Tokens, i: int, lexicon: Lexicon) -> Number | None:
    """Read fractions in words, vague amounts, multiples and halvings."""
    low = tokens.low
    if found := lexicon.vague.starting(low, i):
        bounds, length = found
        factor, stop = _chain(tokens, i + length, lexicon, money=False)  # vài trăm | triệu USD
        least, most = (bound * factor for bound in bounds)
        return Number(i, stop, least, most, score=0.4, kind="vague", magnitude=least)
    if found_half := lexicon.halvings.starting(low, i):
        share, length = found_half
        return Number(i, i + length, Decimal(share), score=0.7, kind="multiple", unit=PERCENT)
    if found_times := lexicon.multiples.starting(low, i):
        times, length = found_times
        near = lexicon.before.ending(low, i)
        meant = low[i] != "double" or tokens.at(i + 1) in {"what", "its"} or (near is not None and near[0] == "about")
        if not meant or (low[i] in _OFTEN and not _compares(tokens, i + length)):
            return None  # a double track, but nearly double, double what it was
        return Number(i, i + length, times, score=0.8, kind="multiple", unit=MULTIPLE)
    return _read_word_fraction(tokens, i, lexicon) or _read_proportion(tokens, i, lexicon)


def _compares(tokens: Tokens, i: int) -> bool:
    """Tell `twice the level`, `twice last year's sum` from `twice a week`, `twice last year`."""
    if tokens.at(i) == "last":
        return tokens.at(i + 2) in {"'", "’"}
    return tokens.at(i) in _LEVELS or (tokens.at(i) == "as" and tokens.at(i + 1) in _SIZES)


def _read_proportion(tokens: Tokens, i: int, lexicon: Lexicon) -> Number | None:
    """Read a share said by small numbers: `one in eight`, `seven out of every ten`."""
    part = lexicon.numbers.get(tokens.at(i), 0)
    link = lexicon.of_proportion.starting(tokens.low, i + 1) if part else None
    if link is None:
        return None
    j = i + 1 + link[1]
    whole = lexicon.numbers.get(tokens.at(j), 0)
    unit = lexicon.units.starting(tokens.low, j + 1)
    goes_on = tokens.at(j + 1) in lexicon.magnitudes or tokens.at(j + 1) in _HYPHENS
    if not part < whole <= _TEN or (unit and not unit[0].is_counted) or goes_on:
        return None
    if whole < _TEN and tokens.at(i + 1) == "out" and "every" not in link[0]:  # four out of six plants
        return None
    return Number(i, j + 1, percent_of(Decimal(part), Decimal(whole)), kind="fraction", score=0.8, unit=PERCENT)


def _read_word_fraction(tokens: Tokens, i: int, lexicon: Lexicon) -> Number | None:
    found = lexicon.fractions.starting(tokens.low, i)
    if not found:
        return None
    share, length = found
    stop = i + length
    if lexicon.month_spans.ending(tokens.low, stop):  # the second half of 2022
        return None
    after = tokens.at(stop)
    if tokens.at(stop) in lexicon.articles or tokens.at(stop) in lexicon.magnitudes:
        j = stop + 1 if tokens.at(stop) in lexicon.articles else stop
        if factor := lexicon.magnitudes.get(tokens.at(j)):  # half a million
            return Number(i, j + 1, share / 100 * factor, kind="words", magnitude=Decimal(factor))
        unit = lexicon.units.starting(tokens.low, j) if share >= _QUARTER else None
        if unit and unit[0].dimension == "duration":  # half a year, but a tenth a year
            return Number(i, j, share / 100, kind="words")
    if lexicon.language == "vi" and stop == i + 1 and lexicon.before.ending(tokens.low, i):  # hơn nửa năm
        unit = lexicon.units.starting(tokens.low, stop)
        if unit and unit[0].dimension == "duration":
            return Number(i, stop, share / 100, kind="fraction")
    is_near = not lexicon.folded and lexicon.before.ending(tokens.low, i) is not None  # hon nua: hơn nữa
    if (
        after in lexicon.fraction_followers
        or tokens.at(i) in _VULGAR
        or (lexicon.language == "vi" and is_near and (not after.isalpha() or after in lexicon.stops))  # nhận quá nửa về
        or (lexicon.language == "en" and after in _MORE)  # a third less
        or tokens.at(stop - 1) == "of"
        or not _HYPHENS.isdisjoint(tokens.low[i:stop])  # three-quarters
        or _is_whole_fraction(tokens, i, stop, lexicon)
    ):
        return Number(i, stop, share, kind="fraction", score=0.8, unit=PERCENT)
    return None


def _is_whole_fraction(tokens: Tokens, i: int, stop: int, lexicon: Lexicon) -> bool:
    """`hai phần ba` and `two thirds` say all; `a third` could count phases: `cut by over a third.`, `by half`."""
    if lexicon.language == "vi":
        return stop - i > 1
    if stop - i > 1 and tokens.low[i] not in lexicon.articles and tokens.low[i] != "one":
        return True
    leads = lexicon.before.ending(tokens.low, i) is not None or tokens.at(i - 1) in {"by", "down", "up"}
    ends = not tokens.at(stop)[:1].isalpha() or tokens.at(stop) in lexicon.stops
    return leads and (ends or lexicon.growth_after.starting(tokens.low, stop) is not None)  # by a third year on year


def _read_words(tokens: Tokens, i: int, lexicon: Lexicon, decimal: str) -> Number | None:
    """Read a number in words; a lone article counts only before a magnitude (`a million`, `a dozen`)."""
    if tokens.low[i] in lexicon.articles:
        if tokens.at(i + 1) not in lexicon.magnitudes:
            unit = lexicon.units.starting(tokens.low, i + 1)
            lone = unit and unit[0].dimension == "duration" and tokens.at(i - 1) in lexicon.duration_leaders
            dated = tokens.at(i + 2) in lexicon.dating  # 2 percent more than a year earlier
            # In a year it spins 9,816 tons, what it exports in a year
            within = tokens.raw[i - 1] == "In" or (tokens.at(i - 1) == "in" and tokens.at(i + 1) == "year")
            rates = within and lexicon.rate_words.starting(tokens.low, i) is not None
            whole = lexicon.units.starting(tokens.low, i + 2) if tokens.at(i + 1) in lexicon.whole else None
            if whole and whole[0].dimension == "duration":  # a full month
                return Number(i, i + 2, Decimal(1), kind="words")
            return Number(i, i + 1, Decimal(1), kind="words") if lone and not dated and not rates else None
        number = _read_words(tokens, i + 1, lexicon, decimal) or _bare_magnitude(tokens, i + 1, lexicon)
        return number and replace(number, first=i)
    return _WordNumber(tokens, lexicon).read(i)


def _bare_magnitude(tokens: Tokens, i: int, lexicon: Lexicon) -> Number | None:
    magnitude, stop = _chain(tokens, i, lexicon, money=False)
    return Number(i, stop, magnitude, kind="words", magnitude=magnitude) if stop > i else None


class _WordNumber:
    """Adds up number words: `group` is the part below a thousand, `last` the scale of its last word."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.total = Decimal(0)
        self.group: int | None = None
        self.last = 1000
        self.magnitude = Decimal(1)

    def read(self, i: int) -> Number | None:
        """Read as many words as make one number."""
        j = i
        while j < min(len(self.tokens), i + _LONGEST):
            k = self._skip_link(j) if j > i else j
            word = self.tokens.low[k] if k < len(self.tokens) else ""
            if not (self._add_number(word, k) or self._add_magnitude(word)):
                break
            j = k + 1
        if j == i:
            return None
        value = self.total + (self.group or 0)
        if self.tokens.at(j) in self.lexicon.half_after and self.magnitude > 1:
            value, j = value + self.magnitude / 2, j + 1
        return Number(i, j, value, kind="words", magnitude=self.magnitude)

    def _skip_link(self, j: int) -> int:
        """Pass over `-` in twenty-one and `and` in one hundred and five."""
        tokens = self.tokens
        is_hyphen = tokens.at(j) in _HYPHENS and tokens.is_glued(j)
        is_and = tokens.at(j) in self.lexicon.number_links and self.last >= 100
        if (is_hyphen or is_and) and (
            tokens.at(j + 1) in self.lexicon.numbers or (is_hyphen and tokens.at(j + 1) in self.lexicon.magnitudes)
        ):
            return j + 1
        return j

    def _add_number(self, word: str, k: int) -> bool:
        value = self.lexicon.numbers.get(word)
        if value is None:
            return False
        if self.group is None and self.total and word == self.lexicon.fold("năm"):  # gần nghìn năm
            following = self.tokens.at(k + 1)
            if following not in self.lexicon.magnitudes and self.lexicon.numbers.get(following) != 10:
                return False
        if self.group is None:
            self.group = value
        elif self.lexicon.language == "vi" and value == 10 and self.last == 1 and 2 <= self.group % 100 <= 9:
            self.group += self.group % 10 * 9  # hai mươi
        elif self.last > value and self.last in {10, 100} and self._may_follow(word, k):
            self.group += value
        else:
            return False
        self.last = 10 if value >= 20 or (value == 10 and self.lexicon.language == "vi") else 1
        return True

    def _may_follow(self, word: str, k: int) -> bool:
        """`năm` after a round number is the year, unless tens follow or `linh` leads."""
        if word != self.lexicon.fold("năm") or self.tokens.at(k - 1) in self.lexicon.number_links:
            return True
        return self.last == 100 and self.lexicon.numbers.get(self.tokens.at(k + 1)) == 10

    def _add_magnitude(self, word: str) -> bool:
        factor = self.lexicon.magnitudes.get(word)
        if factor is None:
            return False
        if factor in {10, 100}:
            if self.group is not None and self.group >= factor:
                return False
            self.group = (1 if self.group is None else self.group) * factor
            self.last = factor
            return True
        if self.group is None and not self.total:
            self.group = 1
        if self.group is None:
            self.total *= factor
        else:
            self.total += self.group * factor
        self.group, self.last, self.magnitude = None, 1000, Decimal(factor)
        return True
