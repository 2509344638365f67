"""Notice words that point back to a thing without naming it: "the park", "dự án này", "it".

The patterns look at lower-case text.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from config.gazetteer import fold_name
from config.letters import lower_in_place
from nlp.facts.ranks import find_rank

_ZONE_EN = r"economic zone|ez"
_PARK_EN = r"park|(?<!economic )zone|ip|iz|eip|estate|cluster"
_FIRM_EN = r"company|firm|group|enterprise|corporation|manufacturer|producer|joint venture|maker|conglomerate|tenant"
_PLANT_EN = r"project|facility|development|investment|factory|plant|site|complex|workshop|buildings?|system|station"
_PLACE_EN = r"province|city|locality|region|district|town|hub|capital"
_PARK_VI = (
    r"khu công nghiệp|kcn|cụm công nghiệp|ccn|khu chế xuất|khu công nghệ cao|"
    r"khu(?! đất| vực| nhà| tái| đô| dân| kinh tế)|làng nghề|làng"
)
_ZONE_VI = r"khu kinh tế|kkt"
_FIRM_VI = r"công ty|tập đoàn|doanh nghiệp|hãng|đơn vị|liên doanh|nhà sản xuất|thương hiệu"
_OWNER_EN = r"investor|developer"
_OWNER_VI = r"nhà đầu tư|chủ đầu tư|nhà phát triển"
_PLANT_VI = r"dự án|nhà máy|công trình|cơ sở|tổ hợp|hệ thống|nhà xưởng|trạm"
_PLACE_VI = r"tỉnh|thành phố|địa phương|toàn tỉnh|toàn thành phố|địa bàn|huyện|thị xã|trên địa bàn"
_BODY_EN = r"fund|cent(?:er|re)|institute|association|bank|ministry|department|authority|agency|committee|university"
_BODY_VI = (
    r"quỹ(?! đất)|trung tâm(?! (?:công nghiệp|thành phố|tỉnh|đô thị|hành chính|thương mại|của))|"
    r"viện|hiệp hội|ngân hàng|"
    r"(?<!cơ )(?<!trụ )(?<!hội )sở|(?<!cán )(?<!toàn )(?<!nội )(?<!đồng )(?<!tiến )bộ(?! (?:phận|máy|hồ|tiêu|chỉ|lọc))"
)
_SORTS = (
    ("zone", _ZONE_EN, _ZONE_VI),
    ("park", _PARK_EN, _PARK_VI),
    ("firm", _FIRM_EN, _FIRM_VI),
    ("owner", _OWNER_EN, _OWNER_VI),
    ("plant", _PLANT_EN, _PLANT_VI),
    ("body", _BODY_EN, _BODY_VI),
    ("place", _PLACE_EN, _PLACE_VI),
)
_ONE = re.compile(  # in English the last noun says what is meant: "the park developer"
    r"\b(?:(?:the|this|said|its|their|that)\s(?:[\w-]+\s){0,2}(?:"
    + "|".join(rf"(?P<{sort}>{english})" for sort, english, _ in _SORTS)
    + r")\b(?!s)|(?:"
    + "|".join(rf"(?P<{sort}_vi>{vietnamese})" for sort, _, vietnamese in _SORTS)
    + r")\b)"
)
_THIS = re.compile(r"(?:this|said)\s")
_THAT = re.compile(r"\s(?:này|trên|đó|ấy|nói trên)\b")
_WHOLE = re.compile(r"\b(?:cả|toàn|riêng)\s$")
_SPOKEN = {sort: re.compile(rf"\b(?:{english}|{vietnamese})s?\b") for sort, english, vietnamese in _SORTS}
_MANY = re.compile(
    r"\b(?:industrial (?:parks|zones|clusters|estates)|economic zones|(?:the|these|all|local|existing|new|"
    r"other)\s(?:\w+\s)?(?:parks|zones|ips|izs|eips)|"
    r"(?:các|những|hệ thống|mỗi|nhiều)\s(?:kcn|khu công nghiệp|kkt|khu kinh tế|khu chế xuất|kcx|cụm công nghiệp|ccn|"
    r"khu))\b"
)
_SCHEME = re.compile(  # the named one is meant, not those counted, nor its team: "16 dự án", "dự án đầu tư"
    r"\b(?:the|this) (?:project|programme|program|initiative)\b"
    r"(?! (?:management|manager|team|unit|steering|board|partner))"
    r"|(?<!các )(?<!những )(?<!nhiều )(?<!số )(?<!mỗi )(?<!\d )\b(?:dự án|chương trình)\b"
    r"(?! (?:đầu tư|fdi|có vốn|nhà|khu|thứ cấp|tại|ở)\b)"
)
_IT = re.compile(r"[\"“'\s•\-–*]*(?:it|its|they|their|he|she|here|there|nơi đây|nơi này|tại đây|đây)\b")
SPOKEN_OF, _PASSED = "scheme", "scheme past"  # "the project" before a figure; the same with "it" or a name between
SCHEMES = frozenset({SPOKEN_OF, _PASSED})
_STEPPED_ON = re.compile(r"\b(?:it|they|nó)\b|\x00")  # or another name
_THEY = re.compile(r"\b(?:it|its|they|their|them|these|those|he|she|này|đó|ấy|nói trên|trên đây)\b")
_NEAR = 30  # letters between such a word and the figure
_OPENING = 45  # letters in which a sentence says what it is about


Span = tuple[int, int]  # half-open, in the text


class Back(NamedTuple):
    """What a sentence points back to: the sorts of things, and the ranks that its words for them say."""

    sorts: tuple[str, ...]
    ranks: frozenset[str]


class Pointers:
    """The words of one sentence that point back; words that are part of a name do not count.

    `schemes` says that the text names a programme, which "the project" may mean.
    """

    def __init__(self, text: str, start: int, end: int, names: Sequence[Span], *, schemes: bool = False) -> None:
        self._blanked = lower_in_place(_blank(text, start, end, names))
        self._start = start
        ones = [(match, (match.lastgroup or "").removesuffix("_vi")) for match in _ONE.finditer(self._blanked)]
        self._ones = [(m.start(), m.end(), sort, _rank_of(m[0])) for m, sort in ones]
        self._these = [(m.end(), f"{sort} this") for m, sort in ones if self._points(m)]
        self._schemes = [match.end() for match in _SCHEME.finditer(self._blanked)] if schemes else []
        many = _MANY.search(self._blanked)
        self._many = many.end() if many else len(self._blanked) + 1
        self._opens = _IT.match(self._blanked) is not None
        self._they = None if self._opens else _THEY.search(self._blanked, 0, _OPENING)

    def _points(self, match: re.Match[str]) -> bool:
        """Tell whether words say that it is the thing just spoken of: "this park", "dự án này", "toàn khu"."""
        text, start = self._blanked, match.start()
        beside = _THAT.match(text, match.end()) or _WHOLE.search(text[max(0, start - 8) : start])
        return beside is not None or _THIS.match(match[0]) is not None

    def before(self, figure: int) -> Back:
        """Return what the sentence points back to before a figure, or in its opening, what stands there told apart."""
        at = figure - self._start
        stop = max(at, min(len(self._blanked), _OPENING))
        found: dict[str, str] = {}
        ranks: set[str] = set()
        for begin, end, sort, rank in self._ones:
            if end > stop:
                break
            if rank:
                ranks.add(rank)
            if not found.get(sort, "").endswith("opens"):
                near = " opens" if begin <= 2 else " near" if at - end < _NEAR else ""
                found[sort] = sort + near
        words = list(found.values())
        if found:
            words += dict.fromkeys(this for end, this in self._these if end <= stop)
        if self._many <= stop:
            words.append("many")
        spoken = [end for end in self._schemes if end <= at]
        if spoken:
            words.append(_PASSED if _STEPPED_ON.search(self._blanked, spoken[-1], at) else SPOKEN_OF)
        if self._opens:
            words.append("it")
        elif self._they:
            words.append("they")
        return Back(tuple(words), frozenset(ranks))


@lru_cache(maxsize=4096)
def _rank_of(words: str) -> str | None:
    return find_rank(fold_name(words))


def list_sorts(text: str) -> tuple[str, ...]:
    """Return the sorts of things that a headline speaks of, named or not."""
    lowered = lower_in_place(text)
    found = [sort for sort, pattern in _SPOKEN.items() if pattern.search(lowered)]
    return (*found, "many") if _MANY.search(lowered) else tuple(found)


def _blank(text: str, start: int, end: int, names: Sequence[Span]) -> str:
    """Return a stretch of the text with its names as blanks of the same length."""
    pieces, position = [], start
    for first, last in names:
        if first >= end:
            break
        pieces += [text[position:first], "\x00" * (min(last, end) - first)]
        position = min(last, end)
    pieces.append(text[position:end])
    return "".join(pieces)
