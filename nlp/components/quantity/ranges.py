"""Fourth step: two numbers that are one quantity: `20-40%`, `từ 5 đến 7 triệu`, `18 of 25`, `75/139`."""

from dataclasses import replace
from decimal import Decimal

from nlp.components.quantity.draft import Number
from nlp.components.quantity.exclusions import is_numbered, is_year
from nlp.components.quantity.lexicon import Lexicon, Unit, percent_of
from nlp.components.quantity.numbers import PERCENT, read_number
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, read_slashes, read_unit

_DASHES = frozenset("-–—~‑−÷")
_ASIDE = _DASHES | {""}  # giảm từ 5-15%: by how much, not from where to where
_PLAIN_FRACTIONS = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)}
_PHASES = frozenset(("phase", "phases"))
_OR = frozenset(("or", "hoặc", "hay"))
_MONTHS = 12
_TENTH = 10  # what a part in digits is of mostly
_SMALLEST = 200  # what a part of one is of at most
_FRACTION_SLASH = "⁄"
_UNTIL = frozenset(("tới", "đến", "to", "-", "–"))
_STREETS = frozenset(("đường", "phố", "ngõ", "hẻm"))
_SLASHES = frozenset(("/", _FRACTION_SLASH))
_FEW = 20  # equal machines that stand together
_BACK = 12  # tokens between a verb of change and its `from`
_SHORT = 1000  # numbers below may leave their magnitude to the next
_NEXT = 3  # tokens from a verb of change to the amount right behind it, with its currency
_FALL = 4  # tokens between a verb of falling and the number


def read_range(
    tokens: Tokens, number: Number, currency: Unit | None, lexicon: Lexicon, decimal: str, *, part_changes: bool = True
) -> tuple[Number, Unit | None, Number | None] | None:
    """Read on to a second number; return the whole, its currency, and, for a change, the first number apart."""
    if (pair := _read_either(tokens, number, lexicon, decimal)) is not None:
        return pair, None, None
    if tokens.at(number.first - 1) in _DASHES and tokens.is_digits(number.first - 2):  # Huế - 7 - 6 - 11.800 m3
        return None
    unit = None if currency else read_unit(tokens, number.stop, lexicon)
    places = [number.stop] + ([unit.stop, read_slashes(tokens, unit, lexicon).stop] if unit else [])
    for j in sorted(set(places), reverse=True):
        has_unit = unit is not None and j >= unit.stop
        link = _link(tokens, number.first, j, lexicon)
        if link is None or ((currency or has_unit) and _is_step(tokens, number.first, unit, lexicon)):
            continue
        if tokens.at(number.first - 1) in _PHASES and not has_unit:  # Phase 1 - 152ha
            continue
        changes = tokens.low[j] in lexicon.change_links or _is_change(tokens, number.first, lexicon)
        if unit and j > unit.stop and changes:
            continue
        second, sign = _read_second(tokens, number, j + link, currency, lexicon, decimal, apart=changes)
        second = _risen(number, second) if second and has_unit else second
        falls = _may_fall(tokens, number, j, lexicon, has_currency=currency is not None, part_changes=part_changes)
        if second is None or not _belongs(
            tokens,
            number,
            second,
            unit.unit if unit and has_unit else None,
            lexicon,
            falls=falls,
            bare=not part_changes,
        ):
            continue
        if not part_changes and unit and has_unit and read_unit(tokens, second.stop, lexicon) is None:
            second.unit = unit.unit  # `from 208 pounds to 193`
        return _join(tokens, number, second, currency or sign, lexicon, link=tokens.low[j] if part_changes else "")
    return None


def _risen(one: Number, two: Number) -> Number:
    """`308m2-3,300m2`: the end of a range is read by the custom that makes it the greater."""
    (other,) = two.readings or (two.value,)
    return replace(two, value=other, readings=()) if two.value <= one.value < other and not one.readings else two


def _read_second(
    tokens: Tokens, number: Number, k: int, currency: Unit | None, lexicon: Lexicon, decimal: str, *, apart: bool
) -> tuple[Number | None, Unit | None]:
    """Read the second number of a range, at token k behind the link, and the sign of its currency."""
    opened = tokens.at(number.first - 1) in lexicon.range_openers
    apart = apart or (tokens.low[k - 1] in _DASHES and not opened)
    near = None if apart else lexicon.before.starting(tokens.low, k)
    if near and near[0] == "at_most":  # từ 5 đến dưới 10 lần
        k += near[1]
    sign, length = lexicon.currencies.starting(tokens.raw, k) or (None, 0)
    start = k + length
    if start >= len(tokens) or not (tokens.is_digits(start) or tokens.low[start] in lexicon.numbers):
        return None, None
    if sign and not currency and is_year(tokens, number.first):  # in 1992 to US$45 billion in 2016
        return None, None
    return read_number(tokens, start, lexicon, decimal, money=bool(currency or sign)), sign


