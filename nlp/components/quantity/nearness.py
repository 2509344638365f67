"""How near a number is meant: `hơn 5 ha`, `5 ha or more`, and where such words mean something else."""

from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan

_PLACES = frozenset(("commune", "ward", "district", "village", "province", "locality", "hamlet"))
_GOALS = frozenset(("kế", "chỉ", "dự", "so", "mục"))  # kế hoạch, chỉ tiêu, dự toán, so với, mục tiêu
_FAR_APART = frozenset(("nhiều", "ít", "đắt", "rẻ", "nhanh", "chậm", "kém", "tốt"))  # of what no share is said
_COMPARED = _FAR_APART | {"cao", "thấp", "lớn", "nhỏ"}
_BESIDE = frozenset(("so", "cùng", "mức", "năm", "với"))
_THAT = frozenset(("ấy", "này", "đó"))
_EXTENTS = frozenset(("area", "duration", "distance", "length"))
_MEANS = frozenset(("averaged", "averaging"))
_NOT_NEAR = frozenset(("than", "to", "đây", "day"))  # 10 năm trở lại đây
_PASSES = frozenset("crosses crossed crossing passes passed passing".split())
_BRACKET = 8  # tokens of a bracket


class Nearness:
    """Finds the words of a passage that say how near a number is meant."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def is_compared(self, start: int, first: int, stop: int, span: UnitSpan) -> bool:
        """`cao hơn 4,7%`, `thấp hơn 3 tỷ đồng so với dự toán`, `vượt 21% kế hoạch`: how far apart two amounts are."""
        tokens, fold = self.tokens, self.lexicon.fold
        behind, is_share = tokens.at(stop), span.unit.code == "%"
        beyond = self._behind_bracket(stop)
        beside = tokens.low[beyond : beyond + 2] == ["so", fold("với")]
        if tokens.low[start] == fold("vượt") and first == start + 1:
            return beside or span.unit.dimension == "multiple" or (is_share and behind in map(fold, _GOALS))
        if tokens.low[start] in _PASSES:  # sales passed $3 million; it passes 25 tons on, crosses 3 communes
            return first > start + 1 or span.unit.dimension not in {"money", "share", "area"}
        if tokens.low[start] in _MEANS and span.unit.dimension == "money":  # rents averaged USD 182/m2
            return True
        if not (is_share or beside) or tokens.low[first - 1] != fold("hơn"):
            return False
        adjectives = _COMPARED if beside or behind in map(fold, _BESIDE) else _FAR_APART
        return tokens.at(min(start, first - 2)) in map(fold, adjectives)

    def _behind_bracket(self, stop: int) -> int:
        """Return the token behind a short bracket at token `stop`: `105 dự án (tương đương 75,5%) | so với`."""
        tokens = self.tokens
        closes = (k + 1 for k in range(stop + 1, min(stop + _BRACKET, len(tokens))) if tokens.raw[k] == ")")
        return next(closes, stop) if tokens.at(stop) == "(" else stop

    def inside(self, first: int, stop: int) -> str | None:
        """`100,000 tons or more per annum`: what stands between a number or its unit and the rate."""
        found = (self.behind(i) for i in range(first, stop))
        return next((near for near, length in filter(None, found) if near != "about"), None)

    def behind(self, stop: int) -> tuple[str, int] | None:
        """Find words of nearness behind a number or unit; `and more than`, `and up to` belong to what follows."""
        found = self.lexicon.after.starting(self.tokens.low, stop)
        if found is None or self.tokens.at(stop + found[1]) in _NOT_NEAR:
            return None
        return None if self.lexicon.currencies.starting(self.tokens.raw, stop + found[1]) else found

    def means_on(self, start: int, span: UnitSpan) -> bool:
        """`trên 4 xã`, `xây trên 6 ha`, `spread over 6 ha`: over is on or across before places and areas built upon."""
        tokens, lexicon = self.tokens, self.lexicon
        if tokens.low[start] != ("over" if lexicon.language == "en" else lexicon.fold("trên")):
            return False
        follows = lexicon.on_words.ending(tokens.low, start) is not None
        if lexicon.language == "en":
            return (follows and span.unit.dimension in _EXTENTS) or self._means_during(start, span)
        if span.unit.dimension != "area":
            return span.unit.code in _PLACES
        if is_year(tokens, start - 1) or tokens.at(span.stop) in _THAT:  # xây từ năm 2009 trên 4,7 ha; trên 6 ha ấy
            return True
        return follows or "," in tokens.slice(start, span.stop)  # nobody has more than 69,42 ha

    def _means_during(self, start: int, span: UnitSpan) -> bool:
        """`a tax of 10% over 15 years`, `rebuilt over 18 months`: in the course; `for over 15 years` is more than."""
        around = self.tokens.low[span.stop - 1 : span.stop + 1]
        if span.unit.dimension != "duration" or not self.lexicon.aged_words.isdisjoint(around):
            return False
        before = self.tokens.at(start - 1)
        return before not in self.lexicon.lasting_words and (before.isalnum() or before in {"%", ")"})

    def before(self, first: int, floor: int) -> tuple[str, int]:
        """Find the nearness word before the number, perhaps behind words that change nothing."""
        low, lexicon = self.tokens.low, self.lexicon
        i = first
        for _ in range(3):
            if lexicon.not_near.ending(low, i):
                break
            if (found := lexicon.before.ending(low, i)) and i - found[1] >= floor:
                begin = i - found[1]
                follows = floor > 0 and begin == floor + (low[floor] == "%")
                of_whole = low[begin:i] == [lexicon.fold("trên")]  # 247,87 ha trên 377 ha
                changed = " ".join(low[begin:i]) in lexicon.change_links  # từ 30% lên tới 87%
                # less than the VND800 billion hoped for, 10 per cent above the $32.8 billion of 2015
                if low[i : i + 1] == ["the"] and i < first:
                    return "exact", first
                return ("exact", first) if follows and (of_whole or changed) else (found[0], begin)
            if i - 1 >= floor and low[i - 1] in lexicon.until_words and lexicon.reaching.ending(low, i - 1):
                return "at_most", i - 1
            if i - 1 < floor or low[i - 1] not in lexicon.transparent:
                break
            i -= 1
        return "exact", first
