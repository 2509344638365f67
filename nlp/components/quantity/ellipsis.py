"""Fifth step: numbers that leave out a unit which the text has just said (`Of 367 projects, 62 belong to DDI`)."""

from decimal import Decimal

from nlp.components.quantity.draft import Draft, Number, are_alike
from nlp.components.quantity.exclusions import is_numbered, is_part_of_name, is_year
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.nouns import is_plural, read_noun
from nlp.components.quantity.numbers import read_number
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, read_unit

_REACH = 45  # tokens back to the unit
_FAR = 3  # sentences back to the whole of which a number counts a part
_SCALED_DIMENSIONS = frozenset(("count", "money", "mass", "volume", "energy"))
_MEASURE = 6  # tokens back to the measure that implies a unit: `Dân số khoảng 2 triệu`
_FEW = 10  # people that are counted without a word for them
_TENFOLD = 10
_SCALED = 1000  # magnitudes from here on are quantities whatever follows
_HYPHENS = frozenset("-‑–")
_ROW = 9  # tokens of a row of hyphened numbers
_ADJECTIVES = 2  # words between a number and the `and` before the next kind
_FOLLOWING = 5  # numbers that one may stand before, to share their unit
_TO = frozenset(("to", "up to", "down to"))
_NOT_BEHIND = frozenset((":", "h", "giờ", "/", "-", "–", "%"))
_COPULAS = frozenset((":", ",", "of", "is", "was", "là"))
_PARTED_BY = frozenset(("with", "from", "by", "for", "of", "in", "at"))
_ENDS = frozenset((".", "!", "?", "|"))
_LED = 12  # tokens from `number of` to the number
_NOT_NUMBERS = frozenset(("một", "đa", "chỉ", "thông", "hệ", "con", "tham", "trị", "thiểu", "mã", "tần", "chữ", "biến"))
_PAPERS = frozenset(
    ("decision", "licence", "license", "document", "certificate", "contract", "page", "invoice", "circular")
)  # with numbers
_OF_SITE = frozenset(("visit", "view", "download", "comment", "share", "like", "reader"))  # what sites count
_NUMBERED = frozenset(("id", "no", "no.", "number", "code", "symbol", "mã", "số"))
_SPANS = frozenset((".", "!", "?", "|", ";", ","))
_ENUMERATED = frozenset((":", ",", ";", "and", "và"))
_EXTENTS = frozenset(("count", "area"))
_OR_SHARE = frozenset(("or", "hay", "tức", "chiếm", "đạt", "bằng"))
_COORDINATES = frozenset(("and", "while", "but", ";", ","))
_NO_VERBS = frozenset(("to", "of", "per", "or", "and", "a", "an", "the", "more", "less", "than", "each", "ago"))
_VERB = 4  # letters of need, seed
_ELSEWHERE = frozenset(("in", "for", "at", "ở", "tại", "với", "trong"))
_OPENS = frozenset(("(", ":"))
_NEVER_LIKE = frozenset(("duration", "share", "ratio"))
_ASIDE = 7  # tokens from a figure to its like in brackets
_ALIKE = 5  # times that such figures differ


