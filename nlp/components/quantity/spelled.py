"""What a number in words counts: `one`, `một`, `năm` and `ba` are often other words."""

from nlp.components.quantity.draft import Number
from nlp.components.quantity.ellipsis import Ellipsis
from nlp.components.quantity.exclusions import TIMES_OF_DAY, is_numbered, is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.nouns import read_single_noun
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan

_AND = frozenset(("and", "và"))
_POINTING = frozenset(("them", "these", "those", "which", "whom", "the", "its", "their", "our"))
_ONLY = frozenset(("only", "just", "chỉ", "độc"))
_DONE = frozenset(
    ("plan", "report", "activity", "decision", "service", "strategy")
)  # verbs too, or of a year: năm kế hoạch
_SIDES = frozenset(("bắc", "trung", "nam"))
_OPENERS = frozenset('.:"“–-!?•·*+')  # signs behind which a word bears a capital


class SpelledNumbers:
    """Tells the numbers in words of a passage from words that only look like them."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, ellipsis: Ellipsis, *, bare: bool) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.ellipsis = ellipsis
        self.bare = bare

    def is_known(self, span: UnitSpan) -> bool:
        """Tell whether what is counted is declared, and nothing but a thing."""
        code = span.unit.code
        return not span.unit.is_counted or (code in self.lexicon.known_codes and code not in _DONE)

    def is_figure(self, number: Number, span: UnitSpan) -> bool:
        """A lone `one`, `một` is an article; a lone `năm` counts only known things."""
        tokens, lexicon = self.tokens, self.lexicon
        i, single = number.first, number.stop == number.first + 1
        if not single:
            return True
        word = tokens.low[i]
        if number.value == 0:  # zero percent, no zero-tariff regime
            return self.bare or (lexicon.language == "en" and span.unit.code == "%")
        if tokens.at(number.stop) == "of":  # eight of these zones
            named = self.is_known(span) or tokens.at(number.stop + 1) in _POINTING
            return self.bare or (number.value > 1 and named and not is_numbered(tokens, i, lexicon))
        if lexicon.folded:  # without marks, numbers of one syllable look like any other word
            return False
        if word in lexicon.magnitudes:
            if self._is_titled(i):  # giấy Vạn Điểm
                return False
            return not tokens.at(i - 1).isdecimal() and self.is_known(span)
        if lexicon.language == "en":
            if word in lexicon.articles:
                return self._is_lone_duration(i, span) and not self.bare
            return (
                word != "one"
                or self._is_lone_duration(i, span)
                or self.bare
                or (not span.unit.is_counted and span.unit.dimension != "duration")
                or (self.is_stressed(number) and (self.is_known(span) or bool(lexicon.before.ending(tokens.low, i))))
            )
        return not self._is_titled(i) and self._is_vietnamese_word(number, span)

    def _is_vietnamese_word(self, number: Number, span: UnitSpan) -> bool:
        """A lone `một` is an article; `năm`, `ba`, `chín` and what `cả` leads count only known things."""
        tokens, lexicon, i = self.tokens, self.lexicon, number.first
        word = tokens.low[i]
        if tokens.at(i - 1) == lexicon.fold("cả") and not self.is_known(span):  # cả hai đều xong
            return False
        if word == "năm" and span.unit.code == "region" and tokens.at(span.stop) in _SIDES:  # cả năm miền Bắc
            return False
        if word == "năm" and span.unit.code == "facility" and is_year(tokens, span.stop):  # sản lượng năm cơ sở 2021
            return False
        if span.unit.code == "hour" and tokens.at(span.stop) in TIMES_OF_DAY:  # năm giờ chiều
            return False
        follows_number = tokens.at(i - 1) in lexicon.numbers and not lexicon.mimics.ending(tokens.low, i)
        if follows_number or is_numbered(tokens, i, lexicon) or tokens.is_digits(i - 1):
            return False
        if word == lexicon.fold("một"):
            if self._is_lone_duration(i, span) or (
                span.unit.code in lexicon.known_codes
                and (tokens.at(i - 1) in _ONLY or tokens.low[i - 2 : i] == ["ít", "nhất"] or self.stands_in_row(i))
            ):
                return True
            is_rate = lexicon.per_before.ending(tokens.low, span.stop) is not None  # bình quân một năm
            return not span.unit.is_counted and lexicon.before.ending(tokens.low, i) is not None and not is_rate
        if word in {lexicon.fold(w) for w in ("năm", "ba", "tư", "không", "chín", "tá", "mốt", "lăm", "mươi")}:
            return (
                word in {lexicon.fold("ba"), "năm", lexicon.fold("chín")}
                and self.is_known(span)
                and (
                    tokens.at(i - 1) not in {"trong", "mỗi", "hàng", "đầu", "cuối", "các", "những", "nhiều"}
                    or word != "năm"
                )
            )
        return True

    def is_stressed(self, number: Number) -> bool:
        """Tell whether what stands before a `one` makes it count: nearness, `only`, a row of other counts."""
        i = number.first
        if number.kind == "words" and self.lexicon.before.ending(self.tokens.low, i):
            return True
        if number.kind == "words" and self._is_or_more(number):
            return True
        if self.lexicon.language != "en" or number.upper is not None or self.tokens.is_glued(number.stop):
            return False
        return self.tokens.at(i - 1) in _ONLY or self.stands_in_row(i) or self._opens_row(number)

    def _is_or_more(self, number: Number) -> bool:
        """`one symbiosis or more`: nearness behind the noun."""
        single = read_single_noun(self.tokens, number.stop, self.lexicon)
        return single is not None and self.lexicon.after.starting(self.tokens.low, single.stop) is not None

    def _opens_row(self, number: Number) -> bool:
        """`one economic zone and six parks`: what is one counts before a number of other things."""
        tokens, lexicon = self.tokens, self.lexicon
        single = read_single_noun(tokens, number.stop, lexicon)
        if single is None or tokens.at(single.stop) not in _AND or single.unit.code in lexicon.pronouns:
            return False
        behind = tokens.at(single.stop + 1)
        return tokens.is_digits(single.stop + 1) or (behind in lexicon.numbers and behind != "one")

    def _is_titled(self, i: int) -> bool:
        """Tell whether a number word bears a capital that no sentence's start and no headline in capitals gives."""
        raw = self.tokens.raw
        if raw[i].islower() or i == 0 or raw[i - 1] in _OPENERS or self.tokens.is_line_start(i):
            return False
        return not (raw[i].isupper() and len(raw[i]) > 1 and all(w.isupper() for w in raw[max(i - 2, 0) : i + 3]))

    def _is_lone_duration(self, i: int, span: UnitSpan) -> bool:
        """`in a day`, `after less than one year`, `sau một năm`: how long something takes."""
        behind = self.tokens.at(span.stop)
        if span.unit.code == "second" and behind.isalpha() and behind not in self.lexicon.stops:  # a second leg
            return False
        return (
            span.unit.dimension == "duration"
            and not span.rate
            and self.tokens.at(i - 1) in self.lexicon.duration_leaders
        )

    def stands_in_row(self, i: int) -> bool:
        """`5 xã và một thị trấn`, `5 IPs, 2 zones, and one port`: what is one counts beside a number of others."""
        links = self.lexicon.noun_links
        if self.tokens.at(i - 1) not in links:
            return False
        return self.ellipsis.counts_up_to(i - 1) or (
            self.tokens.at(i - 2) in links and self.ellipsis.counts_up_to(i - 2)
        )
