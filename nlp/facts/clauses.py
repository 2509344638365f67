"""Bind by how a sentence sets clauses side by side, or a phrase before or behind what it tells of."""

import re

from config.facts import any_of, load_fact_words
from config.schema import Figure
from nlp.facts.phrases import SAYS
from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

_KINDS = {  # names of one kind stand against each other
    "PARK": "park",
    "zone": "park",
    "firm": "firm",
    "namesake": "firm",
    "province": "place",
    "minor": "place",
    "country": "country",
}
_THINGS = frozenset({"PARK", "zone", "firm", "namesake"})
_PARKS = frozenset({"PARK", "zone"})
_FIRMS = frozenset({"firm", "namesake"})
_PLACES = frozenset({"province", "minor"})
_UNTOLD = frozenset({"duration", "distance"})
_WORDS = load_fact_words()
_REACH = 45  # letters from the name of a clause to its figure
_LEAD = 40  # letters before a name
_FRONT = 140  # letters from a figure of a fronted phrase to whom it tells of
_TURN = re.compile(  # to a clause of another: ", and in"
    rf"(?:[,;]\s(?:{any_of(_WORDS.turns)}\s)?|\s{any_of(_WORDS.turns)}\s)(?:{any_of(_WORDS.placing)}\s)*$", re.I
)
_BROKEN = re.compile(r"[,;:()\n]")
_FRONTED = re.compile(rf"\W*{any_of(_WORDS.fronted)}", re.I)
_MAIN = re.compile(rf",\s(?:{any_of(_WORDS.placing)}\s)?(?:công ty\s|tập đoàn\s)?$", re.I)
_MAKER = re.compile(
    rf"(?!\s(?:and|và)\b)(?:\s[\w-]+){{0,4}}?\s{any_of(_WORDS.works)}(?:\s[\w-]+){{0,4}}?\s(?:by|of|from|của|do)\s"
    r"(?:(?:the|công ty|tập đoàn|nhà đầu tư)\s)?",
    re.I,
)
_WHICH = re.compile(rf",\s(?:which|nơi)\s[^,;:]{{0,{_LEAD}}}", re.I)
_LIES_IN = re.compile(
    r"(?:\s?[-–,]\s|\s\(|,?\s(?:in|at|ở|tại|thuộc)\s)(?:the\s)?(?:(?:tỉnh|thành phố|huyện|TP\.?)\s?)?", re.I
)
_SIZED = re.compile(r"\s?\)?,?\s?\((?:\D{0,20}\s)?")


def find_by_clause(sight: Sight, scene: Scene) -> Name | None:
    """Return the name that the clauses of the sentence give a figure, or None."""
    if not sight.names or sight.group in _UNTOLD:
        return None
    return (
        _set_side_by_side(sight, scene)
        or _fronted(sight, scene)
        or _made_by(sight, scene)
        or _told_by_which(sight, scene)
        or _lying_in(sight, scene)
    )


def _set_side_by_side(sight: Sight, scene: Scene) -> Name | None:
    """Return the name that opens a figure's clause where one beside it opens with such a name, too.

    "Rents in A rose by 12 %, and B saw 7 %", "A có 5 khu rộng 900 ha, B có 3 khu".
    """
    name = _name_before(sight.figure, sight, scene)
    if name is None:
        return None
    at, kind = sight.figure.evidence, _KINDS[name.sort]
    if _turns(name, sight, scene):
        told = [figure.evidence.end for figure in sight.figures if figure.evidence.end <= name.start]
        between = [other for other in sight.names if told and told[-1] <= other.start < name.start]
        rivals = [other for other in sight.names if told and other.end <= told[-1]]
        if told and not between and any(_KINDS.get(r.sort) == kind and r.key != name.key for r in rivals):
            return name
    after = next((other for other in sight.names if other.start >= at.end), None)
    if after is None or after.key == name.key or _KINDS.get(after.sort) != kind or not _turns(after, sight, scene):
        return None
    alike = (figure for figure in sight.figures if figure.unit == sight.figure.unit and figure is not sight.figure)
    return name if any(_name_before(figure, sight, scene) is after for figure in alike) else None


def _name_before(figure: Figure, sight: Sight, scene: Scene) -> Name | None:
    """Return the name from which a few words without a break lead to a figure."""
    start = figure.evidence.start
    name = next((name for name in reversed(sight.names) if name.end <= start), None)
    if name is None or name.sort not in _KINDS or start - name.end > _REACH:
        return None
    between = scene.text[name.end : start]
    if not between.strip() or _BROKEN.search(between) or SAYS.match(between):
        return None
    return None if any(name.end <= other.evidence.start < start for other in sight.figures) else name


def _turns(name: Name, sight: Sight, scene: Scene) -> bool:
    """Tell whether a sentence turns to a name: `, while B`, ` và B`."""
    start = scene.sentences[sight.sentence].start
    return _TURN.search(scene.text[max(start, name.start - _LEAD) : name.start]) is not None


def _fronted(sight: Sight, scene: Scene) -> Name | None:
    """Return whom a fronted phrase tells of: "With 240 ha, P followed later", "Với 240 ha, KCN P ra đời sau"."""
    at, span = sight.figure.evidence, scene.sentences[sight.sentence]
    after = next((name for name in sight.names if name.start >= at.end), None)
    if after is None or after.sort not in _THINGS or after.start - at.end > _FRONT:
        return None
    if not _FRONTED.match(scene.text, span.start, at.start):
        return None
    if any(name.start < at.start and name.sort in _THINGS for name in sight.names):
        return None
    between = scene.text[at.end : after.start]
    return after if _MAIN.search(between) and ";" not in between else None


def _made_by(sight: Sight, scene: Scene) -> Name | None:
    """Return the company right behind whose work a figure tells of: "a $45 million plant built by X"."""
    end = sight.figure.evidence.end
    after = next((name for name in sight.names if name.start >= end), None)
    if after is None or after.sort not in _FIRMS or sight.group not in {"money", "land"}:
        return None
    return after if _MAKER.fullmatch(scene.text, end, after.start) else None


def _told_by_which(sight: Sight, scene: Scene) -> Name | None:
    """Return the name of which a relative clause tells: "It is part of P, which covers 720 ha"."""
    start = sight.figure.evidence.start
    name = next((name for name in reversed(sight.names) if name.end <= start), None)
    if name is None or name.sort not in _THINGS:
        return None
    return name if _WHICH.fullmatch(scene.text, name.end, start) else None


def _lying_in(sight: Sight, scene: Scene) -> Name | None:
    """Return the park whose place stands between it and its size: "KCN P - tỉnh A (310 ha)"."""
    start = sight.figure.evidence.start
    before = [name for name in sight.names if name.end <= start][-2:]
    if len(before) < 2 or before[0].sort not in _PARKS or before[1].sort not in _PLACES:
        return None
    park, place = before
    is_in = _LIES_IN.fullmatch(scene.text, park.end, place.start)
    return park if is_in and _SIZED.fullmatch(scene.text, place.end, start) else None
