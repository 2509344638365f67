"""Bind by how a sentence sets clauses side by side, or a phrase before or behind what it tells of."""

import re

from config.facts import any_of, load_fact_words
from config.schema import Figure
from nlp.facts.phrases import SAYS
from nlp.facts.scene import FIRMS, PARKS, THINGS, Name, Scene
from nlp.facts.sights import Sight, place_among

_KINDS = {  # names of one kind stand against each other
    "PARK": "park",
    "zone": "park",
    "firm": "firm",
    "namesake": "firm",
    "province": "place",
    "minor": "place",
    "country": "country",
}
ADJACENT = frozenset({" ", "-"})  # between a figure and what it stands right before: "the 124-ha P"
_PLACES = frozenset({"province", "minor"})
_UNTOLD = frozenset({"duration", "distance", "length"})  # groups of meanings, dimensions
_WORDS = load_fact_words()
_REACH = 45  # letters from the name of a clause to its figure
_LEAD = 40  # letters before a name or a figure
_FRONT = 140  # letters from a figure of a fronted phrase to whom it tells of
_TURN = re.compile(  # to a clause of another: ", and in"
    rf"(?:[,;]\s(?:{any_of(_WORDS.turns)}\s)?|\s{any_of(_WORDS.turns)}\s)(?:{any_of(_WORDS.placing)}\s)*$", re.I
)
_BROKEN = re.compile(r"[,;:()\n]")
_TOLD = re.compile(SAYS.pattern + r"\s(?:that|rằng|it|they|the)\b")
_FRONTED = re.compile(rf"\W*{any_of(_WORDS.fronted)}", re.I)
_MAIN = re.compile(rf",\s(?:{any_of(_WORDS.placing)}\s)?(?:công ty\s|tập đoàn\s)?$", re.I)
_MAKER = re.compile(
    rf"(?!\s(?:and|và)\b)(?:\s[\w-]+){{0,4}}?\s{any_of(_WORDS.works)}(?:\s[\w-]+){{0,4}}?\s(?:by|of|from|của|do)\s"
    r"(?:(?:the|công ty|tập đoàn|nhà đầu tư)\s)?",
    re.I,
)
_SOURCE = re.compile(rf"(?:\s[\w-]+){{0,3}}?\s{any_of(_WORDS.sources)}\s(?:the\s)?", re.I)
_WHICH = re.compile(rf",\s(?:which|nơi)\s[^,;:]{{0,{_LEAD}}}", re.I)
_LIES_IN = re.compile(
    r"(?:\s?[-–,]\s|\s\(|,?\s(?:in|at|ở|tại|thuộc)\s)(?:the\s)?(?:(?:tỉnh|thành phố|huyện|TP\.?)\s?)?", re.I
)
_SIZED = re.compile(r"\s?\)?,?\s?\((?:\D{0,20}\s)?")
_APPOSED = re.compile(rf"(?:\s\([^()]{{1,20}}\))?,\s(?:{any_of(_WORDS.roles)})(?:\s[^\s,;()]+){{0,5}}?\s", re.I)
_GOES_ON = re.compile(rf"(?:\s\([^()]{{1,20}}\))?,\s[^,;:()]{{1,{_REACH}}}")
_BACKED = re.compile(rf"\W*{any_of(_WORDS.backed)}", re.I)
_BACKERS = frozenset({"programme", "authority", "country", "abroad"})
_GRANTS = re.compile(rf"{any_of(_WORDS.grants)}(?: \w+){{0,3}} ?$", re.I)
_GRANTED = re.compile(r"(?: [\w-]+){0,4}? (?:to|for|cho) (?:the )?", re.I)


def find_by_clause(sight: Sight, scene: Scene) -> Name | None:
    """Return the name that the clauses of the sentence give a figure, or None."""
    if not sight.names or sight.group in _UNTOLD or sight.dimension in _UNTOLD:
        return None
    leading = _name_before(sight.figure, sight, scene)
    return (
        (_set_side_by_side(leading, sight, scene) if leading else None)
        or _fronted(sight, scene)
        or _made_by(sight, scene)
        or _granted(sight, scene)
        or _told_by_which(sight, scene)
        or _lying_in(sight, scene)
        or _apposed(sight, scene)
        or (_backed(leading, sight, scene) if leading else None)
    )


def _set_side_by_side(name: Name, sight: Sight, scene: Scene) -> Name | None:
    """Return the name that leads to a figure where a clause beside its own opens with such a name, too.

    "Rents in A rose by 12 %, and B saw 7 %", "A có 5 khu rộng 900 ha, B có 3 khu".
    """
    after = sight.behind
    if after and scene.text[sight.figure.evidence.end : after.start] in ADJACENT:
        return None
    kind = _KINDS[name.sort]
    if _turns(name, sight, scene):
        place = place_among(sight.figures, name.start)
        told = sight.figures[place - 1].evidence.end if place else -1
        rivals = [other for other in sight.names if _KINDS.get(other.sort) == kind and other.key != name.key]
        is_single = not any(told <= other.start < name.start for other in rivals)
        if is_single and any(other.end <= told for other in rivals):
            return name
    if after is None or after.key == name.key or _KINDS.get(after.sort) != kind or not _turns(after, sight, scene):
        return None
    place = place_among(sight.figures, after.end)
    other = sight.figures[place] if place < len(sight.figures) else None
    is_alike = other and other.unit == sight.figure.unit and _name_before(other, sight, scene) is after
    return name if is_alike else None


