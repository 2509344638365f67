"""Second step: the unit beside a number, and the rate on the unit (`USD/m2/month`, `20.000 tấn sản phẩm/năm`)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from config.decimals import read_round
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.phrases import digits_stay_glued
from nlp.components.quantity.tokens import Tokens

_HYPHENS = frozenset("-‑–")
_RATED = {"area", "volume", "mass", "energy", "power", "duration", "capacity", "distance", "length", "money", "count"}
_METRES = frozenset(("m", "km"))
_BEHIND_RAISED = frozenset(("/", ".", ",", ";", "", "|", "by", "(", "per", "of", "and", "or"))
_GLUED_SIGNS = frozenset(("R", "US"))  # currencies only before a number without a blank
_EACH = frozenset(("every", "each"))
_ON_THINGS = frozenset(("trên", "cho một"))
_ON = frozenset(("now", "today", "then"))  # a year from now, but a year from waste paper
_SINCE = frozenset(("date", "day", "start", "time", "moment", "signing", "beginning", "end", "issuance"))
_PER = frozenset(("per", "/"))
_TIMES = ("day", "month", "year")
_DOTS = frozenset(".·")
_STUFF = frozenset(("mass", "volume", "energy", "emissions"))
_BRACKETS = frozenset("()")
_BEHIND_BRACKET = 7  # tokens up to a rate
_QUOTED = 40  # tokens of a quotation looked back
_GAP = 10  # words that may stand between a unit and its rate
_ANNUAL = frozenset(("annual", "yearly"))
_GLUED = frozenset("xw")  # spellings that count only behind a number without a blank
_GLUED_WORDS = frozenset(
    "that of and in on at to for from with per a is are was the by của và là có với cho tại".split()
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a unit is divided by, up to token `stop`; a spelling of it has `factor` of what the code says."""

    code: str
    stop: int
    factor: Decimal = Decimal(1)


@dataclass(slots=True)
class UnitSpan:
    """A unit and the tokens that say it; `stop` is where the unit ends, `rate` its denominators."""

    unit: Unit
    stop: int
    rate: tuple[str, ...] = ()
    hyphened: bool = False

    @property
    def code(self) -> str:
        return "/".join((self.unit.code, *self.rate))


