"""Read all quantities of a passage: number, magnitude, unit, rate, range, modifier, in one pass over its tokens."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import cast

from config.schema import Modifier
from nlp.components.quantity.draft import Draft, Number
from nlp.components.quantity.ellipsis import Ellipsis
from nlp.components.quantity.exclusions import (
    is_month_span,
    is_numbered,
    is_part_of_name,
    is_year,
    looks_like_label,
    skip_excluded,
)
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.nearness import Nearness
from nlp.components.quantity.nouns import read_noun, read_single_noun
from nlp.components.quantity.numbers import read_number
from nlp.components.quantity.ranges import read_product, read_range, read_total
from nlp.components.quantity.spelled import SpelledNumbers
from nlp.components.quantity.tokens import DIGITS, Tokens
from nlp.components.quantity.units import (
    UnitSpan,
    find_unit,
    read_currency_before,
    read_rate,
    read_slashes,
    read_unit,
)

_HAVING = frozenset(("has", "have", "had", "is", "was", "with"))
_FRAMES = frozenset(("|", "·", ""))
_AND = frozenset(("and", "và"))
_YEAR = 12  # months
_BILLION = 10**9
_CREW = 10  # workers
_QUARTERS = (["I"], ["II"], ["III"], ["IV"])
_SIZES = frozenset(("wide", "long", "high", "deep", "tall", "across"))
_WIRES = frozenset(("trạm", "áp", "tba", "dây", "substation", "station", "line"))
_LABEL = 9  # tokens of the brackets of a label
_PRICED = 5  # tokens back to a word for money
_NAMES_TOO = frozenset(("Ha", "Đồng"))
_WORDS_TOO = frozenset(("Ha", "ký"))  # units that are also a name, a verb
_SIGNS = frozenset(("-", "−", "–"))


class Grammar:
    """Holds what all steps need: the tokens, the language's tables, the decimal sign."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, decimal: str, *, bare: bool = False) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.decimal = decimal
        self.bare = bare
        self.ellipsis = Ellipsis(tokens, lexicon)
        self.spelled = SpelledNumbers(tokens, lexicon, self.ellipsis, bare=bare)
        self.nearness = Nearness(tokens, lexicon)

    def read(self) -> Iterator[Draft]:
        """Iterate over the quantities from left to right."""
        floor, starters = 0, self.lexicon.starters
        for i in [i for i, word in enumerate(self.tokens.low) if word in starters or word[-1] in DIGITS]:
            if i < floor:
                continue
            if not self.bare and (idiom := self.lexicon.idioms.starting(self.tokens.low, i)):
                floor = i + idiom[1]
                continue
            currency = read_currency_before(self.tokens, i, self.lexicon, floor)
            skipped = skip_excluded(self.tokens, i, self.lexicon, has_currency=currency is not None)
            if skipped > i:
                floor = skipped
                continue
            for draft in self._read_at(i, currency, floor):
                floor = max(floor, draft.stop)
                self.ellipsis.note(draft)
                yield draft

    def _read_at(self, i: int, currency: tuple[Unit, int] | None, floor: int) -> Iterator[Draft]:
        tokens, lexicon = self.tokens, self.lexicon
        number = read_number(tokens, i, lexicon, self.decimal, money=currency is not None)
        if number is None:
            return
        found = read_range(tokens, number, currency and currency[0], lexicon, self.decimal, part_changes=not self.bare)
        if found is not None:
            number, currency_inside, before = found
            if before is not None:
                yield from self._finish(before, currency, floor, like=number)
                floor, currency = before.stop, read_currency_before(tokens, number.first, lexicon, before.stop)
            if currency is None and currency_inside is not None:
                currency = (currency_inside, number.first)
        else:
            number = read_product(tokens, read_total(tokens, number, lexicon, of_one=self.bare), lexicon)
            if number.kind == "date":
                return
        yield from self._finish(number, currency, floor)

    def _finish(
        self, number: Number, currency: tuple[Unit, int] | None, floor: int, like: Number | None = None
    ) -> Iterator[Draft]:
        number = self._pass_nearness(number, currency)
        span = self._unit_of(like or number, currency) or self.ellipsis.unit_of(number)
        if span is None or not self._is_figure(number, span, currency):
            if not (self.bare and self._is_bare_figure(number, currency)):
                return
            span = UnitSpan(Unit("", "count"), number.stop)
        if like is not None:
            span = replace(span, stop=number.stop)
        first = (
            currency[1] if (currency and like is None) or (currency and currency[1] < number.first) else number.first
        )
        draft = self._draft(number, span, first, floor)
        if draft is not None:
            yield draft

    def _pass_nearness(self, number: Number, currency: tuple[Unit, int] | None) -> Number:
        """Step over the words of nearness that stand between a number and its unit."""
        found = self.nearness.behind(number.stop) if currency is None else None
        if found is None or number.unit is not None or read_unit(self.tokens, number.stop, self.lexicon):
            return number
        passed = replace(number, stop=number.stop + found[1], near=found[0])
        return passed if self._unit_of(passed, None) else number

    def _unit_of(self, number: Number, currency: tuple[Unit, int] | None) -> UnitSpan | None:
        """Find the unit: a currency before, a unit or a counted noun behind, or what the number itself brings."""
        tokens, lexicon = self.tokens, self.lexicon
        if currency is not None:
            behind = read_unit(tokens, number.stop, lexicon)
            stop = behind.stop if behind and behind.unit.code == currency[0].code else number.stop
            return read_rate(tokens, UnitSpan(currency[0], stop), lexicon)
        if number.unit is not None:
            return UnitSpan(number.unit, number.stop)
        if (known := read_unit(tokens, number.stop, lexicon)) is not None and not known.unit.is_counted:
            return read_rate(tokens, known, lexicon)
        if self.bare and number.value == 1 and number.kind == "words" and lexicon.language == "en":
            return self._unit_of_one(number)
        if number.value == 1 and number.kind == "digits" and (single := self._unit_of_near_one(number)):
            return single
        if number.value == 1 and self.spelled.is_stressed(number):
            single = read_single_noun(tokens, number.stop, lexicon)
            return single if single and single.unit.code not in lexicon.pronouns else None
        if (noun := read_noun(tokens, number.stop, lexicon)) is not None and not self._is_money_for(number):
            if noun.unit.code == "activity" and (part := self.ellipsis.part_of(number)):
                return part
            if noun.unit.code in lexicon.pronouns:
                return replace(noun, unit=self.ellipsis.meant_by(number) or noun.unit)
            return read_rate(tokens, noun, lexicon)
        if known is not None and known.hyphened:
            return known
        if (labelled := self._labelled(number)) is not None:
            return labelled
        is_plain = number.kind in {"digits", "vague"} or self._is_money_for(number)  # chục triệu tiền điện
        code = self._implied_currency(number) if is_plain else None
        return read_rate(tokens, UnitSpan(Unit(code, "money"), number.stop), lexicon) if code else None

    def _is_money_for(self, number: Number) -> bool:
        """`7540 tỷ tiền lãi`, `700 triệu tiền điện`: behind the magnitude stands a word for money."""
        tokens, lexicon = self.tokens, self.lexicon
        is_large = self._magnitude_word(number) in lexicon.rated_currency_magnitudes | lexicon.currency_magnitudes
        named = lexicon.priced.starting(tokens.low, number.stop)
        return is_large and named is not None and tokens.at(number.stop) != "mất"  # 2 triệu mất việc

    def _magnitude_word(self, number: Number) -> str:
        """Return the last word of a number, that before `rưỡi` in `1 tỷ rưỡi`."""
        halved = self.tokens.at(number.stop - 1) in self.lexicon.half_after
        return self.tokens.at(number.stop - 1 - halved)

    def _implied_currency(self, number: Number) -> str | None:
        """`560.000 tỷ` are dong; so are `15 triệu/tháng`, as wages are said."""
        word = self._magnitude_word(number)
        rated = self.tokens.at(number.stop) == "/" and self.tokens.at(number.stop + 1) in self.lexicon.rate_times
        found = self.lexicon.currency_magnitudes.get(word)
        if self.lexicon.language == "en" and number.magnitude == _BILLION and number.value >= _BILLION * 1000:
            return "VND"  # more than 130,000 billion
        if found is not None and not self._is_money_for(number) and (foreign := self.ellipsis.currency_of(number)):
            return foreign
        if found is None and (rated or self._is_priced(number) or self._is_money_for(number)):
            found = self.lexicon.rated_currency_magnitudes.get(word)
        return found

    def _labelled(self, number: Number) -> UnitSpan | None:
        """`Agency Fee ($): 352,400`, `Vốn điều lệ (tỷ đồng) 300`: the unit in the brackets of a form's label."""
        tokens, lexicon = self.tokens, self.lexicon
        close = number.first - 2 if tokens.at(number.first - 1) == ":" else number.first - 1
        opens = next((i for i in range(close - 1, max(close - _LABEL, 0), -1) if tokens.raw[i] == "("), None)
        if number.kind != "digits" or tokens.at(close) != ")" or opens is None or tokens.is_line_start(number.first):
            return None
        factor, i = Decimal(1), opens + 1
        while tokens.at(i) in lexicon.magnitudes:
            factor, i = factor * lexicon.magnitudes[tokens.at(i)], i + 1
        found = lexicon.currencies.starting(tokens.raw, i) or find_unit(tokens, i, lexicon)
        if found is None or (found[0].is_counted and tokens.at(number.first - 1) != ":"):
            return None
        span = read_slashes(tokens, UnitSpan(found[0], i + found[1]), lexicon)
        unit = replace(span.unit, factor=span.unit.factor * factor)
        return UnitSpan(unit, number.stop, span.rate) if span.stop == close else None

    def _is_priced(self, number: Number) -> bool:
        """`lương trên 10 triệu`, `nộp 90 triệu`: a word for money shortly before, nothing that is counted behind."""
        tokens, lexicon = self.tokens, self.lexicon
        after = tokens.at(number.stop)
        if after.isalpha() and after not in lexicon.stops:
            return False
        found = lexicon.priced.within_backwards(tokens.low, number.first - _PRICED, number.first)
        return found is not None and "," not in tokens.low[found[1] : number.first]

    def _unit_of_near_one(self, number: Number) -> UnitSpan | None:
        """`at least 01 solution`: a known thing that one counts in digits, with a word of nearness."""
        if self.lexicon.language != "en" or not self.lexicon.before.ending(self.tokens.low, number.first):
            return None
        single = read_single_noun(self.tokens, number.stop, self.lexicon)
        return single if single and single.unit.code in self.lexicon.known_codes else None

    def _unit_of_one(self, number: Number) -> UnitSpan | None:
        """`one solution`, `one of the best speakers`; `each one`, `no one` count nothing."""
        tokens, lexicon = self.tokens, self.lexicon
        if tokens.at(number.stop) == "of":
            return read_noun(tokens, number.stop + 1, lexicon)
        return read_single_noun(tokens, number.stop, lexicon)

    def _is_figure(self, number: Number, span: UnitSpan, currency: tuple[Unit, int] | None) -> bool:
        tokens, i = self.tokens, number.first
        counted = span.unit.is_counted
        if currency is not None or (number.magnitude > 1 and number.kind == "digits"):
            return True
        if number.kind == "words":
            return self.spelled.is_figure(number, span)
        if counted and self._is_no_count(number, span):
            return False
        if (known := self._judge_numbered(number, span)) is not None:
            return known
        if is_year(tokens, i) and number.stop == i + 1 and (counted or span.unit.dimension == "duration"):
            leads = tokens.at(i - 1) == "than" or tokens.at(i - 1) not in self.lexicon.year_before
            return leads and self.spelled.is_known(span)
        if self._begins_name(span) or self._names_line(i, span) or self._is_posted(i, span):
            return False
        if self._is_said_year(i, number, span):
            return False
        if (
            is_year(tokens, i)
            and span.unit.code in {"m", "t", "h", "x", "°C", "VND"}
            and tokens.at(i - 1) in self.lexicon.year_before
        ):
            return False
        if number.value == 1 and number.upper is None and counted and not span.hyphened and not self.bare:
            counts = self.lexicon.language != "en" or self.spelled.stands_in_row(i) or tokens.low[i - 1] in _HAVING
            counts = counts or self.lexicon.before.ending(tokens.low, i) is not None  # at least 01 symbiosis
            opens = tokens.at(i - 1) in {",", "."} and tokens.at(span.stop) in _HAVING  # Besides, 1 plant was opened
            return (counts or opens) and self._is_no_zone(i, span)
        return not counted or self._is_no_zone(i, span)

    def _judge_numbered(self, number: Number, span: UnitSpan) -> bool | None:
        """Judge what a word or name before it numbers (`Phase 2`, `số 825 ngày 3/7`); None if nothing does."""
        tokens, i, counted = self.tokens, number.first, span.unit.is_counted
        cue = is_numbered(tokens, i, self.lexicon)
        if (
            cue == "firm"
            and (counted or span.unit.dimension in {"duration", "length", "share"})
            and number.upper is None
        ):
            wide = span.unit.dimension == "length" and tokens.at(span.stop) in _SIZES  # a main route 50 m wide
            return wide or (tokens.raw[i].isdecimal() is False and not counted)
        if cue and counted and number.value < 1000 and span.unit.code not in {"worker", "person"}:
            return False
        dated = span.unit.dimension == "duration" and (
            tokens.is_digits(span.stop)
            or tokens.raw[span.stop : span.stop + 1] in _QUARTERS  # Bàu Bàng 2 quý I/2024
            or (bool(cue) and tokens.at(span.stop) in self.lexicon.not_rates | {"ngoái"})
        )
        named = is_part_of_name(tokens, i, span.stop) or (i == 1 and tokens.raw[0].isupper())  # VSIP 3 năm 2024
        return False if dated and (cue or named or is_year(tokens, i)) else None

    def _is_no_zone(self, i: int, span: UnitSpan) -> bool:
        after = "".join(self.tokens.raw[i + 1 : i + 2])
        if after.endswith("s") and after[:-1].isupper() and len(self.tokens.raw[i]) > 1:  # gives Dong Nai 81 IPs
            return True
        return not is_part_of_name(self.tokens, i, span.stop) or self._counts_beside_place(i, span)

    def _is_no_count(self, number: Number, span: UnitSpan) -> bool:
        """Tell `industry 4.0`, `0 comments` and the section `1.1 Fees` from counts; unknown things are whole."""
        if self.tokens.raw[number.first].endswith(".0"):
            return True
        is_broken = number.value != number.value.to_integral_value() and not number.readings
        named = self.tokens.raw[number.first - 1][:1].isupper()  # Phu My 3.1 thermal power plant
        is_named = named and self.lexicon.before.ending(self.tokens.low, number.first) is None
        if self.tokens.raw[number.stop : span.stop] == ["CN"]:  # 8 CN is a Sunday, 20CN a name
            return number.value < _CREW or self.tokens.is_glued(number.stop)
        if span.unit.code == "visit" and "xem" in self.tokens.low[span.stop - 1 : span.stop + 1]:
            return True
        if self.tokens.at(number.first - 1) == "top":  # one of the top 50 producers
            return True
        if is_broken and number.stop == number.first + 1 and self._heads_section(number):
            return True
        return not self.bare and (not number.value or (is_broken and (is_named or not self.spelled.is_known(span))))

    def _heads_section(self, number: Number) -> bool:
        """`5.5 People. Nine technicians ...`: the number of a section, behind the end of the one before."""
        tokens, i = self.tokens, number.first
        begins = i == 0 or tokens.at(i - 1) in {".", "!", "?"} or tokens.is_line_start(i)
        return begins and tokens.raw[number.stop : number.stop + 1][0][:1].isupper()

    def _is_posted(self, i: int, span: UnitSpan) -> bool:
        """`| 5 giờ trước |`, `3 days ago` on a line of its own: when a page was put up."""
        tokens, stop = self.tokens, span.stop + 1
        if span.unit.dimension != "duration" or tokens.at(span.stop) not in self.lexicon.dating:
            return False
        begins = tokens.is_line_start(i) or tokens.at(i - 1) in _FRAMES
        return begins and (tokens.is_line_start(stop) or tokens.at(stop) in _FRAMES)

    def _names_line(self, i: int, span: UnitSpan) -> bool:
        """`trạm biến áp 220kV Phú Bình`: the voltage in the name of a station or line."""
        behind = self.tokens.raw[span.stop : span.stop + 1]
        named = span.unit.code == "kV" and behind and behind[0][0].isupper()
        return bool(named) and not _WIRES.isdisjoint(self.tokens.low[max(i - 3, 0) : i])

    def _counts_beside_place(self, i: int, span: UnitSpan) -> bool:
        """Tell the count behind a place (`Bến Cát 9 khu công nghiệp`) from the number of a zone (`KCN Quế Võ 2`)."""
        lexicon, low = self.lexicon, self.tokens.low
        if lexicon.language != "vi" or span.unit.code not in lexicon.known_codes:
            return False
        clause = takewhile(lambda word: word not in {",", ";"}, reversed(low[max(0, i - 5) : i]))
        return lexicon.designators.isdisjoint(clause)

    def _begins_name(self, span: UnitSpan) -> bool:
        """Tell whether a unit's spelling is the first syllable of a name (`In 2022 Ha Yen drew`, but `1.391,97 Ha`)."""
        words = self.tokens.raw[span.stop - 1 : span.stop + 1]
        if not self.tokens.at(span.stop - 2).isdecimal() or self.tokens.is_line_start(span.stop):
            return False
        if len(words) < 2 or words[0] not in _NAMES_TOO:
            return False
        return words[1].istitle() and not self.tokens.glued[span.stop - 1]

    def _is_said_year(self, i: int, number: Number, span: UnitSpan) -> bool:
        """Tell years before what looks like a unit (`năm 2023 ký`, `in 2015 Ha`) from amounts (`mỗi năm 2000 tấn`)."""
        tokens, lexicon = self.tokens, self.lexicon
        if tokens.raw[number.stop : span.stop] == ["T"] and number.value <= _YEAR and is_year(tokens, span.stop):
            return True  # the months of 9T 2025
        if not is_year(tokens, i) or number.stop != i + 1 or number.upper is not None:
            return False
        if tokens.raw[span.stop - 1] in _WORDS_TOO and tokens.at(i - 1) in lexicon.year_before:
            return True
        return tokens.at(i - 1) in lexicon.year_words and lexicon.per_before.ending(tokens.low, i) is None

    def _is_bare_figure(self, number: Number, currency: tuple[Unit, int] | None) -> bool:
        i = number.first
        if number.kind == "words" and number.value == 1:
            return self.tokens.at(number.stop) == "of"
        if number.kind == "words" or currency is not None:
            return True
        return not (
            is_numbered(self.tokens, i, self.lexicon) or looks_like_label(self.tokens, number.first, number.stop)
        )

    def _draft(self, number: Number, span: UnitSpan, first: int, floor: int) -> Draft | None:
        sign, first = self._sign(number.first, first)
        modifier, start = self.nearness.before(first, floor)
        modifier = number.near or modifier
        if start < first and self.nearness.means_on(start, span):
            modifier, start = "exact", first
        stop = max(span.stop, number.stop)
        if (after := self.nearness.behind(stop)) and not self.tokens.is_digits(stop + after[1]):
            modifier, stop = after[0] if modifier == "exact" else modifier, stop + after[1]
        elif modifier == "exact":
            modifier = self.nearness.inside(number.stop, stop) or modifier
        if start < first and self.nearness.is_compared(start, first, stop, span):
            modifier, start = "exact", first
        if self.tokens.at(stop) in self.lexicon.half_after and span.unit.dimension == "duration":  # 7 tháng rưỡi
            number, stop = replace(number, value=number.value + Decimal("0.5")), stop + 1
        if span.code == "year" and span.unit.factor == 1 and number.upper is None:
            months, stop = self._read_months(stop)
            number = replace(number, value=number.value + months)
        factor = span.unit.factor
        is_range = number.upper is not None
        lasts = span.unit.dimension == "duration"
        says_when = lasts and is_month_span(self.tokens, number.first, span.stop, self.lexicon)
        draft = Draft(
            first=start, stop=stop, number_first=number.first, number_stop=number.stop,
            value=number.value * factor * sign,
            upper=number.upper * factor if number.upper is not None else None,
            of=number.of,
            unit=span.code, dimension=span.unit.dimension,
            modifier="range" if is_range else cast(Modifier, modifier),
            nearness=cast(Modifier, modifier),
            score=number.score, readings=tuple(r * factor for r in number.readings),
            has_magnitude=number.magnitude > 1, rule="months" if says_when else number.kind,
        )  # fmt: skip
        draft.start, draft.end = self.tokens.starts[draft.first], self.tokens.ends[draft.stop - 1]
        return draft

    def _read_months(self, stop: int) -> tuple[Decimal, int]:
        """Read the end of `9 years and 3 months`, `1 năm 6 tháng` as a part of a year."""
        tokens, lexicon = self.tokens, self.lexicon
        i = stop + 1 if tokens.at(stop) in _AND else stop
        found = lexicon.units.starting(tokens.low, i + 1)
        if not tokens.at(i).isdecimal() or len(tokens.at(i)) > 2 or found is None or found[0].code != "month":
            return Decimal(0), stop
        if lexicon.month_spans.starting(tokens.low, i):  # trong một năm, 6 tháng đầu
            return Decimal(0), stop
        return (Decimal(tokens.at(i)) / _YEAR).quantize(Decimal("0.01")).normalize(), i + 1 + found[1]

    def _sign(self, i: int, first: int) -> tuple[Decimal, int]:
        """Return the sign of the number at `i`, and where a figure that began at `first` begins with it."""
        tokens = self.tokens
        if tokens.at(first - 1) in self.lexicon.minus:
            return Decimal(-1), first - 1
        if tokens.at(i - 1) not in _SIGNS:
            return Decimal(1), first
        if tokens.at(i - 2) in self.lexicon.minus:
            return Decimal(-1), min(first, i - 2)
        is_minus = tokens.is_glued(i) and not tokens.is_glued(i - 1) and i > 1 and tokens.raw[i - 1] != "–"
        if tokens.at(i - 2)[-1:] in {"$", "€", "£"} or is_minus:
            return Decimal(-1), min(first, i - 1)
        return Decimal(1), first
