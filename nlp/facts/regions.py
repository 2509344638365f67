"""Bind figures of a market to the part of the country that they are about: "MIỀN BẮC", "Southern rents"."""

import re
from functools import lru_cache

from config.facts import any_of, load_fact_words
from nlp.facts.anchors import place_behind
from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

_WORDS = load_fact_words()
_REGION = re.compile(
    r"(?:(?:khu vực|vùng|thị trường|the)\s)?(?:(?:miền|phía)\s(?P<vi>bắc|nam|trung)|(?P<en>north|south|central)(?:ern)?"
    r"(?:\s(?:vietnam|viet nam|region|việt nam))?)",
    re.I,
)
_SIDES = {"bắc": "north", "nam": "south", "trung": "central"}
_ADJECTIVE = re.compile(
    r"\b(?:(?P<en>north|south|central)(?:ern)? (?:\w+ )?"
    r"(?:markets?|landlords?|rents?|developers?|parks|zones|provinces|region|supply)|"
    r"(?:vùng|thị trường|các tỉnh|các khu|khu vực) (?:phía|miền) (?P<vi>bắc|nam|trung))\b",
    re.I,
)
_REGIONAL = re.compile(any_of(_WORDS.regional) + r"(?! kinh tế)", re.I)
_LABEL = re.compile(r"[^.:;]{0,30}[.:]\s")  # that a passage opens with
_SIDE = re.compile(r"\b(?:(?P<en>north|south|central)(?:ern)?|(?:miền|phía) (?P<vi>bắc|nam|trung))\b", re.I)
_REPORT = re.compile(any_of(_WORDS.market_reports), re.I)
_OF_NO_REGION = frozenset({"duration", "distance"})


def find_region(sight: Sight, scene: Scene) -> Name | None:
    """Return the region that a figure's sentence or section is about where it names nothing else before."""
    regions = _list_regions(scene)
    if not regions or sight.group in _OF_NO_REGION:
        return None
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    passed = [other.evidence.end for other in sight.figures if other.evidence.end <= start]
    low = max([span.start, *passed, *(name.end for name in sight.names if name.end <= start)])
    adjective = _ADJECTIVE.search(scene.text, low, start)
    if adjective:
        return _find_side(_side_of(adjective), scene)
    if _REGIONAL.search(scene.text, low, start):
        return next((name for name in reversed(regions) if name.start < start), None)
    before = {name.key: name for name in sight.names if name.start < start}
    if len(before) == 1 and (named := next(iter(before.values()))) in regions:
        return named
    if before or "it" in sight.back.sorts or place_behind(sight.figure, sight, scene):
        return None
    return _find_label(sight.sentence, scene)


def is_market_report(scene: Scene) -> bool:
    return bool(scene.passages) and _REPORT.search(scene.passages[0].text) is not None


def _side_of(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    said = (match["en"] or match["vi"]).casefold()
    return _SIDES.get(said, said)


@lru_cache(maxsize=4)
def _list_regions(scene: Scene) -> tuple[Name, ...]:
    return tuple(
        name for name in scene.names if name.sort == "province" and _REGION.fullmatch(name.mention.evidence.surface)
    )


def _find_label(sentence: int, scene: Scene) -> Name | None:
    """Return the only region that the heading over a sentence speaks of, or the label that its passage opens with."""
    passage = scene.passage_of(sentence)
    label = _LABEL.match(scene.text, passage.start)
    return (_name_side(label[0], scene) if label else None) or _name_side(" ".join(passage.headings[-1:]), scene)


def _name_side(line: str, scene: Scene) -> Name | None:
    """Return the region on the only side of the country that a line speaks of."""
    sides = {_side_of(match) for match in _SIDE.finditer(line)}
    return _find_side(sides.pop(), scene) if len(sides) == 1 else None


def _find_side(side: str | None, scene: Scene) -> Name | None:
    regions = _list_regions(scene)
    return next((name for name in regions if _side_of(_REGION.fullmatch(name.mention.evidence.surface)) == side), None)
