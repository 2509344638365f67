"""Say in words how a name stands to a figure; binding weighs these words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from nlp.facts.anaphora import SCHEMES
from nlp.facts.joint import tells_of_many
from nlp.facts.phrases import OWNS, PART, PREPOSITIONS, REPORTS, SAYS
from nlp.facts.ranks import BEARERS
from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

REACH = 4  # sentences looked back
AHEAD = 3  # sentences looked ahead, for what a text names often
OF_THINGS = frozenset({"utility", "saving"})  # what parks and companies have rather than provinces
THINGS = frozenset({"PARK", "zone", "firm", "namesake", "authority", "programme"})
BYSTANDERS = frozenset({"medium", "abroad"})  # what no figure is about unless it stands in the same sentence
GROUPS = {
    "PARK": "park",
    "zone": "park",
    "firm": "firm",
    "namesake": "namesake",
    "authority": "body",
    "programme": "programme",
    "medium": "medium",
    "province": "province",
    "minor": "minor",
    "country": "country",
    "abroad": "abroad",
}
_BRACKETS = re.compile(r"^[^.;()]{0,12}\([^()]{0,25}$")


def candidates_of(sight: Sight, scene: Scene) -> dict[str, Name]:
    """Return the things a figure may be about, each with the mention that stands nearest."""
    found: dict[str, Name] = {}
    start = sight.figure.evidence.start
    for name in sorted(sight.names, key=lambda n: (n.start > start, abs(n.start - start))):
        found.setdefault(name.key, name)
    lead = scene.lead_to(sight.sentence)
    back = range(sight.sentence - 1, sight.sentence - REACH - 1, -1)
    for sentence in back if lead is None else (lead, *back, *range(lead - 1, lead - REACH, -1)):
        for name in reversed(scene.by_sentence.get(sentence, ())):
            if name.sort not in BYSTANDERS:
                found.setdefault(name.key, name)
    if SCHEMES.intersection(sight.back.sorts) and (spoken := scene.newest_name("programme", start)):
        found.setdefault(spoken.key, spoken)
    wanted = scene.heading_keys(sight.sentence) | scene.title_keys | frozenset(scene.tops.values())
    firsts = (scene.firsts[key] for key in wanted - found.keys() if key in scene.firsts)
    for name in sorted(firsts, key=lambda n: n.start):
        late = name.sort == "programme" and name.sentence > sight.sentence
        if name.sentence - sight.sentence <= AHEAD and name.sort not in BYSTANDERS and not late:
            found.setdefault(name.key, name)
    found.setdefault(scene.country.key, scene.country)
    is_of_things = sight.group in OF_THINGS and not tells_of_many(sight, scene)
    if is_of_things and any(name.sort in THINGS for name in found.values()):
        return {key: name for key, name in found.items() if name.sort in THINGS or name.sentence == sight.sentence}
    return found


def list_group_features(group: str, sight: Sight) -> list[str]:
    """Return the words for how names of a group stand to a figure, whichever name it is; "null" is nothing named."""
    found = [f"word {word} {group}" for word in sight.words]
    found += [f"size {kind} {sight.size} {group}" for kind in (sight.dimension, sight.group)]
    return found


def list_features(name: Name, sight: Sight, scene: Scene, topic: str) -> list[str]:
    """Return the words for how a name stands to the figure, but for those of its group; each is a key of the weights.

    `topic` says how likely the whole text is about the name.
    """
    group, key, kind = GROUPS[name.sort], name.key, sight.group
    local = [other for other in sight.names if other.key == key]
    where = "here" if local else "bare" if sight.state == "bare" else "away"
    found = [*_say_what(group, kind, where, topic), f"size {sight.dimension} {sight.size} {where} {group}"]
    if name.sort == "zone":
        found += ["zone", f"zone {kind}"]
    for other in local:
        found += _iter_local(other, group, sight, scene)
    if not local:
        found += _iter_distant(name, group, sight, scene)
    is_place = key in scene.located
    if is_place:
        found.append(f"{where} located {group}")
    if name.start in scene.signed:
        found.append(f"{where} signed {group}")
    if key in scene.heading_keys(sight.sentence):
        found += [f"{where} heading", f"heading {group}"]
    if key in scene.title_keys:
        found.append(f"{where} title {group}")
    newest = scene.newest(name.sort, sight.figure.evidence.start) == key
    if newest and not local:
        found.append(f"newest {group}")
    if sight.mate:
        mate = "mate" if sight.mate == key else "no mate"
        found += [mate, f"{mate} {group}", f"{mate} {kind}"]
    found += _iter_ranked(name, group, where, sight, scene)
    for back in sight.back.sorts:
        found += _iter_meant(back, name, where, newest=newest)
        found.append(f"{back} topic {topic}")
        if is_place:
            found.append(f"{back} located {group}")
    return found


def list_null_features(sight: Sight, scene: Scene) -> list[str]:
    """Return the words for a figure that is about nothing named."""
    found = ["null", f"null {sight.group}", f"null {sight.state}"]
    found += [f"{kind} means null" for kind in sight.back.sorts]
    return found if scene.names else [*found, "null nameless"]


@lru_cache(maxsize=4096)
def _say_what(group: str, kind: str, where: str, topic: str) -> tuple[str, ...]:
    topical = f"{where} topic {topic}"
    return group, f"{group} {kind}", f"{where} {group}", topical, f"{topical} {group}", f"{topical} {kind}"


def _list_passed(sight: Sight, before: Sight) -> list[Name]:
    """Return the names of a figure's sentence that stand between it and the figure before it."""
    last, start = before.figure.evidence.end, sight.figure.evidence.start
    return [name for name in sight.names if last <= name.start < start]


