"""Say of whom a figure cannot be: what binding must not choose, however near it stands."""

import re
from itertools import takewhile

from config.facts import any_of, load_fact_words
from nlp.facts.anchors import LINK
from nlp.facts.bystanders import list_bystanders
from nlp.facts.joint import tells_of_many
from nlp.facts.ranks import PROVINCIAL
from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

_WORDS = load_fact_words()
_AND = re.compile(r"(?:,|\s?\([^()]*\))?\s(?:and|và|&)\s(?:the )?", re.I)
_ASIDE = re.compile(r"\s?[(:,;–-]|\s(?:with|với)\s", re.I)  # of the last alone: "A and B (351 ha)"
_EACH = re.compile(any_of(_WORDS.each) + r"(?!\s(?:năm|tháng|ngày|giờ|year|month|day|hour)\b)", re.I)
_TAKES_PART = re.compile(r"[^.;]{0,40}?" + any_of(_WORDS.takes_part), re.I)
_OF = re.compile(r"\b(?:of|from|in|của|từ|ở|tại)\s$", re.I)
_TOTAL_OF = re.compile(r"\b(?:total|number|sum|tổng|số)\b[\w\s]{0,12}$", re.I)
_EXPECTS = re.compile(r",?\s(?:\w+\s){0,2}?" + any_of(_WORDS.expects), re.I)
_MARKET = re.compile(any_of(_WORDS.market), re.I)
_OWN = re.compile(any_of(_WORDS.own), re.I)
_PROVINCES = re.compile(r"\b(?:provinces|tỉnh)\b", re.I)
_AMONG = re.compile(r"\b(?:trong số|among|of the)\s(?:the |các )?$", re.I)
_REMARK = 16  # letters before a figure
_NEAR = 4  # sentences
_ACRONYM = 3  # letters
_OF_PLANTS = frozenset({"utility", "saving"})
_OF_MARKETS = frozenset({"land_price", "growth", "occupancy"})
_OBSERVERS = frozenset({"firm", "namesake", "authority", "medium"})


def list_vetoed(sight: Sight, scene: Scene) -> frozenset[str]:
    """Return the keys of the names that a figure is not about."""
    joint = _list_joint(sight, scene)
    told = {name.key for name in sight.names if _is_observer(name, sight, scene)}
    is_unnamed = scene.country.start < 0
    country = {scene.country.key} if is_unnamed and (joint or told or _is_not_national(sight, scene)) else set()
    return frozenset(
        {
            *joint,
            *told,
            *country,
            *_list_single(sight, scene),
            *_list_counted(sight, scene),
            *list_bystanders(sight, scene),
        }
    )


def _list_joint(sight: Sight, scene: Scene) -> set[str]:
    """Return the parks of a list that one figure is told of all together: "A, B and C saved 4,530 MWh"."""
    text, start, span = scene.text, sight.figure.evidence.start, scene.sentences[sight.sentence]
    row = sight.before
    if len(row) < 2 or not _AND.fullmatch(text, row[-2].end, row[-1].start) or _ASIDE.match(text, row[-1].end, start):
        return set()
    first = len(row) - 1
    while first > 0 and row[first - 1].sort == "PARK" and LINK.fullmatch(text, row[first - 1].end, row[first].start):
        first -= 1
    keys = {name.key for name in row[first:] if name.sort == "PARK"}
    if len(keys) < 2 or _EACH.search(text, span.start, span.end):
        return set()
    unit, since = sight.figure.unit, row[first].start
    alike = [other for other in sight.figures if other.unit == unit and other.evidence.start >= since]
    return keys if len(alike) == 1 else set()


def _list_counted(sight: Sight, scene: Scene) -> set[str]:
    """Return the provinces where one is told of among all: "trong số 48 tỉnh, thành", "of the 63 provinces"."""
    at = sight.figure.evidence
    if not _PROVINCES.search(at.surface) or not _AMONG.search(scene.text[max(0, at.start - _REMARK) : at.start]):
        return set()
    return {key for key, sort in scene.sorts.items() if sort == "province"}


def _list_single(sight: Sight, scene: Scene) -> set[str]:
    """Return the parks of other sentences where a figure is of many: "27 parks run", "together they cover 960 ha"."""
    many = sight.group == "parks" and sight.figure.value > 1 and "member" not in sight.back.sorts
    if not many and not tells_of_many(sight, scene):
        return set()
    here = {name.key for name in sight.names}
    near = sight.sentence - _NEAR
    far = {
        key
        for key, sort in scene.sorts.items()
        if sort == "zone" and all(n.sentence < near for n in scene.names if n.key == key)
    }
    return ({key for key, sort in scene.sorts.items() if sort == "PARK"} | far) - here


def _is_observer(name: Name, sight: Sight, scene: Scene) -> bool:
    """Tell whether a name only tells how a market does: "rents rose 5 %, according to X", "X expects rents to grow"."""
    if sight.meaning not in _OF_MARKETS or name.sort not in _OBSERVERS:
        return False
    span = scene.sentences[sight.sentence]
    if _OWN.search(scene.text, span.start, span.end) or not _MARKET.search(scene.text, span.start, span.end):
        return False
    return scene.leads[name.start] == "per" or _EXPECTS.match(scene.text, name.end, span.end) is not None


def _is_not_national(sight: Sight, scene: Scene) -> bool:
    """Tell whether a figure is none of a country that the text does not name."""
    if sight.group in _OF_PLANTS or (sight.back.ranks & PROVINCIAL and "many" not in sight.back.sorts):
        return True  # "the province has", whichever
    at, span = sight.figure.evidence, scene.sentences[sight.sentence]
    if sight.group == "parks":
        before = scene.text[span.start : at.start]
        if _TAKES_PART.match(scene.text, at.end, span.end) or (_OF.search(before) and not _TOTAL_OF.search(before)):
            return True
    return _opens_with_a_stranger(scene.text[span.start : min([at.start, *(n.start for n in sight.names)])])


def _opens_with_a_stranger(opening: str) -> bool:
    """Tell whether a sentence opens with a name that nobody found: "Dong A Textile saves"; no headline in capitals."""
    words = opening.split()
    name = list(takewhile(lambda word: word[0].isupper(), words))
    is_name = all(word[-1].isalnum() and not (word.isupper() and len(word) > _ACRONYM) for word in name)
    return 1 < len(name) < len(words) and is_name and words[len(name)][0].islower()