def _read_either(tokens: Tokens, number: Number, lexicon: Lexicon, decimal: str) -> Number | None:
    """Read `hai, ba năm`, `five or six firms`: two neighbouring numbers in words."""
    i = number.stop + 1
    if number.kind == "digits" and tokens.at(number.stop) in _OR and tokens.is_digits(i):
        return _read_digits_either(tokens, number, lexicon, decimal)
    if number.kind != "words" or number.magnitude > 1 or tokens.at(number.stop) not in {",", "or"}:
        return None
    second = read_number(tokens, i, lexicon, decimal, money=False) if tokens.at(i) in lexicon.numbers else None
    if second is None or second.kind != "words" or not 1 < second.value == number.value + 1:
        return None
    return replace(second, first=number.first, value=number.value, upper=second.value)


def _read_digits_either(tokens: Tokens, number: Number, lexicon: Lexicon, decimal: str) -> Number | None:
    """Read `50 or 60 people`, `5 hoặc 6 năm`."""
    second = read_number(tokens, number.stop + 1, lexicon, decimal, money=False)
    small = number.value == int(number.value) and number.magnitude == 1 and not number.readings
    if second is None or not small or is_year(tokens, number.first) or is_numbered(tokens, number.first, lexicon):
        return None
    if second.magnitude > 1 or not number.value < second.value <= number.value * 2:
        return None
    return replace(second, first=number.first, value=number.value, upper=second.value)


def _may_fall(
    tokens: Tokens, number: Number, link: int, lexicon: Lexicon, *, has_currency: bool, part_changes: bool
) -> bool:
    """Tell whether the second number may be the smaller one, as in `giảm từ 180 xuống 150 độ C`."""
    if not part_changes:
        return tokens.at(number.first - 1 - has_currency) == "from"
    return tokens.at(link) in lexicon.change_links or _is_change(tokens, number.first, lexicon)


def _link(tokens: Tokens, first: int, j: int, lexicon: Lexicon) -> int | None:
    """Return the length of the words that link two numbers at token j."""
    first = _behind_opener(tokens, first, lexicon)
    for back in (1, 2):
        opener = lexicon.range_openers.get(tokens.at(first - back))
        if (opener and back == 1) or (opener and not tokens.low[first - 1].isalpha()):
            for length in (2, 1):
                words = tokens.low[j : j + length]  # fewer at the end of the text
                if " ".join(words) in opener:
                    return len(words)
    found = lexicon.range_links.starting(tokens.low, j)
    return found[1] if found else None


def _behind_opener(tokens: Tokens, first: int, lexicon: Lexicon) -> int:
    """Return where a number begins, its currency included: `between USD10 million and ...`, `from S$40 million`."""
    sign = lexicon.currencies.ending(tokens.raw, first)
    return first - sign[1] if sign else first


def _is_step(tokens: Tokens, first: int, unit: UnitSpan | None, lexicon: Lexicon) -> bool:
    """`rose by 2 percent to 5 percent`, `fell $240 million to $2.9 billion`: by how much, and to where."""
    if "by" in tokens.low[max(first - 3, 0) : first]:
        return True
    if lexicon.language != "en" or (unit and unit.unit.dimension == "share"):
        return False
    verb = lexicon.change_verbs.within_backwards(tokens.low, first - _NEXT, first)
    return verb is not None and all(not word.isalpha() or word.isupper() for word in tokens.raw[verb[1] + 1 : first])


def _belongs(
    tokens: Tokens, one: Number, two: Number, unit: Unit | None, lexicon: Lexicon, *, falls: bool, bare: bool
) -> bool:
    """Tell whether two numbers are the ends of one range: rising, of one unit, and no years, zones or scores."""
    if one.stop == one.first + 1 and _are_years(tokens, one.first, two.first):
        return False
    if unit is not None:
        behind = read_unit(tokens, two.stop, lexicon)
        if (behind is None and not (falls and bare)) or (behind and behind.unit.code != unit.code):
            return False
    if falls:
        return True
    low = one.value if unit or one.magnitude > 1 else max(one.value, one.value * two.magnitude)
    return low < two.value or (one.value < two.value and one.magnitude == 1)


