"""Say of whom a figure cannot be: what binding must not choose, however near it stands."""

import re
from itertools import takewhile

from config.facts import any_of, load_fact_words
from nlp.facts.anchors import LINK
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
_OPENS = re.compile(r"\W*(?:(?:ở|tại|riêng tại|at|in)\s)?(?:the\s)?", re.I)
_TAKES = re.compile(r"\b(?:được|cho|sang|với|bởi|by|to|from|with)\s(?:the\s)?$")
_BUILDS = re.compile(r"\d|develop|operat|owner|invest|đầu tư|phát triển|vận hành", re.I)
_THE_PARK = re.compile(
    r"\bthe (?:[\w-]+ ){0,2}(?:park|zone|estate)(?:['’]s)?\b(?! (?:authority|developer))|\btoàn khu\b|\bkhu này\b", re.I
)
_OTHERS = re.compile(  # of whom a park has many
    r"\b(?:projects|investors|tenants|licen[cs]es|enterprises|firms|dự án thứ cấp|nhà đầu tư|giấy phép)\b", re.I
)
_PARKS = frozenset({"PARK", "zone"})
_OF_PARKS = frozenset({"land", "tenants", "projects", "parks", "distance"})
_GROUPS = frozenset({"group", "venture", "corporation"})
_SPOKEN_PARKS = frozenset({"park", "zone", "many"})
_SPOKEN_FIRMS = frozenset({"firm", "owner", "it", "they"})
_GAP = 40  # letters between a company and where it sits
_ACRONYM = 3  # letters
_OF_PLANTS = frozenset({"utility", "saving"})
_OF_MARKETS = frozenset({"land_price", "growth", "occupancy"})
_OBSERVERS = frozenset({"firm", "namesake", "authority", "medium"})


def list_vetoed(sight: Sight, scene: Scene) -> frozenset[str]:
    """Return the keys of the names that a figure is not about."""
    joint = _list_joint(sight, scene)
    told = {name.key for name in sight.names if _is_observer(name, sight, scene)}
    passed = {*_list_seats(sight, scene), *_list_left(sight, scene), *_list_partners(sight, scene)}
    is_unnamed = scene.country.start < 0
    country = {scene.country.key} if is_unnamed and (joint or told or _is_not_national(sight, scene)) else set()
    return frozenset({*joint, *told, *country, *passed})


def _list_seats(sight: Sight, scene: Scene) -> set[str]:
    """Return the only park named so far if it is but where the text's one company sits: "X, in P. ... Coal fell."."""
    if sight.group in _OF_PARKS or not _SPOKEN_PARKS.isdisjoint(_list_spoken(sight)) or _tells_of_park(sight, scene):
        return set()
    start = sight.figure.evidence.start
    before = [name for name in scene.names if name.start < start]
    firms = {name.key for name in before if name.sort == "firm"}
    parks = [name for name in before if name.sort == "PARK"]
    if len(firms) != 1 or len({name.key for name in parks}) != 1 or any(n.sentence == sight.sentence for n in parks):
        return set()
    return {parks[0].key} if all(_is_seat(name, scene) for name in parks) else set()


def _tells_of_park(sight: Sight, scene: Scene) -> bool:
    """Tell whether a figure's sentence speaks of a park's tenants, or its passage or the one before it of the park."""
    span = scene.sentences[sight.sentence]
    if _OTHERS.search(scene.text, span.start, span.end):
        return True
    return _THE_PARK.search(scene.text, scene.passages[max(0, span.passage - 1)].start, span.end) is not None


def _is_seat(park: Name, scene: Scene) -> bool:
    """Tell whether a park is named as where something is, or right behind a company."""
    if scene.leads[park.start] == "in":
        return True
    near = [name for name in scene.by_sentence[park.sentence] if name.end <= park.start]
    gap = scene.text[near[-1].end : park.start] if near and near[-1].sort == "firm" else ""
    return gap.startswith((",", " (")) and len(gap) < _GAP and not _BUILDS.search(gap)


def _list_left(sight: Sight, scene: Scene) -> set[str]:
    """Return the companies of earlier passages where a new one opens with a park: "Ở KCN P, ... Trạm xử lý ..."."""
    passage = scene.sentences[sight.sentence].passage
    opening = scene.passages[passage].start
    if not _SPOKEN_FIRMS.isdisjoint(_list_spoken(sight)):
        return set()
    own = [name for name in scene.names if opening <= name.start < sight.figure.evidence.end]
    if not own or own[0].sort not in _PARKS or not _OPENS.fullmatch(scene.text, opening, own[0].start):
        return set()
    within = {name.key for name in own}
    return {name.key for name in scene.names if name.sort == "firm" and name.key not in within}


def _list_partners(sight: Sight, scene: Scene) -> set[str]:
    """Return the companies that only take or give in an earlier sentence of a text about another one."""
    if not _GROUPS.isdisjoint(sight.back.ranks):
        return set()
    start = sight.figure.evidence.start
    firms: dict[str, list[Name]] = {}
    for name in scene.names:
        if name.sort == "firm" and name.start < start:
            firms.setdefault(name.key, []).append(name)
    if len(firms) < 2:
        return set()
    first, *others = firms
    return {
        key
        for key in others
        if len(firms[first]) > len(firms[key])
        and all(
            n.sentence != sight.sentence and _TAKES.search(scene.text, max(0, n.start - 12), n.start)
            for n in firms[key]
        )
    }


def _list_spoken(sight: Sight) -> frozenset[str]:
    return frozenset(sort.split()[0] for sort in sight.back.sorts)


def _list_joint(sight: Sight, scene: Scene) -> set[str]:
    """Return the parks of a list that one figure is told of all together: "A, B and C saved 4,530 MWh"."""
    text, start, span = scene.text, sight.figure.evidence.start, scene.sentences[sight.sentence]
    row = [name for name in sight.names if name.end <= start]
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
    if sight.group in _OF_PLANTS:
        return True
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