class Step(NamedTuple):
    """How a figure follows the one before it, whatever both are about."""

    where: str
    words: tuple[str, ...]
    kinds: tuple[str, ...]  # what a later sentence points back to
    parts: bool
    passed: frozenset[tuple[str, str]]  # keys and groups of the names between


def see_step(sight: Sight, before: Sight, scene: Scene) -> Step:
    """Look at the way from one figure to the next."""
    gap = sight.sentence - before.sentence
    if gap == 0:
        where = "same"
    elif scene.sentences[sight.sentence].passage == scene.sentences[before.sentence].passage:
        where = "next" if gap == 1 else "later"
    else:
        where = "passage" if gap == 1 else "far"
    last, start = before.figure.evidence.end, sight.figure.evidence.start
    words = [f"keep {where}", f"keep {where} {sight.state}"]
    parts = False
    if where == "same" and ";" in scene.text[last:start]:
        words.append("keep over ;")
    elif where == "same" and PART.search(scene.text, last, start):
        words.append("keep part")
        parts = True
    if before.figure.dimension == sight.figure.dimension:
        words.append(f"keep {where} dimension")
    return Step(
        where=where,
        words=tuple(words),
        kinds=sight.back.sorts if where != "same" else (),
        parts=parts,
        passed=frozenset((name.key, GROUPS[name.sort]) for name in _list_passed(sight, before)),
    )


def list_link_features(name: Name | None, step: Step) -> list[str]:
    """Return the words for a figure that is about the same thing as the figure before it."""
    group = GROUPS[name.sort] if name else "null"
    between = {other for key, other in step.passed if name is None or key != name.key}
    crossed = "straight" if not between else "past many" if len(between) > 1 else f"past {min(between)}"
    found = [*step.words, f"keep {step.where} {group}", f"keep {step.where} {crossed}"]
    found += [f"keep {kind} {group}" for kind in step.kinds]
    return [*found, f"keep part {group}"] if step.parts else found


def rule_of(name: Name, sight: Sight, scene: Scene) -> str:
    """Return the name of the strongest way in which the name stands to the figure."""
    if sight.pairs.get(name.key) is not None:
        return "respectively"
    if name.sentence == sight.sentence:
        if scene.passage_of(sight.sentence).kind == "row":
            return "row"
        between = _between(name, sight, scene.text)
        words = between.split()
        if len(words) <= 1 and not between.strip(" (,:–-"):
            return "apposition"
        if name.start > sight.figure.evidence.start and words and words[-1].casefold() in PREPOSITIONS:
            return "attribute"
        return "clause" if ";" not in between else "sentence"
    if 0 < sight.sentence - name.sentence <= REACH:
        same = scene.sentences[name.sentence].passage == scene.sentences[sight.sentence].passage
        return "previous" if same else "passage"
    if name.key in scene.heading_keys(sight.sentence):
        return "heading"
    return "title" if name.key in scene.title_keys else "topic"