class Ellipsis:
    """Remembers the last unit that a passage named, for numbers that follow without one."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._counted: Draft | None = None
        self._whole: Draft | None = None
        self._listed: Draft | None = None
        self._last: Draft | None = None
        self._scaled: Draft | None = None
        self._money: Draft | None = None
        self._wholes: dict[Decimal, Draft] = {}  # the last of what was counted, by its number

    def note(self, draft: Draft) -> None:
        """Remember a figure that was read with its unit."""
        if draft.rule in {"vague", "multiple"} or not draft.unit:
            return
        self._last = draft
        if draft.dimension in _SCALED_DIMENSIONS:
            self._scaled = draft
        if draft.dimension == "money":
            self._money = draft
        if draft.dimension == "count":
            self._counted = self._wholes[draft.value] = draft
            if self._opens_sentence(draft):
                self._whole = draft
            if self._tokens.at(draft.stop) == ":":
                self._listed = draft

    def counts_up_to(self, stop: int) -> bool:
        """Tell whether the last thing counted ends just before token `stop`."""
        return self._counted is not None and self._counted.stop == stop

    def part_of(self, number: Number) -> UnitSpan | None:
        """`194 dự án (170 hoạt động, 24 đang xây)`: a part right behind its whole, with a verb and no noun."""
        whole = self._counted
        if whole is None or whole.stop != number.first - 1 or self._tokens.at(whole.stop) != "(":
            return None
        return self._like(whole, number, ends=0) if number.value < whole.value else None

    def currency_of(self, number: Number) -> str | None:
        """`đăng ký 9 tỷ USD, thực hiện 3,7 tỷ`: the foreign currency of a like amount before in the sentence."""
        money = self._money
        if money is None or money.unit.startswith("VND") or not are_alike(money.value, number.value, _TENFOLD):
            return None
        like = self._like(money, number, ends=0)
        return like.unit.code if like else None

    def unit_of(self, number: Number) -> UnitSpan | None:
        """Find the unit that a number without one shares with what stands before or, for percents, behind it."""
        if number.kind not in {"digits", "words"} or is_year(self._tokens, number.first):
            return None
        if number.of is not None:
            return self._like(self._wholes.get(number.of), number, ends=_FAR)  # 48 plants ... Only 5 of the 48
        # CCN Phong Khê 1, 160 triệu đồng
        if number.magnitude == 1 and is_part_of_name(self._tokens, number.first, number.stop):
            return None
        if (unit := self._of_row(number) or self._of_kinds(number)) is not None:
            return UnitSpan(unit, number.stop)
        if (unit := self._hyphened(number)) is not None:
            return UnitSpan(unit, number.stop, hyphened=True)
        if (unit := self._of_whole(number)) is not None:
            return UnitSpan(unit, number.stop)
        if self._counts_heads(number):
            return UnitSpan(Unit("worker", "count"), number.stop)
        if self._goes_on(number):
            return self._like(self._last, number, ends=0)
        if counted := self._measured(number):
            return UnitSpan(Unit(counted, "count"), number.stop)
        if self._is_scaled(number):
            first = max(number.first - _MEASURE, 0)
            if measure := self._lexicon.measured_units.within_backwards(self._tokens.low, first, number.first):
                return UnitSpan(Unit(measure[0], "count"), number.stop)
            ends = int(self._is_meant_anew(number))
            few = self._scaled is self._counted and self._scaled and self._scaled.value < _SCALED <= number.value
            scaled = self._money if few and self._money else self._scaled  # 9 triệu USD, 3 dự án tăng 7,7 triệu
            return self._like(scaled, number, ends=ends) or self._like(self._counted, number, ends=1)
        return self._left_out(number)

    def _left_out(self, number: Number) -> UnitSpan | None:
        """`86 fewer than before`, `4 of them`, `1,000 of it from one firm`: what was counted or measured before."""
        following = self._tokens.low[number.stop : number.stop + 2]
        if following == ["of", "it"] and number.kind == "digits":  # 3,600 m3 a day, 1,000 of it from one firm
            return self._like(self._last, number, ends=0)
        if number.value > 1 and (self._is_more(number) or self._is_shared(number)):
            return self._like(self._counted, number, ends=1)
        if (taken := self._of_label(number) or self._of_named(number) or self._taken_up(number)) is not None:
            return taken
        if self._leaves_out(number):
            return self._like(self._counted, number, ends=1) or self._said_behind(number)
        if self._is_coordinated(number):
            return self._like(self._counted, number, ends=0)
        if self._is_aside(number):
            return self._like(self._last, number, ends=0)
        if self._whole and number.kind == "digits" and number.value < self._whole.value and self._is_bare(number):
            return self._like(self._whole, number, ends=0)
        if self._stands_beside(number):
            return self._like(self._counted, number, ends=0)
        if self._is_of_year(number):
            return self._like(self._last, number, ends=0)
        return self._like(self._last, number, ends=1) if self._is_meant_anew(number) or self._is_alike(number) else None

    def _said_behind(self, number: Number) -> UnitSpan | None:
        """`270 are secondary projects`: what is counted stands behind the verb."""
        tokens, lexicon = self._tokens, self._lexicon
        if number.kind != "digits" or tokens.at(number.stop) not in {"are", "were"} or not self._is_bare(number):
            return None
        found = read_noun(tokens, number.stop + 1, lexicon)
        return UnitSpan(found.unit, number.stop) if found and found.unit.code in lexicon.known_codes else None

    def _taken_up(self, number: Number) -> UnitSpan | None:
        """`five of those`, `companies acted upon 233`, `up from 600`: a number of what was counted or measured."""
        tokens, lexicon, begin = self._tokens, self._lexicon, self._begin_of(number)
        if number.value > 1 and lexicon.parts_after.starting(tokens.low, number.stop):
            return self._like(self._counted, number, ends=2)
        if number.value <= 1 or number.magnitude > 1 or not self._is_bare(number):
            return None
        if number.kind == "words" and lexicon.language == "vi":
            return None
        if lexicon.people_after.starting(tokens.low, number.stop):
            return self._like_people(number)
        if self._is_whole_of(number, begin):
            return self._like(self._counted, number, ends=0)
        after = self._after(number)
        if after.isalpha() and after not in lexicon.stops:
            return None
        if lexicon.teams.ending(tokens.low, begin):
            return UnitSpan(Unit("person", "count"), number.stop)
        if lexicon.compared_before.ending(tokens.low, begin):
            return self._like(self._last, number, ends=0)
        if lexicon.done_before.ending(tokens.low, begin):
            return self._like(self._counted, number, ends=1)
        if self._is_listed(number):
            return self._like(self._listed, number, ends=0)
        if self._is_met(number, begin):
            return self._like(self._last, number, ends=0)
        return self._total(number, begin)

    def _is_more(self, number: Number) -> bool:
        """`8,000 more are wanted`, `thêm 12 nữa`: more of what was counted before."""
        tokens, lexicon = self._tokens, self._lexicon
        found = lexicon.more.starting(tokens.low, number.stop)
        if found is None or (number.kind == "words" and lexicon.language == "vi"):
            return False
        after = tokens.at(number.stop + found[1])
        return not after.isalpha() or after in lexicon.stops

    def _is_shared(self, number: Number) -> bool:
        """`932 proposals; 541, or 58%, have been put in place`: a number with its share of the whole."""
        tokens, i = self._tokens, number.stop
        i += 2 if tokens.at(i) == "," and tokens.at(i + 1) in _OR_SHARE else 1 if tokens.at(i) == "(" else 0
        return i > number.stop and tokens.is_digits(i) and tokens.at(i + 1) == "%" and number.kind == "digits"

    def _of_named(self, number: Number) -> UnitSpan | None:
        """`The local parks, of which 16 operate`: a number of things that are named, but not counted, before."""
        tokens, lexicon, begin = self._tokens, self._lexicon, self._begin_of(number)
        lead = lexicon.parts_before.ending(tokens.low, begin)
        if number.value <= 1 or not self._is_bare(number):
            return None
        if lead is None:
            return self._of_opening(number, begin)
        stop = begin - lead[1] - (tokens.at(begin - lead[1] - 1) in {",", "("})
        known = lexicon.units.ending(tokens.low, stop)
        if self.counts_up_to(stop) or known is None or not known[0].is_counted:
            return None
        return UnitSpan(known[0], number.stop)

    def _of_opening(self, number: Number, begin: int) -> UnitSpan | None:
        """`Of the parks in operation, 272 have treatment plants`: what the opening of the sentence names."""
        tokens = self._tokens
        start = next((i for i in range(begin - 1, max(begin - _LED, -1), -1) if tokens.raw[i] == "Of"), None)
        if start is None or tokens.at(begin - 1) != "," or tokens.at(start + 1) != "the":
            return None
        known = self._lexicon.units.starting(tokens.low, start + 2)
        return UnitSpan(known[0], number.stop) if known and known[0].is_counted else None

    def _is_coordinated(self, number: Number) -> bool:
        """`16 are on the map and nine take tenants`, `31 were licensed and 18 raised their capital`."""
        tokens, last, after = self._tokens, self._last, self._tokens.at(number.stop)
        if last is None or last is not self._counted or self._lexicon.language != "en" or number.value <= 1:
            return False
        if tokens.at(self._begin_of(number) - 1) not in _COORDINATES or not self._is_bare(number):
            return False
        is_verb = after.endswith("ed") and len(after) > _VERB
        return is_verb or (last.stop == last.number_stop and after in self._lexicon.stops and after not in _NO_VERBS)

    def _is_aside(self, number: Number) -> bool:
        """`VND 4 million a month in region II (3.6 million in region III)`: the same elsewhere, in brackets."""
        tokens, last = self._tokens, self._last
        if last is None or tokens.at(self._begin_of(number) - 1) != "(" or tokens.at(number.stop) not in _ELSEWHERE:
            return False
        near = number.first - last.stop <= _ASIDE and last.dimension in _SCALED_DIMENSIONS
        return near and are_alike(last.value, number.value, _ALIKE) and number.kind == "digits" and not number.readings

    def _like_people(self, number: Number) -> UnitSpan:
        """Take the people counted before, or people: `310 attended`."""
        counted = self._counted if self._counted and self._counted.unit in self._lexicon.people else None
        return self._like(counted, number, ends=1) or UnitSpan(Unit("person", "count"), number.stop)

    def _is_listed(self, number: Number) -> bool:
        """`31 options: 12 were free, 13 called for money and 6 for more`: parts of what a colon follows."""
        tokens, whole = self._tokens, self._listed
        if whole is None or number.kind != "digits" or number.value >= whole.value:
            return False
        after = tokens.at(number.stop)
        return tokens.at(number.first - 1) in _ENUMERATED and after.isalpha() and after not in _TO

    def _is_whole_of(self, number: Number, begin: int) -> bool:
        """`31 tenants out of 58`: the whole right behind a part that names what is counted."""
        part = self._counted
        link = self._lexicon.of_total.ending(self._tokens.low, begin)
        if part is None or part is not self._last or link is None or link[1] == 1:
            return False
        return part.stop == begin - link[1] and part.value < number.value

    def _is_met(self, number: Number, begin: int) -> bool:
        """`looked for 300 technicians and found fewer than 120,`: the object of a verb, with a word of nearness."""
        tokens, last, verb = self._tokens, self._last, self._tokens.at(begin - 1)
        if begin == number.first or number.kind != "digits" or last is None or last.dimension not in _EXTENTS:
            return False
        return verb.isalpha() and verb not in self._lexicon.stops and tokens.at(number.stop) in _SPANS

    def _of_label(self, number: Number) -> UnitSpan | None:
        """`Số doanh nghiệp được đánh giá RECP: 88`, `Number of parks: 12`: what its label counts."""
        begin = self._begin_of(number)
        if self._tokens.at(begin - 1) != ":" or number.kind != "digits" or self._after(number).isalpha():
            return None
        if self._lexicon.done_before.ending(self._tokens.low, begin - 1):  # Solutions: 19 | Implemented: 14
            return self._like(self._counted, number, ends=1)
        total = self._total(number, begin) or self._of_plain_label(number, begin)
        return total if total and total.unit.code not in _PAPERS else None

    def _of_plain_label(self, number: Number, begin: int) -> UnitSpan | None:
        """`Jobs added: 110`, `Giải pháp đề xuất: 19`: what a line's own label counts, if that is well known."""
        tokens, lexicon = self._tokens, self._lexicon
        first = tokens.label_start(begin)
        if tokens.at(begin - 2) in _NUMBERED:  # Project ID: 3105
            return None
        places = range(first, begin - 1) if lexicon.language == "en" else range(first, min(first + 1, begin - 1))
        known = (lexicon.units.starting(tokens.low, i) for i in places)
        units = (found[0] for found in known if found and found[0].is_counted and found[0].code in lexicon.known_codes)
        unit = next(units, None)
        return UnitSpan(unit, number.stop) if unit and unit.code not in _OF_SITE else None

    def _total(self, number: Number, begin: int) -> UnitSpan | None:
        """`The number of parks rose to 45`, `Số dự án cấp mới dừng ở 231`: what the measure before counts."""
        tokens, lexicon = self._tokens, self._lexicon
        is_label = tokens.at(begin - 1) == ":"  # Số doanh nghiệp được đánh giá RECP: 88
        if tokens.at(begin - 1) not in lexicon.total_links and not is_label:
            return None
        lead = lexicon.total_leads.within_backwards(tokens.low, begin - _LED, begin - 1)
        if lead is None or tokens.at(lead[1] - 1) in _NOT_NUMBERS or (is_label and tokens.at(lead[1] - 1).isalpha()):
            return None
        start = lead[1] + len(lead[0].split())
        if any(word in _SPANS or word[0].isdecimal() for word in tokens.low[start:begin]):
            return None
        found = read_noun(tokens, start, lexicon)
        if (
            found is None
            or found.stop >= begin
            or not (lexicon.language == "en" or found.unit.code in lexicon.known_codes)
        ):
            return None
        return UnitSpan(found.unit, number.stop)

    def _opens_sentence(self, draft: Draft) -> bool:
        """`Of 218 households, 170 weave and 17 bleach`: a whole of which the rest of the sentence counts parts."""
        first = draft.first - 1 - (self._tokens.at(draft.first - 1) == "the")
        return first >= 0 and self._tokens.raw[first] == "Of"

    def _stands_beside(self, number: Number) -> bool:
        """`447 projects, 110 with FDI`, `79 clusters (19 old and 60 new)`: a part right behind the whole."""
        draft, tokens = self._counted, self._tokens
        if draft is None or number.kind != "digits" or number.value >= draft.value:
            return False
        beside = draft.stop == self._begin_of(number) - 1 and tokens.at(draft.stop) in {",", "(", ":"}
        return beside and self._lexicon.language == "en" and tokens.at(number.stop) in _PARTED_BY

    def _is_of_year(self, number: Number) -> bool:
        """`28,000 workers in 2015 and 42,000 in 2020`, `18 projects this year and 15 next year`."""
        tokens = self._tokens
        relative = self._lexicon.relative_years.starting(tokens.low, number.stop)
        dated = tokens.at(number.stop) in {"in", "by"} and is_year(tokens, number.stop + 1)
        shifted = relative is not None and self._lexicon.language == "en"
        said = number.kind == "digits" and (dated or shifted)
        return said and number.value > 1 and self._is_bare(number)

    def _is_meant_anew(self, number: Number) -> bool:
        """`29,000 people work there. Con số này sẽ là 53.000`: the figure of the sentence before, with a new value."""
        tokens, lexicon = self._tokens, self._lexicon
        first = max(number.first - _LED, 0)
        spoken = lexicon.this_figure.within_backwards(tokens.low, first, number.first)
        after = self._after(number)
        is_digits = number.kind == "digits" and spoken is not None
        return is_digits and self._is_bare(number) and (not after.isalpha() or after in lexicon.stops)

    def _is_alike(self, number: Number) -> bool:
        """`treat 9,400 m3 a day and receive barely 3,700.`, `needed 15 m3. Last year it was 11,`: as much at an end."""
        tokens, last, begin = self._tokens, self._last, self._begin_of(number)
        if last is None or last.dimension in _NEVER_LIKE or number.kind != "digits" or number.value <= 1:
            return False
        is_led = begin < number.first or tokens.at(begin - 1) in self._lexicon.total_links
        ends = tokens.at(number.stop) in _SPANS or tokens.is_line_start(number.stop)
        return (
            is_led
            and ends
            and tokens.at(begin - 1) not in _OPENS
            and self._is_bare(number)
            and are_alike(last.value, number.value, _ALIKE)
        )

    def _is_bare(self, number: Number) -> bool:
        """Tell whether a number is no part of a name, date or document."""
        tokens = self._tokens
        before, after = tokens.raw[number.first - 1], tokens.raw[number.stop : number.stop + 1]
        if is_numbered(tokens, number.first, self._lexicon) or not after or after[0] in _NOT_BEHIND:
            return False
        return not before[:1].isupper() and not tokens.is_glued(number.first) and not after[0][:1].isupper()

    def meant_by(self, number: Number) -> Unit | None:
        """Find what is counted by `31 parks operate, eight others are built`, `222 projects and 248 foreign ones`."""
        span = self._like(self._counted, number, ends=1)
        return span.unit if span and not span.rate else None

    def _hyphened(self, number: Number) -> Unit | None:
        """`four-, five- and six-cylinder engines`: what the last of the row says."""
        tokens = self._tokens
        if tokens.at(number.stop) not in _HYPHENS or tokens.at(number.stop + 1) not in self._lexicon.noun_links:
            return None
        for i in range(number.stop + 2, min(number.stop + _ROW, len(tokens))):
            if tokens.at(i) in _HYPHENS and tokens.is_glued(i + 1) and tokens.low[i + 1].isalpha():
                found = read_noun(tokens, i, self._lexicon)
                return found.unit if found else None
        return None

    def _of_kinds(self, number: Number) -> Unit | None:
        """`81 foreign and 29 domestic projects`: what the last of two kinds says."""
        tokens, lexicon = self._tokens, self._lexicon
        i = number.stop
        while i < number.stop + _ADJECTIVES and tokens.at(i).isalpha() and tokens.at(i) not in lexicon.stops:
            i += 1
        if lexicon.language != "en" or i == number.stop or tokens.at(i) != "and" or not tokens.is_digits(i + 1):
            return None
        following = read_number(tokens, i + 1, lexicon, lexicon.decimal, money=False)
        found = following and read_noun(tokens, following.stop, lexicon)
        return found.unit if found and is_plural(tokens.at(found.stop - 1), lexicon) else None

    def _of_whole(self, number: Number) -> Unit | None:
        """`280 million of the 1.5 billion shekels`: the whole says what the part is."""
        tokens, lexicon = self._tokens, self._lexicon
        link = lexicon.of_total.starting(tokens.low, number.stop)
        if link is None or number.magnitude < _SCALED or not tokens.is_digits(number.stop + link[1]):
            return None
        whole = read_number(tokens, number.stop + link[1], lexicon, lexicon.decimal, money=False)
        found = whole and read_unit(tokens, whole.stop, lexicon)
        return found.unit if found else None

    def _counts_heads(self, number: Number) -> bool:
        """`employs 6,400.`, `raised its workforce to 300`: people, if no other word follows that could be counted."""
        tokens, lexicon = self._tokens, self._lexicon
        after = self._after(number)
        if number.kind != "digits" or number.value < _FEW or (after.isalpha() and after not in lexicon.stops):
            return False
        return after not in _NOT_BEHIND and lexicon.headcounts.ending(tokens.low, self._begin_of(number)) is not None

    def _after(self, number: Number) -> str:
        """Return the word behind a number on its line, or an empty string."""
        return "" if self._tokens.is_line_start(number.stop) else self._tokens.at(number.stop)

    def _begin_of(self, number: Number) -> int:
        """Return the token at which a number begins, the word of nearness before it included."""
        near = self._lexicon.before.ending(self._tokens.low, number.first)
        return number.first - near[1] if near else number.first

    def _goes_on(self, number: Number) -> bool:
        """`from 21 km to 23`, `tăng từ 10 ha lên 20`."""
        tokens, lexicon, last = self._tokens, self._lexicon, self._last
        if last is None or (number.kind == "words" and number.value <= 1) or tokens.at(number.stop) in _NOT_BEHIND:
            return False
        if not any(word in lexicon.range_openers for word in tokens.low[max(last.first - 2, 0) : last.number_first]):
            return False
        between = " ".join(tokens.low[last.stop : self._begin_of(number)])
        return between in lexicon.change_links or between in _TO

    def _is_scaled(self, number: Number) -> bool:
        """`rose from 5 million USD to 7 million`, `11.5 billion now`."""
        return number.kind == "digits" and number.magnitude >= _SCALED

    def _measured(self, number: Number) -> str | None:
        """`Population: 3,640,128`, `dân số là 250.222`: what the measure right before the number counts."""
        if number.kind != "digits" or number.value < _SCALED:
            return None
        begin = self._begin_of(number)
        begin -= self._tokens.at(begin - 1) in _COPULAS
        found = self._lexicon.measured_units.ending(self._tokens.low, begin)
        return found[0] if found else None

    def _leaves_out(self, number: Number) -> bool:
        tokens, lexicon = self._tokens, self._lexicon
        if is_numbered(tokens, number.first, lexicon) or (
            number.kind == "words" and (number.value <= 1 or lexicon.language == "vi")
        ):
            return False  # a lone `năm` is the year
        before = tokens.raw[number.first - 1] if number.first else ""
        if lexicon.language == "vi" and before[:1].isupper() and before.lower() not in lexicon.stops:
            return False  # VSIP 3 tại Bình Dương
        if lexicon.ellipsis_after.starting(tokens.low, number.stop):
            return True
        return lexicon.ellipsis_before.ending(tokens.low, self._begin_of(number)) is not None

    def _like(self, draft: Draft | None, number: Number, *, ends: int) -> UnitSpan | None:
        """Take the unit of a draft that stands near, with at most so many sentence ends between."""
        if draft is None or number.first - draft.stop > _REACH:
            return None
        if sum(word in _ENDS for word in self._tokens.low[draft.stop : number.first]) > ends:
            return None
        head, *rates = draft.unit.split("/")
        number.score = min(number.score, 0.7)
        return UnitSpan(Unit(head, draft.dimension), number.stop, tuple(rates))

    def _of_row(self, number: Number) -> Unit | None:
        """`44 and 67 percent`, `699, 749 and 849 euros`: the last of a row of numbers says the unit."""
        tokens, lexicon = self._tokens, self._lexicon
        said = number.kind == "words" and lexicon.language == "vi"  # Nửa năm, 600 triệu USD
        if said or is_numbered(tokens, number.first, lexicon) or number.magnitude > 1:
            return None
        stop, last = number.stop, number
        for _ in range(_FOLLOWING):
            links = 0
            while links < 2 and tokens.at(stop + links) in lexicon.row_links:
                links += 1
            if not links or not tokens.is_digits(stop + links) or is_year(tokens, stop + links):
                break
            if links > 1 and last is number and self._is_shared(number) and not tokens.is_digits(number.first - 2):
                return None  # 541, or 58%
            following = read_number(tokens, stop + links, lexicon, lexicon.decimal, money=False)
            if following is None:
                return None
            stop, last = following.stop, following
        span = read_unit(tokens, stop, lexicon) if last is not number else None
        if span is None or span.unit.is_counted or span.unit.dimension == "duration":
            return None
        number.value, number.magnitude = number.value * last.magnitude, last.magnitude
        return span.unit
