"""Bind by sentence structure where it leaves no doubt: brackets, apposition, attribute, row, "respectively"."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from config.facts import any_of, load_fact_words
from config.quantity import load_words
from config.schema import Figure
from nlp.facts.anaphora import SPOKEN_OF
from nlp.facts.clauses import ADJACENT, find_by_clause
from nlp.facts.joint import tells_of_many
from nlp.facts.ranks import PROVINCIAL
from nlp.facts.scene import PARKS, THINGS, Name, Scene
from nlp.facts.sights import LEADS, Sight

PLACES = frozenset({"province", "country"})
_RANKED = THINGS | PLACES | {"minor"}
_LABELLED = frozenset({"other", "duration", "distance", "parks"})
_OF_SEATS = frozenset({"place", "many", "they"})  # all that a sentence about a province may point back to
_COUNTED_SORTS = {"parks": "park", "tenants": "firm", "projects": "plant"}  # words of the figure itself
_PHASE = r"(?:\s*[-–(]?\s*(?:phase|giai đoạn|extension|expansion|mở rộng)(?:\s\w{1,3})?\s*\)?){0,2}"
_OPENING = re.compile(
    _PHASE + r"\s*(?:\(\s*|[:–-]\s+|,\s*(?!the )|(?:with|với)\s)"
    r"(?:(?:an? |total |site |scale |area |rộng |diện tích |quy mô |vốn |"
    r"tổng vốn |có |với |about |nearly |gần |hơn |of |covering |spanning )*)",
    re.I,
)
_VERB = re.compile(
    _PHASE + r"\s*(?:\([^()]{1,40}\)\s*)?(?:,[^,;]{1,60},\s*|,\s*)?"
    r"(?:(?:which |that |who |also |now |currently |already |alone |hiện |đang |đã |sẽ |cũng |dự kiến |chỉ |vừa |"
    r"mới |will |has |have |had |is |was |to |plans to |wants to |"
    r"expected to |dự kiến sẽ )*)"
    r"(?:has|have|had|covers?|covered|spans?|occupies|employs?|employed|attracted|drew|houses|hosts|"
    r"takes?|took|"
    r"invests?|invested|spends?|spent|"
    r"cover|span|invest|spend|employ|attract|house|receive|received|counts?|owns?|operates?|runs?|leases?|leased|"
    r"costs?|cost|pours?|poured|build|builds|"
    r"rộng|có|thu hút|đầu tư|sử dụng|rót|chi|thuê|vốn|chiếm|nhận|tạo|giải quyết|tuyển|đạt|nộp|xuất khẩu|trải|quy mô|"
    r"diện tích|tổng diện tích|tổng vốn|sở hữu|bỏ|"
    r"hút|đón|lập|phủ|trải rộng|góp)\b(?:[^,;:()]{0,34})",
    re.I,
)
_BY = re.compile(  # from a park to who built it
    r"\s?(?:\([^()]{1,20}\))?,?\s(?:which (?:is|was) )?(?:(?:\w+ed|built|run)\s(?:and \w+ed\s)?by|do|được)\s(?:the )?",
    re.I,
)
_FOLLOWED = re.compile(any_of(load_fact_words().followed), re.I)
_FOLLOWED_BY = re.compile(rf"\s?\)?[,;]?\s(?:\w+\s)?{any_of(load_fact_words().followed)}\s(?:the |tỉnh )?", re.I)
_PLACED = re.compile(r",?\s" + any_of(load_fact_words().placed) + r",?\s(?:with|at|với|ở mức)\s(?:\w+\s){0,2}", re.I)
_AFTER = re.compile(  # "sau A là B", "second was B"
    r"\b(?:(?:tiếp theo|tiếp đến|kế tiếp|sau đó|đứng đầu|dẫn đầu|cao nhất|thấp nhất) là|sau [^,.;]{3,24} là|"
    r"(?:first|second|third|next|after \w[^,.;]{2,24}) (?:is|was|came|comes))\s(?:tỉnh\s|thành phố\s)?$",
    re.I,
)
_GENERAL = re.compile(
    r"\W*(?:(?:specifically|similarly|for example|until|if|when|once|on average|in general|ví dụ|nếu|khi)\b,?\s)?"
    r"(?:an?|each|every|any|mỗi|bất kỳ)\s(?:[\w-]+\s){0,2}?"
    r"(?:parks?|zone|ip|iz|enterprise|company|factory|developer|firm|business|investor|plant|khu công nghiệp|kcn|"
    r"doanh nghiệp|công ty|nhà máy|nhà đầu tư)\b",
    re.I,
)
_NUMBER = re.compile(r"[\W\d]*")  # before the name in a title
_TITLE_TAIL = re.compile(r"\s?(?:\([^()\d\n]{1,30}\)\s?)?(?:[:–-]\s?[^.\d\n]{0,60})?\s*")
_TITLED = 6  # sentences in which a title holds
_OF_OTHERS = frozenset({"place", "many", "body", "owner"})  # of whom the title of a park or company does not tell
_PLANT = re.compile(r"\b(?:factory|plant|nhà máy)\b", re.I)
_PLANT_OPENS = re.compile(r"\W*(?:(?:the|this|its) (?:[\w-]+ )?(?:factory|plant)\b|nhà máy\b(?! của))", re.I)
_ONE_OF = re.compile(r"\b(?:one of (?:the )?|một trong (?:những |số )?)(?=\S)", re.I)
LINK = re.compile(r"\s*(?:\([^()]*\))?\s*(?:[,;]|and|và|&|, and)\s*", re.I)
_SUM = re.compile(  # of all in a list, not of its last: "A, B and C, 1,106 ha in all"
    r"\s*(?:of \w+ )?\b(?:in all|in sum|in total|altogether|together|all told|combined|totall?ing|cả thảy|tất cả|"
    r"tổng cộng|cộng lại|gộp lại|tổng)\b",
    re.I,
)
_LEAD_IN = re.compile(r"\W*(?:(?:riêng|còn|tại|ở|at|in|only|alone)\s)?(?:the\s)?", re.I)
_ASIDE = re.compile(
    r"[;:(]|\b(?:said|says|according|cho biết|cho hay|told|that|rằng|where|nơi|while|trong khi|"
    r"of the (?:province|country))\b",
    re.I,
)
_IN = re.compile(
    r"(?:\s(?:a|per) year|\sannually|\s(?:mỗi|một) năm)?\s(?:of (?:it|them|which)\s)?"
    r"(?:in|at|for|ở|tại)\s(?:the\s|tỉnh\s)?(?:former\s)?",
    re.I,
)
_REMARK = 24  # characters behind a figure
_LIES_IN = re.compile(
    r"(?:,|\s\()?\s(?:(?:in|of|located in|ở|tại|thuộc|của) )?(?:the |tỉnh |thành phố |huyện |thị xã )?|\s?\(", re.I
)
_WHOSE = re.compile(r"\s(?:of|in|at|của|tại|ở|trong)\s(?:the )?", re.I)


def find_anchor(sight: Sight, scene: Scene) -> Name | None:
    """Return the name that the structure of the sentence gives a figure, or None."""
    return (
        _respective(sight)
        or _rowed(sight, scene)
        or _counted(sight, scene)
        or _ranked(sight, scene)
        or _paired(sight, scene)
        or find_by_clause(sight, scene)
        or _national(sight, scene)
        or _opened(sight, scene)
        or _led(sight, scene)
        or _attributed(sight, scene)
        or _owned(sight, scene)
        or _programmed(sight, scene)
        or _listed(sight, scene)
        or _titled(sight, scene)
        or _seated(sight, scene)
    )


def is_sum(sight: Sight, scene: Scene) -> bool:
    """Tell whether a table's row sums up the others: "Total | 180", "3 | Trung bình | 90"."""
    passage = scene.passage_of(sight.sentence)
    return passage.kind == "row" and _sums().match(passage.text) is not None