def _iter_ranked(name: Name, group: str, where: str, sight: Sight, scene: Scene) -> Iterator[str]:
    """Iterate over how the ranks of a name fit each that the sentence speaks of: "the district", "the group"."""
    ranks = scene.ranks.get(name.key)
    for rank in sorted(sight.back.ranks) if ranks else ():
        if group in BEARERS[rank]:
            fits = "fits" if ranks and rank in ranks else "differs"
            yield from (f"rank {fits} {where}", f"rank {fits} {where} {group}")


def _iter_meant(kind: str, name: Name, where: str, *, newest: bool) -> Iterator[str]:
    """Iterate over how a name fits a sort of thing that the sentence points back to; parks and zones are told apart."""
    group = GROUPS[name.sort]
    sorts = (group, name.sort) if group == "park" else (group,)
    for sort in sorts:
        yield f"{kind} means {sort} {where}"
        if newest:
            yield f"{kind} means newest {sort}"


def _iter_local(name: Name, group: str, sight: Sight, scene: Scene) -> Iterator[str]:
    start, end = sight.figure.evidence.start, sight.figure.evidence.end
    span = scene.sentences[sight.sentence]
    if sight.pairs.get(name.key) is not None:
        matches = sight.figures[sight.pairs[name.key]] is sight.figure
        yield "respectively" if matches else "respectively other"
    between = _between(name, sight, scene.text)
    words = between.split()
    side = "before" if name.start < start else "after"
    yield f"{side} {_bucket(len(words))}"
    yield f"{side} {group}"
    low, high = (name.end, start) if side == "before" else (end, name.start)
    inside = {GROUPS[o.sort] for o in sight.names if low <= o.start < high and o.key != name.key}
    figured = any(low <= other.evidence.start < high for other in sight.figures)
    for inner in sorted(inside):
        yield f"{side} past {inner}"
        yield f"{side} {group} past {inner}"
    if figured:
        yield f"{side} past figure"
    if not inside and not figured:
        yield f"{side} clean {group}"
        yield from _iter_clean(group, side, between, words)
    for mark in (";", ":", "(", ","):
        if mark in between:
            yield f"{side} over {mark}"
    lead = scene.leads[name.start]
    yield f"{side} lead {lead}"
    yield f"{side} lead {lead} {group}"
    if scene.passage_of(sight.sentence).kind == "row":
        yield f"row {side}"
    if lead in REPORTS or SAYS.match(scene.text, name.end):
        yield f"reports {group}"
    if name.start - span.start <= 4:
        yield f"{side} opens {group}"
    elif name is sight.names[0]:
        yield f"{side} first {group}"


def _iter_clean(group: str, side: str, between: str, words: Sequence[str]) -> Iterator[str]:
    """Iterate over what is said between a name and a figure that nothing else stands between."""
    if side == "before":
        if _BRACKETS.match(between):
            yield "in brackets"
        if OWNS.search(between):
            yield "owns"
            yield f"owns {group}"
    elif "," not in between and len(words) <= 5:
        last = words[-1].casefold() if words else ""
        yield f"leads to {PREPOSITIONS.get(last, 'bare')}"
        yield f"leads to {PREPOSITIONS.get(last, 'bare')} {group}"


def _iter_distant(name: Name, group: str, sight: Sight, scene: Scene) -> Iterator[str]:
    lead = scene.lead_to(sight.sentence)
    if lead == name.sentence:
        yield f"leads list {group}"
    own = lead + 1 if lead is not None and name.sentence <= lead else sight.sentence
    back = own - name.sentence
    state = sight.state
    if not 0 < back <= REACH:
        yield f"far {state} {group}"
        return
    same = scene.sentences[name.sentence].passage == scene.sentences[sight.sentence].passage
    yield f"back {back} {state}"
    yield f"back {'near' if same else 'passage'} {state} {group}"
    first = scene.by_sentence[name.sentence][0]
    if first.key == name.key:
        yield f"back first {group}"
    if scene.leads[name.start] == "in":
        yield f"back in {group}"
    newer = {GROUPS[o.sort] for i in range(1, back) for o in scene.by_sentence.get(own - i, ())}
    if group in newer:
        yield f"back replaced {group}"


def _between(name: Name, sight: Sight, text: str) -> str:
    at = sight.figure.evidence
    return text[name.end : at.start] if name.start < at.start else text[at.end : name.start]


def _bucket(count: int) -> str:
    for limit, bucket in ((1, "0"), (4, "1"), (9, "2"), (18, "3")):
        if count <= limit:
            return bucket
    return "4"
