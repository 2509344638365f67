"""Bind figures of a market to the part of the country that they are about: "MIỀN BẮC", "Southern rents", "toàn vùng"."""

import re
from functools import lru_cache

from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

_REGION = re.compile(
    r"(?:(?:khu vực|vùng|thị trường|the)\s)?(?:(?:miền|phía)\s(?P<vi>bắc|nam|trung)|(?P<en>north|south|central)(?:ern)?"
    r"(?:\s(?:vietnam|viet nam|region|việt nam))?)",
    re.I,
)
_SIDES = {"bắc": "north", "nam": "south", "trung": "central"}
_ADJECTIVE = re.compile(
    r"\b(?:(?P<en>north|south|central)(?:ern)? (?:\w+ )?(?:markets?|landlords?|rents?|developers?|parks|zones|provinces|region|supply)|"
    r"(?:vùng|thị trường|các tỉnh|các khu|khu vực) (?:phía|miền) (?P<vi>bắc|nam|trung))\b",
    re.I,
)
_REGIONAL = re.compile(
    r"\b(?:(?:toàn|cả|của) (?:vùng|miền|thị trường)|the (?:whole |entire )?region(?:['’]s)?|region-wide|across the region)\b(?! kinh tế)", re.I
)
_LABEL = 40  # letters in which a passage may say what it is about
_LABELS = re.compile(r"[^.:;]{0,40}[.:]\s")
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
        side = _side_of(adjective)
        return next((name for name in regions if _side_of(_REGION.fullmatch(name.mention.evidence.surface)) == side), None)
    if _REGIONAL.search(scene.text, low, start):
        return next((name for name in reversed(regions) if name.start < start), None)
    before = {name.key: name for name in sight.names if name.start < start}
    if len(before) == 1 and (named := next(iter(before.values()))) in regions:
        return named
    if before or "it" in sight.back.sorts:
        return None
    return _find_label(sight.sentence, scene)


def _side_of(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    said = (match["en"] or match["vi"]).casefold()
    return _SIDES.get(said, said)


@lru_cache(maxsize=4)
def _list_regions(scene: Scene) -> tuple[Name, ...]:
    return tuple(name for name in scene.names if name.sort == "province" and _REGION.fullmatch(name.mention.evidence.surface))


def _find_label(sentence: int, scene: Scene) -> Name | None:
    """Return the region that alone stands in the heading over a sentence, or in the label that its passage opens with."""
    regions = {name.key: name for name in _list_regions(scene)}
    passage = scene.passage_of(sentence)
    for name in regions.values():
        pass
    opening = [n for n in scene.names if passage.start <= n.start < passage.start + _LABEL]
    label = _LABELS.match(scene.text, passage.start)
    if label and opening and opening[0].key in regions and opening[0].end <= label.end() and (len(opening) == 1 or opening[1].start >= label.end()):
        return opening[0]
    over = scene.heading_keys(sentence)
    last = passage.headings[-1:]  # the nearest one
    keys = {n.key for n in scene.names if scene.passage_of(n.sentence).text.strip() in {h.strip() for h in last}}
    return regions[next(iter(keys))] if len(keys) == 1 and keys <= regions.keys() and keys <= over else None