def read_unit(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read the unit that starts at token i, perhaps behind a hyphen (`20-hectare`)."""
    hyphened = tokens.at(i) in _HYPHENS and (tokens.is_glued(i) or tokens.is_glued(i + 1))  # 10- hectare
    j = i + 1 if hyphened else i
    if tokens.at(j) == "(":
        return _read_bracketed(tokens, j, lexicon)
    if tokens.at(j) == "/":
        return None
    found = find_unit(tokens, j, lexicon) or _glued_unit(tokens, j, lexicon)
    if found is None:
        return None
    unit, length = found
    if (unit.code == "inch" and (_closes_quote(tokens, j) or tokens.at(j - 1).isalpha())) or (
        tokens.raw[j] in _GLUED and not _is_glued_on(tokens, j)
    ):
        return None
    return UnitSpan(unit, j + length, hyphened=hyphened)


def _read_bracketed(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read a unit that forms put into brackets: `50(ha)`, `15000 (m3/day)`."""
    found = find_unit(tokens, i + 1, lexicon)
    if found is None or found[0].is_counted:
        return None
    span = read_slashes(tokens, UnitSpan(found[0], i + 1 + found[1]), lexicon)
    return UnitSpan(span.unit, span.stop + 1, span.rate) if tokens.at(span.stop) == ")" else None


def _closes_quote(tokens: Tokens, i: int) -> bool:
    """Tell whether a straight quotation mark ends what one shortly before it begins."""
    return tokens.raw[i] == '"' and tokens.raw[max(i - _QUOTED, 0) : i].count('"') % 2 == 1


def _is_glued_on(tokens: Tokens, i: int) -> bool:
    """Tell `7x the year before` from `7x20 m`, and `250w` from `40 w/d`."""
    return tokens.is_glued(i) and not tokens.is_digits(i + 1)


def find_unit(tokens: Tokens, i: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Find the longest declared spelling of a unit at token i."""
    written = lexicon.units_as_written.starting(tokens.raw, i)
    spelled = lexicon.units.starting(tokens.low, i)
    best = spelled if written is None or (spelled and spelled[1] > written[1]) else written
    if best is None or tokens.begins_label(i):  # Số quyết định: 1234 | Số điện thoại: ...
        return None
    cut = tokens.first_label(i + 1, i + best[1])  # 3,600 tonnes | CO2: down
    if cut is None and (digits_stay_glued(tokens, i, best[1]) or _is_raised(tokens, i, best[1])):
        return best
    rest = slice(i, i + best[1] - 1 if cut is None else cut)  # `6 ft 2 in` is no area
    return lexicon.units_as_written.starting(tokens.raw[rest], 0) or lexicon.units.starting(tokens.low[rest], 0)


def _is_raised(tokens: Tokens, i: int, length: int) -> bool:
    """Tell the square of a metre whose raised digit became a word of its own: `3000m 3 /ngày`, `0.1 USD/m 2`."""
    if tokens.low[i] not in _METRES or length != 2 or tokens.is_line_start(i + 1):
        return False
    return tokens.at(i + 2) in _BEHIND_RAISED


def _glued_unit(tokens: Tokens, i: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Read a unit that lost the blank behind it (`600haof`)."""
    if not tokens.is_glued(i) or len(tokens.raw[i]) > 24:
        return None
    word = tokens.raw[i]
    for cut in range(len(word) - 1, 0, -1):
        if word[cut:] in _GLUED_WORDS or word[cut].isupper():
            head = [word[:cut]]
            found = lexicon.units_as_written.starting(head, 0) or lexicon.units.starting([head[0].lower()], 0)
            if found and (len(head[0]) > 1):
                return found[0], 1
    return None


def read_currency_before(tokens: Tokens, i: int, lexicon: Lexicon, floor: int) -> tuple[Unit, int] | None:
    """Find the currency sign that ends just before token i and starts at `floor` or later."""
    if i > 1 and tokens.raw[i - 1] in "-−" and tokens.glued[i] and tokens.glued[i - 1]:
        i -= 1
    found = lexicon.currencies.ending(tokens.raw, i)
    if found is None or i - found[1] < floor:
        return None
    unit, length = found
    sign = tokens.raw[i - length]
    if tokens.at(i - length - 1) == "/" and lexicon.currencies.ending(tokens.raw, i - length - 1):
        return None  # USD/VND 25,450 is a rate of exchange
    if length > 1 and len(sign) == 1 and not tokens.glued[i - length + 1]:  # the article of `A $5 plant`
        alone = lexicon.currencies.ending(tokens.raw[i - 1 : i], 1)
        return alone and (alone[0], i - 1)
    if length == 1 and sign in _GLUED_SIGNS and (not tokens.is_glued(i) or tokens.is_glued(i - 1)):
        return None
    return unit, i - length


def read_rate(tokens: Tokens, span: UnitSpan, lexicon: Lexicon) -> UnitSpan:
    """Extend a unit by the rates on it: `/m2/month`, `per day`, ` CO2/hour`, ` of products a year`."""
    if span.unit.dimension in {"share", "temperature", "multiple"}:
        return span
    span = read_slashes(tokens, span, lexicon)
    if span.rate and span.rate[-1] in {"year", "month", "day", "hour"}:
        return span
    if tokens.at(span.stop) in _BRACKETS and span.unit.dimension == "money" and not span.rate:
        found = _rate_behind_bracket(tokens, span.stop, lexicon)
        return replace(span, unit=_divided(span.unit, found.factor), rate=(found.code,)) if found else span
    return _read_distant_rate(tokens, span, lexicon)


def _rate_behind_bracket(tokens: Tokens, i: int, lexicon: Lexicon) -> Rate | None:
    """Find the rate of both amounts in `VND17 million ($829) a year`, `220,000 dong ($9) more of pay a month`."""
    close = _bracket_end(tokens, i)
    if close is not None and tokens.at(close) in _PER and (found := _read_one_rate(tokens, close, lexicon)):
        return found if found.code != "person" else None  # VND33,000 ($1.73) per cubic metre
    for k in range(close or len(tokens), min((close or 0) + _BEHIND_BRACKET, len(tokens))):
        if found := _time_rate(tokens, k, lexicon):
            after = tokens.at(found.stop)
            return None if after.isalpha() and after not in lexicon.stops else found  # ($5 million) a year industry
        if not tokens.low[k].isalpha():
            break
    return None


def _bracket_end(tokens: Tokens, i: int) -> int | None:
    """Return the token behind a bracket around a few words, of which token i is the opening or the closing sign."""
    if tokens.raw[i] == ")":
        return i + 1 if "(" in tokens.raw[max(i - _GAP, 0) : i] else None
    return next((k + 1 for k in range(i + 1, min(i + _GAP, len(tokens))) if tokens.raw[k] == ")"), None)


def read_slashes(tokens: Tokens, span: UnitSpan, lexicon: Lexicon) -> UnitSpan:
    """Extend a unit by the rates that follow it at once."""
    i, rates, unit = span.stop, list(span.rate), span.unit
    while found := _read_one_rate(tokens, i, lexicon) or (_read_dotted_rate(tokens, i, lexicon) if rates else None):
        i = found.stop
        rates.append(found.code)
        unit = _divided(unit, found.factor)
    if span.unit.dimension == "duration" and rates == ["time"]:
        rates = []  # định kỳ 3 tháng/lần
    rates.sort(key=lambda rate: rate in _TIMES)  # triệu đồng/tháng/người
    return UnitSpan(unit, i, tuple(rates), span.hyphened)


def _divided(unit: Unit, factor: Decimal) -> Unit:
    """A dollar a MWh is a thousandth of a dollar a kWh."""
    return unit if factor == 1 else replace(unit, factor=unit.factor / factor)


def _read_dotted_rate(tokens: Tokens, i: int, lexicon: Lexicon) -> Rate | None:
    """Read the time behind another rate in `22 m3/ha.day`."""
    if tokens.at(i) not in _DOTS or not (tokens.is_glued(i) and tokens.is_glued(i + 1)):
        return None
    times = lexicon.rate_times.starting(tokens.low, i + 1)
    return Rate(times[0], i + 1 + times[1]) if times else None


def _read_one_rate(tokens: Tokens, i: int, lexicon: Lexicon) -> Rate | None:
    found = lexicon.rate_words.starting(tokens.low, i)
    if found and not _is_aside(tokens, i + found[1], lexicon):
        return Rate(found[0], i + found[1])
    link = lexicon.rate_links.starting(tokens.low, i)
    if link is None:
        return None
    word, length = link
    j = i + length
    if tokens.at(j) in {"1", "one"} and word == "/":
        j += 1
    times = lexicon.rate_times.starting(tokens.low, j)
    if times:
        is_rate = word == "/" or not _is_aside(tokens, j + times[1], lexicon)  # 1.800 m3/ngày trước 2026
        return Rate(times[0], j + times[1]) if is_rate else None
    if word == "/" and tokens.at(j) == "a" and lexicon.rate_things.starting(tokens.low, j + 1):
        return None  # 300 million VND/a project, of no year
    if word == "/" and tokens.is_glued(j) and (time := lexicon.glued_times.get(tokens.at(j))):
        return Rate(time, j + 1)
    if word in {"a", "an", "one", "một"} and not lexicon.rate_things.starting(tokens.low, j):
        return _rate_unit(tokens, j, lexicon) if word in {"a", "an"} else None
    things = lexicon.rate_things.starting(tokens.low, j)
    if things:
        return Rate(things[0], j + things[1])
    found_unit = _rate_unit(tokens, j, lexicon)
    # 2,5 MWp trên mái nhà, giao 62 ha cho một hãng
    on_thing = word in _ON_THINGS and found_unit and found_unit.code in lexicon.known_codes
    return None if on_thing else found_unit


def _rate_unit(tokens: Tokens, j: int, lexicon: Lexicon) -> Rate | None:
    """Read the unit that another is divided by, perhaps so many of it: `/kWh`, `/MWh`, `/1,000 m2`."""
    times = read_round(tokens.at(j))
    first = j if times is None else j + 1
    found = find_unit(tokens, first, lexicon)
    if found is None or found[0].dimension not in _RATED or (first > j and found[0].is_counted):
        return None
    return Rate(found[0].code, first + found[1], found[0].factor * (times or 1))


def _read_distant_rate(tokens: Tokens, span: UnitSpan, lexicon: Lexicon) -> UnitSpan:
    """Look past a few words for a rate of time: `m3 CO2/hour`, `million liters of milk a year`.

    Behind a comma only a rate that needs a unit before it counts; `, mỗi năm` and `, every year` begin a clause.
    """
    unrated = {"share", "duration", "temperature", "multiple", "distance", "length", "index"}
    is_cloth = span.unit.code == "m" and not tokens.is_glued(span.stop - 1)  # 2.5 million metres of cloth a year
    if (span.unit.dimension in unrated and not is_cloth) or span.unit.code == "DWT":
        return span
    comma, counted = -1, span.unit.is_counted
    for i in range(span.stop, min(span.stop + _GAP, len(tokens))):
        word = tokens.low[i]
        comma = i if word == "," else comma
        if counted and word in lexicon.stops and word not in lexicon.rate_starts:
            break
        if (
            i > span.stop
            and not (comma >= 0 and word in lexicon.clause_rates and not _ends_list(tokens, comma, i, lexicon))
            and (found := _time_rate(tokens, i, lexicon) or _stuff_rate(tokens, i, span, lexicon))
        ):
            return UnitSpan(_divided(span.unit, found.factor), found.stop, (*span.rate, found.code), span.hyphened)
        if i < span.stop + 4 and word in _ANNUAL and (tokens.at(i - 1) in {"in", "of"} or i == span.stop):
            return UnitSpan(span.unit, span.stop, (*span.rate, "year"), span.hyphened)
        if lexicon.language == "en" and word in lexicon.numbers:  # of industrial and one tonne of household waste a day
            break
        if (
            word != ","
            and not (word.isalpha() or word == "co₂")
            and not is_bracketed_acronym(tokens, i)  # tấn thép cuộn (HRC)/năm
            and not (word in _HYPHENS and tokens.is_glued(i) and tokens.is_glued(i + 1))  # rice-husk ash
            and not (tokens.is_digits(i) and tokens.glued[i] and len(tokens.raw[i - 1]) <= 2)  # the 2 of CO2
        ):
            break
    return span


def _ends_list(tokens: Tokens, comma: int, i: int, lexicon: Lexicon) -> bool:
    """Tell the rate of `2.100 tấn hóa chất, nguyên liệu mỗi năm.` from a clause that begins with one."""
    found = lexicon.rate_words.starting(tokens.low, i)
    after = tokens.at(i + found[1]) if found else ""
    return found is not None and i > comma + 1 and not after.isalpha() and not after[-1:].isdecimal()


def _is_aside(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell whether words behind a time say when, not how often: `a year ago`, `a year from now`."""
    if tokens.at(i) != "from":
        return tokens.at(i) in lexicon.not_rates
    return tokens.at(i + 1) in _ON or (tokens.at(i + 1) == "the" and tokens.at(i + 2) in _SINCE)


def _stuff_rate(tokens: Tokens, i: int, span: UnitSpan, lexicon: Lexicon) -> Rate | None:
    """Read the amount that so much of a stuff goes with: `3.4 kg of steam per kg of fabric`, `12 lít dầu/tấn`."""
    link = lexicon.stuff_links.starting(tokens.low, i) if span.unit.dimension in _STUFF and not span.rate else None
    found = _rate_unit(tokens, i + link[1], lexicon) if link else None
    return found if found and found.code.split("/")[0] not in lexicon.rate_times else None


def is_bracketed_acronym(tokens: Tokens, j: int) -> bool:
    """Tell whether token j is a bracket around one capitalised short form, as in (FDI)."""
    inside = j + 1 if tokens.raw[j] == "(" else j - 1
    if not 0 < inside < len(tokens) - 1 or not tokens.raw[inside].isupper():
        return False
    return tokens.raw[inside - 1] == "(" and tokens.raw[inside + 1] == ")"


def _time_rate(tokens: Tokens, i: int, lexicon: Lexicon) -> Rate | None:
    if tokens.at(i - 1) == "for" or tokens.at(i) == "ngày":  # 700 cars driven for a year; 24 ha, máy chạy ngày đêm
        return None
    found = lexicon.rate_words.starting(tokens.low, i)
    # every day from all sides
    if found and (tokens.low[i] in _EACH or not _is_aside(tokens, i + found[1], lexicon)):
        return Rate(found[0], i + found[1])
    j = i + 1 + (tokens.at(i + 1) == "1")  # 1 triệu tấn phôi thép/1 năm
    if tokens.low[i] in _PER and (times := lexicon.rate_times.starting(tokens.low, j)):
        return Rate(times[0], j + times[1])
    return None