def _are_years(tokens: Tokens, one: int, two: int) -> bool:
    words = tokens.raw[one], tokens.raw[two]
    return all(len(word) == 4 and word.isdecimal() and 1500 <= int(word) < 2200 for word in words)


def _join(
    tokens: Tokens, one: Number, two: Number, currency: Unit | None, lexicon: Lexicon, *, link: str
) -> tuple[Number, Unit | None, Number | None]:
    if one.magnitude == 1 and two.magnitude > 1 and one.value * two.magnitude <= two.value:
        one = replace(one, value=one.value * two.magnitude, magnitude=two.magnitude)
    if _are_thousands(tokens, one, two):
        one = replace(one, value=one.value * 1000, readings=())
        two = replace(two, value=max(two.value, *two.readings), readings=()) if two.readings else two
    score = min(one.score, two.score)
    apart = link not in _ASIDE and _is_change(tokens, one.first, lexicon) and not _falls_by(tokens, one, two, lexicon)
    apart = apart and not _grows_yearly(tokens, two, lexicon)
    if link in lexicon.change_links or apart:
        if one.magnitude == 1 < two.magnitude and one.value < _SHORT and _falls(tokens, one.first, lexicon):
            one = replace(one, value=one.value * two.magnitude, magnitude=two.magnitude)  # từ 800 xuống 500 triệu
        return two, currency, one
    whole = replace(two, first=one.first, value=one.value, upper=two.value, readings=(), score=score)
    return whole, currency, None


def _are_thousands(tokens: Tokens, one: Number, two: Number) -> bool:
    """`10-11,000 MW`: the thousands of the upper end count for the lower one too."""
    if tokens.at(one.stop) not in _DASHES or not tokens.raw[one.first].isdecimal() or two.magnitude > 1:
        return False
    whole, _, last = tokens.raw[two.first].replace(",", ".").partition(".")
    return last == "000" and one.stop == one.first + 1 and one.value < Decimal(whole) <= one.value * 3


def _is_change(tokens: Tokens, first: int, lexicon: Lexicon) -> bool:
    """`tăng từ 10 lên 20 ha` and `rose from $3 to $5` are two values, not a range."""
    if lexicon.language == "vi" and tokens.at(first - 1) not in lexicon.range_openers:
        return False
    first = _behind_opener(tokens, first, lexicon)
    opener = first - 1 if tokens.at(first - 1) in lexicon.range_openers else first - 2
    if (
        tokens.at(opener) not in lexicon.range_openers
        or tokens.at(opener) == "between"
        or lexicon.before.starting(tokens.low, opener)
    ):
        return False
    return lexicon.change_verbs.within(tokens.low, opener - _BACK, opener) is not None


def _falls_by(tokens: Tokens, one: Number, two: Number, lexicon: Lexicon) -> bool:
    """`giảm từ 8.000 đến 10.000 tấn`: what falls does not rise; it is a range of by how much."""
    rises = one.value * (two.magnitude if one.magnitude == 1 else 1) < two.value
    return rises and _falls(tokens, one.first, lexicon)


def _grows_yearly(tokens: Tokens, two: Number, lexicon: Lexicon) -> bool:
    """`tăng từ 5 đến 7% mỗi năm`: between what bounds something grows."""
    return tokens.at(two.stop) == "%" and lexicon.rate_words.starting(tokens.low, two.stop + 1) is not None