def _name_before(figure: Figure, sight: Sight, scene: Scene) -> Name | None:
    """Return the name from which a few words without a break lead to a figure."""
    start = figure.evidence.start
    before = [name for name in sight.names if name.end <= start][-2:]
    if len(before) > 1 and before[1].sort in _PLACES and scene.leads[before[1].start] in {"in", "of"}:
        before.pop()  # "P is the second park of A, with"
    name = before[-1] if before else None
    if name is None or name.sort not in _KINDS or start - name.end > _REACH:
        return None
    between = scene.text[name.end : start]
    if _BROKEN.search(between) or _TOLD.match(between):
        return None
    return name if place_among(sight.figures, name.end) == place_among(sight.figures, start) else None


def _turns(name: Name, sight: Sight, scene: Scene) -> bool:
    """Tell whether a sentence turns to a name: `, while B`, ` và B`."""
    start = scene.sentences[sight.sentence].start
    return _TURN.search(scene.text[max(start, name.start - _LEAD) : name.start]) is not None


def _fronted(sight: Sight, scene: Scene) -> Name | None:
    """Return whom a fronted phrase tells of: "With 240 ha, P followed later", "Với 240 ha, KCN P ra đời sau"."""
    at, span, after = sight.figure.evidence, scene.sentences[sight.sentence], sight.behind
    if after is None or after.sort not in THINGS or after.start - at.end > _FRONT:
        return None
    if not _FRONTED.match(scene.text, span.start, at.start):
        return None
    if any(name.start < at.start and name.sort in THINGS for name in sight.names):
        return None
    between = scene.text[at.end : after.start]
    return after if _MAIN.search(between) and ";" not in between else None


def _made_by(sight: Sight, scene: Scene) -> Name | None:
    """Return the company right behind whose work or share a figure is.

    "A $45 million plant built by X", "a further 3 GWh came from X".
    """
    end, after = sight.figure.evidence.end, sight.behind
    if after is None or after.sort not in FIRMS:
        return None
    if sight.group in {"money", "land"} and _MAKER.fullmatch(scene.text, end, after.start):
        return after
    return after if sight.dimension != "money" and _SOURCE.fullmatch(scene.text, end, after.start) else None


def _granted(sight: Sight, scene: Scene) -> Name | None:
    """Return who is given or lent money: "The fund grants 2 million USD to P", "Quỹ tài trợ 2 tỷ đồng cho X"."""
    at, after = sight.figure.evidence, sight.behind
    if after is None or sight.dimension != "money" or after.sort not in THINGS | {"programme"}:
        return None
    lead = scene.text[max(scene.sentences[sight.sentence].start, at.start - _LEAD) : at.start]
    return after if _GRANTED.fullmatch(scene.text, at.end, after.start) and _GRANTS.search(lead) else None


def _told_by_which(sight: Sight, scene: Scene) -> Name | None:
    """Return the name of which a relative clause tells: "It is part of P, which covers 720 ha"."""
    before = sight.before
    if not before or before[-1].sort not in THINGS:
        return None
    return before[-1] if _WHICH.fullmatch(scene.text, before[-1].end, sight.figure.evidence.start) else None


def _lying_in(sight: Sight, scene: Scene) -> Name | None:
    """Return the park whose place stands between it and its size: "KCN P - tỉnh A (310 ha)"."""
    before = sight.before[-2:]
    if len(before) < 2 or before[0].sort not in PARKS or before[1].sort not in _PLACES:
        return None
    park, place = before
    is_in = _LIES_IN.fullmatch(scene.text, park.end, place.start)
    return park if is_in and _SIZED.fullmatch(scene.text, place.end, sight.figure.evidence.start) else None


def _apposed(sight: Sight, scene: Scene) -> Name | None:
    """Return who is called something before the figure: "X, the developer of P, had revenue of 900 billion VND"."""
    before = sight.before[-2:]
    if len(before) < 2 or before[0].sort not in THINGS or scene.leads[before[0].start] not in {"start", "none"}:
        return None
    called, other = before
    is_called = _APPOSED.fullmatch(scene.text, called.end, other.start)
    return called if is_called and _GOES_ON.fullmatch(scene.text, other.end, sight.figure.evidence.start) else None


def _backed(name: Name, sight: Sight, scene: Scene) -> Name | None:
    """Return who does what a programme makes possible: "Under the programme G, X cut its power use by 15 %"."""
    span = scene.sentences[sight.sentence]
    if name.sort not in THINGS or not _BACKED.match(scene.text, span.start, span.end):
        return None
    others = [other for other in sight.names if other.start < name.start]
    if not others or any(other.sort in THINGS for other in others) or not _turns(name, sight, scene):
        return None
    return name if others[-1].sort in _BACKERS else None