@cache
def _sums() -> re.Pattern[str]:
    words = {word for language in ("en", "vi") for word in load_words(language).sum_rows}
    return re.compile(rf"[\W\d]*(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.I)


def is_general(sight: Sight, scene: Scene) -> bool:
    """Tell whether the sentence speaks of any park or company at all: "An enterprise in a park saves up to 40 %"."""
    span = scene.sentences[sight.sentence]
    if sight.names or tells_of_many(sight, scene):
        return False
    return _GENERAL.match(scene.text, span.start, span.end) is not None


def _counted(sight: Sight, scene: Scene) -> Name | None:
    """Return whose things are counted, of which one is spoken of: "one of the 5 parks of X"."""
    at = sight.figure.evidence
    if not _ONE_OF.search(scene.text[max(0, at.start - 18) : at.end]):
        return None
    after = sight.behind
    return after if after and _WHOSE.fullmatch(scene.text, at.end, after.start) else None


def _owned(sight: Sight, scene: Scene) -> Name | None:
    """Return the company whose plant the sentence goes on about: "X opened a plant in P. The plant covers 12 ha."."""
    span = scene.sentences[sight.sentence]
    if not _PLANT_OPENS.match(scene.text, span.start, span.end):
        return None
    if any(name.start < sight.figure.evidence.start and name.sort in THINGS for name in sight.names):
        return None
    before = scene.by_sentence.get(sight.sentence - 1, ())
    firms = {name.key: name for name in before if name.sort == "firm"}
    if len(firms) != 1 or sight.sentence == 0:
        return None
    last = scene.sentences[sight.sentence - 1]
    return next(iter(firms.values())) if _PLANT.search(scene.text, last.start, last.end) else None


def _programmed(sight: Sight, scene: Scene) -> Name | None:
    """Return the only programme named before that the sentence can speak of as "the project"."""
    if SPOKEN_OF not in sight.back.sorts:
        return None
    start = sight.figure.evidence.start
    before = {name.key: name for name in scene.names if name.sort == "programme" and name.start < start}
    return next(iter(before.values())) if len(before) == 1 else None


def _listed(sight: Sight, scene: Scene) -> Name | None:
    """Return the only park in the line above a list, for items that name nothing: "At park P: • 351 ha"."""
    head = None if sight.names else scene.head_of_list(sight.sentence)
    if head is None or sight.group in _LABELLED or sight.back.sorts:
        return None
    above = {name.key: name for name in scene.by_sentence.get(head, ()) if name.sort in PARKS}
    return next(iter(above.values())) if len(above) == 1 else None


def _titled(sight: Sight, scene: Scene) -> Name | None:
    """Return what the last line above names that names anything, if it is a title: "2. X: closed loop"."""
    spoken = {sort.split()[0] for sort in sight.back.sorts}
    if sight.group in _LABELLED or sight.names or spoken & _OF_OTHERS:
        return None
    lines = range(sight.sentence - 1, max(sight.sentence - _TITLED, 0), -1)
    above = next((scene.by_sentence[line] for line in lines if line in scene.by_sentence), None)
    if above is None or len(above) > 1 or above[0].sort not in THINGS:
        return None
    name, text = above[0], scene.text
    first = text.rfind("\n", 0, name.start) + 1
    stop = text.find("\n", name.end)
    is_title = _NUMBER.fullmatch(text, first, name.start) and _TITLE_TAIL.fullmatch(text, name.end, max(stop, name.end))
    return name if is_title and first > 0 else None


def _seated(sight: Sight, scene: Scene) -> Name | None:
    """Return the province of the body named before, for "the province" where no province is named at all."""
    start = sight.figure.evidence.start
    spoken = {sort.split()[0] for sort in sight.back.sorts} - {_COUNTED_SORTS.get(sight.group)}
    if "place" not in spoken or not spoken <= _OF_SEATS or not sight.back.ranks & PROVINCIAL:
        return None
    if "province" in scene.kinds or sight.group in _LABELLED - {"parks"} or any(n.start < start for n in sight.names):
        return None
    seats = {seat.key: seat for seat in scene.seats if seat.start < start}
    return next(iter(seats.values())) if len(seats) == 1 else None


def _ranked(sight: Sight, scene: Scene) -> Name | None:
    """Return whose place in a ranking a figure tells: "A leads with 255 USD/m2, followed by B 183 USD/m2"."""
    at = sight.figure.evidence
    before, after = sight.before, sight.behind
    if not before or sight.group in {"duration", "distance"}:
        return None
    name, span = before[-1], scene.sentences[sight.sentence]
    passed = [other for other in sight.figures if other.evidence.end <= at.start]
    if after and not passed and _FOLLOWED_BY.fullmatch(scene.text, at.end, after.start):
        return name if name.sort in _RANKED and scene.leads[name.start] != "per" else None
    if name.sort not in _RANKED:
        return None
    if _PLACED.fullmatch(scene.text, name.end, at.start) or _AFTER.search(scene.text, span.start, name.start):
        return name
    if not passed or name.start < passed[-1].evidence.end or not _FOLLOWED.search(scene.text, span.start, name.start):
        return None
    return name if LEADS.fullmatch(scene.text, name.end, at.start) else None


def _national(sight: Sight, scene: Scene) -> Name | None:
    """Return the country that stands right before what came to it: "vào Việt Nam 15 tỷ USD"."""
    start, before = sight.figure.evidence.start, sight.before
    if not before or before[-1].sort != "country" or sight.group in {"duration", "distance", "other"}:
        return None
    if scene.leads[before[-1].start] != "in" or ":" in scene.text[before[-1].end : start]:
        return None
    return before[-1] if LEADS.fullmatch(scene.text, before[-1].end, start) else None


def _paired(sight: Sight, scene: Scene) -> Name | None:
    """Return what stands behind a figure where another stands behind one like it: "5 % in A and 3 % in B"."""
    own, start = place_behind(sight.figure, sight, scene), sight.figure.evidence.start
    if own is None or sight.dimension == "count":
        return None
    passed = next((other for other in reversed(sight.figures) if other.evidence.end <= start), None)
    told = place_behind(passed, sight, scene) if passed else None
    low = told.end if told else passed.evidence.end if passed else -1
    if any(low <= name.start < start and name.sort in THINGS for name in sight.names):
        return None
    unit = sight.figure.unit.partition("/")[0]
    alike = (other for other in sight.figures if other.unit.partition("/")[0] == unit and other is not sight.figure)
    others = (place_behind(other, sight, scene) for other in alike)
    return own if any(name and name.key != own.key for name in others) else None


def place_behind(figure: Figure, sight: Sight, scene: Scene) -> Name | None:
    """Return a place, a park or a company that a figure is said to be in or at, right behind it."""
    end = figure.evidence.end
    after = next((name for name in sight.names if name.start >= end), None)
    if after is None or after.sort not in _RANKED:
        return None
    return after if _IN.fullmatch(scene.text, end, after.start) else None


def _respective(sight: Sight) -> Name | None:
    for name in sight.names:
        place = sight.pairs.get(name.key)
        if place is not None and sight.figures[place] is sight.figure:
            return name
    return None


def _rowed(sight: Sight, scene: Scene) -> Name | None:
    """Return the only name of a table's row that stands before the figure."""
    if scene.passage_of(sight.sentence).kind != "row":
        return None
    before = [name for name in sight.names if name.end <= sight.figure.evidence.start and name.sort in THINGS]
    return before[0] if len({name.key for name in before}) == 1 else None


def _opened(sight: Sight, scene: Scene) -> Name | None:
    """Return a name that a bracket, a colon, a comma or a verb leads from straight to the figure."""
    start, before = sight.figure.evidence.start, sight.before
    if not before:
        return None
    name = before[-1]
    between = scene.text[name.end : start]
    if len(before) > 1 and (built := _built_by(before[-2], name, between, scene)):
        return built if sight.group not in _LABELLED else None
    if len(before) > 1 and LINK.fullmatch(scene.text, before[-2].end, name.start):
        end = sight.figure.evidence.end
        if _SUM.search(between) or _SUM.match(scene.text, end, end + _REMARK):
            return None
    if sight.group == "parks" and name.sort in THINGS | PLACES:
        lead = scene.leads[name.start]
        return name if lead not in {"in", "per", "of"} and _VERB.fullmatch(between) else None
    if name.sort not in THINGS or sight.group in _LABELLED:
        return None
    if any(name.end <= other.evidence.start < start for other in sight.figures):
        return None
    lead = scene.leads[name.start]
    if lead == "in" and between.lstrip().startswith("(") and _OPENING.fullmatch(between):
        return name
    if lead in {"in", "per", "of"}:
        return None
    if between == " " and sight.group in {"land", "money"}:
        return name
    return name if _OPENING.fullmatch(between) or _VERB.fullmatch(between) else None


def _led(sight: Sight, scene: Scene) -> Name | None:
    """Return a park or company that opens the sentence, which tells of it up to the figure: "X saves 2 GWh"."""
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    before = [name for name in sight.names if name.start < start]
    if not before or sight.group in _LABELLED:
        return None
    name = before[0]
    if any(other.key != name.key for other in before) and not _lies_in_all(before, scene):
        return None
    if name.sort != "PARK" and (name.sort != "firm" or sight.group == "land"):
        return None
    if not _LEAD_IN.fullmatch(scene.text, span.start, name.start):
        return None
    between = scene.text[before[-1].end : start]
    if len(between) > 70 or _ASIDE.search(between):
        return None
    return name


def _lies_in_all(names: Sequence[Name], scene: Scene) -> bool:
    """Tell whether a park is followed by nothing but the places that it lies in: "An Thinh IP in Vinh Long covers"."""
    if names[0].sort != "PARK" or any(name.sort not in PLACES | {"minor"} for name in names[1:]):
        return False
    return all(_LIES_IN.fullmatch(scene.text, one.end, other.start) for one, other in pairwise(names))


def _built_by(name: Name, builder: Name, between: str, scene: Scene) -> Name | None:
    """Return a park that the sentence goes on about behind its developer: "P, developed by X, covers"."""
    comma = between.find(",")
    if comma < 0 or name.sort not in PARKS or scene.leads[name.start] in {"in", "per", "by"}:
        return None
    if not _BY.fullmatch(scene.text, name.end, builder.start):
        return None
    goes_on = _OPENING.fullmatch(between, comma) or _VERB.fullmatch(between, comma + 1)
    return name if goes_on else None


def _attributed(sight: Sight, scene: Scene) -> Name | None:
    """Return a park or company that the figure stands right before: "the 425-hectare Long Hau IP"."""
    after = sight.behind
    if after is None or after.sort not in THINGS or sight.group in _LABELLED:
        return None
    return after if scene.text[sight.figure.evidence.end : after.start] in ADJACENT else None
