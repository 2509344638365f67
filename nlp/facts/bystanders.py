"""Say which names earlier sentences leave behind: where a company sits, whom it deals with, others before."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from nlp.facts.scene import PARKS, Name, Scene
from nlp.facts.sights import Sight

_OPENS = re.compile(r"\W*(?:(?:ở|tại|riêng tại|at|in)\s)?(?:the\s)?", re.I)
_TAKES = re.compile(r"\b(?:được|cho|sang|với|bởi|by|to|from|with)\s(?:the\s)?$")
_BUILDS = re.compile(r"\d|develop|operat|owner|invest|đầu tư|phát triển|vận hành", re.I)
_THE_PARK = re.compile(
    r"\bthe (?:[\w-]+ ){0,2}(?:park|zone|estate)(?:['’]s)?\b(?! (?:authority|developer))|\btoàn khu\b|\bkhu này\b", re.I
)
_OTHERS = re.compile(  # of whom a park has many
    r"\b(?:projects|investors|tenants|licen[cs]es|enterprises|firms|dự án thứ cấp|nhà đầu tư|giấy phép)\b", re.I
)
_OF_PARKS = frozenset({"land", "tenants", "projects", "parks", "distance"})
_SPOKEN_PARKS = frozenset({"park", "zone", "many"})
_SPOKEN_FIRMS = frozenset({"firm", "owner", "it", "they"})
_GROUPS = frozenset({"group", "venture", "corporation"})
_GAP = 40  # letters between a company and where it sits
_LEAD = 12  # letters before a name


class _Cast(NamedTuple):
    """The companies and parks of a scene by key in their order, each with its first place."""

    firms: dict[str, int]
    parks: dict[str, int]
    told: dict[str, int]  # where each park is first named as more than a seat
    partners: frozenset[str]  # companies that only take or give


def list_bystanders(sight: Sight, scene: Scene) -> set[str]:
    """Return the keys of names of other sentences that a figure is not about."""
    cast = _cast_of(scene)
    spoken = frozenset(sort.split()[0] for sort in sight.back.sorts)
    here = {name.key for name in sight.names}
    found = set() if not _GROUPS.isdisjoint(sight.back.ranks) else set(cast.partners)
    if sight.group not in _OF_PARKS and _SPOKEN_PARKS.isdisjoint(spoken) and (seat := _find_seat(sight, scene, cast)):
        found.add(seat)
    if _SPOKEN_FIRMS.isdisjoint(spoken):
        found |= _list_left(sight, scene, cast)
    return found - here


@lru_cache(maxsize=4)
def _cast_of(scene: Scene) -> _Cast:
    firms: dict[str, int] = {}
    parks: dict[str, int] = {}
    told: dict[str, int] = {}
    doing: set[str] = set()
    for before, name in zip((None, *scene.names), scene.names, strict=False):
        if name.sort == "PARK":
            parks.setdefault(name.key, name.start)
            if not _is_seat(name, before, scene):
                told.setdefault(name.key, name.start)
        elif name.sort == "firm":
            firms.setdefault(name.key, name.start)
            if not _TAKES.search(scene.text, max(0, name.start - _LEAD), name.start):
                doing.add(name.key)
    most = scene.counts[next(iter(firms))] if firms else 0
    partners = {key for key in firms if key not in doing and scene.counts[key] < most}
    return _Cast(firms, parks, told, frozenset(partners))


def _find_seat(sight: Sight, scene: Scene, cast: _Cast) -> str | None:
    """Return the only park named so far if it is but where the one company sits: "X, in P. ... The bill fell."."""
    start = sight.figure.evidence.start
    firms = list(takewhile(lambda key: cast.firms[key] < start, cast.firms))
    parks = list(takewhile(lambda key: cast.parks[key] < start, cast.parks))
    if len(firms) != 1 or len(parks) != 1 or cast.told.get(parks[0], start) < start or _tells_of_park(sight, scene):
        return None
    return parks[0]


def _tells_of_park(sight: Sight, scene: Scene) -> bool:
    """Tell whether a figure's sentence speaks of a park's tenants, or its passage or the one before it of the park."""
    span = scene.sentences[sight.sentence]
    if _OTHERS.search(scene.text, span.start, span.end):
        return True
    return _THE_PARK.search(scene.text, scene.passages[max(0, span.passage - 1)].start, span.end) is not None


def _is_seat(park: Name, before: Name | None, scene: Scene) -> bool:
    """Tell whether a park is named as where something is, or right behind a company."""
    if scene.leads[park.start] == "in":
        return True
    if before is None or before.sort != "firm" or before.sentence != park.sentence:
        return False
    gap = scene.text[before.end : park.start]
    return gap.startswith((",", " (")) and len(gap) < _GAP and not _BUILDS.search(gap)


def _list_left(sight: Sight, scene: Scene, cast: _Cast) -> set[str]:
    """Return the companies of earlier passages where a new one opens with a park: "Ở KCN P, ... Trạm xử lý ..."."""
    opening = scene.passages[scene.sentences[sight.sentence].passage].start
    first = bisect_left(scene.names, opening, key=attrgetter("start"))
    if first == len(scene.names) or scene.names[first].sort not in PARKS:
        return set()
    if not _OPENS.fullmatch(scene.text, opening, scene.names[first].start):
        return set()
    last = bisect_left(scene.names, sight.figure.evidence.end, key=attrgetter("start"))
    return set(cast.firms).difference(name.key for name in scene.names[first:last])