def _falls(tokens: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Tell whether the words before a number tell of a fall."""
    up, down = (words.within_backwards(tokens.low, first - _FALL, first) for words in (lexicon.up, lexicon.down))
    return down is not None and up is None


def _read_slash(tokens: Tokens, part: Number, whole: Number, lexicon: Lexicon) -> Number | None:
    """Read a part of one (`1/3 tổng vốn`, `2/3`, `1/16 of the output`, `1⁄32`), or the day and month of `dịp 4/9`."""
    if not (part.value < whole.value <= _SMALLEST and all(n.value == int(n.value) for n in (part, whole))):
        return None
    followed = tokens.at(whole.stop) in lexicon.fraction_followers
    if whole.value <= _TENTH:
        said = followed or (int(part.value), int(whole.value)) in _PLAIN_FRACTIONS
    else:
        said = followed and part.value == 1 and whole.value > _MONTHS
    if said or tokens.at(whole.first - 1) == _FRACTION_SLASH:
        share = percent_of(part.value, whole.value)
        return replace(part, value=share, stop=whole.stop, kind="fraction", unit=PERCENT)
    return replace(part, kind="date", stop=whole.stop) if whole.value <= _TENTH else None


def read_total(tokens: Tokens, number: Number, lexicon: Lexicon, *, of_one: bool = True) -> Number:
    """Read the whole of which the number is a part: `75/139 doanh nghiệp`, `18 of the 25`, `12 out of 22`."""
    start = _find_whole(tokens, number, lexicon, of_one=of_one)
    if start is None:
        return number
    slash = tokens.at(start - 1) in _SLASHES
    whole = read_number(tokens, start, lexicon, lexicon.decimal, money=False)
    behind = read_unit(tokens, whole.stop, lexicon) if slash and whole else None
    if whole and behind and behind.unit.code == "kV":
        return replace(number, stop=whole.stop)  # the two sides of a substation: 110/22 kV
    if slash and whole and (_is_second_date(tokens, number, whole, lexicon) or _is_address(tokens, whole)):
        return replace(number, kind="date", stop=whole.stop)
    is_share = behind is None or (behind.unit.is_counted and whole and _is_near(tokens, number, whole, lexicon))
    if slash and whole and is_share and (read := _read_slash(tokens, number, whole, lexicon)):
        return read
    if whole and lexicon.language == "vi" and not slash and _lasts(tokens, whole, lexicon):  # 2 trong 3 ngày
        return number
    if whole is None or whole.value < number.value or whole.magnitude > 1 or is_year(tokens, start):
        return number
    return replace(number, of=whole.value, stop=whole.stop, kind="slash" if slash else number.kind)


def _is_near(tokens: Tokens, part: Number, whole: Number, lexicon: Lexicon) -> bool:
    """Tell a share from a count by the word before it: `hơn 1/3`, `trên 9/10 doanh nghiệp`, but `2/3 doanh nghiệp`."""
    is_plain = (int(part.value), int(whole.value)) in _PLAIN_FRACTIONS or whole.value == _TENTH
    return is_plain and lexicon.before.ending(tokens.low, part.first) is not None


def _is_second_date(tokens: Tokens, part: Number, whole: Number, lexicon: Lexicon) -> bool:
    """Tell a day and month by what stands before: `sáng 7/11 người ta thấy`, `từ 29/2 tới 2/3`."""
    ends_span = tokens.at(part.first - 1) in _UNTIL and tokens.at(part.first - 3) == "/"
    return whole.value <= _MONTHS and (ends_span or tokens.at(part.first - 1) in lexicon.day_words)


def _is_address(tokens: Tokens, whole: Number) -> bool:
    """Tell the number of a house in a lane: `27/50 đường DX 68`."""
    street = tokens.at(whole.stop + 1)
    return tokens.at(whole.stop) in _STREETS and street != "" and tokens.raw[whole.stop + 1][0].isupper()


def _find_whole(tokens: Tokens, number: Number, lexicon: Lexicon, *, of_one: bool) -> int | None:
    """Return the token at which the whole begins; `one of eight zones` and `Phase 1 of 13,000 m3` are no parts."""
    if number.magnitude > 1 or number.unit is not None or number.kind == "vague":
        return None
    if is_numbered(tokens, number.first, lexicon) or (number.kind == "words" and number.value == 1 and not of_one):
        return None
    j = number.stop
    if tokens.at(j) in _SLASHES:
        return j + 1 if tokens.is_digits(j + 1) else None
    found = lexicon.of_total.starting(tokens.low, j)
    start = j + found[1] if found else len(tokens)
    near = lexicon.before.starting(tokens.low, start)  # 14 of its more than 80 firms
    start += near[1] if near else 0
    spelled = tokens.at(start) in lexicon.numbers and (lexicon.language == "en" or number.kind == "words")
    if lexicon.language == "vi" and tokens.at(start) == "năm":  # hai trong năm ngoái
        return None
    return start if tokens.is_digits(start) or spelled else None


def _lasts(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    span = read_unit(tokens, number.stop, lexicon)
    return span is not None and span.unit.dimension == "duration"


def read_product(tokens: Tokens, number: Number, lexicon: Lexicon) -> Number:
    """Read `2x63MVA` as 126 MVA; sizes such as `10 x 20 m` are no product."""
    j = number.stop
    if tokens.at(j) not in {"x", "×"} or not tokens.is_digits(j + 1) or number.kind != "digits" or number.value > _FEW:
        return number
    factor = read_number(tokens, j + 1, lexicon, lexicon.decimal, money=False)
    span = read_unit(tokens, factor.stop, lexicon) if factor else None
    if factor is None or span is None or span.unit.dimension != "power":
        return number
    return replace(factor, first=number.first, value=number.value * factor.value)
